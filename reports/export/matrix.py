"""The follow-up matrix as XLSX: one promise a row, and columns of the officer's own that survive the next export.

XlsxWriter writes the workbook (the same bytes for the same content), openpyxl reads the officer's columns back.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from rapporteur.compare.errors import OutputError
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holding, Holdings
from rapporteur.reports.export.tables import promise_ids
from rapporteur.reports.prose import day

SHEET, LOST, ABOUT = "Follow-up", "No longer listed", "About"
KEY = "Reference"
COLUMNS = ("Forum", "Meeting", "Paragraph", "What", "Who", "By when", "Outcome", "Why", "Evidence", KEY)
WIDTHS = (18, 12, 12, 52, 20, 12, 12, 34, 26, 26)
OWN_COLUMNS = ("Responsible", "Next step", "Our status", "Remarks")
"""The officer's columns of a new matrix; of an old one, those that the officer left or added."""
OWN_WIDTH = 24
MOST_BYTES = 100_000_000
"""Unpacked size of a workbook that is read back; a real one has under a tenth."""
MOST_ROWS, MOST_COLUMNS = 100_000, 200
EPOCH = datetime(2000, 1, 1)
"""The date of creation that every workbook bears: the same content is the same file."""
LINES = (
    "One row for each promise found in the statements, with its outcome as of the day in the file's forum.",
    f"Columns up to '{KEY}' are written anew by each export. All columns after it are yours: add, rename, fill them.",
    f"They are found again by '{KEY}', so leave it as it is. Formats and comments of cells are not kept.",
    f"Rows of yours whose promise is no longer found stand on the sheet '{LOST}'.",
)

Own = Mapping[str, Any]
"""What an officer wrote in a row, by the heading of the column; empty cells are left out."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A row of an earlier matrix that holds something of the officer's: our cells as they were, and the officer's."""

    cells: tuple[Any, ...]
    own: Own

    def key(self) -> object:
        """The promise that it belongs to."""
        return self.cells[COLUMNS.index(KEY)]

    def what(self) -> object:
        """Forum and wording, by which it is found again where paragraphs were renumbered."""
        return self.cells[0], self.cells[COLUMNS.index("What")]

    def full(self) -> object:
        """Both."""
        return self.key(), self.what()


def write_matrix(holdings: Holdings, earlier: Path) -> bytes:
    """The workbook, with the officer's columns of the one at ``earlier`` where there is one.

    Raises OutputError where ``earlier`` is no matrix of ours: it would be lost.
    """
    headings, kept = read_own(earlier) if earlier.exists() else (OWN_COLUMNS, ())
    rows = [row for holding in holdings.forums for row in _rows(holding)]
    owns, lost = _rejoined(rows, kept)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"title": "Follow-up matrix", "created": EPOCH})
    _sheet(book, SHEET, headings, zip(rows, owns, strict=True))
    if lost:
        _sheet(book, LOST, headings, ((row.cells, row.own) for row in lost))
    about = book.add_worksheet(ABOUT)
    about.set_column(0, 0, 110)
    for at, line in enumerate(LINES):
        about.write_string(at, 0, line)
    book.close()
    return out.getvalue()


def _rows(holding: Holding) -> Iterator[tuple[Any, ...]]:
    """The dated promises by date, then the others in the order in which they were made; the open-ended stand last."""
    ordered = sorted(
        promise_ids(holding), key=lambda p: (p[1].open_ended, p[1].deadline.date if p[1].deadline else "9999")
    )
    for key, p in ordered:
        statement, clause = p.address.partition("#")[0], holding.clauses.get(p.address)
        yield (
            holding.name,
            holding.dates.get(statement, ""),
            cited(p.address, clause.paragraph if clause else ""),
            cleaned(p.what),
            cleaned(p.who),
            p.deadline.date if p.deadline else "",
            "open-ended" if p.open_ended else p.outcome.value,
            cleaned(p.reason),
            "; ".join(_proof(address, holding) for address in p.evidence),
            key,
        )


def _proof(address: str, holding: Holding) -> str:
    return f"{day(holding.dates.get(address.partition('#')[0], ''))}, {cited(address)}"


