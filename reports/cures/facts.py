"""What is said once for a style, where the renderer works it out anew for each box and each line that has the style."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf
from typing import Any

from cssselect2 import Matcher
from weasyprint import draw
from weasyprint.draw import draw_border as draw_by_renderer
from weasyprint.draw import draw_outline as outline_by_renderer
from weasyprint.formatting_structure import boxes
from weasyprint.layout import absolute, background, block, inline, page, percent, preferred, table
from weasyprint.layout import float as floats
from weasyprint.layout.background import layout_box_backgrounds as lay_out_by_renderer
from weasyprint.layout.inline import avoid_collisions as avoid_by_renderer
from weasyprint.layout.inline import can_break_text as ask_pango
from weasyprint.layout.percent import resolve_percentages as resolve_by_renderer

LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in ("left", "right", "top", "bottom")),
    *(f"{bound}{side}" for bound in ("", "min_", "max_") for side in ("width", "height")),
)
"""The lengths that a box takes from its style."""
BORDERS = tuple(f"border_{side}_width" for side in ("top", "right", "bottom", "left"))
SAID = (*LENGTHS, *BORDERS, "box_sizing", "border_collapse")
"""What the lengths of a box follow from."""
CORNERS = tuple(
    f"border_{corner}_radius" for corner in ("top_left", "top_right", "bottom_right", "bottom_left")
)
SQUARE: dict[str, tuple[int, int]] = dict.fromkeys(CORNERS, (0, 0))
PAIR = 2
"""Letters on both sides of a place where a line may end; there are few such pairs in a text."""


def resolve_percentages(box: Any, containing_block: Any) -> None:
    """Set the lengths of a box; those of a style without percentages are the same wherever the box stands."""
    style = box.style
    if "lengths" not in style.__dict__:
        style.lengths = _lengths_of(style)
    if style.lengths is None:
        resolve_by_renderer(box, containing_block)
        return
    own, borders = style.lengths
    box.__dict__.update(own)
    for name, width in borders:
        box.__dict__.setdefault(name, width)


Lengths = tuple[dict[str, Any], tuple[tuple[str, Any], ...]]
"""Lengths to set, and border widths to set where a table has not set them."""


def _lengths_of(style: Any) -> Lengths | None:
    """The lengths of a style, one record for all that say the same; none where a share is to be worked out."""
    said = tuple([style[name] for name in SAID])
    known = style.font_config.__dict__.setdefault("lengths", {})
    if said not in known:
        known[said] = _resolved(style, said[: len(LENGTHS)])
    found: Lengths | None = known[said]
    return found


def _resolved(style: Any, said: tuple[Any, ...]) -> Lengths | None:
    if any(value != "auto" and getattr(value, "unit", None) != "px" for value in said):
        return None
    box = boxes.Box("p", style, None)
    before = set(box.__dict__)
    resolve_by_renderer(box, (0, "auto"))
    lengths = {name: value for name, value in box.__dict__.items() if name not in before}
    if style["border_collapse"] != "collapse":
        return lengths, ()
    borders = tuple((name, lengths.pop(name)) for name in BORDERS)
    is_free = lengths["width"] == lengths["height"] == "auto"
    is_unbound = lengths["max_width"] == lengths["max_height"] == inf
    return (lengths, borders) if is_free and is_unbound and not lengths["min_width"] else None


def is_in_normal_flow(box: Any) -> bool:
    """Whether a box stands where the text puts it: neither floated nor placed."""
    style = box.style
    if "flows" not in style.__dict__:
        style.flows = not (
            box.is_floated()
            or box.is_absolutely_positioned()
            or box.is_running()
            or box.is_footnote()
            or box.is_note()
        )
    return bool(style.flows)


def descendants(box: Any, placeholders: bool = False) -> Iterator[Any]:
    """A box and all within it, each before what it holds; the renderer hands each on from level to level."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        if not isinstance(box, boxes.Box):
            if not placeholders:
                yield box
                continue
            box = box._box
        yield box
        waiting += reversed(box.children)


def draw_border(stream: Any, box: Any) -> None:
    """Draw the borders of a box that has some."""
    style = box.style
    if "has_rules" not in style.__dict__:
        style.has_rules = style["column_rule_width"] or style["border_image_source"][0] != "none"
    widths = box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width
    if style.has_rules or any(widths):
        draw_by_renderer(stream, box)


def draw_outline(stream: Any, box: Any) -> None:
    """Draw the outlines of a box and those within it, where a style of the document has one."""
    if getattr(box.style.font_config, "has_outlines", False):
        outline_by_renderer(stream, box)


def layout_box_backgrounds(
    sheet: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None
) -> None:
    """Set backgrounds and corners of a box and those within it; most have neither."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        own = box.style
        if "is_bare" not in own.__dict__:
            own.is_bare = _is_bare(own)
        if not own.is_bare or style is not None or box is sheet:
            lay_out_by_renderer(sheet, box, get_image, layout_children, style)
            continue
        box.__dict__.update(SQUARE)
        box.background = None
        if layout_children:
            waiting += box.all_children()


def _is_bare(style: Any) -> bool:
    has_image = any(kind != "none" for kind, _ in style["background_image"])
    has_edge = style["border_image_source"][0] != "none" or style["mask_border_source"][0] != "none"
    is_round = any((0, "px") not in style[corner] for corner in CORNERS)
    if has_image or has_edge or is_round or style["box_shadow"] or style["visibility"] == "hidden":
        return False
    color = style["background_color"]
    return bool((style["color"] if color == "currentcolor" else color).alpha == 0)


def avoid_collisions(context: Any, line: Any, containing_block: Any, outer: bool = True) -> Any:
    """Where a line may stand beside what floats, and the width that it has; on our pages nothing floats."""
    is_plain = line.margin_left == line.margin_right == line.margin_top == 0
    is_ltr = containing_block.style["direction"] == "ltr"
    if outer or context.excluded_shapes or not is_plain or not is_ltr or line.style["float"] != "none":
        return avoid_by_renderer(context, line, containing_block, outer)
    left = containing_block.content_box_x()
    return left, line.position_y, left + containing_block.width - left


def _unless_empty(match: Callable[[Any, Any], list[Any]]) -> Callable[[Any, Any], list[Any]]:
    """The rules of a sheet that an element meets; a sheet of fonts or of page sizes has none to meet."""

    def rules(matcher: Any, element: Any) -> list[Any]:
        return match(matcher, element) if matcher.order else []

    return rules


def _asked_once() -> Callable[[str, Any], Any]:
    """Whether a line may end between two letters."""
    known: dict[tuple[str, Any], Any] = {}

    def can_break_text(text: str, lang: Any) -> Any:
        if len(text) > PAIR:
            return ask_pango(text, lang)
        if (text, lang) not in known:
            known[text, lang] = ask_pango(text, lang)
        return known[text, lang]

    return can_break_text


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer asks for these."""
    for module in (absolute, block, floats, inline, page, percent, table):
        yield module, "resolve_percentages", resolve_percentages
    yield boxes.Box, "is_in_normal_flow", is_in_normal_flow
    yield boxes.Box, "descendants", descendants
    yield draw, "draw_border", draw_border
    yield draw, "draw_outline", draw_outline
    yield background, "layout_box_backgrounds", layout_box_backgrounds
    yield inline, "avoid_collisions", avoid_collisions
    yield Matcher, "match", _unless_empty(Matcher.match)
    can_break_text = _asked_once()
    for module in (inline, preferred):
        yield module, "can_break_text", can_break_text
