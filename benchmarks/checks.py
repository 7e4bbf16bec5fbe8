"""One statement added to a forum of sixty: what its check costs beside the check of all sixty.

By itself: ``python benchmarks/checks.py``; as a part of the whole: ``python benchmarks/bench.py --only checks``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generate import shared_folder, write_workspace
from measure import Cost, cost
from sheet import Sheet, ratio

OURS = [sys.executable, "-m", "rapporteur.reports.cli"]
STATEMENTS = 60
FINDINGS = (0, 1)
"""Exit codes of a check that ran."""


def check_sheets(folder: Path, quick: bool) -> list[Sheet]:
    """The check of one added statement, with and without a lock, beside that of everything."""
    runs = 1 if quick else 5
    with tempfile.TemporaryDirectory(prefix="rapporteur-bench-") as made:
        root = Path(made) / "repository"
        added = _repository(root)
        check = [*OURS, "check", "--data", root / "data"]
        everything = cost([*check, "--all"], runs=runs, codes=FINDINGS, give_up=300)
        added.unlink()
        nothing = cost(check, runs=runs, codes=FINDINGS)
        _git(root, "checkout", "--quiet", "added", "--", ".")
        locked = cost([*check, "--base", "main"], runs=runs, codes=FINDINGS)
        (root / "data" / "statements.lock").unlink()
        unlocked = cost([*check, "--base", "main"], runs=runs, codes=FINDINGS, give_up=300)
    costs = {
        f"all {STATEMENTS}": everything,
        "one added": locked,
        "one added, no lock": unlocked,
        "nothing changed": nothing,
    }
    rows = tuple(_row(name, found, everything) for name, found in costs.items())
    meaning = (
        "CPU seconds of the whole process, `rapporteur check`. Share: the cost over that of checking everything. "
        "Without a lock the dates of the others must be read out of them."
    )
    return [Sheet(f"The check of a forum of {STATEMENTS}", meaning, ("what", "CPU s", "MiB", "share"), rows)]


def _row(name: str, found: Cost, everything: Cost) -> tuple[str | float | None, ...]:
    return (name, found.cpu if not found.note else found.note, found.memory, ratio(found.cpu, everything.cpu))


def _repository(root: Path) -> Path:
    """A repository with sixty statements on the branch ``added`` and one fewer on main; the path of that one."""
    data = root / "data"
    shared = shared_folder()
    if shared:
        files = sorted((shared / "fomc-statements").glob("*.md"))[:STATEMENTS]
        (data / "forum").mkdir(parents=True)
        for file in files:
            shutil.copy(file, data / "forum")
    else:
        write_workspace(data, STATEMENTS)
    added = max(path for path in data.rglob("*.*") if path.suffix in (".md", ".txt"))
    kept = root / "added"
    root.mkdir(exist_ok=True)
    shutil.move(added, kept)
    _git(root, "init", "--quiet", "--initial-branch", "main")
    _commit(root, data, "main")
    _git(root, "switch", "--quiet", "--create", "added")
    shutil.move(kept, added)
    _commit(root, data, "added")
    return added


def _commit(root: Path, data: Path, message: str) -> None:
    subprocess.run([*OURS, "lock", "--data", data], check=True, stdout=subprocess.DEVNULL)
    _git(root, "add", "data")
    _git(root, "commit", "--quiet", "--message", message)


def _git(root: Path, *arguments: str) -> None:
    who = ("-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True)


if __name__ == "__main__":
    for sheet in check_sheets(Path(), quick="--quick" in sys.argv):
        print(sheet.to_markdown())
