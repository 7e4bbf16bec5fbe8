"""Whether the new wording binds more or less than the old, with reasons in words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from rapporteur.compare.entities.state import STAGES
from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import Clause, Edit, Strength, Weighing
from rapporteur.compare.strength.carried_on import ONE_TIME, is_there, is_told_as_done
from rapporteur.compare.strength.features import (
    CATALYST,
    HELD,
    NARRATIVE,
    NEXT_MEETING,
    Cue,
    act_cues,
    deadline_cues,
    figure_cues,
    unpaired_hedges,
    word_cues,
)
from rapporteur.compare.strength.grade import Placed
from rapporteur.compare.strength.pairing import Paired, pair_acts, place_acts, shared_share

# A verb at or above this level carries something that is lost where the new clause has no act at all.
CARRYING = 4.0
# From this level on a verb alone, where there was none before, is a step up ("we announce").
DECISIVE = 6.9
# Where the old text went no further than this, a decision beside what it said is a step of its own.
DECIDED_FROM = 4.0
# "Our goal remains unchanged", "exceeded the goal": what was undertaken stands or was kept, though no verb undertakes it again.
STANDING = re.compile(
    r"\bour (?:\w+ ){0,3}?(?:goals?|targets?|commitments?|pledges?|resolve|determination|dedication|support|position)\b"
    r"[^.;]{0,120}?\b(?:remains?|stands?|is|are) (?:\w+ )?(?:unchanged|unwavering|firm|steadfast|undiminished|resolute|strong|ironclad)\b"
    r"|(?<!not )\b(?:exceeded|achieved|fulfilled|reached|delivered on|met) (?:the|our|their|this|that|its)(?: \w+){0,3}? (?:goals?|targets?|commitments?|pledges?|promises?)\b",
    re.IGNORECASE,
)
# What was promised goes on ("we are training pilots", an entry "training pilots"), or is spelt out ("This will include ...").
UNDER_WAY = re.compile(
    r"\b(?:[Ww]e|[Oo]ur (?:\w+ ){0,2}?\w+s|[Mm]inisters|[Ll]eaders|[Mm]embers|[Pp]arties|[Pp]artners|[Gg]overnments) are (?:\w+ly |also |now |already )?[a-z]{3,}ing\b"
    r"|^[a-z]{3,}ing\b|^(?:This|These|It|They|Such \w+) will\b"
)
# What a cue says of a hedge.
HEDGE = re.compile(r"hedge '(.+)' (added|removed)$")
# Below this share of common words two clauses are too far apart for a missing figure or hedge to mean anything.
CLOSE = 0.3


def weigh(
    old: tuple[Clause, ...], new: tuple[Clause, ...], edits: tuple[Edit, ...], lexicon: Lexicon | None = None
) -> Weighing:
    """How the new clauses weigh against the old ones.

    Cues are weighed in two ranks: moves of a whole tier, then moves inside a tier, hedges, modals, dates and sums.
    The first rank decides where it is of one mind; where cues contradict one another, readers could honestly
    differ and the verdict is ``mixed``. ``na`` where neither side has an act. A tier is an analyst's
    convention: show ``reasons`` beside the verdict. Progress is told beside it and never counts as weakening.
    """
    lexicon = lexicon or read_lexicon()
    if not old or not new:
        return Weighing()
    old, new = (tuple(_without_talk(clause, lexicon) for clause in side) for side in (old, new))
    olds, news = place_acts(old, lexicon), place_acts(new, lexicon)
    progress = _progress(old, new)
    if not any(clause.acts for clause in (*old, *new)):
        return _actless(old, new, progress)
    if _is_next_meeting(old) and (_is_next_meeting(new) or (not news and HELD.search(_text(new)))):
        return Weighing(Strength.SAME, _told(deadline_cues(old, new, weighing=False)), progress)
    cues = list(_cues(olds, news, old, new, lexicon))
    strength = _verdict(cues)
    return Weighing(strength, _told(cues), progress)


def _without_talk(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without the acts that only tell what was talked about."""
    acts = tuple(act for act in clause.acts if act.lemma not in lexicon.talk)
    return clause if len(acts) == len(clause.acts) else replace(clause, acts=acts)


