"""What waits for an analyst: the least sure pairs, clauses without a theme, unknown verbs, promises that are not kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.compare.acts.find import unknown_verbs
from rapporteur.compare.history.facts import SETTLED
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.model import Change, Clause, Comparison, Promise
from rapporteur.reports.desk.decisions import Decision
from rapporteur.reports.export.holdings import Holding

SURE = 0.95
"""From here on a pair is taken as read; below it an analyst is asked."""
CANDIDATES = 12
"""Clauses of the other side that are offered unless words are searched for."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An unsure pair: the change that it stands in, and its two clauses."""

    comparison: Comparison
    change: Change
    old: Clause
    new: Clause


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that no lexicon knows, with the clause it stands in."""

    verb: str
    clause: Clause
    statement: str


@dataclass(frozen=True, slots=True)
class Queue:
    """What waits in one forum, the least sure first; what was decided is left out."""

    pairs: tuple[Pair, ...]
    unthemed: tuple[Clause, ...]
    verbs: tuple[Verb, ...]
    promises: tuple[Promise, ...]


def read_queue(holding: Holding, decisions: Sequence[Decision]) -> Queue:
    """The queue of a forum, given what was decided already."""
    judged = {d.subject for d in decisions}
    noted = {d.get("address") for d in decisions if d.table in ("note", "correction")}
    newest = holding.statements[-1:]
    return Queue(
        pairs=tuple(
            pair for pair in _pairs(holding) if ("pair", pair.old.address, pair.new.address) not in judged
        ),
        unthemed=tuple(
            c
            for s in reversed(holding.statements)
            for c in s.clauses
            if not c.themes and c.address not in noted
        ),
        verbs=tuple(
            verb for s in newest for verb in _verbs(holding, s.name) if verb.clause.address not in noted
        ),
        promises=tuple(
            p
            for p in holding.promises
            if p.outcome not in SETTLED and not p.open_ended and ("outcome", p.address, p.what) not in judged
        ),
    )


def _pairs(holding: Holding) -> list[Pair]:
    found = [
        Pair(comparison, change, holding.clauses[old], holding.clauses[new])
        for comparison in holding.record.comparisons
        for change in comparison.changes
        if change.old and change.new and change.confidence < SURE and not change.pinned
        for old in change.old
        for new in change.new
    ]
    return sorted(found, key=lambda pair: (pair.change.confidence, pair.new.address, pair.old.address))


def _verbs(holding: Holding, name: str) -> list[Verb]:
    statement = next(s for s in holding.statements if s.name == name)
    by_text = {clause.text: clause for clause in statement.clauses}
    found = unknown_verbs(statement)
    return [Verb(verb, by_text[text], name) for verb, text in found if text in by_text]


def candidates(holding: Holding, clause: Clause, side: str, words: str) -> tuple[Clause, ...]:
    """Clauses of the statement after (``side`` "new") or before (``side`` "old") that a clause may belong with.

    With ``words`` those that hold all of them, else those that are most like it; at most CANDIDATES.
    """
    names = [s.name for s in holding.statements]
    at = names.index(clause.address.partition("#")[0]) + (1 if side == "new" else -1)
    if not 0 <= at < len(names):
        return ()
    others = holding.statements[at].clauses
    if words.strip():
        wanted = words.casefold().split()
        others = tuple(c for c in others if all(word in c.text.casefold() for word in wanted))
    kin = Kinship(c.text for s in holding.statements for c in s.clauses)
    ranked = sorted(others, key=lambda other: (-kin.likeness(clause.text, other.text), other.address))
    return tuple(ranked[:CANDIDATES])
