"""What an editor would send back: words, numbers and names on the page, each by its rule."""

from __future__ import annotations

from dataclasses import replace

import fictional
import pytest
from rapporteur.compare.history.commitments import assess_clause
from rapporteur.compare.history.facts import read_facts
from rapporteur.compare.model import Act, Clause, Deadline, Outcome, Promise, StatementKind, Theme
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.citations import together
from rapporteur.reports.briefing.due import due_of, parted
from rapporteur.reports.briefing.editions import editions_of, forum_name, subject_of
from rapporteur.reports.briefing.history import told as told_threads
from rapporteur.reports.briefing.method import left_out_of, method_of
from rapporteur.reports.briefing.model import Era
from rapporteur.reports.briefing.periods import eras_by, in_short, lanes_by, mean_shares, periods_of
from rapporteur.reports.briefing.rows import _in_one, rows_of
from rapporteur.reports.figures.drawing import Figure, fitting, room_for, width_of
from rapporteur.reports.figures.model import Lane, Step
from rapporteur.reports.figures.shares import main_theme
from rapporteur.reports.formats.registry import PLAIN, render
from rapporteur.reports.prose import in_days, many


def clause(text: str, *acts: Act, lead: tuple[Act, ...] = (), due: str = "") -> Clause:
    made = fictional.clause("reefs/2030-05-02", "4", text)
    dates = (Deadline(f"by {due}", due, "day"),) if due else ()
    return replace(made, acts=acts, lead_acts=lead, deadlines=dates)


def act(verb: str, tier: int, text: str = "", **more: object) -> Act:
    start = text.index(verb) if text else 0
    return Act(verb, verb.split()[-1], tier, start=start, end=start + len(verb), **more)  # type: ignore[arg-type]


# ---- citing


def test_neighbouring_entries_of_a_list_are_cited_as_a_range() -> None:
    assert together([f"para 19({sign})" for sign in ("i", "ii", "iii", "iv")]) == "paras 19(i)–(iv)"
    assert together(["para 3", *(f"para 8({sign})" for sign in "abc")]) == "paras 3, 8(a)–(c)"


def test_entries_that_are_no_neighbours_are_cited_one_by_one() -> None:
    assert together(["para 8(a)", "para 8(b)"]) == "paras 8(a), 8(b)"
    assert together(["para 8(a)", "para 8(c)", "para 8(e)"]) == "paras 8(a), 8(c), 8(e)"
    assert together(["para 8(a)", "para 9(b)", "para 10(c)"]) == "paras 8(a), 9(b), 10(c)"


# ---- numbers and dates in words


def test_a_number_that_stands_for_its_noun_is_none_one_or_many() -> None:
    assert [many(n) for n in (0, 1, 2, 12)] == ["none", "one", "two", "12"]


def test_days_are_read_aloud_wherever_a_sentence_has_them() -> None:
    assert in_days("due by 2031-12-31, put off") == "due by 31 December 2031, put off"
    assert in_days("decision 2031-45 of 12-31") == "decision 2031-45 of 12-31"


def test_a_statement_is_named_as_a_sentence_names_it() -> None:
    old, new = fictional.statements()
    assert [e.statement for e in editions_of((old, new), "Tidewater")] == [
        "the 7th statement (2030)",
        "the 8th statement (2031)",
    ]
    unnumbered = [replace(s, meeting=replace(s.meeting, number="")) for s in (old, new)]
    assert editions_of(unnumbered, "Tidewater")[0].statement == "the 2030 statement"


def test_what_was_left_out_is_counted_in_words() -> None:
    old, _ = fictional.statements()
    edition = editions_of((old,), "Tidewater")[0]
    (line,) = left_out_of(((old, edition),))
    assert (line.label, line.text) == ("the 7th statement (2030)", "one running head.")


