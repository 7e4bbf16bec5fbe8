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
    for path in sorted((root / "statements").rglob("*.md")):
        data = path.read_bytes()
        hashlib.sha256(data).digest()
        count += len(WORD.findall(data.decode("utf-8")))
    return count


def threads(root: Path) -> int:
    """How many threads the first forum has."""
    from rapporteur.compare.record import read_record
    from rapporteur.compare.workspace import open_workspace

    workspace = open_workspace(root)
    return len(read_record(workspace, workspace.forums[0]).threads)


if __name__ == "__main__":
    what, folder = sys.argv[1:]
    start = time.process_time()
    found = {"floor": floor, "threads": threads}[what](Path(folder))
    print(json.dumps({"seconds": time.process_time() - start, "found": found}))
