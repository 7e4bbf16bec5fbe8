"""The language of a lexicon's phrases, and how they are found in a text.

A phrase is words with one space between them. Plurals and British or American spelling make no difference.

``supply chain``        these words, next to each other (``supply-chains`` too: a hyphen parts words)
``decarbonis*``         a word that begins so
``ship|vessel registry``  one or the other
``access .. finance``   up to five words in between
``{partner}``           any entry of the lexicon's set of that name
``AI``                  in capitals (two letters or more): only in capitals, so that WHO is not "who"
``^ taking note``       only at the start of the text
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

Owner = TypeVar("Owner")
_NO_SETS: Mapping[str, Sequence[str]] = MappingProxyType({})
GAP = ".."
START = "^"
# Five words bridge "agreed to convene the 5th X Meeting"; more would join two thoughts.
LONGEST_GAP = 5
# A prefix is looked up by its first three letters; a shorter one would mean half the dictionary.
PREFIX_KEY = 3
# Distinct words whose phrases are remembered: more than any statement has.
MOST_WORDS = 65536

# "U.S.", "U.N.": an abbreviation with points is one word.
_WORD = re.compile(r"\b(?:[A-Z]\.){2,}|[^\W_]+(?:['’][^\W_]+)?")
# Letters that a word must hold, the spelling they may stand in, and what takes its place. The letters are asked
# first: most words hold none of them, and a pattern tried in vain costs ten times as much.
# Letters that show at once whether a spelling can be meant, the pattern, and the British spelling.
_AMERICAN = (
    ("iz", re.compile(r"iz(e|a|ing)"), r"is\1"),
    ("yz", re.compile(r"yz(e|ing)"), r"ys\1"),
    ("our", re.compile(r"^(lab|harb|behavi|neighb|fav|hon|endeav)our"), r"\1or"),
    ("ense", re.compile(r"^(def|off)ense"), r"\1ence"),
    ("center", re.compile(r"^center"), "centre"),
    ("programme", re.compile(r"^programme"), "program"),
    ("fiber", re.compile(r"^fiber"), "fibre"),
)
# Another word than its singular: a central bank's securities are no security.
_NO_PLURAL = frozenset({"securities", "customs", "goods", "news"})


class Word(NamedTuple):
    """A word of a text: as printed, folded for matching, and where it stands."""

    printed: str
    folded: str
    start: int
    end: int


_word = partial(tuple.__new__, Word)
"""A word of four values, at half the cost of naming them: a long text has twenty thousand."""


class Hit(NamedTuple, Generic[Owner]):
    """A phrase found: what the phrase belongs to, and the words (first, one past the last) that it covers."""

    owner: Owner
    first: int
    last: int


@lru_cache(maxsize=65536)
def fold(word: str) -> str:
    """The word without case, plural, possessive and American spelling.

    >>> fold("Organizations"), fold("Parties’"), fold("crisis")
    ('organisation', 'party', 'crisis')
    """
    folded = word.lower().replace("’", "'").removesuffix("'s").rstrip("'")
    return _singular(_british(folded))


def _british(word: str) -> str:
    for letters, pattern, spelling in _AMERICAN:
        if letters in word:
            word = pattern.sub(spelling, word)
    return word


def _singular(word: str) -> str:
    if word in _NO_PLURAL or len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ches", "shes", "sses", "xes")):
        return word[:-2]
    return word[:-1]


def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text with their spans; a hyphen parts words, an apostrophe does not."""
    words = []
    for found in _WORD.finditer(text):
        printed = found[0]
        if "." in printed:
            printed = printed.replace(".", "")
        words.append(_word((printed, fold(printed), *found.span())))
    return tuple(words)


@dataclass(frozen=True, slots=True)
class _Element:
    """One place of a phrase: the words that may stand there, or a gap, or a set."""

    exact: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    named_set: str = ""
    gap: bool = False

    @property
    def is_plain(self) -> bool:
        """True where only certain words fit, whatever their capitals and however they go on."""
        return bool(self.exact) and not (self.capitals or self.prefixes)

    def fits(self, word: Word) -> bool:
        if word.folded in self.exact:
            return True
        if self.capitals and _as_capitals(word.printed) in self.capitals:
            return True
        return bool(self.prefixes) and word.folded.startswith(self.prefixes)