def test_equal_shares_of_two_sources_are_said_once() -> None:
    comparison = fictional.comparison()
    old, new = editions_of((comparison.old, comparison.new), "Tidewater")
    full = method_of(comparison, replace(old, coverage=100), replace(new, coverage=100))[0].text
    assert "all words of both sources are in them" in full and "100%" not in full
    assert (
        "98% and 100%" in method_of(comparison, replace(old, coverage=98), replace(new, coverage=100))[0].text
    )


# ---- promises


def promise(address: str, outcome: Outcome, *evidence: str, date: str = "2031-03-01") -> Promise:
    return Promise(
        address,
        "to chart the reef",
        "The Board",
        Deadline("In 2031", date, "day"),
        outcome,
        evidence,
        "its date",
    )


def test_a_promise_that_the_last_two_statements_pass_over_concerns_nobody() -> None:
    pair = fictional.comparison()
    older = "tidewater/2028-05-02#4"
    forgotten = promise(older, Outcome.OVERDUE, "tidewater/2029-05-02#1")
    mentioned = promise(older, Outcome.OVERDUE, f"{fictional.OLD}#2")
    ahead = promise(older, Outcome.OPEN)
    assert read_facts(pair, (forgotten, mentioned, ahead)).promises == (mentioned, ahead)


def test_who_and_when_are_written_as_within_a_sentence() -> None:
    pair = fictional.comparison()
    editions = editions_of((pair.old, pair.new), "Tidewater")
    said = [promise(f"{fictional.OLD}#4", Outcome.OPEN)]
    said += [replace(said[0], who=who) for who in ("We", "that the Harbour Office reports back", "Pilots")]
    dues = due_of(read_facts(pair, said), rows_of(pair, editions, {}), editions)
    assert [due.who for due in dues] == ["the Board", "", "the Harbour Office", "Pilots"]
    assert {due.deadline for due in dues} == {"in 2031"}


def test_the_rest_of_the_promises_is_said_in_the_grammar_of_one_some_and_all() -> None:
    pair = fictional.comparison()
    due = make_briefing(pair, promises=(promise(f"{fictional.OLD}#4", Outcome.OPEN),)).due[0]
    later = replace(due, outcome="open", date="2035-01-01")
    over = replace(due, outcome="overdue", date="2031-01-01")

    def rest(*dues: object) -> str:
        line = parted(dues, "2032-01-01")[1]  # type: ignore[arg-type]
        return line.text if line else ""

    assert rest(over) == ""
    assert rest(over, later).endswith(
        "is not in the table: it falls due after 1 January 2032, on 1 January 2035."
    )
    assert rest(later, later).endswith(
        "are not in the table; all fall due after 1 January 2032, the last on 1 January 2035."
    )


# ---- undertakings


def is_undertaking(made: Clause) -> bool:
    return assess_clause(made, fictional.statements()[0]).is_commitment


def test_what_is_done_by_being_said_leaves_nothing_to_be_mentioned_again() -> None:
    assert not is_undertaking(clause("They adopted the Reef Plan.", act("adopted", 7)))
    assert not is_undertaking(clause("They endorsed the Reef Plan.", act("endorsed", 4)))
    assert is_undertaking(clause("They agreed to publish the Reef Atlas.", act("agreed to publish", 7)))
    assert is_undertaking(clause("They asked the Board to publish it.", act("asked", 5)))
    text = "They decided that every port shall publish a tide table."
    assert is_undertaking(clause(text, act("decided", 7, text)))


def test_an_entry_undertakes_what_the_line_that_opens_its_list_asks_for() -> None:
    lead = (act("tasked", 5),)
    assert is_undertaking(clause("publish the tide table;", lead=lead))
    assert not is_undertaking(clause("They tasked the Board to:", act("tasked", 5)))
    assert not is_undertaking(clause("publish the tide table;"))


# ---- names, themes, threads


@pytest.mark.parametrize(
    ("text", "verb", "said"),
    [
        ("They noted with interest the plan of a canal;", "noted", "plan of a canal"),
        ("They thanked for the gift of a bell.", "thanked", "gift of a bell"),
        ("They welcomed the opening of a lock:", "welcomed", "opening of a lock"),
    ],
)
def test_a_subject_has_neither_its_courtesy_nor_its_punctuation(text: str, verb: str, said: str) -> None:
    assert subject_of(clause(text, act(verb, 2, text))) == said


