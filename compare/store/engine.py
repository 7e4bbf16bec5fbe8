"""Where the work is done: in this process, in several on this machine, or on a cluster; the results are the same.

One seam: submit a function with a value, get a future. Python's own process pool has it and so has Dask's client,
so the same dozen lines feed both. (joblib was tried: its Dask backend counts the workers once, at the start, and
with one worker does the work in the calling process.) What runs must not depend on where it runs, so tasks are
pure functions of a module, and results are given in the order of the tasks.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from rapporteur.compare.errors import MissingComponentError, WorkspaceError

Task = TypeVar("Task")
Done = TypeVar("Done")

ADDRESS = re.compile(r"dask://(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\]):(?P<port>\d{1,5})")
SAFE_PATH = "PYTHONSAFEPATH"
"""The variable that says so to Python (3.11 and up)."""
AHEAD = 3
"""Tasks at each worker at once, the one it does included: none is idle, and a long series is never held whole."""
ANSWER = "10s"
"""How long a scheduler may take to answer."""
WAIT = 30
"""Seconds to wait for the first worker of a scheduler."""


@dataclass(frozen=True, slots=True)
class Engine:
    """Where tasks run: ``processes`` on this machine (1 is this process itself), or a Dask ``scheduler``."""

    processes: int = 1
    scheduler: str = ""

    @property
    def is_serial(self) -> bool:
        """Whether everything runs in this process, one after the other."""
        return not self.scheduler and self.processes == 1

    def run(self, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
        """What ``work`` makes of each task, in the order of the tasks; tasks are taken as workers become free.

        ``work`` is a function of a module and depends on nothing but the task. A worker that dies loses nothing:
        its tasks are done by another, or by this process. Raises what ``work`` raises, and MissingComponentError
        where Dask is not installed or its scheduler does not answer.
        """
        if self.is_serial:
            return map(work, tasks)
        if self.scheduler:
            return _on_dask(self.scheduler, work, tasks)
        return _on_processes(self.processes, work, tasks)


SERIAL = Engine()


def read_engine(wanted: str) -> Engine:
    """The engine that a command line names: ``serial``, ``processes:4`` or ``dask://HOST:PORT``.

    Raises WorkspaceError where it names none.
    """
    if wanted in ("", "serial"):
        return SERIAL
    count = re.fullmatch(r"processes:([1-9]\d{0,2})", wanted)
    if count:
        return Engine(processes=int(count[1]))
    address = ADDRESS.fullmatch(wanted)
    if address and int(address["port"]) < 65536:
        return Engine(scheduler=f"tcp://{address['host']}:{address['port']}")
    raise WorkspaceError(f"No engine '{wanted}'. Say serial, processes:4 (a number) or dask://HOST:PORT.")


def _on_processes(processes: int, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
    import multiprocessing
    from concurrent.futures import BrokenExecutor, ProcessPoolExecutor

    # Spawned, not forked: a fork copies locks that other threads hold, and is not everywhere.
    spawn = multiprocessing.get_context("spawn")
    pool: ProcessPoolExecutor

    def submit(task: Task) -> Callable[[], Done]:
        try:
            future = pool.submit(work, task)
        except BrokenExecutor:
            return lambda: work(task)

        def result() -> Done:
            try:
                return future.result()
            except BrokenExecutor:
                return work(task)

        return result

    with _isolated_children():
        pool = ProcessPoolExecutor(processes, mp_context=spawn, initializer=_end_with_the_parent)
        try:
            yield from _in_order(submit, lambda: processes, tasks)
        finally:
            pool.shutdown(cancel_futures=True)


@contextlib.contextmanager
def _isolated_children() -> Iterator[None]:
    """Let Python processes that are started meanwhile import nothing from the working folder, which may be a
    stranger's: a worker starts as ``python -c``, and that looks there first."""
    before = os.environ.get(SAFE_PATH)
    os.environ.update({SAFE_PATH: "1"})
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(SAFE_PATH, None)


def _end_with_the_parent() -> None:
    """At a worker: end when the process that started it ends, even if that was killed and could not say so."""
    import multiprocessing
    import os
    import threading

    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _on_dask(scheduler: str, work: Callable[[Task], Done], tasks: Iterable[Task]) -> Iterator[Done]:
    client = _client(scheduler)

    def submit(task: Task) -> Callable[[], Done]:
        result: Callable[[], Done] = client.submit(work, task, pure=False).result
        return result

    try:
        client.wait_for_workers(1, timeout=WAIT)
        yield from _in_order(submit, lambda: sum(client.nthreads().values()), tasks)
    finally:
        client.close()


def _in_order(
    submit: Callable[[Task], Callable[[], Done]], workers: Callable[[], int], tasks: Iterable[Task]
) -> Iterator[Done]:
    """Results in the order of the tasks, with AHEAD tasks a worker under way."""
    waiting: deque[Callable[[], Done]] = deque()
    for task in tasks:
        waiting.append(submit(task))
        if len(waiting) >= AHEAD * max(1, workers()):
            yield waiting.popleft()()
    while waiting:
        yield waiting.popleft()()


def _client(scheduler: str) -> Any:
    """A client of the scheduler; Dask ships no types of its client, and is an extra."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MissingComponentError(
            "Dask is not installed. For --engine dask://... install the extra: pip install 'rapporteur[distributed]'."
        ) from error
    try:
        connect: Any = Client
        return connect(scheduler, timeout=ANSWER, set_as_default=False)
    except OSError as error:
        raise MissingComponentError(
            f"No Dask scheduler answers at {scheduler}. Start one with `dask scheduler`, or leave --engine out."
        ) from error
