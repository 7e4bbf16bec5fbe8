"""The index and what is found in it: right to the clause, whole after a kill, patient with a second writer."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rapporteur.compare.errors import UnreadableError, WorkspaceError
from rapporteur.compare.history import index as index_module
from rapporteur.compare.history.index import Index, index_path
from rapporteur.compare.history.indexing import update_index
from rapporteur.compare.history.precedents import find_precedents, nearest_stretch
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind, Theme
from rapporteur.compare.store.workspace import open_workspace

SAID = {
    "coast/a.md": ("2021-05-01", "Ministers agreed to open the northern harbour to every boat."),
    "coast/b.md": ("2019-05-01", "They hoped to open the Northern-Harbour one day."),
    "hills/c.md": ("2020-05-01", "We will open the southern harbour to each boat of the coast."),
    "hills/d.md": ("", "An undated word on the northern harbour."),
}


def read(source: str) -> Statement:
    date, text = SAID[source]
    forum = source.partition("/")[0]
    name = f"{forum}/{date or 'undated'}"
    clause = Clause(f"{name}#1", "1", "", text, 0, len(text), themes=(Theme("environment", 0.5, "x"),))
    return Statement(Meeting(forum, date=date), StatementKind.STATEMENT, "", text, (clause,), source, "")


@pytest.fixture
def index(tmp_path: Path) -> Index:
    found = Index(tmp_path / "index.sqlite")
    found.update([(source, "1") for source in SAID], read)
    return found


def test_the_first_use_is_the_earliest_and_undated_ones_come_last(index: Index) -> None:
    found = find_precedents(index, "northern harbour")
    assert [use.entry.date for use in found.uses] == ["2019-05-01", "2021-05-01", ""]
    assert found.first is not None and found.last is not None
    assert (found.first.entry.address, found.last.entry.date) == ("coast/2019-05-01#1", "2021-05-01")


def test_the_span_of_a_use_is_the_wording_itself(index: Index) -> None:
    for use in find_precedents(index, "NORTHERN harbour").uses:
        assert use.entry.text[use.start : use.end].lower().replace("-", " ") == "northern harbour"


def test_words_in_another_order_are_no_use(index: Index) -> None:
    assert not find_precedents(index, "harbour northern").uses


def test_a_near_wording_is_a_variant_with_a_redline_from_what_was_asked(index: Index) -> None:
    (near, *_) = find_precedents(index, "open the southern harbour to every boat").variants
    assert near.entry.forum in ("hills", "coast")
    assert (
        "".join(e.text for e in near.edits if e.kind != "insert") == "open the southern harbour to every boat"
    )
    assert 0.5 <= near.nearness < 1


@pytest.mark.parametrize("wording", ["", "...", '"'])
def test_a_wording_without_a_word_is_refused(index: Index, wording: str) -> None:
    with pytest.raises(WorkspaceError, match="at least one word"):
        find_precedents(index, wording)


@pytest.mark.parametrize(
    "wording", ['north" OR "x', "a* NEAR(b)", "{col}: x", "naïve – “quoted”", "x'); DROP TABLE word; --"]
)
def test_no_wording_is_taken_for_the_language_of_the_database(index: Index, wording: str) -> None:
    assert find_precedents(index, wording).uses == ()
    assert index.count() == (4, 4)


def test_a_changed_statement_replaces_its_old_words_and_a_removed_one_goes(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SAID, "coast/a.md", ("2021-05-01", "Ministers closed the quarry."))
    done = index.update([("coast/a.md", "2"), ("coast/b.md", "1")], read)
    assert (done.read, done.kept, done.removed) == (1, 1, 2)
    assert [u.entry.address for u in find_precedents(index, "northern harbour").uses] == [
        "coast/2019-05-01#1"
    ]
    assert find_precedents(index, "the quarry").first is not None


def test_what_has_not_changed_is_not_read_again(index: Index) -> None:
    def refuse(source: str) -> Statement:
        raise AssertionError(source)

    assert index.update([(source, "1") for source in SAID], refuse).kept == len(SAID)


def test_a_statement_that_cannot_be_read_is_reported_and_the_others_are_indexed(tmp_path: Path) -> None:
    def fail(source: str) -> Statement:
        if source == "coast/a.md":
            raise UnreadableError("a scan")
        return read(source)

    with Index(tmp_path / "i.sqlite") as index:
        done = index.update([(source, "1") for source in SAID], fail)
        assert done.failed == (("coast/a.md", "a scan"),)
        assert index.count()[0] == len(SAID) - 1


def test_a_broken_file_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    path.write_bytes(b"not a database at all" * 100)
    with Index(path) as index:
        assert index.count() == (0, 0)


def test_a_damaged_file_never_leaves_a_match_out(index: Index, tmp_path: Path) -> None:
    """A page of zeros may leave the file sound for SQLite and a clause unsaid: then it is made anew, and says so."""
    index.close()
    path = tmp_path / "index.sqlite"
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        database.execute("PRAGMA journal_mode = DELETE")
    database.close()
    whole, dice = path.read_bytes(), random.Random(18)
    made_anew = 0
    for start in range(0, len(whole), 4096):
        for damage in (
            bytes(4096),
            dice.randbytes(4096),
            bytes([whole[start] ^ 1]),
            whole[start : start + 9][::-1],
        ):
            path.write_bytes(whole[:start] + damage + whole[start + len(damage) :])
            with Index(path) as opened:
                done = opened.update([(source, "1") for source in SAID], read)
                assert (
                    find_precedents(opened, "northern harbour").uses[0].entry.address == "coast/2019-05-01#1"
                )
                made_anew += done.read == len(SAID)
    assert made_anew > 10


def test_a_second_writer_is_told_clearly_when_waiting_does_not_help(
    index: Index, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_module, "PATIENCE", 0.05)
    with Index(tmp_path / "index.sqlite") as second:
        other = sqlite3.connect(tmp_path / "index.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(WorkspaceError, match="Another process"):
            second.update([("coast/a.md", "3")], read)
        other.execute("ROLLBACK")
        assert second.update([("coast/a.md", "3")], read).read == 1


def test_a_workspace_that_cannot_be_written_keeps_its_index_in_the_cache_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert tmp_path in index_path(tmp_path / "data").parents
    assert index_path(tmp_path / "data") != index_path(tmp_path / "other")


def test_the_stretch_that_comes_nearest_leaves_far_words_out() -> None:
    text = "the one two three x four and much else that is far away one".split()
    assert nearest_stretch("one two three four".split(), text) == (1, 6, 4)
    assert nearest_stretch(["none"], text) == (0, 0, 0)


BUILD = (
    "import sys, pathlib; from rapporteur.compare.history.index import Index; from rapporteur.compare.history.indexing import update_index;"
    " from rapporteur.compare.store.workspace import open_workspace; w = open_workspace(pathlib.Path(sys.argv[1]));"
    " update_index(w, Index(pathlib.Path(sys.argv[2])))"
)


def build(sample: Path, path: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", BUILD, str(sample), str(path)])


def test_an_index_whose_builder_was_killed_is_valid_and_the_next_run_completes_it(
    sample: Path, tmp_path: Path
) -> None:
    workspace, path, dice = open_workspace(sample), tmp_path / "i.sqlite", random.Random(6)
    for _ in range(4):
        builder = build(sample, path)
        time.sleep(dice.uniform(0.1, 0.9))
        builder.send_signal(signal.SIGKILL)
        builder.wait()
        with Index(path) as index:
            statements, clauses = index.count()
            assert (clauses > 0) == (statements > 0)
    with Index(path) as index:
        done = update_index(workspace, index)
        assert (done.read + done.kept, index.count()[0]) == (len(workspace.files), len(workspace.files))


def test_two_builders_at_once_make_one_whole_index(sample: Path, tmp_path: Path) -> None:
    path = tmp_path / "i.sqlite"
    builders = [build(sample, path), build(sample, path)]
    assert [builder.wait() for builder in builders] == [0, 0]
    with Index(path) as index:
        assert index.count()[0] == len(open_workspace(sample).files)
        assert index._database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


LONG_AGO = 1_600_000_000
"""Seconds since 1970: a file changed then is known by its looks."""


def a_workspace(folder: Path, text: str) -> Path:
    """A workspace of one statement whose file was last changed long ago."""
    file = folder / "coast" / "2021-05-01-statement.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"# Joint Statement\n\n1 May 2021\n\n1. {text}\n", encoding="utf-8")
    os.utime(file, (LONG_AGO, LONG_AGO))
    return file


def test_an_untouched_file_is_not_opened_to_know_that_it_did_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rapporteur.compare.history.indexing.FRESH", 0)
    file = a_workspace(tmp_path, "Ministers agreed to open the harbour.")
    with Index(tmp_path / "i.sqlite") as index:
        assert update_index(open_workspace(tmp_path, cache=False), index).read == 1
        opened: list[Path] = []
        monkeypatch.setattr(
            "rapporteur.compare.history.indexing.statement_key",
            lambda workspace, path, forum: opened.append(path) or "",
        )
        assert update_index(open_workspace(tmp_path, cache=False), index).kept == 1
        assert opened == []
        file.touch()
        update_index(open_workspace(tmp_path, cache=False), index)
        assert opened == [file]


def test_a_file_that_was_only_touched_is_not_read_anew(tmp_path: Path) -> None:
    file = a_workspace(tmp_path, "Ministers agreed to open the harbour.")
    with Index(tmp_path / "i.sqlite") as index:
        update_index(open_workspace(tmp_path, cache=False), index)
        file.touch()
        assert update_index(open_workspace(tmp_path, cache=False), index).kept == 1


def test_another_text_of_the_same_length_and_time_is_seen(tmp_path: Path) -> None:
    a_workspace(tmp_path, "Ministers agreed to open the harbour.")
    with Index(tmp_path / "i.sqlite") as index:
        update_index(open_workspace(tmp_path, cache=False), index)
        a_workspace(tmp_path, "Ministers agreed to shut the harbour.")
        assert update_index(open_workspace(tmp_path, cache=False), index).read == 1
        assert find_precedents(index, "shut the harbour").first is not None
        assert find_precedents(index, "open the harbour").first is None


def test_a_file_changed_just_now_is_read_again_whatever_it_looks_like(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_workspace(tmp_path, "Ministers agreed to open the harbour.")
    with Index(tmp_path / "i.sqlite") as index:
        update_index(open_workspace(tmp_path, cache=False), index)
        assert [look for look, _ in index.looks().values()] == [""]
        monkeypatch.setattr("rapporteur.compare.history.indexing.FRESH", 0)
        update_index(open_workspace(tmp_path, cache=False), index)
        assert [bool(look) for look, _ in index.looks().values()] == [True]


def test_settings_that_changed_bear_on_every_statement(tmp_path: Path) -> None:
    a_workspace(tmp_path, "Ministers agreed to open the harbour.")
    with Index(tmp_path / "i.sqlite") as index:
        update_index(open_workspace(tmp_path, cache=False), index)
        (tmp_path / "themes.toml").write_text(
            '[[theme]]\nid = "harbours"\nname = "Harbours"\ndecisive = ["harbour"]\n', encoding="utf-8"
        )
        assert update_index(open_workspace(tmp_path, cache=False), index).read == 1
        assert [entry.themes for entry in index.entries(theme="harbours")] != []
