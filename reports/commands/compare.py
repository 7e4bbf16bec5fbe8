"""The commands `read` and `compare`: ask, call, say."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from ...compare.alignment.overrides import read_overrides
from ...compare.comparison import compare_statements, read_statement
from ..formats import FORMATS, Look, make_output
from ..looks import ARCHIVE, TEMPLATES
from ..outputs import write_whole
from ..tables import statement_json


@click.command("read", short_help="Show what is read out of one statement.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_command(file: Path, form: str) -> None:
    """Show the masthead, clauses, themes, acts and mentions of the statement in FILE, and what was left out."""
    statement = read_statement(file)
    if form == "json":
        click.echo(statement_json(statement), nl=False)
        return
    from ..text import statement_text

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
    said = read_overrides(overrides) if overrides else ()
    comparison = compare_statements(read_statement(old), read_statement(new), force=force, overrides=said)
    if address:
        from ..explain import explain

        click.echo(explain(comparison, address), nl=False)
        return
    data = make_output(comparison, form, look=Look(templates, archive))
    if output:
        click.echo(f"Wrote {write_whole(output, data)}")
    elif isinstance(data, bytes):
        sys.stdout.buffer.write(data)
    else:
        click.echo(data, nl=False)
