"""Damaged and hostile files, a few of each format; `benchmarks/hostile.py` walks through thousands."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rapporteur.compare.errors import RapporteurError, UnreadableError
from rapporteur.compare.readers import pdf as pdf_apart
from rapporteur.compare.readers import read_bytes

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import hostile
import hostile_files
import hostile_pdf

Trap = Callable[[random.Random], bytes]


@pytest.fixture(scope="module")
def originals() -> dict[str, tuple[bytes, ...]]:
    return hostile.seeds()


@pytest.mark.parametrize("format", list(hostile_files.SUFFIXES))
def test_each_ends_in_a_statement_or_a_clear_error(
    format: str, originals: dict[str, tuple[bytes, ...]], tmp_path: Path
) -> None:
    """Nothing is left beside the files either, no connection is made, no other program started."""
    endings = {hostile.judge_apart(format, originals[format], seed, tmp_path).how for seed in range(15)}
    assert endings <= {"statement", "error"}


@pytest.mark.parametrize("trap", hostile_files.TRAPS, ids=lambda trap: trap.__name__.strip("_"))
def test_no_trap_springs(trap: Trap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is written either: no archive is unpacked to disk."""
    monkeypatch.chdir(tmp_path)
    data = trap(random.Random(7))[:3_000_000]
    for name in ("a.docx", "a.html", "a.md", "a.txt", "a.pdf"):
        assert judged(data, name) in ("statement", "error")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("trap", hostile_pdf.PDF_TRAPS, ids=lambda trap: trap.__name__.strip("_"))
def test_no_pdf_is_a_trap(trap: Trap, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock ends what the processor's bound would end some seconds later."""
    monkeypatch.setattr(pdf_apart, "_PATIENCE", 2)
    assert judged(trap(random.Random(3)), "a.pdf") in ("statement", "error")


def judged(data: bytes, name: str) -> str:
    try:
        read_bytes(data, name)
    except RapporteurError as error:
        return "error" if "\n" not in str(error) else "an error of several lines"
    return "statement"


def test_a_pdf_that_unpacks_without_end_is_refused() -> None:
    """The bounded process dies of it; ours says so in a line."""
    bomb = hostile_pdf.one_page(hostile_pdf.stream(b"q " * 100_000_000))
    with pytest.raises(UnreadableError, match=r"a\.pdf: .*(damaged|without text)"):
        read_bytes(bomb, "a.pdf")


@pytest.mark.parametrize("program", ["false", "no-such-program"])
def test_a_pdf_whose_reading_breaks_off_is_a_clear_error(
    program: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pdf_apart.sys, "executable", program)
    with pytest.raises(UnreadableError, match=r"a\.pdf: "):
        read_bytes(hostile_pdf.one_page(hostile_pdf.stream(b"")), "a.pdf")


def test_a_pdf_that_is_no_trap_is_read() -> None:
    words = "The Meeting agreed to keep the charts of the harbour."
    page = hostile_pdf.stream(b"BT /F 10 Tf 60 700 Td (" + words.encode() + b") Tj ET")
    assert read_bytes(hostile_pdf.one_page(page), "a.pdf").blocks[0].text == words


def test_a_page_of_tags_alone_is_refused() -> None:
    with pytest.raises(UnreadableError, match="tags"):
        read_bytes(b"<html><body>" + b"<p>" * 300_000, "a.html")


def test_a_mutation_can_be_made_again(originals: dict[str, tuple[bytes, ...]]) -> None:
    for format, files in originals.items():
        assert hostile_files.mutate(format, files, 3) == hostile_files.mutate(format, files, 3)
