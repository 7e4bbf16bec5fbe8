"""Letters of a PDF page become runs: which letters stand on one line, which are raised over it, where a blank is."""

from __future__ import annotations

import bisect
import itertools
import math
import re
from dataclasses import dataclass, field

# All in parts of the type size: how far a raised figure stands above the line, how far apart the words of
# a justified line may be, and how small raised type is.
_RAISED_FROM, _RAISED_TO = 0.12, 0.75
_RAISED_SIZE = 0.85
_SAME_LINE = 0.35
WORD_GAP = 0.16
_COLUMN_GAP = 2.0
_MARGIN_GAP = 0.7
# Where letters stand close, a gap this wide parts two words though no blank does.
_CLOSE, _PARTED = 0.045, 0.085
# A run in which so many words are of one letter is spaced letter by letter.
_SPACED_LETTERS, _FEWEST_SPACED, _SPACED_WORD = 0.75, 5, 1.6
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "e", "o", "a", "º", "ª"})
BOLD_WEIGHT = 600


@dataclass(frozen=True, slots=True)
class Run:
    """Text on one baseline without a wide gap. Points, y from the bottom of the page; ``size`` is the type's."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number from 1, its size in points, its runs in the order of the file, the rules drawn on it, and what
    is no part of its text: (reason, words)."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[tuple[float, float, float, float], ...] = ()
    left: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Building:
    """A run while its characters come in."""

    parts: list[str] = field(default_factory=list)
    x0: float = 0.0
    x1: float = 0.0
    last: float = math.inf
    y: float = 0.0
    size: float = 0.0
    weights: list[int] = field(default_factory=list)
    gaps: list[tuple[int, float]] = field(default_factory=list)
    wide: list[tuple[int, float]] = field(default_factory=list)
    raised: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)


Glyph = tuple[str, float, float, float, float]
"""A letter, its left and right edge, its base line and its size."""


def add(building: Building, glyph: Glyph, *, after_blank: bool) -> None:
    """Put a letter at the end of a run, with a blank before it where one is printed or its distance is one."""
    char, start, end, _, size = glyph
    settle(building)
    gap = 0.0 if start == building.last else start - building.x1
    if building.parts:
        (building.wide if after_blank else building.gaps).append((len(building.parts), gap / size))
        if after_blank or gap > WORD_GAP * size:
            building.parts.append(" ")
    building.parts.append(char)
    building.x1, building.size = max(building.x1, end), max(building.size, size)
    building.last = start


def place_of(building: Building, glyph: tuple[str, float, float, float, float]) -> str:
    """Where a character belongs: "line", "raised" over it, or "new"."""
    _, left, _, y, size = glyph
    if left == building.last and y == building.y:
        # The letters of a ligature share one box.
        return "line"
    gap, rise = left - building.x1, y - building.y
    if gap > _COLUMN_GAP * building.size or gap < -0.6 * building.size:
        return "new"
    if gap > _MARGIN_GAP * building.size and len(building.parts) <= 4 and "".join(building.parts).isdigit():
        # A number that stands off the line's text may be the line's own number in the margin.
        return "new"
    is_small = size < _RAISED_SIZE * building.size
    if is_small and _RAISED_FROM * building.size < rise < _RAISED_TO * building.size and building.parts:
        return "raised"
    return "line" if abs(rise) < _SAME_LINE * building.size else "new"


def is_ruled_off(upright: list[tuple[float, float, float]], left: float, right: float, y: float) -> bool:
    """True where an upright rule stands between two letters of a line: they are of two cells."""
    if not upright or right <= left:
        return False
    at = bisect.bisect_left(upright, (left - 0.5,))
    return any(
        low <= y <= high
        for _, low, high in itertools.takewhile(lambda rule: rule[0] <= right + 0.5, upright[at:])
    )


def settle(building: Building) -> None:
    """Raised characters before this one: letters of an ordinal are text, figures are a footnote's mark."""
    if not building.raised:
        return
    raised = "".join(building.raised)
    building.raised.clear()
    before = "".join(building.parts[-6:])
    if re.search(r"(?<![\d.,])10\Z", before) and re.fullmatch(r"[-−–+]?\d{1,3}", raised):
        building.parts.append(f"^{raised}")
        return
    is_unit = re.search(r"\b[kcmd]?m\Z", before) is not None
    if raised.lower() in _ORDINALS or not re.fullmatch(r"[\d*†‡§,a-z]{1,6}", raised) or is_unit:
        building.parts.append(raised)
    else:
        building.marks.append(raised)


def _text_of(building: Building) -> str:
    """The text of a run, with the blanks that only the letters' distances show.

    Letters set wide ("S A F E T Y") are words again; words parted by a narrow gap among close letters are parted.
    """
    parts = building.parts
    words = "".join(parts).split()
    singles = sum(len(word) == 1 and word.isalpha() for word in words)
    if len(words) >= _FEWEST_SPACED and singles >= _SPACED_LETTERS * len(words):
        every = sorted((*building.gaps, *building.wide))
        usual = sorted(gap for _, gap in every)[len(every) // 2]
        wide = {at for at, gap in every if gap > _SPACED_WORD * usual}
        shown = "".join(
            (" " if at in wide or (at - 1 in wide and parts[at - 1] == " ") else "") + part
            for at, part in enumerate(parts)
            if part != " "
        )
        return shown if len(shown.split()) < len(words) / 2 else "".join(parts)
    gaps = sorted(gap for _, gap in building.gaps)
    if len(gaps) >= 12 and abs(gaps[int(0.85 * len(gaps))]) < _CLOSE:
        narrow = {at for at, gap in building.gaps if _PARTED < gap <= WORD_GAP}
        return "".join((" " if at in narrow else "") + part for at, part in enumerate(parts))
    return "".join(parts)


def finish(building: Building) -> Run:
    settle(building)
    bold = [weight >= BOLD_WEIGHT for weight in building.weights if weight > 0]
    return Run(
        _text_of(building),
        building.x0,
        building.x1,
        building.y,
        building.size,
        bool(bold) and all(bold),
        tuple(building.marks),
    )
