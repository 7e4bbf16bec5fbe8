"""The commands `verify` and `templates`: check a written briefing, and start templates of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rapporteur.compare.errors import OutputError
from rapporteur.compare.files import write_whole


@click.command("verify", short_help="Check that a briefing says what its data say.")
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--sources", type=click.Path(path_type=Path), help="Folder of the statements: read them again too."
)
def verify_command(report: Path, sources: Path | None) -> None:
    """Compute every number and quotation of REPORT again from the data within it (PDF, HTML, JSON) or beside it.

    Exit code 1 where something does not hold.
    """
    from rapporteur.reports.formats.verify import verify

    verdict = verify(report, sources)
    for words in verdict.checked:
        click.echo(words)
    for problem in verdict.problems:
        click.echo(f"Does not hold: {problem}", err=True)
    click.echo("Everything holds." if verdict.holds else f"{len(verdict.problems)} problems found.")
    sys.exit(0 if verdict.holds else 1)


@click.command("templates", short_help="Copy the page's templates to change them.")
@click.argument("folder", type=click.Path(path_type=Path))
def templates_command(folder: Path) -> None:
    """Copy templates and style sheet into FOLDER; `--templates FOLDER` then uses them instead of ours."""
    from rapporteur.reports.formats.html import TEMPLATES

    for file in sorted(TEMPLATES.iterdir()):
        if file.suffix not in (".j2", ".css", ".js"):
            continue
        target = folder / file.name
        if target.exists():
            raise OutputError(f"'{target}' is there already. Name a new folder, or remove it.")
        click.echo(f"Wrote {write_whole(target, file.read_text(encoding='utf-8'))}")
