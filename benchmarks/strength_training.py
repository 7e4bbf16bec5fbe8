"""Makes compare/strength/strength_weights.json again: `python benchmarks/strength_training.py [GOLD]`.

A logistic regression over signed cues. Every link is learnt from twice, as it is and turned round, so that up and down
have the same weights and only their intercepts differ. The threshold is the lowest at which the share of unmoved links
called moved stays within ALLOWED, on series that were left out of the fit.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import LIKELY, Clause, Statement, StatementKind, Strength
from rapporteur.compare.strength.compare import Evidence, gather
from rapporteur.compare.strength.grade import FEATURES, WEIGHTS, Model, grade, vector
from sklearn.linear_model import LogisticRegression

ALLOWED = 0.03
"""Share of the links that readers call the same, which may be called stronger or weaker."""
SIGNS = {"stronger": 1, "weaker": -1, "same": 0}
THRESHOLDS = tuple(round(0.20 + 0.01 * step, 2) for step in range(41))
DIGITS = 2
"""Places of a weight: beyond them the fit knows nothing."""


@dataclass(frozen=True, slots=True)
class Example:
    """A link of the gold: what its readers said, its evidence as they drew it and as the alignment drew it."""

    series: str
    sign: int
    drawn: Evidence | None
    matched: tuple[Evidence | None, ...]


def read_examples(folder: Path) -> Iterator[Example]:
    """Every sure link with a direction or without one; a central bank's have no evidence."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    for path in sorted(folder.glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        root = Path(gold.get("root") or folder.parent / "statements")
        yield from _examples(
            gold, *(read_statement(root / gold[f"{side}_file"]) for side in ("old", "new")), score.lay_over
        )


def _examples(gold: dict[str, Any], old: Statement, new: Statement, lay_over: Any) -> Iterator[Example]:
    lexicon = read_lexicon()
    weighed = StatementKind.CENTRAL_BANK not in (old.kind, new.kind)
    clauses = [{clause.address: clause for clause in side.clauses} for side in (old, new)]
    cover = [_units(side, gold[name], lay_over) for side, name in ((old, "old"), (new, "new"))]
    matched = defaultdict(set)
    changes = compare_statements(old, new, force=True).changes
    for number, change in enumerate(changes):
        for a in (unit for address in change.old for unit in cover[0].get(address, ())):
            for b in (unit for address in change.new for unit in cover[1].get(address, ())):
                matched[a, b].add(number)
    for link in gold["links"]:
        if not link["confidence"] or link["strength"] not in SIGNS:
            continue
        drawn = [_covering(clauses[at], cover[at], link[side]) for at, side in enumerate(("old", "new"))]
        numbers = sorted({n for a in link["old"] for b in link["new"] for n in matched[a, b]})
        numbers = [n for n in numbers if changes[n].confidence >= LIKELY]
        pairs = [
            [tuple(clauses[at][a] for a in side) for at, side in enumerate((changes[n].old, changes[n].new))]
            for n in numbers
        ]
        found = [gather(*pair, lexicon) if weighed and all(pair) else None for pair in (drawn, *pairs)]
        yield Example(gold["pair"].split("-")[0], SIGNS[link["strength"]], found[0], tuple(found[1:]))


def _units(side: Statement, units: list[dict[str, Any]], lay_over: Any) -> dict[str, set[int]]:
    where, _ = lay_over([{"address": clause.address, "text": clause.text} for clause in side.clauses], units)
    return dict(where)


def _covering(clauses: dict[str, Clause], cover: dict[str, set[int]], units: list[int]) -> tuple[Clause, ...]:
    return tuple(clause for address, clause in clauses.items() if cover.get(address, set()) & set(units))


def fit(examples: list[Example], threshold: float = 0.5) -> Model:
    """The weights and intercepts of links as their readers drew them."""
    rows, answers = [], []
    for example in examples:
        if example.drawn is None:
            continue
        values = np.array(vector(example.drawn.cues, close=example.drawn.close))
        rows += [np.append(values, 0), np.append(-values, 1)]
        answers += [example.sign == 1, example.sign == -1]
    fitted = LogisticRegression(C=1.0).fit(np.array(rows), np.array(answers))
    *weights, turned = fitted.coef_[0]
    stronger = float(fitted.intercept_[0])
    return Model(
        tuple(round(max(0.0, float(weight)), DIGITS) for weight in weights),
        round(stronger, DIGITS),
        round(stronger + float(turned), DIGITS),
        threshold,
    )


def measure(examples: list[Example], models: dict[str, Model], threshold: float) -> tuple[int, int]:
    """How many moved links are called rightly, and how many unmoved ones are called moved, on matched clauses."""
    right = false = 0
    for example in examples:
        model = models[example.series]
        model = Model(model.weights, model.stronger, model.weaker, threshold)
        said = {grade(one.cues, close=one.close, model=model) for one in example.matched if one is not None}
        if example.sign:
            right += (Strength.STRONGER if example.sign > 0 else Strength.WEAKER) in said
        else:
            false += bool(said & {Strength.STRONGER, Strength.WEAKER})
    return right, false


def main(folder: Path) -> None:
    """Fit, choose the threshold, write the weights, and print how well series do that were left out."""
    examples = list(read_examples(folder))
    moved, same = (sum(bool(example.sign) is wanted for example in examples) for wanted in (True, False))
    models = {
        series: fit([example for example in examples if example.series != series])
        for series in sorted({example.series for example in examples})
    }
    chosen = THRESHOLDS[-1]
    for threshold in reversed(THRESHOLDS):
        right, false = measure(examples, models, threshold)
        if false <= ALLOWED * same:
            chosen = threshold
        print(f"threshold {threshold:.2f}: right {right}/{moved}, false {false}/{same} (series left out)")
    model = fit(examples, chosen)
    data = {
        "weights": dict(zip(FEATURES, model.weights, strict=True)),
        "stronger": model.stronger,
        "weaker": model.weaker,
    }
    WEIGHTS.write_text(json.dumps(data | {"threshold": chosen}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(data | {"threshold": chosen}))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "gold")
