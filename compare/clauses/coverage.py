"""Two figures of how well a source was read: which share of its letters was kept, and which of its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from rapidfuzz.distance import LCSseq
from rapporteur.compare.model import BlockKind, Clause, Document, LeftOut

# A heading names something; with more words, or with the stop of a sentence, it is a sentence that was lost.
_LONGEST_HEADING = 30
_SENTENCE = re.compile(r"[a-zà-ÿ\d)”’][.;]\s*\Z")
_FEWEST_OF_A_SENTENCE = 9
# No word is this long; words glued to each other are.
_GLUED = re.compile(r"\b[^\W\d_]{30,}\b")
_NUMBER_ALONE = re.compile(r"[\W\d]*(?:[A-Za-z]|[ivxIVX]{1,5})?[\W\d]*")
# A bullet in the midst of a clause: the entry behind it is lost in the clause.
_INNER_BULLET = re.compile(r"\s[•●▪◦‣⁃]\s")
_HEADS = frozenset({"heading", "running head", "running foot"})
_LOST = frozenset({"nested too deeply", "text box"})


def measure_coverage(document: Document, clauses: Sequence[Clause], left_out: Iterable[LeftOut]) -> float:
    """The share (0-1) of the letters and figures of a document's blocks that are not lost.

    It says nothing of what the reader of the format could not see at all, such as pictures.
    """
    own = _count(block.text for block in document.blocks)
    lost = sum(_count([item.text]) for item in left_out if _is_lost(item))
    lost += _count(clause.text for clause in clauses if _NUMBER_ALONE.fullmatch(clause.text))
    lost += _count(found[0] for clause in clauses for found in _GLUED.finditer(clause.text))
    lost += _count(
        clause.text[found.end() :] for clause in clauses if (found := _INNER_BULLET.search(clause.text))
    )
    kept = _count(clause.text for clause in clauses) + _count(
        {(c.paragraph, c.line): c.label for c in clauses}.values()
    )
    in_blocks = {item.text for item in document.left_out}
    kept += _count(item.text for item in left_out if item.text not in in_blocks)
    missing = max(0, own - kept)
    return round(max(0.0, 1 - (lost + missing) / max(1, own)), 4)


def _is_lost(item: LeftOut) -> bool:
    if item.why in _LOST:
        return True
    words = len(item.text.split())
    is_sentence = words >= _FEWEST_OF_A_SENTENCE and _SENTENCE.search(item.text) is not None
    return item.why in _HEADS and (is_sentence or words > _LONGEST_HEADING)


def _count(texts: Iterable[str]) -> int:
    """Letters and figures, which a mended hyphen does not change as it changes the number of words."""
    return sum(sum(map(str.isalnum, text)) for text in texts)


_PRINTED = re.compile(r"\s*\(?(\d{1,3})(?:\.(?=\s|\Z)|\)(?=\s|\Z))")


def count_numbers(document: Document, clauses: Sequence[Clause]) -> tuple[int, int]:
    """How many of the paragraph numbers that a document prints in order became labels in that order, and how many it prints.

    A number is printed where a line begins with "7." or "7)" and 6 or another 7 came before it, or it is a 1 that begins
    a row; a lone number at the start of a line ("2024.") is none. The figure knows nothing of the labels' own rules.
    """
    lines = [
        (block.label or line if at == 0 else line)
        for block in document.blocks
        if block.kind not in (BlockKind.ROW, BlockKind.RULE, BlockKind.HEADING)
        for at, line in enumerate(block.text.split("\n"))
    ]
    printed = _rows([int(found[1]) for line in lines if (found := _PRINTED.match(line))])
    return _in_order(printed, _labels(clauses)), len(printed[:_MOST_NUMBERS])


def _labels(clauses: Sequence[Clause]) -> list[int]:
    """The numbers of paragraphs, entries and numbered headings in reading order."""
    labels: list[int] = []
    place: tuple[str, int | None, str] | None = None
    section = ""
    for clause in clauses:
        if clause.section != section:
            section = clause.section
            headed = re.match(r"(\d{1,3})[.)]?\s", section)
            labels += [int(headed[1])] if headed else []
        number = re.fullmatch(r"\D*(\d{1,3})\D*", clause.label)
        if number and not clause.run_in and place != (clause.paragraph, clause.line, clause.label):
            labels.append(int(number[1]))
        place = (clause.paragraph, clause.line, clause.label)
    return labels


def _rows(numbers: Sequence[int]) -> list[int]:
    """The numbers that count on from one before them, and the 1 from which they count."""
    kept: list[int] = []
    waiting: list[int] = []
    for at, number in enumerate(numbers):
        due = max((row for row in waiting if row <= number <= row + _MOST_SKIPPED), default=None)
        if due is not None:
            waiting.remove(due)
        elif number != 1 or 2 not in numbers[at + 1 : at + _FAR]:
            continue
        kept.append(number)
        waiting.append(number + 1)
    return kept


# A row may skip a number that was printed in another way; its next number stands within so many others.
_MOST_SKIPPED, _FAR = 2, 60
# The longest statement known prints 500 numbers; matching takes the square of their number.
_MOST_NUMBERS = 2_000


def _in_order(printed: Sequence[int], labels: Sequence[int]) -> int:
    """How many of ``printed`` are met, in this order, walking down ``labels`` once."""
    return LCSseq.similarity(printed[:_MOST_NUMBERS], labels[:_MOST_NUMBERS])
