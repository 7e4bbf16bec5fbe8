"""Several processes that open one file at the same moment all get it."""

from __future__ import annotations

import multiprocessing
from pathlib import Path
from typing import Any

from rapporteur.compare.store.database import connected

TABLES = ("CREATE TABLE word (text TEXT)",)
PROCESSES = 6


def opened(path: Path, start: Any, told: Any) -> None:
    start.wait()
    try:
        connected(path, 1, TABLES, 30.0).execute("INSERT INTO word VALUES ('x')")
        told.put("")
    except Exception as error:  # whatever it was belongs in the failure's message
        told.put(repr(error))


def test_processes_that_open_a_new_file_at_the_same_moment_all_write_to_it(tmp_path: Path) -> None:
    fork = multiprocessing.get_context("fork")
    for attempt in range(25):
        path, start, told = tmp_path / f"{attempt}.sqlite", fork.Barrier(PROCESSES), fork.Queue()
        workers = [fork.Process(target=opened, args=(path, start, told)) for _ in range(PROCESSES)]
        for worker in workers:
            worker.start()
        assert [told.get(timeout=60) for _ in workers] == [""] * PROCESSES
        for worker in workers:
            worker.join()
        database = connected(path, 1, TABLES, 1.0)
        assert database.execute("SELECT count(*) FROM word").fetchone() == (PROCESSES,)
        database.close()


def test_tables_of_another_layout_are_made_anew(tmp_path: Path) -> None:
    first = connected(tmp_path / "d.sqlite", 1, TABLES, 1.0)
    first.execute("INSERT INTO word VALUES ('x')")
    first.close()
    tables = ("DROP TABLE IF EXISTS word", *TABLES)
    assert connected(tmp_path / "d.sqlite", 1, tables, 1.0).execute("SELECT * FROM word").fetchall() == [
        ("x",)
    ]
    assert connected(tmp_path / "d.sqlite", 2, tables, 1.0).execute("SELECT * FROM word").fetchall() == []
