"""Figures of the alignment on series that it never saw: `python benchmarks/alignment_quality.py [--ablation]`.

Every figure is leave-one-series-out: both regressions are fitted without any pair of the series that is measured. Beside
them, in the same run, TF-IDF of words and of characters with mutual best match.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from alignment_data import Cell, Pair, shuffle_pair
from alignment_training import (
    NUMBERS,
    Example,
    fit_joins,
    fit_pairs,
    fit_texts,
    fit_unseen,
    leave_out,
    make_example,
    read_examples,
)
from rapporteur.compare.alignment.align import group_links
from rapporteur.compare.alignment.features import Candidates, best_rival
from rapporteur.compare.alignment.model import Judged, Model, Texts, judge
from rapporteur.compare.alignment.overrides import NO_RULING
from rapporteur.compare.model import PERHAPS

BASELINES = {"word TF-IDF, mutual best": 0.14, "character TF-IDF, mutual best": 0.30}
"""Simple methods and the cut at which each is best on seven of the pairs."""

BANDS = ((0.95, 1.01), (0.8, 0.95), (0.6, 0.8), (0.4, 0.6), (0.3, 0.4), (0.15, 0.3), (0.05, 0.15))
"""Bands of chance in which promise and outcome are compared."""

Counts = tuple[int, int, int]
"""Right, said, true."""


@dataclass(slots=True)
class Tally:
    """Counts over gold units: links, dropped, added, dropped where "perhaps" is not said as dropped, links of splits and merges."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, said: set[object], true: set[object]) -> None:
        """Count what was said against what is true."""
        of = self.counts.setdefault(name, Counter())
        of.update(right=len(said & true), said=len(said), true=len(true))

    def __add__(self, other: Tally) -> Tally:
        names = sorted({*self.counts, *other.counts})
        return Tally({n: self.counts.get(n, Counter()) + other.counts.get(n, Counter()) for n in names})

    def rate(self, name: str) -> tuple[float, float, float]:
        """Precision, recall and F1."""
        of = self.counts.get(name, Counter())
        right, said, true = of["right"], of["said"], of["true"]
        return right / max(1, said), right / max(1, true), 2 * right / max(1, said + true)


def tally(pair: Pair, links: Sequence[Cell], perhaps: Sequence[tuple[int, int]] = ()) -> Tally:
    """The counts of a pair's links; a change puts every old clause of its group beside every new one.

    ``perhaps`` are (side, place) of unmatched clauses that may be carried on.
    """
    units = pair.units
    assert units is not None
    told = [(o, n) for olds, news in group_links(links) for o in olds for n in news]
    said = {(o, n) for i, j in told for o in units.of_old[i] for n in units.of_new[j]} - units.doubt
    several = [Counter(pair[side] for pair in units.sure) for side in (0, 1)]
    shared = {pair for pair in units.sure if several[0][pair[0]] > 1 or several[1][pair[1]] > 1}
    counts = Tally()
    counts.add("links", set(said), set(units.sure))
    counts.add("split or merged", set(said & shared), set(shared))
    for side, name, every, covers in (
        (0, "dropped", units.old, units.of_old),
        (1, "added", units.new, units.of_new),
    ):
        judged = every - {pair[side] for pair in units.doubt}
        alone, truly = ({u for u in judged if u not in {p[side] for p in of}} for of in (said, units.sure))
        counts.add(name, set(alone), set(truly))
        doubted = {unit for at_side, at in perhaps if at_side == side for unit in covers[at]}
        counts.add(f"{name}, perhaps apart", set(alone - doubted), set(truly))
    return counts


