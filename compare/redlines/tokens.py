"""A text as tokens that a person would never cut: words, numbers, symbols of decisions, marks of punctuation."""

from __future__ import annotations

import re
from functools import partial
from itertools import chain, count
from typing import NamedTuple

from rapporteur.compare.redlines.anchors import Numbers
from rapporteur.compare.text.normalise import FOLDS
from rapporteur.compare.text.stem import FUNCTION_WORDS

TOKEN = re.compile(
    r"""
    \s*                                             # what stands before; it travels with the token
    (?:
        \d+(?:[.,:/–-]\d+)*(?:[^\W\d_]+|%)?          # a number, a range, 2-1/4, 50th, 5G, 30%
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
    a digit, so may be a part of a name. ``weight`` is what it means to a reader, in tenths of a word of matter.
    ``twin`` is the text with its quotes and dashes in plain shape: tokens with one twin are the same token.
    """

    blank: str
    text: str
    printed: str
    folded: str
    is_word: bool
    is_light: bool
    is_name: bool
    weight: int
    twin: str


_token = partial(tuple.__new__, Token)
"""A token of nine values, at half the cost of naming them."""

LIGHT, FULL = 3, 10
"""The weight of a word of grammar or a mark of punctuation in a run, and that of a word of matter; in whole tenths,
so that a sum does not depend on the order of adding."""

STEADY = 1_000
"""The weight of a passage that surely stays: more than any small coincidence has."""


def _make_token(printed: str) -> Token:
    text = printed.lstrip()
    blank = printed[: len(printed) - len(text)]
    first, folded = text[:1], text.casefold()
    is_word = first.isalnum()
    is_light = not is_word or folded in FUNCTION_WORDS
    is_name = first.isupper() or first.isdigit()
    weight = LIGHT if is_light else FULL
    return _token((blank, text, printed, folded, is_word, is_light, is_name, weight, twin_of(text)))


def twin_of(text: str) -> str:
    """The text with its quotes and dashes in plain shape.

    >>> twin_of("Member’s") == twin_of("Member's")
    True
    """
    return text if text.isascii() else text.translate(_SHAPES)


_SHAPES = {
    ord(sign): plain for kind, signs, plain in FOLDS if kind in ("curly quotes", "dashes") for sign in signs
}
"""Signs that say the same in another shape. Not what else the matching folds: a raised 2 is no 2 to a drafter."""


def make_steady(passage: str) -> Token:
    """A whole passage as one token, with the blank before it."""
    text = passage.lstrip()
    blank = passage[: len(passage) - len(text)]
    return Token(
        blank, text, passage, text, is_word=True, is_light=False, is_name=False, weight=STEADY, twin=text
    )


class _Known(dict[str, Token]):
    """Tokens met before, as printed: a text has a few thousand different ones however long it is."""

    def __missing__(self, printed: str) -> Token:
        if len(self) > MOST_KNOWN:
            self.clear()
        token = self[printed] = _make_token(printed)
        return token


MOST_KNOWN = 200_000
"""Different tokens that are remembered; about 60 MB, and more than any forum uses."""
_known = _Known()


def split_tokens(text: str) -> list[Token]:
    """The tokens of a text; joined, blank and text, they are the text again to the letter."""
    tokens = list(map(_known.__getitem__, TOKEN.findall(text)))
    if tokens and not tokens[-1].printed:
        tokens.pop()
    return tokens


def number_tokens(old: list[Token], new: list[Token]) -> tuple[Numbers, Numbers]:
    """Each distinct twin as one character, the same on both sides; as a number where there are not characters enough."""
    texts, others = [token.twin for token in old], [token.twin for token in new]
    known = dict.fromkeys(chain(texts, others))
    if len(known) > sum(map(len, CHARACTERS)):
        number = dict(zip(known, count(), strict=False)).__getitem__
        return list(map(number, texts)), list(map(number, others))
    sign = dict(zip(known, map(chr, chain(*CHARACTERS)), strict=False)).__getitem__
    return "".join(map(sign, texts)), "".join(map(sign, others))


CHARACTERS = (range(1, 0xD800), range(0xE000, 0x110000))
"""All code points but the surrogates, which are no characters."""
