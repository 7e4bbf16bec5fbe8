"""The sample workspace as the tests know it: its statements, their comparisons, and the cases of ``expected.toml``."""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.model import Change, Clause, Comparison, Statement
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.workspace import open_workspace

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (DATA / "expected.toml").read_text(encoding="utf-8")
)
CASES = EXPECTED["case"]


@cache
def statements() -> dict[tuple[str, str], Statement]:
    """Every statement of the sample by forum and date."""
    workspace = open_workspace(DATA)
    return {(s.meeting.forum, s.meeting.date): s for f in workspace.forums for s in read_series(workspace, f)}


@cache
def compared(forum: str, old: str, new: str) -> Comparison:
    """The comparison of two meetings, made once for all its cases."""
    everything = statements()
    return compare_statements(everything[forum, old], everything[forum, new])


@cache
def series(forum: str) -> tuple[tuple[Statement, ...], tuple[Comparison, ...]]:
    """All statements of a forum, earliest first, and the comparison of each with the next."""
    dates = sorted(date for name, date in statements() if name == forum)
    pairs = tuple(compared(forum, old, new) for old, new in pairwise(dates))
    return tuple(statements()[forum, date] for date in dates), pairs


def named(statement: Statement, wanted: str) -> Clause:
    """The one clause that ``"13 a few words"`` names in a statement."""
    number, _, words = wanted.partition(" ")
    paragraph, quote = (number, words) if number.isdigit() else (None, wanted)
    found = [c for c in statement.clauses if quote in c.text and paragraph in (None, c.paragraph)]
    assert len(found) == 1, f"{statement.name}: '{wanted}' names {[c.address for c in found]}"
    return found[0]


def sides(case: dict[str, Any]) -> tuple[list[Clause], list[Clause]]:
    """The clauses that a case names on the old and on the new side."""
    comparison = compared(case["forum"], case["old"], case["new"])
    olds = [named(comparison.old, quote) for quote in case.get("old_clauses", ())]
    news = [named(comparison.new, quote) for quote in case.get("new_clauses", ())]
    return olds, news


def change_of(case: dict[str, Any]) -> Change:
    """The change that holds all the clauses of a case; of nothing else where the case speaks of the whole."""
    olds, news = ({clause.address for clause in side} for side in sides(case))
    holding = [
        change
        for change in compared(case["forum"], case["old"], case["new"]).changes
        if olds & set(change.old) or news & set(change.new)
    ]
    shown = [(change.kind.value, change.old, change.new) for change in holding]
    assert len(holding) == 1, f"not one change but {shown}"
    assert olds <= set(holding[0].old), shown
    assert news <= set(holding[0].new), shown
    return holding[0]


def aspects(*names: str) -> Any:
    """One test per case that says something about one of ``names``."""
    chosen = [
        pytest.param(
            case,
            name,
            id=f"{case['new'][:4]} {case['name']}",
            marks=pytest.mark.xfail(reason="not found yet") if name in case.get("missed", ()) else (),
        )
        for case in CASES
        for name in names
        if name in case
    ]
    return pytest.mark.parametrize(("case", "name"), chosen)


def dates(clauses: list[Clause]) -> set[str]:
    """The days by which something is to be done in any of the clauses."""
    return {deadline.date for clause in clauses for deadline in clause.deadlines}
