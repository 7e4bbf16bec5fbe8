"""Everything a workspace holds, read once: the record and the ledger of each forum, and what could not be used."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from rapporteur.compare.errors import RapporteurError, WorkspaceError
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.history.notes import apply_outcomes, read_notes
from rapporteur.compare.history.record import Record, read_record
from rapporteur.compare.model import Clause, Promise, Statement, Thread
from rapporteur.compare.store.settings import Settings
from rapporteur.compare.store.workspace import Workspace
from rapporteur.reports.briefing.editions import forum_name


@dataclass(frozen=True)
class Holding:
    """One forum: its record, its promises with their outcomes on the day ``asof`` (ISO 8601), its printed name."""

    id: str
    name: str
    record: Record
    promises: tuple[Promise, ...]
    asof: str
    next_meeting: str = ""
    next_place: str = ""

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The forum's statements, earliest first."""
        return self.record.statements

    @cached_property
    def clauses(self) -> Mapping[str, Clause]:
        """Every clause by its address."""
        return {clause.address: clause for s in self.statements for clause in s.clauses}

    @cached_property
    def dates(self) -> Mapping[str, str]:
        """The date of each statement by its name."""
        return {s.name: s.meeting.date for s in self.statements}

    @cached_property
    def threads(self) -> Mapping[str, Thread]:
        """The thread that each clause belongs to, by the clause's address."""
        return {a: t for t in self.record.threads for step in t.steps for a in step.addresses}


@dataclass(frozen=True)
class Holdings:
    """All forums of a workspace. ``problems`` names what was left out, (source or forum, why)."""

    root: Path
    settings: Settings
    theme_names: Mapping[str, str]
    forums: tuple[Holding, ...]
    problems: tuple[tuple[str, str], ...] = field(default=())

    @property
    def statements(self) -> tuple[Statement, ...]:
        """Every statement of every forum."""
        return tuple(s for forum in self.forums for s in forum.statements)


def read_holdings(
    workspace: Workspace,
    forums: Iterable[str] = (),
    *,
    asof: str = "",
    tell: Callable[[int, int], None] = lambda done, of: None,
) -> Holdings:
    """The holdings of these forums, by default of all; ``tell`` hears how many are done, of how many.

    ``asof`` (ISO 8601) is the day by which outcomes are judged, by default each forum's last meeting. A forum that
    cannot be read is left out, with the reason. Raises WorkspaceError where none can be read.
    """
    wanted = tuple(forums) or workspace.forums
    found: list[Holding] = []
    problems: list[tuple[str, str]] = []
    for done, forum in enumerate(wanted, start=1):
        try:
            found.append(read_holding(workspace, forum, asof=asof))
            problems += found[-1].record.left_out
        except RapporteurError as error:
            problems.append((forum, str(error)))
        tell(done, len(wanted))
    if not found:
        raise WorkspaceError(
            f"No forum of {workspace.root} could be read. The first reason: {problems[0][1]}"
        )
    return Holdings(
        workspace.root,
        workspace.settings,
        workspace.theme_lexicon.names,
        tuple(found),
        _relative(problems, workspace),
    )


def read_holding(workspace: Workspace, forum: str, *, asof: str = "") -> Holding:
    """One forum. Raises RapporteurError where it cannot be read."""
    record = _with_single_addresses(workspace, read_record(workspace, forum))
    settings = workspace.settings.forum(forum)
    ledger = read_ledger(record.statements, record.comparisons, asof=asof)
    promises, _ = apply_outcomes(ledger, read_notes(workspace.root).outcomes, record.statements)
    return Holding(
        forum,
        settings.name or forum_name(forum, record.statements),
        record,
        promises,
        asof or record.statements[-1].meeting.date,
        settings.meeting_after(record.statements[-1].meeting.date),
        settings.next_place,
    )


def _with_single_addresses(workspace: Workspace, record: Record) -> Record:
    """The record without statements whose name an earlier one has: an address must name one clause."""
    names: dict[str, Statement] = {}
    twice = [s for s in record.statements if names.setdefault(s.name, s) is not s]
    if not twice:
        return record
    dropped = {Path(s.source) for s in twice}
    kept = tuple((forum, path) for forum, path in workspace.files if path not in dropped)
    fewer = read_record(replace(workspace, files=kept), record.forum)
    why = "Another statement of the forum has the same date ({}); say in a sidecar which day this one is of."
    return replace(
        fewer, left_out=(*fewer.left_out, *((s.source, why.format(s.meeting.date or "none")) for s in twice))
    )


def _relative(problems: Iterable[tuple[str, str]], workspace: Workspace) -> tuple[tuple[str, str], ...]:
    """The problems with files named below the workspace: a page must not depend on where the workspace lies."""
    root = f"{workspace.root}/"
    return tuple((source.removeprefix(root), why.replace(root, "")) for source, why in problems)
