"""Reports that were written before and whose inputs did not change: they are left as they stand.

A report is known again by everything that it was made from (the forum's statements, settings, overrides, our code
and templates, the libraries installed, what was asked for) and by the bytes of its files: one that was edited,
moved or deleted is made again. What the system draws with (Pango, its fonts) is not seen: ``--no-cache`` is.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from rapporteur.compare.store.cache import code_digest, digest, files_digest
from rapporteur.compare.store.workspace import NOTES, OVERRIDES, Workspace, statement_key

ROOMS = ("compare", "reports", "templates")


def report_key(workspace: Workspace, forum: str, asked: str, templates: Path | None = None) -> str:
    """A key of everything that the forum's report is made from; ``asked`` says how it was asked for."""
    files = [workspace.root / OVERRIDES, workspace.root / NOTES]
    files += sorted(path for path in templates.rglob("*") if path.is_file()) if templates else []
    statements = (statement_key(workspace, path, forum) for path in workspace.paths(forum))
    return digest(
        [
            code_digest(*ROOMS),
            workspace.stamp,
            files_digest(files),
            repr(workspace.settings.labels),
            asked,
            *statements,
        ]
    )


def kept_files(workspace: Workspace, slot: str, key: str, folder: Path) -> tuple[Path, ...]:
    """The files of the report that was kept under this key, if all still stand as written; else none."""
    body = workspace.cache.get("report", slot, key)
    if body is None:
        return ()
    try:
        written = [(folder / str(name), str(known)) for name, known in json.loads(body)]
    except (ValueError, TypeError):
        return ()
    return tuple(p for p, _ in written) if all(_of(p) == known for p, known in written) else ()


def keep_files(workspace: Workspace, slot: str, key: str, paths: Sequence[Path]) -> None:
    """Remember that these files are the report, as their bytes are now."""
    if workspace.cache.is_on:
        body = json.dumps([[path.name, _of(path)] for path in paths])
        workspace.cache.put("report", slot, key, body.encode("utf-8"))


def _of(path: Path) -> str:
    """A digest of a file's bytes, "" where it is not there."""
    try:
        return digest([path.read_bytes()])
    except OSError:
        return ""
