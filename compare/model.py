"""The nouns: what a document, a statement, a clause, a match and a change are.

Every noun is frozen and holds tuples, so a value that went down the line once can be shown, stored and
compared without fear that a later step changed it. Nothing of ours is imported here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

# --------------------------------------------------------------------------------------------------
# Reading: a file becomes a Document of Blocks


class BlockKind(StrEnum):
    """What a block is in its source."""

    PARAGRAPH = "paragraph"
    """Running text, numbered or not."""
    HEADING = "heading"
    """A title of a section; never part of a clause."""
    ITEM = "item"
    """An entry of a list: ``(a)``, ``(i)``, a bullet."""
    ROW = "row"
    """One row of a table, its cells joined by `` | ``."""
    RULE = "rule"
    """A page break or a horizontal rule: no text, but it may have cut a paragraph in two."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document as its format delimits it, before any judgement about clauses.

    ``label`` is the number or letter as printed ("8.", "(a)", "•") where the reader knows it apart from the
    text, else None; ``level`` is the depth of a heading (1 is the title) or of a list (0 is outermost);
    ``page`` and ``line`` count from 1 and are None where the format has none.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    label: str | None = None
    level: int = 0
    page: int | None = None
    line: int | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the source that is in no clause, with the reason in a reader's words ("footnote")."""

    why: str
    text: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Noise:
    """A difference of form that was folded, and how often: ("curly quotes", 14)."""

    kind: str
    count: int


class RevisionKind(StrEnum):
    """What a tracked change of a draft does."""

    INSERTION = "insertion"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change in a draft: inserted text stands in the clauses, deleted text only here."""

    kind: RevisionKind
    text: str
    author: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader saw it: blocks in reading order, and what the reader left out.

    ``metadata`` holds front matter or file properties as (name, value) pairs; ``extractor`` names the
    reader and its version, so that a later reader's changes are never taken for the source's.
    """

    source: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    noise: tuple[Noise, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    extractor: str = ""
    revisions: tuple[Revision, ...] = ()
    pages: int | None = None


# --------------------------------------------------------------------------------------------------
# Understanding: a Document becomes a Statement of Clauses


class StatementKind(StrEnum):
    """What kind of document it is; only like may be compared with like."""

    STATEMENT = "statement"
    DECLARATION = "declaration"
    COMMUNIQUE = "communique"
    DECISION = "decision"
    CENTRAL_BANK = "central-bank"
    MINUTES = "minutes"
    PRESS_RELEASE = "press-release"
    SPEECH = "speech"
    DRAFT = "draft"
    UNKNOWN = "unknown"


class Part(StrEnum):
    """Where in a statement a clause stands."""

    PREAMBLE = "preamble"
    OPERATIVE = "operative"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True)
class Meeting:
    """One gathering of a forum. ``date`` is its last day, ISO 8601, or "" where none was found."""

    forum: str
    number: str = ""
    place: str = ""
    date: str = ""
    first_day: str = ""


