"""What became of every undertaking by a given day, with the clause that shows it.

Each undertaking is looked for in every later statement of its forum. What a clause tells of it decides; where no
clause tells anything, the words, names and figures of the undertaking decide whether it was passed over (they are
nowhere) or whether nothing can be said. One that comes back in the same terms is one undertaking, not two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rapporteur.compare.history.cues import Saying, Told, without_lone_bracket
from rapporteur.compare.history.evidence import look
from rapporteur.compare.history.facts import SETTLED
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.questions import (
    Ground,
    Question,
    doing_verb,
    family_of,
    first_words,
    is_mentioned,
    refers_back,
)
from rapporteur.compare.history.undertakings import Pledge, read_pledges
from rapporteur.compare.model import COUNTED, Comparison, Deadline, Outcome, Precision, Promise, Statement

# "to the Sixty-eighth Harbour Assembly": a date by the name of a session.
_SESSION = re.compile(
    r"\b(?:to|at|by|for|before) (?:its|the|their|our) (?P<which>[A-Z]?[a-z]+(?:-[a-z]+)?(?:th|first|second|third)|\d+(?:st|nd|rd|th)) "
    r"(?:[A-Z]\w+ ){0,4}(?:session|assembly|meeting|conference|summit)\b",
    re.IGNORECASE,
)
# From here on a clause that speaks of an undertaking is followed as the undertaking's own would be.
SURE = 0.6
# A paired clause with less of it was paired for something else in it.
CARRIES = 0.25
# A later undertaking with so much of it is the same again.
SAME = 0.5
# "will hold an in-person summit": a meeting of the forum's own, told by no name of another body.
OWN_MEETING = re.compile(
    r"\b(?:hold|convene|have|host|meet)\w*(?: again)?(?:(?: (?:an?|our|its|their|the|next|first|second|third|in-person|annual|regular|formal|virtual|leaders[’']?|ministers[’']?))* "
    r"(?:meeting|summit|session)\b(?! (?:of|between|with|among|on)\b)|$| (?:again|next|in)\b)",
    re.IGNORECASE,
)


def read_ledger(
    statements: Sequence[Statement], comparisons: Sequence[Comparison], *, asof: str = ""
) -> tuple[Promise, ...]:
    """Every undertaking of a forum with its outcome by the day ``asof`` (ISO 8601; default: the last meeting).

    ``statements`` are in order of date, ``comparisons`` those of each with the next. Statements after ``asof``
    are not looked at. Undertakings stand in the order in which they were made.
    """
    known = [s for s in statements if not asof or s.meeting.date <= asof]
    if not known:
        return ()
    day = asof or known[-1].meeting.date
    kin = Kinship(
        (clause.text for s in known for clause in s.clauses),
        (pair for s in known for pair in s.abbreviations),
    )
    book = _Book(
        tuple(map(Ground.of, known)),
        kin,
        _heirs(comparisons),
        {s.name: read_pledges(s) for s in known},
        day,
        set(),
    )
    promises: dict[tuple[str, str], Promise] = {}
    for at, statement in enumerate(known):
        for pledge in book.pledges[statement.name]:
            if (pledge.clause.address, pledge.what) not in book.renewed:
                promises.setdefault((pledge.clause.address, pledge.what), _settle(pledge, at, book))
    return tuple(promises.values())


def due_promises(promises: Iterable[Promise], *, until: str) -> tuple[Promise, ...]:
    """Those that a meeting on the day ``until`` should speak of: not settled, and due by then or without a date."""
    return tuple(
        p for p in promises if p.outcome not in SETTLED and (p.deadline is None or p.deadline.date <= until)
    )


def _heirs(comparisons: Iterable[Comparison]) -> dict[str, tuple[str, ...]]:
    """Clause -> the clauses of the next statement that carry it on."""
    heirs: dict[str, tuple[str, ...]] = {}
    for comparison in comparisons:
        for change in comparison.changes:
            if change.confidence >= COUNTED:
                for old in change.old:
                    heirs[old] = heirs.get(old, ()) + change.new
    return heirs


@dataclass(frozen=True, slots=True)
class _Book:
    """What every undertaking of a forum is settled with; ``renewed`` grows with those that were made again."""

    grounds: tuple[Ground, ...]
    kin: Kinship
    heirs: dict[str, tuple[str, ...]]
    pledges: dict[str, tuple[Pledge, ...]]
    day: str
    renewed: set[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Course:
    """How an undertaking stood after the statements read so far.

    ``last`` is the last telling word on it, ``first`` its first date and ``deadline`` that by then, ``missing`` the first statement since that
    has none of its words, ``unclear`` says where some of them are and nothing is told.
    """

    deadline: Deadline | None
    last: Saying | None = None
    was_late: bool = False
    put_off: bool = False
    first: Deadline | None = None
    by_session: bool = False
    missing: str = ""
    unclear: str = ""
    is_over: bool = False


def _settle(pledge: Pledge, at: int, book: _Book) -> Promise:
    """Follow one undertaking through the later statements until it is settled."""
    question = Question.of(pledge, book.grounds[at].statement, book.kin)
    course = _Course(pledge.deadline, first=pledge.deadline)
    carried = {pledge.clause.address}
    for ground in book.grounds[at + 1 :]:
        heirs = {new for old in carried for new in book.heirs.get(old, ()) if new in ground.texts}
        carried = {new for new in heirs if _carries(question, ground.texts[new], book.kin)}
        course = _dated_by_session(course, pledge, ground.statement)
        asked = replace(question, deadline=course.deadline)
        saying = _held_itself(pledge, ground.statement, course.deadline) or look(
            asked, ground, carried, book.kin
        )
        course = _after(course, saying, asked, ground, heirs, book)
        if saying is not None:
            carried |= {saying.address} if saying.share >= SURE else set()
            _note_renewal(saying, question, ground, book)
        if course.is_over:
            break
    return _as_promise(pledge, course, book.day, has_later=at + 1 < len(book.grounds))


def _dated_by_session(course: _Course, pledge: Pledge, statement: Statement) -> _Course:
    """The course with the date of the session by whose name it was due, where this statement is that session's."""
    named = _SESSION.search(pledge.clause.text) if course.deadline is None else None
    if named is None or named["which"].lower() not in statement.title.lower().split():
        return course
    due = Deadline(named[0], statement.meeting.date, Precision.DAY)
    return replace(course, deadline=due, first=due, by_session=True)


