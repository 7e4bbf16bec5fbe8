"""Clause -> deadlines, instruments, partners, figures."""

from __future__ import annotations

from .model import Statement


def read_mentions(statement: Statement) -> Statement:
    """The statement with the mentions of each clause."""
    return statement
