"""PDF files: lines in reading order, without running heads and notes; scans are refused with the way out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Block, BlockKind, Document, LeftOut, Noise
from rapporteur.compare.readers.pdf_blocks import body_size, cut_blocks, find_notes, find_running_heads
from rapporteur.compare.readers.pdf_characters import Page
from rapporteur.compare.readers.pdf_columns import Row, find_gutters, find_line_numbers, read_rows, table_rows
from rapporteur.compare.readers.pdf_process import read_pages
from rapporteur.compare.readers.pdf_tables import find_tables
from rapporteur.compare.readers.tables import row_of

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
