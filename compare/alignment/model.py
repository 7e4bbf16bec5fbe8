"""The learnt model: chances of candidate pairs, a one-to-one assignment, and joins for the halves of splits and merges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import exp, log
from pathlib import Path

import numpy as np
from rapporteur.compare.alignment.features import Candidates
from rapporteur.compare.alignment.order import Link
from rapporteur.compare.alignment.overrides import Ruling
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

WEIGHTS = Path(__file__).with_name("alignment_weights.json")
"""What ``benchmarks/alignment_training.py`` made; it makes the same bytes again."""

LINK = 0.4
"""Chance from which two clauses are linked, and from which a free clause joins a linked one."""

STRICT, FIRM, FEW, LONG = 0.6, 0.9, 0.1, 150
"""Two statements of ``LONG`` clauses or more, of which less than the share ``FEW`` has a ``FIRM`` link, are kin in genre only
(long communiques years apart): there links need the chance ``STRICT``, because among so many clauses some are alike by chance."""

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
class Model:
    """The regression over candidate pairs and that over joins."""

    pair: Regression
    join: Regression


@cache
def read_model() -> Model:
    """The model that ships with the package."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    read = {
        part: Regression(tuple(entry["weights"]), tuple(entry["weights"].values()), entry["bias"])
        for part, entry in table.items()
        if part in ("pair", "join")
    }
    return Model(read["pair"], read["join"])


Place = tuple[int, int]
"""A clause: side (0 is the old statement, 1 the new) and place."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The links with their chances (0-1), the log-odds of every candidate, and for each free clause its nearest.

    ``nearest`` holds the place on the other side and the chance that the clause carries it on after all.
    """

    links: dict[Link, float]
    odds: np.ndarray
    nearest: dict[Place, tuple[int, float]]


def to_chance(odds: float) -> float:
    """The chance (0-1) that log-odds stand for."""
    return 1 / (1 + exp(-min(max(odds, -CERTAIN), CERTAIN)))


def judge(found: Candidates, model: Model, ruling: Ruling) -> Judged:
    """Links between the clauses of ``found``: one to one first, then what joins them. The ruling is obeyed throughout."""
    odds = _obey(score_pairs(found, model.pair), found, ruling)
    chosen, least = assign(found, odds), LINK
    shorter = min(found.shape)
    if shorter >= LONG and sum(to_chance(odds[k]) >= FIRM for k in chosen) < FEW * shorter:
        chosen, least = assign(found, odds, STRICT), STRICT
    links = {(int(found.rows[k]), int(found.columns[k])): to_chance(odds[k]) for k in chosen}
    joins = find_joins(found, odds, chosen)
    chances = [to_chance(value) for value in model.join.odds(joins.numbers)]
    nearest: dict[Place, tuple[int, float]] = {}
    for chance, k, side in sorted(
        zip(chances, joins.pairs, joins.sides, strict=True), key=lambda join: (-join[0], join[1:])
    ):
        old, new = int(found.rows[k]), int(found.columns[k])
        clause = (0, old) if side == 0 else (1, new)
        if clause not in nearest:  # the likeliest join of a clause comes first and is its only one
            nearest[clause] = (new if side == 0 else old, chance)
            if chance >= least:
                links[old, new] = chance
    _look_among_free(found, odds, links, nearest)
    return Judged(links, odds, nearest)


def score_pairs(found: Candidates, regression: Regression) -> np.ndarray:
    """The log-odds of each candidate pair."""
    return regression.odds(np.stack([found.numbers[name] for name in regression.names], axis=1).astype(float))


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


@dataclass(frozen=True, slots=True)
class Joins:
    """Candidate pairs of a free and a linked clause: their numbers, their places among the candidates, the free one's side."""

    numbers: np.ndarray
    pairs: list[int]
    sides: list[int]


def find_joins(found: Candidates, odds: np.ndarray, chosen: Sequence[int]) -> Joins:
    """Every candidate pair by which a free clause of either side might join a clause that is linked already."""
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
    return Joins(np.array(rows, float).reshape(-1, len(JOIN_NUMBERS)), pairs, sides)


def _look_among_free(
    found: Candidates, odds: np.ndarray, links: dict[Link, float], nearest: dict[Place, tuple[int, float]]
) -> None:
    """Complete ``nearest`` by pairs of clauses that are both free."""
    rows, columns = found.shape
    free_old, free_new = np.ones(rows, bool), np.ones(columns, bool)
    for old, new in links:
        free_old[old] = free_new[new] = False
    for k in np.flatnonzero(free_old[found.rows] & free_new[found.columns]).tolist():
        old, new, chance = int(found.rows[k]), int(found.columns[k]), to_chance(float(odds[k]))
        for clause, other in (((0, old), new), ((1, new), old)):
            if chance > nearest.get(clause, (0, -1.0))[1]:
                nearest[clause] = (other, chance)
