"""Rows of a table: its column heads, and what they make of a row's cells: who, what, by when."""

from __future__ import annotations

import re
from dataclasses import dataclass

CELL = re.compile(r"\s*\|\s*")
"""What parts the cells of a row."""
_ROLES = {
    "when": r"by|by when|deadline|due|due (?:by|date)|when|date|dates|(?:target|completion) (?:date|year)|timeline|time ?(?:frame|line|scale)|until|échéance|plazo",
    "who": r"who|by whom|lead|lead (?:agency|body|country|member)|members?|member states?|country|countries|econom(?:y|ies)|part(?:y|ies)|responsib(?:le|ility)"
    r"|responsible (?:body|party|agency|institution)|owner|actors?|agency|organi[sz]ation|institution|body|responsable",
    "what": r"what|actions?|action items?|activit(?:y|ies)|commitments?|deliverables?|measures?|steps?|next steps?|tasks?|undertakings?|pledges?|outputs?"
    r"|objectives?|decisions?|mesures?|medidas?|compromisos?|engagements?",
}
_ROLE = {role: re.compile(rf"(?:{words})", re.IGNORECASE) for role, words in _ROLES.items()}
_LONGEST_HEAD = 4


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row by their columns' heads, "" where there is none; ``start`` is the place of ``what`` in the row."""

    who: str
    what: str
    when: str
    start: int


def roles_of(heads: str) -> dict[str, int]:
    """Which column says who, what, by when, of a row of column heads; {} for any other row.

    >>> roles_of("No. | Step | Lead | By")
    {'what': 1, 'who': 2, 'when': 3}
    """
    cells = CELL.split(heads)
    is_short = all(len(cell.split()) <= _LONGEST_HEAD and not re.search(r"\d", cell) for cell in cells)
    if len(cells) < 2 or not is_short:
        return {}
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        role = next((role for role, words in _ROLE.items() if words.fullmatch(cell.strip(" .:*"))), "")
        if role:
            found.setdefault(role, at)
    return found if found.keys() & {"what", "when"} else {}


def read_row(text: str, heads: str) -> Row | None:
    """A row under its column heads; None where ``heads`` are none. In a row of another length only the date is sure,
    counted from the end.

    >>> read_row("Orsa | will plant reeds | 2027", "Member | Commitment | By")
    Row(who='Orsa', what='will plant reeds', when='2027', start=7)
    """
    roles = roles_of(heads) if "|" in heads else {}
    cells = CELL.split(text)
    if not roles or len(cells) < 2:
        return None
    width = len(CELL.split(heads))
    when = roles["when"] - width if "when" in roles else 0
    if len(cells) != width:
        return Row("", "", cells[when] if when and -when <= len(cells) else "", 0)
    who, what = (cells[roles[role]] if role in roles else "" for role in ("who", "what"))
    start = [0, *(mark.end() for mark in CELL.finditer(text))][roles.get("what", 0)]
    return Row(who, what, cells[when] if when else "", start)


def told(text: str, heads: str) -> str:
    """A row under its column heads as a line: who, what, and when in brackets; any other text as it is.

    >>> told("Orsa | will plant reeds | 2027", "Member | Commitment | By")
    'Orsa: will plant reeds (2027)'
    """
    row = read_row(text, heads)
    if row is None or not row.what:
        return text
    line = f"{row.who}: {row.what[:1].lower()}{row.what[1:]}" if row.who else row.what
    return f"{line.rstrip('.;,')} ({row.when})" if row.when else line
