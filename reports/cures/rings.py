"""What refers to itself in a ring, opened when the page is written: its memory is then free at once.

The styles, letters, references and pages of the renderer all lead to one another in the end, so that Python has
to look through all of them to find that nobody needs them any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from weasyprint import document
from weasyprint.document import LayoutContext
from weasyprint.layout import page
from weasyprint.layout.page import make_page


def context_of(style_for: Any, get_image_from_uri: Any, font_config: Any, *others: Any) -> Any:
    """Make what the layout of a page knows, and note it with the fonts."""
    context = font_config.context = LayoutContext(style_for, get_image_from_uri, font_config, *others)
    context.all_made = []
    return context


def made_page(context: Any, *what: Any) -> Any:
    """Lay out a page, and note it: some are laid out twice, when the number of the last one is known."""
    made = make_page(context, *what)
    context.all_made.append(made[0])
    return made


def open_rings(written: Any) -> None:
    """Open the rings of a document that was written, of which nothing may be asked after."""
    fonts = written.font_config
    context = fonts.__dict__.pop("context")
    targets = context.target_collector
    for item in (*targets.target_lookup_items.values(), *targets.counter_lookup_items.values()):
        item.__dict__.clear()
    for style in context.style_for.get_computed_styles().values():
        while style is not None:
            within = style.__dict__.get("anonymous_style")
            style.__dict__.clear()
            style = within
    for table in ("letterings", "figure_styles"):
        for one in fonts.__dict__.pop(table, {}).values():
            one.__dict__.clear()
    for made in context.all_made:
        made.__dict__.clear()
    context.__dict__.clear()


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer makes what a layout knows, and a page."""
    yield document, "LayoutContext", context_of
    yield page, "make_page", made_page