@dataclass(frozen=True, slots=True)
class Detected:
    """A fact of the masthead and how it was found: ("date", "2024-02-02", "line 3: 1 - 2 February 2024")."""

    name: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme of a clause. ``similarity`` is 0-1; ``reason`` the words that gave it away."""

    id: str
    similarity: float
    reason: str


@dataclass(frozen=True, slots=True)
class Act:
    """An operative verb in the statement's own voice and what it does.

    ``verb`` is the phrase as printed, ``tier`` 1 (bare record) to 7 (act) or None where ``restated`` or
    ``emotive``; ``inner`` is a nested act ("endorsement" in "welcomed the endorsement of"), ``modal`` the
    modal verb as printed, ``addressee`` one of self, members, own body, third party, or None;
    ``start`` and ``end`` are the span of ``verb`` in the clause's text.
    A tier is an analyst's convention, not a legal fact: show the words beside it.
    """

    verb: str
    lemma: str
    tier: int | None = None
    restated: bool = False
    emotive: bool = False
    modal: str | None = None
    hedges: tuple[str, ...] = ()
    addressee: str | None = None
    inner: str | None = None
    subject: str | None = None
    negated: bool = False
    start: int = 0
    end: int = 0


class Precision(StrEnum):
    """How exactly a deadline was given; its date is always the end of that period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half-year"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date by which something is to be done: the words, and the last day of the period that they name."""

    text: str
    date: str
    precision: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit: ("USD 500 million", 500000000.0, "USD")."""

    text: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True)
class Masthead:
    """What the head of a document says of it, each fact with how it was found."""

    meeting: Meeting
    kind: StatementKind
    title: str
    detected: tuple[Detected, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """The smallest unit that is compared: a sentence of a paragraph, or an entry of a list.

    ``address`` is unique in the statement (``adgmin/2024-02-02#8.b``); ``text`` is as published, tidied (one
    space, no markup, no number) and equals the statement's ``text[start:end]``. ``lead`` is the line that
    opens the list an entry stands in ("committed to the following actions:"), "" elsewhere.
    """

    address: str
    paragraph: str
    section: str
    text: str
    start: int
    end: int
    page: int | None = None
    line: int | None = None
    label: str = ""
    lead: str = ""
    part: Part = Part.OPERATIVE
    run_in: bool = False
    """True for an entry of a list that stands inside its opening's sentence: it goes where its opening goes."""
    themes: tuple[Theme, ...] = ()
    acts: tuple[Act, ...] = ()
    lead_acts: tuple[Act, ...] = ()
    """Acts of the line that opens the list: an entry without acts of its own stands under the last of them."""
    deadlines: tuple[Deadline, ...] = ()
    figures: tuple[Figure, ...] = ()
    instruments: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    state: str | None = None
    """Progress that the clause reports: planned, ongoing, completed, discontinued, or None."""


