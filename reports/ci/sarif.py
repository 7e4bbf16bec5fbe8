"""Findings -> SARIF 2.1.0, which code scanning and editors read."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from rapporteur.compare.checks.rules import RULES, Rule
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.words import file_of

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note", Severity.OFF: "none"}

FINGERPRINT = "rapporteurFinding/v1"
"""The name under which the fingerprint is kept from run to run; another way to make it needs another number."""


def to_sarif(report: Report) -> str:
    """One run with every rule described, every finding, and the accepted ones as suppressed."""
    order = {rule: count for count, rule in enumerate(RULES)}
    run = {
        "tool": {"driver": _driver()},
        "columnKind": "unicodeCodePoints",
        "automationDetails": {"id": f"rapporteur-check/{report.folder}/"},
        "invocations": [{"executionSuccessful": True, "exitCode": int(report.failed)}],
        "results": [
            *(_result(finding, report, order) for finding in report.findings),
            *(_accepted(finding, report, order) for finding in report.accepted),
        ],
    }
    return (
        json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1, ensure_ascii=False)
        + "\n"
    )


def _driver() -> dict[str, Any]:
    try:
        number = version("rapporteur")
    except PackageNotFoundError:  # run from a checkout that is not installed
        number = "0"
    return {"name": "rapporteur", "version": number, "rules": [_rule(rule) for rule in RULES.values()]}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "help": {"text": f"{rule.says} {rule.way_out}"},
        "shortDescription": {"text": rule.says},
        "fullDescription": {"text": rule.says},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [rule.family.value]},
    }


def _result(finding: Finding, report: Report, order: dict[str, int]) -> dict[str, Any]:
    return {
        "ruleId": finding.rule,
        "ruleIndex": order[finding.rule],
        "level": LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding, report)],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": dict(finding.details),
    }


def _accepted(finding: Finding, report: Report, order: dict[str, int]) -> dict[str, Any]:
    reason = dict(finding.details).get("reason", "")
    suppression = {"kind": "external", "status": "accepted", "justification": reason}
    return {**_result(finding, report, order), "suppressions": [suppression]}


def _message(finding: Finding) -> str:
    """The message; the page as well, for which SARIF has no place. Brackets would be read as links."""
    told = f"{finding.message} (page {finding.page})" if finding.page else finding.message
    return told.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")


def _location(finding: Finding, report: Report) -> dict[str, Any]:
    physical: dict[str, Any] = {
        "artifactLocation": {
            "uri": quote(file_of(finding, report).encode("utf-8", "replace")),
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": finding.line or 1},
    }
    if not finding.address:
        return {"physicalLocation": physical}
    logical = {"fullyQualifiedName": finding.address, "kind": "member"}
    return {"physicalLocation": physical, "logicalLocations": [logical]}
