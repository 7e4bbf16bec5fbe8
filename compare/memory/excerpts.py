"""What is shown of a clause as proof: its beginning, or the place where what was asked for is named."""

from __future__ import annotations

import re

LETTERS = 140
"""Letters of an excerpt: two lines of a page."""


def excerpt(text: str, shown: frozenset[str] = frozenset()) -> str:
    """The beginning of a text, or the words up to the first name of ``shown``, if that lies beyond it."""
    words = text.strip(" ,;.")
    if len(words) <= LETTERS:
        return words
    named = next((m.end() for m in re.finditer(r"\b[\w’'-]+\)?", words) if m[0].strip(")") in shown), 0)
    if named > LETTERS:
        return f"… {words[named - LETTERS : named].partition(' ')[2]}" + (" …" if named < len(words) else "")
    return words[:LETTERS].rsplit(" ", 1)[0] + " …"


def abbreviations_in(text: str) -> frozenset[str]:
    """The words in capitals: what an officer would look for in the proof."""
    return frozenset(re.findall(r"\b[A-Z][A-Z0-9]{2,}\b", text))
