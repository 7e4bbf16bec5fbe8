"""Themes as TF-IDF vectors of their lexicon's words: how typical a text is of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

from rapporteur.compare.themes.lexicon import ThemeLexicon
from rapporteur.compare.themes.phrases import Word, fold


class Likeness(NamedTuple):
    """The cosine (0-1) of a text with a profile, and how many different words made it."""

    cosine: float
    shared: int


@lru_cache(maxsize=8)
def profiles_of(lexicon: ThemeLexicon) -> Profiles:
    """The profiles of a lexicon, made once and not for every statement."""
    return Profiles(lexicon)


class Profiles:
    """One unit vector per theme; a word that many themes share weighs little.

    Thirty short word lists need no library: importing one would cost more than all of this work.
    """

    def __init__(self, lexicon: ThemeLexicon) -> None:
        counts = {theme: Counter(map(fold, words)) for theme, words in lexicon.profile_words.items()}
        spread = Counter(word for words in counts.values() for word in words)
        self._idf = {word: log((1 + len(counts)) / n) for word, n in spread.items()}
        self._by_word: dict[str, list[tuple[str, float]]] = {}
        for theme, words in counts.items():
            for word, weight in self._unit(words).items():
                self._by_word.setdefault(word, []).append((theme, weight))

    def likeness(self, words: Sequence[Word]) -> dict[str, Likeness]:
        """Theme -> how like these words are to its profile, for every theme that shares a word."""
        cosines: dict[str, float] = {}
        shared: Counter[str] = Counter()
        for word, weight in self._unit(Counter([w.folded for w in words])).items():
            for theme, theirs in self._by_word.get(word, ()):
                cosines[theme] = cosines.get(theme, 0.0) + weight * theirs
                shared[theme] += 1
        return {theme: Likeness(cosine, shared[theme]) for theme, cosine in cosines.items()}

    def _unit(self, counts: Counter[str]) -> dict[str, float]:
        """Every word counts for the length, so that a text full of foreign words is like nothing."""
        rare = log(1 + len(self._idf)) / 2
        vector = {w: (1 + log(n)) * self._idf.get(w, rare if len(w) > 3 else 0.0) for w, n in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values()))
        return (
            {w: weight / length for w, weight in vector.items() if w in self._idf and weight}
            if length
            else {}
        )
