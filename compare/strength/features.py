"""The cues of strength: what each difference between two wordings says, with its sign and its reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.verb_forms import gerund
from rapporteur.compare.model import Clause, Figure
from rapporteur.compare.strength.grade import Placed, stems
from rapporteur.compare.strength.pairing import Paired

WHOLE_TIER = 1.0
FUZZY_TIER = 2.0
"""A re-statement or an emotive verb has no tier of its own: only a wide gap to it is a move."""
INSIDE = 0.3
"""Smallest difference of rank inside a tier that is a move: urge and invite, not urge and call upon."""
HEDGED = 0.3
"""Smallest difference in the weight of hedges that tells."""
HEAVY = 0.5
"""A hedge of this weight contradicts even a move of a tier: the verdict is then mixed."""

# A date that sets a limit; "in 2025" or "(November 2025)" only places something and its coming or going is told, not weighed.
LIMITING = re.compile(
    r"(?:by|no later|not later|before|until|within|on or before|up to|latest|due)\b", re.IGNORECASE
)

# A hedge limits the few words before it, back to the last "and" or the last mark that closes a thought.
LIMITED_FROM = re.compile(r"\band\b|[;:]", re.IGNORECASE)
LIMITED = 6
# Right after such a word it limits what follows ("and, as appropriate, lower ...").
BEGINS_ANEW = re.compile(r"(?:\band\b|[;:])[\s,]*$", re.IGNORECASE)
# "which aims to": somebody else's aim, not the statement's.
# "respecting, promoting and considering": a third thing that is asked for, and no hedge on the others.
IN_A_ROW = re.compile(r"ing,?(?:\s(?:and|or))?\s$", re.IGNORECASE)
OF_ANOTHER = re.compile(r"\b(?:which|that|who)\s(?:\w+\s)?$", re.IGNORECASE)

# What makes a clause easier to hold somebody to (G20 Research Group: "catalysts").
CATALYST = re.compile(
    r"\b(timelines?|timetables?|milestones?|benchmarks?|indicators?|quantified|measurable|legally binding|mandatory)\b",
    re.IGNORECASE,
)
NARRATIVE = re.compile(
    r"\b(?:discussed|exchanged views|considered|reviewed|examined|shared (?:their |our )?views)\b",
    re.IGNORECASE,
)
NEXT_MEETING = re.compile(
    r"\b(?:host|hold|convene|hosting|meet again|take place|be held)\b.{0,80}"
    r"\b(?:next|\d+(?:st|nd|rd|th)|\w*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth))\b|"
    r"\bnext (?:\S+ ){0,4}(?:meeting|summit|session|conference)\b.{0,60}\b(?:hosted|held|host|hold)\b",
    re.IGNORECASE,
)
# The meeting that the old text announced, told as held.
HELD = re.compile(
    r"\b(?:was|were) (?:held|hosted|convened)\b|\b(?:met|took place|held (?:its|their|our|the))\b",
    re.IGNORECASE,
)
POSITION = 4
"""The tier of endorsement: to take a position afresh is less than to re-state a commitment, but readers could differ."""
# "Recalled that the Board is to report": the task stands as it was given.
STILL_DUE = re.compile(
    r"\s*that [^.;]{0,120}?\b(?:shall|(?:is|are|was|were) (?:to|requested|tasked|invited|mandated|urged)|has been (?:requested|tasked))\b",
    re.IGNORECASE,
)
TARGET_UNITS = frozenset(("%", "percentage points", "basis points"))
MONEY = re.compile(r"^[A-Z]{3}$")
ADDRESS_DATE = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason. ``sign`` is +1 up, -1 down, 0 for something only told; ``major`` a whole tier; ``heavy`` outweighs none
    but contradicts all."""

    sign: int
    major: bool
    reason: str
    heavy: bool = False


def act_cues(pair: Paired, lexicon: Lexicon, *, close: bool) -> Iterator[Cue]:
    """What a pair of acts says: the move between tiers, inside one, negation, hedges and modals."""
    old, new = pair.old, pair.new
    moved = list(_ladder(pair))
    yield from moved
    if old.act.negated != new.act.negated:
        yield Cue(
            -1 if new.act.negated else 1, True, f"'{new.act.verb}' for '{old.act.verb}': the negation changed"
        )
    yield from _hedges(old, new, lexicon, close=close)
    if old.act.modal != new.act.modal and old.act.modal and new.act.modal and not moved:
        gap = lexicon.modals.get(new.act.modal, 0.5) - lexicon.modals.get(old.act.modal, 0.5)
        if gap:
            yield Cue(1 if gap > 0 else -1, False, f"'{new.act.modal}' for '{old.act.modal}'")


