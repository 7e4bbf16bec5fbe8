"""Which forum, meeting, place, date and kind a document is, and how each was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.clauses.boilerplate import publishing_line
from rapporteur.compare.clauses.brackets import reads_as_draft
from rapporteur.compare.clauses.kinds import tell_kind
from rapporteur.compare.model import BlockKind, Detected, Document, Masthead, Meeting, StatementKind
from rapporteur.compare.text.dates import MONTHS, Days, find_days
from rapporteur.compare.text.normalise import tidy

# The masthead, and the sentence that says when and where, stand within this many blocks.
_HEAD_BLOCKS = 12
# So few words that begin small are the rest of a title that was cut in two.
_REST_WORDS = 6
_HEAD_CHARACTERS = 4000
# The meeting's number stands in a title or in the sentence that opens the text; further down others are named.
_OPENING = 700

_ORDINAL_WORDS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
_TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}
_GATHERING = r"(?:(?i:meeting|summit|conference|session|dialogue|forum|exchange|council|assembly|round|ministerial|convening|gathering)|[A-Z]{4,})"
_NUMBER = re.compile(
    rf"\b(?i:(?P<digits>\d{{1,3}})\s?(?:st|nd|rd|th)|(?P<tens>twenty|thirty|forty|fifty)-(?P<unit>\w+)|(?P<word>{'|'.join(_ORDINAL_WORDS)}))\s+"
    rf"(?:(?:[A-Z][\w’'&/–-]*|of|the|on|for|and|in-person|annual|leaders?|ministerial)[’']?\s+){{0,10}}?{_GATHERING}\b"
)
_SYMBOL = re.compile(r"\b(?:decisions?|resolution)\s+(?:no\.?\s*)?(\d{1,4}(?:/[A-Z]{2,4}\.\d{1,3})?)", re.I)
_HELD = re.compile(
    r"\b(?:held|met|gathered|convened?|took place|hosted|meeting|assembled)\b[^.]{0,160}?\b(?:in|at)\s+"
    r"(?P<place>(?:the\s+)?[A-Z](?:[\w’'-]|\.(?=[A-Z]))*(?:(?:,?[ ](?:de |of |el-)?)[A-Z](?:[\w’'-]|\.(?=[A-Z]))*){0,6})"
)
_PLACE_BEFORE_DATE = re.compile(
    r"(?P<place>[A-Z][\w’'.-]*(?:,?\s+(?:(?:am|an der|de|del|do|da|of|la|las|los|el)\s+)?[A-Z][\w’'.-]*){0,5}),\s*\Z"
)
_FILE_DATE = re.compile(r"\b((?:19|20)\d\d)[-_]?([01]\d)[-_]?([0-3]\d)\b")

# Sides of a text that say which body it comes from, where neither folder nor front matter does.
_BODIES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("adgmin", re.compile(r"\bASEAN Digital Ministers|\bADGMIN\b")),
    (
        "unfccc",
        re.compile(
            r"\bConference of the Parties\b.{0,80}?\b(?:Convention|Paris Agreement|Kyoto|Climate)|\bUNFCCC\b",
            re.S,
        ),
    ),
    ("fomc", re.compile(r"\bFederal Open Market Committee\b")),
    ("ecb", re.compile(r"\bEuropean Central Bank\b|\bECB\b.{0,40}Governing Council")),
    ("g7", re.compile(r"\bGroup of Seven\b|\bG7 Leaders\b", re.I)),
    ("g20", re.compile(r"\bG20\b.{0,40}\b(?:Leaders|Ministers)")),
    ("quad", re.compile(r"\bQuad Leaders\b")),
    ("apec", re.compile(r"\bAPEC\b.{0,60}\bMinist", re.S)),
    ("brics", re.compile(r"\bBRICS\b.{0,60}\b(?:Summit|Leaders)")),
    ("asean", re.compile(r"\bASEAN\b.{0,60}\b(?:Ministers|Summit|Leaders)")),
)


GIVEN = "given"
"""The reason of a forum that nothing in or about the file tells: whoever read it said so."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What is read to find the masthead: title lines, the first blocks, the last ones, and what was declared."""

    titles: tuple[str, ...]
    top: str
    end: str
    text: str
    declared: dict[str, str]