@dataclass(slots=True)
class Unseen:
    """What models said that never saw a series: counts by pair, and (chance, was right) of links and of perhaps."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    links: list[tuple[float, bool]] = field(default_factory=list)
    perhaps: list[tuple[float, bool]] = field(default_factory=list)

    @property
    def sum(self) -> Tally:
        """All pairs together."""
        return sum(self.tallies.values(), Tally())


def fit_left_out(examples: Sequence[Example], names: tuple[str, ...] = NUMBERS) -> dict[str, Model]:
    """For each series the model that was fitted without it."""
    unseen = fit_unseen(examples, names)
    rest = {series: leave_out(examples, series) for series in unseen}
    return {
        series: Model(unseen[series], fit_joins(rest[series], unseen), fit_texts(rest[series], unseen))
        for series in unseen
    }


def measure_unseen(examples: Sequence[Example], models: dict[str, Model]) -> Unseen:
    """Every gold pair among the examples by the model that never saw its series."""
    result = Unseen()
    for example in (e for e in examples if e.pair.units is not None and e.pair.kind != "unrelated"):
        judged = judge(example.found, models[example.series], NO_RULING)
        perhaps = [clause for clause, (_, chance) in _unlinked(judged) if chance >= PERHAPS]
        result.tallies[example.pair.name] = tally(example.pair, list(judged.links), perhaps)
        known, truth = example.pair.known, example.pair.truth
        result.links += [(chance, bool(truth[cell])) for cell, chance in judged.links.items() if known[cell]]
        for (side, at), (other, chance) in _unlinked(judged):
            cell = (other, at) if side else (at, other)
            if known[cell]:
                result.perhaps.append((chance, bool(truth[cell])))
    return result


def _unlinked(judged: Judged) -> list[tuple[tuple[int, int], tuple[int, float]]]:
    linked = {(side, cell[side]) for cell in judged.links for side in (0, 1)}
    return [(clause, near) for clause, near in judged.nearest.items() if tuple(clause) not in linked]


def match_mutual_best(found: Candidates, similarity: np.ndarray, cut: float) -> list[Cell]:
    """The pairs that are each other's best above a cut."""
    best = (similarity >= best_rival(found, similarity)) & (similarity >= cut)
    return list(zip(found.rows[best].tolist(), found.columns[best].tolist(), strict=True))


def measure_baseline(examples: Sequence[Example], name: str) -> Unseen:
    """Every gold pair by a simple method."""
    result = Unseen()
    for example in (e for e in examples if e.pair.kind == "gold"):
        word = example.found.numbers["same words"]
        similarity = word if name.startswith("word") else 2 * example.found.similarity - word
        links = match_mutual_best(example.found, similarity, BASELINES[name])
        result.tallies[example.pair.name] = tally(example.pair, links)
    return result


def by_series(result: Unseen) -> dict[str, Tally]:
    """The counts by series."""
    sums: dict[str, Tally] = {}
    for name, counts in result.tallies.items():
        series = name.split("-")[0]
        sums[series] = sums.get(series, Tally()) + counts
    return sums


def interval(result: Unseen, name: str = "links", draws: int = 2000) -> tuple[float, float]:
    """The 95 % bootstrap interval of an F1, whole series drawn."""
    chance = random.Random(0)
    sums = list(by_series(result).values())
    values = sorted(sum(chance.choices(sums, k=len(sums)), Tally()).rate(name)[2] for _ in range(draws))
    return values[int(0.025 * draws)], values[int(0.975 * draws)]


def measure_shuffled(examples: Sequence[Example], models: dict[str, Model], seed: int = 7) -> Unseen:
    """The gold pairs with the paragraphs of the new statement in another order."""
    gold = [e.pair for e in examples if e.pair.kind == "gold"]
    return measure_unseen(
        [make_example(shuffle_pair(pair, seed, whole_paragraphs=True)) for pair in gold], models
    )


