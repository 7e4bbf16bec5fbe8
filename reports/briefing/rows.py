"""A change -> a row of the page: both wordings, what it does, and where it stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapporteur.compare.entities.naming import Naming
from rapporteur.compare.model import (
    Band,
    Change,
    ChangeKind,
    Clause,
    Comparison,
    Strength,
    Substance,
    is_doubtful,
)
from rapporteur.reports.briefing.citations import cited, opening
from rapporteur.reports.briefing.editions import place_of
from rapporteur.reports.briefing.model import Edition, Row, Run, RunKind, Side
from rapporteur.reports.briefing.wording import cleaned, edits_of, excerpt_of, runs_of, side_of, whole
from rapporteur.reports.figures.model import Place
from rapporteur.reports.figures.shares import main_theme
from rapporteur.reports.prose import count, day, in_days, listed, number, sentence, shortened

KIND_SIGNS = {
    ChangeKind.UNCHANGED: "=",
    ChangeKind.EDITORIAL: "~",
    ChangeKind.REWORDED: "±",
    ChangeKind.REWRITTEN: "≠",
    ChangeKind.ADDED: "+",
    ChangeKind.DROPPED: "−",
}
STRENGTH_SIGNS = {Strength.STRONGER: "▲", Strength.WEAKER: "▼", Strength.MIXED: "◆"}

SUBSTANCE_WORDS = {
    Substance.MORE: "is stronger",
    Substance.LESS: "is weaker",
    Substance.MIXED: "is stronger in part and weaker in part",
}

UNTHEMED = "No theme"

STRAIGHT = re.compile(r"(?<!\w)'([^']+)'(?!\w)")
"""Words between straight quotation marks; an apostrophe within a word is none."""

NAMED_PLACES = 6
"""Paragraphs that a sentence of the bottom line names."""

NAMED = 2
"""Instruments or partners that an effect names; the redline shows them all."""

TITLE_LETTERS = 70
"""Letters of a row's title: one line of a bookmark pane."""

PAIRED = (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL, ChangeKind.REWORDED, ChangeKind.REWRITTEN)


def theme_name(theme: str, names: Mapping[str, str]) -> str:
    """A theme's printed name: the lexicon's, else its id in words."""
    if not theme:
        return UNTHEMED
    words = theme.replace("-", " ").replace("_", " ")
    return names.get(theme) or (words.upper() if len(words) <= 2 else words[:1].upper() + words[1:])


def rows_of(
    comparison: Comparison, editions: tuple[Edition, Edition], names: Mapping[str, str]
) -> tuple[Row, ...]:
    """The rows of all changes, in the comparison's order; ``names`` are the themes' printed names."""
    old = {clause.address: clause for clause in comparison.old.clauses}
    new = {clause.address: clause for clause in comparison.new.clauses}
    naming = Naming(comparison.old, comparison.new)
    taken: dict[str, int] = {}
    rows = []
    for position, change in enumerate(comparison.changes, 1):
        olds = [old[a] for a in change.old if a in old]
        news = [new[a] for a in change.new if a in new]
        rows.append(_row(position, change, olds, news, editions, names, taken, naming))
    return tuple(rows)


