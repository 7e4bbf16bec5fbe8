"""Rules about named instruments (plans, frameworks, charters), and when two names are the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rapporteur.compare.checks.subject import Subject, found, place, quoted
from rapporteur.compare.model import Clause, Finding, Statement

FUNCTION_WORDS = frozenset("a an and at by for from in of on the to under with between its their".split())
"""Words that editors change in a name without meaning another thing: Plan *on* or *for* implementing."""

SHORT_FORM = re.compile(r"\(([A-Z][A-Za-z0-9.&-]{1,11})\)")
"""The abbreviation that a text gives in brackets behind the full name."""

ALIKE = 0.7
"""Share of words that two spellings of one name have in common at the least; a plan for another partner has less."""

TELLING = 3
"""Words that a shorter name needs to stand for a longer one that holds them all: two would take any
"Digital Framework" for every other."""


@dataclass(frozen=True, slots=True)
class Mentions:
    """What a statement names: its text folded to words, and the words of each name."""

    text: str
    names: tuple[frozenset[str], ...]


def read_names(statement: Statement) -> Mentions:
    """The mentions of a statement."""
    names = {core for clause in statement.clauses for name in clause.instruments for core in _cores(name)}
    return Mentions(f" {' '.join(_words(statement.text))} ", tuple(sorted(names, key=sorted)))


def is_mentioned(name: str, mentions: Mentions) -> bool:
    """True where the name stands there, in full, as its abbreviation, or in a spelling like it.

    Years do not count: the plan for the next year is the plan renewed and not another one.
    """
    if f" {' '.join(_words(name))} " in mentions.text or _stands_in_one_word(name, mentions.text):
        return True
    short = SHORT_FORM.findall(name) + re.findall(r"^[A-Z]{3,12}$", name)
    if any(f" {' '.join(_words(form))} " in mentions.text for form in short):
        return True
    return any(_are_alike(core, other) for core in _cores(name) for other in mentions.names)


def _stands_in_one_word(name: str, text: str) -> bool:
    """True where the name's words stand there, however they are joined: Cyber Security, cybersecurity."""
    words = [word for word in _words(SHORT_FORM.sub(" ", name)) if not word.isdecimal()]
    return len(words) >= TELLING and "".join(words) in text.replace(" ", "")


def distinct_names(names: Iterable[str]) -> tuple[str, ...]:
    """The names without those that are another spelling or a part of one that is there, longest first."""
    kept: list[str] = []
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        mentions = Mentions(
            f" {' '.join(_words(' / '.join(kept)))} ", tuple(core for other in kept for core in _cores(other))
        )
        if not (kept and is_mentioned(name, mentions)):
            kept.append(name)
    return tuple(kept)


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    if not one or not other:
        return False
    shared = len(one & other)
    is_part = shared == min(len(one), len(other)) >= TELLING
    return one == other or is_part or shared / len(one | other) >= ALIKE


def _cores(name: str) -> frozenset[frozenset[str]]:
    """The words that tell a name from others, with and without the abbreviations in brackets: no years, no
    function words."""
    words = {frozenset(_words(form)) - FUNCTION_WORDS for form in (name, SHORT_FORM.sub(" ", name))}
    return frozenset(frozenset(word for word in core if not word.isdecimal()) for core in words)


def _words(text: str) -> list[str]:
    """The words of a text, folded: case, quotes, dashes and the dots of U.S. do not count, nor does 's."""
    folded = re.sub(r"[’‘']s?\b", "", text.casefold())
    folded = re.sub(r"(?<=\b[a-z])\.(?=[a-z]\b)\.?", "", folded)
    return re.findall(r"\w+", folded)


def find_instruments(subject: Subject) -> Iterator[Finding]:
    """Named instruments that are mentioned no more, or were not before; one finding for each clause that has them."""
    comparison = subject.comparison
    if comparison is None or not comparison.changes:
        return
    was, now = read_names(comparison.old), read_names(comparison.new)
    for clause, names in _unmentioned(comparison.old.clauses, now):
        message = f"Not mentioned any more: {'; '.join(names)} ({place(clause)} of the last statement)."
        yield found(
            "instrument-vanished", subject, message, clauses=(clause,), details=(("was", clause.text),)
        )
    for clause, names in _unmentioned(comparison.new.clauses, was):
        message = f"Not named by the last statement: {'; '.join(names)} ({place(clause)})."
        yield found("instrument-new", subject, message, clauses=(clause,), details=(("is", clause.text),))


def _unmentioned(clauses: Iterable[Clause], mentions: Mentions) -> Iterator[tuple[Clause, tuple[str, ...]]]:
    """Each clause with its instruments that ``mentions`` has not, the first clause that names one having it."""
    told: list[str] = []
    for clause in clauses:
        missing = [name for name in clause.instruments if not is_mentioned(name, mentions)]
        names = tuple(
            name for name in distinct_names([*told, *missing]) if name in missing and name not in told
        )
        told += missing
        if names:
            yield clause, tuple(quoted(name) for name in names)
