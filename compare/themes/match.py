"""What in a text speaks for which theme: the phrases found, weighed, with names of offices set aside; how typical a text is of each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log, sqrt
from typing import NamedTuple

from rapporteur.compare.model import Statement
from rapporteur.compare.themes.lexicon import HOTSPOTS, PARTNERS, Kind, ThemeLexicon
from rapporteur.compare.themes.phrases import Hit, Word, fold, split_words

_Owner = tuple[str, Kind]
# A decisive or general phrase makes a theme (1 is enough); two hints do, one never does.
WEIGHT = {Kind.DECISIVE: 1.0, Kind.GENERAL: 1.0, Kind.HINT: 0.5}
ENOUGH = 1.0
# "Minister for Digital Economy and Society", "Department of the Treasury": says who, not what about.
_OFFICE = re.compile(
    r"\b(?:(?:Deputy |Vice[- ]|Prime |Permanent |Under-?|Parliamentary )*(?:Minister|Ministry|Ministers|Secretary|"
    r"Secretaries|Department|Commissioner|Director[- ]General|Undersecretary|Bureau|Board of Governors)"
    r"(?: of State)? (?:of|for|to)(?: the)? )"
    r"[A-Z][\w’'-]*(?:(?:,? and|,| &| of| of the| for)? [A-Z][\w’'-]*){0,6}"
)
# "US$ 5 million": the sign of a currency names no country.
_CURRENCY = re.compile(r"\b[A-Z]{1,3}(?=\$)")
# Six names in a row are a list of members or of those present; a text is not about each of them.
_LONG_LIST = re.compile(
    r"\b[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}"
    r"(?:[,;] (?:and |the )?[A-Z][\w.’'-]*(?: (?:of |and |the )?[A-Z][\w.’'-]*){0,5}){5,}"
)
# "The Meeting welcomed": who speaks, not what of; "The Meeting was held" does speak of the meeting.
_SPEAKER = re.compile(
    r"^(?:(?:The|This) )?(?:Meeting|Ministers|Leaders|Conference|Committee|Council|Board|Assembly|Summit|Members|Parties)"
    r"(?= (?:also |further |therefore )?[a-z]+(?:ed|es|s)\b)(?! (?:was|has|is)\b)"
)
# "We, the Heads of State of A, B and C, met": who they are, up to what they say or did.
_SPEAKERS = re.compile(
    r"^We, (?:the )?(?:Heads|Leaders|Ministers|Presidents|Members|Representatives)\b[^;:.]{3,400}?"
    r"(?=,? (?:met|have met|gathered|have gathered|held|convened|having|express|reaffirm|recogni[sz]e|commit|declare|adopt|welcome)\b)"
)
_ASIDE = (_OFFICE, _LONG_LIST, _CURRENCY, _SPEAKER, _SPEAKERS)
# A heading as short as this is its subject: "Health", "Free and fair trade".
SHORT_HEADING = 4


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one theme: the weight, the strongest kind of phrase, and the words."""

    weight: float
    kind: Kind
    reasons: tuple[str, ...]

    @property
    def is_enough(self) -> bool:
        return self.weight >= ENOUGH


