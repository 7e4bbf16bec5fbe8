"""Train and measure the choice of headlines: leave one series out, then write compare/headlines/weights.json.

    python benchmarks/headline_training.py [GOLD]           measure, each series by a model that never saw it
    python benchmarks/headline_training.py --write [GOLD]   the same, then train on everything and write the weights

GOLD holds ``*.headlines.json`` and ``*.gold.json``: what careful readers put on page 1, and their units. A candidate's
target is the weight of the items that it touches, at most 3. Two ridge regressions (new text, dropped text) on
features standardised within the pair; every pair weighs the same.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.headlines.candidates import Candidate, candidates_of
from rapporteur.compare.headlines.choose import Model
from rapporteur.compare.headlines.features import FEATURES, feature_matrix
from rapporteur.compare.headlines.find import find_headlines
from rapporteur.compare.model import Comparison
from rapporteur.reports.formats.tables import comparison_json
from sklearn.linear_model import Ridge

ROOT = Path(__file__).resolve().parents[1]
WEIGHTS = ROOT / "compare" / "headlines" / "weights.json"
PENALTY = 100.0
"""Ridge penalty; 10 to 1000 give the same figures within noise."""
LENGTH_COST = 0.0105
"""Taken off a score per word while choosing: the entries then average 47 words, as long as the readers' own."""
REDUNDANCY = 1.0
"""Taken off per unit of cosine with an entry that is already chosen."""
SIDES = ("new", "old")

MOST = 3.0
"""The weight of one item that must be on the page: more in one candidate is worth no second place."""


@dataclass(frozen=True)
class Pair:
    """A pair of statements, its candidates, and what each of them is worth to the readers."""

    series: str
    comparison: Comparison
    candidates: tuple[Candidate, ...]
    matrix: np.ndarray
    worth: np.ndarray
    gold: dict[str, Any]
    units: dict[str, Any]


def read_pairs(folder: Path) -> list[Pair]:
    """Every pair of the gold, compared as the product compares it."""
    sys.path.insert(0, str(folder))
    from score import lay_over

    pairs = []
    for path in sorted(folder.glob("*.headlines.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        units = json.loads((folder / f"{gold['pair']}.gold.json").read_text(encoding="utf-8"))
        root = Path(units.get("root") or folder.parent / "statements")
        old, new = (read_statement(root / units[side]) for side in ("old_file", "new_file"))
        comparison = compare_statements(old, new, force=True)
        covered = {
            side: lay_over([{"address": c.address, "text": c.text} for c in s.clauses], units[side])[0]
            for side, s in (("old", old), ("new", new))
        }
        candidates = candidates_of(comparison)
        worth = np.array([_worth(c, gold["items"], covered[c.side]) for c in candidates])
        series = Path(units["old_file"]).parts[0]
        matrix = feature_matrix(comparison, candidates)
        pairs.append(Pair(series, comparison, candidates, matrix, worth, gold, units))
    return pairs


def _worth(candidate: Candidate, items: list[dict[str, Any]], covered: dict[str, set[int]]) -> float:
    """The weight, 0 to MOST, of the readers' items that a candidate touches."""
    mine = {unit for address in candidate.addresses for unit in covered.get(address, ())}
    touched = 0.0
    for item in items:
        told_of_old = not item["new"] or item["kind"] in ("dropped", "kept", "silent")
        units = item["new"] if candidate.side == "new" else item["old"] if told_of_old else ()
        touched += item["weight"] * item["readers"] / 2 if mine.intersection(units) else 0.0
    return min(MOST, touched)


def train(pairs: list[Pair]) -> Model:
    """The model of these pairs."""
    weights, intercepts = {}, {}
    for side in ("new", "old"):
        rows, worths, shares = [], [], []
        for pair in pairs:
            mine = [i for i, c in enumerate(pair.candidates) if c.side == side]
            rows.append(pair.matrix[mine])
            worths.append(pair.worth[mine])
            shares.append(np.full(len(mine), 1 / len(pair.candidates)))
        share = np.concatenate(shares)
        ridge = Ridge(alpha=PENALTY)
        ridge.fit(
            np.concatenate(rows), np.concatenate(worths), sample_weight=share * len(share) / share.sum()
        )
        weights[side] = tuple(round(float(w), 4) for w in ridge.coef_)
        intercepts[side] = round(float(ridge.intercept_), 4)
    return Model(weights, intercepts, LENGTH_COST, REDUNDANCY)


def measure(pairs: list[Pair]) -> list[dict[str, Any]]:
    """The gold's own score of each pair, headlines chosen by a model that never saw its series."""
    from score_headlines import score

    rows = []
    for pair in pairs:
        model = train([other for other in pairs if other.series != pair.series])
        told = replace(pair.comparison, headlines=find_headlines(pair.comparison, model=model))
        rows.append(score(json.loads(comparison_json(told)), pair.gold, pair.units))
    return rows


def _write(model: Model) -> None:
    data = {
        "features": list(FEATURES),
        "weights": {side: list(w) for side, w in model.weights.items()},
        "intercepts": model.intercepts,
        "length_cost": model.length_cost,
        "redundancy": model.redundancy,
    }
    WEIGHTS.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Measure; with ``--write`` also write the weights."""
    if (
        "--write" in arguments
        and tuple(json.loads(WEIGHTS.read_text(encoding="utf-8"))["features"]) != FEATURES
    ):
        _write(
            Model(
                {s: (0.0,) * len(FEATURES) for s in SIDES}, dict.fromkeys(SIDES, 0.0), LENGTH_COST, REDUNDANCY
            )
        )
    folders = [Path(a) for a in arguments if not a.startswith("-")]
    pairs = read_pairs((folders[0] if folders else ROOT.parent / "shared" / "gold").resolve())
    from score_headlines import show

    show(measure(pairs), tell="--tell" in arguments)
    if "--write" in arguments:
        _write(train(pairs))
        print(f"Wrote {WEIGHTS.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
