"""Findings -> workflow commands of GitHub Actions, which show them at the lines of a pull request.

A command is a line ``::error file=..,line=..,title=..::message``. What a statement says is foreign text: the
characters that end a line, a property or a command are written as the runner decodes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.words import file_of, verdict_words

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}

PER_LEVEL = 10
"""GitHub shows ten annotations of a level for a step and drops the rest without a word."""


def to_github(report: Report) -> str:
    """A command per finding, ten of each level at most, then how many were left out, then the verdict."""
    lines: list[str] = []
    for level, command in COMMANDS.items():
        findings = [finding for finding in report.findings if finding.severity is level]
        lines += [_command(command, finding, report) for finding in findings[:PER_LEVEL]]
        if len(findings) > PER_LEVEL:
            lines.append(
                f"rapporteur: {len(findings) - PER_LEVEL} more of level '{level}'; the summary has them all."
            )
    lines.append(escape_data(f"rapporteur: {verdict_words(report)}"))
    return "\n".join(lines) + "\n"


def _command(command: str, finding: Finding, report: Report) -> str:
    properties = {
        "file": file_of(finding, report),
        "line": str(finding.line or 1),
        "title": f"{finding.rule}{f' · page {finding.page}' if finding.page else ''}",
    }
    told = ",".join(f"{name}={escape_property(value)}" for name, value in properties.items())
    return f"::{command} {told}::{escape_data(finding.message)}"


def escape_data(text: str) -> str:
    """The message of a command: the runner decodes percent, carriage return and newline."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escape_property(text: str) -> str:
    """A property of a command: colon and comma as well, which would end it."""
    return escape_data(text).replace(":", "%3A").replace(",", "%2C")
