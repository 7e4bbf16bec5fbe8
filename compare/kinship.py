"""How much of one wording lives in another, weighed by how telling its words are in a whole record."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from .vectors import FUNCTION_WORDS, WORD, stem


class Kinship:
    """Measures wordings of one record. A word that stands in many different wordings weighs little.

    Each wording counts once, however many meetings repeated it: what comes back every time is not thereby
    less telling.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._stems: dict[str, frozenset[str]] = {}
        spread = Counter(word for text in set(texts) for word in self.stems(text))
        self._most = len(self._stems)
        self._weights = {word: log((1 + self._most) / n) for word, n in spread.items()}

    def stems(self, text: str) -> frozenset[str]:
        """The stems of the words that carry matter."""
        if text not in self._stems:
            words = (word.lower() for word in WORD.findall(text))
            self._stems[text] = frozenset(stem(w) for w in words if w not in FUNCTION_WORDS)
        return self._stems[text]

    def share_in(self, part: str, whole: str) -> float:
        """How much of ``part`` stands in ``whole``, 0-1. Misleads for a part of two or three words."""
        mine = self.stems(part)
        return self._weigh(mine & self.stems(whole)) / (self._weigh(mine) or 1.0)

    def likeness(self, old: str, new: str) -> float:
        """How alike two wordings are, 0-1: twice what they share over what they have."""
        mine, theirs = self.stems(old), self.stems(new)
        return 2 * self._weigh(mine & theirs) / ((self._weigh(mine) + self._weigh(theirs)) or 1.0)

    def telling(self, text: str, count: int) -> list[str]:
        """The most telling stems of a text, at most ``count``: what it would be looked up by."""
        ranked = sorted(self.stems(text), key=lambda word: (-self._weight(word), word))
        return ranked[:count]

    def _weigh(self, words: Iterable[str]) -> float:
        return sum(map(self._weight, words))

    def _weight(self, word: str) -> float:
        return self._weights.get(word, log(1 + self._most))
