"""The facts of one comparison and its ledger, worked out once: every page, table, count and finding is a view of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapporteur.compare.model import Change, Comparison, Outcome, Promise, Strength

UNTOLD = (Outcome.PASSED_OVER, Outcome.UNMENTIONED)
"""Outcomes that say: the later text does not mention it."""

SETTLED = (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.DISCONTINUED)
"""Outcomes after which nothing more is asked of an undertaking."""

URGENCY = (
    *(Outcome.OVERDUE, Outcome.UNMENTIONED, Outcome.UNCLEAR, Outcome.PASSED_OVER, Outcome.DISCONTINUED),
    *(Outcome.DATE_DROPPED, Outcome.WEAKENED, Outcome.REDATED, Outcome.OPEN, Outcome.RESTATED),
    *(Outcome.PROGRESSED, Outcome.KEPT_IN_PART, Outcome.KEPT_LATE, Outcome.KEPT),
)
"""What asks for an answer first, what is settled last."""

LATE = (Outcome.OVERDUE, Outcome.UNMENTIONED, Outcome.UNCLEAR)
"""Outcomes of what should be done by now and is not told as done."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a comparison and the ledger up to it say.

    ``promises`` are the checkable undertakings that concern the meeting, ``standing`` those that can never be
    done ("will continue to strengthen"); both in the order in which they were made.
    """

    comparison: Comparison
    promises: tuple[Promise, ...]
    standing: tuple[Promise, ...]

    @property
    def dated(self) -> tuple[Promise, ...]:
        """The undertakings with a date."""
        return tuple(p for p in self.promises if p.deadline)

    @property
    def made(self) -> tuple[Promise, ...]:
        """The undertakings that the old statement made."""
        return tuple(p for p in self.promises if p.address.startswith(f"{self.comparison.old.name}#"))

    @property
    def passed_over(self) -> tuple[Promise, ...]:
        """The undertakings of the old statement whose words, names and figures are nowhere in the new one."""
        return tuple(p for p in self.made if p.outcome in UNTOLD)

    def of(self, *outcomes: Outcome) -> tuple[Promise, ...]:
        """The undertakings with one of these outcomes."""
        return tuple(p for p in self.promises if p.outcome in outcomes)

    def moved(self, strength: Strength) -> tuple[Change, ...]:
        """The changes of this strength; a pairing below LIKELY has none."""
        return tuple(change for change in self.comparison.changes if change.strength is strength)


def read_facts(comparison: Comparison, promises: Iterable[Promise] | None) -> Facts:
    """The facts of a comparison; ``promises`` is the ledger up to its new statement, None where none was kept.

    Of two bodies there are none: one need not speak of what the other undertook.
    """
    kept = promises if promises and comparison.is_of_one_body else ()
    concerned = tuple(p for p in kept if _concerns(p, comparison))
    firm = tuple(p for p in concerned if not p.open_ended)
    return Facts(comparison, firm, tuple(p for p in concerned if p.open_ended))


def _concerns(promise: Promise, last: Comparison) -> bool:
    """Whether anybody at the meeting still has the undertaking in mind: it is of the last two statements, or one of
    them speaks of it, or its day is still to come."""
    recent = (f"{last.old.name}#", f"{last.new.name}#")
    if promise.address.startswith(recent) or any(a.startswith(recent[1]) for a in promise.evidence):
        return True
    if promise.outcome in (*SETTLED, *UNTOLD, Outcome.UNCLEAR) or not promise.deadline:
        return False
    return promise.outcome is Outcome.OPEN or any(a.startswith(recent[0]) for a in promise.evidence)
