"""Clause -> operative acts: verb, tier, modal, hedges, addressee, nested acts."""

from __future__ import annotations

from .model import Statement


def read_acts(statement: Statement) -> Statement:
    """The statement with the acts of each clause."""
    return statement
