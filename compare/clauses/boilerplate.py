"""What stands on the page but is no part of the statement: page numbers, footnotes, release and contact lines.

Everything taken away is handed back with the reason, so that nothing is dropped silently.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.compare.model import Block, BlockKind, LeftOut

# A row of dots that leads to a page number at the end.
_LEADERS = re.compile(r"(?:\.\s?){5,}\s*\d{0,4}\s*\Z")
_ORNAMENT = re.compile(r"[\s\W_]*")
_PAGE_NUMBER = re.compile(r"[\s\-–—|]*(?:page\s*)?\d{1,3}(?:\s*(?:of|/|\|)\s*\d{1,3})?[\s\-–—|]*", re.I)
# "UNEP/EA.4/L.27", alone in its line: the sign under which the paper is filed.
_SIGN = re.compile(r"\s*[A-Z]{1,8}(?:/[A-Z0-9][A-Za-z0-9.\-]{0,12}){2,6}\s*")
_END_MARK = re.compile(r"\s*(?:#\s*){1,5}|\s*[-–—*.\s]*(?:ends?|30)[-–—*.\s]*", re.I)

# Lines about the publishing, not of the statement. Each must be short: a paragraph that begins so is text.
_PUBLISHING: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "release line",
        re.compile(
            r"\s*(?:(?:not\s+)?for\s+(?:immediate\s+|general\s+)?(?:release|publication|distribution)|press\s+release\s+no|released\s+(?:on|at))\b",
            re.I,
        ),
    ),
    ("release line", re.compile(r"\s*(?:press|news|media)\s+release\s*\Z", re.I)),
    (
        "release line",
        re.compile(
            r"\s*\(?(?:unofficial\s+|courtesy\s+)?translation\b[^.]{0,80}\)?\s*\Z|\s*check against delivery\b",
            re.I,
        ),
    ),
    (
        "letterhead",
        re.compile(
            r"(?=[^\n]*\b(?:web ?site|e-?mail|tel(?:ephone)?|fax)\.?\s*:)(?=[^\n]*(?:www\.|https?://|@))",
            re.I,
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

_LONGEST_RUNNING_HEAD = 12


_UNFINISHED = re.compile(
    r"(?:[.;,]|\b(?:the|an?|of|and|or|to|in|on|for|with|by|from|at|as|that|which|its|their|this|these|shall|will|be|is|are))\s*\Z"
)
"""How a line ends that is no head of a page: such lines name something and are done."""


def leave_out(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """The blocks that are text of the statement, without footnote marks, and what was left out."""
    reasons = [_reason(block) for block in blocks]
    for index in _running_heads(blocks, reasons):
        reasons[index] = "running head"
    for index, why in _cut_by_pages(blocks, reasons):
        reasons[index] = why
    cut = _start_of_questions(blocks)
    for index in range(cut, len(blocks)):
        reasons[index] = reasons[index] or "questions and answers"
    kept = [block for block, why in zip(blocks, reasons, strict=True) if not why]
    left = [_left(block, why) for block, why in zip(blocks, reasons, strict=True) if why]
    text, notes = leave_out_notes(kept)
    return text, (*left, *notes)


def _cut_by_pages(blocks: Sequence[Block], reasons: Sequence[str]) -> list[tuple[int, str]]:
    """The rest of a contact or release line that a page's end cut, with the line's reason."""
    publishing = {why for why, _ in _PUBLISHING}
    rest: list[tuple[int, str]] = []
    held, over_page = "", False
    for index, (block, why) in enumerate(zip(blocks, reasons, strict=True)):
        if why in publishing:
            held, over_page = (why if block.text.rstrip()[-1:].isalpha() else ""), False
        elif block.kind is BlockKind.RULE or why:
            over_page = over_page or block.kind is BlockKind.RULE
        else:
            if held and over_page and len(block.text) <= _LONGEST_PUBLISHING_LINE:
                rest.append((index, held))
            held = ""
    return rest


# A statement read out before the press ends where the questions begin. The words stand in a short line of
# their own, or in the sentence with which the speaker hands over.
_QUESTIONS_HEADING = re.compile(
    r"\W*(?:questions?\s+(?:and|&)\s+answers?|q\s*(?:&|and)\s*a)\b[^.]{0,40}\Z", re.I
)
_HANDS_OVER = re.compile(
    r"\b(?:ready|happy|glad|pleased|open)\s+(?:now\s+)?(?:to\s+take|to\s+answer|for)\s+(?:your\s+)?questions\b|"
    r"\b(?:will|shall)\s+now\s+take\s+(?:your\s+)?questions\b",
    re.I,
)


def _start_of_questions(blocks: Sequence[Block]) -> int:
    """The index of the first block after the statement was read out; the number of blocks where nobody asks."""
    for index, block in enumerate(blocks):
        short = len(block.text) <= _LONGEST_PUBLISHING_LINE
        if index and short and _QUESTIONS_HEADING.match(block.text):
            return index
        if index and short and _HANDS_OVER.search(block.text):
            return index + 1
    return len(blocks)


def _left(block: Block, why: str) -> LeftOut:
    return LeftOut(why, " ".join(block.text.split()), block.page, block.line)


def _reason(block: Block) -> str:
    """Why a block is no part of the statement, or ""."""
    text = block.text
    if block.kind is BlockKind.RULE or not text.strip():
        return ""
    if block.label is None and _PAGE_NUMBER.fullmatch(text):
        return "page number"
    if block.label is None and _SIGN.fullmatch(text):
        return "running head"
    if _END_MARK.fullmatch(text):
        return "end mark"
    if _ORNAMENT.fullmatch(text):
        return "ornament"
    if _LEADERS.search(text[-_LONGEST_PUBLISHING_LINE:]):
        return "contents"
    if len(text) > _LONGEST_PUBLISHING_LINE:
        return ""
    return publishing_line(text)


def publishing_line(text: str) -> str:
    """What a line is that a press office put about a statement ("contact", "release line"), or "".

    >>> publishing_line("Press contact: A. Clerk"), publishing_line("We agreed on a chart.")
    ('contact', '')
    """
    return next((why for why, pattern in _PUBLISHING if pattern.match(text)), "")


def _running_heads(blocks: Sequence[Block], reasons: Sequence[str]) -> list[int]:
    """Short lines that come again beside a page number or in the midst of a sentence."""
    places: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        words = block.text.split()
        is_note = bool(words) and words[0].isdigit() and len(words) > 1
        if reasons[index] or is_note or _is_of_sentence(block.text) or block.label is not None:
            continue
        if 0 < len(words) <= _LONGEST_RUNNING_HEAD:
            places.setdefault(re.sub(r"\d+", "0", " ".join(words)), []).append(index)
    heads = []
    for again in places.values():
        at_page = [index for index in again if _is_at_page_edge(index, blocks, reasons)]
        if len(again) > 1 and len(at_page) * 2 > len(again):
            heads.extend(again)
    return heads


def _is_of_sentence(text: str) -> bool:
    """True for a line that begins small, ends with a stop or with a word that asks for another: it is of a sentence,
    however often it comes again."""
    return text.lstrip()[:1].islower() or _UNFINISHED.search(text) is not None


def _is_at_page_edge(index: int, blocks: Sequence[Block], reasons: Sequence[str]) -> bool:
    around = [i for i in (index - 1, index + 1) if 0 <= i < len(blocks)]
    if any(reasons[i] == "page number" or blocks[i].kind is BlockKind.RULE for i in around):
        return True
    if len(around) < 2:
        return False
    before, after = blocks[index - 1].text.rstrip(), blocks[index + 1].text.lstrip()
    return before[-1:].islower() and after[:1].islower()


# Footnotes: which blocks are their bodies, and where their marks are glued to the words of the text.

_BODY = re.compile(r"\s*(?:\[\^?(\d{1,3})\]:?|(\d{1,3})|([¹²³⁰-⁹]{1,3}))\s+(?=\S)")
_MARKDOWN_BODY = re.compile(r"\s*\[\^[^\]\s]{1,20}\]:")
# Looking for marks that are not there walks through all the text; a text that opens so many paragraphs with a
# bare 1, 2 or 3 that are no notes has no notes.
_MOST_MISSES = 40
# A mark whose note stands elsewhere: a figure glued to the semicolon or stop that ends a paragraph.
_LOOSE_MARK = re.compile(r"(?<=[a-zà-ÿ)”’][;.])(\d{1,2}|\[\d{1,2}\]|[¹²³⁴-⁹]{1,2})(?=[ \t]*(?:\n|\Z))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def leave_out_notes(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """The blocks without footnote bodies and without their marks, and the bodies with the reason."""
    blocks = [part for block in blocks for part in _notes_apart(block)]
    texts = [block.text for block in blocks]
    bodies = {index for index, block in enumerate(blocks) if _MARKDOWN_BODY.match(block.text)}
    after, patience = (0, 0), _MOST_MISSES
    for chain in _chains(blocks):
        marks = _find_marks(texts, chain, after)
        if len(marks) * 2 < len(chain):
            patience -= 1
            if not patience:
                break
            continue
        bodies.update(index for index, _ in chain)
        # The marks of the next page's or the next decision's notes stand further down.
        after = (marks[-1][0], marks[-1][1])
        for at, start, end in reversed(marks):
            texts[at] = texts[at][:start] + texts[at][end:]
    loose: list[LeftOut] = []
    for at, text in enumerate(texts):
        for mark in reversed(list(_LOOSE_MARK.finditer(text)) if at not in bodies else []):
            texts[at] = texts[at][: mark.start(1)] + texts[at][mark.end(1) :]
            loose.append(LeftOut("footnote mark", mark[1], blocks[at].page, blocks[at].line))
    kept = tuple(
        block if text == block.text else replace(block, text=text)
        for index, (block, text) in enumerate(zip(blocks, texts, strict=True))
        if index not in bodies
    )
    left = (blocks[index] for index in sorted(bodies))
    return kept, (*(LeftOut("footnote", " ".join(b.text.split()), b.page, b.line) for b in left), *loose)


def _notes_apart(block: Block) -> list[Block]:
    """The notes of a block that is a list of them, line by line: "1 Orsa was absent." above "2 In current prices."."""
    lines = block.text.split("\n")
    numbers = [_number_of(line) for line in lines]
    counted = [number for number in numbers if number]
    is_list = (
        len(counted) > 1
        and numbers[0] == counted[0]
        and counted == list(range(counted[0], counted[0] + len(counted)))
    )
    if not is_list or block.label is not None or block.kind is not BlockKind.PARAGRAPH:
        return [block]
    starts = [at for at, number in enumerate(numbers) if number]
    return [
        replace(block, text="\n".join(lines[start:end]), line=block.line + start if block.line else None)
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)
    ]


def _chains(blocks: Sequence[Block]) -> list[list[tuple[int, int]]]:
    """Runs of blocks that begin with 1, 2, 3 ... without a dot, as (index, number); a 1 begins a new run."""
    chains: list[list[tuple[int, int]]] = []
    for index, block in enumerate(blocks):
        if block.kind is not BlockKind.PARAGRAPH or block.label is not None:
            continue
        number = _number_of(block.text)
        if number == 1:
            chains.append([(index, number)])
        elif number and chains and number == chains[-1][-1][1] + 1:
            chains[-1].append((index, number))
    return chains


def _find_marks(
    texts: Sequence[str], chain: Sequence[tuple[int, int]], after: tuple[int, int]
) -> list[tuple[int, int, int]]:
    """Block and span of each note's mark, in order; each stands past ``after``, the last one, and above its note."""
    marks: list[tuple[int, int, int]] = []
    for index, number in chain:
        mark = _find_mark(texts, number, after, index)
        if mark:
            marks.append(mark)
            after = (mark[0], mark[2])
    return marks


