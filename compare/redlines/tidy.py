"""Marks as a person would set them: small coincidences given up, edges placed where phrases begin, names kept whole."""

from __future__ import annotations

from itertools import accumulate

from rapporteur.compare.redlines.anchors import Block, join_blocks
from rapporteur.compare.redlines.tokens import FULL, Token

WORTH = 0.5
"""A kept run between two changes must weigh this share of the lighter of them, or it is a coincidence."""

ALWAYS_KEPT = 4 * FULL
"""Words of matter that are kept in any case: nobody strikes out and rewrites four words that stay."""

SLIDE_LIMIT = 200
"""Tokens that an edge may slide; a longer slide is a repeated text, where every place is as good."""


def tidy(blocks: list[Block], old: list[Token], new: list[Token]) -> list[Block]:
    """The kept runs worth keeping, their edges where a reader expects them."""
    kept = give_up_coincidences(blocks, old, new)
    return join_blocks(slide_edges(kept, old, new))


def weigh_run(tokens: list[Token]) -> float:
    """How much a run of tokens means to a reader, in words of matter."""
    return sum([token.weight for token in tokens]) / FULL


def give_up_coincidences(blocks: list[Block], old: list[Token], new: list[Token]) -> list[Block]:
    """Blocks without those that only interrupt a change; giving one up may make its neighbours one, so we look back."""
    weights = _add_up(old), _add_up(new)
    kept: list[Block] = []
    waiting = [(len(old), len(new), 0), *reversed(blocks)]
    while len(waiting) > 1:
        block = waiting.pop()
        before = _weigh_gap(kept[-1] if kept else (0, 0, 0), block, *weights)
        after = _weigh_gap(block, waiting[-1], *weights)
        weight = weights[0][block[0] + block[2]] - weights[0][block[0]]
        if (
            before
            and after
            and weight < ALWAYS_KEPT
            and _is_coincidence(block, weight, before, after, old, new)
        ):
            if kept:
                waiting.append(kept.pop())
        else:
            kept.append(block)
    return kept


def _add_up(tokens: list[Token]) -> list[int]:
    """The weight of all tokens before each, so that any run is weighed by two of them."""
    return [0, *accumulate([token.weight for token in tokens])]


def _weigh_gap(left: Block, right: Block, old: list[int], new: list[int]) -> int:
    """The heavier side of what stands between two blocks."""
    gone = old[right[0]] - old[left[0] + left[2]]
    come = new[right[1]] - new[left[1] + left[2]]
    return gone if gone > come else come


def _is_coincidence(
    block: Block, weight: int, before: int, after: int, old: list[Token], new: list[Token]
) -> bool:
    if block[2] == 1 and old[block[0]].text in ".;:":
        return False
    return weight < WORTH * min(before, after) or _cuts_name(block, old, new)


def _cuts_name(block: Block, old: list[Token], new: list[Token]) -> bool:
    """True where a single capitalised word is kept inside names that changed on either hand of it."""
    i, j, size = block
    if size != 1 or not old[i].is_name:
        return False
    left = i > 0 and j > 0 and old[i - 1].is_name and new[j - 1].is_name
    right = i + 1 < len(old) and j + 1 < len(new) and old[i + 1].is_name and new[j + 1].is_name
    return left and right


def slide_edges(blocks: list[Block], old: list[Token], new: list[Token]) -> list[Block]:
    """Where a pure insertion or deletion may stand at several places, the place where a phrase begins."""
    slid = list(blocks)
    for at in range(len(slid) - 1):
        left, right = slid[at], slid[at + 1]
        i, j = left[0] + left[2], left[1] + left[2]
        if (i == right[0]) == (j == right[1]):
            continue
        tokens, start, end = (new, j, right[1]) if i == right[0] else (old, i, right[0])
        is_first, is_last = at == 0, at + 2 == len(slid)
        shift = _best_shift(
            tokens, start, end, most_back=left[2] - (not is_first), most_on=right[2] - (not is_last)
        )
        slid[at] = (left[0], left[1], left[2] + shift)
        slid[at + 1] = (right[0] + shift, right[1] + shift, right[2] - shift)
    return [block for block in slid if block[2] > 0]


def _best_shift(tokens: list[Token], start: int, end: int, *, most_back: int, most_on: int) -> int:
    """How far the run may be shifted, and of those places the one with the best edges; the place it has, where all are alike."""
    shifts = [0]
    for step in range(1, min(most_back, SLIDE_LIMIT) + 1):
        if tokens[start - step].text != tokens[end - step].text:
            break
        shifts.append(-step)
    for step in range(min(most_on, SLIDE_LIMIT)):
        if end + step >= len(tokens) or tokens[start + step].text != tokens[end + step].text:
            break
        shifts.append(step + 1)
    return max(
        shifts, key=lambda shift: (_grade_edge(tokens, start + shift, end + shift), -abs(shift), shift)
    )


def _grade_edge(tokens: list[Token], start: int, end: int) -> float:
    """How natural it is to begin a run at ``start`` and to end it before ``end``."""
    first, last = tokens[start], tokens[end - 1]
    before = tokens[start - 1].text if start else "."
    grade = 0.0
    if before in ".;:!?":
        grade += 3.0
    elif before in ",)" or first.text in ",(":
        grade += 2.0
    elif first.folded in OPENERS:
        grade += 1.0
    if last.folded in OPENERS or last.text in "(":
        grade -= 2.0
    elif last.text in ".;:":
        grade += 1.0
    return grade


_OPENERS = """
and or but as at by for from in into of on through to under upon with within without including while
which that who the a an such
"""
OPENERS = frozenset(_OPENERS.split())
"""Words that begin a phrase: a run should start with one and never end with one."""
