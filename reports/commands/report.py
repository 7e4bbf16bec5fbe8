"""The commands `report` and `list`: the briefings of a workspace, and what it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rapporteur.compare.errors import (
    MissingComponentError,
    OutputError,
    RapporteurError,
    UnreadableError,
    WorkspaceError,
)
from rapporteur.compare.model import Statement, StatementKind
from rapporteur.compare.store.engine import read_engine
from rapporteur.compare.store.series import read_readable
from rapporteur.compare.store.workspace import Workspace, open_workspace
from rapporteur.reports.answers.model import to_json
from rapporteur.reports.briefing.collect import MEETINGS
from rapporteur.reports.commands.jobs import Order, produce
from rapporteur.reports.commands.options import (
    ASOF,
    DATA,
    ENGINE,
    NO_CACHE,
    OUTPUT,
    day_of,
    forum_named,
    forums_asked,
    page_options,
)
from rapporteur.reports.commands.terminal import ENDINGS, format_of, progress, tell, write_output
from rapporteur.reports.formats.registry import FORMATS, OutputOptions
from rapporteur.reports.terminal import harmless, say, visible

DEFAULT_FORMATS = ("pdf", "html", "json")


@dataclass(frozen=True, slots=True)
class Held:
    """A statement of a workspace: its meeting's last day (ISO 8601) and number, its kind, clauses and file."""

    date: str
    number: str
    kind: StatementKind
    clauses: int
    source: str


@dataclass(frozen=True, slots=True)
class Forum:
    """A forum of a workspace: its id, its full name where the settings give one, its statements, earliest first."""

    forum: str
    name: str
    statements: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """The data of `list`."""

    forums: tuple[Forum, ...]


@click.command("list", short_help="List the forums and statements of a workspace.")
@DATA
@click.option("--forum", help="Only this forum.")
@click.option("-f", "--format", "form", type=click.Choice(("text", "json")), help="Default: text.")
@OUTPUT
@NO_CACHE
def list_command(
    data: Path, forum: str | None, form: str | None, output: Path | None, no_cache: bool
) -> None:
    """List forums, meetings, dates, kinds and files of the workspace."""
    form = format_of(output, form, ("text", "json"))
    workspace = open_workspace(data, cache=not no_cache)
    problems: list[RapporteurError] = [
        WorkspaceError(r) for path, r in workspace.refused if _is_of(path, forum)
    ]
    forums = []
    for name in forums_asked(workspace, forum):
        statements: tuple[Statement, ...] = ()
        try:
            statements, left_out = read_readable(workspace, name)
            problems += [UnreadableError(reason) for _, reason in left_out]
        except RapporteurError as problem:
            problems.append(problem)
        held = tuple(
            Held(s.meeting.date, s.meeting.number, s.kind, len(s.clauses), s.source) for s in statements
        )
        forums.append(Forum(name, workspace.settings.forum(name).name, held))
    listing = Listing(tuple(forums))
    write_output(to_json("rapporteur-list/1", listing) if form == "json" else _lines(listing), form, output)
    _tell_all(problems)


def _lines(listing: Listing) -> str:
    """A line a forum, and under it a line a statement; a line end in a name is written as its escape."""
    lines = []
    for forum in listing.forums:
        lines.append(f"{forum.forum}: {forum.name}" if forum.name else forum.forum)
        lines += [
            f"  {s.date or 'no date':10}  {s.number:>4}  {s.kind:13} {f'{s.clauses} clauses':>12}  {s.source}"
            for s in forum.statements
        ]
    return "".join(f"{harmless(visible(line, keep=''))}\n" for line in lines)


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
    help="How many meetings the background covers; 0: the whole series.",
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
    """Write the briefing of a forum's newest statement, or of the pair that is named, into a folder."""
    _refuse(output, sealed_with=page.templates if dossier else None)
    workspace = open_workspace(data, cache=not no_cache)
    forums = _forums(workspace, forum, has_pair=bool(old or new))
    day, formats = day_of(asof), forms or DEFAULT_FORMATS
    options = (formats, page, day, force, meetings, with_notes, dossier)
    orders = [Order(name, old, new, *options) for name in forums]
    problems: list[RapporteurError] = [
        WorkspaceError(reason) for path, reason in workspace.refused if _is_of(path, forum)
    ]
    without: set[str] = set()
    with progress("Briefings") as update:
        for made in produce(workspace, orders, output, engine=read_engine(engine), update=update):
            if isinstance(made.problem, MissingComponentError) and not forms:
                without.add(str(made.problem))  # PDF was not asked for by name: the others are there
            elif made.problem:
                problems.append(made.problem)
            else:
                tell(f"{'Unchanged' if made.was_kept else 'Wrote'} {made.path}")
    for reason in sorted(without):
        say(f"rapporteur: no PDF was written. {reason}", err=True)
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
