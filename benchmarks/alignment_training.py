"""Makes compare/alignment/alignment_weights.json again, byte for byte: `python benchmarks/alignment_training.py`.

A logistic regression over the evidence, fitted by Newton's method (no random start, no stopping rule that a
machine could round otherwise), every series weighing the same however many pairs it has. Beside gold and our
labels it learns from shuffled copies (so that order is no crutch), from unrelated statements (so that "no match"
is an answer) and from the public sets' training splits. What links say for the pairs around them, thresholds and
calibration come from predictions on series that were left out of the fit.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from alignment_data import Pair, make_unrelated, read_gold, read_labels, read_public, shuffle_pair
from rapporteur.compare.alignment.assign import Judged, Model, judge_alone, look_again, settle
from rapporteur.compare.alignment.evidence import Findings, gather
from rapporteur.compare.alignment.support import BESIDE, OF_PARAGRAPH

WEIGHTS = Path(__file__).resolve().parents[1] / "compare" / "alignment" / "alignment_weights.json"

PENALTY = 1 / 300
"""Weight of the squares of the (standardised) coefficients beside a total weight of one: strong, for so few pairs."""

SHARES = {"unrelated": 0.3, "public": 0.5}
"""What a pair of that kind weighs where a series weighs 1; public is for a whole set."""

CANDIDATES = 12
"""Best candidates of each clause that are learnt from, either way; the rest is easy and would drown them."""

LEAST_TRUTH = 8
"""A series with fewer links than this is not blown up to the weight of a whole series."""

DIGITS = 3
"""Places of a weight: beyond them the fit knows nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its evidence, and the cells that are learnt from."""

    pair: Pair
    findings: Findings
    mask: np.ndarray


def read_examples() -> list[Example]:
    """Everything that may be learnt from; leave some out to measure."""
    real = [*read_gold(), *read_labels()]
    pairs = [
        *real,
        *(shuffle_pair(pair, at, whole_paragraphs=bool(at % 2)) for at, pair in enumerate(real)),
        *make_unrelated(real),
        *read_public("argrewrite_v2", ("train",))[::2],
        *read_public("nist_80053", ("train", "dev")),
    ]
    return [make_example(pair) for pair in pairs]


def make_example(pair: Pair) -> Example:
    """The pair with its evidence."""
    findings = gather(pair.old, pair.new, pair.abbreviations)
    table = findings.pair.similarity
    mask = pair.truth == 1
    rows = np.argsort(-table, axis=1, kind="stable")[:, :CANDIDATES]
    columns = np.argsort(-table, axis=0, kind="stable")[:CANDIDATES]
    mask[np.arange(len(table))[:, None], rows] = True
    mask[columns, np.arange(table.shape[1])[None, :]] = True
    return Example(pair, findings, mask & pair.known)


def weigh_examples(examples: list[Example]) -> list[float]:
    """What each cell of an example weighs: a series, a shuffled series and a public set the same in sum."""
    groups = Counter((e.pair.kind in ("shuffled", "unrelated"), e.pair.series) for e in examples)
    weights = []
    for e in examples:
        share = SHARES.get(e.pair.kind, 1.0)
        if e.pair.kind != "unrelated":
            share /= groups[e.pair.kind == "shuffled", e.pair.series]
        links = 40 if e.pair.kind == "unrelated" else int(e.pair.truth[e.mask].sum())
        weights.append(share / max(LEAST_TRUTH, links))
    return weights


def fit(examples: list[Example], names: tuple[str, ...]) -> Model:
    """The regression over the named evidence; thresholds are not set yet."""
    x = np.vstack([np.stack([e.findings.tables[n][e.mask] for n in names], axis=1) for e in examples]).astype(
        float
    )
    y = np.concatenate([e.pair.truth[e.mask] for e in examples])
    w = np.concatenate(
        [np.full(int(e.mask.sum()), v) for e, v in zip(examples, weigh_examples(examples), strict=True)]
    )
    bias, weights = _regress(x, y, w)
    return Model(names, tuple(np.round(weights, DIGITS).tolist()), round(bias, DIGITS), 0.4, 0.4)


def _regress(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> tuple[float, np.ndarray]:
    """Bias and weights of the penalised regression, fitted on standardised columns, so that the penalty hits all alike."""
    w = w / w.sum()
    mean = w @ x
    spread = np.sqrt(w @ (x - mean) ** 2) + 1e-9
    beta = _solve(np.column_stack([np.ones(len(x)), (x - mean) / spread]), y, w)
    weights = beta[1:] / spread
    return float(beta[0] - weights @ mean), weights


def _solve(x: np.ndarray, y: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Newton's method for the penalised weighted likelihood; a dozen steps reach the last digit."""
    ridge = np.full(x.shape[1], PENALTY)
    ridge[0] = 0.0
    beta = np.zeros(x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-(x @ beta)))
        gradient = x.T @ (w * (p - y)) + ridge * beta
        curvature = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(ridge)
        beta = beta - np.linalg.solve(curvature, gradient)
    return beta


