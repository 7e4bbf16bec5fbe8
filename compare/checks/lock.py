"""The lock file: what was read out of each statement of a workspace, so that a silent change is seen.

One JSON object, one statement a line, sorted by path: a change of one statement changes one line, and two
branches that add different statements merge.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Statement

FILE_NAME = "statements.lock"
FORMAT = "rapporteur-lock/1"
ADVICE = "Written by `rapporteur lock`. Commit it; do not edit it."


@dataclass(frozen=True, slots=True)
class LockEntry:
    """What one statement yielded when the lock was written.

    ``sha256`` is of the file's bytes, ``text`` of its clauses' words as read; ``words`` and ``clauses`` count
    what was read; ``extractor`` names the reader and its version.
    """

    path: str
    sha256: str
    text: str
    clauses: int
    words: int
    extractor: str
    forum: str
    number: str
    date: str
    kind: str

    @property
    def meeting(self) -> str:
        """Forum and date, as statements are named: ``adgmin/2024-02-02``."""
        return f"{self.forum}/{self.date or 'undated'}"


def make_entry(path: str, statement: Statement) -> LockEntry:
    """The entry of a statement that was read from ``path`` (relative to the workspace, with ``/``)."""
    words = "\n".join(" ".join(clause.text.split()) for clause in statement.clauses)
    return LockEntry(
        path=path,
        sha256=statement.sha256,
        text=hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest(),
        clauses=len(statement.clauses),
        words=len(words.split()),
        extractor=statement.extractor,
        forum=statement.meeting.forum,
        number=statement.meeting.number,
        date=statement.meeting.date,
        kind=statement.kind.value,
    )


def to_lock(entries: Iterable[LockEntry]) -> str:
    """The lock file's text.

    >>> print(to_lock([]), end="")
    {
    "format": "rapporteur-lock/1",
    "about": "Written by `rapporteur lock`. Commit it; do not edit it.",
    "statements": {
    }}
    """
    rows = []
    for entry in sorted(entries, key=lambda entry: entry.path):
        facts = asdict(entry)
        path = json.dumps(facts.pop("path"))
        rows.append(f"{path}: {json.dumps(facts, sort_keys=True)}")
    head = f'{{\n"format": {json.dumps(FORMAT)},\n"about": {json.dumps(ADVICE)},\n"statements": {{\n'
    return head + ",\n".join(rows) + ("\n" if rows else "") + "}}\n"


def read_lock(path: Path) -> Mapping[str, LockEntry] | None:
    """The entries of the lock file by path, None where there is no such file.

    Raises WorkspaceError where it is damaged: then it vouches for nothing.
    """
    if not path.exists():
        return None
    try:
        return parse_lock(path.read_bytes(), str(path))
    except OSError as error:
        raise WorkspaceError(f"{path}: cannot be read ({error.strerror}).") from error


def parse_lock(data: bytes, name: str) -> Mapping[str, LockEntry]:
    """The entries in the bytes of a lock file. Raises WorkspaceError where they are none."""
    if b"\n<<<<<<< " in data:
        raise WorkspaceError(f"{name}: holds a merge conflict. Run `rapporteur lock` to write it anew.")
    try:
        table = json.loads(data)
        if table["format"] != FORMAT:
            raise WorkspaceError(f"{name}: is '{table['format']}', not '{FORMAT}'. Run `rapporteur lock`.")
        return {path: _entry(path, facts) for path, facts in sorted(table["statements"].items())}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise WorkspaceError(f"{name}: is damaged. Run `rapporteur lock` to write it anew.") from error


def _entry(path: str, facts: Mapping[str, Any]) -> LockEntry:
    """An entry with the types it must have; raises TypeError where a value is of another type."""
    values: dict[str, Any] = {"path": path, **facts}
    for field in fields(LockEntry):
        wanted = int if field.type == "int" else str
        if not isinstance(values[field.name], wanted):
            raise TypeError(field.name)
    return LockEntry(**values)
