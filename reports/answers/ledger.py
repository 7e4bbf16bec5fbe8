"""The ledger -> the page of an answer: what is due, what is open, what was kept, each with its proof."""

from __future__ import annotations

from collections.abc import Sequence

from rapporteur.compare.history.facts import URGENCY
from rapporteur.compare.history.record import Record
from rapporteur.compare.model import Outcome, Promise
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.due import OUTCOME_SIGNS
from rapporteur.reports.briefing.wording import cleaned

TITLES = {
    Outcome.OVERDUE: "Overdue",
    Outcome.UNMENTIONED: "Date passed, not mentioned",
    Outcome.UNCLEAR: "Date passed, not told",
    Outcome.PASSED_OVER: "Passed over",
    Outcome.DISCONTINUED: "Discontinued",
    Outcome.WEAKENED: "Weakened",
    Outcome.DATE_DROPPED: "Date dropped",
    Outcome.REDATED: "Given a new date",
    Outcome.RESTATED: "Restated",
    Outcome.PROGRESSED: "Under way",
    Outcome.KEPT_IN_PART: "Kept in part",
    Outcome.OPEN: "Open",
    Outcome.KEPT_LATE: "Kept, late",
    Outcome.KEPT: "Kept",
}
"""How a part of the page is headed."""


def ledger_page(promises: Sequence[Promise], record: Record, asof: str) -> MemoryPage:
    """The promises by outcome; those that can never be done stand apart, at the end."""
    bound = [p for p in promises if not p.open_ended]
    endless = [p for p in promises if p.open_ended]
    counts = ", ".join(f"{n} {o.value}" for o in URGENCY if (n := sum(p.outcome is o for p in bound)))
    day = asof or record.statements[-1].meeting.date
    lead = [f"{len(bound)} promises of {record.forum}, as of {day}: {counts or 'none'}."]
    if endless:
        lead.append(f"Not counted: {len(endless)} open-ended, which can be mentioned but never kept.")
    parts = [
        Part(
            f"{OUTCOME_SIGNS[o]} {TITLES[o]}", lines=tuple(_line(p, record) for p in bound if p.outcome is o)
        )
        for o in URGENCY
        if any(p.outcome is o for p in bound)
    ]
    if endless:
        parts.append(Part("Open-ended", lines=tuple(_line(p, record) for p in endless)))
    return MemoryPage("rapporteur-ledger/1", f"Ledger of {record.forum}", tuple(lead), tuple(parts))


def _line(promise: Promise, record: Record) -> Line:
    statement, _, paragraph = promise.address.partition("#")
    proofs = [f"{e.partition('#')[0].rpartition('/')[2]} #{e.partition('#')[2]}" for e in promise.evidence]
    due = f"by {promise.deadline.date}" if promise.deadline else "no date"
    who = f"{cleaned(promise.who)}; " if promise.who else ""
    proof = f" [{', '.join(proofs)}]" if proofs else ""
    return Line(
        when=statement.rpartition("/")[2],
        state=promise.outcome.value,
        cited=f"#{paragraph}, {due}",
        runs=plain(cleaned(promise.what)),
        note=f"{who}{cleaned(promise.reason)}{proof}",
    )