def _rejoined(rows: Sequence[tuple[Any, ...]], kept: Iterable[Kept]) -> tuple[list[Own], list[Kept]]:
    """What the officer wrote for each row, and the officer's rows that no promise answers to any more.

    A row is found by its reference and wording; else by its wording, where paragraphs were renumbered; else by its
    reference, where the wording is read otherwise.
    """
    owns: list[Own] = [{} for _ in rows]
    ours = [Kept(row, {}) for row in rows]
    waiting = list(kept)
    for name_of in (Kept.full, Kept.what, Kept.key):
        free: dict[object, list[int]] = {}
        for place, row in enumerate(ours):
            if not owns[place]:
                free.setdefault(name_of(row), []).append(place)
        left = []
        for old in waiting:
            places = free.get(name_of(old))
            if places:
                owns[places.pop(0)] = old.own
            else:
                left.append(old)
        waiting = left
    return owns, waiting


def _sheet(
    book: Any, name: str, headings: Sequence[str], rows: Iterable[tuple[tuple[Any, ...], Own]]
) -> None:
    """A sheet with a head that stays, filters, and wrapped text that prints on the width of a page."""
    sheet = book.add_worksheet(name)
    head = book.add_format({"bold": True, "bg_color": "#1f4e74", "font_color": "#ffffff", "text_wrap": True})
    mine = book.add_format({"bold": True, "bg_color": "#fff3b0", "text_wrap": True})
    body = book.add_format({"text_wrap": True, "valign": "top"})
    dates = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"})
    for column, (heading, width) in enumerate(zip(COLUMNS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width, body)
        sheet.write_string(0, column, heading, head)
    for column, heading in enumerate(headings, start=len(COLUMNS)):
        sheet.set_column(column, column, OWN_WIDTH, body)
        sheet.write_string(0, column, heading, mine)
    last = 0
    for last, (cells, own) in enumerate(rows, start=1):
        for column, value in enumerate((*cells, *(own.get(heading) for heading in headings))):
            _write(sheet, last, column, value, body, dates)
    sheet.autofilter(0, 0, last, len(COLUMNS) + len(headings) - 1)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)


def _write(sheet: Any, row: int, column: int, value: Any, body: Any, dates: Any) -> None:
    """A cell by its type; a text of ours that begins with "=" stays a text."""
    is_own = column >= len(COLUMNS)
    if value is None or value == "":
        sheet.write_blank(row, column, None, body)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, body)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, body)
    elif isinstance(value, datetime | date):
        sheet.write_datetime(row, column, value, dates)
    elif is_own and isinstance(value, str) and value.startswith("="):
        sheet.write_formula(row, column, value, body)
    else:
        sheet.write_string(row, column, str(value), body)


def read_own(path: Path) -> tuple[tuple[str, ...], tuple[Kept, ...]]:
    """The headings of the officer's columns, and the rows that hold something in them.

    Raises OutputError where the file is no matrix of ours, too large or damaged.
    """
    way_out = "Name another file with --xlsx, or move this one away."
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MOST_BYTES:
                raise OutputError(f"'{path}' unpacks to more than {MOST_BYTES:,} bytes. {way_out}")
        book = openpyxl.load_workbook(path)
    except (OSError, zipfile.BadZipFile, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise OutputError(f"'{path}' is no workbook that can be read ({error}). {way_out}") from error
    if SHEET not in book.sheetnames:
        raise OutputError(f"'{path}' has no sheet '{SHEET}': it is no follow-up matrix. {way_out}")
    headings: dict[str, None] = {}
    kept: list[Kept] = []
    for name in (SHEET, LOST):
        if name in book.sheetnames:
            found, rows = _read_sheet(book[name], path, way_out)
            headings |= dict.fromkeys(found)
            kept += rows
    return tuple(headings), tuple(kept)


def _read_sheet(sheet: Any, path: Path, way_out: str) -> tuple[list[str], list[Kept]]:
    if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
        raise OutputError(
            f"'{path}', sheet '{sheet.title}': more rows or columns than can be read. {way_out}"
        )
    rows = sheet.iter_rows(values_only=True)
    head = [str(value or "").strip() for value in next(rows, ())]
    if KEY not in head:
        raise OutputError(f"'{path}', sheet '{sheet.title}': no column '{KEY}' in its first row. {way_out}")
    places = [head.index(name) if name in head else None for name in COLUMNS]
    own = {at: name or f"Column {at + 1}" for at, name in enumerate(head) if name not in COLUMNS}
    kept = []
    for row in rows:
        said = {name: row[at] for at, name in own.items() if row[at] not in (None, "")}
        if said:
            kept.append(Kept(tuple("" if at is None else row[at] or "" for at in places), said))
    named = [name for at, name in own.items() if head[at] or any(name in row.own for row in kept)]
    return named, kept
