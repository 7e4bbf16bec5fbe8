"""What has a rule of its own: a central bank's decision and vote, who takes part, sections that came and went, the next meeting."""

from __future__ import annotations

import re
from collections.abc import Callable

from rapporteur.compare.headlines.features import stems_of
from rapporteur.compare.headlines.sentences import sentence_of, tidied
from rapporteur.compare.model import Clause, Comparison, Headline, HeadlineKind, Statement

# "decided to lower the key rates", "decidió mantener la tasa", "a décidé de relever les taux": a verb of deciding, a verb of
# moving or holding, and the rate, in this order and in one sentence.
RATE_DECISION = re.compile(
    r"""\b(?:
      (?:decid(?:ed|es)|agreed|resolved|voted?|vote\sto|judged\sthat|chose)\b[^.;]{0,80}?
        \b(?:rais|increas|lift|lower|reduc|cut|decreas|maintain|keep|leav|hold)(?:e|ing|ed)?\b[^.;]{0,120}?\b(?:rates?|range|bank\srate)
     |(?:decidi[óo]|acord[óo]|decidieron|acordaron|decidiu|resolvi[óo])\b[^.;]{0,100}?
        \b(?:subir|aumentar|incrementar|elevar|bajar|reducir|disminuir|recortar|mantener|reduzir|manter)\b[^.;]{0,120}?\b(?:tasas?|tipos?|taxas?|juros)
     |(?:décid[ée]s?|choisi)\b[^.;]{0,80}?
        \b(?:relever|augmenter|hausser|abaisser|réduire|baisser|diminuer|maintenir|laisser|ramener|porter)\b[^.;]{0,120}?\btaux
     |(?:left|kept|held|raised|lowered|reduced|cut|increased)\sthe\s(?:[a-z]+\s){0,4}rates?
    )\b""",
    re.VERBOSE | re.IGNORECASE,
)
VOTE = re.compile(
    r"\bvot(?:ed|ing) against\b|\bdissent(?:ed|ing)\b|\bunanimous(?:ly)?\b|\bmajority of \d|\bpor unanimidad\b|\bpor mayor[íi]a\b|à l['’]unanimité",
    re.IGNORECASE,
)
ROLL = re.compile(r"\b(?:members?|participa\w+|attend\w+|joined by|represent\w+|delegat\w+|following countries)\b", re.IGNORECASE)
LEAST_ROLL = 8
"""Names from which a clause is a roll of those who take part."""
SAME_ROLL = 0.5
"""Share of the old roll that the new one must hold to be the same roll."""
MOST_NAMED = 10

GATHERING = r"(?:meetings?|summit|session|conference|exchange|ministerial|dialogue)"
NEXT_MEETING = re.compile(
    rf"\b(?:next|\d+(?:st|nd|rd|th)|[a-z]+(?:th|first|second|third))\s(?:[\w’'./-]+\s){{0,7}}?{GATHERING}\b|\b\d+(?:st|nd|rd|th)\s[A-Z]{{3,}}|\bmeet again\b",
)
ARRANGED = re.compile(
    r"\b(?:host(?:s|ed|ing)?|held|hold|convened?|meet again|take place|meet in)\b", re.IGNORECASE
)
AHEAD = re.compile(r"\b(?:will|shall|to be|agreed to|agree to|look(?:s|ed|ing)? forward|to host|hosting|intend)\b", re.IGNORECASE)
YEAR = re.compile(r"\b(20\d\d)\b")

FIRST, SECOND, LAST_OF_TEN = 0, 1, 9


def certain_headlines(comparison: Comparison) -> list[tuple[int, Headline]]:
    """(place, headline) of what is certain, the first places first; places count from 0."""
    found: list[tuple[int, Headline]] = []
    decision = _beside(comparison, rate_decision, HeadlineKind.DECISION)
    if decision:
        found.append((FIRST, decision))
        vote = _beside(comparison, _vote, HeadlineKind.PEOPLE)
        if vote:
            found.append((SECOND, vote))
    roll = _roll_line(comparison)
    if roll:
        found.append((SECOND, roll))
    meeting = _beside(comparison, next_meeting, HeadlineKind.DATE)
    if meeting and not decision:
        found.append((LAST_OF_TEN, meeting))
    return found


