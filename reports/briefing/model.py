"""The nouns of a page: what a briefing shows, already chosen, sorted, counted and put in words.

Templates loop over these and print them; they compute nothing. Nothing here knows a colour, a tag or a font.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from rapporteur.compare.model import Comparison, Promise, Thread
from rapporteur.compare.store.settings import Labels
from rapporteur.reports.briefing.citations import together
from rapporteur.reports.figures.drawing import Figure
from rapporteur.reports.figures.model import Due, Lane, Place, Rung

BRIEFING_FORMAT = "rapporteur-briefing/1"
"""Version of this context. Fields may be added; one that goes or changes its meaning raises the number."""


class RunKind(StrEnum):
    """What a run of words is on the page."""

    KEEP = "keep"
    DELETE = "delete"
    INSERT = "insert"
    GAP = "gap"
    """Words left out of a quotation; its text is the ellipsis."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one kind. The space between two runs leads the second one (the page breaks lines better so)."""

    kind: RunKind
    text: str
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a row: the edition, the clauses, their whole wording, and the part of it that is quoted."""

    edition: str
    places: tuple[Place, ...]
    runs: tuple[Run, ...]
    excerpt: tuple[Run, ...]

    @property
    def text(self) -> str:
        """The whole wording, as published."""
        return "".join(run.text for run in self.runs)

    @property
    def quote(self) -> str:
        """The quoted part, with an ellipsis where words are left out."""
        return "".join(run.text for run in self.excerpt)

    @property
    def cited(self) -> str:
        """The paragraphs, as cited: "paras 8.b, 9"."""
        return together(place.cited for place in self.places)


@dataclass(frozen=True, slots=True)
class Row:
    """A change as the reader meets it, in a table or in the annex.

    ``anchor`` is its place in the annex and stays the same from run to run; ``effects`` says what it does to
    the commitment, with the reasons; ``confidence`` is 0-100, None where nothing was paired.
    """

    anchor: str
    number: int
    kind: str
    sign: str
    strength: str
    strength_sign: str
    theme: str
    theme_ids: tuple[str, ...]
    themes: tuple[str, ...]
    where: str
    title: str
    old: Side | None
    new: Side | None
    inline: tuple[Run, ...]
    effects: tuple[str, ...]
    notes: tuple[str, ...]
    confidence: int | None
    doubtful: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence of the page, what it is about in a word, and the clauses that it rests on."""

    label: str
    text: str
    places: tuple[Place, ...] = ()
    unnamed: int = 0
    """How many more clauses it rests on than ``places`` names; 0 or less for none."""


@dataclass(frozen=True, slots=True)
class Lead:
    """A headline on the page: the sentence, how it was before, and the clauses that it rests on.

    ``kind`` is "new", "changed", "dropped", "stronger", "weaker" or "" where nothing sure can be said; ``note`` says
    that the desk's own list lifted it.
    """

    text: str
    before: str
    sign: str
    kind: str
    places: tuple[Place, ...]
    note: str = ""

    @property
    def cited(self) -> str:
        """The paragraphs, as cited: "paras 8.b, 9"."""
        return together(place.cited for place in self.places)


