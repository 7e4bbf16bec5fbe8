"""Who speaks: the subjects that stand for those who adopt the text, for their own bodies, and for its named members.

A sentence of "Germany" or "President Ada Moe" counts where that country or person is an author of the text (named in its title
or opening), or where the text is a record or a chair's summary, which tells what each participant said. Whoever else is reported
on is no speaker.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.verb_forms import is_adverb
from rapporteur.compare.model import Statement, StatementKind
from rapporteur.compare.text.tokens import Words, tokenise, word_set


class Voice(StrEnum):
    """Whose act it is."""

    OWN = "own"
    """Those who adopt the text: "we", "the Ministers", "CRI members"."""
    BODY = "body"
    """A part of their machinery: a working group, a pillar, a project. Only what it undertakes counts."""
    MEMBER = "member"
    """One country or person among the authors or, in a record, the participants."""
    FOLLOWER = "follower"
    """ "they", "it", "he": whoever spoke before."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject: words ``first`` up to ``last``, and its voice."""

    first: int
    last: int
    voice: Voice


@dataclass(frozen=True, slots=True)
class Authors:
    """Who speaks in one statement, as far as that statement tells.

    ``countries`` are the countries that adopt it, as lower-case words; ``persons`` the last names of their leaders;
    ``bodies`` abbreviations of its own machinery; ``forum`` its names. ``is_record`` where it tells who said what.
    """

    countries: frozenset[tuple[str, ...]] = frozenset()
    persons: frozenset[str] = frozenset()
    bodies: frozenset[str] = frozenset()
    forum: frozenset[str] = frozenset()
    is_record: bool = False


NO_AUTHORS = Authors()

REACH = 7  # words that a subject may have before its head ("previously participating states")
LONGEST_LIST = 90  # words of the longest list of countries that is read as one subject
OPENING_CLAUSES = 3  # the clauses in which a statement says who met
TITLES = word_set(
    "prime president minister ministers foreign secretary chancellor premier king queen taoiseach chair chairman chairperson"
    " ambassador envoy commissioner governor co-chairs co-chair director-general vice-president"
)
"""Words that begin the name of a person in office."""
OFFICE_ALONE = word_set(
    "president chair co-chairs co-chair secretary chairman chairperson chairs secretary-general"
)
"""Offices that stand for their holder in a record ("The President announced")."""
DEFINED = re.compile(r"([A-Z][a-z]+) \(([A-Z][A-Z-]{2,9})\)")
RECORD_TITLE = re.compile(
    r"\b(?:summary|summaries|record|minutes|proceedings|highlights|readout|read-out|outcome of|report of the (?:meeting|session|chair))\b",
    re.IGNORECASE,
)
HEADS_OF_STATE = word_set("president minister leaders chancellor")
FEW = 4  # countries of a statement whose leaders are named by what they said
WHO_MET = re.compile(
    r"\b(?:met|meet|meeting|gather|conven|attend|participa|delegat)\w*\b|\bwe, the\b", re.IGNORECASE
)
SOME = word_set("many several some others most all")  # who speaks in a record without a name
BREAKERS = word_set(
    "that which who whose whom by with for to from as if when while where than of in on at into under through and or but "
    "is are was were be been has have had will shall should must may can could would not its"
)
"""Words that cannot stand inside a simple subject: a new phrase begins there."""
DETERMINERS = word_set("the a an both all our these those their this each every")
PARTICLES_OF_NAMES = word_set("of the de bin al van von da for jr sr")
FORMS_OF_STATE = word_set("republic kingdom state federation commonwealth union principality emirate")
NOT_AN_AUTHOR = word_set("with in at against to on from by across toward towards into between")


