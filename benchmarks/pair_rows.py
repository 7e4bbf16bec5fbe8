"""One pair from the shell to its result: whole processes, beside the peers; and where the start goes."""

from __future__ import annotations

import shutil
import sqlite3
import sys
from pathlib import Path

import peers
from generate import SAMPLE, shared_folder
from measure import OURS, Cost, cost, printed
from sheet import Cell, Sheet, ratio

WORKED_OUT, KNOWN, ASKED_AGAIN = OURS_THREE = (
    "rapporteur compare, worked out",
    "rapporteur compare, statements known",
    "rapporteur compare, asked again",
)
RUNS, PEER_RUNS = 5, 3
"""How often each command is run; ours more often, because every ratio stands on it."""
ONE_ALIGNMENT, ONE_REDLINE, ONE_WORD = (
    Path(__file__).with_name(f"{name}.py") for name in ("one_alignment", "one_redline", "one_word_redline")
)
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
    """The compare command beside the peers, the marking alone, then its formats, then the commands that should cost nothing."""
    sheets = []
    for name, (old, new) in pairs().items():
        costs = _costs(folder, name, old, new)
        sheets += [_beside(name, old, new, costs), _alone(name, old, new, costs)]
    return [*sheets, _formats(), _starts()]


def _two(folder: Path, first: int, second: int) -> tuple[Path, Path] | None:
    files = sorted(path for path in folder.glob("*") if path.suffix in (".md", ".txt"))
    return (files[first], files[second]) if len(files) > second else None


def _costs(folder: Path, name: str, old: Path, new: Path) -> dict[str, Cost]:
    """What each command costs on the pair, by its name."""
    old, new = _in_workspace(folder / f"pair {name}", old, new)
    commands: dict[str, list[str] | None] = {
        WORKED_OUT: [*OURS, "compare", "--no-cache"],
        ASKED_AGAIN: [*OURS, "compare"],
        "redlines markdown": [str(peers.VENV / "bin" / "redlines"), "markdown"],
        "pandiff": [peers.pandiff() or ""],
        "git word-diff": ["git", "diff", "--no-index", "--word-diff=plain", "--no-color"],
        "wdiff": ["wdiff"],
        "dwdiff": ["dwdiff"],
    }
    known = _known(folder, old, new)
    cost([*OURS, "compare", old, new], runs=1, give_up=60)
    found = {
        peer: cost(
            [*command, old, new],
            runs=RUNS if peer in OURS_THREE else PEER_RUNS,
            give_up=60,
            codes=(0,) if peer[0] == "r" else (0, 1),
        )
        for peer, command in commands.items()
        if command and shutil.which(command[0])
    }
    return {KNOWN: known, "python-redlines": _python_redlines(folder, old, new), **found}


