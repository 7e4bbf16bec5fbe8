"""The commands `report` and `list`: the briefings of a workspace, and what it holds."""

from __future__ import annotations

from pathlib import Path

import click

from ..compare.workspace import open_workspace

DATA = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True, help="The workspace."
)


@click.command("list", short_help="List the forums and statements of a workspace.")
@DATA
@click.option("--forum", help="Only this forum.")
def list_command(data: Path, forum: str | None) -> None:
    """List forums, meetings, dates and files of the workspace."""
    workspace = open_workspace(data)
    for name in (forum,) if forum else workspace.forums:
        click.echo(name)
        for s in workspace.statements(name):
            click.echo(
                f"  {s.meeting.date or 'no date':10}  {s.meeting.number:>4}  {s.kind:13} {len(s.clauses):4} clauses  {s.source}"
            )


@click.command("report", short_help="Write the briefings of a workspace.")
@DATA
def report_command(data: Path) -> None:
    """Write the briefings of a workspace."""
    raise click.UsageError("report is not there yet.")