def read_masthead(
    document: Document, *, forum: str = "", declared: Sequence[tuple[str, str]] = ()
) -> Masthead:
    """The masthead of ``document``. ``forum`` (from a workspace or an option) overrides what was found.

    Declared facts (front matter, ``FILE.toml`` beside the file, ``declared``) come before the text, the text
    before the file's name, and every fact carries its reason.
    """
    head = _head(document, declared)
    path = Path(document.source)
    kind, kind_reason = _kind(head, document)
    days, date_reason = _date(head, path)
    number, number_reason = _number(head)
    place, place_reason = _place(head)
    name, name_reason = _forum(head, path)
    if forum and forum != name:
        name, name_reason = forum, GIVEN
    title = _title(head, path)
    facts = (
        Detected("forum", name, name_reason),
        Detected("number", number, number_reason),
        Detected("place", place, place_reason),
        Detected("date", days[1], date_reason),
        Detected("kind", kind.value, kind_reason),
        Detected("title", title, "title line" if head.titles else "file name"),
    )
    meeting = Meeting(name, number, place, days[1], days[0] if days[0] != days[1] else "")
    return Masthead(meeting, kind, title, tuple(fact for fact in facts if fact.value))


def _head(document: Document, given: Sequence[tuple[str, str]]) -> _Head:
    declared = {key: value for key, value in (*document.metadata, *given) if value}
    running = [block for block in document.blocks if block.text.strip()]
    title = next((block for block in running[:4] if block.kind is BlockKind.HEADING and block.level), None)
    if document.format == "html" and "title" not in declared:
        shown = tidy(title.text) if title else declared.get("page title", "")
        declared = {**declared, "title": shown} if shown else declared
    first = running[:_HEAD_BLOCKS]
    titles = [declared["title"]] if declared.get("title") else []
    for block in first:
        line = tidy(block.text)
        is_asked_for = titles and re.search(r"\b(?:of|the|and|to|in|on|for|from|with|its|by)\Z", titles[-1])
        if is_asked_for or (titles and line[:1].islower() and len(line.split()) <= _REST_WORDS):
            titles[-1] = f"{titles[-1]} {line}"
            continue
        if block.kind is not BlockKind.HEADING and (len(line) > 160 or line.endswith((".", ",", ";"))):
            break
        titles.append(line)
    top = "\n".join(" ".join(block.text.split()) for block in first)[:_HEAD_CHARACTERS]
    end = "\n".join(" ".join(block.text.split()) for block in running[-3:])[-600:]
    text = "\n".join(" ".join(block.text.split()) for block in running)
    return _Head(tuple(titles), top, end, text, declared)


def _kind(head: _Head, document: Document) -> tuple[StatementKind, str]:
    declared = head.declared.get("kind", "")
    if declared in list(StatementKind):
        return StatementKind(declared), "declared"
    if document.revisions:
        return StatementKind.DRAFT, f"{len(document.revisions)} tracked changes"
    if reads_as_draft(head.text):
        return StatementKind.DRAFT, "passages in square brackets"
    return tell_kind(head.titles, head.text)


def _date(head: _Head, path: Path) -> tuple[tuple[str, str], str]:
    """First and last day with the reason: declared last day, else the day that text and file name agree on."""
    for key in ("last_day", "meeting_date"):
        if head.declared.get(key):
            given = find_days(head.declared[key])
            if given:
                return (head.declared.get("first_day", given[-1].first), given[-1].last), f"declared {key}"
    stamp = _FILE_DATE.search(path.name)
    in_name = "-".join(stamp.groups()) if stamp else ""
    in_front = next((d.last for d in find_days(head.declared.get("date", ""))), "")
    in_text = _days_of_meeting(head)
    for days in in_text:
        if days.last == in_name or (not in_name and days.last == in_front):
            return (days.first, days.last), f'text: "{days.text}"'
    if in_text and not in_name and not in_front:
        return (in_text[0].first, in_text[0].last), f'text: "{in_text[0].text}"'
    near = [days for days in in_text if _is_near(days.last, in_name or in_front)]
    if near and not in_name:
        return (near[0].first, near[0].last), f'text: "{near[0].text}"'
    if in_name:
        return (in_name, in_name), "file name"
    return (in_front, in_front), "front matter" if in_front else ""


