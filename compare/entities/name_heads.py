"""Which words make a name an instrument, which an event or an organ: the closed lists of the lexicon, ready for looking up."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.text.tokens import Words

YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?(?:'s)?$")
"""A year or a run of years, as a name carries it: "2031", "2031-2035"."""

NOTE_MARK = re.compile(r"(?<=[a-z]{3})\d{1,2}$")
"""A footnote mark that a text layer glued to a word."""


class Heads:
    """The words of ``instruments.toml``. Made once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        table = lexicon.tables["instruments"]["heads"]
        words = [head.lower() for head in table["words"]]
        self.wary = frozenset(head.lower() for head in table["wary"])
        self._single = frozenset(head for head in words if " " not in head) | self.wary
        self._paired = frozenset(tuple(head.split()) for head in words if " " in head)
        self._events = frozenset(word.lower() for word in table["events"])
        self.generic = frozenset(table["generic"])
        self.soft = _by_first_word(tuple(s.split()) for s in table["soft"])
        """Lower-case heads by their first word, the longest first."""
        self.openers = frozenset(table["openers"])
        self.makers = frozenset(table["makers"])
        self.describing = frozenset(table["describing"])
        partners = lexicon.tables["partners"]
        organisations = (*partners["organisations"]["names"], *partners["aliases"])
        self.never = frozenset(name.lower() for name in (*organisations, *table["never"]))
        self.lower = frozenset(table["lower"])
        lower = "|".join(re.escape(head) for head in table["lower"])
        self.lower_names = re.compile(
            rf"\b(?:[Tt]he|its|their|[A-Z][a-z]+['’]s?)\s((?:[a-zA-Z-]+\s){{0,3}}?(?:{lower}))\b"
            r"((?:\son\s(?!the\b)[a-z-]+(?:\sand\s[a-z-]+)?)|(?:\sfor\s20\d\d))?"
        )
        """A plan in lower case after an article or a possessor, with what it is on or for."""

    def find_lower_names(self, text: str) -> Iterator[re.Match[str]]:
        """Where ``lower_names`` finds something; most clauses hold none of its heads, which is quick to see."""
        return self.lower_names.finditer(text) if any(head in text for head in self.lower) else iter(())

    def is_head(self, words: Words, at: int) -> bool:
        """True for a capitalised word that makes a name an instrument."""
        if not words.raw[at][0].isupper():
            return False
        word = words.low[at].removesuffix("'s")
        if word[-1:].isdigit():
            word = NOTE_MARK.sub("", word)
        return word in self._single or (words.at(at - 1), word) in self._paired

    def is_event(self, words: Words, at: int) -> bool:
        """True for a capitalised word that makes a name an event or an organ."""
        return (
            words.raw[at][0].isupper() and words.low[at].removesuffix("'s").removesuffix("'") in self._events
        )

    def any_in(self, words: Words, first: int, last: int) -> bool:
        """True where a head stands among the words from ``first`` up to ``last``."""
        return any(self.is_head(words, at) for at in range(first, last))

    def knows(self, phrase: str) -> bool:
        """True where any word of ``phrase`` is a head, whatever its case."""
        return not self._single.isdisjoint(phrase.lower().split())


def _by_first_word(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(phrases, key=lambda one: (-len(one), one)):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(some) for first, some in found.items()}


_KNOWN: dict[int, tuple[Lexicon, Heads]] = {}


def heads_of(lexicon: Lexicon) -> Heads:
    """The heads of a lexicon, made once; the lexicon is kept so that its id stays its own."""
    if id(lexicon) not in _KNOWN:
        _KNOWN[id(lexicon)] = (lexicon, Heads(lexicon))
    return _KNOWN[id(lexicon)][1]
