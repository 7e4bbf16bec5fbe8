"""How much: numbers with their units, so that "USD 500 million" of one year can be set beside that of another."""

from __future__ import annotations

import re

from rapporteur.compare.model import Figure
from rapporteur.compare.text.numerals import NUMBERS
from rapporteur.compare.text.tokens import word_set

SCALES = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "billion": 1e9, "bn": 1e9, "trillion": 1e12, "tn": 1e12}
SYMBOLS = {
    "$": "USD",
    "us$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
    "a$": "AUD",
    "c$": "CAD",
    "s$": "SGD",
    "nz$": "NZD",
    "₩": "KRW",
    "₹": "INR",
}
CODES = {
    code: code
    for code in word_set(
        "USD EUR GBP JPY AUD CAD SGD NZD KRW INR CNY CHF SDR IDR MYR THB PHP VND BND SEK NOK DKK"
    )
} | {
    "DOLLARS": "USD",
    "DOLLAR": "USD",
    "EUROS": "EUR",
    "EURO": "EUR",
    "YEN": "JPY",
    "POUNDS": "GBP",
    "YUAN": "CNY",
    "WON": "KRW",
}

DIGIT = re.compile(r"\d")
NUMBER = r"\d{1,3}(?:[, ]\d{3})+(?:\.\d+)?|\d{1,3}(?:\.\d{3}){2,}|\d+(?:\.\d+)?(?:/\d+)?"
SCALE = r"(?:\s?(?P<scale>thousand|million|billion|trillion|mn|bn|tn)\b)?"

# A number with money before or behind it, a percentage, or a count of something (the noun is the unit).
FIGURE = re.compile(
    rf"""(?:(?P<before>US\$|A\$|C\$|S\$|NZ\$|[$€£¥₩₹]|\b(?:USD|EUR|GBP|JPY|AUD|CAD|SGD|NZD|KRW|INR|CNY|CHF|SDR)\s?)\s?)?
        (?<![\w./-])(?:(?P<lower>{NUMBER})\s?[-–—]\s?(?=\d+(?:\.\d+)?\s?(?:%|per\s?cent|basis\spoints|percentage|(?:thousand|million|billion|trillion)\b)))?
        (?P<number>{NUMBER})(?:-(?P<mixed>\d/\d)(?!\d))?{SCALE}
        (?:\s?(?P<percent>%|per\s?cent\b|percent\b|percentage\spoints?\b|basis\spoints?\b)
          |\s(?P<after>USD|EUR|GBP|JPY|AUD|CAD|SGD|NZD|KRW|INR|CNY|CHF|(?:US\s)?[Dd]ollars?|[Ee]uros?|[Yy]en|[Pp]ounds|[Yy]uan|[Ww]on)\b
          |\s(?P<noun>[a-z][a-z-]+)
        )?""",
    re.VERBOSE,
)
NOT_COUNTED = word_set(
    "of and to in on at for the by from above below is as or with per th st nd rd has have was were are that which"
)
COUNTING = tuple(w for w in sorted(NUMBERS, key=len, reverse=True) if w not in ("a", "an", "one"))
"""Numbers in words that count something; the longest first, so that "fourteen" is not read as "four"."""
WORD_COUNT = re.compile(r"\b(" + "|".join(COUNTING) + r")\s([a-z-]+s)\b", re.IGNORECASE)


def read_figures(text: str) -> tuple[Figure, ...]:
    """The numbers of a clause that measure something: money, percentages, counts with their noun.

    Years, decision numbers, ordinals and bare numbers are none. Ranges give both ends where each has its unit;
    a mixed fraction ("4-1/4 percent") is one number.

    >>> [(f.value, f.unit) for f in read_figures("USD 2.65 billion to support 54 projects")]
    [(2650000000.0, 'USD'), (54.0, 'projects')]
    """
    numbers = FIGURE.finditer(text) if DIGIT.search(text) else ()
    found = [figure for match in numbers for figure in _figures(match)]
    low = text.lower()
    if any(word in low for word in COUNTING):
        found += [
            Figure(match.group(), float(NUMBERS[match[1].lower()]), match[2].lower())
            for match in WORD_COUNT.finditer(text)
        ]
    return tuple(dict.fromkeys(found))


def _figures(match: re.Match[str]) -> tuple[Figure, ...]:
    """The figure of a match, or both ends of a range; a small word behind it is no part of its text."""
    unit = _unit(match)
    if not unit:
        return ()
    text = (
        match.group()[: match.start("noun") - match.start()]
        if (match["noun"] or "") in NOT_COUNTED and match["noun"]
        else match.group()
    )
    scale = SCALES.get((match["scale"] or "").lower(), 1.0)
    values = [_value(match["number"], match["mixed"]) * scale]
    if match["lower"]:
        values.insert(0, _value(match["lower"], None) * scale)
    return tuple(Figure(text.strip(), value, unit) for value in values)


def _unit(match: re.Match[str]) -> str:
    if match["before"]:
        return SYMBOLS.get(match["before"].strip().lower(), match["before"].strip())
    if match["after"]:
        return CODES.get(match["after"].upper().removeprefix("US "), match["after"])
    if match["percent"]:
        return (
            "basis points"
            if "basis" in match["percent"]
            else "percentage points"
            if "point" in match["percent"]
            else "%"
        )
    noun = match["noun"] or ""
    if noun in NOT_COUNTED or (not match["scale"] and re.fullmatch(r"(?:19|20)\d\d", match["number"])):
        return ""
    return noun or ("units" if match["scale"] else "")


def _value(number: str, mixed: str | None) -> float:
    digits = number.replace(",", "").replace(" ", "")
    if digits.count(".") > 1:
        digits = digits.replace(".", "")
    whole, _, under = digits.partition("/")
    value = float(whole) / float(under) if under and float(under) else float(whole)
    if mixed:
        above, _, below = mixed.partition("/")
        value += float(above) / float(below) if float(below) else 0.0
    return value
