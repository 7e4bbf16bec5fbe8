"""The table of features: complete, and every command in it runs on the sample."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.reports.cli import main
from sample import DATA

import rapporteur

TABLE = (Path(__file__).resolve().parents[1] / "docs" / "features.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (F\d+) \| (.+?) \| (.+?) \|$", TABLE, re.MULTILINE)
SIDES = dict(zip(("OLD", "NEW"), re.findall(r"`(data/statements/\S+)`", TABLE), strict=False))
COMMANDS = list(dict.fromkeys(command.strip("`") for _, _, command in ROWS if command.startswith("`")))
FINDING = {"--exit-code", "--due", "--fail-on warning", "--all"}
"""What may end with 1: something was found."""
NEEDS_PANGO = 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("features")
    shutil.copytree(DATA, place / "data")
    (place / "build" / "kept").mkdir(parents=True)
    (place / "build" / "overrides.toml").write_text("", encoding="utf-8")
    return place


def test_every_feature_has_a_row_and_few_are_still_to_come() -> None:
    assert [row[0] for row in ROWS] == [f"F{n}" for n in range(1, 121)]
    assert [name for name, _, command in ROWS if command == "not yet"] == ["F72", "F94", "F97"]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_command_of_a_feature_runs(command: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    program, *words = (SIDES.get(word, word) for word in shlex.split(command))
    if program == "python":
        assert words == ["-c", "import rapporteur"] and rapporteur.compare_statements
        return
    told = CliRunner().invoke(main, words)
    expected = {0} | ({1} if any(sign in command for sign in FINDING) else set())
    expected |= {NEEDS_PANGO} if ".pdf" in command else set()
    assert told.exit_code in expected, told.output
    assert told.output.strip() and "Traceback" not in told.output
    for made in (word for word in words if word.startswith("build/") and told.exit_code == 0):
        assert (folder / made).exists()
