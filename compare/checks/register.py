"""The register of a check: every statement file, now and at the base, read only when asked for and only once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath

from rapporteur.compare.alignment.overrides import read_overrides
from rapporteur.compare.checks.changed import SIDECAR, Base, Touch, TouchKind, digest_of
from rapporteur.compare.checks.lock import LockEntry, make_entry
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.model import Statement
from rapporteur.compare.store.workspace import OVERRIDES, Workspace


class Register:
    """What is known of each file: from the lock where its bytes are the locked ones, else by reading it.

    The one mutable thing of a check: it remembers what was read. ``failures`` are path -> why it was not.
    """

    def __init__(self, workspace: Workspace, lock: Mapping[str, LockEntry], base: Base | None) -> None:
        self.workspace, self.lock, self.base = workspace, lock, base
        root = workspace.root.resolve()
        self.paths = {path.relative_to(workspace.root).as_posix(): path for _, path in workspace.files}
        self.forums = {path.relative_to(workspace.root).as_posix(): forum for forum, path in workspace.files}
        self.outside = {name for name, path in self.paths.items() if not path.resolve().is_relative_to(root)}
        self.digests = {
            name: digest_of(path) for name, path in self.paths.items() if name not in self.outside
        }
        self.overrides = read_overrides(workspace.root / OVERRIDES)
        self.failures: dict[str, RapporteurError] = {}
        self._read: dict[str, Statement] = {}
        self._earlier: dict[str, Statement | None] = {}

    def statement(self, path: str) -> Statement | None:
        """The statement in a file, None where it cannot be read; ``failures`` then says why."""
        if path in self.outside:
            return None
        if path not in self._read and path not in self.failures:
            try:
                found = read_statement(self.paths[path], workspace=self.workspace, forum=self.forums[path])
            except (UnreadableError, WorkspaceError) as error:  # of its sidecar
                self.failures[path] = error
            else:
                self._read[path] = replace(found, source=path)
        return self._read.get(path)

    def earlier(self, path: str) -> Statement | None:
        """The statement that ``path`` held at the base, read by today's reader; None where none can be read.

        The bytes are laid into a folder that bears the forum's name, because readers look at names too.
        """
        if self.base is None or path not in self.base.files:
            return None
        if path not in self._earlier:
            self._earlier[path] = self._read_earlier(self.base, path)
        return self._earlier[path]

    def _read_earlier(self, base: Base, path: str) -> Statement | None:
        forum = PurePosixPath(path).parent.name
        with tempfile.TemporaryDirectory(prefix="rapporteur-") as folder:
            file = Path(folder) / (forum or "forum") / PurePosixPath(path).name
            file.parent.mkdir()
            file.write_bytes(base.read(path))
            if SIDECAR.format(path) in base.files:
                Path(SIDECAR.format(file)).write_bytes(base.read(SIDECAR.format(path)))
            try:
                found = read_statement(file, workspace=self.workspace, forum=forum)
            except (UnreadableError, WorkspaceError):
                return None
        return replace(found, source=path)

    def entry(self, path: str) -> LockEntry | None:
        """The facts of a file: of the statement if it was read, of the lock if the bytes are the same, else read."""
        locked = self.lock.get(path)
        has_sidecar = Path(SIDECAR.format(self.paths[path])).is_file()
        is_vouched = locked is not None and locked.sha256 == self.digests.get(path) and not has_sidecar
        if is_vouched and path not in self._read:
            return locked
        statement = self.statement(path)
        return make_entry(path, statement) if statement else None

    def lineup(self, forum: str) -> tuple[LockEntry, ...]:
        """The facts of the forum's readable files, earliest first."""
        names = (name for name, its_forum in self.forums.items() if its_forum == forum)
        return _in_order(self.entry(name) for name in names)

    def earlier_lineup(self, forum: str, touches: Iterable[Touch]) -> tuple[LockEntry, ...]:
        """The same as it was at the base."""
        moved = [touch for touch in touches if PurePosixPath(touch.path).parent.name == forum]
        now = {touch.path for touch in moved}
        then = [touch.path for touch in moved if touch.kind in (TouchKind.EDITED, TouchKind.SWAPPED)]
        then += [touch.was for touch in moved if touch.kind in (TouchKind.DELETED, TouchKind.RENAMED)]
        read = ((path, self.earlier(path)) for path in then)
        kept = (entry for entry in self.lineup(forum) if entry.path not in now)
        return _in_order((*kept, *(make_entry(path, found) for path, found in read if found)))

    def count_read(self) -> int:
        """How many files were read: the measure of a check's own work."""
        return len(self._read) + len(self._earlier)


def _in_order(entries: Iterable[LockEntry | None]) -> tuple[LockEntry, ...]:
    return tuple(sorted((entry for entry in entries if entry), key=lambda entry: (entry.date, entry.path)))


def find_previous(lineup: Iterable[LockEntry], entry: LockEntry) -> LockEntry | None:
    """The last statement before ``entry``: of the same kind where there is one, else of any; none if undated."""
    before = [other for other in lineup if "" < other.date < entry.date]
    alike = [other for other in before if other.kind == entry.kind]
    return max(alike or before, key=lambda other: (other.date, other.path), default=None)


def find_next(lineup: Iterable[LockEntry], path: str, date: str) -> LockEntry | None:
    """The first statement after ``date`` that is not ``path`` itself: the one that is compared with it."""
    return next((other for other in lineup if "" < date < other.date and other.path != path), None)


def find_twin(lineup: Iterable[LockEntry], entry: LockEntry) -> LockEntry | None:
    """Another file of the same date and kind."""
    return next(
        (
            o
            for o in lineup
            if o.path != entry.path and entry.date and (o.date, o.kind) == (entry.date, entry.kind)
        ),
        None,
    )
