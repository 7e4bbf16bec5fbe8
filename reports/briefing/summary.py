"""The first page: the headlines with their places, what is due and passed over, and one line of figures."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from rapporteur.compare.entities.naming import Naming
from rapporteur.compare.headlines.features import DECISION, stems_of
from rapporteur.compare.headlines.rules import RULED
from rapporteur.compare.headlines.standing import OPENING
from rapporteur.compare.model import (
    COUNTED,
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Headline,
    HeadlineKind,
    Outcome,
    Statement,
    Strength,
)
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.editions import place_of
from rapporteur.reports.briefing.model import Count, Lead, Line, Row, Silence
from rapporteur.reports.briefing.wording import cleaned, curled
from rapporteur.reports.figures.model import Due, Place
from rapporteur.reports.prose import day, sentence, shortened

FIRST = 10
"""Headlines on page 1; the next ten follow on page 2."""

MOST_NAMED = 8
"""Names in the line on what else was adopted."""

FRAME = re.compile(
    r"(?:preamble|introduction|overview|opening|closing|conclusions?|other matters|annex.*|looking (?:forward|ahead)|(?:the )?way forward|next steps)",
    re.IGNORECASE,
)
"""Headings that say nothing of the matter."""

COMPLETED = re.compile(r"\b(?:complet(?:e[sd]?|ing|ion)|finali[sz](?:e[sd]?|ing|ation))\b", re.IGNORECASE)

LEAST_SECTIONS = 3
"""Headings that both texts must have before one of them can be called new."""

NEAR = 40
"""Letters between the deciding word and the name that it decides on."""

AGENDA = 2
"""Lines of page 1 for what is due, and as many for what was passed over."""

LETTERS = 120
"""Letters of a promise on page 1; its own section has more."""

URGENT = (Outcome.OVERDUE.value, Outcome.OPEN.value, Outcome.REDATED.value)
"""Outcomes in the order in which page 1 names them; the ledger has the others."""

SIGNS = {
    HeadlineKind.STRONGER: ("▲", "stronger"),
    HeadlineKind.WEAKER: ("▼", "weaker"),
    HeadlineKind.DROPPED: ("−", "dropped"),
}


def tally(rows: Iterable[Row], **wanted: str) -> tuple[Row, ...]:
    """The rows whose fields have these values; a pairing below 0.5 is counted nowhere on the first page."""
    return tuple(
        row
        for row in rows
        if not row.doubtful and all(getattr(row, name) == value for name, value in wanted.items())
    )


def strip_of(rows: tuple[Row, ...], *, is_of_one_body: bool = True) -> tuple[Count, ...]:
    """The counts of the line of figures."""
    come, gone = ("new", "dropped") if is_of_one_body else ("only in the second", "only in the first")
    reworded = tally(rows, kind=ChangeKind.REWORDED.value) + tally(rows, kind=ChangeKind.REWRITTEN.value)
    alike = tally(rows, kind=ChangeKind.UNCHANGED.value) + tally(rows, kind=ChangeKind.EDITORIAL.value)
    counted = (
        (come, tally(rows, kind=ChangeKind.ADDED.value)),
        (gone, tally(rows, kind=ChangeKind.DROPPED.value)),
        ("reworded or rewritten", reworded),
        ("stronger", tally(rows, strength=Strength.STRONGER.value)),
        ("weaker", tally(rows, strength=Strength.WEAKER.value)),
        ("unchanged or editorial", alike),
    )
    return tuple(Count(len(mine), words, tuple(row.anchor for row in mine)) for words, mine in counted)


def leads_of(comparison: Comparison, rows: tuple[Row, ...]) -> tuple[Lead, ...]:
    """The comparison's headlines, in its order, each with the places that it rests on."""
    places = [
        {clause.address: place_of(clause, side).cited for clause in statement.clauses}
        for side, statement in (("old", comparison.old), ("new", comparison.new))
    ]
    anchors = [
        {
            address: row.anchor
            for row, change in zip(rows, comparison.changes, strict=True)
            for address in getattr(change, side)
        }
        for side in ("old", "new")
    ]
    changes = {a: change for change in comparison.changes for a in change.new}
    texts = {clause.address: clause.text for clause in comparison.new.clauses}
    told = []
    for line in comparison.headlines:
        at = 1 if line.new else 0
        where = tuple(
            Place(a, places[at].get(a) or cited(a), anchors[at].get(a, "")) for a in line.new or line.old
        )
        told.append(_lead(line, where, _mark(line, changes, texts)))
    return tuple(told)


def named_of(comparison: Comparison, leads: tuple[Lead, ...]) -> Line | None:
    """Named things that the later text adopts, endorses, signs or sets up for the first time, beyond the headlines."""
    naming = Naming(comparison.old, comparison.new)
    told = " ".join(lead.text for lead in leads)
    found: dict[str, Place] = {}
    for clause in comparison.new.clauses:
        decided = DECISION.search(clause.text[:OPENING]) or COMPLETED.search(clause.text[:OPENING])
        if not decided:
            continue
        for name in naming.new_instruments([clause]):
            at = clause.text.find(name, decided.end())
            if 0 <= at - decided.end() <= NEAR and name not in told and len(name.split()) > 1:
                found.setdefault(cleaned(name), place_of(clause, "new"))
    if not found:
        return None
    names = list(found)[:MOST_NAMED]
    return Line(
        "Also adopted, completed, endorsed, launched or signed",
        sentence("; ".join(names)),
        tuple(found[name] for name in names),
        len(found) - MOST_NAMED,
    )


