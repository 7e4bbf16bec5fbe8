"""What a later clause says of a promise: that it was done, that it was put off, or that it is under way."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rapporteur.compare.history.doing import FEWEST_WORDS, HEAD_WORDS, PRONOUN, family_of, keeps
from rapporteur.compare.history.excerpts import abbreviations_in, excerpt
from rapporteur.compare.history.kinship import Kinship
from rapporteur.compare.history.promises import Pledge, stretches
from rapporteur.compare.model import Act, Clause, Deadline, Outcome, Part, Statement

# Share of a promise's telling words that a stretch must hold to speak of it: less where the alignment already
# pairs the two clauses, more where only the words do. Of its names, a half.
SPEAKS = 0.5
SPEAKS_IF_PAIRED = 0.25
NAMES = 0.5
# A date in a stretch that holds less of a promise is the date of something else; so is any date in a clause that the
# alignment does not pair with the promise's.
PUT_OFF = 0.5
# That it was done is believed of a stretch that holds so much of it.
KEPT = 0.3
# How much more a saying counts in a clause that the alignment pairs.
PAIRED_MORE = 0.2
# From this tier on an act does what it says: to "recognise that ..." is a bare record and recognises nothing.
DOING = 4
# A promise of "it" is known by the words around it, of which the deed repeats fewer.
KEPT_IT = 0.2
# Share of a promise's words that what it abbreviates must be, to be what the promise is about.
THING = 0.4
_HAPPENED = re.compile(
    r"\b(?:was|were|has|have|had|is|are)(?: been| now)?(?: \w+ly| now| also| all)? "
    r"(?:held|convened|completed|adopted|endorsed|launched|signed|concluded|established|approved|published|finali[sz]ed|opened|"
    r"abolished|submitted|delivered|accomplished|ratified|joined|created|issued|set up|carried out|conducted|appl(?:y|ied)|linked|"
    r"in force|in place|entered into force)\b|\bnow appl(?:y|ies)\b"
    r"|[—–,(]\s?(?:established|launched|adopted|created|set up|endorsed|opened|concluded|published|signed) (?:at|in|on|by|during|last)\b",
    re.IGNORECASE,
)
# What somebody says of their own doing, under whatever verb: "we highlight that we ended ...", "Ministers held their third meeting".
_DID = re.compile(
    r"\b(?:[Ww]e|[Mm]inisters|[Ll]eaders|[Mm]embers|[Pp]arties|[Gg]overnments|(?:[Oo]ur|[Tt]heir) (?:countries|governments|members))"
    r"(?: (?:have|has|had|\w+ly|already|now|also|all)){0,3} "
    r"(?:held|convened|ended|stopped|ceased|halted|phased out|eliminated|abolished|completed|adopted|endorsed|launched|signed|concluded|"
    r"established|approved|published|finali[sz]ed|opened|submitted|delivered|ratified|created|issued|set up|carried out|introduced)\b"
)
# Whoever responsible for something held their meeting: words may stand between who and what in the line that opens a text.
_HELD = re.compile(r"\b(?:held|convened|gathered for|met for) (?:their|its|our|the|an?)\b", re.IGNORECASE)
# "the progress of", "ongoing work on": it lives, it is not done.
_UNDER_WAY = re.compile(
    r"^\W*(?:the |that |its |their )*(?:\w+ )?(?:progress|ongoing|on-going|under way|continu\w+|advanced|efforts?|work(?:ing)?\b|"
    r"preparations?|implementation|rounds? of|outcomes?|recommendations?|proposals?|need|importance|plans?\b(?! of action))",
    re.IGNORECASE,
)
# A commitment that is noted again is made, not met.
_RENEWED = re.compile(r"\b(?:commit\w*|pledge\w*|goal)\b", re.IGNORECASE)
# What was to be made is there where the meeting had it before it.
_RECEIVED = re.compile(r"\b(?:considered|received|discussed|examined|had before it|heard)\b", re.IGNORECASE)
_NOT_DONE = re.compile(
    r"\b(?:not yet|forthcoming|upcoming|planned|delay\w*|postpon\w*|still to|regret\w*|(?:is|are|will|shall|should|to) be|(?:is|are) due|will continue)\b",
    re.IGNORECASE,
)
# "a report in 2032 on progress towards the goal" has the date of the report.
_PROGRESS_ON = re.compile(r"\bprogress (?:made )?(?:towards?|on|in)\b", re.IGNORECASE)
_ORDINAL = re.compile(
    r"\b(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twent(?:y|ieth)(?:-\w+)?)\b(?! half| quarter| time| class| year| phase)",
    re.IGNORECASE,
)
# "... and urged the others to follow": what some have done is still to be done by the rest.
_IN_PART = re.compile(
    r"\b(?:urg|encourag|call|invit|request|remind|expect)\w*[^.;]{0,40}?\b(?:the (?:others?|remaining|rest)\b|those (?:that|who) have not)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Saying:
    """What a later clause says of a promise, and how much of its words it holds (0-1, paired clauses a little more)."""

    address: str
    outcome: Outcome
    share: float
    deadline: Deadline | None
    words: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A statement in which promises are looked for: its clauses, each with the themes it is on, told once for all promises."""

    statement: Statement
    clauses: tuple[tuple[Clause, frozenset[str]], ...]
    texts: Mapping[str, str]
    """Address -> text of every clause."""

    @staticmethod
    def of(statement: Statement) -> Ground:
        """The ground that a statement is."""
        clauses = tuple((clause, _subjects(clause)) for clause in statement.clauses)
        return Ground(statement, clauses, {clause.address: clause.text for clause in statement.clauses})


