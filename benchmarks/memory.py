"""The memory of a workspace: how fast a wording is found, whether the first hit is right, and what a kill leaves behind.

By itself: ``python benchmarks/memory.py``; as a part of the whole: ``python benchmarks/bench.py --only memory``.
"""

from __future__ import annotations

import random
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generate import shared_folder, write_workspace
from sheet import Sheet

QUESTIONS = 20
WORDS = 6
KILLS = 200
QUICK_KILLS = 20
LONGEST_RUN = 4.0
"""Seconds within which a builder is killed: past the start of Python, short of a whole build."""

BUILD = """
import pathlib, sys
from rapporteur.compare.index import Index
from rapporteur.compare.indexing import update_index
from rapporteur.compare.workspace import open_workspace
with Index(pathlib.Path(sys.argv[2])) as index:
    update_index(open_workspace(pathlib.Path(sys.argv[1])), index)
"""


def memory_sheets(folder: Path, quick: bool) -> list[Sheet]:
    """The two tables: finding, and killing."""
    with tempfile.TemporaryDirectory(prefix="rapporteur-bench-") as made:
        data = Path(made) / "data"
        shared = shared_folder()
        if shared:
            for file in shared.glob("*/*"):
                if file.suffix in (".md", ".txt"):
                    (data / file.parent.name).mkdir(parents=True, exist_ok=True)
                    shutil.copy(file, data / file.parent.name)
        else:
            write_workspace(data, 60)
        return [_finding(data, Path(made) / "find.sqlite"), _killing(data, Path(made) / "kill.sqlite", quick)]


def _finding(data: Path, place: Path) -> Sheet:
    """Twenty wordings out of the statements themselves, looked up; the truth by reading every clause."""
    from rapporteur.compare.memory.index import Index
    from rapporteur.compare.memory.indexing import update_index
    from rapporteur.compare.memory.precedents import find_precedents, fold_words
    from rapporteur.compare.workspace import open_workspace

    workspace = open_workspace(data)
    with Index(place) as index:
        start = time.process_time()
        update_index(workspace, index)
        built = time.process_time() - start
        entries = index.entries()
        dice = random.Random(20)
        asked, costs, right = [], [], 0
        while len(asked) < QUESTIONS:
            words = re.findall(r"\S+", dice.choice(entries).text)
            if len(words) >= 2 * WORDS:
                at = dice.randrange(len(words) - WORDS)
                asked.append(" ".join(words[at : at + WORDS]))
        for wording in asked:
            start = time.perf_counter()
            found = find_precedents(index, wording)
            costs.append(1000 * (time.perf_counter() - start))
            key = " " + " ".join(fold_words(wording)) + " "
            holders = [e for e in entries if key in " " + " ".join(fold_words(e.text)) + " "]
            first = min((e.date or "9999", e.forum) for e in holders)
            hit = found.first
            right += hit is not None and (hit.entry.date or "9999", hit.entry.forum) == first
        statements, clauses = index.count()
    row = (statements, clauses, built, statistics.median(costs), max(costs), f"{right} of {QUESTIONS}")
    return Sheet(
        "Where a wording was used before",
        f"{QUESTIONS} wordings of {WORDS} words taken from the clauses (seed 20), milliseconds of work once indexed; "
        "right: the first hit is the earliest use, by reading every clause.",
        ("statements", "clauses", "build, CPU s", "median ms", "longest ms", "first hit right"),
        (row,),
    )


def _killing(data: Path, place: Path, quick: bool) -> Sheet:
    """A builder killed again and again at random points; then one that may finish."""
    from rapporteur.compare.memory.index import Index
    from rapporteur.compare.workspace import open_workspace

    kills = QUICK_KILLS if quick else KILLS
    dice, broken, grown = random.Random(6), 0, 0
    for number in range(kills):
        if number % 20 == 0:  # begin from nothing now and then, so that laying out is killed too
            for name in (place.name, f"{place.name}-wal", f"{place.name}-shm"):
                place.with_name(name).unlink(missing_ok=True)
        builder = subprocess.Popen([sys.executable, "-c", BUILD, str(data), str(place)])
        time.sleep(dice.uniform(0.2, LONGEST_RUN))
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        try:
            with Index(place) as index:
                grown += index.count()[0] > 0
                broken += index._database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]
        except Exception:
            broken += 1
    subprocess.run([sys.executable, "-c", BUILD, str(data), str(place)], check=True)
    with Index(place) as index:
        lost = len(open_workspace(data).files) - index.count()[0]
    return Sheet(
        "The index, its builder killed",
        "SIGKILL at random points (seed 6), from nothing at every twentieth; broken: SQLite's own integrity check, or an "
        "index that does not open; lost: statements missing after one run that was let finish.",
        ("kills", "with statements in it", "broken", "lost"),
        ((kills, grown, broken, lost),),
    )


if __name__ == "__main__":
    for sheet in memory_sheets(Path("build/bench"), "--quick" in sys.argv):
        print(sheet.to_markdown())
