"""An analyst's corrections of themes: kept in ``themes-corrections.toml`` of the workspace, re-applied at every reading.

A correction names a clause by its address and by its first words, so that it never falls on another clause when
paragraphs are renumbered: where the words stand elsewhere in the statement it follows them, where they are gone it
is stale and says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Clause, Detected, Statement, Theme

FILE = "themes-corrections.toml"
_KEYS = {"address", "begins", "add", "remove", "by", "on", "why"}


@dataclass(frozen=True, slots=True)
class Correction:
    """Themes to add to a clause and to remove from it, who says so and why."""

    address: str
    begins: str
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    by: str = ""
    why: str = ""
    on: str = ""

    @property
    def statement(self) -> str:
        return self.address.partition("#")[0]


def read_corrections(root: Path, known: Iterable[str]) -> tuple[Correction, ...]:
    """The corrections of a workspace; none where it has no file. ``known`` are the themes in force.

    Raises WorkspaceError naming the file, the correction and the mistake.
    """
    file = root / FILE
    tables = read_toml(file).get("correction", [])
    themes = set(known)
    return tuple(_read(table, at, file, themes) for at, table in enumerate(tables, start=1))


def _read(table: dict[str, object], at: int, file: Path, themes: set[str]) -> Correction:
    where = f"{file}, correction {at}"
    unknown = sorted(set(table) - _KEYS)
    if unknown:
        raise WorkspaceError(f'{where}: unknown key "{unknown[0]}". Known: {", ".join(sorted(_KEYS))}.')
    address, begins = str(table.get("address", "")), str(table.get("begins", ""))
    if "#" not in address or not begins.strip():
        raise WorkspaceError(
            f'{where}: give address = "forum/date#paragraph" and begins = "the first words of the clause".'
        )
    lists = {}
    for name in ("add", "remove"):
        value = table.get(name, [])
        if not isinstance(value, list) or not all(isinstance(theme, str) for theme in value):
            raise WorkspaceError(f'{where}: {name} is a list of theme ids: {name} = ["ai"].')
        strange = sorted(set(value) - themes)
        if strange:
            raise WorkspaceError(f'{where}: no theme "{strange[0]}". See `rapporteur themes` for the ids.')
        lists[name] = tuple(value)
    return Correction(
        address,
        begins,
        lists["add"],
        lists["remove"],
        *(str(table.get(key, "")) for key in ("by", "why", "on")),
    )


def correct_themes(statement: Statement, corrections: Iterable[Correction]) -> Statement:
    """The statement with the analyst's word on its themes; a stale correction is told in ``detected``."""
    mine = [c for c in corrections if c.statement == statement.name]
    if not mine:
        return statement
    clauses = {clause.address: clause for clause in statement.clauses}
    stale = []
    for correction in mine:
        clause = _find(correction, statement)
        if clause is None:
            stale.append(
                Detected(
                    "theme correction",
                    "stale",
                    f"{correction.address}: no clause begins '{correction.begins}'",
                )
            )
            continue
        clauses[clause.address] = _corrected(clauses[clause.address], correction)
    return replace(statement, clauses=tuple(clauses.values()), detected=(*statement.detected, *stale))


def _find(correction: Correction, statement: Statement) -> Clause | None:
    """The clause at the address, or else the only one that begins so."""
    begins = " ".join(correction.begins.split())
    found = [clause for clause in statement.clauses if clause.text.startswith(begins)]
    at = [clause for clause in found if clause.address == correction.address]
    return at[0] if at else found[0] if len(found) == 1 else None


def _corrected(clause: Clause, correction: Correction) -> Clause:
    who = correction.by or "an analyst"
    reason = f"set by {who}" + (f": {correction.why}" if correction.why else "")
    kept = [theme for theme in clause.themes if theme.id not in (*correction.remove, *correction.add)]
    return replace(clause, themes=(*(Theme(theme, 1.0, reason, 1.0) for theme in correction.add), *kept))
