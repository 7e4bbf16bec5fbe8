"""Comparison and statement -> the JSON that others read (`rapporteur-comparison/1`, `rapporteur-statement/1`)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, cast

from rapporteur.compare.entities.resolution import names_of
from rapporteur.compare.model import Change, Clause, Comparison, Headline, Statement
from rapporteur.reports.briefing.citations import cited, together

COMPARISON_FORMAT = "rapporteur-comparison/1"
STATEMENT_FORMAT = "rapporteur-statement/1"
HEADLINES_FORMAT = "rapporteur-headlines/1"


def comparison_json(comparison: Comparison) -> str:
    """A comparison as one JSON object, keys sorted, the same bytes for the same input."""
    return _dump(comparison_data(comparison))


def headlines_json(comparison: Comparison) -> str:
    """Page 1 alone: the two meetings and the headlines."""
    sides = {
        side: {key: value for key, value in statement_data(statement).items() if isinstance(value, str)}
        for side, statement in (("old", comparison.old), ("new", comparison.new))
    }
    lines = [headline_data(headline) for headline in comparison.headlines]
    return _dump({"format": HEADLINES_FORMAT, **sides, "headlines": lines})


def statement_json(statement: Statement) -> str:
    """A statement as one JSON object with its names, what was left out and the share of its words covered."""
    names = [_plain(thing) for thing in names_of(statement)]
    return _dump({"format": STATEMENT_FORMAT, **statement_data(statement), "names": names})


def comparison_data(comparison: Comparison) -> dict[str, Any]:
    """The contract's object for a comparison."""
    return {
        "format": COMPARISON_FORMAT,
        "old": statement_data(comparison.old),
        "new": statement_data(comparison.new),
        "comparable": _plain(comparison.comparable),
        "forced": comparison.forced,
        "order_index": comparison.order_index,
        "changes": [change_data(change) for change in comparison.changes],
        "headlines": [headline_data(headline) for headline in comparison.headlines],
        "noise": [_plain(noise) for noise in comparison.noise],
        "overrides": list(comparison.overrides),
    }


def statement_data(statement: Statement) -> dict[str, Any]:
    """The contract's STATEMENT: the meeting's facts flat, then the clauses."""
    data = _plain_fields(statement, without="clauses")
    meeting = data.pop("meeting")
    data["forum"], data["meeting"] = meeting["forum"], meeting["number"]
    data |= {key: meeting[key] for key in ("place", "date", "first_day")}
    data["clauses"] = [clause_data(clause) for clause in statement.clauses]
    data["source_format"] = data.pop("format")
    data["source"] = statement.published
    data["abbreviations"] = dict(statement.abbreviations)
    return data


def clause_data(clause: Clause) -> dict[str, Any]:
    """The contract's clause."""
    return _plain_fields(clause)


def change_data(change: Change) -> dict[str, Any]:
    """The contract's CHANGE: edits as [kind, words] pairs."""
    data = _plain_fields(change, without="edits")
    data["edits"] = [[edit.kind, edit.text] for edit in change.edits]
    data["perhaps"] = change.perhaps
    data["moved_edits"] = [i for i, edit in enumerate(change.edits) if edit.moved]
    return data


def headline_data(headline: Headline) -> dict[str, Any]:
    """The contract's HEADLINE: the sentence names the paragraphs that it rests on."""
    places = together(cited(address) for address in headline.new or headline.old)
    where = f" ({places})" if places else ""
    return {**_plain_fields(headline), "text": f"{headline.text.rstrip('.')}{where}."}


def _plain(value: Any) -> Any:
    """Nouns as dictionaries, all the way down; what is frozen needs no copies, which is what asdict spends on."""
    if isinstance(value, tuple):
        return tuple([_plain(part) for part in value])
    return _plain_fields(value) if is_dataclass(value) else value


def _plain_fields(noun: Any, without: str = "") -> dict[str, Any]:
    return {name: _plain(getattr(noun, name)) for name in _names(cast(Any, type(noun))) if name != without}


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def _dump(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
