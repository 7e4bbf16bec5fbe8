"""Which forum, meeting, place, date and kind a document is, and how each was found."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from rapporteur.compare.clauses.boilerplate import publishing_line
from rapporteur.compare.clauses.brackets import reads_as_draft
from rapporteur.compare.clauses.kinds import names_kind, patterns_of, tell_kind
from rapporteur.compare.clauses.meeting import is_dateline, read_days, read_next, read_number, who_met
from rapporteur.compare.clauses.place import GATHERING, Found, Head, read_place, valid_place
from rapporteur.compare.model import Block, BlockKind, Detected, Document, Masthead, Meeting, StatementKind
from rapporteur.compare.text.dates import MONTH_NAMES, find_days
from rapporteur.compare.text.normalise import tidy
from rapporteur.compare.text.numerals import ORDINAL

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
_STOPPED = re.compile(r"(?<!\b[Nn]o)[.;:!?,][\"'”’)\]]*\d{0,3}\Z|[¹²³⁴-⁹]\Z")
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
    name, name_reason = _forum(head, known, path)
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
        parts = _parts(block)
        whole = " ".join(parts)
        is_sentence = _STOPPED.search(whole) and len(whole.split()) >= _FEWEST_OF_A_SENTENCE
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
        if below in own and (re.search(r"\d", title) or re.search(rf"\b{GATHERING}\b", below, re.I)):
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


# Folders that hold files without saying whose they are.
_NO_FORUM = frozenset(
    "dev fd proc tmp temp data statements downloads documents desktop home work files input inbox src test tests pdf html docx txt md".split()
)
# Where git puts the versions that it hands to a program.
_GIT_TEMPORARY = ("git-blob-", "git-difftool.")
# The body in a title: "Joint Statement of the 4th Meeting of Harbour Ministers", "Minutes of the Reed Policy Committee",
# "Lantern Initiative 2024 Joint Statement".
_CAPITALS = r"(?:(?!Held\b)[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|and|on)\s+(?:the\s+)?)?(?=[A-Z]))?){2,8}"
_SPEAKERS = r"(?:(?:(?:Ministers|Leaders|Heads|Representatives|Members|Participants|Chairs?|Co-Chairs|Governors|Directors|and)\s+)+(?:of|from)\s+(?:the\s+)?)?"
_BODIES_IN_TITLE = (
    re.compile(
        rf"\b(?i:statement|declaration|communiqu[eé]|minutes|resolution|decision|summary|account|record)\s+(?:of|by|from)\s+(?:the\s+)?"
        rf"(?:(?:[\w-]+\s+){{0,3}}?(?i:{GATHERING})\s+of\s+(?:the\s+)?)?{_SPEAKERS}(?P<body>{_CAPITALS})"
    ),
    re.compile(
        rf"\A(?:The\s+)?(?P<body>{_CAPITALS}?)\s+(?:20\d\d\s+)?(?:Leaders[’']?\s+)?(?:Joint\s+)?(?i:statement|declaration|communiqu[eé]|resolution)\b"
    ),
)
# "Procès-verbal de la 2e réunion du Comité des roseaux", "Acta de la reunión del Consejo de Juncos".
_ROMANCE_BODY = re.compile(
    rf"\b(?i:{GATHERING})\s+(?:[\w-]+\s+){{0,2}}?(?:du|des|de|del|de la|de los|de las|da|do|dos)\s+(?:la\s+|l['’])?"
    r"(?P<body>(?:Comit[ée]|Conseil|Commission|Conférence|Groupe|Assemblée|Ministres|Chefs|Union|Banque|Organisation|Consejo|Comisión|Comité|Grupo|Asamblea|"
    r"Conferencia|Ministr[oa]s|Jefes|Junta|Unión|Banco|Organización|Conselho|Comissão|Conferência)\b[^,:;.()\d]{0,60}?)"
    r"(?=\s*(?:[,:;.(\d]|\Z|[–—]|\b(?:tenue?|celebrad[ao]|à|en|realizada)\b))",
    re.I,
)
# One of these makes a name a body's; countries side by side are two speakers and no body.
_INSTITUTION = re.compile(
    r"\b(?:Council|Committee|Commission|Initiative|Forum|Group|Dialogue|Ministers|Association|Alliance|Union|League|Community|Organi[sz]ation|"
    r"Bank|Assembly|Parliament|Coalition|Task Force|Board|Network|Authority|Federation|Treaty|Conference|Compact|Agency|Secretariat)\b"
)
_NOT_OF_BODY = re.compile(
    rf"\b(?:meetings?|summit|session|annual|joint|press|special|extraordinary|regular|first|second|third)\b|\b(?:{ORDINAL})\b|\b(?:{'|'.join(MONTH_NAMES)})\b|\d+|[’']s?(?=\s|\Z)",
    re.I,
)


def _forum(head: Head, known: dict[str, str], path: Path) -> Found:
    """The body that speaks: declared, by the folder, by its name in the title or in the sentence that says who met."""
    if known.get("forum"):
        return known["forum"], "declared"
    folder = path.parent.name.lower()
    is_name = re.fullmatch(r"[a-z][a-z0-9_.-]{1,60}", folder) and not folder.startswith(_GIT_TEMPORARY)
    if is_name and folder not in _NO_FORUM:
        return folder, "folder name"
    own = head.title if names_kind(head.title) else "\n".join((head.title, *head.lines))
    for place, text in (("title", own), ("text", "\n".join(who_met(head)))):
        for name, patterns in patterns_of("body"):
            found = next((found for pattern in patterns if (found := pattern.search(text))), None)
            if found:
                return name, f'{place}: "{" ".join(found[0].split())[:80]}"'
        body = _body_in_title(own) if place == "title" else None
        if body:
            return body
    for line in (*head.lines, *(line for line in head.closing if _BANK.fullmatch(line))):
        # A letterhead: the body that issues the paper, on a line of its own; a bank's may stand at the foot.
        is_name = len(line.split()) <= _LONGEST_NAME and not (
            publishing_line(line) or names_kind(line) or is_dateline(line)
        )
        if (
            is_name
            and names_kind(head.title)
            and _INSTITUTION.search(line.title())
            and not _STOPPED.search(line)
        ):
            name = _slug(re.split(r"\s+for\s+", line, flags=re.I)[0])
            if "-" in name:
                return name, f'line: "{line}"'
    return "unknown", "nothing told the forum"


_LONGEST_NAME = 12
_BANK = re.compile(r"(?:The\s)?(?:[A-Z]\w+\s){0,3}Bank(?:\sof\s[A-Z]\w+(?:\s[A-Z]\w+)?)?")


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", _NOT_OF_BODY.sub(" ", name).lower())
    return re.sub(r"[^a-z0-9]+", "-", re.sub(r"[\u0300-\u036f]", "", plain)).strip("-")


def _body_in_title(title: str) -> Found | None:
    for pattern in _BODIES_IN_TITLE:
        found = pattern.search(title)
        if found and _INSTITUTION.search(found["body"]):
            slug = _slug(found["body"])
            if "-" in slug:
                return slug, f'title: "{" ".join(found[0].split())[:80]}"'
    romance = _ROMANCE_BODY.search(title)
    slug = _slug(romance["body"]) if romance else ""
    return (slug, f'title: "{" ".join(romance[0].split())[:80]}"') if romance and "-" in slug else None
