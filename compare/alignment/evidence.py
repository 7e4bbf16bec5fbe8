"""What speaks for and against a pair of clauses: each kind of evidence a table, old clauses down, new clauses across.

Nothing here decides. Each table has a name that a reader understands; the model weighs them (assign.py), the
page shows them. What was tried besides and did not help on unseen series stands in docs/alignment.md.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from rapporteur.compare.alignment.crowding import best_others, mean_of_best, number_runs, standardise
from rapporteur.compare.alignment.opening import weigh_opening
from rapporteur.compare.alignment.rituals import find_rituals
from rapporteur.compare.alignment.shortforms import ShortForms
from rapporteur.compare.alignment.sparse import Sparse
from rapporteur.compare.alignment.vectors import (
    FUNCTION_WORDS,
    Bag,
    cosines,
    count_near,
    count_terms,
    hold_weights,
    keep_company,
    products,
    scale_terms,
    split_words,
    stem,
    sum_groups,
    to_unit_length,
    weigh,
    weigh_rarity,
)
from rapporteur.compare.model import Clause

if TYPE_CHECKING:
    import numpy as np

Tables = dict[str, Any]
"""Evidence by name: dense arrays of one shape."""

REACH = 3
"""Words of matter that two words of a phrase may be apart, so that an adjective come or gone does not break it."""


COMMON = 0.9
"""Taken from the rarity of themes and acts, so that one which every clause has weighs next to nothing."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements as bags of terms, counted once."""

    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    matter: tuple[list[list[str]], list[list[str]]]
    """The stems of the words that carry matter, in the order of the text."""
    stems: Bag
    rarity: np.ndarray
    similarity: np.ndarray
    """TF-IDF cosine over words and pairs of neighbouring words: what everything else is measured by."""
    own: tuple[np.ndarray, np.ndarray]
    """The highest cosine of each clause with another clause of its own side."""

    @property
    def paragraphs(self) -> tuple[list[str], list[str]]:
        """The paragraph of each clause of either side."""
        return [clause.paragraph for clause in self.old], [clause.paragraph for clause in self.new]


@dataclass(frozen=True, slots=True)
class Findings:
    """All evidence of a pair, by name."""

    pair: Pair
    tables: Tables


def gather(
    old: Sequence[Clause], new: Sequence[Clause], abbreviations: Sequence[tuple[str, str]] = ()
) -> Findings:
    """Every kind of evidence for every pair of clauses. Both sides hold at least one clause.

    ``abbreviations`` are (short, long) as the statements define them: a clause that says the short form
    counts as saying the long one.
    """
    words = tuple([_leave_numbers(split_words(c.text)) for c in side] for side in (old, new))
    matter = tuple([_stems(w) for w in side] for side in words)
    spelt = ShortForms(abbreviations)
    stems = count_terms(
        *(
            [sorted({*m, *spelt.spell_out(w)}) for m, w in zip(of_stems, of_words, strict=True)]
            for of_stems, of_words in zip(matter, words, strict=True)
        )
    )
    grams = count_terms(*([[*w, *map(" ".join, pairwise(w))] for w in side] for side in words))
    rarity = weigh_rarity(grams)
    unit = Bag(weigh(grams.old, rarity), weigh(grams.new, rarity), grams.terms)
    own = (_highest_own(unit.old), _highest_own(unit.new))
    pair = Pair(
        tuple(old), tuple(new), (matter[0], matter[1]), stems, weigh_rarity(stems), products(unit), own
    )
    tables: Tables = {}
    for group in (_shares, _phrases, _competition, _openings, _company, _subject, _acts):
        tables.update(group(pair))
    return Findings(pair, tables)


def _leave_numbers(words: Sequence[str]) -> list[str]:
    """Words without bare numbers: a new year or sum does not make another clause."""
    return [word for word in words if not word.isdigit()]


def _stems(words: Sequence[str]) -> list[str]:
    return [stem(word) for word in words if word not in FUNCTION_WORDS]


def _highest_own(unit: Sparse) -> np.ndarray:
    import numpy as np

    table = products(Bag(unit, unit, ()))
    np.fill_diagonal(table, 0)
    return np.asarray(table.max(axis=1, initial=0))


def _shares(pair: Pair) -> Tables:
    """How near the pair comes to the best that either clause can have: 1 for the best partner, less for others."""
    import numpy as np

    shared = products(pair.stems, pair.rarity)
    return {
        "best share of old": shared / np.maximum(1e-9, shared.max(axis=1, keepdims=True)),
        "best share of new": shared / np.maximum(1e-9, shared.max(axis=0, keepdims=True)),
    }


