"""What speaks for and against each candidate pair of clauses: ten numbers, each by a name that a reader understands.

Which of them help on series that were left out of training, and what was tried besides, stands in docs/alignment.md.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from rapporteur.compare.alignment.order import FEW, Link, measure_order
from rapporteur.compare.alignment.vectors import (
    Sides,
    character_vectors,
    content_words,
    find_candidates,
    near_pairs,
    nearest_of_own_side,
    stems_of,
    term_vectors,
    word_vectors,
)
from rapporteur.compare.model import Clause
from rapporteur.compare.text.sequences import longest_chain
from scipy import sparse
from sklearn.preprocessing import normalize

ANCHOR = 0.2
"""Similarity from which mutual best pairs show the order of the statements."""

NEAR_SHARE, NEAR_CLAUSES = 0.1, 3
"""Distance from the expected place, in share of the new statement and in clauses, at which a pair is simply out of order."""


_MEETING = r"(?:meeting|summit|session|conference|exchange|gathering|round)s?\b"
ROUTINES = (
    re.compile(
        r"\b(?:agree[sd]?|decide[sd]?|will|look(?:s|ed|ing)? forward|next)\b.{0,60}\b(?:re)?(?:convene|host|hold|meet|next)\b"
        rf".{{0,80}}{_MEETING}|\bnext .{{0,30}}{_MEETING}.{{0,40}}\bwill be\b|\bwill host\b.{{0,60}}\b(?:19|20)\d\d\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_MEETING}.{{0,200}}\b(?:was|were|has been) (?:held|convened)\b|^\W*(?:today|we)\b.{{0,250}}\b(?:met|gathered|convened?)\b",
        re.IGNORECASE,
    ),
)
"""How a statement says where it will meet next, and where it met; every gap is bounded."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidate pairs (``rows[k]``, ``columns[k]``) of old and new clauses with their numbers by name.

    ``similarity`` is the mean of the word and character cosine; ``length`` the words of each clause on either side.
    """

    rows: np.ndarray
    columns: np.ndarray
    similarity: np.ndarray
    numbers: dict[str, np.ndarray]
    length: tuple[np.ndarray, np.ndarray]

    @property
    def shape(self) -> tuple[int, int]:
        """How many old and new clauses there are."""
        return len(self.length[0]), len(self.length[1])


def measure(old: Sequence[Clause], new: Sequence[Clause], more: Sequence[Link] = ()) -> Candidates:
    """The candidate pairs of two statements with their numbers. ``more`` are pairs to judge whatever their similarity."""
    words = [[content_words(clause.text) for clause in side] for side in (old, new)]
    stems = [[stems_of(clause) for clause in side] for side in words]
    word, character = word_vectors(*words), character_vectors(*words)
    rows, columns = find_candidates((word, character), more)
    by_word = word.dot(rows, columns)
    similarity = (by_word + character.dot(rows, columns)) / 2
    lengths = [np.array([len(clause) for clause in side], np.float32) for side in words]
    found = Candidates(rows, columns, similarity, {}, (lengths[0], lengths[1]))
    own = [nearest_of_own_side(side) for side in ((word.old, character.old), (word.new, character.new))]
    del word, character  # the largest tables, and no more needed
    near = [[near_pairs(clause) for clause in side] for side in stems]
    bag = term_vectors(*stems, weigh=False)
    found.numbers.update(
        {
            "same words": by_word,
            "share of the best": _share_of_best(found, bag),
            "rare word pairs": _votes(found, term_vectors(*near, weigh=False)),
            "rare words": _votes(found, bag),
            "ahead of rivals": similarity - best_rival(found, similarity),
            "closer than its own side": similarity - np.maximum(own[0][rows], own[1][columns]),
            "place in the order": _place(found),
            "next meeting or venue": _routine(found, old, new),
            **_paragraphs(found, term_vectors(*stems), old, new),
        }
    )
    return found


def best_of(keys: np.ndarray, values: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The highest and the second highest value of each key 0 to ``size``; 0 where there is none."""
    order = np.lexsort((-values, keys))
    start = np.searchsorted(keys[order], np.arange(size))
    best = np.zeros((2, size), np.float32)
    rank = np.arange(len(keys)) - start[keys[order]]
    for place in (0, 1):
        best[place, keys[order][rank == place]] = values[order][rank == place]
    return best[0], best[1]


def _best_other(keys: np.ndarray, values: np.ndarray, size: int) -> np.ndarray:
    """For each pair the highest value among the other pairs of its key."""
    first, second = best_of(keys, values, size)
    return np.asarray(np.where(values >= first[keys], second[keys], first[keys]))


