"""What kept its order between two sides: the longest chain of pairs that rises on both."""

from __future__ import annotations

from bisect import bisect_left


def longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises on both sides; ``pairs`` rise on the first."""
    others = [other for _, other in pairs]
    if others == sorted(set(others)):  # nothing has moved, as a rule: then all of them
        return pairs
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for at, (_, other) in enumerate(pairs):
        place = bisect_left(ends, other)
        ends[place : place + 1] = [other]
        last[place : place + 1] = [at]
        before.append(last[place - 1] if place else -1)
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(pairs[at])
        at = before[at]
    return chain[::-1]
