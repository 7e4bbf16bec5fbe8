"""What is shown of a clause as proof: its beginning, or the place where what was asked for is said."""

from __future__ import annotations

import re
from collections.abc import Iterable

LETTERS = 140
"""Letters of an excerpt: two lines of a page."""
_LOOSE = re.compile(r"[\s,;.]+(?:and|but|while|as well as)?[\s,;.]*$")
"""What a stretch ends in that goes on with another verb."""


def excerpt(text: str, shown: Iterable[str] = ()) -> str:
    """The beginning of a text, or the words up to the first of ``shown``, if that lies beyond it."""
    words = without_loose_end(text.lstrip(" ,;."))
    if len(words) <= LETTERS:
        return words
    found = (re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)\)?", words) for phrase in shown)
    named = min((match.end() for match in found if match), default=0)
    if named > LETTERS:
        return f"… {words[named - LETTERS : named].partition(' ')[2]}" + (" …" if named < len(words) else "")
    return words[:LETTERS].rsplit(" ", 1)[0] + " …"


def without_loose_end(text: str) -> str:
    """The text without the comma and the "and" that led to the next verb."""
    return _LOOSE.sub("", text)


def abbreviations_in(text: str) -> frozenset[str]:
    """The words in capitals: what an officer would look for in the proof."""
    return frozenset(re.findall(r"\b[A-Z][A-Z0-9]{2,}\b", text))
