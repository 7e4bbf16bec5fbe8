"""A statement to be checked with what a rule may look at, and how a rule reports what it found."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapporteur.compare.checks.gates import Gates
from rapporteur.compare.checks.lock import LockEntry
from rapporteur.compare.model import (
    Band,
    Change,
    Clause,
    Comparison,
    Finding,
    Outcome,
    Promise,
    Severity,
    Statement,
)


@dataclass(frozen=True, slots=True)
class Subject:
    """One statement under check.

    ``path`` is relative to the workspace, with ``/``. ``before`` is the same file at the base, read by today's
    reader, None for a new one; ``locked`` what the lock says of the file; ``comparison`` that with the previous
    meeting's statement; ``siblings`` what is known of the forum's other files, earliest first;
    ``promises`` those of the previous meeting, with what became of each by this one; ``phrases`` are watched.
    """

    path: str
    statement: Statement
    gates: Gates
    before: Statement | None = None
    locked: LockEntry | None = None
    entry: LockEntry | None = None
    comparison: Comparison | None = None
    siblings: tuple[LockEntry, ...] = ()
    promises: tuple[Promise, ...] = ()
    phrases: tuple[str, ...] = ()


def found(
    rule: str,
    subject: Subject,
    message: str,
    *,
    clauses: Iterable[Clause] = (),
    key: str = "",
    details: tuple[tuple[str, str], ...] = (),
    rank: float = 0.0,
) -> Finding:
    """A finding about a statement, at the first of ``clauses`` that it has.

    ``key`` tells apart findings of one rule that no clause tells apart. The severity is filled in by the
    gates, later.
    """
    where = tuple(clauses)
    here = {clause.address for clause in subject.statement.clauses}
    first = next((clause for clause in where if clause.address in here), None)
    name = subject.statement.name
    return Finding(
        rule=rule,
        severity=Severity.OFF,
        path=subject.path,
        message=message,
        line=first.line if first else None,
        page=first.page if first else None,
        address=(first or where[0]).address if where else None,
        fingerprint=fingerprint(rule, name, key, *(clause.text for clause in where)),
        details=details,
        rank=rank,
    )


def found_file(
    rule: str, path: str, message: str, *, key: str = "", details: tuple[tuple[str, str], ...] = ()
) -> Finding:
    """A finding about a file that is not, or not only, a statement that was read."""
    return Finding(
        rule, Severity.OFF, path, message, fingerprint=fingerprint(rule, path, key), details=details
    )


def fingerprint(rule: str, subject: str, *texts: str) -> str:
    """16 hexadecimal digits that stay the same while rule, meeting and wording do.

    Numbers of paragraphs, lines and pages are no part of it, nor are case, punctuation and spaces; 64 bits,
    so that a clash among a million findings has a chance of about one in forty million.

    >>> fingerprint("weakened", "f/2024", "They agreed.") == fingerprint("weakened", "f/2024", "They  agreed")
    True
    """
    folded = (" ".join(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())) for text in texts)
    return hashlib.sha256("\x1f".join((rule, subject, *folded)).encode("utf-8", "replace")).hexdigest()[:16]


def quoted(text: str, limit: int = 120) -> str:
    """A wording in quotes, cut at a word where it is longer than ``limit`` characters."""
    if len(text) <= limit:
        return f"“{text}”"
    return f"“{text[:limit].rsplit(' ', 1)[0]} …”"


def place(clause: Clause) -> str:
    """Where a clause stands, in a reader's words: "paragraph 8" or, where nothing is numbered, its section."""
    if re.match(r"\d", clause.paragraph):
        return f"paragraph {clause.paragraph}"
    return f"under {quoted(clause.section, 60)}" if clause.section else "an unnumbered paragraph"


DONE = (Outcome.KEPT, Outcome.KEPT_LATE)
"""Outcomes of a promise after which nothing is owed."""

Sides = tuple[tuple[Clause, ...], tuple[Clause, ...]]


def changes_of(subject: Subject) -> Iterator[tuple[Change, Sides]]:
    """Each change with the clauses of both sides; none where nothing was compared."""
    comparison = subject.comparison
    if comparison is None:
        return
    old = {clause.address: clause for clause in comparison.old.clauses}
    new = {clause.address: clause for clause in comparison.new.clauses}
    for change in comparison.changes:
        yield change, (tuple(old[a] for a in change.old), tuple(new[a] for a in change.new))


def paired_changes(subject: Subject) -> Iterator[tuple[Change, Sides]]:
    """The changes that have both sides and belong together more likely than not.

    What a pair that is probably none does to a commitment is nothing to warn of.
    """
    for change, (olds, news) in changes_of(subject):
        if olds and news and change.band is not Band.LOOK:
            yield change, (olds, news)


def moved_place(old: Clause, new: Clause) -> str:
    """Where a clause stands and, where it is numbered otherwise, where it stood: "Paragraph 7 (was paragraph 9)"."""
    here, there = place(new), place(old)
    return capital(here) if here == there else f"{capital(here)} (was {there})"


def both_wordings(
    change: Change, olds: Iterable[Clause], news: Iterable[Clause]
) -> tuple[tuple[str, str], ...]:
    """Details of a finding: what the clauses said, what they say, and how sure it is that they belong together."""
    return (("was", joined(olds)), ("is", joined(news)), ("confidence", f"{change.confidence:.2f}"))


def in_full(clause: Clause) -> str:
    """The clause's words, behind the line that opens its list: an entry alone says half."""
    return f"{clause.lead} {clause.text}" if clause.lead else clause.text


def joined(clauses: Iterable[Clause]) -> str:
    """The clauses' words in one run."""
    return " ".join(clause.text for clause in clauses)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
