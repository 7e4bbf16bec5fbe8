"""The rules one by one: beside each case that must be found, one that must not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.checks.gates import Gates, read_gates
from rapporteur.compare.checks.instruments import distinct_names, is_mentioned, read_names
from rapporteur.compare.checks.lock import make_entry
from rapporteur.compare.checks.meaning import MEANING
from rapporteur.compare.checks.reading import READING
from rapporteur.compare.checks.rules import RULES, is_at_least
from rapporteur.compare.checks.run import Report, settle
from rapporteur.compare.checks.subject import Subject, fingerprint, found, place
from rapporteur.compare.checks.touched import TouchKind, match_contents
from rapporteur.compare.checks.versions import edit_words, find_edits
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import (
    Act,
    Band,
    Change,
    ChangeKind,
    Clause,
    Comparability,
    Comparison,
    Deadline,
    Edit,
    EditKind,
    Finding,
    LeftOut,
    Meeting,
    Outcome,
    Promise,
    Severity,
    Statement,
    StatementKind,
    Strength,
    Theme,
    Verdict,
)


def clause(paragraph: str, text: str, day: str = "2024-02-02", **more: Any) -> Clause:
    return Clause(f"f/{day}#{paragraph}", paragraph, "", text, 0, len(text), **more)


def statement(*clauses: Clause, day: str = "2024-02-02", number: str = "4", **more: Any) -> Statement:
    text = "\n".join(c.text for c in clauses)
    kind = more.pop("kind", StatementKind.STATEMENT)
    facts = {"source": f"f/{day}.md", "sha256": "0" * 64, "extractor": "text/1", **more}
    return Statement(Meeting("f", number, "", day), kind, "Statement", text, clauses, **facts)


def subject(made: Statement, **more: Any) -> Subject:
    path = more.pop("path", made.source)
    return Subject(path, made, more.pop("gates", Gates()), entry=make_entry(path, made), **more)


def entry(made: Statement, **more: Any) -> Any:
    return replace(make_entry(made.source, made), **more)


def found_by(rules: tuple[Any, ...], checked: Subject) -> dict[str, list[Finding]]:
    told: dict[str, list[Finding]] = {}
    for rule in rules:
        for finding in rule(checked):
            told.setdefault(finding.rule, []).append(finding)
    return told


def numbered(*numbers: int, theme: bool = True) -> Statement:
    themes = (Theme("t", 1.0, "word"),) if theme else ()
    return statement(
        *(clause(str(n), f"The Meeting noted item {i}.", themes=themes) for i, n in enumerate(numbers))
    )


WHOLE = numbered(1, 2, 3)
EARLIER = replace(
    WHOLE, meeting=replace(WHOLE.meeting, date="2023-02-02", number="3"), source="f/2023-02-02.md"
)


def test_a_whole_statement_has_no_reading_finding() -> None:
    other = entry(EARLIER, text="other words")
    assert found_by(READING, subject(WHOLE, siblings=(other,), locked=entry(WHOLE))) == {}


@pytest.mark.parametrize(
    ("numbers", "rule"),
    [
        ((1, 2, 4), "numbering-gap"),
        ((1, 2, 2, 3), None),
        ((1, 2, 1, 2), None),
        ((5, 6, 7), None),
        ((1, 2, 3, 2), "numbering-repeat"),
        ((1, 5), "numbering-gap"),
    ],
)
def test_numbers_that_skip_or_go_back_are_told_and_a_new_part_is_not(numbers: Any, rule: str | None) -> None:
    told = found_by(READING, subject(numbered(*numbers)))
    assert set(told) == ({rule} if rule else set())


BROKEN = {
    "empty": subject(statement()),
    "coverage": subject(replace(WHOLE, coverage=0.8, left_out=(LeftOut("footnote", "x"),))),
    "numbers-lost": subject(replace(WHOLE, numbering=(5, 12))),
    "layout-removed": subject(replace(WHOLE, left_out=(LeftOut("watermark", "DRAFT"),))),
    "unknown-forum": subject(WHOLE, path="2024.md"),
    "unknown-meeting": subject(
        replace(WHOLE, meeting=replace(WHOLE.meeting, number="")), siblings=(entry(EARLIER, text=""),)
    ),
    "unknown-date": subject(replace(WHOLE, meeting=replace(WHOLE.meeting, date=""))),
    "mojibake": subject(statement(clause("1", "The cafÃ© noted it.", themes=WHOLE.clauses[0].themes))),
    "duplicate": subject(WHOLE, siblings=(entry(replace(WHOLE, source="f/copy.md", sha256="2" * 64)),)),
    "adopted-again": subject(WHOLE, siblings=(entry(replace(EARLIER, sha256="2" * 64)),)),
    "meeting-number": subject(WHOLE, siblings=(entry(EARLIER, number="4", text=""),)),
    "kind-mismatch": subject(WHOLE, siblings=(entry(EARLIER, kind="press-release", text=""),)),
    "unclassified": subject(numbered(1, 2, theme=False)),
    "yields-less": subject(WHOLE, locked=entry(WHOLE, words=1000)),
    "short": subject(WHOLE, siblings=(entry(EARLIER, words=1000, text=""),)),
}


@pytest.mark.parametrize("rule", BROKEN)
def test_each_fault_of_reading_is_told_by_its_rule_and_no_other(rule: str) -> None:
    assert set(found_by(READING, BROKEN[rule])) == {rule}


@pytest.mark.parametrize(
    "text", ["The café noted it.", "“Quoted” – dashed", "Château, Ångström, ÂME", "Â vista", "naïve ©", "€5"]
)
def test_proper_accents_are_no_mojibake(text: str) -> None:
    assert "mojibake" not in found_by(READING, subject(statement(clause("1", text))))


@pytest.mark.parametrize("good", ["café", "“Quoted” – dashed…", "naïve", "5 € and £3", "Åse’s"])
def test_every_usual_wrong_decoding_is_mojibake(good: str) -> None:
    for wrong in (good.encode().decode("cp1252", "replace"), good.encode().decode("latin-1")):
        assert "mojibake" in found_by(READING, subject(statement(clause("1", wrong)))), wrong


def test_a_source_that_changed_does_not_yield_less_than_it_did() -> None:
    told = found_by(READING, subject(WHOLE, locked=entry(WHOLE, words=1000, sha256="1" * 64)))
    assert "yields-less" not in told


def test_floors_are_those_of_the_gates() -> None:
    gates = Gates(coverage_floor=0.7, short_floor=0.0, unclassified_floor=1.0)
    for rule in ("coverage", "short", "unclassified"):
        assert found_by(READING, replace(BROKEN[rule], gates=gates)) == {}, rule


# ---- meaning


def pair(old: Clause | None, new: Clause | None, **facts: Any) -> Subject:
    olds = statement(*([old] if old else []), day="2023-02-02", number="3")
    news = statement(*([new] if new else []))
    kind = ChangeKind.REWORDED if old and new else ChangeKind.DROPPED if old else ChangeKind.ADDED
    addresses = ((old.address,) if old else (), (new.address,) if new else ())
    change = Change(facts.pop("kind", kind), *addresses, **facts)
    comparison = Comparison(olds, news, Comparability(Verdict.SUCCESSOR, 0.5, "as usual"), (change,))
    return subject(news, comparison=comparison)


def was(text: str = "The Meeting endorsed the plan.", **more: Any) -> Clause:
    return clause("8", text, "2023-02-02", **more)


def now(text: str = "The Meeting noted the plan.", **more: Any) -> Clause:
    return clause("9", text, **more)


def due(*dates: str) -> tuple[Deadline, ...]:
    return tuple(Deadline(f"by {date}", date, "day") for date in dates)


ACT = Act("decided", "decide", tier=7)
HEDGED = replace(ACT, hedges=("as appropriate",))
THEMES = (Theme("ai", 1.0, "AI"),)
DUE = "2023-12-31"
CASES: dict[str, Subject] = {
    "weakened": pair(was(), now(), strength=Strength.WEAKER, strength_reasons=("noted for endorsed",)),
    "strengthened": pair(was(), now(), strength=Strength.STRONGER),
    "mixed": pair(was(), now(), strength=Strength.MIXED),
    "clause-dropped": pair(was(), None),
    "commitment-dropped": pair(was(acts=(ACT,)), None),
    "deadline-slipped": pair(was(deadlines=due("2024-12-31")), now(deadlines=due("2025-12-31"))),
    "deadline-advanced": pair(was(deadlines=due("2025-12-31")), now(deadlines=due("2024-12-31"))),
    "deadline-dropped": pair(was(deadlines=due("2025-12-31")), now()),
    "deadline-set": pair(was(), now(deadlines=due("2025-12-31"))),
    "hedge-added": pair(was(acts=(ACT,)), now(acts=(HEDGED,))),
    "hedge-removed": pair(was(acts=(HEDGED,)), now(acts=(ACT,))),
    "instrument-vanished": pair(was(instruments=("Blue Charter",)), now()),
    "instrument-new": pair(was(), now(instruments=("Blue Charter",))),
}


@pytest.mark.parametrize("rule", CASES)
def test_each_turn_of_meaning_is_told_by_its_rule_and_no_other(rule: str) -> None:
    told = found_by(MEANING, CASES[rule])
    assert set(told) == {rule} and len(told[rule]) == 1


def test_a_date_that_passed_in_a_dropped_clause_is_told_as_such() -> None:
    told = found_by(MEANING, pair(was(deadlines=due(DUE)), None))
    assert set(told) == {"deadline-passed"}
    later = found_by(MEANING, pair(was(deadlines=due("2024-12-31")), None))
    assert set(later) == {"commitment-dropped"}


QUIET = {
    "the same strength": pair(was(), now(), strength=Strength.SAME),
    "nothing to weigh": pair(was(), now(), strength=Strength.NA),
    "a pair that is probably none": pair(was(), now(), strength=Strength.WEAKER, band=Band.LOOK),
    "a qualifier of a new text": pair(was(acts=(ACT,)), now(acts=(HEDGED,)), kind=ChangeKind.REWRITTEN),
    "a period said anew": pair(
        was(deadlines=(Deadline("within a year", "2024-12-31", "day"),)),
        now(deadlines=(Deadline("within a year", "2025-12-31", "day"),)),
    ),
    "an added clause": pair(None, now(acts=(HEDGED,))),
    "the same date": pair(was(deadlines=due(DUE)), now(deadlines=due(DUE))),
    "the same hedge": pair(was(acts=(HEDGED,)), now(acts=(HEDGED,))),
    "an instrument named in other words": pair(
        was(instruments=("Blue Charter",)), now("The Meeting noted the blue  charter.")
    ),
    "a theme in passing": pair(was(themes=THEMES), now()),
}


@pytest.mark.parametrize("case", QUIET)
def test_what_did_not_turn_is_not_told(case: str) -> None:
    assert found_by(MEANING, QUIET[case]) == {}


def test_a_dropped_entry_of_a_list_is_quoted_with_the_line_that_opens_it() -> None:
    [finding] = found_by(MEANING, pair(was("a new pier.", lead="agreed to build:"), None))["clause-dropped"]
    assert "“agreed to build: a new pier.”" in finding.message


def promised(outcome: Outcome, *, dropped: bool) -> dict[str, list[Finding]]:
    old, new = was(acts=(ACT,)), now()
    made = pair(old, None if dropped else new)
    if dropped and made.comparison:
        both = statement(new)
        made = replace(made, statement=both, comparison=replace(made.comparison, new=both))
    promise = Promise(old.address, "a new pier", "self", None, outcome, (new.address,), "paragraph 9 says so")
    return found_by(MEANING, replace(made, promises=(promise,)))


def test_what_became_of_a_promise_decides_how_its_clause_is_missed() -> None:
    assert set(promised(Outcome.PASSED_OVER, dropped=True)) == {"promise-silent"}
    assert set(promised(Outcome.OPEN, dropped=True)) == {"commitment-dropped"}
    assert set(promised(Outcome.PROGRESSED, dropped=True)) == {"clause-dropped"}
    assert set(promised(Outcome.KEPT, dropped=True)) == {"clause-dropped", "promise-kept"}


def test_a_promise_that_was_taken_up_is_told_when_it_is_done_or_overdue() -> None:
    [done] = promised(Outcome.KEPT_LATE, dropped=False)["promise-kept"]
    assert done.address == now().address and "a new pier" in done.message
    assert set(promised(Outcome.OVERDUE, dropped=False)) == {"deadline-passed"}
    assert promised(Outcome.PROGRESSED, dropped=False) == {}


def test_what_was_done_needs_no_date_any_more() -> None:
    made = pair(was(deadlines=due("2025-12-31")), now())
    for outcome, rules in ((Outcome.KEPT, {"promise-kept"}), (Outcome.PROGRESSED, {"deadline-dropped"})):
        promise = Promise(was().address, "a pier", "self", None, outcome, (now().address,), "it says so")
        assert set(found_by(MEANING, replace(made, promises=(promise,)))) == rules


def test_a_theme_is_gone_only_with_its_last_clause() -> None:
    olds = [replace(was(f"Text {i}.", themes=THEMES), address=f"f/2023-02-02#{i}") for i in range(2)]
    for left, rules in ((0, {"theme-vanished"}), (1, set())):
        made = pair(olds[0], now(themes=THEMES[:left]))
        assert made.comparison is not None
        comparison = replace(made.comparison, old=statement(*olds, day="2023-02-02"))
        assert set(found_by(MEANING, replace(made, comparison=comparison))) == rules


def test_nothing_is_said_of_meaning_where_nothing_was_compared() -> None:
    assert found_by(MEANING, subject(WHOLE)) == {}
    made = pair(was(instruments=("Blue Charter",)), now())
    assert made.comparison is not None
    refused = Comparability(Verdict.UNRELATED, 0.0, "Two subjects.")
    assert (
        found_by(MEANING, replace(made, comparison=replace(made.comparison, changes=(), comparable=refused)))
        == {}
    )


# ---- versions


def edits(*pairs: tuple[str, str]) -> tuple[Edit, ...]:
    return tuple(Edit(EditKind(kind), text) for kind, text in pairs)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (edits(("keep", "We "), ("delete", "welcomed"), ("insert", "noted")), "“welcomed” became “noted”"),
        (edits(("insert", "noted"), ("keep", " it")), "“noted” was put in"),
        (edits(("delete", "noted"), ("keep", " it")), "“noted” was taken out"),
        (edits(("delete", "a"), ("keep", " b "), ("insert", "c")), "“a” was taken out; “c” was put in"),
        (edits(("keep", "a")), "only its place changed"),
    ],
)
def test_edits_are_said_in_words(made: tuple[Edit, ...], said: str) -> None:
    assert edit_words(Change(ChangeKind.REWORDED, ("a",), ("b",), edits=made)) == said


def test_a_heading_that_changed_is_a_silent_edit_too() -> None:
    old = replace(WHOLE, title="Statement on Fish")
    comparison = Comparison(old, WHOLE, Comparability(Verdict.VERSION, 1.0, ""), ())
    [finding] = find_edits(subject(WHOLE), comparison)
    assert finding.rule == "silent-edit" and "Fish" in finding.message


# ---- fingerprints, places, gates, touches


@given(st.text(), st.text())
def test_a_fingerprint_tells_wordings_apart_and_nothing_else(left: str, right: str) -> None:
    assert (
        fingerprint("r", "s", left) == fingerprint("r", "s", f"  {left.upper().lower()} ")
        or not left.isascii()
    )
    assert fingerprint("r", "s", "a", left) == fingerprint("r", "s", "a", left)
    assert fingerprint("r", "s", "ab", "c") != fingerprint("r", "s", "a", "bc")
    assert fingerprint("r", "s", "a", "b") != fingerprint("r", "s", "a", "c")


def test_a_finding_keeps_its_fingerprint_when_paragraphs_lines_and_pages_shift() -> None:
    here = replace(now(), line=3, page=1)
    shifted = replace(here, address="f/2024-02-02#11", paragraph="11", line=40, page=5)
    first = found("weakened", subject(statement(here)), "x", clauses=(here,), key="old")
    second = found("weakened", subject(statement(shifted)), "y", clauses=(shifted,), key="old")
    assert first.fingerprint == second.fingerprint and (first.line, second.line) == (3, 40)
    other = found("weakened", subject(statement(here), path="f/b.md"), "x", clauses=(here,), key="older")
    assert other.fingerprint != first.fingerprint


@pytest.mark.parametrize(
    ("paragraph", "section", "said"),
    [("8", "", "paragraph 8"), ("p3", "", "an unnumbered paragraph"), ("p3", "Trade", "under “Trade”")],
)
def test_a_place_is_said_in_a_readers_words(paragraph: str, section: str, said: str) -> None:
    assert place(replace(now(), paragraph=paragraph, section=section)) == said


def test_a_rule_is_as_loud_as_the_workspace_says() -> None:
    gates = read_gates({"rules": {"weakened": "error", "mixed": "off"}}, "w")
    raw = [Finding(rule, Severity.OFF, "f", "m", fingerprint=rule) for rule in ("mixed", "weakened", "short")]
    standing, _ = settle(raw, gates, (), checked=frozenset(), files=frozenset())
    assert [(f.rule, f.severity) for f in standing] == [("weakened", "error"), ("short", "warning")]


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ({"fail": "error"}, "unknown key 'fail'"),
        ({"fail_on": "loud"}, "'loud'"),
        ({"coverage_floor": 90}, "from 0 to 1"),
        ({"coverage_floor": True}, "from 0 to 1"),
        ({"rules": {"weakend": "off"}}, "Did you mean 'weakened'"),
        ({"rules": {"weakened": "shout"}}, "'shout'"),
        ({"rules": ["weakened"]}, "must be a table"),
    ],
)
def test_a_wrong_setting_is_an_error_that_names_file_and_key(table: dict[str, Any], said: str) -> None:
    with pytest.raises(WorkspaceError, match=said) as error:
        read_gates(table, "w/rapporteur.toml")
    assert "rapporteur.toml" in str(error.value)


@pytest.mark.parametrize(
    ("level", "fails"), [("error", False), ("warning", True), ("note", True), ("never", False)]
)
def test_a_check_fails_from_its_level_on(level: str, fails: bool) -> None:
    finding = Finding("weakened", Severity.WARNING, "f", "m")
    report = Report((finding,), (), (), "", "", 1, fail_on=level)
    assert report.failed is fails and not replace(report, findings=()).failed


def test_levels_are_ordered_from_note_to_error() -> None:
    assert is_at_least(Severity.ERROR, Severity.WARNING) and is_at_least(Severity.NOTE, Severity.NOTE)
    assert not is_at_least(Severity.NOTE, Severity.WARNING)


def test_the_rules_that_functions_report_are_those_of_the_table() -> None:
    folder = Path(__file__).resolve().parents[1] / "compare" / "checks"
    source = "\n".join(path.read_text() for path in folder.glob("*.py") if path.name != "rules.py")
    assert [rule for rule in RULES if f'"{rule}"' not in source] == []


names = st.sampled_from("abcd")
listings = st.dictionaries(names, st.sampled_from("1234"))


@given(listings, listings)
def test_touches_account_for_every_file_that_differs_once(old: dict[str, str], new: dict[str, str]) -> None:
    touches = match_contents(old, new)
    differing = {path for path in old.keys() | new.keys() if old.get(path) != new.get(path)}
    carried = {touch.was for touch in touches if touch.kind is TouchKind.RENAMED}
    assert {touch.path for touch in touches} | carried == differing
    assert len({touch.path for touch in touches}) == len(touches)


@given(listings)
def test_a_listing_against_itself_and_against_nothing(listing: dict[str, str]) -> None:
    assert match_contents(listing, listing) == ()
    assert {touch.kind for touch in match_contents({}, listing)} <= {TouchKind.ADDED}
    assert {touch.kind for touch in match_contents(listing, {})} <= {TouchKind.DELETED}


def kinds(old: dict[str, str], new: dict[str, str]) -> Iterator[tuple[str, str]]:
    return ((touch.path, touch.kind.value) for touch in match_contents(old, new))


def test_edited_renamed_and_swapped_files_are_told_apart() -> None:
    assert list(kinds({"a": "1"}, {"a": "2"})) == [("a", "edited")]
    assert list(kinds({"a": "1"}, {"b": "1"})) == [("b", "renamed")]
    assert list(kinds({"a": "1", "b": "2"}, {"a": "2", "b": "1"})) == [("a", "swapped"), ("b", "swapped")]
    circle = kinds({"a": "1", "b": "2", "c": "3"}, {"a": "2", "b": "3", "c": "1"})
    assert [kind for _, kind in circle] == ["swapped"] * 3
    assert list(kinds({"a": "1"}, {"a": "2", "b": "1"})) == [("a", "edited"), ("b", "added")]


# ---- names

SAME = [
    ("Blue Charter (BC)", "the BC was noted"),
    ("Blue Charter", "the blue  charter’s aims"),
    ("Forum-Port 2022 Digital Work Plan", "Forum – Port 2024 Digital Work Plan"),
    ("Forum-U.S. Work Plan", "Forum-US Work Plan 2023-2025"),
    ("Guide on AI Rules and Manners", "Guide on Artificial Intelligence (AI) Rules and Manners"),
    (
        "Action Plan on Implementing the Harbour Pact",
        "Action Plan for Implementing the Harbour Pact (2021-2025)",
    ),
]
OTHER = [
    ("Blue Charter", "Blue Framework"),
    ("Forum-Port Digital Work Plan", "Forum-Isle Cyber Work Plan"),
    ("Harbour Pact", "Pact"),
    ("Open Data Dictionary", "Open Data Framework"),
]


@pytest.mark.parametrize(("name", "text"), SAME)
def test_a_name_in_another_spelling_is_mentioned(name: str, text: str) -> None:
    made = statement(clause("1", f"The Meeting noted the {text}.", instruments=(text,)))
    assert is_mentioned(name, read_names(made))


@pytest.mark.parametrize(("name", "text"), OTHER)
def test_another_name_is_not_taken_for_it(name: str, text: str) -> None:
    made = statement(clause("1", f"The Meeting noted the {text}.", instruments=(text,)))
    assert not is_mentioned(name, read_names(made))


def test_spellings_of_one_name_are_told_once() -> None:
    names = ("Blue Charter (BC)", "BC", "Blue Charter", "Red Pact")
    assert set(distinct_names(names)) == {"Blue Charter (BC)", "Red Pact"}


def test_the_date_of_the_next_meeting_is_set_anew_by_every_meeting() -> None:
    said = "The next meeting is to be held in {}."
    old, new = (
        was(said.format(2024), deadlines=due("2024-02-28")),
        now(said.format(2025), deadlines=due("2025-02-28")),
    )
    assert found_by(MEANING, pair(old, new)) == {}


def test_the_date_of_the_meeting_that_was_held_is_not_missed() -> None:
    old = was("The Meeting agreed to hold its next meeting in February 2024.", deadlines=due("2024-02-29"))
    assert found_by(MEANING, pair(old, now("The Meeting was held in Port Blue."))) == {}


def test_a_term_that_follows_another_is_no_date_put_off() -> None:
    terms = [(Deadline(f"for {y}-{y + 1}", f"{y + 1}-12-31", "range"),) for y in (2024, 2025)]
    assert found_by(MEANING, pair(was(deadlines=terms[0]), now(deadlines=terms[1]))) == {}


def test_a_date_that_has_passed_is_not_missed_in_a_clause_that_was_taken_up_again() -> None:
    assert found_by(MEANING, pair(was(deadlines=due("2023-12-31")), now())) == {}
