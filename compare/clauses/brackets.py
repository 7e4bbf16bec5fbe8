"""Square brackets, as negotiators mark what is not agreed, and when they make a text a draft."""

from __future__ import annotations

import re

# A bracket around a single word of an editor ("[sic]"), a note's number or an ellipsis is no negotiation.
_EDITORIAL = re.compile(
    r"\[(?:sic|\d{1,3}|\.{3}|…|[a-z]|[A-Z]|emphasis added|email protected|here|link)\]", re.I
)
# A draft brackets one passage in every few hundred words; an adopted text none, or a citation.
_FEWEST_OF_A_DRAFT = 3
_WORDS_PER_BRACKET = 400


def find_brackets(text: str) -> tuple[str, ...]:
    """The outermost bracketed passages of ``text``, in order, without their brackets.

    >>> find_brackets("[shall] [should [, as appropriate,]] report")
    ('shall', 'should [, as appropriate,]')
    """
    passages: list[str] = []
    depth, start = 0, 0
    plain = _EDITORIAL.sub(lambda found: " " * len(found[0]), text)
    for found in re.finditer(r"[\[\]]", plain):
        if found[0] == "[":
            start = found.end() if depth == 0 else start
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                passages.append(plain[start : found.start()].strip())
    return tuple(passage for passage in passages if passage)


def reads_as_draft(text: str) -> bool:
    """True where so much stands in brackets that the text cannot have been adopted."""
    passages = find_brackets(text)
    words = len(text.split())
    return len(passages) >= _FEWEST_OF_A_DRAFT and len(passages) * _WORDS_PER_BRACKET >= words
