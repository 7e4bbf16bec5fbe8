"""A draft beside the record -> the page of an answer."""

from __future__ import annotations

from rapporteur.compare.history.drafts import DraftClause, DraftReading, LeftOutClause, Standing
from rapporteur.compare.model import Promise
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.wording import cleaned, runs_of
from rapporteur.reports.prose import count


def draft_page(reading: DraftReading) -> MemoryPage:
    """A draft: what departs from agreed language, what is new, what the record has and it leaves out."""
    counts = ", ".join(f"{sum(c.standing is s for c in reading.clauses)} {s.value}" for s in Standing)
    beside = (
        f"Beside the last statement, {reading.last}." if reading.last else "Its forum has no statement here."
    )
    parts = [
        Part(
            "The draft, clause by clause; a redline leads from the precedent to the draft",
            lines=tuple(map(_clause_line, reading.clauses)),
        )
    ]
    if reading.left_out:
        gone = tuple(map(_gone_line, reading.left_out))
        parts.append(Part("In the last statement and not in the draft", lines=gone))
    if reading.unmentioned:
        due = tuple(map(_due_line, reading.unmentioned))
        parts.append(Part("Promised, due, and not mentioned in the draft", lines=due))
    lead = (f"{count(len(reading.clauses), 'clause')}: {counts}.", beside)
    return MemoryPage("rapporteur-draft/1", f"Draft: {cleaned(reading.draft)}", lead, tuple(parts))


def _clause_line(clause: DraftClause) -> Line:
    where = clause.precedent.address if clause.precedent else ""
    if clause.precedent and clause.standing is not Standing.AGREED:
        where += f" ({clause.nearness:.2f} near)" if clause.nearness else " (the same in other words)"
    runs = runs_of(clause.edits) if clause.edits else plain(cleaned(clause.text))
    return Line(_paragraph(clause.address), clause.standing.value, where, runs)


def _gone_line(clause: LeftOutClause) -> Line:
    carried = f"carried by {count(clause.meetings, 'meeting')}"
    return Line(_paragraph(clause.address), "left out", carried, plain(cleaned(clause.text)))


def _due_line(promise: Promise) -> Line:
    date = promise.address.partition("#")[0].rpartition("/")[2]
    due = f"by {promise.deadline.date}" if promise.deadline else "no date"
    where = f"{_paragraph(promise.address)}, {due}"
    return Line(date, promise.outcome.value, where, plain(cleaned(promise.what)))


def _paragraph(address: str) -> str:
    return f"#{address.partition('#')[2]}"
