"""Clauses x clauses -> matches with a calibrated confidence: which clause of the new statement carries on which of the old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from rapporteur.compare.alignment.assign import Model, judge_pairs, read_model, settle
from rapporteur.compare.alignment.evidence import Findings, gather
from rapporteur.compare.alignment.order import Link, find_moved, measure_order
from rapporteur.compare.alignment.overrides import NO_RULING, Ruling
from rapporteur.compare.clauses.run_in import fold_run_in
from rapporteur.compare.model import Alignment, Clause, Evidence, Match, Statement

if TYPE_CHECKING:
    import numpy as np

DIGITS = 6
"""Places that a similarity or confidence is given to: the same on every machine."""

REASONS = 8
"""Evidence shown with a match: the weightiest pieces for and against it."""


def align(old: Statement, new: Statement, *, ruling: Ruling = NO_RULING) -> Alignment:
    """The alignment of two statements; "no match" is an answer and keeps its nearest candidate.

    ``ruling`` is the analyst's word on pairs, which outweighs every evidence.
    """
    return align_clauses(old.clauses, new.clauses, (*old.abbreviations, *new.abbreviations), ruling)


def align_clauses(
    old: Sequence[Clause],
    new: Sequence[Clause],
    abbreviations: Sequence[tuple[str, str]] = (),
    ruling: Ruling = NO_RULING,
) -> Alignment:
    """The alignment of two sequences of clauses in reading order."""
    if not old or not new:
        lonely = [Match((c.address,), ()) for c in old] + [Match((), (c.address,)) for c in new]
        return Alignment(tuple(lonely))
    if any(clause.run_in for clause in (*old, *new)):
        return _folded(old, new, abbreviations, ruling)
    model = read_model()
    findings = gather(old, new, abbreviations)
    judged = judge_pairs(findings, model, ruling)
    links, chances = settle(judged, model, ruling)
    moved = find_moved(links, {link: float(len(findings.pair.matter[0][link[0]])) for link in links})
    findings = replace(findings, tables={**findings.tables, **judged.support})
    matches = [_match(group, findings, chances, model, moved, ruling) for group in group_links(links)]
    matches += _unmatched(findings, chances, links)
    return Alignment(tuple(_in_reading_order(matches, old, new)), round(measure_order(links), DIGITS))


def _folded(
    old: Sequence[Clause], new: Sequence[Clause], abbreviations: Sequence[tuple[str, str]], ruling: Ruling
) -> Alignment:
    """The alignment with each list inside a sentence taken as one clause, its entries given back to their opening's match."""
    olds, old_entries = fold_run_in(old)
    news, new_entries = fold_run_in(new)
    whole = align_clauses(olds, news, abbreviations, _reruled(ruling, (old, olds), (new, news)))
    matches = tuple(
        replace(
            match,
            old=tuple(a for opening in match.old for a in (opening, *old_entries.get(opening, ()))),
            new=tuple(a for opening in match.new for a in (opening, *new_entries.get(opening, ()))),
        )
        for match in whole.matches
    )
    return replace(whole, matches=matches)


def _reruled(
    ruling: Ruling,
    old: tuple[Sequence[Clause], Sequence[Clause]],
    new: tuple[Sequence[Clause], Sequence[Clause]],
) -> Ruling:
    """The ruling by the places after folding; what was said of an entry holds for the clause it was folded into."""
    places = []
    for clauses, folded in (old, new):
        kept = {clause.address for clause in folded}
        at, of = -1, []
        for clause in clauses:
            at += clause.address in kept
            of.append(max(at, 0))
        places.append(of)

    def move(links: frozenset[Link]) -> frozenset[Link]:
        return frozenset((places[0][i], places[1][j]) for i, j in links)

    return replace(ruling, pinned=move(ruling.pinned), forbidden=move(ruling.forbidden))


