"""How a statement is called on the page, and how its paragraphs are cited and anchored."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from rapporteur.compare.model import Clause, Statement, StatementKind
from rapporteur.compare.text.numerals import ORDINAL
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.model import Edition
from rapporteur.reports.briefing.wording import cleaned, named
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

NO_FORUM = "unknown"
"""The forum's id where neither the file nor its folder told it."""

GATHERS = re.compile(
    r"\b(?:meeting|conference|summit|session|council|forum|assembly|dialogue|congress|ministerial)s?\b",
    re.IGNORECASE,
)
"""What can be the third of its kind: of other bodies it is their meeting that is counted."""

OF_BODY = re.compile(
    rf"\b(?:statement|declaration|communiqu[eé]|decisions?|conclusions|minutes)\s+(?:of|from)\s+(?:the\s+)?"
    rf"(?:(?:{ORDINAL})\s+)?(?:(?:annual|regular|joint|ministerial)\s+)*(?:meeting\s+of\s+(?:the\s+)?)?"
    r"(?P<body>[^,:;(]+?)(?=\s+\d|[,:;(]|\Z)",
    re.IGNORECASE,
)
"""The body in a title, without its number, without the date and place that may follow."""

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
    """A forum's id as a name, where the workspace gives none.

    The statements know it best: an abbreviation that they define ("adgmin" is "ASEAN Digital Ministers Meeting
    (ADGMIN)"), the id as a title or a text spells it ("Merrin"), or, where no id was found, the body that a title
    names. Else an id of a few letters is an abbreviation, and a longer one reads as words.
    """
    every = tuple(statements)
    words = forum.replace("-", " ").replace("_", " ")
    body = next(filter(None, (_body_of(s.title) for s in reversed(every))), "")
    if forum == NO_FORUM:
        return body or "Two statements"
    printed = {word for statement in every for word in _capitals(statement)}
    is_part = words.casefold() in body.casefold() and words.upper() not in printed
    if body and (is_part or not any(_says(words, s) for s in every)):
        return body  # the folder says a part of the name, or nothing of the forum
    for statement in reversed(every):
        for short, long in statement.abbreviations:
            if short.casefold() == words.casefold() and long.casefold() != words.casefold():
                return f"{long} ({short})"
    for statement in every:
        in_title = re.search(rf"\b{re.escape(words)}\b", statement.title, re.IGNORECASE)
        if in_title and not in_title[0].isupper() and not in_title[0].islower():
            return in_title[0]
    if len(words) <= SHORT_NAME:
        is_a_word = words.upper() not in printed and any(_spells(words.capitalize(), s) for s in every)
        return words.capitalize() if is_a_word else words.upper()
    running = " ".join(clause.text for statement in every for clause in statement.clauses)
    told = " ".join(_as_printed(word, running) for word in words.split())
    return told[:1].upper() + told[1:]


def _as_printed(word: str, text: str) -> str:
    """A word of a folder's name as the text mostly prints it; what it does not print is a code or an abbreviation
    where it is short or cannot be said.

    >>> _as_printed("us", "The U.S. and Japan met us."), _as_printed("japan", "The JAPAN desk of Japan. Japan met.")
    ('US', 'Japan')
    """
    if len(word) < 4 and re.search("".join(rf"{letter}\." for letter in word), text, re.IGNORECASE):
        return word.upper()
    spelt = Counter(re.findall(rf"\b{re.escape(word)}\b", text, re.IGNORECASE)).most_common(1)
    is_code = len(word) < 4 or bool(re.search(r"[bcdfghjklmnpqrstvwxz]{4}", word))
    return spelt[0][0] if spelt else word.upper() if is_code else word


def _says(words: str, statement: Statement) -> bool:
    """Whether title or text hold the words, in any case."""
    found = re.compile(rf"\b{re.escape(words)}\b", re.IGNORECASE)
    return bool(found.search(statement.title)) or any(found.search(c.text) for c in statement.clauses)


def _spells(word: str, statement: Statement) -> bool:
    """Whether a clause holds the word as it is spelt here."""
    found = re.compile(rf"\b{re.escape(word)}\b")
    return any(found.search(clause.text) for clause in statement.clauses)


def _body_of(title: str) -> str:
    """Who speaks, by the title: "Communique of the 3rd Conference of Pilots, 2 May 2025" is "Conference of Pilots".

    >>> _body_of("Joint Statement of the Seventh Meeting of the Ministers of Inland Navigation of the Merrin Basin")
    'Ministers of Inland Navigation of the Merrin Basin'
    >>> _body_of("Joint Statement")
    ''
    """
    found = OF_BODY.search(" ".join(title.split()))
    return found["body"].rstrip(" ,;:.") if found and len(found["body"].split()) > 1 else ""


def numbered(number: str, forum: str) -> str:
    """A meeting by its number: "9th VEDIM", "3rd Conference of Pilots", but "Pilots of the Sound, 3rd meeting".

    >>> [numbered(n, f) for n, f in (("9", "VEDIM"), ("3", "Pilots of the Lower Sound"), ("", "VEDIM"))]
    ['9th VEDIM', 'Pilots of the Lower Sound, 3rd meeting', 'VEDIM']
    """
    if not number:
        return forum
    rank = ordinal(number)
    takes_rank = rank == number or len(forum.split()) < 3 or GATHERS.search(forum)
    return f"{rank} {forum}" if takes_rank else f"{forum}, {rank} meeting"


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
    name = numbered(meeting.number, forum)
    where = f", {meeting.place}" if meeting.place else ""
    when = f", {day(meeting.date)}" if meeting.date else ""
    return Edition(
        short=cleaned(short),
        named=cleaned(_named(short)),
        statement=cleaned(_statement(short)),
        tick=cleaned(tick),
        long=named(f"{name}{where}{when}"),
        title=cleaned(statement.title),
        date=meeting.date,
        place=cleaned(meeting.place),
        kind=_kind(statement.kind),
        source=cleaned(statement.published),
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


def place_of(clause: Clause, side: str) -> Place:
    """Where a clause stands. ``side`` is "old" or "new": both statements may have a paragraph 8."""
    return Place(
        clause.address,
        cleaned(cited(clause.address, clause.paragraph, clause.section)),
        f"{side}-{_slug(clause.address)}",
    )


def subject_of(clause: Clause) -> str:
    """What a clause is about, for a label: its words after the first verb, where it has one and enough follow."""
    act = min((act for act in clause.acts if act.end), key=lambda act: act.end, default=None)
    rest = ASIDE.sub("", ARTICLE.sub("", clause.text[act.end :].lstrip(" ,:;"))) if act else ""
    return cleaned(rest if len(rest.split()) >= FEWEST_WORDS else clause.text).rstrip(" ,;:.")


def _slug(address: str) -> str:
    return re.sub(r"[^A-Za-z0-9]+", "-", address.rpartition("#")[2]).strip("-") or "p"
