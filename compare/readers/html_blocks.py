"""The blocks of a page: a walk down its elements that begins a new line where a browser would, and counts its lists."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapporteur.compare.model import Block, BlockKind, LeftOut, Noise, Revision, RevisionKind
from rapporteur.compare.readers.html_boilerplate import SILENT, texts_of
from rapporteur.compare.readers.tables import Cell, read_grid, spread
from rapporteur.compare.text.numerals import list_label

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS = frozenset(
    "address article blockquote body center dd details div dl dt fieldset figcaption figure header hgroup h1 h2 h3 h4 h5 h6 "
    "hr li main ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th|er|e|o|a|º|ª)\s*", re.I)
_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|\*{1,3}|[a-z]|[†‡§])[\])]?\s*", re.I)
_EXPONENT = re.compile(r"\s*[-−–+]?\d{1,3}\s*")
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
# A raised figure after one of these is a power or a formula, not a footnote's mark.
_POWER = re.compile(r"(?:\b(?:k|c|m|d)?m|\b10|CO)\Z")
# A cell with more words than this belongs to a table that lays out a page.
_LONGEST_CELL = 150
_DEEPEST = 200


# What a raised text stands after is in the last few texts held.
_LAST_PARTS = 4


@dataclass(slots=True)
class _Reading:
    """What is gathered while walking down the page."""

    furniture: Mapping[HtmlElement, str]
    blocks: list[Block] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    held: list[str] = field(default_factory=list)
    bold: int = 0
    plain: int = 0
    jumping: int = 0
    staying: int = 0
    label: str | None = None
    level: int = 0
    marks: set[str] = field(default_factory=set)
    note: bool = False
    """Whether the held text began with a mark that stood raised in the text above: it is that mark's note."""


def read_blocks(
    root: HtmlElement, furniture: Mapping[HtmlElement, str]
) -> tuple[tuple[Block, ...], tuple[LeftOut, ...], tuple[Noise, ...], tuple[Revision, ...]]:
    """The blocks under ``root``, what was left out there and around it, the noise of its markup, and what was struck
    out or put in."""
    reading = _Reading(furniture)
    _leave_siblings(root, reading)
    _walk(root, reading, ())
    _flush(reading)
    noise = tuple(Noise(kind, count) for kind, count in sorted(reading.counts.items()))
    return tuple(reading.blocks), tuple(reading.left), noise, tuple(reading.revisions)


def _leave_siblings(root: HtmlElement, reading: _Reading) -> None:
    """Everything outside the chosen element is left out, by its outermost elements."""
    chain = {root, *root.iterancestors()}
    for ancestor in root.iterancestors():
        for child in ancestor:
            if isinstance(child.tag, str) and child not in chain and child.tag not in (*SILENT, "head"):
                _leave(child, reading.furniture.get(child, "outside the main part"), reading)


def _leave(element: HtmlElement, why: str, reading: _Reading) -> None:
    text = " ".join(" ".join(texts_of(element)).split())
    if text:
        reading.left.append(LeftOut(why, text))


def _walk(element: HtmlElement, reading: _Reading, lists: tuple[HtmlList, ...]) -> None:
    """Text, children and tails of ``element`` in order; blocks are flushed where a browser begins a new line."""
    if element.text:
        _hold(element.text, reading)
    items = lists[-1] if lists and element.tag in ("ol", "ul") else list_of(element)
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            why = reading.furniture.get(child)
            if why:
                _leave(child, why, reading)
            elif child.tag in _BLOCKS:
                _walk_block(child, reading, lists, items)
            else:
                _walk_inline(child, reading, lists)
        if child.tail:
            _hold(child.tail, reading)


