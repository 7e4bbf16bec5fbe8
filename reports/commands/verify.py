"""The command `verify`: check a written briefing."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rapporteur.reports.terminal import say


@click.command("verify", short_help="Check that a briefing says what its data say.")
@click.argument("report", type=click.Path(path_type=Path))
@click.option(
    "--sources", type=click.Path(path_type=Path), help="Folder of the statements: read them again too."
)
def verify_command(report: Path, sources: Path | None) -> None:
    """Compute every number and quotation of REPORT again from the data within it (PDF, HTML, JSON) or beside it.

    Where REPORT is the folder of a site, follow its links, and with --sources make every page again from that workspace.
    Exit code 1 where something does not hold.
    """
    from rapporteur.reports.formats.verify import verify

    if report.is_dir():
        from rapporteur.reports.site.verify import verify_site

        verdict = verify_site(report, sources)
    else:
        verdict = verify(report, sources)
    for words in verdict.checked:
        say(words)
    for problem in verdict.problems:
        say(f"Does not hold: {problem}", err=True)
    say("Everything holds." if verdict.holds else f"{len(verdict.problems)} problems found.")
    sys.exit(0 if verdict.holds else 1)
