"""Footnotes: which blocks are their bodies, and where their marks are glued to the words of the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapporteur.compare.model import Block, BlockKind, LeftOut

_BODY = re.compile(r"\s*(?:\[\^?(\d{1,3})\]:?|(\d{1,3})|([¹²³⁰-⁹]{1,3}))\s+(?=\S)")
_MARKDOWN_BODY = re.compile(r"\s*\[\^[^\]\s]{1,20}\]:")
# Looking for marks that are not there walks through all the text; a text that opens so many paragraphs with a
# bare 1, 2 or 3 that are no notes has no notes.
_MOST_MISSES = 40
# A mark whose note stands elsewhere: a figure glued to the semicolon or stop that ends a paragraph.
_LOOSE_MARK = re.compile(r"(?<=[a-zà-ÿ)”’][;.])(\d{1,2}|[¹²³⁴-⁹]{1,2})(?=[ \t]*(?:\n|\Z))")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def leave_out_notes(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[LeftOut, ...]]:
    """The blocks without footnote bodies and without their marks, and the bodies with the reason."""
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
        # "resolution 5/5,22 for": a comma between figures parts thousands only before three of them.
        rf"(?<=\d,){number}(?=\s|\Z)" if number < 100 else rf"(?<=\d,){number}(?=\Z)",
    )
    for shape in shapes:
        is_last_resort = shape in shapes[3:]
        pattern = re.compile(shape)
        for at in range(after[0], before):
            start = after[1] if at == after[0] else 0
            for found in pattern.finditer(texts[at], start):
                if is_last_resort or not _is_reference(texts[at], found.start()):
                    return at, found.start(), found.end()
    return None


def _is_reference(text: str, at: int) -> bool:
    """True where the digit belongs to a symbol or a number: ``CP.2``, ``B.07``, ``4.1``, ``1,5``, ``no.2``."""
    return (
        re.search(r"(?:[A-Z]\.|\d[.,:]|\b[Nn]o\.|/|\bart\.|\bpara\.)\Z", text[max(0, at - 6) : at])
        is not None
    )
