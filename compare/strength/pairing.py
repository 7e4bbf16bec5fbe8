"""Which act of the new clauses answers which act of the old: paired by the words that they govern."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapporteur.compare.lexicons.load import Grade, Lexicon
from rapporteur.compare.lexicons.verb_forms import Form
from rapporteur.compare.model import Act, Clause
from rapporteur.compare.strength.carried_on import AWAITING, course_of
from rapporteur.compare.strength.grade import Placed, asked_in, done_in, stems

PLAN_TO = re.compile(
    r"\W*(?:(?:the|a|an|its|their|this) )?(?:\w+ )?(?:plans?|proposals?|idea|intention) (?:to|for|of)\b",
    re.IGNORECASE,
)
"""What is supported or noted as a plan is still planned."""

LEAST_SHARED = 0.12
"""Share of the smaller side's words that two acts must share to be paired where there are several."""
KINDRED = 0.2
"""What the same verb, or a re-statement answering a re-statement, adds."""
NEARER = 0.06
"""What a level of distance takes off: of two acts that govern the same words, the nearer in force is the successor."""
COVERED = 0.6
"""Share of its words that a second act must find in an act that is paired already, to be weighed against it too."""


@dataclass(frozen=True, slots=True)
class Paired:
    """An old act and the new one that answers it; ``advanced`` where the thing itself moved on meanwhile.

    ``carried_out`` where what the old act asked for was done and the new act puts the statement behind the result;
    ``founded`` where what was to be brought into being is there.
    """

    old: Placed
    new: Placed
    advanced: bool = False
    carried_out: bool = False
    founded: bool = False


def place_acts(clauses: tuple[Clause, ...], lexicon: Lexicon) -> tuple[Placed, ...]:
    """The acts of the clauses with their levels. An entry of a list that has none stands under its opening line's."""
    placed: list[Placed] = []
    for at, clause in enumerate(clauses):
        if clause.acts:
            text = clause.text + _entries_after(clauses, at)
            ends = [act.start for act in clause.acts[1:]] + [len(text)]
            placed += [
                _placed(act, text[act.end : end], lexicon, text)
                for act, end in zip(clause.acts, ends, strict=True)
            ]
    if placed:
        return tuple(placed)
    led = next((clause for clause in clauses if clause.lead_acts), None)
    if led is None:
        return ()
    act = replace(led.lead_acts[-1], inner=led.lead_acts[-1].inner or _opening_noun(led, lexicon))
    text = f"{led.lead} {led.text}"
    return (_placed(act, text, lexicon, text),)


def _opening_noun(clause: Clause, lexicon: Lexicon) -> str | None:
    """The act inside an entry of a list: "the adoption of the chart" below "welcomes"."""
    words = clause.text.lower().split()
    first = words[1] if words[:1] in (["the"], ["an"], ["a"]) and len(words) > 1 else "".join(words[:1])
    return first if first in lexicon.inner else None


def _entries_after(clauses: tuple[Clause, ...], at: int) -> str:
    """The text of the list that stands inside the sentence of a clause: its last act governs that too."""
    found = []
    for clause in clauses[at + 1 :]:
        if not clause.run_in:
            break
        found.append(f" {clause.text}")
    return "".join(found)


def pair_acts(olds: tuple[Placed, ...], news: tuple[Placed, ...]) -> tuple[Paired, ...]:
    """Old and new acts side by side, those of one verb and the most alike first; one against one always, several only where they share words."""
    scored = sorted(
        (
            (old.act.lemma == new.act.lemma and old.level == new.level, _alike(old, new), -i, -j)
            for i, old in enumerate(olds)
            for j, new in enumerate(news)
        ),
        reverse=True,
    )
    alone = len(olds) == 1 and len(news) == 1
    pairs: list[Paired] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, _, i, j in scored:
        apart = _share(olds[-i], news[-j]) < LEAST_SHARED or _is_addition(olds, news, -i, -j)
        if (apart and not alone) or -i in used_old or -j in used_new:
            continue
        used_old.add(-i)
        used_new.add(-j)
        pairs.append(_paired(olds[-i], news[-j]))
    pairs += _split(olds, news, used_old, used_new)
    if not pairs and olds and news:
        pairs = [_paired(max(olds, key=lambda one: one.level), max(news, key=lambda one: one.level))]
    return tuple(pairs)


def _is_addition(olds: tuple[Placed, ...], news: tuple[Placed, ...], i: int, j: int) -> bool:
    """True where one side has the other's verb beside this one, and these two do not govern the same thing.

    "welcomed A" has not become "noted B" where the new text goes on to welcome: B is said in addition.
    """
    old, new = olds[i], news[j]
    if old.act.lemma == new.act.lemma:
        return False
    kept = any(one.act.lemma == old.act.lemma for one in news) or any(
        one.act.lemma == new.act.lemma for one in olds
    )
    return kept and _share(old, new) < COVERED


