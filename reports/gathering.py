"""What a briefing on a forum is made of: the pair that was asked for, and how the forum came to it."""

from __future__ import annotations

from ..compare.model import Comparison, Thread
from ..compare.record import read_record
from ..compare.workspace import Workspace
from .briefing import make_series_briefing
from .page import Briefing

MEETINGS = 12
"""Meetings in the background: as many columns as a figure keeps readable."""


def gather(workspace: Workspace, comparison: Comparison, *, asof: str = "") -> Briefing:
    """The briefing on a comparison of the workspace's statements, with the meetings before it as background."""
    forum = workspace.settings.forum(comparison.new.meeting.forum)
    before, threads = _background(workspace, comparison)
    return make_series_briefing(
        (*before, comparison),
        threads=threads,
        labels=workspace.settings.labels,
        forum_name=forum.name,
        next_meeting=forum.next_meeting,
        asof=asof,
    )


def _background(
    workspace: Workspace, comparison: Comparison
) -> tuple[tuple[Comparison, ...], tuple[Thread, ...]]:
    """The comparisons that lead up to the pair's earlier statement, and the threads; none where it is in no series."""
    if not comparison.comparable.holds:
        return (), ()
    record = read_record(workspace, comparison.new.meeting.forum)
    names = [statement.sha256 for statement in record.statements]
    if comparison.old.sha256 not in names or comparison.new.sha256 not in names:
        return (), ()
    at = names.index(comparison.old.sha256)
    before = record.comparisons[max(0, at - MEETINGS + 2) : at]
    shown = {s.name for c in (*before, comparison) for s in (c.old, c.new)}
    threads = tuple(
        t for t in record.threads if t.steps[-1].statement in shown or comparison.new.name in shown
    )
    return before, threads