def _subjects(clause: Clause) -> frozenset[str]:
    return frozenset([theme.id for theme in clause.themes])


def look(
    key: str, pledge: Pledge, ground: Ground, carried: set[str], kin: Kinship, deadline: Deadline | None
) -> Saying | None:
    """The clause of a statement that says most about a promise, if any speaks of it."""
    found = []
    mine = _subjects(pledge.clause)
    title = kin.stems(ground.statement.title)
    things = [thing for thing in _things(key, kin) if not thing <= title]  # the forum itself is in every text
    for clause, subjects in ground.clauses:
        is_paired = clause.address in carried
        # Common words prove nothing across subjects. Asked first, and here: a long text asks it a hundred thousand times.
        if not is_paired and mine and subjects and mine.isdisjoint(subjects):
            continue
        needed = SPEAKS_IF_PAIRED if is_paired else SPEAKS
        if not is_paired and any(thing <= kin.stems(clause.text) for thing in things):
            found.append(
                Saying(
                    clause.address,
                    Outcome.PROGRESSED,
                    0.0,
                    None,
                    excerpt(clause.text, abbreviations_in(key)),
                )
            )
        if kin.share_in(key, clause.text) < needed or not _names_it(key, clause.text, is_paired, kin):
            continue
        for act, stretch in _sayings(clause):
            share = kin.share_in(key, stretch)
            if _is_another_one(pledge.what, stretch):
                continue
            if share >= needed or (is_paired and len(clause.acts) > 1 and _is_about_it(stretch)):
                found.append(_judge(act, stretch, clause, share, is_paired, pledge, deadline, key, kin))
    order = (Outcome.KEPT, Outcome.REDATED, Outcome.PROGRESSED)
    return min(found, key=lambda said: (order.index(said.outcome), -round(said.share, 3)), default=None)


def _is_another_one(what: str, stretch: str) -> bool:
    """True where both count and count differently: the 16th meeting is not the 15th put off."""
    mine, theirs = (set(map(str.lower, _ORDINAL.findall(text))) for text in (what, stretch))
    return bool(mine and theirs) and not mine & theirs


def _sayings(clause: Clause) -> tuple[tuple[Act | None, str], ...]:
    """The stretches of a clause, and what stands before its first act where that says something."""
    ruled: tuple[tuple[Act | None, str], ...] = stretches(clause)
    opening = clause.text[: min((act.start for act in clause.acts), default=len(clause.text))]
    return ((None, opening), *ruled) if len(opening.split()) > FEWEST_WORDS or not ruled else ruled


def _things(key: str, kin: Kinship) -> list[frozenset[str]]:
    """What the promise is about, where that has an abbreviation: a text that has all its words speaks of that."""
    size = len(kin.stems(key))
    return [thing for thing in kin.spelled_out(key) if len(thing) >= THING * size]


