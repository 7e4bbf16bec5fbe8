"""Roman numerals, letters, ordinals and numbers in words: what they stand for."""

from __future__ import annotations

import re

NUMBERS = {
    word: number
    for number, word in enumerate(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
        " nineteen twenty".split(),
        start=1,
    )
} | {"a": 1, "an": 1, "thirty": 30}

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# No meeting and no paragraph is the five-hundredth; "(d)" and "(m)" are letters.
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}

_ENGLISH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
    "fifteenth sixteenth seventeenth eighteenth nineteenth"
).split()
_TENS = "twent thirt fort fift sixt sevent eight ninet".split()
# Female and male forms share a stem.
_ROMANCE = (
    ("premi[èe]re?", "primer[ao]?", "primeir[ao]"), ("deuxi[èe]me|seconde?", "segund[ao]", "segund[ao]"),
    ("troisi[èe]me", "tercer[ao]?", "terceir[ao]"), ("quatri[èe]me", "cuart[ao]", "quart[ao]"),
    ("cinqui[èe]me", "quint[ao]", "quint[ao]"), ("sixi[èe]me", "sext[ao]", "sext[ao]"),
    ("septi[èe]me", "s[ée]ptim[ao]", "s[ée]tim[ao]"), ("huiti[èe]me", "octav[ao]", "oitav[ao]"),
    ("neuvi[èe]me", "noven[ao]", "non[ao]"), ("dixi[èe]me", "d[ée]cim[ao]", "d[ée]cim[ao]"),
)  # fmt: skip

# Beyond ten, French counts on a ten in full ("trente-deuxième", "soixante-dixième"), Spanish and Portuguese on an ordinal
# ten ("trigésima segunda", "decimotercera").
_FRENCH_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre-vingt": 80,
}
_FRENCH_UNITS = (
    "uni deuxi troisi quatri cinqui sixi septi huiti neuvi dixi onzi douzi treizi quatorzi quinzi seizi dix-septi dix-huiti dix-neuvi"
).split()
_FRENCH = (
    rf"(?:(?:{'|'.join(_FRENCH_TENS)})s?(?:[ -]et)?[ -])?(?:{'|'.join(sorted(_FRENCH_UNITS, key=len, reverse=True))})[èe]me"
    r"|(?:quatre-vingt|vingt|trent|quarant|cinquant|soixant|cent)i[èe]me"
)
_IBERIAN_TENS = {
    "d[ée]cim": 10, "vig[ée]sim": 20, "trig[ée]sim": 30, "[cq]uadrag[ée]sim": 40, "quin[cq]uag[ée]sim": 50,
    "sexag[ée]sim": 60, "septuag[ée]sim": 70, "octog[ée]sim": 80, "nonag[ée]sim": 90,
}  # fmt: skip
_IBERIAN_UNITS = [f"(?:{spanish}|{portuguese})" for _, spanish, portuguese in _ROMANCE[:9]]
_IBERIAN = rf"(?:{'|'.join(_IBERIAN_TENS)})[oa][ -]?(?:{'|'.join(_IBERIAN_UNITS)})|(?:{'|'.join(_IBERIAN_TENS)})[oa]|und[ée]cim[oa]|duod[ée]cim[oa]"

ORDINAL = (
    r"(?:\d{1,3}\s?(?:st|nd|rd|th)(?![a-z])|\d{1,3}\s?(?:[eè](?:me|re)?|er|re|nde?)(?![a-z])|\d{1,3}\.?\s?[ªº](?:\s?er)?|"
    rf"(?:(?:one[ -])?hundred(?:[ -]and[ -]|[ -]))?(?:(?:{'|'.join(t + 'y' for t in _TENS)})[ -]?(?:{'|'.join(_ENGLISH[:9])})"
    rf"|(?:{'|'.join(t + 'ieth' for t in _TENS)})|{'|'.join(reversed(_ENGLISH))})|(?:one[ -])?hundredth|"
    rf"{_FRENCH}|{_IBERIAN}|" + "|".join(form for forms in _ROMANCE for form in dict.fromkeys(forms)) + ")"
)
"""An ordinal in figures or words, English, French, Spanish or Portuguese; for use without regard to case."""


