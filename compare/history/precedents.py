"""Where a wording was used before: its first use, every use, and the nearest variants with what they change.

The index gives candidates; the words themselves are then laid side by side, so what is called a use has the
words, in that order, whatever case, quotes and hyphens do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.index import Entry, Index
from rapporteur.compare.model import Edit
from rapporteur.compare.redlines.redline import redline

# A variant shares at least this part of the words of the longer of the two wordings.
NEAR = 0.5
# One word in common is no variant of anything.
FEWEST = 2
# Variants shown; a reader does not go through more.
SHOWN = 10
# A wording longer than this is looked up by its rarer words only; a clause has about 40.
LONGEST_QUERY = 120
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Use:
    """A clause that holds the wording; ``start`` and ``end`` are its span in the clause's text."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A clause with nearly the wording: the span that comes nearest, how near (0-1), and the redline to it."""

    entry: Entry
    start: int
    end: int
    nearness: float
    edits: tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Precedents:
    """What the record has of a wording. ``uses`` are earliest first, ``variants`` nearest first."""

    wording: str
    uses: tuple[Use, ...]
    variants: tuple[Variant, ...]

    @property
    def first(self) -> Use | None:
        """The earliest use: who said it first."""
        return self.uses[0] if self.uses else None

    @property
    def last(self) -> Use | None:
        """The latest use by date."""
        return max(self.uses, key=lambda use: use.entry.date) if self.uses else None


def find_precedents(index: Index, wording: str, *, shown: int = SHOWN) -> Precedents:
    """Every use of a wording in the index and its nearest variants.

    Raises WorkspaceError where the wording has no word in it.
    """
    words = fold_words(wording)[:LONGEST_QUERY]
    if not words:
        raise WorkspaceError(f"Nothing to find in '{wording}': give at least one word.")
    uses = tuple(use for entry in index.uses(words) for use in _uses(entry, words))
    used = {use.entry.address for use in uses}
    near = _nearest([entry for entry in index.like(words) if entry.address not in used], words)
    return Precedents(wording, uses, tuple(_with_redline(variant, wording) for variant in near[:shown]))


def fold_words(text: str) -> list[str]:
    """The words as they are compared: lower case, straight apostrophes, parted at hyphens."""
    return [match[0].lower().replace("’", "'") for match in _WORD.finditer(text)]


def _uses(entry: Entry, words: Sequence[str]) -> list[Use]:
    matches = list(_WORD.finditer(entry.text))
    folded = [match[0].lower().replace("’", "'") for match in matches]
    size = len(words)
    starts = [i for i in range(len(folded) - size + 1) if folded[i : i + size] == list(words)]
    return [Use(entry, matches[i].start(), matches[i + size - 1].end()) for i in starts[:1]]


def _nearest(entries: Sequence[Entry], words: Sequence[str]) -> list[Variant]:
    """Each near wording once, by its earliest clause, nearest first; a sentence that comes back every meeting is laid
    beside the words once."""
    spans = {text: _near_span(text, words) for text in dict.fromkeys(entry.text for entry in entries)}
    found = (Variant(entry, *span, ()) for entry in entries if (span := spans[entry.text]) is not None)
    seen: dict[tuple[str, ...], Variant] = {}
    for variant in sorted(found, key=_place):
        key = tuple(fold_words(variant.entry.text[variant.start : variant.end]))
        if key not in seen or variant.entry.date < seen[key].entry.date:
            seen[key] = variant
    return sorted(seen.values(), key=_place)


def _place(variant: Variant) -> tuple[float, str, str]:
    return -variant.nearness, variant.entry.date, variant.entry.address


def _near_span(text: str, words: Sequence[str]) -> tuple[int, int, float] | None:
    """The stretch of a text that comes nearest to the words and how near, or None where none comes near."""
    matches = list(_WORD.finditer(text))
    folded = [match[0].lower().replace("’", "'") for match in matches]
    first, last, shared = nearest_stretch(words, folded)
    nearness = shared / max(len(words), last - first) if last > first else 0.0
    if nearness < NEAR or shared < FEWEST:
        return None
    start = matches[first].start() if first else 0
    end = matches[last - 1].end() if last < len(matches) else len(text)
    return start, end, round(nearness, 3)


def _with_redline(variant: Variant, wording: str) -> Variant:
    """The redline is drawn only for what is shown; it costs more than all the rest."""
    return replace(variant, edits=redline(wording, variant.entry.text[variant.start : variant.end]))


def nearest_stretch(words: Sequence[str], text: Sequence[str]) -> tuple[int, int, int]:
    """Where ``text`` comes nearest to ``words``: first word, one past the last, and how many words are shared.

    Runs of shared words are joined as long as what lies between them costs less than they bring.
    """
    runs = [
        m
        for m in SequenceMatcher(None, list(words), list(text), autojunk=False).get_matching_blocks()
        if m.size
    ]
    best, worth = (0, 0, 0), 0.0
    for i, start in enumerate(runs):
        shared = 0
        for run in runs[i:]:
            shared += run.size
            last = run.b + run.size
            value = shared - 0.5 * (last - start.b - shared)
            if value > worth:
                best, worth = (start.b, last, shared), value
    return best
