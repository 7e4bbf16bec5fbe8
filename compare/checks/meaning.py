"""Rules about meaning and dates: what a statement does to the commitments of the one before it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from rapporteur.compare.checks.instruments import find_instruments
from rapporteur.compare.checks.subject import (
    DONE,
    Subject,
    both_wordings,
    capital,
    changes_of,
    found,
    in_full,
    joined,
    moved_place,
    paired_changes,
    place,
    quoted,
)
from rapporteur.compare.history.facts import UNTOLD
from rapporteur.compare.history.watch import watch
from rapporteur.compare.model import Change, ChangeKind, Clause, Finding, Outcome, Precision, Strength

BINDING_TIER = 5
"""From here on an act commits its authors or instructs their own machinery (own machinery 5, own commitment 6,
act 7); what is below greets, appeals or records."""

SPOKEN_OF = tuple(o for o in Outcome if o not in (*UNTOLD, Outcome.OPEN, Outcome.OVERDUE, Outcome.UNCLEAR))
"""Outcomes of a promise that another clause speaks of, so that a dropped clause did not drop it."""

THEME_CLAUSES = 2
"""A theme of which a statement has but one clause came up in passing: its going says nothing."""


def find_weakened(subject: Subject) -> Iterator[Finding]:
    """Clauses that bind less, more, or both, with the words that say so."""
    rules = {
        Strength.WEAKER: ("weakened", "binds less"),
        Strength.STRONGER: ("strengthened", "binds more"),
        Strength.MIXED: ("mixed", "binds more in one respect and less in another"),
    }
    for change, (olds, news) in paired_changes(subject):
        if change.strength in rules:
            rule, verb = rules[change.strength]
            why = (
                "; ".join(change.strength_reasons) or f"{quoted(joined(olds))} became {quoted(joined(news))}"
            )
            yield found(
                rule,
                subject,
                f"{moved_place(olds[0], news[0])} {verb}: {why}.",
                clauses=news,
                key=joined(olds),
                details=both_wordings(change, olds, news),
                rank=change.rank,
            )


def find_dropped(subject: Subject) -> Iterator[Finding]:
    """Clauses that are not taken up again, told apart by what they promised, whether they bound anyone, and by a
    date that fell due."""
    for change, (olds, _) in changes_of(subject):
        if change.kind is not ChangeKind.DROPPED or change.perhaps:
            continue
        for clause in olds:
            rule, why = _judged_drop(clause, subject)
            yield found(
                rule,
                subject,
                f"{capital(place(clause))} is not taken up again{why}: {quoted(in_full(clause))}.",
                clauses=(clause,),
                details=(("was", in_full(clause)), *_nearest(change)),
                rank=change.rank,
            )


def _judged_drop(clause: Clause, subject: Subject) -> tuple[str, str]:
    """The rule for a dropped clause, and the words about what became of its promise or its date."""
    promise = next((p for p in subject.promises if p.address == clause.address), None)
    if promise and promise.outcome in SPOKEN_OF:
        return "clause-dropped", f", though spoken of elsewhere ({promise.reason})"
    since = subject.comparison.old.meeting.date if subject.comparison else ""
    due = [d for d in clause.deadlines if since < d.date <= subject.statement.meeting.date]
    if due:
        return "deadline-passed", f", though {quoted(due[0].text)} has passed"
    if promise and promise.outcome in UNTOLD:
        return "promise-silent", f"; promised was {quoted(promise.what)}"
    return ("commitment-dropped" if binds(clause) else "clause-dropped"), ""


def binds(clause: Clause) -> bool:
    """True where a clause commits, instructs, or sets a date, in the statement's own voice."""
    return bool(clause.deadlines) or any((act.tier or 0) >= BINDING_TIER for act in clause.acts)


