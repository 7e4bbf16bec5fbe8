"""The bottom line: at most five sentences and a strip of counts, each number counted from the rows beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from rapporteur.compare.history.facts import Facts
from rapporteur.compare.model import ChangeKind, Comparison, Outcome, Promise, Strength
from rapporteur.reports.briefing.model import Count, Edition, Line, Row
from rapporteur.reports.briefing.rows import NAMED_PLACES, places_of, theme_name
from rapporteur.reports.briefing.selection import fallen_silent
from rapporteur.reports.figures.shares import UNTHEMED, theme_shares
from rapporteur.reports.prose import count, listed, number, percent, plural, sentence, told

MOVED_SHARE = 0.03
"""A theme grew or shrank where its share moved by three points: less is one sentence of a short statement."""

NAMED = 3
"""Themes named in a sentence."""


def tally(rows: Iterable[Row], **wanted: str) -> tuple[Row, ...]:
    """The rows whose fields have these values; a pairing below 0.5 is counted nowhere on the first page."""
    return tuple(
        row
        for row in rows
        if not row.doubtful and all(getattr(row, name) == value for name, value in wanted.items())
    )


def strip_of(rows: tuple[Row, ...]) -> tuple[Count, ...]:
    """The counts of the headline strip."""
    reworded = tally(rows, kind=ChangeKind.REWORDED.value) + tally(rows, kind=ChangeKind.REWRITTEN.value)
    alike = tally(rows, kind=ChangeKind.UNCHANGED.value) + tally(rows, kind=ChangeKind.EDITORIAL.value)
    counted = (
        ("new", tally(rows, kind=ChangeKind.ADDED.value)),
        ("dropped", tally(rows, kind=ChangeKind.DROPPED.value)),
        ("reworded or rewritten", reworded),
        ("stronger", tally(rows, strength=Strength.STRONGER.value)),
        ("weaker", tally(rows, strength=Strength.WEAKER.value)),
        ("unchanged or editorial", alike),
    )
    return tuple(Count(len(mine), words, tuple(row.anchor for row in mine)) for words, mine in counted)


def bottom_line(
    facts: Facts,
    rows: tuple[Row, ...],
    editions: tuple[Edition, Edition],
    names: Mapping[str, str],
) -> tuple[Line, ...]:
    """The sentences, most important first; one that has nothing to say is left out."""
    lines = (
        _text(rows),
        _strength(rows, has_tiers(facts.comparison)),
        _silence(facts, rows),
        _promises(facts.dated),
        _themes(facts.comparison, editions, names),
    )
    return tuple(line for line in lines if line)


def _text(rows: tuple[Row, ...]) -> Line:
    if not rows:
        return Line("Text", "Neither statement has a clause to compare.")
    added = tally(rows, kind=ChangeKind.ADDED.value)
    dropped = tally(rows, kind=ChangeKind.DROPPED.value)
    same = tally(rows, kind=ChangeKind.UNCHANGED.value)
    editorial = tally(rows, kind=ChangeKind.EDITORIAL.value)
    worded = tally(rows, kind=ChangeKind.REWORDED.value) + tally(rows, kind=ChangeKind.REWRITTEN.value)
    if len(same) == len(rows):
        return Line("Text", sentence(f"nothing changed: {_all_stand(len(rows))}"))
    carried = len(same) + len(editorial) + len(worded)
    ways = ((worded, "in other words"), (editorial, "with editorial changes only"), (same, "unchanged"))
    kept = [(len(mine), words) for mine, words in ways if mine]
    text = f"{count(len(added), 'clause')} {plural('is', len(added))} new and {told(len(dropped), 'was')} dropped"
    text += f"; {told(carried, 'was')} carried over"
    if len(kept) == 1:
        text += f", {'' if carried == 1 else 'all '}{kept[0][1]}"
    elif kept:
        text += f", {listed(f'{number(n)} {words}' for n, words in kept)}"
    doubtful = sum(row.doubtful for row in rows)
    unsure = sentence(f"{count(doubtful, 'doubtful pairing')} {plural('is', doubtful)} not counted")
    return Line("Text", f"{sentence(text)} {unsure}" if doubtful else sentence(text))


def _all_stand(rows: int) -> str:
    return (
        "the one clause stands as it was" if rows == 1 else f"all {number(rows)} clauses stand as they were"
    )


def has_tiers(comparison: Comparison) -> bool:
    """Whether either text has a verb that the ladder ranks; a central bank's has none."""
    clauses = (*comparison.old.clauses, *comparison.new.clauses)
    return any(act.tier for clause in clauses for act in clause.acts)


