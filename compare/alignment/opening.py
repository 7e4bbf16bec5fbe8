"""What a clause is about: its words of matter in order, without its operative verbs, each weighing less the later it comes.

A clause names its subject first ("endorsed the *work plan with Japan* for ..., which ..."); what follows is often formula.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import exp

from rapporteur.compare.alignment.vectors import split_words, stem
from rapporteur.compare.model import Clause

FADE = 10.0
"""Words after which a word weighs a third (1/e) of the first."""

FARTHEST = 24
"""Words beyond this weigh less than a tenth and are left out."""

WEIGHTS = tuple(exp(-at / FADE) for at in range(FARTHEST))


@lru_cache(maxsize=4096)
def stem_phrase(phrase: str) -> tuple[str, ...]:
    """The stems of a phrase; a statement says its few verbs again and again."""
    return tuple(stem(word) for word in split_words(phrase))


def weigh_opening(clause: Clause, stems: Sequence[str]) -> dict[str, float]:
    """The weight (0-1) of each of a clause's stems, and of each pair of neighbours, by how early it comes."""
    verbs = {word for act in clause.acts for word in stem_phrase(act.verb)}
    weights: dict[str, float] = {}
    before = ""
    for word, weight in zip((w for w in stems if w not in verbs), WEIGHTS, strict=False):
        weights.setdefault(word, weight)
        if before:
            weights.setdefault(f"{before} {word}", weight)
        before = word
    return weights
