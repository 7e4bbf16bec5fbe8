"""What has a rule of its own: a central bank's decision and vote, who takes part, sections that came and went, the next meeting."""

from __future__ import annotations

import re

from rapporteur.compare.clauses.signatories import parties_of
from rapporteur.compare.entities.rates import describe_rate
from rapporteur.compare.entities.votes import compare_policy_decisions, describe_vote, read_policy_decision
from rapporteur.compare.headlines.sentences import sentence_of, tidied
from rapporteur.compare.model import Clause, Comparison, Headline, HeadlineKind, Statement, StatementKind
from rapporteur.compare.text.numerals import ORDINAL, ordinal_value
from rapporteur.compare.text.stem import split_words, stem

ROLL = re.compile(
    r"\b(?:members?|participa\w+|attend\w+|joined by|represent\w+|delegat\w+|following countries)\b",
    re.IGNORECASE,
)
LEAST_ROLL = 8
"""Names from which a clause is a roll of those who take part."""
SAME_ROLL = 0.5
"""Share of the old roll that the new one must hold to be the same roll."""
MOST_NAMED = 10

GATHERING = r"(?:[Mm]eetings?|[Ss]ummit|[Ss]ession|[Cc]onference|[Ee]xchange|[Mm]inisterial|[Dd]ialogue)"
NEXT = re.compile(rf"\bnext\s(?:[\w’'./-]+\s){{0,7}}?{GATHERING}\b|\bmeet again\b", re.IGNORECASE)
NUMBERED = re.compile(rf"\b({ORDINAL})\s(?:(?:[\w’'./-]+\s){{0,7}}?{GATHERING}\b|[A-Z]{{3,}})", re.IGNORECASE)
ARRANGED = re.compile(
    r"\b(?:host(?:s|ed|ing)?|held|hold|convened?|meet again|take place|meet in)\b", re.IGNORECASE
)
AHEAD = re.compile(
    r"\b(?:will|shall|to be|agreed to|agree to|look(?:s|ed|ing)? forward|to host|hosting|intend)\b",
    re.IGNORECASE,
)
NAME = re.compile(r"\b[A-Z][\w’'&-]*")
GENERIC = frozenset(
    "meeting summit session conference ministerial dialogue exchange leaders ministers in-person".split()
)
"""Words in capitals that name no body."""

YEAR = re.compile(r"\b(20\d\d)\b")

SECOND, LAST_OF_TEN = 1, 9
RULED = "has a rule of its own"
CERTAIN = 3.0
"""The weight of what must be on the page."""


def certain_headlines(comparison: Comparison) -> list[tuple[int, Headline]]:
    """(place, headline) of what is certain, the first places first; places count from 0."""
    decision = _decision_lines(comparison)
    found = list(enumerate(decision))
    roll = _roll_line(comparison)
    if roll:
        found.append((SECOND, roll))
    meeting = _meeting_line(comparison)
    if meeting and not decision:
        found.append((LAST_OF_TEN, meeting))
    return found


def _decision_lines(comparison: Comparison) -> list[Headline]:
    """A central bank's decision on its rate beside the one before, and the vote where it is told."""
    now = compare_policy_decisions(comparison.old, comparison.new)
    was = read_policy_decision(comparison.old)
    if now is None or now.rate is None:
        return []
    old_rate, old_vote = (was.rate, was.vote) if was else (None, None)
    lines = [
        _line(
            HeadlineKind.DECISION,
            describe_rate(now.rate),
            describe_rate(old_rate) if old_rate else "",
            now.rate.addresses,
        )
    ]
    vote = describe_vote(now.vote) if now.vote else ""
    if now.vote and vote:
        earlier = describe_vote(old_vote) if old_vote else ""
        lines.append(
            _line(HeadlineKind.PEOPLE, f"vote: {vote}", earlier and f"vote: {earlier}", now.vote.addresses)
        )
    return lines