def _carries(question: Question, text: str, kin: Kinship) -> bool:
    """Whether a paired clause was paired for the undertaking, not for something else in it."""
    return kin.share_in(question.key, text) >= CARRIES or refers_back(question.pledge.what, text)


def _after(
    course: _Course, saying: Saying | None, asked: Question, ground: Ground, heirs: set[str], book: _Book
) -> _Course:
    """The course after one more statement."""
    date, name = ground.statement.meeting.date, ground.statement.name
    is_due = bool(course.deadline and course.deadline.date <= date)
    if saying is None or saying.told is Told.MENTIONED:
        is_there = saying is not None or bool(heirs) or is_mentioned(asked, ground, book.kin)
        if is_there:
            return replace(
                course,
                unclear=course.unclear or _spoken(saying, asked, ground, heirs),
                was_late=course.was_late or is_due,
            )
        return replace(course, missing=course.missing or name, was_late=course.was_late or is_due)
    course = replace(course, last=saying, missing="", unclear="")
    if saying.told is Told.DONE:
        # The meeting that was promised opens with the day on which it was held.
        is_itself = asked.family == "hold" and saying.address == ground.statement.clauses[0].address
        is_late = is_itself and bool(course.deadline and course.deadline.date < date)
        return replace(course, is_over=True, was_late=course.was_late or is_late)
    if saying.told is Told.GIVEN_UP:
        return replace(course, is_over=True)
    if saying.told is Told.PUT_OFF:
        return replace(course, deadline=saying.deadline, put_off=True)
    if saying.deadline and course.deadline is None:
        return replace(course, deadline=saying.deadline, first=saying.deadline)
    return replace(course, was_late=course.was_late or is_due)


def _spoken(saying: Saying | None, asked: Question, ground: Ground, heirs: set[str]) -> str:
    """Where the subject comes up without an outcome, in words."""
    verb = doing_verb(asked.pledge)
    heir = saying.address if saying else min(heirs, default="")
    if heir in heirs and verb.isalpha() and verb[:VERB_STEM] not in ground.texts[heir].lower():
        return f"{heir} carries its clause on without “{verb}”"
    where = saying.address if saying else ground.statement.name
    return f"its subject comes up in {where}, where nothing was found that tells it as done"


# Letters by which a verb is known in "publish" and "publication".
VERB_STEM = 5


def _note_renewal(saying: Saying, question: Question, ground: Ground, book: _Book) -> None:
    """Remember the later undertakings that are the same one again."""
    if saying.told in (Told.DONE, Told.MENTIONED):
        return
    for pledge in book.pledges[ground.statement.name]:
        is_there = pledge.clause.address == saying.address
        is_same = saying.told is not Told.UNDER_WAY or first_words(pledge.what) == first_words(
            question.pledge.what
        )
        if is_there and is_same and book.kin.share_in(question.key, pledge.clause.text) >= SAME:
            book.renewed.add((pledge.clause.address, pledge.what))


