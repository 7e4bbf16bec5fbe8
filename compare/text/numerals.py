"""Roman numerals and letters as labels: which place in their sequence they stand for."""

from __future__ import annotations


def roman_value(text: str) -> int:
    """The value of a roman numeral, 0 where ``text`` is none: ``roman_value("xiv")`` is 14."""
    values = {"i": 1, "v": 5, "x": 10, "l": 50}
    digits = [values.get(char, 0) for char in text.lower()]
    if not digits or 0 in digits:
        return 0
    total = sum(-d if d < max(digits[i:]) else d for i, d in enumerate(digits))
    return total if to_roman(total) == text.lower() else 0


def to_roman(value: int) -> str:
    """``value`` (1 to 89) as a roman numeral in small letters."""
    numeral = ""
    for size, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while value >= size:
            numeral, value = numeral + letters, value - size
    return numeral


def letter_value(text: str) -> int:
    """The place of a letter label: a is 1, z is 26, aa is 27, bb is 28; 0 where ``text`` is none."""
    if len(text) == 1:
        return ord(text) - 96
    return 26 + ord(text[0]) - 96 if len(text) == 2 and text[0] == text[1] else 0
