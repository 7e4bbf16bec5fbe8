"""A statement in other units than its clauses: whole sentences, or whole paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import StrEnum
from itertools import chain, groupby
from typing import TypeVar

from rapporteur.compare.model import Act, Clause, Detected, Statement

Item = TypeVar("Item")


class Unit(StrEnum):
    """What is compared as a whole: what the reader cut, sentences with the entries that run inside them, or paragraphs."""

    CLAUSE = "clause"
    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


def in_units(statement: Statement, unit: Unit) -> Statement:
    """The statement with its clauses joined to ``unit``; what was read out of them is kept, spans moved along."""
    if unit is Unit.CLAUSE:
        return statement
    groups = _paragraphs(statement) if unit is Unit.PARAGRAPH else _sentences(statement.clauses)
    joined, at = [], 0
    for address, clauses in groups:
        clause = _joined(address, tuple(clauses), at)
        joined.append(clause)
        at = clause.end + 1
    return replace(
        statement,
        text="\n".join(clause.text for clause in joined),
        clauses=tuple(joined),
        detected=(*statement.detected, Detected("unit", unit.value, "asked for")),
    )


def unit_of(statement: Statement) -> Unit:
    """The units that the statement's clauses are."""
    return next((Unit(fact.value) for fact in statement.detected if fact.name == "unit"), Unit.CLAUSE)


def _sentences(clauses: Sequence[Clause]) -> Iterable[tuple[str, tuple[Clause, ...]]]:
    """(address, clauses) of each sentence: a clause and the entries that run inside its sentence."""
    group: list[Clause] = []
    for clause in clauses:
        if group and not clause.run_in:
            yield group[0].address, tuple(group)
            group = []
        group.append(clause)
    if group:
        yield group[0].address, tuple(group)


def _paragraphs(statement: Statement) -> Iterable[tuple[str, tuple[Clause, ...]]]:
    met = Counter[str]()
    for (paragraph, _), clauses in groupby(statement.clauses, key=lambda c: (c.paragraph, c.section)):
        met[paragraph] += 1
        again = f"~{met[paragraph]}" if met[paragraph] > 1 else ""
        yield f"{statement.name}#{paragraph}{again}", tuple(clauses)


def _joined(address: str, clauses: tuple[Clause, ...], start: int) -> Clause:
    """The clauses as one, which starts at ``start`` in the statement's text. Entries that run in keep their labels."""
    text, acts = "", list[Act]()
    for clause in clauses:
        text += (" " if text else "") + (f"{clause.label} " if clause.run_in else "")
        acts += [replace(a, start=a.start + len(text), end=a.end + len(text)) for a in clause.acts]
        text += clause.text
    first = clauses[0]
    themes = {t.id: t for t in sorted((t for c in clauses for t in c.themes), key=lambda t: t.similarity)}

    return replace(
        first,
        address=address,
        text=text,
        start=start,
        end=start + len(text),
        run_in=False,
        themes=tuple(sorted(themes.values(), key=lambda t: (-t.similarity, t.id))),
        acts=tuple(acts),
        deadlines=_once(c.deadlines for c in clauses),
        figures=_once(c.figures for c in clauses),
        instruments=_once(c.instruments for c in clauses),
        partners=_once(c.partners for c in clauses),
        places=_once(c.places for c in clauses),
        state=next((c.state for c in reversed(clauses) if c.state), None),
    )


def _once(groups: Iterable[tuple[Item, ...]]) -> tuple[Item, ...]:
    """The items of all groups in their order, each once."""
    return tuple(dict.fromkeys(chain.from_iterable(groups)))
