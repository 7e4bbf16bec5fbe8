"""Evidence -> links: the model's chance for every pair, and which pairs may stand together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp, log
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.compare.alignment.evidence import Findings, Tables
from rapporteur.compare.alignment.order import Link, find_gaps, measure_order
from rapporteur.compare.alignment.overrides import NO_RULING, Ruling
from rapporteur.compare.alignment.support import STRONG, find_support

if TYPE_CHECKING:
    import numpy as np

WEIGHTS = Path(__file__).with_name("alignment_weights.json")
"""What the training made (benchmarks/alignment_training.py makes it again, byte for byte)."""


EXTREME = 30.0
"""Log-odds beyond which a chance is no longer told apart."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression over named evidence, the two chances at which a link is made, and how far to trust it.

    ``link`` is the chance from which two free clauses are linked, ``join`` that from which a free clause
    may join one that is linked already (split, merged). ``slope``, ``level`` and ``of_join`` turn the log-odds
    of a link into the share of such links that was right on series which the model never saw. ``support`` is what a
    unit of each kind of support (support.py) adds to the log-odds of a pair.
    """

    names: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    link: float
    join: float
    slope: float = 1.0
    level: float = 0.0
    of_join: float = 0.0
    support: tuple[tuple[str, float], ...] = ()

    def confidence(self, chance: float, *, is_join: bool) -> float:
        """The calibrated confidence (0-1) of a link with this chance."""
        bounded = min(max(chance, 1e-9), 1 - 1e-9)
        odds = self.slope * log(bounded / (1 - bounded)) + self.level + self.of_join * is_join
        return 1 / (1 + exp(-odds))


@lru_cache(maxsize=1)
def read_model() -> Model:
    """The model that ships."""
    table = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    names = tuple(table["weights"])
    weights = tuple(float(table["weights"][name]) for name in names)
    trust = table["confidence"]
    return Model(
        names,
        weights,
        bias=table["bias"],
        link=table["link"],
        join=table["join"],
        slope=trust["slope"],
        level=trust["level"],
        of_join=trust["join"],
        support=tuple(table["support"].items()),
    )


@dataclass(frozen=True, slots=True)
class Judged:
    """The chance (0-1) of every pair that a careful reader would link it: old clauses down, new across.

    ``alone`` is by the pair's own evidence, ``chances`` with its ``support`` (by name) weighed in.
    """

    alone: np.ndarray
    chances: np.ndarray
    support: Tables


def judge_pairs(findings: Findings, model: Model, ruling: Ruling = NO_RULING) -> Judged:
    """Every pair judged by its own evidence, then by what the strong links say for the pairs around them.

    What the analyst pinned speaks for others too.
    """
    return look_again(obey(judge_alone(findings, model), ruling), model, findings.pair.paragraphs)


def judge_alone(findings: Findings, model: Model) -> np.ndarray:
    """The chance (0-1) of every pair by its own evidence."""
    import numpy as np

    odds = np.full(findings.pair.similarity.shape, model.bias)
    for name, weight in zip(model.names, model.weights, strict=True):
        odds += weight * findings.tables[name]
    return _chance(odds)


def look_again(alone: np.ndarray, model: Model, paragraphs: tuple[Sequence[str], Sequence[str]]) -> Judged:
    """The chances of pairs by their own evidence, with their support weighed in."""
    strong = replace(model, link=STRONG, join=STRONG)
    support = find_support(alone, choose_links(alone, strong), paragraphs)
    odds = _odds(alone)
    for name, weight in model.support:
        odds += weight * support[name]
    return Judged(alone, _chance(odds), support)


FIRM, FEW, STRICT, CROWD = 0.9, 0.1, 0.75, 150
"""Two statements of this many clauses or more, of which fewer than a tenth have a firm link, are kin in genre only (long
communiques two years apart): there links need this chance, because among so many clauses likeness of genre alone makes
weak ones. Short statements are left alone: true successors that were written anew have as few firm links."""

KEPT = 0.75
"""Order index from which editors kept the order, so that a place between two sure links speaks for a pair."""

ANCHOR = 0.6
"""Chance from which a link may anchor others."""

IN_LINE, OUT_OF_LINE, FARTHEST = 1.8, 2.0, 3
"""Log-odds for a pair that lies between its anchors, and against one that lies so many clauses outside them or more."""


def settle(judged: Judged, model: Model, ruling: Ruling = NO_RULING) -> tuple[list[Link], np.ndarray]:
    """The links, and the chances they were chosen by: where order was kept, place counts as well.

    Order is measured on the first links, never assumed: in a reorganised text place is left out.
    Where hardly any link is firm, only strong ones are made.
    What the analyst pinned or forbade is fixed before, so that the rest arranges itself around it.
    """
    chances = obey(judged.chances, ruling)
    links = choose_links(chances, model)
    shorter = min(chances.shape)
    if shorter >= CROWD and sum(chances[link] >= FIRM for link in links) < FEW * shorter:
        strict = replace(model, link=max(model.link, STRICT), join=max(model.join, STRICT))
        return choose_links(chances, strict), chances
    order = measure_order(links)
    anchors = [link for link in links if chances[link] >= ANCHOR]
    if order < KEPT or len(anchors) < 2:
        return links, chances
    looked = obey(weigh_place(judged, anchors, order), ruling)
    return choose_links(looked, model), looked


def obey(chances: np.ndarray, ruling: Ruling) -> np.ndarray:
    """The chances with the analyst's word in them: a pinned clause has no other partner, a forbidden pair none."""
    if not (ruling.pinned or ruling.forbidden):
        return chances
    told = chances.copy()
    for old, new in ruling.pinned:
        told[old, :] = told[:, new] = 0.0
    for pair in ruling.pinned:
        told[pair] = 1.0
    for pair in ruling.forbidden:
        told[pair] = 0.0
    return told


