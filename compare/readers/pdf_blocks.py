"""What the lines of a PDF are: running heads, notes at the foot, paragraphs."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median

from rapporteur.compare.readers.pdf_columns import Row
from rapporteur.compare.readers.pdf_runs import Page

# Running heads stand in these parts of the page, top and bottom.
_MARGIN = 0.13
_SAME_PLACE = 6.0
# Left and right pages may have heads of their own, and a chapter's first page none.
_NEARBY = 3
# Three lines at one place of each page of the longest file; more are strewn there on purpose.
_MOST_ALIKE = 2000
# A numbered line of so many words opens a paragraph, however much like the next page's it is.
_FEWEST_OF_A_PARAGRAPH = 6
# Notes are set in smaller type than the text, in the lower part of the page.
_NOTE_SIZE = 0.93
_NOTE_ZONE = 0.6


def find_running_heads(pages: Sequence[Page], rows: Sequence[Row]) -> set[int]:
    """Indexes of lines that stand at the same place of several pages, or are a page's number."""
    heights = {page.number: page.height for page in pages}
    places: dict[tuple[str, int], list[int]] = {}
    heads: set[int] = set()
    for index, row in enumerate(rows):
        height = heights[row.page] or 1.0
        if row.cells or _MARGIN * height < row.y < (1 - _MARGIN) * height:
            continue
        if _LABEL.match(row.text) and len(row.text.split()) >= _FEWEST_OF_A_PARAGRAPH:
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
    return {index for index in heads if not _is_of_paragraph(rows, index, heads)}


# A line this close (in type sizes) below another of its size and edge is of one paragraph with it.
_SAME_PARAGRAPH, _SAME_EDGE = 1.7, 2.5


def _is_of_paragraph(rows: Sequence[Row], index: int, heads: set[int]) -> bool:
    """True for a line that ends or goes on with a paragraph of the text, however many pages repeat it."""
    row = rows[index]
    for other in (index - 1, index + 1):
        if not 0 <= other < len(rows) or other in heads or rows[other].page != row.page:
            continue
        near = rows[other]
        is_close = abs(near.y - row.y) <= _SAME_PARAGRAPH * row.size and abs(near.x0 - row.x0) <= _SAME_EDGE
        above, below = (near, row) if other < index else (row, near)
        goes_on = not _STOP.search(above.text) and not _LABEL.match(below.text)
        if (
            is_close
            and abs(near.size - row.size) <= _OTHER_SIZE * row.size
            and near.bold == row.bold
            and goes_on
        ):
            return True
    return False


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
        if index not in heads and not row.cells:
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
    if row.cells or above.cells:
        return True
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
