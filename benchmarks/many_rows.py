"""Many statements: building, indexing, following threads, writing reports; and the same again after one change."""

from __future__ import annotations

import os
import shutil
import sys
import time
from pathlib import Path

from generate import write_workspace
from measure import OURS, Cost, cost, printed
from sheet import Cell, Sheet

SIZES = (100, 1_000, 10_000)
REPORTED = 100
"""The largest workspace of which reports are written in a whole run, ten briefings; by itself this part writes the hundred of
a thousand statements, which is three minutes of work."""
LONG = 3_000.0
"""Seconds that a build may take before it is given up."""
ENGINE = f"processes:{min(8, os.cpu_count() or 1)}"
"""The builds use the cores there are; CPU seconds are those of all of them together."""
ONE = Path(__file__).with_name("one_forum.py")


def many_sheets(folder: Path, sizes: tuple[int, ...], until: float, reported: int = REPORTED) -> list[Sheet]:
    """Builds, the same again, reports of up to ``reported`` statements.

    A size whose build would not end by ``until``, on the clock of ``time.monotonic``, is left out, and said.
    """
    built: dict[int, Path] = {}
    rows: list[tuple[Cell, ...]] = []
    wall_each = 0.0
    for size in sizes:
        if time.monotonic() + size * wall_each > until:
            minutes = f"{size * wall_each / 60:.0f} minutes"
            rows.append((size, f"left out: about {minutes} here; ask with --only many --patience SECONDS"))
            continue
        built[size] = _workspace(folder, size)
        row, wall = _build(size, built[size])
        wall_each = wall / size
        rows.append(row)
    return [_builds(rows), _again(built), _reports({s: r for s, r in built.items() if s <= reported})]


def _workspace(folder: Path, size: int) -> Path:
    root = folder / f"workspace-{size}"
    shutil.rmtree(root, ignore_errors=True)
    return write_workspace(root, size)


def _build(size: int, root: Path) -> tuple[tuple[Cell, ...], float]:
    """The row of one size, and the wall seconds of its build."""
    floor = printed(_run([sys.executable, ONE, "floor", root]))["seconds"]
    full = _run([*OURS, "index", "--all", "--engine", ENGINE, "--data", root])
    thread = printed(_run([sys.executable, ONE, "threads", root]))["seconds"]
    find = _run([*OURS, "find", "climate finance", "--data", root])
    disk = sum(path.stat().st_size for path in (root / ".rapporteur").iterdir()) / 2**20
    cpu, wall = full.cpu or 0.0, full.wall or 0.0
    each = cpu / size * 1000
    return (size, floor, cpu, wall, each, cpu / floor, full.memory, thread, find.cpu, disk), wall


def _builds(rows: list[tuple[Cell, ...]]) -> Sheet:
    return Sheet(
        "Many statements of 60 clauses, ten meetings a forum",
        "CPU seconds of whole processes. Floor: reading and hashing every file and splitting it into words once. "
        f"Build: `rapporteur index --all --engine {ENGINE}`: every statement read, every neighbour compared, all "
        "words indexed. Threads: those of one forum. Find: one search, the index found up to date. MiB: the peak "
        "of the largest process; disk: cache and index.",
        (
            "statements",
            "floor s",
            "build s",
            "wall s",
            "ms each",
            "floors",
            "MiB",
            "threads s",
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
        rows.append((size, nothing.cpu, nothing.wall, one.cpu, one.wall))
    return Sheet(
        "The same again",
        "CPU seconds of `rapporteur index --all` as a whole process when nothing changed and when one clause of "
        "one statement did; set it beside the build above.",
        ("statements", "nothing changed s", "wall s", "one changed s", "wall s"),
        tuple(rows),
    )


def _reports(built: dict[int, Path]) -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for size, root in built.items():
        out = root.parent / f"reports-{size}"
        shutil.rmtree(out, ignore_errors=True)
        forms = ("html",) if size > 100 else ("pdf", "html", "json")
        words = [part for form in forms for part in ("--format", form)]
        command = [*OURS, "report", "--data", root, "--output", out, *words, "--engine"]
        shutil.rmtree(root / ".rapporteur", ignore_errors=True)
        full, nothing = _run([*command, ENGINE]), _run([*command, "serial"])
        _change_one(root)
        one = _run([*command, "serial"])
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


def _run(command: list[object]) -> Cost:
    found = cost(command, runs=1, give_up=LONG)
    if found.note:
        raise SystemExit(f"{' '.join(map(str, command))}: {found.note}")
    return found
