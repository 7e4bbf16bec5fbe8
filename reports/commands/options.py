"""The options that several commands share: how a page is dressed, where and whether anew the work is done."""

from __future__ import annotations

from pathlib import Path

import click

TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="A folder of templates that come before ours (see `rapporteur templates`).",
)
ARCHIVE = click.option("--archive", is_flag=True, help="Write the PDF for an archive, as PDF/A-3a.")
NO_CACHE = click.option(
    "--no-cache", is_flag=True, help="Work everything out anew and remember nothing; the output is the same."
)
ENGINE = click.option(
    "--engine",
    default="serial",
    show_default=True,
    metavar="serial|processes:N|dask://HOST:PORT",
    help="Where the work is done; the output is the same.",
)
