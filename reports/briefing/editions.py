"""How a statement is called on the page, and how its paragraphs are cited and anchored."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from rapporteur.compare.model import Clause, Statement, StatementKind
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.model import Edition
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.figures.model import Place
from rapporteur.reports.prose import day, ordinal

ARTICLE = re.compile(r"^(?:the|an?|its|their|that|to)\s+", re.IGNORECASE)
"""What opens nearly every clause after its verb and tells nothing of it."""

ASIDE = re.compile(
    r"^(?:with (?:deep |great |grave |much )?(?:interest|appreciation|satisfaction|concern|regret|approval)|for|on|in|including)\s+(?:(?:the|an?|its|their)\s+)?",
    re.IGNORECASE,
)
"""How something was noted, or the preposition that its verb asks for: no part of what it is."""

SHORT_NAME = 6
"""Letters up to which a forum's id is taken for an abbreviation."""

RANK = re.compile(r"\d+(?:st|nd|rd|th)")
"""A number that is said with an article; a decision's sign is not."""

CAPITALS = re.compile(r"\b[A-Z][A-Z0-9]{1,9}\b")

FEWEST_WORDS = 2
"""Words after the verb from which they name a subject."""


def editions_of(statements: Iterable[Statement], forum: str) -> tuple[Edition, ...]:
    """The editions, in order. Short names are told apart by the number, else the year, else the day."""
    every = _with_numbers_in_order(tuple(statements))
    shorts = _short_names(every)
    ticks = _ticks(every)
    own = every[-1].meeting.forum
    forums = [forum if s.meeting.forum == own else forum_name(s.meeting.forum) for s in every]
    return tuple(_edition(*names) for names in zip(every, shorts, ticks, forums, strict=True))


def forum_name(forum: str, statements: Iterable[Statement] = ()) -> str:
    """A forum's id as a name, where the workspace gives none: "adgmin" is "ADGMIN", a longer one reads as words.

    It is spelt as a title of its statements spells it; else a word that its statements write in capitals ("CTC") is an
    abbreviation and keeps them.
    """
    words = forum.replace("-", " ").replace("_", " ")
    if len(words) <= SHORT_NAME:
        return words.upper()
    every = tuple(statements)
    for statement in every:
        in_title = re.search(rf"\b{re.escape(words)}\b", statement.title, re.IGNORECASE)
        if in_title and not in_title[0].isupper():
            return in_title[0]
    printed = {word for statement in every for word in _capitals(statement)}
    told = " ".join(word.upper() if word.upper() in printed else word for word in words.split())
    return told[:1].upper() + told[1:]


def _capitals(statement: Statement) -> set[str]:
    """The words in capitals of its running text, and of its title where that is not all in capitals."""
    title = "" if statement.title.isupper() else statement.title
    return set(CAPITALS.findall(" ".join((title, *(clause.text for clause in statement.clauses)))))


def _with_numbers_in_order(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Without the numbers of the meetings where they do not rise with the dates: some text counted otherwise ("our
    third meeting in person"), and a fourth meeting before the third would only puzzle."""
    counted = [(s.meeting.date, int(s.meeting.number)) for s in statements if s.meeting.number.isdecimal()]
    numbers = [number for _, number in sorted(counted)]
    if all(earlier <= later for earlier, later in pairwise(numbers)):
        return statements
    return tuple(replace(s, meeting=replace(s.meeting, number="")) for s in statements)


def _short_names(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    numbers = [s.meeting.number for s in statements]
    if all(numbers) and len(set(numbers)) == len(numbers):
        return tuple(
            f"{ordinal(n)}, {s.meeting.date[:4]}".rstrip(", ")
            for n, s in zip(numbers, statements, strict=True)
        )
    years = [s.meeting.date[:4] for s in statements]
    if all(years) and len(set(years)) == len(years):
        return tuple(years)
    days = [s.meeting.date for s in statements]
    if all(days) and len(set(days)) == len(days):
        return tuple(day(d) for d in days)
    if len(statements) == 2:
        return ("earlier", "later")
    return tuple(f"no. {i}" for i, _ in enumerate(statements, 1))


def _ticks(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """Years where they tell the statements apart, else month and year, else places in the row."""
    days = [s.meeting.date for s in statements]
    years = tuple(d[:4] for d in days)
    if all(years) and len(set(years)) == len(years):
        return years
    if all(len(d) == len("2024-05-01") for d in days):
        return tuple(f"{day(d).split()[1][:3]} {d[2:4]}" for d in days)
    return tuple(str(i) for i, _ in enumerate(statements, 1))


def _edition(statement: Statement, short: str, tick: str, forum: str) -> Edition:
    meeting = statement.meeting
    name = f"{ordinal(meeting.number)} {forum}" if meeting.number else forum
    where = f", {meeting.place}" if meeting.place else ""
    when = f", {day(meeting.date)}" if meeting.date else ""
    return Edition(
        short=cleaned(short),
        named=cleaned(_named(short)),
        statement=cleaned(_statement(short)),
        tick=cleaned(tick),
        long=cleaned(f"{name}{where}{when}"),
        title=cleaned(statement.title),
        date=meeting.date,
        place=cleaned(meeting.place),
        kind=_kind(statement.kind),
        source=_source(statement.source),
        sha256=statement.sha256,
        clauses=len(statement.clauses),
        coverage=round(statement.coverage * 100),
    )


def _kind(kind: StatementKind) -> str:
    return "central-bank statement" if kind is StatementKind.CENTRAL_BANK else kind.value.replace("-", " ")


def _named(short: str) -> str:
    """The short name as a sentence says it: "9th, 2024" is "the 9th (2024)", "3/CP.25, 2019" is "3/CP.25 (2019)"."""
    number, comma, year = short.partition(", ")
    article = "the " if RANK.fullmatch(number) else ""
    return f"{article}{number} ({year})" if comma else short


def _statement(short: str) -> str:
    """The statement as a sentence names it.

    >>> [_statement(short) for short in ("9th, 2024", "3/CP.25, 2019", "2023", "20 May 2023", "earlier")]
    ['the 9th statement (2024)', '3/CP.25 (2019)', 'the 2023 statement', 'the statement of 20 May 2023', 'the earlier statement']
    """
    number, comma, year = short.partition(", ")
    if comma:
        return f"the {number} statement ({year})" if RANK.fullmatch(number) else f"{number} ({year})"
    return (
        f"the {short} statement"
        if short.isalnum()
        else f"the statement of {short}"
        if short[:1].isdigit()
        else f"statement {short}"
    )


def _source(source: str) -> str:
    """An address on the web whole, of a file its name: where it lay on some machine says nothing to a reader."""
    return cleaned(source if "://" in source else PurePath(source.replace("\\", "/")).name)


def place_of(clause: Clause, side: str) -> Place:
    """Where a clause stands. ``side`` is "old" or "new": both statements may have a paragraph 8."""
    return Place(
        clause.address, cleaned(cited(clause.address, clause.paragraph)), f"{side}-{_slug(clause.address)}"
    )


def subject_of(clause: Clause) -> str:
    """What a clause is about, for a label: its words after the first verb, where it has one and enough follow."""
    act = min((act for act in clause.acts if act.end), key=lambda act: act.end, default=None)
    rest = ASIDE.sub("", ARTICLE.sub("", clause.text[act.end :].lstrip(" ,:;"))) if act else ""
    return cleaned(rest if len(rest.split()) >= FEWEST_WORDS else clause.text).rstrip(" ,;:.")


def _slug(address: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", address.rpartition("#")[2]).strip("-") or "p"
