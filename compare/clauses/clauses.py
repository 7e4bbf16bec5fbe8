"""Pieces become clauses: sentences of a paragraph and entries of its lists, each with an address of its own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.compare.clauses.label_shapes import Style
from rapporteur.compare.clauses.run_in import split_run_in
from rapporteur.compare.clauses.segments import Piece
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import BlockKind, Clause, Part
from rapporteur.compare.text.dates import find_days
from rapporteur.compare.text.sentences import split_sentences

_NUMBERED = (Style.NUMBER, Style.BARE, Style.DECIMAL, Style.CAPITAL, Style.ROMAN_CAPITAL)
_ENTRY_ORDER = (Style.OPTION, Style.NUMBER_ENTRY, Style.LETTER, Style.ROMAN, Style.BULLET)
_ANNEX = re.compile(r"(annex(?:ure)?|appendix|attachment|schedule)\b\s*([IVX]{1,5}|\d{1,2}|[A-Z])?\b", re.I)
_ARTICLE = re.compile(r"(?:article|rule|regulation)\s+\d{1,3}(?:\s?(?:bis|ter))?\b", re.I)
_DECISION = re.compile(
    r"(?:draft\s+)?(?:decision|resolution)\s+(?:no\.?\s*)?([\w./-]{0,12}\d[\w./-]{0,12})\Z", re.I
)
_CLOSING_SECTION = re.compile(
    r"\W*(?:next meeting|acknowledge?ments?|closing|conclusions?|appreciation)\b", re.I
)
# A line at the top with one of these words, or with a year, is the title or the date line, not a section.
_TITLE_LINE = re.compile(
    r"\b(?:statement|declaration|communiqu[eé]|decision|resolution|minutes|press|meeting|summit|conference|"
    r"session|agreement|plan|(?:19|20)\d\d)\b",
    re.I,
)
# The longest statement known has some 1,500 clauses.
_MOST_CLAUSES = 20_000
_LONGEST_CLOSING_LINE = 12
_LONGEST_SECTION_BELOW_TITLE = 8
_SLUG = re.compile(r"[^\w]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """A clause before it has an address: which paragraph, which entries down, which sentence."""

    piece: Piece
    paragraph: str
    path: tuple[str, ...]
    text: str
    section: str
    lead: str
    part: Part
    label: str = ""


def cut_clauses(pieces: Sequence[Piece], name: str) -> tuple[Clause, ...]:
    """The clauses of a statement called ``name``, in reading order, with unique addresses and their spans."""
    units = _units(pieces, name)
    addresses = _addresses(units)
    clauses, at = [], 0
    for unit, address in zip(units, addresses, strict=True):
        label = unit.label or (unit.piece.label.printed if unit.piece.label else "")
        clauses.append(
            Clause(
                address=f"{name}#{address}",
                paragraph=unit.paragraph,
                section=unit.section,
                text=unit.text,
                start=at,
                end=at + len(unit.text),
                page=unit.piece.page,
                line=unit.piece.line,
                label=label,
                lead=unit.lead,
                part=unit.part,
                run_in=bool(unit.label),
            )
        )
        at += len(unit.text) + 1
    return tuple(clauses)


def _units(pieces: Sequence[Piece], name: str) -> list[Unit]:
    walk = _Walk(pieces)
    for index, piece in enumerate(pieces):
        if piece.text.count(". ") <= _MOST_CLAUSES:
            walk.take(index, piece)
        if max(len(walk.units), piece.text.count(". ")) > _MOST_CLAUSES:
            raise UnreadableError(f"{name}: more than {_MOST_CLAUSES:,} clauses; this is no statement.")
    return walk.units


class _Walk:
    """Where we are in the statement while walking down its pieces once."""

    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.units: list[Unit] = []
        self.section = self.prefix = self.paragraph = self.decision = ""
        self.path: tuple[tuple[int, str], ...] = ()
        self.leads: dict[int, str] = {}
        self.unnumbered = 0
        self.bullets: dict[tuple[str, ...], int] = {}
        self.bullet: tuple[int, int] | None = None
        self.is_row = False
        self.listed = _numbered_lists(pieces)
        self.seen: set[str] = set()
        self.open = self.lettered = False
        numbered = [
            i for i, p in enumerate(pieces) if p.label and p.label.style in (Style.NUMBER, Style.BARE)
        ]
        self.first_number = numbered[0] if len(numbered) > 2 else -1
        self.last_number = numbered[-1] if len(numbered) > 2 else len(pieces)
        running = [i for i, p in enumerate(pieces) if p.kind is not BlockKind.HEADING]
        self.first_text = running[0] if running else 0
        self.title_lines = [p for p in pieces[: self.first_text] if p.kind is BlockKind.HEADING]

    def take(self, index: int, piece: Piece) -> None:
        if piece.kind is BlockKind.HEADING:
            self._heading(index, piece)
            return
        style = piece.label.style if piece.label else None
        if style is Style.CAPITAL:
            self.lettered = True
        if style in (Style.NUMBER, Style.BARE) and (self.lettered or index in self.listed):
            style = Style.NUMBER_ENTRY
        if style in _NUMBERED and piece.label:
            self._open_paragraph(self._numbered_key(piece.label.key))
        elif style is not None and piece.label:
            self._open_entry(style, piece.label.key, piece.level)
        elif piece.kind is BlockKind.ROW or not (self.open and self.path and _is_tail(piece.text)):
            self.unnumbered += 1
            self._open_paragraph(self.prefix + f"p{self.unnumbered}")
        else:
            self.path = ()
        self.is_row = piece.kind is BlockKind.ROW
        self._write(index, piece)

    def _heading(self, index: int, piece: Piece) -> None:
        text = " ".join(piece.text.split())
        annex, decision, article = _ANNEX.match(text), _DECISION.match(text), _ARTICLE.match(text)
        if annex:
            own = "-".join(part.lower() for part in annex.groups() if part)
            self.prefix = f"{self.decision}-{own}/" if self.decision else f"{own}/"
        elif article:
            self.prefix = _SLUG.sub("-", article[0].lower()) + "/"
        elif decision and self.seen:
            self.decision = decision[1].replace("/", "-")
            self.prefix = f"{self.decision}/"
        is_title = index < self.first_text and (piece is not self.title_lines[-1] or is_title_line(text))
        self.section = "" if is_title else text
        self.open, self.path, self.lettered = False, (), False

    def _numbered_key(self, key: str) -> str:
        """The key with its prefix; numbers that start again without an annex are told apart by their section."""
        if self.prefix + key in self.seen and key in ("1", "A", "I"):
            self.prefix = self._prefix_of_section()
        return self.prefix + key

    def _prefix_of_section(self) -> str:
        """The section's own number where it has one that is still free, else its words."""
        numbered = re.match(r"([A-Z]|[IVXL]+|\d{1,2})[.)]\s", self.section)
        short = f"{numbered[1].lower()}/" if numbered else ""
        if short and not any(key.startswith(short) for key in self.seen):
            return short
        words = _SLUG.sub("-", self.section.lower()).strip("-")
        return f"{words[:40].rpartition('-')[0] if len(words) > 40 else words or 'next'}/"

    def _open_paragraph(self, key: str) -> None:
        self.paragraph, self.path, self.open, self.bullets, self.bullet = key, (), True, {}, None
        self.leads = {}
        self.seen.add(key)

    def _open_entry(self, style: Style, key: str, level: int) -> None:
        if not self.open or self.is_row:
            self.unnumbered += 1
            self._open_paragraph(self.prefix + f"p{self.unnumbered}")
        # Bullets have no letters to tell their depth; the deeper one is set in further.
        rank = _ENTRY_ORDER.index(style) + (level if style is Style.BULLET else 0)
        if style is Style.BULLET:
            self.bullet = (rank, level)
        elif self.bullet and level > self.bullet[1]:
            rank += self.bullet[0] + 1
        else:
            self.bullet = None
        outer = tuple(step for step in self.path if step[0] < rank)
        if style is Style.BULLET:
            place = tuple(key for _, key in outer)
            self.bullets[place] = self.bullets.get(place, 0) + 1
            key = str(self.bullets[place])
        self.path = (*outer, (rank, key))

    def _write(self, index: int, piece: Piece) -> None:
        depth = len(self.path)
        lead = self.leads.get(depth - 1, "") if depth else " ".join(piece.heads.split())
        part = self._part(index, piece)
        for sentence in split_sentences(piece.text):
            path = tuple(key for _, key in self.path)
            text, entries = split_run_in(sentence)
            self.units.append(Unit(piece, self.paragraph, path, text, self.section, lead, part))
            self.leads[depth] = text
            for key, entry in entries:
                inside = (*path, key)
                self.units.append(
                    Unit(piece, self.paragraph, inside, entry, self.section, text, part, label=f"({key})")
                )

    def _part(self, index: int, piece: Piece) -> Part:
        if self.first_number >= 0 and index > self.first_number and _is_closing_line(piece):
            return Part.CLOSING
        if self.prefix:
            return Part.OPERATIVE
        if self.first_number >= 0 and index < self.first_number:
            return Part.PREAMBLE
        if index > self.last_number and not self.path and self.paragraph.startswith("p"):
            return Part.CLOSING
        return Part.CLOSING if _CLOSING_SECTION.match(self.section) else Part.OPERATIVE


