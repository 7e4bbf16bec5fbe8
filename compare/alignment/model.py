"""The learnt model: chances of candidate pairs, a one-to-one assignment, and joins for the halves of splits and merges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np
from rapporteur.compare.alignment.features import Candidates, best_of
from rapporteur.compare.alignment.order import Link
from rapporteur.compare.alignment.overrides import Ruling
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

WEIGHTS = Path(__file__).with_name("alignment_weights.json")
"""What ``benchmarks/alignment_training.py`` made; it makes the same bytes again."""

LINK, JOIN = 0.4, 0.45
"""Chance from which two clauses are linked, and from which a free clause joins a linked one."""

CERTAIN = 30.0
"""Log-odds of a pair that the analyst pinned; minus this where it is ruled out."""

LEAST_JOIN = -5.0
"""Log-odds below which a pair is not looked at as a join."""

JOIN_NUMBERS = ("chance of the pair", "beside the partner", "length of the shared clause")
"""What the join model goes by: log-odds, 1 or 0, and the logarithm of a ratio of words."""


@dataclass(frozen=True, slots=True)
class Regression:
    """A logistic regression over named numbers."""

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float

    def odds(self, numbers: np.ndarray) -> np.ndarray:
        """The log-odds of each row of ``numbers``, one column for each name."""
        return np.asarray(numbers @ np.array(self.weights) + self.bias)


@dataclass(frozen=True, slots=True)
class Texts:
    """What the two texts as wholes say against each of their pairs.

    In texts that carry little of each other on, some clauses are alike by chance; in a text of few clauses nothing
    shows which words are common to all.
    """

    usual: float
    """Log-odds of the share of clauses with a partner from which texts are as like as successors are."""
    unlike: float
    """Log-odds taken from each pair for each log-odds that the share stays below the usual."""
    few: float
    """Log-odds taken from each pair of texts of one clause; of two clauses half of it, and so on."""

    def odds(self, found: Candidates, odds: np.ndarray) -> float:
        """The log-odds that a pair of these texts has beside its own; 0 or less."""
        size = min(found.shape)
        return self.unlike * min(0.0, share_odds(found, odds) - self.usual) - self.few / size


@dataclass(frozen=True, slots=True)
class Model:
    """The regressions over candidate pairs and over joins, and what whole texts say."""

    pair: Regression
    join: Regression
    texts: Texts = Texts(0.0, 0.0, 0.0)


@cache
def read_model() -> Model:
    """The model that ships with the package."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    pair, join = (
        Regression(tuple(entry["weights"]), tuple(entry["weights"].values()), entry["bias"])
        for entry in (table["pair"], table["join"])
    )
    return Model(pair, join, Texts(**table["texts"]))


Place = tuple[int, int]
"""A clause: side (0 is the old statement, 1 the new) and place."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The links with their chances (0-1), the log-odds of every candidate, and for each free clause its nearest.

    ``nearest`` holds the place on the other side and the chance that the clause carries it on after all; ``of_texts``
    the part of the log-odds that is of the whole texts.
    """

    links: dict[Link, float]
    odds: np.ndarray
    nearest: dict[Place, tuple[int, float]]
    of_texts: float = 0.0


def to_chance(odds: float) -> float:
    """The chance (0-1) that log-odds stand for."""
    return 1 / (1 + exp(-min(max(odds, -CERTAIN), CERTAIN)))


def judge(found: Candidates, model: Model, ruling: Ruling) -> Judged:
    """Links between the clauses of ``found``: one to one first, then what joins them. The ruling is obeyed throughout."""
    odds = score_pairs(found, model.pair)
    of_texts = model.texts.odds(found, odds)
    odds = _obey(odds + of_texts, found, ruling)
    chosen = assign(found, odds)
    links = {(int(found.rows[k]), int(found.columns[k])): to_chance(odds[k]) for k in chosen}
    numbers, joins, sides = find_joins(found, odds, chosen)
    chances = [to_chance(value) for value in model.join.odds(numbers)]
    nearest: dict[Place, tuple[int, float]] = {}
    partner_of = {place: pair[1 - place[0]] for pair in links for place in enumerate(pair)}
    split_on: dict[
        Link, int
    ] = {}  # the side that joins a link: several clauses become one, or one several, never both
    for chance, k, side in sorted(
        zip(chances, joins, sides, strict=True), key=lambda join: (-join[0], join[1:])
    ):
        old, new = int(found.rows[k]), int(found.columns[k])
        clause = (0, old) if side == 0 else (1, new)
        if clause not in nearest:  # the likeliest join of a clause comes first and is its only one
            nearest[clause] = (new if side == 0 else old, chance)
            link = (partner_of[1, new], new) if side == 0 else (old, partner_of[0, old])
            if chance >= JOIN and split_on.setdefault(link, side) == side:
                links[old, new] = chance
    _look_among_free(found, odds, links, nearest)
    return Judged(links, odds, nearest, of_texts)


