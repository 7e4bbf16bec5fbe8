"""Tier before x tier after: which clauses climbed the ladder of verbs and which came down."""

from __future__ import annotations

from collections import Counter

from rapporteur.compare.model import Change, Clause, Comparison, is_doubtful
from rapporteur.reports.figures.drawing import Box, Figure, Words, width_of
from rapporteur.reports.prose import count, many, plural

TIERS = (1, 2, 3, 4, 5, 6, 7)
CELL = 38.0
LEFT = 96.0
"""Room at the left for "9th, 2024:" and the tiers; a longer name takes more."""

TOP = 46.0


def top_tier(clauses: list[Clause]) -> int | None:
    """The highest tier among the acts of the clauses; None where no act has one."""
    return max((act.tier for clause in clauses for act in clause.acts if act.tier), default=None)


def tier_pairs(comparison: Comparison) -> list[tuple[int, int, Change]]:
    """(tier before, tier after, change) of every paired change whose two sides both have a tier."""
    old = {clause.address: clause for clause in comparison.old.clauses}
    new = {clause.address: clause for clause in comparison.new.clauses}
    pairs = []
    for change in comparison.changes:
        if is_doubtful(change):
            continue  # a doubtful pairing is counted nowhere
        before = top_tier([old[a] for a in change.old if a in old])
        after = top_tier([new[a] for a in change.new if a in new])
        if before and after:
            pairs.append((before, after, change))
    return pairs


def tier_matrix(comparison: Comparison, names: tuple[str, str]) -> Figure | None:
    """The matrix, or None where fewer than two paired clauses can be placed in it."""
    pairs = tier_pairs(comparison)
    if len(pairs) < 2:
        return None
    cells = Counter((before, after) for before, after, _ in pairs)
    used = [t for t in TIERS if any(t in key for key in cells)]
    side = len(used) * CELL
    left = max(LEFT, 8 + width_of(names[0] + ":") + 30)
    words = [
        Words(left + side / 2, 14, f"{names[1]}: tier", "middle", bold=True),
        Words(8, TOP + side / 2 - 4, names[0] + ":", bold=True),
        Words(8, TOP + side / 2 + 10, "tier", bold=True),
    ]
    boxes = []
    for i, before in enumerate(used):
        words.append(Words(left + (i + 0.5) * CELL, 36, str(before), "middle"))
        words.append(Words(left - 10, TOP + (i + 0.6) * CELL, str(before), "end"))
        for j, after in enumerate(used):
            box, sign = _cell(before, after, cells[before, after], left + j * CELL, TOP + i * CELL)
            boxes.append(box)
            words += sign
    return Figure(
        id="tiers",
        title="Strength of the verbs, before and after",
        description="A square of verb tiers, the earlier statement down the side, the later one along the top; "
        "right of the diagonal is stronger, left of it weaker.",
        caption=_caption([(before, after) for before, after, _ in pairs]),
        width=left + side + 4,
        height=TOP + side + 4,
        boxes=tuple(boxes),
        strokes=(),
        words=tuple(words),
        columns=("From tier", "To tier", "Clauses"),
        rows=tuple((str(b), str(a), str(n)) for (b, a), n in sorted(cells.items())),
    )


def _cell(before: int, after: int, found: int, x: float, y: float) -> tuple[Box, list[Words]]:
    """A cell with its upper left corner at ``x``, ``y``; it bears a number where there is one."""
    tone = "same" if before == after else "stronger" if after > before else "weaker"
    said = f"{count(found, 'clause')} from tier {before} to tier {after}"
    box = Box(x, y, CELL - 2, CELL - 2, tone if found else "ramp0", said)
    if not found:
        return box, []
    sign = "" if before == after else " ▲" if after > before else " ▼"
    return box, [Words(x + CELL / 2 - 1, y + 23, f"{found}{sign}", "middle", tone, bold=True, size=12)]


def _caption(pairs: list[tuple[int, int]]) -> str:
    up = sum(1 for before, after in pairs if after > before)
    down = sum(1 for before, after in pairs if after < before)
    same = len(pairs) - up - down
    return (
        f"Of {count(len(pairs), 'paired clause')} with a ranked verb on both sides, "
        f"{many(up)} moved up (▲), {many(down)} moved down (▼) and {many(same)} stayed on {plural('its', same)} tier. "
        "A clause with several verbs is placed by its highest. The count of stronger and weaker clauses may differ: "
        "it also weighs modal verbs, hedges and what each verb governs."
    )
