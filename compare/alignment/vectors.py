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

_FUNCTION_WORDS = """
a an and any are as at be been both but by can could did do does for from had has have he her his i if in
into is it its may more most must nor not of on or our ours s shall she should so such than that the
their them these they this those through to under upon us was we were which while who will with within
without would you your also all other including inter alia
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Words that carry grammar, not matter; no two clauses are alike for sharing them."""

DOTTED = re.compile(r"\b(?:[A-Z]\.){2,5}(?:[A-Z]\b)?")
"""A short form with dots: U.S., E.U."""

STATES = re.compile(r"\bUS\b")
"""The country, which in lower case would be a pronoun."""

DATED = re.compile(r"\b([A-Z]{2,8})((?:19|20)\d\d)\b")
"""A short form and its year in one: ADM2025."""

STEPS = (
    (("sses", "ss"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ss", "ss"), ("us", "us"), ("s", "")),
    (("iz", "iz"), ("ied", "y"), ("ying", "y"), ("edly", ""), ("ingly", ""), ("ating", "at"), ("ated", "at"), ("ing", ""), ("ed", "")),
    (("isation", "iz"), ("ization", "iz"), ("iveness", "iv"), ("fulness", "ful"), ("ational", "at"), ("ation", "at"),
     ("ator", "at"), ("ition", "it"), ("sion", "s"), ("tion", "t"), ("ical", "ic"), ("ally", "al"), ("ily", "y"), ("ly", "")),
    (("ise", "iz"), ("ize", "iz"), ("is", "iz"), ("at", ""), ("ate", ""), ("gement", "g"),
     ("vement", "v"), ("cement", "c"), ("eement", "e"), ("tment", "t"), ("pment", "p"), ("yment", "y"), ("dment", "d"), ("shment", "sh"),
     ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("er", ""), ("or", ""), ("al", ""), ("ive", ""), ("iv", ""), ("ee", "e"), ("e", "")),
)  # fmt: skip
"""Endings by step, each with what takes its place: number, then tense, then the derivations that law prose lives on."""

LONG, STEM = 5, 4
"""Words shorter than this are left alone, and so many letters always stay."""

SPELLINGS = (
    ("our", "or"),
    ("tre", "ter"),
    ("programme", "program"),
    ("defence", "defens"),
    ("licence", "licens"),
)
"""British to American, for comparing only: the same word must have one stem on both sides of the ocean."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its inflection and commonest derivations; at least four letters stay.

    >>> stem("implementing") == stem("implementation") == stem("implements")
    True
    """
    if len(word) < LONG:
        return word
    for british, american in SPELLINGS:
        word = word.replace(british, american)
    for endings in STEPS:
        for ending, instead in endings:
            if word.endswith(ending) and len(word) - len(ending) >= STEM:
                word = word[: len(word) - len(ending)] + instead
                break
    return word


@lru_cache(maxsize=4096)  # a clause is aligned twice: with the meeting before and with the one after
def split_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in one form of apostrophe, without the possessive's s.

    Dotted short forms are joined and a short form is parted from its year, so that one thing has one name.

    >>> split_words("The U.S. and ASEAN’s ADM2025")
    ('the', 'usa', 'and', 'asean', 'adm', '2025')
    """
    text = unicodedata.normalize("NFKC", text).replace("’", "'")
    text = DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    text = DATED.sub(r"\1 \2", STATES.sub("USA", text)).casefold()
    return tuple([word.removesuffix("'s") for word in WORD.findall(text)])


def _sparse() -> Any:
    """scipy.sparse, imported without what it takes along and never uses.

    Its array layer copies every name of numpy, and by asking for them imports numpy's Fortran compiler, its tests
    and their libraries: two thirds of its start, a tenth of a second. While it is imported, numpy names only what
    is loaded already.
    """
    import sys

    if "scipy.sparse" in sys.modules:
        return sys.modules["scipy.sparse"]
    import numpy as np

    module: Any = np
    names, listing, loaded = module.__all__, module.__dir__, sorted(vars(np))
    module.__all__, module.__dir__ = [name for name in names if name in vars(np)], lambda: loaded
    try:
        import scipy.sparse
    finally:
        module.__all__, module.__dir__ = names, listing
    return scipy.sparse


@dataclass(frozen=True, slots=True)
class Bag:
    """Counts of terms on both sides: rows are clauses, columns are terms of one vocabulary."""

    old: Any
    new: Any
    terms: tuple[str, ...]

    def count_clauses(self) -> tuple[np.ndarray, np.ndarray]:
        """In how many clauses of either side each term stands."""
        import numpy as np

        size = self.old.shape[1]
        old, new = (np.bincount(side.indices, minlength=size) for side in (self.old, self.new))
        return old, new


def count_terms(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Bag:
    """Count the terms of each clause; the vocabulary stands in order of first use, so it is the same in every run."""
    import numpy as np

    csr_matrix = _sparse().csr_matrix

    vocabulary: dict[str, int] = {}
    sides = []
    for side in (old, new):
        add = vocabulary.setdefault
        columns = [add(term, len(vocabulary)) for terms in side for term in terms]
        starts = np.cumsum([0, *(len(terms) for terms in side)])
        sides.append((columns, starts, len(side)))
    matrices = []
    for columns, starts, rows in sides:
        matrix = csr_matrix(
            (np.ones(len(columns)), np.asarray(columns, dtype=np.int32), starts),
            shape=(rows, len(vocabulary)),
        )
        matrix.sum_duplicates()
        matrices.append(matrix)
    return Bag(matrices[0], matrices[1], tuple(vocabulary))


def hold_weights(old: Sequence[dict[str, float]], new: Sequence[dict[str, float]]) -> Bag:
    """Terms that weigh what each clause says they do; the vocabulary stands in order of first use."""
    import numpy as np

    csr_matrix = _sparse().csr_matrix

    at: dict[str, int] = {}
    for side in (old, new):
        for terms in side:
            for term in terms:
                at.setdefault(term, len(at))
    matrices = []
    for side in (old, new):
        values = np.array([weight for terms in side for weight in terms.values()], dtype=np.float64)
        columns = np.array([at[term] for terms in side for term in terms], dtype=np.int32)
        starts = np.cumsum([0, *(len(terms) for terms in side)])
        matrices.append(csr_matrix((values, columns, starts), shape=(len(side), len(at))))
    return Bag(matrices[0], matrices[1], tuple(at))


def weigh_rarity(bag: Bag) -> np.ndarray:
    """The smooth inverse document frequency of every term over both sides: 1 where every clause has it."""
    import numpy as np

    old, new = bag.count_clauses()
    seen = old + new
    clauses = bag.old.shape[0] + bag.new.shape[0]
    return np.asarray(np.log((1 + clauses) / (1 + seen)) + 1.0)


def to_unit_length(matrix: Any) -> Any:
    """The rows scaled to length one; an empty row stays empty."""
    import numpy as np

    per_row = np.diff(matrix.indptr)
    row = np.repeat(np.arange(len(per_row)), per_row)
    length = np.sqrt(np.bincount(row, matrix.data * matrix.data, minlength=len(per_row)))
    length[length == 0] = 1.0
    scaled = matrix.copy()
    scaled.data = matrix.data / length[row]
    return scaled


def scale_terms(matrix: Any, weights: np.ndarray) -> Any:
    """Every term times its weight. (A product with a diagonal matrix says the same, at three times the cost.)"""
    scaled = matrix.copy()
    scaled.data = matrix.data * weights[matrix.indices]
    return scaled


def weigh(matrix: Any, rarity: np.ndarray) -> Any:
    """Counts times rarity, rows of length one: TF-IDF."""
    return to_unit_length(scale_terms(matrix, rarity))


@lru_cache(maxsize=65536)
def cut_letters(word: str, shortest: int = 3, longest: int = 5) -> tuple[str, ...]:
    """The runs of three to five letters of a word with a blank at both ends, as scikit-learn's ``char_wb`` cuts them."""
    padded = f" {word} "
    pieces = []
    for size in range(shortest, longest + 1):
        if size >= len(padded):
            pieces.append(padded)
            break
        pieces.extend([padded[at : at + size] for at in range(len(padded) - size + 1)])
    return tuple(pieces)


def count_letters(words: Bag) -> Bag:
    """Counts of letter runs per clause, from its words: each distinct word is cut once."""
    pieces = count_terms([cut_letters(word) for word in words.terms], [])
    return Bag((words.old @ pieces.old).tocsr(), (words.new @ pieces.old).tocsr(), pieces.terms)


def products(bag: Bag, weights: np.ndarray | None = None) -> np.ndarray:
    """The product of every old with every new row, each term weighed once; a plain array."""
    import numpy as np

    old = bag.old if weights is None else scale_terms(bag.old, weights)
    return np.asarray((old @ bag.new.T).todense(), dtype=np.float64)


def cosines(bag: Bag, rarity: np.ndarray) -> np.ndarray:
    """The TF-IDF cosine (0-1) of every old with every new row."""
    return products(Bag(weigh(bag.old, rarity), weigh(bag.new, rarity), bag.terms))


def sum_rows(matrix: Any, weights: np.ndarray) -> np.ndarray:
    """The weight of each row."""
    import numpy as np

    return np.asarray(matrix @ weights, dtype=np.float64).ravel()


CONTEXT = (0.35, 0.7, 0.0, 0.7, 0.35)
"""Weights of the two clauses before and after: the company that a clause keeps, without itself."""


def keep_company(matrix: Any) -> Any:
    """For every row the weighted sum of its neighbours, without itself."""
    diags = _sparse().diags

    rows, reach = matrix.shape[0], len(CONTEXT) // 2
    offsets = [step for step in range(-reach, reach + 1) if step and abs(step) < rows]
    if not offsets:
        return matrix * 0
    band = diags([CONTEXT[step + reach] for step in offsets], offsets, shape=(rows, rows))
    return (band @ matrix).tocsr()


def sum_groups(matrix: Any, groups: np.ndarray) -> Any:
    """Rows added up by group: clauses into paragraphs."""
    import numpy as np

    csr_matrix = _sparse().csr_matrix

    rows = len(groups)
    gather = csr_matrix((np.ones(rows), (groups, np.arange(rows))), shape=(int(groups.max()) + 1, rows))
    return gather @ matrix
