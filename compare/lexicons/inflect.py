"""The forms of an English verb: what person and tense do to its spelling."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Which form of the verb a word is; in a coordination the verbs of one subject share it."""

    BASE = "base"
    """"we welcome", "to welcome"."""
    THIRD = "third"
    """"welcomes"."""
    PAST = "past"
    """"welcomed"; also the participle where the two are spelt alike."""
    PARTICIPLE = "participle"
    """"undertaken", where it differs from the past."""
    GERUND = "gerund"
    """"welcoming"."""


VOWELS = frozenset("aeiou")

# Verbs of two syllables that double their last letter because the stress falls on it; all others of two
# syllables ("offer", "anticipate") do not.
DOUBLED = frozenset(
    {"commit", "recommit", "permit", "regret", "refer", "defer", "submit", "transfer", "set", "plan"}
)


def forms(verb: str, irregular: dict[str, str]) -> dict[str, Form]:
    """Every spelling of ``verb``'s first word with its form; ``irregular`` overrides past, participle, gerund, third.

    >>> sorted(forms("commit", {}))
    ['commit', 'commits', 'committed', 'committing']
    """
    past = irregular.get("past", _past(verb))
    found = {
        irregular.get("gerund", gerund(verb)): Form.GERUND,
        irregular.get("third", _third(verb)): Form.THIRD,
        irregular.get("participle", past): Form.PARTICIPLE,
        past: Form.PAST,
        verb: Form.BASE,
    }
    if past == verb:
        found[verb] = Form.BASE
    return found


def _third(verb: str) -> str:
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2] not in VOWELS:
        return verb[:-1] + "ied"
    return _stem(verb) + "ed"


def gerund(verb: str) -> str:
    """The regular gerund of a verb.

    >>> gerund("call"), gerund("urge")
    ('calling', 'urging')
    """
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return _stem(verb) + "ing"


def _stem(verb: str) -> str:
    return verb + verb[-1] if verb in DOUBLED else verb