def _days_of_meeting(head: _Head) -> list[Days]:
    """Days named at the top, ranges first, then in the closing line."""
    top = find_days("\n".join(head.titles[:6]) + "\n" + head.top)
    ranges = [days for days in top if days.first != days.last]
    return [*ranges, *(days for days in top if days not in ranges), *find_days(head.end)]


def _is_near(day: str, other: str) -> bool:
    """True for days of the same or the neighbouring month."""
    if not (day and other):
        return False
    months = [int(d[:4]) * 12 + int(d[5:7]) for d in (day, other)]
    return abs(months[0] - months[1]) <= 1


def _number(head: _Head) -> tuple[str, str]:
    if head.declared.get("meeting") or head.declared.get("number"):
        return head.declared.get("meeting") or head.declared["number"], "declared"
    for text in (*head.titles, head.top[:_OPENING]):
        symbol = _SYMBOL.search(text) if text in head.titles else _SYMBOL.match(text)
        if symbol:
            return symbol[1], f'text: "{symbol[0]}"'
        for found in _NUMBER.finditer(text):
            # "The first in-person meeting" counts something else than the body's meetings.
            if not (found["word"] == "first" and text not in head.titles):
                return str(_ordinal(found)), f'text: "{" ".join(found[0].split())}"'
    return "", ""


def _ordinal(found: re.Match[str]) -> int:
    if found["digits"]:
        return int(found["digits"])
    if found["word"]:
        return _ORDINAL_WORDS.index(found["word"].lower()) + 1
    unit = found["unit"].lower()
    return _TENS[found["tens"].lower()] + (_ORDINAL_WORDS.index(unit) + 1 if unit in _ORDINAL_WORDS else 0)


def _place(head: _Head) -> tuple[str, str]:
    if head.declared.get("place"):
        return head.declared["place"], "declared"
    for line in head.titles:
        for days in find_days(line):
            before = _PLACE_BEFORE_DATE.search(line[: days.start])
            if before:
                return before["place"], f'title line: "{line}"'
            after = re.match(r",\s*([A-Z][\w’'.-]*(?:,?\s+[A-Z][\w’'.-]*){0,4})\Z", line[days.end :])
            if after:
                return after[1], f'title line: "{line}"'
    for found in _HELD.finditer(head.top):
        place = found["place"].rstrip(" .,")
        if place.split()[0].rstrip(",").lower() not in MONTHS and not re.search(r"\d", place):
            return place, f'text: "{found[0][-80:]}"'
    return "", ""


def _forum(head: _Head, path: Path) -> tuple[str, str]:
    if head.declared.get("forum"):
        return head.declared["forum"], "declared"
    folder = path.parent.name.lower()
    if re.fullmatch(r"[a-z][a-z0-9_.-]{1,60}", folder) and folder not in _NO_FORUM:
        return folder, "folder name"
    for name, pattern in _BODIES:
        found = pattern.search("\n".join(head.titles) + "\n" + head.top)
        if found:
            return name, f'text: "{" ".join(found[0].split())[:80]}"'
    return "unknown", "nothing told the forum"


# Folders that hold files without saying whose they are.
_NO_FORUM = frozenset(
    "tmp temp data statements downloads documents desktop home work files input inbox src test tests pdf html docx txt md".split()
)


def _title(head: _Head, path: Path) -> str:
    if head.declared.get("title"):
        return " ".join(head.declared["title"].split())
    lines = [line for line in head.titles if not (find_days(line) or publishing_line(line))]
    return ": ".join(line.rstrip(":") for line in lines[:2]) if lines else path.stem.replace("-", " ")
