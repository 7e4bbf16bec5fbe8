"""Slow places of WeasyPrint 70, set right from outside while a page of ours is drawn, and put back after.

Each cure gives what the renderer gives, for less; where a text or a style is none that it knows, it leaves
that to the renderer. Another release of the renderer, or one that lacks one of the places, is left whole: a
cure for a slow place that may have moved would be a fault of its own. What they gain: docs/performance.md.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

RELEASE = "70."
"""The renderer that the cures were written for."""

Place = tuple[Any, str, Any]
"""Where something is looked up (a module, a class, or a table of functions), its name there, and what to put there."""


@contextmanager
def cured() -> Iterator[None]:
    """The renderer with its slow places set right, until the end of the block."""
    found = _found()
    try:
        for owner, name, cure, _ in found:
            _put(owner, name, cure)
        yield
    finally:
        for owner, name, _, theirs in reversed(found):
            _put(owner, name, theirs)


def let_go(written: Any) -> None:
    """Free the memory of a document that was written; of one that was laid out without cures Python frees it in time."""
    if "context" in written.font_config.__dict__:
        from .rings import open_rings

        open_rings(written)


def _found() -> list[tuple[Any, str, Any, Any]]:
    """Every place with its cure and what the renderer has there; nothing where one of them is not there."""
    import weasyprint

    # The letters of a text are read from memory as Pango lays them there, lowest byte first.
    if not weasyprint.__version__.startswith(RELEASE) or sys.byteorder != "little":
        return []
    try:
        from . import borders, facts, figures, lines, order, pages, rings, styles, writing

        rooms = (borders, facts, figures, lines, order, pages, rings, styles, writing)
        return [
            (owner, name, cure, _at(owner, name)) for room in rooms for owner, name, cure in room.places()
        ]
    except (ImportError, AttributeError, KeyError):
        return []


def _at(owner: Any, name: str) -> Any:
    return owner[name] if isinstance(owner, dict) else getattr(owner, name)


def _put(owner: Any, name: str, what: Any) -> None:
    if isinstance(owner, dict):
        owner[name] = what
    else:
        setattr(owner, name, what)
