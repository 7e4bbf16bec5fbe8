"""Which pair of a forum a briefing is on, for which day, and what its files are called."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

from rapporteur.compare.errors import OutputError, WorkspaceError
from rapporteur.compare.model import Comparison, Statement
from rapporteur.compare.store.series import compare_pair, read_series
from rapporteur.compare.store.workspace import Workspace, pick


def compare_forum(
    workspace: Workspace, forum: str, old: str | None, new: str | None, force: bool
) -> Comparison:
    """The comparison that was asked for: by default the newest statement of a forum with the one before it.

    Raises WorkspaceError where the forum has only one statement or the wanted ones are the same.
    """
    statements = read_series(workspace, forum)
    if len(statements) < 2:
        raise WorkspaceError(
            f"Forum '{forum}' in {workspace.root} has only one statement ({statements[0].source}). "
            "Add the one before it with `rapporteur add FILE`."
        )
    after = pick(statements, new, workspace) if new else statements[-1]
    before = pick(statements, old, workspace) if old else _predecessor(statements, after)
    if before is after:
        raise WorkspaceError(f"'{old}' and '{new}' name the same statement, {after.source}.")
    return compare_pair(workspace, statements, before, after, force=force)


def day_of(asof: str) -> str:
    """The day to write on the page: as asked, else SOURCE_DATE_EPOCH's, else "" (the new statement's).

    Raises OutputError where it is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if not asof and epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        return date.fromisoformat(asof).isoformat() if asof else ""
    except (ValueError, OverflowError, OSError) as error:
        wrong = f"--asof '{asof}'" if asof else f"SOURCE_DATE_EPOCH '{epoch}'"
        raise OutputError(f"{wrong} is no day. Write it like 2026-02-12.") from error


def stem_of(comparison: Comparison) -> str:
    """The file name of a briefing without its ending: ``adgmin-2023-02-10-2024-02-02``."""
    old, new = comparison.old.meeting, comparison.new.meeting
    return f"{new.forum}-{old.date or 'old'}-{new.date or 'new'}"


def _predecessor(statements: tuple[Statement, ...], after: Statement) -> Statement:
    at = statements.index(after)
    if at == 0:
        raise WorkspaceError(
            f"{after.source} is the forum's first statement; there is none before it. Say --old."
        )
    return statements[at - 1]
