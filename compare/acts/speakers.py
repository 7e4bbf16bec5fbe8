"""Who is speaking: finds the subjects that stand for those who adopt the text, and for their own machinery."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.acts.adverbs import is_adverb
from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.text.tokens import Words, word_set


class Voice(StrEnum):
    """Whose act it is."""

    OWN = "own"
    """Those who adopt the text: "we", "the Ministers", "CRI members"."""
    BODY = "body"
    """A part of their machinery: a working group, a pillar, a project. Only what it undertakes counts."""
    MEMBER = "member"
    """One country. Only what it will do for the forum counts."""
    FOLLOWER = "follower"
    """ "they", "it": whoever spoke before."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: words ``first`` up to ``last``, and its voice."""

    first: int
    last: int
    voice: Voice


# How many words a subject may have before its head ("the 50 members", "previously participating states").
REACH = 7
TITLES = word_set("prime president minister ministers foreign secretary chancellor premier king")

# The last word of a name and the abbreviation that the text gives it.
DEFINED = re.compile(r"([A-Z][a-z]+) \(([A-Z][A-Z-]{2,9})\)")

# Words that cannot stand inside a simple subject: a new phrase begins there.
BREAKERS = word_set(
    "that which who whose whom by with for to from as if when while where than of in on at into under through and or but "
    "is are was were be been has have had will shall should must may can could would not its"
)
DETERMINERS = word_set("the a an both all our these those their this each every")


class Voices:
    """The subjects that a lexicon knows, ready for looking up. Made once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        own, bodies = lexicon.tables["voices"]["own"], lexicon.tables["voices"]["bodies"]
        self._pronouns = frozenset(own["pronouns"])
        self._followers = frozenset(own["followers"])
        self._heads = frozenset(own["heads"])
        self._qualified = frozenset(own["qualified"])
        self._qualifiers = frozenset(own["qualifiers"])
        self._others = frozenset(own["others"])
        self._bodies = frozenset(bodies["heads"])
        self._things = frozenset(bodies["things"])
        self.member_verbs = frozenset(lexicon.tables["voices"]["members"]["verbs"])
        self._verbs = frozenset(lexicon.spellings) | frozenset(lexicon.expressing)
        self._countries = _by_first_word(lexicon)

    def subject_at(self, words: Words, index: int, bodies: frozenset[str] = frozenset()) -> Subject | None:
        """The subject that begins at word ``index``, or None. ``bodies`` are abbreviations of the text's own machinery."""
        word = words.at(index)
        if word in self._pronouns:
            return Subject(index, index + 1, Voice.OWN)
        if word in self._followers:
            return Subject(index, index + 1, Voice.FOLLOWER)
        named = index + 1 if word == "the" else index
        if words.at(named) in bodies:
            return Subject(index, named + 1, Voice.BODY)
        return self._joint(words, index) or self._noun(words, index)

    def abbreviated_bodies(self, text: str) -> frozenset[str]:
        """Abbreviations that ``text`` defines for parts of its own machinery: "Task Force (XTF)" gives "xtf"."""
        return frozenset(
            short.lower()
            for head, short in DEFINED.findall(text)
            if head.lower() in self._bodies or head.lower() in self._heads
        )

    def _noun(self, words: Words, first: int) -> Subject | None:
        found: Subject | None = None
        for at in range(first, min(first + REACH, len(words))):
            word = words.low[at]
            if not (word[0].isalnum()) or (word in BREAKERS):
                break
            if word in self._others:
                return None
            if found and self._begins_verb(words, at):
                break
            voice = self._head(words, first, at)
            if voice:
                found = Subject(first, at + 1, voice)
        return found

    def _begins_verb(self, words: Words, at: int) -> bool:
        """True where the words after a head are its verb and no longer its name ("The Meeting encouraged Members")."""
        word = words.low[at]
        return is_adverb(word) or word in self._verbs

    def _head(self, words: Words, first: int, at: int) -> Voice | None:
        word = words.low[at]
        if word in self._heads and (word not in self._qualified or self._is_qualified(words, first, at)):
            return Voice.OWN
        if word in self._bodies and words.low[first] not in ("this", "these"):
            return Voice.BODY
        return None

    def _is_qualified(self, words: Words, first: int, at: int) -> bool:
        return any(
            words.low[k] in self._qualifiers
            or (words.raw[k][0].isupper() and words.low[k] not in DETERMINERS)
            for k in range(first, at)
        )

    def _joint(self, words: Words, first: int) -> Subject | None:
        """ "Australia and Fiji", "Prime Minister A and President B": two together speak for the statement."""
        at = first + 1 if words.at(first) == "the" else first
        country = self.country_end(words, at)
        if country:
            second = country
            if words.at(second) == "and":
                second = second + 2 if words.at(second + 1) == "the" else second + 1
                end = self.country_end(words, second)
                if end:
                    return Subject(first, end, Voice.OWN)
            return Subject(first, country, Voice.MEMBER)
        if words.at(at) in TITLES and words.printed(at)[:1].isupper():
            return _named_pair(words, at)
        return None

    def members(self, opening: tuple[Words, ...]) -> frozenset[tuple[str, ...]]:
        """The countries that the opening clauses name: those who met."""
        return frozenset(
            words.low[at:end]
            for words in opening
            for at in range(len(words))
            if (end := self.country_end(words, at)) is not None
        )

    def country_end(self, words: Words, at: int) -> int | None:
        """The word after the country name that begins at ``at``, or None where none does."""
        for name in self._countries.get(words.at(at), ()):
            if words.low[at : at + len(name)] == name and words.printed(at)[:1].isupper():
                return at + len(name)
        return None


def _named_pair(words: Words, first: int) -> Subject | None:
    joined, at = False, first
    while at < len(words) and at - first < 16:
        word = words.low[at]
        if word == "and":
            joined = words.at(at + 2 if words.at(at + 1) == "the" else at + 1) in TITLES
            if not joined:
                return None
        elif word not in ("of", "the", "de", "bin", "al") and not words.raw[at][0].isupper():
            break
        at += 1
    return Subject(first, at, Voice.OWN) if joined else None


def _by_first_word(lexicon: Lexicon) -> dict[str, tuple[tuple[str, ...], ...]]:
    partners = lexicon.tables["partners"]
    aliases = [alias for alias, name in partners["aliases"].items() if name in partners["countries"]["names"]]
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in (*partners["countries"]["names"], *aliases):
        parts = tuple(name.lower().split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}


_KNOWN: dict[int, tuple[Lexicon, Voices]] = {}


def voices_of(lexicon: Lexicon) -> Voices:
    """The voices of a lexicon, made once; the lexicon is kept so that its id stays its own."""
    if id(lexicon) not in _KNOWN:
        _KNOWN[id(lexicon)] = (lexicon, Voices(lexicon))
    return _KNOWN[id(lexicon)][1]
