"""A Dask cluster on the loopback for the tests that need a real one."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LONGEST = 300
"""Seconds after which the processes end by themselves, whatever became of the test."""
PR_SET_PDEATHSIG = 1


@contextmanager
def running_cluster(folder: Path, workers: int = 2, longest: int = LONGEST) -> Iterator[str]:
    """The address of a scheduler with that many workers, each a process of its own, all ended afterwards."""
    life = f"{longest} seconds"
    file = folder / "address.json"
    paths = os.pathsep.join(part for part in (*sys.path, str(Path(__file__).parent)) if part)
    environment = {**os.environ, "PYTHONPATH": paths}
    shared = ["--scheduler-file", str(file), "--no-dashboard"]
    lives = ["--death-timeout", "60 seconds", "--lifetime", life]
    commands = [["dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--idle-timeout", life, *shared]]
    commands += [["dask_worker", "--nthreads", "1", "--no-nanny", *lives, *shared]] * workers
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.{name}", *words],
            env=environment,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=_die_with_the_test,
        )
        for name, *words in commands
    ]
    try:
        yield _address(file)
    finally:
        for process in processes:
            process.kill()
            process.wait()


def _die_with_the_test() -> None:
    """Ask Linux to end this process when the one that started it ends, even if that was killed."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _address(file: Path) -> str:
    for _ in range(600):
        try:
            return str(json.loads(file.read_text())["address"])
        except (OSError, ValueError):
            time.sleep(0.05)
    raise AssertionError("The scheduler did not start within 30 s.")
