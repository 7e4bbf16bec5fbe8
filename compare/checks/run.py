"""The order of a check: what changed, what depends on it, what each rule finds, what the base knew, the verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.compare.checks import git
from rapporteur.compare.checks.gates import (
    BASELINE,
    NEVER,
    Accepted,
    Gates,
    accepted_in,
    find_stale,
    read_baseline,
    read_day,
    read_gates,
    split_accepted,
    with_fail_on,
)
from rapporteur.compare.checks.lock import FILE_NAME as LOCK
from rapporteur.compare.checks.lock import LockEntry, parse_lock, read_lock
from rapporteur.compare.checks.meaning import MEANING, find_due
from rapporteur.compare.checks.reading import READING
from rapporteur.compare.checks.register import (
    Checking,
    Register,
    find_previous,
    find_touches,
    find_twin,
    make_earlier_subject,
    make_subject,
    why_checked,
)
from rapporteur.compare.checks.rules import HOUSEKEEPING, LOUDNESS, RULES, is_at_least
from rapporteur.compare.checks.subject import Subject, found, found_file
from rapporteur.compare.checks.touched import Base, Touch, TouchKind, open_base
from rapporteur.compare.checks.versions import (
    find_broken_sources,
    find_edits,
    find_meeting_change,
    find_moves,
    find_newcomer,
    find_old_cache,
    find_reextractions,
    find_settings,
    find_stale_entry,
    find_stale_lock,
)
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.notes import place_notes
from rapporteur.compare.model import Finding, Severity
from rapporteur.compare.store.settings import FILE_NAME as SETTINGS
from rapporteur.compare.store.workspace import NOTES, OVERRIDES, Workspace, open_workspace


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, loudest first, and what they rest on.

    ``folder`` leads from the repository's top to the workspace, so that a reader's tools find the files;
    ``base`` names what was compared with, "" where everything was checked; ``checked`` are the files that were
    looked at, with the reason; ``known`` counts findings that the base had as well.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    checked: tuple[tuple[str, str], ...]
    base: str
    folder: str
    statements: int
    known: int = 0
    fail_on: str = "error"

    @property
    def failed(self) -> bool:
        """True where a finding is as loud as the level at which this check fails."""
        if self.fail_on == NEVER:
            return False
        return any(is_at_least(finding.severity, Severity(self.fail_on)) for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def settle(
    raw: Iterable[Finding],
    gates: Gates,
    entries: tuple[Accepted, ...],
    *,
    checked: frozenset[str],
    files: frozenset[str],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand and the accepted ones, each with its level, without repeats, loudest first."""
    levelled = [replace(finding, severity=gates.severity(finding.rule)) for finding in raw]
    unique: dict[str, Finding] = {}
    for finding in levelled:
        unique.setdefault(finding.fingerprint, finding)
    stale = _stale(find_stale(entries, unique.values(), checked=checked, files=files), gates)
    heard = [finding for finding in (*unique.values(), *stale) if finding.severity is not Severity.OFF]
    return split_accepted(sorted(heard, key=_order), entries)


def _stale(entries: Iterable[Accepted], gates: Gates) -> Iterable[Finding]:
    for entry in entries:
        message = f"Accepted on {entry.date} ({entry.reason}), and found no more. Take the entry out."
        finding = found_file("baseline-stale", entry.path, message, key=entry.fingerprint)
        yield replace(finding, severity=gates.severity(finding.rule))


def _order(finding: Finding) -> tuple[int, bool, int, float, str]:
    """Loudest first, then as the table of rules stands, then by rank and file; equals keep their reading order."""
    return (
        -LOUDNESS.index(finding.severity),
        finding.rule in HOUSEKEEPING,
        list(RULES).index(finding.rule),
        -finding.rank,
        finding.path,
    )


MOVED_ONLY = (TouchKind.RENAMED, TouchKind.SWAPPED)
"""Files whose content was there before: nothing in them is new to be judged."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a check is asked to do.

    ``base`` is a folder or a git commit, None for the last commit; ``everything`` looks at every statement and
    repeats what the base had; ``fail_on``, if given, overrides the workspace's level; ``draft`` is a file to be read against
    the record, of ``forum`` where its own words do not say so; ``day`` (ISO 8601) asks which dates of the newest
    statements have passed by then.
    """

    base: str | None = None
    everything: bool = False
    fail_on: str | None = None
    draft: Path | None = None
    forum: str = ""
    day: str = ""


def check_workspace(
    root: Path, asked: Asked = Asked(), *, update: Callable[[int, int], None] = lambda done, of: None
) -> Report:
    """The findings about the statements of ``root`` that changed since the base, and about what rests on them.

    ``update`` is called with the statements checked so far and those to check.

    Raises WorkspaceError where the base, the settings or the baseline cannot be used: nothing is then known,
    which is not the same as nothing found.
    """
    workspace = open_workspace(root, cache=False)
    base = open_base(root, asked.base)
    gates, accepted = _decisions(workspace, base)
    gates = with_fail_on(gates, asked.fail_on, "--fail-on:") if asked.fail_on else gates
    lock, lock_findings = _open_lock(root)
    register = Register(workspace, lock or {}, base)
    touches = find_touches(root, base, register)
    run = Checking(gates, register, base, touches, asked.everything or base is None)
    why = why_checked(run)
    raw, known = _find_all(run, why, update)
    raw = [*lock_findings, *_lock_findings(run, lock), *raw, *_asked_findings(run, asked, why)]
    new = [finding for finding in raw if finding.fingerprint not in known]
    files = frozenset(register.paths)
    standing, silenced = settle(new, gates, accepted, checked=frozenset(why), files=files)
    return Report(
        findings=standing,
        accepted=silenced,
        checked=tuple(why.items()),
        base=base.name if base else "",
        folder=_folder(root, git.find_tree(root) if base else None),
        statements=len(files),
        known=len({finding.fingerprint for finding in raw} & known),
        fail_on=gates.fail_on,
    )


