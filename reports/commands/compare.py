"""The commands `read` and `compare`: ask, call, say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
from rapporteur.compare.files import write_whole
from rapporteur.reports.commands.options import ARCHIVE, TEMPLATES
from rapporteur.reports.formats.registry import BINARY, FORMATS

if TYPE_CHECKING:
    from rapporteur.compare.model import Comparison


@click.command("read", short_help="Show what is read out of one statement.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_command(file: Path, form: str) -> None:
    """Show the masthead, clauses, themes, acts and mentions of the statement in FILE, and what was left out."""
    from rapporteur.compare.comparison import read_statement
    from rapporteur.reports.formats.tables import statement_json

    statement = read_statement(file)
    if form == "json":
        click.echo(statement_json(statement), nl=False)
        return
    from rapporteur.reports.formats.text import statement_text

    click.echo(statement_text(statement), nl=False)


@click.command("compare", short_help="Compare two statements.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead of the terminal.")
@click.option("--force", is_flag=True, help="Compare even what should not be compared; the page says so.")
@TEMPLATES
@ARCHIVE
@click.option(
    "--overrides",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The analyst's pins and bans of pairs.",
)
@click.option("--explain", "address", help="Only say why the clause at this address was paired as it was.")
def compare_command(
    old: Path,
    new: Path,
    form: str,
    output: Path | None,
    force: bool,
    templates: Path | None,
    archive: bool,
    overrides: Path | None,
    address: str | None,
) -> None:
    """Compare the statement in OLD with its successor in NEW."""
    asked = Asked(
        old, new, "explain" if address else form, force, templates, archive, overrides, address or ""
    )
    data = _make(asked)
    if output and not address:
        click.echo(f"Wrote {write_whole(output, data)}")
    elif asked.form in BINARY:
        sys.stdout.buffer.write(data)
    else:
        click.echo(data.decode("utf-8"), nl=False)


class Asked(NamedTuple):
    """What was asked of `compare`."""

    old: Path
    new: Path
    form: str
    force: bool
    templates: Path | None
    archive: bool
    overrides: Path | None
    address: str


def _make(asked: Asked) -> bytes:
    """The output, worked out from the two files."""
    comparison = _compare(asked)
    if asked.address:
        from rapporteur.reports.formats.explain import explain

        return explain(comparison, asked.address).encode("utf-8")
    from rapporteur.reports.formats.registry import Look, make_output

    data = make_output(comparison, asked.form, look=Look(asked.templates, asked.archive))
    return data if isinstance(data, bytes) else data.encode("utf-8")


def _compare(asked: Asked) -> Comparison:
    from rapporteur.compare.alignment.overrides import read_overrides
    from rapporteur.compare.comparison import compare_statements, read_statement

    overrides = read_overrides(asked.overrides) if asked.overrides else ()
    return compare_statements(
        read_statement(asked.old), read_statement(asked.new), force=asked.force, overrides=overrides
    )
