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
LEAST_ENTRIES = 3
"""Two are as often a distinction inside a thought; from three on it is a list."""
LEAST_LETTERS = 8
"""An entry of fewer letters belongs to a reference ("paragraphs 4 (a), (b) and (c)")."""

SEPARATED = re.compile(r"(?:[;,]|[;,]?\s(?:and|or|as well as))\s*\Z")


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
            if _is_list(entries) and sentence[: marks[0].start()].strip():
                return sentence[: marks[0].start()].strip(), entries
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


def _is_list(entries: tuple[tuple[str, str], ...]) -> bool:
    """Every entry has words of its own and all but the last end as entries do."""
    long_enough = all(sum(map(str.isalpha, text)) >= LEAST_LETTERS for _, text in entries)
    return long_enough and all(SEPARATED.search(text) for _, text in entries[:-1])
