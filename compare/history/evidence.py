"""What a later clause says of an undertaking: done, done in part, not done, put off, weakened, given up, under way, restated.

A clause is looked at where the alignment pairs it with the undertaking's own, or where it has most of its telling
words and its names. It is evidence that the thing was done only where it tells the doing itself in the past, of the
same thing, in words that the undertaking's own statement did not have already.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.compare.history import cues
from rapporteur.compare.history.cues import (
    Saying,
    Told,
    abbreviations_in,
    excerpt,
    is_opposite,
    keeps,
    ordinals,
)
from rapporteur.compare.history.deeds import arrival_in
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.questions import (
    NAMES,
    SHORT_KEY,
    SPEAKS,
    Ground,
    Question,
    are_two_parties,
    first_words,
    head_of,
    refers_back,
    sayings,
    things_of,
)
from rapporteur.compare.history.undertakings import Form, is_ahead
from rapporteur.compare.model import Act, Clause, Deadline, Part

SPEAKS_IF_PAIRED = 0.25
# So much of it is no chance, whatever the subject of the clause.
ALL_OF_IT = 0.8
# That a thing was done is believed of a stretch with so much of it; an undertaking of few words is known by nearly all.
DONE = 0.4
DONE_IF_SHORT = 0.7
# How much more a saying counts in a clause that the alignment pairs.
PAIRED_MORE = 0.2
# A clause as like the undertaking's own makes it again.
REPEATED = 0.75
# What undertakes the same again has so much of it, and of the whole clause so much where the verb is another.
AGAIN = 0.4
SAME = 0.5
# From this tier on an act is done by being said: "adopts" adopts.
PERFORMED = 7
# "decides that the workshops will focus on" makes nothing.
_SAID_TO_BE = ("decide", "agree", "resolve", "determine")
# From this likeness on a stretch says what the earlier statement said already.
NO_NEWS = 0.9

DOING = 4
"""From this tier on an act does what it says: to "recognise that ..." is a bare record."""
HEAD_WORDS = 14


def look(question: Question, ground: Ground, carried: set[str], kin: Kinship) -> Saying | None:
    """What a statement tells of an undertaking in the clause that tells most; None where none speaks of it.

    ``carried`` are the clauses that the alignment pairs with the undertaking's own, at 0.5 and above.
    """
    found = list(_sayings_on(question, ground, carried, kin))
    order = list(Told)
    return min(found, key=lambda s: (order.index(s.told), -round(s.share, 3), s.address), default=None)


def _sayings_on(question: Question, ground: Ground, carried: set[str], kin: Kinship) -> Iterator[Saying]:
    mine = frozenset(theme.id for theme in question.pledge.clause.themes)
    title = kin.stems(ground.statement.title)
    things = [thing for thing in things_of(question.key, question.pledge.who, kin) if not thing <= title]
    for clause in ground.statement.clauses:
        is_paired = clause.address in carried
        subjects = ground.themes[clause.address]
        stems = kin.stems(clause.text)
        if stems in question.before and stems != kin.stems(question.pledge.clause.text):
            continue
        # Common words prove nothing across subjects.
        is_elsewhere = bool(mine and subjects) and mine.isdisjoint(subjects)
        if not is_paired and is_elsewhere and kin.share_in(question.key, clause.text) < ALL_OF_IT:
            continue
        if any(thing <= kin.stems(clause.text) for thing in things):
            is_at_work = question.family == "launch" and not cues.STILL_AHEAD.search(clause.text)
            words = excerpt(clause.text, abbreviations_in(question.key))
            yield Saying(clause.address, Told.UNDER_WAY if is_at_work else Told.MENTIONED, 0.0, words)
        refers = is_paired and refers_back(question.pledge.what, clause.text)
        needed = 0.0 if refers else SPEAKS_IF_PAIRED if is_paired else SPEAKS
        if kin.share_in(question.key, clause.text) < needed or not _names_it(
            question, clause.text, is_paired, kin
        ):
            continue
        for act, stretch in sayings(clause):
            share = kin.share_in(question.key, stretch)
            is_about = is_paired and len(clause.acts) > 1 and _is_about_it(stretch)
            if ordinals(question.pledge.what, stretch) and (share >= needed or is_about):
                yield _judge(_Heard(question, clause, act, stretch, share, is_paired), kin)


def _names_it(question: Question, text: str, is_paired: bool, kin: Kinship) -> bool:
    """True where the text has the names of the thing: two work plans with two partners are two things."""
    return is_paired or not question.names or kin.weight_shared(question.names, kin.stems(text)) >= NAMES


def _is_about_it(stretch: str) -> bool:
    """True for "looked forward to its launch": what it is about stands in the stretch before."""
    return bool(cues.PRONOUN.search(" ".join(stretch.split()[:7])))


@dataclass(frozen=True, slots=True)
class _Heard:
    """A stretch of a later clause that speaks of an undertaking."""

    question: Question
    clause: Clause
    act: Act | None
    stretch: str
    share: float
    is_paired: bool

    @property
    def about(self) -> str:
        """The words by which it is known: of a pronoun, the whole clause."""
        return self.clause.text if _is_about_it(self.stretch) else self.stretch


def _judge(heard: _Heard, kin: Kinship) -> Saying:
    """What a stretch tells, most telling first."""
    told, deadline = _told(heard, kin)
    if told is Told.RESTATED and kin.stems(heard.clause.text) in heard.question.before:
        return Saying(heard.clause.address, told, heard.share, excerpt(heard.question.pledge.what), deadline)
    shown = excerpt(heard.stretch, (deadline.text,) if deadline else ())
    if kin.share_in(heard.question.key, shown) < SPEAKS_IF_PAIRED:
        shown = excerpt(heard.stretch, sorted(abbreviations_in(heard.question.key)))
    return Saying(heard.clause.address, told, heard.share + PAIRED_MORE * heard.is_paired, shown, deadline)


def _told(heard: _Heard, kin: Kinship) -> tuple[Told, Deadline | None]:
    question, stretch = heard.question, heard.stretch
    if kin.stems(heard.clause.text) in question.before:
        return Told.RESTATED, None
    is_sure = _is_sure(heard, kin)
    if is_sure and cues.UNDONE.search(heard.clause.text) and not cues.DID.search(stretch):
        return Told.NOT_DONE, None
    if (
        is_sure
        and (cues.GIVEN_UP.search(stretch) or is_opposite(question.family, stretch))
        and question.family != "end"
    ):
        return Told.GIVEN_UP, None
    if is_sure and question.pledge.is_open_ended and _tells_deed(heard) and not _is_old_news(heard, kin):
        return Told.UNDER_WAY, None
    if (
        is_sure
        and not question.pledge.is_open_ended
        and not _is_old_news(heard, kin)
        and _is_done(heard, kin)
    ):
        return (Told.IN_PART if _is_in_part(heard) else Told.DONE), None
    return _told_ahead(heard, kin)


def _told_ahead(heard: _Heard, kin: Kinship) -> tuple[Told, Deadline | None]:
    """What a stretch tells that does not tell of an end: put off, weakened, under way, restated or a mention."""
    question = heard.question
    later = _later_date(heard)
    is_again = _is_made_again(heard, kin)
    is_whole = (heard.is_paired or is_again) and kin.share_in(question.key, heard.about) >= SPEAKS
    if later and is_whole and not cues.PROGRESS_ON.search(heard.stretch):
        return (Told.RESTATED if cues.RECURS.search(question.pledge.what) else Told.PUT_OFF), later
    if not is_again and _is_sure(heard, kin) and _is_moving(heard) and not _is_old_news(heard, kin):
        return Told.UNDER_WAY, None
    if is_again and _reports_work(heard):
        return Told.UNDER_WAY, None
    is_soft = heard.act is not None and bool(cues.SOFTER.search(heard.stretch[:60]))
    has_date = not question.deadline or question.deadline.text.lower() in heard.clause.text.lower()
    is_own = question.pledge.form is not Form.EXPECTATION and heard.share >= SPEAKS
    if heard.is_paired and is_own and not has_date and not heard.clause.deadlines and (is_again or is_soft):
        return Told.UNDATED, None
    if heard.is_paired and not is_again and _is_softer(heard):
        return Told.WEAKENED, None
    return (Told.RESTATED, _first_date(heard)) if is_again else (Told.MENTIONED, None)


def _first_date(heard: _Heard) -> Deadline | None:
    """The date that an undated undertaking is given when it is made again."""
    mine = (d for d in heard.clause.deadlines if d.text.lower() in heard.stretch.lower())
    return next((d for d in mine if d.date > heard.question.pledge.date), None)


def _reports_work(heard: _Heard) -> bool:
    """Whether the clause tells of work on the thing before it undertakes it again."""
    before = heard.clause.text[: heard.act.start if heard.act else 0]
    return bool(cues.REPORTED.search(before)) and any((act.tier or 9) <= 2 for act in heard.clause.acts)


def _is_moving(heard: _Heard) -> bool:
    """Whether the words tell of work on the thing."""
    is_asked = heard.act is not None and (_is_asking(heard.act) or is_ahead(heard.act))
    return not is_asked and bool(cues.UNDER_WAY.search(heard.stretch))


def _is_sure(heard: _Heard, kin: Kinship) -> bool:
    """Whether a stretch has so much of the thing that what it tells may be believed of it."""
    question, act = heard.question, heard.act
    if act is not None and are_two_parties(question.pledge.who, act.subject or ""):
        return False
    is_opening = heard.clause.part is Part.PREAMBLE and question.family == "hold"
    needed = DONE_IF_SHORT if len(kin.stems(question.key)) <= SHORT_KEY and not heard.is_paired else DONE
    if heard.is_paired and (cues.PRONOUN.search(question.pledge.what) or question.pledge.is_open_ended):
        needed = 0.0 if refers_back(question.pledge.what, heard.stretch) else SPEAKS_IF_PAIRED
    elif cues.FULFILLED.search(heard.stretch):
        needed = SPEAKS_IF_PAIRED
    is_told = heard.clause.part is not Part.PREAMBLE or is_opening
    return is_told and kin.share_in(question.key, heard.about) >= needed


def _is_old_news(heard: _Heard, kin: Kinship) -> bool:
    """Whether the statement that made the undertaking said the same already: no sentence keeps what it promised."""
    mine = kin.stems(heard.stretch)
    lemma = heard.act.lemma if heard.act else ""
    is_said = any(verb == lemma and kin.overlap(mine, said) >= NO_NEWS for verb, said in heard.question.said)
    return is_said and not cues.MET.search(heard.stretch)


def _is_done(heard: _Heard, kin: Kinship) -> bool:
    """Whether the words tell that the very thing happened, or name as there what was to be made."""
    question, act, stretch = heard.question, heard.act, heard.stretch
    if cues.STILL_AHEAD.search(stretch) or cues.REPORTED_SPEECH.search(stretch):
        return False
    did = cues.DID.search(stretch)
    is_ahead_still = act is not None and (bool(act.modal) or act.negated)
    if is_ahead_still or cues.is_hosted_by_another(question.pledge, heard.clause.text):
        return False
    if cues.FULFILLED.search(stretch):
        return True
    if not kin.stems(head_of(question.pledge)) <= kin.stems(heard.clause.text):
        return False
    if did and keeps(question.family, did[0]):
        return True
    if _is_made_again(heard, kin):
        return False
    if question.family == "hold" and cues.MET.search(stretch) and (act is None or not _is_asking(act)):
        return True
    if act is not None and (act.restated or act.negated or _is_asking(act)):
        return False
    happened = cues.HAPPENED.search(stretch)
    if happened:
        is_in_use = re.search(r" (?:force|place|operation)\b", happened[0]) is not None
        return is_in_use or keeps(question.family, happened[0])
    deed = cues.own_deed(question.pledge)
    if not question.family and deed and deed.search(stretch) and cues.PASSIVE.search(stretch):
        return True
    return _is_there(heard, kin)


def _tells_deed(heard: _Heard) -> bool:
    """Whether a stretch tells of anything done: all that can be said of an undertaking without an end."""
    act, stretch = heard.act, heard.stretch
    if cues.STILL_AHEAD.search(stretch) or (act is not None and (_is_asking(act) or act.restated)):
        return False
    head = " ".join(stretch[len(act.verb) if act else 0 :].split()[:4])
    return bool(cues.HAPPENED.search(stretch) or cues.DID.search(stretch)) or (
        act is not None and cues.names_deed(head)
    )


def _is_there(heard: _Heard, kin: Kinship) -> bool:
    """Whether an act of the meeting shows the thing made: "welcomed the Atlas", "endorsed the Atlas"."""
    question, act, stretch = heard.question, heard.act, heard.stretch
    if act is None:
        return question.family == "make" and bool(cues.RECEIVED.search(stretch)) and heard.share >= SPEAKS
    head = " ".join(stretch[len(act.verb) :].split()[:HEAD_WORDS])
    done = act.lemma if (act.tier or 0) >= DOING and act.lemma not in _SAID_TO_BE else ""
    said = f"{done} {act.inner or ''} {' '.join(head.split()[:4])}"
    if cues.NOT_FINAL.match(head):
        return False
    was_held = question.family == "hold" and heard.share >= SPEAKS and cues.WAS_HELD.match(head)
    if was_held or keeps(question.family, said):
        return True
    return question.family == "make" and act.inner is None and kin.share_in(question.key, head) >= SPEAKS


def _is_in_part(heard: _Heard) -> bool:
    """Whether the clause says that some of it is done: "three of the ten", "urged the others to follow"."""
    for found in cues.IN_PART.finditer(heard.clause.text):
        if found["done"] is None:
            return True
        done, whole = (cues.COUNTS.get(found[name].lower(), 0) for name in ("done", "all"))
        if 0 < done < whole:
            return True
    return False


def _later_date(heard: _Heard) -> Deadline | None:
    """The date to which the clause puts the thing off: later than the one that stood."""
    question = heard.question
    if question.deadline is None:
        return None
    mine = (d for d in heard.clause.deadlines if d.text.lower() in heard.stretch.lower())
    return next((d for d in mine if d.date > question.deadline.date), None)


def _is_made_again(heard: _Heard, kin: Kinship) -> bool:
    """Whether the clause undertakes the same again: the same verb of the same thing, its doing still ahead."""
    pledge, act = heard.question.pledge, heard.act
    likeness = kin.likeness(pledge.clause.text, heard.clause.text)
    if act is None:
        return likeness >= REPEATED and not cues.HAPPENED.search(heard.stretch)
    if not kin.stems(head_of(pledge)) <= kin.stems(heard.clause.text):
        return False
    is_of_another = are_two_parties(pledge.who, act.subject or "")
    if is_of_another or arrival_in(pledge.what) != arrival_in(heard.stretch):
        return False
    verb = next((a.lemma for a in pledge.clause.acts if pledge.what.startswith(a.verb)), "")
    is_ahead_again = ((act.tier or 0) >= 5 and is_ahead(act)) or act.restated
    deed, theirs = (first_words(text, is_asked=pledge.is_asked) for text in (pledge.what, heard.stretch))
    is_told = pledge.form is Form.INSTRUCTION and likeness < REPEATED
    is_same = bool(deed & theirs) or (likeness >= SAME and not is_told)
    is_same_act = act.lemma == verb and verb not in ("welcome", "note") and (act.tier or 0) < PERFORMED
    return ((is_same_act and (is_same or not is_told)) or (is_ahead_again and is_same)) and kin.share_in(
        heard.question.key, heard.about
    ) >= AGAIN


def _is_softer(heard: _Heard) -> bool:
    """Whether a firm undertaking has become an appeal, a study or a note that still looks ahead."""
    act = heard.act
    if act is None or heard.question.pledge.form.value not in ("commitment", "instruction"):
        return False
    asks_less = (act.tier or 0) == 3 or bool(cues.SOFTER.match(heard.stretch[len(act.verb) :].lstrip(" to")))
    return asks_less and heard.share >= SPEAKS and not cues.UNDER_WAY.search(heard.stretch)


def _is_asking(act: Act) -> bool:
    """Whether the act looks ahead or asks: what it names has not happened."""
    return (
        act.lemma.startswith("look")
        or act.tier in (3, 5, 6)
        or bool(act.modal)
        or " to " in f" {act.verb} ".replace(" looked", "")
    )
