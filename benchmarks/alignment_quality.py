"""Figures of the alignment on series that it never saw: F1, dropped and added, calibration, order, public tests."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from alignment_data import Cell, Pair, read_public, shuffle_pair
from alignment_training import (
    SUPPORTS,
    Example,
    Fits,
    make_example,
    make_model,
    read_examples,
    tell_links,
)
from rapporteur.compare.alignment.align import group_links
from rapporteur.compare.alignment.assign import judge_pairs, settle
from rapporteur.compare.alignment.order import find_moved

BINS = 10
"""Bands of confidence in which promise and outcome are compared."""

SURE = 0.95


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of pairs, of dropped and of added: right, said, true."""

    pairs: tuple[int, int, int] = (0, 0, 0)
    dropped: tuple[int, int, int] = (0, 0, 0)
    added: tuple[int, int, int] = (0, 0, 0)

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            *(
                tuple(a + b for a, b in zip(mine, theirs, strict=True))  # type: ignore[arg-type]
                for mine, theirs in (
                    (self.pairs, other.pairs),
                    (self.dropped, other.dropped),
                    (self.added, other.added),
                )
            )
        )


def rate(counts: tuple[int, int, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of (right, said, true)."""
    right, said, true = counts
    precision = right / said if said else float(true == 0)
    recall = right / true if true else float(said == 0)
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def tally(pair: Pair, links: list[Cell]) -> Tally:
    """The counts of a pair's links as they are told, over gold units where there are any, over clauses otherwise.

    A change puts every old clause of its group beside every new one, so all these pairs count as said.
    """
    links = [(o, n) for olds, news in group_links(links) for o in olds for n in news]
    if pair.units is None:
        return _tally_clauses(pair, links)
    units = pair.units
    said = {(o, n) for i, j in links for o in units.of_old[i] for n in units.of_new[j]} - units.doubt
    old = units.old - {o for o, _ in units.doubt}
    new = units.new - {n for _, n in units.doubt}
    return _count(said, set(units.sure), set(old), set(new))


def _tally_clauses(pair: Pair, links: list[Cell]) -> Tally:
    said = {cell for cell in links if pair.known[cell]}
    true = {(int(i), int(j)) for i, j in np.argwhere((pair.truth == 1) & pair.known)}
    rows, columns = pair.known.any(axis=1), pair.known.any(axis=0)
    old = {int(i) for i in np.flatnonzero(rows) if pair.known[i, columns].all()}
    new = {int(j) for j in np.flatnonzero(columns) if pair.known[rows, j].all()}
    return _count(said, true, old, new)


def _count(said: set[Cell], true: set[Cell], old: set[int], new: set[int]) -> Tally:
    gone, lost = old - {o for o, _ in said}, old - {o for o, _ in true}
    come, fresh = new - {n for _, n in said}, new - {n for _, n in true}
    return Tally(
        (len(said & true), len(said), len(true)),
        (len(gone & lost), len(gone), len(lost)),
        (len(come & fresh), len(come), len(fresh)),
    )


@dataclass(frozen=True, slots=True)
class Left:
    """What a model says that never saw a series: its links and, of each, (confidence, was right)."""

    tallies: dict[str, Tally]
    shuffled: dict[str, Tally]
    trusted: list[tuple[float, bool]]


def measure_unseen(
    examples: list[Example],
    names: tuple[str, ...],
    *,
    shuffles: bool = True,
    supports: tuple[str, ...] = SUPPORTS,
) -> Left:
    """Every gold and labelled series by a model whose weights, thresholds and calibration never saw it."""
    fits = Fits(examples, names, supports)
    tallies: dict[str, Tally] = {}
    shuffled: dict[str, Tally] = {}
    trusted: list[tuple[float, bool]] = []
    real = [e for e in examples if e.pair.kind in ("gold", "label")]
    for series in sorted({e.pair.series[0] for e in real}):
        model = make_model(fits, series)
        for e in real:
            if e.pair.series[0] != series:
                continue
            judged = judge_pairs(e.findings, model)
            tallies[e.pair.name] = tally(e.pair, settle(judged, model)[0])
            trusted += [
                (model.confidence(c, is_join=j), right)
                for c, j, right in tell_links(e, judged, model.link, model.join)
            ]
            if shuffles:
                mixed = make_example(shuffle_pair(e.pair, 7, whole_paragraphs=True))
                shuffled[e.pair.name] = tally(
                    mixed.pair, settle(judge_pairs(mixed.findings, model), model)[0]
                )
    return Left(tallies, shuffled, trusted)


def calibration(
    trusted: list[tuple[float, bool]],
) -> tuple[float, float, int, list[tuple[float, float, int]]]:
    """Expected calibration error, share of sure links that is right, how many are sure, and the reliability curve."""
    curve = []
    error = 0.0
    for step in range(BINS):
        band = [
            (c, r)
            for c, r in trusted
            if step / BINS <= c < (step + 1) / BINS or (step == BINS - 1 and c == 1)
        ]
        if band:
            said, was = float(np.mean([c for c, _ in band])), float(np.mean([r for _, r in band]))
            curve.append((said, was, len(band)))
            error += abs(said - was) * len(band) / len(trusted)
    sure = [r for c, r in trusted if c >= SURE]
    return error, float(np.mean(sure)) if sure else 1.0, len(sure), curve


def measure_public(examples: list[Example], names: tuple[str, ...]) -> dict[str, tuple[float, float, float]]:
    """F1 on the public test splits: by the model that ships, by one that never saw the set, and by that one without moves.

    The last sets links aside that are told as moved: an annotation that kept the order of both texts cannot say them.
    """
    figures = {}
    fits = Fits(examples, names)
    whole = make_model(fits)
    for name in ("argrewrite_v2", "nist_80053"):
        tests = [make_example(pair) for pair in read_public(name, ("test",))]
        unseen = make_model(fits, name)
        known, fresh, still = Tally(), Tally(), Tally()
        for e in tests:
            links = settle(judge_pairs(e.findings, unseen), unseen)[0]
            moved = find_moved(
                links, {link: float(len(e.findings.pair.matter[0][link[0]])) for link in links}
            )
            known += tally(e.pair, settle(judge_pairs(e.findings, whole), whole)[0])
            fresh += tally(e.pair, links)
            still += tally(e.pair, [link for link in links if link not in moved])
        figures[name] = (rate(known.pairs)[2], rate(fresh.pairs)[2], rate(still.pairs)[2])
    return figures


def show_tallies(tallies: dict[str, Tally]) -> list[str]:
    """One line a pair, gold first, and the sums."""
    lines = [f"{'pair':24} {'P':>6} {'R':>6} {'F1':>6} {'drop':>6} {'add':>6}"]
    for name, counts in sorted(tallies.items(), key=lambda item: ("*" in item[0], item[0])):
        lines.append(_line(name, counts))
    gold = sum((t for n, t in tallies.items() if "*" not in n), Tally())
    return [
        *lines,
        _line("gold (micro)", gold),
        _line("gold and labels (micro)", sum(tallies.values(), Tally())),
    ]


def _line(name: str, counts: Tally) -> str:
    precision, recall, f1 = rate(counts.pairs)
    return f"{name:24} {precision:6.3f} {recall:6.3f} {f1:6.3f} {rate(counts.dropped)[2]:6.3f} {rate(counts.added)[2]:6.3f}"


if __name__ == "__main__":
    everything = read_examples()
    evidence = tuple(everything[0].findings.tables)
    left = measure_unseen(everything, evidence)
    print("\n".join(show_tallies(left.tallies)))
    print("shuffled:", _line("gold and labels (micro)", sum(left.shuffled.values(), Tally())))
    ece, right, count, curve = calibration(left.trusted)
    print(f"calibration error {ece:.3f}; sure links right {right:.3f} of {count} (of {len(left.trusted)})")
    for said, was, size in curve:
        print(f"  said {said:.2f} was {was:.2f} ({size})")
    for name, (own, unseen, still) in measure_public(everything, evidence).items():
        print(
            f"{name} test F1 {own:.3f}; never having seen the set {unseen:.3f}, moves set aside {still:.3f}"
        )
