"""TF-IDF vectors of clauses, and the candidate pairs that they give: scikit-learn and scipy.sparse, never a full table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from rapporteur.compare.text.stem import FUNCTION_WORDS, split_words, stem
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer

Sparse = Any
"""A scipy.sparse CSR matrix: rows are clauses, columns are terms. scipy ships no types."""

TOP = 20
"""Candidates kept for each clause in either direction, by similarity."""

CELLS = 4_000_000
"""Cells of the similarity table that are held at a time: 16 MB of float32."""

PAIRS = 20_000
"""Candidate pairs whose vectors are multiplied at a time."""

LETTERS = (3, 5)
"""Shortest and longest character n-gram."""

REACH = 3
"""Content words that two words of a near pair may be apart, so that an adjective added or removed does not break it."""


def content_words(text: str) -> list[str]:
    """The words of a text without bare numbers: a new year or sum does not make another clause."""
    return [word for word in split_words(text) if not word.isdigit()]


def stems_of(words: Sequence[str]) -> list[str]:
    """The stems of the words that are no stop words, in the order of the text."""
    return [stem(word) for word in words if word not in FUNCTION_WORDS]


def near_pairs(stems: Sequence[str]) -> list[str]:
    """The distinct pairs of stems that stand at most ``REACH`` apart, in their order.

    >>> near_pairs(["open", "port", "safe"])
    ['open port', 'open safe', 'port safe']
    """
    return sorted(
        {f"{a} {b}" for step in range(1, REACH + 1) for a, b in zip(stems, stems[step:], strict=False)}
    )


@dataclass(frozen=True, slots=True)
class Sides:
    """The same kind of vectors for the clauses of the old and the new statement, over one vocabulary."""

    old: Sparse
    new: Sparse

    def dot(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """The product of the vectors of each pair (old row, new row), float32; ``PAIRS`` at a time."""
        out = np.empty(len(rows), np.float32)
        for start in range(0, len(rows), PAIRS):
            part = slice(start, start + PAIRS)
            out[part] = self.old[rows[part]].multiply(self.new[columns[part]]).sum(axis=1).ravel()
        return out

    def scaled(self, weights: np.ndarray) -> Sides:
        """The old side with every term times its weight, so that a product weighs each shared term once."""
        return Sides((self.old @ sparse.diags_array(weights.astype(np.float32))).tocsr(), self.new)


def _vectorise(vectoriser: Any, old: Sequence[Any], new: Sequence[Any]) -> Sides:
    try:
        table = sparse.csr_array(vectoriser.fit_transform([*old, *new]))
    except ValueError:  # scikit-learn's answer where no clause has a term
        table = sparse.csr_array((len(old) + len(new), 1), dtype=np.float32)
    return Sides(table[: len(old)], table[len(old) :])


def word_vectors(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Sides:
    """TF-IDF of words and of pairs of neighbouring words, rows of length one, IDF over both statements."""
    both = TfidfVectorizer(analyzer=lambda words: [*words, *map(" ".join, pairwise(words))], dtype=np.float32)
    return _vectorise(both, old, new)


def character_vectors(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Sides:
    """TF-IDF of the character n-grams inside words."""
    vectoriser = TfidfVectorizer(analyzer="char_wb", ngram_range=LETTERS, lowercase=False, dtype=np.float32)
    return _vectorise(vectoriser, *([" ".join(words) for words in side] for side in (old, new)))


def term_vectors(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], *, weigh: bool = True) -> Sides:
    """TF-IDF of terms as given, each counted once a clause; without ``weigh`` 1 where a clause has a term."""
    norm = "l2" if weigh else None
    return _vectorise(
        TfidfVectorizer(analyzer=list, binary=True, use_idf=weigh, norm=norm, dtype=np.float32), old, new
    )


def _mean_products(sides: Sequence[Sides]) -> Iterator[tuple[slice, np.ndarray]]:
    """The mean similarity of some old rows with all new rows, a part of the table of ``CELLS`` cells at a time."""
    turned = [side.new.T.tocsr() for side in sides]
    rows, size = sides[0].old.shape[0], max(1, CELLS // max(1, sides[0].new.shape[0]))
    for part in (slice(start, min(rows, start + size)) for start in range(0, rows, size)):
        table = sum(side.old[part] @ new for side, new in zip(sides, turned, strict=True))
        yield part, table.toarray() / len(sides)


def _best_columns(table: np.ndarray, count: int) -> np.ndarray:
    if table.shape[1] <= count:
        return np.tile(np.arange(table.shape[1]), (len(table), 1))
    return np.argpartition(-table, count - 1, axis=1)[:, :count]


def find_candidates(
    sides: Sequence[Sides], more: Sequence[tuple[int, int]] = ()
) -> tuple[np.ndarray, np.ndarray]:
    """Old and new places of the pairs worth judging: the ``TOP`` most similar of each clause, and ``more``; sorted."""
    columns = sides[0].new.shape[0]
    cells = [np.array([i * columns + j for i, j in more], np.int64)]
    values = np.zeros((columns, 0), np.float32)
    places = np.zeros((columns, 0), np.int64)
    for part, table in _mean_products(sides):
        best = _best_columns(table, TOP)
        cells.append((np.arange(part.start, part.stop)[:, None] * columns + best).ravel())
        of_new = _best_columns(table.T, TOP)
        values = np.hstack([values, np.take_along_axis(table.T, of_new, 1)])
        places = np.hstack([places, of_new + part.start])
        keep = _best_columns(values, TOP)
        values, places = np.take_along_axis(values, keep, 1), np.take_along_axis(places, keep, 1)
    cells.append((places * columns + np.arange(columns)[:, None]).ravel())
    found = np.unique(np.concatenate(cells))
    return found // columns, found % columns


def nearest_of_own_side(vectors: Sequence[Sparse]) -> np.ndarray:
    """The highest mean similarity of each clause with another clause of its own statement."""
    best = np.zeros(vectors[0].shape[0], np.float32)
    for part, table in _mean_products([Sides(matrix, matrix) for matrix in vectors]):
        table[np.arange(len(table)), np.arange(part.start, part.stop)] = 0
        best[part] = table.max(axis=1, initial=0)
    return best
