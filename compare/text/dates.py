"""Dates in official English: the full dates of a masthead, and the periods that a clause names with their last day.

A period ("the third quarter of 2026", "mid-century", "30 June ’26") is read as its last day, for what
is due "by June" may be done on the 30th. A printed year always wins; a period without one takes it from the day of the text.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

MONTH_NAMES = tuple(
    "january february march april may june july august september october november december".split()
)
MONTHS = {name: number for number, name in enumerate(MONTH_NAMES, start=1)} | {
    short: number
    for number, shorts in enumerate("jan feb mar apr - jun jul aug sep,sept oct nov dec".split(), start=1)
    for short in shorts.split(",")
    if short != "-"
}

# A capitalised month; a small "may" or "march" is a verb.
MONTH = (
    r"(?:"
    + "|".join(
        spelt for name in sorted(MONTHS, key=len, reverse=True) for spelt in (name.capitalize(), name.upper())
    )
    + r")\b\.?"
)
YEAR = r"(?:19|20)\d\d"
SHORT_YEAR = r"['’‘]\d\d\b"
DASH = r"\s?[-–—/‑]\s?"
ORDINAL = r"(?:st|nd|rd|th)?"
_LINK = rf"(?:{DASH}|\sto\s|\suntil\s|\sand\s|\sor\s|\sthrough\s)"
_OF = r"(?:,?\s(?:of\s)?|/)"
_ANY_YEAR = rf"(?:{_OF}{YEAR}(?!\d)|,?\s?{SHORT_YEAR})"
_DAY = rf"\d{{1,2}}{ORDINAL}"

# One expression of time; the longest shapes first. The group that matched says which it is.
PERIOD = re.compile(
    rf"""(?P<iso>{YEAR}-[01]\d-[0-3]\d(?!\d))
      |(?P<numeric>\d{{1,2}}(?P<mark>[./-])\d{{1,2}}(?P=mark){YEAR}(?!\d))
      |(?P<days>{_DAY}\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?{_LINK}{_DAY}\s(?:of\s)?{MONTH}{_ANY_YEAR}?
         |{MONTH}\s{_DAY}(?:,\s{YEAR})?{_LINK}{MONTH}\s{_DAY}{_ANY_YEAR}?)
      |(?P<week>(?:(?:first|second|third|fourth|last)\s)?week\sof\s(?:{_DAY}\s)?{MONTH}{_ANY_YEAR})
      |(?P<day>{_DAY}(?:{DASH}{_DAY}|\sand\s{_DAY})?\s(?:of\s)?{MONTH}(?:{_ANY_YEAR}|\s\d\d(?=\s*(?:[.,;)]|$)))?
         |(?P<wordday>first)\sof\s{MONTH}{_ANY_YEAR})
      |(?P<usday>{MONTH}\s{_DAY}(?:{_LINK}{_DAY})?(?:{_ANY_YEAR}|(?![\d:])))
      |(?P<month>{MONTH}(?:(?:,?\s{YEAR})?{_LINK}{MONTH})?{_ANY_YEAR})
      |(?P<quarter>(?:Q[1-4]|[1-4]Q|(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)\squarter)(?:{_OF}{YEAR}|{_OF}\d\d(?!\d)|\d\d\b)
         |{YEAR}\sQ[1-4])
      |(?P<half>(?:H[12]|[12]H|(?:first|second|1st|2nd)\s(?:half|semester))(?:{_OF}{YEAR}|\d\d\b))
      |(?P<season>(?:[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)\s(?:of\s)?{YEAR}(?:/\d\d(?!\d))?)
      |(?P<fiscal>(?:(?:fiscal|financial)\s(?:year\s)?|FY\s?){YEAR}(?:[-–/](?:{YEAR}|\d\d(?!\d)))?)
      |(?P<decade>{YEAR[:-4]}\d0s\b)
      |(?P<range>{YEAR}(?:{DASH}(?:{YEAR}|\d\d(?!\d))|\s(?:to|until|through)\s{YEAR})(?:\sseason)?)
      |(?P<years>{YEAR}\s(?:and|or)\s{YEAR})
      |(?P<year>{YEAR}(?![\ds])|{SHORT_YEAR})
      |(?P<century>century)
      |(?P<baremonth>{MONTH}(?=[\s,.;:)]|$))""",
    re.VERBOSE,
)

# Northern seasons: the words stand beside the date for a reader in the south.
_SEASONS = {"spring": (5, 31), "summer": (8, 31), "autumn": (11, 30), "fall": (11, 30), "winter": (12, 31)}
_PLACES = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4, "final": 4}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Period:
    """What an expression of time stands for: its ``first`` and ``last`` day and how exact it is.

    ``precision`` is one of day, month, quarter, half-year, year, range; ``named`` False where the year is taken from the text's day.
    """

    first: date
    last: date
    precision: str
    named: bool = True


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def later(day: date, count: int, unit: str) -> date:
    """``day`` moved on by ``count`` days, weeks, months or years; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def read_period(found: re.Match[str], part: str, today: date) -> Period | None:
    """What a match of ``PERIOD`` stands for; None where it is no date (31 June) or can be two (3/4/2026).

    ``part`` is what stands before it: early, start, mid, late, end or ""; ``today`` gives a year that is not printed.
    """
    try:
        period = _READERS[found.lastgroup or "year"](found.group(), part, today)
    except (ValueError, KeyError, IndexError):
        return None
    return period if period is None or period.first <= period.last else None


