"""A forum's statements in their order, and the comparisons of neighbours: worked out once, then remembered.

Only neighbours are compared, so a forum of S meetings costs S - 1 comparisons and not S x S / 2, and a comparison is
made from its two statements alone, so that a new one changes the comparisons that it stands in and no others.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapporteur.compare.alignment.overrides import Override, read_overrides
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import RapporteurError, WorkspaceError
from rapporteur.compare.headlines.watch import Watch
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Comparison, Statement
from rapporteur.compare.store.cache import NO_CACHE, digest, files_digest
from rapporteur.compare.store.codec import CodecError, decode, decode_comparison, encode, encode_comparison
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.workspace import OVERRIDES, Workspace, statement_key

LOG = logging.getLogger(__name__)

STRETCH = 16
"""Pairs sent to a worker at once: neighbours share a statement, so one by one each would be sent twice."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two places in a tuple of statements to be compared."""

    old: int
    new: int


@dataclass(frozen=True, slots=True)
class Stretch:
    """Pairs that are compared by one worker, with the statements that their places count in."""

    statements: tuple[Statement, ...]
    pairs: tuple[Pair, ...]
    force: bool = False
    overrides: tuple[Override, ...] = ()
    root: Path | None = None
    """The workspace whose words are used; None for the shipped ones."""
    watch: Watch = field(default_factory=Watch)


def read_series(workspace: Workspace, forum: str, *, engine: Engine = SERIAL) -> tuple[Statement, ...]:
    """The forum's statements, earliest first. Raises WorkspaceError where the forum has none."""
    paths = workspace.paths(forum)
    keys = [statement_key(workspace, path, forum) for path in paths]
    found = [_kept_statement(workspace, path, key) for path, key in zip(paths, keys, strict=True)]
    missing = [i for i, statement in enumerate(found) if statement is None]
    bare = replace(workspace, files=(), cache=NO_CACHE)  # what a worker needs, and no more, travels to it
    for i, statement in zip(
        missing, engine.run(_read, ((bare, paths[i], forum) for i in missing)), strict=True
    ):
        found[i] = statement
        if workspace.cache.is_on:
            workspace.cache.put("statement", _place(workspace, paths[i]), keys[i], encode(statement))
    return tuple(sorted((s for s in found if s), key=lambda s: (s.meeting.date, s.source)))


def read_readable(
    workspace: Workspace, forum: str
) -> tuple[tuple[Statement, ...], tuple[tuple[str, str], ...]]:
    """The forum's statements that can be read, earliest first, and (file, reason) of those that cannot.

    Raises WorkspaceError where none can.
    """
    try:
        return read_series(workspace, forum), ()
    except RapporteurError:
        pass
    statements, left_out = [], []
    for path in workspace.paths(forum):
        try:
            statements.append(read_one(workspace, path, forum))
        except RapporteurError as error:
            left_out.append((str(path), str(error)))
    if not statements:
        raise WorkspaceError(f"No statement of '{forum}' could be read. The first reason: {left_out[0][1]}")
    return tuple(sorted(statements, key=lambda s: (s.meeting.date, s.source))), tuple(left_out)


def read_one(workspace: Workspace, path: Path, forum: str) -> Statement:
    """One statement of the workspace. Raises UnreadableError where its file holds no text that can be read."""
    key = statement_key(workspace, path, forum)
    kept = _kept_statement(workspace, path, key)
    if kept:
        return kept
    statement = read_statement(path, workspace=workspace, forum=forum)
    if workspace.cache.is_on:
        workspace.cache.put("statement", _place(workspace, path), key, encode(statement))
    return statement


def compare_neighbours(
    workspace: Workspace, statements: tuple[Statement, ...], *, engine: Engine = SERIAL, force: bool = False
) -> tuple[Comparison, ...]:
    """The comparisons of each statement with the one before it, in order; one fewer than there are statements."""
    pairs = [Pair(at - 1, at) for at in range(1, len(statements))]
    return _compared(workspace, statements, pairs, engine, force)


def compare_pair(
    workspace: Workspace,
    statements: tuple[Statement, ...],
    old: Statement,
    new: Statement,
    *,
    force: bool = False,
) -> Comparison:
    """The comparison of any two statements of a forum."""
    pair = Pair(statements.index(old), statements.index(new))
    return _compared(workspace, statements, [pair], SERIAL, force)[0]


