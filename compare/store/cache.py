"""Results kept for the next run: statements, comparisons and reports, in one SQLite file per workspace.

An entry is found again only under the same key, and a key is a digest of everything the value was made from: the
bytes of the source, the settings of the workspace, our own code and the libraries installed. A changed input, a
new version or another machine's Python therefore finds nothing and works it out anew; no clock is asked. One entry
is kept for each slot (a file, a pair, a report), so the cache does not grow with the number of runs.

The file lies in the user's cache folder and never in the workspace, which may come from a stranger: what a workspace
brings with it is not believed. It is safe to delete at any time. Where it cannot be written, or is broken, the work is
done without it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

FILE = "cache.sqlite"
LAYOUT = 1
"""Raised when the table changes; a cache of another layout is thrown away."""
PATIENCE = 10.0
"""Seconds to wait for another process that is writing; its transactions take milliseconds."""
PAUSE = 0.005
"""Seconds between two tries of what SQLite does not wait for by itself."""
_TABLES = (
    "DROP TABLE IF EXISTS entry",
    "CREATE TABLE entry (kind TEXT, slot TEXT, key TEXT, body BLOB, PRIMARY KEY (kind, slot))",
)


class Cache:
    """Entries (kind, slot) -> key and body in one SQLite file; without a file it remembers nothing."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or make the file ``path``. Raises sqlite3.Error where that cannot be done."""
        self._path = path
        self._database = connected(path, LAYOUT, _TABLES, PATIENCE) if path else None

    @property
    def is_on(self) -> bool:
        """Whether anything is remembered."""
        return self._database is not None

    def __reduce__(self) -> tuple[Callable[[Path | None], Cache], tuple[Path | None]]:
        """A worker that is sent a cache opens the same file itself."""
        return _reopened, (self._path,)

    def get(self, kind: str, slot: str, key: str) -> bytes | None:
        """The body that was kept, None where there is none under this key."""
        query = "SELECT body FROM entry WHERE kind = ? AND slot = ? AND key = ?"
        rows = self._try(query, (kind, slot, key))
        return bytes(rows[0][0]) if rows and isinstance(rows[0][0], bytes) else None

    def put(self, kind: str, slot: str, key: str, body: bytes) -> None:
        """Keep a body in place of whatever the slot held."""
        self._try("INSERT OR REPLACE INTO entry VALUES (?, ?, ?, ?)", (kind, slot, key, body))

    def close(self) -> None:
        """Let go of the file."""
        if self._database is not None:
            self._database.close()
            self._database = None

    def _try(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """Run a query; a cache that fails (full disk, broken file, lost folder) is given up, not the work."""
        if self._database is None:
            return []
        try:
            return self._database.execute(query, [_storable(value) for value in values]).fetchall()
        except sqlite3.Error as error:
            self.close()
            if self._path and _is_broken(error):
                remove_database(self._path)
            return []


def _storable(value: object) -> object:
    """Names of files that are no UTF-8 have lone surrogates, which SQLite does not take."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


class Notebook(Cache):
    """Entries in memory: what a worker found out, to be sent back to the process that keeps the cache."""

    def __init__(self) -> None:
        super().__init__()
        self._entries: dict[tuple[str, str], tuple[str, bytes]] = {}

    @property
    def is_on(self) -> bool:
        return True

    def get(self, kind: str, slot: str, key: str) -> bytes | None:
        known, body = self._entries.get((kind, slot), ("", b""))
        return body if known == key else None

    def put(self, kind: str, slot: str, key: str, body: bytes) -> None:
        self._entries[kind, slot] = key, body

    def entries(self) -> list[tuple[str, str, str, bytes]]:
        """Kind, slot, key and body of each, in the order in which they were first put."""
        return [(kind, slot, key, body) for (kind, slot), (key, body) in self._entries.items()]


NO_CACHE = Cache()
"""Remembers nothing."""


def cache_folder(root: Path) -> Path:
    """Where the cache and the index of the workspace ``root`` lie: in the user's cache folder (XDG_CACHE_HOME)."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()
    return base / "rapporteur" / name[:16]


def open_cache(root: Path) -> Cache:
    """The cache of the workspace in ``root``, made where it is missing or broken; NO_CACHE where it cannot be."""
    try:
        path = cache_folder(root) / FILE
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no room, no rights, or a user without a home
        return NO_CACHE
    try:
        return Cache(path)
    except sqlite3.Error as error:
        if not _is_broken(error):
            return NO_CACHE
        remove_database(path)
    try:
        return Cache(path)
    except sqlite3.Error:
        return NO_CACHE


def _reopened(path: Path | None) -> Cache:
    """The cache in that file where this process can use it, else one that remembers nothing."""
    try:
        return Cache(path) if path and path.parent.is_dir() else NO_CACHE
    except sqlite3.Error:
        return NO_CACHE


def _is_broken(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault; a lock, a full disk or missing rights are operational errors."""
    return isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.OperationalError)


def remove_database(path: Path) -> None:
    """Take a broken SQLite file away with its journal, so that the next run makes a new one."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        with contextlib.suppress(OSError):
            path.with_name(name).unlink()


def digest(parts: Iterable[str | bytes]) -> str:
    """A key of several parts; parts cannot run into one another."""
    found = hashlib.sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        found.update(len(data).to_bytes(8, "big") + data)
    return found.hexdigest()


def files_digest(paths: Iterable[Path], root: Path | None = None) -> str:
    """A key of the names and contents of files; one that is missing or cannot be read counts as missing.

    With ``root`` the names are those below it, so that a workspace is known again however it is named and wherever
    it was moved.
    """
    parts: list[str | bytes] = []
    for path in paths:
        name = os.path.relpath(path, root) if root else str(path)
        try:
            parts += [name, path.read_bytes()]
        except OSError:
            parts += [name, "missing"]
    return digest(parts)


@cache
def code_digest(*rooms: str) -> str:
    """A key of our own code in those rooms (default: compare), the libraries installed, and Python's version.

    Libraries are told by the names of their metadata folders, which bear the version: reading the metadata
    themselves costs more than most of what the cache saves. System libraries (Pango, fonts) are not seen.
    """
    house = Path(__file__).resolve().parents[2]
    files = sorted(
        os.path.join(folder, name)
        for room in rooms or ("compare",)
        for folder, _, names in os.walk(house / room)
        if not folder.endswith("__pycache__")
        for name in names
    )
    parts: list[str | bytes] = [sys.version]
    for file in files:
        with open(file, "rb") as opened:
            parts += [os.path.relpath(file, house), opened.read()]
    return digest([*parts, *_libraries()])


def _libraries() -> list[str]:
    names: set[str] = set()
    for folder in sys.path:
        with contextlib.suppress(OSError):
            names.update(
                entry.name for entry in Path(folder or ".").iterdir() if entry.suffix == ".dist-info"
            )
    return sorted(names)


def connected(path: Path, layout: int, tables: Iterable[str], patience: float) -> sqlite3.Connection:
    """A connection to ``path``, whose tables are made, or made anew where they are of another ``layout`` (a number
    that is raised when they change). ``tables`` are commands; ``patience`` is in seconds, for whatever another
    process holds. Raises sqlite3.Error where the file cannot be used."""
    database = sqlite3.connect(path, timeout=patience, isolation_level=None)
    try:
        _write_ahead(database, patience)
        database.execute("PRAGMA synchronous = NORMAL")
        if _layout(database) != layout:
            _make_tables(database, layout, tables)
    except BaseException:
        database.close()
        raise
    return database


def _write_ahead(database: sqlite3.Connection, patience: float) -> None:
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


def _make_tables(database: sqlite3.Connection, layout: int, tables: Iterable[str]) -> None:
    """Make the tables in one transaction: a second process that comes meanwhile waits and then finds them made."""
    database.execute("BEGIN IMMEDIATE")
    if _layout(database) != layout:
        for command in tables:
            database.execute(command)
        database.execute(f"PRAGMA user_version = {layout:d}")
    database.execute("COMMIT")


def _layout(database: sqlite3.Connection) -> int:
    return int(database.execute("PRAGMA user_version").fetchone()[0])
