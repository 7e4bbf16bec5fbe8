"""Many statements: building, indexing, following threads, writing reports; and the same again after one change."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from generate import write_workspace
from measure import Cost, cost, printed
from sheet import Cell, Sheet, ratio

SIZES = (100, 1_000, 10_000)
REPORTED = 1_000
"""The largest workspace of which reports are written here: a hundred briefings."""
LONG = 3_000.0
"""Seconds that a build may take before it is given up."""
OURS = [sys.executable, "-m", "rapporteur.reports.cli"]
ONE = Path(__file__).with_name("one_forum.py")


def many_sheets(folder: Path, sizes: tuple[int, ...] = SIZES, engine: str = "serial") -> list[Sheet]:
    """One sheet on building and asking, one on reports."""
    built = {size: _workspace(folder, size) for size in sizes}
    return [
        _builds(built, engine),
        _again(built),
        _reports({s: r for s, r in built.items() if s <= REPORTED}),
    ]


def _workspace(folder: Path, size: int) -> Path:
    root = folder / f"workspace-{size}"
    shutil.rmtree(root, ignore_errors=True)
    return write_workspace(root, size)


def _builds(built: dict[int, Path], engine: str) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for size, root in built.items():
        floor = printed(_run([sys.executable, ONE, "floor", root]))["seconds"]
        words = _run([*OURS, "index", "--data", root])
        full = _run([*OURS, "index", "--all", "--engine", engine, "--data", root])
        thread = _run([sys.executable, ONE, "threads", root])
        find = _run([*OURS, "find", "climate finance", "--data", root])
        disk = sum(path.stat().st_size for path in (root / ".rapporteur").iterdir()) / 2**20
        both = (words.cpu or 0) + (full.cpu or 0)
        rows.append(
            (
                size,
                floor,
                words.cpu,
                full.cpu,
                both,
                both / size * 1000,
                ratio(both, floor),
                max(words.memory or 0, full.memory or 0),
                printed(thread)["seconds"],
                find.cpu,
                disk,
            )
        )
    return Sheet(
        "Many statements of 60 clauses, ten meetings a forum",
        "CPU seconds of whole processes. Floor: reading and hashing every file and splitting it into words once. "
        "Index: every statement read and its words indexed. Compare: every neighbour compared, statements taken "
        f"from the cache (engine: {engine}). Threads: those of one forum, worked out. Find: one search, the index "
        "found up to date. MiB: the peak of one process; disk: cache and index.",
        (
            "statements",
            "floor s",
            "index s",
            "compare s",
            "both s",
            "ms a statement",
            "floors",
            "MiB",
            "threads of a forum s",
            "find s",
            "disk MiB",
        ),
        tuple(rows),
    )


def _again(built: dict[int, Path]) -> Sheet:
    """The same once more with nothing changed, and with one statement changed."""
    rows: list[tuple[Cell, ...]] = []
    for size, root in built.items():
        command = [*OURS, "index", "--all", "--data", root]
        nothing = _run(command)
        _change_one(root)
        one = _run(command)
        rows.append((size, nothing.cpu, one.cpu))
    return Sheet(
        "The same again",
        "CPU seconds of `rapporteur index --all` as a whole process when nothing changed and when one clause of "
        "one statement did. Set beside the sum of the sheet above for the share.",
        ("statements", "nothing changed s", "one statement changed s"),
        tuple(rows),
    )


def _reports(built: dict[int, Path]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for size, root in built.items():
        out = root.parent / f"reports-{size}"
        shutil.rmtree(out, ignore_errors=True)
        forms = ("html", "json") if size > 100 else ("pdf", "html", "json")
        words = [part for form in forms for part in ("--format", form)]
        command = [*OURS, "report", "--data", root, "--output", out, *words]
        shutil.rmtree(root / ".rapporteur", ignore_errors=True)
        full, nothing = _run(command), _run(command)
        _change_one(root)
        one = _run(command)
        share = (one.cpu or 0) / full.cpu if full.cpu else None
        rows.append((size, " ".join(forms), full.cpu, nothing.cpu, one.cpu, share, full.memory))
    return Sheet(
        "Reports of all forums: in full, again, and after one changed statement",
        "CPU seconds of `rapporteur report` as a whole process, the cache empty at first. The share is that of "
        "the run after one changed statement in the full run.",
        ("statements", "formats", "full s", "nothing changed s", "one changed s", "share", "MiB"),
        tuple(rows),
    )


def _change_one(root: Path) -> None:
    """Put another word into the first clause of the first statement."""
    path = sorted((root / "statements").rglob("*.md"))[0]
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\n1. ", "\n1. Notably, ", 1), encoding="utf-8")


def _run(command: list[str | Path]) -> Cost:
    found = cost(command, runs=1, give_up=LONG)
    if found.note:
        raise SystemExit(f"{' '.join(map(str, command))}: {found.note}")
    return found
