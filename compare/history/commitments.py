"""Whether a clause is a commitment - future, specific, checkable - and what makes it likelier to be kept."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapporteur.compare.history.undertakings import Form, Pledge, pledges_of
from rapporteur.compare.model import Clause, Part, Statement


class Catalyst(StrEnum):
    """What makes an undertaking likelier to be kept (G20 Research Group); the value is what a page shows."""

    TARGET = "numeric target"
    TIMETABLE = "timetable"
    MANDATE = "mandate to a body"
    ACCOUNTABILITY = "own accountability"
    MONEY = "money"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class Assessment:
    """Whether a clause is a commitment (future, specific, checkable), why, and what speaks for its being kept."""

    address: str
    is_commitment: bool
    reason: str
    catalysts: tuple[Catalyst, ...] = ()


_MONEY = re.compile(
    r"[$€£¥]|\b(?:USD|EUR|GBP|JPY|dollars?|euros?|(?:m|b|tr)illion (?:in|of) (?:funding|finance))\b"
)
_REPORTS_BACK = re.compile(
    r"\b(?:report(?:s|ing)? (?:back|to|on|annually|progress)|review(?:s|ed)? (?:progress|annually|at)|monitor\w* (?:progress|implementation)|track\w*|take stock|accountab\w+)\b",
    re.IGNORECASE,
)
_PRIORITY = re.compile(
    r"\b(?:priorit\w+|urgent\w*|immediate\w*|foremost|paramount|first and foremost)\b", re.IGNORECASE
)


def assess_statement(statement: Statement) -> tuple[Assessment, ...]:
    """Each clause of a statement, in reading order."""
    return tuple(assess_clause(clause, statement) for clause in statement.clauses)


def assess_clause(clause: Clause, statement: Statement) -> Assessment:
    """Whether one clause of a statement is a commitment, with the reason in words, and its catalysts.

    A commitment is future, specific and checkable. The catalysts are those of the clause's own words; they are
    told of commitments only.
    """
    pledges = () if clause.part is Part.PREAMBLE else tuple(pledges_of(clause, statement))
    firm = [p for p in pledges if not p.is_open_ended]
    if not firm:
        return Assessment(clause.address, False, _why_none(clause, pledges))
    return Assessment(
        clause.address, True, f"{firm[0].form.value}: {firm[0].what[:80]}", _catalysts(clause, firm)
    )


def _why_none(clause: Clause, pledges: tuple[Pledge, ...]) -> str:
    """Why a clause is no commitment, in a reader's words; the first reason that holds."""
    acts = clause.acts
    if clause.part is Part.PREAMBLE:
        return "preamble: no operative text"
    if pledges:
        return "no end that could be checked"
    if not acts:
        return "under a line that undertakes nothing" if clause.lead else "no act of the authors"
    if all(act.restated for act in acts):
        return "re-states what was said before"
    if any(act.negated for act in acts):
        return "says what is not done"
    if all(act.emotive for act in acts):
        return "voices a feeling"
    if any((act.tier or 0) >= 6 for act in acts):
        return "done by being said, or a state of mind"
    return "an appeal to others" if any(act.tier == 3 for act in acts) else "records or welcomes"


def _catalysts(clause: Clause, pledges: list[Pledge]) -> tuple[Catalyst, ...]:
    text = clause.text
    found = (
        (Catalyst.TARGET, any(figure.unit for figure in clause.figures)),
        (Catalyst.TIMETABLE, any(p.deadline for p in pledges)),
        (Catalyst.MANDATE, any(p.form in (Form.INSTRUCTION, Form.APPEAL) for p in pledges)),
        (Catalyst.ACCOUNTABILITY, bool(_REPORTS_BACK.search(text))),
        (Catalyst.MONEY, bool(_MONEY.search(text))),
        (Catalyst.PRIORITY, bool(_PRIORITY.search(text))),
    )
    return tuple(catalyst for catalyst, holds in found if holds)
