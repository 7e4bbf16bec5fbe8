"""How list labels are printed: 12. at the outer level, (3), (c) or (iii) within."""

from __future__ import annotations


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


def to_letters(number: int) -> str:
    """1 is a, 26 is z, 27 is aa, 28 is bb, as word processors count; "" below 1."""
    if number < 1:
        return ""
    return chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)


def to_roman(number: int) -> str:
    """``number`` (1 to 3999) as a small roman numeral; "" outside."""
    if not 0 < number < 4000:
        return ""
    numeral = ""
    for size, letters in (
        (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
        (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ):  # fmt: skip
        while number >= size:
            numeral, number = numeral + letters, number - size
    return numeral