def bands(rows: Sequence[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """For each band with entries: its lower end, the share that was right, how many."""
    found = []
    for low, high in BANDS:
        right = [was for chance, was in rows if low <= chance < high]
        if right:
            found.append((low, sum(right) / len(right), len(right)))
    return found


def show_row(name: str, counts: Tally) -> str:
    """One line of a table: P, R, F1 of links, F1 of dropped, with perhaps apart, F1 of added, recall of splits and merges."""
    precision, recall, f1 = counts.rate("links")
    rest = (counts.rate(n)[2] for n in ("dropped", "dropped, perhaps apart", "added"))
    numbers = (precision, recall, f1, *rest, counts.rate("split or merged")[1])
    return f"{name:34}" + " ".join(f"{number:6.3f}" for number in numbers)


def show_ablation(examples: Sequence[Example], whole: Unseen) -> None:
    """Each number left out: F1, and on how many series it helps and harms."""
    before = {series: counts.rate("links")[2] for series, counts in by_series(whole).items()}
    for left in NUMBERS:
        names = tuple(name for name in NUMBERS if name != left)
        result = measure_unseen(examples_of_gold(examples), fit_left_out(examples, names))
        after = {series: counts.rate("links")[2] for series, counts in by_series(result).items()}
        helps = sum(before[s] > after[s] for s in before)
        harms = sum(before[s] < after[s] for s in before)
        mean = sum(before[s] - after[s] for s in before) / len(before)
        print(
            show_row(f"without {left}", result.sum),
            f"  helps {helps:2} harms {harms:2} mean {mean:+.3f}",
            flush=True,
        )
    fits = [fit_pairs(leave_out(examples, series)).weights for series in before]
    signs = {name: f"{sum(w[at] > 0 for w in fits)}/{len(fits)}" for at, name in enumerate(NUMBERS)}
    print("weight above 0 on series left out:", signs)
    models = fit_left_out(examples)
    unlearnt = {series: replace(model, texts=Texts(0, 0, 0)) for series, model in models.items()}
    for name, used in (("with what whole texts say", models), ("without it", unlearnt)):
        print(name, show_apart(examples, used))


def show_apart(examples: Sequence[Example], models: dict[str, Model]) -> str:
    """Right links among those said of the thinned copies and the excerpts, and links said of unrelated statements."""
    told = {}
    for kind in ("thinned", "excerpt", "unrelated"):
        counts: Counter[str] = Counter()
        for example in (e for e in examples if e.pair.kind == kind):
            for cell in judge(example.found, models[example.series], NO_RULING).links:
                if example.pair.known[cell]:
                    counts.update(said=1, right=int(example.pair.truth[cell]))
            counts.update(true=int((example.pair.truth * example.pair.known).sum()))
        told[kind] = f"right {counts['right']} of {counts['said']} said, {counts['true']} true"
    return str(told)


def examples_of_gold(examples: Sequence[Example]) -> list[Example]:
    """The gold pairs as they are."""
    return [example for example in examples if example.pair.kind == "gold"]


def main() -> None:
    """Print the tables."""
    examples = read_examples()
    gold = examples_of_gold(examples)
    models = fit_left_out(examples)
    ours = measure_unseen(gold, models)
    print(f"{'':34}" + " ".join(f"{h:>6}" for h in ("P", "R", "F1", "drop", "-perh", "add", "n:m")))
    for name, counts in sorted(ours.tallies.items()):
        print(show_row(name, counts))
    rows = {"leave-one-series-out": ours, **{name: measure_baseline(gold, name) for name in BASELINES}}
    rows["paragraphs shuffled"] = measure_shuffled(examples, models)
    for name, result in rows.items():
        low, high = interval(result)
        print(show_row(name, result.sum), f"  F1 by series [{low:.3f}, {high:.3f}]")
    simple = by_series(rows["word TF-IDF, mutual best"])
    gaps = {s: c.rate("links")[2] - simple[s].rate("links")[2] for s, c in by_series(ours).items()}
    print("least over word TF-IDF:", min((round(gap, 3), series) for series, gap in gaps.items()))
    print(
        "links, band from: right (count):",
        ", ".join(f"{low} {right:.3f} ({n})" for low, right, n in bands(ours.links)),
    )
    print(
        "unmatched, their nearest:",
        ", ".join(f"{low} {right:.3f} ({n})" for low, right, n in bands(ours.perhaps)),
    )
    for side in ("dropped", "added"):
        wrong = [
            c["said"] - c["right"] for c in (ours.sum.counts[side], ours.sum.counts[f"{side}, perhaps apart"])
        ]
        print(f"wrongly {side}: {wrong[0]}, without perhaps {wrong[1]}")
    if "--ablation" in sys.argv:
        show_ablation(examples, ours)


if __name__ == "__main__":
    main()
