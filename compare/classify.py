"""A match and its edits -> kind of change, strength, moved / split / merged."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.clauses.brackets import bracket_changes
from rapporteur.compare.model import (
    LIKELY,
    PERHAPS,
    SURE,
    Band,
    Change,
    ChangeKind,
    Clause,
    Edit,
    Match,
    Strength,
    Substance,
    Weighing,
    is_doubtful,
)
from rapporteur.compare.redlines.kinds import name_kind


def classify(
    match: Match,
    old: tuple[Clause, ...],
    new: tuple[Clause, ...],
    edits: tuple[Edit, ...],
    weighing: Weighing,
) -> Change:
    """The change that a match is; ``old`` and ``new`` are its clauses, ``edits`` their redline.

    A pairing below COUNTED that no analyst pinned carries no strength: what it would compare may not belong together.
    """
    kind = name_kind(old, new, edits)
    weighing = _allowed(weighing, match, kind)
    brackets = bracket_changes(*(" ".join(c.text for c in side) for side in (old, new)))
    weighing = _unsettled(weighing, old, new) if brackets else weighing
    return Change(
        kind,
        match.old,
        match.new,
        edits=edits,
        similarity=match.similarity,
        confidence=match.confidence,
        band=_band(match),
        moved=match.moved,
        split=len(new) > 1,
        merged=len(old) > 1,
        strength=weighing.strength,
        strength_reasons=(*weighing.reasons, *brackets),
        progress=weighing.progress,
        substance=weighing.substance,
        substance_reasons=weighing.substance_reasons,
        themes=tuple(sorted({theme.id for clause in (*old, *new) for theme in clause.themes})),
        nearest=match.nearest,
        nearest_confidence=match.nearest_confidence,
        evidence=match.evidence,
        shared=match.shared,
        pinned=match.pinned,
        renumbered=_is_renumbered(match, old, new),
    )


def _allowed(weighing: Weighing, match: Match, kind: ChangeKind) -> Weighing:
    """The weighing as far as the pairing bears it: none of a doubtful pair, "same" where only the form changed."""
    doubtful = is_doubtful(match)
    is_form = kind in (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL)
    if not doubtful and (not is_form or weighing.strength is Strength.NA):
        return weighing
    return Weighing(
        Strength.NA if doubtful else Strength.SAME,
        progress=weighing.progress,
        substance=Substance.NA if doubtful else Substance.SAME,
    )


def _unsettled(weighing: Weighing, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Weighing:
    """The weighing where brackets came or went: "same" where one side's acts all stand among the other's, for brackets
    put a word up for choice, or took one."""
    was, now = ({(act.lemma, act.modal) for clause in side for act in clause.acts} for side in (old, new))
    if not (was and now and (was <= now or now <= was)):
        return weighing
    reasons = tuple(reason for reason in weighing.reasons if "tier" not in reason)
    return replace(weighing, strength=Strength.SAME, reasons=reasons)


def _band(match: Match) -> Band:
    """The band of a pairing; a clause that stands alone is one to look at where another perhaps carries it on."""
    if match.old and match.new:
        return band_of(match.confidence)
    return Band.LOOK if match.nearest_confidence >= PERHAPS else Band.SURE


def band_of(confidence: float) -> Band:
    """The band in which a confidence falls."""
    if confidence >= SURE:
        return Band.SURE
    return Band.LIKELY if confidence >= LIKELY else Band.LOOK


def _is_renumbered(match: Match, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> bool:
    """True where the paragraph's printed number changed though the clause stayed in its place."""
    return bool(old and new) and not match.moved and old[0].paragraph != new[0].paragraph
