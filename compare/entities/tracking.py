"""One name for one instrument: "DEFA", "ASEAN DEFA" and the long form are the same thing all through a forum's statements."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from rapporteur.compare.model import Clause, Statement

BRACKET = re.compile(r"\s*\([^)]*\)")
YEARS = re.compile(r"\b(?:for |of )?(?:19|20)\d\d(?:[-–/](?:(?:19|20)?\d\d))?\b")
POSSESSOR = re.compile(r"^(?:[A-Z][\w.-]*['’]s?)\s+(?=\S+\s\S)")


def abbreviations_of(statements: Iterable[Statement]) -> dict[str, str]:
    """Short to long over several statements of a forum; the earliest definition holds where two differ."""
    known: dict[str, str] = {}
    for statement in statements:
        for short, long in statement.abbreviations:
            known.setdefault(short, long)
    return known


def track(name: str, abbreviations: Mapping[str, str]) -> str:
    """The one name for ``name``: abbreviations written out, brackets and a leading possessor gone, in lower case.

    Years stay: the work plans of two years are two instruments.

    >>> track("the HFA (2021)", {"HFA": "Harbour Framework Agreement"})
    'harbour framework agreement'
    """
    bare = POSSESSOR.sub("", BRACKET.sub("", name).replace("’", "'").strip())
    words = []
    for word in bare.split():
        stem = word.removesuffix("'s")
        long = abbreviations.get(stem) or abbreviations.get(_split_digits(stem))
        words.append(BRACKET.sub("", long) if long else stem)
    tracked = " ".join(words).lower().removeprefix("the ")
    return _without_echo(tracked)


def series(tracked: str) -> str:
    """A tracked name without its years: the work plans of all years are one series.

    >>> series("2031 harbour work plan for 2031-2032")
    'harbour work plan'
    """
    return " ".join(YEARS.sub(" ", tracked).split())


def instruments_of(clauses: Iterable[Clause], abbreviations: Mapping[str, str]) -> dict[str, str]:
    """Tracked name to the name as printed first, over the clauses."""
    found: dict[str, str] = {}
    for clause in clauses:
        for name in clause.instruments:
            found.setdefault(track(name, abbreviations), name)
    return found


def _split_digits(word: str) -> str:
    """ "ADM2025" as "ADM 2025": texts print such a short form both ways."""
    return re.sub(r"(?<=[A-Z])(?=(?:19|20)\d\d$)", " ", word)


def _without_echo(name: str) -> str:
    """ "asean asean digital plan" once an abbreviation that begins with its body was written out after the body."""
    words = name.split()
    return " ".join(word for at, word in enumerate(words) if at == 0 or word != words[at - 1])
