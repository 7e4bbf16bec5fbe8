"""The tokens of a text with their places: tokenised once, then looked up by whoever reads acts, dates, names or figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# A dotted abbreviation ("U.S."), a word with inner hyphens, apostrophes, slashes or dots ("EU's", "1/CP.16"), or one mark.
TOKEN = re.compile(r"(?:[^\W_]+-)?(?:[^\W\d_]\.){2,}(?:-[^\W_]+)*|[^\W_]+(?:['’./&‑-][^\W_]+)*|[^\s\w]|_")

# A footnote mark that a text layer glued to its word ("request4"); years and "ADM2025" are no such thing.
GLUED_NOTE = re.compile(r"^([a-z]{4,})\d{1,2}$")

CACHED = 8192
"""Texts whose tokens are kept: acts, names and figures look at the same ones, and forums repeat themselves."""

LONGEST = 20_000
"""Characters of a clause that are looked at; the longest real one of the statements at hand has a tenth of that."""

END = ""
"""What is read beyond either end of a clause."""


def word_set(*lines: str) -> frozenset[str]:
    """The words of one or more lines as a set: a closed list that reads as a line of text."""
    return frozenset(" ".join(lines).split())


@dataclass(frozen=True, slots=True)
class Words:
    """The tokens of ``text``: ``raw`` as printed, ``low`` lower-case with straight apostrophes, ``spans`` their places."""

    text: str
    raw: tuple[str, ...]
    low: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]
    high: tuple[int, ...] = ()
    """Places of the words that begin with a capital or a digit: names can begin only there."""

    def at(self, index: int) -> str:
        """The lower-case word at ``index``, or "" beyond either end."""
        return self.low[index] if 0 <= index < len(self.low) else END

    def printed(self, index: int) -> str:
        """The word at ``index`` as printed, or "" beyond either end."""
        return self.raw[index] if 0 <= index < len(self.raw) else END

    def phrase(self, first: int, last: int) -> str:
        """The text from word ``first`` up to and without word ``last``, as printed."""
        return self.text[self.spans[first][0] : self.spans[last - 1][1]]

    def __len__(self) -> int:
        return len(self.low)


@lru_cache(maxsize=CACHED)
def tokenise(text: str) -> Words:
    """The tokens of ``text``, of its first ``LONGEST`` characters: no real clause is longer.

    >>> tokenise("The EU’s report4, as agreed").low
    ('the', "eu's", 'report', ',', 'as', 'agreed')
    """
    text = text[:LONGEST]
    found = [(match.group(), match.span()) for match in TOKEN.finditer(text)]
    return Words(
        text,
        tuple(raw for raw, _ in found),
        tuple(_lowered(raw) for raw, _ in found),
        tuple(span for _, span in found),
        tuple(at for at, (raw, _) in enumerate(found) if raw[0].isalnum() and not raw[0].islower()),
    )


def _lowered(raw: str) -> str:
    low = raw.lower().replace("’", "'").replace("‑", "-")
    if low[-1].isdigit():
        glued = GLUED_NOTE.match(low)
        return glued.group(1) if glued and raw[0] == low[0] else low
    return low