def _years(text: str) -> list[int]:
    """The years of an expression, those of two digits (’26) among them."""
    full = [int(year) for year in re.findall(rf"(?<!\d){YEAR}(?!\d)", text)]
    return full or [2000 + int(year) for year in re.findall(r"['’‘](\d\d)\b", text)]


def _month_numbers(text: str) -> list[int]:
    return [MONTHS[word] for word in re.findall(r"[a-z]+", text.lower()) if word in MONTHS]


def _day_numbers(text: str) -> list[int]:
    plain = re.sub(rf"{YEAR}|['’‘]\d\d\b", " ", text)
    return [int(number) for number in re.findall(r"(?<!\d)\d{1,2}(?!\d)", plain)]


def _single(day: date, *, named: bool = True) -> Period:
    return Period(day, day, "day", named)


def _numeric(text: str, part: str, today: date) -> Period | None:
    """Day before month, or month before day where only that can be; None where both can."""
    one, two, year = (int(number) for number in re.split(r"[./-]", text))
    if one > 12 or one == two or "." in text:
        return _single(date(year, two, one))
    return _single(date(year, one, two)) if two > 12 else None


def _days(text: str, part: str, today: date) -> Period:
    months, years, days = _month_numbers(text), _years(text), _day_numbers(text)
    last = date(years[-1] if years else today.year, months[-1], days[-1])
    begun = years[0] if len(years) > 1 else last.year - (months[0] > months[-1])
    return Period(date(begun, months[0], days[0]), last, "day", bool(years))


def _day(text: str, part: str, today: date) -> Period:
    if "first of" in text:
        text = text.replace("first of", "1")
    months, years, days = _month_numbers(text), _years(text), _day_numbers(text)
    short = re.match(r"\d.*\s(\d\d)$", text)
    if short and not years:
        years, days = [2000 + int(short[1])], days[:-1]
    year = years[-1] if years else today.year
    first, last = date(year, months[-1], days[0]), date(year, months[-1], days[-1])
    if not years and last < today:
        first, last = date(year + 1, months[-1], days[0]), date(year + 1, months[-1], days[-1])
    return Period(first, last, "day", bool(years))


def _week(text: str, part: str, today: date) -> Period:
    month, year, days = _month_numbers(text)[-1], _years(text)[-1], _day_numbers(text)
    if days:
        monday = date(year, month, days[0])
        return Period(monday, monday + timedelta(days=6 - monday.weekday()), "day")
    place = next((_PLACES[word] for word in text.split() if word in _PLACES), 1)
    return Period(date(year, month, 7 * place - 6), date(year, month, 7 * place), "day")


def _month(text: str, part: str, today: date) -> Period:
    months, years = _month_numbers(text), _years(text)
    year = years[-1] if years else today.year + (months[-1] < today.month)
    last = {
        "early": date(year, months[-1], 10),
        "start": date(year, months[-1], 10),
        "mid": date(year, months[-1], 15),
    }
    begun = years[0] if len(years) > 1 else year - (months[0] > months[-1])
    return Period(
        date(begun, months[0], 1), last.get(part, month_end(year, months[-1])), "month", bool(years)
    )


