"""What a check has to say in the end: findings with their levels, those that were accepted, and the verdict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from rapporteur.compare.checks.baseline import Accepted, find_stale, split_accepted
from rapporteur.compare.checks.gates import NEVER, Gates
from rapporteur.compare.checks.rules import HOUSEKEEPING, LOUDNESS, RULES, is_at_least
from rapporteur.compare.checks.subject import found_file
from rapporteur.compare.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Report:
    """The findings of one check, loudest first, and what they rest on.

    ``folder`` leads from the repository's top to the workspace, so that a reader's tools find the files;
    ``base`` names what was compared with, "" where everything was checked; ``checked`` are the files that were
    looked at, with the reason; ``known`` counts findings that the base had as well.
    """

    findings: tuple[Finding, ...]
    accepted: tuple[Finding, ...]
    checked: tuple[tuple[str, str], ...]
    base: str
    folder: str
    statements: int
    known: int = 0
    fail_on: str = "error"

    @property
    def failed(self) -> bool:
        """True where a finding is as loud as the level at which this check fails."""
        if self.fail_on == NEVER:
            return False
        return any(is_at_least(finding.severity, Severity(self.fail_on)) for finding in self.findings)

    def count(self, severity: Severity) -> int:
        """How many findings are of this severity."""
        return sum(finding.severity is severity for finding in self.findings)


def settle(
    raw: Iterable[Finding],
    gates: Gates,
    entries: tuple[Accepted, ...],
    *,
    checked: frozenset[str],
    files: frozenset[str],
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """The findings that stand and the accepted ones, each with its level, without repeats, loudest first."""
    levelled = [replace(finding, severity=gates.severity(finding.rule)) for finding in raw]
    unique: dict[str, Finding] = {}
    for finding in levelled:
        unique.setdefault(finding.fingerprint, finding)
    stale = _stale(find_stale(entries, unique.values(), checked=checked, files=files), gates)
    heard = [finding for finding in (*unique.values(), *stale) if finding.severity is not Severity.OFF]
    return split_accepted(sorted(heard, key=_order), entries)


def _stale(entries: Iterable[Accepted], gates: Gates) -> Iterable[Finding]:
    for entry in entries:
        message = f"Accepted on {entry.date} ({entry.reason}), and found no more. Take the entry out."
        finding = found_file("baseline-stale", entry.path, message, key=entry.fingerprint)
        yield replace(finding, severity=gates.severity(finding.rule))


def _order(finding: Finding) -> tuple[int, bool, int, float, str]:
    """Loudest first, then as the table of rules stands, then by rank and file; equals keep their reading order."""
    return (
        -LOUDNESS.index(finding.severity),
        finding.rule in HOUSEKEEPING,
        list(RULES).index(finding.rule),
        -finding.rank,
        finding.path,
    )
