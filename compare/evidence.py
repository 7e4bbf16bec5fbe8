"""What speaks for and against a pair of clauses: each kind of evidence a table, old clauses down, new clauses across.

Nothing here decides. Each table has a name that a reader understands; the model weighs them (assign.py), the page shows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from .crowding import best_others, mean_of_best, number_runs, standardise
from .landmarks import find_slots, read_names
from .model import Clause
from .vectors import (
    FUNCTION_WORDS,
    Bag,
    cosines,
    count_letters,
    count_terms,
    keep_company,
    products,
    split_words,
    stem,
    sum_groups,
    sum_rows,
    to_unit_length,
    weigh,
    weigh_rarity,
)

if TYPE_CHECKING:
    import numpy as np

Tables = dict[str, Any]
"""Evidence by name: dense arrays of one shape."""

OPENING = 4
"""Words at the start of a clause in which its subject and operative verb stand."""

RARE = 2
"""A stem in at most this many clauses of either side is rare: sharing it is seldom chance."""

LITTLE = 3.0
"""Weight of about one rare stem: shares of less than that are not trusted."""

SHORT = 6
"""Words below which a clause is too short for its similarity to be trusted."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements as bags of terms, counted once."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    words: tuple[list[list[str]], list[list[str]]]
    stems: Bag
    rarity: np.ndarray
    similarity: np.ndarray
    """The mean of three TF-IDF cosines (words and word pairs, letters, stems): what everything else is measured by."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All evidence of a pair: ``tables[k]`` belongs to ``names[k]``."""

    pair: Pair
    names: tuple[str, ...]
    tables: np.ndarray


def gather(old: Sequence[Clause], new: Sequence[Clause]) -> Findings:
    """Every kind of evidence for every pair of clauses. Both sides hold at least one clause."""
    import numpy as np

    words = ([split_words(c.text) for c in old], [split_words(c.text) for c in new])
    plain = ([_leave_numbers(w) for w in words[0]], [_leave_numbers(w) for w in words[1]])
    stems = count_terms(*([sorted({*_stems(w)}) for w in side] for side in plain))
    rarity = weigh_rarity(stems)
    tables = _wording(plain, stems, rarity)
    pair = Pair(tuple(old), tuple(new), words, stems, rarity, tables["similarity"])
    for group in (_containment, _competition, _names, _opening, _company, _place, _form):
        tables.update(group(pair))
    return Findings(pair, tuple(tables), np.stack([np.asarray(t, dtype=np.float64) for t in tables.values()]))


def _leave_numbers(words: list[str]) -> list[str]:
    return [word for word in words if not word.isdigit()]


def _stems(words: list[str]) -> list[str]:
    return [stem(word) for word in words if word not in FUNCTION_WORDS]


def _wording(plain: tuple[list[list[str]], list[list[str]]], stems: Bag, rarity: np.ndarray) -> Tables:
    """The three cosines and their mean."""
    grams = ([[*w, *map(" ".join, pairwise(w))] for w in side] for side in plain)
    pairs = count_terms(*grams)
    letters = count_letters(count_terms(*plain))
    word, letter = cosines(pairs, weigh_rarity(pairs)), cosines(letters, weigh_rarity(letters))
    stemmed = cosines(stems, rarity)
    return {"similarity": (word + letter + stemmed) / 3, "words": word, "letters": letter, "stems": stemmed}


def _containment(pair: Pair) -> Tables:
    """How much of the one clause is in the other, by weight; and of what could be there at all."""
    import numpy as np

    stems, rarity = pair.stems, pair.rarity
    shared = products(stems, rarity)
    in_new = shared / np.maximum(sum_rows(stems.old, rarity), 1e-9)[:, None]
    in_old = shared / np.maximum(sum_rows(stems.new, rarity), 1e-9)[None, :]
    seen_old, seen_new = stems.count_clauses()
    could_new = shared / np.maximum(sum_rows(stems.old, rarity * (seen_new > 0)), LITTLE)[:, None]
    could_old = shared / np.maximum(sum_rows(stems.new, rarity * (seen_old > 0)), LITTLE)[None, :]
    rare = (seen_old <= RARE) & (seen_new <= RARE)
    return {
        "contained, more": np.maximum(in_new, in_old),
        "contained, less": np.minimum(in_new, in_old),
        "found again, more": np.maximum(could_new, could_old),
        "found again, less": np.minimum(could_new, could_old),
        "shared weight": np.log1p(shared),
        "rare terms": np.log1p(products(stems, rare / np.maximum(1, seen_old * seen_new))),
        "best share of old": shared / np.maximum(1e-9, np.maximum(shared, best_others(shared, 1))),
        "best share of new": shared / np.maximum(1e-9, np.maximum(shared, best_others(shared, 0))),
    }


