"""The cues of strength: what each difference between two wordings says, with its kind, its sign and its reason in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapporteur.compare.lexicons.load import Lexicon
from rapporteur.compare.lexicons.scales import Scale
from rapporteur.compare.lexicons.verb_forms import gerund
from rapporteur.compare.model import Clause
from rapporteur.compare.strength.pairing import UNDERTAKING, Placed, likeness, pair_acts, stems
from rapporteur.compare.strength.progress import has_moved_on, is_carried_out, is_founded
from rapporteur.compare.strength.substance import find_uses, fold, printed_figures, printed_numbers

LIMITING = re.compile(
    r"(?:by|no later|not later|before|until|within|on or before|up to|latest|due)\b", re.IGNORECASE
)
"""A date that sets a limit; "in 2025" or "(November 2025)" only places something."""
STILL_DUE = re.compile(
    r"\s*that [^.;]{0,120}?\b(?:shall|(?:is|are|was|were) (?:to|requested|tasked|invited|mandated|urged)|has been (?:requested|tasked))\b",
    re.IGNORECASE,
)
""" "Recalled that the Board is to report": the task stands as it was given."""
LIMITED_FROM = re.compile(r"\band\b|[;:]", re.IGNORECASE)
BEGINS_ANEW = re.compile(r"(?:\band\b|[;:])[\s,]*$", re.IGNORECASE)
LIMITED = 6
"""A hedge limits so many words before it, back to the last "and"; right after an "and", those that follow."""
HEDGED = 0.3
"""Least weight (0-1, hedges.toml) of a hedge that counts."""
OPPOSING = frozenset(("oppose", "reject", "refuse", "condemn", "object"))

TIER, ROUGH, RANK = 1.0, 2.0, 0.3
"""Least move of level that counts: a tier; two where a side has none of its own, and between what is undertaken and what
is done at once; a step of rank (0-1) inside a tier."""
FALL = 3.0
"""A fall of so many levels between texts less alike than FALL_ALIKE is more often an act unread, or half of a split."""
FALL_ALIKE = 0.36
CLOSE = 0.45
"""Likeness (Jaccard, 0-1) of two texts that are one clause reworded."""
MOVED_ON = ", a lower verb though the step has been taken"
"""How a reason ends that tells a lower verb and does not weigh it."""
APPEAL = 3.0
"""From this level on an act asks for or undertakes something, which a date or a sum can bind."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One reason: ``kind`` names the weight it has, ``sign`` is +1 up, -1 down, 0 only told."""

    kind: str
    sign: int
    reason: str


def act_cues(
    olds: tuple[Placed, ...], news: tuple[Placed, ...], attempt: Scale, *, texts: tuple[str, str]
) -> Iterator[Cue]:
    """What the verbs say: the pairs that moved, and an act stronger than any that came or went beside them.

    ``texts`` are the whole texts of the two sides.
    """
    pairs = pair_acts(olds, news)
    alike = likeness(*(stems(text) for text in texts))
    moved = False
    for old, new in pairs:
        for cue in _pair_cues(old, new):
            if cue.kind == "verb" and cue.sign < 0 and old.level - new.level >= FALL and alike < FALL_ALIKE:
                yield Cue("verb", 0, f"{cue.reason}, in texts with little else in common")
            else:
                moved = moved or cue.kind == "verb"
                yield cue
        yield from _attempt_cues(old, new, attempt)
    answered = {id(one) for pair in pairs for one in pair}
    sides = ((news, olds, texts[0], 1, "added"), (olds, news, texts[1], -1, "dropped"))
    for side, others, text, sign, word in sides:
        top = max(one.level for one in others)
        approved = sign > 0 and top < APPEAL and not any(one.emotive for one in others)
        beside = [
            one
            for one in side
            if id(one) not in answered and one.level >= max(APPEAL, top + TIER) and _is_new(one, text)
        ]
        for one in beside[:1] if not moved else ():
            yield Cue("verb" if approved else "more acts", sign, f"'{one.act.verb}' ({one.label}) {word}")


