"""What the tool remembers of the sample: clauses that come back, promises and what became of them, and who said a thing first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rapporteur.compare.history.index import Index
from rapporteur.compare.history.indexing import update_index
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.history.precedents import find_precedents
from rapporteur.compare.history.threads import follow_threads
from rapporteur.compare.model import Promise, Thread, ThreadState
from rapporteur.compare.store.workspace import open_workspace
from sample import DATA, EXPECTED, aspects, series, sides


@cache
def threads(forum: str) -> tuple[Thread, ...]:
    """The threads of a forum over all its meetings."""
    return follow_threads(*series(forum))


def kin(forum: str, address: str) -> set[str]:
    """Every clause that is of one thread with a clause: a promise stands where it was first made."""
    steps = [{a for step in thread.steps for a in step.addresses} for thread in threads(forum)]
    return {address}.union(*(addresses for addresses in steps if address in addresses))


@cache
def ledger(forum: str, asof: str) -> tuple[Promise, ...]:
    """What became of a forum's promises by the day of a meeting."""
    return read_ledger(*series(forum), asof=asof)


@aspects("revived_from")
def test_a_clause_that_comes_back_is_known_from_the_meeting_that_last_had_it(
    case: dict[str, Any], name: str
) -> None:
    _, (clause,) = sides(case)
    (thread,) = (t for t in threads(case["forum"]) if any(clause.address in s.addresses for s in t.steps))
    steps = {step.statement.split("/")[1]: step for step in thread.steps}
    assert steps[case["new"]].state is ThreadState.REVIVED
    assert case["old"] not in steps or not steps[case["old"]].addresses
    assert steps[case[name]].addresses


@aspects("promise")
def test_the_ledger_says_what_became_of_a_promise(case: dict[str, Any], name: str) -> None:
    olds, news = sides(case)
    wanted = [case[name]] if isinstance(case[name], str) else case[name]
    held = [p for p in ledger(case["forum"], case["new"]) if p.address in kin(case["forum"], olds[0].address)]
    told = [(p.outcome.value, p.deadline.date if p.deadline else "", p.evidence, p.reason) for p in held]
    proofs = {clause.address for clause in news}
    assert any(
        outcome in wanted
        and not (outcome == "kept" and due < case["due"])
        and (proofs & set(shown) or not proofs)
        for outcome, due, shown, _ in told
    ), told


@aspects("unkept")
def test_a_promise_repeated_recalled_or_put_off_is_not_kept(case: dict[str, Any], name: str) -> None:
    olds, _ = sides(case)
    family = kin(case["forum"], olds[0].address)
    told = [(p.outcome.value, p.evidence) for p in ledger(case["forum"], case["new"]) if p.address in family]
    assert told
    assert case[name] and not any(outcome.startswith("kept") for outcome, _ in told), told


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The word index of the sample, kept out of its folder."""
    with Index(tmp_path_factory.mktemp("index") / "words.sqlite") as index:
        update_index(open_workspace(DATA), index)
        yield index


@pytest.mark.parametrize("case", EXPECTED["precedent"], ids=lambda case: str(case["wording"]))
def test_every_use_of_a_wording_is_found_and_who_said_it_first(case: dict[str, Any], index: Index) -> None:
    uses = find_precedents(index, case["wording"]).uses
    found = [
        f"{use.entry.forum} {use.entry.date} {re.split(r'[.(]', use.entry.address.split('#')[1])[0]}"
        for use in uses
    ]
    assert found == case["uses"]
