"""What a Word file says of a run or a paragraph by its properties and its styles: bold, raised, heading, list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING_STYLE = re.compile(r"(?:heading|überschrift|titre|título)\s*(\d)|(title)\Z|(subtitle)\Z", re.I)
# Styles inherit from styles; a circle of them must end.
_LONGEST_CHAIN = 20


def styles_of(document: Any) -> dict[str, Any]:
    return {style.get(f"{_W}styleId"): style for style in document.styles.element.findall(f"{_W}style")}


def is_on(properties: Any | None, tag: str) -> bool:
    found = None if properties is None else properties.find(f"{_W}{tag}")
    return found is not None and found.get(f"{_W}val", "1") not in ("0", "false", "off")


def is_raised(properties: Any | None) -> bool:
    found = None if properties is None else properties.find(f"{_W}vertAlign")
    return found is not None and found.get(f"{_W}val") == "superscript"


def style_chain(properties: Any | None, styles: dict[str, Any]) -> Iterator[Any]:
    """The style of a paragraph and those that it is based on, nearest first."""
    reference = None if properties is None else properties.find(f"{_W}pStyle")
    style = styles.get(reference.get(f"{_W}val")) if reference is not None else None
    for _ in range(_LONGEST_CHAIN):
        if style is None:
            return
        yield style
        based = style.find(f"{_W}basedOn")
        style = styles.get(based.get(f"{_W}val")) if based is not None else None


def heading_level(properties: Any | None, chain: tuple[Any, ...]) -> int:
    outline = None if properties is None else properties.find(f"{_W}outlineLvl")
    if outline is not None and (outline.get(f"{_W}val") or "").isdigit() and int(outline.get(f"{_W}val")) < 9:
        return int(outline.get(f"{_W}val")) + 1
    for style in chain:
        name = style.find(f"{_W}name")
        found = _HEADING_STYLE.match(name.get(f"{_W}val") or "") if name is not None else None
        if found:
            return int(found[1]) if found[1] else 1
    return 0


def list_of(properties: Any | None, chain: tuple[Any, ...]) -> tuple[str, int] | None:
    """List and level of a paragraph: its own numPr, else the nearest style's."""
    for holder in (properties, *(style.find(f"{_W}pPr") for style in chain)):
        reference = None if holder is None else holder.find(f"{_W}numPr")
        if reference is None:
            continue
        number, level = reference.find(f"{_W}numId"), reference.find(f"{_W}ilvl")
        at = level.get(f"{_W}val") if level is not None else "0"
        if number is not None:
            return number.get(f"{_W}val") or "0", int(at) if str(at).isdigit() else 0
    return None
