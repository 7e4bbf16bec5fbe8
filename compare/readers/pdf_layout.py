"""Where things stand on a PDF page: columns in reading order, running heads, notes at the foot, paragraphs."""

from __future__ import annotations

import bisect
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from .pdf_glyphs import Page, Run


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


# A gutter is at least this wide (points), in the middle part of the page, and few lines cross it.
_GUTTER = 9.0
_MIDDLE = (0.25, 0.75)
_MOST_CROSSING = 0.12
_LEAST_ON_A_SIDE = 0.25
_FEWEST_LINES = 8
# Points; two columns in less than that would be of two words each.
_NARROWEST = 200.0
# The best few are looked at closely; if none of them parts running lines, no other does.
_MOST_GUTTERS = 20
# Runs this close (in type sizes) are on one line.
_ONE_LINE = 0.4
# Running heads stand in these parts of the page, top and bottom.
_MARGIN = 0.13
_SAME_PLACE = 6.0
# Left and right pages may have heads of their own, and a chapter's first page none.
_NEARBY = 3
# Three lines at one place of each page of the longest file; more are strewn there on purpose.
_MOST_ALIKE = 2000
# Notes are set in smaller type than the text, in the lower part of the page.
_NOTE_SIZE = 0.93
_NOTE_ZONE = 0.6


def find_gutters(page: Page, before: Sequence[float] = ()) -> Sequence[float]:
    """The middles of the gutters of a page, from left to right; ``before`` are those of the page before it.

    The last page of a text in columns may have too few lines to show them.
    """
    runs = _shown(page)
    if before and len(_by_lines(runs)) < _FEWEST_LINES:
        crossing = sum(1 for run in runs for gutter in before if run.x0 < gutter < run.x1)
        is_filled = all(any(run.x0 > gutter for run in runs) for gutter in before)
        return before if is_filled and crossing <= _MOST_CROSSING * len(runs) else ()
    return _find_gutters(runs, 0.0, page.width)


def _shown(page: Page) -> list[Run]:
    return [run for run in page.runs if run.text.strip() and 0 <= run.y <= page.height * 1.05]


def read_rows(page: Page, gutters: Sequence[float] = ()) -> list[Row]:
    """The lines of a page in reading order: column after column, within each band that a full-width line ends."""
    runs = _shown(page)
    if not gutters:
        return _rows_of(runs, page.number, 0)
    rows: list[Row] = []
    band: list[Run] = []
    for line in _by_lines(runs):
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
    lines = _by_lines(runs)
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


def _by_lines(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs on one baseline together, from top to bottom, each line from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.y, run.x0)):
        if lines and abs(lines[-1][0].y - run.y) <= _ONE_LINE * max(run.size, lines[-1][0].size):
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def _rows_of(runs: Iterable[Run], page: int, column: int) -> list[Row]:
    lines = _by_lines(runs)
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


def find_running_heads(pages: Sequence[Page], rows: Sequence[Row]) -> set[int]:
    """Indexes of lines that stand at the same place of several pages, or are a page's number."""
    heights = {page.number: page.height for page in pages}
    places: dict[tuple[str, int], list[int]] = {}
    heads: set[int] = set()
    for index, row in enumerate(rows):
        height = heights[row.page] or 1.0
        if _MARGIN * height < row.y < (1 - _MARGIN) * height:
            continue
        masked = re.sub(r"\d+", "0", row.text).strip()
        if re.fullmatch(r"[\W_]*(?:page\s*)?0(?:\s*(?:of|/)\s*0)?[\W_]*", masked, re.I):
            heads.add(index)
        places.setdefault((masked, round(row.y / _SAME_PLACE)), []).append(index)
    for (masked, slot), found in places.items():
        near = found + places.get((masked, slot + 1), []) + places.get((masked, slot - 1), [])
        by_page: dict[int, list[int]] = {}
        for index in near[:_MOST_ALIKE]:
            by_page.setdefault(rows[index].page, []).append(index)
        heads.update(index for index in found if _comes_again(rows, index, by_page))
    return heads


def _comes_again(rows: Sequence[Row], index: int, by_page: Mapping[int, Sequence[int]]) -> bool:
    """True for a line that a page nearby repeats to the letter, or with a number that counts the pages.

    "Annex" at the head of three pages far apart is a heading each time.
    """
    row = rows[index]
    pages = (row.page + step for step in range(-_NEARBY, _NEARBY + 1) if step)
    for other in (rows[i] for page in pages for i in by_page.get(page, ())):
        if other.text == row.text:
            return True
        numbers = zip(re.findall(r"\d+", row.text), re.findall(r"\d+", other.text), strict=False)
        steps = {int(b[:6]) - int(a[:6]) for a, b in numbers if a != b}
        if steps == {other.page - row.page}:
            return True
    return False