def leave_out(examples: list[Example], series: str) -> list[Example]:
    """Everything that owes nothing to a series."""
    return [e for e in examples if series not in e.pair.series]


SUPPORTS = (BESIDE, OF_PARAGRAPH)


class Fits:
    """First looks by what they were fitted without; each is made once, however many series are left out in turn."""

    def __init__(
        self, examples: list[Example], names: tuple[str, ...], supports: tuple[str, ...] = SUPPORTS
    ) -> None:
        self.examples = examples
        self.names = names
        self.supports = supports
        self._made: dict[frozenset[str], Model] = {}

    def without(self, *series: str) -> Model:
        """The first look that owes nothing to these series."""
        left = frozenset(series)
        if left not in self._made:
            self._made[left] = fit([e for e in self.examples if left.isdisjoint(e.pair.series)], self.names)
        return self._made[left]


def predict_unseen(fits: Fits, left: str = "") -> dict[str, np.ndarray]:
    """For every pair with links the chances of a first look that never saw its series, nor the one called ``left``."""
    return {
        e.pair.name: judge_alone(e.findings, fits.without(*filter(None, (left, e.pair.series[0]))))
        for e in fits.examples
        if e.pair.kind != "unrelated" and left not in e.pair.series
    }


def fit_support(
    examples: list[Example], chances: dict[str, np.ndarray], kinds: tuple[str, ...]
) -> tuple[tuple[str, float], ...]:
    """What the links around a pair add to its log-odds, where the first look's log-odds count as they are."""
    bare = Model((), (), 0.0, 0.0, 0.0)
    known = [e for e in examples if e.pair.name in chances]
    rows, truth, weights = [], [], []
    for e, weight in zip(known, weigh_examples(known), strict=True):
        first = chances[e.pair.name]
        support = look_again(first, bare, e.findings.pair.paragraphs).support
        rows.append(np.stack([_odds(first[e.mask]), *(support[kind][e.mask] for kind in kinds)], axis=1))
        truth.append(e.pair.truth[e.mask])
        weights.append(np.full(len(rows[-1]), weight))
    _, (slope, *added) = _regress(np.vstack(rows), np.concatenate(truth), np.concatenate(weights))
    return tuple(
        (kind, round(float(value / slope), DIGITS)) for kind, value in zip(kinds, added, strict=True)
    )


THRESHOLDS = tuple(round(0.12 + 0.02 * step, 2) for step in range(20))

NEAR = 0.081
"""Grades are averaged over thresholds this near: on so few pairs a single peak is luck."""