def _cues(
    olds: tuple[Placed, ...],
    news: tuple[Placed, ...],
    old: tuple[Clause, ...],
    new: tuple[Clause, ...],
    lexicon: Lexicon,
) -> Iterable[Cue]:
    close = shared_share(old, new) >= CLOSE
    pairs = pair_acts(olds, news)
    moved = [
        cue
        for pair in pairs
        for cue in act_cues(pair, lexicon, close=close)
        if not _stands_elsewhere(cue, old, new)
    ]
    yield from moved
    if not any(cue.major for cue in moved):
        yield from _one_sided(olds, news, pairs, old, new)
    else:
        yield from _against(moved, olds, news, pairs)
    answered = {id(pair.new) for pair in pairs}
    unpaired = unpaired_hedges(tuple(one for one in news if id(one) not in answered), lexicon)
    yield from (cue for cue in unpaired if not _stands_elsewhere(cue, old, new))
    if pairs and close:
        binding = any(one.level >= 3 and not one.fuzzy for pair in pairs for one in (pair.old, pair.new))
        yield from deadline_cues(old, new, weighing=binding)
        yield from figure_cues(old, new, weighing=binding)
        yield from word_cues(old, new, CATALYST)
    elif pairs:
        yield from deadline_cues(old, new, weighing=False)
        yield from figure_cues(old, new, weighing=any(pair.old.level >= DECISIVE - 1 for pair in pairs))


def _stands_elsewhere(cue: Cue, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> bool:
    """True for a hedge said to have come or gone that the other wording has as often, in the reach of another verb."""
    found = HEDGE.match(cue.reason)
    if not found:
        return False
    before, after = (_text(side).casefold().count(found[1].casefold()) for side in (old, new))
    return before >= after if found[2] == "added" else after >= before


def _against(
    moved: list[Cue], olds: tuple[Placed, ...], news: tuple[Placed, ...], pairs: tuple[Paired, ...]
) -> Iterable[Cue]:
    """What speaks against moved verbs: an undertaking as strong that came beside a lower verb, or went beside a higher."""
    signs = {cue.sign for cue in moved if cue.major and cue.sign}
    if signs == {-1}:
        answered, most = {id(pair.new) for pair in pairs}, max(pair.old.level for pair in pairs)
        beside = [one for one in news if id(one) not in answered and one.level >= max(most, CARRYING)]
        yield from (Cue(+1, True, f"'{one.act.verb}' (tier {one.act.tier}) added") for one in beside[:1])
    if signs == {1}:
        answered, most = {id(pair.old) for pair in pairs}, max(pair.new.level for pair in pairs)
        beside = [
            one
            for one in olds
            if id(one) not in answered and one.level >= max(most, CARRYING) and one.act.lemma not in ONE_TIME
        ]
        yield from (Cue(-1, True, f"'{one.act.verb}' (tier {one.act.tier}) gone") for one in beside[:1])


def _one_sided(
    olds: tuple[Placed, ...],
    news: tuple[Placed, ...],
    pairs: tuple[Paired, ...],
    old: tuple[Clause, ...],
    new: tuple[Clause, ...],
) -> Iterable[Cue]:
    """What is said where one side has no act, or an appeal or undertaking that the other side has nothing like."""
    if not news:
        lasting = [one for one in olds if one.act.lemma not in ONE_TIME]
        strongest = max(lasting or olds, key=lambda one: one.level)
        if is_there(olds, _text(new)):
            yield Cue(+1, True, f"what was '{strongest.act.verb}' is there")
        elif is_told_as_done(olds, _text(new)):
            yield Cue(0, False, f"'{strongest.act.verb}' is told as done")
        elif held := STANDING.search(_text(new)):
            yield Cue(0, False, f"'{strongest.act.verb}' stands: '{held.group()}'")
        elif strongest.act.tier in (5, 6) and (going := UNDER_WAY.search(_text(new))):
            yield Cue(0, False, f"'{strongest.act.verb}' is told as under way: '{going.group()}'")
        elif strongest.level >= CARRYING:
            yield Cue(-1, True, f"'{strongest.act.verb}' has no counterpart: the new wording only describes")
    elif not olds:
        strongest = max(news, key=lambda one: one.level)
        if strongest.level >= DECISIVE or (strongest.level >= 1.5 and NARRATIVE.search(_text(old))):
            yield Cue(+1, True, f"'{strongest.act.verb}' where the old wording only described")
    elif pairs:
        before, after = (max(one.level for one in side) for side in (olds, news))
        risen = max((one.level for one in news if not (one.act.restated and one.fuzzy)), default=0.0)
        if before < 2.9 <= risen and risen - before >= 1 and not _is_emotive(olds):
            yield Cue(+1, True, f"{_named(news, risen)} added to what only approved or noted")
        elif before <= DECIDED_FROM and after >= 7 and not _answers(pairs, news, after):
            yield Cue(+1, False, f"{_named(news, after)} added")
        elif after < 2.9 <= before and before - after >= 1 and not _is_emotive(news) and not _advanced(pairs):
            yield Cue(-1, True, f"{_named(olds, before)} gone: the new wording only approves or notes")


def _answers(pairs: tuple[Paired, ...], news: tuple[Placed, ...], level: float) -> bool:
    """True where the strongest new act has its counterpart among the old ones."""
    answered = {id(pair.new) for pair in pairs}
    return any(id(one) in answered for one in news if one.level == level)


def _advanced(pairs: tuple[Paired, ...]) -> bool:
    return any(pair.advanced for pair in pairs)


def _named(acts: tuple[Placed, ...], level: float) -> str:
    return next(f"'{one.act.verb}'" for one in acts if one.level == level)


def _is_emotive(acts: tuple[Placed, ...]) -> bool:
    return any(one.act.emotive for one in acts)


def _verdict(cues: list[Cue]) -> Strength:
    for weighed in (True, False):
        signs = {cue.sign for cue in cues if cue.major is weighed and cue.sign}
        if len(signs) > 1:
            return Strength.MIXED
        if signs:
            against = any(cue.heavy and cue.sign == -next(iter(signs)) for cue in cues)
            if against:
                return Strength.MIXED
            return Strength.STRONGER if signs == {1} else Strength.WEAKER
    return Strength.SAME


def _told(cues: Iterable[Cue]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cue.reason for cue in cues if cue.reason))


