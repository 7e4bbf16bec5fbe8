"""Findings -> JUnit XML: a test case per finding, and one that passes per file without any."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from rapporteur.compare.checks.rules import is_at_least
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.words import file_of, verdict_words

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold, escaped or not."""


def to_junit(report: Report) -> str:
    """One suite; findings from the level on that the check fails at are failures, quieter ones say so in passing."""
    noisy = {finding.path for finding in report.findings}
    clean = [path for path, _ in report.checked if path not in noisy]
    failures = sum(_is_failure(finding, report) for finding in report.findings)
    total = len(report.findings) + len(report.accepted) + len(clean)
    counts = {"tests": str(total), "failures": str(failures), "errors": "0"}
    top = ET.Element("testsuites", {"name": "rapporteur check", **counts})
    suite = ET.SubElement(
        top, "testsuite", {"name": "statements", **counts, "skipped": str(len(report.accepted)), "time": "0"}
    )
    for finding in report.findings:
        _case(suite, finding, report)
    for finding in report.accepted:
        reason = dict(finding.details).get("reason", "")
        ET.SubElement(_case(suite, finding, report), "skipped", {"message": _clean(f"accepted: {reason}")})
    for path in clean:
        ET.SubElement(suite, "testcase", {"classname": _clean(path), "name": "no finding", "time": "0"})
    ET.SubElement(suite, "system-out").text = _clean(verdict_words(report))
    ET.indent(top)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(top, encoding="unicode") + "\n"


def _is_failure(finding: Finding, report: Report) -> bool:
    return report.fail_on != "never" and is_at_least(finding.severity, Severity(report.fail_on))


def _case(suite: ET.Element, finding: Finding, report: Report) -> ET.Element:
    file = file_of(finding, report)
    name = f"{finding.rule} {finding.address or ''} [{finding.fingerprint}]"
    attributes = {"classname": _clean(file), "name": _clean(name), "time": "0", "file": _clean(file)}
    if finding.line:
        attributes["line"] = str(finding.line)
    case = ET.SubElement(suite, "testcase", attributes)
    told = _clean("\n".join([finding.message, *(f"{key}: {value}" for key, value in finding.details)]))
    if finding in report.accepted:
        return case
    if _is_failure(finding, report):
        failure = ET.SubElement(
            case, "failure", {"message": _clean(finding.message), "type": finding.severity.value}
        )
        failure.text = told
    else:
        ET.SubElement(case, "system-out").text = f"{finding.severity}: {told}"
    return case


def _clean(text: str) -> str:
    return NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
