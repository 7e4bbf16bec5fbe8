"""Clause -> deadlines, figures, instruments, partners, places, and where the thing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.entities.figures import read_figures
from rapporteur.compare.entities.instruments import Instruments
from rapporteur.compare.entities.occasions import calendar_of, text_calendar
from rapporteur.compare.entities.resolution import BRACKET, defined_terms
from rapporteur.compare.lexicons.load import Lexicon, read_lexicon
from rapporteur.compare.model import Act, Clause, Deadline, Statement
from rapporteur.compare.text.table_rows import read_row
from rapporteur.compare.text.tokens import Words, tokenise, word_set

STAGES = ("planned", "ongoing", "completed")
"""In their order; "discontinued" stands beside it."""

DISCONTINUED = re.compile(
    r"\b(?:discontinu(?:ed|ation)|terminat(?:ed|ion)|suspend(?:ed|s)|cancell?ed|abandoned|no longer|ceased to|wound up)\b"
)
HINTS = ("discontinu", "terminat", "suspend", "cancel", "abandon", "longer", "ceased", "wound")
"""One of these stands in every clause that the pattern above can find; looking for them first is quicker."""
COMPLETED = re.compile(
    r"\b(?:(?:has|have|had)\s(?:been\s)?(?:successfully\s|now\s|also\s)?(?:completed|concluded|finali[sz]ed|delivered|accomplished|achieved|adopted|signed|established|launched|endorsed)"
    r"|(?:was|were|is|are)\s(?:successfully\s)?(?:completed|concluded|finali[sz]ed|endorsed|adopted|signed)|successful(?:ly)? (?:completion|conclusion|completed|concluded))\b"
)
ONGOING = re.compile(
    r"\b(?:on-?going|under ?way|in progress|progress (?:made|achieved|of|on|in|under)|continu(?:ed|ing|ous|es?|ation)|under development|being (?:developed|prepared|drafted|implemented)"
    r"|efforts|advanced stage|work(?:ing)? under|phase)\b"
)
PLANNED = re.compile(
    r"\b(?:will|shall|to be (?:held|established|developed|launched|adopted|completed|finali[sz]ed)|plan(?:s|ned)? to|upcoming|forthcoming|look(?:s|ed|ing)? forward|intends? to|aims? to|proposal to|recommendation to|decision to)\b"
)

_DONE = "completed concluded finali delivered accomplished achieved adopted signed established launched endorsed successful"
_AHEAD = (
    "will",
    "shall",
    "to be ",
    "plan",
    "coming",
    "forward",
    "intend",
    "aim",
    "proposal to",
    "tion to",
    "decision to",
)
REPORTS = (
    ("completed", COMPLETED, tuple(_DONE.split())),
    ("planned", PLANNED, _AHEAD),
    ("ongoing", ONGOING, ("going", "under", "progress", "continu", "being ", "effort", "stage", "phase")),
)
"""Each stage that the words of a clause may report, in the order in which they are tried, with what is quicker to look
for: one of them stands in every clause that the pattern finds."""

# Acts that themselves complete what they name, and those that set it on its way.
COMPLETING = word_set("adopt approve endorse sign conclude finalise issue publish ratify")
STARTING = word_set("launch establish announce inaugurate")


def read_state(clause: Clause, lexicon: Lexicon) -> str | None:
    """What stage the clause reports, or None where it reports none.

    The inner act speaks first ("welcomed the completion of"), then the words of the clause. A launch counts as
    ongoing: the thing has begun. Misleads where a clause reports on several things at once: the latest act wins.
    """
    stages = [stage for act in clause.acts if (stage := _stage(act, lexicon))]
    low = clause.text.lower()
    if any(hint in low for hint in HINTS) and DISCONTINUED.search(low):
        return "discontinued"
    if stages:
        return stages[-1]
    for stage, pattern, hints in REPORTS:
        if any(hint in low for hint in hints) and pattern.search(low):
            return stage
    return None


def _stage(act: Act, lexicon: Lexicon) -> str | None:
    inner = lexicon.inner.get(act.inner or "")
    if inner and inner.stage and (act.tier or 0) not in (3, 5):
        expected = act.lemma in ("look forward to", "look forward", "expect", "hope", "anticipate")
        if expected:
            return "ongoing" if inner.stage == "completed" else "planned"
        return "ongoing" if inner.stage == "launched" else inner.stage
    if (act.tier or 9) <= 2 and (act.inner or "").endswith("ing"):
        return "completed"
    if act.lemma in COMPLETING:
        return "completed"
    if act.lemma in STARTING:
        return "ongoing"
    return "planned" if act.tier in (3, 5, 6, 7) and act.inner else None


_Name = tuple[tuple[str, ...], str, bool]
"""The words of a spelling, the name it stands for, and whether that is a place."""
_Index = dict[str, tuple[_Name, ...]]

_KNOWN: dict[int, tuple[Lexicon, _Index]] = {}


def read_names(words: Words, lexicon: Lexicon) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The partners and the places of a clause, each once, in reading order, under the name the lexicon gives them.

    A name counts only where it is capitalised as the lexicon has it; "Japan's" is Japan. The forum's own members
    are partners too where a clause names them: who is meant is for the reader to say. A country in which something
    was held or happened is a place.
    """
    countries = lexicon.tables["partners"]["countries"]["names"]
    index = _index(lexicon)
    partners: dict[str, None] = {}
    places: dict[str, None] = {}
    done = 0
    for at in words.high:
        if at < done:
            continue
        for parts, name, is_place in _named_at(words, at, index):
            is_where = is_place or (at > 0 and words.raw[at - 1] == "in" and name in countries)
            (places if is_where else partners)[name] = None
            done = max(done, at + len(parts))
    return tuple(partners), tuple(places)


