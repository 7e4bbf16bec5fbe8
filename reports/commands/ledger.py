"""The command `ledger`: what was promised, by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
from rapporteur.compare.entities.votes import PolicyDecision
from rapporteur.compare.history.commitments import Assessment, Catalyst
from rapporteur.compare.model import Promise
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.answers.model import MemoryPage
from rapporteur.reports.commands.history import write_answers
from rapporteur.reports.commands.options import ASOF, DATA, FORM, OUTPUT, day_of, forums_asked
from rapporteur.reports.commands.terminal import progress


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
    from rapporteur.compare.entities.votes import read_decisions
    from rapporteur.compare.history.commitments import assess_statement
    from rapporteur.compare.history.ledger import due_promises, read_ledger
    from rapporteur.compare.history.notes import apply_outcomes, read_notes
    from rapporteur.compare.history.record import read_record
    from rapporteur.reports.answers.commitments import clauses_page, votes_page
    from rapporteur.reports.answers.ledger import ledger_page

    asof = day_of(asof)
    workspace = open_workspace(data)
    pages: list[MemoryPage] = []
    facts: list[Ledger | Clauses | Votes] = []
    for name in forums_asked(workspace, forum):
        with progress(f"Reading {name}") as tell:
            record = read_record(workspace, name, tell=tell)
        if clauses or catalyst:
            assessed = assess_statement(record.statements[-1])
            wanted = tuple(a for a in assessed if not catalyst or catalyst in a.catalysts)
            pages.append(clauses_page(wanted, record.statements[-1]))
            facts.append(Clauses(record.statements[-1].name, wanted))
            continue
        if votes:
            decided = read_decisions(record.statements)
            pages.append(votes_page(decided, name))
            facts.append(Votes(name, decided))
            continue
        day = asof or record.statements[-1].meeting.date
        ledger = read_ledger(record.statements, record.comparisons, asof=asof)
        promises, stale = apply_outcomes(ledger, read_notes(workspace.root).outcomes, record.statements)
        for line in stale:
            click.echo(line, err=True)
        promises = due_promises(promises, until=day) if due else promises
        pages.append(ledger_page(promises, record, day))
        facts.append(Ledger(name, day, promises))
    write_answers(pages, facts, form, output)