def _names_it(key: str, text: str, is_paired: bool, kin: Kinship) -> bool:
    """True where the text has the names of the thing: two work plans with two partners are two things."""
    names = " ".join(sorted(kin.names(key)))
    return is_paired or not names or kin.weight_shared(kin.names(key), kin.stems(text)) >= NAMES


def _judge(
    act: Act | None,
    stretch: str,
    clause: Clause,
    share: float,
    is_paired: bool,
    pledge: Pledge,
    deadline: Deadline | None,
    key: str,
    kin: Kinship,
) -> Saying:
    """What a stretch of a clause says of the thing: done, put off, or under way."""
    later = next(
        (d for d in clause.deadlines if d.text.lower() in stretch.lower() and d.date > pledge.date), None
    )
    is_put_off = bool(later and deadline and later.date > deadline.date)
    outcome = Outcome.PROGRESSED
    about = clause.text if _is_about_it(stretch) else stretch
    has_pronoun = bool(PRONOUN.search(pledge.what))
    is_opening = clause.part is Part.PREAMBLE and family_of(pledge) == "hold"
    is_sure = kin.share_in(key, about) >= (KEPT_IT if has_pronoun else KEPT) and (
        clause.part is not Part.PREAMBLE or is_opening
    )
    if is_sure and _says_done(act, stretch, clause, pledge, key, kin):
        outcome = Outcome.KEPT
    elif (
        is_put_off and is_paired and kin.share_in(key, about) >= PUT_OFF and not _PROGRESS_ON.search(stretch)
    ):
        outcome = Outcome.REDATED
    new_date = later if outcome is Outcome.REDATED else None
    shown = excerpt(stretch, (new_date.text,) if new_date else ())
    if kin.share_in(key, shown) < SPEAKS_IF_PAIRED:
        shown = excerpt(stretch, sorted(abbreviations_in(key)))
    return Saying(clause.address, outcome, share + PAIRED_MORE * is_paired, new_date, shown)


def _says_done(act: Act | None, stretch: str, clause: Clause, pledge: Pledge, key: str, kin: Kinship) -> bool:
    """True where the words say that the very thing promised has happened, or name as there what was to be made."""
    family = family_of(pledge)
    if (
        pledge.is_open_ended
        or _NOT_DONE.search(stretch)
        or _IN_PART.search(clause.text)
        or _is_made_again(clause, pledge, key, kin)
    ):
        return False
    did = _DID.search(stretch) or (_HELD.search(stretch) if family == "hold" and not clause.acts else None)
    if did and keeps(family, did[0]):
        return True
    if act is not None and (act.restated or _is_ahead(act)):
        return False
    if _HAPPENED.search(stretch):
        return keeps(family, _HAPPENED.search(stretch)[0])  # type: ignore[index]  # searched on the line above
    if act is None:
        return family == "make" and bool(_RECEIVED.search(stretch)) and kin.share_in(key, stretch) >= SPEAKS
    head = " ".join(stretch[len(act.verb) :].split()[:HEAD_WORDS])
    done = act.lemma if (act.tier or 0) >= DOING else ""
    said = f"{done} {act.inner or ''} {' '.join(head.split()[:4])}"
    if _RENEWED.search(head):
        return False
    if keeps(family, said) and not _UNDER_WAY.match(head):
        return True
    return (
        family == "make"
        and not _UNDER_WAY.match(head)
        and act.inner is None
        and kin.share_in(key, head) >= SPEAKS
    )


def _is_made_again(clause: Clause, pledge: Pledge, key: str, kin: Kinship) -> bool:
    """True where the clause says the same of it with the same verb: "encourages" keeps no "encouraged"."""
    verb = next((act.lemma for act in pledge.clause.acts if pledge.what.startswith(act.verb)), None)
    return any(act.lemma == verb and kin.share_in(key, words) >= SPEAKS for act, words in stretches(clause))


def _is_about_it(stretch: str) -> bool:
    """True for "looked forward to its launch": what it is about stands in the stretch before."""
    return bool(PRONOUN.search(" ".join(stretch.split()[:7])))


def _is_ahead(act: Act) -> bool:
    """True where the act itself looks ahead or asks: what it names has not happened."""
    return (
        act.lemma.startswith("look")
        or act.tier in (3, 5, 6)
        or bool(act.modal)
        or " to " in f" {act.verb} ".replace(" looked", "")
    )
