"""How the plain formats write words: lines of a width, changes between signs, Markdown that stays text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rapporteur.reports.briefing.model import Run, RunKind


def num(value: int) -> str:
    return f"{value:,}"


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> str:
    """The text in lines of at most ``width`` columns, the first led by ``first``, the others by ``rest``."""
    after = " " * len(first) if rest is None else rest
    words, room = " ".join(text.split()), max(width, len(after) + 20)
    lines, lead, at = [], first, 0
    while len(lead) + len(words) - at > room:
        end = words.rfind(" ", at, at + room - len(lead) + 1)
        if end <= at:  # a word longer than a line: rare, and somebody else's work
            return _filled(words, room, first, after)
        lines.append(lead + words[at:end])
        lead, at = after, end + 1
    return "\n".join([*lines, lead + words[at:]]) if words else ""


def _filled(words: str, width: int, first: str, rest: str) -> str:
    import textwrap

    return textwrap.fill(
        words, width=width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False
    )


def marked(runs: Iterable[Run]) -> str:
    """Runs as plain text: [-gone-] and {+new+}."""
    signs = {RunKind.DELETE: ("[-", "-]"), RunKind.INSERT: ("{+", "+}")}
    return _bracketed(runs, signs, str)


def markdown_runs(runs: Iterable[Run]) -> str:
    """Runs as Markdown: ~~gone~~ and **new**."""
    return _bracketed(runs, {RunKind.DELETE: ("~~", "~~"), RunKind.INSERT: ("**", "**")}, markdown)


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
