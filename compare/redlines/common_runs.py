"""What surely stays of two long texts: runs of words that stand once on either side, the inside of each carried as one token.

Of a long text most is never looked at word by word: the blanks part it into pieces, runs of pieces that both sides
have are found in a few passes that Python makes in C, and only the rest is cut as a person would cut it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapporteur.compare.redlines.anchors import count_shared, count_shared_back
from rapporteur.compare.redlines.tokens import Token, make_steady, split_tokens
from rapporteur.compare.text.sequences import longest_chain

LONG = 12_000
"""Characters from which on a text is long, some 2,000 words: no clause is, so a redline of clauses is never affected."""

PIECE = re.compile(r"\s*\S+|\s+")
"""A piece that no token crosses, with the blank before it; together they are the text."""

RUN = 8
"""Pieces that two texts share in a row by no coincidence, where they stand once in each."""

LONG_WORD = 11
"""Characters, the blank before it counted, of a word at which a run is looked for: one word in eight is as long, and the
runs around it are found by going on from it."""

EDGE = 3
"""Pieces at both ends of a run that stay tokens of their own, so that the edge of a change may still be moved there."""

WORTH = 4
"""Pieces that must be left inside to be worth a token of their own."""

SAMPLES, SAMPLE, MOST = 32, 50, 0.6
"""Passages of so many characters, some eight words, are looked for in the new text as they stand; where fewer than this
share of them is found, too little stays for this way to repay."""

Run = tuple[int, int, int]
"""Where a shared run begins in the old, where in the new, and how many pieces it has."""

Split = tuple[list[Token], list[Token], list[tuple[int, int]]]
"""The tokens of both sides, and the places at which the same steady token stands in both."""


def split_both(old: str, new: str) -> Split:
    """Both texts as tokens; in long ones a token may be a whole passage that surely stays."""
    if min(len(old), len(new)) >= LONG and _stays(old, new):
        olds, news = PIECE.findall(old), PIECE.findall(new)
        return _carry(olds, news, _shared_runs(olds, news))
    return split_tokens(old), split_tokens(new), []


def _stays(old: str, new: str) -> bool:
    """Whether most of the old text is in the new one."""
    places = range(0, len(old) - SAMPLE, len(old) // SAMPLES)
    return sum(old[at : at + SAMPLE] in new for at in places) >= MOST * len(places)


def _shared_runs(old: list[str], new: list[str]) -> list[Run]:
    """The runs that both have, each once, in an order that rises on both sides and without overlap."""
    there = _sample_unique(new)
    sizes: dict[tuple[int, int], int] = {}
    end = shift = -1
    for run, at in _sample_unique(old).items():
        other = there.get(run)
        if other is None or (at < end and other - at == shift):
            continue
        back = count_shared_back(old, new, 0, at, 0, other)
        on = count_shared(old, new, at, len(old), other, len(new))
        sizes[at - back, other - back] = back + on
        end, shift = at + on, other - at
    return _without_overlap((*pair, sizes[pair]) for pair in longest_chain(sorted(sizes)))


def _sample_unique(pieces: list[str]) -> dict[str, int]:
    """Where runs stand that begin with a long word and stand there once."""
    places = [at for at, piece in enumerate(pieces) if len(piece) >= LONG_WORD]
    runs = ["".join(pieces[at : at + RUN]) for at in places]
    last = dict(zip(runs, places, strict=True))
    repeated = {run for run, at in zip(runs, places, strict=True) if last[run] != at}
    return {run: at for run, at in last.items() if run not in repeated} if repeated else last


def _without_overlap(runs: Iterable[Run]) -> list[Run]:
    kept: list[Run] = []
    for start, other, size in runs:
        if kept:
            last, last_other, before = kept[-1]
            shared = max(last + before - start, last_other + before - other, 0)
            start, other, size = start + shared, other + shared, size - shared
        if size > 2 * EDGE + WORTH:
            kept.append((start, other, size))
    return kept


def _carry(olds: list[str], news: list[str], runs: list[Run]) -> Split:
    """The tokens of both sides, the inside of each run as one."""
    old_tokens: list[Token] = []
    new_tokens: list[Token] = []
    places: list[tuple[int, int]] = []
    at = other_at = 0
    for start, other, size in runs:
        old_tokens += split_tokens("".join(olds[at : start + EDGE]))
        new_tokens += split_tokens("".join(news[other_at : other + EDGE]))
        at, other_at = start + size - EDGE, other + size - EDGE
        places.append((len(old_tokens), len(new_tokens)))
        steady = make_steady("".join(olds[start + EDGE : at]))
        old_tokens.append(steady)
        new_tokens.append(steady)
    old_tokens += split_tokens("".join(olds[at:]))
    new_tokens += split_tokens("".join(news[other_at:]))
    return old_tokens, new_tokens, places