def _kept_statement(workspace: Workspace, path: Path, key: str) -> Statement | None:
    body = workspace.cache.get("statement", _place(workspace, path), key)
    if body is None:
        return None
    try:
        statement = decode(Statement, body)
    except CodecError:
        return None
    return statement if statement.source == str(path) else replace(statement, source=str(path))


def _place(workspace: Workspace, path: Path) -> str:
    """The file as it is named in its workspace, however the workspace is named."""
    return os.path.relpath(path, workspace.root)


def _read(task: tuple[Workspace, Path, str]) -> Statement:
    workspace, path, forum = task
    LOG.info("read %s", path)
    return read_statement(path, workspace=workspace, forum=forum)


def _compared(
    workspace: Workspace, statements: tuple[Statement, ...], pairs: list[Pair], engine: Engine, force: bool
) -> tuple[Comparison, ...]:
    """The comparisons of the pairs, in order: what is kept is looked up, the rest goes to the engine."""
    overrides = read_overrides(workspace.root / OVERRIDES)
    keys = [_pair_key(workspace, statements, pair, force, overrides) for pair in pairs]
    found = [
        _kept_comparison(workspace, statements, pair, key) for pair, key in zip(pairs, keys, strict=True)
    ]
    missing = [i for i, comparison in enumerate(found) if comparison is None]
    stretches = _stretches(workspace, statements, [pairs[i] for i in missing], force, overrides)
    made = (comparison for bodies in engine.run(_compare, stretches) for comparison in bodies)
    for i, body in zip(missing, made, strict=True):
        pair = pairs[i]
        found[i] = decode_comparison(body, statements[pair.old], statements[pair.new])
        workspace.cache.put("comparison", _slot(workspace, statements, pair), keys[i], body)
    return tuple(comparison for comparison in found if comparison)


def _kept_comparison(
    workspace: Workspace, statements: tuple[Statement, ...], pair: Pair, key: str
) -> Comparison | None:
    body = workspace.cache.get("comparison", _slot(workspace, statements, pair), key)
    if body is None:
        return None
    try:
        return decode_comparison(body, statements[pair.old], statements[pair.new])
    except CodecError:
        return None


def _compare(stretch: Stretch) -> list[bytes]:
    """The comparisons of a stretch, encoded: a worker sends back the changes, not the statements it was sent."""
    texts = stretch.statements
    return [
        encode_comparison(
            compare_statements(
                texts[pair.old],
                texts[pair.new],
                force=stretch.force,
                overrides=stretch.overrides,
                lexicon=read_lexicon(stretch.root),
                watch=stretch.watch,
            )
        )
        for pair in stretch.pairs
    ]


def _stretches(
    workspace: Workspace,
    statements: tuple[Statement, ...],
    pairs: Iterable[Pair],
    force: bool,
    overrides: tuple[Override, ...],
) -> Iterator[Stretch]:
    """The pairs in stretches, each with only the statements that its pairs need."""
    waiting = list(pairs)
    for start in range(0, len(waiting), STRETCH):
        some = waiting[start : start + STRETCH]
        needed = sorted({at for pair in some for at in (pair.old, pair.new)})
        place = {at: i for i, at in enumerate(needed)}
        moved = (Pair(place[p.old], place[p.new]) for p in some)
        yield Stretch(
            tuple(statements[at] for at in needed),
            tuple(moved),
            force,
            overrides,
            workspace.root,
            workspace.settings.watch,
        )


def _slot(workspace: Workspace, statements: tuple[Statement, ...], pair: Pair) -> str:
    return "\n".join(_place(workspace, Path(statements[at].source)) for at in (pair.old, pair.new))


def _pair_key(
    workspace: Workspace,
    statements: tuple[Statement, ...],
    pair: Pair,
    force: bool,
    overrides: tuple[Override, ...],
) -> str:
    """A key of everything that a comparison is made from; statements are told by what they were read from.

    Of the overrides those of this pair count, so that a word on one pair leaves the other comparisons as they are.
    """
    sides = (statements[pair.old], statements[pair.new])
    names = tuple(s.name for s in sides)
    mine = [repr(o) for o in overrides if (o.old.partition("#")[0], o.new.partition("#")[0]) == names]
    known = (
        part
        for s in sides
        for part in (
            _place(workspace, Path(s.source)),
            s.sha256,
            s.name,
            files_digest([Path(f"{s.source}.toml")], workspace.root),
        )
    )
    return digest([workspace.stamp, digest(mine), str(force), repr(workspace.settings.watch), *known])
