"""Measure one thing of a workspace inside one process: ``one_forum.py floor|threads FOLDER``; prints JSON.

``floor`` is what no program can do without: read and hash every file, and split it into words once. ``threads``
follows those of the first forum, its statements and comparisons taken from the cache.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from pathlib import Path

WORD = re.compile(r"\w+")


def floor(root: Path) -> int:
    """Read, hash and split; how many words there are."""
    count = 0
    for path in sorted((root / "statements").rglob("*.*")):
        data = path.read_bytes()
        hashlib.sha256(data).digest()
        count += len(WORD.findall(data.decode("utf-8")))
    return count


def threads(root: Path) -> int:
    """How many threads the first forum has."""
    from rapporteur.compare.history.record import read_record
    from rapporteur.compare.store.workspace import open_workspace

    workspace = open_workspace(root)
    return len(read_record(workspace, workspace.forums[0]).threads)


LEAST = 0.2
"""CPU seconds below which the floor is measured again and again: the clock of a busy machine is coarse."""


def main(what: str, folder: str) -> None:
    """Measure and print one line of JSON."""
    runs, found = 0, 0
    start = time.process_time()
    while not runs or (what == "floor" and time.process_time() - start < LEAST):
        found = {"floor": floor, "threads": threads}[what](Path(folder))
        runs += 1
    print(json.dumps({"seconds": (time.process_time() - start) / runs, "found": found}))


if __name__ == "__main__":
    main(*sys.argv[1:])
