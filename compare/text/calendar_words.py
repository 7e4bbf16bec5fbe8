"""Dates as statements write them: "January/February 2024", "early 2025", "the third quarter of 2026" and where their period ends."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from rapporteur.compare.model import Precision

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
            ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}  # fmt: skip
NUMBERS = {
    word: number
    for number, word in enumerate(
        (
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
        ),
        start=1,
    )
} | {"a": 1, "an": 1, "twenty": 20, "thirty": 30}
ORDINALS = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
    "final": 4,
}

# Northern seasons, as capitals of these forums use them; a reader in the south sees the words beside the date.
SEASONS = {"spring": (5, 31), "summer": (8, 31), "autumn": (11, 30), "fall": (11, 30)}

MONTH = r"(?:" + "|".join(sorted((name.capitalize() for name in MONTHS), key=len, reverse=True)) + r")\.?"
YEAR = r"(?:19|20)\d\d"
DASH = r"\s?[-–—/]\s?"

# One date expression. The groups say which kind it is; longest kinds first.
WHEN = re.compile(
    rf"""(?P<day>\d{{1,2}}(?:st|nd|rd|th)?(?:{DASH}\d{{1,2}}(?:st|nd|rd|th)?|\sand\s\d{{1,2}})?\s(?:of\s)?{MONTH}(?:,?\s{YEAR})?)  # 1-2 February 2024
      |(?P<usday>{MONTH}\s\d{{1,2}}(?:{DASH}\d{{1,2}})?,?\s{YEAR})                 # March 31, 2025
      |(?P<month>{MONTH}(?:(?:{DASH}|\sand\s|\sto\s|\sor\s){MONTH})?,?\s(?:of\s)?{YEAR})  # January/February 2024
      |(?P<quarter>(?:Q[1-4]|(?:first|second|third|fourth|last|final|1st|2nd|3rd|4th)\squarter)\s(?:of\s)?{YEAR})
      |(?P<half>(?:H[12]|(?:first|second|1st|2nd)\s(?:half|semester))\s(?:of\s)?{YEAR})
      |(?P<season>(?:spring|summer|autumn|fall)\s(?:of\s)?{YEAR})
      |(?P<range>{YEAR}(?:{DASH}(?:{YEAR}|\d\d(?!\d))|\s(?:to|and|until|through)\s{YEAR}))
      |(?P<year>{YEAR}(?!s\b))
      |(?P<barerange>{MONTH}\s\d{{1,2}})
      |(?P<baremonth>{MONTH}(?=[\s,.;)]|$))""",
    re.VERBOSE,
)


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, calendar.monthrange(year, month)[1])


def first_monday(year: int, month: int) -> date:
    """The day on which a session of that month opens: UN bodies convene on Mondays."""
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def later(day: date, count: int, unit: str) -> date:
    """``day`` moved on by ``count`` days, weeks, months or years; the 31st becomes the last day of a shorter month."""
    if unit in ("day", "week"):
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    months = day.month - 1 + count * (12 if unit == "year" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def period_end(found: re.Match[str], part: str, today: date) -> tuple[date, Precision] | None:
    """The last day of the period that ``found`` names, and how exact that is; None where it is no date (31 June).

    ``part`` is what stands before it ("early", "mid", "late", "end", ""); ``today`` gives the year where none is named.
    """
    text = found.group().lower()
    try:
        return _ENDS[found.lastgroup or "year"](text, part, today)
    except (ValueError, KeyError):
        return None


def _years(text: str) -> list[int]:
    return [int(year) for year in re.findall(YEAR, text)]


def _named_months(text: str) -> list[int]:
    return [MONTHS[word] for word in re.findall(r"[a-z]+", text) if word in MONTHS]


def _day(text: str, part: str, today: date) -> tuple[date, Precision]:
    numbers = [int(number) for number in re.findall(r"\d{1,2}(?!\d)", re.sub(YEAR, "", text))]
    month, years = _named_months(text)[-1], _years(text)
    if years:
        return date(years[-1], month, numbers[-1]), Precision.DAY
    day = date(today.year, month, numbers[-1])
    return (day if day >= today else date(today.year + 1, month, numbers[-1])), Precision.DAY


def _month(text: str, part: str, today: date) -> tuple[date, Precision]:
    month, years = _named_months(text)[-1], _years(text)
    year = years[-1] if years else today.year + (month < today.month)
    if part in ("early", "start"):
        return date(year, month, 10), Precision.MONTH
    if part == "mid":
        return date(year, month, 15), Precision.MONTH
    return month_end(year, month), Precision.MONTH


def _quarter(text: str, part: str, today: date) -> tuple[date, Precision]:
    number = next((ORDINALS[w] for w in text.split() if w in ORDINALS), 0) or int(text[1])
    return month_end(_years(text)[-1], 3 * number), Precision.QUARTER


def _half(text: str, part: str, today: date) -> tuple[date, Precision]:
    number = next((ORDINALS[w] for w in text.split() if w in ORDINALS), 0) or int(text[1])
    return month_end(_years(text)[-1], 6 * number), Precision.HALF


def _season(text: str, part: str, today: date) -> tuple[date, Precision]:
    month, day = SEASONS[text.split()[0]]
    return date(_years(text)[-1], month, day), Precision.QUARTER


def _range(text: str, part: str, today: date) -> tuple[date, Precision]:
    numbers = re.findall(r"\d+", text)
    last = int(numbers[-1]) if len(numbers[-1]) == 4 else int(numbers[0][:2] + numbers[-1])
    return date(last, 12, 31), Precision.RANGE


def _year(text: str, part: str, today: date) -> tuple[date, Precision]:
    year = int(text)
    ends = {"early": month_end(year, 3), "start": month_end(year, 1), "mid": month_end(year, 6)}
    precision = {"early": Precision.QUARTER, "start": Precision.MONTH, "mid": Precision.HALF}
    return ends.get(part, date(year, 12, 31)), precision.get(part, Precision.YEAR)


_ENDS = {
    "day": _day, "usday": _day, "barerange": _day, "month": _month, "baremonth": _month, "quarter": _quarter,
    "half": _half, "season": _season, "range": _range, "year": _year,
}  # fmt: skip
