"""Characters of a PDF page as pdfium sees them, gathered into runs on one baseline. The only door to pypdfium2.

pdfium is native code on bytes from strangers, and a file of a few kilobytes can ask it for gigabytes or for years.
Hence this file is also a program, which `pdf_apart` starts: it bounds itself, reads a PDF from its input, and writes
its runs as JSON. It imports nothing of ours, so that it starts in a tenth of a second.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import math
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

# What a statement never is. A book of a thousand pages is no statement either.
MOST_PAGES = 600
MOST_CHARACTERS = 1_000_000
# 80,000 words are 8,000 lines, a wide table has ten runs in a line; letters strewn over a page have no lines.
MOST_RUNS = 100_000
# Reading the longest PDF known (140,000 characters) takes 2 seconds and 40 MB.
MOST_SECONDS = 8
MOST_MEGABYTES = 280

# All in parts of the type size: how far a raised figure stands above the line, how far apart the words of
# a justified line may be, and how small raised type is.
_RAISED_FROM, _RAISED_TO = 0.12, 0.75
_RAISED_SIZE = 0.85
_SAME_LINE = 0.35
_WORD_GAP = 0.16
_COLUMN_GAP = 2.0
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "e", "o", "a", "º", "ª"})
_BOLD_WEIGHT = 600
# A page of five metres; what says to be larger is not believed.
_LARGEST_PAGE = 14_400
# So many characters of a page are asked in which direction they are written.
_ASKED = 40
# pdfium gives these for a hyphen at the end of a line.
_LINE_END_HYPHENS = "\x02\ufffe\ufffd"


class RefusedError(Exception):
    """The file is not read; the message is what is said of it after its name."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one baseline without a wide gap. Points, y from the bottom of the page; ``size`` is the type's."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its runs in the order of the file."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]


@dataclass(slots=True)
class _Building:
    """A run while its characters come in."""

    parts: list[str] = field(default_factory=list)
    x0: float = 0.0
    x1: float = 0.0
    last: float = math.inf
    y: float = 0.0
    size: float = 0.0
    weights: list[int] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


def main() -> int:
    """Reads the PDF on the standard input and writes ``{"title", "pages"}`` or ``{"refused"}``."""
    import pypdfium2

    _bound()
    try:
        document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
        told = {"title": _title(document), "pages": [_plain(page) for page in _pages(document)]}
    except pypdfium2.PdfiumError as error:
        is_locked = "assword" in str(error)
        told = {
            "refused": f"not readable as PDF: {'it is locked by a password' if is_locked else f'damaged ({error})'}."
        }
    except RefusedError as error:
        told = {"refused": str(error)}
    json.dump(told, sys.stdout)
    return 0


def _bound() -> None:
    """No more memory and processor time from here on than reading takes, where the system can hold to it."""
    try:
        import resource
    except ImportError:
        # Windows; `pdf_apart` still watches the clock.
        return
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEGABYTES << 20),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
    ):
        # A system that does not know a bound (macOS and memory) refuses it. The hard bound is one more than the
        # soft one, for only the soft one's signal says that it was the time.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most + 1))


def _plain(page: Page) -> list[Any]:
    """A page as `pdf_apart` puts it together again."""
    return [
        page.number,
        page.width,
        page.height,
        [[getattr(run, name) for name in Run.__slots__] for run in page.runs],
    ]


def _title(document: Any) -> str:
    return str((document.get_metadata_dict() or {}).get("Title", "")).strip()


def _pages(document: Any) -> Iterator[Page]:
    import pypdfium2

    count = len(document)
    if count > MOST_PAGES:
        raise RefusedError(f"{count:,} pages; the most that is read is {MOST_PAGES}.")
    characters = runs = 0
    for index in range(count):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            # A damaged page is shown as an empty one; the reader above says which.
            yield Page(index + 1, 0.0, 0.0, ())
            continue
        characters += text.count_chars()
        if characters > MOST_CHARACTERS:
            raise RefusedError(f"more than {MOST_CHARACTERS:,} characters. Give the statement alone.")
        frame = _frame(page, text)
        width, height = (frame.right - frame.left, frame.top - frame.bottom)[:: -1 if frame.turns % 2 else 1]
        read = Page(index + 1, width, height, tuple(itertools.islice(_runs(text, frame), MOST_RUNS)))
        runs += len(read.runs)
        if runs >= MOST_RUNS:
            raise RefusedError(f"more than {MOST_RUNS:,} pieces of lines; this is no statement.")
        yield read
        text.close()
        page.close()


