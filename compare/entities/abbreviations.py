"""What a text abbreviates: "Coastal Trade Framework Agreement (CTFA)", and the names by which it calls its own body."""

from __future__ import annotations

import re
from functools import lru_cache

from rapporteur.compare.entities.name_shapes import JOINING, YEARS, bracket_end
from rapporteur.compare.text.tokens import CACHED, Words

OWN_PEOPLE = re.compile(
    r"\b([A-Z][A-Z0-9-]{1,14}) (?:[Mm]embers?|[Pp]artners|[Ll]eaders|[Mm]inisters|[Gg]athering|[Cc]ountries|[Ee]conomies)\b"
)
"""A short form that has people of its own ("CRX members"): the body that speaks."""
OWN_DEFINED = re.compile(r"((?:[A-Z][\w-]{1,30} ){2,8})\(([A-Z][A-Z0-9-]{1,14})\)")

THING = (
    r"(?:initiative|programme|program|project|fund|platform|network|facility|mechanism|partnership|strategy|scheme|roadmap"
    r"|framework|portal|agreement|toolkit|campaign)"
)
INTRODUCED = re.compile(
    rf"\b([A-Z][A-Z-]{{3,13}}), (?:an?|the|our|its) (?:[\w-]+ ){{0,5}}?{THING}\b"
    rf"|\b{THING} (?:called |named |known as )?[\"“‘]?([A-Z][A-Z-]{{3,13}})\b"
    r"|\b(?:launch|launching|roll-out|rollout|(?:first|second|third|next|pilot) phase) of (?:the )?([A-Z][A-Z-]{3,13})\b"
)
"""A name of capitals alone, and the words that say that it is a programme: "TIDELINK, a training programme for pilots"."""

LONGEST_SHORT = 14
"""Letters of the longest abbreviation; what is longer in brackets is a remark."""


def bracketed(words: Words, first: int, last: int) -> dict[int, tuple[str, int]]:
    """The abbreviations in brackets between two words: the bracket's place to (short form, where its long form begins).

    Long and short begin with the same letter: "(CMA)" after "the Paris Agreement" abbreviates the body before it.
    """
    found = {}
    for at in range(first + 1, last):
        if words.raw[at] != "(":
            continue
        closed = bracket_end(words, at)
        short = words.phrase(at + 1, closed - 1) if closed else ""
        if not short or YEARS.match(short) or len(short) > LONGEST_SHORT:
            continue
        begin = long_form(words, first, at, short)
        if begin is not None and begin < at - 1 and words.raw[begin][0].upper() == short[0].upper():
            found[at] = (short, begin)
    return found


def long_form(words: Words, first: int, end: int, short: str) -> int | None:
    """The word where the long form of ``short`` begins: enough words before the bracket to give its letters."""
    letters = [c for c in short if c.isupper()]
    if not letters:
        return None
    at, left = end - 1, len(letters)
    while at >= first and left:
        low = words.low[at]
        if words.raw[at] == ")":
            while at > first and words.raw[at] != "(":
                at -= 1
            at -= 1
            continue
        if low not in JOINING and words.raw[at][0].isalnum():
            left -= (
                max(1, sum(1 for part in re.split(r"[-/]", words.raw[at]) if part[:1].isupper()))
                if not words.raw[at][0].isdigit()
                else 0
            )
            if left <= 0 or (words.raw[at][0] == letters[0] and left <= 1):
                return at
        at -= 1
    return first


def is_abbreviated(words: Words, start: int, end: int) -> bool:
    """True where the words from ``start`` are themselves what a bracket inside abbreviates."""
    for at in range(start + 1, end - 1):
        if words.raw[at] == "(" and not YEARS.match(words.raw[at + 1]):
            return long_form(words, start, at, words.raw[at + 1]) is not None and _fills(words, start, at)
    return False


def _fills(words: Words, start: int, at: int) -> bool:
    """True where the abbreviation in the bracket at ``at`` has no more letters than the words before it give."""
    letters = sum(1 for letter in words.raw[at + 1] if letter.isupper())
    parts = [p for k in range(start, at) for p in re.split(r"[-/]", words.raw[k]) if p[:1].isupper()]
    return letters <= len(parts)


@lru_cache(maxsize=CACHED)
def squeezed(name: str) -> str:
    """A name as it is told apart: no case, no spaces, no apostrophe-s, no brackets."""
    return re.sub(r"['’]s?$|[\s()\-–]", "", name.lower().removeprefix("the "))


def own_names(text: str, forum: str = "") -> frozenset[str]:
    """The names by which the text calls its own body: whatever has "members" of its own, or gives the forum its id."""
    shorts = set(OWN_PEOPLE.findall(text))
    parts = {part for part in forum.split("-") if len(part) > 2}
    longs = [
        (long, short)
        for long, short in OWN_DEFINED.findall(text)
        if short in shorts or short.lower() in parts
    ]
    return frozenset(
        {squeezed(short) for short in shorts} | {squeezed(name.strip()) for pair in longs for name in pair}
    )


def introduced(text: str) -> frozenset[str]:
    """The names of capitals alone that the text introduces as a programme, a fund or the like."""
    found = (name for groups in INTRODUCED.findall(text) for name in groups if name)
    return frozenset(name.rstrip("-") for name in found)
