"""By when: the dates that a clause sets for what is to be done, each as the last day of the period that it names.

Three kinds: a date behind a preposition ("by the end of 2026"), a relative one ("over the next two years", "this year"), and
an event that is named as the limit ("by COP 28", "at its sixtieth session"). What only tells of the past, places an event or
begins something is no deadline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from rapporteur.compare.model import Act, Deadline, Precision
from rapporteur.compare.text.dates import (
    DASH,
    MONTH,
    MONTHS,
    PERIOD,
    YEAR,
    Period,
    first_monday,
    later,
    month_end,
    number_value,
    ordinal_value,
    read_period,
    season_end,
)

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
RELATIVE = re.compile(
    r"\b(?:(?:over|within|in|during|for|through|throughout)\s(?:the\s)?(?:next|coming|following)\s(?:(?P<count>\d+|[a-z]+)\s)?(?P<unit>day|week|month|year)(?P<many>s?)\b"
    r"|within\s(?P<count2>\d+|[a-z]+)\s(?P<unit2>day|week|month|year)s?(?!\sof\b(?!\sthe\s(?:adoption|date|issuance)\sof\sth(?:is|e present)))"
    r"|(?:by|before|until|at|towards?)\s(?:the\s)?(?:end|close)\sof\s(?P<which>this|next|the)\s(?P<what>(?:calendar\s|current\s)?year|decade|month)\b(?!\s(?:of\s)?(?:19|20)\d\d)"
    r"|(?P<yearend>by\s(?:the\s)?year[-\s]end|by\s(?:the\s)?year's\send)(?!\s(?:of\s)?(?:19|20)\d\d)"
    r"|(?:by|in|during|early|for|until|before)\s(?P<next>next\syear)(?!['’])|(?P<this>(?:later\s|by\s|before\s|until\s|during\s)?this\syear)(?!['’])"
    rf"|(?:in|by|on|for|during)\s(?P<month>{MONTH})\s(?:of\s)?(?P<whose>this|next)\syear"
    r"|(?:by\s|in\s|during\s)?(?P<turn>this|next)\s(?P<season>spring|summer|autumn|fall|winter)\b)",
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
PLANNED = re.compile(r"\b(?:planned|scheduled|expected|proposed|needed|agreed|committed|decided)\s(?:[A-Za-z'’.-]+\s){0,4}$")
"""Participles of what is still to come."""
PAST_CLAUSE = re.compile(
    r"\bwe (?:also )?(?:celebrate|mark|commemorate|met|gathered|welcomed)\b|\b(?:has|have|had|was|were)\s(?:\w+ly\s)?(?:been\s)?\w+(?:ed|en|un|ld|de)\b|\bearlier this year\b",
    re.IGNORECASE,
)
TOLD_OF = re.compile(
    r"\b(?:which|that|who)\s(?:\w+\s){0,2}?\w+ed\b[^,;]*$|\b(?:held|launched|signed|adopted|convened|published|completed|concluded|hosted|announced)\b[^,;]{0,40}$"
)
"""What stands before "this year" where it tells of what was done."""
AHEAD = re.compile(
    r"\b(?:will|shall|must|should|to be|plans?|planned|upcoming|forthcoming|scheduled|intends?|next|aims?|agreed? to|expected|later|commits?"
    r"|efforts?|look(?:s|ed|ing)? forward|hosting"
    r"|to (?:be )?(?:host|held|hold|convene|launch|establish|publish|complete|adopt|begin|start|submit|deliver|organi[sz]e))\b",
    re.IGNORECASE,
)

# A start, not an end: "from 2031", "starting in May 2031".
STARTS = ("from", "starting", "beginning", "as of", "as from", "effective")
# A plan named before: what follows "for" is then the years of its edition.
PLAN = re.compile(r"\b(?:Plan|Programme|Program|Workplan|Budget|Agenda|Calendar)\s$")
# "the reports on the tides for 2030 and 2031": what follows "for" is the time that the report covers, however long.
COVERS = re.compile(
    r"\b(?:reports?|accounts|statistics|budgets?|figures)(?: (?:of|on) (?:the )?\w[\w-]*(?: \w[\w-]*){0,4})?\s$",
    re.IGNORECASE,
)
AGENT = re.compile(r"\s(?!an?\b|the\b|our\b|their\b|its\b|and\b|or\b|to\b|for\b|with\b|at\b|in\b|of\b|on\b|through\b|as\b|this\b|next\b|under\b|when\b|if\b)[A-Za-z]")
"""A noun after a bare month: "by the March projection" names who or what, not when."""

UNITS = ("day", "week", "month", "year", "decade", "spring", "summer", "autumn", "fall", "winter")
"""One of these stands in whatever ``RELATIVE`` finds, and is quicker to look for."""
MONTHS_BEGIN = tuple(sorted({name.capitalize()[:3] for name in MONTHS} | {name.upper()[:3] for name in MONTHS}))
FULL_MONTHS = frozenset(name for name in MONTHS if name == "may" or len(name) > 4 or name in ("june", "july"))
YEAR_IN = re.compile(rf"{YEAR}|['’‘]\d\d\b|[HQ]\d\d\b|\dH\d\d")
HALF_A_YEAR = 183
"""Days: a day named without its year is the next or the last of that name, whichever is nearer."""
LATE_IN_THE_YEAR = 10
"""From this month on, "in 2017" in a statement of 2017 tells of the year behind it."""


_NUMBER = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-‑]\s?)?[a-z]{1,8}(?:th|rst|ond|ird))"
_MEETS = r"(?:sessions?|meeting|assembly|conference|summit|congress)"
EVENT_NAMED = re.compile(
    rf"\b(?:(?P<short>COP|CMA|CMP|SBI|SBSTA|UNGA|WHA)[\s-]?(?P<digits>\d{{1,3}})|(?P<number>{_NUMBER})\s(?:[\w’'-]+\s){{0,4}}?{_MEETS}"
    rf"|(?P<next>next)\s(?:[\w’'-]+\s){{0,5}}?{_MEETS})\b",
    re.IGNORECASE,
)
"""An event that can be a limit: "COP 28", "the sixtieth session", "our next summit"."""
DATED_SESSION = re.compile(rf"\b(?P<number>{_NUMBER})\s(?:[\w’'-]+\s){{0,16}}?\((?P<when>[^()]{{4,30}})\)", re.IGNORECASE)
UP_TO_EVENT = re.compile(
    r"\b(?:by|before|until|no later than|not later than|in advance of|ahead of|prior to|in time for)\s(?:the |its |their |our )?$",
    re.IGNORECASE,
)
REPORT_TO = re.compile(r"\breport(?:s|ing)?\b[^.;]{0,120}\bto (?:the |its |our )?$", re.IGNORECASE)
CONSIDERED_AT = re.compile(
    r"\b(?:consider|consideration|adopt|adoption|report|conclude|decision)\w*\b[^.;]{0,200}\bat (?:its |the |their |our )?$", re.IGNORECASE
)
DATE_FOLLOWS = re.compile(rf"^[^.;]{{0,90}}?\((?:{MONTH}|{YEAR})|^,?\s(?:in|on|to be held in)\s(?:{MONTH}|{YEAR})")

_Found = list[tuple[int, int, Deadline]]


@dataclass(frozen=True, slots=True)
class Calendar:
    """When events take place: ``series`` from the lexicon (pattern, number -> first and last day), ``sessions`` dated by the text."""

    series: tuple[tuple[re.Pattern[str], Mapping[int, tuple[date, date]]], ...] = ()
    sessions: Mapping[int, date] = field(default_factory=dict)

    def opening_day(self, words: str, number: int) -> date | None:
        """The day on which an event of the lexicon opens, None where it knows no such event."""
        return next((dated[number][0] for name, dated in self.series if name.search(words) and number in dated), None)

    def days(self, words: str, number: int) -> tuple[date, date] | None:
        """First and last day of the event that the words name by its number, None where nothing knows it."""
        known = self.sessions.get(number)
        if known and re.search(r"session", words, re.IGNORECASE):
            return known, known
        for pattern, dated in self.series:
            if pattern.search(words) and number in dated:
                return dated[number]
        return None


NO_CALENDAR = Calendar()


def calendar_of(table: Mapping[str, Mapping[str, Any]]) -> Calendar:
    """The calendar of ``events.toml``."""
    return Calendar(
        tuple(
            (
                re.compile("|".join(said["names"]), re.IGNORECASE),
                {int(n): (date.fromisoformat(a), date.fromisoformat(b)) for n, (a, b) in said["days"].items()},
            )
            for said in table.values()
        )
    )


def text_calendar(texts: Iterable[str], base: Calendar = NO_CALENDAR) -> Calendar:
    """``base`` with the sessions that the texts themselves date: "at its sixtieth session (June 2024)"."""
    sessions = dict(base.sessions)
    for text in texts:
        for match in DATED_SESSION.finditer(text) if "(" in text else ():
            number, when = ordinal_value(match["number"]), PERIOD.match(match["when"])
            period = read_period(when, "", date.min) if when and when.lastgroup in ("month", "year", "day") else None
            if number and period:
                sessions.setdefault(number, period.last)
    return Calendar(base.series, sessions)


def read_deadlines(
    text: str, stated_on: str, calendar: Calendar = NO_CALENDAR, *, acts: Iterable[Act] = ()
) -> tuple[Deadline, ...]:
    """The deadlines of a clause in reading order, each date once.

    ``stated_on`` is the statement's own date, ISO 8601: relative dates count from it and dates before it are no
    deadlines. Without it only words that set a limit ("by 2030") are read. ``acts`` are those of the clause: behind one that
    asks for something, supports or undertakes it "this year" is a date. A season is the northern one. An event that no
    calendar knows has the date "" and the precision "event".

    >>> [d.date for d in read_deadlines("to conclude by the end of 2025, as launched in 2023", "2024-02-02")]
    ['2025-12-31']
    """
    today = _parsed(stated_on)
    context = _Context(text, today, calendar, tuple(acts))
    found: _Found = []
    for reader in _readers(text):
        for start, end, deadline in reader(context):
            if not any(start < b and a < end for a, b, _ in found):
                found.append((start, end, deadline))
    distinct: dict[str, Deadline] = {}
    for _, _, deadline in sorted(found, key=lambda one: one[:2]):
        distinct.setdefault(deadline.date or deadline.text.lower(), deadline)
    return tuple(distinct.values())


@dataclass(frozen=True, slots=True)
class _Context:
    """A clause as the readers see it."""

    text: str
    today: date | None
    calendar: Calendar
    acts: tuple[Act, ...]

    def is_ahead(self, at: int) -> bool:
        """Whether the words at a place look forward: the act before them asks or undertakes, or a word there says so."""
        before = [act for act in self.acts if act.start < at]
        if before and (3 <= (before[-1].tier or 0) <= 6 or before[-1].lemma in ("agree", "decide")):
            return True
        return bool(AHEAD.search(self.text, before[-1].end if before else 0, at))


def _readers(text: str) -> list[Callable[[_Context], _Found]]:
    """Those of the readers that can find anything, in their order: most clauses hold no word of time at all."""
    low = text.lower()
    is_dated = bool(YEAR_IN.search(text)) or any(month in text for month in MONTHS_BEGIN) or "century" in low
    chosen = (
        (_counted_back, is_dated and "(" in text),
        (_relative, any(unit in low for unit in UNITS)),
        (_bracketed, is_dated and "(" in text),
        (_led, is_dated),
        (_targets, is_dated),
        (_events, True),
    )
    return [reader for reader, can_find in chosen if can_find]


def _parsed(stated_on: str) -> date | None:
    try:
        return date.fromisoformat(stated_on[:10])
    except ValueError:
        return None


def _deadline(text: str, start: int, end: int, last: date, precision: str) -> tuple[int, int, Deadline]:
    return start, end, Deadline(_without_full_stop(text[start:end]), last.isoformat(), Precision(precision))


def _counted_back(context: _Context) -> _Found:
    """ "10 weeks prior to the session (December 2018)", counted from the day on which the session opens."""
    text = context.text
    result: _Found = []
    for match in COUNTED_BACK.finditer(text):
        count, when = number_value(match["count"]), PERIOD.match(match["when"])
        period = read_period(when, "", date.min) if when and when.lastgroup in ("month", "day") else None
        if count and period:
            number = next((n for word in match["event"].split() if (n := ordinal_value(word))), 0)
            opens = context.calendar.opening_day(match["event"], number)
            opens = opens or first_monday(period.last.year, period.last.month)
            back = later(opens, -count, match["unit"].lower())
            result.append(_deadline(text, *match.span(), back, "day"))
    return result


def _relative(context: _Context) -> _Found:
    text, today = context.text, context.today
    if today is None:
        return []
    result: _Found = []
    for match in RELATIVE.finditer(text):
        if (match["this"] or match["turn"]) and not _may_be_this_year(context, match):
            continue
        ends = _relative_end(match, today)
        if ends and ends[0] >= today:
            result.append(_deadline(text, *match.span(), *ends))
    return result


def _may_be_this_year(context: _Context, match: re.Match[str]) -> bool:
    """Whether "this year" or "this fall" is a time for something still to be done and not one that is told of."""
    if match.group().lower().startswith(("later ", "by ", "before ", "until ")):
        return True
    before = context.text[: match.start()]
    if PAST_CLAUSE.search(context.text) or (match["this"] and not before.strip()):
        return False
    return context.is_ahead(match.start()) and not TOLD_OF.search(before)


def _relative_end(match: re.Match[str], today: date) -> tuple[date, str] | None:
    unit = (match["unit"] or match["unit2"] or "").lower()
    if unit:
        if match["many"] and not match["count"]:
            return None
        count = number_value(match["count"] or match["count2"] or "one")
        return (later(today, count, unit), {"year": "year", "month": "month"}.get(unit, "day")) if count else None
    if match["month"]:
        month = MONTHS[match["month"].lower().rstrip(".")]
        return month_end(today.year + (match["whose"].lower() == "next"), month), "month"
    if match["season"]:
        end = season_end(match["season"], today)
        return later(end, int(match["turn"].lower() == "next" and end.year == today.year), "year"), "quarter"
    if (match["what"] or "").lower() == "decade":
        return date(today.year - today.year % 10 + 9, 12, 31), "range"
    ahead = 1 if (match["which"] or "").lower() == "next" or match["next"] else 0
    if (match["what"] or "").lower() == "month":
        return month_end(*divmod_month(today, ahead)), "month"
    return date(today.year + ahead, 12, 31), "year"


def divmod_month(today: date, ahead: int) -> tuple[int, int]:
    """Year and month ``ahead`` months after today's."""
    return today.year + (today.month - 1 + ahead) // 12, (today.month - 1 + ahead) % 12 + 1


