"""What every statement of a series does once, each time in other words: say where it met, who chaired, who is thanked."""

from __future__ import annotations

import re
from functools import lru_cache

MEETING = r"(?:meeting|summit|session|conference|exchange|gathering|round)s?\b"

RITUALS = tuple(
    (name, tuple(telling.split("|")), re.compile(pattern, re.IGNORECASE))
    for name, telling, pattern in (
        (
            "next meeting",
            "convene|host|hold|next|meet |meet,",
            rf"\b(?:agree[sd]?|decide[sd]?|will|look(?:s|ed|ing)? forward|next)\b.{{0,60}}\b(?:convene|reconvene|host|hold|meet|next)\b"
            rf".{{0,80}}{MEETING}|\bnext .{{0,30}}{MEETING}.{{0,40}}\bwill be\b|\bwill host\b.{{0,60}}\b(?:19|20)\d\d\b",
        ),
        (
            "venue",
            "held|convene|met|gathered",
            rf"\b{MEETING}.{{0,200}}\b(?:was|were|has been) (?:held|convened)\b|^\W*(?:today|we)\b.{{0,250}}\b(?:met|gathered|convened?)\b",
        ),
        (
            "chair",
            "chair|delegation",
            r"\b(?:co-)?chaired\b|\bled the .{0,40}delegation\b|\bdelegation .{0,20}led by\b|\bvice-?chair\b",
        ),
        (
            "thanks",
            "hosting|hospitality|arrangement",
            r"\b(?:appreciation|gratitude|grateful|thank(?:s|ed)?)\b.{0,200}\b(?:hosting|hospitality|arrangements?)\b",
        ),
        ("vote", "vot", r"^\W*voting\b|\bvot(?:ed|ing) (?:for|against)\b"),
    )
)
"""Each ritual, words without which it is not said (looked for first: most clauses have none), and how it is said;
every gap is bounded, so no text can stall a search."""


@lru_cache(maxsize=4096)  # a clause is aligned twice: with the meeting before and with the one after
def find_rituals(text: str) -> tuple[str, ...]:
    """The rituals that a clause performs, none as a rule.

    >>> find_rituals("The Meeting agreed to convene the 5th Meeting in Apia in 2023.")
    ('next meeting',)
    """
    folded = text.casefold()
    return tuple(
        [
            name
            for name, telling, pattern in RITUALS
            if any(word in folded for word in telling) and pattern.search(text)
        ]
    )
