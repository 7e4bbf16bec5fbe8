"""``--unit``: the same words compared clause by clause, sentence by sentence or paragraph by paragraph."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.clauses.units import Unit, in_units, unit_of
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.model import Statement
from rapporteur.reports.cli import main
from sample import statements

OLD = """# Joint Statement of the Harbour Forum

Vellport, 3 May 2024

1. We will (a) dredge the outer basin by 2027; (b) light the quays. We welcome the tide report.

2. We agreed to meet again.
"""
NEW = OLD.replace("2024", "2025").replace("dredge the outer basin", "deepen the outer basin")


@pytest.fixture
def pair(tmp_path: Path) -> list[str]:
    names = []
    for name, text in (("2024.md", OLD), ("2025.md", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
        names.append(str(tmp_path / name))
    return names


def units(path: str, unit: Unit) -> list[str]:
    return [clause.text for clause in in_units(read_statement(path), unit).clauses]


def test_three_units_of_one_text(pair: list[str]) -> None:
    clauses, sentences, paragraphs = (units(pair[0], unit) for unit in Unit)
    assert len(clauses) > len(sentences) > len(paragraphs) == 2
    assert sentences[0] == "We will (a) dredge the outer basin by 2027; (b) light the quays."
    assert paragraphs[0] == f"{sentences[0]} We welcome the tide report."


@pytest.mark.parametrize("unit", list(Unit))
def test_the_command_compares_by_unit_and_verify_reads_it_again(
    pair: list[str], tmp_path: Path, unit: Unit
) -> None:
    page = tmp_path / "out" / "page.html"
    runner = CliRunner()
    made = runner.invoke(
        main, ["compare", *pair, "--forum", "harbour", "--unit", unit.value, "-o", str(page)]
    )
    assert made.exit_code == 0, made.output
    verdict = runner.invoke(main, ["verify", str(page), "--sources", str(tmp_path)])
    assert verdict.exit_code == 0, verdict.output
    told = json.loads(
        runner.invoke(
            main, ["compare", *pair, "--forum", "harbour", "--unit", unit.value, "-f", "json"]
        ).output
    )
    (change,) = (c for c in told["changes"] if ["insert", "deepen"] in c["edits"])
    assert ("light the quays" in str(change["edits"])) == (unit is not Unit.CLAUSE)
    assert ("tide report" in str(change["edits"])) == (unit is Unit.PARAGRAPH)


@pytest.mark.parametrize("statement", statements().values(), ids=lambda s: s.name)
@pytest.mark.parametrize("unit", [Unit.SENTENCE, Unit.PARAGRAPH])
def test_nothing_is_lost_and_spans_hold(statement: Statement, unit: Unit) -> None:
    joined = in_units(statement, unit)
    assert unit_of(joined) is unit
    assert all(joined.text[c.start : c.end] == c.text for c in joined.clauses)
    acts = [act for c in joined.clauses for act in c.acts]
    assert len(acts) == sum(len(c.acts) for c in statement.clauses)
    assert all(c.text[a.start : a.end] == a.verb for c in joined.clauses for a in c.acts if a.end)
    addresses = [c.address for c in joined.clauses]
    assert len(set(addresses)) == len(addresses)
    words = "".join(c.text for c in statement.clauses).replace(" ", "")
    assert len(joined.text.replace(" ", "").replace("\n", "")) >= len(words)
