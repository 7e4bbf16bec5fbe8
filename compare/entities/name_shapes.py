"""The shapes of names: which words make one an instrument, which an event or a body; runs of capitalised words in a clause."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.verb_forms import Form
from rapporteur.compare.text.dates import MONTHS
from rapporteur.compare.text.tokens import Words, word_set

YEARS = re.compile(r"(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?(?:'s)?$")
"""A year or a run of years, as a name carries it: "2031", "2031-2035"."""

PEOPLE = word_set(
    "president presidents minister ministers secretary chancellor mr mrs ms dr his her excellency sir king queen prime chair ambassador"
    " envoy leaders leader officers director general"
)
"""Words by which a run of capitals names a person or an office."""

AFTER_NAMES = word_set(
    "to of for and in on which that with as by at is are will has have was were under from through or but who whose where including"
    " into it this its their our partner partners can may should shall aims provides between against"
)
"""Small words that may follow a name; any other makes it a modifier."""

NOTE_MARK = re.compile(r"(?<=[a-z]{3})\d{1,2}$")
"""A footnote mark that a text layer glued to a word."""


class Heads:
    """The words of ``instruments.toml``. Made once for a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        table, partners = lexicon.tables["instruments"]["heads"], lexicon.tables["partners"]
        words = [head.lower() for head in table["words"]]
        self.led = frozenset(head.lower() for head in table["led"])
        self._single = frozenset(head for head in words if " " not in head) | self.led
        self._paired = frozenset(tuple(head.split()) for head in words if " " in head)
        self._events = frozenset(word.lower() for word in table["events"])
        self.generic = frozenset(table["generic"])
        self.names = self._single | {head for many in self._paired for head in many[-1:]}
        self.lower_heads = _by_first_word(tuple(s.split()) for s in table["lower_heads"])
        """Lower-case heads by their first word, the longest first."""
        self.openers = frozenset(table["openers"])
        self.fields = frozenset(table["fields"])
        self.cues = frozenset(table["cues"])
        self._others = frozenset(word.lower() for word in table["others"])
        self._topics = frozenset(table["topics"])
        self._verbs = lexicon.spellings
        self._states = _first_words(
            (*partners["countries"]["names"], *partners["places"]["names"], *partners["aliases"])
        )
        self.makers = frozenset(table["makers"])
        self.describing = frozenset(table["describing"])
        organisations = (*partners["organisations"]["names"], *partners["aliases"])
        self.never = frozenset(name.lower() for name in (*organisations, *table["never"]))
        self.lower = frozenset(table["lower"])
        lower = "|".join(re.escape(head) for head in table["lower"])
        self.lower_names = re.compile(
            rf"\b(?:[Tt]he|its|their|[A-Z][a-z]+['’]s?)\s((?:[a-zA-Z-]+\s){{0,3}}?(?:{lower}))\d?\b"
            r"((?:\son\s(?!the\b)[a-z-]+(?:\sand\s(?!its\b|the\b|their\b)[a-z-]+)?)|(?:\sfor\s20\d\d))?"
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

    def is_verb(self, words: Words, at: int) -> bool:
        """True where the capitalised word at the head of a clause is its verb: "Request the", "Welcomes", "ESTABLISH the"."""
        found = self._verbs.get(words.low[at], ())
        is_base = all(spelling.form is Form.BASE for spelling in found)
        return bool(found) and (not is_base or words.printed(at + 1)[:1].islower())

    def is_general(self, words: Words, start: int, end: int) -> bool:
        """Whether a run of capitals is a name by its shape alone: behind a cue, and no person, place, state, body or event."""
        tokens = [at for at in range(start, end) if words.raw[at][0].isalnum()]
        capitals = [at for at in tokens if words.raw[at][0].isupper()]
        if len(capitals) < 2 or words.at(start - 1) not in self.cues or words.low[tokens[-1]].endswith("'s"):
            return False
        after = words.at(end)
        if after.isalpha() and after not in AFTER_NAMES and words.printed(end).islower():
            return False  # only a modifier: "the ASEAN Digital sector"
        last = words.low[capitals[-1]]
        if last in self._topics or all(words.low[at] in self.generic for at in capitals):
            return False
        if "(" in words.raw[:start] and ")" not in words.raw[_last_place(words.raw[:start], "(") : start]:
            return False  # inside a bracket: the title or the matter of what stands before it
        plain = words.phrase(start, end).lower()
        if any(field in plain for field in self.fields) or plain in self.never:
            return False
        bare = [words.low[at].removesuffix("'s") for at in capitals]
        if any(self.is_event(words, at) for at in capitals) or not (PEOPLE | self._others).isdisjoint(bare):
            return False
        return not any(words.low[at].removesuffix("'s") in self._states for at in (capitals[0], capitals[-1]))

    def knows(self, phrase: str) -> bool:
        """True where any word of ``phrase`` is a head, whatever its case."""
        return not self._single.isdisjoint(phrase.lower().split())


def _last_place(raw: tuple[str, ...], mark: str) -> int:
    return len(raw) - 1 - raw[::-1].index(mark)


def _first_words(names: Iterable[str]) -> frozenset[str]:
    """The words of the names of states and places of one or two words, in lower case, but for the small ones."""
    short = (name.split() for name in names if name.count(" ") < 2)
    return frozenset(word.lower() for parts in short for word in parts if len(word) > 2 or word.isupper())


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


JOINING = word_set("of on for the and & in to with between through under against - – — a an ,")
"""Small words that may stand inside a name, once something capitalised follows."""

CURRENCIES = word_set("USD EUR GBP JPY AUD CAD SGD NZD KRW INR CNY CHF")

LONGEST = 45
"""Words after which no name is looked for any further."""

SINGLE_GENERATION = re.compile(r"\d[A-Za-z]$")
"""A word like "5G", which counts as capitalised."""


def stretches(words: Words, heads: Heads) -> Iterator[tuple[int, int]]:
    """The runs of capitalised words as (first, word after the last), in reading order."""
    done = 0
    for at in words.high:
        if at >= done and _starts(words, at, heads):
            done = _stretch(words, at)
            yield at, done


def _starts(words: Words, at: int, heads: Heads) -> bool:
    raw = words.raw[at]
    if raw[0].isdigit() and YEARS.match(raw):
        return at + 1 < len(words) and words.raw[at + 1][0].isupper() and words.low[at + 1] not in MONTHS
    if raw in heads.openers or words.low[at] in MONTHS or raw.rpartition("/")[2].isdigit():
        return False
    if (at == 0 and heads.is_verb(words, 0)) or (
        words.low[at].endswith("ing") and words.at(at + 1) in ("the", "our", "on")
    ):
        return False
    if words.at(at - 1) in ("also", "further") and at == 1 and heads.is_verb(words, at):
        return False
    return raw[0].isupper() or bool(SINGLE_GENERATION.match(raw))


def _stretch(words: Words, first: int) -> int:
    """The word after the longest run of capitalised words, with small words between and brackets inside."""
    at, last = first, first + 1
    while at < min(len(words), first + LONGEST):
        raw = words.raw[at]
        if _is_name_word(words, at):
            at += 1
            last = at
        elif raw == "(" and (closed := bracket_end(words, at)):
            at = closed
            last = at
        elif (
            raw in ("’", "'") and words.low[at - 1].endswith("s") and words.printed(at + 1)[:1].isupper()
        ) or (raw == "," and _is_series(words, at)):
            at += 1
        elif raw == "," and not (words.at(at + 1) in ("a", "an") and words.printed(at + 2)[:1].isupper()):
            break
        elif (
            words.low[at] in JOINING
            and (raw not in ("a", "an") or words.low[at - 1] in (",", "for"))
            and at - last < 3
        ):
            at += 1
        else:
            break
    return last


def _is_series(words: Words, at: int) -> bool:
    """True for the commas of "Agreement on Open, Fair, and Safe Passage": single capitals after "on", the last joined by "and"."""
    if words.at(at - 2) not in ("on", "for", ",") or not words.printed(at - 1)[:1].isupper():
        return False
    after = at + 1
    if words.at(after) == "and":
        return (
            words.at(at - 2) == ","
            and words.printed(after + 1)[:1].isupper()
            and words.printed(after + 2)[:1].isupper()
        )
    if not words.printed(after)[:1].isupper():
        return False
    joined = after + 2 if words.at(after + 1) == "," else after + 1
    return (
        words.at(joined) == "and"
        and words.printed(joined + 1)[:1].isupper()
        and words.printed(joined + 2)[:1].isupper()
    )


def _is_name_word(words: Words, at: int) -> bool:
    raw = words.raw[at]
    if words.low[at] in MONTHS and raw[0].isupper():
        return False
    if (raw in ("We", "The") and at) or (raw in CURRENCIES and words.printed(at + 1)[:1].isdigit()):
        return False
    return raw[0].isupper() or (
        raw[0].isdigit() and (bool(YEARS.match(raw)) or bool(SINGLE_GENERATION.match(raw)))
    )


def bracket_end(words: Words, at: int) -> int | None:
    """The word after a bracket that holds an abbreviation or years, or None for any other bracket."""
    for closed in range(at + 2, min(at + 8, len(words))):
        if words.raw[closed] == ")":
            inside = words.raw[at + 1 : closed]
            fits = all(
                raw[0].isupper() or raw[0].isdigit() or raw in "-–/&" or raw[:1] == "e" for raw in inside
            )
            return closed + 1 if fits and words.low[at + 1] not in MONTHS else None
        if words.raw[closed] == "(":
            return None
    return None
