"""What counts as the same wording: the matching twin of a text, and a count of what was folded to make it.

The twin is never shown. It differs from the text in typography alone (quotes, dashes, spaces, marks that
nobody sees), so two texts with the same twin read the same aloud.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter

from rapporteur.compare.model import Noise

# Each kind of noise, the characters that carry it, and what they are in the twin. Primes and the
# low-9 quotes of other typographies are quotes here; the swung and the minus dash are dashes.
FOLDS: tuple[tuple[str, str, str], ...] = (
    ("curly quotes", "‘’‚‛′ʼ`´", "'"),
    ("curly quotes", "“”„‟″«»", '"'),
    ("dashes", "‐‑‒–—―−﹘﹣－", "-"),
    ("non-breaking spaces", "\u00a0\u202f\u2007\u2009\u200a\u2002\u2003\u2008\u205f\u3000", " "),
    # All code points that Unicode calls default-ignorable and that stand alone in a text: nobody sees them.
    (
        "invisible marks",
        "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
        "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u3164\ufeff\uffa0"
        + "".join(map(chr, range(0xFE00, 0xFE10))),
        "",
    ),
    ("ligatures and dots", "…", "..."),
)
# Latin letters, figures and signs as wide as a Chinese character: another width, not another text.
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != 0xFF0D}
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
# A raised figure after a figure is a power: 10⁶ is not 106; after a unit ("km²") it is printed level as often.
_POWER = re.compile(r"(?<=[\d)])([⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)")
_TABLE = {ord(char): twin for _, chars, twin in FOLDS for char in chars}
_KIND_OF = {char: kind for kind, chars, _ in FOLDS for char in chars}

# A dash between words is written "a-b", "a - b" and "a – b" by turns; between digits it is a range.
_DASH_SPACES = re.compile(r" ?-+ ?")
_SPACES = re.compile(r"\s+")

# Every mark that has a kind, and those of them that leave no trace.
_MARKS = re.compile(f"[{re.escape(''.join(_KIND_OF))}]")
_SHOWN: dict[int, int | None] = {
    **{ord(char): None for char, kind in _KIND_OF.items() if kind == "invisible marks"},
    **_WIDE,
}


def fold(text: str) -> str:
    """The twin of ``text`` for matching: plain quotes, plain dashes without spaces round them, one space.

    Case is kept, because "member States" and "Member States" is an edit that a drafter makes on purpose.
    Folding twice is folding once.

    >>> fold("the Meeting’s  “Plan” 1 – 2")
    'the Meeting\\'s "Plan" 1-2'
    """
    plain = text if text.isascii() else _level(text)
    return _DASH_SPACES.sub("-", _SPACES.sub(" ", plain)).strip()


def _level(text: str) -> str:
    """``text`` with powers written as 10^6, wide letters narrow, quotes and dashes plain."""
    powers = _POWER.sub(lambda found: f"^{found[0].translate(_RAISED)}", text)
    return unicodedata.normalize("NFKC", powers).translate(_TABLE)


# Between figures a comma, a stop or a blank before three figures parts thousands, where it does so twice; a comma or a
# blank does so once as well.
_THOUSANDS = re.compile(
    r"(?<![\d.,])\d{1,3}(?:(?:([.,\u00a0\u202f' ])\d{3})(?:\1\d{3})+|[,\u00a0\u202f ]\d{3})(?![\d.,]?\d)"
)
_PER_CENT = re.compile(r"\s?\b(?:per ?cent|pct)\b\.?|(?<=\d)\s%", re.I)
# A dash before a figure is a minus where nothing stands before it that it could join.
_MINUS = re.compile(r"(?:(?<=[\s(\[=<>±≤≥])|\A)[-−–](?=\s?\d)(?<!\d [-−–])")
_MEANING = frozenset("%‰°&#@/^[]§")
_NO_MEANING = frozenset("|~©®™`´¨")


def level_figures(text: str) -> str:
    """``text`` with figures and percentages in one spelling: "$1.000.000" and "1,000,000", "10 per cent" and "10%".

    >>> level_figures("15 percent of $1.000.000")
    '15% of $1000000'
    """
    joined = _THOUSANDS.sub(lambda found: re.sub(r"\D", "", found[0]), text)
    return _PER_CENT.sub("%", joined)


def signs_of(text: str) -> tuple[str, ...]:
    """The signs of ``text`` that say something, in order: currency, comparison, arithmetic, ticks, arrows, per cent,
    square brackets, a minus. Quotes, commas, dashes between words and bullets are not among them.

    >>> signs_of("raise ≥ €5 by -3 %, as-is"), signs_of("a – b, “c” (d)")
    (('≥', '€', '-', '%'), ())
    """
    plain = _level(text)
    minus = {found.start() for found in _MINUS.finditer(plain)}
    return tuple(
        "-" if at in minus else char
        for at, char in enumerate(plain)
        if at in minus
        or char in _MEANING
        or (
            char not in _NO_MEANING
            and not char.isalnum()
            and unicodedata.category(char) in ("Sc", "Sm", "So")
        )
    )


def count_noise(text: str) -> tuple[Noise, ...]:
    """How often each kind of typography occurs in ``text``, by kind, sorted; kinds that do not occur are left out."""
    found = Counter(_KIND_OF[char] for char in _MARKS.findall(text))
    wide = sum(ord(char) in _WIDE for char in text) if not text.isascii() else 0
    found.update({"wide characters": wide} if wide else {})
    return tuple(Noise(kind, count) for kind, count in sorted(found.items()))


def tidy(text: str) -> str:
    """``text`` as it is shown: NFC, one space, no invisible marks, no wide figures; quotes and dashes stay as published."""
    shown = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", shown.translate(_SHOWN)).strip()