def find_promises(subject: Subject) -> Iterator[Finding]:
    """Promises of the last statement that are reported as done, or spoken of when their date has passed."""
    dropped = {address for change, _ in changes_of(subject) if not change.new for address in change.old}
    old = {c.address: c for c in subject.comparison.old.clauses} if subject.comparison else {}
    new = {clause.address: clause for clause in subject.statement.clauses}
    for promise in subject.promises:
        is_overdue = promise.outcome is Outcome.OVERDUE and promise.address not in dropped
        if not (is_overdue or promise.outcome in DONE):
            continue
        rule, verb = ("deadline-passed", "Overdue") if is_overdue else ("promise-kept", "Done")
        clause = old[promise.address]
        where = [new[address] for address in promise.evidence if address in new]
        yield found(
            rule,
            subject,
            f"{verb}: {quoted(promise.what)}, promised in {place(clause)} of the last statement: {promise.reason}.",
            clauses=where or (clause,),
            key=f"{clause.text} {promise.what}",
            details=(("was", clause.text), ("is", joined(where))),
        )


def find_hedges(subject: Subject) -> Iterator[Finding]:
    """Qualifiers that were added to a clause, or taken away."""
    for change, (olds, news) in paired_changes(subject):
        if change.kind is ChangeKind.REWRITTEN:
            continue  # a new text has its own qualifiers; none was added to the old one
        was, now = _hedges(olds), _hedges(news)
        for rule, words, hedges in (
            ("hedge-added", "now says", now - was),
            ("hedge-removed", "no longer says", was - now),
        ):
            for hedge in sorted(hedges):
                yield found(
                    rule,
                    subject,
                    f"{capital(place(news[0]))} {words} {quoted(hedge)}.",
                    clauses=news,
                    key=hedge,
                    details=both_wordings(change, olds, news),
                    rank=change.rank,
                )


def _hedges(clauses: Iterable[Clause]) -> Counter[str]:
    return Counter(hedge.casefold() for clause in clauses for act in clause.acts for hedge in act.hedges)


def find_themes(subject: Subject) -> Iterator[Finding]:
    """Themes that the last statement had and this one has not, and the other way round."""
    comparison = subject.comparison
    if comparison is None or not comparison.changes:
        return
    was, now = _themes(comparison.old.clauses), _themes(comparison.new.clauses)
    for theme in _gone(was, now):
        message = f"'{theme}' had {len(was[theme])} clauses, {place(was[theme][0])} first; now it has none."
        yield found("theme-vanished", subject, message, key=theme)
    for theme in _gone(now, was):
        message = f"'{theme}' had no clause in the last statement; now it has {len(now[theme])}."
        yield found("theme-new", subject, message, key=theme)


def _themes(clauses: Iterable[Clause]) -> dict[str, list[Clause]]:
    held: dict[str, list[Clause]] = {}
    for clause in clauses:
        for theme in clause.themes:
            held.setdefault(theme.id, []).append(clause)
    return held


def _gone(was: dict[str, list[Clause]], now: dict[str, list[Clause]]) -> list[str]:
    """The themes that ``was`` dealt with and ``now`` does not even name."""
    return sorted(theme for theme in set(was) - set(now) if len(was[theme]) >= THEME_CLAUSES)


def _nearest(change: Change) -> tuple[tuple[str, str], ...]:
    if not change.nearest:
        return ()
    return (("nearest", f"{change.nearest} ({change.nearest_confidence:.2f})"),)


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
    undated = (Precision.RANGE, Precision.EVENT)
    return {deadline.date: deadline.text for deadline in deadlines if deadline.precision not in undated}


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


def find_watched(subject: Subject) -> Iterator[Finding]:
    """Where the watched phrases are said, and those of the last statement that are said no longer."""
    before = subject.comparison.old if subject.comparison else None
    for watched in watch(subject.statement, before, subject.phrases):
        for clause in watched.clauses:
            message = f"{capital(place(clause))} says {quoted(watched.phrase)}: {quoted(in_full(clause))}."
            yield found("watched", subject, message, clauses=(clause,), key=watched.phrase)
        if watched.event == "dropped":
            message = f"{quoted(watched.phrase)} stood in the last statement and is said no longer."
            yield found("watched", subject, message, key=watched.phrase)


MEANING: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    find_weakened,
    find_dropped,
    find_promises,
    find_dates,
    find_hedges,
    find_instruments,
    find_themes,
    find_watched,
)
