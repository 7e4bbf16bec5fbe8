"""The sealed dossier: the same bytes wherever it is made, made again from its own inputs, and every forgery told."""

from __future__ import annotations

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rapporteur.reports.cli import main
from sample import DATA


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def made(workspace: Path, output: Path) -> dict[str, bytes]:
    asked = ("--forum", "lantern", "-f", "html", "-f", "json", "--dossier", "--no-cache")
    assert run("report", "--data", workspace, "-o", output, *asked).exit_code == 0
    return {path.name: path.read_bytes() for path in output.iterdir()}


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    workspace = shutil.copytree(DATA, folder / "deep" / "inside")
    (workspace / "notes.toml").write_text(
        '[[note]]\naddress = "lantern/2024-09-06#1"\nwords = "000000000000"\ntext = "Ask the chair."\nby = "Desk"\non = "2024-09-07"\n',
        encoding="utf-8",
    )
    made(workspace, folder / "out")
    return next((folder / "out").glob("*.dossier.zip"))


def test_bytes_do_not_depend_on_where_the_workspace_lies(
    dossier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    workspace = shutil.copytree(dossier.parents[1] / "deep" / "inside", tmp_path / "other name")
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    monkeypatch.setenv("HOME", str(tmp_path))
    again = made(workspace, tmp_path / "out")
    assert again == {path.name: path.read_bytes() for path in dossier.parent.iterdir()}
    assert not any(str(tmp_path).encode() in data for data in again.values())


def test_a_dossier_holds_sources_settings_notes_and_pages_and_is_made_again(dossier: Path) -> None:
    names = zipfile.ZipFile(dossier).namelist()
    kinds = {name.split("/")[1] for name in names if name.startswith("workspace/")}
    assert {"rapporteur.toml", "notes.toml", "lexicons", "statements"} <= kinds
    assert not any("vedim" in name for name in names), (
        "another forum's statements are no input of this briefing"
    )
    assert [name.rpartition(".")[2] for name in names if name.startswith("briefing/")] == ["html", "json"]
    verdict = run("verify", dossier)
    assert verdict.exit_code == 0 and "made again from the sealed inputs: the same bytes" in verdict.output


def forged(dossier: Path, target: Path, change: Callable[[str, bytes], tuple[str, bytes]]) -> Path:
    out = io.BytesIO()
    with zipfile.ZipFile(dossier) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            name, data = change(entry.filename, old.read(entry))
            new.writestr(zipfile.ZipInfo(name, entry.date_time), data)
    target.write_bytes(out.getvalue())
    return target


def test_a_changed_part_is_named(dossier: Path, tmp_path: Path) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(b"Ask the chair", b"Ask the host!") if name.endswith("notes.toml") else data

    verdict = run("verify", forged(dossier, tmp_path / "x.zip", change))
    assert verdict.exit_code == 1
    assert "the part 'workspace/notes.toml' was changed" in verdict.output


def test_a_page_forged_together_with_the_list_is_found_by_making_it_again(
    dossier: Path, tmp_path: Path
) -> None:
    import hashlib

    page = zipfile.ZipFile(dossier).read("briefing/lantern-2022-09-09-2024-09-06.html")
    lie = page.replace(b"</h1>", b" (final)</h1>", 1)
    digests = [hashlib.sha256(data).hexdigest().encode() for data in (page, lie)]

    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, lie if data == page else data.replace(digests[0], digests[1])

    verdict = run("verify", forged(dossier, tmp_path / "x.zip", change))
    assert verdict.exit_code == 1 and "(final)" in verdict.output


@pytest.mark.parametrize("name", ["../evil.toml", "/evil.toml", "workspace/../../evil.toml", "C:\\evil.toml"])
def test_a_part_that_leads_out_is_refused(dossier: Path, tmp_path: Path, name: str) -> None:
    def change(old: str, data: bytes) -> tuple[str, bytes]:
        return (name if old.endswith("notes.toml") else old), data

    verdict = run("verify", forged(dossier, tmp_path / "x.zip", change))
    assert verdict.exit_code == 2 and "outside of it" in verdict.output


def test_no_dossier_is_said_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 nothing")
    verdict = run("verify", tmp_path / "x.zip")
    assert verdict.exit_code == 2 and "no dossier" in verdict.output and "Traceback" not in verdict.output
    assert run("report", "--data", DATA, "--dossier", "--templates", tmp_path, "-o", tmp_path).exit_code == 2


@pytest.mark.parametrize(
    ("words", "instead"),
    [
        (b'"meetings": ', b'"meetings": "x", "was": '),
        (b'"old": null', b'"old": 5'),
        (b'"templates": null', b'"templates": "/tmp"'),
    ],
    ids=["meetings", "old", "templates"],
)
def test_an_order_of_another_kind_is_refused(
    dossier: Path, tmp_path: Path, words: bytes, instead: bytes
) -> None:
    def change(name: str, data: bytes) -> tuple[str, bytes]:
        return name, data.replace(words, instead, 1) if name == "dossier.json" else data

    verdict = run("verify", forged(dossier, tmp_path / "x.zip", change))
    assert verdict.exit_code == 2 and "It was changed" in verdict.output


@pytest.mark.parametrize(
    "name", ["workspace/lexicons/x/y", f"workspace/{'a' * 300}"], ids=["file and folder", "long"]
)
def test_parts_that_no_disk_could_hold_are_refused(dossier: Path, tmp_path: Path, name: str) -> None:
    def change(old: str, data: bytes) -> tuple[str, bytes]:
        renamed = {"workspace/notes.toml": name, "workspace/rapporteur.toml": "workspace/lexicons/x"}
        return renamed.get(old, old), data

    verdict = run("verify", forged(dossier, tmp_path / "x.zip", change))
    assert verdict.exit_code == 2 and "Cannot write" not in verdict.output
