"""Words for numbers, lists and days, in the grammar of none, one and many."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
"""Numbers that running text spells out; from eleven on, figures read faster."""

IRREGULAR = {
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "binds": "bind",
    "falls": "fall",
    "lives": "live",
    "it": "they",
    "its": "their",
}
"""Words that a plural changes as a whole."""


def number(value: int) -> str:
    """A count in words up to ten, in figures with a thousands comma above: no, one, ... 11, 1,204."""
    return SMALL[value] if 0 <= value < len(SMALL) else f"{value:,}"


def plural(word: str, value: int) -> str:
    """The word in the number that ``value`` asks for; none counts as many.

    >>> [plural("clause", n) for n in (0, 1, 2)]
    ['clauses', 'clause', 'clauses']
    >>> plural("was", 2), plural("theme of the series", 2), plural("other body", 0)
    ('were', 'themes of the series', 'other bodies')
    """
    if value == 1:
        return word
    if word in IRREGULAR:
        return IRREGULAR[word]
    head, space, rest = _noun(word)
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        return f"{head[:-1]}ies{space}{rest}"
    return f"{head}{'es' if head.endswith(('s', 'x', 'ch', 'sh')) else 's'}{space}{rest}"


def _noun(phrase: str) -> tuple[str, str, str]:
    """The phrase up to its noun, and what follows it: the noun is the last word before an "of"."""
    return phrase.partition(" of ")


def count(value: int, word: str) -> str:
    """How many of what: "no clauses", "one clause", "12 clauses"."""
    return f"{number(value)} {plural(word, value)}"


def many(value: int) -> str:
    """A number that stands for its noun: none, one, two, 12."""
    return number(value) if value else "none"


def told(value: int, verb: str) -> str:
    """A number that stands for its noun, with its verb: "none was", "one was", "two were"."""
    return f"{many(value)} {plural(verb, value or 1)}"


def listed(items: Iterable[str], last: str = "and") -> str:
    """Items as a sentence lists them: "a", "a and b", "a, b and c"."""
    every = list(items)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {last} {every[-1]}"


def sentence(text: str) -> str:
    """The text with a capital at its start and a full stop at its end."""
    text = text.strip()
    if not text:
        return ""
    ended = text.endswith((".", "?", "!", ".”", ":", "…"))
    return text[0].upper() + text[1:] + ("" if ended else ".")


def ordinal(value: str) -> str:
    """A meeting's number as a rank: "3" is "3rd"; what is no number stays as it is.

    >>> [ordinal(n) for n in ("1", "2", "3", "11", "12", "13", "21", "112", "IV")]
    ['1st', '2nd', '3rd', '11th', '12th', '13th', '21st', '112th', 'IV']
    """
    if not value.isdecimal():
        return value
    teen = value[-2:] in ("11", "12", "13")
    return value + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(value[-1], "th"))


def day(iso: str) -> str:
    """A date as read aloud: "2 February 2024"; what is no ISO date stays as it is, none is "undated"."""
    try:
        found = date.fromisoformat(iso)
    except ValueError:
        return iso or "undated"
    return f"{found.day} {MONTHS[found.month - 1]} {found.year}"


ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


def in_days(text: str) -> str:
    """The text with every ISO date as it is read aloud: "due by 2024-12-31" is "due by 31 December 2024"."""
    return ISO_DAY.sub(lambda found: day(found[0]), text)


MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
"""Named here because the names that the system gives depend on the machine's language."""


def percent(share: float) -> str:
    """A share (0-1) in whole per cent; "under 1%" for what would round to none but is not."""
    whole = round(share * 100)
    return "under 1%" if whole == 0 and share > 0 else f"{whole}%"


LEANING = frozenset(
    "a an and as at between by for from his in into its of on or our that the their to under upon which who with including".split()
)
"""Words that lean on what follows them: a label does not end in one."""


def label(text: str, letters: int) -> str:
    """A whole phrase for a figure: at most so many letters, with a capital, cut before a comma or a leaning word.

    >>> label("conclusion of the negotiations on the Digital Trade Corridor", 34)
    'Conclusion of the negotiations…'
    >>> label("nine of the eleven recommendations, and their costs", 40)
    'Nine of the eleven recommendations…'
    """
    text = text[:1].upper() + text[1:]
    short = shortened(text, letters)
    if short == text:
        return text
    head = short.rstrip("…")
    part = head.rpartition(",")[0]
    words = (part if 2 * len(part) > len(head) else head).split()
    while len(words) > 2 and words[-1].lower().strip(",;") in LEANING:
        words.pop()
    return " ".join(words).rstrip(" ,;:") + "…"


def shortened(text: str, letters: int) -> str:
    """The text cut at a word's end to at most so many letters, with an ellipsis where it was cut."""
    if len(text) <= letters:
        return text
    cut = text[: letters - 1]
    head = cut.rsplit(" ", 1)[0] if " " in cut[letters // 2 :] else cut
    return head.rstrip(" ,;:.–—-(") + "…"
