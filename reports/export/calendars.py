"""The calendar (RFC 5545): next meetings and the dates by which promises are due, as whole days."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event
from rapporteur.compare.history.facts import SETTLED
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holding
from rapporteur.reports.export.tables import promise_ids
from rapporteur.reports.prose import shortened

TITLE = 90
"""Letters of an event's title: what a calendar shows of it."""


def to_ics(holdings: Iterable[Holding]) -> bytes:
    """The calendar of these forums; the same holdings give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//rapporteur//workspace//EN")
    calendar.add("version", "2.0")
    for holding in holdings:
        for event in _events(holding):
            calendar.add_component(event)
    return bytes(calendar.to_ical())


def _events(holding: Holding) -> Iterator[Event]:
    if _is_day(holding.next_meeting):
        words = f"{holding.name}: next meeting"
        yield _event(
            f"{holding.id} meeting", holding.next_meeting, words, "", holding.asof, holding.next_place
        )
    for key, promise in promise_ids(holding):
        if promise.deadline and promise.outcome not in SETTLED and _is_day(promise.deadline.date):
            title = shortened(f"Due, {holding.name}: {cleaned(promise.what)}", TITLE)
            words = f"{cleaned(promise.what)}\n{cited(promise.address)} ({promise.address})\n{promise.outcome.value}: {cleaned(promise.reason)}"
            yield _event(key, promise.deadline.date, title, words, holding.asof)


def _event(name: str, day: str, title: str, words: str, asof: str, place: str = "") -> Event:
    """A whole day. Its stamp is the day by which the ledger was judged: no clock is asked."""
    event, begins = Event(), date.fromisoformat(day)
    event.add("uid", f"{uuid.uuid5(uuid.NAMESPACE_URL, f'rapporteur:{name}')}@rapporteur")
    event.add(
        "dtstamp",
        datetime.combine(date.fromisoformat(asof if _is_day(asof) else day), datetime.min.time(), UTC),
    )
    event.add("dtstart", begins)
    event.add("dtend", begins + timedelta(days=1))
    event.add("summary", title)
    if words:
        event.add("description", words)
    if place:
        event.add("location", place)
    return event


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
