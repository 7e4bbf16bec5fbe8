"""What became of every promise: kept, kept late, progressed, re-dated, overdue, silent or still open, with the proof.

Each promise is looked for in every later statement of its forum: by the clauses that carry its clause on, and by
clauses that hold most of its telling words. What such a clause says of the thing decides; silence decides only
where nothing speaks of it. A promise that comes back in the same terms is one promise, not two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapporteur.compare.history.doing import family_of, key_of
from rapporteur.compare.history.fulfilment import SPEAKS, SPEAKS_IF_PAIRED, Ground, Saying, look
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.promises import Pledge, read_pledges
from rapporteur.compare.model import Comparison, Deadline, Outcome, Promise, Statement

# Below it a pair of clauses is no proof that they speak of one thing.
PAIRED = 0.5
# A clause as like the promise's own makes the promise again and says nothing of what became of it.
REPEATED = 0.9
# "will hold an in-person summit": a meeting of the forum's own, told by no name of another body.
OWN_MEETING = re.compile(
    r"\b(?:hold|convene|have|host)\w*(?: again)? (?:(?:an?|our|its|their|the|next|first|second|third|in-person|annual|regular|formal|virtual|leaders[’']?|ministers[’']?) )+"
    r"(?:meeting|summit|session)\b(?! (?:of|between|with|among|on)\b)",
    re.IGNORECASE,
)
# From here on a clause that speaks of a promise is followed as the promise's own would be.
SURE = 0.6


def read_ledger(
    statements: Sequence[Statement], comparisons: Sequence[Comparison], *, asof: str = ""
) -> tuple[Promise, ...]:
    """Every promise of a forum with its outcome by the day ``asof`` (ISO 8601; default: the last meeting).

    ``statements`` are in order of date, ``comparisons`` those of each with the next. Statements after ``asof``
    are not looked at. Promises stand in the order in which they were made.
    """
    known = [s for s in statements if not asof or s.meeting.date <= asof]
    if not known:
        return ()
    day = asof or known[-1].meeting.date
    kin = Kinship(
        (clause.text for s in known for clause in s.clauses),
        (pair for s in known for pair in s.abbreviations),
    )
    heirs = _heirs(comparisons)
    renewed: set[tuple[str, str]] = set()
    pledges = {statement.name: read_pledges(statement) for statement in known}
    grounds = tuple(map(Ground.of, known))
    promises = []
    for at, statement in enumerate(known):
        for pledge in pledges[statement.name]:
            if (pledge.clause.address, pledge.what) in renewed:
                continue
            promises.append(_settle(pledge, grounds[at:], kin, heirs, renewed, pledges, day))
    return tuple(promises)


def _heirs(comparisons: Iterable[Comparison]) -> dict[str, tuple[str, ...]]:
    """Clause -> the clauses of the next statement that carry it on."""
    heirs: dict[str, tuple[str, ...]] = {}
    for comparison in comparisons:
        for change in comparison.changes:
            if change.confidence >= PAIRED:
                for old in change.old:
                    heirs[old] = heirs.get(old, ()) + change.new
    return heirs


@dataclass(frozen=True, slots=True)
class _Ended:
    """Where a promise stood when no later statement was left: the last word on it, its date by then, whether it was
    late or put off, the first meeting since which nothing is said, a word on its having been made again, and whether
    the last word on it only makes it again."""

    best: Saying | None
    deadline: Deadline | None
    was_late: bool
    silent_since: str
    again: str
    is_repeated: bool = False


def _settle(
    pledge: Pledge,
    grounds: Sequence[Ground],
    kin: Kinship,
    heirs: dict[str, tuple[str, ...]],
    renewed: set[tuple[str, str]],
    pledges: dict[str, tuple[Pledge, ...]],
    day: str,
) -> Promise:
    """Follow one promise through the later statements until it is kept."""
    key = key_of(pledge, grounds[0].statement)
    deadline, best, was_late, silent_since = pledge.deadline, None, False, ""
    was_put_off = is_repeated = False
    carried = {pledge.clause.address}
    for ground in grounds[1:]:
        statement, texts = ground.statement, ground.texts
        carried = {new for old in carried for new in heirs.get(old, ()) if new in texts}
        carried = {new for new in carried if kin.share_in(key, texts[new]) >= SPEAKS_IF_PAIRED}
        finding = _as_itself(pledge, statement, deadline) or look(key, pledge, ground, carried, kin, deadline)
        if finding is None:
            is_due = not deadline or deadline.date <= statement.meeting.date
            was_late = was_late or bool(deadline and is_due)
            silent_since = silent_since or (statement.name if is_due else "")
            continue
        silent_since = ""
        best, is_repeated = finding, kin.likeness(pledge.clause.text, texts[finding.address]) >= REPEATED
        carried |= {finding.address} if finding.share >= SURE else set()
        if finding.outcome is Outcome.KEPT:
            # The meeting that was promised opens with the day on which it was held.
            is_itself = family_of(pledge) == "hold" and finding.address == statement.clauses[0].address
            was_late = was_late or bool(is_itself and deadline and deadline.date < statement.meeting.date)
            break
        renewed |= {
            (p.clause.address, p.what) for p in pledges[statement.name] if _renews(p, finding, key, kin)
        }
        if deadline and deadline.date <= statement.meeting.date and finding.outcome is not Outcome.REDATED:
            was_late = True
        was_put_off = was_put_off or bool(deadline and finding.deadline)
        deadline = finding.deadline or deadline
    is_only_repeated = bool(best and is_repeated and best.outcome is Outcome.PROGRESSED)
    again = f"made again in {best.address}, then: " if best and is_repeated and silent_since else ""
    ended = _Ended(
        None if again else best, deadline, was_late or was_put_off, silent_since, again, is_only_repeated
    )
    return _as_promise(pledge, ended, day, has_later=len(grounds) > 1)


def _as_itself(pledge: Pledge, statement: Statement, deadline: Deadline | None) -> Saying | None:
    """A meeting that was promised by a day and whose statement is of that day or before has kept the promise itself,
    whatever its text says of it."""
    if not (deadline and statement.clauses and OWN_MEETING.search(pledge.what)):
        return None
    opening = statement.clauses[0]
    is_another_way = "in-person" in pledge.what.lower() and re.search(
        r"\bvirtual", opening.text, re.IGNORECASE
    )
    if statement.meeting.date > deadline.date or is_another_way:
        return None
    return Saying(opening.address, Outcome.KEPT, 1.0, None, f"held in time, by {statement.meeting.date}")


def _as_promise(pledge: Pledge, ended: _Ended, day: str, *, has_later: bool) -> Promise:
    """The promise with its outcome. What was once spoken of and then no more is not silent, but says so."""
    outcome, reason = _outcome(pledge, ended, day, has_later=has_later)
    evidence = (ended.best.address,) if ended.best is not None else ()
    return Promise(
        pledge.clause.address,
        pledge.what,
        pledge.who,
        pledge.deadline,
        outcome,
        evidence,
        reason,
        pledge.is_open_ended,
    )


def _outcome(pledge: Pledge, ended: _Ended, day: str, *, has_later: bool) -> tuple[Outcome, str]:
    """The outcome and why, in words."""
    best, deadline, silent_since = ended.best, ended.deadline, ended.silent_since
    is_past = bool(deadline and deadline.date < day)
    by = f"due by {deadline.date}" if deadline else ""
    is_later = bool(deadline and pledge.deadline and deadline.date > pledge.deadline.date)
    since = f"; not mentioned from {silent_since} on" if silent_since and best is not None else ""
    if best is None and silent_since:
        return (
            Outcome.SILENT,
            f"{ended.again}{silent_since} does not mention it" + (f", though {by}" if by else ""),
        )
    if best is None:
        outcome = Outcome.OVERDUE if is_past and has_later else Outcome.OPEN
        return outcome, f"{by}, and no statement since" if is_past else by or "no later statement yet"
    if best.outcome is Outcome.KEPT:
        first = pledge.deadline.date if pledge.deadline else ""
        put_off = f"due by {first}, put off to {deadline.date}" if deadline and deadline.date != first else by
        reason = best.words + (f" (it was {put_off})" if ended.was_late and by else "")
        return Outcome.KEPT_LATE if ended.was_late else Outcome.KEPT, reason
    if best.outcome is Outcome.PROGRESSED and is_later and not is_past:
        put_off = f"put off to {deadline.date}, then: " if deadline else ""
        return Outcome.REDATED, f"{put_off}{best.words}{since}"
    if is_past:
        return Outcome.OVERDUE, f"{by}, yet: {best.words}{since}"
    if ended.is_repeated:
        return Outcome.OPEN, f"made again in the same words{f' ({by})' if by else ''}{since}"
    by = f"now {by}" if best.outcome is Outcome.REDATED and is_later else by
    return best.outcome, f"{best.words}{f' ({by})' if by else ''}{since}"


def _renews(later: Pledge, finding: Saying, key: str, kin: Kinship) -> bool:
    """True where a promise of the later statement is the same one again."""
    return later.clause.address == finding.address and kin.share_in(key, later.clause.text) >= SPEAKS


def due_promises(promises: Iterable[Promise], *, until: str) -> tuple[Promise, ...]:
    """Those that a meeting on the day ``until`` should speak of: not kept, and due by then or without a date."""
    done = (Outcome.KEPT, Outcome.KEPT_LATE)
    return tuple(
        p for p in promises if p.outcome not in done and (p.deadline is None or p.deadline.date <= until)
    )