def weigh_place(judged: Judged, anchors: list[Link], order: float) -> np.ndarray:
    """The chances with the place between the anchors weighed in.

    In line, place and support say the same thing, so only the stronger of them counts; out of line, where a new clause
    has come between old ones, support would speak for the wrong pair and counts for nothing.
    """
    import numpy as np

    first, last = find_gaps(anchors, *judged.alone.shape)
    across = np.arange(judged.alone.shape[1])[None, :]
    outside = np.maximum(0, np.maximum(np.array(first)[:, None] - across, across - np.array(last)[:, None]))
    alone = _odds(judged.alone)
    in_line = np.maximum(_odds(judged.chances), alone + order * IN_LINE)
    out_of_line = alone - order * OUT_OF_LINE * np.minimum(outside, FARTHEST) / FARTHEST
    return _chance(np.where(outside == 0, in_line, out_of_line))


def _odds(chances: np.ndarray) -> np.ndarray:
    """The log-odds of chances."""
    import numpy as np

    bounded = chances.clip(1e-9, 1 - 1e-9)
    return np.asarray(np.log(bounded / (1 - bounded)))


def _chance(odds: np.ndarray) -> np.ndarray:
    """The chances of log-odds."""
    import numpy as np

    return np.asarray(1.0 / (1.0 + np.exp(-odds.clip(-EXTREME, EXTREME))))


def choose_links(chances: np.ndarray, model: Model) -> list[Link]:
    """The links, best first: free clauses pair off, and a free clause may join one that is linked already.

    Two clauses that are both linked are not linked once more: a group holds no more links than it needs.
    """
    import numpy as np

    least = min(model.link, model.join)
    rows, columns = np.nonzero(chances >= least)
    ranked = sorted(
        zip(rows.tolist(), columns.tolist(), strict=True), key=lambda pair: (-chances[pair], pair)
    )
    linked_old: set[int] = set()
    linked_new: set[int] = set()
    links = []
    for old, new in ranked:
        taken = (old in linked_old) + (new in linked_new)
        if taken < 2 and chances[old, new] >= (model.join if taken else model.link):
            links.append((old, new))
            linked_old.add(old)
            linked_new.add(new)
    return sorted(links)
