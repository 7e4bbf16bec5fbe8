"""What a briefing on a forum is made of: the pair that was asked for, and how the forum came to it."""

from __future__ import annotations

from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.history.record import read_record
from rapporteur.compare.model import Comparison, Promise, Statement, Thread
from rapporteur.compare.store.workspace import Workspace
from rapporteur.compare.themes.lexicon import read_theme_lexicon
from rapporteur.reports.briefing.build import make_series_briefing
from rapporteur.reports.briefing.due import relevant
from rapporteur.reports.briefing.model import Briefing

MEETINGS = 12
"""Meetings in the background unless more are asked for: as many columns as a figure keeps readable."""


def gather(
    workspace: Workspace, comparison: Comparison, *, asof: str = "", meetings: int = MEETINGS
) -> Briefing:
    """The briefing on a comparison of the workspace's statements, with the meetings before it as background:
    so many with the pair's own, or the whole series where ``meetings`` is 0."""
    forum = workspace.settings.forum(comparison.new.meeting.forum)
    before, threads, promises = _background(workspace, comparison, asof, meetings)
    return make_series_briefing(
        (*before, comparison),
        threads=threads,
        promises=promises,
        labels=workspace.settings.labels,
        forum_name=forum.name,
        next_meeting=forum.next_meeting,
        theme_names=workspace.theme_lexicon.names,
        asof=asof,
    )


def make_briefing(
    comparison: Comparison, *, forum_name: str = "", next_meeting: str = "", asof: str = ""
) -> Briefing:
    """The briefing on two files that lie in no workspace. Days are ISO 8601."""
    promises = (
        _ledger((comparison.old, comparison.new), (comparison,), asof)
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


def _background(
    workspace: Workspace, comparison: Comparison, asof: str, meetings: int
) -> tuple[tuple[Comparison, ...], tuple[Thread, ...], tuple[Promise, ...] | None]:
    """The comparisons that lead up to the pair, the threads and the ledger; the pair's own where it is in no series."""
    if not comparison.comparable.holds:
        return (), (), None
    record = read_record(workspace, comparison.new.meeting.forum)
    names = [statement.sha256 for statement in record.statements]
    if comparison.old.sha256 not in names or comparison.new.sha256 not in names:
        return (), (), _ledger((comparison.old, comparison.new), (comparison,), asof)
    at = names.index(comparison.old.sha256)
    first = max(0, at - meetings + 2) if meetings else 0
    before = record.comparisons[first:at]
    statements = (*record.statements[: at + 1], comparison.new)
    promises = _ledger(statements, (*record.comparisons[:at], comparison), asof)
    return before, record.threads, promises


def _ledger(
    statements: tuple[Statement, ...], comparisons: tuple[Comparison, ...], asof: str
) -> tuple[Promise, ...]:
    """The promises that concern this meeting. ``asof`` never hides the statement that the briefing is about."""
    last = statements[-1].meeting.date
    day = max(asof, last) if asof and last else ""
    return relevant(read_ledger(statements, comparisons, asof=day), comparisons[-1])
