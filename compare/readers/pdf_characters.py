"""Characters of a PDF page as pdfium sees them, gathered into runs on one baseline. The only door to pypdfium2.

pdfium is native code on bytes from strangers, and a file of a few kilobytes can ask it for gigabytes or for years.
Hence this file is also a program, which `pdf_apart` starts: it bounds itself, reads a PDF from its input, and writes
its runs as JSON.
"""

from __future__ import annotations

import contextlib
import ctypes
import itertools
import json
import math
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapporteur.compare.readers.pdf_drawn import find_hidden, find_rules
from rapporteur.compare.readers.pdf_runs import (
    Building,
    Glyph,
    Page,
    Run,
    add,
    finish,
    is_ruled_off,
    place_of,
)

# What a statement never is. A book of a thousand pages is no statement either.
MOST_PAGES = 600
MOST_CHARACTERS = 1_000_000
# 80,000 words are 8,000 lines, a wide table has ten runs in a line; letters strewn over a page have no lines.
MOST_RUNS = 100_000
# Reading the longest PDF known (140,000 characters) takes 2 seconds and 40 MB.
MOST_SECONDS = 8
MOST_MEGABYTES = 280

# A page of five metres; what says to be larger is not believed.
_LARGEST_PAGE = 14_400
# So many characters of a page are asked in which direction they are written.
_ASKED = 40
# pdfium gives these for a hyphen at the end of a line.
_LINE_END_HYPHENS = "\x02\ufffe"


class RefusedError(Exception):
    """The file is not read; the message is what is said of it after its name."""


def main() -> int:
    """Reads the PDF on the standard input and writes ``{"title", "pages"}`` or ``{"refused"}``."""
    import pypdfium2

    _bound()
    try:
        data = sys.stdin.buffer.read()
        document = pypdfium2.PdfDocument(data)
        pages = _pages(document, has_layers=b"/OCProperties" in data or b"/ObjStm" in data)
        told = {"title": _title(document), "pages": [_plain(page) for page in pages]}
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
        page.rules,
        page.left,
    ]


def _title(document: Any) -> str:
    return str((document.get_metadata_dict() or {}).get("Title", "")).strip()


def _pages(document: Any, *, has_layers: bool) -> Iterator[Page]:
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
        turned: list[str] = []
        rules = find_rules(page) if not frame.turns else []
        rules = [(a - frame.left, b - frame.bottom, c - frame.left, d - frame.bottom) for a, b, c, d in rules]
        upright = sorted(
            (rule[0], rule[1], rule[3]) for rule in rules if rule[3] - rule[1] > rule[2] - rule[0]
        )
        found = list(itertools.islice(_runs(text, frame, upright, turned), MOST_RUNS))
        runs += len(found)
        if runs >= MOST_RUNS:
            raise RefusedError(f"more than {MOST_RUNS:,} pieces of lines; this is no statement.")
        watermark = (("watermark", "".join(turned)),) if turned else ()
        seen, hidden = _seen(page, frame, found, has_layers=has_layers)
        yield Page(index + 1, width, height, tuple(seen), tuple(rules), (*watermark, *hidden))
        text.close()
        page.close()


def _seen(
    page: Any, frame: _Frame, runs: list[Run], *, has_layers: bool
) -> tuple[list[Run], tuple[tuple[str, str], ...]]:
    """The runs that a reader of the page sees, and the others with the reason."""
    width, height = frame.right - frame.left, frame.top - frame.bottom
    off = {at for at, run in enumerate(runs) if not (run.x1 > 0 and run.x0 < width and 0 < run.y < height)}
    if frame.turns:
        return runs, ()
    boxes = [
        (
            run.x0 + frame.left,
            run.y + frame.bottom - 0.1 * run.size,
            run.x1 + frame.left,
            run.y + frame.bottom + 0.6 * run.size,
        )
        for run in runs
    ]
    hidden = off | find_hidden(page, boxes, has_layers=has_layers)
    left = tuple(("hidden", run.text) for at, run in enumerate(runs) if at in hidden and run.text.strip())
    return [run for at, run in enumerate(runs) if at not in hidden], left


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


# Letters further than this (in radians) from upright and from lying flat stand askew.
_ASKEW = 0.12


def _is_askew(a: float, b: float) -> bool:
    """True for letters that are neither upright nor turned by quarters."""
    if not (a or b):
        return False
    angle = math.atan2(b, a) % (math.pi / 2)
    return min(angle, math.pi / 2 - angle) > _ASKEW


def _runs(
    text: Any, frame: _Frame, upright: list[tuple[float, float, float]], turned: list[str]
) -> Iterator[Run]:
    """Runs of a page in file order; a jump of the baseline, a wide gap or an upright rule begins a new one.

    ``upright`` are the upright rules as (x, lower end, upper end), from left to right. Letters that stand askew go to
    ``turned``: a watermark.
    """
    import pypdfium2.raw as pdfium

    building: Building | None = None
    for index, glyph, space in _glyphs(text, frame, turned):
        place = place_of(building, glyph) if building else "new"
        if building and place == "line" and is_ruled_off(upright, building.x1, glyph[1], glyph[3]):
            place = "new"
        if building is None or place == "new":
            if building:
                yield finish(building)
            building = Building(x0=glyph[1], x1=glyph[2], y=glyph[3], size=glyph[4])
        if place == "raised":
            building.raised.append(glyph[0])
            building.x1 = max(building.x1, glyph[2])
            continue
        add(building, glyph, after_blank=space)
        if len(building.parts) % 8 == 1:
            building.weights.append(pdfium.FPDFText_GetFontWeight(text, index))
    if building:
        yield finish(building)


def _glyphs(text: Any, frame: _Frame, turned: list[str]) -> Iterator[tuple[int, Glyph, bool]]:
    """The letters of a page in file order, each with its index and whether a blank stands before it."""
    import pypdfium2.raw as pdfium

    left, right, top, bottom = (ctypes.c_float() for _ in range(4))
    x, y = ctypes.c_double(), ctypes.c_double()
    box = pdfium.FS_RECTF(left, top, right, bottom)
    matrix = pdfium.FS_MATRIX()
    space = False
    for index in range(text.count_chars()):
        char = _sign(pdfium.FPDFText_GetUnicode(text, index))
        if char.isspace():
            space = True
            continue
        has_place = pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        if not has_place or not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        size = pdfium.FPDFText_GetFontSize(text, index)
        if pdfium.FPDFText_GetMatrix(text, index, matrix):
            size *= math.hypot(matrix.c, matrix.d) or 1.0
            if _is_askew(matrix.a, matrix.b):
                turned.append(char)
                continue
        size = size if 0.5 < size < 500 else max(1.0, abs(box.top - box.bottom))
        start, end, base = frame.level(box, x.value, y.value)
        yield index, (char, start, end, base, size), space
        space = False


def _sign(code: int) -> str:
    """A code of pdfium's as a character; what the font's own map has no sign for is lost, and is said to be."""
    char = chr(code) if 0 <= code < 0x110000 else ""
    if char and char in _LINE_END_HYPHENS:
        return "-"
    return char if code > 31 and char else (char if char and char in "\r\n\t\x0c" else "\ufffd")


if __name__ == "__main__":
    sys.exit(main())
