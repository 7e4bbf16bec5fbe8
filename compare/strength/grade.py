"""What an act governs, as stems of words: what it is about, what it asks for, and what it tells as done."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.compare.model import Act

WORD = re.compile(r"[^\W_]{3,}")

# Words that say nothing about what an act governs.
EMPTY = frozenset(
    """the and for that this with which our their its his her are was were has have had been will shall from also further
    into through including such other all any more most under between among these those who whose where when while they
    meeting ministers leaders members parties states member""".split()
)
ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s|e)$")
# The things to be done ("to jointly develop", "to an end"), and words that say that something was done.
TO_DO = re.compile(
    r"\bto (?:(?:\w+ly|also|further|a|an|the) )?(?!\w+(?:ed|ing)\b)([a-z]{3,})\b", re.IGNORECASE
)
PAST_WORD = re.compile(r"\b[a-z]{3,}ed\b|\b(?:held|made|built|begun|done|set|drawn|written)\b")
STEM = 5
"""Letters by which words are compared: "develop", "developed" and "development" are one."""

ASKED = 3
"""Things to be done that an act is read for; what is asked further on belongs to others."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An act with its place on the ladder: ``level`` 0.5-8, ``rank`` 0-1 inside the tier, and the stems it governs.

    ``fuzzy`` where the level is only roughly comparable: re-statements and emotive verbs have no tier of their own.
    """

    act: Act
    level: float
    rank: float
    stems: frozenset[str]
    stage: str = ""
    fuzzy: bool = False
    asked: frozenset[str] = frozenset()
    """What it asks or undertakes to do: the stems after the first few "to", or of the verb after "will"."""
    done: frozenset[str] = frozenset()
    """Stems of the participles and past verbs that it governs: what it says was done."""
    governed: str = ""
    """The words that it governs, as printed."""
    told: frozenset[str] = frozenset()
    """Stems of the participles and past verbs of its whole clause."""


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, cut to their first letters."""
    return frozenset(ENDING.sub("", word)[:STEM] for word in WORD.findall(text.lower()) if word not in EMPTY)


def asked_in(act: Act, governed: str) -> frozenset[str]:
    """The stems of what an act asks or undertakes to do."""
    found = TO_DO.findall(f"{act.verb} {governed}")[:ASKED]
    if act.tier == 6 and (act.modal or act.lemma.endswith("ing")):
        found = [act.lemma, *found]
    return stems(" ".join(found))


def done_in(governed: str) -> frozenset[str]:
    """The stems of the participles and past verbs of a text: what it says was done."""
    return stems(" ".join(PAST_WORD.findall(governed.lower())))
