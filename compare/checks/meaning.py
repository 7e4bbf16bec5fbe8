"""Rules about meaning: what a statement does to the commitments of the one before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ..model import Change, ChangeKind, Clause, Comparison, Finding, Strength
from .subject import Subject, found, place, quoted

BINDING_TIER = 5
"""From here on an act commits its authors or instructs their own machinery (own machinery 5, own commitment 6,
act 7); what is below greets, appeals or records."""

THEME_CLAUSES = 2
"""A theme of which a statement has but one clause came up in passing: its going says nothing."""

Sides = tuple[tuple[Clause, ...], tuple[Clause, ...]]


def find_weakened(subject: Subject) -> Iterator[Finding]:
    """Clauses that bind less, more, or both, with the words that say so."""
    rules = {
        Strength.WEAKER: ("weakened", "binds less"),
        Strength.STRONGER: ("strengthened", "binds more"),
        Strength.MIXED: ("mixed", "binds more in one respect and less in another"),
    }
    for change, (olds, news) in _changes(subject):
        if change.strength in rules and olds and news:
            rule, verb = rules[change.strength]
            why = "; ".join(change.strength_reasons) or f"{quoted(_text(olds))} became {quoted(_text(news))}"
            yield found(
                rule,
                subject,
                f"{_capital(place(news[0]))} {verb} than {place(olds[0])} did: {why}.",
                clauses=news,
                key=_text(olds),
                details=_both(change, olds, news),
                rank=change.rank,
            )


def find_dropped(subject: Subject) -> Iterator[Finding]:
    """Clauses that are not taken up again, told apart by whether they bound anyone."""
    for change, (olds, _) in _changes(subject):
        if change.kind is not ChangeKind.DROPPED:
            continue
        for clause in olds:
            is_binding = binds(clause)
            yield found(
                "commitment-dropped" if is_binding else "clause-dropped",
                subject,
                f"{_capital(place(clause))} is not taken up again: {quoted(clause.text)}.",
                clauses=(clause,),
                details=(("was", clause.text), *_nearest(change)),
                rank=change.rank,
            )


def binds(clause: Clause) -> bool:
    """True where a clause commits, instructs, or sets a date, in the statement's own voice."""
    return bool(clause.deadlines) or any((act.tier or 0) >= BINDING_TIER for act in clause.acts)


def find_dates(subject: Subject) -> Iterator[Finding]:
    """Dates put off, brought forward, set or left away in clauses that were taken up again."""
    for change, (olds, news) in _changes(subject):
        if not (olds and news):
            continue
        was, now = _dates(olds), _dates(news)
        gone, come = sorted(set(was) - set(now)), sorted(set(now) - set(was))
        for rule, words, text in _date_moves(gone, come, was, now):
            yield found(
                rule,
                subject,
                f"{_capital(place(news[0]))}: {words}.",
                clauses=news,
                key=text,
                details=_both(change, olds, news),
                rank=change.rank,
            )


def _date_moves(
    gone: list[str], come: list[str], was: dict[str, str], now: dict[str, str]
) -> Iterator[tuple[str, str, str]]:
    """(rule, words, key) for each date that went with the one that came in its place, earliest first."""
    for old, new in zip(gone, come, strict=False):
        rule, verb = (
            ("deadline-slipped", "put off") if new > old else ("deadline-advanced", "brought forward")
        )
        yield rule, f"{quoted(was[old])} was {verb} to {quoted(now[new])}", f"{old} {new}"
    for old in gone[len(come) :]:
        yield "deadline-dropped", f"the date {quoted(was[old])} is left away", old
    for new in come[len(gone) :]:
        yield "deadline-set", f"the date {quoted(now[new])} is new", new


def _dates(clauses: Iterable[Clause]) -> dict[str, str]:
    return {deadline.date: deadline.text for clause in clauses for deadline in clause.deadlines}


