"""A draft read against the record: what of it is agreed language, what departs from it, what it leaves out.

Each clause gets its nearest precedent of any forum. What stood in the forum's last statement and is not in the
draft is listed with the number of meetings that carried it; so are promises that are due and that the draft does
not mention. The draft itself, where it lies in the workspace, is no precedent of itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..comparison import compare_statements
from ..model import Comparison, Edit, Promise, Statement, ThreadState
from ..redlines.redline import redline
from .index import Entry, Index
from .ledger import due_promises, read_ledger
from .precedents import find_precedents
from .record import Record, make_record

# From here on a wording was used before and changed; below it, it is new.
NEAR = 0.6
# Words of a clause below which anything resembles it: greetings, cells of a table.
FEWEST_WORDS = 6
# Statements before the last from which the weights of words are taken.
HISTORY = 8


class Standing(StrEnum):
    """What a clause of a draft is to the record."""

    AGREED = "agreed"
    """Its words, in this order, were used before."""
    DEPARTS = "departs"
    """Nearly its words were used before; the redline leads from those to the draft."""
    NEW = "new"
    """The record has nothing near."""
    SHORT = "too short"
    """Too few words to say."""


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause of the draft, its standing, and the precedent that shows it."""

    address: str
    text: str
    standing: Standing
    precedent: Entry | None = None
    nearness: float = 0.0
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOutClause:
    """A clause of the last statement that the draft does not carry on; ``meetings`` is how many carried it so far."""

    address: str
    text: str
    meetings: int


@dataclass(frozen=True, slots=True)
class DraftReading:
    """All there is to say of a draft before the meeting."""

    draft: str
    last: str
    clauses: tuple[DraftClause, ...]
    left_out: tuple[LeftOutClause, ...]
    unmentioned: tuple[Promise, ...]


def read_draft(draft: Statement, index: Index, record: Record | None, *, asof: str = "") -> DraftReading:
    """The draft beside every forum's agreed language and its own forum's record (None: it has none).

    ``asof`` is the day by which promises count as due; default: the draft's own date, or the last meeting's.
    """
    record = _without(record, draft)
    clauses = tuple(_placed(clause.address, clause.text, draft, index) for clause in draft.clauses)
    if record is None:
        return DraftReading(draft.source, "", clauses, (), ())
    last = record.statements[-1]
    day = asof or max(draft.meeting.date, last.meeting.date)
    comparison = compare_statements(last, draft, force=True, history=record.statements[-HISTORY:-1])
    left_out = _left_out(comparison, record)
    return DraftReading(draft.source, last.name, clauses, left_out, _unmentioned(comparison, record, day))


def _without(record: Record | None, draft: Statement) -> Record | None:
    """The record as it was before the draft, which may lie in the workspace already."""
    if record is None or all(s.sha256 != draft.sha256 for s in record.statements):
        return record
    others = [s for s in record.statements if s.sha256 != draft.sha256]
    return make_record(record.forum, others) if others else None


def _placed(address: str, text: str, draft: Statement, index: Index) -> DraftClause:
    if len(text.split()) < FEWEST_WORDS:
        return DraftClause(address, text, Standing.SHORT)
    found = find_precedents(index, text)
    uses = [use.entry for use in found.uses if not _is_own(use.entry, draft)]
    if uses:
        return DraftClause(address, text, Standing.AGREED, uses[0], 1.0)
    near = next((v for v in found.variants if not _is_own(v.entry, draft)), None)
    if near is None or near.nearness < NEAR:
        return DraftClause(
            address, text, Standing.NEW, near.entry if near else None, near.nearness if near else 0.0
        )
    edits = redline(near.entry.text[near.start : near.end], text)
    return DraftClause(address, text, Standing.DEPARTS, near.entry, near.nearness, edits)


def _is_own(entry: Entry, draft: Statement) -> bool:
    return bool(entry.source) and draft.source.endswith(entry.source)


def _left_out(comparison: Comparison, record: Record) -> tuple[LeftOutClause, ...]:
    """What the last statement says and the draft does not, longest carried first."""
    ages = {
        address: sum(step.state is not ThreadState.DROPPED for step in thread.steps)
        for thread in record.threads
        for step in thread.steps
        for address in step.addresses
    }
    texts = {clause.address: clause.text for clause in comparison.old.clauses}
    order = {address: at for at, address in enumerate(texts)}
    gone = [a for change in comparison.changes if not change.new for a in change.old]
    gone.sort(key=lambda a: (-ages.get(a, 1), order[a]))
    return tuple(LeftOutClause(address, texts[address], ages.get(address, 1)) for address in gone)


def _unmentioned(comparison: Comparison, record: Record, day: str) -> tuple[Promise, ...]:
    """Promises due by that day of which nothing in the draft is proof: the ledger read as if it were adopted."""
    statements = (*record.statements, comparison.new)
    if_adopted = read_ledger(statements, (*record.comparisons, comparison))
    spoken = {
        (promise.address, promise.what)
        for promise in if_adopted
        if any(proof.startswith(f"{comparison.new.name}#") for proof in promise.evidence)
    }
    due = due_promises(read_ledger(record.statements, record.comparisons), until=day)
    return tuple(p for p in due if not p.open_ended and (p.address, p.what) not in spoken)
