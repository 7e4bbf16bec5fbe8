"""The commands `report` and `list`: the briefings of a workspace, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rapporteur.compare.errors import OutputError, RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.store.engine import read_engine
from rapporteur.compare.store.series import read_readable
from rapporteur.compare.store.workspace import Workspace, open_workspace
from rapporteur.reports.briefing.collect import MEETINGS
from rapporteur.reports.commands.jobs import Order, produce
from rapporteur.reports.commands.options import (
    ASOF,
    DATA,
    ENGINE,
    NO_CACHE,
    day_of,
    forum_named,
    forums_asked,
    page_options,
)
from rapporteur.reports.commands.terminal import ENDINGS, progress
from rapporteur.reports.formats.registry import FORMATS, OutputOptions
from rapporteur.reports.terminal import say

DEFAULT_FORMATS = ("pdf", "html", "json")


@click.command("list", short_help="List the forums and statements of a workspace.")
@DATA
@click.option("--forum", help="Only this forum.")
@NO_CACHE
def list_command(data: Path, forum: str | None, no_cache: bool) -> None:
    """List forums, meetings, dates, kinds and files of the workspace."""
    workspace = open_workspace(data, cache=not no_cache)
    problems: list[RapporteurError] = [
        WorkspaceError(r) for path, r in workspace.refused if _is_of(path, forum)
    ]
    for name in forums_asked(workspace, forum):
        say(name)
        try:
            statements, left_out = read_readable(workspace, name)
        except RapporteurError as problem:
            problems.append(problem)
            continue
        problems += [UnreadableError(reason) for _, reason in left_out]
        for s in statements:
            size = f"{len(s.clauses)} clauses"
            say(
                f"  {s.meeting.date or 'no date':10}  {s.meeting.number:>4}  {s.kind:13} {size:>12}  {s.source}"
            )
    _tell_all(problems)


@click.command("report", short_help="Write the briefings of a workspace.")
@DATA
@click.option("--forum", help="Only this forum; default: every forum with two statements or more.")
@click.option(
    "--old", help="The earlier statement: date, number or file name; default: the one before the new."
)
@click.option("--new", help="The later statement; default: the newest.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    default=Path("build/briefings"),
    show_default=True,
    help="The folder to write into.",
)
@click.option(
    "-f",
    "--format",
    "forms",
    type=click.Choice(FORMATS),
    multiple=True,
    help="May be repeated; default: pdf, html, json.",
)
@ASOF
@click.option(
    "--meetings",
    type=click.IntRange(min=0),
    default=MEETINGS,
    show_default=True,
    help="How many meetings the background tells of; 0 for the whole series.",
)
@click.option(
    "--notes", "with_notes", is_flag=True, help="Print the notes of notes.toml beside their changes."
)
@page_options
@click.option(
    "--dossier", is_flag=True, help="Also seal the briefing with all it was made from; `verify` replays it."
)
@click.option("--force", is_flag=True, help="Compare even what should not be compared; the page says so.")
@ENGINE
@NO_CACHE
def report_command(
    data: Path,
    forum: str | None,
    old: str | None,
    new: str | None,
    output: Path,
    forms: tuple[str, ...],
    asof: str,
    meetings: int,
    with_notes: bool,
    page: OutputOptions,
    dossier: bool,
    force: bool,
    engine: str,
    no_cache: bool,
) -> None:
    """Write the briefing of a forum's newest statement, or of the pair that is named, into a folder.

    \b
    Examples:
      rapporteur report --data mystatements
      rapporteur report --data mystatements --forum asgm --old 2023-03-02 --new 2024-03-07 -f docx
    """
    _refuse(output, sealed_with=page.templates if dossier else None)
    workspace = open_workspace(data, cache=not no_cache)
    forums = _forums(workspace, forum, has_pair=bool(old or new))
    day, formats = day_of(asof), forms or DEFAULT_FORMATS
    options = (formats, page, day, force, meetings, with_notes, dossier)
    orders = [Order(name, old, new, *options) for name in forums]
    problems: list[RapporteurError] = [
        WorkspaceError(reason) for path, reason in workspace.refused if _is_of(path, forum)
    ]
    with progress("Briefings") as update:
        for made in produce(workspace, orders, output, engine=read_engine(engine), update=update):
            if made.problem:
                problems.append(made.problem)
            else:
                say(f"{'Unchanged' if made.was_kept else 'Wrote'} {made.path}")
    _tell_all(problems)


def _refuse(output: Path, *, sealed_with: Path | None) -> None:
    """Raises OutputError where the name of a file was given for the folder, or templates would be sealed."""
    if output.suffix.lower().lstrip(".") in ENDINGS and not output.is_dir():
        raise OutputError(
            f"'{output}' is a file name; `report` writes several files into a folder. Name a folder, or use `compare`."
        )
    if sealed_with:
        raise OutputError(
            "--dossier seals no templates of one's own: they are programs. Leave one of the two out."
        )


def _forums(workspace: Workspace, asked: str | None, *, has_pair: bool) -> tuple[str, ...]:
    """The forum that was asked for, or all that can be compared. Raises WorkspaceError where a pair names no forum."""
    if asked:
        return (forum_named(workspace, asked),)
    if has_pair and len(workspace.forums) > 1:
        raise WorkspaceError(
            f"Say --forum with --old or --new; the workspace has {', '.join(workspace.forums)}."
        )
    return _with_pairs(workspace)


def _is_of(path: Path, forum: str | None) -> bool:
    return forum is None or path.parent.name == forum


def _tell_all(problems: Sequence[RapporteurError]) -> None:
    """Say at the end what could not be read or made, each reason once, and end with the exit code of the gravest."""
    for reason in dict.fromkeys(str(problem) for problem in problems):
        say(f"rapporteur: {reason}", err=True)
    if problems:
        click.get_current_context().exit(max(problem.exit_code for problem in problems))


def _with_pairs(workspace: Workspace) -> tuple[str, ...]:
    """The forums that can be compared; those with one statement are named, not passed over in silence."""
    pairs = tuple(forum for forum in workspace.forums if len(workspace.paths(forum)) > 1)
    for forum in sorted(set(workspace.forums) - set(pairs)):
        say(f"Forum '{forum}' has only one statement: nothing to compare yet.", err=True)
    if not pairs:
        raise WorkspaceError(
            f"No forum in {workspace.root} has two statements. Add one with `rapporteur add FILE --forum NAME`."
        )
    return pairs
