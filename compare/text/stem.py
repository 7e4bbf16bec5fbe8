"""The words of a text for comparing wordings, and their stems: one tokeniser and one stemmer for whoever measures likeness."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:['.&/][^\W_]+)*")
"""A word with what holds it together inside: Member's, U.S, R&D, 1/CP.21."""

_FUNCTION_WORDS = """
a an and any are as at be been both but by can could did do does for from had has have he her his i if in
into is it its may more most must nor not of on or our ours s shall she should so such than that the
their them these they this those through to under upon us was we were which while who will with within
without would you your also all other including inter alia
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())
"""Stop words: no two clauses are alike for sharing them."""

DOTTED = re.compile(r"\b(?:[A-Z]\.){2,5}(?:[A-Z]\b)?")
"""A short form with dots: U.S., E.U."""

STATES = re.compile(r"\bUS\b")
"""The country, which in lower case would be a pronoun."""

DATED = re.compile(r"\b([A-Z]{2,8})((?:19|20)\d\d)\b")
"""A short form and its year in one: ADM2025."""

SHORTENED = re.compile(r"[A-Z](?:\.[A-Z]\.|(?:19|20)\d\d)")
"""What stands in a text that has one of these two: most have none, and looking for this takes a fifth of the time."""

STEPS = (
    (("sses", "ss"), ("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ss", "ss"), ("us", "us"), ("s", "")),
    (("iz", "iz"), ("ied", "y"), ("ying", "y"), ("edly", ""), ("ingly", ""), ("ating", "at"), ("ated", "at"), ("ing", ""), ("ed", "")),
    (("isation", "iz"), ("ization", "iz"), ("iveness", "iv"), ("fulness", "ful"), ("ational", "at"), ("ation", "at"),
     ("ator", "at"), ("ition", "it"), ("sion", "s"), ("tion", "t"), ("ical", "ic"), ("ally", "al"), ("ily", "y"), ("ly", "")),
    (("ise", "iz"), ("ize", "iz"), ("is", "iz"), ("at", ""), ("ate", ""), ("gement", "g"),
     ("vement", "v"), ("cement", "c"), ("eement", "e"), ("tment", "t"), ("pment", "p"), ("yment", "y"), ("dment", "d"), ("shment", "sh"),
     ("ance", ""), ("ence", ""), ("able", ""), ("ible", ""), ("er", ""), ("or", ""), ("al", ""), ("ive", ""), ("iv", ""), ("ee", "e"), ("e", "")),
)  # fmt: skip
"""Endings by step, each with what takes its place: number, then tense, then the derivations that law prose lives on."""

STEPS_BY_LETTER: tuple[dict[str, tuple[tuple[str, str], ...]], ...] = tuple(
    {
        letter: tuple(rule for rule in step if rule[0][-1] == letter)
        for letter in {rule[0][-1] for rule in step}
    }
    for step in STEPS
)
"""The endings of each step by their last letter, in their order: most words have none of a step."""

LONG, STEM = 5, 4
"""Words shorter than ``LONG`` are left alone; at least ``STEM`` letters of a word stay."""

SPELLINGS = (
    ("our", "or"),
    ("tre", "ter"),
    ("programme", "program"),
    ("defence", "defens"),
    ("licence", "licens"),
)
"""British to American, for comparing only: the same word must have one stem on both sides of the ocean."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The word without its inflection and commonest derivations; at least four letters stay.

    >>> stem("implementing") == stem("implementation") == stem("implements")
    True
    """
    if len(word) < LONG:
        return word
    for british, american in SPELLINGS:
        word = word.replace(british, american)
    for endings in STEPS_BY_LETTER:
        for ending, instead in endings.get(word[-1], ()):
            if word.endswith(ending) and len(word) - len(ending) >= STEM:
                word = word[: len(word) - len(ending)] + instead
                break
    return word


@lru_cache(maxsize=4096)  # a clause is aligned twice: with the meeting before and with the one after
def split_words(text: str) -> tuple[str, ...]:
    """The words of a text in lower case, in one form of apostrophe, without the possessive's s.

    Dotted short forms are joined and a short form is parted from its year, so that one thing has one name.

    >>> split_words("The U.S. and ASEAN’s ADM2025")
    ('the', 'usa', 'and', 'asean', 'adm', '2025')
    """
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).replace("’", "'")
    is_shortened = bool(SHORTENED.search(text))
    if is_shortened:
        text = DOTTED.sub(lambda found: found.group().replace(".", ""), text)
    if "US" in text:
        text = STATES.sub("USA", text)
    if is_shortened:
        text = DATED.sub(r"\1 \2", text)
    text = text.casefold()
    words = WORD.findall(text)
    return tuple([word.removesuffix("'s") for word in words] if "'s" in text else words)
