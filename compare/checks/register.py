"""What a check rests on: every statement file now and at the base, what to look at, each with its neighbours.

Files are read only when asked for and only once.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from rapporteur.compare.alignment.overrides import read_overrides
from rapporteur.compare.checks.gates import Gates
from rapporteur.compare.checks.lock import LockEntry, make_entry
from rapporteur.compare.checks.subject import Subject
from rapporteur.compare.checks.touched import SIDECAR, Base, Touch, TouchKind, digest_of, find_touched
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.history.notes import read_notes
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Comparison, Promise, Statement
from rapporteur.compare.store.workspace import (
    OVERRIDES,
    Workspace,
    folder_of_statements,
    is_statement_name,
    open_workspace,
)


class Register:
    """What is known of each file: from the lock where its bytes are the locked ones, else by reading it.

    The one mutable thing of a check: it remembers what was read. ``failures`` are path -> why it was not.
    """

    def __init__(self, workspace: Workspace, lock: Mapping[str, LockEntry], base: Base | None) -> None:
        self.workspace, self.lock, self.base = workspace, lock, base
        self.paths = {self._name(path): path for _, path in workspace.files}
        self.forums = {self._name(path): forum for forum, path in workspace.files}
        self.outside = {self._name(path): reason for path, reason in workspace.refused}
        self.digests = {name: digest_of(path) for name, path in self.paths.items()}
        self.overrides = read_overrides(workspace.root / OVERRIDES)
        self.notes = read_notes(workspace.root)
        self.failures: dict[str, RapporteurError] = {}
        self._read: dict[str, Statement] = {}
        self._earlier: dict[str, Statement | None] = {}

    def _name(self, path: Path) -> str:
        """A file of the workspace as seen from its top, with ``/``."""
        return path.relative_to(self.workspace.root).as_posix()

    def statement(self, path: str) -> Statement | None:
        """The statement in a file, None where it cannot be read; ``failures`` then says why."""
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


@dataclass(frozen=True, slots=True)
class Checking:
    """What one run rests on. ``everything`` judges what the base had as well."""

    gates: Gates
    register: Register
    base: Base | None
    touches: tuple[Touch, ...]
    everything: bool

    def touch(self, path: str) -> Touch | None:
        """What happened to a file since the base, None where nothing did."""
        return next((touch for touch in self.touches if touch.path == path), None)


def find_touches(root: Path, base: Base | None, register: Register) -> tuple[Touch, ...]:
    """How the workspace's statement files differ from those of the base; none without a base."""
    if base is None:
        return ()
    folder = folder_of_statements(root)

    def is_kept(path: str) -> bool:
        return is_statement_name(path) and (not folder or path.startswith(f"{folder}/"))

    return find_touched(root, base, register.digests, kept=is_kept)


def why_checked(run: Checking) -> dict[str, str]:
    """The files to look at, sorted, each with the reason: what changed, what is compared with it, or all."""
    present = [touch for touch in run.touches if touch.kind is not TouchKind.DELETED]
    why = {touch.path: touch.kind.value for touch in present}
    for touch in run.touches:
        for path in _dependants(run, touch):
            why.setdefault(path, f"compared with {touch.path}")
    if run.everything:
        for path in run.register.paths:
            why.setdefault(path, "all")
    return dict(sorted(why.items()))


def _dependants(run: Checking, touch: Touch) -> Iterator[str]:
    """The statements that are compared with the touched one, now or at the base."""
    lineup = run.register.lineup(PurePosixPath(touch.path).parent.name)
    now = next((entry.date for entry in lineup if entry.path == touch.path), "")
    was = run.register.earlier(touch.was) if touch.was and touch.kind is not TouchKind.RENAMED else None
    for date in sorted({now, was.meeting.date if was else ""}):
        after = find_next(lineup, touch.path, date)
        if after:
            yield after.path


Reader = Callable[[str], Statement | None]


def make_subject(run: Checking, path: str, statement: Statement) -> Subject:
    """The statement of a file as it is now, compared with the meeting before."""
    register = run.register
    lineup = register.lineup(register.forums[path])
    entry = register.entry(path)
    comparison = _compared(run, statement, entry, lineup, register.statement)
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        locked=register.lock.get(path),
        entry=entry,
        comparison=comparison,
        promises=read_promises(comparison),
        siblings=tuple(other for other in lineup if other.path != path),
        phrases=run.register.workspace.settings.watch.phrases,
    )


def make_earlier_subject(run: Checking, subject: Subject, touch: Touch | None) -> Subject | None:
    """The subject as the base had it, so that only what is new is reported; None where everything is."""
    if run.everything or run.base is None or (touch and touch.kind is TouchKind.ADDED):
        return None
    register, path = run.register, subject.path
    statement = register.earlier(path) if touch else subject.statement
    if statement is None:
        return None
    lineup = register.earlier_lineup(statement.meeting.forum, run.touches)
    entry = make_entry(path, statement)
    comparison = _compared(run, statement, entry, lineup, lambda other: _at_base(run, other))
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        entry=entry,
        comparison=comparison,
        promises=read_promises(comparison),
        siblings=tuple(other for other in lineup if other.path != path),
        phrases=run.register.workspace.settings.watch.phrases,
    )


def _compared(
    run: Checking,
    statement: Statement,
    entry: LockEntry | None,
    lineup: tuple[LockEntry, ...],
    read: Reader,
) -> Comparison | None:
    """The comparison with the meeting before: the briefing's, with the analyst's overrides."""
    previous = find_previous(lineup, entry) if entry else None
    old = read(previous.path) if previous else None
    if entry is None or previous is None or old is None:
        return None
    lexicon = read_lexicon(run.register.workspace.root)
    return compare_statements(old, statement, overrides=run.register.overrides, lexicon=lexicon)


def read_promises(comparison: Comparison | None) -> tuple[Promise, ...]:
    """The promises of the old statement with what became of them by the new one; none where nothing was compared.

    Two statements only: what an earlier one promised and the last did not repeat is for the ledger of the forum.
    """
    if comparison is None or not comparison.changes:
        return ()
    old = {clause.address for clause in comparison.old.clauses}
    promises = read_ledger((comparison.old, comparison.new), (comparison,))
    return tuple(promise for promise in promises if promise.address in old)


def _at_base(run: Checking, path: str) -> Statement | None:
    """The statement of a file as the base had it: read from there only where it has changed since."""
    is_touched = any(path in (touch.path, touch.was) for touch in run.touches)
    return run.register.earlier(path) if is_touched else run.register.statement(path)


def relock(
    root: Path, update: Callable[[int, int], None] = lambda done, of: None
) -> tuple[tuple[LockEntry, ...], Mapping[str, RapporteurError]]:
    """The entries of all statements that can be read, and why the others cannot; ``update`` is called as of a check."""
    register = Register(open_workspace(root), {}, None)
    paths, entries = sorted(register.paths), []
    for done, path in enumerate(paths, start=1):
        entries.append(register.entry(path))
        update(done, len(paths))
    return tuple(entry for entry in entries if entry), register.failures
