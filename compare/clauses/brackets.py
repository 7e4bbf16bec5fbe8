"""Square brackets, as negotiators mark what is not agreed: a tree of passages, the readings that they leave open, and
when they make a text a draft."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapporteur.compare.model import Act, Clause, Statement

# A bracket around a single word of an editor ("[sic]"), a note's number or an ellipsis is no negotiation.
_EDITORIAL = re.compile(
    r"\[(?:sic|\d{1,3}|\.{3}|…|[a-z]|[A-Z]|emphasis added|email protected|here|link)\]", re.I
)
# A draft brackets one passage in every few hundred words, or much of its words; an adopted text none, or a citation.
_FEWEST_OF_A_DRAFT = 3
_WORDS_PER_BRACKET = 400
_SHARE_OF_A_DRAFT = 0.15
# So many readings of a clause are tried: drafts set two or three words side by side, hardly ever more.
MOST_READINGS = 4
_NO_TEXT = re.compile(r"\s*no text\s*", re.I)


@dataclass(slots=True)
class Passage:
    """A passage between brackets; ``start`` and ``end`` are its span with its brackets."""

    start: int
    end: int
    inner: list[Passage] = field(default_factory=list)


def read_brackets(text: str) -> tuple[list[Passage], int]:
    """The outermost passages with those within them, and how many brackets have no partner."""
    top: list[Passage] = []
    open_ones: list[Passage] = []
    lonely = 0
    for found in re.finditer(r"[\[\]]", _without_editorial(text)):
        if found[0] == "[":
            open_ones.append(Passage(found.start(), -1))
        elif open_ones:
            passage = open_ones.pop()
            passage.end = found.end()
            (open_ones[-1].inner if open_ones else top).append(passage)
        else:
            lonely += 1
    # What an opened bracket held that never closed stands outside of it.
    for passage in open_ones:
        top.extend(passage.inner)
    return sorted(top, key=lambda passage: passage.start), lonely + len(open_ones)


def find_brackets(text: str) -> tuple[str, ...]:
    """The outermost bracketed passages of ``text``, in order, without their brackets.

    >>> find_brackets("[shall] [should [, as appropriate,]] report")
    ('shall', 'should [, as appropriate,]')
    """
    passages = [text[passage.start + 1 : passage.end - 1].strip() for passage in read_brackets(text)[0]]
    return tuple(passage for passage in passages if passage)


def open_readings(text: str) -> tuple[str, ...]:
    """The readings of a clause that its brackets leave open, each as long as ``text`` and with blanks where it has none.

    Passages side by side are alternatives; a passage by itself is read as if it stood. One reading where there is no
    bracket; at most MOST_READINGS.

    >>> open_readings("We [urge][invite] ports")
    ('We  urge          ports', 'We        invite  ports')
    """
    groups = _side_by_side(text, read_brackets(text)[0])
    readings = []
    for choice in range(min(MOST_READINGS, max(map(len, groups), default=1))):
        shown = list(text)
        for group in groups:
            for at, passage in enumerate(group):
                is_chosen = at == min(choice, len(group) - 1) and not _NO_TEXT.fullmatch(
                    text[passage.start + 1 : passage.end - 1]
                )
                for place in (
                    (passage.start, passage.end - 1) if is_chosen else range(passage.start, passage.end)
                ):
                    shown[place] = " "
        # Brackets within a chosen passage, and those without a partner, are no words either.
        readings.append(re.sub(r"[\[\]]", " ", "".join(shown)))
    return tuple(dict.fromkeys(readings))


def _side_by_side(text: str, passages: list[Passage]) -> list[list[Passage]]:
    """Passages in groups of alternatives: nothing, a blank, a slash or "or" stands between them."""
    groups: list[list[Passage]] = []
    for passage in passages:
        between = text[groups[-1][-1].end : passage.start] if groups else "x"
        if re.fullmatch(r"\s*(?:/|or)?\s*", between):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    return groups


def bracket_changes(old: str, new: str) -> tuple[str, ...]:
    """What brackets came and went between two wordings, in words: "brackets opened: “decided”".

    >>> bracket_changes("We agreed to meet.", "We [agreed] to meet.")
    ('brackets opened: “agreed”',)
    """
    was, now = find_brackets(old), find_brackets(new)
    opened = [passage for passage in now if passage not in was]
    settled = [passage for passage in was if passage not in now]
    told = []
    for name, passages in (("opened", opened), ("settled", settled)):
        if passages:
            shown = ", ".join(f"“{_short(passage)}”" for passage in passages[:3])
            told.append(
                f"brackets {name}: {shown}" + (f" and {len(passages) - 3} more" if len(passages) > 3 else "")
            )
    return tuple(told)


def _short(passage: str) -> str:
    return passage if len(passage) <= 60 else f"{passage[:57].rsplit(' ', 1)[0]} ..."


def count_printed(text: str) -> tuple[int, int]:
    """How many "[" are printed, and how many brackets of either kind have no partner."""
    return text.count("["), read_brackets(text)[1]


def reads_as_draft(text: str) -> bool:
    """True where so much stands in brackets that the text cannot have been adopted."""
    passages = read_brackets(text)[0]
    words = len(text.split())
    if len(passages) >= _FEWEST_OF_A_DRAFT and len(passages) * _WORDS_PER_BRACKET >= words:
        return True
    # A bracket that nobody closed may be read to the next one, pages on; within a paragraph it is meant.
    within = [
        line[one.start : one.end]
        for line in text.split("\n")
        if "[" in line
        for one in read_brackets(line)[0]
    ]
    return len(within) > 1 and sum(len(one.split()) for one in within) >= _SHARE_OF_A_DRAFT * words


def _without_editorial(text: str) -> str:
    return _EDITORIAL.sub(lambda found: " " * len(found[0]), text)


def spread_readings(statement: Statement) -> tuple[Statement, ...]:
    """The statement once for each reading that its brackets leave open, its clauses' texts of the same length as before."""
    if "[" not in statement.text and "]" not in statement.text:
        return (statement,)
    readings = [open_readings(clause.text) for clause in statement.clauses]
    return tuple(
        replace(
            statement,
            clauses=tuple(
                replace(clause, text=texts[min(at, len(texts) - 1)])
                for clause, texts in zip(statement.clauses, readings, strict=True)
            ),
        )
        for at in range(max(map(len, readings), default=1))
    )


