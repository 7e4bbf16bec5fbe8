"""Which kind of change two wordings are: unchanged, editorial, reworded or rewritten."""

from __future__ import annotations

import re

from rapporteur.compare.model import ChangeKind, Clause, Edit, EditKind
from rapporteur.compare.redlines.tidy import weigh_run
from rapporteur.compare.redlines.tokens import Token, split_tokens
from rapporteur.compare.text.normalise import fold, level_figures, signs_of
from rapporteur.compare.text.stem import stem

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
    r"(?:19|20)\d\d(?:[–/-](?:(?:19|20)?\d\d))?|\d{1,2}(?:st|nd|rd|th)|\d{1,2}(?:[–-]\d{1,2})?", re.IGNORECASE
)
"""Numbers of form where a clause only says when this meeting was: a year or a span of years, a day, an ordinal."""

OCCASION = re.compile(
    r"\b(?:held|met|meet|convened|gathered|hosted|took place|meeting|session|summit|conference|visits?|assembly|dialogue)\b",
    re.IGNORECASE,
)
REFERRED = re.compile(
    r"(?:decisions?|resolutions?|articles?|art\.?|paragraphs?|paras?\.?|measures?|recommendations?|sections?|sec\.?|chapters?|rules?|regulations?|"
    r"annex(?:es)?|appendix|protocols?|conventions?|agreements?|treat(?:y|ies)|charter|plan|agenda|framework|directives?|orders?|proclamation|nos?\.?)",
    re.IGNORECASE,
)
"""Words after which a number says which paper or part of it is meant: another number is another paper."""

AMOUNT = re.compile(
    r"[$€£¥%]|\b(?:USD|EUR|per ?cent|percent|percentage|million|billion|trillion|basis points|tonnes|°C)\b",
    re.IGNORECASE,
)
"""Where one of these stands in a clause, a changed number may be a changed sum, so the change is never mere form."""


GRAMMAR = frozenset("a an the of on".split())
"""Words whose coming and going is an editor's."""


def name_kind(old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]) -> ChangeKind:
    """The kind of a match by its clauses and their redline; ``added`` or ``dropped`` where a side is empty."""
    if not old:
        return ChangeKind.ADDED
    if not new:
        return ChangeKind.DROPPED
    texts = [" ".join([clause.text for clause in side]) for side in (old, new)]
    if texts[0] == texts[1] or fold(texts[0]) == fold(texts[1]):
        return ChangeKind.UNCHANGED
    was, now = map(split_tokens, texts)
    level = [level_figures(text) for text in texts]
    same_signs = signs_of(level[0]) == signs_of(level[1])
    is_form = all(_says_when(text) for text in texts)
    # Joined: "cyber security" and "cybersecurity" are one word in two spellings.
    matter = [_matter(split_tokens(text), is_form=is_form) for text in level]
    if same_signs and matter[0] == matter[1] and not _changes_amount(old, new, level):
        return ChangeKind.EDITORIAL
    return ChangeKind.REWRITTEN if keep_share(was, now, edits) < REWRITTEN_BELOW else ChangeKind.REWORDED


def _says_when(text: str) -> bool:
    """True for a sentence that says when this meeting was; a row of a table is a date's own place."""
    return " | " not in text and OCCASION.search(text) is not None


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


def _matter(tokens: list[Token], *, is_form: bool) -> str:
    """The stems of the words that mean something and all numbers, run together; a number never runs into another.

    ``is_form`` leaves out dates and ordinals, but for the number of a paper or of its part.
    """
    found: list[str] = []
    referred = False
    for token in tokens:
        if not token.is_word:
            continue
        is_number = token.text[:1].isdigit()
        if not (is_form and not referred and DATED.fullmatch(token.text)):
            number = token.folded.replace("–", "-")
            # "A" in the midst of a sentence is a name and no article.
            is_name = token.text == "A" and bool(found)
            found += (
                [f" {number} "] if is_number else ["a"] if is_name else _stems(token.text, is_form=is_form)
            )
        referred = REFERRED.fullmatch(token.text) is not None or (
            referred and token.folded in ("no", "and", "of", "the")
        )
    return "".join(found)


def _stems(word: str, *, is_form: bool) -> list[str]:
    passed = FORMAL if is_form else GRAMMAR
    parts = [part.casefold().replace("’", "'").removesuffix("'s") for part in re.split(r"[-–]", word)]
    return [stem(part) for part in parts if part not in passed]


def _changes_amount(old: tuple[Clause, ...], new: tuple[Clause, ...], level: list[str]) -> bool:
    """True where a number changed beside a unit, or a deadline moved: form for an editor, matter for a desk officer."""
    was, now = (re.findall(r"\d[\d.,:/]*", text) for text in level)
    dues = [{deadline.date for clause in side for deadline in clause.deadlines} for side in (old, new)]
    amounts = any(AMOUNT.search(clause.text) for clause in (*old, *new))
    return was != now and (amounts or dues[0] != dues[1])
