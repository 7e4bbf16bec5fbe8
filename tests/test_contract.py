"""The JSON that others read: valid against the published schemas, and both texts come back out of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.model import EditKind
from rapporteur.compare.redlines.redline import redline
from rapporteur.reports.formats.tables import comparison_json, statement_json

from rapporteur import compare_statements, read_statement

SCHEMAS = Path(__file__).resolve().parents[1] / "reports" / "schemas"

OLD = """1. The Meeting welcomed the Harbour Charter. The Meeting agreed to meet in Port Amber by the end of 2025.

2. The Ministers endorsed the Tide Data Guide, as appropriate.
"""
NEW = """1. The Meeting adopted the Harbour Charter. The Meeting agreed to meet in Port Amber by June 2026.

2. The Ministers noted the Lantern Skills Plan.

3. The Ministers endorsed the Tide Data Guide.
"""


def schema(name: str) -> Any:
    return json.loads((SCHEMAS / f"rapporteur-{name}-1.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "lantern-forum"
    folder.mkdir()
    old, new = folder / "2024-05-01-statement.md", folder / "2025-05-02-statement.md"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(NEW, encoding="utf-8")
    return old, new


def test_a_comparison_keeps_to_its_schema_and_a_broken_one_does_not(pair: tuple[Path, Path]) -> None:
    data = json.loads(comparison_json(compare_statements(*map(read_statement, pair), force=True)))
    jsonschema.validate(data, schema("comparison"))
    data["changes"][0]["kind"] = "altered"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, schema("comparison"))


def test_a_statement_keeps_to_its_schema(pair: tuple[Path, Path]) -> None:
    jsonschema.validate(json.loads(statement_json(read_statement(pair[0]))), schema("statement"))


def test_every_clause_is_found_at_its_span_and_has_its_own_address(pair: tuple[Path, Path]) -> None:
    statement = read_statement(pair[1])
    assert all(statement.text[c.start : c.end] == c.text for c in statement.clauses)
    assert len({c.address for c in statement.clauses}) == len(statement.clauses)


def test_every_clause_stands_in_exactly_one_change(pair: tuple[Path, Path]) -> None:
    comparison = compare_statements(*map(read_statement, pair), force=True)
    olds = [a for change in comparison.changes for a in change.old]
    news = [a for change in comparison.changes for a in change.new]
    assert sorted(olds) == sorted(c.address for c in comparison.old.clauses)
    assert sorted(news) == sorted(c.address for c in comparison.new.clauses)


def test_the_same_input_gives_the_same_bytes(pair: tuple[Path, Path]) -> None:
    first, second = (
        comparison_json(compare_statements(*map(read_statement, pair), force=True)) for _ in range(2)
    )
    assert first == second


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200), st.text(max_size=200))
def test_keep_and_delete_give_the_old_text_back_keep_and_insert_the_new(old: str, new: str) -> None:
    edits = redline(old, new)
    assert "".join(e.text for e in edits if e.kind is not EditKind.INSERT) == old
    assert "".join(e.text for e in edits if e.kind is not EditKind.DELETE) == new
