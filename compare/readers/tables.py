"""Tables, whatever the format: spanning cells carried, a row as a line of cells, two languages side by side told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.compare.model import Block, BlockKind, LeftOut
from rapporteur.compare.text.language import tell_language

_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z]|[IVX]{1,5})[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?")
# A cell with fewer words beside a number is a name or a figure of a table.
_FEWEST_WORDS = 6
# A column with fewer words says nothing of its language.
_FEWEST_TELLING = 12
# A table of a page is never so wide; a span that says so is a mistake or a trap.
_WIDEST, _TALLEST = 200, 1_000


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed: its text, and how many columns and rows it spans."""

    text: str
    columns: int = 1
    rows: int = 1


def spread(rows: Sequence[Sequence[Cell]]) -> list[list[str]]:
    """The texts of a table as a grid: a cell that spans rows stands in each of them, one that spans columns in the first.

    >>> spread([[Cell("Orsa", rows=2), Cell("pumps")], [Cell("wells")]])
    [['Orsa', 'pumps'], ['Orsa', 'wells']]
    """
    grid: list[list[str]] = []
    open_cells: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        cells = iter(row)
        cell = next(cells, None)
        while cell is not None or any(column >= len(line) for column in open_cells):
            column = len(line)
            if column in open_cells:
                left, text = open_cells.pop(column)
                line.append(text)
                if left > 1:
                    open_cells[column] = (left - 1, text)
            elif cell is None:
                line.append("")
            else:
                columns = min(max(1, cell.columns), _WIDEST)
                line.extend([cell.text, *[""] * (columns - 1)])
                if cell.rows > 1:
                    open_cells[column] = (min(cell.rows, _TALLEST) - 1, cell.text)
                cell = next(cells, None)
            if len(line) > _WIDEST:
                break
        grid.append(line)
    return grid


def read_grid(
    grid: Sequence[Sequence[str]], page: int | None = None
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """The rows of a table as blocks, and the cells of another language where two stand side by side."""
    kept, left = _one_language(grid, page)
    return tuple(row_of(cells, page) for cells in kept if any(cells)), left


def row_of(cells: Sequence[str], page: int | None = None) -> Block:
    """The row of ``cells``; a label and a text beside it are a paragraph that has the label.

    >>> row_of(["1.", "The Meeting agreed to keep its charts."]).text
    '1. The Meeting agreed to keep its charts.'
    """
    told = [cell for cell in cells if cell]
    if len(told) == 2 and _LABEL.fullmatch(told[0]) and len(told[1].split()) >= _FEWEST_WORDS:
        return Block(" ".join(told), kind=BlockKind.PARAGRAPH, page=page)
    if len(told) == 1 and len(cells) > 1 and len(told[0].split()) >= 2 * _FEWEST_WORDS:
        return Block(told[0], kind=BlockKind.PARAGRAPH, page=page)
    shown = list(cells)
    while shown and not shown[-1]:
        shown.pop()
    return Block(" | ".join(shown), kind=BlockKind.ROW, page=page)


def _one_language(
    grid: Sequence[Sequence[str]], page: int | None
) -> tuple[list[list[str]], tuple[LeftOut, ...]]:
    """The grid without the columns that say the same in another language; English stays, else the first."""
    width = max((len(row) for row in grid), default=0)
    columns = [[row[at] if at < len(row) else "" for row in grid] for at in range(width)]
    languages = [_language(" ".join(column)) for column in columns]
    told = [language for language in languages if language]
    if len(set(told)) < 2:
        return [list(row) for row in grid], ()
    stays = "en" if "en" in told else told[0]
    # A column of labels belongs to the text on its right.
    for at in range(width - 2, -1, -1):
        languages[at] = languages[at] or (languages[at + 1] if _is_labels(columns[at]) else "")
    goes = {at for at, language in enumerate(languages) if language and language != stays}
    kept = [[cell for at, cell in enumerate(row) if at not in goes] for row in grid]
    left = tuple(
        LeftOut(f"another language ({languages[at]})", cell, page)
        for row in grid
        for at, cell in enumerate(row)
        if at in goes and cell
    )
    return kept, left


def _language(text: str) -> str:
    """The language of a column with words enough to tell, else ""."""
    language = tell_language(text) if len(text.split()) >= _FEWEST_TELLING else ""
    return "" if language == "und" else language


def _is_labels(cells: Sequence[str]) -> bool:
    return all(not cell or _LABEL.fullmatch(cell) or cell.isdigit() for cell in cells)
