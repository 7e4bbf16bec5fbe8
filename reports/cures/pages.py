"""A page that says where others stand, laid out twice and not three times.

When all pages are known, the renderer lays the contents out once more as they were, and only then puts the numbers
of the pages in, for which it lays them out again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from weasyprint.layout import page
from weasyprint.layout.page import remake_page as remake_by_renderer


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


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer lays out a page."""
    yield page, "remake_page", remake_page
