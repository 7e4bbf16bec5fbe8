"""The cache: gives back what it was given, and never stands in the way when it is broken, locked or killed."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.model import Statement
from rapporteur.compare.store.cache import (
    FILE,
    NO_CACHE,
    Cache,
    cache_folder,
    code_digest,
    connected,
    digest,
    files_digest,
    open_cache,
)
from rapporteur.compare.store.codec import CodecError, decode, decode_comparison, encode, encode_comparison
from rapporteur.compare.store.series import read_series

from rapporteur import open_workspace

SAMPLE = Path(__file__).resolve().parents[1] / "data"
WRITER = """
import sys
from pathlib import Path
from rapporteur.compare.store.cache import open_cache
cache = open_cache(Path(sys.argv[1]))
assert cache.is_on
print("ready", flush=True)
for number in range(int(sys.argv[3])):
    cache.put("statement", f"{sys.argv[2]}-{number % 50}", "key", b"%d" % number * 5000)
assert cache.is_on
"""


def put_and_get(cache: Cache) -> bytes | None:
    cache.put("statement", "a file", "key", b"body")
    return cache.get("statement", "a file", "key")


def statements() -> tuple[Statement, ...]:
    workspace = open_workspace(SAMPLE, cache=False)
    return read_series(workspace, "vedim")


def test_what_is_put_is_got_under_its_own_key_only(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    assert put_and_get(cache) == b"body"
    assert cache.get("statement", "a file", "another key") is None
    assert cache.get("statement", "another file", "key") is None
    assert cache.get("comparison", "a file", "key") is None


def test_a_slot_keeps_only_its_last_body(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    for number in range(100):
        cache.put("statement", "a file", f"key {number}", b"%d" % number)
    assert cache.get("statement", "a file", "key 99") == b"99"
    assert cache.get("statement", "a file", "key 98") is None


def test_it_is_there_for_the_next_process(tmp_path: Path) -> None:
    first = open_cache(tmp_path)
    put_and_get(first)
    first.close()
    assert open_cache(tmp_path).get("statement", "a file", "key") == b"body"


def test_nothing_is_written_into_a_workspace_nor_believed_of_it(tmp_path: Path) -> None:
    workspace = tmp_path / "workspace"
    workspace.mkdir()
    assert put_and_get(open_cache(workspace)) == b"body"
    assert list(workspace.iterdir()) == []
    assert not cache_folder(workspace).is_relative_to(workspace)


def test_a_file_name_that_is_no_utf8_is_a_slot_like_any_other(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    cache.put("statement", "caf\udce9.md", "key", b"body")
    assert cache.get("statement", "caf\udce9.md", "key") == b"body"
    assert cache.is_on


def test_no_cache_remembers_nothing() -> None:
    assert put_and_get(NO_CACHE) is None
    assert not NO_CACHE.is_on


@pytest.mark.parametrize("junk", [b"", b"not a database at all" * 100, os.urandom(5000)])
def test_a_broken_file_is_made_anew(tmp_path: Path, junk: bytes) -> None:
    cache_folder(tmp_path).mkdir(parents=True)
    (cache_folder(tmp_path) / FILE).write_bytes(junk)
    assert put_and_get(open_cache(tmp_path)) == b"body"


def test_a_file_with_broken_pages_costs_its_entries_and_no_more(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    for number in range(200):
        cache.put("statement", f"file {number}", "key", os.urandom(3000))
    cache.close()
    file = cache_folder(tmp_path) / FILE
    data = bytearray(file.read_bytes())
    data[4096:] = os.urandom(len(data) - 4096)
    file.write_bytes(data)
    broken = open_cache(tmp_path)
    found = [broken.get("statement", f"file {number}", "key") for number in range(200)]
    assert found == [None] * 200
    assert put_and_get(open_cache(tmp_path)) == b"body"


def test_another_layout_is_thrown_away(tmp_path: Path) -> None:
    put_and_get(open_cache(tmp_path))
    with sqlite3.connect(cache_folder(tmp_path) / FILE) as database:
        database.execute("PRAGMA user_version = 999")
    cache = open_cache(tmp_path)
    assert cache.get("statement", "a file", "key") is None
    assert put_and_get(cache) == b"body"


def test_a_folder_that_cannot_hold_it_means_no_cache(tmp_path: Path) -> None:
    cache_folder(tmp_path).parent.mkdir(parents=True, exist_ok=True)
    cache_folder(tmp_path).write_text("a file where the folder should be")
    assert not open_cache(tmp_path).is_on


def test_a_cache_that_fails_in_the_middle_is_given_up_and_the_work_is_done(tmp_path: Path) -> None:
    cache = open_cache(tmp_path)
    with sqlite3.connect(cache_folder(tmp_path) / FILE) as database:
        database.execute("DROP TABLE entry")
    assert put_and_get(cache) is None
    assert not cache.is_on


def test_statements_and_comparisons_come_back_equal() -> None:
    old, new, *_ = statements()
    assert decode(Statement, encode(old)) == old
    comparison = compare_statements(old, new)
    assert decode_comparison(encode_comparison(comparison), old, new) == comparison


def test_changed_bytes_are_refused_not_believed() -> None:
    statement = statements()[0]
    body = encode(statement)
    chance = random.Random(9)
    for _ in range(200):
        at = chance.randrange(len(body))
        changed = body[:at] + bytes([body[at] ^ (1 << chance.randrange(8))]) + body[at + 1 :]
        try:
            assert decode(Statement, changed) == statement
        except CodecError:
            continue
    for cut in range(0, len(body), 97):
        with pytest.raises(CodecError):
            decode(Statement, body[:cut])
    with pytest.raises(CodecError):
        decode(Statement, encode([1, 2, 3]))


def test_parts_of_a_key_do_not_run_into_one_another() -> None:
    assert digest(["ab", "c"]) != digest(["a", "bc"]) != digest(["abc"])
    assert digest(["ab", b"c"]) == digest([b"ab", "c"])


def test_a_key_of_files_knows_names_contents_and_absence(tmp_path: Path) -> None:
    one = tmp_path / "one"
    absent = files_digest([one])
    one.write_text("text")
    present = files_digest([one])
    one.write_text("other text")
    assert len({absent, present, files_digest([one])}) == 3


def test_the_key_of_the_code_is_stable_and_knows_the_rooms() -> None:
    assert code_digest() == code_digest("compare") != code_digest("compare", "reports")


def test_two_processes_write_at_once_and_nothing_is_lost(tmp_path: Path) -> None:
    writers = [_writer(tmp_path, name, 300) for name in ("one", "two")]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0]
    cache = open_cache(tmp_path)
    for name in ("one", "two"):
        assert all(cache.get("statement", f"{name}-{number}", "key") for number in range(50))


def test_a_process_killed_while_writing_leaves_whole_entries(tmp_path: Path) -> None:
    chance = random.Random(9)
    for attempt in range(12):
        writer = _writer(tmp_path, "killed", 1_000_000)
        assert writer.stdout and writer.stdout.readline() == b"ready\n"
        time.sleep(chance.random() * 0.03)
        writer.send_signal(signal.SIGKILL)
        writer.wait()
        cache = open_cache(tmp_path)
        for number in range(50):
            body = cache.get("statement", f"killed-{number}", "key")
            assert body is None or body == body[: len(body) // 5000] * 5000
        assert put_and_get(cache) == b"body", attempt
        cache.close()


def _writer(folder: Path, name: str, count: int) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", WRITER, str(folder), name, str(count)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE)


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
