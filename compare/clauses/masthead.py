"""Which forum, meeting, place, date and kind a document is, and how each was found."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from rapporteur.compare.clauses.boilerplate import publishing_line
from rapporteur.compare.clauses.brackets import reads_as_draft
from rapporteur.compare.clauses.kinds import STOPPED, names_kind, read_forum, tell_kind
from rapporteur.compare.clauses.meeting import is_dateline, read_days, read_next, read_number
from rapporteur.compare.clauses.place import GATHERING, Found, Head, read_place, valid_place
from rapporteur.compare.model import Block, BlockKind, Detected, Document, Masthead, Meeting, StatementKind
from rapporteur.compare.text.dates import find_days
from rapporteur.compare.text.normalise import tidy

GIVEN = "given"
"""The reason of a forum that nothing in or about the file tells: whoever read it said so."""

# The masthead, and the sentence that says when and where, stand within this many blocks.
_HEAD_BLOCKS = 14
_OPENING_BLOCKS, _OPENING_CHARACTERS = 3, 1_500
_CLOSING_BLOCKS, _LONGEST_CLOSING_LINE = 16, 160
_FEW_WORDS = 4
_LONGEST_TITLE_LINE, _FEWEST_OF_A_SENTENCE = 240, 8
_FILE_DATE = re.compile(r"\b((?:19|20)\d\d)[-_]?([01]\d)[-_]?([0-3]\d)\b")
# A day in the opening sentence further from the file's own date than this many days is another meeting's.
_NEAR = 45
# A title goes on where a line ends with one of these words, or where the next begins small.
_DANGLING = re.compile(
    r"\b(?:of|the|and|to|in|on|for|from|with|its|by|de|des|du|la|del|y|et|between)\Z", re.I
)
_LABELLED = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]\s")
# "Distr.: General / 8 March 2022 / Original: English": the day of printing.
_DISTRIBUTION = re.compile(r"\bDistr(?:ibution)?\b\.?\s*:|\bOriginal\s*:", re.I)
_ASIDE = re.compile(r"\(.*\)|\W*(?:translation|original|distr\.?|agenda item|series of|page)\b.*", re.I)


def read_masthead(
    document: Document, *, forum: str = "", declared: Sequence[tuple[str, str]] = ()
) -> Masthead:
    """The masthead of ``document``. ``forum`` (from a workspace or an option) overrides what was found.

    Declared facts (front matter, ``FILE.toml`` beside the file, ``declared``) come before the text, the text
    before the file's name, and every fact carries its reason. What nothing says is "" and is no fact.
    """
    known = {key: value for key, value in (*document.metadata, *declared) if value}
    path = Path(document.source)
    running = [block for block in document.blocks if block.text.strip()]
    head, titles, reason = _head(document, running, known)
    text = "\n".join(" ".join(block.text.split()) for block in running)
    kind, kind_reason = _kind(known, document, titles, text)
    first, last, date_reason, other = _date(head, known, path)
    number, number_reason = _declared(known, "meeting", "number") or read_number(head)
    place, place_reason = _declared(known, "place") or read_place(head)
    name, name_reason = read_forum(head, known, path)
    if forum and forum != name:
        name, name_reason = forum, GIVEN
    title = head.title or path.stem.replace("-", " ")
    coming, coming_reason = read_next(running, number)
    facts = (
        Detected("forum", name, name_reason),
        Detected("number", number, number_reason),
        Detected("place", place, place_reason),
        Detected("date", last, date_reason),
        Detected("another date", other[0], other[1]),
        Detected("kind", kind.value, kind_reason),
        Detected("title", title, reason if head.title else "file name"),
        Detected("next meeting", coming, coming_reason),
    )
    meeting = Meeting(name, number, place, last, first if first != last else "")
    return Masthead(meeting, kind, title, tuple(fact for fact in facts if fact.value))


def _declared(known: dict[str, str], *keys: str) -> Found | None:
    value = next((known[key] for key in keys if known.get(key)), "")
    return (value, "declared") if value else None


def _head(
    document: Document, running: Sequence[Block], known: dict[str, str]
) -> tuple[Head, tuple[str, ...], str]:
    """The head, the lines that may name the kind (the title first), and how the title was found."""
    lines, used = _title_lines(running[:_HEAD_BLOCKS])
    title, reason = " ".join(known.get("title", "").split()), "declared"
    if not title:
        shown = next((tidy(b.text) for b in running[:4] if b.kind is BlockKind.HEADING and b.level == 1), "")
        page = known.get("page title", "") if document.format == "html" else ""
        title, reason = _title(lines, shown or page), "title line"
    opening = [" ".join(block.text.split()) for block in running[used : used + _OPENING_BLOCKS]]
    while len(opening) > 1 and sum(map(len, opening)) > _OPENING_CHARACTERS:
        opening.pop()
    closing = _closing_lines(running)
    head = Head(
        title,
        tuple(line for line in lines if line != title),
        tuple(line[:_OPENING_CHARACTERS] for line in opening),
        closing,
    )
    return head, tuple(dict.fromkeys((title, *lines))), reason


def _closing_lines(running: Sequence[Block]) -> tuple[str, ...]:
    """The short blocks at the end, notes apart, line by line, the last first: a dateline may close a text."""
    found: list[str] = []
    for block in reversed(running[-_CLOSING_BLOCKS:]):
        lines = [" ".join(line.split()) for line in block.text.split("\n") if line.strip()]
        is_note = re.match(r"\s*\[?\d{1,3}\]?\s+\S", block.text) and not find_days(lines[0])
        if is_note or len(" ".join(lines)) > _LONGEST_CLOSING_LINE:
            continue
        found.extend((" ".join(lines), *lines) if len(lines) > 1 else lines)
    return tuple(dict.fromkeys(found))


def _title_lines(blocks: Sequence[Block]) -> tuple[list[str], int]:
    """The short lines above the text, with lines joined that go on, and how many blocks they are."""
    lines: list[str] = []
    used = 0
    for block in blocks:
        if _DISTRIBUTION.search(block.text) and len(block.text) <= _LONGEST_TITLE_LINE:
            used += 1
            continue
        if used and block.kind is BlockKind.ITEM:
            break
        parts = _parts(block)
        whole = " ".join(parts)
        is_sentence = STOPPED.search(whole) and len(whole.split()) >= _FEWEST_OF_A_SENTENCE
        if block.kind is not BlockKind.HEADING and not publishing_line(whole) and not is_dateline(whole):
            is_numbered = block.label is not None or _LABELLED.match(whole)
            is_told = re.match(r"\W*(?:\d+\.\s*)?(?:date|place|venue|lieu|lugar|time)\b[\w ]*:", whole, re.I)
            if not is_told and (
                len(whole) > _LONGEST_TITLE_LINE or is_sentence or (is_numbered and len(whole.split()) > 3)
            ):
                break
        used += 1
        for part in parts:
            if (
                lines
                and _is_place(lines[-1])
                and is_dateline(part)
                and not re.search(r"\b[^\W\d_]{4,}\b.*\b[^\W\d_]{4,}\b", part)
            ):
                lines[-1] = f"{lines[-1]}, {part}"
                continue
            goes_on = (
                lines and not is_dateline(lines[-1]) and (_DANGLING.search(lines[-1]) or part[:1].islower())
            )
            if goes_on and not publishing_line(part):
                lines[-1] = f"{lines[-1]} {part}"
            else:
                lines.append(part)
    return lines, used


def _is_place(line: str) -> bool:
    """True for "San Tadeo, Velde" or "Orsa", alone in its line."""
    return valid_place(line) == line and (len(line.split()) == 1 or "," in line) and not names_kind(line)


_SIGNED = re.compile(
    r"(?:decision|resolution|measure|recommendation)\s+(?:no\.?\s*)?[\w/.-]*\d[\w/.()-]*", re.I
)


def _parts(block: Block) -> list[str]:
    """The lines of a block that stand apart: a dateline and a "Place:" line do, a wrapped title does not."""
    parts: list[str] = []
    for line in (tidy(line) for line in block.text.split("\n")):
        is_apart = (
            is_dateline(line)
            or publishing_line(line)
            or re.match(r"\W*\d*\W*(?:date|place|venue)\b[\w ]*:", line, re.I)
        )
        if (
            parts
            and line
            and not is_apart
            and not ((is_dateline(parts[-1]) or _SIGNED.fullmatch(parts[-1])) and not line[:1].islower())
        ):
            parts[-1] = f"{parts[-1]} {line}"
        elif line:
            parts.append(line)
    return parts


def _title(lines: Sequence[str], shown: str) -> str:
    """The line that names the paper; the name of the meeting before it where it says nothing but the kind."""
    own = [
        line for line in lines if not (publishing_line(line) or _ASIDE.fullmatch(line) or _is_mere_date(line))
    ]
    if shown and shown not in own:
        own.insert(0, shown)
    at = next((i for i, line in enumerate(own) if names_kind(line)), -1)
    if at < 0:
        return own[0].rstrip(":") if own else ""
    title = own[at].rstrip(":")
    if len(title.split()) <= _FEW_WORDS:
        if at and re.search(rf"\b{GATHERING}\b", own[at - 1], re.I):
            return f"{own[at - 1].rstrip(':')}: {title}"
        below = next(iter(lines[lines.index(own[at]) + 1 :]), "") if own[at] in lines else ""
        if (
            below in own
            and not below.endswith((",", ";"))
            and (re.search(r"\d", title) or re.search(rf"\b{GATHERING}\b", below, re.I))
        ):
            return f"{title}: {below.rstrip(':')}"
    return title


def _is_mere_date(line: str) -> bool:
    return is_dateline(line) and not names_kind(line)


def _kind(
    known: dict[str, str], document: Document, titles: Sequence[str], text: str
) -> tuple[StatementKind, str]:
    declared = known.get("kind", "")
    if declared in list(StatementKind):
        return StatementKind(declared), "declared"
    if _is_revised(document, text):
        return StatementKind.DRAFT, f"{len(document.revisions)} tracked changes"
    if reads_as_draft(text):
        return StatementKind.DRAFT, "passages in square brackets"
    return tell_kind(titles, text)


# A page may hold a stray strike among thousands of words; a draft is struck in every few hundred.
_WORDS_PER_REVISION = 500


def _is_revised(document: Document, text: str) -> bool:
    tracked = any(revision.author for revision in document.revisions)
    revised = sum(len(revision.text.split()) for revision in document.revisions)
    return tracked or revised * _WORDS_PER_REVISION >= max(1, len(text.split())) > 0 < revised


def _date(head: Head, known: dict[str, str], path: Path) -> tuple[str, str, str, Found]:
    """First and last day, the reason, and a day that another source gives with that source."""
    for key in ("last_day", "meeting_date"):
        given = find_days(known.get(key, ""))
        if given:
            return known.get("first_day", given[-1].first), given[-1].last, f"declared {key}", ("", "")
    stamp = _FILE_DATE.search(path.name)
    in_name = next((d.last for d in find_days("-".join(stamp.groups()))), "") if stamp else ""
    in_front = next((d.last for d in find_days(known.get("date", ""))), "")
    days, is_sure = read_days(head)
    other = in_name or in_front
    if days and (is_sure or not other or abs(_ordinal(days.last) - _ordinal(other)) <= _NEAR):
        source = "file name" if in_name else "front matter"
        told = (other, source) if other and other != days.last else ("", "")
        return days.first, days.last, f'text: "{days.text}"', told
    if in_front or in_name:
        best, reason = (in_front, "front matter") if in_front else (in_name, "file name")
        told = (in_name, "file name") if in_name and in_name != best else ("", "")
        return best, best, reason, told
    return "", "", "", ("", "")


def _ordinal(day: str) -> int:
    """Days since year 0, near enough to tell how far apart two days are; a 31 February is 3 March."""
    year, month, date = (int(part) for part in day.split("-"))
    return year * 365 + month * 30 + date
