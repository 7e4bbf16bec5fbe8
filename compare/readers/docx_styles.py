"""What a Word file says of runs and paragraphs by properties and styles, and the numbers that it gives them by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rapporteur.compare.text.numerals import to_letters, to_roman

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


_DEEPEST = 9


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how it counts, what it prints, where it starts, after which level it starts anew."""

    format: str
    text: str
    start: int
    restart: int | None
    legal: bool


@dataclass(frozen=True, slots=True)
class _List:
    levels: tuple[Level, ...]
    abstract: str
    starts: tuple[tuple[int, int], ...]


class Numbering:
    """Counts paragraphs as Word does, in the order in which they are asked for."""

    def __init__(self, root: Any | None) -> None:
        self._lists: dict[str, _List] = _read_lists(root) if root is not None else {}
        self._counts: dict[str, list[int | None]] = {}
        self._started: set[str] = set()

    def label(self, list_id: str, level: int) -> str | None:
        """The label of the next paragraph of a list at ``level``, or None where there is no such list."""
        found = self._lists.get(list_id)
        if found is None or not 0 <= level < len(found.levels):
            return None
        counts = self._counts.setdefault(found.abstract, [None] * _DEEPEST)
        if list_id not in self._started:
            self._started.add(list_id)
            for at, start in found.starts:
                counts[at] = start - 1
        current = counts[level]
        counts[level] = found.levels[level].start if current is None else current + 1
        for deeper in range(level + 1, _DEEPEST):
            after = found.levels[deeper].restart if deeper < len(found.levels) else None
            if after is None or (after != 0 and level < after):
                counts[deeper] = None
        return _print(found.levels, counts, level)


def _print(levels: tuple[Level, ...], counts: list[int | None], level: int) -> str:
    own = levels[level]
    if own.format == "bullet":
        return "•"
    if own.format == "none":
        return ""

    def shown(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        if not 0 <= at < len(levels):
            return ""
        count = counts[at]
        number = levels[at].start if count is None else count
        form = "decimal" if own.legal else levels[at].format
        return _format(number, form)

    label = re.sub(r"%(\d)", shown, own.text).strip()
    is_inner_number = level > 0 and re.fullmatch(r"\d+[.)]?", label) and _counts_plainly(levels[0])
    return f"({label.strip('.)')})" if is_inner_number else label


def _counts_plainly(outermost: Level) -> bool:
    """True where the outer level prints plain numbers too, which the inner ones must not be mistaken for."""
    return outermost.format.startswith("decimal") and re.fullmatch(r"\W*%1\W*", outermost.text) is not None


def _format(number: int, form: str) -> str:
    if form == "lowerLetter":
        return to_letters(number)
    if form == "upperLetter":
        return to_letters(number).upper()
    if form == "lowerRoman":
        return to_roman(number)
    if form == "upperRoman":
        return to_roman(number).upper()
    if form == "decimalZero":
        return f"{number:02}"
    return str(number)


def _read_lists(root: Any) -> dict[str, _List]:
    abstracts = {
        item.get(f"{_W}abstractNumId"): tuple(
            _read_level(level) for level in item.findall(f"{_W}lvl")[:_DEEPEST]
        )
        for item in root.findall(f"{_W}abstractNum")
    }
    lists = {}
    for item in root.findall(f"{_W}num"):
        reference = item.find(f"{_W}abstractNumId")
        abstract = reference.get(f"{_W}val") if reference is not None else None
        if abstract is None or abstract not in abstracts:
            continue
        levels, starts = list(abstracts[abstract]), []
        for override in item.findall(f"{_W}lvlOverride"):
            at = _number(override.get(f"{_W}ilvl"), 0)
            own = override.find(f"{_W}lvl")
            if own is not None and 0 <= at < len(levels):
                levels[at] = _read_level(own)
            start = override.find(f"{_W}startOverride")
            if start is not None and 0 <= at < _DEEPEST:
                starts.append((at, _number(start.get(f"{_W}val"), 1)))
        lists[item.get(f"{_W}numId")] = _List(tuple(levels), abstract, tuple(starts))
    return lists


def _read_level(level: Any) -> Level:
    def value(tag: str, default: str) -> str:
        found = level.find(f"{_W}{tag}")
        return default if found is None else found.get(f"{_W}val", default)

    restart = level.find(f"{_W}lvlRestart")
    return Level(
        format=value("numFmt", "decimal"),
        text=value("lvlText", "%1."),
        start=_number(value("start", "1"), 1),
        restart=None if restart is None else _number(restart.get(f"{_W}val"), 0),
        legal=level.find(f"{_W}isLgl") is not None,
    )


def _number(text: str | None, default: int) -> int:
    """The number in an attribute; a damaged one is the default."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default
