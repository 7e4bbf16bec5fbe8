"""Rules about versions: is a recorded statement still the one that was recorded, and what is a new file?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from rapporteur.compare.checks.gates import BASELINE
from rapporteur.compare.checks.lock import FILE_NAME, LockEntry
from rapporteur.compare.checks.subject import Subject, found, found_file, place, quoted
from rapporteur.compare.checks.touched import Base, Touch, TouchKind, content_digest, digest
from rapporteur.compare.model import Change, ChangeKind, Comparison, EditKind, Finding, Statement
from rapporteur.compare.store.sources import SOURCES, source_problems

OLD_CACHE = ".rapporteur"
"""Where earlier versions kept their cache."""

SAME_TEXT = 0.5
"""Share of clauses that two editions of one statement have in common at the least; meetings in a row that
repeat themselves stay below it but for central banks, which is why the date is asked first."""


def kept_share(comparison: Comparison) -> float:
    """The share (0-1) of the longer side's clauses that the other side has in the same or nearly the same words."""
    kept = sum(change.kind in (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL) for change in comparison.changes)
    return kept / max(len(comparison.old.clauses), len(comparison.new.clauses), 1)


def find_edits(subject: Subject, comparison: Comparison) -> Iterator[Finding]:
    """What a changed source changed: each clause whose words are others, or that only the bytes are."""
    old, new = comparison.old, comparison.new
    findings = [*_clause_edits(subject, comparison), *_heading_edits(subject, old, new)]
    yield from findings
    if not findings:
        told = ", ".join(f"{noise.kind} {noise.count}" for noise in comparison.noise)
        yield found(
            "source-changed",
            subject,
            f"The file's bytes changed; its words, read by {new.extractor}, did not.",
            key=new.sha256,
            details=(("folded", told),) if told else (),
        )


def _clause_edits(subject: Subject, comparison: Comparison) -> Iterator[Finding]:
    clauses = {clause.address: clause for clause in (*comparison.old.clauses, *comparison.new.clauses)}
    for change in comparison.changes:
        if change.kind is ChangeKind.UNCHANGED:
            continue
        olds = tuple(clause for clause in comparison.old.clauses if clause.address in change.old)
        news = tuple(clause for clause in comparison.new.clauses if clause.address in change.new)
        where = place((news or olds)[0])
        yield found(
            "silent-edit",
            subject,
            f"{where[0].upper()}{where[1:]} was recorded in other words: {edit_words(change)}.",
            clauses=news or olds,
            key=" ".join(clauses[address].text for address in change.old),
            details=(("was", " ".join(c.text for c in olds)), ("is", " ".join(c.text for c in news))),
        )


def _heading_edits(subject: Subject, old: Statement, new: Statement) -> Iterator[Finding]:
    for what, was, now in (
        ("title", {old.title}, {new.title}),
        ("heading", {c.section for c in old.clauses}, {c.section for c in new.clauses}),
    ):
        if was != now:
            before = "; ".join(sorted(was - now)) or "nothing"
            after = "; ".join(sorted(now - was)) or "nothing"
            message = f"A {what} was recorded in other words: {quoted(before)} became {quoted(after)}."
            yield found("silent-edit", subject, message, key=f"{what} {before} {after}")


def edit_words(change: Change, limit: int = 4) -> str:
    """The edits of a change in words: “welcomed” became “noted”; at most ``limit`` of them.

    A deleted run with an inserted one right behind it is one replacement.
    """
    said: list[str] = []
    pending = ""
    for edit in change.edits:
        text = " ".join(edit.text.split())
        if edit.kind is EditKind.DELETE:
            said += [f"{quoted(pending)} was taken out"] if pending else []
            pending = text
        elif edit.kind is EditKind.INSERT:
            said.append(
                f"{quoted(pending)} became {quoted(text)}" if pending else f"{quoted(text)} was put in"
            )
            pending = ""
        elif pending and text:
            said.append(f"{quoted(pending)} was taken out")
            pending = ""
    said += [f"{quoted(pending)} was taken out"] if pending else []
    more = f", and {len(said) - limit} more" if len(said) > limit else ""
    return "; ".join(said[:limit]) + more or "only its place changed"


def find_meeting_change(subject: Subject, before: Statement) -> Iterator[Finding]:
    """A file that bore one meeting's statement and now bears another's date or forum."""
    now = subject.statement
    if (before.meeting.forum, before.meeting.date) != (now.meeting.forum, now.meeting.date):
        yield found(
            "meeting-changed", subject, f"The file was that of {before.name}; now it is that of {now.name}."
        )


def find_newcomer(
    subject: Subject, twin: LockEntry | None, comparison: Comparison | None
) -> Iterator[Finding]:
    """What an added file is: the next meeting's statement, or a version or second document of one that is there.

    ``twin`` is a file of the same forum, date and kind; ``comparison`` the one with it.
    """
    if twin is None or comparison is None:
        against = subject.comparison.old.name if subject.comparison else ""
        told = f"compared with {against}" if against else "no earlier one of its kind to compare with"
        yield found("new-statement", subject, f"Adds the statement of {subject.statement.name}; {told}.")
        return
    share = kept_share(comparison)
    if share < SAME_TEXT:
        message = f"{twin.path} is of the same meeting; {share:.0%} of the clauses are the same."
        yield found("same-meeting", subject, message, key=twin.path)
        return
    differing = [c for c in comparison.changes if c.kind is not ChangeKind.UNCHANGED]
    words = "; ".join(edit_words(change, 1) for change in differing[:5])
    yield found(
        "new-version",
        subject,
        f"Another version of the statement in {twin.path}: {len(differing)} clauses differ. Keep one of them.",
        key=twin.path,
        details=(("differences", words),) if words else (),
    )


