"""What stands on the page but is no part of the statement: page numbers, footnotes, release and contact lines.

Everything taken away is handed back with the reason, so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .model import Block, BlockKind, LeftOut

_PAGE_NUMBER = re.compile(r"[\s\-–—|]*(?:page\s*)?\d{1,4}(?:\s*(?:of|/|\|)\s*\d{1,4})?[\s\-–—|]*", re.I)
_END_MARK = re.compile(r"\s*(?:#\s*){1,5}|\s*[-–—*.\s]*(?:ends?|30)[-–—*.\s]*", re.I)

# Lines about the publishing, not of the statement. Each must be short: a paragraph that begins so is text.
_PUBLISHING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "release line",
        re.compile(
            r"\s*(?:for\s+(?:immediate\s+)?release|press\s+release\s+no|released\s+(?:on|at))\b", re.I
        ),
    ),
    ("embargo line", re.compile(r"\s*(?:strictly\s+)?embargo(?:ed)?\b", re.I)),
    (
        "contact",
        re.compile(
            r"\s*(?:media\s+|press\s+)?(?:contacts?(?:\s+information|\s+person|\s+details)?|enquiries|inquiries|OPR|tel(?:ephone)?|e-?mail|fax)\s*:",
            re.I,
        ),
    ),
    (
        "contact",
        re.compile(
            r"\s*for\s+(?:media|press|further|more)\s+(?:inquiries|enquiries|information|details)\b[^.]{0,80}(?:contact|call|e-?mail|visit|see)\b",
            re.I,
        ),
    ),
    (
        "publication date",
        re.compile(
            r"\s*(?:last\s+(?:update|updated|modified)|published|updated)(?:\s+(?:on|at))?\s*:?\s*[\w, ]{0,12}\d",
            re.I,
        ),
    ),
    ("link definition", re.compile(r"\s*\[[^\]\n]{1,80}\]:\s*<?(?:https?|mailto|/|#)", re.I)),
    ("contents", re.compile(r"\s*(?:[*+-]\s*TOC\s*\n?\s*)?\{:?\s*[:.#]?\w[^}\n]{0,60}\}\s*\Z")),
)
_LONGEST_PUBLISHING_LINE = 200

_NOTE = re.compile(r"\s*\[?\^?(\d{1,3})\]?:?\s+(?=\S)")


def leave_out(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """The blocks that are text of the statement, without footnote marks, and what was left out."""
    kept: list[Block] = []
    left: list[LeftOut] = []
    for block in blocks:
        why = _reason(block)
        if why:
            left.append(LeftOut(why, " ".join(block.text.split()), block.page, block.line))
        else:
            kept.append(block)
    return _without_notes(kept, left)


def _reason(block: Block) -> str:
    """Why a block is no part of the statement, or ""."""
    text = block.text
    if block.kind is BlockKind.RULE or not text.strip():
        return ""
    if block.label is None and _PAGE_NUMBER.fullmatch(text):
        return "page number"
    if _END_MARK.fullmatch(text):
        return "end mark"
    if len(text) > _LONGEST_PUBLISHING_LINE:
        return ""
    return next((why for why, pattern in _PUBLISHING if pattern.match(text)), "")


def _without_notes(blocks: list[Block], left: list[LeftOut]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """Footnote bodies are the blocks "1 Text" whose mark was met glued to a word further up."""
    kept: list[Block] = []
    expected = 1
    for block in blocks:
        found = _NOTE.match(block.text) if block.kind is BlockKind.PARAGRAPH and block.label is None else None
        number = int(found[1]) if found else 0
        mark = _find_mark(kept, number) if number and number in (expected, 1) else None
        if mark is None:
            kept.append(block)
            continue
        at, start, end = mark
        text = kept[at].text
        kept[at] = replace(kept[at], text=text[:start] + text[end:])
        left.append(LeftOut("footnote", " ".join(block.text.split()), block.page, block.line))
        expected = number + 1
    return tuple(kept), tuple(left)


# A mark stands this many blocks above its note at most: notes close a page, or a chapter.
_FARTHEST_MARK = 400


def _find_mark(kept: Sequence[Block], number: int) -> tuple[int, int, int] | None:
    """Where the mark of note ``number`` is glued to a word or a stop: block index and span, the last such place."""
    pattern = re.compile(
        rf"(?:(?<=[a-zà-ÿ)\]”’\"'.,;:])|(?<=\b(?:19|20)\d\d)|(?<=[A-Z]{{3}}))\[?{number}\]?(?=[\s,;.:)”’\"'\]]|\Z)"
    )
    for at in range(len(kept) - 1, max(-1, len(kept) - _FARTHEST_MARK), -1):
        found = [m for m in pattern.finditer(kept[at].text) if not _is_reference(kept[at].text, m.start())]
        if found:
            return at, found[-1].start(), found[-1].end()
    return None


def _is_reference(text: str, at: int) -> bool:
    """True where the digit belongs to a symbol or a number: ``CP.2``, ``B.07``, ``4.1``, ``1,5``."""
    return re.search(r"(?:[A-Z]\.|\d[.,]|\b[Nn]o\.|/)\Z", text[max(0, at - 4) : at]) is not None
