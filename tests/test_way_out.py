"""However a command fails, it ends with one line and a documented exit code, and prints nothing that is obeyed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import OutputError
from rapporteur.reports import cli, terminal
from rapporteur.reports.cli import main
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