def annotated(rows: tuple[Row, ...], notes: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    """The rows with the analyst's notes, (address, words), on the clauses that they hold."""
    said: dict[str, list[str]] = {}
    for address, words in notes:
        said.setdefault(address, []).append(cleaned(words))
    if not said:
        return rows
    return tuple(replace(row, notes=(*row.notes, *_said_of(row, said))) for row in rows)


def _said_of(row: Row, said: Mapping[str, list[str]]) -> list[str]:
    places = (place.address for side in (row.old, row.new) if side for place in side.places)
    return [words for address in places for words in said.get(address, ())]


def _row(
    position: int,
    change: Change,
    olds: list[Clause],
    news: list[Clause],
    editions: tuple[Edition, Edition],
    names: Mapping[str, str],
    taken: dict[str, int],
    naming: Naming,
) -> Row:
    edits = edits_of(_joined(olds), _joined(news), change.edits) if olds and news else ()
    runs = runs_of(edits) if edits else _alone(olds or news)
    before = runs_of(edits, as_old=True) if edits else runs
    old = _side(olds, side_of(before, RunKind.INSERT), editions[0], "old")
    new = _side(news, side_of(runs, RunKind.DELETE), editions[1], "new")
    theme = main_theme((news or olds)[0]) or (change.themes[0] if change.themes else "")
    where = _where(old, new)
    is_paired = change.kind in PAIRED
    return Row(
        anchor=_unique(_anchor(old, new), taken),
        number=position,
        kind="perhaps" if change.perhaps else change.kind.value,
        sign="?" if change.perhaps else KIND_SIGNS[change.kind],
        strength=change.strength.value if change.strength in STRENGTH_SIGNS else "",
        strength_sign=STRENGTH_SIGNS.get(change.strength, ""),
        theme=theme_name(theme, names),
        theme_ids=change.themes or ((theme,) if theme else ()),
        themes=tuple(theme_name(t, names) for t in change.themes) or (UNTHEMED,),
        where=where,
        title=f"{where}: {shortened(cleaned(_joined(news or olds)), TITLE_LETTERS)}",
        old=old,
        new=new,
        inline=runs,
        effects=tuple(_effects(change, olds, news, naming)),
        notes=tuple(_notes(change, olds, news)),
        confidence=round(change.confidence * 100) if is_paired else None,
        doubtful=change.band is Band.LOOK or is_doubtful(change),
    )


def _alone(clauses: list[Clause]) -> tuple[Run, ...]:
    """A clause that stands on one side only is shown plain: its place and its label say what became of it."""
    return whole(_joined(clauses))


def _joined(clauses: Iterable[Clause]) -> str:
    return " ".join(clause.text for clause in clauses)


def _side(clauses: list[Clause], runs: tuple[Run, ...], edition: Edition, side: str) -> Side | None:
    if not clauses:
        return None
    places = tuple(place_of(clause, side) for clause in clauses)
    return Side(edition.short, places, runs, excerpt_of(runs))


def _where(old: Side | None, new: Side | None) -> str:
    """Where it stood and stands: "para 8 → para 12", "para 12, new", "para 8, gone"."""
    if old and new:
        return opening(old.cited) + (f" → {new.cited}" if old.cited != new.cited else "")
    side = new or old
    return opening(side.cited) if side else ""


def _anchor(old: Side | None, new: Side | None) -> str:
    """The place on the page, from the later clause where there is one: it outlives a new run."""
    side = new or old
    return side.places[0].anchor if side else "change"


def _unique(anchor: str, taken: dict[str, int]) -> str:
    taken[anchor] = taken.get(anchor, 0) + 1
    return anchor if taken[anchor] == 1 else f"{anchor}-{taken[anchor]}"


def _effects(change: Change, olds: list[Clause], news: list[Clause], naming: Naming) -> list[str]:
    """What the change does to the commitment, a sentence each: verbs and hedges, dates, progress, names."""
    if change.perhaps:
        return [_perhaps_said(change)]
    reasons = _in_one([why for why in change.strength_reasons if why not in _substance_told(change)])
    said = [sentence(in_days(_quoted(cleaned(reason)))) for reason in reasons]
    said += _substance_said(change)
    said += _acts_said(change, olds, news) if not said else []
    said += _dates_said(change, olds, news) if not any(s.startswith("Date") for s in said) else []
    if change.progress:
        said.append(f"Progress: {change.progress.replace('->', '→')}.")
    said += _names_said(olds, news, naming)
    return list(dict.fromkeys(said))


def _perhaps_said(change: Change) -> str:
    """Which clause of the other statement may carry this one on, and the words that they share."""
    verb = "continues" if change.new else "is continued in"
    words = f"; both say {listed(f'“{cleaned(word)}”' for word in change.shared)}" if change.shared else ""
    return f"Perhaps {verb} {cited(change.perhaps)} of the {'earlier' if change.new else 'later'} statement{words}."


def _substance_told(change: Change) -> tuple[str, ...]:
    """The reasons of a row's sentence on substance, which are not said twice."""
    return change.substance_reasons if change.substance in SUBSTANCE_WORDS else ()


def _substance_said(change: Change) -> list[str]:
    """Whether what the clause binds to grew or shrank, told apart from its verb."""
    words = SUBSTANCE_WORDS.get(change.substance)
    if not words:
        return []
    opening_words = (
        "As binding as before, but the content" if change.strength is Strength.SAME else "The content"
    )
    reasons = "; ".join(_quoted(cleaned(reason)) for reason in change.substance_reasons)
    return [in_days(f"{opening_words} {words}: {reasons}.")]


def _in_one(reasons: Sequence[str]) -> tuple[str, ...]:
    """The reasons with those as one that set the same verb against several: "'opened' for 'planned' and 'promised'"."""
    told: dict[tuple[str, str], list[str]] = {}
    for reason in reasons:
        head, middle, rest = reason.partition(" for ")
        before, comma, tail = rest.partition("), ")
        is_pair = middle and comma and before.startswith(("'", "“"))
        key = (f"{head} for ", f", {tail}") if is_pair else (reason, "")
        told.setdefault(key, []).append(f"{before})" if is_pair else "")
    return tuple(f"{head}{listed(filter(None, olds))}{tail}" for (head, tail), olds in told.items())


def _quoted(reason: str) -> str:
    """Words that a reason quotes between straight marks, between curly ones."""
    return STRAIGHT.sub(r"“\1”", reason)


def _acts_said(change: Change, olds: list[Clause], news: list[Clause]) -> list[str]:
    """The strongest verb of a clause that stands alone on its side."""
    if change.kind not in (ChangeKind.ADDED, ChangeKind.DROPPED):
        return []
    acts = [act for clause in (*olds, *news) for act in clause.acts if act.tier]
    if not acts:
        return []
    best = max(acts, key=lambda act: act.tier or 0)
    return [f"{'New' if news else 'Gone'}: “{cleaned(best.verb)}” (tier {best.tier})."]


def _dates_said(change: Change, olds: list[Clause], news: list[Clause]) -> list[str]:
    before = {d.date: d.text for clause in olds for d in clause.deadlines}
    after = {d.date: d.text for clause in news for d in clause.deadlines}
    gone = [before[d] for d in sorted(set(before) - set(after))]
    come = [after[d] for d in sorted(set(after) - set(before))]
    if gone and come:
        return [f"Date changed from {_each(gone)} to {_each(come)}."]
    if come:
        word = "Its date" if change.kind is ChangeKind.ADDED else "Date added"
        return [f"{word}: {_each(come)}."]
    if gone:
        word = "Its date went with it" if change.kind is ChangeKind.DROPPED else "Date dropped"
        return [f"{word}: {_each(gone)}."]
    return []


def _each(dates: list[str]) -> str:
    return listed(f"“{cleaned(date)}”" for date in dates)


def _names_said(olds: list[Clause], news: list[Clause], naming: Naming) -> list[str]:
    """Instruments and partners that came into the text or left it with a paired clause."""
    if not (olds and news):
        return []
    said = []
    for moved in naming.moved(tuple(olds), tuple(news)):
        said += [f"New {moved.what}: {_some([cleaned(n) for n in moved.come])}."] if moved.come else []
        said += [f"No longer names {_some([cleaned(n) for n in moved.gone])}."] if moved.gone else []
    return said


def _some(names: list[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - NAMED
    return listed([*names[:NAMED], f"{number(more)} more"] if more > 0 else names)


def _notes(change: Change, olds: Sequence[Clause], news: Sequence[Clause]) -> list[str]:
    """What a reader should know of the pairing itself."""
    notes = []
    if change.split:
        notes.append(f"split into {count(len(news), 'clause')}")
    if change.merged:
        notes.append(f"merged from {count(len(olds), 'clause')}")
    if change.moved:
        notes.append("moved")
    if change.pinned:
        notes.append("paired by the analyst")
    if change.kind in PAIRED and change.band is not Band.SURE:
        notes.append(
            f"pairing {change.confidence:.0%} sure" + (": please check" if change.band is Band.LOOK else "")
        )
    return notes


def places_of(rows: Iterable[Row], limit: int = NAMED_PLACES) -> tuple[Place, ...]:
    """The clauses that rows rest on, the new side before the old; the place's anchor is the row's."""
    found = []
    for row in list(rows)[:limit]:
        side = row.new or row.old
        if side:
            found.append(Place(side.places[0].address, side.cited, row.anchor))
    return tuple(found)


def deadline_words(clause: Clause) -> str:
    """The last deadline of a clause in words and as a day, "" where it has none."""
    last = max(clause.deadlines, key=lambda d: d.date, default=None)
    return f"{cleaned(last.text)} ({day(last.date)})" if last else ""
