"""One pair from the shell to its result: whole processes, beside the peers; and where the start goes."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import peers
from generate import SAMPLE, shared_folder
from measure import OURS, Cost, cost
from sheet import Cell, Sheet, ratio

FORMATS = ("text", "json", "html", "pdf", "docx")


def pairs() -> dict[str, tuple[Path, Path]]:
    """The pairs that are here: one of the sample workspace, and two real ones where the shared folder is."""
    found = {"sample": _two(SAMPLE / "statements" / "vedim", 0, 2)}
    shared = shared_folder()
    if shared:
        found["ADGMIN 3-4"] = _two(shared / "adgmin", 0, 1)
        found["G7 2021-2023"] = _two(shared / "g7-leaders-communique", 0, 1)
    return {name: pair for name, pair in found.items() if pair}


def pair_sheets(folder: Path) -> list[Sheet]:
    """The compare command beside the peers, then its formats, then the commands that should cost nothing."""
    sheets = [_beside(folder, name, old, new) for name, (old, new) in pairs().items()]
    return [*sheets, _formats(), _starts()]


def _two(folder: Path, first: int, second: int) -> tuple[Path, Path] | None:
    files = sorted(path for path in folder.glob("*") if path.suffix in (".md", ".txt"))
    return (files[first], files[second]) if len(files) > second else None


def _beside(folder: Path, name: str, old: Path, new: Path) -> Sheet:
    old, new = _in_workspace(folder / f"pair {name}", old, new)
    commands: dict[str, list[str] | None] = {
        "rapporteur compare, worked out": [*OURS, "compare", "--no-cache"],
        "rapporteur compare, asked again": [*OURS, "compare"],
        "redlines markdown": [str(peers.VENV / "bin" / "redlines"), "markdown"],
        "pandiff": [peers.pandiff() or ""],
        "git word-diff": ["git", "diff", "--no-index", "--word-diff=plain", "--no-color"],
        "wdiff": ["wdiff"],
        "dwdiff": ["dwdiff"],
    }
    cost([*OURS, "compare", old, new], runs=1, give_up=60)
    costs = {
        peer: cost([*command, old, new], runs=5, give_up=60, codes=(0,) if peer[0] == "r" else (0, 1))
        if command and shutil.which(command[0])
        else None
        for peer, command in commands.items()
    }
    anew, again = (costs[f"rapporteur compare, {how}"] for how in ("worked out", "asked again"))
    rows = [_row(peer, found or Cost(note="not here"), anew, again) for peer, found in costs.items()]
    words = sum(len(path.read_text(encoding="utf-8", errors="ignore").split()) for path in (old, new)) // 2
    return Sheet(
        f"One pair as a whole process: {name} (about {words:,} words a side)",
        "CPU seconds from the shell and back, median of five. The peers mark words; ours also reads mastheads, "
        "clauses, themes and acts, aligns and weighs. Worked out: nothing is remembered (`--no-cache`). Asked "
        "again: both files lie in a workspace and the same was asked before, so its cache has the page. Ratios: "
        "the peer's cost over ours; the peers remember nothing.",
        ("command", "CPU s", "wall s", "MiB", "ratio, worked out", "ratio, asked again"),
        tuple(rows),
    )


def _in_workspace(root: Path, old: Path, new: Path) -> tuple[Path, Path]:
    """Copies of both files in a workspace of their own, where nothing is remembered yet."""
    shutil.rmtree(root, ignore_errors=True)
    home = root / "statements" / old.parent.name
    home.mkdir(parents=True)
    (root / "rapporteur.toml").touch()
    return Path(shutil.copy(old, home)), Path(shutil.copy(new, home))


def _row(name: str, found: Cost, anew: Cost | None, again: Cost | None) -> tuple[Cell, ...]:
    if found.note:
        return (name, found.note, None, None, None, None)
    ratios = (ratio(found.cpu, ours.cpu if ours else None) for ours in (anew, again))
    return (name, found.cpu, found.wall, found.memory, *ratios)


def _formats() -> Sheet:
    rows: list[tuple[Cell, ...]] = []
    for name, (old, new) in pairs().items():
        for form in FORMATS if name == "sample" else FORMATS[:3]:
            found = cost([*OURS, "compare", "--no-cache", "--format", form, old, new], runs=1, give_up=120)
            rows.append((name, form, found.cpu if not found.note else found.note, found.wall, found.memory))
    return Sheet(
        "One pair in each format",
        "CPU seconds of `rapporteur compare --no-cache --format ...` as a whole process, one run; "
        "PDFs of other lengths have a sheet of their own.",
        ("pair", "format", "CPU s", "wall s", "MiB"),
        tuple(rows),
    )


def _starts() -> Sheet:
    """What a process costs before any work: the floor under every command, and how far each is from it."""
    commands = {
        "python, nothing imported": [sys.executable, "-c", "pass"],
        "python with click": [sys.executable, "-c", "import click"],
        "rapporteur --help": [*OURS, "--help"],
        "rapporteur list": [*OURS, "list", "--data", str(SAMPLE)],
        "python with rapidfuzz": [sys.executable, "-c", "import rapidfuzz.distance"],
        "python with scikit-learn's vectorizer": [
            sys.executable,
            "-c",
            "import sklearn.feature_extraction.text",
        ],
        "python with WeasyPrint": [sys.executable, "-c", "import weasyprint"],
    }
    costs = {name: cost(command, runs=5) for name, command in commands.items()}
    bare = costs["python, nothing imported"].cpu
    rows = [
        (name, found.cpu if not found.note else found.note, found.memory, ratio(found.cpu, bare))
        for name, found in costs.items()
    ]
    return Sheet(
        "Starting up",
        "CPU seconds of the whole process, median of five, and how many bare starts of Python that is.",
        ("process", "CPU s", "MiB", "bare starts"),
        tuple(rows),
    )
