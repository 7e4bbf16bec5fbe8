"""Where a sentence of an official text ends, and where a full stop only shortens a word."""

from __future__ import annotations

import re

# Words that a full stop shortens; a sentence does not end there. Titles and ranks stand before names,
# the others before numbers or in the midst of a sentence.
_TITLES = frozenset(
    "mr mrs ms mx dr prof hon h.e st rev gen lt col capt sgt maj adm amb gov sen rep pres "
    "jr sr messrs mme mlle datuk dato sra sras sres srta dra excmo excma mgr".split()
)
_BEFORE_NUMBERS = frozenset(
    "no nos art arts para paras sec secs ch fig figs vol vols p pp cf vs v art eq approx ca add corr rev res dec".split()
)
_MIDST = frozenset("e.g i.e etc viz al inter incl esp resp".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
# After these a sentence may well end; a word that opens sentences decides.
_MAYBE = frozenset("inc ltd co corp u.s u.k u.n e.u p.m a.m ph.d d.c st etc jr sr".split())
_STARTERS = frozenset(
    "the a an this these that those it its they he she we our in on at to for as with by from while when where "
    "ministers leaders members parties participants both all further furthermore moreover however also such "
    "following having noting recalling recognising recognizing welcoming reaffirming during under after before".split()
)

_END = re.compile(
    r"""
    (?P<mark>[.!?…]+|:(?=\s+\Z))          # the stop itself
    (?P<close>["'”’»)\]]*)                # quotes and brackets that close with it
    (?P<note>\[?\d{1,2}\]?(?=\s+[A-Z]))?  # a footnote mark that nobody told apart
    \s+
    (?=["'“‘«(\[]*(?:[A-Z0-9À-ÖØ-Þ]|[^\x00-\x7f\s“”‘’«»]))
    """,
    re.X,
)
_LAST_WORD = re.compile(r"[^\s(\[“‘\"']+\Z")
_FIRST_WORD = re.compile(r"[\"'“‘«(\[]*([^\W_]+(?:[/.‐‑‒–—-]\w*\d[\w/.‐‑‒–—-]*)?)")
_NUMBERED = re.compile(r"[A-Z]{1,4}[/.‐‑‒–—-]?\d")
"""A number that letters lead: "Resolution No. ES-11/1"."""
_INITIALS = re.compile(r"(?:[A-Z]\.)*[A-Z]\Z")


def split_sentences(text: str) -> tuple[str, ...]:
    """The sentences of ``text`` (one space throughout), in order; joined by one space they are the text again.

    A semicolon does not end a sentence, nor does a full stop inside brackets or before a small letter.

    >>> split_sentences("It met on 1 Jan. 2024. Dr. Lee spoke.")
    ('It met on 1 Jan. 2024.', 'Dr. Lee spoke.')
    """
    sentences: list[str] = []
    start = 0
    for found in _END.finditer(text):
        if _is_end(text, start, found):
            sentences.append(text[start : found.end()].rstrip())
            start = found.end()
    if text[start:].strip():
        sentences.append(text[start:].strip())
    return tuple(sentences)


def leaves_open(text: str, following: str) -> bool:
    """True where ``text`` does not end a sentence before ``following``: no stop, or one that shortens a word."""
    end = re.search(r"([.!?…:;}])[\"'”’»)\]]*\s*\Z", text)
    if not end:
        return True
    if end[1] != ".":
        return False
    word = _LAST_WORD.search(text[max(0, end.start() - 30) : end.start()])
    first = _FIRST_WORD.match(following.lstrip()[:80])
    return bool(word) and _is_short(word[0] if word else "", first[1] if first else "")


def _is_end(text: str, start: int, found: re.Match[str]) -> bool:
    if found["mark"] != ".":
        return not _is_inside_brackets(text, start, found.start())
    word = _LAST_WORD.search(text[max(start, found.start() - 30) : found.start()])
    last = word[0] if word else ""
    following = _FIRST_WORD.match(text, found.end())
    following_word = following[1] if following else ""
    is_shortened = _is_short(last, following_word) and not found["close"]
    return not is_shortened and not _is_inside_brackets(text, start, found.start())


def _is_short(last: str, following: str) -> bool:
    """True where the full stop after ``last`` belongs to the word."""
    last = re.split(r"[-‐‑‒–—/]", last)[-1]
    small = last.lower()
    if small in _MAYBE:
        return following.lower() not in _STARTERS
    if small in _TITLES or small in _MIDST:
        return True
    if small in _BEFORE_NUMBERS or small in _MONTHS:
        return following[:1].isdigit() or bool(_NUMBERED.match(following))
    if last.isdigit() and len(last) <= 3 and not following:
        return True
    return bool(_INITIALS.match(last)) and following.lower() not in _STARTERS


def _is_inside_brackets(text: str, start: int, at: int) -> bool:
    """True where a round bracket opened in this sentence is still open at ``at``; 400 characters back at most."""
    window = text[max(start, at - 400) : at]
    return window.count("(") > window.count(")")
