"""From cues to a verdict: weights learnt on gold pairs by ``benchmarks/strength_training.py``, kept in ``strength_weights.json``."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

from rapporteur.compare.model import Strength
from rapporteur.compare.strength.features import Cue

WEIGHTS = Path(__file__).with_name("strength_weights.json")
FEATURES = ("force", "words", "words apart")
"""Kinds of cues that share a weight; "words apart" are words of substance that weigh less, as all do in texts not close."""
MOST = 2
"""Cues of one kind that count."""
FORCE = frozenset(("verb", "rank", "negation", "hedge", "attempt", "modal", "target"))
"""Cues of the verb itself, its modal, its hedges and limits: by themselves too few in the gold to be told apart."""


@dataclass(frozen=True, slots=True)
class Model:
    """A logistic regression. ``weights`` stand in the order of FEATURES; ``stronger`` and ``weaker`` are its intercepts.

    ``threshold`` (0-1) is the least probability of a verdict.
    """

    weights: tuple[float, ...]
    stronger: float
    weaker: float
    threshold: float


@lru_cache(maxsize=1)
def read_model(path: Path = WEIGHTS) -> Model:
    """The learnt weights as shipped."""
    data = json.loads(path.read_text(encoding="utf-8"))
    return Model(
        tuple(data["weights"][name] for name in FEATURES), data["stronger"], data["weaker"], data["threshold"]
    )


def vector(cues: Iterable[Cue], *, close: bool) -> tuple[int, ...]:
    """Signed counts of the cues by feature, each from -MOST to MOST."""
    counts: Counter[str] = Counter()
    for cue in cues:
        counts[_feature(cue, close=close)] += cue.sign
    return tuple(max(-MOST, min(MOST, counts[name])) for name in FEATURES)


def _feature(cue: Cue, *, close: bool) -> str:
    if cue.kind in FORCE:
        return "force"
    return "words apart" if cue.kind == "words" and not close else cue.kind


def grade(cues: tuple[Cue, ...], *, close: bool, model: Model | None = None) -> Strength:
    """Stronger or weaker where the probability reaches the threshold and a reason says so; mixed where reasons disagree."""
    model = model or read_model()
    up, down = (
        sum(
            w * v
            for w, v in zip(
                model.weights, vector((c for c in cues if c.sign == sign), close=close), strict=True
            )
        )
        * sign
        for sign in (1, -1)
    )
    signs = {cue.sign for cue in cues if _feature(cue, close=close) in FEATURES}
    if {1, -1} <= signs and min(
        _probability(up + model.stronger), _probability(down + model.weaker)
    ) >= model.threshold:
        return Strength.MIXED
    if 1 in signs and _probability(up - down + model.stronger) >= model.threshold:
        return Strength.STRONGER
    if -1 in signs and _probability(down - up + model.weaker) >= model.threshold:
        return Strength.WEAKER
    turned = any(cue.kind == "negation" and not cue.sign for cue in cues)
    return Strength.MIXED if turned else Strength.SAME


def _probability(odds: float) -> float:
    return 1 / (1 + exp(-odds))
