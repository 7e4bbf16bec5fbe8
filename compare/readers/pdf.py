"""PDF files: lines in reading order, without running heads and notes; scans are refused with the way out."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Block, BlockKind, Document, LeftOut, Noise
from rapporteur.compare.readers import pdf_characters
from rapporteur.compare.readers.pdf_blocks import body_size, cut_blocks, find_notes, find_running_heads
from rapporteur.compare.readers.pdf_characters import MOST_MEGABYTES, MOST_SECONDS
from rapporteur.compare.readers.pdf_columns import Row, find_gutters, find_line_numbers, read_rows, table_rows
from rapporteur.compare.readers.pdf_runs import Page, Run
from rapporteur.compare.readers.pdf_tables import find_tables
from rapporteur.compare.readers.tables import row_of

import rapporteur

NAME = "pdf/1"

_HEADING_SIZE, _TITLE_SIZE, _LONGEST_HEADING = 1.15, 1.4, 40
# A page with fewer letters than this shows a picture, or nothing.
_FEWEST_LETTERS = 25


def read_pdf(data: bytes, name: str, sha256: str) -> Document:
    """The document in ``data``. Raises UnreadableError for a scan without text, a locked or a damaged file."""
    pages, metadata = read_pages(data, name)
    empty = [page.number for page in pages if sum(len(run.text) for run in page.runs) < _FEWEST_LETTERS]
    if len(empty) == len(pages):
        raise UnreadableError(
            f"{name}: {len(pages)} pages without text: a scan, or pictures only. Make the text readable first, for "
            f"example with `ocrmypdf {name} readable.pdf`, then give readable.pdf."
        )
    rows, counted = _rows(pages)
    heads = find_running_heads(pages, rows)
    notes = find_notes(pages, rows, heads)
    text = [row for index, row in enumerate(rows) if index not in heads and index not in notes]
    body = body_size(text)
    blocks = tuple(_block(block, body) for block in cut_blocks(text))
    unseen = [LeftOut(why, words, page.number) for page in pages for why, words in page.left]
    left = (*_left(rows, heads, notes), *_marks(text), *counted, *unseen, *_empty(pages, empty))
    breaks = len({row.page for row in text}) - 1
    noise = (Noise("page breaks", breaks),) if breaks > 0 else ()
    return Document(
        name, sha256, "pdf", blocks, left, noise, metadata=metadata, extractor=NAME, pages=len(pages)
    )


def _rows(pages: Sequence[Page]) -> tuple[list[Row], list[LeftOut]]:
    """The lines of all pages, ruled tables row by row, and the line numbers of a draft.

    A page of few lines has its columns where the page before it has them.
    """
    rows: list[Row] = []
    left: list[LeftOut] = []
    gutters: Sequence[float] = ()
    for page in pages:
        counted = find_line_numbers(page)
        left += [LeftOut("line number", page.runs[at].text, page.number) for at in sorted(counted)]
        tables = find_tables(page)
        taken = counted.union(*(table.runs for table in tables))
        plain = replace(page, runs=tuple(run for at, run in enumerate(page.runs) if at not in taken))
        gutters = find_gutters(plain, gutters)
        rows.extend(_insert(read_rows(plain, gutters), table_rows(page, tables)))
    return rows, left


def _insert(lines: list[Row], tables: Sequence[Row]) -> list[Row]:
    """The lines of a page with each row of a table before the first line of a column that stands below it."""
    for row in tables:
        at = next((i for i, line in enumerate(lines) if line.y < row.y and not line.cells), len(lines))
        lines.insert(at, row)
    return lines


def _block(rows: Sequence[Row], body: float) -> Block:
    """A block of lines; few words in larger type than the body's are a heading."""
    if rows[0].cells:
        return row_of(rows[0].cells, rows[0].page)
    words = sum(len(row.text.split()) for row in rows)
    if rows[0].size > _HEADING_SIZE * body and words <= _LONGEST_HEADING:
        text = " ".join(row.text for row in rows)
        return Block(
            text, BlockKind.HEADING, level=1 if rows[0].size > _TITLE_SIZE * body else 2, page=rows[0].page
        )
    return Block("\n".join(row.text for row in rows), page=rows[0].page, bold=all(row.bold for row in rows))


