"""The command `verify`: check a written briefing."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rapporteur.reports.terminal import say


@click.command("verify", short_help="Check that a briefing says what its data say.")
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--sources",
    type=click.Path(path_type=Path),
    help="The workspace or folder of the statements: read them again too.",
)
@click.option(
    "--templates", type=click.Path(path_type=Path), help="The templates that the page was made with."
)
@click.option("--other-version", is_flag=True, help="Accept a PDF whose texts and parts hold, not its bytes.")
def verify_command(report: Path, sources: Path | None, templates: Path | None, other_version: bool) -> None:
    """Make REPORT again from the data within it (PDF, HTML) or beside it, and compare it byte for byte.

    With --sources the statements are read and compared again as well: without, data and page may have been forged
    together. Where REPORT is the folder of a site, follow its links, and with --sources make every page again. Where it
    is a dossier, check its list and make it again from its own inputs.
    Exit code 1 where something does not hold.
    """
    from rapporteur.reports.formats.verify import verify

    if report.is_dir():
        from rapporteur.reports.site.verify import verify_site

        verdict = verify_site(report, sources)
    elif report.suffix == ".zip":
        from rapporteur.reports.commands.jobs import dossier_again
        from rapporteur.reports.formats.dossier import verify_dossier

        verdict = verify_dossier(report, dossier_again, other_version=other_version)
    else:
        verdict = verify(report, sources, templates=templates, other_version=other_version)
    for words in verdict.checked:
        say(f"Checked: {words}.")
    for problem in verdict.problems:
        say(f"Does not hold: {problem}", err=True)
    say("Everything that was checked holds." if verdict.holds else f"{len(verdict.problems)} problems found.")
    sys.exit(0 if verdict.holds else 1)