def _ladder(pair: Paired) -> Iterator[Cue]:
    old, new = pair.old, pair.new
    if pair.carried_out:
        yield Cue(
            +1, True, f"'{old.act.verb}' was carried out, and its result '{new.act.verb}' ({_tier(new)})"
        )
        return
    if pair.founded:
        yield Cue(+1, True, f"what was '{old.act.verb}' is there ('{new.act.verb}')")
        return
    if _is_outright(old, new) or _is_recalled(new) or _is_recalled(old):
        yield Cue(0, False, f"'{new.act.verb}' ({_tier(new)}) where '{old.act.verb}' ({_tier(old)}) stood")
        return
    gap = new.level - old.level
    needed = FUZZY_TIER if old.fuzzy or new.fuzzy else WHOLE_TIER
    if old.act.emotive and new.act.emotive:
        gap, needed = new.rank - old.rank, INSIDE
    if abs(gap) >= needed:
        told = f"'{new.act.verb}' ({_tier(new)}) for '{old.act.verb}' ({_tier(old)})"
        if gap < 0 and pair.advanced:
            yield Cue(0, False, f"{told}, because the thing itself has moved on")
        else:
            yield Cue(1 if gap > 0 else -1, True, told)
            if gap < 0 and old.act.restated and new.act.tier == POSITION:
                yield Cue(+1, True, f"'{new.act.verb}' is said afresh and not re-stated")
    elif (
        old.level == new.level
        and not (old.fuzzy or new.fuzzy)
        and abs(new.rank - old.rank) >= INSIDE - 1e-9
        and not pair.advanced
    ):
        yield Cue(
            1 if new.rank > old.rank else -1,
            False,
            f"'{new.act.verb}' for '{old.act.verb}', {_inside(old, new)}",
        )


def _inside(old: Placed, new: Placed) -> str:
    """Why one act weighs more than another of the same level."""
    if new.act.restated and not old.act.restated:
        return "re-stated and not undertaken afresh"
    if old.act.restated and not new.act.restated:
        return "undertaken afresh and not re-stated"
    return f"both {_tier(new)}"


def _is_outright(old: Placed, new: Placed) -> bool:
    """True where one of the two says outright what stood as a means in the other: "promote ..., by calling on X"."""
    return _holds_as_means(old, new) or _holds_as_means(new, old)


def _holds_as_means(outer: Placed, inner: Placed) -> bool:
    if inner.act.tier != 3 or (outer.act.tier or 0) < 6:
        return False
    first, *rest = inner.act.lemma.split()
    means = " ".join((gerund(first), *rest))
    return f"by {means} " in f"{outer.governed.lower()} " and bool(inner.stems & outer.stems)


def _is_recalled(placed: Placed) -> bool:
    """True for a decision that is only recalled: it has the force that it had, then as now."""
    standing = placed.act.inner == "decision" or STILL_DUE.match(placed.governed)
    return placed.act.lemma == "recall" and bool(standing)


def _tier(placed: Placed) -> str:
    if placed.act.restated:
        return f"re-stated {placed.act.inner}" if placed.act.inner else "re-stated"
    return "emotive" if placed.act.tier is None else f"tier {placed.act.tier}"


def _hedges(old: Placed, new: Placed, lexicon: Lexicon, *, close: bool) -> Iterator[Cue]:
    """Hedges that came or went. Between distant wordings only those inside the verb phrase itself are compared."""
    was, now = (_weighed(one, lexicon, close=close) for one in (old, new))
    gap = sum(now.values()) - sum(was.values())
    told = abs(gap) >= HEDGED
    for hedge in sorted(now.keys() - was.keys()):
        ours = told and gap > 0 and _hedges_what_stood(hedge, old, new)
        yield Cue(
            -1 if ours else 0, False, f"hedge '{hedge}' added", heavy=ours and _is_heavy(hedge, now, lexicon)
        )
    for hedge in sorted(was.keys() - now.keys()):
        ours = told and gap < 0 and _hedges_what_stood(hedge, new, old)
        yield Cue(
            +1 if ours else 0,
            False,
            f"hedge '{hedge}' removed",
            heavy=ours and _is_heavy(hedge, was, lexicon),
        )


def _hedges_what_stood(hedge: str, bare: Placed, hedged: Placed) -> bool:
    """False where a hedge came, or went, together with the words that it limits: those stood under no act before."""
    at = re.search(rf"\b{re.escape(hedge)}\b", hedged.governed, re.IGNORECASE)
    if at is None:
        return True
    before = hedged.governed[: at.start()]
    if OF_ANOTHER.search(before) or (hedge.endswith("ing") and IN_A_ROW.search(before)):
        return False
    limited = stems(" ".join(re.split(LIMITED_FROM, before)[-1].split()[-LIMITED:]))
    if BEGINS_ANEW.search(before):
        limited = stems(" ".join(hedged.governed[at.end() :].split()[:LIMITED]))
    return 2 * len(limited & (bare.stems | stems(bare.act.verb))) >= len(limited)


