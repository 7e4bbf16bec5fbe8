"""Clause -> themes, with the reason."""

from __future__ import annotations

from .model import Statement


def assign_themes(statement: Statement) -> Statement:
    """The statement with the themes of each clause."""
    return statement
