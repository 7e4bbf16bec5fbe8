"""Order between links: how far it was kept, and which links left it."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from rapporteur.compare.text.sequences import longest_chain

Link = tuple[int, int]
"""An old and a new clause that belong together, by their places."""

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Old and new places that belong together."""

FEW = 4
"""Below this many links, order says nothing and counts as kept."""


def measure_order(links: Sequence[Link]) -> float:
    """How far links keep order, 0-1: the longest rising chain, less the 2 sqrt(n) that chance gives, of what is possible."""
    if len(links) < FEW:
        return 1.0
    chance = 2 * sqrt(len(links)) - 2
    first: dict[int, int] = {}
    for old, new in sorted(links):
        first.setdefault(old, new)  # a split clause is no disorder
    chain = len(longest_chain(sorted(first.items())))
    return max(0.0, min(1.0, (chain - chance) / (len(links) - chance)))


def find_moved(links: Sequence[Link], weights: dict[Link, float]) -> set[Link]:
    """Links off the heaviest chain that rises on both sides: the least weight that must have moved to explain the rest.

    O(n log n): the heaviest chain up to each new place is kept in a Fenwick tree. ``weights`` are above 0.
    """
    ordered = sorted(links)
    size = max((new for _, new in ordered), default=0) + 1
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before: list[int] = []
    top = (0.0, -1)
    for at, (_, new) in enumerate(ordered):
        best = (0.0, -1)
        place = new + 1
        while place:
            best = max(best, tree[place], key=_weight)
            place &= place - 1
        before.append(best[1])
        mine = (best[0] + weights[ordered[at]], at)
        top = max(top, mine, key=_weight)
        place = new + 1
        while place <= size:
            tree[place] = max(tree[place], mine, key=_weight)
            place += place & -place
    kept, at = set(), top[1]
    while at >= 0:
        kept.add(ordered[at])
        at = before[at]
    return set(ordered) - kept


def _weight(entry: tuple[float, int]) -> float:
    return entry[0]