def _is_heavy(hedge: str, weights: dict[str, float], lexicon: Lexicon) -> bool:
    return weights[hedge] >= HEAVY and hedge not in lexicon.tentative


def _weighed(placed: Placed, lexicon: Lexicon, *, close: bool) -> dict[str, float]:
    """The hedges of an act with their weights. A tentative verb counts only inside the verb phrase ("will explore")."""
    found = {
        hedge: lexicon.hedges.get(hedge, 0.0) for hedge in placed.act.hedges if hedge not in lexicon.tentative
    }
    verb = set(placed.act.verb.lower().split())
    mild = {hedge: weight for hedge, weight in found.items() if weight >= HEDGED} if close else {}
    return mild | {word: weight for word, weight in lexicon.tentative.items() if word in verb}


def unpaired_hedges(acts: tuple[Placed, ...], lexicon: Lexicon) -> Iterator[Cue]:
    """Hedges of new acts that answer no old one: told, not weighed."""
    for placed in acts:
        for hedge in sorted(_weighed(placed, lexicon, close=True)):
            yield Cue(0, False, f"hedge '{hedge}' added")


def deadline_cues(old: tuple[Clause, ...], new: tuple[Clause, ...], *, weighing: bool) -> Iterator[Cue]:
    """Dates that came, went or changed. A changed date is told and never weighed; a date gone by is not missed."""
    was = {d.date: d.text for clause in old for d in clause.deadlines if d.date}
    now = {d.date: d.text for clause in new for d in clause.deadlines if d.date}
    if was and now and was.keys() != now.keys():
        gone, come = sorted(was.keys() - now.keys()), sorted(now.keys() - was.keys())
        if gone and come:
            yield Cue(
                0,
                False,
                f"date changed from {_dated(was[gone[-1]], gone[-1])} to {_dated(now[come[-1]], come[-1])}",
            )
            return
    for day in sorted(now.keys() - was.keys()) if not was else ():
        limiting = bool(weighing and LIMITING.match(now[day]))
        yield Cue(1 if limiting else 0, False, f"date added: '{now[day]}'", heavy=limiting)
    today = _today(new)
    for day in sorted(was.keys() - now.keys()) if not now else ():
        passed = bool(today) and day <= today
        limiting = bool(weighing and not passed and LIMITING.match(was[day]))
        yield Cue(
            -1 if limiting else 0,
            False,
            f"date dropped: '{was[day]}'" + (", which has passed" if passed else ""),
        )


def _dated(words: str, day: str) -> str:
    """A deadline in its own words, with its day where those name no year: "by the end of this year" alone tells little."""
    return f"'{words}'" if day[:4] in words else f"'{words}' ({day})"


def _today(clauses: tuple[Clause, ...]) -> str:
    found = ADDRESS_DATE.search(clauses[0].address)
    return found.group() if found else ""


def figure_cues(old: tuple[Clause, ...], new: tuple[Clause, ...], *, weighing: bool) -> Iterator[Cue]:
    """Sums and rates that came, went or changed; only what came or went is weighed."""
    was, now = _sums(old), _sums(new)
    if {f.value for f in was} == {f.value for f in now}:
        return
    if was and now:
        yield Cue(0, False, f"figure changed: '{was[0].text}' to '{now[0].text}'")
    elif now:
        yield Cue(1 if weighing else 0, False, f"figure added: '{now[0].text}'")
    elif was:
        yield Cue(-1 if weighing else 0, False, f"figure dropped: '{was[0].text}'")


def _sums(clauses: tuple[Clause, ...]) -> tuple[Figure, ...]:
    return tuple(
        f for clause in clauses for f in clause.figures if f.unit in TARGET_UNITS or MONEY.match(f.unit)
    )


def word_cues(old: tuple[Clause, ...], new: tuple[Clause, ...], pattern: re.Pattern[str]) -> Iterator[Cue]:
    """Words of accountability that came or went; only told where the other wording is held to a date anyway."""
    was, now = (
        {m.group(1).lower() for clause in side for m in pattern.finditer(clause.text)} for side in (old, new)
    )
    was_dated, is_dated = (any(clause.deadlines for clause in side) for side in (old, new))
    for word in sorted(now - was) if not was else ():
        yield Cue(0 if was_dated else 1, False, f"'{word}' added")
    for word in sorted(was - now) if not now else ():
        yield Cue(0 if is_dated else -1, False, f"'{word}' dropped")
