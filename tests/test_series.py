"""A forum's series: what is remembered is what would be worked out, on one machine or on many."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from clusters import running_cluster
from rapporteur.compare.alignment.overrides import write_entry
from rapporteur.compare.model import Comparison
from rapporteur.compare.store import series
from rapporteur.compare.store.cache import cache_folder
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.series import compare_neighbours, compare_pair, read_series
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.formats.tables import comparison_json

SAMPLE = Path(__file__).resolve().parents[1] / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample workspace without anything remembered."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """How many statements were read and how many pairs compared since the test began."""
    counts = {"read": 0, "compared": 0}

    def counting(name: str, work: Callable[..., object]) -> Callable[..., object]:
        def counted_work(*values: object, **options: object) -> object:
            counts[name] += 1
            return work(*values, **options)

        return counted_work

    monkeypatch.setattr(series, "read_statement", counting("read", series.read_statement))
    monkeypatch.setattr(series, "compare_statements", counting("compared", series.compare_statements))
    return counts


def everything(root: Path, *, cache: bool = True, engine: Engine = SERIAL) -> str:
    """The comparisons of all neighbours of the workspace as the JSON that a reader gets."""
    workspace = open_workspace(root, cache=cache)
    found: list[Comparison] = []
    for forum in workspace.forums:
        found += compare_neighbours(workspace, read_series(workspace, forum, engine=engine), engine=engine)
    return "".join(comparison_json(comparison) for comparison in found)


def test_remembered_and_worked_out_give_the_same_bytes(folder: Path, counted: dict[str, int]) -> None:
    anew = everything(folder, cache=False)
    assert not cache_folder(folder).exists()
    filled = everything(folder)
    counted.update(read=0, compared=0)
    assert anew == filled == everything(folder)
    assert counted == {"read": 0, "compared": 0}


def test_one_changed_statement_is_read_alone(folder: Path, counted: dict[str, int]) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    lantern = sorted((folder / "statements" / "lantern").iterdir())[0]
    lantern.write_text(lantern.read_text().replace(" the ", " each ", 1))
    changed = everything(folder)
    assert counted == {"read": 1, "compared": 1}
    assert changed == everything(folder, cache=False)


def test_a_touched_file_is_not_a_changed_file(folder: Path, counted: dict[str, int]) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    for path in (folder / "statements").rglob("*.*"):
        path.touch()
    everything(folder)
    assert counted == {"read": 0, "compared": 0}


@pytest.mark.parametrize("name", ["rapporteur.toml", "themes.toml"])
def test_changed_settings_and_lexicons_are_noticed(folder: Path, counted: dict[str, int], name: str) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    with (folder / name).open("a") as file:
        file.write("\n# a remark\n")
    everything(folder)
    assert counted["read"] == len(open_workspace(folder).files)


def test_a_word_on_one_pair_compares_that_pair_again_and_reads_nothing(
    folder: Path, counted: dict[str, int]
) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    (folder / "overrides.toml").write_text("# none yet\n")
    everything(folder)
    assert counted == {"read": 0, "compared": 0}
    workspace = open_workspace(folder)
    forum = workspace.forums[0]
    old, new = (s.clauses[0] for s in read_series(workspace, forum)[:2])
    (folder / "overrides.toml").write_text(write_entry(old, new, pin=False))
    counted.update(read=0, compared=0)
    everything(folder)
    assert counted == {"read": 0, "compared": 1}


def test_a_sidecar_belongs_to_its_statement(folder: Path, counted: dict[str, int]) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    path = sorted((folder / "statements" / "vedim").iterdir())[0]
    Path(f"{path}.toml").write_text('place = "Elsewhere"\n')
    statements = read_series(open_workspace(folder), "vedim")
    assert counted["read"] == 1
    assert statements[0].meeting.place == "Elsewhere"


def test_other_code_finds_nothing(
    folder: Path, counted: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    everything(folder)
    counted.update(read=0, compared=0)
    monkeypatch.setattr("rapporteur.compare.store.workspace.code_digest", lambda: "another version")
    everything(folder)
    assert counted["read"] == len(open_workspace(folder).files)


def test_any_pair_can_be_compared_and_is_the_neighbours_comparison_where_it_is_one(folder: Path) -> None:
    workspace = open_workspace(folder)
    statements = read_series(workspace, "vedim")
    assert (
        compare_pair(workspace, statements, statements[1], statements[2])
        == compare_neighbours(workspace, statements)[1]
    )


def test_several_processes_give_the_same_bytes(folder: Path) -> None:
    assert everything(folder, cache=False) == everything(folder, cache=False, engine=Engine(processes=2))


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="Dask is not installed")
def test_a_cluster_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    with running_cluster(tmp_path) as address:
        assert everything(folder, cache=False) == everything(
            folder, cache=False, engine=Engine(scheduler=address)
        )
