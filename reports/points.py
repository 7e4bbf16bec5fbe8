"""Points likely to arise, as facts. What to say to them is the officer's: a tool must not invent a position."""

from __future__ import annotations

from ..compare.model import Outcome, Strength
from .page import Point, Row, Silence
from .page_steps import Due
from .prose import sentence, shortened
from .rows import places_of

MOST = 6
"""Points on the page: more is a list nobody prepares."""

WORDS_LETTERS = 110
"""Letters quoted of a clause: enough to know which it is."""


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


def _last_words(row: Row) -> str:
    return f" “{shortened(row.old.text, WORDS_LETTERS)}”" if row.old else ""


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
        + _last_words(silence.row),
        places_of([silence.row]),
    )


def _overdue(item: Due) -> Point:
    return Point(
        "A date has passed",
        sentence(f"“{item.deadline}”, promised in the {item.edition} statement"),
        (item.cited,),
    )


def _because(fact: str, row: Row) -> str:
    """The fact, the first reason, and the opening words of the clause."""
    reason = f" {row.effects[0]}" if row.effects else ""
    side = row.new or row.old
    words = f" “{shortened(side.text, WORDS_LETTERS)}”" if side else ""
    return f"{sentence(fact)}{reason}{words}"
