"""By when: the dates a clause sets for what is to be done, each as the last day of the period it names."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from rapporteur.compare.model import Deadline, Precision
from rapporteur.compare.text.calendar_words import (
    MONTH,
    MONTHS,
    NUMBERS,
    WHEN,
    YEAR,
    first_monday,
    later,
    month_end,
    period_end,
)

# Words that make a date a limit whatever stands around it.
LIMIT = r"(?:by|no later than|not later than|before|until|till|up to|through(?: to)?|within|latest by|at the latest by|due|on or before|prior to)"
# Words that only place something in time: the future then decides.
PLACING = r"(?:in|on|during|over|for|from|between|starting(?: in| from)?|beginning(?: in)?|as of|as from|effective|throughout|at)"
PART = r"(?:(?P<part>(?:the\s)?(?:end|close|beginning|start|middle)\sof\s(?:the\s)?|(?:the\s)?(?:early|late|mid|end|year-end)(?:\s|-|–)(?:of\s)?|the\s))?"
LED = re.compile(rf"\b(?:(?P<limit>{LIMIT})|(?P<placing>{PLACING}))\s{PART}", re.IGNORECASE)

# "(December 2018)" after a session: UN decisions date their sessions so.
BRACKETED = re.compile(rf"\((?:(?:{MONTH})(?:\s?[-–—/]\s?(?:{MONTH}))?,?\s{YEAR})\)")
COUNTED_BACK = re.compile(
    rf"\b(?P<count>\d+|[a-z]+)\s(?P<unit>day|week|month)s?\s(?:prior to|before|in advance of)\b[^();]{{0,120}}\((?P<when>{MONTH}\s{YEAR})\)",
    re.IGNORECASE,
)
RELATIVE = re.compile(
    r"\b(?:(?:over|within|in|during|for|through|throughout)\s(?:the\s)?(?:next|coming|following)\s(?:(?P<count>\d+|[a-z]+)\s)?(?P<unit>day|week|month|year)(?P<many>s?)\b"
    r"|within\s(?P<count2>\d+|[a-z]+)\s(?P<unit2>day|week|month|year)s?(?!\sof\b)"
    r"|(?:by|before|until|at|towards?)\s(?:the\s)?(?:end|close)\sof\s(?P<which>this|next|the)\s(?:calendar\s|current\s)?year"
    r"|(?P<yearend>by\s(?:the\s)?year-end|by\s(?:the\s)?year's\send)"
    r"|(?P<later>later\sthis\syear)|(?:by|in|during|early|for|until)\s(?P<next>next\syear)(?!['’])|(?:by|before|until)\s(?P<this>this\syear)(?!['’]))",
    re.IGNORECASE,
)

# One of these stands in whatever the patterns above find, and is quicker to look for.
UNITS = ("day", "week", "month", "year")
MONTHS_BEGIN = tuple(sorted({name.capitalize()[:3] for name in MONTHS}))
FULL_MONTHS = frozenset(name for name in MONTHS if name == "may" or len(name) > 4 or name in ("june", "july"))
YEAR_IN = re.compile(YEAR)

# What stands before "in 2024" when it dates an event and sets no limit: "at the 4th meeting in 2024".
EVENT = re.compile(
    r"\bat\s(?:the|its|their|our|an?)\s[^,;]{0,60}\b(?:meetings?|conference|workshop|session|summit|dialogue|forum|seminar)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
# A participle or a past verb just before: "launched in 2023", "held last May in".
TOLD = re.compile(
    r"\b(?:[a-z]{3,}ed|held|met|made|took|begun|began|given|done|undertaken)\s(?:[A-Za-z'’.-]+\s){0,4}$"
)
AHEAD = re.compile(
    r"\b(?:will|shall|to be|plans?|planned|upcoming|forthcoming|scheduled|intends?|next|aims?|agreed to|expected)\b",
    re.IGNORECASE,
)

# A start, not an end: "from 2031", "starting in May 2031".
STARTS = ("from", "starting", "beginning", "as of", "as from", "effective")
# A plan named just before: what follows "for" is then the years of its edition.
PLAN = re.compile(r"\b(?:Plan|Programme|Program|Workplan|Budget|Agenda|Calendar)\s$")

# "the reports on the tides for 2030 and 2031": what follows "for" is the time that the report covers, however long.
COVERS = re.compile(
    r"\b(?:reports?|accounts|statistics|budgets?|figures)(?: (?:of|on) (?:the )?\w[\w-]*(?: \w[\w-]*){0,4})?\s$",
    re.IGNORECASE,
)
DAYS = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)?(?:\s?[-–—]\s?|\sand\s)\d{1,2}\b")
"""The first of several days running."""

HALF_A_YEAR = 183
"""Days: a day named without its year is the next or the last of that name, whichever is nearer."""

# From this month on, "in 2017" in a statement of 2017 tells of the year behind it.
LATE_IN_THE_YEAR = 10


_Found = list[tuple[int, int, Deadline]]
_Reader = Callable[[str, date | None], _Found]


def read_deadlines(text: str, stated_on: str) -> tuple[Deadline, ...]:
    """The deadlines of a clause in reading order.

    ``stated_on`` is the statement's own date, ISO 8601: relative dates count from it and dates before it are
    no deadlines. Without it only words that set a limit ("by 2030") are read. A season is the northern one.

    >>> [d.date for d in read_deadlines("to conclude by the end of 2025, as launched in 2023", "2024-02-02")]
    ['2025-12-31']
    """
    today = _parsed(stated_on)
    found: list[tuple[int, int, Deadline]] = []
    for reader in _readers(text):
        for start, end, deadline in reader(text, today):
            if not any(start < b and a < end for a, b, _ in found):
                found.append((start, end, deadline))
    ordered = sorted(found, key=lambda one: one[:2])
    return tuple({deadline.date: deadline for _, _, deadline in reversed(ordered)}.values())[::-1]


def _readers(text: str) -> list[_Reader]:
    """Those of the readers that can find anything, in their order: most clauses hold no word of time at all."""
    low = text.lower()
    is_dated = bool(YEAR_IN.search(text)) or any(month in text for month in MONTHS_BEGIN)
    is_bracketed = is_dated and "(" in text
    chosen: tuple[tuple[_Reader, bool], ...] = (
        (_counted_back, is_bracketed),
        (_relative, any(unit in low for unit in UNITS)),
        (_bracketed, is_bracketed),
        (_led, is_dated),
    )
    return [reader for reader, can_find in chosen if can_find]


def _parsed(stated_on: str) -> date | None:
    try:
        return date.fromisoformat(stated_on[:10])
    except ValueError:
        return None


def _counted_back(text: str, today: date | None) -> _Found:
    """ "10 weeks prior to the session (December 2018)", counted from the Monday on which such a session opens."""
    result: _Found = []
    for match in COUNTED_BACK.finditer(text):
        count = _number(match["count"])
        when = WHEN.search(match["when"])
        ends = period_end(when, "", date.min) if when else None
        if count and ends:
            day = later(first_monday(ends[0].year, ends[0].month), 0, "day")
            back = later(day, -count, match["unit"].lower())
            result.append((*match.span(), Deadline(match.group(), back.isoformat(), Precision.DAY)))
    return result


def _relative(text: str, today: date | None) -> _Found:
    if today is None:
        return []
    result: _Found = []
    for match in RELATIVE.finditer(text):
        ends = _relative_end(match, today)
        if ends:
            result.append((*match.span(), Deadline(match.group(), ends[0].isoformat(), ends[1])))
    return result


def _relative_end(match: re.Match[str], today: date) -> tuple[date, Precision] | None:
    unit = (match["unit"] or match["unit2"] or "").lower()
    if unit:
        if match["many"] and not match["count"]:
            return None
        count = _number(match["count"] or match["count2"] or "one")
        precision = {"year": Precision.YEAR, "month": Precision.MONTH}.get(unit, Precision.DAY)
        return (later(today, count, unit), precision) if count else None
    ahead = 1 if (match["which"] or "").lower() == "next" or match["next"] else 0
    return date(today.year + ahead, 12, 31), Precision.YEAR


def _bracketed(text: str, today: date | None) -> _Found:
    result: _Found = []
    for match in BRACKETED.finditer(text):
        when = WHEN.search(match.group())
        ends = period_end(when, "", today or date.min) if when else None
        if ends and (today is None or ends[0] >= today):
            result.append((*match.span(), Deadline(match.group().strip("()"), ends[0].isoformat(), ends[1])))
    return result


def _led(text: str, today: date | None) -> _Found:
    """A date after a preposition: a limit always counts, a placing one where it lies ahead."""
    result: _Found = []
    for lead in LED.finditer(text):
        when = WHEN.match(text, lead.end())
        if when is None:
            continue
        if (lead["part"] or "").lower() == "the " and text[when.end() : when.end() + 2].strip().isupper():
            continue
        part = _part(lead["part"] or "")
        ends = period_end(when, part, today or date.min)
        if ends is None or (today is None and not lead["limit"]) or (today and ends[0] < today):
            continue
        if lead["limit"] or _is_ahead(text, lead, when, ends[0], today):
            words = _without_full_stop(text[lead.start() : when.end()])
            result.append((lead.start(), when.end(), Deadline(words, ends[0].isoformat(), ends[1])))
    return result


def _is_ahead(text: str, lead: re.Match[str], when: re.Match[str], ends: date, today: date | None) -> bool:
    """Whether a date that only places something in time is a date for something still to be done."""
    word, kind = lead["placing"].lower(), when.lastgroup
    before = text[: lead.start()]
    if today is None or EVENT.search(before):
        return False
    if word == "at" or (word == "for" and kind == "year") or kind in ("baremonth", "barerange"):
        return False
    if kind in ("day", "usday") and _has_begun(when.group(), ends, today):
        return False
    if kind == "day" and not YEAR_IN.search(when.group()) and _is_behind(before, ends, today):
        return False
    if kind == "range" and _is_edition(before, when):
        return False
    if kind != "range" and word.startswith(STARTS):
        return False
    if kind == "range":
        return word in ("for", "from", "between", "over", "during", "in")
    begun = today >= date(ends.year, 1, 1) if kind == "year" else today >= date(ends.year, ends.month, 1)
    if not begun:
        return True
    if kind in ("day", "usday"):
        return ends > today
    if TOLD.search(before):
        return False
    return today.month < LATE_IN_THE_YEAR or bool(AHEAD.search(text))


def _has_begun(words: str, ends: date, today: date) -> bool:
    """ "on 4-6 May", said on the 5th: the days of the meeting itself."""
    found = DAYS.search(words)
    first = int(found[1]) if found else 0
    return 0 < first <= ends.day and date(ends.year, ends.month, first) <= today <= ends


def _is_behind(before: str, ends: date, today: date) -> bool:
    """Whether a day whose year is not named lies behind, though it comes again next year: told by a past verb, or nearer."""
    comes_again = ends.year > today.year
    return comes_again and (bool(TOLD.search(before)) or (ends - today).days > HALF_A_YEAR)


def _is_edition(before: str, when: re.Match[str]) -> bool:
    """ "the Work Programme for 2030-2031": two years running after a plan's name are its edition."""
    years = [int(year) for year in re.findall(r"\d+", when.group())]
    return (bool(PLAN.search(before)) and (years[-1] - years[0]) % 100 <= 1) or bool(COVERS.search(before))


def _without_full_stop(words: str) -> str:
    """The words of a date without the full stop of their sentence; that of a shortened month ("Sept.") is its own."""
    name = re.search(r"([A-Za-z]+)\.$", words)
    return words[:-1] if name and name[1].lower() in FULL_MONTHS else words


def _part(words: str) -> str:
    low = words.lower()
    for part, marks in (
        ("early", ("early",)),
        ("start", ("beginning", "start")),
        ("mid", ("mid",)),
        ("late", ("late", "end", "close")),
    ):
        if any(mark in low for mark in marks):
            return part
    return ""


def _number(word: str) -> int:
    low = word.lower()
    return int(low) if low.isdigit() and len(low) < 4 else NUMBERS.get(low, 0)


__all__ = ["month_end", "read_deadlines"]
