"""The commands that ask the record: `trace`, `find` and `index`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.index import Index, Indexed, index_path
from rapporteur.compare.store.engine import read_engine
from rapporteur.compare.store.workspace import Workspace, open_workspace
from rapporteur.reports.answers.model import MemoryPage, to_json, to_text
from rapporteur.reports.commands.options import (
    ANSWER_FORMATS,
    DATA,
    ENGINE,
    FORM,
    INDEX,
    OUTPUT,
    forums_asked,
    theme_named,
)
from rapporteur.reports.commands.terminal import format_of, progress, write_output
from rapporteur.reports.terminal import say


@click.command("index", short_help="Bring the word index of a workspace up to date.")
@DATA
@INDEX
@click.option(
    "--all",
    "everything",
    is_flag=True,
    help="Also compare all neighbours: then `trace` and `report` answer sooner.",
)
@ENGINE
def index_command(data: Path, place: Path | None, everything: bool, engine: str) -> None:
    """Index every statement of the workspace that is new or changed, so that `find` and `draft` answer at once."""
    workspace = open_workspace(data)
    chosen = read_engine(engine)
    if everything:
        from rapporteur.compare.history.record import build

        with progress("Comparing") as tell:
            build(workspace, engine=chosen, tell=tell)
    with Index(place or index_path(data)) as index:
        done = bring_up(workspace, index)
        statements, clauses = index.count()
    say(
        f"{done.read} read, {done.kept} unchanged, {done.removed} removed; the index holds {statements} statements, {clauses} clauses."
    )
    for source, why in done.failed:
        say(f"Not indexed: {source}: {why}", err=True)


@click.command("find", short_help="Find where a wording was used before.")
@click.argument("wording")
@DATA
@INDEX
@FORM
@OUTPUT
@click.option("--variants", default=10, show_default=True, help="How many near wordings to show.")
def find_command(
    wording: str, data: Path, place: Path | None, form: str | None, output: Path | None, variants: int
) -> None:
    """Find the first use, every use and the nearest variants of WORDING in all forums of the workspace."""
    from rapporteur.compare.history.precedents import find_precedents
    from rapporteur.reports.answers.threads import found_page

    with open_index(data, place) as index:
        found = find_precedents(index, wording, shown=variants)
    write_answer(found_page(found), found, form, output)


@click.command("trace", short_help="Follow a clause, a wording or a theme through the meetings.")
@click.argument("asked", metavar="WORDS|ADDRESS|THEME")
@DATA
@click.option("--forum", help="Only this forum; default: every forum where there is something to follow.")
@FORM
@OUTPUT
def trace_command(asked: str, data: Path, forum: str | None, form: str | None, output: Path | None) -> None:
    """Follow a clause through all meetings of its forum: one line a meeting, with the redline between."""
    from rapporteur.compare.history.record import read_record, trace
    from rapporteur.reports.answers.threads import trace_page

    workspace = open_workspace(data)
    names = workspace.theme_lexicon.names
    asked = theme_named(names, asked) or asked
    forums = forums_asked(workspace, forum) if forum else _forums_of(asked, workspace, names)
    pages, answers, refused = [], [], None
    for name in forums:
        with progress(f"Reading {name}") as tell:
            record = read_record(workspace, name, tell=tell)
        try:
            answer = trace(record, asked, themes=tuple(names))
        except WorkspaceError as error:
            refused = error
            continue
        answers.append(answer)
        pages.append(trace_page(answer, record, names))
    if not pages:
        raise (refused if refused and len(forums) == 1 else None) or WorkspaceError(
            f"Nothing to follow for '{asked}' in {', '.join(forums)}. Ask by words of a statement, an address or a theme; "
            "`rapporteur find` looks for the exact words."
        )
    write_answers(pages, answers, form, output)


def _forums_of(asked: str, workspace: Workspace, names: dict[str, str]) -> tuple[str, ...]:
    """The forums that can answer: that of the address, or all for a theme, or those that use the words."""
    if "#" in asked and asked.partition("/")[0] in workspace.forums:
        return (asked.partition("/")[0],)
    if asked in names or len(workspace.forums) == 1:
        return workspace.forums
    from rapporteur.compare.history.precedents import find_precedents

    with open_index(workspace.root, None, workspace=workspace) as index:
        uses = find_precedents(index, asked, shown=0).uses
    return tuple(sorted({use.entry.forum for use in uses})) or workspace.forums


def open_index(data: Path, place: Path | None, *, workspace: Workspace | None = None) -> Index:
    """The index of the workspace, brought up to date."""
    workspace = workspace or open_workspace(data)
    index = Index(place or index_path(data))
    try:
        bring_up(workspace, index)
    except BaseException:
        index.close()
        raise
    return index


def bring_up(workspace: Workspace, index: Index) -> Indexed:
    """Index what is new or changed, with a bar on a terminal."""
    from rapporteur.compare.history.indexing import update_index

    with progress("Indexing") as tell:
        return update_index(workspace, index, tell=lambda done: tell(done, len(workspace.files)))


def write_answer(page: MemoryPage, facts: Any, form: str | None, output: Path | None) -> None:
    """One answer in the format that was asked for."""
    write_answers([page], [facts], form, output)


def write_answers(pages: list[MemoryPage], facts: list[Any], form: str | None, output: Path | None) -> None:
    """Answers one after the other: text below text, HTML in one page, JSON as a list where there are several."""
    form = format_of(output, form, ANSWER_FORMATS)
    objects = [to_json(page.name, fact) for page, fact in zip(pages, facts, strict=True)]
    makers: dict[str, Callable[[], str | bytes]] = {
        "text": lambda: "\n".join(map(to_text, pages)),
        "json": lambda: _json(objects),
        "csv": lambda: _csv(pages),
        "html": lambda: _html(pages),
        "pdf": lambda: _pdf(pages, _json(objects)),
    }
    write_output(makers[form](), form, output)


def _json(objects: list[str]) -> str:
    return objects[0] if len(objects) == 1 else "[\n" + ",\n".join(o.rstrip("\n") for o in objects) + "\n]\n"


def _csv(pages: list[MemoryPage]) -> str:
    from rapporteur.reports.formats.serialise import answers_csv

    return answers_csv(pages)


def _html(pages: list[MemoryPage]) -> str:
    from rapporteur.reports.formats.html import to_memory_html

    return to_memory_html(tuple(pages))


def _pdf(pages: list[MemoryPage], data: str) -> bytes:
    from rapporteur.reports.formats.pdf import to_memory_pdf

    return to_memory_pdf(tuple(pages), data)
