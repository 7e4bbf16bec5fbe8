"""A page that says where others stand, laid out twice and not three times; and pages of one kind, given one style.

When all pages are known, the renderer lays the contents out once more as they were, and only then puts the numbers
of the pages in, for which it lays them out again. It asks the rules for pages anew for each page, and then goes
through the rules of all pages before it.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from weasyprint.layout import page
from weasyprint.layout.page import remake_page as remake_by_renderer
from weasyprint.layout.page import set_page_type_computed_styles as styles_by_renderer


def remake_page(index: int, context: Any, *rest: Any) -> Any:
    """Lay a page out, with what is known of the others where it was laid out before."""
    if index + 1 < len(context.page_maker):
        counters = context.page_maker[index + 1][3][1]
        for (_, name), lookup in context.target_collector.counter_lookup_items.items():
            is_here = lookup.page_maker_index == index and name == "content"
            if is_here and not lookup.pending and _is_news(lookup, counters):
                lookup.cached_page_counter_values = copy.deepcopy(counters)
                lookup.parse_again(counters)
    return remake_by_renderer(index, context, *rest)


def _is_news(lookup: Any, counters: dict[str, list[int]]) -> bool:
    """Whether the renderer would put the numbers in after the page is laid out."""
    is_asked = any(counters.get(name) is not None for name in lookup.missing_counters or ())
    return is_asked and counters != lookup.cached_page_counter_values


def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
    """Give a page and its margins their styles: those of the pages before it that the same rules are for."""
    if "has_counted" not in style_for.__dict__:
        style_for.kinds, style_for.has_counted = {}, any(map(_counts, style_for._sheets))
    if style_for.has_counted:
        styles_by_renderer(page_type, html, style_for)
        return
    kind = page_type.side, page_type.blank, page_type.name, page_type.index == 0
    computed = style_for.get_computed_styles()
    if kind not in style_for.kinds:
        styles_by_renderer(page_type, html, style_for)
        of_kind = [place for place in style_for.get_cascaded_styles() if place[0] == page_type]
        style_for.kinds[kind] = {
            part: computed[page_type, part] for part in {None, *(part for _, part in of_kind)}
        }
    for part, style in style_for.kinds[kind].items():
        computed[page_type, part] = style


def _counts(sheet: Any) -> bool:
    """Whether a style sheet has a rule for every so many pages."""
    return any(
        selector[2].index is not None for _, selectors, _ in sheet[0].page_rules for selector in selectors
    )


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer lays out a page, and gives it a style."""
    yield page, "remake_page", remake_page
    yield page, "set_page_type_computed_styles", set_page_type_computed_styles
