"""Findings -> Markdown for the summary of a job or a pull request: the verdict, the ten that matter, all of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rapporteur.compare.checks.rules import RULES
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.words import count_words, file_of, scope_words

if TYPE_CHECKING:
    from rapporteur.compare.checks.run import Report


TOP = 10
MOST_BYTES = 900_000
"""GitHub refuses a summary of more than 1 MiB as a whole; this leaves room for what others add to it."""

MEANS_SOMETHING = re.compile(r"[&<>|*_`\[\]~#@\\!$\n\r]")
"""What Markdown, HTML, tables, mentions, issue numbers or formulas could be made of."""

SIGNS = {Severity.ERROR: "✖ error", Severity.WARNING: "▲ warning", Severity.NOTE: "· note"}
"""A sign and a word for each level, so that neither colour nor emoji carries the meaning."""


def to_markdown(report: Report) -> str:
    """The summary, cut before it grows too large for GitHub; what is cut is counted."""
    head = ["## Statements: " + ("check failed" if report.failed else "check passed"), ""]
    scope = escape(scope_words(report))
    head += [f"{count_words(report).capitalize()}. {scope[:1].upper()}{scope[1:]}."]
    if report.known:
        head += [f"{report.known} findings that were there before are not repeated."]
    lines = [*head, *_top(report), *_table(report), *_accepted(report)]
    return "\n".join(lines) + "\n"


def _top(report: Report) -> list[str]:
    if not report.findings:
        return []
    shown = report.findings[:TOP]
    title = "All findings" if len(shown) == len(report.findings) else f"The {len(shown)} most important"
    lines = ["", f"### {title}"]
    for finding in shown:
        lines += [
            "",
            f"**{SIGNS[finding.severity]}** · {escape(RULES[finding.rule].says)}<br>{escape(finding.message)}",
        ]
        quotes = [(name, text) for name, text in finding.details if name in ("was", "is") and text]
        lines += [f"<br>{name}: <q>{escape(text)}</q>" for name, text in quotes]
        lines += [f"<br><small>{_where(finding, report)}</small>"]
    return lines


def _table(report: Report) -> list[str]:
    if len(report.findings) <= TOP:
        return []
    lines = [
        "",
        f"### All {len(report.findings)} findings",
        "",
        "| level | rule | where | what |",
        "|---|---|---|---|",
    ]
    size = 0
    for count, finding in enumerate(report.findings):
        cells = (SIGNS[finding.severity], finding.rule, _where(finding, report), escape(finding.message))
        row = f"| {' | '.join(cells)} |"
        size += len(row.encode("utf-8", "replace"))
        if size > MOST_BYTES:
            return [
                *lines,
                "",
                f"{len(report.findings) - count} more findings are left out here for their length.",
            ]
        lines.append(row)
    return lines


def _accepted(report: Report) -> list[str]:
    if not report.accepted:
        return []
    lines = ["", f"<details><summary>{len(report.accepted)} accepted findings</summary>", ""]
    for finding in report.accepted[:TOP]:
        facts = dict(finding.details)
        why = f"{facts.get('accepted', '')}: {facts.get('reason', '')}"
        lines.append(f"- {finding.rule}: {escape(finding.message)} — {escape(why)}")
    more = len(report.accepted) - TOP
    return [*lines, *([f"- and {more} more"] if more > 0 else []), "", "</details>"]


def _where(finding: Finding, report: Report) -> str:
    where = escape(file_of(finding, report))
    where += f":{finding.line}" if finding.line else ""
    where += f", page {finding.page}" if finding.page else ""
    return where + (f" ({escape(finding.address)})" if finding.address else "")


def escape(text: str) -> str:
    """The text with every character that could mean something written as a numeric entity, on one line."""
    return MEANS_SOMETHING.sub(lambda found: " " if found[0] in "\n\r" else f"&#{ord(found[0])};", text)
