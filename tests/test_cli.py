"""The front door: what the commands say, and how they end when the user errs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.reports.cli import COMMANDS, main

DATA = Path(__file__).resolve().parents[1] / "data"

HEAVY = ("numpy", "sklearn", "weasyprint", "jinja2", "lxml", "pypdfium2", "docx", "rapidfuzz")


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(args))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


def test_help_imports_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from rapporteur.reports.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        f"print('HEAVY', sorted(set({HEAVY!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "HEAVY []"


@pytest.mark.parametrize(
    "words",
    [["list"], ["find", "digital"], ["trace", "digital"], ["ledger", "--forum", "vedim"]],
    ids=lambda w: w[0],
)
def test_what_the_index_holds_is_told_without_numpy(tmp_path: Path, words: list[str]) -> None:
    data = tmp_path / "data"
    shutil.copytree(DATA, data)
    assert run("index", "--data", str(data), "--all")[0] == 0
    code = (
        "import sys\n"
        "from rapporteur.reports.cli import main\n"
        f"try: main({[*words, '--data', str(data)]!r})\n"
        "except SystemExit as end: print('EXIT', end.code)\n"
        "print('LOADED', sorted({'numpy', 'scipy', 'sklearn'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-2:] == ["EXIT 0", "LOADED []"]


def test_every_command_loads_and_has_the_help_line_of_the_list() -> None:
    for name in COMMANDS:
        code, output = run(name, "--help")
        assert code == 0 and "Usage:" in output, name


@pytest.mark.parametrize(
    "content",
    [None, b"", b"\x00\x01\x02\xff\xfe" * 400],
    ids=["missing", "empty", "binary junk"],
)
def test_a_file_that_is_no_statement_gets_one_clear_line(tmp_path, content) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "statement.txt"
    if content is not None:
        path.write_bytes(content)
    code, output = run("read", str(path))
    assert code == 2
    assert len(output.strip().splitlines()) == 1 and str(path) in output and "Traceback" not in output


def test_a_folder_without_statements_gets_one_clear_line(tmp_path) -> None:  # type: ignore[no-untyped-def]
    code, output = run("list", "--data", str(tmp_path))
    assert code == 2 and len(output.strip().splitlines()) == 1 and str(tmp_path) in output


@pytest.mark.parametrize("form", ["text", "markdown", "html", "json", "csv", "docx"])
def test_short_is_page_one_alone_in_every_format(form: str, tmp_path: Path) -> None:
    place = DATA / "statements" / "lantern"
    old, new = sorted(place.iterdir())
    sizes = []
    for flags in ([], ["--short"]):
        target = tmp_path / f"page{len(sizes)}.{form}"
        run = CliRunner().invoke(main, ["compare", str(old), str(new), "-f", form, "-o", str(target), *flags])
        assert run.exit_code == 0, run.output
        sizes.append(target.stat().st_size)
    assert sizes[1] < sizes[0]


def test_the_annexes_hold_what_was_asked_for() -> None:
    place = DATA / "statements" / "lantern"
    old, new = sorted(place.iterdir())
    pages = {
        annex: CliRunner().invoke(main, ["compare", str(old), str(new), "--annex", annex]).output
        for annex in ("none", "changed", "all")
    }
    assert "REDLINE BY THEME" not in pages["none"]
    assert "NEW AND DROPPED CLAUSES" in pages["changed"]
    assert "EVERY CLAUSE" in pages["all"]
    assert len(pages["none"]) < len(pages["changed"]) < len(pages["all"])
