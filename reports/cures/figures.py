"""Words in figures, written by the line; the renderer sets each letter as a text of its own."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from weasyprint import svg
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.svg import text as text_by_renderer
from weasyprint.svg.bounding_box import extend_bounding_box
from weasyprint.svg.text import Style
from weasyprint.svg.utils import size
from weasyprint.text.ffi import FROM_UNITS

from .lines import Line, lettering_of, runs_of, write

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


def _is_plain(node: Any) -> bool:
    """Whether a text is one of our figures, that says no more of itself than they do."""
    return bool(node.text) and {"x", "y"} <= set(node.attrib) <= PLAIN_TEXT and not len(node._etree_node)


def _without_group(draw_node: Any) -> Any:
    """Leaves the anchor of a plain text to whoever writes it.

    The renderer draws a text that is anchored in its middle or end into a transparent group of its own, and
    shifts that: a stream with all fonts for each label, whose first letter some viewers cut at the left.
    """

    def draw(image: Any, node: Any, *args: Any, **options: Any) -> None:
        if node.tag == "text" and "text-anchor" in node.attrib and _is_plain(node):
            node.attrib[OUR_ANCHOR] = node.attrib.pop("text-anchor")
        draw_node(image, node, *args, **options)

    return draw


def text(image: Any, node: Any, font_size: float) -> None:
    """Draw a line of text in a figure whole."""
    lettering = lettering_of(_style(image, node, font_size)) if _is_plain(node) else None
    shaped = lettering.shaped(node.text) if lettering else None
    line = Line(shaped, 0, len(shaped.numbers), None) if shaped else None
    pens = list(runs_of(image.stream, line)) if line else []
    if shaped is None or line is None or any(pen is None for _, _, pen in pens):
        text_by_renderer(image, node, font_size)
        return
    width = shaped.edges[-1] * FROM_UNITS
    x, y = (size(node.get(name), font_size, image.inner_width) for name in ("x", "y"))
    x -= width * SHIFTS[node.get(OUR_ANCHOR, "start")]
    corners = ((x, y - shaped.baseline), (x + width, y - shaped.baseline + shaped.height))
    node.text_bounding_box = extend_bounding_box(node.text_bounding_box, corners)
    image.stream.push_state()
    fill, stroke = image.set_graphical_state(node, font_size)
    image.stream.begin_text()
    image.fill_stroke(fill, stroke, text=True)
    image.stream.set_text_matrix(1, 0, 0, -1, x, y)
    write(image.stream, line, pens)
    image.stream.end_text()
    image.stream.pop_state()


def _style(image: Any, node: Any, font_size: float) -> Any:
    """The style of a text, one for all that are written alike."""
    families = tuple(name.strip() for name in node.get("font-family", "sans-serif").split(","))
    key = families, font_size, node.get("font-weight") == "bold"
    known = image.font_config.__dict__.setdefault("figure_styles", {})
    if key not in known:
        style = known[key] = Style(INITIAL_VALUES)
        style.font_config = image.font_config
        style["font_family"], style["font_size"], is_bold = key
        style["font_weight"] = 700 if is_bold else 400
    return known[key]


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer looks for what draws a text of a figure."""
    yield svg.SVG, "draw_node", _without_group(svg.SVG.draw_node)
    yield svg, "text", text
    yield svg, "color", lru_cache(maxsize=99)(svg.color)
    for tag, drawn in svg.TAGS.items():
        if drawn is svg.text:
            yield svg.TAGS, tag, text
