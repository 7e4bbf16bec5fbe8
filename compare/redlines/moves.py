"""Phrases that were struck out at one place of a text and stand at another."""

from __future__ import annotations

from collections.abc import Iterable

from rapporteur.compare.redlines.tokens import Token

SHORTEST = 4
"""Words of a phrase that is said to have moved rather than to have gone and come; shorter ones repeat by chance."""

MATTER = 2
"""Words of it that must carry matter: "in the light of the" has not moved, it is merely common."""

Place = tuple[int, int, int]
"""Which run, from which token of it, to which (not included)."""

Words = tuple[str, ...]


def find_moves(gone: dict[int, list[Token]], come: dict[int, list[Token]]) -> list[tuple[Place, Place]]:
    """Pairs of places, struck out and written in, that hold the same words; no token is used twice."""
    known: dict[Words, tuple[int, int]] = {}
    for at, tokens in gone.items():
        for start, words in enumerate(_windows(tokens)):
            known.setdefault(words, (at, start))
    if not known:
        return []
    used: dict[int, int] = {}
    moves: list[tuple[Place, Place]] = []
    for at, tokens in come.items():
        free = 0
        for start, found in enumerate(map(known.get, _windows(tokens))):
            if found is None or start < free or found[1] < used.get(found[0], 0):
                continue
            size = _measure(gone[found[0]], found[1], tokens, start)
            if _is_phrase(tokens[start : start + size]):
                moves.append(((found[0], found[1], found[1] + size), (at, start, start + size)))
                used[found[0]] = found[1] + size
                free = start + size
            else:  # no part of it is a phrase either; without this, repetition costs the square of its length
                free = start + size - SHORTEST + 1
    return moves


def _windows(tokens: list[Token]) -> Iterable[Words]:
    """The folded words of every SHORTEST tokens in a row."""
    words = [token.folded for token in tokens]
    return zip(*(words[step:] for step in range(SHORTEST)), strict=False)


def _measure(gone: list[Token], here: int, come: list[Token], there: int) -> int:
    size = 0
    while here + size < len(gone) and there + size < len(come):
        if gone[here + size].folded != come[there + size].folded:
            break
        size += 1
    return size


def _is_phrase(tokens: list[Token]) -> bool:
    words = [token for token in tokens if token.is_word]
    return len(words) >= SHORTEST and sum(not token.is_light for token in words) >= MATTER
