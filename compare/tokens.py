"""A text as tokens that a person would never cut: words, numbers, symbols of decisions, marks of punctuation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .vectors import FUNCTION_WORDS

TOKEN = re.compile(
    r"""
    (?P<blank>\s*)                                  # what stands before; it travels with the token
    (?P<text>
        \d+(?:[.,:/–-]\d+)*(?:[^\W\d_]+|%)?         # a number, a range, 2-1/4, 50th, 5G, 30%
      | [^\W_]+(?:['’.&/-][^\W_]+)*                 # a word with what holds it together: ASEAN-Japan, Member's, R&D, 1/CP.21
      | \S                                          # a mark of punctuation, one at a time
      | \Z                                          # the end, so that a last blank is not lost
    )
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark, and the blank before it."""

    blank: str
    text: str

    @property
    def is_word(self) -> bool:
        """True for words and numbers, false for punctuation."""
        return self.text[:1].isalnum()

    @property
    def is_light(self) -> bool:
        """True where sharing this token means nothing: punctuation and grammar."""
        return not self.is_word or self.text.casefold() in FUNCTION_WORDS

    @property
    def is_name(self) -> bool:
        """True where the token has a capital or a digit, so may be a part of a name."""
        return self.text[:1].isupper() or self.text[:1].isdigit()


def split_tokens(text: str) -> list[Token]:
    """The tokens of a text; joined, blank and text, they are the text again to the letter."""
    tokens = [Token(found["blank"], found["text"]) for found in TOKEN.finditer(text)]
    return [token for token in tokens if token.blank or token.text]


def number_tokens(old: list[Token], new: list[Token]) -> tuple[list[int], list[int]]:
    """Each distinct text as a number, the same on both sides."""
    known: dict[str, int] = {}
    return (
        [known.setdefault(token.text, len(known)) for token in old],
        [known.setdefault(token.text, len(known)) for token in new],
    )
