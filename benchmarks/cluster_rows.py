"""A whole workspace built on a Dask cluster of two workers, held to the bytes of the same built on this machine."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
import sys
import tempfile
from hashlib import sha256
from pathlib import Path

from generate import write_workspace
from many_rows import ENGINE, LONG
from measure import OURS, Cost, cost
from sheet import Cell, Sheet

WORKERS = 2
CLUSTERS = Path(__file__).resolve().parents[1] / "tests"
"""Where the starting of a real scheduler and workers lies: the tests need it too."""


def cluster_sheets(folder: Path, size: int) -> list[Sheet]:
    """The same workspace built in one process, in several, and on a cluster; nothing where Dask is not installed."""
    if not importlib.util.find_spec("distributed"):
        return []
    sys.path.insert(0, str(CLUSTERS))
    from clusters import running_cluster

    root = folder / f"workspace-{size}"  # where the part on many statements was run, it stands there built
    if not root.is_dir():
        write_workspace(root, size)
    kept = _built(root, ENGINE)[1]
    with (
        tempfile.TemporaryDirectory(prefix="rapporteur-bench-") as place,
        running_cluster(Path(place), WORKERS, longest=int(LONG)) as address,
    ):
        shutil.rmtree(root / ".rapporteur", ignore_errors=True)
        there, found = _built(root, address.replace("tcp://", "dask://"))
    rows: list[tuple[Cell, ...]] = [
        (ENGINE, None, None, len(kept), "-"),
        (f"dask, {WORKERS} workers", there.cpu, there.wall, len(found), "yes" if found == kept else "no"),
    ]
    return [
        Sheet(
            f"{size:,} statements on a cluster",
            "`rapporteur index --all --engine ...`: a scheduler and its workers on the loopback. CPU: of the process "
            "that was called; what a cluster's workers spend is not in it, and what the first engine spends stands in the "
            "table on many statements. Entries: statements and comparisons "
            "that were kept; same bytes: whether each is what the first engine kept, to the byte.",
            ("engine", "CPU s", "wall s", "entries", "same bytes"),
            tuple(rows),
        )
    ]


def _built(root: Path, engine: str) -> tuple[Cost, list[tuple[str, ...]]]:
    """What bringing it up to date cost, and each entry that is kept, its body as a digest."""
    done = cost([*OURS, "index", "--all", "--engine", engine, "--data", root], runs=1, give_up=LONG)
    if done.note:
        raise SystemExit(f"index --all --engine {engine}: {done.note}")
    with sqlite3.connect(root / ".rapporteur" / "cache.sqlite") as database:
        query = "SELECT kind, slot, key, body FROM entry WHERE kind IN ('statement', 'comparison') ORDER BY kind, slot"
        rows = database.execute(query)
        return done, [(kind, slot, key, sha256(body).hexdigest()) for kind, slot, key, body in rows]
