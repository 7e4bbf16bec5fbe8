"""A sheet of figures: what was measured, in rows, for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its title, what its figures mean, its columns, its rows; None means "not measured"."""

    title: str
    meaning: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def to_markdown(self) -> str:
        """The sheet as a Markdown section."""
        lines = [f"## {self.title}", "", self.meaning, ""]
        lines.append("| " + " | ".join(self.columns) + " |")
        lines.append("|" + " --- |" * len(self.columns))
        lines += ["| " + " | ".join(_said(cell) for cell in row) + " |" for row in self.rows]
        return "\n".join(lines) + "\n"

    def to_data(self) -> dict[str, Any]:
        """The sheet as plain data."""
        return asdict(self)


def _said(cell: Cell) -> str:
    """A cell in as many digits as a measurement on a shared machine deserves: three."""
    if cell is None:
        return "-"
    if isinstance(cell, float):
        return f"{cell:.3g}" if abs(cell) < 1000 else f"{cell:.0f}"
    return str(cell)


def ratio(peer: float | None, ours: float | None) -> float | None:
    """How many times as much the peer cost; None where one of them was not measured."""
    return peer / ours if peer and ours else None
