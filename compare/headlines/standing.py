"""Whether a sentence stands by itself: it points to no neighbour, and tells nothing of long ago."""

from __future__ import annotations

import re
from collections import Counter

from rapporteur.compare.headlines.features import ALARM, DECISION
from rapporteur.compare.model import Statement
from rapporteur.compare.text.stem import split_words, stem

POINTING = re.compile(
    r"\b(?:therein|thereof|thereto|thereunder|aforementioned|aforesaid|above-?mentioned|foregoing|hereunto|referred to above)\b|"
    r"^(?:In \d{4}|Today|Since then|Once (?:ready|launched)), (?:the|this) [a-z]+ |"
    r"^The (?:[A-Z][a-z]+ )?(?:project|initiative|program(?:me)?|partnership|agreement|framework|launch|event|study|report|guide|checklist|facility|fund|plan|tool|platform|mechanism|centre|center|series|exercise)s?\b,? "
    r"(?:will|has|have|is|are|was|were|would|which|[a-z]+s|included?) ",
    re.IGNORECASE,
)
"""Words that point to a sentence that is not on the page: "the project will"."""

SUCH = re.compile(
    r"\b(?:this|these|those|such)(?! (?:year|month|week|meeting|session|summit|day|region|statement|decade|end|as|regard)s?\b) ([a-z]+)",
    re.IGNORECASE,
)
MATTER = ("matter", "matters", "end", "issue", "issues", "work", "effort", "efforts")
NEAR = 8
"""Words of a sentence before "this matter" that say which."""

PRONOUN = re.compile(
    r"\b(?:it|them|they|the others|the (?:latter|former)(?! [a-z])|the same(?= (?:is|was|has|will)\b|[.,;]))\b"
)
"""Pronouns whose noun may stand in the sentence before."""

AGO = re.compile(r"^(?:\w+ years? (?:ago|after|since|on)|A year ago|Last year|Earlier this year)\b")
RECITAL = re.compile(r"^(?:At|In|Since|During|Following|Building on|On)\b[^,]{0,40}?\b(20\d\d)\b")
MONTH = re.compile(
    r"\b(?:January|February|March|April|June|July|August|September|October|November|December|20[2-9]\d)\b"
)
ENGLISH = re.compile(r"\b(?:the|of|to|and|in|for|a|on|by|that|with|will|is|are)\b", re.IGNORECASE)
"""Words of which an English sentence has two."""

OPEN_SUBJECT = re.compile(r"[A-Z][^,;:A-Z]*, (?:they|he|she) ")
"""A main clause whose subject is a pronoun, and no name before it."""

SPEAKER = re.compile(
    r"^(?:We|They|Ministers|Leaders|(?:The|Both) (?:[\w’'-]+ ){0,3}?(?:[Mm]eeting|[Mm]inisters|[Ll]eaders|[Ss]ides|[Cc]ouncil|[Cc]ommittee))\b"
)
NOUN = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|[Oo]ur|[Ii]ts|[Tt]heir|all|any|each|every|two|three|\d[\d.,]*) [\w’'-]{4,}|(?<!^)\b[A-Z]\w+|\b[A-Za-z]{4,}(?:s|tion|ment|ity|ence|ance|ship)\b"
)
"""What a pronoun may stand for."""

NAMED = re.compile(r"(?<!^)(?<![.!?:] )\b[A-Z][\w’'-]*")
OFFICES = (
    "President",
    "Prime Minister",
    "Ministers",
    "Leaders",
    "Meeting",
    "Parties",
    "Heads of State and Government",
    "I",
)
OFTEN = 0.1
"""Share of the clauses that name a partner who speaks."""

COURTESY = re.compile(
    r"^[^,]{0,60}\b(?:expressed|express) (?:their |our |its |his |her )?(?:satisfaction|gratitude|appreciation for the substantial)\b"
)
"""Thanks and satisfaction."""

COUNTED = re.compile(r"(?<![\w-])(?!\d+(?:st|nd|rd|th)\b|\d+ years\b)[$€£¥]?\d")
"""A figure or a date, and no anniversary."""

MANY_NEW = 5
"""Words that the other text lacks, from which a sentence without a name says something new."""

OPENING = 80

FORMULA = re.compile(
    r"\bquorum\b|\bhereunto\b|\bunanimously approved and adopted\b|\bhas been signed by\b|\bfull force and effect\b|\bbudgetary implications\b"
)
"""What a secretary certifies."""

LEAST_ENGLISH = 2


WORDS_PER_ENGLISH = 6
"""Words of a short sentence that hold one word of grammar: "Ministers: adopt the pilot code (2026)"."""


def is_english(sentence: str) -> bool:
    """Whether a sentence of an English statement is English and sound: a statement may hold another language, or slips of a scan."""
    is_sound = "|" not in sentence and sentence.count("[") == sentence.count("]")
    return (
        is_sound
        and not FORMULA.search(sentence)
        and len(ENGLISH.findall(sentence))
        >= min(LEAST_ENGLISH, max(1, len(sentence.split()) // WORDS_PER_ENGLISH))
    )


def is_recital(sentence: str, year: str) -> bool:
    """Whether the sentence opens with a year before ``year``: what was done then is no news."""
    found = RECITAL.search(sentence)
    return bool(AGO.match(sentence) or (found and found[1] < year))


def points_back(sentence: str) -> bool:
    """Whether the sentence needs the one before it: it points there, or a pronoun lacks its noun."""
    for found in SUCH.finditer(sentence):
        before = sentence[: found.start()]
        named = {stem(word) for word in split_words(before)}
        if not (stem(found[1]) in named or (found[1] in MATTER and len(before.split()) >= NEAR)):
            return True
    return bool(POINTING.search(sentence) or OPEN_SUBJECT.match(sentence)) or _lacks_noun(sentence)


def _lacks_noun(sentence: str) -> bool:
    """Whether a pronoun stands for something that the sentence does not name before it."""
    for found in PRONOUN.finditer(sentence):
        before = SPEAKER.sub("", sentence[: found.start()], count=1)
        if not NOUN.search(before):
            return True
    return False


def parties_named(statement: Statement) -> frozenset[str]:
    """Words with which the statement names those who speak: no news by themselves."""
    names = [*statement.signatories, statement.title, statement.meeting.forum, *OFFICES]
    frequent = Counter(
        word for clause in statement.clauses for name in clause.partners for word in name.split()
    )
    often = [word for word, n in frequent.items() if n >= OFTEN * len(statement.clauses)]
    return frozenset(stem(word) for name in (*names, *often) for word in split_words(name))


def is_general(sentence: str, parties: frozenset[str], new: int) -> bool:
    """Whether the sentence has no name but the speakers', no figure, no decision and no condemnation, and few ``new`` words."""
    if (
        new >= MANY_NEW
        or re.search(r"\d", sentence)
        or ALARM.search(sentence)
        or DECISION.search(sentence[:OPENING])
    ):
        return False
    return all(stem(word) in parties for name in NAMED.findall(sentence) for word in split_words(name))
