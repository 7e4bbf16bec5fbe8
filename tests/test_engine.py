"""The engines: the same results in the same order wherever the work is done, also when a worker is killed."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from clusters import running_cluster
from rapporteur.compare.errors import MissingComponentError, WorkspaceError
from rapporteur.compare.store.engine import AHEAD, SERIAL, Engine, read_engine

Found = TypeVar("Found")
HAS_DASK = importlib.util.find_spec("distributed") is not None
needs_dask = pytest.mark.skipif(not HAS_DASK, reason="Dask is not installed: pip install '.[distributed]'")


def double(number: int) -> int:
    return 2 * number


def fail(number: int) -> int:
    raise ValueError(f"task {number}")


def double_slowly(task: tuple[int, str]) -> int:
    """Leave a mark with this worker's process number, so that the test knows whom to kill."""
    number, folder = task
    (Path(folder) / f"{number}.{os.getpid()}").touch()
    time.sleep(0.3)
    return 2 * number


def test_names_of_engines_are_read() -> None:
    assert read_engine("serial") == SERIAL
    assert read_engine("") == SERIAL
    assert read_engine("processes:3") == Engine(processes=3)
    assert read_engine("dask://node-1.example:8786") == Engine(scheduler="tcp://node-1.example:8786")
    assert read_engine("dask://[::1]:8786").scheduler == "tcp://[::1]:8786"


@pytest.mark.parametrize(
    "wanted",
    ["ray", "processes:0", "processes:-1", "processes:x", "dask://", "dask://host", "dask://host:99999"],
)
def test_other_names_get_a_clear_word(wanted: str) -> None:
    with pytest.raises(WorkspaceError, match="Say serial"):
        read_engine(wanted)


@pytest.mark.parametrize("engine", [SERIAL, Engine(processes=2)])
def test_results_come_in_the_order_of_the_tasks(engine: Engine) -> None:
    assert list(engine.run(double, range(40))) == [2 * n for n in range(40)]


@pytest.mark.parametrize("engine", [SERIAL, Engine(processes=2)])
def test_no_tasks_give_no_results(engine: Engine) -> None:
    assert list(engine.run(double, [])) == []


@pytest.mark.parametrize("engine", [SERIAL, Engine(processes=2)])
def test_what_the_work_raises_is_raised(engine: Engine) -> None:
    with pytest.raises(ValueError, match="task 0"):
        list(engine.run(fail, [0]))


def test_a_process_killed_in_the_middle_loses_nothing(tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path)) for number in range(8)]
    results = Engine(processes=2).run(double_slowly, iter(tasks))
    assert [next(results), *_after_a_kill(tmp_path, results)] == [2 * number for number in range(8)]


def test_workers_end_when_the_process_that_started_them_is_killed(tmp_path: Path) -> None:
    program = (
        "import test_engine as t; from rapporteur.compare.store.engine import Engine\n"
        f"list(Engine(processes=2).run(t.double_slowly, [(n, {str(tmp_path)!r}) for n in range(200)]))"
    )
    paths = os.pathsep.join(part for part in (*sys.path, str(Path(__file__).parent)) if part)
    environment = {**os.environ, "PYTHONPATH": paths}
    parent = subprocess.Popen([sys.executable, "-c", program], env=environment)
    workers = _waited_for(lambda: {int(path.suffix[1:]) for path in tmp_path.iterdir()})
    parent.kill()
    parent.wait()
    assert _waited_for(lambda: not any(Path(f"/proc/{worker}").exists() for worker in workers))


def _waited_for(wanted: Callable[[], Found]) -> Found:
    """What ``wanted`` gives as soon as that is true, looked for as long as a busy machine may take."""
    for _ in range(600):
        if found := wanted():
            return found
        time.sleep(0.1)
    raise AssertionError("It did not come about within a minute.")


def test_tasks_are_taken_as_workers_become_free_not_all_at_once() -> None:
    taken: list[int] = []
    tasks = (taken.append(number) or number for number in range(1000))
    results = Engine(processes=2).run(double, tasks)
    assert next(results) == 0
    assert len(taken) <= 2 * AHEAD


@needs_dask
def test_a_scheduler_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapporteur.compare.store.engine.ANSWER", "1s")
    with pytest.raises(MissingComponentError, match="No Dask scheduler answers"):
        list(Engine(scheduler="tcp://127.0.0.1:1").run(double, [1]))


@needs_dask
def test_a_cluster_gives_the_same_in_the_same_order(cluster: str) -> None:
    assert list(Engine(scheduler=cluster).run(double, range(40))) == [2 * n for n in range(40)]


@needs_dask
def test_a_worker_killed_in_the_middle_loses_nothing(cluster: str, tmp_path: Path) -> None:
    tasks = [(number, str(tmp_path)) for number in range(12)]
    results = Engine(scheduler=cluster).run(double_slowly, iter(tasks))
    assert [next(results), *_after_a_kill(tmp_path, results)] == [2 * number for number in range(12)]


def _after_a_kill(marks: Path, results: Iterator[int]) -> Iterator[int]:
    """The other results, after the worker that began a task last was killed."""
    victim = int(sorted(marks.iterdir())[-1].suffix[1:])
    assert victim != os.getpid()
    os.kill(victim, signal.SIGKILL)
    return results


@pytest.fixture
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running_cluster(tmp_path_factory.mktemp("dask")) as address:
        yield address
