"""SQLite files that several processes open, read and write at once: how a connection is made."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable
from pathlib import Path

PAUSE = 0.005
"""Seconds between two tries of what SQLite does not wait for by itself."""


def connected(path: Path, layout: int, tables: Iterable[str], patience: float) -> sqlite3.Connection:
    """A connection to ``path``, whose tables are made, or made anew where they are of another ``layout`` (a number
    that is raised when they change). ``tables`` are commands; ``patience`` is in seconds, for whatever another
    process holds. Raises sqlite3.Error where the file cannot be used."""
    database = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        _let_readers_in(database, patience)
        database.execute("PRAGMA synchronous = NORMAL")
        if _layout(database) != layout:
            _lay_out(database, layout, tables)
    except BaseException:
        database.close()
        raise
    return database


def _let_readers_in(database: sqlite3.Connection, patience: float) -> None:
    """Write ahead, so that others read meanwhile. SQLite refuses this switch at once, whatever patience was set,
    while another process has the file open to make the same switch; so the waiting is done here."""
    until = time.monotonic() + patience
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(PAUSE)


def _lay_out(database: sqlite3.Connection, layout: int, tables: Iterable[str]) -> None:
    """Make the tables in one transaction: a second process that comes meanwhile waits and then finds them made."""
    database.execute("BEGIN IMMEDIATE")
    if _layout(database) != layout:
        for command in tables:
            database.execute(command)
        database.execute(f"PRAGMA user_version = {layout:d}")
    database.execute("COMMIT")


def _layout(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
