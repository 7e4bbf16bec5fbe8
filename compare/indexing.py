"""Keeps the index of a workspace in step with its statements."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from .index import Index, Indexed
from .model import Statement
from .series import read_one
from .workspace import Workspace

# What else than its own bytes decides how a statement is read.
_WORKSPACE_FILES = ("rapporteur.toml", "themes.toml", "themes-corrections.toml")


def update_index(
    workspace: Workspace, index: Index, *, tell: Callable[[int], None] = lambda done: None
) -> Indexed:
    """Index what is new or changed in the workspace, take out what is gone; ``tell`` hears the progress."""
    forums = {str(path.relative_to(workspace.root)): forum for forum, path in workspace.files}
    program = _program_stamp(workspace.root)

    def read(source: str) -> Statement:
        return read_one(workspace, workspace.root / source, forums[source])

    stamps = ((source, _stamp(workspace.root / source, forum, program)) for source, forum in forums.items())
    return index.update(stamps, read, tell=tell)


def _stamp(path: Path, forum: str, program: bytes) -> str:
    """A digest of the file, its sidecar and everything else that reading it depends on."""
    found = hashlib.sha256(program + forum.encode("utf-8"))
    for file in (path, path.with_name(f"{path.name}.toml")):
        found.update(b"\0" + (file.read_bytes() if file.is_file() else b""))
    return found.hexdigest()


def _program_stamp(root: Path) -> bytes:
    """Our own code and words, and the workspace's: a later program may read the same file otherwise."""
    house = Path(__file__).resolve().parent
    files = [
        *sorted(f for f in house.rglob("*") if f.suffix in (".py", ".toml")),
        *(root / name for name in _WORKSPACE_FILES),
    ]
    found = hashlib.sha256()
    for file in files:
        if file.is_file():
            found.update(file.name.encode("utf-8") + b"\0" + file.read_bytes())
    return found.digest()
