"""When two printed names stand for one instrument, and the one name that it is tracked by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import Clause, Statement
from rapporteur.compare.text.tokens import word_set

BRACKET = re.compile(r"\s*\([^)]*\)")
YEARS = re.compile(r"\b(?:for |of )?(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?\b")
DATED_SHORT = re.compile(r"\b[A-Z][A-Z-]{1,9} (?:19|20)\d\d\b")
"""A short form with its year: "ADM 2025"."""
POSSESSOR = re.compile(r"^(?:[A-Z][\w.-]*['’]s?)\s+(?=\S+\s\S)")


def abbreviations_of(statements: Iterable[Statement]) -> dict[str, str]:
    """Short to long over several statements of a forum; the earliest definition holds where two differ."""
    known: dict[str, str] = {}
    for statement in statements:
        for short, long in statement.abbreviations:
            known.setdefault(short, long)
    return known


def track(name: str, abbreviations: Mapping[str, str]) -> str:
    """The one name for ``name``: abbreviations written out, brackets and a leading possessor gone, in lower case.

    Years stay: the work plans of two years are two instruments.

    >>> track("the HFA (2021)", {"HFA": "Harbour Framework Agreement"})
    'harbour framework agreement'
    """
    term = f"the {name.removeprefix('the ').removeprefix('The ')}"
    bare = POSSESSOR.sub("", BRACKET.sub("", abbreviations.get(term, name)).replace("’", "'").strip())
    bare = DATED_SHORT.sub(lambda m: m[0].replace(" ", "") if m[0] in abbreviations else m[0], bare)
    words = []
    for word in bare.split():
        stem = word.removesuffix("'s")
        long = abbreviations.get(stem) or abbreviations.get(_split_digits(stem))
        words.append(BRACKET.sub("", long) if long else stem)
    tracked = " ".join(words).lower().removeprefix("the ")
    return _without_echo(tracked)


def series(tracked: str) -> str:
    """A tracked name without its years: the work plans of all years are one series.

    >>> series("2031 harbour work plan for 2031-2032")
    'harbour work plan'
    """
    return " ".join(YEARS.sub(" ", tracked).split())


def instruments_of(clauses: Iterable[Clause], abbreviations: Mapping[str, str]) -> dict[str, str]:
    """Tracked name to the name as printed first, over the clauses."""
    found: dict[str, str] = {}
    for clause in clauses:
        for name in clause.instruments:
            found.setdefault(track(name, abbreviations), name)
    return found


def _split_digits(word: str) -> str:
    """ "ADM2025" as "ADM 2025": texts print such a short form both ways."""
    return re.sub(r"(?<=[A-Z])(?=(?:19|20)\d\d$)", " ", word)


def _without_echo(name: str) -> str:
    """ "asean asean digital plan" once an abbreviation that begins with its body was written out after the body."""
    words = name.split()
    return " ".join(word for at, word in enumerate(words) if at == 0 or word != words[at - 1])


YEAR = re.compile(r"(?:19|20)\d\d")
BRACKETED_SHORT = re.compile(r"\(([A-Z][A-Za-z-]{2,13})\)(?:\s*\([^)]*\))?$")
WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*")
APOSTROPHE_S = re.compile(r"['’]s?\b")

SMALL = word_set("a an and at by for from in of on the to under with between against")
"""Words that a name may hold or leave out and remain the same."""

LEADING_ELSEWHERE = word_set("of on for to under with between against in implementing regarding concerning")
"""Before a name they make it the matter of another one: the study *on* a plan is no plan."""

EDITION = word_set(
    "new revised updated draft second third fourth fifth next enhanced amended supplementary additional ii iii iv"
)
"""Words in front that make another edition of what stands behind them."""

AFTERTHOUGHTS = word_set("initiative project programme cooperation scheme")
"""The one word that a fuller name may add at its end."""

SPELT = {
    "program": "programme", "center": "centre", "master plan": "masterplan", "work plan": "workplan",
    "road map": "roadmap", "work programme": "workprogramme",
}  # fmt: skip
"""Two spellings of one word of a name."""

AS_WORD = tuple((spelt, re.compile(rf"\b{spelt}\b"), meant) for spelt, meant in SPELT.items())
"""Each spelling as a whole word; its letters are asked for first, for most names have none of them."""

LEAST_TELLING = 2
"""Words of its own that a short name must have to be found inside a longer one: "Work Plan" stands in every plan."""

SURPLUS = 2
"""Words, beyond its letters, that a name may have before an abbreviation in brackets that stands for the whole of it."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name made comparable: its telling words in order, the years of its edition, its own abbreviation."""

    words: tuple[str, ...]
    years: frozenset[str]
    short: str
    is_defined: bool
    """True where a text gives it an abbreviation: it is a name then, however general its words."""
    tokens: tuple[str, ...]
    """All words, the small ones too."""
    joined: str
    """The telling words without what stands between them."""
    ordered: tuple[str, ...]
    """The telling words by the alphabet."""


