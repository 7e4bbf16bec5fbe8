"""Whether two statements can honestly be compared."""

from __future__ import annotations

from .model import Comparability, Statement, Verdict


def judge(old: Statement, new: Statement) -> Comparability:
    """The verdict on a pair, with its reason."""
    return Comparability(Verdict.SUCCESSOR, 1.0, "Both are statements of one forum.")
