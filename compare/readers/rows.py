"""Rows of a table, whatever the format: cells side by side, or a numbered paragraph that a table only sets in."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.compare.model import Block, BlockKind

_LABEL = re.compile(r"\(?(?:\d{1,3}|[a-z]|[ivx]{1,5}|[A-Z]|[IVX]{1,5})[.)]")
# A cell with fewer words beside a number is a name or a figure of a table.
_FEWEST_WORDS = 6


def row_of(cells: Sequence[str], page: int | None = None) -> Block:
    """The row of ``cells``; a label and a text beside it are a paragraph that has the label.

    >>> row_of(["1.", "The Meeting agreed to keep its charts."]).text
    '1. The Meeting agreed to keep its charts.'
    """
    told = [cell for cell in cells if cell]
    if len(told) == 2 and _LABEL.fullmatch(told[0]) and len(told[1].split()) >= _FEWEST_WORDS:
        return Block(" ".join(told), kind=BlockKind.PARAGRAPH, page=page)
    return Block(" | ".join(cells), kind=BlockKind.ROW, page=page)
