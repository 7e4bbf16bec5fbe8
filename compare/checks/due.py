"""What the calendar says is due: meetings that were held and of which no statement is here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rapporteur.compare.checks.gates import read_gates, with_fail_on
from rapporteur.compare.checks.run import Report, settle
from rapporteur.compare.checks.subject import found_file
from rapporteur.compare.errors import RapporteurError
from rapporteur.compare.model import Finding
from rapporteur.compare.store.meetings import meetings_after
from rapporteur.compare.store.series import read_readable
from rapporteur.compare.store.settings import FILE_NAME
from rapporteur.compare.store.workspace import Workspace, open_workspace


def check_due(root: Path, day: str, fail_on: str | None = None) -> Report:
    """The meetings held by ``day`` (ISO 8601) of which no statement is here; it fails from a warning on."""
    workspace = open_workspace(root)
    gates = read_gates(workspace.settings.checks, str(root / FILE_NAME))
    gates = with_fail_on(gates, fail_on or "warning", "--fail-on:")
    standing, _ = settle(_awaited(workspace, day), gates, (), checked=frozenset(), files=frozenset())
    return Report(standing, (), (), "", root.as_posix(), len(workspace.files), fail_on=gates.fail_on)


def _awaited(workspace: Workspace, day: str) -> Iterator[Finding]:
    for forum in workspace.settings.forums:
        days = (*forum.meetings, *([forum.next_meeting] if forum.next_meeting else []))
        if not (days or forum.meeting_rule):
            continue
        last = _last(workspace, forum.id)
        for meeting in meetings_after(days, forum.meeting_rule, last, day):
            have = f"the newest is of {last}" if last else "none is here"
            message = f"{forum.name or forum.id} met on {meeting} and its statement is not here; {have}."
            yield found_file("statement-due", FILE_NAME, message, key=f"{forum.id} {meeting}")


def _last(workspace: Workspace, forum: str) -> str:
    """The day of the forum's newest statement, "" where none can be read."""
    try:
        statements, _ = read_readable(workspace, forum)
    except RapporteurError:
        return ""
    return max((statement.meeting.date for statement in statements), default="")