def score_pairs(found: Candidates, regression: Regression) -> np.ndarray:
    """The log-odds of each candidate pair."""
    return regression.odds(np.stack([found.numbers[name] for name in regression.names], axis=1).astype(float))


def share_odds(found: Candidates, odds: np.ndarray) -> float:
    """The log-odds of the share of the shorter statement's clauses that the pairs lead to expect a partner for."""
    side = int(found.shape[1] < found.shape[0])
    chances = 1 / (1 + np.exp(-np.clip(odds, -CERTAIN, CERTAIN)))
    partners = float(best_of((found.rows, found.columns)[side], chances, found.shape[side])[0].sum())
    return log((partners + 0.5) / (found.shape[side] - partners + 0.5))


def _obey(odds: np.ndarray, found: Candidates, ruling: Ruling) -> np.ndarray:
    """The log-odds with the analyst's word in them: a pinned clause has no other partner, a forbidden pair none."""
    for old, new in ruling.pinned:
        odds[(found.rows == old) | (found.columns == new)] = -CERTAIN
    for old, new in ruling.forbidden:
        odds[(found.rows == old) & (found.columns == new)] = -CERTAIN
    for old, new in ruling.pinned:
        odds[(found.rows == old) & (found.columns == new)] = CERTAIN
    return odds


def assign(found: Candidates, odds: np.ndarray, least: float = LINK) -> list[int]:
    """The candidate pairs that link each clause at most once, with the greatest sum of log-odds above the chance ``least``.

    The assignment problem on a sparse table: every old clause may also take a column of its own, which means no link.
    """
    gain = odds - log(least / (1 - least))
    worth = np.flatnonzero(gain > 0)
    if not len(worth):
        return []
    rows, columns = found.shape
    most = float(gain.max()) + 1
    cost = np.concatenate([most - gain[worth], np.full(rows, most)])
    down = np.concatenate([found.rows[worth], np.arange(rows)])
    across = np.concatenate([found.columns[worth], columns + np.arange(rows)])
    table = sparse.csr_array((cost, (down, across)), shape=(rows, columns + rows))
    olds, news = min_weight_full_bipartite_matching(table)
    at = {(int(found.rows[k]), int(found.columns[k])): int(k) for k in worth}
    return [at[old, new] for old, new in zip(olds.tolist(), news.tolist(), strict=True) if new < columns]


def find_joins(
    found: Candidates, odds: np.ndarray, chosen: Sequence[int]
) -> tuple[np.ndarray, list[int], list[int]]:
    """Every candidate pair by which a free clause might join a linked one: its numbers, its place, the free one's side."""
    rows: list[tuple[float, float, float]] = []
    pairs: list[int] = []
    sides: list[int] = []
    for side, (mine, theirs) in enumerate(((found.rows, found.columns), (found.columns, found.rows))):
        partner = np.full(found.shape[1 - side], -1)
        partner[theirs[list(chosen)]] = mine[list(chosen)]
        is_free = np.ones(found.shape[side], bool)
        is_free[mine[list(chosen)]] = False
        words, other_words = found.length[side], found.length[1 - side]
        for k in np.flatnonzero(is_free[mine] & (partner[theirs] >= 0) & (odds >= LEAST_JOIN)).tolist():
            free, shared = int(mine[k]), int(theirs[k])
            other = int(partner[shared])
            length = log((other_words[shared] + 1) / (words[other] + words[free] + 1))
            rows.append((float(odds[k]), float(abs(free - other) == 1), length))
            pairs.append(k)
            sides.append(side)
    return np.array(rows, float).reshape(-1, len(JOIN_NUMBERS)), pairs, sides


def _look_among_free(
    found: Candidates, odds: np.ndarray, links: dict[Link, float], nearest: dict[Place, tuple[int, float]]
) -> None:
    """Complete ``nearest`` by pairs of clauses that are both free, and by those too unlikely to be looked at as joins."""
    linked = {place for pair in links for place in enumerate(pair)}
    for k, pair in enumerate(zip(found.rows.tolist(), found.columns.tolist(), strict=True)):
        free = [place for place in enumerate(pair) if place not in linked]
        if len(free) == 2 or (free and odds[k] < LEAST_JOIN):
            chance = to_chance(float(odds[k]))
            for side, at in free:
                if chance > nearest.get((side, at), (0, -1.0))[1]:
                    nearest[side, at] = (pair[1 - side], chance)