def _part_of_year(text: str, size: int, precision: str) -> Period:
    """A quarter or a half: its place in the year, ``size`` months long."""
    low = text.lower()
    place = next((_PLACES[word] for word in low.split() if word in _PLACES), 0)
    place = place or int(
        re.findall(r"[qh]([1-4])|([1-4])[qh]", low)[0][0] or re.findall(r"([1-4])[qh]", low)[0]
    )
    years = _years(text) or [2000 + int(re.findall(r"\d\d$", text)[0])]
    return Period(date(years[-1], size * place - size + 1, 1), month_end(years[-1], size * place), precision)


def _season(text: str, part: str, today: date) -> Period:
    name, year = text.split()[0].lower(), _years(text)[0]
    last = date(year + 1, 2, 28) if name == "winter" and "/" in text else date(year, *_SEASONS[name])
    return Period(
        date(year, max(1, last.month - 2), 1) if last.year == year else date(year, 12, 1), last, "quarter"
    )


def season_end(name: str, today: date) -> date:
    """The last day of the coming season of that name."""
    last = date(today.year, *_SEASONS[name.lower()])
    return last if last >= today else date(today.year + 1, *_SEASONS[name.lower()])


def _last_year(text: str) -> int:
    numbers = re.findall(r"\d+", text)
    return int(numbers[-1]) if len(numbers[-1]) == 4 else int(numbers[0][:2] + numbers[-1])


def _fiscal(text: str, part: str, today: date) -> Period:
    """A fiscal year ends in the year that it is named after, on a day that differs by country: its last day at the latest."""
    year = _last_year(text)
    return Period(date(year - 1, 1, 1), date(year, 12, 31), "year")


def _decade(text: str, part: str, today: date) -> Period:
    year = int(re.findall(r"\d{4}", text)[0])
    return Period(
        date(year, 1, 1), date(year + {"early": 3, "start": 1, "mid": 5}.get(part, 9), 12, 31), "range"
    )


def _range(text: str, part: str, today: date) -> Period:
    first = int(re.findall(YEAR, text)[0])
    last = first if part == "turn" else _last_year(text)
    return Period(date(first, 1, 1), date(last, 12, 31), "range")


def _year(text: str, part: str, today: date) -> Period:
    year = _years(text)[-1]
    ends = {"early": month_end(year, 3), "start": month_end(year, 1), "mid": month_end(year, 6)}
    precision = {"early": "quarter", "start": "month", "mid": "half-year"}
    return Period(
        date(_years(text)[0], 1, 1), ends.get(part, date(year, 12, 31)), precision.get(part, "year")
    )


def _century(text: str, part: str, today: date) -> Period | None:
    if part not in ("mid", "late", "end"):
        return None
    year = today.year - today.year % 100 + (50 if part == "mid" else 100)
    return Period(date(year, 1, 1), date(year, 12, 31), "year", named=False)


_READERS = {
    "iso": lambda text, *_: _single(date.fromisoformat(text)), "numeric": _numeric, "days": _days, "week": _week, "day": _day, "usday": _day, "month": _month,
    "quarter": lambda text, *_: _part_of_year(text, 3, "quarter"), "half": lambda text, *_: _part_of_year(text, 6, "half-year"),
    "season": _season, "fiscal": _fiscal, "decade": _decade, "range": _range,
    "years": _year, "year": _year, "century": _century, "baremonth": _month,
}  # fmt: skip


# Full dates of a masthead, in any case.
_ANY_MONTH = r"(?P<{0}>" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\.?"
_ANY_DAY = r"(?P<{0}>[0-3]?\d)(?:st|nd|rd|th)?"
_FULL_YEAR = r"(?P<year>(?:19|20)\d\d)"
# Between the days of a range: a dash of any length, or a word.
_UP_TO = r"\s*(?:[-–—−‑‒]+|to|and|through|until|&)\s*"

