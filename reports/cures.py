"""Four slow places of WeasyPrint 70, set right from outside while a page of ours is drawn, and put back after.

Each has a test that the page stays the same. Another release of the renderer is left as it is: a cure for a
slow place that may have moved would be a fault of its own. ``benchmarks/paper_rows.py`` says what they gain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

RELEASE = "70."
"""The renderer that the cures were written for."""

OUR_ANCHOR = "data-anchor"
"""Under this name the renderer does not know a text's anchor."""

SHIFTS = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Anchor -> the share of its width by which a text starts before its place."""

PLAIN_TEXT = frozenset(
    (
        "x",
        "y",
        "fill",
        "font-family",
        "font-size",
        "font-weight",
        "text-anchor",
        OUR_ANCHOR,
        "role",
        "aria-labelledby",
    )
)
"""What a text of our figures says of itself, and has from its figure; one that says more is left to the renderer."""


@contextmanager
def cured() -> Iterator[None]:
    """The renderer with its slow places set right, until the end of the block."""
    import weasyprint

    put_back = _set_right() if weasyprint.__version__.startswith(RELEASE) else None
    try:
        yield
    finally:
        if put_back:
            put_back()


def _set_right() -> Callable[[], None] | None:
    """Sets the slow places right and gives what puts them back; None, and nothing set, where one of them is not there."""
    try:
        import pydyf
        from weasyprint import svg
        from weasyprint.text import line_break

        numbers, key = pydyf.PDF.page_references, line_break._font_style_cache_key
        text, node = svg.text, svg.SVG.draw_node
        listed, written = property(_numbered_once(numbers.fget)), _written_at_once(text)
    except (ImportError, AttributeError):
        return None
    pydyf.PDF.page_references, line_break._font_style_cache_key = listed, _named_once(key)
    svg.SVG.draw_node = _without_group(node)
    _write_texts_with(svg, text, written)

    def put_back() -> None:
        pydyf.PDF.page_references, line_break._font_style_cache_key = numbers, key
        svg.SVG.draw_node = node
        _write_texts_with(svg, written, text)

    return put_back


def _write_texts_with(svg: Any, old: Callable[..., None], new: Callable[..., None]) -> None:
    """Put ``new`` in the place of ``old`` wherever the renderer looks for what draws a text."""
    svg.text = new
    svg.TAGS.update({tag: new for tag, drawn in svg.TAGS.items() if drawn is old})


def _numbered_once(made: Callable[[Any], tuple[bytes, ...]]) -> Callable[[Any], tuple[bytes, ...]]:
    """The references to all pages, listed anew only after a page was added.

    The renderer asks for the whole list at each tag and link: time that grows with the square of the pages.
    """

    def page_references(pdf: Any) -> tuple[bytes, ...]:
        listed: tuple[int, tuple[bytes, ...]] = pdf.__dict__.get("listed", (-1, ()))
        if listed[0] != pdf.pages["Count"]:
            listed = pdf.listed = (pdf.pages["Count"], made(pdf))
        return listed[1]

    return page_references


def _named_once(made: Callable[..., str]) -> Callable[..., str]:
    """The name under which a style's line height is remembered, made once for a style and not for each line."""

    def key(style: Any, include_size: bool = False) -> str:
        names = style.__dict__.setdefault("names", {})
        if include_size not in names:
            names[include_size] = made(style, include_size)
        return str(names[include_size])

    return key


def _is_plain(node: Any) -> bool:
    """Whether a text is one of our figures, that says no more of itself than they do."""
    return bool(node.text) and {"x", "y"} <= set(node.attrib) <= PLAIN_TEXT and not len(node._etree_node)


def _without_group(draw_node: Callable[..., None]) -> Callable[..., None]:
    """Leaves the anchor of a plain text to whoever writes it.

    The renderer draws a text that is anchored in its middle or end into a transparent group of its own, and
    shifts that: a stream with all fonts for each label, whose first letter some viewers cut at the left.
    """

    def draw(svg: Any, node: Any, *args: Any, **options: Any) -> None:
        if node.tag == "text" and "text-anchor" in node.attrib and _is_plain(node):
            node.attrib[OUR_ANCHOR] = node.attrib.pop("text-anchor")
        draw_node(svg, node, *args, **options)

    return draw


def _written_at_once(letter_by_letter: Callable[..., None]) -> Callable[..., None]:
    """Draws a line of text in a figure whole; the renderer sets each letter as a text of its own."""
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.draw.text import draw_first_line
    from weasyprint.matrix import Matrix
    from weasyprint.svg.bounding_box import extend_bounding_box
    from weasyprint.svg.text import Style, TextBox
    from weasyprint.svg.utils import size
    from weasyprint.text.line_break import split_first_line

    def text(svg: Any, node: Any, font_size: float) -> None:
        if not _is_plain(node):
            letter_by_letter(svg, node, font_size)
            return
        style = Style(INITIAL_VALUES)
        style.font_config = svg.font_config
        style["font_family"] = [name.strip() for name in node.get("font-family", "sans-serif").split(",")]
        style["font_size"] = font_size
        style["font_weight"] = 700 if node.get("font-weight") == "bold" else 400
        layout, _, _, width, height, baseline = split_first_line(node.text, style, svg.context, None, 0)
        x, y = (size(node.get(name), font_size, svg.inner_width) for name in ("x", "y"))
        x -= width * SHIFTS[node.get(OUR_ANCHOR, "start")]
        corners = ((x, y - baseline), (x + width, y - baseline + height))
        node.text_bounding_box = extend_bounding_box(node.text_bounding_box, corners)
        svg.stream.push_state()
        fill, stroke = svg.set_graphical_state(node, font_size)
        svg.stream.begin_text()
        layout.reactivate(style)
        svg.fill_stroke(fill, stroke, text=True)
        box = TextBox(layout, style)
        draw_first_line(svg.stream, box, "none", "none", Matrix(d=-1, e=x, f=y))
        svg.stream.end_text()
        svg.stream.pop_state()

    return text