def test_a_clause_is_filed_under_its_subject_and_not_under_the_ritual_beside_it() -> None:
    made = clause("They asked the Secretariat to report on reefs.")
    themes = (
        Theme("institution", 0.9, "report"),
        Theme("reefs", 0.1, "reefs"),
        Theme("tides", 0.8, "like it"),
    )
    assert main_theme(replace(made, themes=themes)) == "reefs"
    assert main_theme(replace(made, themes=themes[:1])) == "institution"
    assert main_theme(made) == ""


def test_a_single_pair_has_no_threads_to_tell() -> None:
    pair = fictional.comparison()
    assert told_threads(fictional.threads(), (pair.old, pair.new)) == ()


# ---- figures


def outside(figure: Figure) -> list[str]:
    """The words that would be cut at an edge of the drawing."""
    found = []
    for word in figure.words:
        width = width_of(word.text, word.size)
        left = word.x - {"start": 0.0, "middle": width / 2, "end": width}[word.anchor]
        if left < 0 or left + width > figure.width + 1:
            found.append(word.text)
    return found


def test_no_label_of_a_figure_is_cut_at_its_edge() -> None:
    names = {
        "harbours": "Harbours, havens, roadsteads and all moorings",
        "lamps": "Lamps",
        "charts": "C" * 90,
    }
    for figure in make_briefing(fictional.comparison(), theme_names=names).figures:
        assert outside(figure) == [], figure.id


def test_a_column_of_labels_is_as_wide_as_the_longest_within_bounds() -> None:
    assert room_for(["Lamps"]) == 170.0 < room_for(["Climate adaptation and many other things"]) <= 250.0
    assert fitting("Lamps", 170.0) == "Lamps"
    assert width_of(fitting("Lamps and " * 12, 250.0)) < 250.0


# ---- a pair that is not compared


def test_texts_that_are_not_compared_are_not_called_earlier_and_later() -> None:
    assert make_briefing(fictional.comparison()).sides == ("Earlier", "Later")
    assert make_briefing(fictional.unlike()).sides == ("First", "Second")
    pair = fictional.comparison()
    turned = replace(pair, old=pair.new, new=pair.old, changes=())
    assert make_briefing(turned).sides == ("First", "Second")


def test_one_verb_against_several_is_said_once() -> None:
    moved = "a lower verb though the step has been taken"
    reasons = [
        f"'opened' (tier 2) for '{verb}' (tier {tier}), {moved}"
        for verb, tier in (("tasked", 5), ("agreed", 7))
    ]
    assert _in_one(reasons) == (f"'opened' (tier 2) for 'tasked' (tier 5) and 'agreed' (tier 7), {moved}",)
    alone = ("'noted' (tier 1) for 'agreed' (tier 7)", "date dropped: 'by 2031'")
    assert _in_one(alone) == alone


# ---- the name of a forum, and a long series by the year


def test_a_folder_is_named_as_its_statements_write_it() -> None:
    old, new = fictional.statements()
    tides = replace(new, clauses=(clause("They thanked the CTC, whose TIDES report is out."),))
    assert forum_name("ctc-tide-decisions", (tides,)) == "CTC tide decisions"
    assert forum_name("ctc-tide-decisions", (old,)) == "CTC tide decisions"
    assert forum_name("ctc") == "CTC"


