"""The shipped tables are kept parsed, and read again from their text whenever that says something else."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rapporteur.compare.lexicons import shipped


@pytest.fixture
def table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(shipped, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path / "verbs.toml"


def test_a_kept_table_is_what_its_text_says(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = '[verbs]\nagree = { tier = 4, also = ["decide"] }\n'
    first = shipped.parse(table, text)
    monkeypatch.setattr(shipped, "_parse", lambda text: pytest.fail("parsed again"))
    assert shipped.parse(table, text) == first == {"verbs": {"agree": {"tier": 4, "also": ["decide"]}}}


def test_another_text_or_a_broken_copy_is_parsed_anew(table: Path) -> None:
    assert shipped.parse(table, "a = 1") == {"a": 1}
    assert shipped.parse(table, "a = 2") == {"a": 2}
    (kept,) = (table.parent / "__pycache__").iterdir()
    for broken in (b"", kept.read_bytes()[:40], kept.read_bytes()[: shipped.DIGEST]):
        kept.write_bytes(broken)
        assert shipped.parse(table, "a = 2") == {"a": 2}


def test_a_workspaces_own_table_is_never_kept(table: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.mktemp("own") / "verbs.toml"
    assert shipped.parse(own, "a = 1") == {"a": 1}
    assert not (own.parent / "__pycache__").exists()
    assert not (table.parent / "__pycache__").exists()