def shared_share(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> float:
    """The share (0-1) of the smaller side's stems that both sides have."""
    a, b = (stems(" ".join(clause.text for clause in side)) for side in (old, new))
    return len(a & b) / max(1, min(len(a), len(b)))


def _split(
    olds: tuple[Placed, ...], news: tuple[Placed, ...], used_old: set[int], used_new: set[int]
) -> list[Paired]:
    """What one act governed may now stand under two: a second act is weighed where nearly all its words were there."""
    found = [
        _paired(olds[i], new)
        for j, new in enumerate(news)
        if j not in used_new
        for i in sorted(used_old)
        if not (new.act.restated or olds[i].act.restated)
        and len(new.stems) > 3
        and len(new.stems & olds[i].stems) >= COVERED * len(new.stems)
    ]
    found += [
        _paired(old, news[j])
        for i, old in enumerate(olds)
        if i not in used_old
        for j in sorted(used_new)
        if not (old.act.restated or news[j].act.restated)
        and len(old.stems) > 3
        and len(old.stems & news[j].stems) >= COVERED * len(old.stems)
    ]
    return found


def _paired(old: Placed, new: Placed) -> Paired:
    course = course_of(old, new)
    return Paired(old, new, advanced=course.advanced, carried_out=course.carried_out, founded=course.founded)


def _alike(old: Placed, new: Placed) -> float:
    share = _share(old, new)
    if not share:
        return -1.0
    whole = len(old.stems & new.stems) / len(old.stems | new.stems)
    kin = old.act.lemma == new.act.lemma or (old.act.restated and new.act.restated)
    return (share + whole) / 2 - NEARER * min(abs(old.level - new.level), 5.0) + (KINDRED if kin else 0.0)


def _share(old: Placed, new: Placed) -> float:
    return len(old.stems & new.stems) / max(1, min(len(old.stems), len(new.stems)))


def _placed(act: Act, governed: str, lexicon: Lexicon, text: str) -> Placed:
    inner = lexicon.inner.get(act.inner or "")
    stage = _stage(act, inner.stage if inner else "", governed)
    own = stems(governed) | (stems(act.verb) if (act.tier or 0) >= 6 else frozenset())
    level, rank, fuzzy = _level(act, lexicon)
    return Placed(
        act,
        level,
        rank,
        own,
        stage,
        fuzzy=fuzzy,
        asked=frozenset() if fuzzy or act.restated else asked_in(act, governed),
        done=done_in(governed),
        governed=governed,
        told=done_in(text),
    )


def _level(act: Act, lexicon: Lexicon) -> tuple[float, float, bool]:
    """Where an act stands: its level, its rank inside the tier, and whether that is only roughly so."""
    if act.restated:
        inner = lexicon.inner.get(act.inner or "")
        weight = float(inner.weight) if inner and inner.weight else 3.0
        return weight, 0.4, weight < 4
    grade = _grade(act, lexicon)
    if act.emotive or act.tier is None:
        return 1.5 + 2 * grade.rank, grade.rank, True
    return float(act.tier), grade.rank, False


def _stage(act: Act, inner: str, governed: str) -> str:
    if act.lemma in AWAITING or (act.tier in (3, 5) and " to " in governed) or PLAN_TO.match(governed):
        return "planned"
    if act.lemma in ("adopt", "approve", "endorse", "sign", "conclude", "finalise", "publish"):
        return "completed"
    if act.lemma in ("launch", "establish", "announce"):
        return "launched"
    if (act.tier or 0) >= 6 and (act.modal or " to " in f"{act.verb} "):
        return "planned"
    if (act.tier or 9) <= 2 and (act.inner or "").endswith("ing"):
        return "completed"
    return inner if inner in ("planned", "ongoing", "launched", "completed") else ""


CONTINUING = Grade("continue", tier=6, rank=0.5)
PROMISING = Grade("will", tier=6, rank=0.7)


def _grade(act: Act, lexicon: Lexicon) -> Grade:
    """The lexicon's entry for an act; a promise takes the lower rank of a verb like "seek" or "continue"."""
    if act.modal in ("will", "shall") and act.tier == 6:
        if "continue" in act.verb.lower():
            return CONTINUING
        known = _by_lemma(lexicon, act.lemma)
        return known if known and known.tier == 6 and known.rank < PROMISING.rank else PROMISING
    known = (
        _by_lemma(lexicon, act.lemma) or lexicon.expressions.get(act.lemma) or lexicon.states.get(act.lemma)
    )
    if " with " in act.verb.lower():
        coloured = lexicon.withs.get(act.verb.lower().split()[-1])
        if coloured and known and coloured.tier == known.tier:
            return max(coloured, known, key=lambda grade: grade.rank)
        return coloured or known or Grade(act.lemma)
    return known or Grade(act.lemma, tier=act.tier)


def _by_lemma(lexicon: Lexicon, lemma: str) -> Grade | None:
    first = lemma.split(" ")[0]
    found = lexicon.spellings.get(first, ())
    return next(
        (s.grade for s in found if s.grade.lemma == lemma or (s.form is Form.BASE and not s.rest)), None
    )
