"""The options that several commands share, and how the names in them are found: any case, ids or full names."""

from __future__ import annotations

import difflib
import functools
import os
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click
from rapporteur.compare.errors import OutputError, WorkspaceError
from rapporteur.compare.store.workspace import Workspace
from rapporteur.reports.formats.registry import OutputOptions

DATA = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    show_default=True,
    envvar="RAPPORTEUR_DATA",
    help="The workspace.",
)
OUTPUT = click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="Write to this file; its suffix chooses the format.",
)
ANSWER_FORMATS = ("text", "json", "csv", "html", "pdf")
FORM = click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(ANSWER_FORMATS),
    help="Default: by the suffix of --output, else text.",
)
INDEX = click.option(
    "--index",
    "place",
    type=click.Path(path_type=Path),
    help="The index file; default: in the cache folder of the user.",
)
TEMPLATES = click.option(
    "--templates",
    type=click.Path(path_type=Path),
    help="A folder of templates to use before the built-in ones (see `rapporteur templates`).",
)
SHORT = click.option("--short", is_flag=True, help="Page 1 alone, in any format.")
ANNEX = click.option(
    "--annex",
    type=click.Choice(("none", "changed", "all")),
    default="changed",
    show_default=True,
    help="Which clauses Annexes A and B hold; all: the unchanged ones too.",
)
ORDER = click.option(
    "--order",
    type=click.Choice(("theme", "heading", "document")),
    default="theme",
    show_default=True,
    help="The order of the redline in Annex A: by theme, by the statements' headings, or as the new one runs.",
)
READER = click.option(
    "--for",
    "reader",
    type=click.Choice(("officer", "journalist", "negotiator")),
    default="officer",
    show_default=True,
    help="Whom the page is for; a journalist gets one screen, a negotiator what is open.",
)
ARCHIVE = click.option("--archive", is_flag=True, help="Write the PDF for an archive, as PDF/A-3a.")
ASOF = click.option(
    "--asof",
    default="",
    metavar="DAY|today",
    help="The day by which promises count as due, like 2026-02-12; default: the day of the last meeting.",
)
UNIT = click.option(
    "--unit",
    type=click.Choice(("clause", "sentence", "paragraph")),
    default="clause",
    show_default=True,
    help="What is compared as a whole: a clause, a sentence with its (a), (b), or a paragraph with its list.",
)
NO_CACHE = click.option("--no-cache", is_flag=True, help="Use no cache: slower, with the same output.")
ENGINE = click.option(
    "--engine",
    default="serial",
    show_default=True,
    metavar="serial|processes:N|dask://HOST:PORT",
    help="Where the work runs; the output is the same.",
)


def page_options(command: Callable[..., None]) -> Callable[..., None]:
    """Options of how a page is written; the command gets them together as ``page``, an OutputOptions."""

    @functools.wraps(command)
    def called(
        *,
        short: bool,
        annex: str,
        order: str,
        reader: str,
        templates: Path | None,
        archive: bool,
        **others: Any,
    ) -> None:
        reader = "" if reader == "officer" else reader
        page = OutputOptions(templates, archive, short=short, annex=annex, order=order, reader=reader)
        command(page=page, **others)

    for option in (ARCHIVE, TEMPLATES, ORDER, ANNEX, SHORT, READER):
        called = option(called)
    return called


def day_of(asof: str) -> str:
    """The day as asked, ISO 8601; for "today" the system's date; for "" SOURCE_DATE_EPOCH's, else "".

    Raises OutputError where it is no day.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    try:
        if asof.lower() == "today":
            return date.today().isoformat()
        if not asof and epoch:
            return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
        return date.fromisoformat(asof).isoformat() if asof else ""
    except (ValueError, OverflowError, OSError) as error:
        wrong = f"--asof '{asof}'" if asof else f"SOURCE_DATE_EPOCH '{epoch}'"
        raise OutputError(f"{wrong} is not a date. Write it like 2026-02-12, or 'today'.") from error


def forum_named(workspace: Workspace, asked: str) -> str:
    """The id of the forum that ``asked`` names: its folder, full name or alias, in any case.

    Raises WorkspaceError with the nearest name where there is none.
    """
    names: dict[str, str] = {}
    for forum in workspace.forums:
        settings = workspace.settings.forum(forum)
        for name in (*settings.aliases, settings.name, forum):
            names[name.casefold()] = forum
    found = names.get(asked.casefold())
    if found is None:
        hint = nearest(asked, workspace.forums)
        raise WorkspaceError(
            f"No forum '{asked}' in {workspace.root}.{hint} It has: {', '.join(workspace.forums)}."
        )
    return found


def forums_asked(workspace: Workspace, asked: str | None) -> tuple[str, ...]:
    """The one forum that was named, or all of the workspace."""
    return (forum_named(workspace, asked),) if asked else workspace.forums


def theme_named(names: dict[str, str], asked: str) -> str | None:
    """The id of the theme that ``asked`` names by id or by the name on the page, in any case; None where none does."""
    by_name = {name.casefold(): theme for theme, name in names.items()}
    by_id = {theme.casefold(): theme for theme in names}
    return by_id.get(asked.casefold()) or by_name.get(asked.casefold())


def nearest(asked: str, known: Iterable[str]) -> str:
    """ " Did you mean 'x'?" with the nearest of the known names, "" where none is near."""
    folded = {name.casefold(): name for name in known}
    near = difflib.get_close_matches(asked.casefold(), folded, n=1, cutoff=0.6)
    return f" Did you mean '{folded[near[0]]}'?" if near else ""
