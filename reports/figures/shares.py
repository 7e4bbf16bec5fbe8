"""Share of the text per theme: two bars a theme for a pair, a heat map over the meetings for a series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapporteur.compare.model import Clause, Statement
from rapporteur.reports.figures.drawing import Box, Figure, Stroke, Words, fitting, room_for, width_of
from rapporteur.reports.figures.palette import ramp
from rapporteur.reports.prose import count, number, plural

UNTHEMED = ""
"""The id under which text without a theme is counted."""

SHOWN = 14
"""Themes drawn: as many as stay readable on half a page; the rest is summed in one line."""

ROW = 19.0
WIDTH = 640.0


BESIDE = ("institution", "meeting", "partners")
"""Themes that say how and with whom something is done: a clause that also has a subject is filed under that."""


def main_theme(clause: Clause) -> str:
    """The theme that the clause is filed under: the one its words speak for most, a subject before the ritual;
    "" where it has none. Themes stand in the order of their evidence; likeness to a theme's other texts is none."""
    themes = [theme.id for theme in clause.themes]
    return next((theme for theme in themes if theme not in BESIDE), themes[0] if themes else UNTHEMED)


def theme_shares(statement: Statement) -> dict[str, float]:
    """Theme -> share (0-1) of the statement's words; a clause of several themes is divided among them evenly."""
    words: dict[str, float] = {}
    for clause in statement.clauses:
        ids = [theme.id for theme in clause.themes] or [UNTHEMED]
        for theme in ids:
            words[theme] = words.get(theme, 0.0) + len(clause.text.split()) / len(ids)
    total = sum(words.values())
    return {theme: value / total for theme, value in words.items()} if total else {}


def share_bars(
    old: Statement, new: Statement, names: tuple[str, str], titles: Mapping[str, str]
) -> Figure | None:
    """Two bars a theme, the larger themes first; None where neither statement has a theme."""
    before, after = theme_shares(old), theme_shares(new)
    themes = sorted({*before, *after}, key=lambda t: (-max(before.get(t, 0), after.get(t, 0)), t))
    if themes in ([], [UNTHEMED]):
        return None
    shown = themes[:SHOWN]
    label = room_for(titles.get(t, t) for t in shown)
    scale = (WIDTH - label - 60) / max(max(before.get(t, 0), after.get(t, 0)) for t in shown)
    boxes = [Box(label, 5, 10, 10, "old"), Box(label + 20 + width_of(names[0]), 5, 10, 10, "new")]
    words = [
        Words(label + 16, 14, names[0], tone="muted"),
        Words(label + 36 + width_of(names[0]), 14, names[1], bold=True),
    ]
    for i, theme in enumerate(shown):
        top, title = 24 + i * (ROW + 4), titles.get(theme, theme)
        words.append(Words(label - 8, top + 13, fitting(title, label), "end"))
        for half, (name, shares, tone) in enumerate(((names[0], before, "old"), (names[1], after, "new"))):
            value, y = shares.get(theme, 0.0), top + half * (ROW / 2)
            said = f"{title}, {name}: {value:.0%}"
            boxes.append(Box(label, y, max(value * scale, 1), ROW / 2 - 1, tone, said, theme))
            words.append(Words(label + value * scale + 5, y + 8.5, f"{value:.0%}", size=8.5, bold=bool(half)))
    return Figure(
        id="shares",
        title="Share of the text per theme",
        description=f"Two bars for each theme: its share of the words of the {names[0]} and of the {names[1]}.",
        caption=_caption(themes, shown),
        width=WIDTH,
        height=24 + len(shown) * (ROW + 4),
        boxes=tuple(boxes),
        strokes=(Stroke(label, 22, label, 18 + len(shown) * (ROW + 4)),),
        words=tuple(words),
        columns=("Theme", names[0], names[1]),
        rows=tuple((titles.get(t, t), f"{before.get(t, 0):.0%}", f"{after.get(t, 0):.0%}") for t in shown),
    )


def _caption(themes: list[str], shown: list[str], of_years: str = "") -> str:
    rest = len(themes) - len(shown)
    more = (
        f" {number(rest).capitalize()} smaller {plural('theme', rest)} {plural('is', rest)} not shown."
        if rest
        else ""
    )
    known = "Share of each statement’s words. A clause of several themes is divided among them evenly."
    return " ".join(filter(None, (known, of_years))) + more


def _cells(
    table: Sequence[Mapping[str, float]],
    shown: Sequence[str],
    names: tuple[str, ...],
    titles: Mapping[str, str],
    label: float,
    cell: float,
) -> tuple[list[Box], list[Words]]:
    """The boxes of the grid and the words beside and in them; ``label`` and ``cell`` are widths in points."""
    most = max(max(shares.values(), default=0) for shares in table)
    words: list[Words] = []
    boxes = []
    for row, theme in enumerate(shown):
        y, title = 22 + row * ROW, titles.get(theme, theme)
        words.append(Words(label - 8, y + 13, fitting(title, label), "end"))
        for i, shares in enumerate(table):
            value, x = shares.get(theme, 0.0), label + i * cell
            tone = ramp(value, most)
            boxes.append(Box(x, y, cell - 1, ROW - 1, tone, f"{title}, {names[i]}: {value:.0%}", theme))
            if cell >= 24:
                said = f"{value:.0%}" if value else "–"
                words.append(Words(x + 0.5 * cell, y + 13, said, "middle", tone, size=9.5))
    return boxes, words


def heat_map_of(
    table: Sequence[Mapping[str, float]],
    names: tuple[str, ...],
    ticks: tuple[str, ...],
    titles: Mapping[str, str],
    unit: str = "meeting",
) -> Figure | None:
    """Theme x column: ``table`` has the shares of each column, ``unit`` is what a column is."""
    totals = {
        theme: sum(shares.get(theme, 0.0) for shares in table) for theme in {t for s in table for t in s}
    }
    themes = sorted(totals, key=lambda t: (-totals[t], t))
    if len(table) < 3 or themes in ([], [UNTHEMED]):
        return None
    shown = themes[:SHOWN]
    label = room_for(titles.get(t, t) for t in shown)
    cell = min(90.0, (WIDTH - label) / len(table))
    fits = max(width_of(name) for name in names) < cell - 4
    words = [
        Words(label + (i + 0.5) * cell, 14, name if fits else tick, "middle", bold=True, size=10)
        for i, (name, tick) in enumerate(zip(names, ticks, strict=True))
        if cell >= 24 or i % 2 == 0
    ]
    boxes, values = _cells(table, shown, names, titles, label, cell)
    return Figure(
        id="heat",
        title=f"Themes over the {unit}s",
        description=f"A grid of themes by {unit}s; the stronger a cell’s colour, the larger the theme’s share of the text. "
        f"{count(len(shown), 'theme')}, {count(len(table), unit)}.",
        caption=_caption(
            themes, shown, "A year’s share is the mean over its statements." if unit == "year" else ""
        ),
        width=label + len(table) * cell,
        height=24 + len(shown) * ROW,
        boxes=tuple(boxes),
        strokes=(),
        words=(*words, *values),
        columns=("Theme", *names),
        rows=tuple((titles.get(t, t), *(f"{s.get(t, 0):.0%}" for s in table)) for t in shown),
    )
