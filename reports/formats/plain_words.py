"""How the plain formats write words: lines of a width, changes between signs, Markdown that stays text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from rapporteur.reports.briefing.model import Run, RunKind


def num(value: int) -> str:
    return f"{value:,}"


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """The text in lines of at most ``width`` columns, the first led by ``first``, the others by ``rest``."""
    after = " " * len(first) if rest is None else rest
    return textwrap.fill(
        " ".join(text.split()),
        width=max(width, len(after) + 20),
        initial_indent=first,
        subsequent_indent=after,
        break_on_hyphens=False,
    )


def table(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> str:
    """Rows under their heads, in columns where ``width`` allows, else a line a row with each head before its value.

    >>> print(table(("Theme", "2024", "2025"), [("Ports", "12%", "9%")], 40))
      Theme  2024  2025
      Ports   12%    9%
    >>> print(table(("Theme", "2024", "2025"), [("Ports", "12%", "9%")], 16))
      Ports: 2024
        12%, 2025 9%
    """
    lines = [tuple(columns), *map(tuple, rows)]
    widths = [max(len(line[i]) for line in lines) for i in range(len(columns))]
    if sum(widths) + 2 * len(widths) > width:
        said = (
            f"{row[0]}: " + ", ".join(map(" ".join, zip(columns[1:], row[1:], strict=True))) for row in rows
        )
        return "\n".join(wrap(line, width, "  ", "    ") for line in said)
    return "\n".join(
        "  "
        + "  ".join(
            cell.rjust(size) if n and _is_figure(rows, n) else cell.ljust(size)
            for n, (cell, size) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _is_figure(rows: Sequence[Sequence[str]], column: int) -> bool:
    """Whether a column holds numbers, which stand to the right."""
    return all(row[column][:1].isdigit() or len(row[column]) < 2 for row in rows)


def marked(runs: Iterable[Run]) -> str:
    """Runs as plain text: [-gone-] and {+new+}."""
    signs = {RunKind.DELETE: ("[-", "-]"), RunKind.INSERT: ("{+", "+}")}
    return _bracketed(runs, signs, str)


HTML_MARKS = (("<del>", "</del>"), ("<ins>", "</ins>"))
"""Marks of deleted and inserted words in Markdown. Asterisks and tildes would not open beside punctuation (CommonMark 6.2)."""
CRITIC_MARKS = (("{--", "--}"), ("{++", "++}"))
"""The same as CriticMarkup, which editors turn into tracked changes."""

Marks = tuple[tuple[str, str], tuple[str, str]]


def markdown_runs(runs: Iterable[Run], marks: Marks = HTML_MARKS) -> str:
    """Runs as Markdown, deleted and inserted words between ``marks``."""
    return _bracketed(runs, {RunKind.DELETE: marks[0], RunKind.INSERT: marks[1]}, markdown)


def _bracketed(runs: Iterable[Run], signs: dict[RunKind, tuple[str, str]], escape: Any) -> str:
    said = []
    for run in runs:
        opening, closing = signs.get(run.kind, ("", ""))
        bare = run.text.strip()
        if not bare:
            said.append(run.text)
            continue
        lead = run.text[: len(run.text) - len(run.text.lstrip())]
        trail = run.text[len(run.text.rstrip()) :]
        said.append(f"{lead}{opening}{escape(bare)}{closing}{trail}")
    return "".join(said)


MARKDOWN_SIGNS = str.maketrans(
    {c: f"\\{c}" for c in "\\`*_[]#|~{}!"} | {"<": "&lt;", ">": "&gt;", "&": "&amp;", "\n": " "}
)


def markdown(text: str) -> str:
    """Text that Markdown and the HTML within it leave as it is."""
    return text.translate(MARKDOWN_SIGNS)
