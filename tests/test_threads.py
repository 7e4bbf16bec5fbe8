"""Threads: what goes on, what ends, what comes back, what splits and what merges; nothing jumps its subject."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.record import find_reordered, holds, make_record, read_record, trace
from rapporteur.compare.history.threads import follow_threads
from rapporteur.compare.model import (
    Act,
    Change,
    ChangeKind,
    Clause,
    Comparability,
    Comparison,
    Meeting,
    Statement,
    StatementKind,
    Strength,
    Theme,
    Thread,
    Verdict,
)
from rapporteur.compare.store.workspace import open_workspace

PORT = "Ministers agreed to open the northern harbour to every fishing boat of the coast."
LAMP = "Ministers welcomed the repair of the old lighthouse above the western cliffs."
TOLL = "Ministers asked officials to study lower tolls on the river bridge before winter."


def statement(year: int, *texts: str) -> Statement:
    name = f"coast/{year}-01-01"
    clauses = tuple(Clause(f"{name}#{i}", str(i), "", text, 0, len(text)) for i, text in enumerate(texts, 1))
    return Statement(
        Meeting("coast", date=f"{year}-01-01"), StatementKind.STATEMENT, "", "", clauses, f"{year}.md", ""
    )


def change(kind: ChangeKind, old: Sequence[str], new: Sequence[str], **facts: object) -> Change:
    return Change(kind, tuple(old), tuple(new), **facts)  # type: ignore[arg-type]


def comparison(old: Statement, new: Statement, *links: tuple[str, str], **facts: object) -> Comparison:
    """A comparison whose links name clauses by number: ("1+2", "1")."""
    changes = [
        change(ChangeKind.REWORDED, _named(old, olds), _named(new, news), **facts) for olds, news in links
    ]
    linked = {address for c in changes for address in (*c.old, *c.new)}
    changes += [change(ChangeKind.DROPPED, [c.address], []) for c in old.clauses if c.address not in linked]
    changes += [change(ChangeKind.ADDED, [], [c.address]) for c in new.clauses if c.address not in linked]
    return Comparison(old, new, Comparability(Verdict.SUCCESSOR, 1.0, ""), tuple(changes))


def _named(said: Statement, numbers: str) -> list[str]:
    return [f"{said.name}#{n}" for n in numbers.split("+")]


def states(thread: Thread) -> list[str]:
    return [step.state.value for step in thread.steps]


def test_a_clause_that_stays_is_one_thread_with_a_step_a_meeting() -> None:
    first, second, third = (statement(year, PORT) for year in (2020, 2021, 2022))
    (thread,) = follow_threads(
        (first, second, third), (comparison(first, second, ("1", "1")), comparison(second, third, ("1", "1")))
    )
    assert states(thread) == ["new", "carried", "carried"]
    assert thread.id == "coast/2020-01-01#1"


@pytest.mark.parametrize(
    ("strength", "state"),
    [(Strength.STRONGER, "strengthened"), (Strength.WEAKER, "weakened"), (Strength.NA, "reworded")],
)
def test_the_state_says_what_the_change_did(strength: Strength, state: str) -> None:
    old, new = statement(2020, PORT), statement(2021, PORT.replace("agreed", "hoped"))
    (thread,) = follow_threads((old, new), (comparison(old, new, ("1", "1"), strength=strength),))
    assert states(thread) == ["new", state]


def test_an_unsure_match_does_not_carry_a_thread_on() -> None:
    old, new = statement(2020, PORT), statement(2021, TOLL)
    threads = follow_threads((old, new), (comparison(old, new, ("1", "1"), confidence=0.3),))
    assert [states(t) for t in threads] == [["new", "dropped"], ["new"]]


@pytest.mark.parametrize(
    ("themes", "goes_on"), [(("space", "space"), True), (("space", "energy"), False), (("space", ""), True)]
)
def test_an_unsure_match_does_not_carry_a_thread_to_another_subject(
    themes: tuple[str, str], goes_on: bool
) -> None:
    old, new = (
        replace(
            said,
            clauses=tuple(replace(c, themes=(Theme(theme, 1.0, ""),) if theme else ()) for c in said.clauses),
        )
        for said, theme in zip((statement(2020, PORT), statement(2021, LAMP)), themes, strict=True)
    )
    threads = follow_threads((old, new), (comparison(old, new, ("1", "1"), confidence=0.6),))
    assert (len(threads) == 1) == goes_on


@pytest.mark.parametrize(
    ("asked", "confidence", "goes_on"),
    [
        (("own body", "members"), 0.6, False),
        (("own body", "members"), 0.8, True),
        (("own body", "own body"), 0.6, True),
        (("own body", "self"), 0.6, True),
        (("members", None), 0.6, True),
    ],
)
def test_an_unsure_match_does_not_carry_a_thread_from_the_secretariat_to_the_members(
    asked: tuple[str | None, str | None], confidence: float, goes_on: bool
) -> None:
    old, new = (
        replace(
            said,
            clauses=tuple(replace(c, acts=(Act("asked", "ask", 5, addressee=whom),)) for c in said.clauses),
        )
        for said, whom in zip((statement(2020, PORT), statement(2021, LAMP)), asked, strict=True)
    )
    threads = follow_threads((old, new), (comparison(old, new, ("1", "1"), confidence=confidence),))
    assert (len(threads) == 1) == goes_on


def test_what_comes_back_meetings_later_is_the_same_thread() -> None:
    texts = [(PORT, LAMP), (LAMP,), (LAMP,), (LAMP, PORT.replace("every", "each"))]
    series = [statement(2020 + i, *t) for i, t in enumerate(texts)]
    links = [(("2", "1"),), (("1", "1"),), (("1", "1"),)]
    threads = follow_threads(
        series, [comparison(o, n, *ls) for (o, n), ls in zip(pairwise(series), links, strict=True)]
    )
    assert [states(t) for t in threads] == [
        ["new", "dropped", "revived"],
        ["new", "carried", "carried", "carried"],
    ]
    assert threads[0].steps[-1].edits


def test_another_subject_is_no_revival() -> None:
    series = [statement(2020, PORT, LAMP), statement(2021, LAMP), statement(2022, LAMP, TOLL)]
    threads = follow_threads(
        series, [comparison(series[0], series[1], ("2", "1")), comparison(series[1], series[2], ("1", "1"))]
    )
    assert [states(t) for t in threads] == [["new", "dropped"], ["new", "carried", "carried"], ["new"]]


def test_a_merged_thread_ends_in_the_one_that_took_it_up() -> None:
    old, new = statement(2020, PORT, LAMP), statement(2021, PORT[:-1] + " and " + LAMP)
    threads = follow_threads((old, new), (comparison(old, new, ("1+2", "1")),))
    going_on = next(t for t in threads if not t.fate)
    merged = next(t for t in threads if t.fate)
    assert merged.fate == going_on.id
    assert merged.steps[-1].addresses == going_on.steps[-1].addresses == (f"{new.name}#1",)


def test_a_clause_whose_words_stand_in_another_was_merged_even_where_no_change_says_so() -> None:
    old, new = (
        statement(2020, PORT, LAMP),
        statement(
            2021, PORT[:-1] + " and welcomed the repair of the old lighthouse above the western cliffs."
        ),
    )
    threads = follow_threads((old, new), (comparison(old, new, ("1", "1")),))
    assert [t.fate for t in threads] == ["", threads[0].id]


def test_a_split_clause_begins_a_thread_that_names_its_origin() -> None:
    old, new = statement(2020, PORT[:-1] + " and " + LAMP), statement(2021, PORT, LAMP)
    threads = follow_threads((old, new), (comparison(old, new, ("1", "1+2")),))
    assert [t.origin for t in threads] == ["", threads[0].id]
    assert "splits" in threads[0].steps[-1].note


BOTH = "The fishing fleet of the coast is a broad and welcoming trade that no single number can measure for good."
KEPT = "The fishing fleet of the coast is a trade that no single number can measure for good."


@pytest.mark.parametrize(
    ("beside", "is_parted"),
    [
        ("A fishing fleet that lasts gives a broad and welcoming living to all of the coast.", True),
        ("Ministers welcomed the repair of the old lighthouse in a broad and welcoming mood.", False),
        ("A fishing fleet that lasts gives the coast bread, boats, songs and much company.", False),
    ],
    ids=["what the heir lost, on the same subject", "on another subject", "nothing that the heir lost"],
)
def test_a_new_neighbour_that_says_what_the_heir_lost_was_split_off(beside: str, is_parted: bool) -> None:
    first, second = statement(2020, TOLL, BOTH), statement(2021, TOLL, KEPT, beside)
    in_one = tuple(replace(c, paragraph="1") for c in second.clauses)
    second = replace(second, clauses=in_one)
    told = follow_threads((first, second), (comparison(first, second, ("1", "1"), ("2", "2")),))
    (arrived,) = [t for t in told if t.id == "coast/2021-01-01#3"]
    assert arrived.origin == ("coast/2020-01-01#2" if is_parted else "")


def test_a_sentence_of_another_paragraph_was_not_split_off() -> None:
    beside = "A fishing fleet that lasts gives a broad and welcoming living to all of the coast."
    first, second = statement(2020, TOLL, BOTH), statement(2021, TOLL, KEPT, beside)
    told = follow_threads((first, second), (comparison(first, second, ("1", "1"), ("2", "2")),))
    assert [t.origin for t in told if t.id == "coast/2021-01-01#3"] == [""]


def test_every_clause_stands_in_a_thread_and_in_one_only() -> None:
    series = [statement(2020, PORT, LAMP), statement(2021, LAMP, TOLL), statement(2022, TOLL, PORT, LAMP)]
    threads = follow_threads(series, [compare_statements(o, n, force=True) for o, n in pairwise(series)])
    own = [a for t in threads for s in t.steps if not (t.fate and s is t.steps[-1]) for a in s.addresses]
    assert sorted(own) == sorted(c.address for s in series for c in s.clauses)


def test_no_statement_gives_no_thread_and_one_gives_only_new_ones() -> None:
    assert follow_threads((), ()) == ()
    assert [states(t) for t in follow_threads((statement(2020, PORT, LAMP),), ())] == [["new"], ["new"]]


def test_a_trace_by_wording_says_first_and_last_use() -> None:
    record = make_record(
        "coast",
        [statement(2020, LAMP), statement(2021, PORT, LAMP), statement(2022, PORT), statement(2023, TOLL)],
    )
    answer = trace(record, "Northern-Harbour")
    assert answer.seen == ("coast/2021-01-01", "coast/2022-01-01")
    assert all(
        holds(step, ["northern", "harbour"]) == (step.statement in answer.seen)
        for t in answer.threads
        for step in t.steps
    )


def test_a_trace_by_address_gives_the_one_thread() -> None:
    record = make_record("coast", [statement(2020, PORT, LAMP), statement(2021, LAMP, PORT)])
    assert [t.id for t in trace(record, "coast/2021-01-01#1").threads] == ["coast/2020-01-01#2"]


def test_a_trace_of_what_nobody_said_names_the_way_out() -> None:
    with pytest.raises(WorkspaceError, match="rapporteur find"):
        trace(make_record("coast", [statement(2020, PORT)]), "southern harbour")


def test_a_paragraph_that_went_to_two_places_is_told() -> None:
    old, new = statement(2020, PORT, LAMP), statement(2021, PORT, LAMP)
    joined = Statement(
        old.meeting,
        old.kind,
        "",
        "",
        tuple(Clause(c.address, "1", "", c.text, 0, 0) for c in old.clauses),
        "",
        "",
    )
    (told,) = find_reordered(comparison(joined, new, ("1", "1"), ("2", "2")))
    assert (told.old, told.new) == (("1",), ("1", "2"))
    assert find_reordered(comparison(old, new, ("1", "1"), ("2", "2"))) == ()


def test_the_sample_shows_its_revived_clause(sample: Path) -> None:
    record = read_record(open_workspace(sample), "vedim")
    revived = [t for t in record.threads if "revived" in states(t)]
    assert revived
    assert all(states(t).index("dropped") < states(t).index("revived") for t in revived)
