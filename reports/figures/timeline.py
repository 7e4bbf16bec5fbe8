"""Deadlines on a line of time, with the day of the briefing and the next meeting drawn through it."""

from __future__ import annotations

from datetime import date

from rapporteur.compare.model import Outcome
from rapporteur.reports.figures.drawing import Box, Figure, Stroke, Words, width_of
from rapporteur.reports.figures.model import Due
from rapporteur.reports.prose import count, day, label

ROW = 20.0
TOP = 32.0
LEFT = 262.0
WIDTH = 640.0
SHOWN = 14
LABEL_LETTERS = 44
TONES = {
    Outcome.KEPT: "stronger",
    Outcome.KEPT_LATE: "stronger",
    Outcome.KEPT_IN_PART: "same",
    Outcome.PROGRESSED: "same",
    Outcome.RESTATED: "same",
    Outcome.REDATED: "same",
    Outcome.DATE_DROPPED: "weaker",
    Outcome.WEAKENED: "weaker",
    Outcome.DISCONTINUED: "weaker",
    Outcome.OVERDUE: "weaker",
    Outcome.UNMENTIONED: "weaker",
    Outcome.PASSED_OVER: "weaker",
    Outcome.UNCLEAR: "muted",
    Outcome.OPEN: "muted",
}


def timeline(due: tuple[Due, ...], asof: str, next_meeting: str) -> Figure | None:
    """A row a dated promise, at its date; None for fewer than two."""
    dated = [(item, found) for item in due if (found := _day(item.date))][:SHOWN]
    if len(dated) < 2:
        return None
    marks = [(_day(asof), "as of"), (_day(next_meeting), "next meeting")]
    days = [found for _, found in dated] + [found for found, _ in marks if found]
    first, last = min(days), max(days)
    scale = (WIDTH - LEFT - 76) / max(1, (last - first).days)
    bottom = TOP + 2 + len(dated) * ROW
    boxes: list[Box] = []
    words: list[Words] = []
    strokes = [Stroke(LEFT, bottom, WIDTH - 10, bottom)]
    for found, said in marks:
        if found:
            x = LEFT + (found - first).days * scale
            strokes.append(
                Stroke(x, 16 if said == "as of" else 30, x, bottom, "accent", dashed=said != "as of")
            )
            words.append(_inside(x, 12 if said == "as of" else 25, f"{said} {day(found.isoformat())}"))
    lines = [stroke.x1 for stroke in strokes[1:]]
    for i, (item, found) in enumerate(dated):
        drawn, texts = _promise(item, TOP + i * ROW, LEFT + (found - first).days * scale, lines)
        boxes += drawn
        words += texts
    for found in sorted({first, last}):
        words.append(_inside(LEFT + (found - first).days * scale, bottom + 14, day(found.isoformat())))
    return Figure(
        id="timeline",
        title="When it falls due",
        description=f"A line of time with {count(len(dated), 'dated promise')}, each at its date with a sign for what became of it.",
        caption=_caption([item for item, _ in dated]),
        width=WIDTH,
        height=bottom + 20,
        boxes=tuple(boxes),
        strokes=tuple(strokes),
        words=tuple(words),
        columns=("Promise", "Due", "Outcome"),
        rows=tuple((item.what, item.date, item.outcome) for item, _ in dated),
    )


def _caption(drawn: list[Due]) -> str:
    """The signs that are drawn, each with its meaning."""
    signs = dict.fromkeys(f"{item.sign} {item.outcome}" for item in drawn)
    return f"{', '.join(signs)}. Where only a period was given, its last day is drawn."


def _promise(item: Due, y: float, x: float, lines: list[float]) -> tuple[list[Box], list[Words]]:
    """A promise in its row at its date: its label, its sign, its outcome beside it, off the upright ``lines``."""
    boxes: list[Box] = []
    words: list[Words] = []
    tone = TONES[Outcome(item.outcome)]
    words.append(Words(LEFT - 12, y + 14, label(item.label, LABEL_LETTERS), "end", size=9.5))
    said = f"{item.what} Due {day(item.date)}: {item.outcome}"
    boxes.append(Box(x - 8, y + 2, 16, 16, tone, said))
    words.append(Words(x, y + 14, item.sign, "middle", tone, bold=True))
    room = width_of(item.outcome, 9.5)
    beside = _beside(x, y + 14, item.outcome, room, lines)
    boxes.append(Box(beside.x - (room if beside.anchor == "end" else 0), y + 5, room, 12, "paper"))
    words.append(beside)
    return boxes, words


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso)
    except ValueError:
        return None


def _inside(x: float, y: float, text: str) -> Words:
    """A label at ``x`` that does not run over the right edge."""
    over = x + width_of(text, 9.5) / 2 > WIDTH - 4
    return Words(min(x, WIDTH - 4), y, text, "end" if over else "middle", size=9.5)


def _beside(x: float, y: float, text: str, room: float, lines: list[float]) -> Words:
    """A label right of a mark, or left of it at the edge and where a line would run through it."""
    crosses = any(x + 8 < line < x + 14 + room for line in lines)
    is_free = x - 14 - room > LEFT and not any(x - 14 - room < line < x - 8 for line in lines)
    is_left = x + 12 + room > WIDTH - 4 or (crosses and is_free)
    return Words(x - 12 if is_left else x + 12, y, text, "end" if is_left else "start", size=9.5)
