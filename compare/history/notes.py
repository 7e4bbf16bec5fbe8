"""The analyst's notes on clauses and word on promises: ``notes.toml``, each bound to the very words it was said of.

    [[note]]
    address = "adgmin/2024-02-02#5"
    words = "b07c1e55a9d4"
    text = "Raised bilaterally in March."
    by = "A. Officer"
    on = "2024-03-20"

    [[outcome]]
    address = "adgmin/2023-02-10#8"
    words = "3f9a0c61d2be"
    what = "agreed to publish the guide by the end of 2023"
    outcome = "kept"
    why = "published on the secretariat's site"
    by = "A. Officer"
    on = "2024-03-20"

``words`` is the digest of the clause's words, as in ``overrides.toml``. A clause that was renumbered is found by its words; an
entry whose words stand nowhere any more is stale: it does nothing and is reported.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from rapporteur.compare.alignment.overrides import digest_clause
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Clause, Outcome, Promise, Statement

FILE = "notes.toml"
TABLES = {
    "note": ("address", "words", "text"),
    "outcome": ("address", "words", "what", "outcome"),
}
"""The tables and the keys that each entry must have."""
OPTIONAL = ("by", "on", "why")


@dataclass(frozen=True, slots=True)
class Note:
    """A note on a clause: its address, the digest of its words, the text, who wrote it and when (ISO 8601)."""

    address: str
    words: str
    text: str
    by: str = ""
    on: str = ""
    why: str = ""

    def __str__(self) -> str:
        return f"note on {self.address}{_signed(self)}: {self.text}"

    @property
    def printed(self) -> str:
        """As the briefing prints it beside a change."""
        return f"note{_signed(self)}: {self.text}"


@dataclass(frozen=True, slots=True)
class Ruled:
    """An analyst's word on what became of the promise ``what`` of a clause."""

    address: str
    words: str
    what: str
    outcome: Outcome
    by: str = ""
    on: str = ""
    why: str = ""

    def __str__(self) -> str:
        return f"outcome of {self.address}{_signed(self)}: {self.outcome.value}"


Entry = TypeVar("Entry", Note, Ruled)


@dataclass(frozen=True, slots=True)
class Notes:
    """What ``notes.toml`` holds."""

    notes: tuple[Note, ...] = ()
    outcomes: tuple[Ruled, ...] = ()


def read_notes(root: Path) -> Notes:
    """The notes of a workspace, none where it has no file. Raises WorkspaceError naming file, entry and key."""
    path = root / FILE
    table = read_toml(path)
    for key in sorted(set(table) - set(TABLES)):
        raise WorkspaceError(f"{path}: unknown table '{key}'; say [[note]] or [[outcome]].")
    notes = tuple(Note(**entry) for entry in _entries(path, table, "note"))
    outcomes = tuple(_ruled(path, entry) for entry in _entries(path, table, "outcome"))
    return Notes(notes, outcomes)


def _entries(path: Path, table: Mapping[str, object], kind: str) -> Iterable[dict[str, str]]:
    entries = table.get(kind, [])
    if not isinstance(entries, list):
        raise WorkspaceError(f"{path}: '{kind}' must be a list of tables; write [[{kind}]].")
    for number, entry in enumerate(entries, 1):
        where = f"{path}: [[{kind}]] no. {number}"
        known = (*TABLES[kind], *OPTIONAL)
        for key in sorted(set(entry) - set(known)):
            raise WorkspaceError(f"{where} has the unknown key '{key}'; known are {', '.join(known)}.")
        for key in TABLES[kind]:
            if not isinstance(entry.get(key), str) or not entry[key]:
                raise WorkspaceError(f"{where}: '{key}' must be a string that is not empty.")
        yield {key: str(value) for key, value in entry.items()}


def _ruled(path: Path, entry: dict[str, str]) -> Ruled:
    try:
        outcome = Outcome(entry["outcome"])
    except ValueError as error:
        known = ", ".join(o.value for o in Outcome)
        raise WorkspaceError(
            f"{path}: outcome '{entry['outcome']}' of {entry['address']}; say one of {known}."
        ) from error
    return Ruled(**{**entry, "outcome": outcome})  # type: ignore[arg-type]


def place_notes(
    notes: Iterable[Note], statements: Iterable[Statement]
) -> tuple[dict[str, tuple[Note, ...]], tuple[str, ...]]:
    """The notes of these statements by the address of their clause today, and the stale ones in words.

    Notes on other statements are passed over.
    """
    placed, stale = _placed(notes, statements)
    found: dict[str, tuple[Note, ...]] = {}
    for note, clause in placed:
        found[clause.address] = (*found.get(clause.address, ()), note)
    return found, stale


def apply_outcomes(
    promises: Sequence[Promise], outcomes: Iterable[Ruled], statements: Iterable[Statement]
) -> tuple[tuple[Promise, ...], tuple[str, ...]]:
    """The promises with the analyst's word in place of the ledger's, and the stale entries in words.

    Where a clause makes one promise only, its wording need not be the entry's.
    """
    placed, stale = _placed(outcomes, statements)
    ruled: dict[tuple[str, str], Ruled] = {}
    lost: list[str] = []
    for entry, clause in placed:
        mine = [p.what for p in promises if p.address == clause.address]
        what = entry.what if entry.what in mine else mine[0] if len(mine) == 1 else None
        if what is None:
            lost.append(f"stale, {entry}: the ledger has no such promise of {clause.address}; look again")
        else:
            ruled[clause.address, what] = entry
    return tuple(_with(p, ruled.get((p.address, p.what))) for p in promises), (*stale, *lost)


def _with(promise: Promise, entry: Ruled | None) -> Promise:
    if entry is None:
        return promise
    reason = f"set{_signed(entry)}" + (f": {entry.why}" if entry.why else "")
    return replace(promise, outcome=entry.outcome, reason=reason)


def _placed(
    entries: Iterable[Entry], statements: Iterable[Statement]
) -> tuple[list[tuple[Entry, Clause]], tuple[str, ...]]:
    """Each entry with the clause that has its words: at its address, or wherever else in the statement they stand once."""
    known = {statement.name: statement for statement in statements}
    placed, stale = [], []
    for entry in entries:
        statement = known.get(entry.address.partition("#")[0])
        if statement is None:
            continue
        same = [clause for clause in statement.clauses if digest_clause(clause) == entry.words]
        named = [clause for clause in same if clause.address == entry.address]
        if named or len(same) == 1:
            placed.append((entry, (named or same)[0]))
        else:
            stale.append(
                f"stale, {entry}: the words of {entry.address} have changed; look again and renew it"
            )
    return placed, tuple(stale)


def _signed(entry: Note | Ruled) -> str:
    """ " by A. Officer, 2024-03-20", as far as it is known."""
    said = ", ".join(part for part in (entry.by and f"by {entry.by}", entry.on) if part)
    return f" {said}" if said else ""
