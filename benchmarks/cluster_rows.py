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

    root = folder.resolve() / f"workspace-cluster-{size}"
    shutil.rmtree(root, ignore_errors=True)
    write_workspace(root, size)
    here, kept = _built(root, ENGINE)
    with (
        tempfile.TemporaryDirectory(prefix="rapporteur-bench-") as place,
        running_cluster(Path(place), WORKERS, longest=int(LONG)) as address,
    ):
        there, found = _built(root, address.replace("tcp://", "dask://"))
    rows: list[tuple[Cell, ...]] = [
        (ENGINE, here.cpu, here.wall, len(kept), "-"),
        (f"dask, {WORKERS} workers", there.cpu, there.wall, len(found), "yes" if found == kept else "no"),
    ]
    return [
        Sheet(
            f"{size:,} statements on a cluster",
            "`rapporteur index --all --engine ...`: a scheduler and its workers on the loopback. CPU: of the process "
            "that was called; what a cluster's workers spend is not in it. Entries: statements and comparisons "
            "that were kept; same bytes: whether each is what the first engine kept, to the byte.",
            ("engine", "CPU s", "wall s", "entries", "same bytes"),
            tuple(rows),
        )
    ]


def _built(root: Path, engine: str) -> tuple[Cost, list[tuple[str, ...]]]:
    """What the build cost, and each entry that it kept, its body as a digest."""
    shutil.rmtree(root / ".rapporteur", ignore_errors=True)
    done = cost([*OURS, "index", "--all", "--engine", engine, "--data", root], runs=1, give_up=LONG)
    if done.note:
        raise SystemExit(f"index --all --engine {engine}: {done.note}")
    with sqlite3.connect(root / ".rapporteur" / "cache.sqlite") as database:
        rows = database.execute("SELECT kind, slot, key, body FROM entry ORDER BY kind, slot")
        return done, [(kind, slot, key, sha256(body).hexdigest()) for kind, slot, key, body in rows]
