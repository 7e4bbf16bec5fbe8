"""Wordings as vectors: what two clauses share, weighed by how rare it is.

The weighting is scikit-learn's TF-IDF (smooth idf, l2 norm) to the last digit, a law the tests hold it to; it is computed
here on scipy's sparse matrices because importing scikit-learn itself costs a second of start, five times the alignment
of a whole statement. Each distinct word is cut, stemmed and taken apart into letters once per pair, never once per clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

WORD = re.compile(r"[^\W_]+(?:['.&/][^\W_]+)*")
"""A word with what holds it together inside: Member's, U.S, R&D, 1/CP.21."""

NUMBER = re.compile(r"\d")
"""Anything with a digit is a number: a year, a decision's symbol, 5G. Numbers are weighed apart from words."""

FUNCTION_WORDS = frozenset(
    "a an and any are as at be been both but by can could did do does for from had has have he her his i if in into is it its "
    "may more most must nor not of on or our ours s shall she should so such than that the their them these they this those "
    "through to under upon us was we were which while who will with within without would you your also all other "
    "including inter alia".split()
)
"""Words that carry grammar, not matter; no two clauses are alike for sharing them."""

ENDINGS = (
    ("isations", "ize"), ("izations", "ize"), ("isation", "ize"), ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"),
    ("ations", "ate"), ("ation", "ate"), ("ising", "ize"), ("izing", "ize"), ("ised", "ize"), ("ized", "ize"), ("ises", "ize"),
    ("izes", "ize"), ("ise", "ize"), ("ments", ""), ("ment", ""), ("ities", "ity"), ("ively", "ive"), ("ically", "ic"),
    ("ical", "ic"), ("ating", "ate"), ("ated", "ate"), ("ates", "ate"), ("ators", "ate"), ("ator", "ate"), ("ies", "y"),
    ("ied", "y"), ("ings", ""), ("ing", ""), ("ers", ""), ("er", ""), ("edly", ""), ("ed", ""), ("ions", ""), ("ion", ""),
    ("ances", ""), ("ance", ""), ("ences", ""), ("ence", ""), ("ally", "al"), ("ly", ""), ("es", ""), ("s", ""), ("e", ""),
)  # fmt: skip
"""Endings of inflection and of the commonest derivations, longest first, and what takes their place."""

SPELLINGS = (("our", "or"), ("tre", "ter"), ("programme", "program"), ("defence", "defens"), ("licence", "licens"))
"""British to American, for comparing only: the same word must have one stem on both sides of the ocean."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its inflection and commonest derivation; at least four letters stay.

    >>> stem("implementing") == stem("implementation") == stem("implements")
    True
    """
    for british, american in SPELLINGS:
        if len(word) > 5:
            word = word.replace(british, american)
    for ending, instead in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: len(word) - len(ending)] + instead
            break
    if len(word) > 4 and word[-1] in "ey":
        word = word[:-1]
    if len(word) > 4 and word[-1] == word[-2]:
        word = word[:-1]
    return word


def split_words(text: str) -> list[str]:
    """The words of a text in lower case, in one form of apostrophe, without the possessive's s."""
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    return [word.removesuffix("'s") for word in WORD.findall(text)]


@dataclass(frozen=True, slots=True)
class Bag:
    """Counts of terms on both sides: rows are clauses, columns are terms of one vocabulary."""

    old: Any
    new: Any
    terms: tuple[str, ...]


def count_terms(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Bag:
    """Count the terms of each clause; the vocabulary stands in order of first use, so it is the same in every run."""
    import numpy as np
    from scipy.sparse import csr_matrix

    vocabulary: dict[str, int] = {}
    sides = []
    for side in (old, new):
        columns = [vocabulary.setdefault(term, len(vocabulary)) for terms in side for term in terms]
        starts = np.cumsum([0, *(len(terms) for terms in side)])
        sides.append((columns, starts, len(side)))
    matrices = []
    for columns, starts, rows in sides:
        matrix = csr_matrix((np.ones(len(columns)), np.asarray(columns, dtype=np.int32), starts), shape=(rows, len(vocabulary)))
        matrix.sum_duplicates()
        matrices.append(matrix)
    return Bag(matrices[0], matrices[1], tuple(vocabulary))


def weigh_rarity(bag: Bag, history: tuple[int, dict[str, int]] | None = None) -> np.ndarray:
    """The smooth inverse document frequency of every term over both sides, and over the forum's history where given."""
    import numpy as np

    size = bag.old.shape[1]
    seen = np.bincount(bag.old.indices, minlength=size) + np.bincount(bag.new.indices, minlength=size)
    clauses = bag.old.shape[0] + bag.new.shape[0]
    if history is not None:
        clauses += history[0]
        seen = seen + np.array([history[1].get(term, 0) for term in bag.terms])
    return np.log((1 + clauses) / (1 + seen)) + 1.0


def to_unit_length(matrix: Any) -> Any:
    """The rows scaled to length one; an empty row stays empty."""
    import numpy as np
    from scipy.sparse import diags

    length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    length[length == 0] = 1.0
    return diags(1.0 / length) @ matrix


def weigh(matrix: Any, rarity: np.ndarray) -> Any:
    """Counts times rarity, rows of length one: TF-IDF."""
    from scipy.sparse import diags

    return to_unit_length(matrix @ diags(rarity))


def cut_letters(word: str, shortest: int = 3, longest: int = 5) -> list[str]:
    """The runs of three to five letters of a word with a blank at both ends, as scikit-learn's ``char_wb`` cuts them."""
    padded = f" {word} "
    pieces = []
    for size in range(shortest, longest + 1):
        if size >= len(padded):
            pieces.append(padded)
            break
        pieces.extend(padded[at : at + size] for at in range(len(padded) - size + 1))
    return pieces


def count_letters(words: Bag) -> Bag:
    """Counts of letter runs per clause, from its words: each distinct word is cut once."""
    pieces = count_terms([cut_letters(word) for word in words.terms], [])
    return Bag((words.old @ pieces.old).tocsr(), (words.new @ pieces.old).tocsr(), pieces.terms)