def best_rival(found: Candidates, values: np.ndarray) -> np.ndarray:
    of_old = _best_other(found.rows, values, found.shape[0])
    return np.asarray(np.maximum(of_old, _best_other(found.columns, values, found.shape[1])))


def _share_of_best(found: Candidates, bag: Sides) -> np.ndarray:
    """How near the weight of the shared stems comes to the most that either clause shares with any, 0-1, mean of both."""
    seen = bag.old.sum(axis=0).ravel() + bag.new.sum(axis=0).ravel()
    shared = bag.scaled(np.log((1 + sum(found.shape)) / (1 + seen)) + 1).dot(found.rows, found.columns)
    shares = [
        shared / np.maximum(best_of(keys, shared, size)[0][keys], 1e-9)
        for keys, size in zip((found.rows, found.columns), found.shape, strict=True)
    ]
    return np.asarray((shares[0] + shares[1]) / 2)


def _votes(found: Candidates, bag: Sides) -> np.ndarray:
    """The shared terms, each one vote divided among all the pairs that share it; the logarithm of 1 + their sum."""
    old, new = bag.old.sum(axis=0).ravel(), bag.new.sum(axis=0).ravel()
    votes = ((old > 0) & (new > 0)) / np.maximum(1, old * new)
    return np.asarray(np.log1p(bag.scaled(votes).dot(found.rows, found.columns)))


def _paragraphs(
    found: Candidates, terms: Sides, old: Sequence[Clause], new: Sequence[Clause]
) -> dict[str, np.ndarray]:
    """The cosine of the two paragraphs and its lead on their rivals; 0 where each paragraph is one clause alone."""
    of_old, of_new = (
        np.cumsum([0, *(a.paragraph != b.paragraph for a, b in pairwise(side))]) for side in (old, new)
    )
    sides = Sides(_sum_by(terms.old, of_old), _sum_by(terms.new, of_new))
    width = sides.new.shape[0]
    cells, where = np.unique(of_old[found.rows] * width + of_new[found.columns], return_inverse=True)
    up, across = cells // width, cells % width
    alike = sides.dot(up, across)
    rival = np.maximum(_best_other(up, alike, sides.old.shape[0]), _best_other(across, alike, width))
    alone = (np.bincount(of_old)[of_old] == 1)[found.rows] & (np.bincount(of_new)[of_new] == 1)[found.columns]
    return {
        "paragraph": np.where(alone, 0, alike[where]),
        "paragraph ahead of rivals": np.where(alone, 0, (alike - rival)[where]),
    }


def _routine(found: Candidates, old: Sequence[Clause], new: Sequence[Clause]) -> np.ndarray:
    """1 where both clauses alone on their side say the next meeting, or the venue; -1 where one says the one and one the other."""
    said = [np.array([[bool(r.search(c.text)) for r in ROUTINES] for c in side]) for side in (old, new)]
    alone = (said[0].sum(axis=0) == 1) & (said[1].sum(axis=0) == 1)
    mine, theirs = said[0][found.rows], said[1][found.columns]
    same = (mine & theirs).any(axis=1)
    other = mine.any(axis=1) & theirs.any(axis=1) & ~same
    return np.where((mine & theirs & alone).any(axis=1), 1.0, np.where(other, -1.0, 0.0))


def _sum_by(matrix: Any, groups: np.ndarray) -> Any:
    size = matrix.shape[0]
    ones = np.ones(size, np.float32)
    sums = sparse.csr_array((ones, (groups, np.arange(size))), shape=(int(groups[-1]) + 1, size))
    return normalize(sums @ matrix)


def _place(found: Candidates) -> np.ndarray:
    """0 where a pair stands where the order of the mutual best pairs expects it, down to -1; 0 throughout in a reordered text.

    How far order was kept (0-1) is measured first and scales the number.
    """
    similarity = found.similarity
    anchors = (similarity >= best_rival(found, similarity)) & (similarity > ANCHOR)
    pairs = sorted(
        dict(zip(found.rows[anchors].tolist(), found.columns[anchors].tolist(), strict=True)).items()
    )
    rows, columns = found.shape
    kept = [(-1, -1), *longest_chain(pairs), (rows, columns)]
    expected = np.interp(np.arange(rows), [old for old, _ in kept], [new for _, new in kept])
    away = np.abs(found.columns - expected[found.rows]) / (NEAR_SHARE * columns + NEAR_CLAUSES)
    order = measure_order(pairs) if len(pairs) >= FEW else 0.0
    return np.asarray(-np.minimum(1, away) * order, np.float32)
