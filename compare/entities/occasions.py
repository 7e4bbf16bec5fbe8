"""Times without a date: relative ones ("this year", "over the next two years") and events as limits ("by COP 28")."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from rapporteur.compare.model import Act, Deadline, Precision
from rapporteur.compare.text.dates import (
    MONTH,
    MONTHS,
    PERIOD,
    YEAR,
    later,
    month_end,
    read_period,
    season_end,
)
from rapporteur.compare.text.numerals import number_value, ordinal_value

_NUMBER = r"(?:\d{1,3}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)[-‑]\s?)?[a-z]{1,8}(?:th|rst|ond|ird))"
MEETS = (
    "session",
    "meeting",
    "assembly",
    "conference",
    "summit",
    "congress",
    "cop",
    "cma",
    "cmp",
    "sbi",
    "sbsta",
    "unga",
    "wha",
)
"""One of these stands in whatever ``EVENT_NAMED`` finds, and is quicker to look for."""
_MEETS = r"(?:sessions?|meeting|assembly|conference|summit|congress)"
EVENT_NAMED = re.compile(
    rf"\b(?:(?P<short>COP|CMA|CMP|SBI|SBSTA|UNGA|WHA)[\s-]?(?P<digits>\d{{1,3}})|(?P<number>{_NUMBER})\s(?:[\w’'-]+\s){{0,4}}?{_MEETS}"
    rf"|(?P<next>next)\s(?:[\w’'-]+\s){{0,5}}?{_MEETS})\b",
    re.IGNORECASE,
)
"""An event that can be a limit: "COP 28", "the sixtieth session", "our next summit"."""
DATED_SESSION = re.compile(
    rf"\b(?P<number>{_NUMBER})\s(?:[\w’'-]+\s){{0,16}}?\((?P<when>[^()]{{4,30}})\)", re.IGNORECASE
)
UP_TO_EVENT = re.compile(
    r"\b(?:by|before|until|no later than|not later than|in advance of|ahead of|prior to|in time for)\s(?:the |its |their |our )?$",
    re.IGNORECASE,
)
REPORT_TO = re.compile(r"\breport(?:s|ing)?\b[^.;]{0,120}\bto (?:the |its |our )?$", re.IGNORECASE)
CONSIDERED_AT = re.compile(
    r"\b(?:consider|consideration|adopt|adoption|report|conclude|decision)\w*\b[^.;]{0,200}\bat (?:its |the |their |our )?$",
    re.IGNORECASE,
)
DATE_FOLLOWS = re.compile(
    rf"^[^.;]{{0,90}}?\((?:{MONTH}|{YEAR})|^,?\s(?:in|on|to be held in)\s(?:{MONTH}|{YEAR})"
)

AHEAD = re.compile(
    r"\b(?:will|shall|must|should|to be|plans?|planned|upcoming|forthcoming|scheduled|intends?|next|aims?|agreed? to|expected|later|commits?"
    r"|efforts?|look(?:s|ed|ing)? forward|hosting of"
    r"|to (?:be )?(?:host|held|hold|convene|launch|establish|publish|complete|adopt|begin|start|submit|deliver|organi[sz]e))\b",
    re.IGNORECASE,
)
"""Words that look forward."""


RELATIVE = re.compile(
    r"\b(?:(?:over|within|in|during|for|through|throughout)\s(?:the\s)?(?:next|coming|following)\s(?:(?P<count>\d+|[a-z]+)\s)?(?P<unit>day|week|month|year)(?P<many>s?)\b"
    r"|within\s(?P<count2>\d+|[a-z]+)\s(?P<unit2>day|week|month|year)s?\b(?!\sof\b(?!\sthe\s(?:adoption|date|issuance)\sof\sth(?:is|e present)))"
    r"|(?:by|before|until|at|towards?)\s(?:the\s)?(?:end|close)\sof\s(?P<which>this|next|the)\s(?P<what>(?:calendar\s|current\s)?year|decade|month)\b(?!\s(?:of\s)?(?:19|20)\d\d)"
    r"|(?P<yearend>(?:by|before|until)\s(?:the\s)?year(?:[-\s]|['’]s\s)end)(?!\s(?:of\s)?(?:19|20)\d\d)"
    r"|(?:by|in|during|before|within)\s(?:the\s(?:end\sof\sthe\s)?)?(?P<nth>first|second|third|fourth|last)\s(?P<size>quarter|half)\sof\s(?P<its>this|next|the)\s(?:current\s|calendar\s)?year\b"
    r"|(?:by|in|during|early|for|until|before)\s(?P<next>next\syear)(?!['’])|(?P<this>(?:later\s|by\s|before\s|until\s|during\s)?this\syear)(?!['’])"
    rf"|(?:in|by|on|for|during)\s(?P<month>{MONTH})\s(?:of\s)?(?P<whose>this|next)\syear"
    r"|(?:by\s|in\s|during\s)?(?P<turn>this|next)\s(?P<season>spring|summer|autumn|fall|winter)\b)",
    re.IGNORECASE,
)
PAST_CLAUSE = re.compile(
    r"\bwe (?:also )?(?:celebrate|mark|commemorate|met|gathered|welcomed)\b|\b(?:has|have|had|was|were)\s(?:\w+ly\s)?(?:been\s)?\w+(?:ed|en|un|ld|de)\b|\bearlier this year\b",
    re.IGNORECASE,
)
TOLD_OF = re.compile(
    r"\b(?:which|that|who)\s(?:\w+\s){0,2}?\w+ed\b[^,;]*$|\b(?:held|launched|signed|adopted|convened|published|completed|concluded|hosted|announced)\b[^,;]{0,40}$"
)
"""What stands before "this year" where it tells of what was done."""
FULL_MONTHS = frozenset(name for name in MONTHS if name == "may" or len(name) > 4 or name in ("june", "july"))

Found = tuple[int, int, Deadline]
"""A deadline with the span of its words."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When events take place: ``series`` from the lexicon (pattern, number -> first and last day), ``sessions`` dated by the text."""

    series: tuple[tuple[re.Pattern[str], Mapping[int, tuple[date, date]]], ...] = ()
    sessions: Mapping[int, date] = field(default_factory=dict)

    def opening_day(self, words: str, number: int) -> date | None:
        """The day on which an event of the lexicon opens, None where it knows no such event."""
        return next(
            (dated[number][0] for name, dated in self.series if name.search(words) and number in dated), None
        )

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
                {
                    int(n): (date.fromisoformat(a), date.fromisoformat(b))
                    for n, (a, b) in said["days"].items()
                },
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
            period = (
                read_period(when, "", date.min)
                if when and when.lastgroup in ("month", "year", "day")
                else None
            )
            if number and period:
                sessions.setdefault(number, period.last)
    return Calendar(base.series, sessions)


