"""What it costs to read acts and mentions out of clauses, beside what it cost to make the clauses.

By itself: ``python benchmarks/read_rows.py``; as a part of the whole: ``python benchmarks/bench.py --only read``.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from generate import SAMPLE, shared_folder
from sheet import Sheet

Made = TypeVar("Made")

SERIES = ("fomc-statements", "g7-leaders-communique")
"""Many short statements of one body, and a few that are very long."""
RUNS = 5


def read_sheets() -> list[Sheet]:
    """One table: the series of the shared folder, or the sample where that is not there."""
    shared = shared_folder()
    folders = [shared / name for name in SERIES] if shared else sorted((SAMPLE / "statements").iterdir())
    rows = tuple(_row(folder.name, sorted(folder.glob("*.*"))) for folder in folders)
    rows += (_row("all of them", [path for folder in folders for path in sorted(folder.glob("*.*"))]),)
    return [
        Sheet(
            "Acts and mentions beside reading",
            f"CPU milliseconds in one process that is warm, the best of {RUNS}. Reading: file to clauses. Acts and mentions: "
            "from the clauses to verbs, dates, figures, instruments, partners and stages.",
            (
                "series",
                "statements",
                "clauses",
                "reading",
                "themes",
                "acts",
                "mentions",
                "acts and mentions over reading",
            ),
            rows,
        )
    ]


def _row(name: str, paths: Sequence[Path]) -> tuple[str | int | float, ...]:
    runs = [_run(paths) for _ in range(RUNS)]
    clauses, read, themes, acts, mentions = (min(column) for column in zip(*runs, strict=True))
    return name, len(paths), int(clauses), read, themes, acts, mentions, (acts + mentions) / read


def _run(paths: Sequence[Path]) -> tuple[float, ...]:
    """How many clauses, and milliseconds for reading, themes, acts and mentions; no word is remembered from before."""
    from rapporteur.compare import comparison as c
    from rapporteur.compare.text import tokens as clause_words

    clause_words.cut.cache_clear()
    documents, reading = _timed(lambda: [(d := c.read_document(p), c.read_masthead(d)) for p in paths])
    cut, cutting = _timed(lambda: [c.normalise(d, head) for d, head in documents])
    themed, theming = _timed(lambda: [c.assign_themes(s) for s in cut])
    acted, acting = _timed(lambda: [c.read_acts(s) for s in themed])
    _, mentioning = _timed(lambda: [c.read_mentions(s) for s in acted])
    return sum(len(s.clauses) for s in cut), reading + cutting, theming, acting, mentioning


def _timed(work: Callable[[], list[Made]]) -> tuple[list[Made], float]:
    start = time.process_time()
    made = work()
    return made, 1000 * (time.process_time() - start)


if __name__ == "__main__":
    for sheet in read_sheets():
        print(sheet.to_markdown())
