"""Lists of a page: which label a browser prints before an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.compare.text.numerals import list_label

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_STYLES = (
    ("lower-alpha", "a"),
    ("lower-latin", "a"),
    ("lower-roman", "i"),
    ("upper-alpha", "A"),
    ("upper-latin", "A"),
    ("upper-roman", "I"),
)
# Larger numbers are a page's mistake or a trap.
_NUMBER = re.compile(r"-?\d{1,6}")


@dataclass(slots=True)
class HtmlList:
    """A list while its items are walked: ``kind`` is how it counts (1, a, A, i, I), "•" for bullets, "" for no mark."""

    kind: str
    number: int
    step: int

    def next_label(self, item: HtmlElement, depth: int) -> str | None:
        """The label of the next item, whose own value sets the count and whose own type how it counts; None for no mark."""
        value = item.get("value") or ""
        self.number = int(value) if _NUMBER.fullmatch(value) else self.number
        number, self.number = self.number, self.number + self.step
        if self.kind in ("", "•"):
            return self.kind or None
        return list_label(item.get("type") or self.kind, number, depth)


def list_of(element: HtmlElement) -> HtmlList:
    """The count of the items that are children of ``element``, a list or what stands for one."""
    style = element.get("style") or ""
    is_reversed = element.get("reversed") is not None
    kind = ""
    if not _UNMARKED.search(style):
        kind = _kind(element, style) if element.tag == "ol" else _bullet(element)
    return HtmlList(kind, _first(element, is_reversed=is_reversed), -1 if is_reversed else 1)


def _kind(element: HtmlElement, style: str) -> str:
    names = f"{style} {element.get('class') or ''}".lower()
    return element.get("type") or next((kind for word, kind in _STYLES if word in names), "1")


def _bullet(element: HtmlElement) -> str:
    """A list of a single item is a page's way to set a paragraph in."""
    items = (child for child in element if child.tag == "li")
    return "•" if next(items, None) is not None and next(items, None) is not None else ""


def _first(element: HtmlElement, *, is_reversed: bool) -> int:
    start = element.get("start") or ""
    if element.tag == "ol" and _NUMBER.fullmatch(start):
        return int(start)
    return sum(1 for child in element if child.tag == "li") if element.tag == "ol" and is_reversed else 1
