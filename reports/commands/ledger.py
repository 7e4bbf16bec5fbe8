"""The command `ledger`: what was promised, by when, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
from rapporteur.compare.model import Promise
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.commands.history import write_answers
from rapporteur.reports.commands.options import ASOF, DATA, FORM, OUTPUT, day_of, forums_asked
from rapporteur.reports.commands.terminal import progress


@dataclass(frozen=True, slots=True)
class Ledger:
    """The data of the answer: a forum's promises as of a day."""

    forum: str
    asof: str
    promises: tuple[Promise, ...]


@click.command("ledger", short_help="List what was promised and what became of it.")
@DATA
@click.option("--forum", help="Only this forum; default: every forum.")
@ASOF
@click.option("--due", is_flag=True, help="Only what is not kept and due by that day, or has no date.")
@FORM
@OUTPUT
def ledger_command(
    data: Path, forum: str | None, asof: str, due: bool, form: str | None, output: Path | None
) -> None:
    """List every undertaking with what, who and by when, and what the later statements show became of it."""
    from rapporteur.compare.history.ledger import due_promises, read_ledger
    from rapporteur.compare.history.notes import apply_outcomes, read_notes
    from rapporteur.compare.history.record import read_record
    from rapporteur.reports.answers.ledger import ledger_page

    asof = day_of(asof)
    workspace = open_workspace(data)
    pages, facts = [], []
    for name in forums_asked(workspace, forum):
        with progress(f"Reading {name}") as tell:
            record = read_record(workspace, name, tell=tell)
        day = asof or record.statements[-1].meeting.date
        ledger = read_ledger(record.statements, record.comparisons, asof=asof)
        promises, stale = apply_outcomes(ledger, read_notes(workspace.root).outcomes, record.statements)
        for line in stale:
            click.echo(line, err=True)
        promises = due_promises(promises, until=day) if due else promises
        pages.append(ledger_page(promises, record, day))
        facts.append(Ledger(name, day, promises))
    write_answers(pages, facts, form, output)
