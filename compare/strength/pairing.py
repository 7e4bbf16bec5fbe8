"""Acts side by side: the force of each act, what it governs, and which new act answers which old one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from rapporteur.compare.lexicons.load import Grade, Lexicon
from rapporteur.compare.lexicons.verb_forms import Form
from rapporteur.compare.model import Act, Clause

WORD = re.compile(r"[^\W_]{3,}")
STOP_WORDS = frozenset(
    """the and for that this with which our their its his her are was were has have had been will shall from also further
    into through including such other all any more most under between among these those who whose where when while they
    meeting ministers leaders members parties states member""".split()
)
ENDING = re.compile(r"(?<=[a-z]{3})(?:ings|ing|ed|es|s|e)$")
STEM = 5
"""Letters by which words are compared: "develop", "developed" and "development" are one."""
TO_DO = re.compile(
    r"\bto (?:(?:\w+ly|also|further|a|an|the) )?(?!\w+(?:ed|ing)\b)([a-z]{3,})\b", re.IGNORECASE
)
PAST = re.compile(r"\b[a-z]{3,}ed\b|\b(?:held|made|built|begun|done|set|drawn|written)\b")
ASKED = 3
"""Things to be done that an act is read for; what is asked further on belongs to others."""

UNDERTAKING = 6.0
"""Level of an undertaking. To agree, or to decide *to do* a thing, is one too; level 7 is the deed done."""
RESTATED = 2.5
"""Level of a re-statement that names no act: between approval and appeal, and only roughly so."""
AGREEING = frozenset(("agree", "concur", "resolve"))
STATED = re.compile(
    r"\W*(?:on |with )?(?:that\b(?![^.;]{0,90}\b(?:will|shall|must|should|ought)\b)|the (?:\w+ ){0,2}(?:importance|need|value|necessity|significance|relevance|role|view)\b)",
    re.IGNORECASE,
)
"""To agree that a thing is so, or on its importance, shares a view and undertakes nothing."""
SHARED = 0.12
"""Least share of the smaller side's stems in two acts of which there are several."""
KINDRED = 0.2
"""What the same verb adds to a likeness (0-1)."""
MOST = 10_000
"""Pairs of acts that are looked at in one change; a long sentence has ten acts or twenty."""
COVERED = 0.6
"""Share of its stems that a second act must find in an act already paired, to be a part split off it."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An act with its ``level`` (0.5-8), its ``rank`` inside the tier (0-1) and the words that it governs.

    ``rough`` where the level is only roughly comparable: re-statements and emotive verbs have no tier of their own.
    ``emotive`` where the verb, or the noun that it re-states ("reiterate our condemnation"), is.
    """

    act: Act
    level: float
    rank: float
    rough: bool
    emotive: bool
    governed: str
    stems: frozenset[str]
    asked: frozenset[str]
    done: frozenset[str]
    told: frozenset[str]

    @property
    def label(self) -> str:
        """ "tier 4", "re-stated commitment" or "emotive", as a reason prints it."""
        if self.act.restated:
            return f"re-stated {self.act.inner}" if self.act.inner else "re-stated"
        return "emotive" if self.act.tier is None else f"tier {self.act.tier}"