def _find_all(
    run: Checking, why: dict[str, str], update: Callable[[int, int], None]
) -> tuple[list[Finding], set[str]]:
    """What the rules find in the files to look at, and the fingerprints of what they find at the base."""
    register = run.register
    root = register.workspace.root
    raw = [
        *find_moves(run.touches),
        *find_settings(root, run.base),
        *find_old_cache(root),
        *find_broken_sources(root),
    ]
    known: set[str] = set()
    for done, (path, reason) in enumerate(why.items(), start=1):
        raw += _check_file(run, path, reason, known)
        update(done, len(why))
    raw += [_unread(run, path) for path in sorted(set(register.failures) - set(why))]
    for path, reason in sorted(register.outside.items()):
        rule = "outside" if "leads out" in reason else "unreadable"
        raw.append(found_file(rule, path, _shown(reason, register.workspace.root)))
    return raw, known


def _asked_findings(run: Checking, asked: Asked, why: dict[str, str]) -> Iterator[Finding]:
    """What is found only when asked for: about a draft, and about the dates that have passed by a day."""
    workspace = run.register.workspace
    if asked.draft:
        from rapporteur.compare.checks.draft import check_draft, file_in

        why[file_in(workspace.root, asked.draft)] = "draft"
        yield from check_draft(workspace, run.register, asked.draft, run.gates, asked.forum)
    if asked.day:
        yield from _due_findings(run, read_day(asked.day, "--asof"))


def _due_findings(run: Checking, day: str) -> Iterator[Finding]:
    """The dates of each forum's newest statement that have passed by ``day``."""
    for forum in sorted(set(run.register.forums.values())):
        lineup = run.register.lineup(forum)
        newest = run.register.statement(lineup[-1].path) if lineup else None
        if newest is not None:
            yield from find_due(Subject(lineup[-1].path, newest, run.gates), day)


def _decisions(workspace: Workspace, base: Base | None) -> tuple[Gates, tuple[Accepted, ...]]:
    """The levels and the accepted findings that count: the workspace's or, where a base was named, those of the base.

    Who proposes a change does not decide what of it is reported. Tables of the base that cannot be read count as
    missing, so that a change may mend them. Raises WorkspaceError where the workspace's own are wrong.
    """
    root = workspace.root
    gates = read_gates(workspace.settings.checks, str(root / SETTINGS))
    accepted = read_baseline(root / BASELINE)
    if base is None or not base.is_named:
        return gates, accepted
    gates, accepted = Gates(), ()
    with suppress(WorkspaceError):
        gates = read_gates(base.table(SETTINGS).get("checks", {}), f"{SETTINGS} of {base.name}")
    with suppress(WorkspaceError):
        accepted = accepted_in(base.table(BASELINE), f"{BASELINE} of {base.name}")
    return gates, accepted


def _folder(root: Path, tree: git.Tree | None) -> str:
    """The workspace as seen from the top of its repository, else as it was given."""
    return (tree.folder or ".") if tree else root.as_posix()


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


def _check_file(run: Checking, path: str, reason: str, known: set[str]) -> Iterator[Finding]:
    """What the rules find about one file; what they find about it at the base goes to ``known``."""
    statement = run.register.statement(path)
    if statement is None:
        yield _unread(run, path)
        return
    touch = run.touch(path)
    subject = make_subject(run, path, statement)
    if touch is None or touch.kind not in MOVED_ONLY or run.everything:
        rules = MEANING if reason.startswith("compared") else (*READING, *MEANING)
        earlier = make_earlier_subject(run, subject, touch)
        for rule in rules:
            yield from rule(subject)
            if earlier:
                known.update(finding.fingerprint for finding in rule(earlier))
        yield from _not_compared(subject)
        yield from _stale_notes(run, subject)
    yield from _version_findings(run, subject, touch)


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
    """A comparison with the meeting before that was due and says nothing, or not what the analyst asked of it."""
    due = find_previous(subject.siblings, subject.entry) if subject.entry else None
    if due is None:
        return
    if subject.comparison is None:
        yield found("not-compared", subject, f"Could not be compared with {due.path}, which cannot be read.")
        return
    for note in subject.comparison.overrides:
        if note.startswith("stale"):
            yield found("override-stale", subject, f"{OVERRIDES}: {note}.", key=note)
    if not subject.comparison.comparable.holds:
        reason = subject.comparison.comparable.reason
        yield found("not-compared", subject, f"Was not compared with {due.path}: {reason}")


def _stale_notes(run: Checking, subject: Subject) -> Iterator[Finding]:
    """Entries of notes.toml on this statement whose words it has no longer."""
    for line in place_notes(run.register.notes.notes, (subject.statement,))[1]:
        yield found("note-stale", subject, f"{NOTES}: {line}.", key=line)


def _shown(reason: str, root: Path) -> str:
    """A reason as CI prints it: files are named as they lie in the workspace."""
    return reason.replace(f"{root}/", "", 1)


def _unread(run: Checking, path: str) -> Finding:
    error = run.register.failures[path]
    message = str(error).replace(str(run.register.paths[path]), path)
    return found_file("scan" if is_scan(error) else "unreadable", path, message)


def is_scan(error: Exception) -> bool:
    """True where a file could not be read because it holds pictures of text only."""
    return "scan" in str(error).casefold()
