"""What two long sequences share, in order, found in near linear time: anchors first, exact work between them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from rapporteur.compare.text.sequences import longest_chain

Block = tuple[int, int, int]
"""A run that both sides share: where it starts in the old, where in the new, how many tokens."""

Numbers = str | list[int]
"""A sequence with one character (or number) for each token: a string where that is possible, because Python cuts and
compares strings fastest."""

Tokens = Numbers | list[str]

EXACT = 250_000
"""Old tokens times new tokens that are compared exactly without looking for anchors; half a millisecond's work."""

BOUND = 25_000_000
"""Old times new tokens that are compared exactly where there is no anchor: 5,000 by 5,000, about 3 MB and 15 ms."""

RUNS = (8, 4, 2, 1)
"""Lengths of run that may serve as anchors, the longest first: a long run that is unique on both sides is no coincidence."""

DEEPEST = 40
"""Levels of looking for anchors between anchors, a guard against texts made to make us work."""


def find_blocks(old: Numbers, new: Numbers, sure: Sequence[tuple[int, int]] = ()) -> tuple[list[Block], bool]:
    """The shared runs of two sequences, in order, and whether every part was compared exactly.

    ``sure`` are places, rising on both sides, at which both have the same token that nobody doubts.
    """
    blocks: list[Block] = [(i, j, 1) for i, j in sure]
    is_complete = True
    ends = [*sure, (len(old), len(new))]
    starts = [(0, 0), *((i + 1, j + 1) for i, j in sure)]
    open_parts = [(i, i_end, j, j_end, 0) for (i, j), (i_end, j_end) in zip(starts, ends, strict=True)]
    while open_parts:
        i, i_end, j, j_end, depth = open_parts.pop()
        head = count_shared(old, new, i, i_end, j, j_end)
        if head:
            blocks.append((i, j, head))
            i, j = i + head, j + head
        tail = count_shared_back(old, new, i, i_end, j, j_end)
        if tail:
            i_end, j_end = i_end - tail, j_end - tail
            blocks.append((i_end, j_end, tail))
        if i == i_end or j == j_end:
            continue
        work = (i_end - i) * (j_end - j)
        anchors = _find_anchors(old, new, (i, i_end, j, j_end)) if work > EXACT and depth < DEEPEST else []
        if anchors:
            for start, other, size in anchors:
                blocks.append((start, other, size))
                open_parts.append((i, start, j, other, depth + 1))
                i, j = start + size, other + size
            open_parts.append((i, i_end, j, j_end, depth + 1))
        elif work <= BOUND:
            blocks.extend(_compare_exactly(old, new, i, i_end, j, j_end))
        else:
            is_complete = False
    return join_blocks(sorted(blocks)), is_complete


def join_blocks(blocks: list[Block]) -> list[Block]:
    """Blocks that touch on both sides become one."""
    joined: list[Block] = []
    for start, other, size in blocks:
        if joined and joined[-1][0] + joined[-1][2] == start and joined[-1][1] + joined[-1][2] == other:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((start, other, size))
    return joined


def count_shared(old: Tokens, new: Tokens, i: int, i_end: int, j: int, j_end: int) -> int:
    """How many tokens both have in common from ``i`` and ``j`` on."""
    most = min(i_end - i, j_end - j)
    count = 0
    while count < most and old[i + count] == new[j + count]:
        count += 1
    return count


def count_shared_back(old: Tokens, new: Tokens, i: int, i_end: int, j: int, j_end: int) -> int:
    """How many tokens both have in common before ``i_end`` and ``j_end``."""
    most = min(i_end - i, j_end - j)
    count = 0
    while count < most and old[i_end - 1 - count] == new[j_end - 1 - count]:
        count += 1
    return count


def _find_anchors(old: Numbers, new: Numbers, part: tuple[int, int, int, int]) -> list[Block]:
    """Runs that occur once on each side, thinned to the longest chain that keeps order, grown to both sides."""
    i, i_end, j, j_end = part
    for size in RUNS:
        here, there = _find_unique(old, i, i_end, size), _find_unique(new, j, j_end, size)
        pairs = [(at, there[run]) for run, at in here.items() if run in there]
        if pairs:
            return _grow(old, new, longest_chain(pairs), part, size)
    return []


def _find_unique(tokens: Numbers, start: int, end: int, size: int) -> dict[Hashable, int]:
    """Where each run that occurs exactly once stands, earliest first."""
    runs = _cut_runs(tokens, start, end, size)
    places = range(start, start + len(runs))
    last = dict(zip(runs, places, strict=True))
    if len(last) == len(runs):
        return last
    repeated = {run for run, at in zip(runs, places, strict=True) if last[run] != at}
    return {run: at for run, at in last.items() if run not in repeated}


def _cut_runs(tokens: Numbers, start: int, end: int, size: int) -> list[Hashable]:
    """Every ``size`` tokens in a row, from ``start`` to ``end``."""
    if isinstance(tokens, str):
        return [tokens[at : at + size] for at in range(start, end - size + 1)]
    return list(zip(*(tokens[start + k : end - size + 1 + k] for k in range(size)), strict=True))


def _grow(
    old: Numbers, new: Numbers, chain: list[tuple[int, int]], part: tuple[int, int, int, int], size: int
) -> list[Block]:
    """Anchors grown forward as far as both sides agree, overlaps folded."""
    _, i_end, _, j_end = part
    blocks: list[Block] = []
    for at, other in chain:
        if blocks and (at < blocks[-1][0] + blocks[-1][2] or other < blocks[-1][1] + blocks[-1][2]):
            continue
        grown = size + count_shared(old, new, at + size, i_end, other + size, j_end)
        blocks.append((at, other, grown))
    return blocks


def _compare_exactly(old: Numbers, new: Numbers, i: int, i_end: int, j: int, j_end: int) -> list[Block]:
    from rapidfuzz.distance import Levenshtein

    found = Levenshtein.opcodes(old[i:i_end], new[j:j_end])
    return [
        (i + op.src_start, j + op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"
    ]
