"""What CI reads: each output valid by its own standard, and unmoved by what a hostile statement says.

SARIF is held to a schema of the part that we write. For the whole schema of the standard, which npm carries:
``npm pack @microsoft/sarif-multitool-linux``, unpack it, and set RAPPORTEUR_SARIF_SCHEMA to its
``sarif-2.1.0.json``.
"""

from __future__ import annotations

import io
import json
import os
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from rapporteur.compare.checks import RULES, Report
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.ci.annotations import FORMATS, to_annotations
from rapporteur.reports.ci.github import PER_LEVEL

ROOT = Path(__file__).resolve().parents[1]
HOSTILE = (
    "a\n::error file=x::pwned\r\n##[error]pwned %0A%25 100%, :: <script>alert(1)</script> </details> | `code` "
    "[link](javascript:x) ![i](y) @team #1 \x1b[31mred\x00 \u202e ]]> &amp; \\ $x$ *b* _i_ ~~s~~ \ud800"
)
TAME = Finding("weakened", Severity.WARNING, "f/2024.md", "Paragraph 8 binds less.", fingerprint="0" * 16)
REPORT = Report((TAME,), (), (("f/2024.md", "added"), ("f/2023.md", "all")), "main (1a2b)", "data", 3)


def hostile(text: str, severity: Severity = Severity.ERROR) -> Finding:
    details = (("was", text), ("is", text), ("accepted", "2026-01-01"), ("reason", text))
    return Finding("silent-edit", severity, f"f/{text}", text, 3, 2, f"f/2024#{text}", "f" * 16, details)


def report_of(*findings: Finding, accepted: tuple[Finding, ...] = ()) -> Report:
    return replace(REPORT, findings=findings, accepted=accepted)


@pytest.fixture
def worst() -> Report:
    return report_of(hostile(HOSTILE), TAME, accepted=(replace(hostile(HOSTILE), fingerprint="e" * 16),))


def commands(output: str) -> list[tuple[str, dict[str, str], str]]:
    """The workflow commands of an output, read as the runner of GitHub Actions reads them."""
    told = []
    for line in re.split(r"\r\n|\r|\n", output):
        found = re.match(r"::([a-z]+) (.*?)::(.*)$", line)
        if found:
            pairs = (pair.partition("=") for pair in found[2].split(","))
            values = {name: decode(value, "%3A:", "%2C,") for name, _, value in pairs}
            told.append((found[1], values, decode(found[3])))
        else:
            assert not line.startswith(("::", "##[")), line
    return told


def decode(text: str, *more: str) -> str:
    for code in (*more, "%0D\r", "%0A\n", "%25%"):
        text = text.replace(code[:3], code[3:])
    return text


def test_a_hostile_statement_writes_no_workflow_command_of_its_own(worst: Report) -> None:
    told = commands(to_annotations(worst, "github"))
    clean = HOSTILE.replace("\ud800", "?")
    assert [command for command, _, _ in told] == ["error", "warning"]
    assert told[0][2] == clean and told[0][1]["file"] == f"data/f/{clean}"


@given(st.text())
@settings(max_examples=50)
def test_any_text_comes_back_out_of_a_workflow_command(text: str) -> None:
    [(_, values, message)] = commands(to_annotations(report_of(hostile(text)), "github"))
    assert message == text and values["file"] == f"data/f/{text}"


def test_a_draft_outside_the_workspace_is_named_as_seen_from_the_top() -> None:
    output = to_annotations(report_of(replace(TAME, path="../drafts/new.md")), "github")
    assert [values["file"] for _, values, _ in commands(output)] == ["drafts/new.md"]


def test_annotations_are_capped_for_each_level_and_the_rest_is_counted() -> None:
    many = [replace(TAME, fingerprint=f"{n:016x}") for n in range(PER_LEVEL + 5)]
    output = to_annotations(report_of(hostile("one"), *many), "github")
    assert [command for command, _, _ in commands(output)] == ["error"] + ["warning"] * PER_LEVEL
    assert "5 more of level 'warning'" in output
    assert "more of level" not in to_annotations(report_of(*many[:PER_LEVEL]), "github")


def test_junit_is_read_by_a_common_reader_and_counts_what_fails(worst: Report) -> None:
    suite = next(iter(JUnitXml.fromstring(to_annotations(worst, "junit").encode())))
    cases = list(suite)
    assert (suite.tests, suite.failures, suite.errors, suite.skipped) == (4, 1, 0, 1) and len(cases) == 4
    assert sum(case.is_failure for case in cases) == 1 and sum(case.is_skipped for case in cases) == 1
    assert [case.name for case in cases if case.classname == "f/2023.md"] == ["no finding"]


def test_junit_fails_where_the_check_fails() -> None:
    for level, failures in (("error", 0), ("warning", 1), ("note", 1), ("never", 0)):
        output = to_annotations(replace(REPORT, fail_on=level), "junit")
        assert next(iter(JUnitXml.fromstring(output.encode()))).failures == failures