def rate_decision(statement: Statement) -> tuple[Clause, ...]:
    """The clauses that say what was decided on the policy rate; the first is told, the others repeat it."""
    found = [c for c in statement.clauses if RATE_DECISION.search(c.text) and not VOTE.match(c.text)]
    if not found:
        return ()
    words = set(stems_of(found[0].text))
    return tuple(c for c in found if set(stems_of(c.text)) == words)


def _vote(statement: Statement) -> tuple[Clause, ...]:
    return tuple(c for c in statement.clauses if VOTE.search(c.text))[:1]


def next_meeting(statement: Statement) -> tuple[Clause, ...]:
    """The last clause that says where or when the forum meets next, () where none does."""
    year = statement.meeting.date[:4]
    found = [
        clause
        for clause in statement.clauses
        if NEXT_MEETING.search(clause.text) and ARRANGED.search(clause.text) and AHEAD.search(clause.text)
        and any(named >= year for named in YEAR.findall(clause.text))
    ]  # fmt: skip
    return tuple(found[-1:])


def _beside(
    comparison: Comparison, find: Callable[[Statement], tuple[Clause, ...]], kind: HeadlineKind
) -> Headline | None:
    """What ``find`` gives of the new text, beside the same of the old: both say the same thing of their meeting."""
    new, old = find(comparison.new), find(comparison.old)
    if not new:
        return None
    told = _told(new[0], comparison.new.language)
    was = _told(old[0], comparison.old.language) if old else ""
    return Headline(
        kind=kind,
        text=told,
        before=f"Before: {was}" if was and was != told else "",
        old=_addresses(old) if _is_linked(comparison, old, new) else (),
        new=_addresses(new),
        weight=3.0,
        reasons=("has a rule of its own",),
    )


def _told(clause: Clause, language: str) -> str:
    return sentence_of(clause, lambda text: float(bool(re.search(r"\d", text))), language)


def _is_linked(comparison: Comparison, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> bool:
    """Whether the alignment itself set the two side by side."""
    olds, news = set(_addresses(old)), set(_addresses(new))
    return any(olds & set(change.old) and news & set(change.new) for change in comparison.changes)


def _addresses(clauses: tuple[Clause, ...]) -> tuple[str, ...]:
    return tuple(clause.address for clause in clauses)


def _roll(statement: Statement) -> Clause | None:
    """The clause that lists who takes part: the longest roll among the first and last three clauses."""
    ends = (*statement.clauses[:3], *statement.clauses[-3:])
    rolls = [c for c in ends if len(c.partners) >= LEAST_ROLL and ROLL.search(c.text)]
    return max(rolls, key=lambda c: len(c.partners), default=None)


def _roll_line(comparison: Comparison) -> Headline | None:
    old, new = _roll(comparison.old), _roll(comparison.new)
    if old is None or new is None:
        return None
    was, now = set(old.partners), set(new.partners)
    if len(was & now) < SAME_ROLL * len(was) or was == now:
        return None
    come = _named([name for name in new.partners if name not in was and name not in tidied(old.text)])
    gone = _named([name for name in old.partners if name not in now and name not in tidied(new.text)])
    parts = [f"{label}: {names}" for label, names in (("Newly listed", come), ("no longer listed", gone)) if names]
    if not parts:
        return None
    text = "; ".join(parts)
    return Headline(
        HeadlineKind.PEOPLE, f"{text[:1].upper()}{text[1:]}.", "", (), (new.address,), 2.5, ("who takes part",)
    )  # fmt: skip


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{shown} and {rest} more" if rest > 0 else shown