def _as_capitals(printed: str) -> str:
    """An acronym without its plural or possessive ending: "MOUs" is MOU."""
    bare = printed.replace("’", "'").removesuffix("'s")
    return bare[:-1] if len(bare) > 2 and bare.endswith("s") and bare[:-1].isupper() else bare


@lru_cache(maxsize=16384)
def _read_element(word: str) -> _Element:
    if _is_bare(word):
        return _Element(frozenset((fold(word),)))
    if word == GAP:
        return _Element(gap=True)
    if word.startswith("{") and word.endswith("}"):
        return _Element(named_set=word[1:-1])
    choices = word.split("|")
    capitals = {c for c in choices if len(c) > 1 and c.isupper()}
    prefixes = tuple(fold_prefix(c) for c in choices if c.endswith("*"))
    exact = {fold(c) for c in choices if c not in capitals and not c.endswith("*")}
    return _Element(frozenset(exact), frozenset(capitals), prefixes)


def _is_bare(word: str) -> bool:
    """A word that means itself, as most words of most phrases do."""
    return "|" not in word and word[-1] != "*" and word[0] != "{" and word != GAP and not word.isupper()


def fold_prefix(prefix: str) -> str:
    """A prefix in British spelling; its last letters are no plural, so they stay."""
    return _british(prefix.rstrip("*").lower())


class _Phrase(Generic[Owner]):
    """A phrase as written; of thousands in a lexicon a text opens a few hundred, so the others are never read.

    No data class: thousands are made at each start, and a frozen one takes four times as long to make.
    """

    def __init__(self, words: Sequence[str], owner: Owner, *, at_start: bool) -> None:
        self.words, self.owner, self.at_start = words, owner, at_start

    @cached_property
    def elements(self) -> tuple[_Element, ...]:
        return tuple(map(_read_element, self.words))


@dataclass(frozen=True, slots=True)
class _Opened(Generic[Owner]):
    """The phrases that a word opens, by what may come next: nothing, one of some words, anything."""

    alone: tuple[_Phrase[Owner], ...]
    with_next: Mapping[str, Sequence[_Phrase[Owner]]]
    with_any: tuple[_Phrase[Owner], ...]

    @staticmethod
    def of(phrases: Iterable[_Phrase[Owner]]) -> _Opened[Owner]:
        alone, other = [], []
        by_next: dict[str, list[_Phrase[Owner]]] = {}
        for phrase in phrases:
            if len(phrase.words) == 1:
                alone.append(phrase)
                continue
            second = _read_element(phrase.words[1])
            if second.is_plain:
                for word in second.exact:
                    by_next.setdefault(word, []).append(phrase)
            else:
                other.append(phrase)
        return _Opened(tuple(alone), by_next, tuple(other))


_NOTHING: _Opened[Any] = _Opened((), {}, ())
_UNMET: Any = object()


