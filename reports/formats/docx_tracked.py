"""The later statement as tracked changes on the earlier one, in WordprocessingML: w:ins, w:del, w:moveFrom, w:moveTo.

"Accept all" leaves the later statement's clauses in its order, "reject all" the earlier one's in its own, letter for
letter. Each clause is one paragraph under its printed number. Source: ECMA-376-1, 17.13.5, "Revisions".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from rapporteur.compare.model import Clause, Comparison, EditKind
from rapporteur.compare.text.sequences import longest_chain
from rapporteur.reports.briefing.wording import cleaned, edits_of

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "rapporteur"
"""The author of every tracked change."""

STYLE = "tracked"
"""Style of the paragraphs that hold the statement: a test and a reader find them by it."""


class Role(Enum):
    """What a paragraph is: in its place, deleted, inserted, or one end of a move."""

    KEPT = "kept"
    DELETED = "w:del"
    INSERTED = "w:ins"
    MOVED_FROM = "w:moveFrom"
    MOVED_TO = "w:moveTo"


SHOWS_OLD, SHOWS_NEW = (Role.KEPT, Role.DELETED, Role.MOVED_FROM), (Role.KEPT, Role.INSERTED, Role.MOVED_TO)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph to write: its role and its runs, each kept, inserted or deleted; ``move`` numbers a move's two ends."""

    role: Role
    runs: tuple[tuple[EditKind, str], ...]
    move: int = 0


@dataclass(frozen=True, slots=True)
class _Pair:
    """Old and new clauses of one change, by where they begin in their statements."""

    old: int
    new: int
    runs: tuple[tuple[EditKind, str], ...]


def paragraphs_of(comparison: Comparison) -> Iterator[Paragraph]:
    """The paragraphs in an order in which both statements can be read: pairs that keep their order stand in place, the
    others are moves; what was deleted comes before what was inserted."""
    pairs, alone = _pairs(comparison)
    chain = set(longest_chain(sorted((pair.new, pair.old) for pair in pairs)))
    kept = [pair for pair in pairs if (pair.new, pair.old) in chain]
    moved = [pair for pair in pairs if (pair.new, pair.old) not in chain]
    old = [(at, Paragraph(Role.DELETED, runs)) for at, runs in alone[0].items()]
    new = [(at, Paragraph(Role.INSERTED, runs)) for at, runs in alone[1].items()]
    for number, pair in enumerate(moved, 1):
        old.append((pair.old, Paragraph(Role.MOVED_FROM, pair.runs, number)))
        new.append((pair.new, Paragraph(Role.MOVED_TO, pair.runs, number)))
    sides = [sorted(side, key=lambda item: item[0]) for side in (old, new)]
    for pair in sorted(kept, key=lambda pair: pair.new):
        for side, end in zip(sides, (pair.old, pair.new), strict=True):
            while side and side[0][0] < end:
                yield side.pop(0)[1]
        yield Paragraph(Role.KEPT, pair.runs)
    for side in sides:
        yield from (paragraph for _, paragraph in side)


Alone = dict[int, tuple[tuple[EditKind, str], ...]]


def _pairs(comparison: Comparison) -> tuple[list[_Pair], tuple[Alone, Alone]]:
    """The pairs, and by their places the clauses that stand alone: those of one statement only, and those of a split or
    merger whose parts are not neighbours, for such parts cannot share a paragraph."""
    sides = (comparison.old.clauses, comparison.new.clauses)
    places = [{clause.address: at for at, clause in enumerate(side)} for side in sides]
    pairs: list[_Pair] = []
    alone: tuple[Alone, Alone] = {}, {}
    for change in comparison.changes:
        at = [
            sorted(place[a] for a in addresses if a in place)
            for place, addresses in zip(places, (change.old, change.new), strict=True)
        ]
        clauses = [[side[i] for i in found] for side, found in zip(sides, at, strict=True)]
        if all(at) and all(found[-1] - found[0] == len(found) - 1 for found in at):
            was, now = (" ".join(c.text for c in side) for side in clauses)
            edits = edits_of(was, now, change.edits)
            runs = (*_numbers(*clauses), *((e.kind, e.text) for e in edits))
            pairs.append(_Pair(at[0][0], at[1][0], runs))
            continue
        for found, kind, texts in zip(at, (EditKind.DELETE, EditKind.INSERT), alone, strict=True):
            side = sides[0] if kind is EditKind.DELETE else sides[1]
            texts |= {i: ((kind, _number([side[i]]) + side[i].text),) for i in found}
    return pairs, alone


def _numbers(olds: list[Clause], news: list[Clause]) -> tuple[tuple[EditKind, str], ...]:
    """The printed number, as a change of its own where it changed."""
    before, after = _number(olds), _number(news)
    if before == after:
        return ((EditKind.KEEP, before),)
    return (EditKind.DELETE, before), (EditKind.INSERT, after)


def _number(clauses: list[Clause]) -> str:
    """The address within the statement as typed text: a list number under tracked changes shows "2.[4.]"."""
    return f"[{clauses[0].address.rpartition('#')[2]}] "


def write_tracked(document: Document, comparison: Comparison, when: str, language: str) -> None:
    """Append the comparison to the document; ``when`` is an ISO 8601 time, ``language`` a BCP 47 tag."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import OxmlElement

    style = document.styles.add_style(STYLE, WD_STYLE_TYPE.PARAGRAPH)
    tag = OxmlElement("w:lang", {_w("val"): language})
    style.element.get_or_add_rPr().append(tag)
    marks = _Marks(when)
    for paragraph in paragraphs_of(comparison):
        marks.write(document.add_paragraph(style=STYLE)._p, paragraph)


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


class _Marks:
    """Writes paragraphs with their marks; every mark needs a number of its own."""

    def __init__(self, when: str) -> None:
        self.when, self.last = when, 0

    def write(self, target: Any, paragraph: Paragraph) -> None:
        from docx.oxml import OxmlElement

        role = paragraph.role
        if role is not Role.KEPT:  # its end too, so that a paragraph that goes leaves no empty line
            properties = OxmlElement("w:rPr")
            properties.append(self._mark(role.value))
            target.get_or_add_pPr().append(properties)
        opened = self._open_move(target, paragraph)
        for kind, text in paragraph.runs:
            if kind is EditKind.DELETE and role in SHOWS_OLD:
                self._run(target, text, "w:del")
            elif kind is EditKind.INSERT and role in SHOWS_NEW:
                self._run(target, text, "w:ins")
            elif kind is EditKind.KEEP:
                self._run(target, text, "" if role is Role.KEPT else role.value)
        if opened:
            target.append(OxmlElement(f"{role.value}RangeEnd", {_w("id"): opened}))

    def _open_move(self, target: Any, paragraph: Paragraph) -> str:
        """Begin the range of a move, which ties its two ends together by name; its number, "" where there is none."""
        if not paragraph.move:
            return ""
        start = self._mark(f"{paragraph.role.value}RangeStart")
        start.set(_w("name"), f"move{paragraph.move}")
        target.append(start)
        return str(self.last)

    def _run(self, target: Any, text: str, mark: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        run = OxmlElement("w:r")
        words = OxmlElement("w:delText" if mark == "w:del" else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = cleaned(text)
        run.append(words)
        if mark:
            marked = self._mark(mark)
            marked.append(run)
            run = marked
        target.append(run)

    def _mark(self, tag: str) -> Any:
        from docx.oxml import OxmlElement

        self.last += 1
        named = {"id": str(self.last), "author": AUTHOR, "date": self.when}
        return OxmlElement(tag, {_w(key): value for key, value in named.items()})
