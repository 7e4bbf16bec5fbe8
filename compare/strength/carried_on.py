"""Whether the thing itself moved on between two acts: what was awaited, asked for, begun or promised is told as come."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapporteur.compare.strength.grade import Placed, done_in, stems

ORDER = ("planned", "ongoing", "launched", "completed")
"""The stages of a thing as acts tell them."""

AWAITING = frozenset(("look forward to", "look forward", "expect", "anticipate", "hope"))
"""Verbs that wait for something; when it has come, noting it is no step down."""

ONE_TIME = frozenset(("launch", "establish", "inaugurate", "announce", "set up", "issue", "publish", "sign"))
"""What can be done only once: the next text can but follow it up."""

BEGINNINGS = stems(
    "initiate launch host hold convene establish organise organize start begin create open publish release issue set"
    " inaugurate conduct deliver introduce finalise finalize complete build"
)
"""What is promised so is over once it is done; another beginning of the same says that it was."""

FOUNDING = stems("establish launch create found inaugurate adopt sign")
"""To bring a thing into being: once it is there, more stands than was promised."""

ENDINGS = stems("end phase eliminate stop cease halt abolish remove discontinue terminate close")
"""To end a thing and to phase it out is one promise."""

BEGUN = stems(
    "held launched hosted convened established organised organized started begun created opened published released issued"
    " inaugurated conducted delivered introduced completed finalised finalized built announced"
)
ENDED = stems(
    "ended phased eliminated stopped ceased halted abolished removed discontinued terminated closed"
)

OWN_DEED = re.compile(
    r"\bwe (?:have )?(?:also |already |now |successfully |since |recently )?(?!need|feed|agreed|committed|reaffirmed|welcomed|noted)"
    r"([a-z]{3,}ed|held|met|made|built|set|began)\b"
)
"""What the statement's own voice tells as done: "we ended ...", "we have delivered ..."."""

FIRST = re.compile(r"\b(?:first|inaugural)\b", re.IGNORECASE)
FOUNDED = re.compile(r"\b(?:new|first|inaugural|establish\w*|announced|launch\w*|creat\w+)\b", re.IGNORECASE)
"""What was new or announced then may have met for the first time since."""

SETTLING = frozenset(("adopt", "approve", "endorse", "sign", "conclude", "finalise"))
"""Verbs that settle a text; what comes after is its life."""

IN_USE = re.compile(
    r"\b(?:progress|implement\w*|on-?going|under ?way|carried out|first year|in (?:use|force|effect)|being (?:used|applied)"
    r"|(?:have|has) (?:been )?(?:applied|used|joined|surveyed|taken up)|(?:use|uses|apply|applies) (?:it|the|them))\b",
    re.IGNORECASE,
)
SAME_THING = 0.3
"""Share of the smaller side's words that two acts must share to be about one thing."""

ADVANCED_LEVEL = 3.0
"""From this level on an act asks for or undertakes something that can be kept."""


@dataclass(frozen=True, slots=True)
class Course:
    """How a new act stands to the old one. ``advanced`` where the thing moved on, ``carried_out`` where what was asked
    for was done and the new act puts the statement behind it, ``founded`` where what was to be brought into being is there."""

    advanced: bool = False
    carried_out: bool = False
    founded: bool = False


def course_of(old: Placed, new: Placed) -> Course:
    """What became of the thing between two paired acts."""
    kept = _is_kept(old, new)
    moved = _has_moved(old, new) or _has_come(old, new) or _is_in_use(old, new)
    advanced = moved or kept or _is_followed_up(old, new)
    asked = bool(old.asked & (new.done - old.done))
    carried_out = asked and old.act.tier in (3, 5) and new.act.tier in (4, 7)
    noun = stems(new.act.inner or "") if (new.act.tier or 9) <= 2 else frozenset()
    fresh = (new.done - old.done) | (noun if new.stage in ("launched", "completed") else frozenset())
    return Course(advanced, carried_out, founded=_is_founded(old, fresh))


def _is_founded(old: Placed, fresh: frozenset[str]) -> bool:
    return (old.act.tier or 0) == 6 and bool(old.asked & FOUNDING & fresh)


def _has_moved(old: Placed, new: Placed) -> bool:
    done = new.stage in ("launched", "completed")
    return done and bool(old.stage) and ORDER.index(new.stage) > ORDER.index(old.stage)


def _has_come(old: Placed, new: Placed) -> bool:
    return old.act.lemma in AWAITING and new.act.lemma not in AWAITING


def _is_kept(old: Placed, new: Placed) -> bool:
    """True where what was asked or promised is told as done, in the same or in a kindred word."""
    if old.level < ADVANCED_LEVEL:
        return False
    own_deed = old.act.tier == 6 and bool(OWN_DEED.search(new.governed.lower()))
    return own_deed or _is_done(old, new.done - old.done) or _has_met(old, new)


def _is_done(old: Placed, fresh: frozenset[str]) -> bool:
    """True where ``fresh``, what is told as done now, answers what an act asked for or undertook."""
    begun = bool(old.asked & BEGINNINGS) and bool(fresh & BEGUN)
    ended = bool(old.asked & ENDINGS) and bool(fresh & ENDED)
    return bool(old.asked & fresh) or begun or ended


def _has_met(old: Placed, new: Placed) -> bool:
    """True where something new has since been held for the first time."""
    return bool(
        (new.act.tier or 9) <= 2
        and FIRST.search(new.governed)
        and new.done & BEGUN
        and FOUNDED.search(old.governed)
    )


def _is_followed_up(old: Placed, new: Placed) -> bool:
    """True where a thing that is done once is looked back on, or gone on with."""
    if old.act.tier != 7 or new.act.tier == 7:
        return False
    told = bool(stems(old.act.lemma) & (new.told - old.told))
    again = bool(stems(old.act.lemma) & new.asked)
    return told or (old.act.lemma in ONE_TIME and not again)


def _is_in_use(old: Placed, new: Placed) -> bool:
    """True where what was adopted, endorsed or launched is told as under way, in use or carried out."""
    settled = old.act.lemma in SETTLING or old.stage == "launched"
    about = len(old.stems & new.stems) >= SAME_THING * max(1, min(len(old.stems), len(new.stems)))
    return (
        settled
        and about
        and (new.act.tier or 9) <= 2
        and new.level < old.level
        and bool(IN_USE.search(new.governed))
        and not IN_USE.search(old.governed)
    )


def is_there(olds: tuple[Placed, ...], text: str) -> bool:
    """True where a text without an act of its own tells that what was to be brought into being is there."""
    return any(_is_founded(one, done_in(text) - one.told) for one in olds)


def is_told_as_done(olds: tuple[Placed, ...], text: str) -> bool:
    """True where a text without an act of its own tells what an old act did once, asked for or undertook."""
    done = done_in(text)
    once = any(one.act.lemma in ONE_TIME and done & (BEGUN | stems(one.act.lemma)) for one in olds)
    return once or any(_is_done(one, done - one.told) for one in olds)
