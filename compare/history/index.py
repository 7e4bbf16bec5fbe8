"""The words of a whole workspace in one SQLite file, so that a wording is found among thousands of clauses at once.

The index can be made again from the statements at any time and is safe to delete. Each statement goes in whole
or not at all (one transaction), so a process that is killed leaves a valid index that the next run completes.
Two processes may build at once: one waits for the other's transaction, which takes milliseconds. An entry is
kept under the digest of what it was made from, so a changed file, sidecar or program is read anew. Beside it lies
how the file looked then, so that an untouched file need not be read to know its digest.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Statement
from rapporteur.compare.store.cache import cache_folder, connected, remove_database

FILE = "index.sqlite"
# Raised when the tables change; an index of another layout is made anew.
LAYOUT = 3
# Seconds to wait for another process that is writing.
PATIENCE = 20.0
# Candidates looked at for the nearest variants of a wording; more are never better placed than these.
CANDIDATES = 60
# Words that stand in more clauses than this tell nothing; a query of such words alone would read the whole index.
COMMON_SHARE = 0.2

_TABLES = (
    *(f"DROP TABLE IF EXISTS {name}" for name in ("word", "clause", "statement", "look")),
    "CREATE TABLE statement (id INTEGER PRIMARY KEY, source TEXT UNIQUE, stamp TEXT, forum TEXT, date TEXT, name TEXT,"
    " title TEXT, kind TEXT, digest TEXT)",
    "CREATE TABLE clause (id INTEGER PRIMARY KEY, statement INTEGER, address TEXT, text TEXT, themes TEXT)",
    "CREATE TABLE look (source TEXT PRIMARY KEY, look TEXT, stamp TEXT)",
    "CREATE INDEX clause_of_statement ON clause (statement)",
    "CREATE VIRTUAL TABLE word USING fts5(text, content='clause', content_rowid='id',"
    ' tokenize="porter unicode61 remove_diacritics 2")',
)
_COLUMNS = "s.forum, s.date, s.name, s.title, s.source, c.address, c.text, c.themes"
_SPREAD = "SELECT count(*) FROM word WHERE word MATCH ?"


@dataclass(frozen=True, slots=True)
class Entry:
    """A clause as the index holds it. ``date`` is that of its meeting, "" where none was found."""

    forum: str
    date: str
    statement: str
    title: str
    source: str
    address: str
    text: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indexed:
    """What a run of the indexer did: statements read, left as they were, taken out, and those that failed, with why."""

    read: int
    kept: int
    removed: int
    failed: tuple[tuple[str, str], ...] = ()


class Index:
    """An open index. Raises WorkspaceError where another process keeps it locked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = _open(path)

    def close(self) -> None:
        self._database.close()

    def __enter__(self) -> Index:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def update(
        self,
        sources: Iterable[tuple[str, str]],
        read: Callable[[str], Statement],
        *,
        tell: Callable[[int], None] = lambda done: None,
    ) -> Indexed:
        """Bring the index up to ``sources``: (source, stamp) of every statement that there is.

        ``read`` makes the statement of a source; one that cannot be read is reported, not indexed, and tried
        again next time. ``tell`` hears how many were seen so far.
        """
        wanted = dict(sources)
        have = {str(source): str(stamp) for source, stamp in self._ask("SELECT source, stamp FROM statement")}
        gone = sorted(set(have) - set(wanted))
        failed: list[tuple[str, str]] = []
        done = 0
        for seen, (source, stamp) in enumerate(sorted(wanted.items()), start=1):
            if have.get(source) != stamp:
                try:
                    statement = read(source)
                except Exception as error:  # one bad file must not keep the others out of the index
                    failed.append((source, str(error)))
                    gone += [source] if source in have else []
                else:
                    self._put(source, stamp, statement)
                    done += 1
            tell(seen)
        if gone:
            with self._transaction():
                for source in gone:
                    self._take_out(source)
        return Indexed(done, len(wanted) - done - len(failed), len(gone), tuple(failed))

    def looks(self) -> dict[str, tuple[str, str]]:
        """How each file looked when it was last read, and the stamp it had then: source -> (look, stamp)."""
        rows = self._ask("SELECT source, look, stamp FROM look")
        return {str(source): (str(look), str(stamp)) for source, look, stamp in rows}

    def keep_looks(self, looks: Mapping[str, tuple[str, str]]) -> None:
        """Put these looks in place of all that were kept."""
        with self._transaction():
            self._database.execute("DELETE FROM look")
            rows = ((source, look, stamp) for source, (look, stamp) in sorted(looks.items()))
            self._database.executemany("INSERT INTO look VALUES (?, ?, ?)", rows)

    def uses(self, words: Iterable[str]) -> list[Entry]:
        """Clauses that hold these words in this order (word forms may differ), earliest first."""
        phrase = " ".join(words)
        return self._found(f'"{phrase}"', "s.date = '', s.date, s.forum, c.id") if phrase else []

    def like(self, words: Iterable[str], *, limit: int = CANDIDATES) -> list[Entry]:
        """Clauses that share the rarer of these words, most telling first."""
        rare = self._rare(sorted(set(words)))
        if not rare:
            return []
        query = " OR ".join(f'"{word}"' for word in rare)
        return self._found(query, f"bm25(word), s.date, c.id LIMIT {limit:d}")

    def entries(self, *, theme: str = "", forum: str = "") -> list[Entry]:
        """Every clause, or those of a theme or a forum, earliest first."""
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM clause c JOIN statement s ON s.id = c.statement ORDER BY s.date, s.forum, c.id"
        )
        found = map(_entry, rows)
        return [e for e in found if (not theme or theme in e.themes) and (not forum or e.forum == forum)]

    def count(self) -> tuple[int, int]:
        """How many statements and clauses it holds."""
        (row,) = self._ask("SELECT (SELECT count(*) FROM statement), (SELECT count(*) FROM clause)")
        return int(str(row[0])), int(str(row[1]))

    def _rare(self, words: list[str]) -> list[str]:
        """The words that stand in few clauses; the rarer half where all are common."""
        most = COMMON_SHARE * self.count()[1]
        spread = ((int(str(self._ask(_SPREAD, (f'"{word}"',))[0][0])), word) for word in words)
        known = sorted((n, word) for n, word in spread if n)
        return [word for n, word in known if n <= most] or [
            word for _, word in known[: (len(known) + 1) // 2]
        ]

    def _found(self, query: str, order: str) -> list[Entry]:
        rows = self._ask(
            f"SELECT {_COLUMNS} FROM word JOIN clause c ON c.id = word.rowid"
            f" JOIN statement s ON s.id = c.statement WHERE word MATCH ? ORDER BY {order}",
            (query,),
        )
        return list(map(_entry, rows))

    def _put(self, source: str, stamp: str, statement: Statement) -> None:
        meeting = statement.meeting
        facts = (
            source,
            stamp,
            meeting.forum,
            meeting.date,
            statement.name,
            statement.title,
            statement.kind.value,
        )
        with self._transaction():
            self._take_out(source)
            row = self._database.execute(
                "INSERT INTO statement (source, stamp, forum, date, name, title, kind) VALUES (?, ?, ?, ?, ?, ?, ?)",
                facts,
            )
            for clause in statement.clauses:
                themes = json.dumps([theme.id for theme in clause.themes])
                cell = self._database.execute(
                    "INSERT INTO clause (statement, address, text, themes) VALUES (?, ?, ?, ?)",
                    (row.lastrowid, clause.address, clause.text, themes),
                )
                self._database.execute(
                    "INSERT INTO word (rowid, text) VALUES (?, ?)", (cell.lastrowid, clause.text)
                )
            self._database.execute(
                "UPDATE statement SET digest = ? WHERE id = ?",
                (_rows_digest(self._database, int(row.lastrowid or 0)), row.lastrowid),
            )

    def _take_out(self, source: str) -> None:
        self._database.execute(
            "INSERT INTO word (word, rowid, text) SELECT 'delete', c.id, c.text FROM clause c"
            " JOIN statement s ON s.id = c.statement WHERE s.source = ?",
            (source,),
        )
        self._database.execute(
            "DELETE FROM clause WHERE statement IN (SELECT id FROM statement WHERE source = ?)", (source,)
        )
        self._database.execute("DELETE FROM statement WHERE source = ?", (source,))

    def _ask(self, query: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        return self._database.execute(query, values).fetchall()

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            raise _locked(self._path) from error
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")


def index_path(root: Path) -> Path:
    """Where the index of a workspace lies."""
    return cache_folder(root) / FILE


def _open(path: Path) -> sqlite3.Connection:
    """The database, its tables made where they are missing; a damaged file is taken away and made anew."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return _connected_whole(path)
    except sqlite3.OperationalError as error:
        raise _locked(path) if "lock" in str(error) else _unusable(path, error) from error
    except (sqlite3.DatabaseError, _DamagedError):
        remove_database(path)
        return connected(path, LAYOUT, _TABLES, PATIENCE)
    except OSError as error:
        raise _unusable(path, error) from error


class _DamagedError(Exception):
    """The file opens, and what it holds is not what was written."""


def _connected_whole(path: Path) -> sqlite3.Connection:
    """A connection to a file that holds what was written into it: a damaged page would leave matches out in silence.

    SQLite keeps no checksums, so each statement has the digest of its rows. Raises sqlite3.Error or _DamagedError.
    """
    database = connected(path, LAYOUT, _TABLES, PATIENCE)
    try:
        sound = database.execute("PRAGMA integrity_check(1)").fetchone() == ("ok",)
        database.execute("INSERT INTO word (word, rank) VALUES ('integrity-check', 1)")
        kept = dict(database.execute("SELECT id, digest FROM statement"))
        if not sound or any(_rows_digest(database, id) != digest for id, digest in kept.items()):
            raise _DamagedError
        stray = database.execute(
            "SELECT 1 FROM clause WHERE statement NOT IN (SELECT id FROM statement)"
        ).fetchone()
        if stray:
            raise _DamagedError
    except sqlite3.OperationalError as error:
        database.close()
        if "lock" in str(error):
            raise
        raise _DamagedError from error  # a column or table that a damaged schema has lost
    except (ValueError, TypeError, _DamagedError, sqlite3.Error) as error:
        database.close()
        raise _DamagedError from error
    return database


def _rows_digest(database: sqlite3.Connection, statement: int) -> str:
    """A digest of everything that is kept of one statement."""
    facts = database.execute(
        "SELECT source, stamp, forum, date, name, title, kind FROM statement WHERE id = ?", (statement,)
    ).fetchall()
    clauses = database.execute(
        "SELECT address, text, themes FROM clause WHERE statement = ? ORDER BY id", (statement,)
    ).fetchall()
    return hashlib.sha256(json.dumps([facts, clauses]).encode()).hexdigest()


def _locked(path: Path) -> WorkspaceError:
    return WorkspaceError(
        f"Another process has been writing the index {path} for {PATIENCE:.0f} seconds. Try again when it is done;"
        " if none is running, delete the file: it is made again."
    )


def _unusable(path: Path, error: Exception) -> WorkspaceError:
    return WorkspaceError(f"Cannot use the index {path}: {error}. Name another place with --index FILE.")


def _entry(row: tuple[object, ...]) -> Entry:
    forum, date, name, title, source, address, text, themes = map(str, row)
    return Entry(forum, date, name, title, source, address, text, tuple(json.loads(themes)))