def _actless(old: tuple[Clause, ...], new: tuple[Clause, ...], progress: str) -> Weighing:
    """Entries of lists that stand under somebody else's verb: only a sum that came or went speaks."""
    if not all(clause.lead_acts for clause in (*old, *new)):
        return Weighing(Strength.NA, (), progress)
    cues = list(figure_cues(old, new, weighing=True))
    strength = _verdict(cues)
    return Weighing(strength if strength is not Strength.SAME else Strength.NA, _told(cues), progress)


def _text(clauses: tuple[Clause, ...]) -> str:
    return " ".join(clause.text for clause in clauses)


def _is_next_meeting(clauses: tuple[Clause, ...]) -> bool:
    """Where and when to meet next: rewritten every time, and never weaker for naming another verb."""
    acting = [clause for clause in clauses if clause.acts] or clauses
    return bool(acting) and all(NEXT_MEETING.search(clause.text) for clause in acting)


def _progress(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> str:
    """ "ongoing -> completed", or "" where the stage did not move on or is not told.

    A step back is no movement of the thing: next year's plan is planned where this year's was completed.
    """
    before, after = _stage(old), _stage(new)
    if not before or not after or before == after:
        return ""
    onward = after == "discontinued" or (before in STAGES and STAGES.index(after) > STAGES.index(before))
    return f"{before} -> {after}" if onward else ""


def _stage(clauses: tuple[Clause, ...]) -> str:
    told = [clause.state for clause in clauses if clause.state]
    if "discontinued" in told:
        return "discontinued"
    return max(told, key=STAGES.index) if told else ""
