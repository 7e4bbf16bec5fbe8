"""A Dask cluster on the loopback for the tests that need a real one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running_cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of a scheduler with that many workers, each a process of its own, all ended afterwards."""
    file = folder / "address.json"
    paths = os.pathsep.join(part for part in (*sys.path, str(Path(__file__).parent)) if part)
    environment = {**os.environ, "PYTHONPATH": paths}
    shared = ["--scheduler-file", str(file), "--no-dashboard"]
    commands = [["dask_scheduler", "--host", "127.0.0.1", "--port", "0", *shared]]
    commands += [["dask_worker", "--nthreads", "1", "--no-nanny", *shared]] * workers
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *words],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for name, *words in commands
    ]
    try:
        yield _address(file)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _address(file: Path) -> str:
    for _ in range(600):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.05)
    raise AssertionError("The scheduler did not start within 30 s.")