def find_due(subject: Subject) -> Iterator[Finding]:
    """Dates of the last statement that fell due since, in clauses of which nothing is said any more."""
    comparison = subject.comparison
    if comparison is None:
        return
    since, until = comparison.old.meeting.date, comparison.new.meeting.date
    for change, (olds, _) in _changes(subject):
        for clause in olds if change.kind is ChangeKind.DROPPED else ():
            for deadline in clause.deadlines:
                if since < deadline.date <= until:
                    message = f"{quoted(deadline.text)} has passed since the last meeting, and nothing is said of it"
                    yield found(
                        "deadline-passed",
                        subject,
                        f"{message}: {quoted(clause.text)}.",
                        clauses=(clause,),
                        key=deadline.date,
                        details=(("was", clause.text), ("due", deadline.date)),
                    )


def find_hedges(subject: Subject) -> Iterator[Finding]:
    """Qualifiers that were added to a clause, or taken away."""
    for change, (olds, news) in _changes(subject):
        if not (olds and news):
            continue
        was, now = _hedges(olds), _hedges(news)
        for rule, words, hedges in (
            ("hedge-added", "now says", now - was),
            ("hedge-removed", "no longer says", was - now),
        ):
            for hedge in sorted(hedges):
                yield found(
                    rule,
                    subject,
                    f"{_capital(place(news[0]))} {words} {quoted(hedge)}.",
                    clauses=news,
                    key=hedge,
                    details=_both(change, olds, news),
                    rank=change.rank,
                )


def _hedges(clauses: Iterable[Clause]) -> Counter[str]:
    return Counter(hedge.casefold() for clause in clauses for act in clause.acts for hedge in act.hedges)


def find_instruments(subject: Subject) -> Iterator[Finding]:
    """Named instruments that are mentioned no more, or for the first time since the last statement."""
    comparison = subject.comparison
    if comparison is None or not comparison.changes:
        return
    old, new = comparison.old, comparison.new
    was, now = _instruments(old.clauses), _instruments(new.clauses)
    for name in sorted(set(was) - set(now)):
        if name not in _folded(new.text):
            text, clause = was[name]
            message = f"{quoted(text)} is not mentioned any more; it stood in {place(clause)}."
            yield found("instrument-vanished", subject, message, clauses=(clause,), key=name)
    for name in sorted(set(now) - set(was)):
        if name not in _folded(old.text):
            text, clause = now[name]
            message = f"{quoted(text)} is named for the first time since the last statement."
            yield found("instrument-new", subject, message, clauses=(clause,), key=name)


def _instruments(clauses: Iterable[Clause]) -> dict[str, tuple[str, Clause]]:
    named: dict[str, tuple[str, Clause]] = {}
    for clause in clauses:
        for name in clause.instruments:
            named.setdefault(_folded(name), (name, clause))
    return named


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


def _changes(subject: Subject) -> Iterator[tuple[Change, Sides]]:
    """Each change with the clauses of both sides; none where nothing was compared."""
    comparison = subject.comparison
    if comparison is None:
        return
    olds, newer = _by_address(comparison.old.clauses), _by_address(comparison.new.clauses)
    for change in comparison.changes:
        yield change, (tuple(olds[a] for a in change.old), tuple(newer[a] for a in change.new))


def _by_address(clauses: Iterable[Clause]) -> dict[str, Clause]:
    return {clause.address: clause for clause in clauses}


def _both(change: Change, olds: Iterable[Clause], news: Iterable[Clause]) -> tuple[tuple[str, str], ...]:
    return (("was", _text(olds)), ("is", _text(news)), ("confidence", f"{change.confidence:.2f}"))


def _nearest(change: Change) -> tuple[tuple[str, str], ...]:
    if not change.nearest:
        return ()
    return (("nearest", f"{change.nearest} ({change.nearest_confidence:.2f})"),)


def _text(clauses: Iterable[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def was_compared(comparison: Comparison | None) -> bool:
    """True where there is a table of changes that says something."""
    return comparison is not None and (comparison.comparable.holds or comparison.forced)


MEANING: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    find_weakened,
    find_dropped,
    find_dates,
    find_due,
    find_hedges,
    find_instruments,
    find_themes,
)
