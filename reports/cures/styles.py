"""Styles shared by all that look alike; the renderer makes one for each element with an id, and for each page.

A style of the renderer is some hundred values, each worked out when it is first asked for. An element with an
id differs from its like in nothing but the id, and a page from its like in nothing at all. Most values of a style
are those of the one around it, or what they are where nobody says a word: it is made with all of these.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint.css import AnonymousStyle, ComputedStyle, InitialStyle, StyleFor
from weasyprint.css.computed_values import COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS
from weasyprint.css.functions import check_math
from weasyprint.css.properties import INHERITED, INITIAL_NOT_COMPUTED, INITIAL_VALUES
from weasyprint.css.tokens import Pending

ID = "anchor"
"""Under this name a style says the id of its element; what is within does not inherit it."""

FLOW_WORDS = frozenset(("block", "inline", "start", "end"))
"""A rule about the side where text begins says something of left or right, whichever that is."""
LINES = tuple(f"text_decoration_{name}" for name in ("line", "color", "style", "thickness"))
PLACES = {"position": "static", "float": "none"}
"""What the renderer also remembers as it was said, to work out how a box is displayed."""
WIDTHS = {
    f"{line}_style": f"{line}_width"
    for line in (*(f"border_{side}" for side in ("top", "right", "bottom", "left")), "outline", "column_rule")
}
"""Style of a line -> its width, which is nothing where there is no line."""

OUTLINE = "outline"

HANDED_DOWN = (*(name for name in INITIAL_VALUES if name in INHERITED), *LINES, "page")
"""What a style has from the one around it, where no rule says a word."""
LEFT_UNSAID = {
    name: value
    for name, value in INITIAL_VALUES.items()
    if name not in INITIAL_NOT_COMPUTED and name not in HANDED_DOWN
}
LEFT_UNSAID |= dict.fromkeys(WIDTHS.values(), 0) | PLACES
"""What a style is of itself, where no rule says a word."""
AS_SAID = frozenset(INITIAL_VALUES).difference(
    COMPUTER_FUNCTIONS, PHYSICAL_FUNCTIONS, PLACES, LINES, ("page", ID)
)
"""What a style is as a rule says it, with nothing to work out."""
WORDS = ("inherit", "initial")
"""Said of a value, they stand for another."""

anonymous_by_renderer = AnonymousStyle.__init__


def _made(style: Any, parent: Any) -> Any:
    """A style with all that need not be worked out, and with what it hands down."""
    if parent and not any(not FLOW_WORDS.isdisjoint(name.split("_")) for name in style.cascaded):
        style.update(parent.handed)
        for name, (value, _) in style.cascaded.items():
            style.pop(WIDTHS.get(name), None)
            is_plain = name in AS_SAID and not isinstance(value, Pending) and value not in WORDS
            if is_plain and not check_math(value):
                style[name] = value
            else:
                style.pop(name, None)
        if PLACES.keys() <= style.keys():
            style.specified |= PLACES
        else:
            for name in PLACES:
                style.pop(name, None)
    style.handed = _handed_by(style, parent)
    if any(name.startswith(OUTLINE) for name in style.cascaded):
        style.font_config.has_outlines = True
    return style


def _handed_by(style: Any, parent: Any) -> dict[str, Any]:
    """What the styles within a style are made with: one record for all that hand down the same."""
    said = [name for name in HANDED_DOWN if name in style.cascaded] if parent else HANDED_DOWN
    handed: dict[str, Any] = parent.handed if parent else LEFT_UNSAID
    if not said:
        return handed
    handed = handed | {name: style[name] for name in said}
    for name in said:
        if check_math(handed[name]):  # to be worked out where it is used
            del handed[name]
    return handed


def anonymous(style: Any, parent: Any) -> None:
    """Make the style of a box that no element is for."""
    style.update(getattr(parent, "handed", LEFT_UNSAID))
    anonymous_by_renderer(style, parent)


class Twin(ComputedStyle):  # type: ignore[misc]  # weasyprint ships no types
    """The style of an element with an id: what it says is worked out once, by the style of its like without one."""

    like: Any

    def __missing__(self, key: str) -> Any:
        value = self[key] = super().__missing__(key) if key == ID else self.like[key]
        return value


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
        known[key] = _made(ComputedStyle(over, shared, *others), over)
    style = known[key]
    if ID in rules:
        style = Twin(over, rules, *others)
        style.like, style.handed = known[key], known[key].handed
        style.update(style.like)
        style.pop(ID, None)
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
    yield AnonymousStyle, "__init__", anonymous
