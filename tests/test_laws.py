"""Laws of the ledger and the page, over every pair of neighbours of the real series; each is shown to fail on a planted fault.

A law is a function that gives what breaks it, in words: none where it holds.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import fictional
import pytest
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.history.facts import UNTOLD, Facts, read_facts
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.model import (
    COUNTED,
    Band,
    Change,
    ChangeKind,
    Comparison,
    Headline,
    HeadlineKind,
    Outcome,
    Promise,
    Statement,
    Strength,
)
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.prose import number

NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
WORKED_OUT = (HeadlineKind.DECISION, HeadlineKind.PEOPLE)
MOVED = (Strength.STRONGER, Strength.WEAKER, Strength.MIXED)


def one_outcome(promises: Iterable[Promise]) -> list[str]:
    """No promise has two outcomes."""
    times = Counter((p.address, p.what) for p in promises)
    return [f"{address}: {what}" for (address, what), n in times.items() if n > 1]


def matched_is_mentioned(facts: Facts) -> list[str]:
    """A clause that is matched with 0.5 or more is never "not mentioned"."""
    matched = {a for c in facts.comparison.changes if c.new and c.confidence >= COUNTED for a in c.old}
    return [p.address for p in (*facts.made, *facts.standing) if p.outcome in UNTOLD and p.address in matched]


def unchanged_has_no_strength(comparison: Comparison) -> list[str]:
    """What is unchanged binds as much as before."""
    same = [c for c in comparison.changes if c.kind is ChangeKind.UNCHANGED]
    return [f"{c.old} {c.strength}" for c in same if c.strength in MOVED]


def doubtful_has_no_strength(comparison: Comparison) -> list[str]:
    """A pairing below 0.5 that nobody pinned carries no strength."""
    doubtful = [c for c in comparison.changes if is_doubtful(c)]
    return [f"{c.old} {c.strength}" for c in doubtful if c.strength in MOVED]


def is_doubtful(change: Change) -> bool:
    return bool(change.old and change.new) and change.confidence < 0.5 and not change.pinned


def nothing_doubtful_is_counted(briefing: Briefing) -> list[str]:
    """Nothing under 0.5 is in a count of page 1."""
    doubtful = {r.anchor for r in briefing.rows if r.doubtful or (r.confidence or 100) < 50}
    return [f"{c.words}: {a}" for c in briefing.counts for a in c.rows if a in doubtful]


def numbers_equal_their_rows(briefing: Briefing, facts: Facts) -> list[str]:
    """Every number of a sentence or a box is that of the rows that it speaks of."""
    wrong = [c.words for c in briefing.counts if c.value != len(c.rows)]
    lead = briefing.sections["due"].lead if "due" in briefing.sections else ""
    wrong += [f"said: {lead}"] if briefing.due and not says(lead, len(briefing.due)) else []
    outcomes = Counter(p.outcome for p in facts.dated)
    wrong += ["outcomes of dated promises"] if outcomes.total() != len(facts.dated) else []
    places = {a for c in facts.comparison.changes for a in c.old}
    rows = {
        next(i for i, c in enumerate(facts.comparison.changes) if p.address in c.old)
        for p in facts.passed_over
        if p.address in places
    }
    wrong += ["passed over"] if briefing.silence_count != len(rows) else []
    lead = briefing.sections["missing"].lead if "missing" in briefing.sections else ""
    wrong += [f"said: {lead}"] if briefing.silences and not says(lead, len(rows)) else []
    return wrong


def says(sentence: str, value: int) -> bool:
    """Whether a sentence opens with this number, in words or in digits."""
    return sentence.lower().startswith((number(value).lower(), str(value)))


def views_agree(briefing: Briefing, facts: Facts) -> list[str]:
    """The table of due promises, the bottom line and the ledger tell the same outcome of a promise."""
    told = {(p.address, p.outcome.value) for p in facts.dated}
    wrong = [
        f"{d.cited.address}: {d.outcome}" for d in briefing.due if (d.cited.address, d.outcome) not in told
    ]
    silent = {p.address for p in facts.passed_over}
    shown = {place.address for s in briefing.silences if s.row.old for place in s.row.old.places}
    wrong += [] if not briefing.silences or shown & silent else ["silences and ledger"]
    return wrong


def headlines_are_of_the_sure(comparison: Comparison) -> list[str]:
    """No headline sets one clause against another on a pairing below 0.5."""
    doubtful = {(old, new) for c in comparison.changes if is_doubtful(c) for old in c.old for new in c.new}
    pairs = [
        (line, {(o, n) for o in line.old for n in line.new}) for line in comparison.headlines if line.before
    ]
    return [line.text for line, mine in pairs if mine and mine <= doubtful]


def numbers_of_headlines_are_quoted(comparison: Comparison) -> list[str]:
    """The numbers of a headline stand together in one clause, or in those that it cites.

    A line on people counts those it does not name; a decision's rates are worked out of fractions, and the tests of
    the rates hold them.
    """
    old, new = (
        {c.address: numbers_in(f"{c.section} {c.lead} {c.label} {c.text}") for c in said.clauses}
        for said in (comparison.old, comparison.new)
    )
    wrong = []
    for line in comparison.headlines:
        cited = [*(old[address] for address in line.old), *(new[address] for address in line.new)]
        together = set().union(*cited)
        for text in (line.text, line.before) if line.kind not in WORKED_OUT else ():
            numbers = numbers_in(text)
            if not any(numbers <= held for held in (together, *old.values(), *new.values())):
                wrong.append(text)
    return wrong


def numbers_in(text: str) -> set[float]:
    """The numbers that stand in digits: 2.50 is 2.5, 1,200 is 1200."""
    return {float(found.replace(",", "")) for found in NUMBER.findall(text)}


def matrix_is_of_the_sure(briefing: Briefing, comparison: Comparison) -> list[str]:
    """The matrix of tiers counts no doubtful pairing: its rows are among those that the boxes count."""
    figure = next((f for f in briefing.figures if f.id == "tiers"), None)
    paired = sum(bool(c.old and c.new) and not is_doubtful(c) for c in comparison.changes)
    counted = sum(int(row[-1]) for row in figure.rows) if figure else 0
    return [f"{counted} in the matrix, {paired} pairs"] if counted > paired else []


def itself_changes_nothing(statement: Statement) -> list[str]:
    """A statement against itself: nothing is kept and nothing is silent."""
    comparison = compare_statements(statement, statement, force=True)
    told = (*UNTOLD, Outcome.KEPT, Outcome.KEPT_LATE, Outcome.OVERDUE)
    ledger = read_ledger((statement, statement), (comparison,))
    return [f"{p.address} {p.outcome}: {p.what}" for p in ledger if p.outcome in told]


def broken(comparison: Comparison) -> Iterator[str]:
    """Every law that a pair breaks, with what breaks it."""
    ledger = read_ledger((comparison.old, comparison.new), (comparison,))
    facts = read_facts(comparison, ledger)
    briefing = make_briefing(comparison, promises=ledger)
    found = {
        "one outcome": one_outcome(ledger),
        "matched is mentioned": matched_is_mentioned(facts),
        "unchanged has no strength": unchanged_has_no_strength(comparison),
        "doubtful has no strength": doubtful_has_no_strength(comparison),
        "doubtful is not counted": nothing_doubtful_is_counted(briefing),
        "numbers equal their rows": numbers_equal_their_rows(briefing, facts),
        "views agree": views_agree(briefing, facts),
        "headlines of the sure": headlines_are_of_the_sure(comparison),
        "headlines quote their numbers": numbers_of_headlines_are_quoted(comparison),
        "matrix of the sure": matrix_is_of_the_sure(briefing, comparison),
    }
    for law, faults in found.items():
        for fault in faults:
            yield f"{comparison.old.name} -> {comparison.new.name}: {law}: {fault}"


def series(folder: Path) -> list[Statement]:
    """The statements of a folder in order of date; what cannot be read is left out."""
    found = []
    for path in sorted(p for p in folder.iterdir() if p.is_file()):
        try:
            found.append(read_statement(path, forum=folder.name))
        except UnreadableError:
            continue
    return sorted(found, key=lambda s: (s.meeting.date, s.source))


def folders() -> list[str]:
    """The names of the real series, for one test each."""
    root = Path(__file__).resolve().parents[2] / "shared" / "statements"
    return sorted(p.name for p in root.iterdir() if p.is_dir()) if root.is_dir() else ["none"]


@pytest.mark.parametrize("name", folders())
def test_the_laws_hold_for_every_pair_of_neighbours(name: str, shared: Path) -> None:
    statements = series(shared / "statements" / name)
    comparisons = [compare_statements(old, new, force=True) for old, new in pairwise(statements)]
    assert [fault for comparison in comparisons for fault in broken(comparison)] == []
    assert one_outcome(read_ledger(statements, comparisons)) == []
    assert [fault for statement in statements[-2:] for fault in itself_changes_nothing(statement)] == []


# ---- each law fails on a planted fault


def facts_of(comparison: Comparison, *promises: Promise) -> Facts:
    return read_facts(comparison, promises)


def test_two_outcomes_of_one_promise_are_found() -> None:
    silent, _ = fictional.promises()
    assert one_outcome((silent, replace(silent, outcome=Outcome.KEPT)))
    assert not one_outcome((silent,))


def test_a_matched_clause_told_as_not_mentioned_is_found() -> None:
    pair = fictional.comparison()
    matched = next(c for c in pair.changes if c.old and c.new and c.confidence >= COUNTED)
    silent = replace(fictional.promises()[0], address=matched.old[0], outcome=Outcome.PASSED_OVER)
    assert matched_is_mentioned(facts_of(pair, silent))
    assert not matched_is_mentioned(facts_of(pair, replace(silent, outcome=Outcome.OPEN)))


def with_first(pair: Comparison, **changed: object) -> Comparison:
    at = next(i for i, c in enumerate(pair.changes) if c.old and c.new)
    change = replace(pair.changes[at], **changed)  # type: ignore[arg-type]
    return replace(pair, changes=(*pair.changes[:at], change, *pair.changes[at + 1 :]))


def test_strength_where_none_may_be_is_found() -> None:
    pair = fictional.comparison()
    assert unchanged_has_no_strength(with_first(pair, kind=ChangeKind.UNCHANGED, strength=Strength.STRONGER))
    assert doubtful_has_no_strength(with_first(pair, confidence=0.2, pinned=False, strength=Strength.WEAKER))
    assert not unchanged_has_no_strength(pair)


def test_a_doubtful_row_in_a_count_is_found() -> None:
    briefing = make_briefing(fictional.comparison())
    doubtful = next(row.anchor for row in briefing.rows if row.doubtful)
    planted = replace(
        briefing.counts[0], value=briefing.counts[0].value + 1, rows=(*briefing.counts[0].rows, doubtful)
    )
    assert nothing_doubtful_is_counted(replace(briefing, counts=(planted, *briefing.counts[1:])))
    assert not nothing_doubtful_is_counted(briefing)


def test_a_number_that_is_not_that_of_its_rows_is_found() -> None:
    pair = fictional.comparison()
    facts, briefing = (
        facts_of(pair, *fictional.promises()),
        make_briefing(pair, promises=fictional.promises()),
    )
    assert not numbers_equal_their_rows(briefing, facts)
    assert numbers_equal_their_rows(replace(briefing, silence_count=7), facts)
    planted = replace(briefing.counts[0], value=99)
    assert numbers_equal_their_rows(replace(briefing, counts=(planted,)), facts)
    assert numbers_equal_their_rows(replace(briefing, due=briefing.due * 3), facts)
    missing = replace(briefing.sections["missing"], lead="Nine hundred undertakings.")
    assert numbers_equal_their_rows(
        replace(briefing, sections={**briefing.sections, "missing": missing}), facts
    )


def test_views_that_contradict_the_ledger_are_found() -> None:
    pair = fictional.comparison()
    facts, briefing = (
        facts_of(pair, *fictional.promises()),
        make_briefing(pair, promises=fictional.promises()),
    )
    assert not views_agree(briefing, facts)
    assert views_agree(replace(briefing, due=(replace(briefing.due[0], outcome="kept"),)), facts)


def test_a_matrix_that_counts_more_than_there_is_is_found() -> None:
    pair = fictional.comparison()
    sure = tuple(replace(c, confidence=1.0, band=Band.SURE) for c in pair.changes)
    briefing = make_briefing(replace(pair, changes=sure))
    assert not matrix_is_of_the_sure(briefing, replace(pair, changes=sure))
    doubtful = tuple(replace(c, confidence=0.1) for c in sure)
    assert matrix_is_of_the_sure(briefing, replace(pair, changes=doubtful))


def test_a_headline_on_a_doubtful_pairing_is_found() -> None:
    pair = fictional.comparison()
    change = next(c for c in pair.changes if is_doubtful(c))
    line = Headline(HeadlineKind.STRONGER, "The code binds.", "The code.", change.old, change.new)
    assert headlines_are_of_the_sure(replace(pair, headlines=(line,)))
    assert not headlines_are_of_the_sure(replace(pair, headlines=(replace(line, before=""),)))


def test_a_number_in_a_headline_that_its_clauses_do_not_have_is_found() -> None:
    pair = fictional.comparison()
    change = next(c for c in pair.changes if c.old and c.new)
    text = next(c.text for c in pair.new.clauses if c.address == change.new[0])
    line = Headline(HeadlineKind.STRONGER, text, "", change.old, change.new)
    planted = (replace(line, text="It has 997 lanterns."), replace(line, before="It had 997 lanterns."))
    assert not numbers_of_headlines_are_quoted(replace(pair, headlines=(line,)))
    assert all(numbers_of_headlines_are_quoted(replace(pair, headlines=(wrong,))) for wrong in planted)


def test_a_statement_that_keeps_its_own_promise_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    old, _ = fictional.statements()
    kept = replace(fictional.promises()[0], outcome=Outcome.KEPT)
    monkeypatch.setattr(f"{__name__}.read_ledger", lambda *_: (kept,))
    assert itself_changes_nothing(old)
