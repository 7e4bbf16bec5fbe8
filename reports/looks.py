"""The options that dress a page, the same wherever one is written."""

from __future__ import annotations

from pathlib import Path

import click

TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="A folder of templates that come before ours (see `rapporteur templates`).",
)
ARCHIVE = click.option("--archive", is_flag=True, help="Write the PDF for an archive, as PDF/A-3a.")
