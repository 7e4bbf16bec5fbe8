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
    ("invisible marks", "\u00ad\u200b\u200c\u200d\u2060\ufeff\u200e\u200f", ""),
    ("ligatures and dots", "…", "..."),
)
_TABLE = {ord(char): twin for _, chars, twin in FOLDS for char in chars}
_KIND_OF = {char: kind for kind, chars, _ in FOLDS for char in chars}

# A dash between words is written "a-b", "a - b" and "a – b" by turns; between digits it is a range.
_DASH_SPACES = re.compile(r" ?-+ ?")
_SPACES = re.compile(r"\s+")

# Every mark that has a kind, and those of them that leave no trace.
_MARKS = re.compile(f"[{re.escape(''.join(_KIND_OF))}]")
_UNSEEN = {ord(char): None for char, kind in _KIND_OF.items() if kind == "invisible marks"}


def fold(text: str) -> str:
    """The twin of ``text`` for matching: plain quotes, plain dashes without spaces round them, one space.

    Case is kept, because "member States" and "Member States" is an edit that a drafter makes on purpose.
    Folding twice is folding once.

    >>> fold("the Meeting’s  “Plan” 1 – 2")
    'the Meeting\\'s "Plan" 1-2'
    """
    plain = unicodedata.normalize("NFKC", text).translate(_TABLE)
    return _DASH_SPACES.sub("-", _SPACES.sub(" ", plain)).strip()


def count_noise(text: str) -> tuple[Noise, ...]:
    """How often each kind of typography occurs in ``text``, by kind, sorted; kinds that do not occur are left out."""
    found = Counter(_KIND_OF[char] for char in _MARKS.findall(text))
    return tuple(Noise(kind, count) for kind, count in sorted(found.items()))


def tidy(text: str) -> str:
    """``text`` as it is shown: NFC, one space, no invisible marks; quotes and dashes stay as published."""
    shown = unicodedata.normalize("NFC", text)
    return _SPACES.sub(" ", shown.translate(_UNSEEN)).strip()
