"""JSON Schemas of the JSON that the commands print: three written by hand, the others from the records themselves."""

from __future__ import annotations

import importlib
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Union, get_args, get_origin, get_type_hints

from rapporteur.compare.model import Headline
from rapporteur.reports.briefing.model import Briefing

WRITTEN = ("comparison", "statement", "findings", "sources")
"""Schemas that lie in `reports/schemas`: the contract with other programs."""

RECORDS = {
    "list": ("reports.commands.report", "Listing", "list --format json"),
    "trace": ("compare.history.record", "Trace", "trace --format json"),
    "precedents": ("compare.history.precedents", "Precedents", "find --format json"),
    "ledger": ("reports.commands.ledger", "Ledger", "ledger --format json"),
    "clauses": ("reports.commands.ledger", "Clauses", "ledger --clauses --format json"),
    "votes": ("reports.commands.ledger", "Votes", "ledger --votes --format json"),
    "draft": ("compare.history.drafts", "DraftReading", "draft --format json"),
    "themes": ("reports.answers.themes", "ThemeShares", "themes --format json"),
    "theme-proposals": ("reports.answers.themes", "Proposals", "themes --discover --format json"),
    "across": ("compare.history.across", "Across", "across --format json"),
}
"""Format -> the module that names its record, the record, and the command that prints it."""

NAMES = (*WRITTEN, "headlines", "briefing", *RECORDS)

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema_of(name: str) -> dict[str, Any]:
    """The schema (draft 2020-12) of a format that is made of records. Several answers are printed as a list of them."""
    defs: dict[str, Any] = {}
    if name == "headlines":
        text = {"type": "object", "additionalProperties": {"type": "string"}}
        properties = {"old": text, "new": text, "headlines": _list(_schema(Headline, defs))}
        command = "compare --short --format json"
    elif name == "briefing":
        properties = {
            key: value
            for key, value in _properties(Briefing, defs).items()
            if key not in ("material", "format")
        }
        properties["material"] = {"type": "object", "description": "What the page is made from; see verify."}
        command = "the PDF and HTML carry"
    else:
        module, record, command = RECORDS[name]
        kind = getattr(importlib.import_module(f"rapporteur.{module}"), record)
        properties = _properties(kind, defs)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:rapporteur:{name}:1",
        "title": f"rapporteur-{name}/1",
        "description": f"What `rapporteur {command}` prints." if name != "briefing" else f"What {command}.",
        **_object({"format": {"const": f"rapporteur-{name}/1"}, **properties}),
        "$defs": defs,
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Any) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _properties(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: _schema(hints[field.name], defs) for field in fields(kind)}


def _schema(kind: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """The schema of a type; records become definitions, named once."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return {"type": PLAIN[kind]}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if is_dataclass(kind) and isinstance(kind, type):
        if kind.__name__ not in defs:
            defs[kind.__name__] = {}  # before its fields: a record may hold its own kind
            defs[kind.__name__] = _object(_properties(kind, defs))
        return {"$ref": f"#/$defs/{kind.__name__}"}
    if origin in (Union, types.UnionType):
        return {"anyOf": [_schema(one, defs) for one in inner]}
    if origin in (tuple, list, frozenset) and (origin is not tuple or inner[-1] is Ellipsis):
        return _list(_schema(inner[0], defs))
    if origin is tuple:
        items = [_schema(one, defs) for one in inner]
        return {"type": "array", "prefixItems": items, "minItems": len(items), "maxItems": len(items)}
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(inner[1], defs)}
    return {}
