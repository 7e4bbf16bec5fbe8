"""Wordings as vectors: what two clauses share, weighed by how rare it is.

The weighting is scikit-learn's TF-IDF (smooth idf, l2 norm) to the last digit, a law the tests hold it to; it is computed
here on sparse matrices of our own (sparse.py) because importing scikit-learn itself costs a second of start, five times
the alignment of a whole statement. Each distinct word is cut, stemmed and taken apart into letters once per pair, never once per clause.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING

from rapporteur.compare.alignment.sparse import Sparse, from_cells, from_rows, multiply, summed

if TYPE_CHECKING:
    import numpy as np

WORD = re.compile(r"[^\W_]++(?:['.&/][^\W_]++)*+")
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

SHORTENED = re.compile(r"[A-Z](?:\.[A-Z]\.|(?:19|20)\d\d)")
"""What stands in a text that has one of these two: most have none, and looking for this takes a fifth of the time."""

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

STEPS_BY_LETTER: tuple[dict[str, tuple[tuple[str, str], ...]], ...] = tuple(
    {
        letter: tuple(rule for rule in step if rule[0][-1] == letter)
        for letter in {rule[0][-1] for rule in step}
    }
    for step in STEPS
)
"""The endings of each step by their last letter, in their order: most words have none of a step."""

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
    for endings in STEPS_BY_LETTER:
        for ending, instead in endings.get(word[-1], ()):
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
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'")
    is_shortened = bool(SHORTENED.search(text))
    if is_shortened:
        text = DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    if "US" in text:
        text = STATES.sub("USA", text)
    if is_shortened:
        text = DATED.sub(r"\1 \2", text)
    text = text.casefold()
    words = WORD.findall(text)
    return tuple([word.removesuffix("'s") for word in words] if "'s" in text else words)


@dataclass(frozen=True, slots=True)
class Bag:
    """Counts of terms on both sides: rows are clauses, columns are terms of one vocabulary."""

    old: Sparse
    new: Sparse
    terms: tuple[str, ...]

    def count_clauses(self) -> tuple[np.ndarray, np.ndarray]:
        """In how many clauses of either side each term stands."""
        import numpy as np

        size = self.old.width
        old, new = (np.bincount(side.columns, minlength=size) for side in (self.old, self.new))
        return old, new


def count_terms(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]]) -> Bag:
    """Count the terms of each clause; the vocabulary stands in order of first use, so it is the same in every run."""
    vocabulary = _vocabulary()
    sides = [[list(map(vocabulary.__getitem__, terms)) for terms in side] for side in (old, new)]
    counts = [summed(from_rows(side, width=len(vocabulary))) for side in sides]
    return Bag(counts[0], counts[1], tuple(vocabulary))


def hold_weights(old: Sequence[dict[str, float]], new: Sequence[dict[str, float]]) -> Bag:
    """Terms that weigh what each clause says they do; the vocabulary stands in order of first use."""
    vocabulary = _vocabulary()
    sides = [[list(map(vocabulary.__getitem__, terms)) for terms in side] for side in (old, new)]
    held = [
        from_rows(rows, chain.from_iterable(terms.values() for terms in side), width=len(vocabulary))
        for rows, side in zip(sides, (old, new), strict=True)
    ]
    return Bag(held[0], held[1], tuple(vocabulary))


def count_near(old: Sequence[Sequence[str]], new: Sequence[Sequence[str]], reach: int) -> Bag:
    """Which pairs of words stand at most ``reach`` apart in each clause, in their order; how often does not count.

    The pairs are told by numbers and have no terms: a long text has more of them than words, and spelling each out was a
    fifth of an alignment.
    """
    import numpy as np

    vocabulary = _vocabulary()
    told = [_number_near([list(map(vocabulary.__getitem__, c)) for c in side], reach) for side in (old, new)]
    known, columns = np.unique(np.concatenate([pairs for _, pairs in told]), return_inverse=True)
    split, width = np.split(columns, [len(told[0][1])]), max(1, len(known))
    sides = []
    for (rows, _), column, height in zip(told, split, (len(old), len(new)), strict=True):
        cells = np.unique(rows * width + column)
        sides.append(from_cells(cells // width, cells % width, (height, width)))
    return Bag(sides[0], sides[1], ())


def _number_near(clauses: list[list[int]], reach: int) -> tuple[np.ndarray, np.ndarray]:
    """The clause of each pair of words that stand near, and a number for the pair."""
    import numpy as np

    words = from_rows(clauses)
    clause = np.repeat(np.arange(words.height), words.count_per_row())
    word = words.columns.astype(np.int64)
    rows, pairs = [], []
    for step in range(1, reach + 1):
        is_near = clause[step:] == clause[:-step]
        rows.append(clause[step:][is_near])
        pairs.append((word[:-step] << 32 | word[step:])[is_near])
    return np.concatenate(rows), np.concatenate(pairs)


def _vocabulary() -> defaultdict[str, int]:
    """Terms that number themselves when they are first asked for."""
    terms: defaultdict[str, int] = defaultdict()
    terms.default_factory = terms.__len__
    return terms


def weigh_rarity(bag: Bag) -> np.ndarray:
    """The smooth inverse document frequency of every term over both sides: 1 where every clause has it."""
    import numpy as np

    old, new = bag.count_clauses()
    seen = old + new
    clauses = bag.old.height + bag.new.height
    return np.asarray(np.log((1 + clauses) / (1 + seen)) + 1.0)


def to_unit_length(matrix: Sparse) -> Sparse:
    """The rows scaled to length one; an empty row stays empty."""
    import numpy as np

    per_row = matrix.count_per_row()
    row = np.repeat(np.arange(len(per_row)), per_row)
    length = np.sqrt(np.bincount(row, matrix.values * matrix.values, minlength=len(per_row)))
    length[length == 0] = 1.0
    return matrix.with_values(matrix.values / length[row])


def scale_terms(matrix: Sparse, weights: np.ndarray) -> Sparse:
    """Every term times its weight. (A product with a diagonal matrix says the same, at three times the cost.)"""
    return matrix.with_values(matrix.values * weights[matrix.columns])


def weigh(matrix: Sparse, rarity: np.ndarray) -> Sparse:
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
    return Bag(multiply(words.old, pieces.old), multiply(words.new, pieces.old), pieces.terms)


def products(bag: Bag, weights: np.ndarray | None = None) -> np.ndarray:
    """The product of every old with every new row, each term weighed once; a plain array."""
    old = bag.old if weights is None else scale_terms(bag.old, weights)
    return multiply(old, bag.new.turned(), is_full=True).to_dense()


def cosines(bag: Bag, rarity: np.ndarray) -> np.ndarray:
    """The TF-IDF cosine (0-1) of every old with every new row."""
    return products(Bag(weigh(bag.old, rarity), weigh(bag.new, rarity), bag.terms))


CONTEXT = (0.35, 0.7, 0.0, 0.7, 0.35)
"""Weights of the two clauses before and after: the company that a clause keeps, without itself."""


def keep_company(matrix: Sparse) -> Sparse:
    """For every row the weighted sum of its neighbours, without itself."""
    rows, reach = matrix.height, len(CONTEXT) // 2
    steps = [step for step in range(-reach, reach + 1) if step]
    near = [[row + step for step in steps if 0 <= row + step < rows] for row in range(rows)]
    weights = (CONTEXT[at - row + reach] for row, places in enumerate(near) for at in places)
    return multiply(from_rows(near, weights, width=rows), matrix)


def sum_groups(matrix: Sparse, groups: np.ndarray) -> Sparse:
    """Rows added up by group: clauses into paragraphs. Groups are numbered from 0 on as they come."""
    members: list[list[int]] = [[] for _ in range(int(groups.max()) + 1)]
    for row, group in enumerate(groups.tolist()):
        members[group].append(row)
    return multiply(from_rows(members, width=matrix.height), matrix)
