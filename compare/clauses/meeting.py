"""Which meeting a text comes from: its number, place and days, each read after a cue that is about this meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapporteur.compare.clauses.place import (
    ANOTHER_MATTER,
    FAR,
    GATHERING,
    HELD,
    TIMELY,
    Found,
    Head,
    held_in,
)
from rapporteur.compare.model import Block
from rapporteur.compare.text.dates import Days, find_days
from rapporteur.compare.text.numerals import ORDINAL, ordinal_value, roman_value

_LINK = r"(?:[A-Z][\w.’'&/–-]*|&|of|the|on|for|and|in|in-person|annual|regular|ordinary|leaders?|ministerial|plenary|ordinaria|de|du|des|la|las|los|del)[’']?\s+"
# An acronym right after the ordinal may be the gathering itself: "the 4th HARMIN".
_COUNTED = re.compile(
    rf"\b(?P<ordinal>(?i:{ORDINAL}))\s*(?P<between>(?:{_LINK}){{0,10}}?)(?P<what>(?i:{GATHERING})\b|[A-Z]{{4,}}\b)"
)
_ROMAN_AFTER = re.compile(rf"(?i:{GATHERING})\s+(?P<roman>[IVXLC]{{1,8}})\b(?!\.)")
_ROMAN_BEFORE = re.compile(
    rf"\b(?P<roman>[IVXLC]{{2,8}})(?:e|ème|ª|º|\.)?\s+(?:[A-ZÀ-Þ][\w’'-]*\s+|de\s+|del\s+){{0,4}}?(?i:{GATHERING})\b"
)
_TIMES = re.compile(
    rf"\b(?:met|meeting|gathered|convened|assembled)\b[^.;]{{0,60}}?\bfor the (?P<ordinal>(?i:{ORDINAL})) time\b"
)
_SYMBOL = re.compile(
    r"\b(?:decisions?|resolution|measure|recommendation|d[ée]cision|r[ée]solution|decisi[óo]n|resoluci[óo]n)\s+(?:no?[.°º]?\s*)?"
    r"(\d{1,4}(?:/[A-Z]{2,4}\.\d{1,3})?)(?![\d.])",
    re.I,
)
_NUMBERED = re.compile(rf"\b(?i:{GATHERING})\s+(?:[Nn]o\.?|number|#)\s*(\d{{1,3}})\b")
# Counted, but not this body's meetings: "the first quarter", "the third in-person meeting", "the second anniversary".
_OTHER_COUNT = re.compile(
    r"\b(?:in-person|anniversar\w*|quarters?|half|year|day|plenary meeting|time|virtual|informal|extraordinary)\b",
    re.I,
)
# What comes after one of these is another meeting: an earlier one, one to come, or another body's.
_ANOTHER = re.compile(
    r"\b(?:since|following|after|recall\w*|preced\w+|previous|last|next|future|upcoming|forthcoming|before|towards?|ahead of|prepar\w+|"
    r"adopted (?:at|by|during)|agreed (?:at|by)|endorsed (?:at|by)|outcomes? of|results of|decisions? of|report of|conclusions of|"
    r"mandate\w*|requested by|at (?:its|their|his|her)|(?<!held )(?:his|her|its|their)|will (?:be )?(?:meet|held|host|convene|hold)|to be held|looks? forward to|"
    r"invit\w+|build\w* on|progress|achieved|launched|statement of|declared)\W*(?:\w+\W+){0,4}\Z",
    re.I,
)

_BEFORE_TITLE = re.compile(
    r"\b(?:following|after|since|towards?|ahead of|prepar\w+|implement\w+|outcomes? of|follow-up)\W+(?:\w+\W+){0,4}\Z",
    re.I,
)


_FAR_HANDOVER = 80
"""Characters behind "the Chair of the 4th meeting" in which the chair is handed over: the meeting told is another."""


def read_number(head: Head) -> Found:
    """The number of the meeting in its series; else the number of the paper; of no other event."""
    for line in (head.title, *head.lines):
        found = _counted(line, is_title=True)
        if found:
            return found
    for line in (head.title, *head.lines):
        symbol = _SYMBOL.search(line)
        if symbol and not _ANOTHER.search(line[: symbol.start()]):
            return symbol[1], f'text: "{symbol[0]}"'
    for line in head.opening:
        found = _counted(line, is_title=False)
        if found:
            return found
    return "", ""


def _counted(line: str, *, is_title: bool) -> Found | None:
    """The ordinal of a gathering in ``line`` with its words, if it is this meeting's."""
    for found in _COUNTED.finditer(line):
        if _OTHER_COUNT.search(found["between"]) or _OTHER_COUNT.match(line, found.end("ordinal") + 1):
            continue
        if found["what"].isupper() and found["between"].strip():
            continue
        value = ordinal_value(found["ordinal"])
        is_first_of_many = value == 1 and not is_title
        if re.search(r"\bhand(?:ed|s|ing) over\b", line[found.end() : found.end() + _FAR_HANDOVER]):
            continue
        is_held = re.match(r",?\s+held (?:in|at|on|from)\b", line[found.end() :]) is not None
        is_another = (_BEFORE_TITLE if is_title else _ANOTHER).search(line[: found.start()]) and not is_held
        if value and not is_first_of_many and not is_another:
            return str(value), f'text: "{" ".join(found[0].split())}"'
    numbered = _NUMBERED.search(line) if is_title else None
    if numbered:
        return numbered[1], f'text: "{numbered[0]}"'
    for pattern in (_ROMAN_AFTER, _ROMAN_BEFORE) if is_title else ():
        for found in pattern.finditer(line):
            if roman_value(found["roman"]) > 1:
                return str(roman_value(found["roman"])), f'text: "{found[0]}"'
    times = _TIMES.search(line)
    value = ordinal_value(times["ordinal"]) if times else 0
    return (str(value), f'text: "{times[0]}"') if times and value > 1 else None


