"""A change with the clauses of both sides, and the wordings that a finding quotes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapporteur.compare.checks.subject import Subject, place
from rapporteur.compare.model import Band, Change, Clause, Outcome

DONE = (Outcome.KEPT, Outcome.KEPT_LATE)
"""Outcomes of a promise after which nothing is owed."""

Sides = tuple[tuple[Clause, ...], tuple[Clause, ...]]


def changes_of(subject: Subject) -> Iterator[tuple[Change, Sides]]:
    """Each change with the clauses of both sides; none where nothing was compared."""
    comparison = subject.comparison
    if comparison is None:
        return
    old = {clause.address: clause for clause in comparison.old.clauses}
    new = {clause.address: clause for clause in comparison.new.clauses}
    for change in comparison.changes:
        yield change, (tuple(old[a] for a in change.old), tuple(new[a] for a in change.new))


def paired_changes(subject: Subject) -> Iterator[tuple[Change, Sides]]:
    """The changes that have both sides and belong together more likely than not.

    What a pair that is probably none does to a commitment is nothing to warn of.
    """
    for change, (olds, news) in changes_of(subject):
        if olds and news and change.band is not Band.LOOK:
            yield change, (olds, news)


def moved_place(old: Clause, new: Clause) -> str:
    """Where a clause stands and, where it is numbered otherwise, where it stood: "Paragraph 7 (was paragraph 9)"."""
    here, there = place(new), place(old)
    return capital(here) if here == there else f"{capital(here)} (was {there})"


def both_wordings(
    change: Change, olds: Iterable[Clause], news: Iterable[Clause]
) -> tuple[tuple[str, str], ...]:
    """Details of a finding: what the clauses said, what they say, and how sure it is that they belong together."""
    return (("was", joined(olds)), ("is", joined(news)), ("confidence", f"{change.confidence:.2f}"))


def in_full(clause: Clause) -> str:
    """The clause's words, behind the line that opens its list: an entry alone says half."""
    return f"{clause.lead} {clause.text}" if clause.lead else clause.text


def joined(clauses: Iterable[Clause]) -> str:
    """The clauses' words in one run."""
    return " ".join(clause.text for clause in clauses)


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]