def _number_of(text: str) -> int:
    found = _BODY.match(text)
    if not found:
        return 0
    return int(next(group for group in found.groups() if group).translate(_RAISED))


def _find_mark(
    texts: Sequence[str], number: int, after: tuple[int, int], before: int
) -> tuple[int, int, int] | None:
    """Block and span of the first mark of ``number`` past ``after`` and above block ``before``."""
    raised = str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))
    tail = r"(?=[\s,;.:)”’\"'\]\-–—]|\Z)"
    shapes = (
        rf"(?:{raised}|\[{number}\])",
        rf"(?<=[a-zà-ÿ)\]”’\"'.,;:%°]){number}{tail}",
        rf"(?:(?<=[A-Z])|(?<=\b19\d\d)|(?<=\b20\d\d)){number}{tail}",
        rf"(?<=\b[A-Z]\.\d){number}(?=\s|\Z)",
        rf"(?:(?<=\b19\d\d\.)|(?<=\b20\d\d\.)){number}(?=\s+[A-Z]|\s*\Z)",
        # "resolution 5/5,22 for": a comma between figures parts thousands only before three of them.
        rf"(?<=\d,){number}(?=\s|\Z)" if number < 100 else rf"(?<=\d,){number}(?=\Z)",
    )
    for shape in shapes:
        is_last_resort = shape in shapes[3:]
        pattern = re.compile(shape)
        for at in range(after[0], before):
            start = after[1] if at == after[0] else 0
            for found in pattern.finditer(texts[at], start):
                if is_last_resort or shape == shapes[0] or not _is_reference(texts[at], found.start()):
                    return at, found.start(), found.end()
    return None


def _is_reference(text: str, at: int) -> bool:
    """True where the digit belongs to a symbol or a number: ``CP.2``, ``B.07``, ``4.1``, ``1,5``, ``no.2``."""
    return (
        re.search(r"(?:[A-Z]\.|\d[.,:]|\b[Nn]o\.|/|\bart\.|\bpara\.)\Z", text[max(0, at - 6) : at])
        is not None
    )