class EvidenceReader:
    """Finds a lexicon's phrases in the texts of one statement; headings and leads are read once."""

    def __init__(self, lexicon: ThemeLexicon, statement: Statement) -> None:
        self._book = lexicon.book
        self._own_names = _own_names(statement)
        self._long_forms = _long_forms(statement)
        self._misread = frozenset(
            short for short, long in statement.abbreviations if self._is_another(short, long)
        )
        self._seen: dict[str, dict[str, Evidence]] = {}
        self._split: dict[str, tuple[Word, ...]] = {}

    def read(self, text: str) -> dict[str, Evidence]:
        """Theme -> evidence, for every theme that any phrase speaks for."""
        if text not in self._seen:
            words = self.words(text)
            hits = self._book.find(words, ignore=self._own_names)
            self._seen[text] = _weigh(self._telling(hits, words), words)
        return self._seen[text]

    def _telling(self, hits: Sequence[Hit[_Owner]], words: Sequence[Word]) -> list[Hit[_Owner]]:
        """The hits that tell of a subject. A part of a partner's name does not: the Telecommunication Union is there
        for anything. Of places of tension one tells as much as many: they may be those who met."""
        named = tuple(self._book.names(PARTNERS, words).items())
        repeated = tuple(self._book.names(HOTSPOTS, words).items())[1:]
        return [
            hit
            for hit in hits
            if hit.owner[0] == "partners"
            or not ((hit.first, hit.last) in repeated or any(_is_part(hit, *span) for span in named))
        ]

    def strong(self, text: str) -> dict[str, Evidence]:
        """The themes that the text alone makes."""
        return {theme: e for theme, e in self.read(text).items() if e.is_enough} if text else {}

    def of_heading(self, text: str) -> frozenset[str]:
        """The themes of a heading; in a short one a hint is enough ("Health", "Infrastructure")."""
        found = self.read(text) if text else {}
        enough = frozenset(theme for theme, e in found.items() if e.is_enough)
        is_short = len(text.split()) <= SHORT_HEADING
        return enough or (frozenset(found) if is_short else frozenset())

    def words(self, text: str) -> tuple[Word, ...]:
        """The words that count: abbreviations that the statement defines read in full, offices left out."""
        if text not in self._split:
            self._split[text] = self._words(text)
        return self._split[text]

    def _is_another(self, short: str, long: str) -> bool:
        """True where the lexicon takes a short form for something that its long form in this text does not speak of."""
        meant, said = (
            {hit.owner[0] for hit in self._book.find(split_words(form), ignore=self._own_names)}
            for form in (short, long)
        )
        return bool(meant) and not meant & said

    def _words(self, text: str) -> tuple[Word, ...]:
        aside = [m.span() for pattern in _ASIDE for m in pattern.finditer(text)]
        words: list[Word] = []
        for word in split_words(text):
            if aside and any(start <= word.start < end for start, end in aside):
                continue
            words.append(_muted(word) if word.printed in self._misread else word)
            words.extend(self._long_forms.get(word.printed, ()))
        return tuple(words)


def _is_part(hit: Hit[_Owner], first: int, last: int) -> bool:
    """True for a hit inside a longer run of words."""
    return first <= hit.first and hit.last <= last and hit.last - hit.first < last - first


def _muted(word: Word) -> Word:
    """A word that no phrase holds, at the same place: in this text the letters mean something else."""
    return word._replace(printed="", folded="")


def _own_names(statement: Statement) -> frozenset[str]:
    """Folded runs of words of the title and the forum: a body is no partner of itself."""
    folded = [w.folded for w in split_words(f"{statement.title} {statement.meeting.forum.replace('-', ' ')}")]
    return frozenset(" ".join(folded[i : i + n]) for n in range(1, 6) for i in range(len(folded) - n + 1))


# "The WGDS revised it": the short form of an organ says who did it, not what the clause is about.
_ORGAN = re.compile(
    r"\b(?:Working Group|Committee|Commission|Council|Bureau|Board|Secretariat|Task Force|Officials)\b"
)


def _long_forms(statement: Statement) -> dict[str, tuple[Word, ...]]:
    """Abbreviation -> the words it stands for, but for the names that the body gives itself and of its organs."""
    own = _own_names(statement)
    forms = {}
    for short, long in statement.abbreviations:
        words = split_words(long)
        if words and " ".join(w.folded for w in words) not in own and not _ORGAN.search(long):
            forms[short] = words
    return forms


def _weigh(hits: Iterable[Hit[_Owner]], words: Sequence[Word]) -> dict[str, Evidence]:
    by_theme: dict[str, list[tuple[Kind, Hit[_Owner]]]] = {}
    for hit in hits:
        theme, kind = hit.owner
        by_theme.setdefault(theme, []).append((kind, hit))
    evidence = {}
    for theme, kinds in by_theme.items():
        hidden = [(hit.first, hit.last) for kind, hit in kinds if kind is Kind.NOT]
        seen = [(kind, hit) for kind, hit in kinds if kind is not Kind.NOT and not _is_hidden(hit, hidden)]
        if seen:
            evidence[theme] = _add_up(seen, words)
    return evidence