_MOST_LISTED = 20
_STEM = re.compile(r":[\"'”’)]*\Z")
# "The Ministers agreed as follows:" opens the statement's own paragraphs, not a list.
_OPENS_ALL = re.compile(
    r"\b(?:as follows|the following (?:decisions?|measures? for approval|conclusions|declaration|statement)|that|hereby|declare|decides?)\W*\Z",
    re.I,
)
_SENTENCE_START = re.compile(
    r"\W*(?:We|The|This|These|It|Our|In|Ministers|Leaders|Members|Both|They|There|[A-Z]{3,}|[A-Z][a-z]+s)\b"
)


def _numbered_lists(pieces: Sequence[Piece]) -> frozenset[int]:
    """Indexes of numbered pieces that are entries of the unnumbered sentence above them, which ends with a colon:
    "we must do more through the following actions: 1. Plant reeds. 2. Clean the wells."
    """
    listed: set[int] = set()
    for at, piece in enumerate(pieces[:-1]):
        is_stem = (
            piece.label is None and piece.kind is BlockKind.PARAGRAPH and _STEM.search(piece.text.rstrip())
        )
        if not is_stem or _OPENS_ALL.search(piece.text.rstrip()):
            continue
        run = [at + 1]
        while run[-1] < len(pieces) and _is_number(pieces[run[-1]], len(run)):
            run.append(run[-1] + 1)
        run.pop()
        entries = [pieces[i].text for i in run]
        if 2 <= len(run) <= _MOST_LISTED and not any(_SENTENCE_START.match(text) for text in entries):
            listed.update(run)
    return frozenset(listed)


