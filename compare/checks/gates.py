"""The gates: which rules a workspace hears, how loud, from which level a check fails, and the floors.

They stand in the ``[checks]`` table of ``rapporteur.toml``::

    [checks]
    fail_on = "warning"          # error, warning, note, never
    coverage_floor = 0.9
    [checks.rules]
    hedge-added = "error"
    unclassified = "off"
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapporteur.compare.checks.rules import RULES
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Severity
from rapporteur.compare.store.settings import FILE_NAME

NEVER = "never"
"""The level at which nothing fails a check; the findings are reported all the same."""

LEVELS = ("error", "warning", "note", NEVER)


@dataclass(frozen=True, slots=True)
class Gates:
    """Levels and floors of a workspace.

    ``coverage_floor`` is the least share (0-1) of a source's words that must be in clauses; ``yield_floor``
    the least share of the words that the same source gave before; ``short_floor`` that of the last meeting's
    statement, low because texts do shrink; ``unclassified_floor`` the share of clauses without a theme from
    which it is said (1 never says it).
    """

    fail_on: str = "error"
    coverage_floor: float = 0.9
    yield_floor: float = 0.98
    short_floor: float = 0.3
    unclassified_floor: float = 0.0
    levels: Mapping[str, Severity] = field(default_factory=dict)

    def severity(self, rule: str) -> Severity:
        """How loud a rule is here."""
        return self.levels.get(rule, RULES[rule].severity)


FLOORS = ("coverage_floor", "yield_floor", "short_floor", "unclassified_floor")


def read_gates(table: Mapping[str, Any], root: Path) -> Gates:
    """The gates that a ``[checks]`` table sets. Raises WorkspaceError naming file, key and value."""
    where = f"{root / FILE_NAME}: [checks]"
    if not isinstance(table, Mapping):
        raise WorkspaceError(f"{where} must be a table.")
    for key in sorted(set(table) - {"fail_on", "rules", *FLOORS}):
        known = ", ".join(("fail_on", *FLOORS, "rules"))
        raise WorkspaceError(f"{where} has the unknown key '{key}'; known are {known}.")
    floors = {key: _share(where, key, table[key]) for key in FLOORS if key in table}
    gates = Gates(levels=_levels(where, table.get("rules", {})), **floors)  # type: ignore[arg-type]  # all floats
    return with_fail_on(gates, table["fail_on"], where) if "fail_on" in table else gates


def with_fail_on(gates: Gates, level: Any, where: str) -> Gates:
    """The gates with another level. Raises WorkspaceError where it is none."""
    if level not in LEVELS:
        raise WorkspaceError(f"{where} fail_on is {level!r}; say one of {', '.join(LEVELS)}.")
    return replace(gates, fail_on=level)


def _share(where: str, key: str, value: Any) -> float:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 <= value <= 1:
        raise WorkspaceError(f"{where} {key} is {value!r}; it must be a number from 0 to 1.")
    return float(value)


def _levels(where: str, table: Any) -> dict[str, Severity]:
    if not isinstance(table, Mapping):
        raise WorkspaceError(f"{where} rules must be a table.")
    levels = {}
    for rule, level in table.items():
        if rule not in RULES:
            near = difflib.get_close_matches(rule, RULES, n=1)
            hint = f" Did you mean '{near[0]}'?" if near else " See docs/ci.md for the rules."
            raise WorkspaceError(f"{where} rules has the unknown rule '{rule}'.{hint}")
        if level not in tuple(Severity):
            raise WorkspaceError(f"{where} rules: {rule} is {level!r}; say off, note, warning or error.")
        levels[rule] = Severity(level)
    return levels
