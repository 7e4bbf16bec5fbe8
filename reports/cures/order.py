"""The order in which boxes are drawn: the renderer copies each of them to take out what is drawn before or after."""

from __future__ import annotations

from collections.abc import Iterator
from operator import is_
from typing import Any

from weasyprint import stacking
from weasyprint.formatting_structure import boxes
from weasyprint.stacking import _dispatch as dispatch_by_renderer

CALM = {"position": "static", "overflow": "visible", "float": "none"}
"""What a text says that is drawn in its turn."""


def dispatch_children(box: Any, page: Any, *lists: Any) -> Any:
    """A box without what is drawn before or after it; most boxes hold nothing of the kind, and need no copy."""
    if not isinstance(box, boxes.ParentBox):
        return box
    found = [stacking._dispatch(child, page, *lists) for child in box.children]
    if all(map(is_, found, box.children)):
        return box
    return box.copy_with_children([child for child in found if child is not None])


def dispatch(box: Any, page: Any, *lists: Any) -> Any:
    """A box where it stands in the order of drawing; none where it is drawn before or after what stands around it."""
    if type(box) is not boxes.TextBox:
        return dispatch_by_renderer(box, page, *lists)
    style = box.style
    if "is_calm" not in style.__dict__:
        is_apart = any(style[name] != value for name, value in CALM.items())
        style.is_calm = not (is_apart or style["opacity"] < 1 or style["transform"])
    return box if style.is_calm else dispatch_by_renderer(box, page, *lists)


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer goes through the boxes of a page."""
    yield stacking, "_dispatch", dispatch
    yield stacking, "_dispatch_children", dispatch_children
