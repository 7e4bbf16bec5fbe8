"""Where the time of each command goes, with the physical floor beside it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from generate import SAMPLE
from measure import OURS, cost, printed
from pair_rows import pairs
from sheet import Cell, Sheet, ratio

STAGES = Path(__file__).with_name("one_stages.py")
FLOOR = Path(__file__).with_name("one_forum.py")
RUNS = 3
AGAIN_RUNS = 2
"""How often a command is asked again; there are twenty of them."""


def profile_sheets(folder: Path) -> list[Sheet]:
    """Every command on the sample workspace, and the stages of comparing each pair."""
    return [_commands(folder), _stages()]


def _commands(folder: Path) -> Sheet:
    """The commands on a copy of the sample workspace, first with an empty cache, then with a full one."""
    root, out = folder / "sample", folder / "sample-reports"
    _fresh(folder, root)
    floor = printed(cost([sys.executable, FLOOR, "floor", root]))["seconds"]
    rows = [_row(folder, root, name, words, floor) for name, words in _asked(root, out).items()]
    return Sheet(
        "Each command on the sample workspace",
        "CPU seconds of whole processes. Anew: nothing remembered. Again: the same command once more. Floor: "
        "reading and hashing the workspace and splitting it into words once; floors: how many of them the command "
        "costs. What a small command costs is mostly Python's imports, which the sheet on starting up takes apart. "
        "`fetch` is left out: it waits for the network. MiB: never below what the benchmark itself holds.",
        ("command", "anew s", "again s", "floor s", "floors", "MiB"),
        tuple(rows),
    )


def _asked(root: Path, out: Path) -> dict[str, list[object]]:
    """What is asked of each command; the order does not matter, each begins with a fresh workspace."""
    here: list[object] = ["--data", root]
    old, new = (root / "statements" / "vedim" / name for name in _names("vedim")[-2:])
    report: list[object] = ["report", *here, "--output", out, "--format"]
    return {
        "list": ["list", *here],
        "read": ["read", new],
        "compare": ["compare", old, new],
        "report (json)": [*report, "json"],
        "report (html)": [*report, "html"],
        "report (pdf)": [*report, "pdf"],
        "index": ["index", *here],
        "index --all": ["index", "--all", *here],
        "find": ["find", "artificial intelligence", *here],
        "trace (words)": ["trace", "artificial intelligence", "--forum", "vedim", *here],
        "trace (theme)": ["trace", "ai", "--forum", "vedim", *here],
        "ledger": ["ledger", *here],
        "draft": ["draft", new, *here],
        "themes": ["themes", *here],
        "across": ["across", "ai", *here],
        "check --all": ["check", "--all", *here],
        "lock": ["lock", *here],
        "verify": ["verify", out / "kept.html"],
        "lexicon": ["lexicon"],
        "schema": ["schema", "comparison"],
        "templates": ["templates", out / "templates"],
        "add": ["add", SAMPLE / "statements" / "vedim" / _names("vedim")[0], "--forum", "other", *here],
    }


def _names(forum: str) -> list[str]:
    """The statements of a forum of the sample, earliest first."""
    return sorted(path.name for path in (SAMPLE / "statements" / forum).iterdir())


def _fresh(folder: Path, root: Path) -> None:
    """A copy of the sample workspace that remembers nothing, and no reports."""
    for place in (root, folder / "sample-reports"):
        shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns(".rapporteur"))


def _row(folder: Path, root: Path, name: str, words: list[object], floor: float) -> tuple[Cell, ...]:
    _fresh(folder, root)
    command = [*OURS, *words]
    if name == "verify":
        kept = folder / "sample-reports" / "kept.html"
        old, new = (root / "statements" / "vedim" / file for file in _names("vedim")[-2:])
        cost([*OURS, "compare", "--no-cache", "--format", "html", "--output", kept, old, new], runs=1)
    first = cost(command, runs=1, codes=(0, 1), give_up=120)
    again = cost(command, runs=AGAIN_RUNS, codes=(0, 1, 2), give_up=120)
    if first.note:
        return (name, first.note, None, floor, None, None)
    return (name, first.cpu, again.cpu, floor, ratio(first.cpu, floor), first.memory)


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
