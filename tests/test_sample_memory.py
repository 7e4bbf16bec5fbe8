"""What the tool remembers of the sample: clauses that come back, and who said a thing first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from rapporteur.compare.index import Index
from rapporteur.compare.indexing import update_index
from rapporteur.compare.model import Thread, ThreadState
from rapporteur.compare.precedents import find_precedents
from rapporteur.compare.threads import follow_threads
from rapporteur.compare.workspace import open_workspace
from sample import DATA, EXPECTED, aspects, series, sides


@cache
def threads(forum: str) -> tuple[Thread, ...]:
    """The threads of a forum over all its meetings."""
    return follow_threads(*series(forum))


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