def group_links(links: list[Link]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Links that share a clause, directly or through others, become one group: (old places, new places)."""
    groups: list[tuple[set[int], set[int]]] = []
    for old, new in links:
        olds, news, apart = {old}, {new}, []
        for group in groups:
            if old in group[0] or new in group[1]:
                olds |= group[0]
                news |= group[1]
            else:
                apart.append(group)
        groups = [*apart, (olds, news)]
    return [(tuple(sorted(olds)), tuple(sorted(news))) for olds, news in groups]


def _match(
    group: tuple[tuple[int, ...], tuple[int, ...]],
    findings: Findings,
    chances: np.ndarray,
    model: Model,
    moved: set[Link],
    ruling: Ruling,
) -> Match:
    olds, news = group
    pairs = [(old, new) for old in olds for new in news]
    best = max(pairs, key=lambda pair: (chances[pair], pair))
    is_pinned = not ruling.pinned.isdisjoint(pairs)
    trust = min(model.confidence(chances[pair], is_join=pair != best) for pair in pairs)
    nearest, near = _second_best(best, pairs, findings, chances)
    return Match(
        tuple(findings.pair.old[old].address for old in olds),
        tuple(findings.pair.new[new].address for new in news),
        similarity=_rounded(min(1.0, max(findings.pair.similarity[pair] for pair in pairs))),
        confidence=1.0 if is_pinned else _rounded(trust),
        moved=all(pair in moved for pair in pairs),
        nearest=nearest,
        nearest_confidence=_rounded(near),
        pinned=is_pinned,
        evidence=_explain(best, findings, model),
    )


def _second_best(
    best: Link, pairs: list[Link], findings: Findings, chances: np.ndarray
) -> tuple[str | None, float]:
    """The strongest rival of either clause of a link that is not in its group, and its chance."""
    old, new = best
    above, across = chances[:, new].copy(), chances[old, :].copy()
    above[[i for i, j in pairs if j == new]] = -1.0
    across[[j for i, j in pairs if i == old]] = -1.0
    i, j = int(above.argmax()), int(across.argmax())
    if max(above[i], across[j]) < 0:
        return None, 0.0
    if above[i] > across[j]:
        return findings.pair.old[i].address, float(above[i])
    return findings.pair.new[j].address, float(across[j])


def _explain(pair: Link, findings: Findings, model: Model) -> tuple[Evidence, ...]:
    """What weighed most for and against a pair, in log-odds."""
    pieces = [
        Evidence(name, _rounded(value), _rounded(weight * value))
        for name, weight in (*zip(model.names, model.weights, strict=True), *model.support)
        if (value := float(findings.tables[name][pair]))
    ]
    return tuple(sorted(pieces, key=lambda piece: (-abs(piece.weight), piece.name))[:REASONS])


def _unmatched(findings: Findings, chances: np.ndarray, links: list[Link]) -> list[Match]:
    """What stays alone, each with the candidate that came nearest."""
    used_old, used_new = {old for old, _ in links}, {new for _, new in links}
    lonely = []
    for i, clause in enumerate(findings.pair.old):
        if i not in used_old:
            near = int(chances[i].argmax())
            nearest = findings.pair.new[near].address
            lonely.append(
                Match((clause.address,), (), nearest=nearest, nearest_confidence=_rounded(chances[i, near]))
            )
    for j, clause in enumerate(findings.pair.new):
        if j not in used_new:
            near = int(chances[:, j].argmax())
            nearest = findings.pair.old[near].address
            lonely.append(
                Match((), (clause.address,), nearest=nearest, nearest_confidence=_rounded(chances[near, j]))
            )
    return lonely


def _in_reading_order(matches: list[Match], old: Sequence[Clause], new: Sequence[Clause]) -> list[Match]:
    """Matches as the new statement reads; what was dropped stands behind what stood before it in the old."""
    old_at = {clause.address: place for place, clause in enumerate(old)}
    new_at = {clause.address: place for place, clause in enumerate(new)}
    stands = {old_at[a]: new_at[m.new[0]] for m in matches if m.new and not m.moved for a in m.old}

    def key(match: Match) -> tuple[int, int, int]:
        if match.new:
            return (new_at[match.new[0]], 0, 0)
        place = old_at[match.old[0]]
        behind = max((stands[at] for at in range(place) if at in stands), default=-1)
        return (behind, 1, place)

    return sorted(matches, key=key)


def _rounded(value: float) -> float:
    return round(float(value), DIGITS)
