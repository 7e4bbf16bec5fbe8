"""The baseline: findings that someone looked at and accepted, each with the reason and the date."""

from __future__ import annotations

import datetime
import json
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Finding

FILE_NAME = "accepted-findings.toml"
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
    if not path.exists():
        return ()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WorkspaceError(f"{path}: not valid TOML ({error}). Mend that line.") from error
    rows = table.get("accepted", [])
    if set(table) - {"accepted"} or not isinstance(rows, list):
        raise WorkspaceError(f"{path}: only [[accepted]] tables belong in it.")
    return tuple(_accepted(path, count, row) for count, row in enumerate(rows, start=1))


def accept(findings: Iterable[Finding], *, reason: str, date: str) -> tuple[Accepted, ...]:
    """Entries that accept the findings. Raises WorkspaceError where the reason is empty or the date is none."""
    if not reason.strip():
        raise WorkspaceError("--accept needs a reason in words: it is what the next reader will ask for.")
    checked = read_day(date, "--date")
    return tuple(Accepted(f.fingerprint, f.rule, f.path, reason.strip(), checked) for f in findings)


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


def _accepted(path: Path, count: int, row: Mapping[str, Any]) -> Accepted:
    where = f"{path}: [[accepted]] number {count}"
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