def _is_hidden(hit: Hit[_Owner], hidden: Iterable[tuple[int, int]]) -> bool:
    """True where a "not" phrase holds every word of the hit: "outer space for all" still says outer space."""
    return any(first <= hit.first and hit.last <= last for first, last in hidden)


def _add_up(hits: Sequence[tuple[Kind, Hit[_Owner]]], words: Sequence[Word]) -> Evidence:
    """The hits' weight: heavier and longer first, every word used once, a phrase said twice counted once."""
    if len(hits) == 1:
        kind, hit = hits[0]
        said = " ".join([word.printed for word in words[hit.first : hit.last] if word.printed])
        return Evidence(WEIGHT[kind], kind, (said,))
    ordered = sorted(hits, key=lambda pair: (-WEIGHT[pair[0]], pair[1].first - pair[1].last, pair[1].first))
    taken: set[int] = set()
    heard: set[str] = set()
    weight, reasons = 0.0, []
    for kind, hit in ordered:
        phrase = " ".join(word.folded for word in words[hit.first : hit.last])
        span = set(range(hit.first, hit.last))
        if span & taken or phrase in heard:
            continue
        taken |= span
        heard.add(phrase)
        weight += WEIGHT[kind]
        reasons.append(" ".join(word.printed for word in words[hit.first : hit.last] if word.printed))
    return Evidence(weight, _strongest(kind for kind, _ in hits), tuple(reasons))


def _strongest(kinds: Iterable[Kind]) -> Kind:
    return min(kinds, key=list(Kind).index)


class Similarity(NamedTuple):
    """The cosine (0-1) of a text with a profile, and how many different words made it."""

    cosine: float
    shared: int


@lru_cache(maxsize=8)
def profiles_of(lexicon: ThemeLexicon) -> Profiles:
    """The profiles of a lexicon, made once and not for every statement."""
    return Profiles(lexicon)


class Profiles:
    """One unit vector per theme; a word that many themes share weighs little.

    Thirty short word lists need no library: importing one would cost more than all of this work.
    """

    def __init__(self, lexicon: ThemeLexicon) -> None:
        counts = {theme: Counter(map(fold, words)) for theme, words in lexicon.profile_words.items()}
        spread = Counter(word for words in counts.values() for word in words)
        self._idf = {word: log((1 + len(counts)) / n) for word, n in spread.items()}
        self._by_word: dict[str, list[tuple[str, float]]] = {}
        for theme, words in counts.items():
            for word, weight in self._unit(words).items():
                self._by_word.setdefault(word, []).append((theme, weight))

    def likeness(self, words: Sequence[Word]) -> dict[str, Similarity]:
        """Theme -> how like these words are to its profile, for every theme that shares a word."""
        cosines: dict[str, float] = {}
        shared: Counter[str] = Counter()
        for word, weight in self._unit(Counter([w.folded for w in words])).items():
            for theme, theirs in self._by_word.get(word, ()):
                cosines[theme] = cosines.get(theme, 0.0) + weight * theirs
                shared[theme] += 1
        return {theme: Similarity(cosine, shared[theme]) for theme, cosine in cosines.items()}

    def _unit(self, counts: Counter[str]) -> dict[str, float]:
        """Every word counts for the length, so that a text full of foreign words is like nothing."""
        rare = log(1 + len(self._idf)) / 2
        vector = {w: (1 + log(n)) * self._idf.get(w, rare if len(w) > 3 else 0.0) for w, n in counts.items()}
        length = sqrt(sum(weight * weight for weight in vector.values()))
        return (
            {w: weight / length for w, weight in vector.items() if w in self._idf and weight}
            if length
            else {}
        )
