"""However a command fails, it ends with one line and a documented exit code, and prints nothing that is obeyed."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner
from conftest import can_draw
from rapporteur.compare.errors import MissingComponentError, OutputError
from rapporteur.compare.model import Comparison
from rapporteur.compare.store.workspace import Workspace
from rapporteur.reports import cli, terminal
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.cli import main
from rapporteur.reports.commands import jobs
from rapporteur.reports.formats.registry import FORMATS
from rapporteur.reports.terminal import emit, say, visible

ESCAPES = "\x1b]0;PWNED\x07\x1b[31mred\x9b8m\u202egnorw\u2066\ud800\r"
TEXT = "Joint Statement of the 3rd Meeting\n\nTokyo, 3 March 2024\n\n1. The Ministers agreed to keep the {} charts.\n"


def test_what_steers_a_terminal_is_written_as_its_escape() -> None:
    shown = visible(ESCAPES)
    assert shown == "\\x1b]0;PWNED\\x07\\x1b[31mred\\x9b8m\\u202egnorw\\u2066\\ud800\\r"
    assert visible("naïve “quotes” – 東京\n\tend") == "naïve “quotes” – 東京\n\tend"


def test_words_never_begin_a_command_of_a_runner(capsys: pytest.CaptureFixture[str]) -> None:
    say("Wrote a\n::stop-commands::x\n  ::error::y\nz ##[add-path]/tmp")
    lines = capsys.readouterr().out.splitlines()
    assert not [line for line in lines if line.strip().startswith("::") or "##[" in line]


def test_a_document_goes_into_a_pipe_to_the_byte(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    emit("::error::x \u202e é\n")
    emit(b"\x00\xff")
    assert capfdbinary.readouterr().out == "::error::x \u202e é\n".encode() + b"\x00\xff"


def test_read_prints_no_escape_of_a_statement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT.format("\x1b]0;PWNED\x07harbour"))
    monkeypatch.setattr(terminal, "is_terminal", lambda: True)
    result = CliRunner().invoke(main, ["read", str(path)])
    assert "harbour" in result.output and "\x1b]" not in result.output and "\x07" not in result.output


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (StopIteration(), 70, "a bug of rapporteur (StopIteration"),
        (AttributeError("x\n::add-mask::y"), 70, "report it"),
        (RecursionError("deep"), 70, "a bug"),
        (MemoryError(), 2, "more memory"),
        (OSError(28, "No space left on device", "/x"), 2, "No space left"),
        (KeyboardInterrupt(), 130, "interrupted"),
    ],
)
def test_any_error_is_one_line(
    error: BaseException, code: int, words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("rapporteur.reports.commands.report.open_workspace", fail)
    result = CliRunner().invoke(main, ["list", "--data", str(tmp_path)])
    assert result.exit_code == code
    assert words in result.output and "Traceback" not in result.output
    assert len(result.output.splitlines()) == 1
    debug = CliRunner().invoke(main, ["--debug", "list", "--data", str(tmp_path)])
    assert debug.exit_code == code and "Traceback" in debug.output


def test_the_words_of_the_help_are_the_exit_codes() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert f"{cli.BUG} a bug" in result.output and f"{cli.INTERRUPTED} interrupted" in result.output


def program(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "rapporteur", *arguments]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_or_closed_output_is_said(sample: Path) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            program("list", "--data", str(sample)), stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 2 and len(done.stderr.splitlines()) == 1 and "No space" in done.stderr
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *program("list", "--data", str(sample))]
    done = subprocess.run(closed, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 2 and "closed" in done.stderr and "Traceback" not in done.stderr
    pipe = ["sh", "-c", '"$@" | true', "sh", *program("lexicon")]
    assert "Traceback" not in subprocess.run(pipe, stderr=subprocess.PIPE, text=True).stderr


def test_an_interrupt_is_quiet(sample: Path, tmp_path: Path) -> None:
    code = (
        "import os, signal, sys, rapporteur.__main__ as m, rapporteur.reports.commands.report as r\n"
        "r.open_workspace = lambda *a, **k: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.argv = ['rapporteur', 'list']; m.run()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=tmp_path)
    assert done.returncode == 130 and "Traceback" not in done.stderr and done.stdout == ""


def test_verbose_says_what_is_done(sample: Path) -> None:
    result = CliRunner().invoke(main, ["-v", "list", "--data", str(sample), "--forum", "vedim"])
    assert "read" in result.stderr and "2025-02-14" in result.stderr
    assert "read" not in CliRunner().invoke(main, ["list", "--data", str(sample)]).stderr


def test_an_output_that_fails_is_no_broken_pipe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    with pytest.raises(OutputError, match="closed"):
        emit("x")


BAD = {
    "scan.pdf": b"%PDF-1.7 nothing",
    "empty.txt": b"",
    "junk.docx": b"PK\x03\x04 no archive",
    "sidecar.txt": b"1. The Ministers agreed to meet.\n",
    "sidecar.txt.toml": b"date = [",
    "caf\udce9.txt": b"1. The Ministers agreed to meet.\n",
}


@pytest.mark.parametrize("form", ["csv", "html"])
def test_one_bad_file_never_stops_the_report_of_the_others(sample: Path, tmp_path: Path, form: str) -> None:
    data = Path(shutil.copytree(sample, tmp_path / "data"))
    for name, content in BAD.items():
        Path(os.fsdecode(os.fsencode(data / "statements" / "vedim") + b"/" + os.fsencode(name))).write_bytes(
            content
        )
    (data / "statements" / "alone").mkdir()
    (data / "statements" / "alone" / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    (data / "statements" / "alone" / "b.pdf").write_bytes(b"%PDF-1.7 nothing")
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["report", "--data", str(data), "--output", str(out), "--format", form])
    assert result.exit_code == 2
    assert sorted(path.name.split("-")[0] for path in out.iterdir()) == ["lantern", "vedim"]
    for name in ("scan.pdf", "empty.txt", "junk.docx", "sidecar.txt.toml", "\\udce9.txt", "'alone'"):
        assert name in result.stderr, name
    listed = CliRunner().invoke(main, ["list", "--data", str(data)])
    assert listed.exit_code == 2 and "2025-02-14" in listed.stdout and "scan.pdf" in listed.stderr


def test_a_bug_in_one_forum_does_not_stop_the_others(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gather = jobs.gather

    def failing(workspace: Workspace, comparison: Comparison, **asked: Any) -> Briefing:
        if comparison.new.meeting.forum == "lantern":
            next(iter(()))
        return gather(workspace, comparison, **asked)

    monkeypatch.setattr(jobs, "gather", failing)
    order = ["report", "--data", str(sample), "--no-cache", "--format", "csv", "--output", str(tmp_path)]
    result = CliRunner().invoke(main, order)
    assert result.exit_code == 70 and "forum 'lantern': a bug of rapporteur (StopIteration" in result.stderr
    assert [path.name.split("-")[0] for path in tmp_path.iterdir()] == ["vedim"]


@pytest.mark.parametrize("day", ["31 February 2024", "31 June 2024", "30 February 2024", "32 March 2024"])
def test_a_day_that_no_calendar_has_is_no_date_in_any_format(tmp_path: Path, day: str) -> None:
    files = []
    for number, verb in ((3, "keep"), (4, "hold")):
        path = tmp_path / f"{number}.txt"
        path.write_text(TEXT.replace("3rd", f"{number}rd").replace("3 March 2024", day).replace("keep", verb))
        files.append(str(path))
    for form in FORMATS:
        order = ["compare", *files, "--force", "--format", form, "--output", str(tmp_path / f"out.{form}")]
        expected = 0 if form != "pdf" or can_draw() else MissingComponentError.exit_code
        assert CliRunner().invoke(main, order).exit_code == expected, form


def test_a_word_file_without_a_body_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    for root in ("w:styles", "w:document"):
        document = io.BytesIO()
        docx.Document().save(document)
        with zipfile.ZipFile(document) as was, zipfile.ZipFile(path, "w") as now:
            for name in was.namelist():
                xml = f'<{root} xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
                now.writestr(name, xml if name == "word/document.xml" else was.read(name))
        result = CliRunner().invoke(main, ["read", str(path)])
        assert result.exit_code == 2 and "damaged Word document" in result.output


def test_deep_or_large_toml_is_one_line(sample: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(sample, tmp_path / "data"))
    for text, words in (
        ("a = " + "[" * 3000, "nested"),
        ("#" * 5_000_000, "larger"),
        ("a = 1979-02-31", "TOML"),
        ("\xff", "TOML"),
    ):
        (data / "rapporteur.toml").write_bytes(text.encode("latin-1"))
        result = CliRunner().invoke(main, ["list", "--data", str(data)])
        assert result.exit_code == 2 and words in result.output and len(result.output.splitlines()) == 1


def test_what_is_too_large_to_compare_is_refused_before_the_work(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        raise AssertionError("the work began")

    monkeypatch.setattr("rapporteur.compare.comparison.align_clauses", never)
    monkeypatch.setattr("rapporteur.compare.comparison.MAX_PAIRS", 1_000_000)
    for unit, most in (
        ("- The Ministers agreed to cooperate.\n", 700),
        ("- They agreed on harbour {}.\n", 1_100),
    ):
        files = []
        for year in (2023, 2024):
            path = tmp_path / f"{year}-03-03-{most}.txt"
            path.write_text(
                f"Joint Statement\n\nTokyo, 3 March {year}\n\n" + "".join(unit.format(n) for n in range(most))
            )
            files.append(str(path))
        result = CliRunner().invoke(main, ["compare", *files])
        assert result.exit_code == 2 and len(result.stderr.splitlines()) == 1
        assert "repeats itself" in result.stderr or "are not compared" in result.stderr
