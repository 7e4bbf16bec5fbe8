"""Tables of a PDF page: ruled ones, and those whose column heads alone show the columns."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rapporteur.compare.readers.pdf_runs import Page, Run
from rapporteur.compare.text.table_rows import roles_of

# Rules that miss each other by so many points meet; a cell is at least so wide and high.
_MEETS, _NARROWEST, _LOWEST = 3.0, 12.0, 7.0
# So many rows of so many columns make a table; a single box is a frame round a text.
_FEWEST_ROWS, _FEWEST_COLUMNS = 2, 2
_MOST_LINES = 400
_ONE_LINE = 0.4


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its edges in points, its rows from top to bottom as (upper edge, cells), the runs it holds,
    and the size of its type."""

    left: float
    bottom: float
    right: float
    top: float
    rows: tuple[tuple[float, tuple[str, ...]], ...]
    runs: frozenset[int]
    size: float


def find_tables(page: Page) -> tuple[Table, ...]:
    """The tables of a page, from top to bottom."""
    ruled = _ruled(page)
    held = frozenset[int]().union(*(table.runs for table in ruled))
    return tuple(sorted((*ruled, *_open_tables(page, held)), key=lambda table: -table.top))


def _ruled(page: Page) -> tuple[Table, ...]:
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
    return tuple(tables)


# Points between two cells of a table without rules, and by which a cell may miss its column's left edge; a larger leading
# than so many type sizes ends the table.
_OPEN_GAP, _OFF_EDGE, _FAR_BELOW = 12.0, 6.0, 3.0
# A row's upper edge lies so far above its base line.
_ABOVE_LINE = 8.0


def _open_tables(page: Page, held: frozenset[int]) -> list[Table]:
    """Tables without rules: a line of column heads that say who, what or by when, and rows that keep to its columns."""
    places = {id(run): at for at, run in enumerate(page.runs)}
    lines = by_lines([run for at, run in enumerate(page.runs) if at not in held and run.text.strip()])
    tables: list[Table] = []
    at = 0
    while at < len(lines):
        heads, edges = lines[at], [run.x0 for run in lines[at]]
        is_head = _are_apart(heads) and roles_of(" | ".join(run.text.strip() for run in heads))
        rows, used = _open_rows(lines[at + 1 :], edges) if is_head else ([], 0)
        if sum(sum(map(bool, cells)) > 1 for _, cells in rows) >= _FEWEST_ROWS:
            inside = [run for line in lines[at : at + 1 + used] for run in line]
            head = (heads[0].y + _ABOVE_LINE, tuple(run.text.strip() for run in heads))
            tables.append(
                Table(
                    edges[0], inside[-1].y, max(run.x1 for run in inside), head[0], (head, *rows),
                    frozenset(places[id(run)] for run in inside), median(run.size for run in inside),
                )
            )  # fmt: skip
            at += used
        at += 1
    return tables


def _open_rows(
    lines: Sequence[list[Run]], edges: Sequence[float]
) -> tuple[list[tuple[float, tuple[str, ...]]], int]:
    """The rows below column heads at ``edges``, each with its upper edge, and how many lines they take."""
    rows: list[tuple[float, list[str]]] = []
    above: float | None = None
    used = 0
    for line in lines:
        columns = [_column(run, edges) for run in line]
        is_far = above is not None and above - line[0].y > _FAR_BELOW * line[0].size
        if None in columns or len(set(columns)) < len(columns) or is_far:
            break
        begins = not rows or (0 in columns and columns != [0])
        begins = begins or (len(edges) - 1 in columns and bool(rows[-1][1][-1]))
        if begins:
            rows.append((line[0].y + _ABOVE_LINE, [""] * len(edges)))
        for run, column in zip(line, columns, strict=True):
            rows[-1][1][column or 0] = f"{rows[-1][1][column or 0]} {run.text.strip()}".strip()
        above, used = line[0].y, used + 1
    return [(y, tuple(cells)) for y, cells in rows], used


def _column(run: Run, edges: Sequence[float]) -> int | None:
    """The column in which a run begins and ends, None where it stands in none or in two."""
    found = next((at for at, edge in enumerate(edges) if abs(run.x0 - edge) <= _OFF_EDGE), None)
    is_wide = found is not None and found + 1 < len(edges) and run.x1 > edges[found + 1] - 1
    return None if is_wide else found


def _are_apart(line: Sequence[Run]) -> bool:
    return len(line) >= _FEWEST_COLUMNS and all(
        right.x0 - left.x1 >= _OPEN_GAP for left, right in itertools.pairwise(line)
    )


def by_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on one baseline together, from top to bottom, each line from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and abs(lines[-1][0].y - run.y) <= _ONE_LINE * max(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


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
    return " ".join(run.text for line in by_lines(runs) for run in line).strip()
