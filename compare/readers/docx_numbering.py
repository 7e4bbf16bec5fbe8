"""Word's automatic numbers: which label a paragraph carries that no run of its text holds."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from rapporteur.compare.text.numerals import to_letters, to_roman

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
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