def _competition(pair: Pair) -> Tables:
    """How far the pair stands out from the rivals of either clause."""
    table = pair.similarity
    crowd = (mean_of_best(table, 1) + mean_of_best(table, 0)) / 2
    is_best = (table >= table.max(axis=1, keepdims=True)) & (table >= table.max(axis=0, keepdims=True))
    return {
        "margin for old": table - best_others(table, 1),
        "margin for new": table - best_others(table, 0),
        "stands out for old": standardise(table, 1),
        "stands out for new": standardise(table, 0),
        "above the crowd": table - crowd,
        "mutual best": is_best & (table > 0),
    }


def _names(pair: Pair) -> Tables:
    """Names and numbers that both have, and names that stand against each other (Japan here, India there)."""
    import numpy as np

    names = count_terms(*([sorted(set(read_names(c.text))) for c in side] for side in (pair.old, pair.new)))
    numbers = count_terms(
        *([sorted({w for w in ws if any(map(str.isdigit, w))}) for ws in side] for side in pair.words)
    )
    rarity, seen = weigh_rarity(names), names.count_clauses()
    telling = (rarity - 1) * ((seen[0] > 0) & (seen[1] > 0))
    shared = products(names, telling)
    missing_new = sum_rows(names.old, telling)[:, None] - shared
    missing_old = sum_rows(names.new, telling)[None, :] - shared
    return {
        "names": cosines(names, rarity),
        "shared names": np.log1p(products(names, rarity - 0.8)),
        "other names": np.minimum(missing_new, missing_old),
        "shared numbers": np.log1p(products(numbers, weigh_rarity(numbers) - 1)),
    }


def _opening(pair: Pair) -> Tables:
    """The first words, in which the operative verb stands, and the rituals of a meeting."""
    import numpy as np

    first = count_terms(
        *([[stem(word) for word in words[:OPENING]] for words in side] for side in pair.words)
    )
    slots = count_terms(*([find_slots(c.text) for c in side] for side in (pair.old, pair.new)))
    return {
        "opening": cosines(first, weigh_rarity(first)),
        "ritual": products(slots, np.ones(len(slots.terms))),
    }


def _company(pair: Pair) -> Tables:
    """The clauses around it, its paragraph, its section, the line that opens its list."""
    import numpy as np

    old, new = (weigh(side, pair.rarity) for side in (pair.stems.old, pair.stems.new))
    near = products(Bag(to_unit_length(keep_company(old)), to_unit_length(keep_company(new)), ()))
    runs_old, runs_new = (
        number_runs([c.paragraph for c in pair.old]),
        number_runs([c.paragraph for c in pair.new]),
    )
    folded = Bag(to_unit_length(sum_groups(old, runs_old)), to_unit_length(sum_groups(new, runs_new)), ())
    paragraphs = products(folded)
    margin = paragraphs - np.maximum(best_others(paragraphs, 0), best_others(paragraphs, 1))
    spread = np.ix_(runs_old, runs_new)
    is_shared = ~(
        (np.bincount(runs_old)[runs_old] == 1)[:, None] & (np.bincount(runs_new)[runs_new] == 1)[None, :]
    )
    return {
        "neighbours": near,
        "neighbours stand out": (standardise(near, 0) + standardise(near, 1)) / 2,
        "paragraph": paragraphs[spread] * is_shared,
        "paragraph margin": margin[spread] * is_shared,
        "section": _compare_lines(pair, "section"),
        "list": _compare_lines(pair, "lead"),
    }


def _compare_lines(pair: Pair, field: str) -> np.ndarray:
    lines = count_terms(
        *([_stems(split_words(getattr(c, field))) for c in side] for side in (pair.old, pair.new))
    )
    return cosines(lines, weigh_rarity(lines))


def _place(pair: Pair) -> Tables:
    """How far apart the two stand, as shares of their statements."""
    import numpy as np

    at = [(np.arange(len(side)) + 0.5) / len(side) for side in (pair.old, pair.new)]
    return {"distance": np.abs(at[0][:, None] - at[1][None, :])}


def _form(pair: Pair) -> Tables:
    """Length, sameness, and likeness to others of the own side, which makes any likeness cheap."""
    import numpy as np

    long = [np.array([len(words) for words in side]) for side in pair.words]
    own = []
    for side in (pair.stems.old, pair.stems.new):
        unit = weigh(side, pair.rarity)
        table = products(Bag(unit, unit, ()))
        np.fill_diagonal(table, 0)
        own.append(table.max(axis=1, initial=0))
    return {
        "above its own side": pair.similarity - np.maximum(own[0][:, None], own[1][None, :]),
        "length": np.abs(np.log((long[0][:, None] + 3) / (long[1][None, :] + 3))),
        "short": np.minimum(long[0][:, None], long[1][None, :]) < SHORT,
    }
