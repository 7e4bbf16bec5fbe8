"""Briefing -> JSON and CSV, and back: the data from which every number of a page can be computed again."""

from __future__ import annotations

import csv
import io
import json
import types
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Comparison, Statement
from rapporteur.reports.answers.model import MemoryPage, marked
from rapporteur.reports.briefing.model import BRIEFING_FORMAT, Briefing, Material, Side

CSV_COLUMNS = (
    "number", "kind", "strength", "theme", "old_paragraphs", "new_paragraphs", "old_addresses", "new_addresses",
    "effects", "notes", "confidence", "old_text", "new_text",
)  # fmt: skip

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so would be run as a formula by a spreadsheet; a leading apostrophe makes it text."""

LEAVES = frozenset((str, int, float, bool, type(None)))
"""What JSON holds as it is: most of a briefing, and so asked for first."""


def to_json(briefing: Briefing) -> str:
    """Everything on the page and, under ``material``, everything it was made from; the same bytes each time."""
    shown = {f.name: _plain(getattr(briefing, f.name)) for f in fields(briefing) if f.name != "material"}
    data = {**shown, "material": _material(briefing.material)}
    return json.dumps(data, ensure_ascii=False, indent=None, separators=(",", ":"), sort_keys=True) + "\n"


def to_csv(briefing: Briefing) -> str:
    """The changes, unchanged clauses apart, one a row, under a line of column names."""
    if briefing.material.short:
        return _short_csv(briefing)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_COLUMNS)
    for row in sorted(briefing.rows, key=lambda row: row.number):
        old, new = _side_cells(row.old), _side_cells(row.new)
        cells = (
            str(row.number), row.kind, row.strength, row.theme, old[0], new[0], old[1], new[1],
            " ".join(row.effects), "; ".join(row.notes), "" if row.confidence is None else str(row.confidence),
            old[2], new[2],
        )  # fmt: skip
        writer.writerow([_inert(cell) for cell in cells])
    return out.getvalue()


def answers_csv(pages: Iterable[MemoryPage]) -> str:
    """The lines of answers as CSV, one a row; changes in the words as [-gone-] and {+new+}."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("answer", "part", "when", "state", "where", "words", "note"))
    for page in pages:
        for part in page.parts:
            for line in part.lines:
                cells = (
                    page.title,
                    part.title,
                    line.when,
                    line.state,
                    line.cited,
                    marked(line.runs),
                    line.note,
                )
                writer.writerow(map(_inert, cells))
    return out.getvalue()


def _short_csv(briefing: Briefing) -> str:
    """The headlines of page 1, one a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("number", "kind", "text", "before", "paragraphs", "addresses"))
    for n, lead in enumerate(briefing.headlines, 1):
        addresses = " ".join(place.address for place in lead.places)
        cells = (str(n), lead.kind, lead.text, lead.before, lead.cited, addresses)
        writer.writerow([_inert(cell) for cell in cells])
    return out.getvalue()


def _side_cells(side: Side | None) -> tuple[str, str, str]:
    if side is None:
        return "", "", ""
    return side.cited, " ".join(place.address for place in side.places), side.text


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA_SIGNS) else cell


def _plain(value: Any) -> Any:
    """A value as JSON holds it: records as objects, enums by value, tuples as lists."""
    kind: Any = type(value)
    if kind in LEAVES:
        return value
    if kind is tuple or kind is list:
        return [item if type(item) in LEAVES else _plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    names = _names(kind)
    if names is not None:
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value


@lru_cache(maxsize=128)
def _names(kind: type[Any]) -> tuple[str, ...] | None:
    """The fields of a kind of record; none where it is no record."""
    return tuple(f.name for f in fields(kind)) if is_dataclass(kind) else None


def _material(material: Material) -> dict[str, Any]:
    """The material with each statement written once: a series names most of them twice."""
    data = {f.name: _plain(getattr(material, f.name)) for f in fields(material) if f.name != "comparisons"}
    statements: dict[int, int] = {}
    kept: list[Statement] = []
    for comparison in material.comparisons:
        for statement in (comparison.old, comparison.new):
            if id(statement) not in statements:
                same = next((i for i, s in enumerate(kept) if s == statement), len(kept))
                statements[id(statement)] = same
                if same == len(kept):
                    kept.append(statement)
    data["statements"] = [{**_plain(statement), "source": statement.published} for statement in kept]
    data["comparisons"] = [_comparison(c, statements) for c in material.comparisons]
    return data


def _comparison(comparison: Comparison, statements: Mapping[int, int]) -> dict[str, Any]:
    sides = ("old", "new")
    data = {f.name: _plain(getattr(comparison, f.name)) for f in fields(comparison) if f.name not in sides}
    return {**data, **{side: statements[id(getattr(comparison, side))] for side in sides}}


def material_from(text: str) -> tuple[Material, dict[str, Any]]:
    """The material of a briefing's JSON, and the page as it was recorded.

    Raises UnreadableError where the text is no briefing of this format.
    """
    try:
        shown = json.loads(text)
        if shown.get("format") != BRIEFING_FORMAT:
            raise UnreadableError(
                f"The data is '{shown.get('format')}', not '{BRIEFING_FORMAT}'. Make the briefing again."
            )
        data = shown.pop("material")
        statements = [_built(Statement, item) for item in data.pop("statements")]
        pairs = tuple(
            _built(Comparison, {**pair, "old": statements[pair["old"]], "new": statements[pair["new"]]})
            for pair in data.pop("comparisons")
        )
        return _built(Material, {**data, "comparisons": pairs}), shown
    except (ValueError, KeyError, TypeError, AttributeError, IndexError) as error:
        raise UnreadableError(
            f"The data within the briefing is damaged ({error}). Make the briefing again."
        ) from error


@lru_cache(maxsize=128)
def _hints(kind: type[Any]) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _built(kind: Any, value: Any) -> Any:
    """A value of the wanted kind from its plain form; what already is of that kind stays."""
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return (
            None if value is None else _built(next(k for k in get_args(kind) if k is not type(None)), value)
        )
    if origin is tuple:
        return _tuple(get_args(kind), value)
    if isinstance(kind, type) and is_dataclass(kind):
        if isinstance(value, kind):
            return value
        return kind(**{name: _built(_hints(kind)[name], item) for name, item in value.items()})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    return value


def _tuple(kinds: tuple[Any, ...], values: Any) -> tuple[Any, ...]:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_built(kinds[0], item) for item in values)
    return tuple(_built(kind, item) for kind, item in zip(kinds, values, strict=True))
