"""Candidates for a headline: runs of adjacent changed clauses of one paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.compare.model import Change, ChangeKind, Clause, Comparison

MOST_CLAUSES = 4
MOST_WORDS = 90
"""A reader's subject is rarely longer than four sentences or ninety words."""

LEAST_WITHOUT_ACT = 7

LEAST_WORDS = 5
"""A shorter run is a heading, a cell or a signature."""

QUIET = (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL)

ANAPHOR = re.compile(
    r"(?:This|These|That|Those|It|They|He|She|Such|Its|Their|His|Her|The (?:same|former|latter|above))\b"
    r"(?! (?:year|meeting|week|month|summit)\b)"
)
"""An opening that names nothing without the sentence before it."""

STUB = re.compile(
    r"\bfollowing\b[^.]{0,40}:?$|\bto wit\b|:$|^Provided\b|^(?:More|Further) information\b|^(?:See|Note)\b"
)
"""What opens a list, attaches to the sentence before, or points elsewhere."""

GERUND = re.compile(r"[A-Z][a-z]+ing\b")
"""An entry that goes on with the sentence of the line above it."""

CELL = re.compile(r"[A-Z]\w+(?: \w+){0,2}: ")
"""A cell of a table under its column's head."""

FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|shall|must|should|would|can|could|may|might|do|does|did|needs?|requires?|remains?|"
    r"continues?|poses?|plays?|provides?|suggests?|indicates?|shows?|expects?|seeks?|sees|anticipates?|judges?|reflects?|supports?|"
    r"took|made|gave|held|met|saw|rose|fell|grew|began|led|[Ww]e [a-z]+|[a-z]{3,}ed)\b"
)
"""A finite verb that is hardly a noun."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Adjacent clauses of one side that may lead the page, with the change that each belongs to."""

    side: str
    """ "new", or "old" for what is gone."""
    clauses: tuple[Clause, ...]
    changes: tuple[Change, ...]

    @property
    def addresses(self) -> tuple[str, ...]:
        return tuple(clause.address for clause in self.clauses)

    @property
    def text(self) -> str:
        return " ".join(clause.text for clause in self.clauses)


def candidates_of(comparison: Comparison) -> tuple[Candidate, ...]:
    """All candidates of both sides, in reading order: at most four clauses and ninety words each.

    The first and the last clause of a run changed; of the old side only dropped clauses count.
    """
    found: list[Candidate] = []
    for side, statement in (("new", comparison.new), ("old", comparison.old)):
        clauses = statement.clauses
        # Two drafts of one day have the same addresses: each side by itself.
        changes = {a: change for change in comparison.changes for a in getattr(change, side)}
        for first, clause in enumerate(clauses):
            if _may_lead(clause, changes, side):
                found += _runs(side, clauses[first : first + MOST_CLAUSES], changes, statement.language)
    return tuple(found)


def _runs(
    side: str, clauses: tuple[Clause, ...], changes: Mapping[str, Change], language: str
) -> list[Candidate]:
    """The candidates that begin with the first of these clauses."""
    runs, words = [], 0
    for n, clause in enumerate(clauses, 1):
        is_apart = (clause.paragraph, clause.section) != (clauses[0].paragraph, clauses[0].section)
        words += len(clause.text.split())
        if is_apart or (words > MOST_WORDS and n > 1):
            break
        run = clauses[:n]
        if (
            _may_lead(clause, changes, side)
            and words >= LEAST_WORDS
            and any(is_sentence(c, language) for c in run)
        ):
            runs.append(Candidate(side, run, tuple(changes[c.address] for c in run if c.address in changes)))
    return runs


def _may_lead(clause: Clause, changes: Mapping[str, Change], side: str) -> bool:
    change = changes.get(clause.address)
    if change is None:
        return False
    if side == "old":
        return change.kind is ChangeKind.DROPPED and not change.perhaps
    return change.kind not in QUIET


def is_sentence(clause: Clause, language: str = "en") -> bool:
    """Whether the clause can stand by itself: it has a verb, and no anaphor opens it."""
    if STUB.search(clause.text) or (not clause.acts and CELL.match(clause.text)):
        return False
    has_verb = language != "en" or bool(clause.acts or clause.lead_acts or FINITE.search(clause.text))
    if clause.label and GERUND.match(clause.text) and not FINITE.search(clause.text):
        return False
    least = LEAST_WORDS if clause.acts or clause.lead_acts else LEAST_WITHOUT_ACT
    return has_verb and len(clause.text.split()) >= least and not ANAPHOR.match(clause.text)
