"""Abbreviations that a text defines itself: "ASEAN Digital Masterplan 2025 (ADM 2025)"."""

from __future__ import annotations

import re
from itertools import islice

_IN_BRACKETS = re.compile(
    r"\(\s*(?:the\s+|hereinafter\s+(?:referred\s+to\s+as\s+)?)?[\"“'‘]?([A-Z][\w&/.-]{1,14}(?:\s\d{4})?)[\"”'’]?\s*\)"
)
_WORD = re.compile(r"[^\W_]+(?:['’&-][^\W_]+)*")
# The longest statement has some two hundred; each costs a tenth of a millisecond.
_MOST_BRACKETS = 5_000
# An abbreviation never stands for more words than this.
_MOST_WORDS = 12
_LITTLE = frozenset("of the and on for in to a an by with at from de la le du des y".split())


def find_abbreviations(text: str) -> tuple[tuple[str, str], ...]:
    """(short, long) pairs in the order of their first definition; each short form once.

    The long form is the shortest run of words before the bracket whose initials spell the letters.

    >>> find_abbreviations("The Digital Economy Framework Agreement (DEFA) was noted.")
    (('DEFA', 'Digital Economy Framework Agreement'),)
    """
    found: dict[str, str] = {}
    for bracket in islice(_IN_BRACKETS.finditer(text), _MOST_BRACKETS):
        short = bracket[1].strip()
        letters = re.sub(r"[^A-Za-z]", "", short.removesuffix("s")).upper()
        if sum(char.isupper() for char in short) >= 2 and short not in found:
            long = _spelt_out(letters, text[max(0, bracket.start() - 200) : bracket.start()], short)
            if long:
                found[short] = long
    return tuple(found.items())


def _spelt_out(letters: str, before: str, short: str) -> str:
    """The words at the end of ``before`` that ``letters`` abbreviates, or ""."""
    words = list(_WORD.finditer(before.rstrip()))[-_MOST_WORDS:]
    year = re.search(r"\d{4}\Z", short)
    ends_with_year = bool(year and words and words[-1][0] == year[0])
    words_used = words[:-1] if ends_with_year else words
    for count in range(1, len(words_used) + 1):
        run = words_used[-count:]
        if run[0][0].lower() in _LITTLE:
            continue
        initials = "".join(part[0] for word in run for part in re.split(r"[-&]", word[0]) if part).upper()
        telling = "".join(word[0][0] for word in run if word[0].lower() not in _LITTLE).upper()
        if letters in (initials, telling):
            return before[run[0].start() : words[-1].end()].strip()
    return ""