def _bracketed(context: _Context) -> _Found:
    """ "(December 2018)" behind a session, or a bare year behind its ordinal."""
    text, today = context.text, context.today
    result: _Found = []
    for match in BRACKETED.finditer(text):
        when = PERIOD.match(match["when"])
        period = read_period(when, "", today or date.min) if when else None
        words = text[: match.start()].split()
        is_session = when is not None and (when.lastgroup != "year" or (bool(words) and bool(ordinal_value(words[-1]))))
        if period and is_session and (today is None or period.last >= today):
            result.append(_deadline(text, match.start("when"), match.end("when"), period.last, period.precision))
    return result


def _led(context: _Context) -> _Found:
    """A date after a preposition: a limit always counts, a placing one where it lies ahead."""
    text, today = context.text, context.today
    result: _Found = []
    for lead in LED.finditer(text):
        when = PERIOD.match(text, lead.end())
        if when is None or NOT_A_LIMIT.search(text[: lead.start()]) or _is_bare_agent(text, lead, when):
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
            result.append(_deadline(text, lead.start(), when.start() + 4, first, "year"))
            result.append(_deadline(text, when.end() - 4, when.end(), period.last, "year"))
        else:
            result.append(_deadline(text, lead.start(), when.end(), period.last, period.precision))
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


