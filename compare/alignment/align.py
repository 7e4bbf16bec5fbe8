"""Clauses x clauses -> matches with a confidence: which clause of the new statement carries on which of the old."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from rapporteur.compare.alignment.order import Group, Link, find_moved, measure_order
from rapporteur.compare.alignment.overrides import NO_RULING, Ruling
from rapporteur.compare.model import Alignment, Clause, Match
from rapporteur.compare.text.stem import split_words

COPIES = 8
"""Clauses of one side with the same words that are judged like any other; where there are more, they are paired in order."""

Words = tuple[str, ...]


def align_clauses(old: Sequence[Clause], new: Sequence[Clause], ruling: Ruling = NO_RULING) -> Alignment:
    """The alignment of two sequences of clauses in reading order; "no match" is an answer and keeps its nearest candidate.

    ``ruling`` is the analyst's word on pairs, which outweighs every evidence.
    """
    places = tuple({clause.address: place for place, clause in enumerate(side)} for side in (old, new))
    words = [[split_words(clause.text) or (clause.text,) for clause in side] for side in (old, new)]
    often = {text for side in words for text, times in Counter(side).items() if times > COPIES}
    rest = [[at for at, text in enumerate(side) if text not in often] for side in words]
    found = _match_rest(old, new, rest, ruling)
    linked = {address for match in found if match.old and match.new for address in (*match.old, *match.new)}
    free = [[at for address, at in side.items() if address not in linked] for side in places]
    same = [(old[i].address, new[j].address) for i, j in _pair_same_words(words, free, ruling)]
    told = {address for pair in same for address in pair}
    matches = [match for match in found if told.isdisjoint((*match.old, *match.new))]
    matches += [Match((a,), (b,), similarity=1.0, confidence=1.0) for a, b in same]
    matches += _alone(matches, old, new)
    pairs = [[(places[0][o], places[1][n]) for o in match.old for n in match.new] for match in matches]
    links = sorted({pair for of_match in pairs for pair in of_match})
    moved = find_moved(links, {(i, j): 1.0 + len(words[0][i]) for i, j in links})
    marked = [
        replace(match, moved=bool(of_match) and moved.issuperset(of_match))
        for match, of_match in zip(matches, pairs, strict=True)
    ]
    return Alignment(tuple(_in_reading_order(marked, *places)), round(measure_order(links), 6))


def _pair_same_words(words: list[list[Words]], places: list[list[int]], ruling: Ruling) -> list[Link]:
    """Clauses of the very same words among those at ``places`` (old, new): the first with the first, and so on.

    They are the copies that were not judged, and what the model left apart where many clauses are alike: a text that
    stands in both statements is never dropped.
    """
    waiting: dict[Words, list[int]] = defaultdict(list)
    for old in places[0]:
        waiting[words[0][old]].append(old)
    links = []
    for new in places[1]:
        same = waiting[words[1][new]]
        if same and (same[0], new) not in ruling.forbidden:
            links.append((same.pop(0), new))
    return links


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
    old: Sequence[Clause], new: Sequence[Clause], rest: list[list[int]], ruling: Ruling
) -> list[Match]:
    """The matches of the clauses at these places (old, new), those of one side included."""
    if not all(rest):
        return []
    from rapporteur.compare.alignment.matching import Matching  # imports scikit-learn: a second of start

    at_old, at_new = ({place: at for at, place in enumerate(side)} for side in rest)
    pinned, forbidden = (
        frozenset((at_old[i], at_new[j]) for i, j in links if i in at_old and j in at_new)
        for links in (ruling.pinned, ruling.forbidden)
    )
    matching = Matching([old[i] for i in rest[0]], [new[j] for j in rest[1]], Ruling(pinned, forbidden))
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
