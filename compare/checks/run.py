"""The order of a check: what changed, what depends on it, what each rule finds, what the base knew already."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from .. import git
from ..baseline import FILE_NAME as BASELINE
from ..baseline import read_baseline
from ..changed import Base, Touch, TouchKind, find_touched, open_base
from ..comparison import compare_statements
from ..errors import WorkspaceError
from ..lock import FILE_NAME as LOCK
from ..lock import LockEntry, make_entry, parse_lock, read_lock
from ..model import Finding, Statement
from ..workspace import folder_of_statements, is_statement_name, open_workspace
from .gates import Gates, read_gates, with_fail_on
from .meaning import MEANING
from .reading import READING
from .register import Register, find_next, find_previous, find_twin
from .report import Report, settle
from .subject import Subject, found, found_file
from .versions import (
    find_edits,
    find_meeting_change,
    find_moves,
    find_newcomer,
    find_reextractions,
    find_stale_entry,
    find_stale_lock,
)

MOVED_ONLY = (TouchKind.RENAMED, TouchKind.SWAPPED)
"""Files whose content was there before: nothing in them is new to be judged."""


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


def check_workspace(
    root: Path, *, base: str | None = None, everything: bool = False, fail_on: str = ""
) -> Report:
    """The findings about the statements of ``root`` that changed since ``base``, and about what rests on them.

    ``base`` is a folder or a git commit, None for the last commit; ``everything`` looks at every statement.
    Raises WorkspaceError where the base, the settings or the baseline cannot be used: nothing is then known,
    which is not the same as nothing found.
    """
    workspace = open_workspace(root)
    gates = read_gates(workspace.settings.checks, root)
    gates = with_fail_on(gates, fail_on, "--fail-on:") if fail_on else gates
    accepted = read_baseline(root / BASELINE)
    lock, raw = _open_lock(root)
    earlier = open_base(root, base)
    register = Register(workspace, lock or {}, earlier)
    touches = _find_touched(root, earlier, register) if earlier else ()
    run = Checking(gates, register, earlier, touches, everything or earlier is None)
    why = _why_checked(run)
    known: set[str] = set()
    raw += [*_lock_findings(run, lock), *find_moves(touches)]
    for path, reason in why.items():
        raw += _check_file(run, path, reason, known)
    raw += [_unread(run, path) for path in sorted(set(register.failures) - set(why))]
    new = [finding for finding in raw if finding.fingerprint not in known]
    files = frozenset(register.paths)
    standing, silenced = settle(new, gates, accepted, checked=frozenset(why), files=files)
    return Report(
        findings=standing,
        accepted=silenced,
        checked=tuple(why.items()),
        base=earlier.name if earlier else "",
        folder=_folder(root, git.top_of(root) if earlier else None),
        statements=len(register.paths),
        known=len({finding.fingerprint for finding in raw} & known),
        fail_on=gates.fail_on,
    )


def _find_touched(root: Path, base: Base, register: Register) -> tuple[Touch, ...]:
    folder = folder_of_statements(root)

    def is_kept(path: str) -> bool:
        return is_statement_name(path) and (not folder or path.startswith(f"{folder}/"))

    return find_touched(root, base, register.digests, kept=is_kept)


def _folder(root: Path, top: Path | None) -> str:
    """The workspace as seen from the top of its repository, else as it was given."""
    resolved = root.resolve()
    if top and resolved.is_relative_to(top.resolve()):
        return resolved.relative_to(top.resolve()).as_posix()
    return root.as_posix()


def _open_lock(root: Path) -> tuple[dict[str, LockEntry] | None, list[Finding]]:
    """The lock, and what is to be said of it as a file; a damaged one vouches for nothing."""
    try:
        lock = read_lock(root / LOCK)
    except WorkspaceError as error:
        return None, [found_file("lock-damaged", LOCK, str(error))]
    if lock is None:
        return None, [
            found_file("lock-missing", LOCK, f"There is no {LOCK}. Run `rapporteur lock` and commit it.")
        ]
    return dict(lock), []


def _lock_findings(run: Checking, lock: dict[str, LockEntry] | None) -> Iterator[Finding]:
    if lock is None:
        return
    yield from find_stale_lock(run.register.digests, lock)
    if run.base and LOCK in run.base.files:
        try:
            was = parse_lock(run.base.read(LOCK), LOCK)
        except WorkspaceError:
            return  # a damaged lock that was mended since is good news
        yield from find_reextractions(was, lock)


def _why_checked(run: Checking) -> dict[str, str]:
    """The files to look at, each with the reason: what changed, then what is compared with it."""
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


def _check_file(run: Checking, path: str, reason: str, known: set[str]) -> Iterator[Finding]:
    """What the rules find about one file; what they find about it at the base goes to ``known``."""
    statement = run.register.statement(path)
    if statement is None:
        yield _unread(run, path)
        return
    touch = run.touch(path)
    subject = _subject(run, path, statement)
    if touch is None or touch.kind not in MOVED_ONLY or run.everything:
        rules = MEANING if reason.startswith("compared") else (*READING, *MEANING)
        earlier = _earlier_subject(run, subject, touch)
        for rule in rules:
            yield from rule(subject)
            if earlier:
                known.update(finding.fingerprint for finding in rule(earlier))
        yield from _not_compared(subject)
    yield from _version_findings(run, subject, touch)


def _subject(run: Checking, path: str, statement: Statement) -> Subject:
    register = run.register
    lineup = register.lineup(register.forums[path])
    entry = register.entry(path)
    previous = find_previous(lineup, entry) if entry else None
    old = register.statement(previous.path) if previous else None
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        locked=register.lock.get(path),
        entry=entry,
        comparison=compare_statements(old, statement) if old else None,
        siblings=tuple(other for other in lineup if other.path != path),
    )


def _earlier_subject(run: Checking, subject: Subject, touch: Touch | None) -> Subject | None:
    """The subject as the base had it, so that only what is new is reported; None where everything is."""
    if run.everything or run.base is None or (touch and touch.kind is TouchKind.ADDED):
        return None
    register, path = run.register, subject.path
    statement = register.earlier(path) if touch else subject.statement
    if statement is None:
        return None
    lineup = register.earlier_lineup(statement.meeting.forum, run.touches)
    entry = make_entry(path, statement)
    previous = find_previous(lineup, entry)
    old = _at_base(run, previous.path) if previous else None
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        entry=entry,
        comparison=compare_statements(old, statement) if old else None,
        siblings=tuple(other for other in lineup if other.path != path),
    )


def _at_base(run: Checking, path: str) -> Statement | None:
    """The statement of a file as the base had it: read from there only where it has changed since."""
    is_touched = any(path in (touch.path, touch.was) for touch in run.touches)
    return run.register.earlier(path) if is_touched else run.register.statement(path)


def _version_findings(run: Checking, subject: Subject, touch: Touch | None) -> Iterator[Finding]:
    """What the file is, beside what was recorded: new, edited, renamed, or only read anew."""
    yield from find_stale_entry(subject, has_base=touch is not None)
    before = run.register.earlier(touch.was) if touch and touch.was else None
    if touch is None or touch.kind is TouchKind.SWAPPED:
        return
    if before is None:
        twin = find_twin(subject.siblings, subject.entry) if subject.entry else None
        other = run.register.statement(twin.path) if twin else None
        comparison = compare_statements(other, subject.statement, force=True) if other else None
        yield from find_newcomer(subject, twin, comparison)
        return
    yield from find_meeting_change(subject, before)
    if touch.kind is TouchKind.EDITED:
        yield from find_edits(subject, compare_statements(before, subject.statement, force=True))


def _not_compared(subject: Subject) -> Iterator[Finding]:
    """A comparison with the meeting before that was due and says nothing."""
    due = find_previous(subject.siblings, subject.entry) if subject.entry else None
    if due is None:
        return
    if subject.comparison is None:
        yield found("not-compared", subject, f"Could not be compared with {due.path}, which cannot be read.")
    elif not subject.comparison.comparable.holds:
        reason = subject.comparison.comparable.reason
        yield found("not-compared", subject, f"Was not compared with {due.path}: {reason}")


def _unread(run: Checking, path: str) -> Finding:
    if path in run.register.outside:
        return found_file("outside", path, "This link leads out of the workspace; it was not read.")
    error = run.register.failures[path]
    message = str(error).replace(str(run.register.paths[path]), path)
    return found_file("scan" if is_scan(error) else "unreadable", path, message)


def is_scan(error: Exception) -> bool:
    """True where a file could not be read because it holds pictures of text only."""
    return "scan" in str(error).casefold()
