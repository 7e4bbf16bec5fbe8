"""How the plain formats write words: lines of a width, changes between signs, Markdown that stays text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
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
