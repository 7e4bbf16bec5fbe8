"""Where the time of each command goes, with the physical floor beside it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from generate import SAMPLE
from measure import cost, printed
from pair_rows import OURS, pairs
from sheet import Cell, Sheet, ratio

STAGES = Path(__file__).with_name("one_stages.py")
FLOOR = Path(__file__).with_name("one_forum.py")
RUNS = 3


def profile_sheets(folder: Path) -> list[Sheet]:
    """Every command on the sample workspace, and the stages of comparing each pair."""
    return [_commands(folder), _stages()]


def _commands(folder: Path) -> Sheet:
    """The commands on a copy of the sample workspace, first with an empty cache, then with a full one."""
    root, out = folder / "sample", folder / "sample-reports"
    commands: dict[str, list[object]] = {
        "list": ["list", "--data", root],
        "read": ["read", _first(root)],
        "index": ["index", "--data", root],
        "index --all": ["index", "--all", "--data", root],
        "find": ["find", "artificial intelligence", "--data", root],
        "trace": ["trace", "artificial intelligence", "--forum", "vedim", "--data", root],
        "report (json)": ["report", "--data", root, "--output", out, "--format", "json"],
        "report (html)": ["report", "--data", root, "--output", out, "--format", "html"],
        "report (pdf)": ["report", "--data", root, "--output", out, "--format", "pdf"],
        "check --all": ["check", "--all", "--data", root],
    }
    rows: list[tuple[Cell, ...]] = []
    for name, words in commands.items():
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".rapporteur"))
        floor = printed(cost([sys.executable, FLOOR, "floor", root]))["seconds"]
        command = [*OURS, *words]
        first = cost(command, runs=1, codes=(0, 1), give_up=120)
        again = cost(command, runs=RUNS, codes=(0, 1), give_up=120)
        if first.note:
            rows.append((name, first.note))
        else:
            rows.append((name, first.cpu, again.cpu, floor, ratio(first.cpu, floor), first.memory))
    return Sheet(
        "Each command on the sample workspace",
        "CPU seconds of whole processes. Anew: nothing remembered. Again: the same command once more. Floor: "
        "reading and hashing the workspace and splitting it into words once; floors: how many of them the command "
        "costs. What a small command costs is mostly Python's imports, which the sheet on starting up takes apart.",
        ("command", "anew s", "again s", "floor s", "floors", "MiB"),
        tuple(rows),
    )


def _first(root: Path) -> Path:
    return root / "statements" / "vedim" / sorted((SAMPLE / "statements" / "vedim").iterdir())[0].name


def _stages() -> Sheet:
    """What each step of a comparison costs the first time in a process, imports and lexicons included."""
    found = {
        name: printed(cost([sys.executable, STAGES, *pair], runs=RUNS, give_up=120))
        for name, pair in pairs().items()
    }
    steps = list(next(iter(found.values())))
    rows: list[tuple[Cell, ...]] = [(step, *(found[name][step] * 1000 for name in found)) for step in steps]
    return Sheet(
        "The steps of `rapporteur compare`",
        "CPU milliseconds of each step in a fresh process, what it imports and the lexicons it reads included. "
        "The floor is reading, hashing and splitting both files.",
        ("step", *found),
        tuple(rows),
    )
