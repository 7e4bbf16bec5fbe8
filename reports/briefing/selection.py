"""Which changes an officer should read first, and which silences matter."""

from __future__ import annotations

from collections.abc import Mapping

from rapporteur.compare.history.facts import Facts
from rapporteur.compare.model import Change, ChangeKind, Clause, Comparison, Strength
from rapporteur.reports.briefing.model import Line, Row, Silence
from rapporteur.reports.briefing.rows import deadline_words, places_of
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.prose import count, number, plural, sentence

TOP = 10
"""Changes in the table of the first pages: two pages are what is read in the car."""

SHOWN = 15
"""Silences in the table of the first pages; a communiqué of a hundred pages may have two hundred."""

NAMED_PLACES = 20
"""Paragraphs that a line names; it counts the others."""

ASKING_TIERS = (3, 5)
"""Appeals and instructions: somebody is expected to do something. An endorsement between them asks for nothing."""


ADDRESSED = {
    "self": "on its own behalf",
    "members": "asked of members",
    "own body": "asked of its own body",
    "third party": "asked of others",
}
"""Who is to act, as a reader says it."""

OCCASIONAL = "meeting"
"""The theme of venue, thanks and next meeting: what is said of them never carries over."""


def weight(change: Change, clauses: Mapping[str, Clause]) -> float:
    """How early a change is read, 0 up, where the comparison gave no rank of its own.

    Direction of strength counts most, then dates, then undertakings that came or went, then form.
    """
    if change.kind in (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL):
        return 0.0
    mine = [clauses[a] for a in (*change.old, *change.new) if a in clauses]
    if any(theme.id == OCCASIONAL for clause in mine for theme in clause.themes):
        return 0.1
    value = {ChangeKind.ADDED: 1.0, ChangeKind.DROPPED: 1.5, ChangeKind.REWRITTEN: 1.0}.get(change.kind, 0.5)
    value += 3.0 if change.strength in (Strength.STRONGER, Strength.WEAKER, Strength.MIXED) else 0.0
    value += 1.5 if any(clause.deadlines for clause in mine) else 0.0
    value += max((act.tier or 0 for clause in mine for act in clause.acts), default=0) / 7
    return value


def ranked(comparison: Comparison, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows that say something changed, the weightiest first; reading order breaks ties."""
    clauses = {c.address: c for s in (comparison.old, comparison.new) for c in s.clauses}
    has_ranks = any(change.rank for change in comparison.changes)
    keys = [c.rank if has_ranks else weight(c, clauses) for c in comparison.changes]
    quiet = (ChangeKind.UNCHANGED.value, ChangeKind.EDITORIAL.value)
    order = sorted(range(len(rows)), key=lambda i: (-keys[i], i))
    return tuple(rows[i] for i in order if rows[i].kind not in quiet and keys[i] > 0)


Undertaken = tuple[Row, list[Clause]]
"""The row of a clause that the new statement passed over, and those of its clauses that undertook something."""


def fallen_silent(facts: Facts, rows: tuple[Row, ...]) -> tuple[Undertaken, ...]:
    """What the old statement undertook and the new one does not mention, in reading order."""
    clauses = {clause.address: clause for clause in facts.comparison.old.clauses}
    missing = {promise.address for promise in facts.passed_over}
    found = (
        (row, [clauses[a] for a in change.old if a in missing and a in clauses])
        for row, change in zip(rows, facts.comparison.changes, strict=True)
    )
    return tuple((row, undertaken) for row, undertaken in found if undertaken)


def silences(facts: Facts, rows: tuple[Row, ...]) -> tuple[tuple[Silence, ...], tuple[Line, ...]]:
    """What was passed over, in reading order; and lines on whatever else was dropped.

    Where there are more than SHOWN, those with a date and the strongest verbs are shown; a line counts the others.
    """
    if not facts.comparison.is_of_one_body:
        return (), ()
    found = [(_urgency(clauses), _silence(row, clauses)) for row, clauses in fallen_silent(facts, rows)]
    undertaken = {promise.address for promise in facts.made}
    silent = {silence.row.anchor for _, silence in found}
    dropped = [
        (row, change)
        for row, change in zip(rows, facts.comparison.changes, strict=True)
        if change.kind is ChangeKind.DROPPED and not change.perhaps and row.anchor not in silent
    ]
    alive = [row for row, change in dropped if undertaken.intersection(change.old)]
    rest = [row for row, change in dropped if not undertaken.intersection(change.old)]
    first = sorted(found, key=lambda item: -item[0])[:SHOWN]
    shown = tuple(silence for weight, silence in found if (weight, silence) in first)
    others = [silence.row for weight, silence in found if (weight, silence) not in first]
    lines = (_others(others), _alive(alive), _rest(rest, bool(found)))
    return shown, tuple(line for line in lines if line)


def _urgency(clauses: list[Clause]) -> float:
    """A date counts most, then the tier of the verb."""
    dated = 10.0 if any(clause.deadlines for clause in clauses) else 0.0
    return dated + max((act.tier or 0 for clause in clauses for act in clause.acts), default=0)


def _others(rows: list[Row]) -> Line | None:
    if not rows:
        return None
    noun = "further undertaking"
    text = f"{count(len(rows), noun)} {plural('is', len(rows))} not mentioned either"
    return Line("More", sentence(text), places_of(rows, limit=NAMED_PLACES), len(rows) - NAMED_PLACES)


def _alive(rows: list[Row]) -> Line | None:
    if not rows:
        return None
    noun = "undertaking whose own clause was dropped"
    nouns = noun if len(rows) == 1 else "undertakings whose own clauses were dropped"
    text = f"{number(len(rows))} {nouns} {plural('is', len(rows))} taken up in other clauses"
    return Line("Lives on", sentence(text), places_of(rows, limit=NAMED_PLACES), len(rows) - NAMED_PLACES)


def _silence(row: Row, clauses: list[Clause]) -> Silence:
    under = next((clause for clause in clauses if clause.lead_acts and not _speaks_itself(clause)), None)
    acts = [act for clause in clauses for act in clause.acts if act.tier]
    best = max(under.lead_acts if under else acts, key=lambda act: act.tier or 0, default=None)
    due = next((words for clause in clauses if (words := deadline_words(clause))), "")
    why = "it had a date" if due else "it said “will”"
    if best and best.tier:
        why = f"“{cleaned(best.verb)}” (tier {best.tier})"
    return Silence(
        row=row,
        theme=row.theme,
        why=why,
        last_deadline=due,
        who=ADDRESSED.get(best.addressee or "", "") if best else "",
        under=cleaned(under.lead) if under else "",
    )


def _speaks_itself(clause: Clause) -> bool:
    """Whether an entry of a list is a sentence with a subject of its own ("We commit to ...")."""
    return any(act.start > 0 and (act.tier or 0) >= min(ASKING_TIERS) for act in clause.acts)


def _rest(rows: list[Row], has_listed: bool) -> Line | None:
    if not rows:
        return None
    noun = "further clause" if has_listed else "clause"
    text = f"{count(len(rows), noun)} of the earlier statement {plural('was', len(rows))} dropped; {'it named no step that a later text could report' if len(rows) == 1 else 'none named a step that a later text could report'}"
    return Line("Also dropped", sentence(text), places_of(rows, limit=NAMED_PLACES), len(rows) - NAMED_PLACES)
