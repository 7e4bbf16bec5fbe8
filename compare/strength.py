"""Whether the new wording binds more or less than the old, with reasons in words."""

from __future__ import annotations

from .model import Clause, Edit, Weighing


def weigh(old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...]) -> Weighing:
    """How the new clauses weigh against the old ones."""
    return Weighing()