class Speakers:
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
        self.member_verbs = frozenset(lexicon.tables["voices"]["members"]["verbs"])
        self._verbs = frozenset(lexicon.spellings) | frozenset(lexicon.expressing)
        self._countries = _countries_by_first_word(lexicon)
        aliases = lexicon.tables["partners"]["aliases"].items()
        self._aliases = {tuple(a.lower().split()): tuple(name.lower().split()) for a, name in aliases}

    def authors_of(self, statement: Statement) -> Authors:
        """Who adopts the statement: countries and persons of its title and opening, its own bodies, its forum's names."""
        first = tuple(clause.text for clause in statement.clauses[:OPENING_CLAUSES])
        opening = (statement.title, *first[:1], *(text for text in first[1:] if WHO_MET.search(text)))
        tokens = tuple(tokenise(text) for text in opening if text)
        text = " ".join(clause.text for clause in statement.clauses)
        bodies = (
            short.lower()
            for head, short in DEFINED.findall(text)
            if head.lower() in self._bodies or head.lower() in self._heads
        )
        countries = frozenset(self._authors(tokens))
        titles = [word for words in tokens for word in words.low if word in HEADS_OF_STATE]
        named = {name for words in tokens for name in _persons(words)} if len(titles) > 1 else set()
        named = named or _often_speaking(statement, few=1 < len(countries) <= FEW)
        return Authors(
            countries=countries if len(countries) > 1 else frozenset(),
            persons=frozenset(named),
            bodies=frozenset(bodies),
            forum=frozenset(part for part in statement.meeting.forum.split("-") if len(part) > 2),
            is_record=statement.kind is StatementKind.MINUTES or bool(RECORD_TITLE.search(statement.title)),
        )

    def _authors(self, opening: tuple[Words, ...]) -> Iterable[tuple[str, ...]]:
        for words in opening:
            for at in range(len(words)):
                end = self.country_end(words, at)
                before = words.low[at - 2] if at > 1 and words.low[at - 1] == "the" else words.at(at - 1)
                is_owner = end is not None and words.low[end - 1].endswith("'s")
                if end is not None and not is_owner and before not in NOT_AN_AUTHOR:
                    yield self.canonical(words.low[at:end])

    def subject_at(self, words: Words, index: int, authors: Authors = NO_AUTHORS) -> Subject | None:
        """The subject that begins at word ``index``, or None."""
        word = words.at(index)
        if word in self._pronouns:
            return Subject(index, index + 1, Voice.OWN)
        if word in self._followers:
            return Subject(index, index + 1, Voice.FOLLOWER)
        named = index + 1 if word == "the" else index
        countries = self._countries_at(words, index, authors)
        if countries:
            return countries
        if authors.is_record and word in SOME and words.at(index + 1) in self._verbs:
            return Subject(index, index + 1, Voice.MEMBER)
        noun = self._person(words, index, authors) or self._noun(words, index)
        if noun is not None and noun.last > named + 1:
            return noun
        if words.at(named) in authors.forum and words.printed(named).isupper():
            return Subject(index, named + 1, Voice.OWN)
        if words.at(named) in authors.bodies:
            return Subject(index, named + 1, Voice.BODY)
        return noun

    def canonical(self, name: tuple[str, ...]) -> tuple[str, ...]:
        """A country under the lexicon's own name for it: ("u.s.",) is ("united", "states")."""
        return self._aliases.get(name, name)

    def _countries_at(self, words: Words, first: int, authors: Authors) -> Subject | None:
        """ "Australia", "Australia and Fiji", "A, B, C and D, as well as E": two and more together speak for the statement."""
        names, last = self._country_list(words, first)
        if not names:
            return None
        known = [name for name in names if self.canonical(name) in authors.countries]
        if len(names) > 1:
            outsiders = bool(authors.countries) and not known and not authors.is_record
            return None if outsiders else Subject(first, last, Voice.OWN)
        return Subject(first, last, Voice.MEMBER)

    def _country_list(self, words: Words, first: int) -> tuple[list[tuple[str, ...]], int]:
        names: list[tuple[str, ...]] = []
        at, last = first, first
        while at - first < LONGEST_LIST:
            start = at + 1 if words.at(at) == "the" else at
            end = self.country_end(words, start)
            if end is None:
                break
            names.append(words.low[start:end])
            last = at = end
            if words.low[last : last + 2] == ("of", "america"):
                last = at = last + 2
            closed = next((k for k in range(last + 1, last + 6) if words.at(k) == ")"), 0)
            if words.at(last) == "(" and closed:
                last = at = closed + 1
            while words.at(at) in (",", "and", "&", "as", "well"):
                at += 1
        if len(names) > 2 and words.at(last) == "," and "well" in words.low[first:last]:
            last += 1  # the comma that closes "..., as well as Norland,"
        return names, last

    def country_end(self, words: Words, at: int) -> int | None:
        """The word after the country name that begins at ``at``, or None where none does."""
        at = _past_form_of_state(words, at) if words.printed(at)[:1].isupper() else len(words)
        for name in self._countries.get(words.at(at).removesuffix("'s"), ()):
            found = words.low[at : at + len(name)]
            if (
                found
                and (*found[:-1], found[-1].removesuffix("'s")) == name
                and words.printed(at)[:1].isupper()
            ):
                return at + len(name)
        return None

    def _person(self, words: Words, first: int, authors: Authors) -> Subject | None:
        """ "Prime Minister Ada Moe and President Li", or one of them where that person is an author or the text is a record."""
        at = first + 1 if words.at(first) == "the" else first
        if not words.printed(at)[:1].isupper():
            return None
        acronym = words.printed(at)
        is_acronym = (
            authors.is_record
            and acronym.isupper()
            and acronym.isalpha()
            and (words.low[at],) not in self._aliases
        )
        if words.at(at) not in TITLES and not is_acronym and not self._is_special(words, at):
            return None
        last, is_joint = _person_end(words, at)
        if "ministers" in words.low[at : at + 2]:
            return None
        if is_joint:
            return Subject(first, last, Voice.OWN)
        names = {words.low[k] for k in range(at, last) if words.raw[k][0].isupper()}
        if last - at == 1:
            alone = words.at(at) in OFFICE_ALONE and (authors.is_record or bool(authors.persons))
            return Subject(first, last, Voice.MEMBER) if alone and words.at(first) == "the" else None
        known = authors.is_record or bool(names & authors.persons)
        return Subject(first, last, Voice.MEMBER) if known else None

    @staticmethod
    def _is_special(words: Words, at: int) -> bool:
        return words.at(at) in ("special", "deputy", "vice", "acting", "former") and any(
            words.at(k) in TITLES for k in range(at + 1, at + 4)
        )

    def _noun(self, words: Words, first: int) -> Subject | None:
        found: Subject | None = None
        for at in range(first, min(first + REACH, len(words))):
            word = words.low[at]
            if not word[0].isalnum() or word in BREAKERS:
                break
            if word in self._others:
                return None
            if found and (is_adverb(word) or word in self._verbs):
                break  # the verb, no longer the name: "The Meeting encouraged Members"
            voice = self._head(words, first, at)
            if voice:
                found = Subject(first, at + 1, voice)
        if found:
            names, last = self._country_list(words, found.last)
            found = Subject(first, last, found.voice) if len(names) > 1 else found
        return found

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


