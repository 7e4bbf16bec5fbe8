"""Reports whose inputs did not change are left as they stand; everything else is made again, to the same bytes."""

from __future__ import annotations

import importlib.util
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from clusters import running_cluster
from rapporteur.compare.store.cache import cache_folder
from rapporteur.reports.cli import main

SAMPLE = Path(__file__).resolve().parents[1] / "data"
Run = Callable[..., list[str]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the sample workspace without anything remembered."""
    return Path(shutil.copytree(SAMPLE, tmp_path / "data"))


@pytest.fixture
def report(folder: Path, tmp_path: Path) -> Run:
    """Runs the command and returns what it said of each file: "Wrote", "Unchanged"."""

    def run(*words: str, to: str = "out") -> list[str]:
        command = [
            "report",
            "--data",
            str(folder),
            "--output",
            str(tmp_path / to),
            "--format",
            "json",
            *words,
        ]
        done = CliRunner().invoke(main, command, catch_exceptions=False)
        assert done.exit_code == 0, done.output
        return [line.split()[0] for line in done.output.splitlines()]

    return run


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_what_did_not_change_is_not_written_again(report: Run, tmp_path: Path) -> None:
    assert report() == ["Wrote", "Wrote"]
    before = files(tmp_path / "out")
    assert report() == ["Unchanged", "Unchanged"]
    assert files(tmp_path / "out") == before


def test_one_changed_statement_makes_the_report_of_its_forum_again(report: Run, folder: Path) -> None:
    report()
    path = sorted((folder / "statements" / "lantern").iterdir())[0]
    path.write_text(path.read_text().replace(" the ", " each ", 1))
    assert sorted(report()) == ["Unchanged", "Wrote"]


@pytest.mark.parametrize("harm", [lambda path: path.unlink(), lambda path: path.write_text("edited")])
def test_a_report_that_was_edited_or_lost_is_made_again(
    report: Run, tmp_path: Path, harm: Callable[[Path], object]
) -> None:
    report()
    before = files(tmp_path / "out")
    harm(sorted((tmp_path / "out").iterdir())[0])
    assert sorted(report()) == ["Unchanged", "Wrote"]
    assert files(tmp_path / "out") == before


@pytest.mark.parametrize("words", [("--asof", "2026-01-01"), ("--forum", "vedim", "--force")])
def test_another_wish_is_another_report(report: Run, words: tuple[str, ...]) -> None:
    report()
    assert set(report(*words)) == {"Wrote"}


def test_changed_settings_and_overrides_make_all_reports_again(report: Run, folder: Path) -> None:
    report()
    for name in ("rapporteur.toml", "overrides.toml"):
        with (folder / name).open("a") as file:
            file.write("\n# a remark\n")
        assert report() == ["Wrote", "Wrote"], name


def test_without_the_cache_everything_is_made_to_the_same_bytes(
    report: Run, folder: Path, tmp_path: Path
) -> None:
    assert report("--no-cache", to="anew") == ["Wrote", "Wrote"]
    assert not cache_folder(folder).exists()
    report()
    assert report("--no-cache") == ["Wrote", "Wrote"]
    assert files(tmp_path / "anew") == files(tmp_path / "out")


def test_several_processes_write_the_same_bytes(report: Run, tmp_path: Path) -> None:
    report("--no-cache")
    assert report("--engine", "processes:2", to="there") == ["Wrote", "Wrote"]
    assert files(tmp_path / "there") == files(tmp_path / "out")
    assert report("--engine", "processes:2", to="there") == ["Unchanged", "Unchanged"]


@pytest.mark.skipif(not importlib.util.find_spec("distributed"), reason="Dask is not installed")
def test_a_cluster_writes_the_same_bytes(report: Run, tmp_path: Path) -> None:
    report("--no-cache")
    with running_cluster(tmp_path) as address:
        assert report("--engine", address.replace("tcp:", "dask:"), to="far") == ["Wrote", "Wrote"]
    assert files(tmp_path / "far") == files(tmp_path / "out")


def test_an_unknown_engine_gets_a_clear_word(folder: Path) -> None:
    done = CliRunner().invoke(main, ["report", "--data", str(folder), "--engine", "ray"])
    assert done.exit_code == 2
    assert "No engine 'ray'" in done.output
