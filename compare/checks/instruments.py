"""Rules about named instruments: plans, frameworks, charters that come and go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rapporteur.compare.checks.names import Mentions, distinct_names, is_mentioned, read_names
from rapporteur.compare.checks.subject import Subject, found, place, quoted
from rapporteur.compare.model import Clause, Finding


def find_instruments(subject: Subject) -> Iterator[Finding]:
    """Named instruments that are mentioned no more, or were not before; one finding for each clause that has them."""
    comparison = subject.comparison
    if comparison is None or not comparison.changes:
        return
    was, now = read_names(comparison.old), read_names(comparison.new)
    for clause, names in _unmentioned(comparison.old.clauses, now):
        message = f"Not mentioned any more: {'; '.join(names)} ({place(clause)} of the last statement)."
        yield found(
            "instrument-vanished", subject, message, clauses=(clause,), details=(("was", clause.text),)
        )
    for clause, names in _unmentioned(comparison.new.clauses, was):
        message = f"Not named by the last statement: {'; '.join(names)} ({place(clause)})."
        yield found("instrument-new", subject, message, clauses=(clause,), details=(("is", clause.text),))


def _unmentioned(clauses: Iterable[Clause], mentions: Mentions) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """Each clause with its instruments that ``mentions`` has not, the first clause that names one having it."""
    told: list[str] = []
    for clause in clauses:
        missing = [name for name in clause.instruments if not is_mentioned(name, mentions)]
        names = tuple(
            name for name in distinct_names([*told, *missing]) if name in missing and name not in told
        )
        told += missing
        if names:
            yield clause, tuple(quoted(name) for name in names)
