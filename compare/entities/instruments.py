"""Named things a clause is about - plans, agreements, funds, working groups - and the abbreviations a text gives them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapporteur.compare.entities.abbreviations import bracketed, introduced, own_names, squeezed
from rapporteur.compare.entities.name_parts import COMPLEMENTS, Names
from rapporteur.compare.entities.name_shapes import JOINING, NOTE_MARK, Heads, heads_of, stretches
from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.text.tokens import Words

NUMBERED = re.compile(
    r"\b(?:decision )?\d{1,3}/(?:CP|CMA|CMP|COP)\.\d{1,3}\b"
    r"|\b(?:UNSC |UN Security Council |UN |Security Council )?[Rr]esolutions? (?:No\. ?)?(?:[A-Z]{1,2}[/-][\w./-]*\d|\d{1,4}(?:/\d{1,4})?(?: \(\d{4}\))?)"
    r"|\b(?:[Rr]esolutions? |[Dd]ecisions? )?(?:(?:MEPC|MSC|LEG|FAL|A)\.\d{1,4}\(\d{1,3}\)|(?:WHA|EB)\d{1,3}(?:\.\d{1,3}|\(\d{1,3}\))|A\d{2}-\d{1,3}\b|[AS]/RES/\d+(?:/\d+)?)"
    r"|\b(?:Assembly/AU|EX\.CL)/[A-Z][a-z]{2,3}\.\s?\d+\s?\([IVXLC]+\)"
    r"|\b(?:[Dd]ecision )(?:[A-Z]{2,4}-\d{1,3}|[IVX]+|\d{1,2})/\d{1,3}\b(?!\.)"
    r"|\b(?:[A-Z][\w.-]+ ){0,4}(?:Agenda|Vision) 20\d\d\b"
    r"|\bUNSCRs? \d{3,4}\b|\bExecutive Order \d{4,5}\b|\b(?:Proclamation|Directive|Regulation|Ordinance|Decision) (?:\([A-Z]{2,5}\) )?(?:No\.? ?)?\d+(?:/\d+)*\b(?!/)"
)
"""Decisions, resolutions and orders that are named by their number."""


class Instruments:
    """Finds the instruments of a statement's clauses. Made once for a statement: abbreviations hold all through it."""

    def __init__(
        self, lexicon: Lexicon, clauses: Iterable[Words], known: dict[str, str], forum: str = ""
    ) -> None:
        """``known`` are abbreviations from elsewhere in the text, short to long; ``forum`` is the id of the body that speaks."""
        cuts = tuple(clauses)
        self._heads = heads_of(lexicon)
        text = " ".join(words.text for words in cuts)
        own = own_names(text, forum)
        self.abbreviations = _defined(cuts, self._heads, own)
        """Short to long, as far as the text defines them for instruments."""
        elsewhere = (
            short
            for short, long in known.items()
            if self._heads.knows(long)
            and long.lower() not in self._heads.never
            and not {squeezed(short), squeezed(long)} & own
        )
        capitals = (
            name
            for name in introduced(text)
            if name.lower() not in self._heads.never and squeezed(name) not in own
        )
        short = frozenset(squeezed(short) for short in (*self.abbreviations, *elsewhere, *capitals))
        self._names = Names(self._heads, short, own)

    def named(self, words: Words) -> tuple[str, ...]:
        """The instruments of a clause as printed there, each once, in reading order."""
        found: list[tuple[int, int]] = []
        for first, last in stretches(words, self._heads):
            found += self._names.inside(words, first, last)
        found = [(a, b) for a, b in found if words.low[max(a - 3, 0) : a] != ("parties", "to", "the")]
        names = [(words.spans[a][0], _printed(words.phrase(a, b))) for a, b in found]
        taken = [(words.spans[a][0], words.spans[b - 1][1]) for a, b in found]
        for match in self._heads.find_lower_names(words.text):
            if not any(a < match.end(1) and match.start(1) < b for a, b in taken) and _is_lower_name(
                self._heads, match[1], complemented=" on " in (match[2] or "")
            ):
                names.append((match.start(1), match[1] + (match[2] or "")))
        names += self._spelt_out(words, names)
        names += [
            (match.start(), match.group())
            for match in NUMBERED.finditer(words.text)
            if not any(a <= match.start() and match.end() <= b for a, b in taken)
        ]
        distinct: dict[str, str] = {}
        for _, name in sorted(names):
            distinct.setdefault(squeezed(name), name)
        return tuple(name for name in distinct.values() if not self._is_repeated(name, distinct))

    def _spelt_out(self, words: Words, names: list[tuple[int, str]]) -> list[tuple[int, str]]:
        """Names in lower case that a bracket abbreviates: "container return scheme (CRS)"; the short form alone is taken away."""
        found = []
        for at in (at for at, raw in enumerate(words.raw) if raw == "(" and words.at(at + 2) == ")"):
            short = words.raw[at + 1]
            letters = "".join(c for c in short.removesuffix("s") if c.isupper()).lower()
            begin = at - len(letters)
            spelt = words.low[max(begin, 0) : at]
            if begin < 0 or len(letters) < 2 or "".join(word[:1] for word in spelt) != letters:
                continue
            if not any(words.raw[k][0].isupper() for k in range(begin, at)) and self._heads.knows(spelt[-1]):
                found.append((words.spans[begin][0], words.phrase(begin, at)))
                names[:] = [(place, name) for place, name in names if name != short]
        return found

    def _is_repeated(self, name: str, all_names: dict[str, str]) -> bool:
        """True for a short form beside its long one, and for "the Joint Guide" beside "Joint Guide to Clauses"."""
        long = self.abbreviations.get(name)
        for other in all_names.values():
            if other == name:
                continue
            if long and (long in other or f"({name})" in other):
                return True
            follows = other.removeprefix(name).split()
            if other.startswith(f"{name} ") and follows[0][:1].isdigit():
                return True
            if other.startswith(name) and follows and follows[0] in COMPLEMENTS:
                return True
        return False


def _defined(cuts: tuple[Words, ...], heads: Heads, own: frozenset[str]) -> dict[str, str]:
    names = Names(heads, frozenset(), own)
    found: dict[str, str] = {}
    for words in cuts:
        for first, last in stretches(words, heads) if "(" in words.raw else ():
            for at, (short, begin) in bracketed(words, first, last).items():
                name = words.phrase(begin, at)
                headed = names.is_core(words, begin, at) or heads.is_head(words, at - 1)
                if headed and name.lower() not in heads.never and squeezed(short) not in own:
                    found[short] = name
    return found


def _is_lower_name(heads: Heads, name: str, *, complemented: bool) -> bool:
    parts = name.split()
    if name in heads.lower:
        return complemented
    first = parts[0]
    if first in heads.describing or first in JOINING or first.endswith(("ed", "ing", "ly")):
        return False
    return not any(part in JOINING for part in parts)


def _printed(name: str) -> str:
    """A name without the footnote mark or the apostrophe-s that its last word carries."""
    return re.sub(r"['’]s$", "", NOTE_MARK.sub("", name))
