"""Short forms that statements define, spelt out, so that ICRTF is found where the task force's whole name stands."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.compare.alignment.vectors import FUNCTION_WORDS, split_words, stem


class ShortForms:
    """The (short, long) pairs of two statements, ready to be looked up in the words of a clause."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._long: dict[tuple[str, ...], list[str]] = {}
        for short, long in pairs:
            stems = [stem(w) for w in split_words(long) if w not in FUNCTION_WORDS and not w.isdigit()]
            self._long.setdefault(tuple(w for w in split_words(short) if not w.isdigit()), stems)
        self._sizes = sorted({len(short) for short in self._long if short})
        self._first = frozenset(short[0] for short in self._long if short)

    def spell_out(self, words: Sequence[str]) -> list[str]:
        """The stems of the long form of every short form among the words; numbers take no part.

        >>> ShortForms([("ADM 2025", "Digital Masterplan")]).spell_out(["the", "adm"])
        ['digital', 'masterplan']
        """
        stems: list[str] = []
        if self._first.isdisjoint(words):
            return stems
        for size in self._sizes:
            for at in range(len(words) - size + 1):
                stems += self._long.get(tuple(words[at : at + size]), ())
        return stems
