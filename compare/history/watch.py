"""Watched phrases: where a statement uses them, and where a phrase of the statement before is gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapporteur.compare.history.precedents import fold_words
from rapporteur.compare.model import Clause, Statement


@dataclass(frozen=True, slots=True)
class Watched:
    """A phrase in one statement: the clauses that use it, and how many of the statement before used it.

    ``before`` is None where there is no statement before.
    """

    phrase: str
    clauses: tuple[Clause, ...]
    before: int | None

    @property
    def event(self) -> str:
        """What happened to the phrase here: "new", "dropped", "used", or "" where neither statement has it."""
        if self.clauses:
            return "new" if self.before == 0 else "used"
        return "dropped" if self.before else ""


def watch(statement: Statement, before: Statement | None, phrases: Sequence[str]) -> tuple[Watched, ...]:
    """Each phrase in the statement, compared as words in a row, whatever case, quotes and hyphens do."""
    return tuple(
        Watched(phrase, _users(statement, phrase), len(_users(before, phrase)) if before else None)
        for phrase in phrases
    )


def _users(statement: Statement, phrase: str) -> tuple[Clause, ...]:
    words = " ".join(fold_words(phrase))
    if not words:
        return ()
    return tuple(c for c in statement.clauses if f" {words} " in f" {' '.join(fold_words(c.text))} ")
