"""Words about findings that every output shares: where, how many, and the verdict."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from rapporteur.compare.model import Finding, Severity

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


def file_of(finding: Finding, report: Report) -> str:
    """The file of a finding as seen from the top of the repository."""
    if finding.path.startswith("../"):  # a draft that lies outside the workspace
        return posixpath.normpath(posixpath.join(report.folder, finding.path))
    return finding.path if report.folder in ("", ".") else f"{report.folder}/{finding.path}"


def count_words(report: Report) -> str:
    """How many findings of each level: "1 error, 2 warnings"."""
    levels = (Severity.ERROR, Severity.WARNING, Severity.NOTE)
    counts = ((report.count(level), level.value) for level in levels)
    return ", ".join(f"{n} {word}{'' if n == 1 else 's'}" for n, word in counts if n) or "no findings"


def scope_words(report: Report) -> str:
    """What was looked at: "2 of 60 statements, changed since main (1a2b3c) or compared with one that was"."""
    checked = f"{len(report.checked)} of {report.statements} statements"
    if any(why == "all" for _, why in report.checked) or not report.base:
        return f"checked {checked}"
    return f"checked {checked}: what changed since {report.base}, and what is compared with it"


def verdict_words(report: Report) -> str:
    """One line: the counts, what was looked at, and whether the check failed."""
    silent = f"; {len(report.accepted)} accepted" if report.accepted else ""
    known = f"; {report.known} that were there before are not repeated" if report.known else ""
    level = f"fails from '{report.fail_on}' on" if report.fail_on != "never" else "never fails"
    outcome = "FAILED" if report.failed else "passed"
    return f"{outcome}: {count_words(report)}{silent}{known} ({scope_words(report)}; {level})."
