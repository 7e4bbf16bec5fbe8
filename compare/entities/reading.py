"""Clause -> deadlines, figures, instruments, partners, places, and where the thing stands."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.entities.figures import read_figures
from rapporteur.compare.entities.instruments import Instruments
from rapporteur.compare.entities.occasions import calendar_of, text_calendar
from rapporteur.compare.entities.partners import read_names
from rapporteur.compare.entities.state import read_state
from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import Statement
from rapporteur.compare.text.tokens import tokenise


def read_mentions(statement: Statement, lexicon: Lexicon | None = None) -> Statement:
    """The statement with the mentions of each clause.

    Relative dates are read from the statement's own date, never from today's. Abbreviations that the text
    defines for instruments are added to ``abbreviations``. Figures and dates are read in any language that
    writes them as English does; names only where words are capitalised.
    """
    lexicon = lexicon or read_lexicon()
    cuts = tuple(tokenise(clause.text) for clause in statement.clauses)
    instruments = Instruments(lexicon, cuts, dict(statement.abbreviations), statement.meeting.forum)
    calendar = text_calendar(
        (clause.text for clause in statement.clauses), calendar_of(lexicon.tables["events"])
    )
    clauses = []
    for clause, words in zip(statement.clauses, cuts, strict=True):
        named = instruments.named(words)
        partners, places = read_names(words, lexicon)
        clauses.append(
            replace(
                clause,
                deadlines=read_deadlines(
                    clause.text, statement.meeting.date, calendar, acts=clause.acts or clause.lead_acts
                ),
                figures=read_figures(clause.text),
                instruments=named,
                partners=partners,
                places=places,
                state=read_state(clause, lexicon),
            )
        )
    known = dict(statement.abbreviations) | instruments.abbreviations
    return replace(statement, clauses=tuple(clauses), abbreviations=tuple(sorted(known.items())))
