"""How cost is measured: CPU seconds and peak memory of a whole process, the median of several runs."""

from __future__ import annotations

import json
import os
import platform
import resource
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

GIVE_UP = 10.0
"""CPU seconds after which a run is stopped: a peer that takes longer is told as "over 10 s"."""
_SCRIPT = Path(sys.executable).with_name("rapporteur")
OURS = [str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "rapporteur.reports.cli"]
"""Our command: as it is installed, else as a module."""
INSTALLED = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
"""The environment of what is measured. Where Python may not keep what it compiled, a program in a checkout is compiled
at each start, as no installed one is; the peers are installed, so ours is measured as if it were."""
ENOUGH = 5.0
"""CPU seconds after which a command is not run once more, unless it says otherwise: what takes so long varies little
from run to run."""
WAITED = 10
"""Wall seconds for each CPU second allowed: a busy machine is no fault of the peer, a hanging one is."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: CPU and wall seconds (medians), peak memory in MiB, and what each run printed.

    ``cpu`` counts the process and the children it waited for. ``note`` says why there is no figure. CPU is
    the figure to trust on a loaded machine; it hides waiting, and it adds up what several cores did at once.
    """

    cpu: float | None = None
    wall: float | None = None
    memory: float | None = None
    outputs: tuple[bytes, ...] = ()
    note: str = ""


def cost(
    command: Iterable[object],
    *,
    runs: int = 3,
    codes: Sequence[int] = (0,),
    give_up: float = GIVE_UP,
    enough: float = ENOUGH,
    environment: dict[str, str] | None = None,
    folder: Path | None = None,
) -> Cost:
    """The cost of a whole process; exit codes other than ``codes`` and runs that take too long give a note.

    After ``enough`` CPU seconds in all it is not run once more.
    """
    found: list[Cost] = []
    words = [str(part) for part in command]
    for _ in range(runs):
        one = _once(words, codes, give_up, environment, folder)
        if one.note:
            return one
        found.append(one)
        if sum(c.cpu or 0 for c in found) > min(give_up / 2, enough):
            break
    return Cost(
        cpu=statistics.median(c.cpu or 0 for c in found),
        wall=statistics.median(c.wall or 0 for c in found),
        memory=max(c.memory or 0 for c in found),
        outputs=tuple(output for c in found for output in c.outputs),
    )


def _once(
    command: list[str],
    codes: Sequence[int],
    give_up: float,
    environment: dict[str, str] | None,
    folder: Path | None,
) -> Cost:
    start = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**INSTALLED, **(environment or {})},
        cwd=folder,
        start_new_session=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (int(give_up), int(give_up) + 1)),
    )
    stopped = _stop_later(process.pid, give_up * WAITED)
    assert process.stdout
    output = process.stdout.read()
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if stopped() or process.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
        return Cost(note=f"over {give_up:.0f} s")
    if process.returncode not in codes:
        return Cost(note=f"failed (exit {process.returncode})", outputs=(output,))
    return Cost(
        cpu=used.ru_utime + used.ru_stime,
        wall=time.perf_counter() - start,
        memory=used.ru_maxrss / 1024,
        outputs=(output,),
    )


def _stop_later(group: int, seconds: float) -> Callable[[], bool]:
    """Kill the process group after ``seconds``; the function returned cancels that and says if it happened."""
    import threading

    killed = threading.Event()

    def kill() -> None:
        killed.set()
        os.killpg(group, signal.SIGKILL)

    timer = threading.Timer(seconds, kill)
    timer.start()

    def stopped() -> bool:
        timer.cancel()
        return killed.is_set()

    return stopped


def printed(found: Cost) -> dict[str, float]:
    """The figures a measured script printed as its last line of JSON, each the median of the runs."""
    runs = [json.loads(output.decode().strip().splitlines()[-1]) for output in found.outputs]
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def machine() -> dict[str, str]:
    """What the figures were measured on."""
    return {
        "processor": _first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine(),
        "cores": str(os.cpu_count()),
        "memory": _memory(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": " ".join(f"{value:.1f}" for value in os.getloadavg()),
    }


def _first(path: str, name: str) -> str:
    if not os.path.exists(path):
        return ""
    lines = Path(path).read_text().splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _memory() -> str:
    pages, size = os.sysconf("SC_PHYS_PAGES"), os.sysconf("SC_PAGE_SIZE")
    return f"{pages * size / 2**30:.0f} GiB"
