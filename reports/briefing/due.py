"""What is due before or at the meeting: the dated undertakings of the ledger with what became of them."""

from __future__ import annotations

import re
from datetime import date, timedelta

from rapporteur.compare.history.facts import URGENCY, Facts
from rapporteur.compare.model import Comparison, Outcome, Promise
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.editions import place_of, subject_of
from rapporteur.reports.briefing.model import Edition, Line, Material, Row
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.figures.model import Due, Place
from rapporteur.reports.prose import count, day, in_days, many, plural, sentence, shortened

OUTCOME_SIGNS = {
    Outcome.KEPT: "✓",
    Outcome.KEPT_LATE: "✓",
    Outcome.KEPT_IN_PART: "◐",
    Outcome.PROGRESSED: "◐",
    Outcome.RESTATED: "↻",
    Outcome.REDATED: "→",
    Outcome.DATE_DROPPED: "▽",
    Outcome.WEAKENED: "▽",
    Outcome.DISCONTINUED: "■",
    Outcome.OVERDUE: "✕",
    Outcome.UNMENTIONED: "○",
    Outcome.UNCLEAR: "?",
    Outcome.PASSED_OVER: "○",
    Outcome.OPEN: "□",
}

SHOWN = 20
"""Promises in the table."""

NAMED_PLACES = 12
"""Paragraphs that the line on the rest names."""

PRONOUNS = ("we", "it", "they", "us", "them", "ourselves")

THAT = re.compile(r"^that ((?:the |all )?(?:[A-Z][\w’'-]*|[a-z]+)(?: [A-Z][\w’'-]*)*).*$")
"""Who is named behind "that": the noun with its capitals, without the verb that follows."""

LEADING = (
    *("in", "by", "on", "at", "before", "from", "until", "during", "within", "over", "for", "after"),
    *("no", "not", "later", "this", "next", "early", "late", "mid"),
)
"""Words that open a deadline and are written small within a sentence."""

A_YEAR = timedelta(days=366)

LETTERS = 220
"""Letters of a promise in the table; the annex has the whole clause."""


def due_of(
    facts: Facts,
    rows: tuple[Row, ...],
    editions: tuple[Edition, ...],
) -> tuple[Due, ...]:
    """The dated undertakings that concern the meeting, the earliest date first."""
    comparison = facts.comparison
    anchors = _anchors(comparison, rows)
    labels = {c.address: subject_of(c) for s in (comparison.old, comparison.new) for c in s.clauses}
    found = [_from_ledger(promise, anchors, editions, labels) for promise in facts.dated]
    return tuple(sorted(found, key=lambda due: (due.date or "9999", due.cited.address)))


def horizon_of(material: Material) -> str:
    """The last day that concerns the next meeting: its own, or a year from the day of the briefing."""
    if material.next_meeting or not material.asof:
        return material.next_meeting
    try:
        return (date.fromisoformat(material.asof) + A_YEAR).isoformat()
    except ValueError:
        return ""


def parted(due: tuple[Due, ...], horizon: str) -> tuple[tuple[Due, ...], Line | None]:
    """What is due by the horizon or went wrong, and a line on the rest: what is merely open until later.

    Where more than SHOWN are due, those that went wrong come before those that went well.
    """
    later = [d for d in due if horizon and d.date > horizon and d.outcome == Outcome.OPEN.value]
    soon = [d for d in due if d not in later]
    first = sorted(soon, key=lambda d: URGENCY.index(Outcome(d.outcome)))[:SHOWN]
    shown = tuple(d for d in soon if d in first)
    rest = [d for d in due if d not in shown]
    if not rest:
        return shown, None
    text = f"{count(len(rest), 'further dated promise')} {plural('is', len(rest))} not in the table{_falling(later, len(rest), horizon)}"
    return shown, Line(
        "More", sentence(text), tuple(d.cited for d in rest[:NAMED_PLACES]), len(rest) - NAMED_PLACES
    )


def _falling(later: list[Due], rest: int, horizon: str) -> str:
    """How many of the rest fall due only after the horizon, and until when."""
    if not later:
        return ""
    last = day(later[-1].date)
    if rest == 1:
        return f": it falls due after {day(horizon)}, on {last}"
    who = "all" if len(later) == rest else many(len(later))
    return f"; {who} {plural('falls', len(later))} due after {day(horizon)}, {f'on {last}' if len(later) == 1 else f'the last on {last}'}"


def _anchors(comparison: Comparison, rows: tuple[Row, ...]) -> dict[str, Place]:
    """Clause address -> how it is cited, and the row of the annex in which it stands."""
    anchors: dict[str, Place] = {}
    for side, statement in (("old", comparison.old), ("new", comparison.new)):
        for clause in statement.clauses:
            anchors[clause.address] = place_of(clause, side)
    for row, change in zip(rows, comparison.changes, strict=True):
        for address in (*change.old, *change.new):
            if address in anchors:
                anchors[address] = Place(address, anchors[address].cited, row.anchor)
    return anchors


def _from_ledger(
    promise: Promise, anchors: dict[str, Place], editions: tuple[Edition, ...], labels: dict[str, str]
) -> Due:
    deadline = promise.deadline
    return Due(
        what=shortened(cleaned(promise.what), LETTERS),
        label=labels.get(promise.address, cleaned(promise.what)),
        cited=_place(promise.address, anchors),
        edition=_edition(promise.address, editions),
        who=_who(cleaned(promise.who)),
        deadline=_within(cleaned(deadline.text)) if deadline else "no date given",
        date=deadline.date if deadline else "",
        outcome=promise.outcome.value,
        sign=OUTCOME_SIGNS[promise.outcome],
        reason=_reason(promise, editions),
        evidence=tuple(_proof(address, anchors, editions) for address in promise.evidence),
    )


def _who(words: str) -> str:
    """Who is to act, as a note says it: "The Meeting" is "the Meeting", "that the Bureau reports" is "the Bureau".

    A pronoun names nobody that the page has not named already.
    """
    said = THAT.sub(r"\1", words)
    if said.casefold() in PRONOUNS:
        return ""
    first, space, rest = said.partition(" ")
    return f"{first.lower()}{space}{rest}" if first in ("The", "Its", "Their", "All") else said


def _within(words: str) -> str:
    """A deadline as it stands within a sentence: "In 2024" opened one."""
    first, space, rest = words.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.lower() in LEADING and rest else words


def _reason(promise: Promise, editions: tuple[Edition, ...]) -> str:
    """The reason with statements called as the page calls them; none where it only says the date again."""
    if promise.outcome is Outcome.OPEN and not promise.evidence:
        return ""
    reason, forum = cleaned(promise.reason), promise.address.partition("/")[0]
    for edition in editions:
        if edition.date:
            reason = reason.replace(f"{forum}/{edition.date}", edition.statement)
    return sentence(in_days(reason))


def _proof(address: str, anchors: dict[str, Place], editions: tuple[Edition, ...]) -> Place:
    """A clause that shows an outcome; one of an older statement is cited with its meeting."""
    place = _place(address, anchors)
    return place if place.anchor else Place(address, f"{_edition(address, editions)}, {place.cited}", "")


def _place(address: str, anchors: dict[str, Place]) -> Place:
    return anchors.get(address) or Place(address, cleaned(cited(address)), "")


def _edition(address: str, editions: tuple[Edition, ...]) -> str:
    """The edition whose day stands in the address."""
    name = address.rpartition("#")[0].rpartition("/")[2]
    return next((edition.short for edition in editions if edition.date and edition.date == name), name)