def ordinal_value(text: str) -> int:
    """The number that an ordinal stands for, 0 where it is none.

    >>> [ordinal_value(words) for words in ("forty ninth", "Sixty-sixth", "11th", "tercera", "trente-deuxième", "trigésima segunda")]
    [49, 66, 11, 3, 32, 32]
    """
    digits = re.match(r"\d+", text)
    if digits:
        return int(digits[0])
    small = text.lower()
    for value, forms in enumerate(_ROMANCE, start=1):
        if re.fullmatch("|".join(forms), small):
            return value
    romance = _french_value(small) or _iberian_value(small)
    if romance:
        return romance
    words = re.split(r"[ -]+", small)
    total = 0
    for word in words:
        if word.startswith("hundred"):
            total = 100
        elif word in _ENGLISH:
            total += _ENGLISH.index(word) + 1
        else:
            total += next(
                (10 * (i + 2) for i, ten in enumerate(_TENS) if word in (f"{ten}y", f"{ten}ieth")), 0
            )
            # "fortyninth", written solid by mistake
            joined = re.fullmatch(rf"({'|'.join(_TENS)})y({'|'.join(_ENGLISH[:9])})", word)
            total += 10 * (_TENS.index(joined[1]) + 2) + _ENGLISH.index(joined[2]) + 1 if joined else 0
    return total


def _french_value(text: str) -> int:
    """The value of a French ordinal beyond ten, else 0."""
    found = re.fullmatch(
        rf"(?:(?P<ten>{'|'.join(_FRENCH_TENS)})s?(?:[ -]et)?[ -])?(?P<unit>{'|'.join(sorted(_FRENCH_UNITS, key=len, reverse=True))})[èe]me", text
    )  # fmt: skip
    if found:
        return _FRENCH_TENS.get(found["ten"] or "", 0) + _FRENCH_UNITS.index(found["unit"]) + 1
    round_ten = re.fullmatch(r"(?P<ten>.+)i[èe]me", text)
    stem = round_ten["ten"] if round_ten else ""
    return {ten.removesuffix("e"): value for ten, value in (*_FRENCH_TENS.items(), ("cent", 100))}.get(
        stem, 0
    )


def _iberian_value(text: str) -> int:
    """The value of a Spanish or Portuguese ordinal beyond ten, else 0."""
    if re.fullmatch(r"(?:und|duod)[ée]cim[oa]", text):
        return 12 if text.startswith("duo") else 11
    for ten, value in _IBERIAN_TENS.items():
        found = re.fullmatch(rf"{ten}[oa](?:[ -]?(?P<unit>.+))?", text)
        if found:
            units = [
                at for at, form in enumerate(_IBERIAN_UNITS, 1) if re.fullmatch(form, found["unit"] or "")
            ]
            return value + units[0] if units else 0 if found["unit"] else value
    return 0


def roman_value(text: str) -> int:
    """The value of a roman numeral, 0 where ``text`` is none: ``roman_value("xiv")`` is 14, "c" a letter."""
    digits = [_ROMAN_DIGITS.get(char, 0) for char in text.lower()]
    if not digits or 0 in digits or text.lower() == "c":
        return 0
    total = sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
    return total if to_roman(total) == text.lower() else 0


def to_roman(number: int) -> str:
    """``number`` (1 to 3999) as a small roman numeral; "" outside."""
    if not 0 < number < 4000:
        return ""
    numeral = ""
    for size, letters in _ROMAN:
        while number >= size:
            numeral, number = numeral + letters, number - size
    return numeral


def letter_value(text: str) -> int:
    """The place of a letter label: a is 1, z is 26, aa is 27, bb is 28; 0 where ``text`` is none."""
    if len(text) == 1:
        return ord(text) - 96
    return 26 + ord(text[0]) - 96 if len(text) == 2 and text[0] == text[1] else 0


def to_letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as word processors count; "" below 1."""
    return chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26) if number >= 1 else ""


def list_label(kind: str, number: int, depth: int) -> str:
    """The label of entry ``number`` in a list of ``kind`` (1, a, A, i, I) at ``depth`` (0 is outermost).

    >>> list_label("1", 12, 0), list_label("a", 3, 1), list_label("I", 4, 0)
    ('12.', '(c)', 'IV.')
    """
    if kind == "a":
        return f"({to_letters(number)})"
    if kind == "i":
        return f"({to_roman(number)})"
    if kind == "A":
        return f"{to_letters(number).upper()}."
    if kind == "I":
        return f"{to_roman(number).upper()}."
    return f"{number}." if depth == 0 else f"({number})"


def number_value(word: str) -> int:
    """The number of "14" or "fourteen", 0 for any other word; numbers of more than three digits are none."""
    low = word.lower()
    return int(low) if low.isdigit() and len(low) < 4 else NUMBERS.get(low, 0)