@dataclass(frozen=True, slots=True)
class Statement:
    """The text that one meeting adopted, cut into clauses, and everything known about where it came from.

    ``coverage`` is the share (0-1) of the source's own words that ended up in clauses or headings; what did
    not is in ``left_out``. ``abbreviations`` are those that the text itself defines, (short, long).
    """

    meeting: Meeting
    kind: StatementKind
    title: str
    text: str
    clauses: tuple[Clause, ...]
    source: str
    sha256: str
    format: str = ""
    extractor: str = ""
    language: str = "en"
    coverage: float = 1.0
    left_out: tuple[LeftOut, ...] = ()
    noise: tuple[Noise, ...] = ()
    detected: tuple[Detected, ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    revisions: tuple[Revision, ...] = ()
    brackets: tuple[str, ...] = ()
    """Text in square brackets, as drafts mark what is not agreed: the outermost brackets, in order."""

    @property
    def name(self) -> str:
        """Forum and date, the first half of every address: ``adgmin/2024-02-02``."""
        return f"{self.meeting.forum}/{self.meeting.date or 'undated'}"


# --------------------------------------------------------------------------------------------------
# Comparing: two Statements become a Comparison of Changes


class Band(StrEnum):
    """How far a confidence may be trusted by itself."""

    SURE = "sure"
    """0.95 and above: taken as read."""
    LIKELY = "likely"
    """0.5 to 0.95: shown as such."""
    LOOK = "look at it"
    """Below 0.5: a reader decides."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason for a match: its name, its value, and what it added to the log-odds."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Match:
    """Clauses of both sides that belong together; both sides may hold several (split, merged).

    ``similarity`` is 0-1 from the vectors; ``confidence`` the calibrated chance that a careful reader would
    pair them. One empty side means no match: then ``nearest`` names the best candidate that was refused.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    similarity: float = 0.0
    confidence: float = 0.0
    moved: bool = False
    nearest: str | None = None
    nearest_confidence: float = 0.0
    pinned: bool = False
    evidence: tuple[Evidence, ...] = ()


class EditKind(StrEnum):
    """What happened to a run of words."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True)
class Edit:
    """One run of words. Keep and delete give the old wording back, keep and insert the new, to the letter.

    ``moved`` marks a deleted and an inserted run that are the same phrase at another place of the clause.
    """

    kind: EditKind
    text: str
    moved: bool = False


class ChangeKind(StrEnum):
    """What a reader would call it; the value is the word that the page shows."""

    UNCHANGED = "unchanged"
    """The same words; number and typography may differ."""
    EDITORIAL = "editorial"
    """The same but for numbers, dates, ordinals of the meeting, articles, spelling, punctuation."""
    REWORDED = "reworded"
    """The same clause in other words."""
    REWRITTEN = "rewritten"
    """The same subject, new text."""
    ADDED = "added"
    """New on the new side."""
    DROPPED = "dropped"
    """Gone from the new side."""


class Strength(StrEnum):
    """Whether the new wording binds more or less than the old."""

    STRONGER = "stronger"
    WEAKER = "weaker"
    SAME = "same"
    MIXED = "mixed"
    """Some of it up, some down: readers may honestly differ."""
    NA = "na"
    """Nothing to weigh: no act on either side, or a body whose texts carry none."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Whether a match's new wording binds more or less, why in words, and how its subject progressed."""

    strength: Strength = Strength.NA
    reasons: tuple[str, ...] = ()
    progress: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A match judged. One side is empty for ``added`` and ``dropped``."""

    kind: ChangeKind
    old: tuple[str, ...]
    new: tuple[str, ...]
    edits: tuple[Edit, ...] = ()
    similarity: float = 0.0
    confidence: float = 1.0
    band: Band = Band.SURE
    moved: bool = False
    split: bool = False
    merged: bool = False
    renumbered: bool = False
    pinned: bool = False
    strength: Strength = Strength.NA
    strength_reasons: tuple[str, ...] = ()
    progress: str = ""
    """Movement of the subject itself, read beside strength: "ongoing -> completed", or ""."""
    themes: tuple[str, ...] = ()
    rank: float = 0.0
    """How much it matters to the reader, higher first; the rule stands in ``rank_reason``."""
    rank_reason: str = ""
    nearest: str | None = None
    nearest_confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Alignment:
    """All matches of a pair in the reading order of the new statement, and how far order was kept (0-1)."""

    matches: tuple[Match, ...]
    order_index: float = 1.0


class Verdict(StrEnum):
    """Whether two statements can honestly be compared."""

    SUCCESSOR = "successor"
    RELATED = "related"
    UNRELATED = "unrelated"
    DIFFERENT_KIND = "different-kind"
    VERSION = "version"
    """Another edition of the same meeting's statement."""


@dataclass(frozen=True, slots=True)
class Comparability:
    """The verdict, how alike the two texts are (0-1), and why, in one sentence."""

    verdict: Verdict
    similarity: float
    reason: str

    @property
    def holds(self) -> bool:
        """True where a table of changes says something true."""
        return self.verdict not in (Verdict.UNRELATED, Verdict.DIFFERENT_KIND)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything between two statements, in the reading order of the new one.

    What was dropped stands where it stood. ``changes`` is empty where the pair is not comparable and was
    not forced.
    """

    old: Statement
    new: Statement
    comparable: Comparability
    changes: tuple[Change, ...]
    noise: tuple[Noise, ...] = ()
    forced: bool = False
    order_index: float = 1.0
    """Share (0-1) of the links that keep the old order; near 1 where editors did not reorganise."""
    overrides: tuple[str, ...] = ()
    """The analyst's pins and bans in force, and the stale ones, in words."""


# --------------------------------------------------------------------------------------------------
# Remembering: many Statements become Threads, Promises and Findings


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
    """What became of a promise by a given day."""

    KEPT = "kept"
    KEPT_LATE = "kept late"
    PROGRESSED = "progressed"
    REDATED = "re-dated"
    OVERDUE = "overdue"
    SILENT = "silent"
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
