"""A match and its edits -> kind of change, strength, moved / split / merged."""

from __future__ import annotations

from .model import Change, ChangeKind, Clause, Edit, EditKind, Match, Weighing


def classify(
    match: Match,
    old: tuple[Clause, ...],
    new: tuple[Clause, ...],
    edits: tuple[Edit, ...],
    weighing: Weighing,
) -> Change:
    """The change that a match is; ``old`` and ``new`` are its clauses, ``edits`` their redline."""
    return Change(
        _kind(old, new, edits),
        match.old,
        match.new,
        edits=edits,
        similarity=match.similarity,
        confidence=match.confidence,
        moved=match.moved,
        split=len(new) > 1,
        merged=len(old) > 1,
        strength=weighing.strength,
        strength_reasons=weighing.reasons,
        progress=weighing.progress,
        themes=tuple(sorted({theme.id for clause in (*old, *new) for theme in clause.themes})),
        nearest=match.nearest,
        nearest_confidence=match.nearest_confidence,
        evidence=match.evidence,
        pinned=match.pinned,
    )


def _kind(old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]) -> ChangeKind:
    if not old:
        return ChangeKind.ADDED
    if not new:
        return ChangeKind.DROPPED
    if all(edit.kind is EditKind.KEEP for edit in edits):
        return ChangeKind.UNCHANGED
    return ChangeKind.REWORDED