def _is_placed_ahead(context: _Context, lead: re.Match[str], when: re.Match[str], period: Period) -> bool:
    """Whether a date that only places something in time is a date for something still to be done."""
    text, today = context.text, context.today
    word, kind, before = lead["placing"].lower(), when.lastgroup, text[: lead.start()]
    if today is None or EVENT.search(before) or word == "of" and kind != "century":
        return False
    if word == "at" or (word == "for" and kind == "year"):
        return False
    if kind == "decade":
        return False
    if kind in ("range", "years", "days"):
        is_term = word in ("for", "from", "between", "over", "during", "in")
        return is_term and not _is_edition(before, when)
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
    return found is not None and not AHEAD.search(found.group()) and not PLANNED.search(before)


def _is_edition(before: str, when: re.Match[str]) -> bool:
    """ "the Work Programme for 2030-2031": two years running after a plan's name are its edition."""
    years = [int(year) for year in re.findall(r"\d+", when.group())]
    is_plan = bool(PLAN.search(before)) and (years[-1] - years[0]) % 100 <= 1
    return is_plan or bool(COVERS.search(before))


def _targets(context: _Context) -> _Found:
    """The year that a target bears: "our 2030 emissions target"."""
    text, today = context.text, context.today
    return [
        _deadline(text, match.start("year"), match.end("year"), date(int(match["year"]), 12, 31), "year")
        for match in TARGET_YEAR.finditer(text)
        if today and int(match["year"]) > today.year
    ]


