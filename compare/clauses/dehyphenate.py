"""Hyphens at line ends: which belong to the word and which only broke it, decided by the document's own words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

# A hyphen at the end of a line, or one left with a space after it by whoever copied the text.
_BROKEN = re.compile(
    r"(?<![\w-])((?:\w+[-\u2010\u2011]){0,8}\w+(?:\.\w+){0,6}\.?)([-\u2010\u00ad\u2011])(?:[ \t]*\n[ \t]*(\w+)|(?<=\w\w.)[ \t]([a-zß-ÿ]\w*))"
)
# A hyphen before a space or the end of a line: without one, nothing is broken.
_LOOSE = re.compile("[-\u2010\u00ad\u2011][ \\t\n]")
_WORDS = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
# After a hyphen that ends an element of a series ("pre- and post-") the space stays.
_SUSPENDED = frozenset("and or to nor und oder et ou y e".split())
# First parts of compounds: with one of these before it, a hyphen is nearly always the writer's own.
_FIRST_PARTS = frozenset(
    "self cross non co pre post multi sub inter anti pro ex semi well long short high low mid on off end all full half "
    "one two three four five six seven eight nine ten first second third fourth fifth twenty thirty forty fifty sixty "
    "state people human gender climate capacity decision policy peer public private medium large small middle top "
    "year month day week time real life cost tax debt trade risk rules evidence community country market member "
    "north south east west vice e in up out over under free fair open like so right old new best least most hard soft".split()
)


class Mender:
    """Mends broken words by the vocabulary of one document and counts them."""

    def __init__(self, texts: Sequence[str], *, typeset: bool) -> None:
        """``typeset`` where a program broke the words (PDF); else a person or a wrapper broke them at hyphens."""
        self.mended = 0
        self._typeset = typeset
        self._texts = texts
        self._words: Counter[str] = Counter()
        self._parts: Counter[str] = Counter()

    def _read_vocabulary(self) -> None:
        """Count the document's words, when the first broken one is met: most documents have none."""
        texts, self._texts = self._texts, ()
        printed = Counter(
            [
                word
                for text in texts
                for word in _WORDS.findall(_BROKEN.sub(" ", text) if _LOOSE.search(text) else text)
            ]
        )
        for word, count in printed.items():
            plain = word.lower().replace("\u2010", "-").replace("\u2011", "-")
            self._words[plain] += count
            for part in plain.split("-"):
                self._parts[part] += count

    def mend(self, text: str) -> str:
        """``text`` with its broken words whole; line breaks elsewhere stay."""
        return _BROKEN.sub(self._decide, text) if _LOOSE.search(text) else text

    def _decide(self, found: re.Match[str]) -> str:
        if self._texts:
            self._read_vocabulary()
        first, hyphen, second = found[1], found[2], found[3] or found[4]
        if second.lower() in _SUSPENDED and not self._words[(first + second).lower()]:
            return f"{first}- {second}"
        self.mended += 1
        return f"{first}{second}" if self._is_one_word(first, hyphen, second) else f"{first}-{second}"

    def _is_one_word(self, first: str, hyphen: str, second: str) -> bool:
        """True where the hyphen only broke the word."""
        solid, hyphened = self._words[(first + second).lower()], self._words[f"{first}-{second}".lower()]
        if hyphen in "\u00ad\u2010" and self._typeset and not first.endswith("."):
            # A typesetter's own hyphen; writers type the plain one.
            return solid >= hyphened
        if not second[0].islower() or first.endswith("."):
            return False
        last = first.lower().rpartition("-")[2]
        if not self._typeset:
            return solid > hyphened and last not in _FIRST_PARTS
        if solid != hyphened:
            return solid > hyphened
        are_words = self._parts[last] > 0 and self._parts[second.lower()] > 0
        return not (last in _FIRST_PARTS or are_words or "-" in first)
