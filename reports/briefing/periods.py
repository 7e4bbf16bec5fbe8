"""A long series by the year: as many columns as stay readable, whatever the number of its meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from rapporteur.compare.model import ThreadState
from rapporteur.reports.briefing.model import Edition, Era
from rapporteur.reports.figures.model import Lane, Step
from rapporteur.reports.prose import plural

MOST_COLUMNS = 14
"""Meetings that stand side by side in a figure; of more than that, each year has a column."""

TELLING = (
    *(ThreadState.REVIVED, ThreadState.WEAKENED, ThreadState.STRENGTHENED, ThreadState.NEW),
    *(ThreadState.REWORDED, ThreadState.CARRIED, ThreadState.DROPPED),
)
"""Which of a year's steps is told for all of them, unless the clause was gone at its end: what nobody should miss."""


def periods_of(editions: Sequence[Edition]) -> tuple[str, ...]:
    """The year of each edition where they are too many to stand side by side; none where they are few or undated."""
    years = tuple(edition.date[:4] for edition in editions)
    is_long = len(editions) > MOST_COLUMNS and all(years)
    return years if is_long and len(set(years)) > 1 else ()


def mean_shares(
    shares: Iterable[Mapping[str, float]], periods: Sequence[str]
) -> tuple[dict[str, float], ...]:
    """The shares of each period: the mean of those of its statements."""
    means = []
    for _, group in groupby(zip(periods, shares, strict=True), lambda pair: pair[0]):
        each = [one for _, one in group]
        themes = sorted({theme for one in each for theme in one})
        means.append({theme: sum(one.get(theme, 0.0) for one in each) / len(each) for theme in themes})
    return tuple(means)


def eras_by(eras: tuple[Era, ...], periods: Sequence[str]) -> tuple[Era, ...]:
    """The eras of each period as one: changes summed, clauses as they stood at its end. ``periods`` are the eras'."""
    if not periods:
        return eras
    told = []
    for period, group in groupby(zip(periods, eras, strict=True), lambda pair: pair[0]):
        each = [era for _, era in group]
        told.append(
            Era(
                meeting=f"{period} ({len(each)} {plural('meeting', len(each))})",
                clauses=each[-1].clauses,
                unchanged=sum(era.unchanged for era in each),
                changed=sum(era.changed for era in each),
                added=sum(era.added for era in each),
                dropped=sum(era.dropped for era in each),
                stronger=sum(era.stronger for era in each),
                weaker=sum(era.weaker for era in each),
                note=" ".join(dict.fromkeys(era.note for era in each if era.note)),
            )
        )
    return tuple(told)


def lanes_by(lanes: Iterable[Lane], period_of: Mapping[str, str]) -> tuple[Lane, ...]:
    """The lanes with one step a period, the most telling of its steps; ``period_of`` goes from meeting to period."""
    return tuple(replace(lane, steps=_steps_by(lane.steps, period_of)) for lane in lanes)


def _steps_by(steps: tuple[Step, ...], period_of: Mapping[str, str]) -> tuple[Step, ...]:
    order = [state.value for state in TELLING]
    told = []
    for period, group in groupby(steps, lambda step: period_of[step.meeting]):
        each = list(group)
        is_gone = each[-1].state == ThreadState.DROPPED.value
        best = each[-1] if is_gone else min(each, key=lambda step: order.index(step.state))
        told.append(replace(best, meeting=period))
    return tuple(told)


def in_short(lanes: Iterable[Lane]) -> tuple[Lane, ...]:
    """The lanes of a long series for the list: the first and the last step and the turns, no step that only rewords."""
    quiet = (ThreadState.CARRIED.value, ThreadState.REWORDED.value)
    return tuple(
        replace(
            lane,
            steps=tuple(
                step
                for at, step in enumerate(lane.steps)
                if at in (0, len(lane.steps) - 1) or step.state not in quiet
            ),
        )
        for lane in lanes
    )
