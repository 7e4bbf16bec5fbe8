"""The borders that cells of a table share, found from the cells that have one; the renderer asks every side of each.

See https://www.w3.org/TR/CSS21/tables.html#border-conflict-resolution for the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from weasyprint.formatting_structure import build
from weasyprint.layout.table import TRANSPARENT
from weasyprint.layout.table import collapse_table_borders as collapse_by_renderer

RANKS = ("none", "inset", "groove", "outset", "ridge", "dotted", "dashed", "solid", "double", "hidden")
"""Where two borders meet that are equally wide, the later one is drawn."""
DRAWN_AS = {"inset": "ridge", "outset": "groove"}
SIDES = ("left", "right", "top", "bottom")

Border = tuple[tuple[int, float, int], tuple[str, float, Any]]
"""How strong a border is, and its style, width and colour."""

NOTHING: Border = ((0, 0, RANKS.index("none")), ("none", 0, TRANSPARENT))
WITHIN: Border = ((1, 0, RANKS.index("hidden")), ("hidden", 0, TRANSPARENT))
"""Between the columns of a cell that has several."""


class Grid:
    """The borders between the places of a table, upright and level ones."""

    def __init__(self, width: int, height: int) -> None:
        self.upright = [[NOTHING] * (width + 1) for _ in range(height)]
        self.level = [[NOTHING] * width for _ in range(height + 1)]

    def set_within(self, x: int, y: int, width: int, height: int) -> None:
        """No border inside of a cell of several columns or rows."""
        for row in self.upright[y : y + height]:
            row[x + 1 : x + width] = [WITHIN] * (width - 1)
        for row in self.level[y + 1 : y + height]:
            row[x : x + width] = [WITHIN] * width

    def set_around(self, style: Any, x: int, y: int, width: int, height: int) -> None:
        """The borders of a box, where they are stronger than those that are there; the earlier one wins a tie."""
        for side, border in _borders_of(style):
            if side in ("left", "right"):
                spots = [(row, x + width if side == "right" else x) for row in self.upright[y : y + height]]
            else:
                row = self.level[y + height if side == "bottom" else y]
                spots = [(row, column) for column in range(x, x + width)]
            for row, column in spots:
                if row[column][0] < border[0]:
                    row[column] = border

    def widths(self, x: int, y: int, width: int, height: int) -> dict[str, float]:
        """Half of the widest border on each side of a box: the share of it that lies in the box."""
        return {
            "border_top_width": _widest(self.level[y][x : x + width]),
            "border_bottom_width": _widest(self.level[y + height][x : x + width]),
            "border_left_width": _widest(row[x] for row in self.upright[y : y + height]),
            "border_right_width": _widest(row[x + width] for row in self.upright[y : y + height]),
        }


def _widest(borders: Iterable[Border]) -> float:
    return max(border[1][1] for border in borders) / 2


def _borders_of(style: Any) -> list[tuple[str, Border]]:
    """The sides of a style that have a border, once for each style."""
    if "sides" not in style.__dict__:
        style.sides = []
        for side in SIDES:
            kind, width = style[f"border_{side}_style"], style[f"border_{side}_width"]
            if kind == "none" and not width:
                continue
            color = style[f"border_{side}_color"]
            color = style["color"] if color == "currentcolor" else color
            strength = (int(kind == "hidden"), width, RANKS.index(kind))
            style.sides.append((side, (strength, (DRAWN_AS.get(kind, kind), width, color))))
    found: list[tuple[str, Border]] = style.sides
    return found


def collapse_table_borders(table: Any, width: int, height: int) -> Any:
    """Set the border widths of a table and all in it, and give the grid of borders, upright and level ones."""
    if not (width and height) or table.style["direction"] != "ltr":
        return collapse_by_renderer(table, width, height)
    grid = Grid(width, height)
    rows = [row for group in table.children for row in group.children]
    cells = [
        (cell, cell.grid_x, y, cell.colspan, cell.rowspan)
        for y, row in enumerate(rows)
        for cell in row.children
    ]
    columns = [column for group in table.column_groups for column in group.children]
    for cell, *place in cells:
        grid.set_within(*place)
        grid.set_around(cell.style, *place)
    for y, row in enumerate(rows):
        grid.set_around(row.style, 0, y, width, 1)
    y = 0
    for group in table.children:
        grid.set_around(group.style, 0, y, width, len(group.children))
        y += len(group.children)
    for column in columns:
        grid.set_around(column.style, column.grid_x, 0, 1, height)
    for group in table.column_groups:
        grid.set_around(group.style, group.grid_x, 0, group.span, height)
    grid.set_around(table.style, 0, 0, width, height)
    none = dict.fromkeys((f"border_{side}_width" for side in SIDES), 0.0)
    for box in (*table.children, *rows, *table.column_groups, *columns):
        box.__dict__.update(none)
    for cell, *place in cells:
        cell.__dict__.update(grid.widths(*place))
    # The first row alone says how wide the table's own borders at the left and right are.
    first, whole = grid.widths(0, 0, width, 1), grid.widths(0, 0, width, height)
    table.__dict__.update(first | {"border_bottom_width": whole["border_bottom_width"]})
    return grid.upright, grid.level


def places() -> Iterator[tuple[Any, str, Any]]:
    """Where the renderer finds the borders of a table."""
    yield build, "collapse_table_borders", collapse_table_borders
