"""A text as tokens that a person would never cut: words, numbers, symbols of decisions, marks of punctuation."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..alignment.vectors import FUNCTION_WORDS

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


class Token(NamedTuple):
    """A word, number or mark, and the blank before it, with what is asked of it again and again.

    ``printed`` is blank and text, ``folded`` the text without case; ``is_word`` is true for words and numbers,
    ``is_light`` where sharing it means nothing (punctuation and grammar), ``is_name`` where it has a capital or
    a digit, so may be a part of a name.
    """

    blank: str
    text: str
    printed: str
    folded: str
    is_word: bool
    is_light: bool
    is_name: bool


def _make_token(blank: str, text: str) -> Token:
    first, folded = text[:1], text.casefold()
    is_word = first.isalnum()
    return Token(
        blank,
        text,
        blank + text,
        folded,
        is_word,
        not is_word or folded in FUNCTION_WORDS,
        first.isupper() or first.isdigit(),
    )


class _Known(dict[tuple[str, str], Token]):
    """Tokens met before: a text has a few thousand different ones however long it is."""

    def __missing__(self, pair: tuple[str, str]) -> Token:
        if len(self) > MOST_KNOWN:
            self.clear()
        token = self[pair] = _make_token(*pair)
        return token


MOST_KNOWN = 200_000
"""Different tokens that are remembered; about 60 MB, and more than any forum uses."""
_known = _Known()


def split_tokens(text: str) -> list[Token]:
    """The tokens of a text; joined, blank and text, they are the text again to the letter."""
    tokens = [_known[pair] for pair in TOKEN.findall(text)]
    if tokens and not tokens[-1].printed:
        tokens.pop()
    return tokens


def number_tokens(old: list[Token], new: list[Token]) -> tuple[list[int], list[int]]:
    """Each distinct text as a number, the same on both sides."""
    known: dict[str, int] = {}
    return (
        [known.setdefault(token.text, len(known)) for token in old],
        [known.setdefault(token.text, len(known)) for token in new],
    )
