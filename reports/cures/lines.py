"""Lines cut out of a shaped text where the renderer would lay the text out anew, and drawn from the same letters.

Where a line ends is decided as Pango decides it: at the last place where it may end and its letters fit, the
blank before the break not counted. A line whose first word does not fit is left to the renderer, and so is all
that our pages do not do: spaced letters, hyphenation, justified lines, texts from right to left.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

import pydyf
from weasyprint import draw
from weasyprint.draw.text import draw_text as draw_by_renderer
from weasyprint.draw.text import draw_text_decoration
from weasyprint.layout import inline
from weasyprint.layout.inline import split_text_box as split_by_renderer
from weasyprint.layout.inline import strut as strut_by_renderer
from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, ffi, pango
from weasyprint.text.line_break import create_layout

from .shaping import Glyph, Lettering, Shaped

SMALLEST = 1e-6
"""Letters below this size in pixels are not drawn at all."""
PLAIN = {
    "letter_spacing": ("normal",),
    "word_spacing": (0,),
    "white_space": ("normal", "nowrap", "pre-wrap"),
    "hyphens": ("manual", "none"),
    "word_break": ("normal",),
    "direction": ("ltr",),
    "text_decoration_thickness": ("auto", "from-font"),
    "text_underline_offset": ("auto",),
}
"""Properties of a style -> what they may be for lines to be cut here."""
ALIKE = (
    "font_family",
    "font_size",
    "font_style",
    "font_stretch",
    "font_weight",
    "font_kerning",
    "font_variant_ligatures",
    "font_variant_position",
    "font_variant_caps",
    "font_variant_numeric",
    "font_variant_alternates",
    "font_variant_east_asian",
    "font_feature_settings",
    "font_variation_settings",
    "font_language_override",
    "lang",
)
"""Styles that say the same of these have one lettering."""
UPRIGHT = b"1 0 0 -1 %b %b Tm"
"""A text at a place; the page is measured from its top, letters are drawn from their feet."""
LINE_END = "\n"
KEEPS_ENDS = frozenset(("pre", "pre-line", "pre-wrap"))
"""What a style says of blanks where a line ends with a line end of the text: that of ``br`` is its whole text."""
LINES = frozenset(("underline", "line-through"))
"""The lines under and through letters that our pages draw."""


class Line:
    """What is kept of a line until it is drawn: the text it was cut from, and the shapes from where to where."""

    __slots__ = ("room", "shaped", "start", "stop")
    first_line_direction = 0  # left to right; the renderer asks when it strips a blank

    def __init__(self, shaped: Shaped, start: int, stop: int, room: float | None) -> None:
        self.shaped, self.start, self.stop, self.room = shaped, start, stop, room

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.shaped.letters(self.start, self.stop)


class Pen(dict[Glyph, str]):
    """Shapes of one font and size -> how they are written on the page, with what moves the next one."""

    def __init__(self, font: Any, size: float, pango_font: Any) -> None:
        self.font, self.size, self.pango_font = font, size, pango_font
        self.line: Line | None = None
        self.box = ffi.new("PangoRectangle *")

    def __missing__(self, glyph: Glyph) -> str:
        number, width = glyph
        if number not in self.font.to_unicode:
            self.font.to_unicode[number] = self._letters(number)
        if number not in self.font.widths:
            pango.pango_font_get_glyph_extents(self.pango_font, number, ffi.NULL, self.box)
            self.font.widths[number] = round(self.box.width * 1000 * FROM_UNITS / self.size)
        shift = int(self.font.widths[number] - width * 1000 * FROM_UNITS / self.size)
        self[glyph] = f"{number:04x}>{shift}<" if shift else f"{number:04x}"
        return self[glyph]

    def _letters(self, number: int) -> str:
        """What a shape stands for, so that the words can be found and copied: its letters in the line being written."""
        assert self.line is not None
        shaped, within = self.line.shaped, range(self.line.start, self.line.stop)
        place = next(place for place in within if shaped.numbers[place] == number)
        return shaped.letters(place, place + 1)


def lettering_of(style: Any) -> Lettering | None:
    """The lettering of a style; none where its lines are left to the renderer."""
    if "lettering" not in style.__dict__:
        style.lettering = _lettering_of(style)
    found: Lettering | None = style.lettering
    return found


def _lettering_of(style: Any) -> Lettering | None:
    decoration = style["text_decoration_line"]
    is_bare = decoration == "none"
    is_plain = all(style[name] in allowed for name, allowed in PLAIN.items())
    if not is_plain or style["font_size"] < SMALLEST or not (is_bare or LINES.issuperset(decoration)):
        return None
    style.wraps, style.keeps = style["white_space"] != "nowrap", style["white_space"] == "pre-wrap"
    key = (is_bare, *(style[name] for name in ALIKE))
    known: dict[Any, Lettering] = style.font_config.__dict__.setdefault("letterings", {})
    if key not in known:
        known[key] = Lettering(style)
    return known[key]


def split_text_box(context: Any, box: Any, width: float | None, skip: int, is_line_start: bool = True) -> Any:
    """As much of a text as fits: a box, where to resume in the text, and whether a line end was ordered."""
    if (
        box.text == LINE_END
        and not skip
        and box.style["white_space"] in KEEPS_ENDS
        and box.style["font_size"]
    ):
        return None, len(LINE_END), LINE_END
    cut = None if box.justification_spacing else _cut(box, width, skip)
    if cut is None:
        return split_by_renderer(context, box, width, skip, is_line_start)
    line, resume, length = cut
    if line.start == line.stop:  # a blank that ends the line before
        return None, resume, False
    new = box.copy_with_text(line.text)
    new.width, new.height, new.pango_layout = length * FROM_UNITS, line.shaped.height, line
    line_height, _ = strut(box.style)
    new.margin_top = new.margin_bottom = half_leading = (line_height - new.height) / 2
    new.baseline = line.shaped.baseline + half_leading
    return new, resume, False


def _cut(box: Any, width: float | None, skip: int) -> tuple[Line, int | None, int] | None:
    """The line, the offset of the next one, and its length in Pango's units; none where the renderer is to say."""
    lettering = lettering_of(box.style)
    shaped = lettering.shaped(box.text) if lettering and box.text else None
    start = shaped.place(skip) if shaped else None
    if lettering is None or shaped is None or start is None or start >= len(shaped.numbers):
        return None
    edges, stop = shaped.edges, len(shaped.numbers)
    whole = edges[stop] - edges[start]
    if start and not shaped.has_one_font:
        return None
    if width is None or not box.style.wraps or whole * FROM_UNITS <= width:
        return Line(shaped, start, stop, width), None, whole
    if box.style.keeps:
        return None
    room = edges[start] + int(width * TO_UNITS)
    fits_without_blank = shaped.text.endswith(" ") and edges[stop - 1] <= room
    if width < 0 or fits_without_blank or not shaped.has_one_font:
        return None
    if shaped.ends is None:
        lettering.find_breaks(shaped)
    assert shaped.ends is not None
    found = bisect_right(shaped.ends, room) - 1
    if found < 0 or shaped.resumes[found] <= skip:
        return None
    stop = max(start, shaped.stops[found])
    return Line(shaped, start, stop, width), shaped.resumes[found], max(0, shaped.ends[found] - edges[start])


