"""What gives a clause away in any wording: the names in it, and the ritual it performs."""

from __future__ import annotations

import re

from .vectors import FUNCTION_WORDS, split_words, stem

NAME = re.compile(r"\b[A-Z][\w'’&.-]*(?: (?:(?:of|for|on|the|and|in|to) ){0,2}[A-Z][\w'’&.-]*){0,12}")
"""A run of capitalised words, at most two small words between them; bounded, so that no text can stall it."""

SENTENCE_END = (".", ":", ";", "“", '"', "(")
"""After one of these a capital means nothing."""

RITUALS = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("next meeting", r"\b(?:next|convene|reconvene|looks?(?:ed|ing)? forward to|will host)\b.{0,80}\b(?:meeting|summit|session|conference|exchange)s?\b"),
        ("venue", r"\b(?:was|were|is|has been) (?:held|convened|hosted)\b|^\W*(?:today|we)\b.{0,250}\b(?:met|gathered|convened?)\b"),
        ("chair", r"\b(?:co-)?chaired\b|\bled the .{0,40}delegation|\bdelegation .{0,20}led by|\bvice-?chair"),
        ("thanks", r"\b(?:appreciation|gratitude|grateful|thank(?:s|ed)?)\b.{0,200}\b(?:host|hosting|hospitality|arrangements?)\b"),
        ("vote", r"^\W*voting\b|\bvot(?:ed|ing) (?:for|against)\b"),
        ("recall", r"^\W*(?:also |further )?recall(?:s|ed|ing)?\b"),
    )
)  # fmt: skip
"""What every statement of a series does once, each time in other words; the patterns are bounded."""


def read_names(text: str) -> list[str]:
    """Names in a text and their words, stemmed; a lone capital that only opens a sentence is none."""
    names: list[str] = []
    for found in NAME.finditer(text):
        name = found.group()
        is_opening = not found.start() or text[: found.start()].rstrip().endswith(SENTENCE_END)
        if is_opening and " " not in name and not name[1:2].isupper():
            continue
        stems = [
            stem(word) for word in split_words(name) if word not in FUNCTION_WORDS and not word.isdigit()
        ]
        names += stems if len(stems) < 2 else [" ".join(stems), *stems]
    return names


def find_slots(text: str) -> list[str]:
    """The rituals that a clause performs, none as a rule."""
    return [name for name, pattern in RITUALS if pattern.search(text)]
