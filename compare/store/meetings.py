"""When a forum meets: days that are declared, and a rule of RFC 5545 ("FREQ=YEARLY;BYMONTH=2;BYDAY=2TH") for the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

PART = r"(?:FREQ=(?:YEARLY|MONTHLY|WEEKLY)|INTERVAL=\d{1,2}|BYMONTH=[\d,]+|BYMONTHDAY=[\d,-]+|BYDAY=[\dA-Z,+-]+|BYSETPOS=-?\d{1,2})"
RULE = re.compile(rf"(?=.*FREQ=){PART}(?:;{PART})*")
"""Rules by the day; what counts hours, or could go on for ever without a day, is refused."""

NEAR = {"YEARLY": 45, "MONTHLY": 10, "WEEKLY": 2}
"""Days by which a meeting may precede its rule: one that was held is not awaited once more."""
YEARS = 12
"""Years in which a rule must name a day."""


def is_rule(rule: str) -> bool:
    """Whether ``rule`` can be followed."""
    if not RULE.fullmatch(rule):
        return False
    try:
        return bool(_by_rule(rule, date(2000, 1, 1), date(2000 + YEARS, 1, 1)))
    except ValueError:
        return False


def meetings_after(days: Iterable[str], rule: str, last: str, until: str) -> tuple[str, ...]:
    """The meetings (ISO 8601) after the ``last`` one and up to the day ``until``: those declared, and those by the rule.

    A rule speaks only beyond the declared days. ``last`` "" asks for the declared days alone.
    """
    declared = sorted(set(days))
    found = [day for day in declared if last < day <= until]
    newest = max([last, *declared])
    if rule and last:
        frequency = re.search(r"FREQ=(\w+)", rule)
        begin = date.fromisoformat(newest) + timedelta(NEAR[frequency[1]] if frequency else 0)
        found += [
            day.isoformat()
            for day in _by_rule(rule, begin, date.fromisoformat(until), start=date.fromisoformat(last))
        ]
    return tuple(found)


def next_after(days: Iterable[str], rule: str, last: str) -> str:
    """The first meeting after ``last``, "" where neither a day nor a rule names one."""
    until = f"{int(last[:4]) + YEARS}-12-31" if last else "9999-12-31"
    return next(iter(meetings_after(days, rule, last, until)), "")


def _by_rule(rule: str, after: date, until: date, *, start: date | None = None) -> list[date]:
    """The days of the rule after a day and up to another, counted from ``start``."""
    from dateutil.rrule import rrulestr

    begins = datetime.combine(start or after, datetime.min.time())
    found = rrulestr(rule, dtstart=begins).between(
        datetime.combine(after, datetime.min.time()), datetime.combine(until, datetime.max.time())
    )
    return [moment.date() for moment in found]