# "The Federal Open Market Committee is ...": who speaks in the first words of the text.
_SUBJECT = 50
_HEAD_OF = re.compile(
    r"\b(?:President|Governor|Chair(?:man|woman|person)?|(?:Secretary|Director)[- ]General) of (?:the )?[A-Z]"
)
_DECIDES_RATE = re.compile(r"The [A-Z][\w ]{3,40}? (?:today )?decided to [^.]{0,80}?\brates?\b")


def who_met(head: Head) -> Iterator[str]:
    """Who speaks: a line that names a body's head, the sentence that decides a rate, and the words after "met", "held" and the
    like in the opening, to the end of the sentence or to another event."""
    yield from (line for line in head.lines if _HEAD_OF.search(line))
    yield from (line[:_SUBJECT] for line in head.opening[:1])
    yield from (found[0] for line in head.opening[:1] if (found := _DECIDES_RATE.match(line)))
    for line in head.opening[:2]:
        for cue in HELD.finditer(line):
            stop = ANOTHER_MATTER.search(line, cue.end())
            yield line[cue.end() : min(stop.start() if stop else len(line), cue.end() + FAR)]


_DATE_ONLY = re.compile(
    r"[\W\d]*(?:\b(?:on|the|le|el|date|dated|from|to|du|de|del|of|and|done|adopted|issued|meeting)\b[\W\d]*)*",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:publi\w+|updated?|released?|release|posted|embargo\w*|last (?:modified|reviewed)|printed|accessed|circulated|translation|distribution)\b",
    re.I,
)
_ON_CUE = re.compile(
    r"\b(?:held|met|meet|gathered|conven\w+|took place|hosted|assembled|meeting|today|adopted|done|celebrad[ao]|celebr[óo]|celebraron|reunid[ao]s?|reunieron|reuni[óo]|réunie?s?|tenue?|visit\w*)\b|\A\W*(?:On|Today)\b",
)
_NOT_THIS_DAY = re.compile(
    r"\b(?:next|will|recall\w*|since|following|after|last|previous|earlier|before|until|by|from now|as of|effective|announced|adopted (?:on|in)|"
    r"signed|dated|launched|of its|statement of|agreement of|resolution|decision|invasion|anniversary|issued)\b(?:(?!\b(?:held|met|gathered|convened)\b)[^.;]){0,60}\Z",
    re.I,
)
_PAPER = re.compile(r"\W*(?:decision|resolution|measure|recommendation|regulation)s?\b", re.I)
_PLENARY = re.compile(r"\b(?:plenary|meeting|session)\b", re.I)


