"""Texts shaped once: Pango is asked for the letters of a text a single time, and lines are cut out of the answer.

The renderer lays a text out about five times for each of its lines (a draft, with the next word, without the
blank, once more to draw it), each time in a new layout. The letters and their widths are the same each time:
a line is a slice of them. Texts that are not so simple (right to left, marks set off the line, control
characters) are left to the renderer.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, ffi, pango
from weasyprint.text.line_break import Layout

ODD = re.compile("[\x00-\x1f\x7f-\x9f\xad\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
"""What Pango breaks, hides or turns: line ends, soft hyphens, marks of direction."""
EMPTY_GLYPH = 0x0FFFFFFF
"""From this number on a glyph is none of the font: nothing to see, or unknown."""
INT_BYTES, ATTRIBUTE_BYTES, GLYPH_INTS = 4, 4, 5
"""A number, what Pango says of a letter, and the shape of one: its number, width, two offsets and flags."""
GLYPH_BYTES = GLYPH_INTS * INT_BYTES
LEVEL = 0xFF
"""The level of direction is one byte, which the renderer declares as a whole number."""
MOST_TEXTS = 2000
"""Texts remembered for each lettering, so that a long briefing is not held in memory twice."""

Glyph = tuple[int, int]
"""The number of a letter's shape in its font, and its width in Pango's units, 1,024 to a pixel."""


class Shaped:
    """A text with the shapes and edges of its letters; offsets are bytes of UTF-8, places are shapes."""

    __slots__ = (
        "baseline",
        "clusters",
        "coded",
        "edges",
        "ends",
        "hand",
        "height",
        "lettering",
        "numbers",
        "resumes",
        "runs",
        "stops",
        "text",
        "widths",
    )

    def __init__(self, lettering: Lettering, hand: Hand, text: str) -> None:
        self.lettering, self.hand, self.text, self.coded = lettering, hand, text, text.encode()
        self.numbers = self.widths = self.edges = array("i")
        self.clusters: array[int] | None = None  # none where each byte is a letter
        self.runs: list[tuple[int, Any]] = []  # the place where a run begins, and its font
        self.height = self.baseline = 0.0
        self.ends: list[int] | None = None
        self.stops: list[int] = []
        self.resumes: list[int] = []

    def place(self, offset: int) -> int | None:
        """The shape that begins at an offset; none where the offset is within one."""
        clusters = self.clusters
        if clusters is None or not offset:
            return offset
        place = bisect_left(clusters, offset)
        begins = clusters[place] if place < len(clusters) else len(self.coded)
        return place if begins == offset else None

    def letters(self, start: int, stop: int) -> str:
        """The words from one shape to another."""
        if self.clusters is None:
            return self.text[start:stop]
        end = self.clusters[stop] if stop < len(self.clusters) else len(self.coded)
        return self.coded[self.clusters[start] : end].decode()

    @property
    def has_one_font(self) -> bool:
        """Whether lines can be cut out of it: their height and the shape of their end are those of one font."""
        return all(font == self.runs[0][1] for _, font in self.runs)


class FirstFamily(dict[str, Any]):
    """A style with none of its families of fonts but the first: to look for each of the others takes as long again."""

    def __init__(self, style: Any) -> None:
        super().__init__(font_family=style["font_family"][:1])
        self.style, self.font_config = style, style.font_config

    def __missing__(self, name: str) -> Any:
        return self.style[name]


class Hand:
    """A layout of Pango that one text after the other is set in."""

    def __init__(self, style: Any) -> None:
        self.style, self.layout = style, Layout(style)
        self.metrics, self.kept = self.layout, [self.layout]
        self.is_kept = False
        self.last: Shaped | None = None

    def line(self, shaped: Shaped) -> Any:
        """The text as one line of Pango; another layout goes on where the one before brought a font, and keeps it."""
        if self.is_kept:
            self.layout, self.is_kept = Layout(self.style), False
            self.kept.append(self.layout)
        pango.pango_layout_set_text(self.layout.layout, shaped.coded, len(shaped.coded))
        self.last = shaped
        return pango.pango_layout_get_line_readonly(self.layout.layout, 0)


class Lettering:
    """What texts of one font, size, language and decoration have in common."""

    def __init__(self, style: Any) -> None:
        self.style = style
        self.pens: dict[Any, Any] = {}
        self.pens_of: Any = None
        self._first = Hand(FirstFamily(style))
        self._whole: Hand | None = None
        self._texts: dict[str, Shaped | None] = {}
        self._widths: dict[Any, int] = {}
        self._heights: dict[frozenset[Any], tuple[float, float]] = {}
        self._is_first: dict[Any, bool] = {}
        self._counted = array("i")
        self._box = ffi.new("PangoRectangle *")

    def shaped(self, text: str) -> Shaped | None:
        """A text with its shapes; none where it is left to the renderer."""
        if text not in self._texts:
            if len(self._texts) > MOST_TEXTS:
                self._texts.clear()
            self._texts[text] = None if ODD.search(text) else self._shape(text)
        return self._texts[text]

    def width(self, font: Any, glyph: int) -> int:
        """The width of a shape that nothing follows; within a line the next one may draw near."""
        if (font, glyph) not in self._widths:
            pango.pango_font_get_glyph_extents(font, glyph, ffi.NULL, self._box)
            self._widths[font, glyph] = self._box.width
        return self._widths[font, glyph]

    def _shape(self, text: str) -> Shaped | None:
        """A text set in the first family, and in all of them where the first has not all its letters."""
        shaped = self._set(self._first, text)
        if shaped is None or not all(self._is_of_first_family(font) for _, font in shaped.runs):
            self._whole = self._whole or Hand(self.style)
            shaped = self._set(self._whole, text)
        return shaped

    def _is_of_first_family(self, font: Any) -> bool:
        if font not in self._is_first:
            said = ffi.gc(
                pango.pango_font_describe_with_absolute_size(font), pango.pango_font_description_free
            )
            family = ffi.string(pango.pango_font_description_get_family(said)).decode()
            self._is_first[font] = family == self.style["font_family"][0]
        return self._is_first[font]

    def _set(self, hand: Hand, text: str) -> Shaped | None:
        shaped = Shaped(self, hand, text)
        line = hand.line(shaped)
        shapes, clusters, run = array("i"), array("i"), line.runs
        while run != ffi.NULL:
            item, string = run.data.item, run.data.glyphs
            if item.analysis.level & LEVEL:
                return None
            shaped.runs.append((len(clusters), item.analysis.font))
            shapes.frombytes(ffi.buffer(string.glyphs, string.num_glyphs * GLYPH_BYTES))
            begins = array("i")
            begins.frombytes(ffi.buffer(string.log_clusters, string.num_glyphs * INT_BYTES))
            clusters += array("i", [item.offset + at for at in begins]) if item.offset else begins
            run = run.next
        numbers, widths = shapes[0::GLYPH_INTS], shapes[1::GLYPH_INTS]
        is_set_off = any(shapes[2::GLYPH_INTS]) or any(shapes[3::GLYPH_INTS])
        if not numbers or is_set_off or not 0 <= min(numbers) <= max(numbers) < EMPTY_GLYPH:
            return None
        shaped.numbers, shaped.widths = numbers, widths
        shaped.edges = array("i", accumulate(widths, initial=0))
        shaped.clusters = None if self._are_letters(clusters, len(shaped.coded)) else clusters
        self._measure(shaped, line)
        return shaped

    def _are_letters(self, clusters: array[int], length: int) -> bool:
        """Whether the shapes are those of letters of one byte each, one after the other."""
        if len(clusters) != length:
            return False
        if length > len(self._counted):
            self._counted = array("i", range(2 * length))
        return clusters == self._counted[:length]

    def _measure(self, shaped: Shaped, line: Any) -> None:
        """Set height and baseline, which are those of the fonts."""
        fonts = frozenset([font for _, font in shaped.runs])
        if fonts not in self._heights:
            pango.pango_layout_line_get_extents(line, ffi.NULL, self._box)
            baseline = pango.pango_layout_get_baseline(shaped.hand.layout.layout)
            self._heights[fonts] = self._box.height * FROM_UNITS, baseline * FROM_UNITS
            shaped.hand.is_kept = True
        shaped.height, shaped.baseline = self._heights[fonts]

    def find_breaks(self, shaped: Shaped) -> None:
        """Set where lines may end: the edge of the last letter, its place, and the offset where the next line begins."""
        hand = shaped.hand
        if hand.last is not shaped:
            hand.line(shaped)
        text, ends = shaped.text, []
        attributes = array("I")
        found = pango.pango_layout_get_log_attrs_readonly(hand.layout.layout, ffi.NULL)
        attributes.frombytes(ffi.buffer(found, len(text) * ATTRIBUTE_BYTES))
        font, offset, before = shaped.runs[0][1], 0, 0
        for at in [at for at, is_break in enumerate(attributes) if is_break & 1]:
            offset, before = offset + len(text[before:at].encode()), at
            end = at
            while end and text[end - 1] == " ":
                end -= 1
            stop = shaped.place(offset - (at - end))
            if stop is None or shaped.place(offset) is None:
                continue
            last = shaped.edges[stop - 1] + self.width(font, shaped.numbers[stop - 1]) if stop else 0
            ends.append(last)
            shaped.stops.append(stop)
            shaped.resumes.append(offset)
        shaped.ends = ends
