"""Puts the tables of a run into docs/performance.md: ``python benchmarks/performance_page.py [results.json]``.

Each table stands there between two marks and is written anew from what ``make bench`` measured, so that no figure of it is
copied by hand; a part that the run left out leaves its table as it is. The sentences around them are written by people.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

HOUSE = Path(__file__).resolve().parent.parent
PAGE = HOUSE / "docs" / "performance.md"
RESULTS = HOUSE / "build" / "bench" / "results.json"
TABLE = re.compile(r"(<!-- bench: ([a-z]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
PAIR, ALONE, REDLINE = "One pair as a whole process: ", "Alignment and redlines alone: ", "Redline, "

Sheets = dict[str, dict[str, Any]]
"""The sheets of a run by their titles."""


def pairs(sheets: Sheets) -> list[str]:
    """Every command on every pair: its CPU seconds, and over each way of ours."""
    found = _titled(sheets, PAIR)
    heads = [head for name in found for head in (name, "over worked out", "over known", "over asked again")]
    rows = []
    for at, first in enumerate(next(iter(found.values()))["rows"]):
        name = f"**`{first[0]}`**" if first[0].startswith("rapporteur") else f"`{first[0]}`"
        cells = [sheet["rows"][at] for sheet in found.values()]
        rows.append([name, *(_said(cell) for row in cells for cell in (row[1], *row[4:7]))])
    return _table(["command", *heads], rows)


def alone(sheets: Sheets) -> list[str]:
    """The marking alone on every pair, and how many times as much each peer takes."""
    found = _titled(sheets, ALONE)
    rows = [
        [first[0], *(_said(cell) for sheet in found.values() for cell in sheet["rows"][at][1:])]
        for at, first in enumerate(next(iter(found.values()))["rows"])
    ]
    return _table(["work", *(head for name in found for head in (name, "over ours"))], rows)


def redline(sheets: Sheets) -> list[str]:
    """Every engine at every length, at both shares."""
    few, many = (sheet["rows"] for sheet in _titled(sheets, REDLINE).values())
    rows = []
    for one, other in zip(few, many, strict=True):
        is_ours = one[1] == "rapporteur"
        name = f"**{one[1]}**" if is_ours else one[1]
        rows.append([_said(one[0]), name, *_work(one, is_ours), *_work(other, is_ours)])
    return _table(["words", "engine", "5 % changed", "ratio", "30 % changed", "ratio"], rows)


def _work(row: list[Any], is_ours: bool) -> tuple[str, str]:
    """The cost of the function, or of the program, and over ours of the same kind."""
    if isinstance(row[2], str):
        return row[2], ""
    inner, process, of_work, of_process = row[2], row[3], row[6], row[7]
    cost = _said(inner) if inner is not None else f"{_said(process)} (process)"
    over = _said(of_work) if of_work else f"{_said(of_process)} (process)" if of_process else ""
    return cost, "" if is_ours else over


def steps(sheets: Sheets) -> list[str]:
    """The steps of a comparison."""
    return _whole(sheets, "The steps of")


def commands(sheets: Sheets) -> list[str]:
    """Every command on the sample."""
    rows = _starting(sheets, "Each command")["rows"]
    return _table(
        ["command", "anew s", "again s", "floors"],
        [[f"`{row[0]}`", _said(row[1]), _said(row[2]), _said(row[4])] for row in rows],
    )


def pdf(sheets: Sheets) -> list[str]:
    """Briefings of several lengths."""
    return _whole(sheets, "Briefings as PDF")


def many(sheets: Sheets) -> list[str]:
    """Builds of many statements."""
    return _whole(sheets, "Many statements")


def again(sheets: Sheets) -> list[str]:
    """The same again, beside the build in full."""
    built = {row[0]: row[2] for row in _starting(sheets, "Many statements")["rows"] if len(row) > 2}
    rows = [
        [_said(size), _said(built[size]), _said(nothing), _said(one), f"{one / built[size]:.1%}"]
        for size, nothing, _, one, _ in _starting(sheets, "The same again")["rows"]
    ]
    return _table(["statements", "in full s", "nothing changed s", "one changed s", "share"], rows)


TABLES: dict[str, Callable[[Sheets], list[str]]] = {
    made.__name__: made for made in (pairs, alone, redline, steps, commands, pdf, many, again)
}


def _titled(sheets: Sheets, start: str) -> Sheets:
    """The sheets whose titles begin so, by the rest of the title up to a bracket."""
    found = {
        title.removeprefix(start).partition(" (")[0]: sheet
        for title, sheet in sheets.items()
        if title.startswith(start)
    }
    if not found:
        raise KeyError(start)
    return found


def _starting(sheets: Sheets, start: str) -> dict[str, Any]:
    return next(iter(_titled(sheets, start).values()))


def _whole(sheets: Sheets, start: str) -> list[str]:
    sheet = _starting(sheets, start)
    return _table(sheet["columns"], [[_said(cell) for cell in row] for row in sheet["rows"]])


def _table(heads: Iterable[str], rows: Iterable[list[str]]) -> list[str]:
    heads = list(heads)
    width = len(heads)
    lines = [f"| {' | '.join(row)} |" for row in ([*row, *[""] * (width - len(row))] for row in rows)]
    return [f"| {' | '.join(heads)} |", "|" + "---|" * width, *lines]


def _said(cell: Any) -> str:
    """A figure in two digits, a count whole; nothing for what was not measured."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:,.0f}" if cell >= 100 else f"{cell:.3g}" if cell >= 10 else f"{cell:.2g}"
    return f"{cell:,}" if isinstance(cell, int) else str(cell)


def main(results: Path) -> None:
    """Write the tables of the run into the page, and tell what the run was made on."""
    run = json.loads(results.read_text(encoding="utf-8"))
    sheets = {sheet["title"]: sheet for sheet in run["sheets"]}

    def table(found: re.Match[str]) -> str:
        opening, name, before, end = found.groups()
        try:
            return opening + "\n".join(TABLES[name](sheets)) + "\n" + end
        except KeyError:
            print(f"Not in this run, left as it was: {name}", file=sys.stderr)
            return opening + before + end

    PAGE.write_text(TABLE.sub(table, PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    print(", ".join(f"{name} {value}" for name, value in run["machine"].items()))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else RESULTS)
