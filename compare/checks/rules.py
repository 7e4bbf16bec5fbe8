"""The rules: what a check can find, how loud each is unless a workspace says otherwise, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..model import Severity


class Family(StrEnum):
    """What a rule looks at."""

    READING = "reading"
    """Whether the file was read whole and can be placed."""
    VERSIONS = "versions"
    """Whether a published statement is still the one that was recorded."""
    MEANING = "meaning"
    """What the new statement does to the last one's commitments."""
    DRAFT = "draft"
    """Where a draft departs from language that was agreed before."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name, its default severity, and what it says, as a sentence for the reader of a report."""

    id: str
    family: Family
    severity: Severity
    says: str


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

_TABLE: tuple[tuple[Family, tuple[tuple[str, Severity, str], ...]], ...] = (
    (
        Family.READING,
        (
            ("unreadable", E, "The file cannot be read as a statement."),
            ("scan", E, "The file is a picture of a text; no word can be read from it."),
            ("outside", E, "The file is a link that leads out of the workspace; it was not read."),
            ("empty", E, "The file was read, and no clause was found in it."),
            ("numbering-gap", W, "A paragraph number is skipped: a paragraph may have been lost."),
            ("numbering-repeat", W, "A paragraph number occurs twice: one of the two may be another's part."),
            ("coverage", W, "Less of the source's words than the floor ended up in clauses."),
            ("unknown-forum", W, "The forum could not be told."),
            ("unknown-meeting", W, "Neither number nor place of the meeting could be told."),
            ("unknown-date", E, "The date could not be told, so the statement has no place in the order."),
            ("mojibake", W, "Characters look as if they were decoded wrongly."),
            ("duplicate", E, "Another file holds the same words."),
            ("kind-mismatch", W, "The document is of another kind than the forum's other ones."),
            ("unclassified", N, "Clauses that no theme claims."),
            ("yields-less", E, "The reader yields less than it did from the same source."),
            ("short", W, "The statement yields far fewer words than the one before it."),
        ),
    ),
    (
        Family.VERSIONS,
        (
            ("silent-edit", E, "The words of a statement that was already recorded have changed."),
            ("source-changed", N, "The bytes of a recorded statement have changed; its words have not."),
            ("meeting-changed", E, "A recorded file now bears another meeting's statement or date."),
            ("deleted", E, "A recorded statement is gone."),
            ("swapped", E, "Files have exchanged their contents."),
            ("renamed", N, "A file bears another name; its content is the same."),
            ("new-statement", N, "The statement of another meeting was added."),
            ("new-version", W, "Another version of a meeting's statement that is there already."),
            ("same-meeting", N, "A second, different document of a meeting that is there already."),
            ("re-extracted", N, "The same source was read by another version of the reader."),
            ("lock-missing", W, "There is no statements.lock, so silent changes can only be seen by git."),
            ("lock-damaged", E, "statements.lock cannot be read."),
            ("lock-stale", W, "statements.lock does not say what the files say."),
            ("baseline-stale", W, "An accepted finding that is found no more."),
            (
                "not-compared",
                E,
                "A comparison that was due could not be made; nothing is said of its changes.",
            ),
        ),
    ),
    (
        Family.MEANING,
        (
            ("weakened", W, "A commitment binds less than it did."),
            (
                "commitment-dropped",
                W,
                "A clause that commits, instructs or sets a date is not taken up again.",
            ),
            ("deadline-slipped", W, "A date was put off."),
            ("deadline-dropped", W, "A clause was taken up again without its date."),
            ("deadline-passed", W, "A date fell due since the last meeting, and nothing is said of it."),
            ("promise-silent", W, "Something undertaken is not mentioned."),
            ("hedge-added", W, "A qualifier was added."),
            ("instrument-vanished", W, "A named instrument is not mentioned any more."),
            ("theme-vanished", W, "A theme is not dealt with any more."),
            ("mixed", N, "A clause binds more in one respect and less in another."),
            ("clause-dropped", N, "A clause is not taken up again."),
            ("strengthened", N, "A commitment binds more than it did."),
            ("deadline-set", N, "A clause was given a date."),
            ("deadline-advanced", N, "A date was brought forward."),
            ("promise-kept", N, "Something undertaken is reported as done."),
            ("hedge-removed", N, "A qualifier was taken away."),
            ("instrument-new", N, "An instrument is named for the first time."),
            ("theme-new", N, "A theme is dealt with that the last statement did not have."),
        ),
    ),
    (
        Family.DRAFT,
        (
            ("departs", W, "A clause of a draft departs from agreed language."),
            ("no-precedent", N, "A clause of a draft has no precedent in the record."),
        ),
    ),
)

RULES: dict[str, Rule] = {
    id: Rule(id, family, severity, says) for family, rows in _TABLE for id, severity, says in rows
}
"""Every rule by its id, in the order in which equals are reported."""

LOUDNESS = (Severity.OFF, Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""From silent to loudest."""


def is_at_least(severity: Severity, level: Severity) -> bool:
    """True where ``severity`` is as loud as ``level`` or louder."""
    return LOUDNESS.index(severity) >= LOUDNESS.index(level)
