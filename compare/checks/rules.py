"""The rules: what a check can find, how loud each is unless a workspace says otherwise, and why it matters."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.model import Severity


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
    """A rule's name, its default severity, and two sentences for the reader: what it says and the way out."""

    id: str
    family: Family
    severity: Severity
    says: str
    way_out: str


E, W, N = Severity.ERROR, Severity.WARNING, Severity.NOTE

Row = tuple[str, Severity, str, str]

_READING: tuple[Row, ...] = (
    ("unreadable", E, "The file cannot be read as a statement.", "Open it; save it anew or take it out."),
    (
        "scan",
        E,
        "The file is a picture of a text; no word can be read from it.",
        "Add a copy that holds text.",
    ),
    (
        "outside",
        E,
        "The file is a link that leads out of the workspace; it was not read.",
        "Put the file itself there.",
    ),
    (
        "empty",
        E,
        "The file was read, and no clause was found in it.",
        "Look at it with `rapporteur read`.",
    ),
    (
        "yields-less",
        E,
        "The reader yields less than it did from the same source.",
        "Report it; keep the older reader.",
    ),
    (
        "unknown-date",
        E,
        "The date could not be told, so the statement has no place in the order.",
        "Name the date in the file.",
    ),
    ("duplicate", E, "Another file holds the same words.", "Keep one of the two."),
    (
        "mojibake",
        W,
        "Characters options as if they were decoded wrongly.",
        "Fetch the source again, or mend the encoding.",
    ),
    (
        "control-characters",
        W,
        "Characters that are not seen turn the direction of the text or steer a terminal.",
        "Compare with the source; take them out.",
    ),
    (
        "coverage",
        W,
        "Less of the source's words than the floor ended up in clauses.",
        "See what was left out: `rapporteur read`.",
    ),
    (
        "numbers-lost",
        W,
        "Paragraph numbers that the source prints were not found in their order.",
        "See how it was cut: `rapporteur read`.",
    ),
    (
        "layout-removed",
        N,
        "A watermark, the line numbers of a draft, hidden or struck words were left out.",
        "See that this is the adopted text, and that nothing of it was taken for them.",
    ),
    (
        "numbering-gap",
        W,
        "A paragraph number is skipped: a paragraph may have been lost.",
        "Compare with the source.",
    ),
    (
        "numbering-repeat",
        W,
        "Paragraph numbers go back: two parts may have been mixed.",
        "Compare with the source.",
    ),
    ("short", W, "The statement yields far fewer words than the one before it.", "Compare with the source."),
    ("unknown-forum", W, "The forum could not be told.", "Put the file into the forum's folder."),
    (
        "meeting-number",
        W,
        "The number of the meeting is another meeting's.",
        "Compare with the source, or name the number in the file.",
    ),
    (
        "kind-mismatch",
        W,
        "The document is of another kind than the forum's other ones.",
        "Put it into a folder of its own.",
    ),
    (
        "unknown-meeting",
        N,
        "The number of the meeting could not be told.",
        "Name the number in the file.",
    ),
    (
        "adopted-again",
        N,
        "The statement of another day holds the same words.",
        "Nothing, if the text was adopted again.",
    ),
    ("unclassified", N, "Clauses that no theme claims.", "Add words to the themes of the workspace."),
)

_VERSIONS: tuple[Row, ...] = (
    (
        "silent-edit",
        E,
        "The words of a statement that was already recorded have changed.",
        "Say who changed them and why.",
    ),
    (
        "meeting-changed",
        E,
        "A recorded file now bears another meeting's statement or date.",
        "Put it under its own name.",
    ),
    ("deleted", E, "A recorded statement is gone.", "Put it back, or say why it went."),
    ("swapped", E, "Files have exchanged their contents.", "Swap them back, or rename them."),
    (
        "not-compared",
        E,
        "A comparison that was due could not be made; nothing is said of its changes.",
        "See the reason.",
    ),
    ("lock-damaged", E, "statements.lock cannot be read.", "Run `rapporteur lock`."),
    (
        "new-version",
        W,
        "Another version of a meeting's statement that is there already.",
        "Keep one of the two.",
    ),
    ("new-statement", N, "The statement of another meeting was added.", "Read what it changes."),
    (
        "same-meeting",
        N,
        "A second, different document of a meeting that is there already.",
        "Nothing, if both belong there.",
    ),
    ("source-changed", N, "The bytes of a recorded statement have changed; its words have not.", "Nothing."),
    ("renamed", N, "A file bears another name; its content is the same.", "Nothing."),
    (
        "re-extracted",
        N,
        "The same source was read by another version of the reader.",
        "Nothing, if the words are the same.",
    ),
    (
        "settings-changed",
        N,
        "Settings or lexicons changed, which bear on every statement.",
        "Look at everything once: `rapporteur check --all`.",
    ),
    (
        "sources-broken",
        E,
        "sources.toml declares a page wrongly; nothing can be fetched.",
        "Mend that line: `rapporteur schema sources` says what may stand there.",
    ),
    (
        "lock-missing",
        W,
        "There is no statements.lock: only git can tell a silent change.",
        "Run `rapporteur lock`.",
    ),
    ("lock-stale", W, "statements.lock does not say what the files say.", "Run `rapporteur lock`."),
    (
        "workspace-cache",
        W,
        "A cache lies in the workspace, where anybody may have made it; it is not used.",
        "Take it out of the workspace.",
    ),
    (
        "override-stale",
        W,
        "An entry of overrides.toml whose words have changed: it does nothing.",
        "Look at the pair again; renew the entry or take it out.",
    ),
    (
        "note-stale",
        W,
        "An entry of notes.toml whose words have changed: it does nothing.",
        "Look at the clause again; renew the entry or take it out.",
    ),
    ("baseline-stale", W, "An accepted finding that is found no more.", "Take the entry out."),
)

