"""Threads as lanes over the meetings: where each began, was carried, changed, fell silent, came back."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from rapporteur.reports.figures.drawing import Box, Figure, Stroke, Words, width_of
from rapporteur.reports.figures.model import Lane
from rapporteur.reports.prose import count, label

ROW = 24.0
LEFT = 262.0
WIDTH = 640.0
LABEL_LETTERS = 44

TONES = {
    "new": "accent",
    "carried": "same",
    "reworded": "muted",
    "strengthened": "stronger",
    "weakened": "weaker",
    "dropped": "warning",
    "revived": "accent",
}
"""State -> tone; the sign in the cell says the same without colour."""


def lane_figure(
    lanes: tuple[Lane, ...], meetings: tuple[str, ...], ticks: tuple[str, ...], unit: str = "meeting"
) -> Figure | None:
    """One lane a thread, one column a meeting, or a year; None without threads or for fewer than three columns."""
    if not lanes or len(meetings) < 3:
        return None
    column = (WIDTH - LEFT) / len(meetings)
    middle = {meeting: LEFT + (i + 0.5) * column for i, meeting in enumerate(meetings)}
    fits = max(width_of(meeting, 9.5) for meeting in meetings) < column - 2
    every = 1 if max(width_of(tick, 9.5) for tick in ticks) < column - 3 else 2
    words = [
        Words(middle[meeting], 12, meeting if fits else tick, "middle", bold=True, size=9.5)
        for i, (meeting, tick) in enumerate(zip(meetings, ticks, strict=True))
        if fits or i % every == 0
    ]
    drawn = [_lane(lane, 20 + i * ROW, middle) for i, lane in enumerate(lanes)]
    return Figure(
        id="lanes",
        title=f"Threads through the {unit}s",
        description=f"A lane for each of {count(len(lanes), 'thread')}, a column for each of {count(len(meetings), unit)}; "
        f"a sign in a cell says what the {unit} did to the clause.",
        caption="+ new, = carried, ± reworded, ▲ strengthened, ▼ weakened, − dropped, ◆ revived. "
        "A dashed line means that the clause was absent."
        + (" Where a year has several steps, the most important is drawn." if unit == "year" else ""),
        width=WIDTH,
        height=26 + len(lanes) * ROW,
        boxes=tuple(box for boxes, _, _ in drawn for box in boxes),
        strokes=tuple(stroke for _, strokes, _ in drawn for stroke in strokes),
        words=(*words, *(word for _, _, said in drawn for word in said)),
        columns=("Thread", *meetings),
        rows=tuple(_told(lane, meetings) for lane in lanes),
    )


def _lane(lane: Lane, y: float, middle: Mapping[str, float]) -> tuple[list[Box], list[Stroke], list[Words]]:
    """The lane whose upper edge is at ``y``; ``middle`` is where each meeting's column has its middle."""
    steps = [step for step in lane.steps if step.meeting in middle]
    boxes, words = [], [Words(LEFT - 8, y + 15, label(lane.title, LABEL_LETTERS), "end", size=9.5)]
    for step in steps:
        tone, x = TONES[step.state], middle[step.meeting]
        said = f"{lane.title}, {step.meeting}: {step.state} {step.cited}".strip()
        boxes.append(Box(x - 9, y + 2, 18, 18, tone, said))
        words.append(Words(x, y + 15, step.sign, "middle", tone, bold=True, size=11))
    strokes = [
        Stroke(middle[before.meeting], y + 11, middle[after.meeting], y + 11, dashed=silent, wide=not silent)
        for before, after in pairwise(steps)
        for silent in [before.state == "dropped"]
    ]
    return boxes, strokes, words


def _told(lane: Lane, meetings: tuple[str, ...]) -> tuple[str, ...]:
    """The lane as a row of the table."""
    said = {step.meeting: f"{step.sign} {step.state}" for step in lane.steps}
    return (lane.title, *(said.get(meeting, "") for meeting in meetings))