def _is_number(piece: Piece, value: int) -> bool:
    return (
        piece.label is not None
        and piece.label.style in (Style.NUMBER, Style.BARE)
        and piece.label.value == value
    )


def _is_closing_line(piece: Piece) -> bool:
    """True for "14th plenary meeting, 18 November 2017": few words, no number of its own, a day."""
    return (
        piece.label is None
        and len(piece.text.split()) <= _LONGEST_CLOSING_LINE
        and bool(find_days(piece.text))
    )


def is_title_line(text: str) -> bool:
    """True for a line that names the document or its day rather than a section of it."""
    return _TITLE_LINE.search(text) is not None or len(text.split()) > _LONGEST_SECTION_BELOW_TITLE


def _is_tail(text: str) -> bool:
    """True for a line after a list that ends the sentence the list stands in."""
    return re.match(r"[a-z]", text) is not None


def _addresses(units: Sequence[Unit]) -> list[str]:
    """``8``, ``8.b``, ``8(a)``, ``8(a).b``; a letter only where there are several sentences."""
    places = [unit.paragraph + "".join(f"({key})" for key in unit.path) for unit in units]
    total, met = Counter(places), Counter[str]()
    addresses, used = [], Counter[str]()
    for place in places:
        address = place if total[place] == 1 else f"{place}.{_letter(met[place])}"
        met[place] += 1
        used[address] += 1
        addresses.append(address if used[address] == 1 else f"{address}~{used[address]}")
    return addresses


def _letter(index: int) -> str:
    """0 is a, 25 is z, 26 is aa, 27 is ab."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(97 + rest) + letters
    return letters