_MEANING: tuple[Row, ...] = (
    ("weakened", W, "A commitment binds less than it did.", "Ask whether it is meant."),
    (
        "commitment-dropped",
        W,
        "A clause that commits, instructs or sets a date is not taken up again.",
        "Ask what became of it.",
    ),
    ("deadline-slipped", W, "A date was put off.", "Ask why."),
    (
        "deadline-dropped",
        W,
        "A clause was taken up again without its date.",
        "Ask whether the date still holds.",
    ),
    (
        "deadline-passed",
        W,
        "A date fell due since the last meeting, and nothing is said of it.",
        "Ask what became of it.",
    ),
    ("promise-silent", W, "Something undertaken is not mentioned.", "Ask what became of it."),
    (
        "date-due",
        W,
        "A date that the last statement set has passed by the day asked about.",
        "Ask what became of it before the next meeting.",
    ),
    (
        "statement-due",
        W,
        "A declared meeting was held, and no statement of it is here.",
        "Fetch it: `rapporteur fetch`; or mend the day or the rule.",
    ),
    ("hedge-added", W, "A qualifier was added.", "Ask whether it is meant."),
    ("instrument-vanished", W, "A named instrument is not mentioned any more.", "Ask what became of it."),
    ("theme-vanished", W, "A theme is not dealt with any more.", "Ask whether it is meant."),
    ("mixed", N, "A clause binds more in one respect and less in another.", "Read both wordings."),
    ("clause-dropped", N, "A clause is not taken up again.", "Read it once more."),
    ("strengthened", N, "A commitment binds more than it did.", "Good news, if it is meant."),
    ("deadline-set", N, "A clause was given a date.", "Note the date."),
    ("deadline-advanced", N, "A date was brought forward.", "Note the date."),
    ("promise-kept", N, "Something undertaken is reported as done.", "Good news."),
    ("hedge-removed", N, "A qualifier was taken away.", "Good news, if it is meant."),
    (
        "instrument-new",
        N,
        "An instrument is named that the last statement did not name.",
        "Find out what it is.",
    ),
    ("theme-new", N, "A theme is dealt with that the last statement did not have.", "Read its clauses."),
    ("watched", N, "A phrase of the watch list is said, or is said no longer.", "Read the clause."),
)

_DRAFT: tuple[Row, ...] = (
    ("departs", W, "A clause of a draft departs from agreed language.", "Ask whether it is meant."),
    ("no-precedent", N, "A clause of a draft has no precedent in the record.", "Ask where it comes from."),
)

_FAMILIES = (
    (Family.READING, _READING),
    (Family.VERSIONS, _VERSIONS),
    (Family.MEANING, _MEANING),
    (Family.DRAFT, _DRAFT),
)

RULES: dict[str, Rule] = {
    id: Rule(id, family, severity, says, way_out)
    for family, rows in _FAMILIES
    for id, severity, says, way_out in rows
}
"""Every rule by its id, in the order in which equally loud findings are reported."""

HOUSEKEEPING = (
    "lock-missing",
    "lock-stale",
    "workspace-cache",
    "override-stale",
    "note-stale",
    "baseline-stale",
)
"""Reported last among the equally loud: they concern our own files and no statement."""

LOUDNESS = (Severity.OFF, Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""From silent to loudest."""


def is_at_least(severity: Severity, level: Severity) -> bool:
    """True where ``severity`` is as loud as ``level`` or louder."""
    return LOUDNESS.index(severity) >= LOUDNESS.index(level)
