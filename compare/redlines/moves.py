"""Phrases that were struck out at one place of a text and stand at another."""

from __future__ import annotations

from .tokens import Token

SHORTEST = 4
"""Words of a phrase that is said to have moved rather than to have gone and come; shorter ones repeat by chance."""

MATTER = 2
"""Words of it that must carry matter: "in the light of the" has not moved, it is merely common."""

Place = tuple[int, int, int]
"""Which run, from which token of it, to which (not included)."""


def find_moves(gone: dict[int, list[Token]], come: dict[int, list[Token]]) -> list[tuple[Place, Place]]:
    """Pairs of places, struck out and written in, that hold the same words; no token is used twice."""
    known: dict[tuple[str, ...], tuple[int, int]] = {}
    for at, tokens in gone.items():
        for start in range(len(tokens) - SHORTEST + 1):
            known.setdefault(_key(tokens[start : start + SHORTEST]), (at, start))
    if not known:
        return []
    used: dict[int, int] = {}
    moves: list[tuple[Place, Place]] = []
    for at, tokens in come.items():
        start = 0
        while start <= len(tokens) - SHORTEST:
            found = known.get(_key(tokens[start : start + SHORTEST]))
            size = _measure(gone[found[0]], found[1], tokens, start) if found else 0
            if found and found[1] >= used.get(found[0], 0) and _is_phrase(tokens[start : start + size]):
                moves.append(((found[0], found[1], found[1] + size), (at, start, start + size)))
                used[found[0]] = found[1] + size
                start += size
            else:
                start += 1
    return moves


def _key(tokens: list[Token]) -> tuple[str, ...]:
    return tuple([token.folded for token in tokens])


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
