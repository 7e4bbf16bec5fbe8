"""A war or another cause of condemnation that has entered the text: a name that the old text hardly knew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace

from rapporteur.compare.headlines.candidates import Candidate
from rapporteur.compare.headlines.choose import LEADING
from rapporteur.compare.headlines.features import ALARM
from rapporteur.compare.headlines.rules import CERTAIN
from rapporteur.compare.headlines.standing import NAMED, parties_named
from rapporteur.compare.model import Clause, Comparison, Headline, StatementKind
from rapporteur.compare.text.stem import split_words, stem

LEAST_CLAUSES = 4
"""Clauses of the new text that must name it."""
LEAST_ALARMED = 2
"""Of these, clauses that condemn, oppose or are concerned."""
TIMES = 5
"""How many times as many clauses as of the old text."""
PLACE = 2
"""Place, from 0, of such an entry."""
MOST = 2
"""Names that are given an entry of their own."""


def risen_names(comparison: Comparison) -> tuple[str, ...]:
    """Stems of at most two names that the new text condemns or fears for and the old hardly had, the most named first."""
    new, old = _named(comparison.new.clauses), _named(comparison.old.clauses)
    alarmed = _named(clause for clause in comparison.new.clauses if ALARM.search(clause.text))
    if comparison.new.kind in (StatementKind.DECISION, StatementKind.CENTRAL_BANK):
        return ()
    own = parties_named(comparison.new) & parties_named(comparison.old)
    places = {
        stem(word)
        for clause in comparison.new.clauses
        for name in (*clause.partners, *clause.places)
        for word in split_words(name)
    }
    found = [
        name
        for name, n in new.items()
        if n >= max(LEAST_CLAUSES, TIMES * old[name])
        and alarmed[name] >= LEAST_ALARMED
        and name in places - own
    ]
    return tuple(sorted(found, key=lambda name: (-alarmed[name], name))[:MOST])


def speaks_of(name: str, text: str) -> bool:
    """Whether a text condemns or is concerned, and holds the name."""
    return bool(ALARM.search(text)) and name in stems_named(text)


def stems_named(text: str) -> set[str]:
    """Stems of the names in a text."""
    return {
        stem(word.split("’")[0].split("'")[0]) for found in NAMED.findall(text) for word in split_words(found)
    }


def _named(clauses: Iterable[Clause]) -> Counter[str]:
    return Counter(name for clause in clauses for name in stems_named(clause.text))


def with_risen(
    comparison: Comparison,
    told: list[Headline],
    candidates: tuple[Candidate, ...],
    tell: Callable[[Candidate], Headline | None],
) -> list[Headline]:
    """The entries with one for each cause of condemnation that has entered the text, where the first ones pass it over."""
    lines = list(told)
    for name in risen_names(comparison):
        if any(speaks_of(name, line.text) for line in lines[: LEADING - 1]):
            continue
        mine = [
            line
            for c in candidates
            if c.side == "new" and len(c.clauses) == 1 and speaks_of(name, c.text)
            and (line := tell(c)) and speaks_of(name, line.text)
        ]  # fmt: skip
        if not mine:
            continue
        best = max(mine, key=lambda line: (len(ALARM.findall(line.text)), -len(line.text)))
        taken = set(best.new)
        lines = [line for line in lines if not taken.intersection(line.new)]
        lines.insert(PLACE, replace(best, weight=CERTAIN, reasons=("new to the text", name)))
    return lines