def _walk_block(child: HtmlElement, reading: _Reading, lists: tuple[HtmlList, ...], items: HtmlList) -> None:
    """One block element; ``items`` counts it where it is an item of a list."""
    _flush(reading)
    tag = child.tag
    if tag == "hr":
        reading.blocks.append(Block("", kind=BlockKind.RULE))
    elif tag == "table" and not _is_layout(child):
        _rows(child, reading)
    elif len(lists) > _DEEPEST:
        _leave(child, "nested too deeply", reading)
    elif tag == "li":
        reading.level = max(0, len(lists) - 1)
        reading.label = items.next_label(child, reading.level)
        _walk(child, reading, lists)
        _flush(reading)
        reading.label, reading.level = None, 0
    elif tag in ("ol", "ul"):
        _walk(child, reading, (*lists, list_of(child)))
    else:
        _walk(child, reading, lists)
        _flush(reading, heading=_HEADINGS.get(str(tag), 0))
    _flush(reading)


def _walk_inline(element: HtmlElement, reading: _Reading, lists: tuple[HtmlList, ...]) -> None:
    tag = element.tag
    if tag == "br":
        if reading.held and reading.held[-1] == "\n":
            _flush(reading)
        else:
            reading.held.append("\n")
        return
    if tag == "sup" and _raised(element, reading):
        return
    if tag in ("del", "s", "strike") or _STRUCK_STYLE.search(element.get("style") or ""):
        _revise(element, RevisionKind.DELETION, reading)
        return
    if tag == "ins":
        _revise(element, RevisionKind.INSERTION, reading)
    is_bold = tag in ("b", "strong")
    if is_bold or tag in ("i", "em", "u"):
        reading.counts["bold or italic"] = reading.counts.get("bold or italic", 0) + 1
    is_jump = tag == "a" and (element.get("href") or "").startswith("#")
    reading.bold += is_bold
    reading.jumping += is_jump
    _walk(element, reading, lists)
    reading.bold -= is_bold
    reading.jumping -= is_jump


def _revise(element: HtmlElement, kind: RevisionKind, reading: _Reading) -> None:
    """Struck words are no part of the text; they are listed, as inserted ones are."""
    words = " ".join(" ".join(texts_of(element)).split())
    if words:
        reading.revisions.append(Revision(kind, words))
        if kind is RevisionKind.DELETION:
            reading.left.append(LeftOut("struck text", words))


def _raised(element: HtmlElement, reading: _Reading) -> bool:
    """True where a raised text is dealt with: an ordinal's letters kept, a footnote's mark left out."""
    text = element.text_content()
    before = "".join(reading.held[-_LAST_PARTS:]).rstrip("\n")
    if _ORDINAL.fullmatch(text) and before[-1:].isdigit():
        reading.counts["superscript ordinals"] = reading.counts.get("superscript ordinals", 0) + 1
        reading.held.append(text.strip())
        return True
    if re.search(r"(?<![\d.,])10\Z", before) and _EXPONENT.fullmatch(text) and element.find(".//a") is None:
        reading.held.append(f"^{text.strip()}")
        return True
    if _MARK.fullmatch(text) and not (_POWER.search(before) and element.find(".//a") is None):
        reading.left.append(LeftOut("footnote mark", text.strip()))
        if not before.strip() and text.strip() in reading.marks:
            reading.note = True
        reading.marks.add(text.strip())
        return True
    return False


def _hold(text: str, reading: _Reading) -> None:
    plain = re.sub(r"[ \t\r\n\f]+", " ", text)
    reading.held.append(plain)
    if plain.strip():
        reading.plain += not reading.bold
        reading.staying += not reading.jumping


def _flush(reading: _Reading, heading: int = 0) -> None:
    """The held text becomes a block."""
    text = re.sub(r" *\n *", "\n", re.sub(r" +", " ", "".join(reading.held))).strip(" \n")
    is_bold, is_jump = not reading.plain, not reading.staying
    reading.held, reading.plain, reading.staying = [], 0, 0
    if not text:
        return
    is_note, reading.note = reading.note, False
    if is_note:
        reading.left.append(LeftOut("footnote", text))
        return
    if is_jump:
        reading.left.append(LeftOut("navigation", text))
        return
    if heading:
        reading.blocks.append(Block(text.replace("\n", " "), kind=BlockKind.HEADING, level=heading))
        return
    label = reading.label
    if label and re.match(r"\(?[\divxIVXa-zA-Z]{1,4}[.)]\s", text):
        label = None
    kind = BlockKind.ITEM if reading.label else BlockKind.PARAGRAPH
    for part in text.split("\n"):
        if part.strip():
            reading.blocks.append(
                Block(part.strip(), kind=kind, label=label, level=reading.level, bold=is_bold)
            )
            label = None
    reading.label = None