class NameReader:
    """Makes names comparable with the abbreviations of the texts and the general words of the lexicon."""

    def __init__(self, abbreviations: Mapping[str, str], lexicon: Lexicon | None = None) -> None:
        read = lexicon or read_lexicon()
        self._short = abbreviations
        self._heads, self._general, self._aliases = _words_of(_Once(read))
        self._known: dict[str, Name] = {}
        self._defined = frozenset(
            self._telling(self._tokens(track(long, {}))) for long in abbreviations.values()
        )

    def name(self, printed: str) -> Name:
        """The comparable form of a name, made once."""
        if printed not in self._known:
            tracked = track(printed, self._short)
            bracket = BRACKETED_SHORT.search(printed.strip())
            tokens = self._tokens(tracked)
            words = self._telling(tokens)
            years = frozenset(YEAR.findall(f"{printed} {tracked}"))
            short = bracket.group(1) if bracket and self._stands_for_all(bracket.group(1), words) else ""
            self._known[printed] = Name(
                words,
                years,
                short.lower(),
                words in self._defined,
                tokens,
                "".join(words),
                tuple(sorted(words)),
            )
        return self._known[printed]

    def _tokens(self, tracked: str) -> tuple[str, ...]:
        return tuple(_words(_spelt(YEAR.sub(" ", tracked)), self._aliases))

    @staticmethod
    def _telling(tokens: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for word in tokens if word not in SMALL)

    def _stands_for_all(self, short: str, words: tuple[str, ...]) -> bool:
        return len(words) <= sum(letter.isupper() for letter in short) + SURPLUS

    def is_one(self, one: str, other: str, *, any_edition: bool = False) -> bool:
        """True where both names stand for one instrument. Plans of two years are two, unless ``any_edition``."""
        first, second = self.name(one), self.name(other)
        if not any_edition and first.years and second.years and first.years != second.years:
            return False
        if first.joined == second.joined or first.ordered == second.ordered:
            return True
        if first.short and first.short == second.short:
            return True
        if len(first.words) <= len(second.words):
            return self._is_inside(first, second)
        return self._is_inside(second, first)

    def _is_inside(self, short: Name, long: Name) -> bool:
        """True where ``long`` is ``short`` with its body's name in front or a general word behind."""
        if not all(word in long.words for word in short.words):
            return False
        telling = [word for word in short.words if word not in self._general and not word.isdigit()]
        if len(telling) < (1 if short.is_defined else LEAST_TELLING):
            return False
        size = len(short.words)
        for at in range(len(long.words) - size + 1):
            if long.words[at : at + size] == short.words:
                before, after = long.words[:at], long.words[at + size :]
                return self._is_body(before, short, long) and (
                    not after or (len(after) == 1 and after[0] in AFTERTHOUGHTS and not before)
                )
        return False

    def _is_body(self, before: tuple[str, ...], short: Name, long: Name) -> bool:
        """True where the words in front name who it belongs to, and neither another instrument nor another edition."""
        if any(word in EDITION or word.isdigit() for word in before):
            return False
        front = long.tokens[: _place(long.tokens, short.words[0], len(before))]
        leads = [at for at, word in enumerate(front) if word in LEADING_ELSEWHERE]
        about = any(word in self._heads for word in front[: leads[-1]]) if leads else False
        return not about and not any(word in LEADING_ELSEWHERE for word in front[-2:])