def _events(context: _Context) -> _Found:
    """An event as the limit, with its date where the text or the lexicon's calendar knows one."""
    text, today = context.text, context.today
    result: _Found = []
    for match in EVENT_NAMED.finditer(text):
        before = text[: match.start()]
        number = int(match["digits"] or 0) or ordinal_value(match["number"] or "")
        is_limit = bool(UP_TO_EVENT.search(before)) or bool(number and REPORT_TO.search(before))
        is_taken_up = bool(number and CONSIDERED_AT.search(before))
        if not (is_limit or is_taken_up) or not (number or match["next"]) or DATE_FOLLOWS.match(text[match.end() :]):
            continue
        known = context.calendar.days(match.group() + " " + _owner(before), number) if number else None
        if known and today and known[1] >= today:
            result.append(_deadline(text, *_with_lead(before, match), known[1], "day"))
        elif not known and is_limit:
            start, end = _with_lead(before, match)
            result.append((start, end, Deadline(text[start:end], "", Precision.EVENT)))
    return result


def _owner(before: str) -> str:
    """The words in front that may name whose session it is: "the Conference of the Parties at its ..."."""
    return before[-90:]


def _with_lead(before: str, match: re.Match[str]) -> tuple[int, int]:
    lead = re.search(r"\b(?:[\w]+(?: later than| to| of| time for)?)\s(?:the |its |their |our )?$", before)
    return (lead.start() if lead else match.start()), match.end()


def _without_full_stop(words: str) -> str:
    """The words of a date without the full stop of their sentence; that of a shortened month ("Sept.") is its own."""
    name = re.search(r"([A-Za-z]+)\.$", words)
    return words[:-1] if name and name[1].lower() in FULL_MONTHS else words


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
