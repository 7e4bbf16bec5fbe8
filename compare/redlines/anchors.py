"""What two long sequences share, in order, found in near linear time: anchors first, exact work between them."""

from __future__ import annotations

from bisect import bisect_left

Block = tuple[int, int, int]
"""A run that both sides share: where it starts in the old, where in the new, how many tokens."""

EXACT = 250_000
"""Old tokens times new tokens that are compared exactly without looking for anchors; half a millisecond's work."""

BOUND = 25_000_000
"""Old times new tokens that are compared exactly where there is no anchor: 5,000 by 5,000, about 3 MB and 15 ms."""

RUNS = (8, 4, 2, 1)
"""Lengths of run that may serve as anchors, the longest first: a long run that is unique on both sides is no coincidence."""

DEEPEST = 40
"""Levels of looking for anchors between anchors, a guard against texts made to make us work."""


def find_blocks(old: list[int], new: list[int]) -> tuple[list[Block], bool]:
    """The shared runs of two sequences, in order, and whether every part was compared exactly."""
    blocks: list[Block] = []
    is_complete = True
    open_parts = [(0, len(old), 0, len(new), 0)]
    while open_parts:
        i, i_end, j, j_end, depth = open_parts.pop()
        head = _count_shared(old, new, i, i_end, j, j_end)
        if head:
            blocks.append((i, j, head))
            i, j = i + head, j + head
        tail = _count_shared_back(old, new, i, i_end, j, j_end)
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


def _count_shared(old: list[int], new: list[int], i: int, i_end: int, j: int, j_end: int) -> int:
    most = min(i_end - i, j_end - j)
    count = 0
    while count < most and old[i + count] == new[j + count]:
        count += 1
    return count


def _count_shared_back(old: list[int], new: list[int], i: int, i_end: int, j: int, j_end: int) -> int:
    most = min(i_end - i, j_end - j)
    count = 0
    while count < most and old[i_end - 1 - count] == new[j_end - 1 - count]:
        count += 1
    return count


def _find_anchors(old: list[int], new: list[int], part: tuple[int, int, int, int]) -> list[Block]:
    """Runs that occur once on each side, thinned to the longest chain that keeps order, grown to both sides."""
    i, i_end, j, j_end = part
    for size in RUNS:
        here, there = _find_unique(old, i, i_end, size), _find_unique(new, j, j_end, size)
        pairs = sorted((at, there[run]) for run, at in here.items() if run in there)
        if pairs:
            return _grow(old, new, longest_chain(pairs), part, size)
    return []


def _find_unique(tokens: list[int], start: int, end: int, size: int) -> dict[tuple[int, ...], int]:
    """Where each run that occurs exactly once stands."""
    seen: dict[tuple[int, ...], int] = {}
    runs = zip(*(tokens[start + k : end - size + 1 + k] for k in range(size)), strict=True)
    for at, run in enumerate(runs, start):
        seen[run] = -1 if run in seen else at
    return {run: at for run, at in seen.items() if at >= 0}


def longest_chain(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest chain of pairs that rises on both sides; ``pairs`` rise on the first."""
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


def _grow(
    old: list[int], new: list[int], chain: list[tuple[int, int]], part: tuple[int, int, int, int], size: int
) -> list[Block]:
    """Anchors grown forward as far as both sides agree, overlaps folded."""
    _, i_end, _, j_end = part
    blocks: list[Block] = []
    for at, other in chain:
        if blocks and (at < blocks[-1][0] + blocks[-1][2] or other < blocks[-1][1] + blocks[-1][2]):
            continue
        grown = size + _count_shared(old, new, at + size, i_end, other + size, j_end)
        blocks.append((at, other, grown))
    return blocks


def _compare_exactly(old: list[int], new: list[int], i: int, i_end: int, j: int, j_end: int) -> list[Block]:
    from rapidfuzz.distance import Levenshtein

    found = Levenshtein.opcodes(old[i:i_end], new[j:j_end])
    return [
        (i + op.src_start, j + op.dest_start, op.src_end - op.src_start) for op in found if op.tag == "equal"
    ]
