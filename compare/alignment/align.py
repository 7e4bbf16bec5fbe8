"""Clauses x clauses -> matches with a confidence: which clause of the new statement carries on which of the old."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from rapporteur.compare.alignment.order import Link, find_moved, measure_order
from rapporteur.compare.alignment.overrides import NO_RULING, Ruling
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Alignment, Clause, Match, Statement
from rapporteur.compare.text.stem import split_words

COPIES = 8
"""Clauses of one side with the same words that are judged like any other; where there are more, they are paired in order."""

MOST_PAIRS = 160_000_000
"""Old times new clauses that are compared at most: a few minutes and 2 GB."""

Group = tuple[tuple[int, ...], tuple[int, ...]]
"""Old and new places that belong together."""


def align(old: Statement, new: Statement, *, ruling: Ruling = NO_RULING) -> Alignment:
    """The alignment of two statements; "no match" is an answer and keeps its nearest candidate.

    ``ruling`` is the analyst's word on pairs, which outweighs every evidence. Raises UnreadableError where the
    statements have too many clauses.
    """
    return align_clauses(old.clauses, new.clauses, ruling)


def align_clauses(old: Sequence[Clause], new: Sequence[Clause], ruling: Ruling = NO_RULING) -> Alignment:
    """The alignment of two sequences of clauses in reading order."""
    if len(old) * len(new) > MOST_PAIRS:
        raise UnreadableError(
            f"{len(old):,} and {len(new):,} clauses are too many to compare with each other. Compare the statements part by part."
        )
    copies, rest_old, rest_new = _pair_copies(old, new)
    matches = [Match((old[i].address,), (new[j].address,), similarity=1.0, confidence=1.0) for i, j in copies]
    matches += _match_rest(old, new, rest_old, rest_new, ruling)
    matches += _alone(matches, old, new)
    matches = _pair_equal(matches, old, new, ruling)
    old_at = {clause.address: place for place, clause in enumerate(old)}
    new_at = {clause.address: place for place, clause in enumerate(new)}
    pairs = [[(old_at[o], new_at[n]) for o in match.old for n in match.new] for match in matches]
    links = sorted({pair for of_match in pairs for pair in of_match})
    moved = find_moved(links, {(i, j): 1.0 + len(split_words(old[i].text)) for i, j in links})
    marked = [
        replace(match, moved=bool(of_match) and moved.issuperset(of_match))
        for match, of_match in zip(matches, pairs, strict=True)
    ]
    return Alignment(tuple(_in_reading_order(marked, old_at, new_at)), round(measure_order(links), 6))


def _pair_copies(old: Sequence[Clause], new: Sequence[Clause]) -> tuple[list[Link], list[int], list[int]]:
    """Clauses whose very words stand more than ``COPIES`` times on a side: linked in their order; and the places of all others."""
    places: tuple[dict[tuple[str, ...], list[int]], ...] = (defaultdict(list), defaultdict(list))
    for side, clauses in zip(places, (old, new), strict=True):
        for at, clause in enumerate(clauses):
            side[split_words(clause.text) or (clause.text,)].append(at)
    many = {words: None for side in places for words, found in side.items() if len(found) > COPIES}
    links = [
        pair
        for words in many
        for pair in zip(places[0].get(words, ()), places[1].get(words, ()), strict=False)
    ]
    rest = [
        sorted(at for words, found in side.items() if words not in many for at in found) for side in places
    ]
    return links, rest[0], rest[1]


def _pair_equal(
    matches: Sequence[Match], old: Sequence[Clause], new: Sequence[Clause], ruling: Ruling
) -> list[Match]:
    """The matches, with clauses of the very same words that both found no partner linked in their order.

    The model may leave them apart where many clauses are alike; a text that stands in both is never dropped.
    """
    places = ({clause.address: at for at, clause in enumerate(side)} for side in (old, new))
    old_at, new_at = places
    waiting: dict[str, list[str]] = defaultdict(list)
    for match in matches:
        if not match.new:
            waiting[old[old_at[match.old[0]]].text].append(match.old[0])
    linked: dict[str, str] = {}
    for match in matches:
        same = waiting.get(new[new_at[match.new[0]]].text, []) if match.new and not match.old else []
        if same and (old_at[same[0]], new_at[match.new[0]]) not in ruling.forbidden:
            linked[match.new[0]] = same.pop(0)
    gone = set(linked.values())
    kept = [
        match for match in matches if not (len(match.old) == 1 and not match.new and match.old[0] in gone)
    ]
    return [
        Match((linked[match.new[0]],), match.new, similarity=1.0, confidence=1.0)
        if not match.old and match.new[0] in linked
        else match
        for match in kept
    ]


def group_links(links: Sequence[Link]) -> list[Group]:
    """Links that share a clause, directly or through others, become one group.

    >>> group_links([(0, 0), (2, 1), (2, 3), (4, 4)])
    [((0,), (0,)), ((2,), (1, 3)), ((4,), (4,))]
    """
    parent: dict[Link, Link] = {}

    def root(clause: Link) -> Link:
        while (above := parent.setdefault(clause, clause)) != clause:
            parent[clause] = parent[above]
            clause = above
        return clause

    for old, new in links:
        parent[root((1, new))] = root((0, old))
    groups: dict[Link, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side, at in sorted(parent):
        groups[root((side, at))][side].append(at)
    return [(tuple(olds), tuple(news)) for olds, news in groups.values()]


def _alone(matches: Sequence[Match], old: Sequence[Clause], new: Sequence[Clause]) -> list[Match]:
    """A match of one side for every clause that is in none."""
    met = {address for match in matches for address in (*match.old, *match.new)}
    alone = [Match((clause.address,), ()) for clause in old if clause.address not in met]
    return [*alone, *(Match((), (clause.address,)) for clause in new if clause.address not in met)]


def _match_rest(
    old: Sequence[Clause], new: Sequence[Clause], rest_old: list[int], rest_new: list[int], ruling: Ruling
) -> list[Match]:
    """The matches of the clauses at these places, those of one side included."""
    if not rest_old or not rest_new:
        return []
    from rapporteur.compare.alignment.matching import Matching  # imports scikit-learn: a second of start

    at_old, at_new = ({place: at for at, place in enumerate(side)} for side in (rest_old, rest_new))
    pinned, forbidden = (
        frozenset((at_old[i], at_new[j]) for i, j in links if i in at_old and j in at_new)
        for links in (ruling.pinned, ruling.forbidden)
    )
    matching = Matching(
        [old[i] for i in rest_old], [new[j] for j in rest_new], Ruling(pinned, forbidden, ruling.notes)
    )
    groups = group_links(sorted(matching.judged.links))
    return [*(matching.match(group) for group in groups), *matching.unmatched()]


def _in_reading_order(matches: list[Match], old_at: dict[str, int], new_at: dict[str, int]) -> list[Match]:
    """Matches as the new statement reads; what was dropped stands behind what stood before it in the old."""
    stands = {old_at[a]: new_at[m.new[0]] for m in matches if m.new and not m.moved for a in m.old}
    behind = list(accumulate((stands.get(at, -1) for at in range(len(old_at))), max, initial=-1))

    def key(match: Match) -> tuple[int, int, int]:
        if match.new:
            return (new_at[match.new[0]], 0, 0)
        place = old_at[match.old[0]]
        return (behind[place], 1, place)

    return sorted(matches, key=key)
