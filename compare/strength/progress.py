"""Whether the thing itself moved on between two wordings: what was awaited, asked for or begun has come."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapporteur.compare.entities.reading import STAGES
from rapporteur.compare.model import Clause
from rapporteur.compare.strength.pairing import UNDERTAKING, Placed, done_in, stems

AWAITING = frozenset(("look forward to", "look forward", "expect", "anticipate", "hope"))
"""Verbs that wait for something; when it has come, noting it is no step down."""
SETTLING = frozenset(
    ("adopt", "approve", "endorse", "sign", "conclude", "finalise", "publish", "issue", "ratify")
)
"""Verbs that complete what they name."""
STARTING = frozenset(("launch", "establish", "announce", "inaugurate", "set up"))
"""Verbs that begin what they name; the next text can but follow it up."""

RESULT = re.compile(
    r"\W*(?:(?:the|its|their) )?(?:\w+ )?(?:endorsement|adoption|launch|completion|conclusion|establishment|accession|opening|signing"
    r"|signature|ratification|publication|start|entry into force|[a-z]{3,}ing of)\b"
)
"""What is welcomed or noted is that a thing was done."""

BEGINNINGS = stems(
    "initiate launch host hold convene establish organise start begin create open publish release issue set"
    " inaugurate conduct deliver introduce finalise complete build"
)
BEGUN = stems(
    "held launched hosted convened established organised started begun created opened published released issued"
    " inaugurated conducted delivered introduced completed finalised built announced"
)
"""What is promised so is over once it is done; another beginning of the same says that it was."""
ENDINGS = stems("end phase eliminate stop cease halt abolish remove discontinue terminate close")
ENDED = stems(
    "ended phased eliminated stopped ceased halted abolished removed discontinued terminated closed"
)
FOUNDING = stems("establish launch create found inaugurate adopt sign")
"""To bring a thing into being: once it is there, more stands than was promised."""

FOUNDED_SINCE = stems("established launched created opened inaugurated founded")

OWN_DEED = re.compile(
    r"\bwe (?:have )?(?:also |already |now |successfully |since |recently )?(?!need|feed|agreed|committed|reaffirmed|welcomed|noted)"
    r"([a-z]{3,}ed|held|met|made|built|set|began)\b"
)
"""What the statement's own voice tells as done: "we ended ...", "we have delivered ..."."""
FIRST = re.compile(r"\b(?:first|inaugural)\b", re.IGNORECASE)
FOUNDED = re.compile(r"\b(?:new|first|inaugural|establish\w*|announced|launch\w*|creat\w+)\b", re.IGNORECASE)
IN_USE = re.compile(
    r"\b(?:progress|implement\w*|on-?going|under ?way|carried out|expansion|first year|in (?:use|force|effect)|being (?:used|applied)"
    r"|(?:have|has) (?:been )?(?:applied|used|joined|surveyed|taken up)|(?:use|uses|apply|applies) (?:it|the|them))\b",
    re.IGNORECASE,
)
PLAN_TO = re.compile(
    r"\W*(?:(?:the|a|an|its|their|this) )?(?:\w+ )?(?:plans?|proposals?|idea|intention) (?:to|for)\b"
)
SAME_THING = 0.3
"""Share of the smaller side's stems that two acts share where they are about one thing."""


def read_progress(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> str:
    """ "ongoing -> completed", or "" where the stage did not move on or is not reported."""
    before, after = _latest(old), _latest(new)
    if not before or not after or before == after:
        return ""
    onward = after == "discontinued" or (before in STAGES and STAGES.index(after) > STAGES.index(before))
    return f"{before} -> {after}" if onward else ""


def _latest(clauses: tuple[Clause, ...]) -> str:
    states = [clause.state for clause in clauses if clause.state]
    if "discontinued" in states:
        return "discontinued"
    return max(states, key=STAGES.index) if states else ""


def is_founded(old: Placed, new: Placed) -> bool:
    """True where what the old act undertook to bring into being is there."""
    noun = stems(new.act.inner or "") if (new.act.tier or 9) <= 2 else frozenset()
    fresh = (new.done - old.done) | noun
    return old.level == UNDERTAKING and new.act.lemma not in AWAITING and bool(old.asked & FOUNDING & fresh)


def is_brought_about(old: Iterable[Placed], new: tuple[Clause, ...]) -> bool:
    """True where what an old act undertook to bring into being is told as there, in clauses that have no act to weigh."""
    told = done_in(" ".join(clause.text for clause in new))
    return any(one.level >= UNDERTAKING and one.asked & FOUNDING for one in old) and bool(
        told & FOUNDED_SINCE
    )


def is_carried_out(old: Placed, new: Placed) -> bool:
    """True where what the old act asked for was done and the new act puts the statement behind the result."""
    return bool(old.asked & (new.done - old.done)) and old.act.tier in (3, 5) and new.act.tier in (4, 7)


def has_moved_on(old: Placed, new: Placed) -> bool:
    """True where a lower verb is no step down, because the thing was awaited and has come, was asked for or promised
    and is told as done, was begun and is gone on with, or was settled and is in use."""
    if new.act.lemma in AWAITING:
        return False
    return (
        old.act.lemma in AWAITING
        or _is_kept(old, new)
        or _is_followed_up(old, new)
        or _is_further(old, new)
        or _is_in_use(old, new)
    )


def _is_kept(old: Placed, new: Placed) -> bool:
    if old.level < 3:
        return False
    if old.level == UNDERTAKING and OWN_DEED.search(new.governed.lower()):
        return True
    fresh = new.done - old.done
    begun = bool(old.asked & BEGINNINGS and fresh & BEGUN)
    ended = bool(old.asked & ENDINGS and fresh & ENDED)
    met = (
        (new.act.tier or 9) <= 2
        and FIRST.search(new.governed)
        and new.done & BEGUN
        and FOUNDED.search(old.governed)
    )
    return bool(old.asked & fresh or begun or ended or met)


def _is_followed_up(old: Placed, new: Placed) -> bool:
    if old.act.tier != 7 or new.act.tier == 7:
        return False
    again = stems(old.act.lemma) & new.asked
    return bool(stems(old.act.lemma) & (new.told - old.told)) or (old.act.lemma in STARTING and not again)


def _is_further(old: Placed, new: Placed) -> bool:
    plan = (old.act.tier or 9) <= 4 and bool(PLAN_TO.match(old.governed))
    planned = old.act.tier in (3, 5) or (old.level == UNDERTAKING and bool(old.asked)) or plan
    told = (new.act.tier or 9) <= 2 and ((new.act.inner or "").endswith("ing") or RESULT.match(new.governed))
    return planned and bool(new.act.lemma in SETTLING | STARTING or told)


def _is_in_use(old: Placed, new: Placed) -> bool:
    settled = old.act.lemma in SETTLING | STARTING
    about = len(old.stems & new.stems) >= SAME_THING * max(1, min(len(old.stems), len(new.stems)))
    now = IN_USE.search(new.governed) and not IN_USE.search(old.governed)
    return bool(settled and about and (new.act.tier or 9) <= 2 and now)
