"""Where a meeting was: places beside dates, after "held in", in the title; no building, body, month or owner."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.compare.text.dates import MONTH_NAMES, find_days

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
_WEEKDAYS = (
    "monday tuesday wednesday thursday friday saturday sunday lundi mardi mercredi jeudi vendredi samedi dimanche "
    "lunes martes miércoles jueves viernes sábado domingo"
).split()
TIMELY = frozenset(
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
        if word.lower().strip(".,’'") in TIMELY or re.search(r"\d", word) or word in ("on", "at"):
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
HELD = re.compile(
    r"\b(?:(?<!to be )(?<!will be )held|(?<=ever to be )held|(?<=first to be )held|met|(?<=[Ww]e )meet|gathered|convened|(?<=we )convene|(?<=– )convene|took place|takes place|hosted|assembled|gathering|[Mm]eeting(?: virtually| today| again)?(?= in)|"
    r"[Mm]eeting(?=,? (?:here )?(?:on [^,]{3,40} )?in [A-Z])|[Aa]dopted|[Dd]one|celebrad[ao]|celebr[óo]|celebraron|reunid[ao]s?|reunieron|réunie?s?|tenue?)\b"
)
_IN = re.compile(rf"\b(?:in|at|en|à|em)\s+(?P<place>{_PLACE})")
ANOTHER_MATTER = re.compile(
    r"[;:]|[.](?=\s+[A-Z])(?<!\b[A-Z]\.)|\b(?:adopted at|progress|achieved|following|after|since|ahead of|outcomes?|agreed|recall\w*|discuss\w*|"
    r"welcom\w+|support\w*|implement\w*|situation|conditions|commitments?)\b"
)
FAR = 200


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
        for cue in HELD.finditer(line):
            found = held_in(line, cue.end())
            if found:
                return found, f'text: "{line[cue.start() : cue.end() + FAR][:80]}"'
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


def held_in(line: str, start: int) -> str:
    """The first place named after a cue; a building, a body or a month is passed over."""
    stop = ANOTHER_MATTER.search(line, start)
    end = min(stop.start() if stop else len(line), start + FAR)
    places: Iterator[str] = (valid_place(found["place"]) for found in _IN.finditer(line, start, end))
    return next((place for place in places if place), "")
