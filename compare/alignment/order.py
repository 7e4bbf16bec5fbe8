"""Order between links: how far it was kept, and which links left it. Measured before it is ever used."""

from __future__ import annotations

from math import sqrt

from rapporteur.compare.text.sequences import longest_chain

Link = tuple[int, int]
"""An old and a new clause that belong together, by their places."""

FEW = 4
"""Below this many links, order says nothing and counts as kept."""


def measure_order(links: list[Link]) -> float:
    """How far links keep order, 0-1: the longest rising chain, less the 2 sqrt(n) that chance gives, of what is possible."""
    if len(links) < FEW:
        return 1.0
    chance = 2 * sqrt(len(links)) - 2
    chain = len(longest_chain(_one_each(links)))
    return max(0.0, min(1.0, (chain - chance) / (len(links) - chance)))


def find_moved(links: list[Link], weights: dict[Link, float]) -> set[Link]:
    """Links off the heaviest chain that rises on both sides: the fewest words that must have moved to explain the rest."""
    ordered = sorted(links)
    best: list[float] = []
    before: list[int] = []
    for at, (old, new) in enumerate(ordered):
        reach = [(best[k], -k) for k in range(at) if ordered[k][0] <= old and ordered[k][1] <= new]
        top, back = max(reach, default=(0.0, 1))
        best.append(top + weights[old, new])
        before.append(-back)
    kept = set()
    at = max(range(len(ordered)), key=lambda k: (best[k], -k), default=-1)
    while at >= 0:
        kept.add(ordered[at])
        at = before[at]
    return set(ordered) - kept


def find_gaps(anchors: list[Link], rows: int, columns: int) -> tuple[list[int], list[int]]:
    """For each old clause the new clauses between which it should stand: the anchors at or before and at or behind it.

    Anchors that cross the longest chain are left out; an anchored clause stands at its own anchor.
    """
    chain = longest_chain(_one_each(anchors))
    first, last = [-1] * rows, [columns] * rows
    for old, new in chain:
        for at in range(old, rows):
            first[at] = new
    for old, new in reversed(chain):
        for at in range(old + 1):
            last[at] = new
    return first, last


def _one_each(links: list[Link]) -> list[Link]:
    """One link per old clause, so that a split clause is not counted as disorder."""
    first: dict[int, int] = {}
    for old, new in sorted(links):
        first.setdefault(old, new)
    return sorted(first.items())
