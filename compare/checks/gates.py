"""What a workspace decides about its checks: levels and floors, and the findings that it has accepted.

Levels and floors stand in the ``[checks]`` table of ``rapporteur.toml``::

    [checks]
    fail_on = "warning"          # error, warning, note, never
    coverage_floor = 0.9
    [checks.rules]
    hedge-added = "error"
    unclassified = "off"

Accepted findings stand in ``accepted-findings.toml``, each with the reason and the date.
"""

from __future__ import annotations

import datetime
import difflib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rapporteur.compare.checks.rules import RULES
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Finding, Severity

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


def read_gates(table: Mapping[str, Any], name: str) -> Gates:
    """The gates that the ``[checks]`` table of the file ``name`` sets. Raises WorkspaceError naming key and value."""
    where = f"{name}: [checks]"
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


BASELINE = "accepted-findings.toml"
"""The file of accepted findings, in the root of a workspace."""
HEAD = """\
# Findings that were looked at and accepted. `rapporteur check --accept "REASON" --date DATE` adds to it;
# a reason may be edited, an entry taken out. An entry that no finding answers to is reported.
"""
KEYS = ("fingerprint", "rule", "path", "reason", "date")


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted finding: the rule and path are there for the reader, the fingerprint decides."""

    fingerprint: str
    rule: str
    path: str
    reason: str
    date: str


def read_baseline(path: Path) -> tuple[Accepted, ...]:
    """The accepted findings in file order, none where there is no such file.

    Raises WorkspaceError naming the file, the entry and the key where something is missing or wrong.
    """
    return accepted_in(read_toml(path), str(path))


def accepted_in(table: Mapping[str, Any], name: str) -> tuple[Accepted, ...]:
    """The accepted findings of the table in the file ``name``."""
    rows = table.get("accepted", [])
    if set(table) - {"accepted"} or not isinstance(rows, list):
        raise WorkspaceError(f"{name}: only [[accepted]] tables belong in it.")
    return tuple(_accepted(name, count, row) for count, row in enumerate(rows, start=1))


def accept(findings: Iterable[Finding], *, reason: str, date: str) -> tuple[Accepted, ...]:
    """Entries that accept the findings, but for those about entries that are found no more: these are taken out by hand.

    Raises WorkspaceError where the reason is empty or the date is none.
    """
    if not reason.strip():
        raise WorkspaceError("--accept needs a reason in words: it is what the next reader will ask for.")
    checked = read_day(date, "--date")
    kept = (f for f in findings if f.rule != "baseline-stale")
    return tuple(Accepted(f.fingerprint, f.rule, f.path, reason.strip(), checked) for f in kept)


def to_baseline(entries: Iterable[Accepted]) -> str:
    """The file's text; one entry per fingerprint (the last one holds), sorted by path and rule."""
    last = {entry.fingerprint: entry for entry in entries}
    parts = [HEAD]
    for entry in sorted(last.values(), key=lambda e: (e.path, e.rule, e.fingerprint)):
        lines = [f"{key} = {_quoted(getattr(entry, key))}" for key in KEYS]
        parts.append("\n".join(["[[accepted]]", *lines]) + "\n")
    return "\n".join(parts)


def split_accepted(
    findings: Iterable[Finding], entries: Iterable[Accepted]
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand, and those that were accepted, with the reason and date among their details."""
    known = {entry.fingerprint: entry for entry in entries}
    standing, accepted = [], []
    for finding in findings:
        entry = known.get(finding.fingerprint)
        if entry is None:
            standing.append(finding)
        else:
            why = (("accepted", entry.date), ("reason", entry.reason))
            accepted.append(replace(finding, details=(*finding.details, *why)))
    return tuple(standing), tuple(accepted)


def find_stale(
    entries: Iterable[Accepted],
    findings: Iterable[Finding],
    *,
    checked: frozenset[str],
    files: frozenset[str],
) -> tuple[Accepted, ...]:
    """The entries that no finding answers to, among those of files that were checked or are gone.

    An entry of a file that this run did not look at is not judged.
    """
    live = {finding.fingerprint for finding in findings}
    return tuple(
        entry
        for entry in entries
        if entry.fingerprint not in live and (entry.path in checked or entry.path not in files)
    )


def _accepted(name: str, count: int, row: Mapping[str, Any]) -> Accepted:
    where = f"{name}: [[accepted]] number {count}"
    if not isinstance(row, dict):
        raise WorkspaceError(f"{where} must be a table.")
    for key in sorted(set(row) - set(KEYS)):
        raise WorkspaceError(f"{where} has the unknown key '{key}'; known are {', '.join(KEYS)}.")
    values = {key: str(row.get(key, "")).strip() for key in KEYS}
    for key in ("fingerprint", "reason", "date"):
        if not values[key]:
            raise WorkspaceError(f"{where} has no {key}. Every accepted finding says why and since when.")
    values["date"] = read_day(values["date"], where)
    return Accepted(**values)


def read_day(text: str, where: str) -> str:
    """The day as ISO 8601 writes it. Raises WorkspaceError where the text is none; ``where`` says whose it is."""
    try:
        return datetime.date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise WorkspaceError(f"{where}: '{text}' is not a date. Write it as 2026-03-31.") from error


def _quoted(text: str) -> str:
    """A TOML basic string: JSON's escapes are TOML's, but for DEL, and TOML has no surrogates."""
    clean = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")
