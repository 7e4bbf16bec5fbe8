"""Tables of a PDF page that are ruled: which runs stand in which cell, and the row of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from rapporteur.compare.readers.pdf_runs import Page, Run

# Rules that miss each other by so many points meet; a cell is at least so wide and high.
_MEETS, _NARROWEST, _LOWEST = 3.0, 12.0, 7.0
# So many rows of so many columns make a table; a single box is a frame round a text.
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_MOST_LINES = 400
_ONE_LINE = 0.4


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table: its edges in points, its rows from top to bottom as (upper edge, cells), the runs it holds,
    and the size of its type."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[float, tuple[str, ...]], ...]
    runs: frozenset[int]
    size: float


def find_tables(page: Page) -> tuple[Table, ...]:
    """The ruled tables of a page, from top to bottom."""
    flat = [r for r in page.rules if r[2] - r[0] > r[3] - r[1]]
    upright = [r for r in page.rules if r[3] - r[1] >= r[2] - r[0]]
    if len(flat) > _MOST_LINES * 4 or len(upright) > _MOST_LINES * 4:
        return ()
    tables = []
    for left, bottom, right, top in _areas(flat, upright):
        levels = _levels(
            [
                (r[1] + r[3]) / 2
                for r in flat
                if _within(r[0], r[2], left, right) and bottom - _MEETS <= r[1] <= top + _MEETS
            ]
        )
        edges = _levels(
            [
                (r[0] + r[2]) / 2
                for r in upright
                if _within(r[1], r[3], bottom, top) and left - _MEETS <= r[0] <= right + _MEETS
            ]
        )
        levels = sorted((y for y in levels), reverse=True)
        if len(levels) > _FEWEST_ROWS and len(edges) > _FEWEST_COLUMNS:
            table = _table(page, flat, levels, sorted(edges))
            tables += [table] if table else []
    return tuple(sorted(tables, key=lambda table: -table.top))


def _areas(
    flat: Sequence[tuple[float, ...]], upright: Sequence[tuple[float, ...]]
) -> list[tuple[float, float, float, float]]:
    """The boxes round rules that meet each other, found by joining boxes until none meet."""
    areas: list[list[float]] = []
    for rule in sorted((*flat, *upright), key=lambda r: (-r[3], r[0])):
        box = list(rule)
        meeting = [area for area in areas if _meet(area, box)]
        for area in meeting:
            box = [min(area[0], box[0]), min(area[1], box[1]), max(area[2], box[2]), max(area[3], box[3])]
            areas.remove(area)
        areas.append(box)
        if len(areas) > _MOST_LINES:
            return []
    return [
        (a[0], a[1], a[2], a[3]) for a in areas if a[2] - a[0] > 2 * _NARROWEST and a[3] - a[1] > 2 * _LOWEST
    ]


def _meet(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] <= b[2] + _MEETS and b[0] <= a[2] + _MEETS and a[1] <= b[3] + _MEETS and b[1] <= a[3] + _MEETS


def _within(low: float, high: float, least: float, most: float) -> bool:
    return low >= least - _MEETS and high <= most + _MEETS


def _levels(values: Sequence[float]) -> list[float]:
    """Distinct positions, those that nearly meet as one."""
    levels: list[float] = []
    for value in sorted(values):
        if not levels or value - levels[-1] > _MEETS:
            levels.append(value)
    return levels


def _cells(
    page: Page, levels: list[float], edges: list[float]
) -> tuple[dict[tuple[int, int], list[Run]], set[int]]:
    """(row, column) -> the runs that stand in the cell; and the places of all runs that stand in any."""
    cells: dict[tuple[int, int], list[Run]] = {}
    held: set[int] = set()
    for at, run in enumerate(page.runs):
        middle = run.y + 0.3 * run.size
        row = next((i for i in range(len(levels) - 1) if levels[i + 1] <= middle <= levels[i]), None)
        column = next(
            (i for i in range(len(edges) - 1) if edges[i] - _MEETS <= run.x0 < edges[i + 1] - _MEETS), None
        )
        if row is not None and column is not None:
            cells.setdefault((row, column), []).append(run)
            held.add(at)
    return cells, held


def _table(
    page: Page, flat: Sequence[tuple[float, ...]], levels: list[float], edges: list[float]
) -> Table | None:
    cells, held = _cells(page, levels, edges)
    if (
        len({column for _, column in cells}) < _FEWEST_COLUMNS
        or len({row for row, _ in cells}) < _FEWEST_ROWS
    ):
        return None
    rows: list[tuple[float, tuple[str, ...]]] = []
    for row in range(len(levels) - 1):
        texts = [_text(cells.get((row, column), [])) for column in range(len(edges) - 1)]
        for column, text in enumerate(texts):
            is_merged = rows and not _is_ruled(flat, levels[row], edges[column], edges[column + 1])
            texts[column] = text or (rows[-1][1][column] if is_merged else "")
        rows.append((levels[row], tuple(texts)))
    return Table(
        edges[0],
        levels[-1],
        edges[-1],
        levels[0],
        tuple(rows),
        frozenset(held),
        median(page.runs[at].size for at in held),
    )


def _is_ruled(flat: Sequence[tuple[float, ...]], y: float, left: float, right: float) -> bool:
    """True where a rule parts the cell from the one above it; a cell that spans rows has none there."""
    middle = (left + right) / 2
    return any(abs((r[1] + r[3]) / 2 - y) <= _MEETS and r[0] <= middle <= r[2] for r in flat)


def _text(runs: Sequence[Run]) -> str:
    """The text of a cell, line by line."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and abs(lines[-1][0].y - run.y) <= _ONE_LINE * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return " ".join(run.text for line in lines for run in sorted(line, key=lambda run: run.x0)).strip()
