"""Short ways to read a text in the tests."""

from __future__ import annotations

from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.model import Statement
from rapporteur.compare.readers import read_bytes


def read(text: str | bytes, name: str = "statement.txt", forum: str = "forum") -> Statement:
    """The statement in ``text``."""
    data = text.encode() if isinstance(text, str) else text
    document = read_bytes(data, name)
    return normalise(document, read_masthead(document, forum=forum))


def cut(text: str | bytes, name: str = "statement.txt") -> list[tuple[str, str]]:
    """(address within the statement, text) of every clause."""
    return [(clause.address.partition("#")[2], clause.text) for clause in read(text, name).clauses]


def left(text: str | bytes, name: str = "statement.txt") -> list[tuple[str, str]]:
    """(why, text) of everything that was left out."""
    return [(item.why, item.text) for item in read(text, name).left_out]