@dataclass(frozen=True, slots=True)
class _Frame:
    """The visible part of a page in points, and by how many quarter turns to the left its text is written.

    A page may be stored lying on its side, with an entry that turns it for the reader, or begin anywhere in the plane.
    """

    left: float
    bottom: float
    right: float
    top: float
    turns: int

    def level(self, box: Any, x: float, y: float) -> tuple[float, float, float]:
        """Left and right edge and base line of a character, on a page that is upright and begins at 0."""
        if self.turns == 1:
            return box.bottom - self.bottom, box.top - self.bottom, self.right - x
        if self.turns == 2:
            return self.right - box.right, self.right - box.left, self.top - y
        if self.turns == 3:
            return self.top - box.top, self.top - box.bottom, x - self.left
        return box.left - self.left, box.right - self.left, y - self.bottom


def _frame(page: Any, text: Any) -> _Frame:
    left, bottom, right, top = page.get_bbox()
    if not (0 < right - left < _LARGEST_PAGE and 0 < top - bottom < _LARGEST_PAGE):
        left, bottom, (right, top) = 0.0, 0.0, page.get_size()
    return _Frame(left, bottom, right, top, _turns(text))


def _turns(text: Any) -> int:
    """In which of the four directions most of the characters follow each other; a few of them tell."""
    import pypdfium2.raw as pdfium

    matrix, count = pdfium.FS_MATRIX(), text.count_chars()
    found = Counter[int]()
    for index in range(0, count, max(1, count // _ASKED)):
        if pdfium.FPDFText_GetMatrix(text, index, matrix) and (matrix.a or matrix.b):
            found[round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4] += 1
    return max(found, key=lambda turns: (found[turns], -turns)) if found else 0


def _runs(text: Any, frame: _Frame) -> Iterator[Run]:
    """Runs of a page in file order; a jump of the baseline or a wide gap begins a new one."""
    import pypdfium2.raw as pdfium

    left, right, top, bottom = (ctypes.c_float() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF(left, top, right, bottom)
    matrix = pdfium.FS_MATRIX()
    building: _Building | None = None
    space = False
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        char = chr(code) if 0 < code < 0x110000 else ""
        if not char or char in "\r\n" or char.isspace():
            space = space or bool(char)
            continue
        if not pdfium.FPDFText_GetCharOrigin(text, index, x, y) or not pdfium.FPDFText_GetLooseCharBox(
            text, index, box
        ):
            continue
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
        size = size if 0.5 < size < 500 else max(1.0, abs(box.top - box.bottom))
        start, end, base = frame.level(box, x.value, y.value)
        glyph = ("-" if char in _LINE_END_HYPHENS else char, start, end, base, size)
        place = _place(building, glyph) if building else "new"
        if place == "new":
            if building:
                yield _finish(building)
            building = _Building(x0=start, x1=end, y=base, size=size)
        if building is None:
            continue
        if place == "raised":
            building.raised.append(glyph[0])
            building.x1 = max(building.x1, end)
        else:
            _settle(building)
            gap = 0.0 if start == building.last else start - building.x1
            if building.parts and (space or gap > _WORD_GAP * size):
                building.parts.append(" ")
            building.parts.append(glyph[0])
            building.x1, building.size = max(building.x1, end), max(building.size, size)
            building.last = start
            if len(building.parts) % 8 == 1:
                building.weights.append(pdfium.FPDFText_GetFontWeight(text, index))
        space = False
    if building:
        yield _finish(building)


def _place(building: _Building, glyph: tuple[str, float, float, float, float]) -> str:
    """Where a character belongs: "line", "raised" over it, or "new"."""
    _, left, _, y, size = glyph
    if left == building.last and y == building.y:
        # The letters of a ligature share one box.
        return "line"
    gap, rise = left - building.x1, y - building.y
    if gap > _COLUMN_GAP * building.size or gap < -0.6 * building.size:
        return "new"
    is_small = size < _RAISED_SIZE * building.size
    if is_small and _RAISED_FROM * building.size < rise < _RAISED_TO * building.size and building.parts:
        return "raised"
    return "line" if abs(rise) < _SAME_LINE * building.size else "new"


def _settle(building: _Building) -> None:
    """Raised characters before this one: letters of an ordinal are text, figures are a footnote's mark."""
    if not building.raised:
        return
    raised = "".join(building.raised)
    building.raised.clear()
    before = "".join(building.parts[-4:])
    is_power = re.search(r"(?:\b[kcm]?m|10)\Z", before) is not None
    if raised.lower() in _ORDINALS or not re.fullmatch(r"[\d*†‡§,a-z]{1,6}", raised) or is_power:
        building.parts.append(raised)
    else:
        building.marks.append(raised)


def _finish(building: _Building) -> Run:
    _settle(building)
    bold = [weight >= _BOLD_WEIGHT for weight in building.weights if weight > 0]
    return Run(
        "".join(building.parts),
        building.x0,
        building.x1,
        building.y,
        building.size,
        bool(bold) and all(bold),
        tuple(building.marks),
    )


if __name__ == "__main__":
    sys.exit(main())
