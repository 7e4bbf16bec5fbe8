"""What a briefing on a forum is made of: the pair that was asked for, and how the forum came to it."""

from __future__ import annotations

from typing import NamedTuple

from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.history.notes import Ruled, apply_outcomes, place_notes, read_notes
from rapporteur.compare.history.record import read_record
from rapporteur.compare.model import Comparison, Promise, Statement, Thread
from rapporteur.compare.store.workspace import Workspace
from rapporteur.compare.themes.lexicon import read_theme_lexicon
from rapporteur.reports.briefing.build import make_series_briefing
from rapporteur.reports.briefing.model import Briefing

MEETINGS = 12
"""Meetings in the background unless more are asked for: as many columns as a figure keeps readable."""


def gather(
    workspace: Workspace,
    comparison: Comparison,
    *,
    asof: str = "",
    meetings: int = MEETINGS,
    with_notes: bool = False,
) -> Briefing:
    """The briefing on a comparison of the workspace's statements, with the meetings before it as background:
    so many with the pair's own, or the whole series where ``meetings`` is 0. The analyst's word on promises always
    holds; notes are printed where ``with_notes`` asks for them."""
    forum = workspace.settings.forum(comparison.new.meeting.forum)
    said = read_notes(workspace.root)
    ground = _background(workspace, comparison, asof, meetings, said.outcomes)
    placed, stale = place_notes(said.notes, (comparison.old, comparison.new))
    shown = ((address, note.printed) for address, notes in sorted(placed.items()) for note in notes)
    return make_series_briefing(
        (*ground.before, comparison),
        threads=ground.threads,
        promises=ground.promises,
        notes=tuple(shown) if with_notes else (),
        rulings=(*ground.rulings, *stale),
        labels=workspace.settings.labels,
        forum_name=forum.name,
        next_meeting=forum.meeting_after(comparison.new.meeting.date),
        theme_names=workspace.theme_lexicon.names,
        asof=asof,
    )


def make_briefing(
    comparison: Comparison, *, forum_name: str = "", next_meeting: str = "", asof: str = ""
) -> Briefing:
    """The briefing on two files that lie in no workspace. Days are ISO 8601."""
    promises = (
        _ledger((comparison.old, comparison.new), (comparison,), asof)[0]
        if comparison.comparable.holds
        else None
    )
    names = read_theme_lexicon().names
    return make_series_briefing(
        (comparison,),
        promises=promises,
        forum_name=forum_name,
        next_meeting=next_meeting,
        theme_names=names,
        asof=asof,
    )


class _Background(NamedTuple):
    """What led up to a pair: comparisons before it, threads, promises, and the analyst's word on these in words."""

    before: tuple[Comparison, ...] = ()
    threads: tuple[Thread, ...] = ()
    promises: tuple[Promise, ...] | None = None
    rulings: tuple[str, ...] = ()


def _background(
    workspace: Workspace, comparison: Comparison, asof: str, meetings: int, outcomes: tuple[Ruled, ...]
) -> _Background:
    """The comparisons that lead up to the pair, the threads and the ledger; the pair's own where it is in no series."""
    if not comparison.comparable.holds:
        return _Background()
    record = read_record(workspace, comparison.new.meeting.forum)
    names = [statement.sha256 for statement in record.statements]
    if comparison.old.sha256 not in names or comparison.new.sha256 not in names:
        return _Background((), (), *_ledger((comparison.old, comparison.new), (comparison,), asof, outcomes))
    at = names.index(comparison.old.sha256)
    first = max(0, at - meetings + 2) if meetings else 0
    before = record.comparisons[first:at]
    statements = (*record.statements[: at + 1], comparison.new)
    ledger = _ledger(statements, (*record.comparisons[:at], comparison), asof, outcomes)
    return _Background(before, record.threads, *ledger)


def _ledger(
    statements: tuple[Statement, ...],
    comparisons: tuple[Comparison, ...],
    asof: str,
    outcomes: tuple[Ruled, ...] = (),
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """The ledger up to this meeting, and the analyst's word on promises in words, stale ones marked.

    ``asof`` never hides the statement that the briefing is about.
    """
    last = statements[-1].meeting.date
    day = max(asof, last) if asof and last else ""
    promises, stale = apply_outcomes(read_ledger(statements, comparisons, asof=day), outcomes, statements)
    names = {statement.name for statement in statements}
    lost = " ".join(stale)
    holding = (str(o) for o in outcomes if o.address.partition("#")[0] in names and str(o) not in lost)
    return promises, (*holding, *stale)