def sections_of_page(comparison: Comparison) -> tuple[Line, ...]:
    """Sections that only one of the two texts has: their headings share no content word with any of the other's."""
    old, new = (_headings(statement) for statement in (comparison.old, comparison.new))
    if len(old) < LEAST_SECTIONS or len(new) < LEAST_SECTIONS:
        return ()
    lines = []
    for label, mine, others, side in (("New sections", new, old, "new"), ("Sections gone", old, new, "old")):
        known = {word for title in others for word in stems_of(title)}
        alone = [title for title in mine if stems_of(title) and not known.intersection(stems_of(title))][
            :MOST_NAMED
        ]
        if alone:
            places = tuple(place_of(mine[title], side) for title in alone)
            lines.append(
                Line(
                    label,
                    sentence(
                        "; ".join(cleaned(t.capitalize() if t.isupper() and " " in t else t) for t in alone)
                    ),
                    places,
                )
            )
    return tuple(lines)


def _headings(statement: Statement) -> dict[str, Clause]:
    """The headings of a statement with the first clause under each; a section of one clause is none."""
    first: dict[str, Clause] = {}
    sizes: Counter[str] = Counter()
    for clause in statement.clauses:
        if clause.section and "/" not in clause.paragraph and not FRAME.fullmatch(clause.section.strip()):
            first.setdefault(clause.section, clause)
            sizes[clause.section] += 1
    return {title: clause for title, clause in first.items() if sizes[title] > 1}


def _mark(line: Headline, changes: dict[str, Change], texts: dict[str, str]) -> tuple[str, str]:
    """Sign and word for what the entry is beside the old text: that of the clause which the sentence tells."""
    if line.kind in SIGNS:
        return SIGNS[line.kind]
    if line.before:
        return "±", "changed"
    words = set(stems_of(line.text))
    told = max(line.new, key=lambda a: len(words & set(stems_of(texts.get(a, "")))), default="")
    change = changes.get(told)
    if change is None or line.reasons == (RULED,):
        return "", ""
    if change.kind is not ChangeKind.ADDED and change.confidence >= COUNTED:
        return "±", f"changed from {cited(change.old[0])}"
    return "+", f"new, perhaps from {cited(change.perhaps)}" if change.perhaps else "new"


def _lead(line: Headline, places: tuple[Place, ...], mark: tuple[str, str]) -> Lead:
    sign, kind = mark
    watched = tuple(why for why in line.reasons if why.startswith("watched"))
    return Lead(
        text=curled(cleaned(line.text)),
        before=curled(cleaned(line.before)),
        sign=sign,
        kind=kind,
        places=places,
        note=", ".join(watched),
    )


def top_of(leads: tuple[Lead, ...], rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The pairs behind the leading headlines, in their order: of each the one that holds most of the told words."""
    by_anchor = {row.anchor: row for row in rows}
    found: dict[str, Row] = {}
    for lead in leads:
        if not lead.before:
            continue
        mine = [by_anchor[p.anchor] for p in lead.places if p.anchor in by_anchor]
        told = [row for row in mine if row.kind in (ChangeKind.REWORDED.value, ChangeKind.REWRITTEN.value)]
        best = max(told, key=lambda row: _holds(row, lead.text), default=None)
        if best is not None:
            found.setdefault(best.anchor, best)
    return tuple(found.values())


def _holds(row: Row, text: str) -> int:
    """How many of the headline's words stand in the row."""
    side = row.new or row.old
    words = set(side.text.split()) if side else set()
    return sum(word in words for word in text.split())


def next_meeting_of(comparison: Comparison, asked: str) -> str:
    """The next meeting in one sentence: the day that was given, and what the text says of it."""
    said = next((line.text for line in comparison.headlines if "next meeting" in line.reasons), "")
    return " ".join(filter(None, (sentence(day(asked)) if asked else "", curled(cleaned(said)))))


def agenda_of(
    due: tuple[Due, ...], silences: tuple[Silence, ...], more: int, first: tuple[Line, ...]
) -> tuple[Line, ...]:
    """``first`` (what else was adopted, sections), what is due, what is passed over; ``more`` counts all of the last."""
    late = sorted(
        (d for d in due if d.outcome in URGENT), key=lambda d: (URGENT.index(d.outcome), d.date or "9999")
    )
    lines = [
        Line(f"{'Overdue' if d.outcome == Outcome.OVERDUE.value else 'Due'} {d.deadline}", sentence(shortened(d.what, LETTERS)), (d.cited,))
        for d in late
    ][:AGENDA]  # fmt: skip
    passed = [
        Line(
            "Not mentioned",
            sentence(shortened(_words(s), LETTERS)),
            s.row.old.places[:1] if s.row.old else (),
        )
        for s in silences[:AGENDA]
    ]
    rest = more - len(passed)
    if passed and rest > 0:
        passed[-1] = Line(passed[-1].label, passed[-1].text, passed[-1].places, rest)
    return (*first, *lines, *passed)


def _words(silence: Silence) -> str:
    quote = silence.row.old.text if silence.row.old else ""
    return f"{silence.under} {quote}" if silence.under else quote
