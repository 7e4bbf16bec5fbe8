"""The tables as a Frictionless data package: CSV files, their descriptor, and the same in one SQLite file."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rapporteur.compare.files import write_changed
from rapporteur.reports.export.holdings import Holdings
from rapporteur.reports.export.tables import TABLES, Cell, Table

DESCRIPTOR = "datapackage.json"
DATABASE = "workspace.sqlite"
SQL_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
"""Frictionless type -> SQLite's; what is not named is text."""


def write_package(holdings: Holdings, folder: Path) -> tuple[Path, ...]:
    """Write every table as CSV, the descriptor and the database into ``folder``; a file that stands as it is is left.

    The same holdings give the same bytes. Raises OutputError where the folder cannot be written.
    """
    filled = [(table, tuple(table.rows(holdings))) for table in TABLES]
    files: list[tuple[str, str | bytes]] = [
        (f"{table.name}.csv", to_csv(table, rows)) for table, rows in filled
    ]
    files.append((DESCRIPTOR, _descriptor()))
    files.append((DATABASE, _database(filled)))
    return tuple(write_changed(folder / name, data) for name, data in files)


def to_csv(table: Table, rows: Iterable[tuple[Cell, ...]]) -> str:
    """The table as CSV (RFC 4180), under a line of column names; an empty cell is a missing value.

    Cells are written as they are: where a text begins with "=", a spreadsheet may take it for a formula. Open the
    XLSX in a spreadsheet instead, whose cells are typed.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    writer.writerows(map(_csv_cell, row) for row in rows)
    return out.getvalue()


def _csv_cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value).replace("\x00", "")


def _descriptor() -> str:
    package = {
        "profile": "tabular-data-package",
        "name": "rapporteur-workspace",
        "title": "Statements of official meetings, what changed between them, and what became of their promises",
        "resources": [_resource(table) for table in TABLES],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(table: Table) -> dict[str, Any]:
    foreign = [
        {"fields": column, "reference": {"resource": "" if other == table.name else other, "fields": its}}
        for column, other, its in table.foreign
    ]
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in table.columns]
    schema: dict[str, Any] = {"fields": fields, "primaryKey": list(table.key)}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {**schema, "foreignKeys": foreign} if foreign else schema,
    }


def _database(filled: Iterable[tuple[Table, tuple[tuple[Cell, ...], ...]]]) -> bytes:
    """The tables as an SQLite file with their keys; a row that points nowhere is refused (sqlite3.IntegrityError)."""
    database = sqlite3.connect(":memory:", isolation_level=None)
    try:
        database.execute("PRAGMA foreign_keys = ON")
        database.execute("BEGIN")
        database.execute("PRAGMA defer_foreign_keys = ON")
        for table, rows in filled:
            database.execute(_create(table))
            marks = ", ".join("?" * len(table.columns))
            database.executemany(f"INSERT INTO {table.name} VALUES ({marks})", rows)
        database.execute("COMMIT")
        return database.serialize()
    finally:
        database.close()


def _create(table: Table) -> str:
    """The statement that makes the table. Names are ours (TABLES), never a user's."""

    def parts() -> Iterator[str]:
        yield from (f'"{c.name}" {SQL_TYPES.get(c.type, "TEXT")}' for c in table.columns)
        yield f"PRIMARY KEY ({', '.join(table.key)})"
        for column, other, its in table.foreign:
            yield f'FOREIGN KEY ("{column}") REFERENCES {other} ("{its}")'

    return f"CREATE TABLE {table.name} ({', '.join(parts())})"