def _is_new(one: Placed, text: str) -> bool:
    """False where the other text has the verb as well, unread, or where the act is only the gerund of a list."""
    listed = one.act.lemma != one.act.verb and one.act.verb.endswith("ing") and " " not in one.act.verb
    return not (one.rough or listed or one.act.verb.lower() in text.lower())


def _pair_cues(old: Placed, new: Placed) -> Iterator[Cue]:
    words = f"'{new.act.verb}' ({new.label}) for '{old.act.verb}' ({old.label})"
    same = (
        new.act.lemma == old.act.lemma and new.act.inner == old.act.inner and _is_plain(old) == _is_plain(new)
    )
    gap, needed = 0.0 if same else new.level - old.level, ROUGH if old.rough or new.rough else TIER
    if old.level > new.level >= UNDERTAKING:
        needed = ROUGH
    if old.emotive and new.emotive:
        gap, needed = new.rank - old.rank, RANK
    moved = abs(gap) >= needed
    if old.act.negated != new.act.negated:
        opposing = old.act.lemma in OPPOSING or new.act.lemma in OPPOSING
        sign = 0 if opposing else -1 if new.act.negated else 1
        yield Cue("negation", sign, f"'{new.act.verb}' for '{old.act.verb}': the negation changed")
    elif is_carried_out(old, new):
        yield Cue("verb", 1, f"'{old.act.verb}' has been done, and its result '{new.act.verb}' ({new.label})")
    elif is_founded(old, new):
        yield Cue("verb", 1, f"what it '{old.act.verb}' now exists ('{new.act.verb}')")
    elif moved and (_is_recalled(old) or _is_recalled(new) or _is_means(old, new) or _is_means(new, old)):
        yield Cue("verb", 0, f"'{new.act.verb}' ({new.label}) where '{old.act.verb}' ({old.label}) stood")
    elif moved and gap < 0 and has_moved_on(old, new):
        yield Cue("verb", 0, f"{words}{MOVED_ON}")
    elif moved and {old.level, new.level} == {4.0, UNDERTAKING}:
        yield Cue("verb", 0, f"{words}: both take a stand")
    elif moved:
        yield Cue("verb", 1 if gap > 0 else -1, words)
    elif old.act.tier == new.act.tier == 3 and abs(new.rank - old.rank) >= RANK - 1e-9:
        yield Cue(
            "rank",
            1 if new.rank > old.rank else -1,
            f"'{new.act.verb}' for '{old.act.verb}', both {new.label}",
        )


def _is_plain(placed: Placed) -> bool:
    """False where words after the verb raise or lower it: "notes with appreciation", "agree on the importance of"."""
    return not (" with " in placed.act.verb.lower() or (placed.rough and placed.act.tier))


def _is_recalled(placed: Placed) -> bool:
    """True for a decision or a task that is only recalled: it has the force that it had."""
    return placed.act.lemma == "recall" and bool(
        placed.act.inner == "decision" or STILL_DUE.match(placed.governed)
    )


def _is_means(outer: Placed, inner: Placed) -> bool:
    """True where one act stands in the other as its means: "promote ..., by calling on X"."""
    first, *rest = inner.act.lemma.split()
    means = f"by {' '.join((gerund(first), *rest))} "
    return inner.act.tier == 3 and means in outer.governed.lower() and bool(inner.stems & outer.stems)


def _attempt_cues(old: Placed, new: Placed, scale: Scale) -> Iterator[Cue]:
    """An undertaking whose verb only tries or considers, where the act it answers does not, and the reverse."""
    if min(old.level, new.level) >= UNDERTAKING - TIER:
        (was, tried), (now, trying) = (_attempted(one, scale) for one in (old, new))
        if was != now:
            yield Cue("attempt", 1 if now > was else -1, f"'{trying}' for '{tried}'")