@dataclass(frozen=True, slots=True)
class Count:
    """A number in the headline strip: how many rows, and what they are."""

    value: int
    words: str
    rows: tuple[str, ...]
    """Anchors of the rows counted: ``len(rows) == value``."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A statement that this briefing rests on."""

    short: str
    """As a table says it: "9th, 2024"."""
    named: str
    """As a sentence says it: "the 9th (2024)"."""
    statement: str
    """As a sentence says whose text it is: "the 9th statement (2024)", "the statement of 20 May 2023"."""
    tick: str
    """In the fewest letters, for a column of a figure: a year, or "May 24"."""
    long: str
    title: str
    date: str
    place: str
    kind: str
    source: str
    sha256: str
    clauses: int
    coverage: int
    """Share, 0-100, of the source's words that stand in clauses."""


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one theme in the annex."""

    anchor: str
    title: str
    lead: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """Something the last statement undertook and this one does not mention."""

    row: Row
    theme: str
    why: str
    last_deadline: str
    who: str
    under: str = ""
    """The line that opens the list, for an entry: without it "opening harbours at night" says nothing."""


@dataclass(frozen=True, slots=True)
class Point:
    """Something likely to come up, as a fact; the line to take stays blank, for the officer to write."""

    subject: str
    fact: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Era:
    """One meeting of a series against the one before, in numbers."""

    meeting: str
    clauses: int
    unchanged: int
    changed: int
    added: int
    dropped: int
    stronger: int
    weaker: int
    note: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause in the concordance: where it stands in both statements, and what became of it."""

    anchor: str
    target: str
    """Anchor of the change in Annex A; "" where the clause is unchanged and its text stands here."""
    old: str
    new: str
    kind: str
    sign: str
    strength: str
    text: str
    title: str = ""
    whole: str = ""
    """The whole wording of a clause that stands on one side only: on paper Annex A does not show it."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the page. ``lead`` opens it; ``empty`` is the one line that stands where there is nothing."""

    id: str
    number: str
    title: str
    lead: str = ""
    empty: str = ""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a briefing is made of; from it alone the same briefing can be made again.

    ``comparisons`` run from the earliest pair to the one that is shown in full, the last. ``promises`` is
    None where no ledger was kept. ``forum_name`` is the forum's printed name, ``asof`` the day of the
    briefing (ISO 8601).
    """

    comparisons: tuple[Comparison, ...]
    threads: tuple[Thread, ...] = ()
    promises: tuple[Promise, ...] | None = None
    labels: Labels = field(default_factory=Labels)
    forum_name: str = ""
    next_meeting: str = ""
    asof: str = ""
    theme_names: Mapping[str, str] = field(default_factory=dict)
    short: bool = False
    """Page 1 alone."""
    annex: str = "changed"
    """What Annexes A and B hold: "none", "changed" clauses, or "all"."""
    order: str = "theme"
    """In which order Annex A stands: by "theme", by "heading" of the statements, or as the "document" runs."""
    reader: str = ""
    """Whom the page is for: "" the desk officer, else "journalist" or "negotiator"."""
    notes: tuple[tuple[str, str], ...] = ()
    """(address, words) of the analyst's notes that are to be printed beside their changes."""
    rulings: tuple[str, ...] = ()
    """The analyst's word on promises, and what of the analyst's is stale, in words."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """The whole page. Every section is there; one that has nothing to say says so in its ``empty``."""

    title: str
    subtitle: str
    heading: str
    """Short form of the title for running heads and bookmarks."""
    date: str
    date_words: str
    labels: Labels
    disclaimer: str
    comparable: bool
    verdict: str
    verdict_reason: str
    forced: bool
    editions: tuple[Edition, ...]
    old: Edition
    new: Edition
    sides: tuple[str, str]
    """What they are called: "Earlier" and "Later", or "First" and "Second" of a pair that is no such."""
    sections: Mapping[str, Section]
    counts: tuple[Count, ...]
    next_meeting: str
    """What is known of the next meeting, in a sentence; "" where nothing is."""
    headlines: tuple[Lead, ...]
    """Page 1: at most ten."""
    likely: tuple[Lead, ...]
    """The ten that come after."""
    agenda: tuple[Line, ...]
    """Page 1: what is due and what was passed over, a few of each."""
    top: tuple[Row, ...]
    silences: tuple[Silence, ...]
    silence_count: int
    """Undertakings that fell silent, in the table and beyond it."""
    silence_rest: tuple[Line, ...]
    due: tuple[Due, ...]
    due_rest: Line | None
    """The promises that fall due only later, in one line."""
    points: tuple[Point, ...]
    eras: tuple[Era, ...]
    lanes: tuple[Lane, ...]
    figures: tuple[Figure, ...]
    groups: tuple[Group, ...]
    entries: tuple[Entry, ...]
    noise: tuple[Line, ...]
    left_out: tuple[Line, ...]
    method: tuple[Line, ...]
    limits: tuple[str, ...]
    ladder: tuple[Rung, ...]
    overrides: tuple[str, ...]
    material: Material
    format: str = BRIEFING_FORMAT

    @property
    def rows(self) -> tuple[Row, ...]:
        """Every row of the annex, in its order."""
        return tuple(row for group in self.groups for row in group.rows)
