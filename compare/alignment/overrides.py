"""The analyst's word on pairs: ``overrides.toml`` pins or forbids them, each bound to the very words it was said of.

    [[pin]]
    old = "adgmin/2023-02-10#8"
    old_words = "3f9a0c61d2be"
    new = "adgmin/2024-02-02#5"
    new_words = "b07c1e55a9d4"
    why = "the guide that was promised"

``[[forbid]]`` has the same keys; ``by`` and ``on`` may say who said so and when. The digests come from ``rapporteur compare --explain``. A clause that was renumbered is
found by its words; an entry whose words stand in neither place any more is stale: it does nothing and is reported.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.alignment.order import Link
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Clause, Statement

DIGEST = 12
"""Letters of a digest: enough that two clauses of a forum never share one."""

PLAIN_WORD = re.compile(r"[^\W_]+")
"""Words for digests: kept apart from the alignment's own, which may learn, while digests must stay what they were."""

KEYS = ("old", "old_words", "new", "new_words")
OPTIONAL = ("why", "by", "on")


@dataclass(frozen=True, slots=True)
class Override:
    """One entry: whether it pins or forbids, the addresses, the digests of their words, and why."""

    is_pin: bool
    old: str
    old_words: str
    new: str
    new_words: str
    why: str = ""
    by: str = ""
    on: str = ""
    """Who said so and when (ISO 8601)."""

    def __str__(self) -> str:
        verb = "pinned" if self.is_pin else "forbidden"
        said = "; ".join(part for part in (self.why, self.by and f"by {self.by}", self.on) if part)
        return f"{verb}: {self.old} - {self.new}" + (f" ({said})" if said else "")


@dataclass(frozen=True, slots=True)
class Ruling:
    """What overrides say of one pair of statements: links by place, and every entry in words, stale ones marked."""

    pinned: frozenset[Link] = frozenset()
    forbidden: frozenset[Link] = frozenset()
    notes: tuple[str, ...] = ()


NO_RULING = Ruling()


def digest_clause(clause: Clause) -> str:
    """A name for a clause by its words alone: number, case and punctuation play no part."""
    words = PLAIN_WORD.findall(clause.text.casefold())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:DIGEST]


def read_overrides(path: Path) -> tuple[Override, ...]:
    """The entries of a file, none where there is no file. Raises WorkspaceError naming file, entry and key."""
    table = read_toml(path)
    for key in sorted(set(table) - {"pin", "forbid"}):
        raise WorkspaceError(f"{path}: unknown table '{key}'; say [[pin]] or [[forbid]].")
    found = []
    for kind in ("pin", "forbid"):
        if not isinstance(table.get(kind, []), list):
            raise WorkspaceError(f"{path}: '{kind}' must be a list of tables; write [[{kind}]].")
        found += [_read_entry(path, kind, n, entry) for n, entry in enumerate(table.get(kind, []), 1)]
    return tuple(found)


def _read_entry(path: Path, kind: str, number: int, entry: object) -> Override:
    where = f"{path}: [[{kind}]] no. {number}"
    if not isinstance(entry, dict):
        raise WorkspaceError(f"{where} must be a table.")
    for key in sorted(set(entry) - {*KEYS, *OPTIONAL}):
        raise WorkspaceError(
            f"{where} has the unknown key '{key}'; known are {', '.join((*KEYS, *OPTIONAL))}."
        )
    for key in KEYS:
        if not isinstance(entry.get(key), str) or not entry[key]:
            raise WorkspaceError(f"{where}: '{key}' must be a string; `compare --explain` prints the entry.")
    old, old_words, new, new_words = (entry[key] for key in KEYS)
    said = (str(entry.get(key, "")) for key in OPTIONAL)
    return Override(kind == "pin", old, old_words, new, new_words, *said)


def rule(overrides: tuple[Override, ...], old: Statement, new: Statement) -> Ruling:
    """What the overrides say of these two statements; entries for other statements are passed over in silence."""
    pinned: set[Link] = set()
    forbidden: set[Link] = set()
    notes: list[str] = []
    for entry in overrides:
        if entry.old.partition("#")[0] != old.name or entry.new.partition("#")[0] != new.name:
            continue
        at_old, at_new = _find(old, entry.old, entry.old_words), _find(new, entry.new, entry.new_words)
        if at_old is None or at_new is None:
            lost = entry.old if at_old is None else entry.new
            notes.append(f"stale, {entry}: the words of {lost} have changed; look again and renew it")
            continue
        (pinned if entry.is_pin else forbidden).add((at_old, at_new))
        notes.append(str(entry))
    return Ruling(frozenset(pinned - forbidden), frozenset(forbidden), tuple(notes))


def _find(statement: Statement, address: str, words: str) -> int | None:
    """The place of the clause with these words: at its address, or wherever else they stand once."""
    places = [at for at, clause in enumerate(statement.clauses) if digest_clause(clause) == words]
    named = [at for at in places if statement.clauses[at].address == address]
    return named[0] if named else places[0] if len(places) == 1 else None


def write_entry(old: Clause, new: Clause, *, pin: bool) -> str:
    """An entry for ``overrides.toml``, ready to be pasted."""
    return (
        f"[[{'pin' if pin else 'forbid'}]]\n"
        f'old = "{old.address}"\nold_words = "{digest_clause(old)}"\n'
        f'new = "{new.address}"\nnew_words = "{digest_clause(new)}"\nwhy = ""\n'
    )
