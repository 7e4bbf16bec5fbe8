"""Which kind of change two wordings are: unchanged, editorial, reworded or rewritten."""

from __future__ import annotations

import re

from rapporteur.compare.alignment.vectors import stem
from rapporteur.compare.model import ChangeKind, Clause, Edit, EditKind
from rapporteur.compare.redlines.tidy import weigh_run
from rapporteur.compare.redlines.tokens import Token, split_tokens

REWRITTEN_BELOW = 0.24
"""Share of the longer wording's weight that is kept: below it readers called a pair rewritten, above it reworded, in nine
of ten of the hand-labelled pairs. It misleads where a short clause was taken whole into a long one."""

_FORMAL = """
january february march april may june july august september october november december jan feb mar apr jun
jul aug sept sep oct nov dec monday tuesday wednesday thursday friday saturday sunday first second third
fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth
seventeenth eighteenth nineteenth twentieth thirtieth fortieth fiftieth a an the of on and
"""
FORMAL = frozenset(_FORMAL.split())
"""Words that a new meeting changes by itself: the calendar, ordinals, articles and what links a date's parts."""

DATED = re.compile(
    r"(?:19|20)\d\d(?:[–/-](?:(?:19|20)?\d\d))?|\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:[–-]\d{1,2})?|\d+/[A-Z]{2,}[\w./]*",
    re.IGNORECASE,
)
"""Numbers of form: a year or a span of years, a day, an ordinal, the symbol of a decision. Amounts are matter, not form."""

AMOUNT = re.compile(
    r"[$€£¥%]|\b(?:USD|EUR|per ?cent|percent|percentage|million|billion|trillion|basis points|tonnes|°C)\b",
    re.IGNORECASE,
)
"""Where one of these stands in a clause, a changed number may be a changed sum, so the change is never mere form."""


def name_kind(old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]) -> ChangeKind:
    """The kind of a match by its clauses and their redline; ``added`` or ``dropped`` where a side is empty."""
    if not old:
        return ChangeKind.ADDED
    if not new:
        return ChangeKind.DROPPED
    texts = [" ".join([clause.text for clause in side]) for side in (old, new)]
    if texts[0] == texts[1]:
        return ChangeKind.UNCHANGED
    was, now = map(split_tokens, texts)
    if _words(was) == _words(now):
        return ChangeKind.UNCHANGED
    # Joined: "cyber security" and "cybersecurity" are one word in two spellings.
    if "".join(_matter(was)) == "".join(_matter(now)) and not _changes_amount(old, new, edits):
        return ChangeKind.EDITORIAL
    return ChangeKind.REWRITTEN if keep_share(was, now, edits) < REWRITTEN_BELOW else ChangeKind.REWORDED


def keep_share(was: list[Token], now: list[Token], edits: tuple[Edit, ...]) -> float:
    """How much of the longer wording was kept, 0-1, words of grammar counting little."""
    kept = sum(
        _weight(split_tokens(edit.text))
        for edit in edits
        if edit.kind is EditKind.KEEP or (edit.moved and edit.kind is EditKind.INSERT)
    )
    return kept / max(_weight(was), _weight(now), 1e-9)


def _weight(tokens: list[Token]) -> float:
    return weigh_run([token for token in tokens if token.is_word])


def _words(tokens: list[Token]) -> list[str]:
    return [token.folded.replace("’", "'") for token in tokens if token.is_word]


def _matter(tokens: list[Token]) -> list[str]:
    """The stems of the words that mean something, hyphens opened, dates and ordinals left out."""
    words = [
        word
        for token in tokens
        if token.is_word and not DATED.fullmatch(token.text)
        for word in re.split(r"[-–]", token.text)
    ]
    return [
        stem(word.casefold().replace("’", "'").removesuffix("'s"))
        for word in words
        if word.casefold() not in FORMAL
    ]


def _changes_amount(old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]) -> bool:
    """True where a number changed beside a unit, or a deadline moved: form for an editor, matter for a desk officer."""
    numbers = any(edit.kind is not EditKind.KEEP and re.search(r"\d", edit.text) for edit in edits)
    dues = [{deadline.date for clause in side for deadline in clause.deadlines} for side in (old, new)]
    amounts = any(AMOUNT.search(clause.text) for clause in (*old, *new))
    return numbers and (amounts or dues[0] != dues[1])
