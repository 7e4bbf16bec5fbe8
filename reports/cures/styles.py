"""Styles shared by all that look alike; the renderer makes one for each element with an id, and for each page.

A style of the renderer is some hundred values, each worked out when it is first asked for. An element with an
id differs from its like in nothing but the id, and a page from its like in nothing at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css import ComputedStyle, InitialStyle, StyleFor
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES

ID = "anchor"
"""Under this name a style says the id of its element; what is within does not inherit it."""

INVOLVED = frozenset(("position", "float", "display", "page"))
"""Values that depend on others, besides the lines of text decoration."""
DECORATION, OWN_PROPERTY = "text_decoration_", "__"
FLOW_WORDS = frozenset(("block", "inline", "start", "end"))
"""A rule about the side where text begins says something of left or right, whichever that is."""

missing_by_renderer = ComputedStyle.__missing__


class Twin(ComputedStyle):  # type: ignore[misc]  # weasyprint ships no types
    """The style of an element with an id: what it says is worked out once, by the style of its like without one."""

    like: Any

    def __missing__(self, key: str) -> Any:
        value = self[key] = super().__missing__(key) if key == ID else self.like[key]
        return value


def missing(style: Any, key: str) -> Any:
    """A value asked for the first time; most are what the parent has, or what they are where nobody says a word."""
    is_involved = key in INVOLVED or key.startswith(DECORATION)
    if is_involved or key in style.cascaded or _says_sides_by_flow(style):
        return missing_by_renderer(style, key)
    is_inherited = key in INHERITED or key.startswith(OWN_PROPERTY)
    if style.parent_style is None if is_inherited else key in INITIAL_NOT_COMPUTED:
        return missing_by_renderer(style, key)
    value = style.parent_style[key] if is_inherited else INITIAL_VALUES[key]
    if check_math(value):
        return missing_by_renderer(style, key)
    style[key] = value
    return value


def _says_sides_by_flow(style: Any) -> bool:
    if "by_flow" not in style.__dict__:
        style.by_flow = any(not FLOW_WORDS.isdisjoint(name.split("_")) for name in style.cascaded)
    return bool(style.by_flow)


def set_computed_styles(
    styles: Any,
    element: Any,
    parent: Any,
    root: Any = None,
    pseudo_type: str | None = None,
    base_url: str | None = None,
    target_collector: Any = None,
) -> None:
    """Give an element, a page or a margin of one its style: that of one whose parent and rules are the same, if any."""
    computed = styles.get_computed_styles()
    is_root = element == root and pseudo_type is None
    over = None if is_root else computed[parent, None]
    over = getattr(over, "like", over)
    top = InitialStyle(styles.font_config) if is_root else computed[root, None]
    rules = styles.get_cascaded_styles().get((element, pseudo_type), {})
    shared = {name: rule for name, rule in rules.items() if name != ID}
    known = styles.__dict__.setdefault("known", {})
    key = (id(over), pseudo_type, tuple(_named(rule, name) for name, rule in shared.items()))
    others = (pseudo_type, top, base_url, styles.font_config, styles.initial_page_sizes)
    if key not in known:
        known[key] = ComputedStyle(over, shared, *others)
    style = known[key]
    if ID in rules:
        style = Twin(over, rules, *others)
        style.like = known[key]
    computed[element, pseudo_type] = style
    if target_collector and style[ID]:
        target_collector.collect_anchor(style[ID])


def _named(rule: Any, name: str) -> tuple[Any, ...]:
    """A rule as something to look up: the same value from the same sheet, of the same weight."""
    value, (precedence, layer, specificity) = rule
    return name, id(value), precedence, layer, tuple(specificity)


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer makes a style."""
    yield StyleFor, "set_computed_styles", set_computed_styles
    yield ComputedStyle, "__missing__", missing