def _named_at(words: Words, at: int, index: _Index) -> tuple[_Name, ...]:
    """The name that begins at ``at``, or those joined by hyphens in one word ("Norland-Sorland")."""
    raw = words.raw[at]
    for entry in index.get(_bare(raw), ()):
        parts = entry[0]
        if len(parts) == 1 or tuple(map(_bare, words.raw[at : at + len(parts)])) == parts:
            return (entry,)
    if "-" not in raw and "–" not in raw:
        return ()
    joined = raw.replace("–", "-").split("-")
    return tuple(entry for part in joined for entry in index.get(_bare(part), ()) if len(entry[0]) == 1)


def _index(lexicon: Lexicon) -> _Index:
    if id(lexicon) not in _KNOWN:
        table = lexicon.tables["partners"]
        names = {name: name for name in (*table["countries"]["names"], *table["organisations"]["names"])}
        entries = [(spelt, name, False) for spelt, name in (names | dict(table["aliases"])).items()]
        entries += [(name, name, True) for name in table["places"]["names"]]
        found: dict[str, list[_Name]] = {}
        for spelt, name, is_place in entries:
            parts = tuple(part.removesuffix(".") if part.count(".") == 1 else part for part in spelt.split())
            found.setdefault(parts[0], []).append((parts, name, is_place))
        ready = {
            first: tuple(sorted(many, key=lambda one: (-len(one[0]), one[0])))
            for first, many in found.items()
        }
        _KNOWN[id(lexicon)] = (lexicon, ready)
    return _KNOWN[id(lexicon)][1]


def _bare(raw: str) -> str:
    return raw[:-2] if raw.endswith(("'s", "’s")) else raw


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
    named_by = [instruments.named(words) for words in cuts]
    terms = _terms(statement, frozenset(chain.from_iterable(named_by)))
    clauses = []
    for clause, words, names in zip(statement.clauses, cuts, named_by, strict=True):
        partners, places = read_names(words, lexicon)
        clauses.append(
            replace(
                clause,
                deadlines=(
                    *read_deadlines(
                        clause.text, statement.meeting.date, calendar, acts=clause.acts or clause.lead_acts
                    ),
                    *_in_column(clause, statement.meeting.date),
                ),
                figures=read_figures(clause.text),
                instruments=(*names, *_called(clause.text, terms)),
                partners=partners,
                places=places,
                state=read_state(clause, lexicon),
            )
        )
    known = dict(statement.abbreviations) | instruments.abbreviations | terms
    return replace(statement, clauses=tuple(clauses), abbreviations=tuple(sorted(known.items())))


def _terms(statement: Statement, named: frozenset[str]) -> dict[str, str]:
    """The terms that the statement defines for instruments that it names; others are people, bodies and places."""
    bare = {BRACKET.sub("", name).removeprefix("the ") for name in named}
    found = defined_terms(" ".join(clause.text for clause in statement.clauses))
    return {
        term: long
        for term, long in found.items()
        if any(long in name or long.startswith(name) for name in bare)
    }


def _called(text: str, terms: Mapping[str, str]) -> Iterator[str]:
    """The defined terms by which a clause names an instrument, where it does not itself print the whole name."""
    for term, long in terms.items():
        if long not in text and re.search(rf"\b[Tt]{term[1:]}\b(?! [A-Z])", text):
            yield term


def _in_column(clause: Clause, stated_on: str) -> tuple[Deadline, ...]:
    """The date in a table's column of dates, with the words of its cell."""
    row = read_row(clause.text, clause.lead)
    if row is None or not row.when:
        return ()
    return tuple(replace(found, text=row.when) for found in read_deadlines(f"by {row.when}", stated_on)[:1])
