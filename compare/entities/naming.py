"""What a pair of statements names for the first time, and names no more: instruments and partners, each under any of its names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.compare.entities.resolution import BRACKET, NameReader, abbreviations_of
from rapporteur.compare.model import Clause, Statement

RITUAL = re.compile(
    r"\b(?:was|were|be) (?:held|convened|hosted)\b|\b(?:co-)?chair(?:ed|ing|s)?\b.{0,60}\b(?:meeting|summit|session|conference)\b"
    r"|\b(?:meeting|summit|session|conference)\b.{0,60}\b(?:co-)?chaired\b|\bhospitality\b"
    r"|\b(?:thank|gratitude|appreciation)\w*\b.{0,120}\b(?:hosting|hosted|arrangements|organi[sz]ing|chairing|chairmanship)\b"
    r"|\b(?:host|convene|hold|hosting|meet again)\b.{0,80}\b(?:next|\d+(?:st|nd|rd|th)|meetings?|summit)\b"
    r"|\bnext (?:\S+ ){0,4}(?:meeting|summit|session|conference)\b|\bissued by\b|\bassume the (?:chair|presidency)",
    re.IGNORECASE,
)
"""Where and by whom the meeting was held, thanks for it, and where to meet next: whoever is named there was host or chair."""


@dataclass(frozen=True, slots=True)
class Moved:
    """Names that came and went with a change, as printed; "what" is "instrument" or "partner"."""

    what: str
    come: tuple[str, ...]
    gone: tuple[str, ...]


class Naming:
    """The names of two statements. Made once for the pair: what is new is new to the whole text."""

    def __init__(self, old: Statement, new: Statement) -> None:
        self._names = NameReader(abbreviations_of((old, new)))
        self._was, self._is = (_Index(self._names, side.clauses) for side in (old, new))
        self._partners_then, self._partners_now = (
            frozenset(name for clause in side.clauses for name in clause.partners) for side in (old, new)
        )

    def moved(self, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> tuple[Moved, ...]:
        """Instruments and partners that the new clauses bring into the text, and those that left it with the old ones.

        A name that the other text has elsewhere, under a fuller or shorter form, or of another year has not moved. The hosts and
        chairs of ritual clauses are no partners.
        """
        ritual = all(RITUAL.search(clause.text) for clause in (*old, *new))
        return (
            Moved(
                "instrument",
                self.new_instruments(new, any_edition=True),
                self.lost_instruments(old, any_edition=True),
            ),
            Moved(
                "partner",
                () if ritual else _partners(new, self._partners_then),
                () if ritual else _partners(old, self._partners_now),
            ),
        )

    def new_instruments(self, new: Iterable[Clause], *, any_edition: bool = False) -> tuple[str, ...]:
        """The instruments of new clauses that the old text names nowhere."""
        return self._missing(new, self._was, any_edition=any_edition)

    def lost_instruments(self, old: Iterable[Clause], *, any_edition: bool = False) -> tuple[str, ...]:
        """The instruments of old clauses that the new text names nowhere."""
        return self._missing(old, self._is, any_edition=any_edition)

    def _missing(self, clauses: Iterable[Clause], other: _Index, *, any_edition: bool) -> tuple[str, ...]:
        names = [name for clause in clauses for name in clause.instruments]
        found: list[str] = []
        for name in dict.fromkeys(names):
            if not other.has(name, any_edition=any_edition) and not any(
                self._names.is_one(name, told, any_edition=any_edition) for told in found
            ):
                found.append(name)
        return tuple(found)


class _Index:
    """The instruments of one text, found by any telling word, so that a name is compared with few others."""

    def __init__(self, names: NameReader, clauses: tuple[Clause, ...]) -> None:
        self._names = names
        self._text = " ".join(clause.text for clause in clauses).lower()
        self._by_word: dict[str, dict[str, None]] = {}
        for printed in dict.fromkeys(name for clause in clauses for name in clause.instruments):
            read = names.name(printed)
            for key in (*read.words, read.short):
                self._by_word.setdefault(key, {})[printed] = None

    def has(self, printed: str, *, any_edition: bool) -> bool:
        read = self._names.name(printed)
        near = {
            other: None for key in (*read.words, read.short) if key for other in self._by_word.get(key, ())
        }
        if any(self._names.is_one(printed, other, any_edition=any_edition) for other in near):
            return True
        return BRACKET.sub("", printed).lower() in self._text


def _partners(clauses: Iterable[Clause], elsewhere: frozenset[str]) -> tuple[str, ...]:
    named = dict.fromkeys(name for clause in clauses for name in clause.partners)
    return tuple(
        n for n in named if n not in elsewhere and not any(_is_one_of_two(n, other) for other in elsewhere)
    )


def _is_one_of_two(name: str, other: str) -> bool:
    """ "Coastal Partners" stand in "Coastal and Island Partners"; a kingdom does not stand in a united one."""
    words, around = name.split(), other.split()
    return "and" in around and "and" not in words and set(words) < set(around)
