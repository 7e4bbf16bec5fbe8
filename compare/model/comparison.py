"""Comparing: what a match, a change and a comparison of two statements are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.model.document import Noise
from rapporteur.compare.model.statement import Statement

SURE, LIKELY, PERHAPS = 0.95, 0.4, 0.15
"""Confidences from which a pair is sure, likely, and perhaps one."""

COUNTED = 0.5
"""Confidence from which a pair is more right than wrong: it has a strength, and page 1 counts it."""


class Band(StrEnum):
    """How far a confidence may be trusted by itself."""

    SURE = "sure"
    """0.95 and above: taken as read."""
    LIKELY = "likely"
    """0.4 to 0.95: shown as such."""
    LOOK = "look at it"
    """Below 0.4: a reader decides."""


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
    shared: tuple[str, ...] = ()
    """The rarest words that an unmatched clause shares with its nearest."""


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


class Substance(StrEnum):
    """Whether what a clause binds to grew or shrank, whatever its verb."""

    MORE = "more"
    LESS = "less"
    SAME = "same"
    MIXED = "mixed"
    """Some of it grew and some shrank, or it turned round ("if" for "unless")."""
    NA = "na"
    """Nothing to judge: a side without an act, or a body whose texts carry none."""


@dataclass(frozen=True, slots=True)
class Weighing:
    """Whether a match's new wording binds more or less, how its subject progressed, and whether what is bound grew.

    Every verdict has its reasons in words.
    """

    strength: Strength = Strength.NA
    reasons: tuple[str, ...] = ()
    progress: str = ""
    substance: Substance = Substance.NA
    substance_reasons: tuple[str, ...] = ()


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
    substance: Substance = Substance.NA
    substance_reasons: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    rank: float = 0.0
    """How much it matters to the reader, higher first; the rule stands in ``rank_reason``."""
    rank_reason: str = ""
    nearest: str | None = None
    nearest_confidence: float = 0.0
    evidence: tuple[Evidence, ...] = ()
    shared: tuple[str, ...] = ()
    """Of an added or dropped clause: the rarest words that it shares with its nearest."""

    @property
    def perhaps(self) -> str:
        """Of an added or dropped clause the address of the one that it perhaps carries on or is carried on by, or "".

        Such a change is neither new nor dropped nor reworded: a reader decides.
        """
        is_alone = not (self.old and self.new)
        return (self.nearest or "") if is_alone and self.nearest_confidence >= PERHAPS else ""


@dataclass(frozen=True, slots=True)
class Alignment:
    """All matches of a pair in the reading order of the new statement, and how far order was kept (0-1)."""

    matches: tuple[Match, ...]
    order_index: float = 1.0


class HeadlineKind(StrEnum):
    """What a reader would call an entry of page 1."""

    DECISION = "decision"
    COMMITMENT = "commitment"
    STRONGER = "stronger"
    WEAKER = "weaker"
    DATE = "date"
    FIGURE = "figure"
    CHANGED = "changed"
    DROPPED = "dropped"
    NEW_SUBJECT = "new-subject"
    PEOPLE = "people"


@dataclass(frozen=True, slots=True)
class Headline:
    """What a reader should know first: a subject in one sentence, and how the old text put it.

    ``old`` and ``new`` are the addresses of the clauses that it rests on; both are filled only where the two
    wordings are surely a pair, and then ``before`` is a line that says how it was ("Before: ...", "Changed: ..."). ``weight`` is the model's estimate of how much
    careful readers would give the entry, 0 up; ``reasons`` are the features that spoke for it most.
    """

    kind: HeadlineKind
    text: str
    before: str = ""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    weight: float = 0.0
    reasons: tuple[str, ...] = ()


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


def is_doubtful(pair: Match | Change) -> bool:
    """Whether two sides are set together below COUNTED and no analyst pinned them: nothing is concluded from them."""
    return bool(pair.old and pair.new) and pair.confidence < COUNTED and not pair.pinned


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
    headlines: tuple[Headline, ...] = ()
    """What a reader should know first, most important first; empty where nothing changed."""

    @property
    def is_of_one_body(self) -> bool:
        """Whether both texts are of one forum: only then is it a silence that the new one does not say something."""
        return self.old.meeting.forum == self.new.meeting.forum
