"""Which changes a reader should see first, and why: one rule, in points, said with every rank."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from rapporteur.compare.entities.naming import Naming
from rapporteur.compare.model import Act, Change, ChangeKind, Clause, Statement, Strength
from rapporteur.compare.strength.features import LIMITING

POINTS: Mapping[str, int] = {
    "verb moved": 60,
    "strength moved": 42,
    "strength mixed": 30,
    "date set": 30,
    "date dropped": 30,
    "date changed": 22,
    "time named": 8,
    "time no longer named": 8,
    "new instrument": 24,
    "instrument gone": 24,
    "figure changed": 16,
    "progress": 14,
    "new decision or undertaking": 26,
    "decision or undertaking gone": 26,
    "new appeal or instruction": 16,
    "appeal or instruction gone": 16,
    "undertaking goes on": 10,
    "new clause": 8,
    "clause gone": 8,
    "rewritten": 6,
    "reworded": 3,
}
"""What each thing found adds; a rank is their sum, for a pair weighed by how sure the pairing is: what a doubtful pair
shows may be no change at all. 0 for a clause that only repeats. Tier moves lead: a carried clause that binds more or
less outranks a new or dropped one that also names an instrument, so that a text of which little is carried still
shows what moved; dates and instruments follow because a desk officer acts on them; new text without an act comes
last."""

CEREMONIAL = frozenset(("appreciation", "gratitude", "thanks", "thank"))
"""Verbs of courtesy: their coming and going is never news by itself."""


class Ranking:
    """The rule for one pair of statements. Made once for the pair: what is new is new to the whole text."""

    def __init__(self, old: Statement, new: Statement) -> None:
        self._naming = Naming(old, new)

    def ranked(self, change: Change, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Change:
        """The change with its rank and the rule that gave it, most telling first."""
        found = self._found(change, old, new)
        if change.kind in (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL):
            found = [name for name in found if name.startswith("date") or name == "figure changed"]
        told = sorted(dict.fromkeys(found), key=lambda name: (-POINTS[name], name))
        points: float = sum(POINTS[name] for name in told)
        if old and new and not change.pinned:
            points *= change.confidence
        return replace(change, rank=round(float(points), 3), rank_reason=", ".join(told))

    def _found(self, change: Change, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> list[str]:
        found: list[str] = []
        if change.strength in (Strength.STRONGER, Strength.WEAKER):
            found.append(
                "verb moved" if any("(tier" in why for why in change.strength_reasons) else "strength moved"
            )
        if change.strength is Strength.MIXED:
            found.append("strength mixed")
        found += _dates(old, new)
        found += self._instruments(old, new)
        if old and new:
            found += (
                ["figure changed"] if any(why.startswith("figure") for why in change.strength_reasons) else []
            )
            found += ["progress"] if change.progress else []
        else:
            found += _one_sided(new or old, gone=not new)
        kinds = {
            ChangeKind.ADDED: "new clause",
            ChangeKind.DROPPED: "clause gone",
            ChangeKind.REWRITTEN: "rewritten",
            ChangeKind.REWORDED: "reworded",
        }
        return [*found, kinds[change.kind]] if change.kind in kinds else found

    def _instruments(self, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> list[str]:
        """Named things that the other text does not name anywhere; another year's edition is not new."""
        come = self._naming.new_instruments(new, any_edition=True)
        gone = self._naming.lost_instruments(old, any_edition=True)
        return ["new instrument"] * bool(come) + ["instrument gone"] * bool(gone)


def _dates(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> list[str]:
    was = {d.date: d.text for clause in old for d in clause.deadlines}
    now = {d.date: d.text for clause in new for d in clause.deadlines}
    if was.keys() == now.keys():
        return []
    if was and now:
        return ["date changed"]
    limiting = any(LIMITING.match(text) for text in (was | now).values())
    if not limiting:
        return ["time named"] if now else ["time no longer named"]
    return ["date set"] if now else ["date dropped"]


def _one_sided(clauses: tuple[Clause, ...], *, gone: bool) -> list[str]:
    acts = [act for clause in clauses for act in clause.acts if not _is_ceremonial(act)]
    strongest = max((act.tier or 0 for act in acts), default=0)
    if strongest == 6 and all("continue" in act.verb for act in acts if act.tier == 6):
        return ["undertaking goes on"]
    if strongest >= 6:
        return ["decision or undertaking gone" if gone else "new decision or undertaking"]
    if strongest >= 3:
        return ["appeal or instruction gone" if gone else "new appeal or instruction"]
    return []


def _is_ceremonial(act: Act) -> bool:
    return act.lemma in CEREMONIAL
