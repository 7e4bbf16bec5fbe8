"""Themes as series: for each theme and meeting how much is said, how strongly, and what was promised and kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.compare.model import Clause, Outcome, Promise, Statement
from rapporteur.compare.themes.assign import theme_shares
from rapporteur.reports.export.holdings import Holding

KEPT = (Outcome.KEPT, Outcome.KEPT_LATE)


@dataclass(frozen=True, slots=True)
class ThemePoint:
    """A theme at one meeting.

    ``share`` is that of the statement's words (0-1) in clauses on the theme; a clause on two themes counts for both.
    ``strength`` is the mean tier (1-7) of its acts, None where it has none; ``hedges`` the number of acts that are
    hedged. ``made`` counts the promises of this meeting, ``kept`` those of them that were kept since.
    """

    theme: str
    statement: str
    date: str
    clauses: int
    share: float
    strength: float | None
    hedges: int
    made: int
    kept: int


def theme_series(holding: Holding) -> tuple[ThemePoint, ...]:
    """One point for each theme and meeting at which it is spoken of, by date, then theme."""
    promises: dict[str, list[Promise]] = defaultdict(list)
    for promise in holding.promises:
        promises[promise.address].append(promise)
    return tuple(point for s in holding.statements for point in _points(s, promises))


def _points(statement: Statement, promises: dict[str, list[Promise]]) -> Iterable[ThemePoint]:
    by_theme: dict[str, list[Clause]] = defaultdict(list)
    for clause in statement.clauses:
        for assigned in clause.themes:
            by_theme[assigned.id].append(clause)
    shares = theme_shares(statement)
    for theme, clauses in sorted(by_theme.items()):
        acts = [act for clause in clauses for act in clause.acts]
        tiers = [act.tier for act in acts if act.tier and not act.restated]
        made = [promise for clause in clauses for promise in promises.get(clause.address, ())]
        yield ThemePoint(
            theme=theme,
            statement=statement.name,
            date=statement.meeting.date,
            clauses=len(clauses),
            share=round(shares.get(theme, 0.0), 4),
            strength=round(sum(tiers) / len(tiers), 2) if tiers else None,
            hedges=sum(bool(act.hedges) for act in acts),
            made=len(made),
            kept=sum(promise.outcome in KEPT for promise in made),
        )
