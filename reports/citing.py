"""How a clause is cited: the part of the statement it stands in, its paragraph, and several of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

UNNUMBERED = re.compile(r"^p(\d+)")
"""How a paragraph without a printed number is addressed: its place in its part, counted from one."""

PART_HYPHEN = re.compile(r"(?<=[a-z])-|-(?=[a-z])")
"""A hyphen that stands for a space in a part's name: "annex-ii", "2-CMA.4-annex"; not the one of "2-CMA.4"."""

WORD = re.compile(r"(?:^|, )paras? ")
"""The word before the paragraphs, with the comma behind the part."""


def cited(address: str, paragraph: str = "") -> str:
    """An address as a sentence cites it: "para 8.b", "para [3]", "annex, para [1](d)", "article 2, para 1".

    In brackets stands a paragraph that has no printed number, by its place. ``paragraph`` is the printed
    number, for an address that names none.
    """
    part, _, label = address.rpartition("#")[2].rpartition("/")
    label = UNNUMBERED.sub(r"[\1]", label) or paragraph
    return f"{PART_HYPHEN.sub(' ', part)}, para {label}" if part else f"para {label}"


def together(citations: Iterable[str]) -> str:
    """Several clauses cited in one breath: "paras 8.b, 9", "annex, paras [1](a), [1](b)", "para 3; annex, para [1]"."""
    pairs = [(before, label) for before, _, label in (one.rpartition("para ") for one in citations)]
    told = []
    for before, group in groupby(pairs, lambda pair: pair[0]):
        labels = [label for _, label in group]
        told.append(f"{before}para{'s' if len(labels) > 1 else ''} {', '.join(labels)}")
    return "; ".join(told)


def bare(citation: str) -> str:
    """A citation under a column that says what it is: "8.b, 9", "annex [1](d)"."""
    return "; ".join(WORD.sub(" ", part).strip() for part in citation.split("; "))


def opening(citation: str) -> str:
    """A citation at the head of a line: its first letter is a capital, and no other letter changes."""
    return citation[:1].upper() + citation[1:]
