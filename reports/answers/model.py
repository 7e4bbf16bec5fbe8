"""The page of a question to the record: a title, what was found in a few lines, then parts of lines with their words.

Every answer (a thread, a precedent, the ledger, a draft, a theme) becomes this page, and each form of output
prints this page: as many makers as answers and as many printers as forms, never a printer for each answer.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from rapporteur.reports.briefing.model import Run, RunKind

WIDTH = 100
"""Columns of the text form."""
INDENT = 4

MARKS = {RunKind.DELETE: ("[-", "-]"), RunKind.INSERT: ("{+", "+}")}
"""How a change is marked where there is neither colour nor underline."""


@dataclass(frozen=True, slots=True)
class Line:
    """One finding: when, what became of it, where it stands, the words, and what else there is to say."""

    when: str
    state: str
    cited: str
    runs: tuple[Run, ...] = ()
    note: str = ""
    is_marked: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Findings that belong together, under a title."""

    title: str
    note: str = ""
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class MemoryPage:
    """An answer as it is shown. ``name`` is the format of its data, ``rapporteur-trace/1``."""

    name: str
    title: str
    lead: tuple[str, ...]
    parts: tuple[Part, ...]


def plain(text: str) -> tuple[Run, ...]:
    """Words that did not change."""
    return (Run(RunKind.KEEP, text),) if text else ()


def to_text(page: MemoryPage) -> str:
    """The page for a terminal; changes as [-gone-] and {+new+}."""
    blocks = ["\n".join([page.title, *(_wrapped(line, 0) for line in page.lead)])]
    for part in page.parts:
        head = [part.title] + ([_wrapped(part.note, INDENT)] if part.note else [])
        blocks.append("\n".join([*head, *(_line(line) for line in part.lines)]))
    return "\n\n".join(blocks) + "\n"


def _line(line: Line) -> str:
    facts = (line.when, ("* " if line.is_marked else "") + line.state, line.cited)
    head = f"  {facts[0]:10}  {facts[1]:14}  {facts[2]}".rstrip()
    words = _wrapped(marked(line.runs), 2 * INDENT) if line.runs else ""
    note = _wrapped(f"({line.note})", 2 * INDENT) if line.note else ""
    return "\n".join(text for text in (head, words, note) if text)


def marked(runs: Iterable[Run]) -> str:
    """Runs as one text with the marks of a change."""
    parts = []
    for run in runs:
        before, after = MARKS.get(run.kind, ("", ""))
        body = run.text.strip() if before else run.text
        gap = run.text[: len(run.text) - len(run.text.lstrip())], run.text[len(run.text.rstrip()) :]
        parts.append(f"{gap[0]}{before}{body}{after}{gap[1]}" if before else body)
    return "".join(parts)


def _wrapped(text: str, indent: int) -> str:
    pad = " " * indent
    return textwrap.fill(
        text, WIDTH, initial_indent=pad, subsequent_indent=pad, break_long_words=False, break_on_hyphens=False
    )


def to_json(name: str, facts: Any) -> str:
    """Facts as one JSON object with the name of its format, keys sorted, the same bytes for the same facts."""
    data = {"format": name, **asdict(facts)}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