def _phrases(pair: Pair) -> Tables:
    """Word pairs that both have, near each other on either side: each votes for the clauses that share it.

    A pair of words that stands once in the old and once in the new text is one vote; where it stands more
    often, its vote is divided among all the clauses it could link.
    """
    import numpy as np

    near = count_near(*pair.matter, REACH)
    old, new = near.count_clauses()
    return {"rare phrases": np.log1p(products(near, ((old > 0) & (new > 0)) / np.maximum(1, old * new)))}


def _competition(pair: Pair) -> Tables:
    """How far the pair stands out from the rivals of either clause, on the other side and on its own."""
    import numpy as np

    table = pair.similarity
    is_best = (table >= table.max(axis=1, keepdims=True)) & (table >= table.max(axis=0, keepdims=True))
    return {
        "margin for old": table - best_others(table, 1),
        "margin for new": table - best_others(table, 0),
        "above the crowd": table - _crowd(table),
        "mutual best": is_best & (table > 0),
        "above its own side": table - np.maximum(pair.own[0][:, None], pair.own[1][None, :]),
    }


def _crowd(table: np.ndarray) -> np.ndarray:
    crowd: np.ndarray = (mean_of_best(table, 1) + mean_of_best(table, 0)) / 2
    return crowd


def _openings(pair: Pair) -> Tables:
    """How far what both clauses are about stands out from the rivals of either."""
    import numpy as np

    old, new = (
        [weigh_opening(*clause) for clause in zip(clauses, stems, strict=True)]
        for clauses, stems in zip((pair.old, pair.new), pair.matter, strict=True)
    )
    bag = hold_weights(old, new)
    table = cosines(bag, weigh_rarity(bag))
    return {
        "opening": table - _crowd(table),
        "opening margin": table - np.maximum(best_others(table, 1), best_others(table, 0)),
    }


def _company(pair: Pair) -> Tables:
    """The clauses around it, and its paragraph."""
    import numpy as np

    old, new = (weigh(side, pair.rarity) for side in (pair.stems.old, pair.stems.new))
    near = products(Bag(to_unit_length(keep_company(old)), to_unit_length(keep_company(new)), ()))
    runs_old, runs_new = map(number_runs, pair.paragraphs)
    paragraphs = products(
        Bag(to_unit_length(sum_groups(old, runs_old)), to_unit_length(sum_groups(new, runs_new)), ())
    )
    margin = paragraphs - np.maximum(best_others(paragraphs, 0), best_others(paragraphs, 1))
    spread = np.ix_(runs_old, runs_new)
    alone_old, alone_new = (np.bincount(runs)[runs] == 1 for runs in (runs_old, runs_new))
    is_shared = ~(alone_old[:, None] & alone_new[None, :])
    return {
        "neighbours": (standardise(near, 0) + standardise(near, 1)) / 2,
        "paragraph": paragraphs[spread] * is_shared,
        "paragraph margin": margin[spread] * is_shared,
    }


def _subject(pair: Pair) -> Tables:
    """Themes that stand against each other, and the likeness of themes, headings and list openings together."""
    themes = count_terms(*([sorted({t.id for t in c.themes}) for c in side] for side in (pair.old, pair.new)))
    topics = count_terms(*([_topic(c) for c in side] for side in (pair.old, pair.new)))
    has_old, has_new = _has_terms(themes.old), _has_terms(themes.new)
    apart = 1 - cosines(themes, weigh_rarity(themes) - COMMON)
    return {
        "other theme": (has_old[:, None] & has_new[None, :]) * apart,
        "topic": cosines(topics, weigh_rarity(topics)),
    }


def _acts(pair: Pair) -> Tables:
    """Whether both act at all, and whether both perform a ritual of a meeting that either side performs once."""
    import numpy as np

    acts = count_terms(*([sorted({a.lemma for a in c.acts}) for c in side] for side in (pair.old, pair.new)))
    rites = count_terms(*([find_rituals(c.text) for c in side] for side in (pair.old, pair.new)))
    acts_old, acts_new = _has_terms(acts.old), _has_terms(acts.new)
    only = Bag(_done_once(rites.old), _done_once(rites.new), rites.terms)
    return {
        "an act in both": acts_old[:, None] & acts_new[None, :],
        "same ritual": products(only, np.ones(len(rites.terms))) > 0,
    }


def _done_once(rites: Sparse) -> Sparse:
    """The rituals of a side without those that several clauses perform: only what is done once has its slot."""
    import numpy as np

    counts = np.bincount(rites.columns, rites.values, minlength=rites.width)
    return scale_terms(rites, (counts == 1).astype(float))


def _has_terms(matrix: Sparse) -> np.ndarray:
    return matrix.count_per_row() > 0


def _topic(clause: Clause) -> list[str]:
    return [*_heading(clause.section, clause.lead), *sorted({t.id for t in clause.themes})]


@lru_cache(maxsize=4096)
def _heading(section: str, lead: str) -> tuple[str, ...]:
    """The stems of a heading and a list's opening, which many clauses share."""
    return tuple(_stems(split_words(f"{section} {lead}")))
