"""How we got here: a series of meetings in numbers, and the threads that run through it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapporteur.compare.model import ChangeKind, Clause, Comparison, Statement, Strength, Thread, ThreadState
from rapporteur.reports.briefing.citations import cited, together
from rapporteur.reports.briefing.editions import subject_of
from rapporteur.reports.briefing.model import Edition, Era
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.figures.model import Lane, Step
from rapporteur.reports.prose import label

STATE_SIGNS = {
    ThreadState.NEW: "+",
    ThreadState.CARRIED: "=",
    ThreadState.REWORDED: "±",
    ThreadState.STRENGTHENED: "▲",
    ThreadState.WEAKENED: "▼",
    ThreadState.DROPPED: "−",
    ThreadState.REVIVED: "◆",
}

LANES = 10
"""Threads told in the background: what a reader takes in at a glance."""

A_THEME = 2
"""Threads told of one theme, so that a large theme leaves room for the others."""

FEWEST_MEETINGS = 3
"""From here on a thread tells more than the change between two statements."""

TITLE_LETTERS = 90


def eras_of(comparisons: tuple[Comparison, ...], editions: tuple[Edition, ...]) -> tuple[Era, ...]:
    """A line for each meeting against the one before; none for a single pair."""
    if len(comparisons) < 2:
        return ()
    return tuple(_era(c, edition) for c, edition in zip(comparisons, editions[1:], strict=True))


def _era(comparison: Comparison, edition: Edition) -> Era:
    kinds = [change.kind for change in comparison.changes if not change.perhaps]
    strengths = [change.strength for change in comparison.changes]
    holds = comparison.comparable.holds or comparison.forced
    return Era(
        meeting=edition.short,
        clauses=edition.clauses,
        unchanged=kinds.count(ChangeKind.UNCHANGED) + kinds.count(ChangeKind.EDITORIAL),
        changed=kinds.count(ChangeKind.REWORDED) + kinds.count(ChangeKind.REWRITTEN),
        added=kinds.count(ChangeKind.ADDED),
        dropped=kinds.count(ChangeKind.DROPPED),
        stronger=strengths.count(Strength.STRONGER),
        weaker=strengths.count(Strength.WEAKER),
        note="" if holds else comparison.comparable.reason,
    )


def told(threads: tuple[Thread, ...], statements: tuple[Statement, ...]) -> tuple[Thread, ...]:
    """The threads worth telling, cut to these meetings: those with most turns first, a few of each theme.

    A single pair has none: its table of changes says the same. A line that only opens a list is none worth telling.
    """
    if len(statements) < FEWEST_MEETINGS:
        return ()
    names = {statement.name for statement in statements}
    cut = [replace(t, steps=tuple(step for step in t.steps if step.statement in names)) for t in threads]
    cut = [t for t in cut if len(t.steps) > 1 and not t.title.rstrip().endswith(":")]
    kept: list[Thread] = []
    for thread in sorted(cut, key=lambda t: (-_turns(t), -len(t.steps), t.id)):
        theme = thread.themes[:1]
        if len(kept) < LANES and sum(1 for k in kept if k.themes[:1] == theme) < A_THEME:
            kept.append(thread)
    return tuple(thread for thread in cut if thread in kept)


def _turns(thread: Thread) -> int:
    """How often something happened to the thread: being carried or touched up is no turn."""
    quiet = (ThreadState.CARRIED, ThreadState.REWORDED, ThreadState.NEW)
    return sum(1 for step in thread.steps if step.state not in quiet)


def lanes_of(
    threads: tuple[Thread, ...],
    editions: tuple[Edition, ...],
    statements: tuple[Statement, ...],
    names: Mapping[str, str],
) -> tuple[Lane, ...]:
    """The threads as lanes; ``statements`` stand in the order of ``editions``."""
    shorts = {s.name: edition.short for s, edition in zip(statements, editions, strict=True)}
    clauses = {clause.address: clause for s in statements for clause in s.clauses}
    return tuple(_lane(thread, shorts, names, clauses) for thread in threads)


def _lane(
    thread: Thread, shorts: Mapping[str, str], names: Mapping[str, str], clauses: Mapping[str, Clause]
) -> Lane:
    steps = []
    last = next((clauses[a] for s in reversed(thread.steps) for a in s.addresses if a in clauses), None)
    title = subject_of(last) if last else cleaned(thread.title)
    for step in thread.steps:
        steps.append(
            Step(
                meeting=shorts.get(step.statement, step.statement.rpartition("/")[2]),
                state=step.state.value,
                sign=STATE_SIGNS[step.state],
                cited=cleaned(together(cited(address) for address in step.addresses)),
            )
        )
    theme = theme_name(thread.themes[0] if thread.themes else "", names)
    return Lane(label(title, TITLE_LETTERS), theme, tuple(steps))
