"""The command `ledger`: what was promised, by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rapporteur.compare.entities.votes import PolicyDecision
from rapporteur.compare.history.commitments import Assessment, Catalyst
from rapporteur.compare.model import Promise
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.answers.model import MemoryPage
from rapporteur.reports.commands.history import write_answers
from rapporteur.reports.commands.options import ASOF, DATA, FORM, OUTPUT, day_of, forums_asked
from rapporteur.reports.commands.terminal import progress
from rapporteur.reports.terminal import say

if TYPE_CHECKING:
    from rapporteur.compare.history.record import Record


@dataclass(frozen=True, slots=True)
class Ledger:
    """The data of the answer: a forum's promises as of a day."""

    forum: str
    asof: str
    promises: tuple[Promise, ...]


@dataclass(frozen=True, slots=True)
class Clauses:
    """The data of --clauses: each clause of a statement with what it commits to."""

    statement: str
    clauses: tuple[Assessment, ...]


@dataclass(frozen=True, slots=True)
class Votes:
    """The data of --votes: a forum's decisions, earliest first, as (date, decision)."""

    forum: str
    decisions: tuple[tuple[str, PolicyDecision], ...]


CATALYSTS = tuple(catalyst.value for catalyst in Catalyst)


@click.command("ledger", short_help="List what was promised and what became of it.")
@DATA
@click.option("--forum", help="Only this forum; default: every forum.")
@ASOF
@click.option(
    "--clauses", is_flag=True, help="The newest statement clause by clause: commitment or not, and why."
)
@click.option(
    "--catalyst", type=click.Choice(CATALYSTS), help="With --clauses: only commitments that have this."
)
@click.option(
    "--votes", is_flag=True, help="A central bank's decisions and votes, meeting by meeting and by member."
)
@click.option("--due", is_flag=True, help="Only what is not kept and due by that day, or has no date.")
@FORM
@OUTPUT
def ledger_command(
    data: Path,
    forum: str | None,
    asof: str,
    clauses: bool,
    catalyst: str | None,
    votes: bool,
    due: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """List every undertaking with what, who and by when, and what the later statements show became of it."""
    from rapporteur.compare.history.record import read_record

    day = day_of(asof)
    workspace = open_workspace(data)
    answers: list[tuple[MemoryPage, Ledger | Clauses | Votes]] = []
    for name in forums_asked(workspace, forum):
        with progress(f"Reading {name}") as tell:
            record = read_record(workspace, name, tell=tell)
        if clauses or catalyst:
            answers.append(_clauses_of(record, catalyst))
        elif votes:
            answers.append(_votes_of(record, name))
        else:
            answers.append(_ledger_of(record, name, day, workspace.root, due=due))
    write_answers([page for page, _ in answers], [facts for _, facts in answers], form, output)


def _clauses_of(record: Record, catalyst: str | None) -> tuple[MemoryPage, Clauses]:
    """The newest statement clause by clause, or only the commitments that have a catalyst."""
    from rapporteur.compare.history.commitments import assess_statement
    from rapporteur.reports.answers.commitments import clauses_page

    newest = record.statements[-1]
    assessed = assess_statement(newest)
    wanted = tuple(found for found in assessed if not catalyst or catalyst in found.catalysts)
    return clauses_page(wanted, newest), Clauses(newest.name, wanted)


def _votes_of(record: Record, forum: str) -> tuple[MemoryPage, Votes]:
    """A central bank's decisions and votes."""
    from rapporteur.compare.entities.votes import read_decisions
    from rapporteur.reports.answers.commitments import votes_page

    decided = read_decisions(record.statements)
    return votes_page(decided, forum), Votes(forum, decided)


def _ledger_of(record: Record, forum: str, asof: str, root: Path, *, due: bool) -> tuple[MemoryPage, Ledger]:
    """The promises of a forum as of a day, with the analyst's outcomes in ``root``; stale ones are told."""
    from rapporteur.compare.history.ledger import due_promises, read_ledger
    from rapporteur.compare.history.notes import apply_outcomes, read_notes
    from rapporteur.reports.answers.ledger import ledger_page

    day = asof or record.statements[-1].meeting.date
    ledger = read_ledger(record.statements, record.comparisons, asof=asof)
    promises, stale = apply_outcomes(ledger, read_notes(root).outcomes, record.statements)
    for line in stale:
        say(line, err=True)
    promises = due_promises(promises, until=day) if due else promises
    return ledger_page(promises, record, day), Ledger(forum, day, promises)
