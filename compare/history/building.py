"""A whole workspace worked out ahead: every statement read, every neighbour compared, forum by forum.

What is asked afterwards (a report, a thread, the ledger) finds it remembered. Forums do not depend on one another,
so they are spread over an engine's workers, and at any time only the forums under way are in memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from rapporteur.compare.history.record import read_record
from rapporteur.compare.store.cache import NO_CACHE, Notebook, digest, files_digest
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.workspace import OVERRIDES, Workspace, statement_key

Entries = list[tuple[str, str, str, bytes]]


def build(
    workspace: Workspace, *, engine: Engine = SERIAL, tell: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Work out what is not remembered yet; how many forums that were. ``tell`` hears the progress.

    Without a cache there is nothing to keep it in, and nothing is done. The workers of an engine must see the
    workspace under the same path; only this process writes the cache. Raises WorkspaceError where a forum has
    no statement that can be read.
    """
    if not workspace.cache.is_on:
        return 0
    keys = {forum: _forum_key(workspace, forum) for forum in workspace.forums}
    todo = [forum for forum in workspace.forums if workspace.cache.get("forum", forum, keys[forum]) is None]
    for done, (forum, entries) in enumerate(_made(workspace, todo, engine), start=1):
        for entry in entries:
            workspace.cache.put(*entry)
        workspace.cache.put("forum", forum, keys[forum], b"")
        tell(done, len(todo))
    return len(todo)


def _made(workspace: Workspace, forums: list[str], engine: Engine) -> Iterator[tuple[str, Entries]]:
    """Each forum with what is to be kept of it; in this process, what is kept of it already is used and stays."""
    if engine.is_serial:
        for forum in forums:
            read_record(workspace, forum)
            yield forum, []
        return
    tasks = ((replace(workspace.only(forum), cache=NO_CACHE), forum) for forum in forums)
    yield from zip(forums, engine.run(_entries, tasks), strict=True)


def _entries(task: tuple[Workspace, str]) -> Entries:
    """Everything of a forum that is worth keeping; this runs at a worker, which has no cache of its own."""
    workspace, forum = task
    notebook = Notebook()
    read_record(replace(workspace, cache=notebook), forum)
    return notebook.entries()


def _forum_key(workspace: Workspace, forum: str) -> str:
    statements = (statement_key(workspace, path, forum) for path in workspace.paths(forum))
    return digest([workspace.stamp, files_digest([workspace.root / OVERRIDES]), *statements])
