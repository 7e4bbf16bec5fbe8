"""The briefings that were asked for, made where there is room for the work, and written whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import click
from rapporteur.compare.errors import (
    InternalError,
    MissingComponentError,
    RapporteurError,
    UnreadableError,
    WorkspaceError,
)
from rapporteur.compare.files import write_whole
from rapporteur.compare.model import Comparison, Statement
from rapporteur.compare.store.cache import NO_CACHE
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.series import compare_pair, read_readable
from rapporteur.compare.store.workspace import Workspace, pick
from rapporteur.reports.briefing.collect import MEETINGS, gather
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.commands.report_cache import keep_files, kept_files, report_key
from rapporteur.reports.formats.dossier import DOSSIER_SUFFIX, sealed
from rapporteur.reports.formats.registry import FORMATS, PLAIN, SUFFIX, OutputOptions, render

LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Order:
    """A briefing as it was asked for: of which forum, which pair, in which formats, for which day."""

    forum: str
    old: str | None
    new: str | None
    formats: tuple[str, ...]
    options: OutputOptions = PLAIN
    asof: str = ""
    force: bool = False
    meetings: int = MEETINGS
    with_notes: bool = False
    dossier: bool = False
    """Whether the briefing is also sealed with its inputs."""


@dataclass(frozen=True, slots=True)
class Produced:
    """A file that was written, or that still stood as it was written, or why it could not be made."""

    path: Path
    problem: RapporteurError | None = None
    was_kept: bool = False


@dataclass(frozen=True, slots=True)
class _Made:
    """A file not yet written: its name and content, or why there is none."""

    name: str
    data: str | bytes = b""
    problem: RapporteurError | None = None


def produce(
    workspace: Workspace,
    orders: Sequence[Order],
    folder: Path,
    *,
    engine: Engine = SERIAL,
    update: Callable[[int, int], None] = lambda done, of: None,
) -> Iterator[Produced]:
    """Write the briefings into ``folder``; those whose inputs did not change are left as they stand.

    A missing component stops only its own format. With an engine of several processes the briefings are made
    there and written here; its workers must see the workspace under the same path.
    """
    keys = {
        order: report_key(workspace, order.forum, repr(order), order.options.templates) for order in orders
    }
    kept = {order: kept_files(workspace, _slot(order, folder), keys[order], folder) for order in orders}
    # On a network disk only one process may have the cache open: a cluster's workers do without.
    seen = replace(workspace, cache=NO_CACHE) if engine.scheduler else workspace
    tasks = ((seen.only(order.forum), order) for order in orders if not kept[order])
    results = engine.run(_make, tasks)
    for done_orders, order in enumerate(orders, start=1):
        update(done_orders, len(orders))
        if kept[order]:
            yield from (Produced(path, was_kept=True) for path in kept[order])
            continue
        done = [_written(made, folder) for made in next(results)]
        if not any(file.problem for file in done):
            keep_files(workspace, _slot(order, folder), keys[order], [file.path for file in done])
        yield from done


def _make(task: tuple[Workspace, Order]) -> tuple[_Made, ...]:
    """The files of a briefing, and what could not be made; this runs at a worker."""
    workspace, order = task
    try:
        statements, left_out = read_readable(workspace, order.forum)
        made = [_Made(path, problem=UnreadableError(reason)) for path, reason in left_out]
        comparison = compare_forum(
            workspace, order.forum, statements, order.old, order.new, force=order.force
        )
        briefing = gather(
            workspace, comparison, asof=order.asof, meetings=order.meetings, with_notes=order.with_notes
        )
        for line in briefing.overrides:
            if line.startswith("stale"):
                click.echo(f"{order.forum}: {line}", err=True)
        pages = [_render(briefing, comparison, form, order) for form in order.formats]
        return (*made, *pages, *_sealed(workspace, comparison, order, pages))
    except RapporteurError as problem:
        return (_Made(order.forum, problem=problem),)
    except (MemoryError, OSError):
        raise
    except Exception as error:  # one forum must not keep the others from being made
        LOG.debug("forum %s", order.forum, exc_info=True)
        what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return (
            _Made(
                order.forum, problem=InternalError(f"forum '{order.forum}': a bug of rapporteur ({what}).")
            ),
        )


def _render(briefing: Briefing, comparison: Comparison, form: str, order: Order) -> _Made:
    reader = f"-{order.options.reader}" if order.options.reader else ""
    name = f"{stem_of(comparison)}{reader}.{SUFFIX.get(form, form)}"
    try:
        return _Made(name, render(briefing, form, order.options))
    except MissingComponentError as problem:
        return _Made(name, problem=problem)


def _sealed(
    workspace: Workspace, comparison: Comparison, order: Order, pages: Sequence[_Made]
) -> tuple[_Made, ...]:
    """The dossier, where one was asked for; what could not be made is told on its own line and is not in it."""
    if not order.dossier:
        return ()
    asked = {key: value for key, value in asdict(order).items() if key != "dossier"}
    files = ((page.name, _bytes(page.data)) for page in pages if not page.problem)
    return (_Made(f"{stem_of(comparison)}.{DOSSIER_SUFFIX}", sealed(workspace, order.forum, asked, files)),)


def dossier_again(workspace: Workspace, asked: Mapping[str, Any]) -> bytes:
    """The dossier that was asked for in these words, made from this workspace.

    Raises UnreadableError where the words are none of ours, and what making the briefing raises.
    """
    plain = asdict(Order("", "", "", ()))
    try:
        for given, ours in ((asked, plain), (asked["options"], plain["options"])):
            _check_kinds(given, ours)
        formats = tuple(asked["formats"])
        order = Order(
            **{**asked, "formats": formats, "options": OutputOptions(**asked["options"]), "dossier": True}
        )
        if not set(formats) <= set(FORMATS):
            raise ValueError(f"formats {', '.join(map(str, formats))}")
    except (KeyError, TypeError, ValueError) as error:
        raise UnreadableError(
            f"What the dossier was asked for cannot be read ({error}). It was changed."
        ) from error
    made = _make((workspace, order))
    for file in made:
        if file.problem:
            raise file.problem
    return _bytes(made[-1].data)


def _check_kinds(given: Mapping[str, Any], ours: Mapping[str, Any]) -> None:
    """Raises ValueError where a value is of another kind than ours; which pair was asked for may be left open."""
    for name, value in given.items():
        is_open = value is None and name in ("old", "new")
        kind = list if name == "formats" else type(ours.get(name))
        if not is_open and type(value) is not kind:
            raise ValueError(f"{name} '{value}'")


def _bytes(data: str | bytes) -> bytes:
    return data.encode("utf-8") if isinstance(data, str) else data


def _written(made: _Made, folder: Path) -> Produced:
    path = folder / made.name
    return Produced(path, made.problem) if made.problem else Produced(write_whole(path, made.data))


def _slot(order: Order, folder: Path) -> str:
    return f"{folder}\n{order.forum}\n{order.old}\n{order.new}\n{' '.join(order.formats)}"


def compare_forum(
    workspace: Workspace,
    forum: str,
    statements: tuple[Statement, ...],
    old: str | None,
    new: str | None,
    *,
    force: bool = False,
) -> Comparison:
    """The comparison that was asked for: by default the newest statement of a forum with the one before it.

    Raises WorkspaceError where the forum has only one statement or the wanted ones are the same.
    """
    if len(statements) < 2:
        raise WorkspaceError(
            f"Forum '{forum}' in {workspace.root} has only one statement ({statements[0].source}). "
            f"Add the one before it with `rapporteur add FILE --forum {forum}`."
        )
    after = pick(statements, new, workspace) if new else statements[-1]
    before = pick(statements, old, workspace) if old else _predecessor(statements, after)
    if before is after:
        raise WorkspaceError(f"'{old}' and '{new}' name the same statement, {after.source}.")
    return compare_pair(workspace, statements, before, after, force=force)


def stem_of(comparison: Comparison) -> str:
    """The file name of a briefing without its ending: ``adgmin-2023-02-10-2024-02-02``."""
    old, new = comparison.old.meeting, comparison.new.meeting
    return f"{new.forum}-{old.date or 'old'}-{new.date or 'new'}"


def _predecessor(statements: tuple[Statement, ...], after: Statement) -> Statement:
    at = statements.index(after)
    if at == 0:
        raise WorkspaceError(
            f"{after.source} is the forum's first statement; there is none before it. Say --old."
        )
    return statements[at - 1]
