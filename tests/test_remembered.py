"""Where the cache and the index lie."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapporteur.compare.store.folder import FOLDER, folder_for


def test_a_workspace_keeps_its_memory_inside_itself(tmp_path: Path) -> None:
    assert folder_for(tmp_path) == tmp_path / FOLDER


def test_a_folder_closed_to_writing_is_left_alone_even_by_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o555)
    assert folder_for(closed).is_relative_to(tmp_path / "cache" / "rapporteur")
