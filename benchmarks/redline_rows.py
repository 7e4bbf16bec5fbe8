"""Redlines of 1,000 to 1,000,000 words, beside every peer that marks words."""

from __future__ import annotations

import multiprocessing
import shutil
import sys
from pathlib import Path

import peers
from generate import Writer, sentence_pool
from measure import GIVE_UP, Cost, cost, printed
from sheet import Cell, Sheet, ratio

SIZES = (1_000, 10_000, 100_000, 1_000_000)
SHARES = (0.05, 0.30)
PATIENCE = 120.0
"""CPU seconds that our own redline may take: its figure is wanted in any case."""
ONE = Path(__file__).with_name("one_redline.py")
IN_PROCESS = {
    "rapporteur": sys.executable,
    "rapidfuzz alone": sys.executable,
    "difflib": sys.executable,
    "redlines": peers.python(),
    "fast-diff-match-patch": peers.python(),
}
"""Engine -> the interpreter that has it."""


def redline_sheets(folder: Path, sizes: tuple[int, ...] = SIZES) -> list[Sheet]:
    """One sheet for each share of changed words."""
    late: dict[str, int] = {}
    return [_sheet(folder, share, sizes, late) for share in SHARES]


def _sheet(folder: Path, share: float, sizes: tuple[int, ...], late: dict[str, int]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for size in sizes:
        old, new = _texts(folder, size, share)
        costs = {name: _cost(name, old, new, late, size) for name in _names()}
        ours = printed(costs["rapporteur"])["seconds"] if costs["rapporteur"].cpu else None
        for name, found in costs.items():
            rows.append(_row(size, name, found, ours, costs["rapporteur"].cpu))
    return Sheet(
        f"Redline, {share:.0%} of the words changed",
        "Work: CPU seconds of the function alone, tokenising included (programs have no such figure). Process: "
        "CPU seconds of the whole process from start to end. Ratios: the peer's cost over ours, work to work "
        "and process to process; above 1 we are faster. Marked: words shown as deleted or inserted.",
        ("words", "engine", "work s", "process s", "MiB", "marked", "work ratio", "process ratio"),
        tuple(rows),
    )


def _names() -> list[str]:
    return [*IN_PROCESS, "git word-diff", "wdiff", "dwdiff", "pandiff"]


def _texts(folder: Path, size: int, share: float) -> tuple[Path, Path]:
    """A text of ``size`` words and its changed copy, on disk; made by a process of its own, because the memory that this
    one holds counts as the least of whatever it starts."""
    old, new = (folder / f"{side}-{size}-{share:.0%}.md" for side in ("old", "new"))
    maker = multiprocessing.get_context("fork").Process(target=_write, args=(old, new, size, share))
    maker.start()
    maker.join()
    return old, new


def _write(old: Path, new: Path, size: int, share: float) -> None:
    writer = Writer(sentence_pool(), seed=size)
    paragraphs = writer.text(size)
    old.write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")
    new.write_text("\n\n".join(writer.changed(paragraphs, share)) + "\n", encoding="utf-8")


def _cost(name: str, old: Path, new: Path, late: dict[str, int], size: int) -> Cost:
    """The cost of one engine; one that was too late for a text is not tried on one as long or longer."""
    if name in late and size >= late[name]:
        return Cost(note=f"over {GIVE_UP:.0f} s at {late[name]:,} words already")
    command = _command(name, old, new)
    if command is None:
        return Cost(note="not here")
    runs = 5 if size <= 10_000 else 3 if size <= 100_000 else 1
    found = cost(command, runs=runs, codes=(0, 1), give_up=PATIENCE if name == "rapporteur" else GIVE_UP)
    if found.note.startswith("over"):
        late[name] = size
    return found


def _command(name: str, old: Path, new: Path) -> list[str] | None:
    if name in IN_PROCESS:
        python = IN_PROCESS[name]
        there = python == sys.executable or peers.python_has(name)
        return [python, str(ONE), name, str(old), str(new)] if there else None
    if name == "pandiff":
        return [peers.pandiff() or "", str(old), str(new)] if peers.pandiff() else None
    if not shutil.which(name.split()[0]):
        return None
    words = {
        "git word-diff": ["git", "diff", "--no-index", "--word-diff=porcelain", "--no-color"],
        "wdiff": ["wdiff"],
        "dwdiff": ["dwdiff"],
    }
    return [*words[name], str(old), str(new)]


def _row(
    size: int, name: str, found: Cost, ours: float | None, our_process: float | None
) -> tuple[Cell, ...]:
    if found.note:
        return (size, name, found.note, None, None, None, None, None)
    inner = printed(found) if name in IN_PROCESS else {}
    work = inner.get("seconds")
    marked = int(inner["marked"]) if inner else None
    return (
        size,
        name,
        work,
        found.cpu,
        found.memory,
        marked,
        ratio(work, ours),
        ratio(found.cpu, our_process),
    )
