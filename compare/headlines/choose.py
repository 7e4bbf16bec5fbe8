"""Choosing: a linear model's score for each candidate, then maximal marginal relevance against repetition."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from rapporteur.compare.headlines.candidates import Candidate
from rapporteur.compare.headlines.features import FEATURES, stems_of

if TYPE_CHECKING:
    import numpy as np

LISTED = 24
"""Candidates chosen; some say no more than another does, and twenty are listed."""
LEADING = 10
MOST_GONE = 3
"""Entries about dropped text among the first ten, and as many again among the next."""

POOL = 400
"""Candidates that are compared with each other; the others score too low to be listed."""


@dataclass(frozen=True, slots=True)
class Model:
    """A ridge regression for each side on FEATURES, trained by ``benchmarks/headline_training.py``.

    A score is the expected weight (0 to 3) of what careful readers would list; ``length_cost`` is taken off per
    word while choosing, ``redundancy`` times the cosine with what is already chosen.
    """

    weights: dict[str, tuple[float, ...]]
    intercepts: dict[str, float]
    length_cost: float
    redundancy: float


@lru_cache(maxsize=1)
def read_model() -> Model:
    """The model shipped with the package."""
    data = json.loads(resources.files(__package__).joinpath("weights.json").read_text(encoding="utf-8"))
    if tuple(data["features"]) != FEATURES:
        raise ValueError("weights.json was trained on other features. Run benchmarks/headline_training.py.")
    return Model(
        {side: tuple(data["weights"][side]) for side in ("new", "old")},
        data["intercepts"],
        data["length_cost"],
        data["redundancy"],
    )


@dataclass(frozen=True, slots=True)
class Chosen:
    """A candidate on the page: its score, and the features that spoke for it most, strongest first."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...]


def choose(
    candidates: tuple[Candidate, ...],
    matrix: np.ndarray,
    model: Model,
    lifts: Sequence[float] | None = None,
    can_be_told: Callable[[Candidate], bool] = lambda candidate: True,
) -> tuple[Chosen, ...]:
    """At most twenty candidates that share no clause: the first ten, then the next, each by falling score.

    ``matrix`` is that of ``feature_matrix``; ``lifts`` (one number per candidate) is added to the scores;
    what cannot be told is left for a neighbour that can.
    """
    import numpy as np

    if not candidates:
        return ()
    weights = np.array([model.weights[c.side] for c in candidates])
    parts = matrix * weights
    scores = parts.sum(axis=1) + np.array([model.intercepts[c.side] for c in candidates])
    if lifts is not None:
        scores = scores + np.array(lifts)
    lengths = np.array([len(c.text.split()) for c in candidates])
    order = _diverse(candidates, scores - model.length_cost * lengths, model.redundancy, can_be_told)
    chosen = [Chosen(candidates[i], float(scores[i]), _reasons(parts[i])) for i in order]
    lead = sorted(chosen[:LEADING], key=lambda c: -c.score)
    return (*lead, *sorted(chosen[LEADING:], key=lambda c: -c.score))


def _reasons(parts: np.ndarray) -> tuple[str, ...]:
    """The three features that added most."""
    best = sorted(range(len(FEATURES)), key=lambda i: (-parts[i], i))[:3]
    return tuple(FEATURES[i] for i in best if parts[i] > 0)


def _diverse(
    candidates: tuple[Candidate, ...],
    scores: np.ndarray,
    redundancy: float,
    can_be_told: Callable[[Candidate], bool],
) -> list[int]:
    """Maximal marginal relevance (Carbonell and Goldstein 1998) over the best POOL candidates."""
    pool = sorted(range(len(candidates)), key=lambda i: (-scores[i], i))[:POOL]
    vectors = {i: Counter(stems_of(candidates[i].text)) for i in pool}
    norms = {i: math.sqrt(sum(v * v for v in vectors[i].values())) or 1.0 for i in pool}
    nearest = dict.fromkeys(pool, 0.0)
    taken: set[str] = set()
    chosen: list[int] = []
    gone = 0
    while len(chosen) < LISTED:
        limit = MOST_GONE if len(chosen) < LEADING else 2 * MOST_GONE
        free = [
            i
            for i in pool
            if not taken.intersection(candidates[i].addresses)
            and (candidates[i].side == "new" or gone < limit)
        ]
        if not free:
            break
        best = max(free, key=lambda i: (scores[i] - redundancy * nearest[i], -i))
        pool.remove(best)
        if not can_be_told(candidates[best]):
            continue
        chosen.append(best)
        taken.update(candidates[best].addresses)
        gone += candidates[best].side == "old"
        for i in pool:
            shared = sum(v * vectors[i].get(word, 0) for word, v in vectors[best].items())
            nearest[i] = max(nearest[i], shared / (norms[i] * norms[best]))
    return chosen
