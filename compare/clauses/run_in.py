"""Lists that stand inside a sentence: "areas in (i) ports; (ii) pilots; and (iii) charts" is an opening and three entries."""

from __future__ import annotations

import re

ENUMERATOR = re.compile(r"(?<=[\s:])\(?(?P<key>[ivx]{1,4}|[a-h]|\d{1,2})\)\s+(?=\S)")
"""A letter or number in brackets, or closed by one, with a space around it."""

ORDERS = (
    ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"),
    tuple("abcdefgh"),
    tuple(str(n) for n in range(1, 13)),
)
LEAST_ENTRIES = 2
"""A list of two needs semicolons between its entries or a colon before them; commas are as often a distinction inside a thought."""
LEAST_LETTERS = 8
"""An entry of fewer letters belongs to a reference ("paragraphs 4 (a), (b) and (c)")."""

_AND = r"(?:and|or|as well as|et|ou|ainsi que|y|e|o|u|así como)"
SEPARATED = re.compile(rf"(?:[;,]|[;,]?\s{_AND})\s*\Z")
SEMICOLON = re.compile(rf";\s*(?:{_AND}\s*)?\Z")


def split_run_in(sentence: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The opening of a sentence and the (key, text) of its entries; no entries where it holds no list.

    >>> split_run_in("work in (i) calm ports; (ii) brave pilots; and (iii) good charts.")
    ('work in', (('i', 'calm ports;'), ('ii', 'brave pilots; and'), ('iii', 'good charts.')))
    """
    for order in ORDERS:
        marks = _in_order(sentence, order)
        if len(marks) >= LEAST_ENTRIES:
            ends = [mark.start() for mark in marks[1:]] + [len(sentence)]
            entries = tuple(
                (mark["key"], sentence[mark.end() : end].strip())
                for mark, end in zip(marks, ends, strict=True)
            )
            opening = sentence[: marks[0].start()].strip()
            if opening and _is_list(opening, entries):
                return opening, entries
    return sentence, ()


def _in_order(sentence: str, order: tuple[str, ...]) -> list[re.Match[str]]:
    """The enumerators that follow ``order`` from its beginning; others between them are left alone."""
    found: list[re.Match[str]] = []
    for mark in ENUMERATOR.finditer(sentence):
        if len(found) == len(order):
            break
        if mark["key"] == order[len(found)]:
            found.append(mark)
    return found


def _is_list(opening: str, entries: tuple[tuple[str, str], ...]) -> bool:
    """Every entry has words of its own and all but the last end as entries do."""
    if len(entries) == LEAST_ENTRIES and not (opening.endswith(":") or SEMICOLON.search(entries[0][1])):
        return False
    long_enough = all(sum(map(str.isalpha, text)) >= LEAST_LETTERS for _, text in entries)
    return long_enough and all(SEPARATED.search(text) for _, text in entries[:-1])