def _line(kind: HeadlineKind, text: str, before: str, addresses: tuple[str, ...]) -> Headline:
    was = f"Before: {before[:1].upper()}{before[1:]}." if before and before != text else ""
    told = f"{text}, as before" if before == text else text
    return Headline(kind, f"{told[:1].upper()}{told[1:]}.", was, (), addresses, CERTAIN, (RULED,))


def next_meeting(statement: Statement) -> Clause | None:
    """The last clause that says where or when the forum itself meets next, not another body that it looks forward to."""
    year = statement.meeting.date[:4]
    if statement.kind is StatementKind.DECISION:
        return None
    own = {stem(w) for name in (statement.title, statement.meeting.forum) for w in split_words(name)}
    found = [
        clause
        for clause in statement.clauses
        if _is_next(clause.text, statement.meeting.number, own) and ARRANGED.search(clause.text) and AHEAD.search(clause.text)
        and any(named >= year for named in YEAR.findall(clause.text))
    ]  # fmt: skip
    return found[-1] if found else None


def _meeting_line(comparison: Comparison) -> Headline | None:
    """Where and when the forum meets next, beside what the old text said of it."""
    new, old = next_meeting(comparison.new), next_meeting(comparison.old)
    if new is None:
        return None
    text = _told(new, comparison.new.language)
    was = _told(old, comparison.old.language) if old else ""
    before = f"Before: {was}" if was and was != text else ""
    return Headline(HeadlineKind.DATE, text, before, (), (new.address,), CERTAIN, ("next meeting",))


def _is_next(text: str, number: str, own: set[str]) -> bool:
    """Whether a sentence speaks of the meeting after the one with this number; ``own``: stems of the forum's names."""
    found = NEXT.search(text)
    if found:
        names = [word for word in NAME.findall(found[0]) if word.casefold() not in GENERIC]
        return not names or any(stem(word) in own for name in names for word in split_words(name))
    named = {ordinal_value(found[1]) for found in NUMBERED.finditer(text)} - {0}
    return number.isdecimal() and int(number) + 1 in named


def _told(clause: Clause, language: str) -> str:
    return sentence_of(clause, lambda text: float(bool(re.search(r"\d", text))), language)


def _roll(statement: Statement) -> Clause | None:
    """The clause that lists who takes part: the longest roll among the first and last three clauses."""
    ends = (*statement.clauses[:3], *statement.clauses[-3:])
    rolls = [c for c in ends if len(c.partners) >= LEAST_ROLL and ROLL.search(c.text)]
    return max(rolls, key=lambda c: len(c.partners), default=None)


def _roll_line(comparison: Comparison) -> Headline | None:
    """Who joined and who left, by the signatures or the states named as speaking, else by the roll of those present."""
    signed = [parties_of(side.signatories) for side in (comparison.old, comparison.new)]
    old, new = _roll(comparison.old), _roll(comparison.new)
    where: tuple[str, ...] = ()
    texts = ("", "")
    if all(signed):
        was, now = signed
        labels = ("Joined", "no longer among the signatories")
    elif old is not None and new is not None:
        was, now = old.partners, new.partners
        labels, where = ("Newly listed", "no longer listed"), (new.address,)
        texts = (tidied(old.text), tidied(new.text))
    else:
        return None
    if len(set(was) & set(now)) < SAME_ROLL * len(set(was)):
        return None
    come = _named([name for name in now if name not in was and name not in texts[0]])
    gone = _named([name for name in was if name not in now and name not in texts[1]])
    parts = [f"{label}: {names}" for label, names in zip(labels, (come, gone), strict=True) if names]
    if not parts:
        return None
    text = "; ".join(parts)
    return Headline(
        HeadlineKind.PEOPLE, f"{text[:1].upper()}{text[1:]}.", "", (), where, 2.5, ("who takes part",)
    )


def _named(names: list[str]) -> str:
    shown = ", ".join(names[:MOST_NAMED])
    rest = len(names) - MOST_NAMED
    return f"{shown} and {rest} more" if rest > 0 else shown
