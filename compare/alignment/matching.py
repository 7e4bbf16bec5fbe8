"""Judged pairs as matches: groups of linked clauses with their confidence, and what came nearest to those that stay alone."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from rapporteur.compare.alignment.features import measure
from rapporteur.compare.alignment.model import Place, judge, read_model, to_chance
from rapporteur.compare.alignment.order import Group, Link
from rapporteur.compare.alignment.overrides import Ruling
from rapporteur.compare.alignment.vectors import content_words, stems_of
from rapporteur.compare.model import Clause, Evidence, Match
from rapporteur.compare.text.stem import WORD

DIGITS = 6
"""Places that a similarity or confidence is given to: the same on every machine."""

REASONS = 8
"""Evidence shown with a match: the weightiest pieces for and against it."""

SHARED = 4
"""Words shown for a clause that may be carried on."""


class Matching:
    """The candidate pairs of two sequences of clauses, judged. Both sides hold at least one clause."""

    def __init__(self, old: Sequence[Clause], new: Sequence[Clause], ruling: Ruling) -> None:
        self.old, self.new, self.ruling = old, new, ruling
        self.model = read_model()
        self.found = measure(old, new, sorted(ruling.pinned))
        self.judged = judge(self.found, self.model, ruling)
        self._pairs = list(zip(self.found.rows.tolist(), self.found.columns.tolist(), strict=True))
        self._at = {pair: at for at, pair in enumerate(self._pairs)}
        self._beside: dict[Place, list[Link]] = defaultdict(list)
        for pair in self._pairs:
            for place in enumerate(pair):
                self._beside[place].append(pair)
        self._spread = Counter(word for clause in (*old, *new) for word in _stems(clause.text))

    def match(self, group: Group) -> Match:
        """The match of a group of linked clauses (old places, new places)."""
        olds, news = group
        pairs = [(old, new) for old in olds for new in news if (old, new) in self.judged.links]
        best = max(pairs, key=lambda pair: (self.judged.links[pair], pair))
        is_pinned = not self.ruling.pinned.isdisjoint(pairs)
        nearest, chance = self._rival(best, group)
        return Match(
            tuple(self.old[old].address for old in olds),
            tuple(self.new[new].address for new in news),
            similarity=_rounded(min(1.0, max(self.found.similarity[self._at[pair]] for pair in pairs))),
            confidence=1.0 if is_pinned else _rounded(min(self.judged.links[pair] for pair in pairs)),
            nearest=nearest,
            nearest_confidence=_rounded(chance),
            pinned=is_pinned,
            evidence=self._explain(best),
        )

    def unmatched(self) -> list[Match]:
        """The clauses that stay alone, each with the candidate that came nearest and the rarest words they share."""
        linked = {place for pair in self.judged.links for place in enumerate(pair)}
        alone = []
        for side, clauses in enumerate((self.old, self.new)):
            others = (self.new, self.old)[side]
            for at, clause in enumerate(clauses):
                if (side, at) in linked:
                    continue
                place, chance = self.judged.nearest.get((side, at), (-1, 0.0))
                address = (clause.address,)
                alone.append(
                    Match(
                        () if side else address,
                        address if side else (),
                        nearest=others[place].address if place >= 0 else None,
                        nearest_confidence=_rounded(chance),
                        shared=self._shared_words(clause, others[place]) if place >= 0 else (),
                    )
                )
        return alone

    def _rival(self, best: Link, group: Group) -> tuple[str | None, float]:
        """The strongest rival of either clause of a link that is not in its group, and its chance."""
        beside = [*self._beside[0, best[0]], *self._beside[1, best[1]]]
        rivals = [pair for pair in beside if pair[0] not in group[0] or pair[1] not in group[1]]
        if not rivals:
            return None, 0.0
        old, new = max(rivals, key=lambda pair: (self.judged.odds[self._at[pair]], pair))
        address = self.new[new].address if old == best[0] else self.old[old].address
        return address, to_chance(float(self.judged.odds[self._at[old, new]]))

    def _explain(self, pair: Link) -> tuple[Evidence, ...]:
        """What weighed most for and against a pair, in log-odds."""
        at, regression, of_texts = self._at[pair], self.model.pair, _rounded(self.judged.of_texts)
        pieces = [
            Evidence(name, _rounded(value), _rounded(weight * value))
            for name, weight in zip(regression.names, regression.weights, strict=True)
            if (value := float(self.found.numbers[name][at]))
        ]
        pieces += [Evidence("unlike or short texts", of_texts, of_texts)] if of_texts else []
        return tuple(sorted(pieces, key=lambda piece: (-abs(piece.weight), piece.name))[:REASONS])

    def _shared_words(self, clause: Clause, other: Clause) -> tuple[str, ...]:
        """The rarest words that two clauses share, as the first prints them, in its order."""
        theirs = _stems(other.text)
        shared: dict[str, str] = {}
        for printed in WORD.findall(clause.text):
            for word in _stems(printed) & theirs if len(printed) > 1 else ():
                shared.setdefault(word, printed)
        rarest = sorted(shared, key=lambda word: (self._spread[word], -len(word), word))[:SHARED]
        return tuple(printed for word, printed in shared.items() if word in rarest)


def _stems(text: str) -> set[str]:
    return set(stems_of(content_words(text)))


def _rounded(value: float) -> float:
    return round(float(value), DIGITS)
