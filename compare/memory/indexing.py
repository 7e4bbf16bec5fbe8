"""Keeps the index of a workspace in step with its statements."""

from __future__ import annotations

from collections.abc import Callable

from ..comparison import read_statement
from ..model import Statement
from ..store.series import statement_key
from ..workspace import Workspace
from .index import Index, Indexed


def update_index(
    workspace: Workspace, index: Index, *, tell: Callable[[int], None] = lambda done: None
) -> Indexed:
    """Index what is new or changed in the workspace, take out what is gone; ``tell`` hears the progress."""
    forums = {str(path.relative_to(workspace.root)): forum for forum, path in workspace.files}

    def read(source: str) -> Statement:
        return read_statement(workspace.root / source, workspace=workspace, forum=forums[source])

    keys = (
        (source, statement_key(workspace, workspace.root / source, forum)) for source, forum in forums.items()
    )
    return index.update(keys, read, tell=tell)