def find_notes(pages: Sequence[Page], rows: Sequence[Row], heads: set[int]) -> set[int]:
    """Indexes of lines of footnotes: small type from a line that begins with a number down to the column's foot."""
    body = body_size([row for index, row in enumerate(rows) if index not in heads])
    heights = {page.number: page.height for page in pages}
    notes: set[int] = set()
    feet: dict[tuple[int, int], list[int]] = {}
    for index, row in enumerate(rows):
        if index not in heads:
            feet.setdefault((row.page, row.column), []).append(index)
    for indexes in feet.values():
        small: list[int] = []
        for index in reversed(indexes):
            row = rows[index]
            if row.size > _NOTE_SIZE * body or row.y > _NOTE_ZONE * heights[row.page]:
                break
            small.append(index)
        while small and not _opens_note(rows[small[-1]]):
            small.pop()
        notes.update(small)
    return notes


def body_size(rows: Sequence[Row]) -> float:
    """The size of type that most of the letters are set in, 0 where there are none."""
    sizes = Counter[float]()
    for row in rows:
        sizes[round(row.size, 1)] += len(row.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 0.0


def _opens_note(row: Row) -> bool:
    return bool(row.marks) or re.match(r"\s*(?:\d{1,3}|[*†‡§]+|\[\d+\])\s*\S", row.text) is not None


def cut_blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """Lines gathered into paragraphs: by the space above, by indentation, by a change of type."""
    if not rows:
        return []
    leading = _leading(rows)
    blocks: list[list[Row]] = [[rows[0]]]
    for row in rows[1:]:
        if _begins(blocks[-1], row, leading):
            blocks.append([row])
        else:
            blocks[-1].append(row)
    return blocks


def _leading(rows: Sequence[Row]) -> float:
    """The usual distance of two baselines in type sizes."""
    steps = [
        (a.y - b.y) / a.size
        for a, b in itertools.pairwise(rows)
        if a.page == b.page and a.column == b.column and 0 < a.y - b.y < 3 * a.size
    ]
    return median(steps) if steps else 1.2


# More space above than this many usual steps begins a paragraph; so does a change of size of a tenth.
_PARAGRAPH_STEP = 1.28
_OTHER_SIZE = 0.1
_INDENT = 0.8
_SHORT_OF_EDGE = 0.12
_STOP = re.compile(r"[.;:!?…][\"'”’)\]]*\Z")
_LABEL = re.compile(
    r"\s*(?:\d{1,3}[.)](?:\s|\Z)|\(?[a-z]{1,2}\)\s|\([ivxlIVXL]{1,5}\)\s|\(\d{1,2}\)\s|[•●▪◦‣]\s*|[-–—]\s|[A-Z][.)]\s|[IVX]{1,5}\.\s)"
)


def _begins(block: Sequence[Row], row: Row, leading: float) -> bool:
    above = block[-1]
    if abs(row.size - above.size) > _OTHER_SIZE * above.size or row.bold != above.bold:
        return not _is_middle(above, row)
    if row.page != above.page or row.column != above.column or row.y > above.y:
        return _begins_over_page(block, row)
    if above.y - row.y > _PARAGRAPH_STEP * leading * above.size:
        return True
    return _begins_by_edges(block, row)


def _is_middle(above: Row, row: Row) -> bool:
    """True where a bold or larger word happens to fill a line of a running sentence."""
    is_open = not _STOP.search(above.text) and above.x1 > above.right - _SHORT_OF_EDGE * (
        above.right - above.left
    )
    return is_open and abs(row.size - above.size) <= _OTHER_SIZE * above.size and row.text[:1].islower()


def _begins_over_page(block: Sequence[Row], row: Row) -> bool:
    """Over a page's or a column's end a sentence goes on; after a stop the label or the indent decides."""
    above = block[-1]
    if _LABEL.match(row.text):
        return True
    if not _STOP.search(above.text):
        # A preamble's paragraphs end with commas; the next one then begins with a capital.
        return above.text.rstrip().endswith(",") and row.text[:1].isupper()
    is_full = above.x1 > above.right - _SHORT_OF_EDGE * (above.right - above.left)
    hangs = len(block) > 1 and block[0].x0 < above.x0 - _INDENT * above.size
    same_indent = abs((row.x0 - row.left) - (above.x0 - above.left)) < _INDENT * above.size
    return not (same_indent and (is_full or hangs) and _LABEL.match(block[0].text))


def _begins_by_edges(block: Sequence[Row], row: Row) -> bool:
    above = block[-1]
    width = above.right - above.left
    is_short = above.x1 < above.right - _SHORT_OF_EDGE * width
    moves = row.x0 - above.x0
    is_stop = bool(_STOP.search(above.text))
    if _LABEL.match(row.text) and (is_stop or is_short) and (abs(moves) > 0.3 * row.size or is_short):
        return True
    if moves > _INDENT * row.size and len(block) > 1 and is_stop:
        return True
    if moves < -_INDENT * row.size and len(block) > 1 and block[0].x0 < above.x0 - 0.3 * row.size and is_stop:
        return True
    return is_short and is_stop and not row.text[:1].islower()
