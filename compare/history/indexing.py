"""Keeps the index of a workspace in step with its statements, without reading files that nobody touched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from rapporteur.compare.history.index import Index, Indexed
from rapporteur.compare.model import Statement
from rapporteur.compare.store.workspace import Workspace, statement_key

# A file changed so shortly before it was looked at may be changed again and look the same, where a file system's
# clock is coarse (FAT counts in two seconds); such a look is not kept, and the file is read once more next time.
FRESH = 2_000_000_000


def update_index(
    workspace: Workspace, index: Index, *, tell: Callable[[int], None] = lambda done: None
) -> Indexed:
    """Index what is new or changed in the workspace, take out what is gone; ``tell`` hears the progress."""
    forums = {os.path.relpath(path, workspace.root): forum for forum, path in workspace.files}

    def read(source: str) -> Statement:
        from rapporteur.compare.store.series import read_one  # costs more to import than to find a wording

        return read_one(workspace, workspace.root / source, forums[source])

    return index.update(_stamps(workspace, index, forums.items()), read, tell=tell)


def _stamps(
    workspace: Workspace, index: Index, sources: Iterable[tuple[str, str]]
) -> Iterable[tuple[str, str]]:
    """Each source with its stamp: as kept where the file looks as it did, else worked out from what is in it."""
    kept = index.looks()
    now: dict[str, tuple[str, str]] = {}
    for source, forum in sources:
        path = workspace.root / source
        look = _look(workspace, path)
        known, stamp = kept.get(source, ("", ""))
        if not look or look != known:
            stamp = statement_key(workspace, path, forum)
        now[source] = look, stamp
    if now != kept:
        index.keep_looks(now)
    return [(source, stamp) for source, (_, stamp) in now.items()]


def _look(workspace: Workspace, path: Path) -> str:
    """What the file system says of a statement's file and its sidecar; "" where that may not tell a change."""
    facts = [workspace.stamp]
    for name in (str(path), f"{path}.toml"):
        try:
            found = os.stat(name)
        except OSError:
            facts.append("none")
            continue
        if time.time_ns() - max(found.st_mtime_ns, found.st_ctime_ns) < FRESH:
            return ""
        facts.append(f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}")
    return "|".join(facts)
