"""A workspace worked out ahead: everything is kept, nothing twice, the same entries wherever it was done."""

from __future__ import annotations

import importlib.util
import shutil
import sqlite3
from pathlib import Path

import pytest
from clusters import running_cluster
from rapporteur.compare.history.record import build, read_record
from rapporteur.compare.store import series
from rapporteur.compare.store.cache import FILE, cache_folder
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.workspace import open_workspace

SAMPLE = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample workspace without anything remembered."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


def entries(root: Path, engine: Engine = SERIAL) -> list[tuple[object, ...]]:
    """Everything that the cache holds after the workspace was worked out."""
    shutil.rmtree(cache_folder(root), ignore_errors=True)
    workspace = open_workspace(root)
    assert build(workspace, engine=engine) == len(workspace.forums)
    workspace.cache.close()
    with sqlite3.connect(cache_folder(root) / FILE) as database:
        return database.execute("SELECT kind, slot, key, body FROM entry ORDER BY kind, slot").fetchall()


def test_afterwards_nothing_is_read_or_compared(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build(open_workspace(folder))
    monkeypatch.setattr(series, "read_statement", None)
    monkeypatch.setattr(series, "compare_statements", None)
    workspace = open_workspace(folder)
    assert build(workspace) == 0
    assert all(read_record(workspace, forum).comparisons for forum in workspace.forums)


def test_only_the_forum_that_changed_is_worked_out_again(folder: Path) -> None:
    build(open_workspace(folder))
    path = sorted((folder / "statements" / "lantern").iterdir())[0]
    path.write_text(path.read_text().replace(" the ", " each ", 1))
    assert build(open_workspace(folder)) == 1
    assert build(open_workspace(folder)) == 0


def test_without_a_cache_there_is_nothing_to_do(folder: Path) -> None:
    assert build(open_workspace(folder, cache=False)) == 0


def test_the_progress_is_told(folder: Path) -> None:
    told: list[tuple[int, int]] = []
    build(open_workspace(folder), tell=lambda done, of: told.append((done, of)))
    assert told == [(1, 2), (2, 2)]


def test_several_processes_keep_the_same_entries(folder: Path) -> None:
    assert entries(folder) == entries(folder, Engine(processes=2))


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="Dask is not installed")
def test_a_cluster_keeps_the_same_entries(folder: Path, tmp_path: Path) -> None:
    with running_cluster(tmp_path) as address:
        assert entries(folder) == entries(folder, Engine(scheduler=address))