def read_days(head: Head) -> tuple[Days | None, bool]:
    """The days of the meeting and whether they stand where nothing else can be meant (title, dateline, "Date:" line)."""
    for line in head.lines:
        if re.match(
            r"\W*(?:\d+\.\s*)?(?:date|dates|time)(?:\s+of\s+(?:the\s+)?meeting)?\s*:", line, re.I
        ) and find_days(line):
            return _widest(find_days(line)), True
    for line in (head.title, *head.lines):
        days = find_days(line)
        # "Decision No 3 of the Council of 4 May 2031" is its own title, and names no other decision.
        own = _PAPER.match(line) if line == head.title else None
        before = line[own.end() if own else 0 : days[0].start] if days else ""
        if days and not _PUBLISHED.search(before) and not _NOT_THIS_DAY.search(before):
            return _widest(days), True
    for line in head.closing:
        days = find_days(line)
        if (
            days
            and is_dateline(line)
            and not _PUBLISHED.search(line)
            and not _NOT_THIS_DAY.search(line[: days[-1].start])
        ):
            return days[-1], True
    return _days_held(head.opening), False


def _days_held(lines: Sequence[str]) -> Days | None:
    """The days on which an opening sentence says that the meeting was held."""
    for line in lines:
        for days in find_days(line):
            sentence = re.split(r"(?<=[a-z)][.;])\s", line[: days.start])[-1]
            if _ON_CUE.search(
                sentence + line[days.end : days.end + 60].partition(".")[0]
            ) and not _NOT_THIS_DAY.search(sentence):
                return days
    return None


def _widest(days: Sequence[Days]) -> Days:
    return next((one for one in days if one.first != one.last), days[0])


def is_dateline(line: str) -> bool:
    """True for a short line that is a day, with a place or the number of a plenary meeting at most."""
    found = find_days(line) if len(line) <= 120 else ()
    if not found:
        return False
    rest = line[: found[0].start] + " " + line[found[-1].end :]
    if not re.search(r"[^\W\d_]", line):
        return True
    if _PLENARY.search(rest) and len(rest.split()) <= 6:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if word.lower() not in TIMELY]
    return _DATE_ONLY.fullmatch(rest) is not None or (
        len(words) <= 8 and all(word[0].isupper() or len(word) <= 3 for word in words)
    )


_NEXT = re.compile(
    rf"\b[Nn]ext\s+(?:[\w’'&-]+\s+){{0,6}}?(?i:{GATHERING})\b|\b(?:meet|convene) (?:again|next)\b"
)
_NTH = re.compile(rf"\b(?P<ordinal>(?i:{ORDINAL}))\s+(?:[\w’'&-]+\s+){{0,6}}?(?i:{GATHERING})\b")
_IS_TO_COME = re.compile(
    r"\b(?:will|shall|to be (?:held|hosted|convened)|look(?:s|ed|ing)? forward|agreed to (?:meet|hold|convene)|scheduled)\b",
    re.I,
)
_LAST_BLOCKS = 8


def read_next(blocks: Sequence[Block], number: str) -> Found:
    """What the closing paragraphs say of the next meeting after ``number``: its number, place and day, as far as they are named."""
    for block in reversed(blocks[-_LAST_BLOCKS:]):
        for sentence in re.split(r"(?<=[a-z0-9)][.;])\s+", " ".join(block.text.split())):
            nth = next(
                (
                    n
                    for n in _NTH.finditer(sentence)
                    if number.isdigit() and ordinal_value(n["ordinal"]) == int(number) + 1
                ),
                None,
            )
            cue = nth or _NEXT.search(sentence)
            if not cue or not _IS_TO_COME.search(sentence):
                continue
            days = find_days(sentence[cue.start() :])
            year = re.search(
                r"\b(?:in|for|of)\s+(?:early |late |mid-)?((?:[A-Z]\w+ )?20\d\d)\b", sentence[cue.start() :]
            )
            day = days[-1].last if days else (year[1] if year else "")
            facts = [f"no. {int(number) + 1}" if nth else "", held_in(sentence, cue.start()), day]
            if any(facts):
                return ", ".join(fact for fact in facts if fact), f'text: "{sentence[:120]}"'
    return "", ""
