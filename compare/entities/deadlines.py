"""By when: the dates that a clause sets for what is to be done, each as the last day of the period that it names.

Three kinds: a date behind a preposition ("by the end of 2026"), a relative one ("over the next two years", "this year"), and
an event that is named as the limit ("by COP 28", "at its sixtieth session"). What only tells of the past, places an event or
begins something is no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

from rapporteur.compare.entities.occasions import (
    AHEAD,
    MEETS,
    NO_CALENDAR,
    Calendar,
    Context,
    Found,
    deadline,
    read_events,
    read_relative,
)
from rapporteur.compare.model import Act, Deadline
from rapporteur.compare.text.dates import (
    DASH,
    MONTH,
    MONTHS,
    PERIOD,
    YEAR,
    Period,
    later,
    read_period,
)
from rapporteur.compare.text.numerals import number_value, ordinal_value
from rapporteur.compare.text.tokens import LONGEST

# Words that make a date a limit whatever stands around it, and words that only place something in time.
LIMIT = (
    r"(?:by|no later than|not later than|before|until|till|up to(?: and including)?|through(?: to)?|within|latest by"
    r"|at the latest by|due|on or before|prior to|ahead of)"
)
PLACING = (
    r"(?:in the course of|in|on|during|over|for|from|between|starting(?: in| from)?|beginning(?: in)?|as of|as from|effective|throughout"
    r"|as early as|at|of)"
)
PART = (
    r"(?P<part>(?:the\s)?(?:very\s)?(?:end|close|beginning|start|middle|turn)\s(?:of|to)\s(?:the\s)?(?:(?:calendar\s)?year\s(?:of\s)?)?"
    r"|(?:the\s)?(?:year[-\s]end|early|late|mid|end)(?:\s(?:of\s)?|[-–‑]\s?)(?:the\s)?|the\s(?:year\s)?)?"
)
BETWEEN = (
    r"(?:(?:around|about|approximately|at least|the (?:whole )?period(?: of)?|midnight on|(?:12 )?noon on|close of business on)\s"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
)
LED = re.compile(rf"\b(?:(?P<limit>{LIMIT})|(?P<placing>{PLACING}))\s{BETWEEN}{PART}", re.IGNORECASE)

NOT_A_LIMIT = re.compile(
    r"(?:\bnot|\bno (?:earlier|sooner) than|\bnever|\bnot (?:start|begin)\w*|\b(?:lead|run|build)(?:ing)?[\s‑-])\s?$",
    re.IGNORECASE,
)
"""What stands before a preposition that then sets no limit: "not before 2027", "in the lead-up to 2022"."""
EXCLUSIVE = re.compile(r"(?:before|prior to|ahead of)$", re.IGNORECASE)
"""Words after which the period itself is too late: "before 2027" ends with 2026."""

# "(December 2018)" after a session: UN decisions date their sessions so.
BRACKETED = re.compile(rf"\((?P<when>(?:{MONTH}(?:{DASH}{MONTH})?,?\s)?{YEAR})\)")
COUNTED_BACK = re.compile(
    r"\b(?P<count>\d+|[a-z]+)\s(?P<unit>day|week|month)s?\s(?:prior to|before|in advance of|ahead of)\s(?P<event>[^;.]{4,160}?)\((?P<when>[^()]{4,30})\)",
    re.IGNORECASE,
)
TARGET_YEAR = re.compile(rf"\b(?P<year>{YEAR})\s(?:[a-z][\w-]*\s){{0,5}}?(?:targets?|goals?|ambitions?)\b")
"""The year before what it is set for: "the 2030 emissions target"."""

# What stands before "in 2024" when it dates an event and sets no limit: "at the 4th meeting in 2024".
EVENT = re.compile(
    r"\bat\s(?:the|its|their|our|an?)\s[^,;]{0,60}\b(?:meetings?|conference|workshop|session|summit|dialogue|forum|seminar)\b[^,;]{0,30}$",
    re.IGNORECASE,
)
# A participle or a past verb just before: "launched in 2023", "held last May in".
TOLD = re.compile(
    r"\b(?:[a-z]{3,}ed|held|met|made|took|begun|began|given|done|undertaken)\s(?:[A-Za-z'’.-]+\s){0,4}$"
)
PLANNED = re.compile(
    r"\b(?:planned|scheduled|expected|proposed|needed|agreed|committed|decided)\s(?:[A-Za-z'’.-]+\s){0,4}$"
)
"""Participles of what is still to come."""
# A start, not an end: "from 2031", "starting in May 2031".
STARTS = ("from", "starting", "beginning", "as of", "as from", "effective")
# A plan named before: what follows "for" is then the years of its edition.
PLAN = re.compile(r"\b(?:Plan|Programme|Program|Workplan|Budget|Agenda|Calendar)\s$")
# "the reports on the tides for 2030 and 2031": what follows "for" is the time that the report covers, however long.
COVERS = re.compile(
    r"\b(?:reports?|accounts|statistics|budgets?|figures)(?: (?:of|on) (?:the )?\w[\w-]*(?: \w[\w-]*){0,4})?\s$",
    re.IGNORECASE,
)
AGENT = re.compile(
    r"\s(?!an?\b|the\b|our\b|their\b|its\b|and\b|or\b|to\b|for\b|with\b|at\b|in\b|of\b|on\b|through\b|as\b|this\b|next\b|under\b|when\b|if\b)[A-Za-z]"
)
"""A noun after a bare month: "by the March projection" names who or what, not when."""

UNITS = ("day", "week", "month", "year", "decade", "spring", "summer", "autumn", "fall", "winter")
"""One of these stands in whatever ``RELATIVE`` finds, and is quicker to look for."""
MONTHS_BEGIN = tuple(
    sorted({name.capitalize()[:3] for name in MONTHS} | {name.upper()[:3] for name in MONTHS})
)
LAST_YEAR = re.compile(r"\s(?:of\s)?last\syear\b")
YEAR_IN = re.compile(rf"{YEAR}|['’‘]\d\d\b|[HQ]\d\d\b|\dH\d\d")
HALF_A_YEAR = (
    183  # days: a day named without its year is the next or the last of that name, whichever is nearer
)
LATE_IN_THE_YEAR = 10  # from this month on, "in 2017" in a statement of 2017 tells of the year behind it


def read_deadlines(
    text: str, stated_on: str, calendar: Calendar = NO_CALENDAR, *, acts: Iterable[Act] = ()
) -> tuple[Deadline, ...]:
    """The deadlines of a clause in reading order, each date once.

    ``stated_on`` is the statement's own date, ISO 8601: relative dates count from it and dates before it are no
    deadlines. Without it only words that set a limit ("by 2030") are read. ``acts`` are those of the clause: behind one that
    asks for something, supports or undertakes it "this year" is a date. A season is the northern one. An event that no
    calendar knows has the date "" and the precision "event". Of a text without an end only the beginning is read.

    >>> [d.date for d in read_deadlines("to conclude by the end of 2025, as launched in 2023", "2024-02-02")]
    ['2025-12-31']
    """
    text = text[:LONGEST]
    today = _parsed(stated_on)
    context = Context(text, today, calendar, tuple(acts))
    found: list[Found] = []
    for reader in _readers(text):
        for start, end, due in reader(context):
            if not any(start < b and a < end for a, b, _ in found):
                found.append((start, end, due))
    distinct: dict[str, Deadline] = {}
    for _, _, due in sorted(found, key=lambda one: one[:2]):
        distinct.setdefault(due.date or due.text.lower(), due)
    return tuple(distinct.values())


def _readers(text: str) -> list[Callable[[Context], list[Found]]]:
    """Those of the readers that can find anything, in their order: most clauses hold no word of time at all."""
    low = text.lower()
    is_dated = bool(YEAR_IN.search(text)) or any(month in text for month in MONTHS_BEGIN) or "century" in low
    chosen = (
        (_counted_back, is_dated and "(" in text),
        (read_relative, any(unit in low for unit in UNITS)),
        (_bracketed, is_dated and "(" in text),
        (_led, is_dated),
        (_targets, is_dated),
        (read_events, any(word in low for word in MEETS)),
    )
    return [reader for reader, can_find in chosen if can_find]


def _parsed(stated_on: str) -> date | None:
    try:
        return date.fromisoformat(stated_on[:10])
    except ValueError:
        return None


def _counted_back(context: Context) -> list[Found]:
    """ "10 weeks prior to the session (December 2018)", counted from the day on which the session opens."""
    text = context.text
    result: list[Found] = []
    for match in COUNTED_BACK.finditer(text):
        count, when = number_value(match["count"]), PERIOD.match(match["when"])
        period = read_period(when, "", date.min) if when and when.lastgroup in ("month", "day") else None
        if count and period:
            number = next(
                (n for word in match["event"].split() if not word.isdigit() and (n := ordinal_value(word))), 0
            )
            opens = context.calendar.opening_day(match["event"], number)
            opens = opens or _first_monday(period.last.year, period.last.month)
            back = later(opens, -count, match["unit"].lower())
            result.append(deadline(text, *match.span(), back, "day"))
    return result


def _first_monday(year: int, month: int) -> date:
    """The first Monday of a month, on which a session of it opens where no calendar says otherwise."""
    first = date(year, month, 1)
    return first + timedelta(days=(7 - first.weekday()) % 7)


def _bracketed(context: Context) -> list[Found]:
    """ "(December 2018)" behind a session, or a bare year behind its ordinal."""
    text, today = context.text, context.today
    result: list[Found] = []
    for match in BRACKETED.finditer(text):
        when = PERIOD.match(match["when"])
        period = read_period(when, "", today or date.min) if when else None
        words = text[: match.start()].split()
        is_session = when is not None and (
            when.lastgroup != "year"
            or (bool(words) and not words[-1].isdigit() and bool(ordinal_value(words[-1])))
        )
        if period and is_session and (today is None or period.last >= today):
            result.append(
                deadline(text, match.start("when"), match.end("when"), period.last, period.precision)
            )
    return result


def _led(context: Context) -> list[Found]:
    """A date after a preposition: a limit always counts, a placing one where it lies ahead."""
    text, today = context.text, context.today
    result: list[Found] = []
    for lead in LED.finditer(text):
        when = PERIOD.match(text, lead.end())
        start = lead.start()
        if (
            when is None
            or NOT_A_LIMIT.search(text, max(0, start - 40), start)
            or _is_bare_agent(text, lead, when)
        ):
            continue
        if (lead["part"] or "").lower() == "the " and text[when.end() : when.end() + 2].strip().isupper():
            continue
        period = read_period(when, _part(lead["part"] or ""), today or date.min)
        if period is None or (today is None and not lead["limit"]):
            continue
        if lead["limit"] and EXCLUSIVE.search(lead["limit"]) and lead["limit"].lower() != "on or before":
            period = _day_before(period, bool(_part(lead["part"] or "") in ("late", "end")))
        if (today and period.last < today) or not (
            lead["limit"] or _is_placed_ahead(context, lead, when, period)
        ):
            continue
        if when.lastgroup == "years" and (lead["limit"] or lead["placing"].lower() == "in"):
            first = date(period.first.year, 12, 31)
            result.append(deadline(text, lead.start(), when.start() + 4, first, "year"))
            result.append(deadline(text, when.end() - 4, when.end(), period.last, "year"))
        elif when.lastgroup == "days" and " and " in when.group() and lead["limit"]:
            middle = when.start() + when.group().index(" and ")
            result.append(deadline(text, lead.start(), middle, period.first, "day"))
            result.append(deadline(text, middle + 5, when.end(), period.last, "day"))
        else:
            result.append(deadline(text, lead.start(), when.end(), period.last, period.precision))
    return result


def _day_before(period: Period, is_end: bool) -> Period:
    """What "before" leaves of a period: all that lies in front of its first day, or the period itself before its end."""
    if is_end:
        return period
    last = period.first - timedelta(days=1)
    return Period(min(period.first, last), last, period.precision, period.named)


def _is_bare_agent(text: str, lead: re.Match[str], when: re.Match[str]) -> bool:
    """ "by the March projection", "by the June quarter": a month that only names something, and "century" without its part."""
    if when.lastgroup == "century":
        return not _part(lead["part"] or "")
    if when.lastgroup != "baremonth":
        return False
    return (lead["part"] or "").lower().endswith("the ") or bool(AGENT.match(text, when.end()))


def _is_placed_ahead(context: Context, lead: re.Match[str], when: re.Match[str], period: Period) -> bool:
    """Whether a date that only places something in time is a date for something still to be done."""
    text, today = context.text, context.today
    word, kind, before = lead["placing"].lower(), when.lastgroup, text[: lead.start()]
    if today is None or EVENT.search(before) or (word == "of" and kind != "century"):
        return False
    if word == "at" or (word == "for" and kind == "year") or LAST_YEAR.match(text, when.end()):
        return False
    if kind == "decade":
        return False
    if kind in ("range", "years", "days"):
        is_term = word in ("for", "from", "between", "over", "during", "in")
        is_running = word != "for" and period.first <= today and not context.is_ahead(lead.start())
        return is_term and not is_running and not _is_edition(before, when)
    if word.startswith(STARTS):
        return False
    told = _is_told(before)
    is_ahead = context.is_ahead(lead.start())
    if not period.named:
        is_near = period.last.year == today.year or (period.last - today).days <= HALF_A_YEAR
        is_near = is_near and today < period.first
        return is_near and not told and (is_ahead or period.precision == "day")
    if period.first > today or period.precision == "day":
        return period.first > today
    if period.precision == "month":
        return is_ahead and not told
    return not told and (today.month < LATE_IN_THE_YEAR or bool(AHEAD.search(text)))


def _is_told(before: str) -> bool:
    """Whether what stands before a date tells of the past: a participle just before, with no word of the future behind it."""
    found = TOLD.search(before)
    is_ahead = found and (AHEAD.search(found.group()) or before[: found.start()].endswith("to be "))
    return found is not None and not is_ahead and not PLANNED.search(before)


def _is_edition(before: str, when: re.Match[str]) -> bool:
    """ "the Work Programme for 2030-2031": two years running after a plan's name are its edition."""
    years = [int(year) for year in re.findall(r"\d+", when.group())]
    is_plan = bool(PLAN.search(before)) and (years[-1] - years[0]) % 100 <= 1
    return is_plan or bool(COVERS.search(before))


def _targets(context: Context) -> list[Found]:
    """The year that a target bears: "our 2030 emissions target"."""
    text, today = context.text, context.today
    return [
        deadline(text, match.start("year"), match.end("year"), date(int(match["year"]), 12, 31), "year")
        for match in TARGET_YEAR.finditer(text)
        if today and int(match["year"]) > today.year
    ]


def _part(words: str) -> str:
    """Which part of a period the words before it name: early, start, mid, late, turn, or "" for the whole."""
    low = words.lower()
    for part, marks in (
        ("early", ("early",)),
        ("start", ("beginning", "start")),
        ("mid", ("mid",)),
        ("turn", ("turn",)),
        ("late", ("late", "end", "close")),
    ):
        if any(mark in low for mark in marks):
            return part
    return ""