def strut(style: Any) -> tuple[float, float]:
    """The height of a style's lines, and how far down their letters stand."""
    if "strut" not in style.__dict__:
        lettering = lettering_of(style)
        blank = lettering.shaped(" ") if lettering else None
        style.strut = _strut(style["line_height"], style["font_size"], blank) if blank else None
        style.strut = style.strut or strut_by_renderer(style)
    found: tuple[float, float] = style.strut
    return found


def _strut(height: Any, size: float, blank: Shaped) -> tuple[float, float] | None:
    """The height of lines and their baseline, by the height that the style says; none where it is to be worked out."""
    if height == "normal":
        return blank.height, blank.baseline
    if isinstance(height, float):
        height *= size
    elif getattr(height, "unit", None) == "px":
        height = height.value
    else:
        return None
    return height, blank.baseline + (height - blank.height) / 2


def draw_text(stream: Any, box: Any, offset_x: float, text_overflow: str, block_ellipsis: Any) -> None:
    """Draw a text box, its letters as they were shaped when the line was cut."""
    line, style = box.pango_layout, box.style
    if type(line) is not Line:
        draw_by_renderer(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    runs = (
        [*runs_of(stream, line)] if box.text.strip() else []
    )  # a font that nothing is written in is none of the file's
    if text_overflow == "ellipsis" or block_ellipsis != "none" or any(pen is None for _, _, pen in runs):
        box.pango_layout = create_layout(line.text, style, None, None, 0)
        box.pango_layout.max_width = line.room
        box.pango_layout.deactivate()
        draw_by_renderer(stream, box, offset_x, text_overflow, block_ellipsis)
        return
    if style["visibility"] != "visible":
        return
    lines = () if style["text_decoration_line"] == "none" else style["text_decoration_line"]
    metrics = line.shaped.hand.metrics
    if "underline" in lines:
        below = metrics.underline_thickness / 2 - metrics.underline_position
        _rule(stream, box, offset_x, below, metrics.underline_thickness)
    stream.set_color(style["color"])
    stream.begin_text()
    if runs:
        stream.stream.append(
            UPRIGHT % (pydyf._to_bytes(box.position_x), pydyf._to_bytes(box.position_y + box.baseline))
        )
        write(stream, line, runs)
    stream.end_text()
    if "line-through" in lines:
        _rule(stream, box, offset_x, -metrics.strikethrough_position, metrics.strikethrough_thickness)


def _rule(stream: Any, box: Any, offset_x: float, below: float, thickness: float) -> None:
    """A line so far below the letters' baseline."""
    color = box.style["text_decoration_color"]
    color = box.style["color"] if color == "currentcolor" else color
    draw_text_decoration(stream, box, offset_x, box.baseline + below, thickness, color)


def runs_of(stream: Any, line: Line) -> Iterator[tuple[int, int, Pen | None]]:
    """The runs of a line: from where to where, and the pen that writes them; none for pictures of letters."""
    shaped, lettering = line.shaped, line.shaped.lettering
    if lettering.pens_of is not stream._fonts:  # another file is written
        lettering.pens_of, lettering.pens = stream._fonts, {}
    for number, (start, font) in enumerate(shaped.runs):
        end = shaped.runs[number + 1][0] if number + 1 < len(shaped.runs) else len(shaped.numbers)
        start, end = max(start, line.start), min(end, line.stop)
        if start >= end:
            continue
        if font not in lettering.pens:
            theirs, size = stream.add_font(font)
            is_picture = theirs.png or theirs.svg or theirs.colr or theirs.bitmap
            lettering.pens[font] = None if is_picture else Pen(theirs, size, font)
        yield start, end, lettering.pens[font]


def write(stream: Any, line: Line, runs: list[tuple[int, int, Pen | None]]) -> None:
    """Write the letters of a line, run by run; a letter that ends it has the width that it has alone."""
    shaped, before, words = line.shaped, None, ""
    for start, end, pen in runs:
        assert pen is not None
        if pen is not before:
            if words:
                stream.show_text(words)
            stream.set_font_size(pen.font.hash, pen.size)
            before, words = pen, ""
        pen.line = line
        run = [*zip(shaped.numbers[start:end], shaped.widths[start:end], strict=True)]
        if end == line.stop < len(shaped.numbers):
            run[-1] = (run[-1][0], shaped.lettering.width(pen.pango_font, run[-1][0]))
        written = "".join([pen[glyph] for glyph in run])
        words += f"<{written[:-1]}" if written.endswith("<") else f"<{written}>"
    stream.show_text(words)


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer splits and draws texts."""
    yield inline, "split_text_box", split_text_box
    yield inline, "strut", strut
    yield draw, "draw_text", draw_text