# Months of French, Spanish and Portuguese mastheads; where two languages share a spelling they share the month.
_FOREIGN = {
    name: number
    for names in (
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "- fevrier - - - - - aout - - - decembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "- - - - - - - - setiembre - - -",
    )
    for number, name in enumerate(names.split(), start=1)
    if name != "-"
}
_FOREIGN_MONTH = r"(?P<{0}>" + "|".join(sorted(_FOREIGN, key=len, reverse=True)) + r")"
_FOREIGN_DAY = r"(?P<{0}>[0-3]?\d)(?:er|º|°|ª)?"
_FOREIGN_TO = r"\s*(?:[-–—]|\ba(?:l|u)?\b|\bet\b|\by\b|\be\b|\bao?\b)\s*(?:le\s+|el\s+)?"
_SHAPES_ABROAD = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"\b{_FOREIGN_DAY.format('d1')}\s+(?:de\s+)?{_FOREIGN_MONTH.format('m1')}{_FOREIGN_TO}{_FOREIGN_DAY.format('d2')}\s+(?:de\s+)?"
        rf"{_FOREIGN_MONTH.format('m2')},?\s+(?:del?\s+)?{_FULL_YEAR}\b",
        rf"\b{_FOREIGN_DAY.format('d1')}{_FOREIGN_TO}{_FOREIGN_DAY.format('d2')}\s+(?:de\s+)?{_FOREIGN_MONTH.format('m2')},?\s+(?:del?\s+)?{_FULL_YEAR}\b",
        rf"\b{_FOREIGN_DAY.format('d2')}\s+(?:de\s+)?{_FOREIGN_MONTH.format('m2')},?\s+(?:del?\s+)?{_FULL_YEAR}\b",
    )
)

_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        rf"\b{_ANY_DAY.format('d1')}\s+{_ANY_MONTH.format('m1')}(?:\s+(?:19|20)\d\d)?{_UP_TO}{_ANY_DAY.format('d2')}\s+{_ANY_MONTH.format('m2')},?\s+{_FULL_YEAR}\b",
        rf"\b{_ANY_MONTH.format('m1')}\s+{_ANY_DAY.format('d1')}(?:,\s*(?:19|20)\d\d)?{_UP_TO}{_ANY_MONTH.format('m2')}\s+{_ANY_DAY.format('d2')},?\s+{_FULL_YEAR}\b",
        rf"\b{_ANY_DAY.format('d1')}{_UP_TO}{_ANY_DAY.format('d2')}\s+(?:of\s+)?{_ANY_MONTH.format('m2')},?\s+{_FULL_YEAR}\b",
        rf"\b{_ANY_MONTH.format('m2')}\s+{_ANY_DAY.format('d1')}{_UP_TO}{_ANY_DAY.format('d2')},?\s+{_FULL_YEAR}\b",
        rf"\b{_ANY_DAY.format('d2')}\s+(?:of\s+)?{_ANY_MONTH.format('m2')},?\s+{_FULL_YEAR}\b",
        rf"\b{_ANY_MONTH.format('m2')}\s+{_ANY_DAY.format('d2')}\s*(?:\(\w+\))?,?\s+{_FULL_YEAR}\b",
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
    """Every full date in ``text``, English, French, Spanish or Portuguese, ranges first where they overlap with a single day, in reading order."""
    found: list[Days] = []
    for shape in (*_SHAPES, *_SHAPES_ABROAD):
        for match in shape.finditer(text):
            taken = any(match.start() < days.end and days.start < match.end() for days in found)
            days = None if taken else _full_date(match)
            if days:
                found.append(days)
    return tuple(sorted(found, key=lambda days: days.start))


def _month_of(name: str) -> int:
    small = name.lower().rstrip(".")
    return MONTHS[small] if small in MONTHS else _FOREIGN[small]


def _full_date(match: re.Match[str]) -> Days | None:
    parts = match.groupdict()
    last_month = int(parts["n2"]) if parts.get("n2") else _month_of(parts["m2"])
    first_month = _month_of(parts["m1"]) if parts.get("m1") else last_month
    last_day, year = int(parts["d2"]), int(parts["year"])
    first_day = int(parts["d1"]) if parts.get("d1") else last_day
    # "30 December - 2 January 2024" began the year before.
    first_year = year - 1 if first_month > last_month else year
    try:
        first, last = date(first_year, first_month, first_day), date(year, last_month, last_day)
    except ValueError:  # 31 February: a slip of the source is no date
        return None
    return Days(first.isoformat(), last.isoformat(), " ".join(match[0].split()), match.start(), match.end())
