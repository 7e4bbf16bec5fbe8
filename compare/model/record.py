"""Remembering: what the record of many statements holds (threads, promises), and what a check finds."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from rapporteur.compare.model.comparison import Edit
from rapporteur.compare.model.statement import Deadline


class ThreadState(StrEnum):
    """What one meeting did to a thread."""

    NEW = "new"
    CARRIED = "carried"
    REWORDED = "reworded"
    STRENGTHENED = "strengthened"
    WEAKENED = "weakened"
    DROPPED = "dropped"
    REVIVED = "revived"


@dataclass(frozen=True, slots=True)
class ThreadStep:
    """A thread at one meeting: its clauses there (none where it was dropped), its state and its wording.

    ``edits`` is the redline from the thread's wording before; ``confidence`` the chance (0-1) that it is the
    same thread; ``note`` says in words what the state does not: where it split, with what it merged.
    """

    statement: str
    addresses: tuple[str, ...]
    state: ThreadState
    edits: tuple[Edit, ...] = ()
    text: str = ""
    confidence: float = 1.0
    note: str = ""
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """One clause followed through the meetings of a forum.

    ``id`` is the address of its first clause; ``origin`` the id of the thread it split from, ``fate`` that of
    the thread it was merged into, "" where there is none. Meetings without a step did not mention it.
    """

    id: str
    forum: str
    title: str
    steps: tuple[ThreadStep, ...]
    themes: tuple[str, ...] = ()
    origin: str = ""
    fate: str = ""


class Outcome(StrEnum):
    """What became of an undertaking by a given day; the value is the word that a page shows."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    KEPT_IN_PART = "kept in part"
    PROGRESSED = "progressed"
    RESTATED = "restated"
    """Undertaken again, with nothing told of what was done."""
    REDATED = "re-dated"
    DATE_DROPPED = "date dropped"
    """Spoken of again without its date."""
    WEAKENED = "weakened"
    """Now an appeal, a study or an aim where it was a commitment."""
    DISCONTINUED = "discontinued"
    """Given up, or the opposite was decided."""
    OVERDUE = "overdue"
    """Its date has passed and a later statement shows that it is not done."""
    UNMENTIONED = "date passed, not mentioned"
    """Its date has passed; its words, names and figures are nowhere in a later statement."""
    UNCLEAR = "date passed, not told"
    """Its date has passed; its subject comes up, and nothing tells whether it was done."""
    PASSED_OVER = "passed over"
    """It has no date; its words, names and figures are nowhere in a later statement."""
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Promise:
    """Something undertaken: what, by whom, by when, and what became of it with the clauses that show it.

    ``open_ended`` marks what can be mentioned or not but never done ("will continue to strengthen"): it is
    never kept and never late.
    """

    address: str
    what: str
    who: str
    deadline: Deadline | None
    outcome: Outcome
    evidence: tuple[str, ...] = ()
    reason: str = ""
    open_ended: bool = False


class Severity(StrEnum):
    """How loud a finding is; ``off`` silences a rule."""

    OFF = "off"
    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a check has to say about a statement, and where.

    ``fingerprint`` is stable over runs; ``rank`` orders findings of one rule, higher first, as changes are.
    """

    rule: str
    severity: Severity
    path: str
    message: str
    line: int | None = None
    page: int | None = None
    address: str | None = None
    fingerprint: str = ""
    details: tuple[tuple[str, str], ...] = field(default=())
    rank: float = 0.0
