"""Findings -> what continuous integration reads. The formats by name; text and JSON stand here."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from rapporteur.compare.checks.rules import RULES
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.github import to_github
from rapporteur.reports.ci.junit import to_junit
from rapporteur.reports.ci.markdown import to_markdown
from rapporteur.reports.ci.sarif import to_sarif
from rapporteur.reports.ci.words import file_of, verdict_words
from rapporteur.reports.terminal import visible

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


FINDINGS_FORMAT = "rapporteur-findings/1"


def to_text(report: Report) -> str:
    """A line per finding, then what was checked and the verdict; control characters made visible."""
    lines = [_line(finding, report) for finding in report.findings]
    lines += [verdict_words(report)]
    return "\n".join(visible(line, keep="") for line in lines) + "\n"


def _line(finding: Finding, report: Report) -> str:
    where = file_of(finding, report)
    where += f":{finding.line}" if finding.line else ""
    where += f" (page {finding.page})" if finding.page else ""
    return f"{finding.severity:7}  {where}  {finding.rule}: {' '.join(finding.message.split())}"


def to_json(report: Report) -> str:
    """Everything that the check knows, as one JSON object, keys sorted."""
    data = {
        "format": FINDINGS_FORMAT,
        "verdict": "failed" if report.failed else "passed",
        "fail_on": report.fail_on,
        "base": report.base,
        "folder": report.folder,
        "statements": report.statements,
        "known": report.known,
        "checked": [{"path": path, "why": why} for path, why in report.checked],
        "counts": {level.value: report.count(level) for level in Severity if level is not Severity.OFF},
        "findings": [_data(finding, report) for finding in report.findings],
        "accepted": [_data(finding, report) for finding in report.accepted],
    }
    return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _data(finding: Finding, report: Report) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "family": RULES[finding.rule].family.value,
        "severity": finding.severity.value,
        "file": file_of(finding, report),
        "line": finding.line,
        "page": finding.page,
        "address": finding.address,
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "details": dict(finding.details),
    }


def to_forums(report: Report) -> str:
    """The forums of the files that were looked at, one a line, for a script; names that a line cannot hold apart."""
    names = {PurePosixPath(path).parent.name for path, _ in report.checked}
    return "".join(f"{name}\n" for name in sorted(names) if name and visible(name, keep="") == name)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": to_text,
    "json": to_json,
    "forums": to_forums,
    "markdown": to_markdown,
    "github": to_github,
    "junit": to_junit,
    "sarif": to_sarif,
}
"""What a check can be written as."""


def to_annotations(report: Report, form: str) -> str:
    """The report in one of FORMATS; lone surrogates, which no output can hold, become question marks."""
    return FORMATS[form](report).encode("utf-8", "replace").decode("utf-8")
