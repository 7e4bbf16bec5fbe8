"""The lines of a PDF page in reading order: where its gutters are, and column after column."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from rapporteur.compare.readers.pdf_runs import Page, Run
from rapporteur.compare.readers.pdf_tables import Table, by_lines


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a column: its text, its place in points, its type; the column's edges are ``left`` and ``right``."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    page: int
    column: int
    left: float = 0.0
    right: float = 0.0
    marks: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    """The cells of a row of a ruled table; () for a line of text."""


# A gutter is at least this wide (points), in the middle part of the page, and few lines cross it.
_GUTTER = 9.0
_MIDDLE = (0.25, 0.75)
_MOST_CROSSING = 0.12
_LEAST_ON_A_SIDE = 0.25
_FEWEST_LINES = 8
_HEAD_ZONE = 0.07
# Points; two columns in less than that would be of two words each.
_NARROWEST = 200.0
# The best few are looked at closely; if none of them parts running lines, no other does.
_MOST_GUTTERS = 20
# Two columns of few lines each are known by the numbers of the paragraphs with which both begin.
_NUMBERED = re.compile(r"\s*(\d{1,3})[.)]\s+\S")
_FEWEST_SHORT, _STRAIGHT = 2, 2.0


def find_gutters(page: Page, before: Sequence[float] = ()) -> Sequence[float]:
    """The middles of the gutters of a page, from left to right; ``before`` are those of the page before it.

    The last page of a text in columns may have too few lines to show them.
    """
    runs = _shown(page)
    found = _find_gutters(runs, 0.0, page.width) if len(by_lines(runs)) >= _FEWEST_LINES or not before else []
    if found or not before:
        return found or _short_gutter(runs)
    # Running heads and page numbers stand across the columns of every page.
    body = [run for run in runs if _HEAD_ZONE * page.height < run.y < (1 - _HEAD_ZONE) * page.height]
    crossing = sum(1 for run in body for gutter in before if run.x0 < gutter < run.x1)
    is_filled = all(any(run.x0 > gutter for run in runs) for gutter in before)
    return before if is_filled and crossing <= _MOST_CROSSING * len(runs) else ()


def _short_gutter(runs: Sequence[Run]) -> Sequence[float]:
    """The gutter of a page of few lines in two columns, each of which begins with a numbered paragraph; () for none."""
    pairs = [line for line in by_lines(runs) if len(line) == 2 and line[1].x0 - line[0].x1 >= _GUTTER]
    if len(pairs) < _FEWEST_SHORT:
        return ()
    left, right = (_NUMBERED.match(run.text) for run in pairs[0])
    edges = [line[1].x0 for line in pairs]
    is_straight = max(edges) - min(edges) <= _STRAIGHT
    is_numbered = left is not None and right is not None and int(left[1]) < int(right[1])
    return (min(edges) - _GUTTER / 2,) if is_straight and is_numbered else ()


def table_rows(page: Page, tables: Sequence[Table]) -> list[Row]:
    """The rows of the ruled tables of a page, each as a line at its upper edge."""
    return [
        Row(
            " | ".join(cells),
            table.left,
            table.right,
            y - _BELOW_EDGE,
            table.size,
            False,
            page.number,
            0,
            cells=cells,
        )
        for table in tables
        for y, cells in table.rows
        if any(cells)
    ]


# A row's line stands below its upper edge, as text in it does.
_BELOW_EDGE = 8.0
# A number of a line in the margin stands at one edge in each line, or in each fifth.
_FEWEST_NUMBERED, _EACH_LINE, _STEPS = 4, 0.7, (2, 5, 10)
_ONE_EDGE = 3.0


def find_line_numbers(page: Page) -> frozenset[int]:
    """Indexes of the runs that only count the lines of a draft in its margin: they rise by one in each line, or by 5."""
    runs = [(at, run) for at, run in enumerate(page.runs) if run.text.strip()]
    numbers = [(at, run) for at, run in runs if run.text.strip().isdecimal() and len(run.text.strip()) <= 4]
    others = [run for _, run in runs if not run.text.strip().isdecimal()]
    if len(numbers) < _FEWEST_NUMBERED - 2 or not others:
        return frozenset()
    lines = len(by_lines(others))
    found: set[int] = set()
    for side in ("x1", "x0"):
        edges: dict[int, list[tuple[int, Run]]] = {}
        for at, run in numbers:
            edges.setdefault(round(getattr(run, side) / _ONE_EDGE), []).append((at, run))
        for key, column in edges.items():
            near = sorted([*column, *edges.get(key + 1, [])], key=lambda one: -one[1].y)
            if _count_lines(near, lines) and _is_in_margin([run for _, run in near], others):
                found.update(at for at, _ in near)
    return frozenset(found)


def _count_lines(column: Sequence[tuple[int, Run]], lines: int) -> bool:
    values = [int(run.text) for _, run in column]
    steps = [b - a for a, b in itertools.pairwise(values)]
    if not steps or len(set(steps)) > 1 + len(steps) // 10:
        return False
    step = max(set(steps), key=steps.count)
    if step == 1:
        return len(values) >= max(_FEWEST_NUMBERED, _EACH_LINE * lines)
    return (
        step in _STEPS
        and all(value % step == 0 for value in values)
        and len(values) * step >= _EACH_LINE * (lines - step)
    )


def _is_in_margin(numbers: Sequence[Run], others: Sequence[Run]) -> bool:
    """True where hardly any text stands further out than the numbers."""
    left, right = max(run.x1 for run in numbers), min(run.x0 for run in numbers)
    outside = [sum(run.x0 < left for run in others), sum(run.x1 > right for run in others)]
    return min(outside) <= 0.05 * len(others)


def _shown(page: Page) -> list[Run]:
    return [run for run in page.runs if run.text.strip() and 0 <= run.y <= page.height * 1.05]


def read_rows(page: Page, gutters: Sequence[float] = ()) -> list[Row]:
    """The lines of a page in reading order: column after column, within each band that a full-width line ends."""
    runs = _shown(page)
    if not gutters:
        return _rows_of(runs, page.number, 0)
    rows: list[Row] = []
    band: list[Run] = []
    for line in by_lines(runs):
        if any(run.x0 < gutter < run.x1 for run in line for gutter in gutters):
            rows.extend(_columns(band, gutters, page.number))
            rows.extend(_rows_of(line, page.number, 0))
            band = []
        else:
            band.extend(line)
    return [*rows, *_columns(band, gutters, page.number)]


def _columns(runs: Sequence[Run], gutters: Sequence[float], page: int) -> list[Row]:
    columns: list[list[Run]] = [[] for _ in range(len(gutters) + 1)]
    for run in runs:
        columns[bisect.bisect_left(gutters, run.x1)].append(run)
    return [row for number, column in enumerate(columns, start=1) for row in _rows_of(column, page, number)]


def _find_gutters(runs: Sequence[Run], left: float, right: float) -> list[float]:
    """The middles of the gutters between ``left`` and ``right``, from left to right; none for a single column."""
    gutter = _find_gutter(runs, left, right) if right - left > _NARROWEST else None
    if gutter is None:
        return []
    before, after = [r for r in runs if r.x1 <= gutter], [r for r in runs if r.x0 > gutter]
    return [*_find_gutters(before, left, gutter), gutter, *_find_gutters(after, gutter, right)]


def _find_gutter(runs: Sequence[Run], left: float, right: float) -> float | None:
    """The middle of a vertical strip that hardly any line crosses, with lines enough on both sides; or None."""
    lines = by_lines(runs)
    if len(lines) < _FEWEST_LINES:
        return None
    low, high = (left + share * (right - left) for share in _MIDDLE)
    # Counting by sorted edges: a page of letters strewn at random has as many candidates as letters.
    starts, ends = sorted(run.x0 for run in runs), sorted(run.x1 for run in runs)
    found: list[tuple[int, int, float]] = []
    for edge in sorted({x for x in starts if low < x < high}):
        before = bisect.bisect_right(ends, edge - _GUTTER)
        after = len(runs) - bisect.bisect_left(starts, edge - 0.5)
        crossing = len(runs) - before - after
        is_even = min(before, after) >= _LEAST_ON_A_SIDE * len(runs)
        if crossing <= _MOST_CROSSING * len(runs) and is_even:
            found.append((crossing, -after, edge))
    best = sorted(found)[:_MOST_GUTTERS]
    return next((edge - _GUTTER / 2 for *_, edge in best if _is_text(runs, edge)), None)


def _is_text(runs: Sequence[Run], edge: float) -> bool:
    """True where both sides hold running lines; labels before their text, or cells, make no columns."""
    sides = [[r for r in runs if r.x1 <= edge - _GUTTER], [r for r in runs if r.x0 >= edge - 0.5]]
    return all(median([len(run.text.split()) for run in side] or [0]) >= 3 for side in sides)


def _rows_of(runs: Iterable[Run], page: int, column: int) -> list[Row]:
    lines = by_lines(runs)
    if not lines:
        return []
    left = min(line[0].x0 for line in lines)
    right = max(line[-1].x1 for line in lines)
    return [
        Row(
            text=" ".join(run.text for run in line),
            x0=line[0].x0,
            x1=line[-1].x1,
            y=line[0].y,
            size=max(line, key=lambda run: len(run.text)).size,
            bold=all(run.bold for run in line),
            page=page,
            column=column,
            left=left,
            right=right,
            marks=tuple(mark for run in line for mark in run.marks),
        )
        for line in lines
    ]
