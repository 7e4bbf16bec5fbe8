"""Rules about dates: put off, brought forward, set, left away, or passed in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapporteur.compare.checks.sides import DONE, both_wordings, capital, moved_place, paired_changes
from rapporteur.compare.checks.subject import Subject, found, place, quoted
from rapporteur.compare.model import Clause, Finding, Precision

ANNOUNCES = re.compile(
    r"\b(?:next|(?:re)?conven\w+|host\w*|hold (?:its|the)|to be held)\b.{0,80}\b(?:meeting|summit|session|conference)s?\b",
    re.I,
)
"""The clause that says when they meet again: every meeting sets that date anew, and nothing slips."""


def find_dates(subject: Subject) -> Iterator[Finding]:
    """Dates put off, brought forward, set or left away in clauses that were taken up again.

    A date that has passed and is left away is no news here: what became of it is for the promises to say.
    """
    today = subject.statement.meeting.date
    done = {promise.address for promise in subject.promises if promise.outcome in DONE}
    for change, (olds, news) in paired_changes(subject):
        if _announce(olds) and _announce(news):
            continue
        was, now = _dates(olds), _dates(news)
        gone = {date for date in set(was) - set(now) if not (_announce(olds) and date[:7] == today[:7])}
        come = {date for date in set(now) - set(was) if date > today}
        for rule, words, key in _moves(sorted(gone), sorted(come), was | now, today):
            if rule == "deadline-dropped" and done.intersection(change.old):
                continue  # what was done needs no date any more
            yield found(
                rule,
                subject,
                f"{moved_place(olds[0], news[0])}: {words}.",
                clauses=news,
                key=key,
                details=both_wordings(change, olds, news),
                rank=change.rank,
            )


def _moves(
    gone: list[str], come: list[str], words: dict[str, str], today: str
) -> Iterator[tuple[str, str, str]]:
    """(rule, words, key) for each date that went with the one that came in its place, earliest first."""
    for old, new in zip(gone, come, strict=False):
        if words[old].casefold() == words[new].casefold():
            continue  # "within two years" is said anew each time and means another day
        rule, verb = (
            ("deadline-slipped", "put off") if new > old else ("deadline-advanced", "brought forward")
        )
        yield rule, f"{quoted(words[old])} was {verb} to {quoted(words[new])}", f"{old} {new}"
    for old in gone[len(come) :]:
        if old > today:
            yield "deadline-dropped", f"the date {quoted(words[old])} is left away", old
    for new in come[len(gone) :]:
        yield "deadline-set", f"the date {quoted(words[new])} is new", new


def _dates(clauses: Iterable[Clause]) -> dict[str, str]:
    """Day -> words. A range of years is a term, as a chair's: the next term follows it and nothing slips."""
    deadlines = (deadline for clause in clauses for deadline in clause.deadlines)
    return {deadline.date: deadline.text for deadline in deadlines if deadline.precision != Precision.RANGE}


def _announce(clauses: Iterable[Clause]) -> bool:
    return any(ANNOUNCES.search(clause.text) for clause in clauses)


def find_due(subject: Subject, day: str) -> Iterator[Finding]:
    """Dates that a forum's newest statement set and that have passed by ``day``: the next meeting will be asked."""
    since = subject.statement.meeting.date
    for clause in subject.statement.clauses:
        for deadline in clause.deadlines:
            if since < deadline.date < day:
                yield found(
                    "date-due",
                    subject,
                    f"{capital(place(clause))}: {quoted(deadline.text)} has passed by {day}: {quoted(clause.text)}.",
                    clauses=(clause,),
                    key=deadline.date,
                    details=(("is", clause.text), ("due", deadline.date)),
                )