def _past_form_of_state(words: Words, at: int) -> int:
    """``at`` moved over "Socialist Republic of" and its like, to the name of the country itself."""
    for last in range(at + 1, min(at + 5, len(words))):
        if words.low[last] == "of" and words.low[last - 1] in FORMS_OF_STATE:
            return last + 1 if all(words.raw[k][0].isupper() for k in range(at, last)) else at
    return at


def _person_end(words: Words, first: int) -> tuple[int, bool]:
    """Where the name of a person in office ends, and whether another person is joined to it."""
    is_joint, at = False, first
    while at < len(words) and at - first < 24:
        word = words.low[at]
        if word == "and":
            after = at + 2 if words.at(at + 1) == "the" else at + 1
            if words.at(after) not in TITLES or not words.printed(after)[:1].isupper():
                break
            is_joint = True
        elif word == ".":
            if len(words.low[at - 1]) > 2:  # the full stop of an initial or of "Jr." and not of the sentence
                break
        elif word == ",":
            if words.at(at + 1) not in ("jr", "sr"):
                break
        elif word == "(":
            if words.at(at + 2) != ")":
                break
            at += 2
        elif word not in PARTICLES_OF_NAMES and not words.raw[at][0].isupper():
            break
        at += 1
    while at > first + 1 and (words.low[at - 1] in PARTICLES_OF_NAMES or words.low[at - 1] in (",", ".")):
        at -= 1
    return at, is_joint


def _often_speaking(statement: Statement, few: bool) -> set[str]:
    """The names of persons in office with whom more than one sentence begins, together or, of two or three leaders, alone."""
    found: Counter[str] = Counter()
    for clause in statement.clauses:
        words = tokenise(clause.text[:LONGEST_LIST])
        if words.at(0) in TITLES and (few or _person_end(words, 0)[1]):
            found.update(set(_persons(words, upto=1 if few else 1000)))
    return {name for name, count in found.items() if count > 1}


def _persons(words: Words, upto: int = 1000) -> Iterable[str]:
    """The names (lower case) of the persons in office whom an opening introduces, those of others ("Norland's President") left out."""
    for at, word in enumerate(words.low[:upto]):
        if (
            word in TITLES
            and words.raw[at][0].isupper()
            and not words.at(at - 1).endswith("'s")
            and words.at(at - 1) not in TITLES
        ):
            last, _ = _person_end(words, at)
            for k in range(at + 1, last):
                if words.raw[k][0].isupper() and words.low[k] not in TITLES and len(words.low[k]) > 2:
                    yield words.low[k]


def _countries_by_first_word(lexicon: Lexicon) -> dict[str, tuple[tuple[str, ...], ...]]:
    partners = lexicon.tables["partners"]
    known = (*partners["countries"]["names"], "European Union", "European Commission")
    found: dict[str, list[tuple[str, ...]]] = {}
    for name in (*known, *(alias for alias, name in partners["aliases"].items() if name in known)):
        parts = tuple(name.lower().split())
        found.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(many, key=len, reverse=True)) for first, many in found.items()}
