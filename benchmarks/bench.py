"""What rapporteur costs beside its peers, in one run of less than five minutes.

    python benchmarks/bench.py [--write]

Figures are CPU seconds and peak memory of whole processes, the median of three runs. The peers (redlines, python-redlines,
pandiff with pandoc) are fetched into ``build/`` and touch nothing of the project; one that cannot be had is left out by name.
Prints the tables of docs/performance.md; ``--write`` puts them there. No test asserts a time.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", ROOT.parent / "shared")) / "statements"
BUILD = ROOT / "build"
PEERS = BUILD / "bench-venv"
NODE = BUILD / "bench-node"
PAGE = ROOT / "docs" / "performance.md"
OURS = Path(sys.executable).with_name("rapporteur")
PYTHON_PEERS = (
    "redlines==0.6.2",
    "typing-extensions>=4",
    "python-redlines==2.0.0",
    "python-redlines-docxodus==2.0.0",
)
RUNS = 3
GIVE_UP = 60.0
"""CPU seconds after which a run is stopped and shown as "over 60 s"."""
ENOUGH = 5.0
"""CPU seconds after which a command is not run once more."""
GROWTH = (10, 40, 160)
"""Statements of the workspaces that show how the index grows."""

PAIRS = {
    "sample": (ROOT / "data/statements/vedim", "*9th*", "*10th*"),
    "ADGMIN 2023-2024": (SHARED / "adgmin", "*3rd*", "*4th*"),
    "G7 2021-2023": (SHARED / "g7-leaders-communique", "*2021*", "*2023*"),
}
"""Name of a pair -> folder, pattern of the old file, pattern of the new file."""


class Cost(NamedTuple):
    """CPU seconds (the median of the runs) and peak memory in MiB of a whole process; ``note`` where there are none."""

    cpu: float
    memory: float
    note: str = ""


Table = tuple[str, tuple[str, ...], list[tuple[str, ...]]]
"""Name, heads of the columns, rows."""


def cost(command: Sequence[object], *, runs: int = RUNS, folder: Path | None = None) -> Cost:
    """The cost of a command over several runs after one that is not counted."""
    words = [str(part) for part in command]
    found: list[Cost] = []
    for _ in range(runs + 1):
        one = _once(words, folder)
        if one.note:
            return one
        found.append(one)
        if sum(run.cpu for run in found) > ENOUGH:
            break
    counted = found[1:] or found
    return Cost(statistics.median(run.cpu for run in counted), max(run.memory for run in counted))


def _once(words: list[str], folder: Path | None) -> Cost:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    limited = ["sh", "-c", f'ulimit -t {GIVE_UP:.0f}; exec "$@"', "sh", *words]
    process = subprocess.Popen(
        limited,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        cwd=folder,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    if process.returncode < 0 or cpu >= GIVE_UP:
        return Cost(cpu, 0, f"over {GIVE_UP:.0f} s")
    if process.returncode > 1:
        return Cost(cpu, 0, f"exit {process.returncode}")
    return Cost(cpu, used.ru_maxrss / 1024)


def fetch_peers() -> dict[str, str]:
    """Fetch the peers that are missing; name -> why it is not here, for those that could not be had."""
    missing = {}
    if not (PEERS / "bin" / "redlines").exists():
        _run([sys.executable, "-m", "venv", PEERS])
        if not _run([PEERS / "bin" / "python", "-m", "pip", "install", "-q", *PYTHON_PEERS]):
            missing["redlines"] = missing["python-redlines"] = "pip could not install it"
    if not shutil.which("pandoc") and os.geteuid() == 0 and shutil.which("apt-get"):
        _run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", "pandoc"])
    if not shutil.which("pandoc"):
        missing["pandiff"] = missing["python-redlines"] = "no pandoc"
    elif not pandiff().exists():
        NODE.mkdir(parents=True, exist_ok=True)
        if not shutil.which("npm") or not _run(
            ["npm", "install", "--silent", "--no-audit", "--prefix", NODE, "pandiff@0.6.0"]
        ):
            missing["pandiff"] = "npm could not install it"
    return missing


def _run(command: Sequence[object]) -> bool:
    done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    return done.returncode == 0


def pandiff() -> Path:
    """The pandiff program, whether or not it is there."""
    return NODE / "node_modules" / ".bin" / "pandiff"


def pairs() -> dict[str, tuple[Path, Path]]:
    """Name -> old and new file, of the pairs that are at hand."""
    found = {}
    for name, (folder, old, new) in PAIRS.items():
        files = [
            sorted(f for f in folder.glob(pattern) if f.suffix in (".md", ".txt")) for pattern in (old, new)
        ]
        if all(files):
            found[name] = (files[0][0], files[1][0])
    return found


def pair_table(missing: dict[str, str], folder: Path) -> Table:
    """A comparison as text, as HTML and as PDF, and the peers on the same two files."""
    found = pairs()
    rows = []
    for label, options in (
        ("text", ["--format", "text"]),
        ("html", ["--format", "html"]),
        ("pdf", ["--format", "pdf"]),
    ):
        costs = [
            cost([OURS, "compare", old, new, "--force", *options, "--output", folder / f"made.{label}"])
            for old, new in found.values()
        ]
        rows.append((f"**rapporteur compare, {label}**", *map(_cell, costs)))
    for name in ("redlines", "python-redlines", "pandiff"):
        why = missing.get(name)
        costs = [
            Cost(0, 0, why) if why else cost(_peer(name, old, new, folder)) for old, new in found.values()
        ]
        rows.append((name, *map(_cell, costs)))
    return "pairs", ("CPU s (MiB)", *found), rows


def _peer(name: str, old: Path, new: Path, folder: Path) -> list[object]:
    if name == "pandiff":
        return [pandiff(), "-f", "markdown", old, new, "-o", folder / "made.md"]
    if name == "redlines":
        code = "import sys; from redlines import Redlines; a, b = (open(p).read() for p in sys.argv[1:]); Redlines(a, b).output_markdown"
        return [PEERS / "bin" / "python", "-c", code, old, new]
    words = [_as_docx(file, folder) for file in (old, new)]
    code = (
        "import sys; from python_redlines.engines import XmlPowerToolsEngine as E; "
        "a, b = (open(p, 'rb').read() for p in sys.argv[1:]); E().run_redline('x', a, b)"
    )
    return [PEERS / "bin" / "python", "-c", code, *words]


def _as_docx(file: Path, folder: Path) -> Path:
    made = folder / f"{file.stem}.docx"
    if not made.exists():
        _run(["pandoc", "--from", "markdown", file, "--output", made])
    return made


def command_table(folder: Path) -> Table:
    """Commands on the sample workspace after it was indexed: nearly all of it is the start."""
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    _run([OURS, "index", "--data", data, "--all"])
    commands = {
        "--help": ["--help"],
        "list": ["list", "--data", data],
        "find": ["find", "--data", data, "digital"],
        "trace": ["trace", "--data", data, "digital"],
        "ledger": ["ledger", "--data", data, "--forum", "vedim"],
        "check --all": ["check", "--data", data, "--all"],
        "report, nothing changed": ["report", "--data", data, "--format", "html", "--output", folder / "out"],
    }
    return (
        "commands",
        ("command", "CPU s (MiB)"),
        [(f"`{n}`", _cell(cost([OURS, *c]))) for n, c in commands.items()],
    )


def growth_table(folder: Path) -> Table:
    """`index --all` in one process on workspaces of more and more statements, in forums of ten."""
    rows = []
    source = sorted((ROOT / "data/statements/vedim").glob("*.md"))
    for count in GROWTH:
        root = folder / f"grown-{count}"
        for n in range(count):
            place = root / "statements" / f"forum-{n // 10:03}"
            place.mkdir(parents=True, exist_ok=True)
            text = source[n % len(source)].read_text(encoding="utf-8")
            (place / f"{2000 + n % 10}-03-01-{n}.md").write_text(
                f"{text}\n\nThe record has {n} entries.\n", encoding="utf-8"
            )
        full = cost([OURS, "index", "--data", root, "--all"], runs=0)
        again = cost([OURS, "index", "--data", root, "--all"], runs=1)
        rows.append((str(count), _cell(full), f"{full.cpu / count:.3f}", _cell(again)))
    return (
        "growth",
        ("statements", "index --all, CPU s (MiB)", "s a statement", "again, nothing changed"),
        rows,
    )


def _cell(found: Cost) -> str:
    return found.note or f"{found.cpu:.2f} ({found.memory:.0f})"


def markdown(table: Table) -> str:
    """A table between its markers."""
    name, heads, rows = table
    lines = [f"| {' | '.join(cells)} |" for cells in (heads, ("---",) * len(heads), *rows)]
    return "\n".join((f"<!-- bench: {name} -->", *lines, "<!-- end -->"))


def write(tables: Sequence[Table]) -> None:
    """Put the tables between their markers in docs/performance.md."""
    text = PAGE.read_text(encoding="utf-8")
    for table in tables:
        pattern = re.compile(rf"<!-- bench: {table[0]} -->.*?<!-- end -->", re.DOTALL)
        made = markdown(table)
        text = pattern.sub(lambda _, made=made: made, text)  # type: ignore[misc]
    PAGE.write_text(text, encoding="utf-8")


def main() -> None:
    """Measure and print; with --write, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    asked = parser.parse_args()
    if not OURS.exists():
        sys.exit(f"No '{OURS}'. Run `make setup` first.")
    missing = fetch_peers()
    with tempfile.TemporaryDirectory() as folder:
        tables = [pair_table(missing, Path(folder)), command_table(Path(folder)), growth_table(Path(folder))]
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}\n")
    print("\n\n".join(map(markdown, tables)))
    if asked.write:
        write(tables)


if __name__ == "__main__":
    main()
