"""Makes compare/alignment/alignment_weights.json again, byte for byte: `python benchmarks/alignment_training.py`.

Two logistic regressions of scikit-learn. The first judges candidate pairs; beside gold it learns from shuffled copies
(so that order is no crutch) and from unrelated statements (so that "no match" is an answer), every series weighing the
same. The second judges joins, by what the first says of series that were left out of its training. Two weights more say
what unlike and very short texts take from each of their pairs; they are learnt from thinned copies and excerpts too.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass

import numpy as np
from alignment_data import Pair, make_excerpts, make_unrelated, read_gold, shuffle_pair, thin_pair
from rapporteur.compare.alignment.features import Candidates, measure
from rapporteur.compare.alignment.model import (
    JOIN_NUMBERS,
    WEIGHTS,
    Model,
    Regression,
    Texts,
    assign,
    find_joins,
    score_pairs,
    share_odds,
)
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression

NUMBERS = (
    "same words", "share of the best", "rare word pairs", "rare words", "ahead of rivals", "closer than its own side",
    "paragraph", "paragraph ahead of rivals", "place in the order", "next meeting or venue",
)  # fmt: skip
"""What a candidate pair is judged by."""

KINDS = {"gold": 1.0, "shuffled": 0.5, "unrelated": 0.3}
"""What a series of that kind weighs where pairs are learnt."""

OF_TEXTS = {"gold": 1.0, "excerpt": 0.3, "unrelated": 0.3, "thinned": 0.2}
"""What a link of that kind weighs where it is learnt what whole texts say."""

WRONG = 2
"""Right links that a wrong one of an excerpt weighs: of a text of few clauses a reader expects no guess."""

KEEP = (0.15, 0.4)
"""Shares of the links that the thinned copies keep."""

USUAL = 0.25
"""Quantile of the gold pairs from which texts count as like as successors are."""

DOUBTED = 0.1
"""Chance from which a pair takes part where it is learnt what whole texts say."""

LEAST_LINKS, OF_UNRELATED = 8, 40
"""A series with fewer links than this is not blown up to a whole series; an unrelated pair counts as one with so many."""

STRENGTH = 20
"""Examples are weighed to this share of their number: the strength of the penalty beside them."""

DIGITS = 3
"""Places of a weight: beyond them the fit knows nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A pair with its candidates: what readers said of each (1 linked, 0 not), and whether they were sure."""

    pair: Pair
    found: Candidates
    truth: np.ndarray
    known: np.ndarray

    @property
    def series(self) -> str:
        """The series that it is of."""
        return self.pair.series[0]


def make_example(pair: Pair) -> Example:
    """The pair with its candidates."""
    found = measure(pair.old, pair.new)
    cells = (found.rows, found.columns)
    return Example(pair, found, pair.truth[cells], pair.known[cells])


def read_examples() -> list[Example]:
    """Everything that is learnt from; leave some out to measure."""
    gold = read_gold()
    shuffled = [shuffle_pair(pair, at, whole_paragraphs=bool(at % 2)) for at, pair in enumerate(gold)]
    thinned = [thin_pair(pair, len(KEEP) * at + k, keep) for at, pair in enumerate(gold) for k, keep in enumerate(KEEP)]  # fmt: skip
    made = (*gold, *shuffled, *make_unrelated(gold), *thinned, *make_excerpts(gold))
    return [make_example(pair) for pair in made]


def fit_pairs(examples: Sequence[Example], names: tuple[str, ...] = NUMBERS) -> Regression:
    """The regression over candidate pairs, every series weighing the same."""
    examples = [example for example in examples if example.pair.kind in KINDS]
    table = np.vstack([_numbers(example, names) for example in examples])
    truth = np.concatenate([example.truth[example.known] for example in examples])
    weights = np.concatenate(
        [np.full(int(e.known.sum()), weight) for e, weight in zip(examples, _weigh(examples), strict=True)]
    )
    return _fit(names, table, truth, weights * len(weights) / weights.sum() / STRENGTH)


def _numbers(example: Example, names: tuple[str, ...]) -> np.ndarray:
    columns = [example.found.numbers[name][example.known] for name in names]
    return np.stack(columns, axis=1).astype(float)


def _weigh(examples: Sequence[Example]) -> list[float]:
    """What each candidate of an example weighs."""
    groups = Counter((e.pair.kind, e.pair.series) for e in examples)
    return [
        KINDS[e.pair.kind]
        / groups[e.pair.kind, e.pair.series]
        / (OF_UNRELATED if e.pair.kind == "unrelated" else max(LEAST_LINKS, int(e.truth.sum())))
        for e in examples
    ]


def _fit(names: tuple[str, ...], table: np.ndarray, truth: np.ndarray, weights: np.ndarray) -> Regression:
    """A penalised logistic regression on standardised numbers, its weights told for the numbers as they are."""
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-9
    solver = LogisticRegression(C=1.0, solver="newton-cholesky", tol=1e-10, max_iter=500)
    solver.fit((table - mean) / spread, truth, sample_weight=weights)
    slopes = solver.coef_[0] / spread
    bias = float(solver.intercept_[0] - slopes @ mean)
    return Regression(names, tuple(np.round(slopes, DIGITS).tolist()), round(bias, DIGITS))


def leave_out(examples: Sequence[Example], *series: str) -> list[Example]:
    """Everything that owes nothing to these series."""
    return [example for example in examples if not set(series) & set(example.pair.series)]


def fit_joins(examples: Sequence[Example], unseen: dict[str, Regression]) -> Regression:
    """The regression over joins of the gold pairs; ``unseen`` judges each series and was fitted without it."""
    tables, truths = [], []
    for example in (e for e in examples if e.pair.kind == "gold"):
        odds = score_pairs(example.found, unseen[example.series])
        numbers, joins, _ = find_joins(example.found, odds, assign(example.found, odds))
        known = example.known[joins]
        tables.append(numbers[known])
        truths.append(example.truth[joins][known])
    truth = np.concatenate(truths)
    return _fit(JOIN_NUMBERS, np.vstack(tables), truth, np.ones(len(truth)))


def fit_unseen(examples: Sequence[Example], names: tuple[str, ...] = NUMBERS) -> dict[str, Regression]:
    """For each series the regression over candidate pairs that was fitted without it."""
    every = sorted({e.series for e in examples if e.pair.kind == "gold"})
    return {series: fit_pairs(leave_out(examples, series), names) for series in every}


def fit_texts(examples: Sequence[Example], unseen: dict[str, Regression]) -> Texts:
    """What whole texts say, beside the log-odds that ``unseen`` gave pairs of each series without having seen it.

    A logistic regression of two weights without a constant, so that texts as like as successors stay as they are.
    """
    odds = {id(e): score_pairs(e.found, unseen[e.series]) for e in examples if e.pair.kind in OF_TEXTS}
    shares = [share_odds(e.found, odds[id(e)]) for e in examples if e.pair.kind == "gold"]
    usual = round(float(np.quantile(shares, USUAL)), DIGITS)
    rows: list[tuple[float, float, float, float, bool]] = []
    for example in (e for e in examples if e.pair.kind in OF_TEXTS):
        of = odds[id(example)]
        texts = [weigh.odds(example.found, of) for weigh in (Texts(usual, 1.0, 0.0), Texts(usual, 0.0, 1.0))]
        kind = example.pair.kind
        weights = (OF_TEXTS[kind] * (WRONG if kind == "excerpt" else 1), OF_TEXTS[kind])
        rows += [
            (float(of[k]), *texts, weights[int(example.truth[k])], bool(example.truth[k]))
            for k in assign(example.found, of, DOUBTED)
            if example.known[k]
        ]
    base, unlike, few, weight_of, truth = np.array(rows, float).T

    def loss(slopes: np.ndarray) -> float:
        said = base + slopes[0] * unlike + slopes[1] * few
        return float((weight_of * np.logaddexp(0, (1 - 2 * truth) * said)).sum())

    found = minimize(loss, np.zeros(2), method="BFGS").x
    return Texts(usual, *(round(float(slope), 2) for slope in found))


def train() -> str:
    """The weights file as text."""
    examples = read_examples()
    unseen = fit_unseen(examples)
    model = Model(fit_pairs(examples), fit_joins(examples, unseen), fit_texts(examples, unseen))
    parts = {"pair": model.pair, "join": model.join}
    table = {
        name: {"bias": part.bias, "weights": dict(zip(part.names, part.weights, strict=True))}
        for name, part in parts.items()
    }
    of = {"made_by": "benchmarks/alignment_training.py", **table, "texts": asdict(model.texts)}
    return json.dumps(of, indent=1) + "\n"


if __name__ == "__main__":
    text = train()
    if "--check" in sys.argv:
        sys.exit(0 if text == WEIGHTS.read_text(encoding="utf-8") else "The weights that ship are others.")
    WEIGHTS.write_text(text, encoding="utf-8")
    print(text)
