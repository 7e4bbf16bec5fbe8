"""Who speaks: the lines of those who signed, the states that the opening names, and which parties both stand for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapporteur.compare.model import Clause, LeftOut

_LONGEST_LINE = 16
_OFFICES = (
    r"(?:Deputy |Vice[- ]|First )?(?:Prime Minister|President|Premier|Chancellor|(?:Foreign |Prime )?Minister|Secretary|Envoy|Ambassador|Governor|Chair(?:man|woman|person)?|King|Queen|"
    r"Primer[ao]? Ministr[ao]|Presidenta|Canciller|Ministr[ao]|Premier [Mm]inistre|Président[e]?|Chancelière?|Ministre|"
    r"Sultan|Emir|Prince|Princess|Commissioner|Director|Representative|Delegate|Head of \w+)\b"
)
_OFFICE = re.compile(
    r"\A\W*(?:For (?:and on behalf of )?(?:the |[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,3}:?\Z)|H\.?\s?E\.?\s|(?:His|Her) (?:Excellency|Majesty|Royal Highness)|(?:the )?(?:Right )?Hon(?:ou?rable|\.)?\s|"
    rf"(?:[A-Z][\w’'-]+\s+){{0,3}}{_OFFICES}|(?:[A-Z][\w’'.-]+\s+){{1,5}}?[A-Z][\w’'.-]+,\s+(?:the\s+)?{_OFFICES})"
)
_STOP = re.compile(r"[.;!?…][\"'”’»)\]]*\Z")

# A list of states: "Australia, the Czech Republic, and the United States".
_NAME = r"(?:[Tt]he\s)?[A-Z][\w’'.-]+(?:\s(?:of\s(?:the\s)?|the\s)?[A-Z][\w’'.-]+){0,6}(?:\s\([A-Z][A-Za-z.]{1,12}\))?"
_NAMES = rf"(?P<names>{_NAME}(?:,\s(?:and\s)?{_NAME}){{0,200}}(?:,?\sand\s{_NAME})?)"
_BODIES = (
    r"(?:[\w-]+\s+){0,4}?(?:[Gg]overnments|[Mm]inisters(?:\s[Rr]esponsible\s[\w ]{3,60}?)?|[Ll]eaders|[Hh]eads of [\w ]{4,30}?|[Rr]epresentatives|"
    r"[Mm]embers?(?: States)?)(?:\s+and\s+[Rr]epresentatives)?\s+(?:of|from)\s+"
)
_SPEAKERS = tuple(
    re.compile(pattern + _NAMES)
    for pattern in (
        rf"\b[Ww]e,?\s+(?:the\s+)?{_BODIES}",
        r"\b[Ww]e,\s+(?=(?:the\s)?[A-Z])",
        rf"(?:\A|,\s|\bby\s)[Tt]he\s+{_BODIES}",
        r"\b(?:[Ee]ndorsed|[Ss]igned|[Ss]upported|[Ii]ssued|[Aa]dopted)\s+by:?\s+",
        r"\A(?:[Pp]articipants|[Ss]ignatories|[Ee]ndorsing (?:states|countries|members)|[Mm]embers)(?:\s+(?:included?|are|were))?:?\s+",
    )
)
_AT_ENDS = 3
_FEWEST_NAMED = 2
# "The Ministers of Foreign Affairs and Trade" names what they are in charge of.
_PORTFOLIO = re.compile(
    r"(?:Foreign|External|Economic|Digital|Social)?\s?(?:Affairs|Finance|Trade|Economy|Energy|Health|Defen[cs]e|Environment|Interior|Agriculture|Education|"
    r"Labou?r|Justice|Transport|Tourism|Culture|Science|Commerce|Industry|Telecommunications|State|Government|Ministry|Department)\b"
)
# What stands before a state's name and is not needed to know it again.
_FULL_STYLE = re.compile(
    r"(?:the\s+)?(?:[A-Z][\w’'-]+\s+){0,3}?(?:Republic|Kingdom|States?|Commonwealth|Federation|Union|Sultanate|Principality|Duchy|Government)\s+of\s+(?:the\s+)?(?!America\b)"
)
_OF_PARTY = re.compile(
    rf"\b(?:of|[Ff]or|de|du|del|d[’'])\s*(?P<party>(?:{_FULL_STYLE.pattern})?(?:the\s+)?[A-Z][\w’'.-]*(?:\s(?:and\s)?[A-Z][\w’'.-]*){{0,4}})\W*\Z"
)
_OF_BODY = re.compile(r"(?P<party>\b(?:Department|Ministry|Office|Bureau|Agency|Council)\s+.*)\Z")


def is_signatory(text: str) -> bool:
    """True for the line of one who signed: an office and a name, no sentence.

    >>> is_signatory("Prime Minister Ada Reed of Orsa"), is_signatory("The President opened the fair.")
    (True, False)
    """
    line = " ".join(text.split())
    small = sum(1 for word in line.split() if word[:1].islower() and len(word) > 3)
    return (
        len(line.split()) <= _LONGEST_LINE
        and small <= 1
        and not _STOP.search(line)
        and bool(_OFFICE.match(line))
    )


def find_signatories(clauses: Sequence[Clause], left_out: Sequence[LeftOut]) -> tuple[str, ...]:
    """Who signed, line by line, or the states that the opening or the end names as speaking; () where neither is there."""
    signed = tuple(item.text for item in left_out if item.why == "signatures" and is_signatory(item.text))
    if signed:
        return signed
    for clause in (*clauses[:_AT_ENDS], *clauses[_AT_ENDS:][-_AT_ENDS:]):
        for pattern in _SPEAKERS:
            found = pattern.search(clause.text[:3000])
            names = _names(found["names"]) if found else ()
            is_states = not any(_OFFICE.match(name) or _PORTFOLIO.match(name) for name in names)
            if len(names) >= _FEWEST_NAMED and is_states:
                return names
    return ()


def _names(text: str) -> tuple[str, ...]:
    """The names of a list; only its last "and" parts two of them, and none where a comma stands before it."""
    text = re.sub(r"\s\([A-Z][A-Za-z.]{1,12}\)", "", text)
    parts = re.split(r",\s+(?:and\s+)?", text)
    if not re.search(r",\s+and\s", text):
        parts[-1:] = re.split(r"\s+and\s+", parts[-1])
    return tuple(re.sub(r"\A[Tt]he\s+|\W+\Z", "", part.strip()) for part in parts if part.strip())


def parties_of(signatories: Sequence[str]) -> tuple[str, ...]:
    """The states or bodies that signatories stand for, in a short form, each once; who names none is left out.

    >>> parties_of(("Prime Minister Ada Reed of Orsa", "President Bo Marsh of the Republic of Velde", "United States of America"))
    ('Orsa', 'Velde', 'United States')
    """
    found: dict[str, None] = {}
    for line in signatories:
        of_party = _OF_BODY.search(line) or _OF_PARTY.search(line)
        if is_signatory(line) and not of_party:
            continue
        party = of_party["party"] if of_party and is_signatory(line) else line
        party = _FULL_STYLE.sub("", party).removesuffix(" of America")
        found[re.sub(r"\A[Tt]he\s+", "", party)] = None
    return tuple(found)