def test_a_long_series_has_a_column_a_year_and_a_short_one_a_column_a_meeting() -> None:
    _, new = fictional.statements()
    (edition,) = editions_of((new,), "Tidewater")
    days = [replace(edition, date=f"{2020 + n // 4}-0{1 + n % 4}-01") for n in range(20)]
    assert periods_of(days) == tuple(str(2020 + n // 4) for n in range(20))
    assert periods_of(days[:14]) == ()
    assert periods_of([replace(edition, date="")] * 20) == ()


def test_the_share_of_a_year_is_the_mean_of_its_statements() -> None:
    shares = ({"reefs": 0.2}, {"reefs": 0.4, "tides": 0.1}, {"tides": 1.0})
    first, second = mean_shares(shares, ("2030", "2030", "2031"))
    assert first == pytest.approx({"reefs": 0.3, "tides": 0.05}) and second == {"tides": 1.0}


def test_the_changes_of_a_year_are_summed() -> None:
    eras = (
        Era("a", 9, 5, 1, 2, 1, 1, 0, ""),
        Era("b", 8, 6, 0, 1, 2, 0, 1, ""),
        Era("c", 7, 7, 0, 0, 1, 0, 0, ""),
    )
    assert eras_by(eras, ()) == eras
    first, second = eras_by(eras, ("2030", "2030", "2031"))
    assert (first.meeting, first.clauses, first.unchanged, first.added) == ("2030 (2 meetings)", 8, 11, 3)
    assert second.meeting == "2031 (1 meeting)"


def test_a_year_shows_that_a_clause_was_gone_at_its_end_else_its_most_telling_step() -> None:
    def lane(*states: str) -> Lane:
        return Lane("reefs", "Reefs", tuple(Step(str(i), state, "", "") for i, state in enumerate(states)))

    years = {str(i): str(2030 + i // 3) for i in range(6)}
    (told,) = lanes_by([lane("new", "dropped", "revived", "reworded", "carried", "dropped")], years)
    assert [(step.meeting, step.state) for step in told.steps] == [("2030", "revived"), ("2031", "dropped")]
    (short,) = in_short([lane("new", "reworded", "weakened", "reworded", "carried")])
    assert [step.state for step in short.steps] == ["new", "weakened", "carried"]


def test_an_entry_that_is_a_sentence_of_its_own_is_bound_by_its_own_verb() -> None:
    lead = (act("agreed to do", 7),)
    own = "We commit to publish the Reef Atlas."
    whole = replace(clause(own, act("commit to publish", 6, own), lead=lead), lead="They agreed on this:")
    entry = replace(
        clause("publishing the Reef Atlas;", act("publishing", 6), lead=lead), lead="They agreed to this:"
    )
    pair = fictional.comparison()

    def bound(made: Clause) -> tuple[str, str]:
        old = replace(
            pair.old,
            clauses=tuple(
                replace(made, address=c.address) if c.address.endswith("#4") else c for c in pair.old.clauses
            ),
        )
        silence = next(s for s in make_briefing(replace(pair, old=old)).silences)
        return silence.why, silence.under

    assert bound(whole) == ("“commit to publish” (tier 6)", "")
    assert bound(entry) == ("“agreed to do” (tier 7)", "They agreed to this:")


def test_no_sentence_of_any_format_ends_twice() -> None:
    briefing = make_briefing(fictional.comparison())
    for form in ("markdown", "text"):
        page = render(briefing, form, PLAIN)
        assert ".." not in str(page).replace("...", "").replace("…", ""), form


def test_a_line_that_opens_a_list_is_no_thread_worth_telling() -> None:
    threads = fictional.threads()
    _, new = fictional.statements()
    statements = (*fictional.statements(), replace(new, meeting=replace(new.meeting, date="2032-05-01")))
    assert told_threads(threads, statements)
    assert not told_threads(tuple(replace(t, title="They agreed to:") for t in threads), statements)


def test_a_page_is_of_the_day_of_its_younger_text() -> None:
    pair = fictional.comparison()
    turned = replace(pair, old=pair.new, new=pair.old, changes=())
    assert make_briefing(turned).date == make_briefing(pair).date == pair.new.meeting.date


def test_the_kind_of_a_statement_is_a_noun() -> None:
    old, _ = fictional.statements()
    kinds = [StatementKind.CENTRAL_BANK, StatementKind.PRESS_RELEASE, StatementKind.STATEMENT]
    told = [editions_of((replace(old, kind=kind),), "Tidewater")[0].kind for kind in kinds]
    assert told == ["central-bank statement", "press release", "statement"]