class PhraseBook(Generic[Owner]):
    """Phrases made ready for finding: every phrase with what it belongs to, indexed by its first word."""

    def __init__(
        self, phrases: Iterable[tuple[str, Owner]], sets: Mapping[str, Sequence[str]] = _NO_SETS
    ) -> None:
        self._exact: dict[str, list[_Phrase[Owner]]] = {}
        self._capitals: dict[str, list[_Phrase[Owner]]] = {}
        self._prefixes: dict[str, list[_Phrase[Owner]]] = {}
        self._by_set: dict[str, list[_Phrase[Owner]]] = {}
        self._met: dict[str, _Opened[Owner] | None] = {}
        self._last: tuple[Sequence[Word], list[Hit[Owner]]] = ((), [])
        self._sets = {name: PhraseBook((entry, name) for entry in entries) for name, entries in sets.items()}
        for text, owner in phrases:
            self._add(text, owner)

    def _add(self, text: str, owner: Owner) -> None:
        words = text.replace("-", " ").split()
        at_start = words[0] == START
        phrase = _Phrase(words[at_start:], owner, at_start=at_start)
        if _is_bare(phrase.words[0]):
            self._exact.setdefault(fold(phrase.words[0]), []).append(phrase)
            return
        first = _read_element(phrase.words[0])
        for word in first.exact:
            self._exact.setdefault(word, []).append(phrase)
        for word in first.capitals:
            self._capitals.setdefault(word, []).append(phrase)
        for prefix in first.prefixes:
            self._prefixes.setdefault(prefix[:PREFIX_KEY], []).append(phrase)
        if first.named_set:
            self._by_set.setdefault(first.named_set, []).append(phrase)

    def names(
        self, named_set: str, words: Sequence[Word], *, ignore: frozenset[str] = frozenset()
    ) -> dict[int, int]:
        """Where the entries of a set stand in the text: first word -> one past the last; none for an unknown set."""
        book = self._sets.get(named_set)
        return book._set_spans(words, ignore) if book else {}

    def find(self, words: Sequence[Word], *, ignore: frozenset[str] = frozenset()) -> list[Hit[Owner]]:
        """Every phrase found, in reading order; hits may overlap. ``ignore`` silences entries of sets.

        ``ignore`` holds folded texts: a forum's own name is none of its partners.
        """
        spans = {name: book._set_spans(words, ignore) for name, book in self._sets.items()}
        by_set = [(spans[name], more) for name, more in self._by_set.items() if spans.get(name)]
        hits: list[Hit[Owner]] = []
        for at, opened in self._places(words, [starts for starts, _ in by_set]):
            if opened.alone:
                hits += [Hit(p.owner, at, at + 1) for p in opened.alone if not (p.at_start and at)]
            # What a phrase is tried from: its first word is known to fit, and that of `with_next` its second too.
            tried = [(phrase, 1) for phrase in opened.with_any]
            if opened.with_next and at + 1 < len(words):
                tried[:0] = [(phrase, 2) for phrase in opened.with_next.get(words[at + 1].folded, ())]
            for starts, more in by_set:
                if at in starts:
                    tried += [(phrase, 0) for phrase in more]
            for phrase, done in tried:
                if phrase.at_start and at:
                    continue
                last = _follow(phrase.elements, words, at + done, spans, done)
                if last is not None:
                    hits.append(Hit(phrase.owner, at, last))
        return hits

    def _places(
        self, words: Sequence[Word], starts: Sequence[Mapping[int, int]]
    ) -> Iterator[tuple[int, _Opened[Owner]]]:
        """Where a phrase may begin, in reading order: at a word that opens some, and at an entry of a set."""
        get, look_up = self._met.get, self._look_up
        for at, word in enumerate(words):
            opened = get(word[0], _UNMET)
            if opened is None and not starts:  # most words open nothing
                continue
            if opened is _UNMET:
                opened = look_up(word)
            if opened is not None:
                yield at, opened
            elif any(at in those for those in starts):
                yield at, _NOTHING

    def _look_up(self, word: Word) -> _Opened[Owner] | None:
        """The phrases that the word opens, None where it opens none; remembered for when it comes again."""
        phrases = [*self._exact.get(word.folded, ())]
        if self._capitals:
            phrases += self._capitals.get(_as_capitals(word.printed), ())
        phrases += (p for p in self._prefixes.get(word.folded[:PREFIX_KEY], ()) if p.elements[0].fits(word))
        if len(self._met) > MOST_WORDS:
            self._met.clear()
        opened = self._met[word.printed] = _Opened.of(phrases) if phrases else None
        return opened

    def _set_spans(self, words: Sequence[Word], ignore: frozenset[str]) -> dict[int, int]:
        """Where entries of this set stand: first word -> one past the last, the longest entry winning."""
        if self._last[0] is not words:  # a text is asked for its names more than once in a row
            self._last = (words, self.find(words))
        spans: dict[int, int] = {}
        for hit in self._last[1]:
            text = " ".join(word.folded for word in words[hit.first : hit.last])
            if text not in ignore and hit.last > spans.get(hit.first, 0):
                spans[hit.first] = hit.last
        return spans


def _follow(
    elements: tuple[_Element, ...],
    words: Sequence[Word],
    at: int,
    spans: Mapping[str, Mapping[int, int]],
    done: int = 0,
) -> int | None:
    """One past the last word that the elements from ``done`` on cover from ``at`` on, None where they do not fit."""
    for i in range(done, len(elements)):
        element = elements[i]
        if element.gap:
            ends = (_follow(elements, words, at + skip, spans, i + 1) for skip in range(LONGEST_GAP + 1))
            return next((last for last in ends if last is not None), None)
        if element.named_set:
            after = spans.get(element.named_set, {}).get(at)
            if after is None:
                return None
            at = after
        elif at < len(words) and element.fits(words[at]):
            at += 1
        else:
            return None
    return at
