"""Points likely to arise, as facts. What to say to them is the officer's: a tool must not invent a position."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.model import Outcome, Strength
from rapporteur.reports.briefing.model import Point, Row, Side, Silence
from rapporteur.reports.briefing.rows import places_of
from rapporteur.reports.figures.model import Due
from rapporteur.reports.prose import sentence, shortened

MOST = 6
"""Points on the page: more is a list nobody prepares."""

WORDS_LETTERS = 220
"""Letters quoted of a clause: enough to know what is at stake."""


def points_of(top: tuple[Row, ...], silent: tuple[Silence, ...], due: tuple[Due, ...]) -> tuple[Point, ...]:
    """At most six: what was weakened, what is overdue, what fell silent, what was strengthened, in that order."""
    found = [_weaker(row) for row in top if row.strength == Strength.WEAKER.value]
    found += [_overdue(item) for item in due if item.outcome == Outcome.OVERDUE.value]
    found += [_silent(silence) for silence in silent]
    found += [_stronger(row) for row in top if row.strength == Strength.STRONGER.value]
    found += [_new(row) for row in top if row.kind == "added"]
    kept: dict[tuple[str, ...], Point] = {}
    for point in found:
        kept.setdefault(tuple(place.address for place in point.places), point)
    return tuple(kept.values())[:MOST]


def _words(side: Side | None, under: str = "") -> str:
    """The part of the wording that changed, with its opening; an entry under the line that opens its list."""
    quote = shortened(side.quote, WORDS_LETTERS).rstrip(" ;,") if side else ""
    return f" “{under} {quote}”" if under and quote else f" “{quote}”" if quote else ""


def _weaker(row: Row) -> Point:
    return Point(row.theme, _because("the wording is weaker than last time", row), places_of([row]))


def _stronger(row: Row) -> Point:
    return Point(row.theme, _because("the wording is stronger than last time", row), places_of([row]))


def _new(row: Row) -> Point:
    return Point(row.theme, _because("this was not in the last statement", row), places_of([row]))


def _silent(silence: Silence) -> Point:
    dated = f", due {silence.last_deadline}" if silence.last_deadline else ""
    return Point(
        silence.theme,
        sentence(f"the last statement undertook this{dated}; this one does not mention it")
        + _words(silence.row.old, under=silence.under),
        places_of([silence.row]),
    )


def _overdue(item: Due) -> Point:
    place = item.cited
    named = place if place.anchor else replace(place, cited=f"{item.edition}, {place.cited}")
    return Point(
        "A date has passed",
        f"Due {item.deadline}, and no statement says that it was done. “{shortened(item.what, WORDS_LETTERS)}”",
        (named,),
    )


def _because(fact: str, row: Row) -> str:
    """The fact, the first reason, and the opening words of the clause."""
    reason = f" {row.effects[0]}" if row.effects else ""
    return f"{sentence(fact)}{reason}{_words(row.new or row.old)}"