def _attempted(placed: Placed, scale: Scale) -> tuple[int, str]:
    verb = len(fold(placed.act.verb))
    words = fold(f"{placed.act.verb} {' '.join(placed.governed.split()[:4])}")
    tried = [
        (use.step, f"{placed.act.verb}" if use.start < verb else use.words)
        for use in find_uses(scale, words)
        if use.start <= verb
    ]
    return min(tried, default=(scale.bare or 0, placed.act.verb))


def hedge_cues(old: str, new: str, lexicon: Lexicon, attempt: Scale) -> Iterator[Cue]:
    """Hedges that came or went where they limit words that stand on both sides. Words that try are read as attempts."""
    for phrase, weight in lexicon.hedges.items():
        if weight < HEDGED or attempt.pattern.fullmatch(phrase):
            continue
        found = re.compile(rf"(?<![\w-])(?<!well )(?<!soon ){re.escape(phrase)}(?![\w-])", re.IGNORECASE)
        before, after = len(found.findall(old)), len(found.findall(new))
        if before != after:
            sign, hedged, bare = (-1, new, old) if after > before else (1, old, new)
            yield Cue(
                "hedge",
                sign if _limits(found, hedged, bare) else 0,
                f"hedge '{phrase}' {'added' if sign < 0 else 'removed'}",
            )


def _limits(found: re.Pattern[str], hedged: str, bare: str) -> bool:
    at = next(found.finditer(hedged))
    before = hedged[: at.start()]
    limited = stems(" ".join(LIMITED_FROM.split(before)[-1].split()[-LIMITED:]))
    if BEGINS_ANEW.search(before) or not limited:
        limited = stems(" ".join(hedged[at.end() :].split()[:LIMITED]))
    return 2 * len(limited & stems(bare)) >= len(limited)


def deadline_cues(old: tuple[Clause, ...], new: tuple[Clause, ...], *, weighing: bool) -> Iterator[Cue]:
    """Dates that came, went or changed. A changed date is told and never weighed; a date gone by is not missed."""
    was, now = (
        {d.date: d.text for clause in side for d in clause.deadlines if d.date} for side in (old, new)
    )
    if was and now:
        gone, come = sorted(was.keys() - now.keys()), sorted(now.keys() - was.keys())
        if gone and come:
            yield Cue(
                "target",
                0,
                f"date changed from {_dated(was[gone[-1]], gone[-1])} to {_dated(now[come[-1]], come[-1])}",
            )
        return
    for text in now.values():
        yield Cue("target", int(weighing and bool(LIMITING.match(text))), f"date added: '{text}'")
    today = re.search(r"\d{4}-\d\d-\d\d", new[0].address)
    for day, text in was.items():
        passed = bool(today) and day <= today.group() if today else False
        weighed = weighing and bool(LIMITING.match(text)) and not passed
        yield Cue(
            "target", -int(weighed), f"date dropped: '{text}'" + (", which has passed" if passed else "")
        )


def _dated(words: str, day: str) -> str:
    """A deadline in its own words, with its day where those name no year."""
    return f"'{words}'" if day[:4] in words else f"'{words}' ({day})"


def figure_cues(old: tuple[Clause, ...], new: tuple[Clause, ...], *, weighing: bool) -> Iterator[Cue]:
    """Sums and rates that came, went or changed. One whose number is printed on the other side did neither."""
    was, now = printed_figures(old, "rate"), printed_figures(new, "rate")
    before, after = (printed_numbers(" ".join(clause.text for clause in side)) for side in (old, new))
    if now and not was and not any(number in before for number, _ in now):
        yield Cue("target", int(weighing), f"figure added: '{now[0][1].text}'")
    elif was and not now and not any(number in after for number, _ in was):
        yield Cue("target", -int(weighing), f"figure dropped: '{was[0][1].text}'")
    elif was and now and {number for number, _ in was} != {number for number, _ in now}:
        yield Cue("target", 0, f"figure changed: '{was[0][1].text}' to '{now[0][1].text}'")