@given(st.text())
@settings(max_examples=50)
def test_any_text_makes_well_formed_junit_and_json(text: str) -> None:
    report = report_of(hostile(text))
    JUnitXml.fromfile(io.BytesIO(to_annotations(report, "junit").encode()))
    assert json.loads(to_annotations(report, "json"))["findings"][0]["message"] == text


def sarif_schemas() -> list[Path]:
    whole = os.environ.get("RAPPORTEUR_SARIF_SCHEMA")
    part = ROOT / "tests" / "expected" / "sarif-2.1.0-part.schema.json"
    return [part, *([Path(whole)] if whole else [])]


@pytest.mark.parametrize("schema", sarif_schemas(), ids=lambda path: path.stem)
def test_sarif_keeps_to_its_schema_and_a_broken_one_does_not(schema: Path, worst: Report) -> None:
    rules = json.loads(schema.read_text("utf-8-sig"))
    data = json.loads(to_annotations(worst, "sarif"))
    jsonschema.validate(data, rules)
    data["runs"][0]["results"][0]["level"] = "fatal"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, rules)


def test_sarif_names_rule_place_and_fingerprint_of_each_finding(worst: Report) -> None:
    run = json.loads(to_annotations(worst, "sarif"))["runs"][0]
    first, second, accepted = run["results"]
    assert run["tool"]["driver"]["rules"][first["ruleIndex"]]["id"] == "silent-edit"
    place = first["locations"][0]["physicalLocation"]
    assert place["region"]["startLine"] == 3 and re.fullmatch(r"[!-~]+", place["artifactLocation"]["uri"])
    assert second["partialFingerprints"] == {"rapporteurFinding/v1": "0" * 16}
    assert accepted["suppressions"][0]["status"] == "accepted" and "suppressions" not in first


class Tags(HTMLParser):
    """The tags of a rendered page, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.cells += [""] if tag == "td" else []

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cells:
            self.cells[-1] += data


OURS = {"h2", "h3", "p", "strong", "br", "q", "small", "details", "summary", "ul", "li"} | {
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


def rendered(report: Report) -> Tags:
    page = MarkdownIt("commonmark", {"html": True}).enable("table").render(to_annotations(report, "markdown"))
    return Tags(page)


def test_markdown_shows_a_hostile_statement_as_text_and_nothing_else(worst: Report) -> None:
    page = rendered(worst)
    assert set(page.tags) <= OURS
    assert "<script>alert(1)</script>" in page.text and "[link](javascript:x)" in page.text


@given(st.text(alphabet="ab|<>&`*_[]()!#@\\~$\n\r :/-.1'\"=", min_size=1))
@settings(max_examples=100)
def test_any_text_stays_within_its_cell_of_the_table(text: str) -> None:
    text = f"from here {text} to there"
    many = [replace(hostile(text), fingerprint=f"{n:016x}") for n in range(12)]
    page = rendered(report_of(*many))
    assert set(page.tags) <= OURS
    assert page.tags.count("tr") == 13 and page.tags.count("td") == 48
    assert {"".join(cell.split()) for cell in page.cells[3::4]} == {"".join(text.split())}


def test_markdown_shows_ten_findings_and_then_all() -> None:
    many = [replace(TAME, fingerprint=f"{n:016x}") for n in range(30)]
    page = rendered(report_of(*many))
    assert page.tags.count("strong") == 10 and page.tags.count("tr") == 31
    assert rendered(report_of(*many[:10])).tags.count("tr") == 0


def test_markdown_stays_within_what_github_takes_and_counts_what_it_cut() -> None:
    many = [replace(TAME, message="long " * 2000, fingerprint=f"{n:016x}") for n in range(300)]
    summary = to_annotations(report_of(*many), "markdown")
    assert len(summary.encode()) < 1024 * 1024 and "more findings are left out" in summary


def test_text_gives_each_finding_one_line_that_steers_no_terminal(worst: Report) -> None:
    lines = to_annotations(worst, "text").splitlines()
    assert (
        len(lines) == 3
        and lines[0].startswith("error")
        and lines[-1].startswith("FAILED: 1 error, 1 warning")
    )
    assert not re.search(r"[\x00-\x1f\u202e]", "".join(lines))


def test_json_keeps_to_the_published_schema(worst: Report) -> None:
    schema = json.loads((ROOT / "reports/schemas/rapporteur-findings-1.schema.json").read_text())
    for report in (worst, REPORT, report_of()):
        jsonschema.validate(json.loads(to_annotations(report, "json")), schema)


@pytest.mark.parametrize("form", FORMATS)
def test_every_output_is_the_same_twice_and_can_be_written_as_utf8(form: str, worst: Report) -> None:
    assert to_annotations(worst, form).encode("utf-8") == to_annotations(worst, form).encode("utf-8")


@pytest.mark.parametrize("form", ["text", "markdown", "github", "junit"])
def test_a_check_without_findings_says_that_it_passed(form: str) -> None:
    assert "passed" in to_annotations(report_of(), form)


def test_every_rule_says_what_it_finds_and_the_way_out() -> None:
    for rule in RULES.values():
        assert rule.says.endswith(".") and rule.way_out.endswith("."), rule.id
