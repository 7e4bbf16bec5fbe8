"""Which act of the new clauses answers which act of the old: paired by the words that they govern."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..model import Act, Clause
from .inflect import Form
from .lexicon import Grade, Lexicon

WORD = re.compile(r"[^\W_]{3,}")

# Words that say nothing about what an act governs.
EMPTY = frozenset(
    """the and for that this with which our their its his her are was were has have had been will shall from also further
    into through including such other all any more most under between among these those who whose where when while they
    meeting ministers leaders members parties states member""".split()
)
ENDING = re.compile(r"(?<=[a-z]{3})(?:ing|ed|es|s|e)$")
# The first thing to be done ("to jointly develop"), and words that say that something was done.
TO_DO = re.compile(r"\bto (?:(?:\w+ly|also|further) )?([a-z]{4,})\b", re.IGNORECASE)
PAST_WORD = re.compile(r"\b[a-z]{3,}ed\b|\b(?:held|made|built|begun|done|set|drawn|written)\b")
STEM = 5
"""Letters by which words are compared: "develop", "developed" and "development" are one."""

LEAST_SHARED = 0.12
"""Share of the smaller side's words that two acts must share to be paired where there are several."""
KINDRED = 0.2
"""What the same verb, or a re-statement answering a re-statement, adds."""
NEARER = 0.06
"""What a level of distance takes off: of two acts that govern the same words, the nearer in force is the successor."""
COVERED = 0.6
"""Share of its words that a second act must find in an act that is paired already, to be weighed against it too."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An act with its place on the ladder: ``level`` 0.5-8, ``rank`` 0-1 inside the tier, and the stems it governs.

    ``fuzzy`` where the level is only roughly comparable: re-statements and emotive verbs have no tier of their own.
    """

    act: Act
    level: float
    rank: float
    stems: frozenset[str]
    stage: str = ""
    fuzzy: bool = False
    asked: frozenset[str] = frozenset()
    """What it asks or undertakes to do: the stem after the first "to"."""
    done: frozenset[str] = frozenset()
    """Stems of the participles and past verbs that it governs: what it says was done."""


@dataclass(frozen=True, slots=True)
class Paired:
    """An old act and the new one that answers it; ``advanced`` where the thing itself moved on meanwhile.

    ``carried_out`` where what the old act asked for was done and the new act puts the statement behind the result.
    """

    old: Placed
    new: Placed
    advanced: bool = False
    carried_out: bool = False


def place_acts(clauses: tuple[Clause, ...], lexicon: Lexicon) -> tuple[Placed, ...]:
    """The acts of the clauses with their levels. An entry of a list that has none stands under its opening line's."""
    placed: list[Placed] = []
    for at, clause in enumerate(clauses):
        if clause.acts:
            text = clause.text + _entries_after(clauses, at)
            ends = [act.start for act in clause.acts[1:]] + [len(text)]
            placed += [
                _placed(act, text[act.end : end], lexicon) for act, end in zip(clause.acts, ends, strict=True)
            ]
    if placed:
        return tuple(placed)
    leads = [(clause.lead_acts[-1], f"{clause.lead} {clause.text}") for clause in clauses if clause.lead_acts]
    return tuple(_placed(act, text, lexicon) for act, text in leads[:1])


def _entries_after(clauses: tuple[Clause, ...], at: int) -> str:
    """The text of the list that stands inside the sentence of a clause: its last act governs that too."""
    found = []
    for clause in clauses[at + 1 :]:
        if not clause.run_in:
            break
        found.append(f" {clause.text}")
    return "".join(found)


def pair_acts(olds: tuple[Placed, ...], news: tuple[Placed, ...]) -> tuple[Paired, ...]:
    """Old and new acts side by side, the most alike first; one against one always, several only where they share words."""
    scored = sorted(
        ((_alike(old, new), -i, -j) for i, old in enumerate(olds) for j, new in enumerate(news)), reverse=True
    )
    alone = len(olds) == 1 and len(news) == 1
    pairs: list[Paired] = []
    used_old: set[int] = set()
    used_new: set[int] = set()
    for _, i, j in scored:
        apart = _share(olds[-i], news[-j]) < LEAST_SHARED
        if (apart and not alone) or -i in used_old or -j in used_new:
            continue
        used_old.add(-i)
        used_new.add(-j)
        pairs.append(_paired(olds[-i], news[-j]))
    pairs += _split(olds, news, used_old, used_new)
    if not pairs and olds and news:
        pairs = [_paired(max(olds, key=lambda one: one.level), max(news, key=lambda one: one.level))]
    return tuple(pairs)