def _known(folder: Path, old: Path, new: Path) -> Cost:
    """The command where the workspace knows both statements and nobody asked for this page: what was kept of it is thrown away."""
    root = old.parents[2]
    cost([*OURS, "index", "--all", "--data", root], runs=1, give_up=120)
    found = []
    for _ in range(RUNS):
        found.append(cost([*OURS, "compare", old, new], runs=1, give_up=60))
        with sqlite3.connect(root / ".rapporteur" / "cache.sqlite") as database:
            database.execute("DELETE FROM entry WHERE kind = 'page'")
    return sorted(found, key=lambda one: one.cpu or 0)[RUNS // 2]


def _python_redlines(folder: Path, old: Path, new: Path) -> Cost:
    """python-redlines on the pair as Word files that pandoc makes; why there is no figure, where there is none."""
    if not peers.python_has("python-redlines"):
        return Cost(note="not here")
    files = [peers.to_docx(path, folder) for path in (old, new)]
    if not all(files):
        return Cost(note="needs Word files, and there is no pandoc to make them")
    command = [peers.python(), ONE_WORD, *files]
    place = {"XDG_CACHE_HOME": str(peers.ENGINES)}
    cost(command, runs=1, give_up=60, environment=place)  # unpacks its engine
    found = cost(command, runs=3, give_up=60, environment=place)
    if found.note and found.outputs:
        return Cost(note=f"{found.note}: {found.outputs[-1].decode(errors='replace').strip()}")
    return found


def _beside(name: str, old: Path, new: Path, costs: dict[str, Cost]) -> Sheet:
    order = [WORKED_OUT, KNOWN, ASKED_AGAIN, *(peer for peer in costs if peer not in OURS_THREE)]
    ours = [costs.get(how, Cost()).cpu for how in OURS_THREE]
    rows = [_row(peer, costs.get(peer, Cost(note="not here")), ours) for peer in order]
    words = sum(len(path.read_text(encoding="utf-8", errors="ignore").split()) for path in (old, new)) // 2
    return Sheet(
        f"One pair as a whole process: {name} (about {words:,} words a side)",
        "CPU seconds from the shell and back, median of five (peers: three). The peers mark words; ours also reads mastheads, "
        "clauses, themes and acts, aligns and weighs. Worked out: nothing is remembered (`--no-cache`). Known: both "
        "files lie in a workspace that was indexed (`rapporteur index --all`), which read and compared them, but nobody "
        "asked for this page. Asked again: the same was asked before, and the workspace has the page. Ratios: the "
        "peer's cost over ours; the peers remember nothing. python-redlines is given Word files made by pandoc.",
        ("command", "CPU s", "wall s", "MiB", "ratio, worked out", "ratio, known", "ratio, asked again"),
        tuple(rows),
    )


def _alone(name: str, old: Path, new: Path, costs: dict[str, Cost]) -> Sheet:
    """The part of ours that the peers do: finding what belongs together and marking it."""
    ours = printed(cost([sys.executable, ONE_ALIGNMENT, old, new], runs=5, give_up=60))
    rows: list[tuple[Cell, ...]] = [("rapporteur: alignment and redlines", ours["seconds"], 1.0)]
    rows += [(f"rapporteur: {part}", ours[part], None) for part in ("align", "redline")]
    if peers.python_has("redlines"):
        theirs = printed(cost([peers.python(), ONE_REDLINE, "redlines", old, new], runs=3, give_up=60))[
            "seconds"
        ]
        rows.append(("redlines, its function", theirs, ratio(theirs, ours["seconds"])))
    for peer in ("redlines markdown", "pandiff", "python-redlines"):
        found = costs.get(peer, Cost(note="not here"))
        rows.append((f"{peer}, whole process", found.note or found.cpu, ratio(found.cpu, ours["seconds"])))
    return Sheet(
        f"Alignment and redlines alone: {name}",
        "CPU seconds. Ours: from clauses to matches and the marked words of each, in a process that has read both "
        "statements; reading, themes, acts and the page are not counted. The peers: redlines as a function, and each "
        "as a whole process, its start included, which has no other figure. Ratio: the peer's cost over ours.",
        ("work", "CPU s", "ratio"),
        tuple(rows),
    )


def _in_workspace(root: Path, old: Path, new: Path) -> tuple[Path, Path]:
    """Copies of both files in a workspace of their own, where nothing is remembered yet."""
    shutil.rmtree(root, ignore_errors=True)
    home = root / "statements" / old.parent.name
    home.mkdir(parents=True)
    (root / "rapporteur.toml").touch()
    return Path(shutil.copy(old, home)), Path(shutil.copy(new, home))


def _row(name: str, found: Cost, ours: list[float | None]) -> tuple[Cell, ...]:
    if found.note:
        return (name, found.note, None, None, None, None, None)
    return (name, found.cpu, found.wall, found.memory, *(ratio(found.cpu, one) for one in ours))


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
    costs = {name: cost(command, runs=PEER_RUNS) for name, command in commands.items()}
    bare = costs["python, nothing imported"].cpu
    rows = [
        (name, found.cpu if not found.note else found.note, found.memory, ratio(found.cpu, bare))
        for name, found in costs.items()
    ]
    return Sheet(
        "Starting up",
        "CPU seconds of the whole process, median of three, and how many bare starts of Python that is.",
        ("process", "CPU s", "MiB", "bare starts"),
        tuple(rows),
    )