def _is_layout(table: HtmlElement) -> bool:
    if table.get("role") == "presentation" or table.find(".//table") is not None:
        return True
    return any(len(cell.text_content().split()) > _LONGEST_CELL for cell in table.iter("td"))


def _rows(table: HtmlElement, reading: _Reading) -> None:
    """The rows of a table; a struck row or word of a cell is a revision as elsewhere."""
    rows = []
    for row in table.iter("tr"):
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        if reading.furniture.get(row):
            _leave(row, reading.furniture[row], reading)
        else:
            rows.append(
                [
                    Cell(_cell_text(cell, reading), _span(cell, "colspan"), _span(cell, "rowspan"))
                    for cell in cells
                ]
            )
    blocks, left = read_grid(spread(rows))
    reading.blocks.extend(blocks)
    reading.left.extend(left)


def _cell_text(cell: HtmlElement, reading: _Reading) -> str:
    """What stands in a cell, in one line, its lists with their labels."""
    inner = _Reading(reading.furniture, left=reading.left, revisions=reading.revisions, counts=reading.counts)
    _walk(cell, inner, ())
    _flush(inner)
    return " ".join(" ".join(f"{block.label or ''} {block.text}" for block in inner.blocks).split())


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or ""
    return int(value) if re.fullmatch(r"\d{1,4}", value) else 1


_UNMARKED = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_STYLES = (
    ("lower-alpha", "a"),
    ("lower-latin", "a"),
    ("lower-roman", "i"),
    ("upper-alpha", "A"),
    ("upper-latin", "A"),
    ("upper-roman", "I"),
)
# Larger numbers are a page's mistake or a trap.
_ITEM_NUMBER = re.compile(r"-?\d{1,6}")


@dataclass(slots=True)
class HtmlList:
    """A list while its items are walked: ``kind`` is how it counts (1, a, A, i, I), "•" for bullets, "" for no mark."""

    kind: str
    number: int
    step: int

    def next_label(self, item: HtmlElement, depth: int) -> str | None:
        """The label of the next item, whose own value sets the count and whose own type how it counts; None for no mark."""
        value = item.get("value") or ""
        self.number = int(value) if _ITEM_NUMBER.fullmatch(value) else self.number
        number, self.number = self.number, self.number + self.step
        if self.kind in ("", "•"):
            return self.kind or None
        return list_label(item.get("type") or self.kind, number, depth)


def list_of(element: HtmlElement) -> HtmlList:
    """The count of the items that are children of ``element``, a list or what stands for one."""
    style = element.get("style") or ""
    is_reversed = element.get("reversed") is not None
    kind = ""
    if not _UNMARKED.search(style):
        kind = _kind(element, style) if element.tag == "ol" else _bullet(element)
    return HtmlList(kind, _first(element, is_reversed=is_reversed), -1 if is_reversed else 1)


def _kind(element: HtmlElement, style: str) -> str:
    names = f"{style} {element.get('class') or ''}".lower()
    return element.get("type") or next((kind for word, kind in _STYLES if word in names), "1")


def _bullet(element: HtmlElement) -> str:
    """A list of a single item is a page's way to set a paragraph in."""
    items = (child for child in element if child.tag == "li")
    return "•" if next(items, None) is not None and next(items, None) is not None else ""


def _first(element: HtmlElement, *, is_reversed: bool) -> int:
    start = element.get("start") or ""
    if element.tag == "ol" and _ITEM_NUMBER.fullmatch(start):
        return int(start)
    return sum(1 for child in element if child.tag == "li") if element.tag == "ol" and is_reversed else 1