def shared_share(old: tuple[Clause, ...], new: tuple[Clause, ...]) -> float:
    """The share (0-1) of the smaller side's stems that both sides have."""
    a, b = (stems(" ".join(clause.text for clause in side)) for side in (old, new))
    return len(a & b) / max(1, min(len(a), len(b)))


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, cut to their first letters."""
    return frozenset(ENDING.sub("", word)[:STEM] for word in WORD.findall(text.lower()) if word not in EMPTY)


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
    order = ("planned", "ongoing", "launched", "completed")
    done = new.stage in ("launched", "completed")
    moved = done and bool(old.stage) and order.index(new.stage) > order.index(old.stage)
    awaited = old.act.lemma in AWAITING and new.act.lemma not in AWAITING
    kept = bool(old.asked & new.done) and old.level >= 3
    once = old.act.lemma in ONE_TIME and new.level <= 2
    carried_out = kept and old.act.tier in (3, 5) and new.act.tier in (4, 7)
    return Paired(old, new, advanced=moved or awaited or kept or once, carried_out=carried_out)


ONE_TIME = frozenset(("launch", "establish", "inaugurate", "announce"))
"""What can be done only once: the next text can but follow it up."""


AWAITING = frozenset(("look forward to", "look forward", "expect", "anticipate", "hope"))
"""Verbs that wait for something; when it has come, noting it is no step down."""


def _alike(old: Placed, new: Placed) -> float:
    share = _share(old, new)
    if not share:
        return -1.0
    whole = len(old.stems & new.stems) / len(old.stems | new.stems)
    kin = old.act.lemma == new.act.lemma or (old.act.restated and new.act.restated)
    return (share + whole) / 2 - NEARER * min(abs(old.level - new.level), 5.0) + (KINDRED if kin else 0.0)


def _share(old: Placed, new: Placed) -> float:
    return len(old.stems & new.stems) / max(1, min(len(old.stems), len(new.stems)))


def _placed(act: Act, governed: str, lexicon: Lexicon) -> Placed:
    inner = lexicon.inner.get(act.inner or "")
    stage = _stage(act, inner.stage if inner else "", governed)
    own = stems(governed) | (stems(act.verb) if (act.tier or 0) >= 6 else frozenset())
    grade = _grade(act, lexicon)
    asked, done = _asked(act, governed), done_in(governed)
    if act.restated:
        weight = float(inner.weight) if inner and inner.weight else 3.0
        return Placed(act, weight, 0.4, own, stage, fuzzy=weight < 4)
    if act.emotive or act.tier is None:
        return Placed(act, 1.5 + 2 * grade.rank, grade.rank, own, stage, fuzzy=True)
    return Placed(act, float(act.tier), grade.rank, own, stage, asked=asked, done=done)


def _asked(act: Act, governed: str) -> frozenset[str]:
    found = TO_DO.search(f"{act.verb} {governed}")
    return stems(found.group(1)) if found else frozenset()


def done_in(governed: str) -> frozenset[str]:
    """The stems of the participles and past verbs of a text: what it says was done."""
    return stems(" ".join(PAST_WORD.findall(governed.lower())))


def _stage(act: Act, inner: str, governed: str) -> str:
    if act.lemma in AWAITING or (act.tier in (3, 5) and " to " in governed):
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
        return coloured or known or Grade(act.lemma)
    return known or Grade(act.lemma, tier=act.tier)


def _by_lemma(lexicon: Lexicon, lemma: str) -> Grade | None:
    first = lemma.split(" ")[0]
    found = lexicon.spellings.get(first, ())
    return next(
        (s.grade for s in found if s.grade.lemma == lemma or (s.form is Form.BASE and not s.rest)), None
    )
