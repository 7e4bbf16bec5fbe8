"""What is looked for and where: an undertaking with its telling words, and a statement with its clauses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.compare.history.cues import family_of, key_of
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.undertakings import Pledge, stretches
from rapporteur.compare.model import Act, Clause, Deadline, Statement


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement in which undertakings are looked for; ``themes`` and ``texts`` by clause address."""

    statement: Statement
    themes: Mapping[str, frozenset[str]]
    texts: Mapping[str, str]

    @staticmethod
    def of(statement: Statement) -> Ground:
        """The ground that a statement is."""
        clauses = statement.clauses
        themes = {clause.address: frozenset(theme.id for theme in clause.themes) for clause in clauses}
        return Ground(statement, themes, {clause.address: clause.text for clause in clauses})

    def stems(self, kin: Kinship) -> frozenset[str]:
        """The stems of the whole statement."""
        return frozenset().union(*(kin.stems(text) for text in self.texts.values()))


@dataclass(frozen=True, slots=True)
class Question:
    """An undertaking while it is looked for: its telling words, what kind of doing it is, its date by now.

    ``said`` holds the stretches of the clause that made it, ``before`` the clauses of its statement: what they said
    then is no news now.
    """

    pledge: Pledge
    key: str
    family: str
    names: frozenset[str]
    deadline: Deadline | None
    said: frozenset[tuple[str, frozenset[str]]]
    before: frozenset[frozenset[str]]

    @staticmethod
    def of(pledge: Pledge, statement: Statement, kin: Kinship) -> Question:
        """The question that an undertaking puts to later statements."""
        key = key_of(pledge, statement)
        said = frozenset(
            (act.lemma if act else "", kin.stems(words)) for act, words in sayings(pledge.clause)
        )
        before = frozenset(kin.stems(clause.text) for clause in statement.clauses)
        return Question(pledge, key, family_of(pledge), kin.names(key), pledge.deadline, said, before)


def sayings(clause: Clause) -> tuple[tuple[Act | None, str], ...]:
    """The stretches of a clause, and what stands before its first act where that says something."""
    ruled: tuple[tuple[Act | None, str], ...] = stretches(clause)
    opening = clause.text[: min((act.start for act in clause.acts), default=len(clause.text))]
    return ((None, opening), *ruled) if len(opening.split()) > 3 or not ruled else ruled
