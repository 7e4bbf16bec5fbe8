"""What a figure is made of: shapes in user units, each in a tone of the palette, with the words that say it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.reports.prose import label as phrase


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle. ``words`` is what it says to whoever points at it or cannot see it."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    words: str = ""
    theme: str = ""
    """Theme id that a click on it filters by, "" for none."""


@dataclass(frozen=True, slots=True)
class Words:
    """A line of text; ``anchor`` is start, middle or end of it; ``tone`` names the ground it stands on."""

    x: float
    y: float
    text: str
    anchor: str = "start"
    tone: str = "paper"
    bold: bool = False
    size: float = 11


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line; ``dashed`` says by form what a lighter colour would."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str = "rule"
    dashed: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure: its shapes, its caption, and the same facts as a table for whoever cannot see it.

    ``description`` says in sentences what the eye would find; ``rows`` are the numbers drawn, under
    ``columns``, and the caption's numbers are computed from them.
    """

    id: str
    title: str
    description: str
    caption: str
    width: float
    height: float
    boxes: tuple[Box, ...]
    strokes: tuple[Stroke, ...]
    words: tuple[Words, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


LETTER_WIDTH = 0.56
"""Mean width of a letter of the sans face in ems, a little wide so that labels never touch."""


LEAST_ROOM, MOST_ROOM = 170.0, 250.0
"""Width of a column of labels: a short one keeps the figures of a briefing in one line, a long one leaves room to draw."""


def width_of(text: str, size: float = 11) -> float:
    """About how wide the text is drawn, in user units."""
    return len(text) * LETTER_WIDTH * size


def room_for(labels: Iterable[str], size: float = 11) -> float:
    """How wide a column of labels at the left edge must be for the longest to stand in it whole, within bounds."""
    widest = max((width_of(label, size) for label in labels), default=0.0)
    return min(MOST_ROOM, max(LEAST_ROOM, widest + 12))


def fitting(label: str, room: float, size: float = 11) -> str:
    """The label, cut at a word's end where it is wider than the column."""
    return phrase(label, max(8, int((room - 12) / (LETTER_WIDTH * size))))
