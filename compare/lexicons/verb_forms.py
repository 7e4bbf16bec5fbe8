"""English verbs: their forms, what a word must look like to be one, and the small words that stand about one."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from rapporteur.compare.text.tokens import Words, word_set


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
    {
        "commit",
        "recommit",
        "concur",
        "incur",
        "compel",
        "equip",
        "permit",
        "regret",
        "refer",
        "defer",
        "submit",
        "transfer",
        "set",
        "plan",
    }
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


# Words of grammar, and numerals.
GRAMMAR = word_set(
    "the a an this that these those such its our their his her your my it we they he she you i who which what where when how why if"
    " of in on at by for from with to as per than through under between against without within about into over upon across and or but"
    " nor both either neither all any each every some many much more most less least few several no not other others another same own"
    " one two three four five six seven eight nine ten eleven twelve hundred thousand million billion first second third last next half"
    " given despite while following including since before after until unless because although though whereas during amid among along beyond via except regarding concerning"
    " is are was were am been being has had will shall should must may can could would might there here then thus also only"
)
# Adjectives and nouns of the field that no ending gives away, where what follows is their noun.
NO_VERBS = word_set(
    "net zero total full fair good great high strong joint common deep wide broad new bold swift robust concrete green peace"
    " dialogue cooperation efforts effort transparency accountability democracy equality security stability prosperity unity solidarity"
    " progress freedom justice openness multilateralism gender human women girls youth people science technology growth trade law rules"
    " genuine mature sure future long short key major main vast current recent past present-day high-level large small"
    " better best greater greatest stronger strongest deeper closer higher highest further farther faster quicker wider broader larger"
    " urgent prompt apparent evident consistent efficient sufficient transparent independent permanent recurrent resilient coherent"
    " important significant relevant compliant dominant constant abundant pleasant vibrant"
)
NOT_VERB = re.compile(
    r"(?:[a-z]{2,}(?:tion|sion|ness|ity|ship|ance|ence|ency|ancy|ism|hood|dom)|[a-z]{2,}(?:ous|ful|less|ical|ible|tive|sive|ional|onal|ental|ural|ular|ilar)"
    r"|[a-z]{3,}(?:able|bal|nal|sal|tal|ial|eal|ual)|[a-z]{4,}(?:ic|ary|ory|ed))$"
)
"""Endings of nouns, adjectives and participles."""

VERBS_ALL_THE_SAME = word_set(
    "mention question position condition function transition commission partition petition auction caution sanction envision"
    " provision witness harness finance balance advance enhance distance influence reference evidence sentence experience"
    " enable disable signal deal reveal appeal heal steal equal seal conceal repeal dial rival mimic panic traffic"
    " exceed succeed proceed feed heed need seed speed embed breed vary silence commence license glance dance"
)
"""Verbs in spite of their ending."""


EITHER = word_set("open close secure clear clean free joint direct complete separate perfect better")
"""Verbs and adjectives alike: a verb where an article or a possessive follows ("to close the gap", "close cooperation")."""

BEFORE_OBJECTS = word_set(
    "the a an this that these those all any our their its his her each every up down out off"
)


@lru_cache(maxsize=4096)
def can_be_base(word: str) -> bool:
    """True for a lower-case word that can stand after "to" as a verb, in the base form or as a gerund.

    >>> [word for word in ("net", "two", "ambitious", "accelerate", "strengthening", "finance") if can_be_base(word)]
    ['accelerate', 'strengthening', 'finance']
    """
    if not word.replace("-", "").isalpha() or len(word) < 2 or word in GRAMMAR or word in NO_VERBS:
        return False
    return word in VERBS_ALL_THE_SAME or NOT_VERB.match(word) is None


def is_base(word: str, following: str) -> bool:
    """The same, where the next word decides for those that are verbs and adjectives alike."""
    return can_be_base(word) and (word not in EITHER or following in BEFORE_OBJECTS)


ADVERBS = word_set(
    "also further again once too therefore thus hereby herewith both all each jointly together today still always never"
    " furthermore moreover nevertheless nonetheless"
    " hence accordingly collectively now already just very much full so likewise well indeed"
)
NOT_ADVERBS = word_set(
    "family italy july only supply reply apply rely ally assembly anomaly comply multiply early"
)
PARTICLES = frozenset(("up", "out", "down"))


def is_adverb(word: str) -> bool:
    """True for the adverbs that may stand between a subject and its verb."""
    return word in ADVERBS or (word.endswith("ly") and len(word) > 4 and word not in NOT_ADVERBS)


def past_adverbs(words: Words, at: int) -> int:
    """``at`` moved over the adverbs that stand there."""
    while is_adverb(words.at(at)):
        at += 1
    return at


def past_particle(words: Words, at: int) -> int:
    """``at`` moved over the particle of a verb: "step up", "phase out"."""
    return at + 1 if words.at(at) in PARTICLES and words.at(at + 1) not in ("to", "of") else at
