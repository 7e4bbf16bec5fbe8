"""The commands `add` and `fetch`: put a file into a workspace, declare a page, fetch what is declared."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.files import locked, write_whole
from rapporteur.compare.store.sources import Addition, Source, declare, plan_addition, read_sources
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.commands.options import DATA
from rapporteur.reports.terminal import say

_DAY = click.option(
    "--retrieved", metavar="DATE", help="Day of retrieval to record, YYYY-MM-DD; default: today."
)


@click.command("add", short_help="Put statements into a workspace.")
@click.argument("sources", nargs=-1, required=True)
@click.option(
    "--forum", default="", help="The forum they belong to; default: the one that the workspace has."
)
@DATA
@click.option("--select", default="", help="CSS selector of the statement in a page: tag, #id or .class.")
@click.option("--date", "day", default="", help="The meeting's last day, where the text does not say it.")
@click.option("--kind", default="", help="What kind of document it is, where that is told wrongly.")
@click.option("--name", default="", help="The file's name in the workspace; default: day and title.")
@_DAY
def add_command(
    sources: tuple[str, ...],
    forum: str,
    data: Path,
    select: str,
    day: str,
    kind: str,
    name: str,
    retrieved: str | None,
) -> None:
    """Copy each FILE into the workspace with a snapshot, or declare each URL for `rapporteur fetch`.

    The original bytes are kept apart with their sha256 and day; nothing is written where a file is no statement.
    """
    facts = tuple(
        (key, value) for key, value in (("select", select), ("last_day", day), ("kind", kind)) if value
    )
    forum = forum or _only_forum(data)
    for origin in sources:
        with locked(data):
            carry_out(_plan(data, origin, Source(origin, forum, name, facts), retrieved))


def _only_forum(data: Path) -> str:
    """The forum of a workspace that has one. Raises WorkspaceError where it has none or several."""
    forums = open_workspace(data).forums if data.is_dir() else ()
    if len(forums) != 1:
        has = f"has {', '.join(forums)}" if forums else "has none yet"
        raise WorkspaceError(f"Say --forum NAME: the workspace '{data}' {has}.")
    return forums[0]


def _plan(data: Path, origin: str, source: Source, retrieved: str | None) -> Addition:
    if "://" in origin:
        declared = tuple(("date" if key == "last_day" else key, value) for key, value in source.facts)
        return declare(data, origin, source.forum, declared)
    return plan_addition(data, bytes_of(Path(origin)), origin, source, retrieved=retrieval_day(retrieved))


@click.command("fetch", short_help="Fetch the declared sources of a workspace.")
@DATA
@click.option("--forum", help="Only this forum.")
@click.option("--allow-private", is_flag=True, help="Fetch from addresses that are not public, too.")
@_DAY
def fetch_command(data: Path, forum: str | None, allow_private: bool, retrieved: str | None) -> None:
    """Fetch every source that DATA/sources.toml declares. The only command that uses the network.

    A source that cannot be had is told and the others are fetched; then the exit code is 2.
    """
    from rapporteur.compare.store.download import Limits, download

    sources = [source for source in read_sources(data) if forum in (None, source.forum)]
    if not sources:
        raise WorkspaceError(
            f"No source declared in {data / 'sources.toml'}. Declare one with `rapporteur add URL --forum NAME`."
        )
    day, limits = retrieval_day(retrieved), Limits(allow_private=allow_private)
    failed: list[str] = []
    for source in sources:
        try:
            got = download(source.url, limits)
            with locked(data):
                plan = plan_addition(
                    data, got.data, source.url, source, retrieved=day, media_type=got.media_type
                )
                carry_out(plan)
        except RapporteurError as error:
            failed.append(source.url)
            say(f"rapporteur: {error}", err=True)
    if failed:
        raise UnreadableError(f"{len(failed)} of {len(sources)} sources could not be had.")


def carry_out(addition: Addition) -> None:
    """Write what was planned, and say what happened."""
    for path, content in addition.files:
        write_whole(path, content, way_out="Make that folder writable, or make room there.")
    say(addition.message)


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableError where there is none or it is too large."""
    from rapporteur.compare import readers

    return readers.bytes_of(path)


def retrieval_day(text: str | None) -> str:
    """The day of retrieval: given, else today, the one place where the clock is asked."""
    if text is None:
        return date.today().isoformat()
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise WorkspaceError(f"'{text}' is not a date. Write it as 2026-01-31.") from error