class _Once:
    """A lexicon that is told by being the same one, so that what is made of it is made once."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon

    def __hash__(self) -> int:
        return id(self.lexicon)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Once) and self.lexicon is other.lexicon


@lru_cache(maxsize=8)
def _words_of(once: _Once) -> tuple[frozenset[str], frozenset[str], dict[str, str]]:
    """The heads of names, all general words, and the names behind one-word aliases."""
    tables = once.lexicon.tables
    told = tables["instruments"]["heads"]
    heads = frozenset(
        _singular(word)
        for head in (*told["words"], *told["led"], *told["events"])
        for word in _spelt(head.lower()).split()
    )
    aliases = {
        spelt.lower().rstrip("."): name.lower()
        for spelt, name in tables["partners"]["aliases"].items()
        if " " not in spelt
    }
    return heads, heads | frozenset(_singular(word) for word in told["generic"]), aliases


def _place(tokens: tuple[str, ...], word: str, telling: int) -> int:
    """Where ``word`` stands among the tokens after ``telling`` words that are not small."""
    seen = 0
    for at, token in enumerate(tokens):
        if token == word and seen == telling:
            return at
        seen += token not in SMALL
    return len(tokens)


def _spelt(name: str) -> str:
    for spelt, as_word, meant in AS_WORD:
        if spelt in name:
            name = as_word.sub(meant, name)
    return name


def _words(name: str, aliases: Mapping[str, str]) -> list[str]:
    found: list[str] = []
    for word in WORD.findall(APOSTROPHE_S.sub("", name)):
        found += [_singular(part) for part in aliases.get(word, word.replace(".", "")).split()]
    return found


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us")) else word


DEFINED = re.compile(
    r"(?P<long>(?:[A-Z0-9][\w’'.&/-]*|of|on|for|and|the|to|in|under|with)(?:\s+(?:[A-Z0-9][\w’'.&/-]*|of|on|for|and|the|to|in|under|with)){1,14})"
    r"(?:\s*\([A-Z][\w-]{1,14}\))?\s*[,(]\s*"
    r"(?:(?:herein|here)after(?:\s+(?:referred\s+to|known|called)(?:\s+as)?|\s+called)?\s*[,:]?\s*(?:the\s+)?[\"“”'‘]?(?:the\s+)?|(?:the\s+)?[\"“‘'](?:the\s+)?|the\s+[\"“‘'])"
    r"(?P<term>[A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})[\"”’']?\s*[),]"
)
"""A name and the term that the text goes on with: "the Harbour Action Plan (hereinafter "the Plan")"."""


def defined_terms(text: str) -> dict[str, str]:
    """Term with its article ("the Plan") -> the name that it stands for, as the text itself defines it.

    Every word of the term must be one of the name: who is called what ("the Parties") is no name of an instrument.
    """
    found: dict[str, str] = {}
    for match in DEFINED.finditer(text):
        words = match["long"].split()
        while words and words[0][:1].islower():
            words.pop(0)
        long = " ".join(words)
        if len(words) > 1 and long != match["term"] and set(match["term"].split()) <= set(words):
            found.setdefault(f"the {match['term']}", long)
    return found


@dataclass(frozen=True, slots=True)
class NamedThing:
    """An instrument under all the names that a statement prints for it, and the clauses that name it."""

    name: str
    also: tuple[str, ...]
    addresses: tuple[str, ...]


def names_of(statement: Statement) -> tuple[NamedThing, ...]:
    """The instruments of a statement in reading order, each once, whatever short form or term it is called by."""
    reader = NameReader(dict(statement.abbreviations))
    found: list[tuple[dict[str, None], dict[str, None]]] = []
    for clause in statement.clauses:
        for printed in clause.instruments:
            same = next((one for one in found if any(reader.is_one(printed, n) for n in one[0])), None)
            if same is None:
                found.append(same := ({}, {}))
            same[0].setdefault(printed)
            same[1].setdefault(clause.address)
    return tuple(NamedThing(next(iter(n)), tuple(n)[1:], tuple(a)) for n, a in found)