def choose_thresholds(examples: list[Example], judged: dict[str, Judged]) -> tuple[float, float]:
    """The chances from which to link and to join that give the highest F1 over all series left out.

    Of those that are alike to a thousandth the easier link is taken: a clause wrongly called dropped is the dearest error.
    """
    real = [e for e in examples if e.pair.name in judged]

    def grade(link: float, join: float) -> float:
        hit = said = true = 0
        for e in real:
            links, _ = settle(judged[e.pair.name], Model((), (), 0.0, link, join))
            told = [cell for cell in links if e.pair.known[cell]]
            hit += sum(int(e.pair.truth[cell]) for cell in told)
            said += len(told)
            true += int(e.pair.truth[e.pair.known].sum())
        return round(2 * hit / (said + true), 4)

    grades = {(link, join): grade(link, join) for link in THRESHOLDS for join in THRESHOLDS}

    def smoothed(link: float, join: float) -> float:
        near = [v for (a, b), v in grades.items() if abs(a - link) < NEAR and abs(b - join) < NEAR]
        return round(sum(near) / len(near), 3)

    inner = THRESHOLDS[2:-2]
    marks = {(link, join): smoothed(link, join) for link in inner for join in inner}
    return max(marks, key=lambda cuts: (marks[cuts], -cuts[0], cuts[1]))


def fit_confidence(rows: list[tuple[float, bool, bool]]) -> tuple[float, float, float]:
    """Slope, join and level that turn a link's chance into how often such links are right.

    ``rows`` are (chance, is a join, was right) of links on unseen series.
    """
    x = np.array([[1.0, _odds(chance), float(join)] for chance, join, _ in rows])
    y = np.array([float(right) for _, _, right in rows])
    level, slope, join = _solve(x, y, np.full(len(y), 1 / len(y)))
    return round(float(slope), DIGITS), round(float(join), DIGITS), round(float(level), DIGITS)


def _odds(chance: Any) -> Any:
    bounded = np.clip(chance, 1e-9, 1 - 1e-9)
    return np.log(bounded / (1 - bounded))


def tell_links(e: Example, judged: Judged, link: float, join: float) -> list[tuple[float, bool, bool]]:
    """The links that would be made on a pair: (chance, is a join, was right), where readers were sure either way."""
    links, chances = settle(judged, Model((), (), 0.0, link, join))
    of_old, of_new = Counter(old for old, _ in links), Counter(new for _, new in links)
    best = _best_of_groups(links, chances)
    return [
        (
            float(chances[cell]),
            max(of_old[cell[0]], of_new[cell[1]]) > 1 and cell not in best,
            bool(e.pair.truth[cell]),
        )
        for cell in links
        if e.pair.known[cell]
    ]


def _best_of_groups(links: list[tuple[int, int]], chances: np.ndarray) -> set[tuple[int, int]]:
    best = set()
    for cell in links:
        rivals = [other for other in links if other != cell and (other[0] == cell[0] or other[1] == cell[1])]
        if all((chances[cell], cell) > (chances[other], other) for other in rivals):
            best.add(cell)
    return best


def make_model(fits: Fits, left: str = "") -> Model:
    """The whole model: weights, support, thresholds and confidence, none of which owes anything to the series ``left``."""
    examples = [e for e in fits.examples if left not in e.pair.series]
    chances = predict_unseen(fits, left)
    model = replace(
        fits.without(*filter(None, (left,))), support=fit_support(examples, chances, fits.supports)
    )
    real = [e for e in examples if e.pair.kind in ("gold", "label")]
    judged = {e.pair.name: look_again(chances[e.pair.name], model, e.findings.pair.paragraphs) for e in real}
    link, join = choose_thresholds(real, judged)
    rows = [row for e in real for row in tell_links(e, judged[e.pair.name], link, join)]
    slope, of_join, level = fit_confidence(rows)
    return replace(model, link=link, join=join, slope=slope, level=level, of_join=of_join)


def train() -> str:
    """The weights file as text."""
    examples = read_examples()
    model = make_model(Fits(examples, tuple(examples[0].findings.tables)))
    table = {
        "made_by": "benchmarks/alignment_training.py",
        "weights": dict(zip(model.names, model.weights, strict=True)),
        "bias": model.bias,
        "support": dict(model.support),
        "link": model.link,
        "join": model.join,
        "confidence": {"slope": model.slope, "join": model.of_join, "level": model.level},
    }
    return json.dumps(table, indent=1) + "\n"


if __name__ == "__main__":
    text = train()
    if "--check" in sys.argv:
        sys.exit(0 if text == WEIGHTS.read_text(encoding="utf-8") else "The weights that ship are others.")
    WEIGHTS.write_text(text, encoding="utf-8")
    print(text)
