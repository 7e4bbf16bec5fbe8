"""How a clause is cited: the part of the statement it stands in, its paragraph, and several of them together."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby

UNNUMBERED = re.compile(r"^p(\d+)")
"""How a paragraph without a printed number is addressed: its place in its part, counted from one."""

PART_HYPHEN = re.compile(r"(?<=[a-z])-|-(?=[a-z])")
"""A hyphen that stands for a space in a part's name: "annex-ii", "2-CMA.4-annex"; not the one of "2-CMA.4"."""

NAMED_PART = re.compile(
    r"(?:annex|annexure|appendix|attachment|schedule|article|rule|regulation)\b|[\w.-]*\d|[a-z]{1,4}\Z"
)
"""A part with a name or number of its own; any other is the words of the heading above its numbers, which start again there."""

NO_WORD = re.compile(r"[^\w]+")
"""What the words of a heading are parted by in an address."""

WORD = re.compile(r"(?:^|, )paras? ")
"""The word before the paragraphs, with the comma behind the part."""


ENTRY = re.compile(r"^(.*?)(\([a-z0-9]+\))$")
"""An entry of a list: its paragraph, and its sign in brackets at the end."""

ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
COUNTED = (ROMAN, tuple("abcdefghijklmnopqrstuvwxyz"), tuple(str(n) for n in range(1, 100)))
"""How entries of lists are counted."""

SHORTEST_RUN = 3
"""Neighbouring entries from which a range is shorter than naming each."""


def cited(address: str, paragraph: str = "", section: str = "") -> str:
    """An address as a sentence cites it: "para 8.b", "para [3]", "annex, para [1](d)", "Trade, Lamps and Schools, para 1".

    In brackets stands a paragraph that has no printed number, by its place. ``paragraph`` is the printed
    number, for an address that names none; ``section`` is the heading above the clause, as printed.
    """
    part, _, label = address.rpartition("#")[2].rpartition("/")
    label = UNNUMBERED.sub(r"[\1]", label) or paragraph
    if not part:
        return f"para {label}"
    if NAMED_PART.match(part):
        return f"{PART_HYPHEN.sub(' ', part)}, para {label}"
    is_heading = NO_WORD.sub("-", section.lower()).strip("-").startswith(part)
    heading = section.rstrip(" :.") if is_heading else opening(PART_HYPHEN.sub(" ", part))
    return f"{heading}, para {label}"


def together(citations: Iterable[str]) -> str:
    """Several clauses cited in one breath: "paras 8.b, 9", "annex, paras [1](a), [1](b)", "para 3; annex, para [1]"."""
    pairs = [(before, label) for before, _, label in (one.rpartition("para ") for one in citations)]
    told = []
    for before, group in groupby(pairs, lambda pair: pair[0]):
        labels = [label for _, label in group]
        told.append(f"{before}para{'s' if len(labels) > 1 else ''} {', '.join(_ranged(labels))}")
    return "; ".join(told)


def _ranged(labels: list[str]) -> list[str]:
    """The labels with a run of neighbouring entries as one: "19(i)", "19(ii)", "19(iii)" is "19(i)–(iii)"."""
    runs: list[list[str]] = []
    for label in labels:
        if runs and _follows(runs[-1][-1], label):
            runs[-1].append(label)
        else:
            runs.append([label])
    told: list[str] = []
    for run in runs:
        told += run if len(run) < SHORTEST_RUN else [f"{run[0]}–{_entry(run[-1])[1]}"]
    return told


def _follows(one: str, other: str) -> bool:
    """Whether the other is the next entry of the same list, whatever it counts by."""
    (before, first), (after, second) = _entry(one), _entry(other)
    if not first or not second or before != after:
        return False
    return any(
        first[1:-1] in signs
        and signs.index(first[1:-1]) + 1 < len(signs)
        and signs[signs.index(first[1:-1]) + 1] == second[1:-1]
        for signs in COUNTED
    )


def _entry(label: str) -> tuple[str, str]:
    """The paragraph and the sign of an entry of its list: "19(iv)" is "19" and "(iv)"."""
    found = ENTRY.match(label)
    return (found[1], found[2]) if found else (label, "")


def bare(citation: str) -> str:
    """A citation under a column that says what it is: "8.b, 9", "annex [1](d)"."""
    return "; ".join(WORD.sub(" ", part).strip() for part in citation.split("; "))


def opening(citation: str) -> str:
    """A citation at the head of a line: its first letter is a capital, and no other letter changes."""
    return citation[:1].upper() + citation[1:]