def _left(rows: Sequence[Row], heads: set[int], notes: set[int]) -> list[LeftOut]:
    """Running heads line by line, notes joined to one text each."""
    left: list[LeftOut] = []
    for index, row in enumerate(rows):
        if index in heads:
            is_number = re.fullmatch(r"\W*(?:page\s*)?\d{1,4}\W*(?:of\s*\d+)?\W*", row.text, re.I)
            left.append(LeftOut("page number" if is_number else "running head", row.text, row.page))
        elif index in notes:
            goes_on = (
                index - 1 in notes and not row.marks and not re.match(r"\s*(?:\d{1,3}|[*†‡§])\s", row.text)
            )
            if goes_on and left and left[-1].why == "footnote":
                left[-1] = LeftOut("footnote", f"{left[-1].text} {row.text}", left[-1].page)
            else:
                left.append(LeftOut("footnote", " ".join((*row.marks, row.text)), row.page))
    return left


def _marks(rows: Sequence[Row]) -> list[LeftOut]:
    return [LeftOut("footnote mark", mark, row.page) for row in rows for mark in row.marks]


def _empty(pages: Sequence[Page], empty: Sequence[int]) -> list[LeftOut]:
    return [
        LeftOut("page without text", "(a scan or a picture)", page.number)
        for page in pages
        if page.number in empty
    ]


# A PDF is read in a process apart: what breaks or never ends there is a clear error here. A process costs as much as
# importing the PDF library does (measured: 0.1 s), so every PDF is read so.

# The signal of a process whose processor time is up; Windows has none.
_OUT_OF_TIME: int | None = getattr(signal, "SIGXCPU", None)
# By the clock: long where the processor time is bounded, for on a busy machine an honest file waits for its turn.
_PATIENCE = (20 if _OUT_OF_TIME else 3) * MOST_SECONDS
# A program that prints a PDF anew writes a plain one.
_PRINT_ANEW = "Open it, print it to a new PDF, and give that."


def read_pages(data: bytes, name: str) -> tuple[tuple[Page, ...], tuple[tuple[str, str], ...]]:
    """Every page with its runs, and the title that the file declares. Raises UnreadableError."""
    told = _read_apart(data, name)
    if "refused" in told:
        raise UnreadableError(f"{name}: {told['refused']}")
    title = told["title"]
    return tuple(_page(*page) for page in told["pages"]), (("file title", title),) if title else ()


def _read_apart(data: bytes, name: str) -> dict[str, Any]:
    """What the process apart told."""
    program = [sys.executable, "-P", "-m", pdf_characters.__name__]
    # The package may lie in the folder we were started in, which "-P" keeps out.
    folders = [str(Path(folder).resolve().parent) for folder in rapporteur.__path__]
    try:
        done = subprocess.run(
            program,
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join((*folders, os.environ.get("PYTHONPATH", "")))},
        )
    except subprocess.TimeoutExpired as error:
        raise _too_long(name) from error
    except OSError as error:
        raise UnreadableError(f"{name}: no process could be started to read it ({error}).") from error
    if _OUT_OF_TIME and done.returncode == -_OUT_OF_TIME:
        raise _too_long(name)
    if done.returncode:
        raise UnreadableError(
            f"{name}: not readable as PDF: damaged, or made to need more than {MOST_MEGABYTES} MB. {_PRINT_ANEW}"
        )
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def _page(
    number: int,
    width: float,
    height: float,
    runs: list[list[Any]],
    rules: list[list[float]],
    left: list[list[str]],
) -> Page:
    drawn = tuple((a, b, c, d) for a, b, c, d in rules)
    return Page(
        number, width, height, tuple(_run(*values) for values in runs), drawn, tuple((w, t) for w, t in left)
    )


def _run(text: str, x0: float, x1: float, y: float, size: float, bold: bool, marks: list[str]) -> Run:
    return Run(text, x0, x1, y, size, bold, tuple(marks))


def _too_long(name: str) -> UnreadableError:
    return UnreadableError(
        f"{name}: not read within {MOST_SECONDS} seconds: damaged, or far too long. {_PRINT_ANEW}"
    )
