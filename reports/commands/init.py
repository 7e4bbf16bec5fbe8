"""The command `init`: a workspace from loose files, with a commented rapporteur.toml."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import click
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.files import locked, write_whole
from rapporteur.compare.store.settings import FILE_NAME, PROFILES
from rapporteur.compare.store.sources import Source, check_forum, plan_addition
from rapporteur.compare.store.workspace import is_statement_name
from rapporteur.reports.commands.options import day_of
from rapporteur.reports.commands.sources import bytes_of, carry_out, retrieval_day
from rapporteur.reports.terminal import say

SETTINGS = """\
# The settings of this workspace. Every key is explained in docs/settings.md; what is commented out is the default.

[labels]
# organisation = "Your ministry"       # stands at the head of every page
# classification = "Internal"          # stands in the running head of every page
# page_size = "A4"                     # or "Letter"

[forums.{forum}]                       # the folder statements/{forum}
name = {name}
# aliases = ["Other names of the forum"]
{profile}
{next_meeting}
# next_place = "City, Country"

# [watch]                              # subjects of your desk: page 1 lifts what names them, and says so
# phrases = ["digital identity"]
# themes = ["ai"]
"""


@click.command("init", short_help="Make a workspace from loose statement files.")
@click.argument("folder", type=click.Path(path_type=Path), default=Path("."))
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--forum", help="A short name for the forum: small letters, figures, hyphens.")
@click.option("--name", help="The forum's full name.")
@click.option("--next", "next_meeting", default="", metavar="DAY", help="The day of the next meeting.")
@click.option("--profile", type=click.Choice(PROFILES), help="Which ladder of verbs the texts follow.")
def init_command(
    folder: Path,
    files: tuple[Path, ...],
    forum: str | None,
    name: str | None,
    next_meeting: str,
    profile: str | None,
) -> None:
    """Make FOLDER a workspace that holds copies of FILES (default: the statement files that lie loose in FOLDER).

    Asks for what no option says where a person sits at the terminal. Nothing that exists is overwritten or moved.
    """
    loose = files or _loose(folder)
    if not loose:
        raise WorkspaceError(
            f"No statement file lies in '{folder}'. Name the files: rapporteur init FOLDER FILE..."
        )
    forum = forum or _ask("Short name of the forum (small letters, hyphens)", _slug(folder))
    check_forum(forum)
    name = name or _ask("Full name of the forum", forum.upper())
    if not next_meeting:
        next_meeting = _ask("Day of the next meeting, like 2027-03-01 (empty: not known)", "")
    day = day_of(next_meeting) if next_meeting else ""
    settings = folder / FILE_NAME
    if settings.exists():
        say(f"{settings}: left as it is.")
    else:
        say(f"Wrote {write_whole(settings, _settings(forum, name, day, profile))}")
    failed = _add(loose, folder, forum)
    target = "" if folder == Path("data") else f" --data {folder}"
    say(f"Next: rapporteur report{target}")
    if failed:
        raise UnreadableError(f"{failed} of {len(loose)} files could not be added.")


def _loose(folder: Path) -> tuple[Path, ...]:
    """The statement files at the top of a folder, sorted by name."""
    if not folder.is_dir():
        return ()
    return tuple(sorted(p for p in folder.iterdir() if p.is_file() and is_statement_name(p.name)))


def _add(files: tuple[Path, ...], folder: Path, forum: str) -> int:
    """Copy the files into the workspace; how many could not be read."""
    (folder / "statements").mkdir(parents=True, exist_ok=True)
    failed = 0
    for path in files:
        try:
            source = Source(path.name, forum)
            with locked(folder):
                carry_out(
                    plan_addition(folder, bytes_of(path), path.name, source, retrieved=retrieval_day(None))
                )
        except RapporteurError as error:
            failed += 1
            say(f"rapporteur: {error}", err=True)
    return failed


def _ask(question: str, default: str) -> str:
    """The answer of a person at the terminal; the default where nobody sits there."""
    if not sys.stdin.isatty():
        return default
    answer: str = click.prompt(question, default=default, show_default=bool(default), err=True)
    return answer.strip()


def _slug(folder: Path) -> str:
    return re.sub(r"[^a-z0-9]+", "-", folder.resolve().name.lower()).strip("-") or "forum"


def _settings(forum: str, name: str, next_meeting: str, profile: str | None) -> str:
    return SETTINGS.format(
        forum=forum,
        name=json.dumps(name, ensure_ascii=False),
        profile=f'profile = "{profile}"'
        if profile
        else f'# profile = "{PROFILES[0]}"          # or: {", ".join(PROFILES[1:])}',
        next_meeting=f"next_meeting = {next_meeting}" if next_meeting else "# next_meeting = 2027-03-01",
    )
