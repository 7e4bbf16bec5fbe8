"""Runs of capitalised words in a clause, with the small words and the brackets that may stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapporteur.compare.entities.name_heads import YEARS, Heads
from rapporteur.compare.text.dates import MONTHS
from rapporteur.compare.text.tokens import Words, word_set

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
    if raw in heads.openers or words.low[at] in MONTHS:
        return False
    if at == 0 and (
        heads.is_verb(words, 0) or (words.low[0].endswith("ing") and words.at(1) in ("the", "our", "on"))
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
