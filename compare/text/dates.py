"""Days as official texts write them: "9-10 February 2023", "October 31 - November 1, 2023", "May 19-21, 2023"."""

from __future__ import annotations

import re
from dataclasses import dataclass

MONTHS = ("january february march april may june july august september october november december").split()
_MONTH = r"(?P<{0}>" + "|".join(MONTHS) + r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?"
_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Between the days of a range: a dash of any length, or a word.
_TO = r"\s*(?:[-–—−‑‒]+|to|and|through|until|&)\s*"

_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"\b{_DAY.format('d1')}\s+{_MONTH.format('m1')}(?:\s+(?:19|20)\d\d)?{_TO}{_DAY.format('d2')}\s+{_MONTH.format('m2')},?\s+{_YEAR}\b",
        rf"\b{_MONTH.format('m1')}\s+{_DAY.format('d1')}(?:,\s*(?:19|20)\d\d)?{_TO}{_MONTH.format('m2')}\s+{_DAY.format('d2')},?\s+{_YEAR}\b",
        rf"\b{_DAY.format('d1')}{_TO}{_DAY.format('d2')}\s+(?:of\s+)?{_MONTH.format('m2')},?\s+{_YEAR}\b",
        rf"\b{_MONTH.format('m2')}\s+{_DAY.format('d1')}{_TO}{_DAY.format('d2')},?\s+{_YEAR}\b",
        rf"\b{_DAY.format('d2')}\s+(?:of\s+)?{_MONTH.format('m2')},?\s+{_YEAR}\b",
        rf"\b{_MONTH.format('m2')}\s+{_DAY.format('d2')}\s*(?:\(\w+\))?,?\s+{_YEAR}\b",
        r"\b(?P<year>(?:19|20)\d\d)-(?P<n2>[01]\d)-(?P<d2>[0-3]\d)\b",
    )
)


@dataclass(frozen=True, slots=True)
class Days:
    """A first and a last day (ISO 8601, equal for a single day), the words, and where they stand."""

    first: str
    last: str
    text: str
    start: int
    end: int


def find_days(text: str) -> tuple[Days, ...]:
    """Every full date in ``text``, ranges first where they overlap with a single day, in reading order."""
    found: list[Days] = []
    for shape in _SHAPES:
        for match in shape.finditer(text):
            taken = any(match.start() < days.end and days.start < match.end() for days in found)
            days = None if taken else _days(match)
            if days:
                found.append(days)
    return tuple(sorted(found, key=lambda days: days.start))


def _days(match: re.Match[str]) -> Days | None:
    parts = match.groupdict()
    last_month = int(parts["n2"]) if parts.get("n2") else _month(parts["m2"])
    first_month = _month(parts["m1"]) if parts.get("m1") else last_month
    last_day, year = int(parts["d2"]), int(parts["year"])
    first_day = int(parts["d1"]) if parts.get("d1") else last_day
    if not (1 <= last_month <= 12 and 1 <= last_day <= 31 and 1 <= first_day <= 31):
        return None
    # "30 December - 2 January 2024" began the year before.
    first_year = year - 1 if first_month > last_month else year
    first = f"{first_year}-{first_month:02}-{first_day:02}"
    last = f"{year}-{last_month:02}-{last_day:02}"
    return Days(first, last, " ".join(match[0].split()), match.start(), match.end())


def _month(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, start=1) if month.startswith(name.lower()[:3]))