def find_moves(touches: tuple[Touch, ...]) -> Iterator[Finding]:
    """What happened to files as files: deleted, renamed, swapped."""
    for touch in touches:
        if touch.kind is TouchKind.DELETED:
            yield found_file("deleted", touch.path, f"{touch.path} was recorded and is gone.")
        elif touch.kind is TouchKind.RENAMED:
            yield found_file(
                "renamed", touch.path, f"Was {touch.was}; the content is the same.", key=touch.was
            )
        elif touch.kind is TouchKind.SWAPPED:
            yield found_file("swapped", touch.path, f"Now holds what {touch.was} held.", key=touch.was)


def find_settings(root: Path, base: Base | None) -> Iterator[Finding]:
    """Settings and lexicons that changed: they bear on every statement, also on those that were not looked at."""
    if base is None:
        return
    now = {
        path.relative_to(root).as_posix(): path
        for folder in ("", "lexicons")
        for path in (root / folder).glob("*.toml")
    }
    then = {
        path for path in base.files if path.endswith(".toml") and path.rpartition("/")[0] in ("", "lexicons")
    }
    for name in sorted(set(now) | then):
        data = now[name].read_bytes() if name in now else b""
        if content_digest(base.read(name) if name in then else b"") != content_digest(data):
            message = f"{name} changed; --all shows what that means for the statements that did not."
            if name == BASELINE:
                message = f"{name} changed; what it accepts counts once it is merged."
            yield found_file("settings-changed", name, message, key=digest(data))


def find_broken_sources(root: Path) -> Iterator[Finding]:
    """What is wrong in sources.toml, line by line: it would show only at the next fetch."""
    for problem in source_problems(root):
        finding = found_file("sources-broken", SOURCES, problem.message, key=problem.message)
        yield replace(finding, line=problem.line)


def find_old_cache(root: Path) -> Iterator[Finding]:
    """A cache of an earlier version in the workspace: it may have come from anywhere and is not used."""
    if os.path.lexists(root / OLD_CACHE):
        yield found_file(
            "workspace-cache", OLD_CACHE, f"'{OLD_CACHE}' is not used. Take it out of the workspace."
        )


def find_stale_lock(files: Mapping[str, str], lock: Mapping[str, LockEntry]) -> Iterator[Finding]:
    """Files that the lock does not know, or knows with other bytes, and entries without a file.

    ``files`` are path -> digest.
    """
    for path, sha256 in files.items():
        if path not in lock:
            yield found_file("lock-stale", path, f"Not in {FILE_NAME}. Run `rapporteur lock`.", key="new")
        elif lock[path].sha256 != sha256:
            message = f"{FILE_NAME} has other bytes for this file. Run `rapporteur lock`."
            yield found_file("lock-stale", path, message, key="bytes")
    for path in sorted(set(lock) - set(files)):
        yield found_file(
            "lock-stale", path, f"In {FILE_NAME}, and no such file. Run `rapporteur lock`.", key="gone"
        )


def find_stale_entry(subject: Subject, *, has_base: bool) -> Iterator[Finding]:
    """What a statement just read has that its entry has not: another reader's reading, other facts, or, where no
    base can tell, other words."""
    locked, entry = subject.locked, subject.entry
    if locked is None or entry is None or locked == entry:
        return
    if locked.sha256 == entry.sha256:
        yield from find_reextraction(locked, entry)
        message = f"{FILE_NAME} has other facts of this file. Run `rapporteur lock`."
        yield found_file("lock-stale", entry.path, message, key="facts")
    elif not has_base and locked.text != entry.text:
        message = "The words are not those that were recorded. With --base the check can say which."
        yield found("silent-edit", subject, message, key=entry.text)


def find_reextractions(old: Mapping[str, LockEntry], new: Mapping[str, LockEntry]) -> Iterator[Finding]:
    """Entries of two locks with the same bytes that were read otherwise: technical, no change of the source."""
    for path, entry in new.items():
        was = old.get(path)
        if was and was.sha256 == entry.sha256:
            yield from find_reextraction(was, entry)


def find_reextraction(was: LockEntry, now: LockEntry) -> Iterator[Finding]:
    """The same bytes read by another version of the reader, or to other words, and which of the two."""
    if (was.extractor, was.text) == (now.extractor, now.text):
        return
    same = was.text == now.text
    result = "the words are the same" if same else f"{was.clauses} clauses became {now.clauses}"
    yield found_file(
        "re-extracted",
        now.path,
        f"The source is the same; read by {now.extractor} instead of {was.extractor}: {result}.",
        key=f"{was.extractor} {now.extractor} {now.text}",
    )
