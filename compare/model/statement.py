"""Understanding: what a statement, its clauses, and what a clause says and names are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath

from rapporteur.compare.model.document import LeftOut, Noise, Revision


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
    """A theme of a clause. ``similarity`` is 0-1; ``reason`` the words that gave it away; ``confidence`` how often (0-1) a
    theme given for such a reason was a careful reader's too, 1 where an analyst set it."""

    id: str
    similarity: float
    reason: str
    confidence: float = 0.0


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
    EVENT = "event"
    """A conference or session of which nothing tells when it is held: the date is ""."""


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

    ``coverage`` is the share (0-1) of the source's own letters that stand in clauses or in true headings, or were left
    out for a good reason; sentences taken for headings or running heads, numbers that became clauses and runs of glued
    words count as lost. ``numbering`` is how many printed paragraph numbers were found in their order, of how many. ``abbreviations`` are those that the text itself defines, (short, long).
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
    numbering: tuple[int, int] = (0, 0)
    signatories: tuple[str, ...] = ()
    """Who signed or is named as speaking ("we, the governments of ..."), as printed."""
    abbreviations: tuple[tuple[str, str], ...] = ()
    revisions: tuple[Revision, ...] = ()
    brackets: tuple[str, ...] = ()
    """Text in square brackets, as drafts mark what is not agreed: the outermost brackets, in order."""

    @property
    def name(self) -> str:
        """Forum and date, the first half of every address: ``adgmin/2024-02-02``."""
        return f"{self.meeting.forum}/{self.meeting.date or 'undated'}"

    @property
    def published(self) -> str:
        """The source as it is published: an address on the web whole, of a file its name, wherever it lies."""
        return self.source if "://" in self.source else PurePath(self.source.replace("\\", "/")).name
