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
from typing import TYPE_CHECKING

from generate import shared_folder, write_workspace
from sheet import Sheet

if TYPE_CHECKING:
    from rapporteur.compare.history.index import Entry

QUESTIONS = 20
WORDS = 6
KILLS = 200
QUICK_KILLS = 20
SETTLED = 2.1
"""Seconds after which a file that was copied just now is old enough to be known by its looks."""
LONGEST_RUN = 4.0
"""Seconds within which a builder is killed: past the start of Python, short of a whole build."""

BUILD = """
import pathlib, sys
from rapporteur.compare.history.index import Index
from rapporteur.compare.history.indexing import update_index
from rapporteur.compare.store.workspace import open_workspace
with Index(pathlib.Path(sys.argv[2])) as index:
    update_index(open_workspace(pathlib.Path(sys.argv[1])), index)
"""


# What one `rapporteur find` does once Python has started and its modules are imported: look whether a file has
# changed since it was indexed, search, lay the variants beside the words, and set the answer as text.
ANSWER = """
import pathlib, sys, time
from rapporteur.compare.history.precedents import find_precedents
from rapporteur.reports.commands.memory import open_index
from rapporteur.reports.answers.model import to_text
from rapporteur.reports.answers.threads import found_page
start = time.perf_counter(), time.process_time()
with open_index(pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])) as index:
    checked = time.perf_counter()
    found = find_precedents(index, sys.argv[3])
text = to_text(found_page(found))
end = time.perf_counter(), time.process_time()
print(1000 * (checked - start[0]), 1000 * (end[0] - start[0]), 1000 * (end[1] - start[1]))
print(found.first.entry.address if found.first else "")
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
    """Twenty wordings out of the statements themselves, each looked up by a process of its own."""
    from rapporteur.compare.history.index import Index
    from rapporteur.compare.history.indexing import update_index
    from rapporteur.compare.store.workspace import open_workspace

    with Index(place) as index:
        start = time.process_time()
        update_index(open_workspace(data), index)
        built = time.process_time() - start
        entries = index.entries()
        statements, clauses = index.count()
    asked = _wordings([entry.text for entry in entries])
    time.sleep(SETTLED)
    _answer(data, place, asked[0])  # the first answer keeps how the files look; it is not timed
    answers = [_answer(data, place, wording) for wording in asked]
    right = sum(answer[1] == _first_holder(entries, w) for answer, w in zip(answers, asked, strict=True))
    checks, wholes, work = zip(*(times for times, _ in answers), strict=True)
    row = (
        *(statements, clauses, built),
        *(statistics.median(checks), statistics.median(wholes), max(wholes), max(work)),
        f"{right} of {QUESTIONS}",
    )
    return Sheet(
        "Where a wording was used before",
        f"{QUESTIONS} wordings of {WORDS} words taken from the clauses (seed 20), each asked of a process of its own; "
        "milliseconds from the end of the imports to the answer as text. Check: whether any file has changed since it was "
        "indexed. Right: the first hit is the very clause that reading all of them finds first.",
        (
            *("statements", "clauses", "build, CPU s"),
            *("check, median ms", "answer, median ms", "answer, longest ms", "answer, most CPU ms"),
            "first hit right",
        ),
        (row,),
    )


def _wordings(texts: list[str]) -> list[str]:
    """Runs of words out of clauses long enough to hold one and its surroundings."""
    dice = random.Random(20)
    asked: list[str] = []
    while len(asked) < QUESTIONS:
        words = re.findall(r"\S+", dice.choice(texts))
        if len(words) >= 2 * WORDS:
            at = dice.randrange(len(words) - WORDS)
            asked.append(" ".join(words[at : at + WORDS]))
    return asked


def _answer(data: Path, place: Path, wording: str) -> tuple[tuple[float, float, float], str]:
    """Milliseconds for the check, for the whole answer and of the processor; and the address of the first hit."""
    command = [sys.executable, "-c", ANSWER, str(data), str(place), wording]
    numbers, address = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    check, whole, work = map(float, numbers.split())
    return (check, whole, work), address


def _first_holder(entries: list[Entry], wording: str) -> str:
    """The address of the first clause that holds the words, by reading every one of them."""
    from rapporteur.compare.history.precedents import fold_words

    key = f" {' '.join(fold_words(wording))} "
    holders = [e for e in entries if key in f" {' '.join(fold_words(e.text))} "]
    return min(holders, key=lambda e: (e.date or "9999", e.forum)).address


def _killing(data: Path, place: Path, quick: bool) -> Sheet:
    """A builder killed again and again at random points; then one that may finish."""
    from rapporteur.compare.history.index import Index
    from rapporteur.compare.store.workspace import open_workspace

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
