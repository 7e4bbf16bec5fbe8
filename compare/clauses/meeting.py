"""Which meeting a text comes from: its number, place and days, each read after a cue that is about this meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapporteur.compare.model import Block
from rapporteur.compare.text.dates import MONTH_NAMES, Days, find_days
from rapporteur.compare.text.numerals import ORDINAL, ordinal_value, roman_value

Found = tuple[str, str]
"""A value and the reason it is believed, both "" where nothing says it."""


@dataclass(frozen=True, slots=True)
class Head:
    """What of a document may say which meeting it is: its title, the other short lines above the text, the first
    paragraphs, and the last lines, each in one line."""

    title: str
    lines: tuple[str, ...]
    opening: tuple[str, ...]
    closing: tuple[str, ...]


GATHERING = (
    r"(?:meetings?|summit|conference|session|dialogue|forum|exchange|council|assembly|round|ministerial|convening|gathering|"
    r"colloquium|consultations?|plenary|r[ée]union|sommet|conf[ée]rence|session|assembl[ée]e|reuni[óo]n|cumbre|conferencia|"
    r"sesi[óo]n|asamblea|per[íi]odo de sesiones|reuni[ãa]o|c[úu]pula|assembleia)"
)
_LINK = r"(?:[A-Z][\w.’'&/–-]*|&|of|the|on|for|and|in|in-person|annual|regular|ordinary|leaders?|ministerial|plenary|ordinaria|de|du|des|la|las|los|del)[’']?\s+"
# An acronym right after the ordinal may be the gathering itself: "the 4th HARMIN".
_COUNTED = re.compile(
    rf"\b(?P<ordinal>(?i:{ORDINAL}))\s*(?P<between>(?:{_LINK}){{0,10}}?)(?P<what>(?i:{GATHERING})\b|[A-Z]{{4,}}\b)"
)
_ROMAN_AFTER = re.compile(rf"(?i:{GATHERING})\s+(?P<roman>[IVXLC]{{1,8}})\b(?!\.)")
_ROMAN_BEFORE = re.compile(
    rf"\b(?P<roman>[IVXLC]{{2,8}})\s+(?:[A-ZÀ-Þ][\w’'-]*\s+|de\s+|del\s+){{0,4}}?(?i:{GATHERING})\b"
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


_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo"
).split()
_TIMELY = frozenset(
    (
        *MONTH_NAMES,
        *_WEEKDAYS,
        *"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre janvier février avril juin juillet août spring summer autumn fall winter today".split(),
    )
)
_NAME = r"(?:el-|al-)?[A-ZÀ-Þ](?:[\w’'-]|\.(?=[A-Z]))*\.?"
_INNER = r"(?:am|an\sder|de|del|do|da|dos|das|of|la|las|los|el|sur|le|and(?=\s[A-Z]\w+\sIslands?))"
_PLACE = rf"(?:(?:the|The|El|La|Los|Las)\s+)?{_NAME}(?:(?:,\s*|\s+(?:{_INNER}\s+)?){_NAME}){{0,6}}"
# A building, an office, a body or a paper is no place; nor is whatever has one of these for its last word.
_NO_PLACE = re.compile(
    r"\b(?:offices?|bank|board|meetings?|committee|commission|council|assembly|rooms?|hall|summit|conference|session|building|headquarters|"
    r"markets?|accounts?|order|convention|agreement|treaty|charter|parliament|government|ministers?|ministry|leaders|communiqu[eé]|"
    r"declaration|statement|reports?|plan|programme|program|action|framework|forum|dialogue|parties|party|nations|states members|"
    r"secretariat|university|centre|center|hotel|palace|court|agency|initiative|partnership|policy|group|convensia|fund|article|"
    r"decisions?|resolutions?|annex|paragraphs?|chair|presidents?|prime minister|system|reserve|war|pandemic|covid\S*|english|french|spanish)\W*\Z",
    re.I,
)
_COUNTRY_WITH_THE = re.compile(
    r"the (?:Republic|Kingdom|United|Philippines|Netherlands|Maldives|Bahamas|Hague|Gambia|Seychelles|Czech|Dominican|Sultanate|"
    r"Solomon|Marshall|Cook|Holy|State of|Principality|Grand|Islamic|People|Lao|Russian|Federal|Hashemite|Isle)\b",
    re.I,
)


def valid_place(text: str) -> str:
    """The place that ``text`` names, cut before a weekday or month, or "" where it names a building, a body or a time.

    >>> valid_place("Orsa on Wednesday"), valid_place("the Head Office"), valid_place("Velde’s"), valid_place("Washington, D.C")
    ('Orsa', '', '', 'Washington, D.C.')
    """
    kept: list[str] = []
    for word in text.split():
        if word.lower().strip(".,’'") in _TIMELY or re.search(r"\d", word) or word in ("on", "at"):
            break
        kept.append(word)
    while kept and re.fullmatch(rf"{_INNER}|,", kept[-1]):
        kept.pop()
    place = " ".join(kept).strip(" ,;:")
    place = re.sub(r"\b((?:[A-Z]\.)+[A-Z])\Z", r"\1.", place) if "." in place[-3:] else place
    if not re.search(r"\b(?:[A-Z]\.)+\Z", place):
        place = place.rstrip(".")
    first = place.partition(",")[0]
    is_acronym = re.fullmatch(r"[A-Z0-9&.-]{2,}", first) is not None and place.isupper() and len(first) <= 5
    is_article = place.lower().startswith("the ") and not _COUNTRY_WITH_THE.match(place)
    is_owned = re.search(r"[’']s\Z|s[’']\Z", place) is not None
    return "" if not place or is_acronym or is_article or is_owned or _NO_PLACE.search(first) else place


_BUILDING = re.compile(
    r"\b(?:bank|office|rooms?|building|board|ministry|hall|hotel|cent(?:re|er)|floor|street|palace|headquarters|university|house|\d+\w?)\b",
    re.I,
)
_PLACE_LINE = re.compile(
    r"\W*(?:\d+\.\s*)?(?:place|venue|location|lieu|lugar|local)(?:\s+(?:of|de)\s+[\w ]{1,20})?\s*:\s*(?P<place>.+)",
    re.I,
)
_BEFORE_DATE = re.compile(
    rf"(?:\A|[,–—(:-]\s*|\b(?:in|at|en|à|em)\s+)(?P<place>{_PLACE})\s*[,–—-]\s*(?:(?:\w+day|the|le|el|du|lundi|mardi|mercredi|jeudi|vendredi|lunes|martes|miércoles|jueves|viernes),?\s+){{0,2}}\Z"
)
_AFTER_DATE = re.compile(rf"\s*[,–—-]\s*(?:in\s+)?(?P<place>{_PLACE})\W*\Z")
_TITLE_END = re.compile(
    rf"(?i:{GATHERING})(?:\s+[IVXLC]{{1,8}})?(?:\s+\([^)]*\))?\s*,\s*(?P<place>{_PLACE})\W*\Z"
)
_HELD = re.compile(
    r"\b(?:(?<!to be )(?<!will be )held|(?<=ever to be )held|(?<=first to be )held|met|(?<=[Ww]e )meet|gathered|convened|(?<=we )convene|(?<=– )convene|took place|takes place|hosted|assembled|gathering|[Mm]eeting(?: virtually| today| again)?(?= in)|"
    r"[Mm]eeting(?=,? (?:here )?(?:on [^,]{3,40} )?in [A-Z])|[Aa]dopted|[Dd]one|celebrad[ao]|reunid[ao]s|réunis?|réunie?s|tenue?)\b"
)
_IN = re.compile(rf"\b(?:in|at|en|à|em)\s+(?P<place>{_PLACE})")
_STOPS_SEARCH = re.compile(
    r"[;:]|[.](?=\s+[A-Z])(?<!\b[A-Z]\.)|\b(?:adopted at|progress|achieved|following|after|since|ahead of|outcomes?|agreed|recall\w*|discuss\w*|"
    r"welcom\w+|support\w*|implement\w*|situation|conditions|commitments?)\b"
)
_FAR = 200


def read_place(head: Head) -> Found:
    """Where the meeting was: from a "Place:" line, a dateline, the title, or the sentence that says where it was held."""
    for line in head.lines:
        told = _PLACE_LINE.match(line)
        if told:
            parts = [
                valid_place(part.strip()) for part in told["place"].split(",") if not _BUILDING.search(part)
            ]
            place = ", ".join(part for part in parts if part)
            if place:
                return place, f'line: "{line}"'
    for line in (*head.lines, head.title, *head.closing):
        place = _beside_date(line)
        if place:
            return place, f'{"title" if line == head.title else "date"} line: "{line}"'
    at_end = _TITLE_END.search(head.title)
    if at_end and valid_place(at_end["place"]):
        return valid_place(at_end["place"]), f'title line: "{head.title}"'
    for line in (head.title, *head.lines, *head.opening):
        for cue in _HELD.finditer(line):
            found = _held_in(line, cue.end())
            if found:
                return found, f'text: "{line[cue.start() : cue.end() + _FAR][:80]}"'
    return "", ""


def _beside_date(line: str) -> str:
    """The place in "Orsa, 20 March 2025" or "20 March 2025, Orsa"; a line without a day may be the place alone."""
    for days in find_days(line):
        before, after = _BEFORE_DATE.search(line[: days.start]), _AFTER_DATE.match(line, days.end)
        for found in (before, after):
            place = valid_place(found["place"]) if found else ""
            if place and len(place.split()) <= 7:
                return place
    return ""


def _held_in(line: str, start: int) -> str:
    """The first place named after a cue; a building, a body or a month is passed over."""
    stop = _STOPS_SEARCH.search(line, start)
    end = min(stop.start() if stop else len(line), start + _FAR)
    places: Iterator[str] = (valid_place(found["place"]) for found in _IN.finditer(line, start, end))
    return next((place for place in places if place), "")


# "The Federal Open Market Committee is ...": who speaks in the first words of the text.
_SUBJECT = 50


def who_met(head: Head) -> Iterator[str]:
    """The words after "met", "held" and the like in the opening, to the end of the sentence or to another event."""
    yield from (line[:_SUBJECT] for line in head.opening[:1])
    for line in head.opening[:2]:
        for cue in _HELD.finditer(line):
            stop = _STOPS_SEARCH.search(line, cue.end())
            yield line[cue.end() : min(stop.start() if stop else len(line), cue.end() + _FAR)]


_DATE_ONLY = re.compile(
    r"[\W\d]*(?:\b(?:on|the|le|el|date|dated|from|to|du|de|del|of|and|done|adopted|issued|meeting)\b[\W\d]*)*",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:publi\w+|updated?|released?|release|posted|embargo\w*|last (?:modified|reviewed)|printed|accessed|circulated|translation|distribution)\b",
    re.I,
)
_ON_CUE = re.compile(
    r"\b(?:held|met|meet|gathered|conven\w+|took place|hosted|assembled|meeting|today|adopted|done|celebrad[ao]|reunid[ao]s|réunis?|tenue?|visit\w*)\b|\A\W*(?:On|Today)\b",
)
_NOT_THIS_DAY = re.compile(
    r"\b(?:next|will|recall\w*|since|following|after|last|previous|earlier|before|until|by|from now|as of|effective|announced|adopted (?:on|in)|"
    r"signed|dated|launched|of its|statement of|agreement of|resolution|decision|invasion|anniversary|issued)\b(?:(?!\b(?:held|met|gathered|convened)\b)[^.;]){0,60}\Z",
    re.I,
)
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
        if (
            days
            and not _PUBLISHED.search(line[: days[0].start])
            and not _NOT_THIS_DAY.search(line[: days[0].start])
        ):
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
    found = find_days(line)
    if not found or len(line) > 120:
        return False
    rest = line[: found[0].start] + " " + line[found[-1].end :]
    if not re.search(r"[^\W\d_]", line):
        return True
    if _PLENARY.search(rest) and len(rest.split()) <= 6:
        return True
    words = [word for word in re.findall(r"[^\W\d_]+", rest) if word.lower() not in _TIMELY]
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
            facts = [f"no. {int(number) + 1}" if nth else "", _held_in(sentence, cue.start()), day]
            if any(facts):
                return ", ".join(fact for fact in facts if fact), f'text: "{sentence[:120]}"'
    return "", ""