def stems(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, cut to their first letters."""
    return frozenset(stem(word) for word in WORD.findall(text.lower()) if word not in STOP_WORDS)


def stem(word: str) -> str:
    """A lower-case word without its ending, cut to STEM letters.

    >>> stem("meetings"), stem("developing"), stem("development")
    ('meeti', 'devel', 'devel')
    """
    return ENDING.sub("", word)[:STEM]


def done_in(text: str) -> frozenset[str]:
    """The stems of the participles and past verbs of a text: what it says was done."""
    return stems(" ".join(PAST.findall(text.lower())))


def place_acts(clauses: tuple[Clause, ...], lexicon: Lexicon) -> tuple[Placed, ...]:
    """The acts of the clauses; where none has any, the last act of the line that opens their list."""
    own = tuple(_without_talk(clause, lexicon) for clause in clauses)
    clauses = own if any(clause.acts for clause in own) else clauses
    found: list[Placed] = []
    for at, clause in enumerate(clauses):
        text = clause.text + _entries_after(clauses, at) if clause.acts else ""
        ends, told = [act.start for act in clause.acts[1:]] + [len(text)], done_in(text)
        found += [
            _placed(act, text[act.end : end], told, lexicon)
            for act, end in zip(clause.acts, ends, strict=False)
        ]
    led = next((clause for clause in clauses if clause.lead_acts), None)
    if found or led is None:
        return tuple(found)
    act, text = led.lead_acts[-1], f"{led.lead} {led.text}"
    act = replace(act, inner=act.inner or _opening_noun(led, lexicon))
    return (_placed(act, text, done_in(text), lexicon),)


def _without_talk(clause: Clause, lexicon: Lexicon) -> Clause:
    """The clause without the acts that only tell what was talked about."""
    return replace(clause, acts=tuple(act for act in clause.acts if act.lemma not in lexicon.talk))


def _entries_after(clauses: tuple[Clause, ...], at: int) -> str:
    """The text of the list that stands inside the sentence of a clause: its last act governs that too."""
    found = []
    for clause in clauses[at + 1 :]:
        if not clause.run_in:
            break
        found.append(f" {clause.text}")
    return "".join(found)


def _opening_noun(clause: Clause, lexicon: Lexicon) -> str | None:
    """The act inside an entry of a list: "the adoption of the chart" below "welcomes"."""
    words = [word for word in clause.text.lower().split()[:2] if word not in ("the", "a", "an")]
    return words[0] if words and words[0] in lexicon.inner else None


def _placed(act: Act, governed: str, told: frozenset[str], lexicon: Lexicon) -> Placed:
    level, rank, rough, emotive = _level(act, governed, lexicon)
    own = stems(governed) | (stems(act.verb) if (act.tier or 0) >= UNDERTAKING else frozenset())
    asked = TO_DO.findall(f"{act.verb} {governed}")[:ASKED]
    if act.tier == UNDERTAKING and (act.modal or act.lemma.endswith("ing")):
        asked = [act.lemma, *asked]
    goal = frozenset() if rough or act.restated else stems(" ".join(asked))
    return Placed(act, level, rank, rough, emotive, governed, own, goal, done_in(governed), told)


def _level(act: Act, governed: str, lexicon: Lexicon) -> tuple[float, float, bool, bool]:
    """Level, rank, and whether they are rough and emotive."""
    noun = lexicon.expressions.get(act.inner or "")
    emotive = act.emotive or bool(act.restated and noun and noun.emotive)
    grade = noun if noun and emotive and act.restated else _grade(act, lexicon)
    inner = lexicon.inner.get(act.inner or "")
    weight = float(inner.weight) if inner else 0.0
    if emotive or (act.tier is None and not act.restated):
        return 1.5 + 2 * grade.rank, grade.rank, True, emotive
    if act.restated or (act.tier == 4 and weight >= UNDERTAKING):
        return weight or RESTATED, 0.4, (weight or RESTATED) < 4, False
    if act.lemma in AGREEING and STATED.match(governed):
        return RESTATED, grade.rank, True, False
    to_do = act.tier == 7 and (act.lemma in AGREEING or " to " in f"{act.verb} ")
    return UNDERTAKING if to_do else float(act.tier or 0), grade.rank, False, False


def _grade(act: Act, lexicon: Lexicon) -> Grade:
    """The lexicon's entry of an act: of its first word, of the whole expression, or of what follows "with"."""
    first = act.lemma.split(" ")[0]
    verbs = (
        s.grade
        for s in lexicon.spellings.get(first, ())
        if s.grade.lemma == act.lemma or (s.form is Form.BASE and not s.rest)
    )
    known = next(verbs, None) or lexicon.expressions.get(act.lemma) or lexicon.states.get(act.lemma)
    coloured = lexicon.withs.get(act.verb.lower().split()[-1]) if " with " in act.verb.lower() else None
    if coloured and known and coloured.tier == known.tier:
        return max(coloured, known, key=lambda grade: grade.rank)
    return coloured or known or Grade(act.lemma, tier=act.tier)


def pair_acts(olds: tuple[Placed, ...], news: tuple[Placed, ...]) -> tuple[tuple[Placed, Placed], ...]:
    """Old and new acts that govern the same thing, one against one, the same verb and the most alike first.

    Part of what was opposed or condemned may now stand under a milder word: it is set beside that act too. One act on
    either side is always paired; of more than MOST pairs, which no statement has, none is.
    """
    if len(olds) * len(news) > MOST:
        return ()
    scored = sorted(
        ((_kinship(old, new), -i, -j) for i, old in enumerate(olds) for j, new in enumerate(news)),
        reverse=True,
    )
    alone = len(olds) == 1 and len(news) == 1
    pairs: list[tuple[Placed, Placed]] = []
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in scored:
        if i in taken[0] or j in taken[1]:
            continue
        old, new = olds[-i], news[-j]
        if alone or (share(old.stems, new.stems) >= SHARED and not _is_addition(old, new, olds, news)):
            pairs.append((old, new))
            taken[0].add(i)
            taken[1].add(j)
    return (*pairs, *_split_off(pairs, news))


def _kinship(old: Placed, new: Placed) -> tuple[bool, float]:
    same = old.act.lemma == new.act.lemma and old.level == new.level
    kin = same or old.act.lemma == new.act.lemma or (old.act.restated and new.act.restated)
    inner = old.act.inner is not None and old.act.inner == new.act.inner
    alike = (share(old.stems, new.stems) + likeness(old.stems, new.stems)) / 2
    return same and alike > 0, alike + (KINDRED if kin or inner else 0.0)


def _is_addition(old: Placed, new: Placed, olds: tuple[Placed, ...], news: tuple[Placed, ...]) -> bool:
    """True where a verb of the two stands on the other side as well, and these two do not govern the same thing.

    "welcomed A" has not become "noted B" where the new text goes on to welcome: B is said in addition.
    """
    if old.act.lemma == new.act.lemma:
        return False
    stays = any(one.act.lemma == old.act.lemma for one in news) or any(
        one.act.lemma == new.act.lemma for one in olds
    )
    return stays and share(old.stems, new.stems) < COVERED


def _split_off(
    pairs: list[tuple[Placed, Placed]], news: tuple[Placed, ...]
) -> tuple[tuple[Placed, Placed], ...]:
    left = [one for one in news if one.emotive and not any(one is new for _, new in pairs)]
    stands = [old for old, _ in pairs if old.act.tier == 4 or old.emotive]
    return tuple((old, one) for one in left for old in stands if _is_part(one, old))


def _is_part(part: Placed, whole: Placed) -> bool:
    fresh = not (part.act.restated or whole.act.restated)
    return fresh and len(part.stems) > 3 and len(part.stems & whole.stems) >= COVERED * len(part.stems)


def share(one: frozenset[str], other: frozenset[str]) -> float:
    """The share (0-1) of the smaller set that the other has too."""
    return len(one & other) / max(1, min(len(one), len(other)))


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """The share (0-1) of all members that both sets have: Jaccard's coefficient."""
    return len(one & other) / max(1, len(one | other))