def _strength(rows: tuple[Row, ...], has_tiers: bool) -> Line:
    up = tally(rows, strength=Strength.STRONGER.value)
    down = tally(rows, strength=Strength.WEAKER.value)
    mixed = tally(rows, strength=Strength.MIXED.value)
    if not (up or down or mixed):
        if not has_tiers:
            return Line(
                "Strength", "These texts carry no verbs that the ladder ranks, so no strength is claimed."
            )
        return Line("Strength", "No carried clause was found to bind more or less than before.")
    text = f"{count(len(up), 'carried clause')} {plural('binds', len(up))} more than before and {told(len(down), 'binds')} less"
    if mixed:
        text += f"; {number(len(mixed))} {plural('is', len(mixed))} stronger in part and weaker in part"
    return Line("Strength", sentence(text), places_of((*down, *up)), len(down) + len(up) - NAMED_PLACES)


def _silence(facts: Facts, rows: tuple[Row, ...]) -> Line | None:
    silent = fallen_silent(facts, rows)
    if not silent:
        return None
    n, dated = len(silent), sum(1 for _, promised in silent if any(clause.deadlines for clause in promised))
    text = f"{count(n, 'undertaking')} of the earlier statement {plural('is', n)} not mentioned in this one"
    if dated:
        some = "all" if n == dated else f"{number(dated)} of them"
        text += f", {some} with a date" if n > 1 else ", and it had a date"
    return Line("Silence", sentence(text), places_of(row for row, _ in silent), n - NAMED_PLACES)


def _promises(promises: tuple[Promise, ...]) -> Line | None:
    if not promises:
        return None
    by = Counter(p.outcome for p in promises)
    kept = by[Outcome.KEPT] + by[Outcome.KEPT_LATE]
    again = by[Outcome.RESTATED] + by[Outcome.WEAKENED]
    missing = by[Outcome.UNMENTIONED] + by[Outcome.PASSED_OVER]
    parts = [
        f"{number(kept) if kept else 'none'} kept",
        f"{number(by[Outcome.KEPT_IN_PART])} kept in part" if by[Outcome.KEPT_IN_PART] else "",
        f"{number(by[Outcome.PROGRESSED])} in progress" if by[Outcome.PROGRESSED] else "",
        f"{number(by[Outcome.REDATED])} given a new date" if by[Outcome.REDATED] else "",
        f"{number(by[Outcome.DATE_DROPPED])} without {plural('its', by[Outcome.DATE_DROPPED])} date now"
        if by[Outcome.DATE_DROPPED]
        else "",
        f"{number(again)} made again" if again else "",
        f"{number(by[Outcome.DISCONTINUED])} given up" if by[Outcome.DISCONTINUED] else "",
        f"{number(by[Outcome.OVERDUE])} overdue" if by[Outcome.OVERDUE] else "",
        f"{number(by[Outcome.UNCLEAR])} past {plural('its', by[Outcome.UNCLEAR])} date with nothing told"
        if by[Outcome.UNCLEAR]
        else "",
        f"{number(missing)} not mentioned" if missing else "",
        f"{number(by[Outcome.OPEN])} still open" if by[Outcome.OPEN] else "",
    ]
    text = f"{count(len(promises), 'dated promise')} {'concerns' if len(promises) == 1 else 'concern'} this meeting: {listed(p for p in parts if p)}"
    return Line("Promises", sentence(text))


def _themes(
    comparison: Comparison, editions: tuple[Edition, Edition], names: Mapping[str, str]
) -> Line | None:
    before, after = theme_shares(comparison.old), theme_shares(comparison.new)
    moved = {t: after.get(t, 0) - before.get(t, 0) for t in {*before, *after} - {UNTHEMED}}
    order = sorted(moved, key=lambda t: (-abs(moved[t]), t))
    grew = [t for t in order if moved[t] >= MOVED_SHARE][:NAMED]
    shrank = [t for t in order if moved[t] <= -MOVED_SHARE][:NAMED]

    def said(theme: str) -> str:
        return (
            f"{theme_name(theme, names)} ({percent(before.get(theme, 0))} to {percent(after.get(theme, 0))})"
        )

    parts = [
        f"{word} {listed(map(said, some))}" for word, some in (("more on", grew), ("less on", shrank)) if some
    ]
    if not parts:
        return None
    return Line("Themes", sentence(f"by share of the text there is {'; there is '.join(parts)}"))