def close_up(reading: Statement) -> Statement:
    """A reading without the blanks that stand for its brackets, as dates and names are printed."""
    return replace(
        reading,
        clauses=tuple(
            replace(clause, text=re.sub(r"\s+(?=[.,;:)])", "", re.sub(r"\s+", " ", clause.text)).strip())
            for clause in reading.clauses
        ),
    )


def join_readings(statement: Statement, readings: Sequence[Statement]) -> Statement:
    """``statement`` with what its readings found: the acts, dates, figures and names of all of them, each once."""
    if len(readings) == 1 and all(
        a.text == b.text for a, b in zip(statement.clauses, readings[0].clauses, strict=True)
    ):
        return readings[0]
    clauses = []
    for at, clause in enumerate(statement.clauses):
        found = [reading.clauses[at] for reading in readings]
        joined = {name: _each_once(found, name) for name in _FOUND}
        clauses.append(replace(found[0], text=clause.text, **joined))
    return replace(readings[0], clauses=tuple(clauses))


_FOUND = ("acts", "lead_acts", "deadlines", "figures", "instruments", "partners", "places")


def _each_once(clauses: Sequence[Clause], name: str) -> Any:
    """What the readings of a clause found, without what differs only in where it stands."""
    found = [value for clause in clauses for value in getattr(clause, name)]
    return tuple(
        {
            (replace(value, start=0, end=0) if isinstance(value, Act) else value): value for value in found
        }.values()
    )