def _held_itself(pledge: Pledge, statement: Statement, deadline: Deadline | None) -> Saying | None:
    """A meeting promised by a day, whose statement is of that day or before, has been held, whatever the text says."""
    if not (
        deadline and statement.clauses and family_of(pledge) == "hold" and OWN_MEETING.search(pledge.what)
    ):
        return None
    opening = statement.clauses[0]
    is_another_way = "in-person" in pledge.what.lower() and re.search(
        r"\bvirtual", opening.text, re.IGNORECASE
    )
    if not pledge.date < statement.meeting.date <= deadline.date or is_another_way:
        return None
    return Saying(opening.address, Told.DONE, 1.0, f"held in time, by {statement.meeting.date}")


def _as_promise(pledge: Pledge, course: _Course, day: str, *, has_later: bool) -> Promise:
    outcome, reason = _outcome(pledge, course, day, has_later=has_later)
    return Promise(
        pledge.clause.address,
        without_lone_bracket(pledge.what),
        pledge.who,
        course.first,
        outcome,
        (course.last.address,) if course.last is not None else (),
        reason,
        pledge.is_open_ended,
    )


def _outcome(pledge: Pledge, course: _Course, day: str, *, has_later: bool) -> tuple[Outcome, str]:
    """The outcome and why, in words."""
    deadline, last = course.deadline, course.last
    is_past = bool(deadline and (deadline.date < day or course.by_session))
    due = f"due by {deadline.date}" if deadline else ""
    if last is None:
        return _untold(course, due, is_past=is_past, has_later=has_later)
    was = _date_words(pledge, course, is_past=is_past)
    since = f"; not mentioned from {course.missing} on" if course.missing else ""
    if last.told is Told.DONE:
        late = f" ({was})" if was and (course.was_late or course.put_off) else ""
        return (Outcome.KEPT_LATE if course.was_late or course.put_off else Outcome.KEPT), last.words + late
    if last.told is Told.RESTATED and course.missing:
        outcome, reason = _untold(course, due, is_past=is_past, has_later=True)
        return outcome, f"made again in {last.address}, then: {reason}"
    outcome = _as_told(last.told, deadline is not None, is_past=is_past)
    if outcome in (Outcome.PROGRESSED, Outcome.OPEN) and course.put_off and not is_past:
        outcome = Outcome.REDATED
    lead = "made again: " if last.told is Told.RESTATED else ""
    return outcome, f"{lead}{last.words}{f' ({was})' if was else ''}{since}"


def _as_told(told: Told, is_dated: bool, *, is_past: bool) -> Outcome:
    """The outcome that the last telling clause gives."""
    if told is Told.IN_PART:
        return Outcome.KEPT_IN_PART if is_past or not is_dated else Outcome.PROGRESSED
    if told is Told.NOT_DONE:
        return Outcome.OVERDUE if is_past else Outcome.OPEN
    if told is Told.RESTATED:
        return Outcome.OPEN if is_dated and not is_past else Outcome.RESTATED
    return {
        Told.GIVEN_UP: Outcome.DISCONTINUED,
        Told.PUT_OFF: Outcome.UNCLEAR if is_past else Outcome.REDATED,
        Told.WEAKENED: Outcome.WEAKENED,
        Told.UNDATED: Outcome.DATE_DROPPED,
        Told.UNDER_WAY: Outcome.PROGRESSED,
    }[told]


def _untold(course: _Course, due: str, *, is_past: bool, has_later: bool) -> tuple[Outcome, str]:
    """The outcome where no later statement tells anything of it."""
    if not has_later:
        return (Outcome.UNCLEAR if is_past else Outcome.OPEN), (
            f"{due}, and no statement since" if is_past else due or "no later statement yet"
        )
    if course.missing and not course.unclear:
        if due and not is_past:
            return Outcome.OPEN, due
        if is_past:
            return Outcome.UNMENTIONED, f"{due}; {course.missing} does not mention it"
        return Outcome.PASSED_OVER, f"{course.missing} does not mention it"
    spoken = course.unclear
    if is_past:
        return Outcome.UNCLEAR, f"{due}; {spoken}"
    return Outcome.OPEN, "; ".join(words for words in (due, spoken) if words)


def _date_words(pledge: Pledge, course: _Course, *, is_past: bool) -> str:
    """The dates of an undertaking in words: when it was due, to when it was put off."""
    first, now = course.first, course.deadline
    if first is None or now is None:
        return ""
    if now.date != first.date:
        return f"it was due by {first.date}, put off to {now.date}"
    return f"it was due by {first.date}" if is_past or course.was_late else f"due by {first.date}"
