"""A draft read against the record: what of it is agreed language, what departs from it, what it leaves out.

Each clause gets its nearest precedent of any forum. What stood in the forum's last statement and is not in the
draft is listed with the number of meetings that carried it; so are promises that are due and that the draft does
not mention. The draft itself, where it lies in the workspace, is no precedent of itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import log

from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.history.index import Entry, Index
from rapporteur.compare.history.ledger import due_promises, read_ledger
from rapporteur.compare.history.precedents import find_precedents
from rapporteur.compare.history.record import Record, make_record
from rapporteur.compare.model import Clause, Comparison, Edit, Outcome, Promise, Statement, ThreadState
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.text.stem import FUNCTION_WORDS, split_words, stem

# From here on a wording was used before and changed; below it, it is new.
NEAR = 0.6
# The same, where both are on one theme: half the words, as `find` counts a variant.
NEAR_ON_THEME = 0.5
# From here on the alignment's pair is taken for the same clause in other words; a draft's first try at a new subject
# finds some pair too, and a less sure one.
PAIRED = 0.7
# A precedent has at least this share (0-1) of what a clause says, its words weighed by how rare they are in the record.
SAME_MATTER = 0.5
# A word that the record never uses is as rare as one of which it has half a use.
UNUSED = 0.5
DONE = (Outcome.KEPT, Outcome.KEPT_LATE)
# Words of a clause below which anything resembles it: greetings, cells of a table.
FEWEST_WORDS = 6


class Standing(StrEnum):
    """What a clause of a draft is to the record."""

    AGREED = "agreed"
    """Its words, in this order, were used before."""
    DEPARTS = "departs"
    """Nearly its words were used before, or the last statement said it in others; the redline leads from those to the draft."""
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


class Matter:
    """What clauses are about: their words, each weighed by how rare it is in the record, so that formulas weigh little."""

    def __init__(self, texts: Iterable[str]) -> None:
        every = set(texts)
        self._size = len(every)
        self._uses = Counter(word for text in every for word in _stems(text))

    def is_shared(self, text: str, other: str) -> bool:
        """Whether ``other`` speaks of what ``text`` speaks of."""
        own, theirs = _stems(text), _stems(other)
        weights = {word: log((1 + self._size) / (self._uses[word] or UNUSED)) for word in own}
        return sum(weights[word] for word in own & theirs) >= SAME_MATTER * sum(weights.values())


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(w) for w in split_words(text) if w not in FUNCTION_WORDS and not w.isdigit())


def read_draft(draft: Statement, index: Index, record: Record | None, *, asof: str = "") -> DraftReading:
    """The draft beside every forum's agreed language and its own forum's record (None: it has none).

    ``asof`` is the day by which promises count as due; default: the draft's own date, or the last meeting's.
    """
    record = _without(record, draft)
    if record is None:
        return DraftReading(draft.published, "", _placed_all(draft, index, {}), (), ())
    last = record.statements[-1]
    day = asof or max(draft.meeting.date, last.meeting.date)
    comparison = compare_statements(last, draft, force=True)
    if_adopted = read_ledger((*record.statements, comparison.new), (*record.comparisons, comparison))
    spoken = tuple(p for p in if_adopted if any(proof.startswith(f"{draft.name}#") for proof in p.evidence))
    return DraftReading(
        draft.published,
        last.name,
        _placed_all(draft, index, _forebears(comparison)),
        _left_out(comparison, record, {p.address for p in spoken if p.outcome in DONE}),
        _unmentioned(record, day, {(p.address, p.what) for p in spoken}),
    )


def _without(record: Record | None, draft: Statement) -> Record | None:
    """The record as it was before the draft, which may lie in the workspace already."""
    if record is None or all(s.sha256 != draft.sha256 for s in record.statements):
        return record
    others = [s for s in record.statements if s.sha256 != draft.sha256]
    return make_record(record.forum, others) if others else None


def _placed_all(draft: Statement, index: Index, forebears: Mapping[str, Entry]) -> tuple[DraftClause, ...]:
    matter = Matter(entry.text for entry in index.entries(forum=""))
    return tuple(
        _placed(clause, draft, index, forebears.get(clause.address), matter) for clause in draft.clauses
    )


def _placed(
    clause: Clause, draft: Statement, index: Index, forebear: Entry | None, matter: Matter
) -> DraftClause:
    """A clause beside its nearest precedent on the same matter or, where none is near, beside the clause of the last
    statement that it carries on in other words. A formula that both use is no precedent: what is new is new."""
    address, text = clause.address, clause.text
    if len(text.split()) < FEWEST_WORDS:
        return DraftClause(address, text, Standing.SHORT)
    found = find_precedents(index, text)
    uses = [use.entry for use in found.uses if not _is_own(use.entry, draft)]
    if uses:
        return DraftClause(address, text, Standing.AGREED, uses[0], 1.0)
    others = (v for v in found.variants if not _is_own(v.entry, draft))
    near = next((v for v in others if matter.is_shared(text, v.entry.text)), None)
    on_theme = near is not None and {theme.id for theme in clause.themes} & set(near.entry.themes)
    if near is not None and near.nearness >= (NEAR_ON_THEME if on_theme else NEAR):
        edits = redline(near.entry.text[near.start : near.end], text)
        return DraftClause(address, text, Standing.DEPARTS, near.entry, near.nearness, edits)
    if forebear is not None and matter.is_shared(text, forebear.text):
        nearness = near.nearness if near is not None and near.entry.address == forebear.address else 0.0
        return DraftClause(address, text, Standing.DEPARTS, forebear, nearness, redline(forebear.text, text))
    entry, nearness = (near.entry, near.nearness) if near is not None else (None, 0.0)
    return DraftClause(address, text, Standing.NEW, entry, nearness)


def _forebears(comparison: Comparison) -> dict[str, Entry]:
    """Draft clause -> the clause of the last statement that it carries on, where the pair is sure enough."""
    old = comparison.old
    clauses = {clause.address: clause for clause in old.clauses}
    themes = {c.address: {t.id for t in c.themes} for s in (old, comparison.new) for c in s.clauses}
    pairs = (
        c
        for c in comparison.changes
        if len(c.old) == len(c.new) == 1
        and c.confidence >= PAIRED
        and not (themes[c.old[0]] and themes[c.new[0]] and not themes[c.old[0]] & themes[c.new[0]])
    )
    return {
        change.new[0]: Entry(
            old.meeting.forum, old.meeting.date, old.name, old.title, old.source, change.old[0],
            clauses[change.old[0]].text, tuple(theme.id for theme in clauses[change.old[0]].themes),
        )
        for change in pairs
    }  # fmt: skip


def _is_own(entry: Entry, draft: Statement) -> bool:
    return bool(entry.source) and draft.source.endswith(entry.source)


def _left_out(comparison: Comparison, record: Record, done: set[str]) -> tuple[LeftOutClause, ...]:
    """What the last statement says and the draft does not, longest carried first; what it promised and the draft shows
    as ``done`` is not missing."""
    ages = {
        address: sum(step.state is not ThreadState.DROPPED for step in thread.steps)
        for thread in record.threads
        for step in thread.steps
        for address in step.addresses
    }
    texts = {clause.address: clause.text for clause in comparison.old.clauses}
    order = {address: at for at, address in enumerate(texts)}
    gone = [a for change in comparison.changes if not change.new for a in change.old if a not in done]
    gone.sort(key=lambda a: (-ages.get(a, 1), order[a]))
    return tuple(LeftOutClause(address, texts[address], ages.get(address, 1)) for address in gone)


def _unmentioned(record: Record, day: str, spoken: set[tuple[str, str]]) -> tuple[Promise, ...]:
    """Promises due by that day of which nothing in the draft is proof: ``spoken`` is what it would prove, if adopted."""
    due = due_promises(read_ledger(record.statements, record.comparisons), until=day)
    return tuple(p for p in due if not p.open_ended and (p.address, p.what) not in spoken)
