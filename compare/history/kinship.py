"""How much of one wording lives in another, weighed by how telling its words are in a whole record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from math import fsum, log

from rapporteur.compare.text.stem import FUNCTION_WORDS, WORD, stem

# A capital that does not open the text.
_NAMES = re.compile(r"(?<=\S[\s-])[A-Z0-9][\w’'.&]*")
# An abbreviation in the plural.
_ONE_OF_MANY = re.compile(r"^([A-Z]{2,})s$")


def _cut(text: str) -> list[str]:
    """Stems of words, capitals kept where they are an abbreviation: "U.S." is US and no "us", "NDCs" is NDC."""
    return [cut for word in WORD.findall(text) if (cut := _cut_word(word)) is not None]


@lru_cache(maxsize=65536)
def _cut_word(word: str) -> str | None:
    """The stem of a word, None for one that carries grammar and no matter."""
    bare = _ONE_OF_MANY.sub(r"\1", word.replace(".", ""))
    if bare.isupper():
        return bare if len(bare) > 1 else stem(bare.lower())
    lower = bare.lower()
    return None if lower in FUNCTION_WORDS else stem(lower)


class Kinship:
    """Measures wordings of one record. A word that stands in many different wordings weighs little.

    Each wording counts once, however many meetings repeated it: what comes back every time is not thereby
    less telling.
    """

    def __init__(self, texts: Iterable[str], abbreviations: Iterable[tuple[str, str]] = ()) -> None:
        self._long = {short: frozenset(_cut(long)) for short, long in abbreviations}
        self._stems: dict[str, frozenset[str]] = {}
        spread = Counter(word for text in set(texts) for word in self.stems(text))
        self._most = len(self._stems)
        self._weights = {word: log((1 + self._most) / n) for word, n in spread.items()}
        self._unknown = log(1 + self._most)
        self._whole: dict[frozenset[str], float] = {}

    def stems(self, text: str) -> frozenset[str]:
        """The stems of the words that carry matter; an abbreviation of the record counts as its words."""
        if text not in self._stems:
            cut = set(_cut(text))
            for short in cut & self._long.keys():
                cut |= self._long[short]
            self._stems[text] = frozenset(cut - self._long.keys())
        return self._stems[text]

    def names(self, text: str) -> frozenset[str]:
        """The stems of what is written with a capital inside the text: the names of things."""
        found = {word for phrase in _NAMES.findall(text) for word in self.stems(phrase)}
        return frozenset(found)

    def share_in(self, part: str, whole: str) -> float:
        """How much of ``part`` stands in ``whole``, 0-1. Misleads for a part of two or three words."""
        return self.weight_shared(self.stems(part), self.stems(whole))

    def spelled_out(self, text: str) -> list[frozenset[str]]:
        """For each abbreviation of the record in the text, the stems of what it stands for."""
        return [self._long[short] for short in sorted(set(_cut(text)) & self._long.keys())]

    def weight_shared(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """The share (0-1) of the weight of some stems that stands among others."""
        if mine not in self._whole:
            self._whole[mine] = self._weigh(mine)
        return self._weigh(mine & theirs) / (self._whole[mine] or 1.0)

    def likeness(self, old: str, new: str) -> float:
        """How alike two wordings are, 0-1: twice what they share over what they have."""
        return self.overlap(self.stems(old), self.stems(new))

    def overlap(self, mine: frozenset[str], theirs: frozenset[str]) -> float:
        """How alike two sets of stems are, 0-1: twice the weight of what they share over the weight of both."""
        return 2 * self._weigh(mine & theirs) / ((self._weigh(mine) + self._weigh(theirs)) or 1.0)

    def telling(self, text: str, count: int) -> list[str]:
        """The most telling stems of a text, at most ``count``: what it would be looked up by."""
        ranked = sorted(self.stems(text), key=lambda word: (-self._weight(word), word))
        return ranked[:count]

    def _weigh(self, words: Iterable[str]) -> float:
        # fsum, because a set's order differs from run to run and a plain sum's last digit with it.
        return fsum([self._weights.get(word, self._unknown) for word in words])

    def _weight(self, word: str) -> float:
        return self._weights.get(word, self._unknown)