@dataclass(frozen=True, slots=True)
class Context:
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


def read_events(context: Context) -> list[Found]:
    """An event as the limit, with its date where the text or the lexicon's calendar knows one."""
    text, today = context.text, context.today
    result: list[Found] = []
    for match in EVENT_NAMED.finditer(text):
        before = text[: match.start()]
        number = int(match["digits"] or 0) or ordinal_value(match["number"] or "")
        is_limit = bool(UP_TO_EVENT.search(before)) or bool(number and REPORT_TO.search(before))
        is_taken_up = bool(number and CONSIDERED_AT.search(before))
        if (
            not (is_limit or is_taken_up)
            or not (number or match["next"])
            or DATE_FOLLOWS.match(text[match.end() :])
        ):
            continue
        known = context.calendar.days(match.group() + " " + _owner(before), number) if number else None
        if known and today and known[1] >= today:
            result.append(_due(text, before, match, known[1].isoformat(), Precision.DAY))
        elif not known and is_limit:
            result.append(_due(text, before, match, "", Precision.EVENT))
    return result


def _owner(before: str) -> str:
    """The words in front that may name whose session it is: "the Conference of the Parties at its ..."."""
    return before[-90:]


def _due(text: str, before: str, match: re.Match[str], day: str, precision: Precision) -> Found:
    """The event as a deadline, with the preposition that leads it."""
    lead = re.search(r"\b(?:[\w]+(?: later than| to| of| time for)?)\s(?:the |its |their |our )?$", before)
    start = lead.start() if lead else match.start()
    return start, match.end(), Deadline(text[start : match.end()], day, precision)


def read_relative(context: Context) -> list[Found]:
    text, today = context.text, context.today
    if today is None:
        return []
    result: list[Found] = []
    for match in RELATIVE.finditer(text):
        if (match["this"] or match["turn"]) and not _may_be_this_year(context, match):
            continue
        ends = _relative_end(match, today)
        if ends and ends[0] >= today:
            result.append(deadline(text, *match.span(), *ends))
    return result


def _may_be_this_year(context: Context, match: re.Match[str]) -> bool:
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
        return (
            (later(today, count, unit), {"year": "year", "month": "month"}.get(unit, "day"))
            if count
            else None
        )
    if match["month"]:
        month = MONTHS[match["month"].lower().rstrip(".")]
        return month_end(today.year + (match["whose"].lower() == "next"), month), "month"
    if match["nth"]:
        months = 3 if match["size"].lower() == "quarter" else 6
        nth = 12 // months if match["nth"].lower() == "last" else ordinal_value(match["nth"])
        return month_end(today.year + (match["its"].lower() == "next"), min(12, nth * months)), match[
            "size"
        ].lower().replace("half", "half-year")
    if match["season"]:
        end = season_end(match["season"], today)
        return later(end, int(match["turn"].lower() == "next" and end.year == today.year), "year"), "quarter"
    if (match["what"] or "").lower() == "decade":
        return date(today.year - today.year % 10 + 9, 12, 31), "range"
    ahead = 1 if (match["which"] or "").lower() == "next" or match["next"] else 0
    if (match["what"] or "").lower() == "month":
        then = later(today.replace(day=1), ahead, "month")
        return month_end(then.year, then.month), "month"
    return date(today.year + ahead, 12, 31), "year"


def deadline(text: str, start: int, end: int, last: date, precision: str) -> tuple[int, int, Deadline]:
    return start, end, Deadline(_without_full_stop(text[start:end]), last.isoformat(), Precision(precision))


def _without_full_stop(words: str) -> str:
    """The words of a date without the full stop of their sentence; that of a shortened month ("Sept.") is its own."""
    name = re.search(r"([A-Za-z]+)\.$", words)
    return words[:-1] if name and name[1].lower() in FULL_MONTHS else words
