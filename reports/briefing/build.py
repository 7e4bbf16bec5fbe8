"""Comparisons -> the Briefing: what the page shows, already chosen, sorted, counted and put in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rapporteur.compare.history.facts import read_facts
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.model import Comparison, Promise, Statement, Thread
from rapporteur.compare.store.settings import Labels
from rapporteur.reports.briefing.citations import bare
from rapporteur.reports.briefing.due import due_of, horizon_of, parted
from rapporteur.reports.briefing.editions import editions_of
from rapporteur.reports.briefing.editions import forum_name as named
from rapporteur.reports.briefing.history import eras_of, lanes_of, told
from rapporteur.reports.briefing.method import (
    DISCLAIMER,
    ladder_of,
    left_out_of,
    limits_of,
    method_of,
    noise_of,
)
from rapporteur.reports.briefing.model import Briefing, Edition, Entry, Group, Material, Row, Side
from rapporteur.reports.briefing.periods import eras_by, in_short, lanes_by, mean_shares, periods_of
from rapporteur.reports.briefing.points import points_of
from rapporteur.reports.briefing.rows import UNTHEMED, annotated, rows_of, theme_name
from rapporteur.reports.briefing.sections import sections_of
from rapporteur.reports.briefing.selection import fallen_silent, ranked, silences
from rapporteur.reports.briefing.summary import (
    FIRST,
    agenda_of,
    leads_of,
    named_of,
    next_meeting_of,
    sections_of_page,
    strip_of,
    top_of,
)
from rapporteur.reports.briefing.wording import cleaned, curled
from rapporteur.reports.briefing.wording import named as printed
from rapporteur.reports.figures.drawing import Figure
from rapporteur.reports.figures.lanes import lane_figure
from rapporteur.reports.figures.model import Due, Lane
from rapporteur.reports.figures.shares import heat_map_of, share_bars, theme_shares
from rapporteur.reports.figures.tiers import tier_matrix
from rapporteur.reports.figures.timeline import timeline
from rapporteur.reports.prose import count, day, number, sentence

QUIET = ("unchanged",)
"""Kinds whose text stands in the concordance and not in the redline."""

RITUAL = ("institution", "meeting")
"""Themes of what every meeting says of itself, of hosts and thanks: in the annex they follow the matters."""


def make_briefing(
    comparison: Comparison,
    *,
    threads: tuple[Thread, ...] = (),
    promises: tuple[Promise, ...] | None = None,
    labels: Labels | None = None,
    forum_name: str = "",
    next_meeting: str = "",
    asof: str = "",
    theme_names: Mapping[str, str] | None = None,
) -> Briefing:
    """The briefing on one pair. ``asof`` is the day it is written for, by default that of the newer statement."""
    return make_series_briefing(
        (comparison,),
        threads=threads,
        promises=promises,
        labels=labels,
        forum_name=forum_name,
        next_meeting=next_meeting,
        asof=asof,
        theme_names=theme_names,
    )


def make_series_briefing(
    comparisons: tuple[Comparison, ...],
    *,
    threads: tuple[Thread, ...] = (),
    promises: tuple[Promise, ...] | None = None,
    labels: Labels | None = None,
    forum_name: str = "",
    next_meeting: str = "",
    asof: str = "",
    theme_names: Mapping[str, str] | None = None,
    notes: tuple[tuple[str, str], ...] = (),
    rulings: tuple[str, ...] = (),
) -> Briefing:
    """The briefing on a forum's series: the last pair in full, and how it came to that.

    ``comparisons`` are those of consecutive meetings, the earliest first. ``promises`` is the ledger up to
    the last meeting; None: that of the last pair is read.
    """
    return assemble(
        Material(
            comparisons=comparisons,
            threads=told(threads, (comparisons[0].old, *(c.new for c in comparisons))),
            promises=promises if promises is not None else _ledger_of(comparisons[-1], asof),
            labels=labels or Labels(),
            forum_name=forum_name
            or named(comparisons[-1].new.meeting.forum, (comparisons[-1].old, comparisons[-1].new)),
            next_meeting=next_meeting,
            asof=asof or max(comparisons[-1].new.meeting.date, comparisons[-1].old.meeting.date),
            theme_names=dict(theme_names or {}),
            notes=notes,
            rulings=rulings,
        )
    )


def _ledger_of(pair: Comparison, asof: str) -> tuple[Promise, ...] | None:
    """The ledger of a pair alone; None where the two texts were not compared."""
    is_compared = pair.comparable.holds or pair.forced
    last = max(pair.old.meeting.date, pair.new.meeting.date)
    return (
        read_ledger((pair.old, pair.new), (pair,), asof=max(asof, last) if asof else "")
        if is_compared
        else None
    )


def assemble(material: Material) -> Briefing:
    """The briefing that this material makes; the same material always makes the same one."""
    last = material.comparisons[-1]
    statements = (material.comparisons[0].old, *(c.new for c in material.comparisons))
    editions = editions_of(statements, material.forum_name)
    old, new = editions[-2], editions[-1]
    rows = annotated(rows_of(last, (old, new), material.theme_names), material.notes)
    leads = leads_of(last, rows)
    top = top_of(leads, rows)
    facts = read_facts(last, material.promises)
    silent, rest = silences(facts, rows)
    due, later = parted(due_of(facts, rows, editions), horizon_of(material))
    lanes = lanes_of(material.threads, editions, statements, material.theme_names)
    silent_count = len(fallen_silent(facts, rows))
    agenda = (*filter(None, [named_of(last, leads[:FIRST])]), *sections_of_page(last))
    briefing = Briefing(
        **_head(material, editions),
        counts=strip_of(rows, is_of_one_body=last.is_of_one_body),
        headlines=leads[:FIRST],
        likely=leads[FIRST:],
        agenda=agenda_of(due, silent, silent_count, agenda),
        top=top[:FIRST],
        silences=silent,
        silence_count=silent_count,
        silence_rest=rest,
        due=due,
        due_rest=later,
        points=points_of(ranked(last, rows)[:FIRST], silent, due),
        eras=eras_by(eras_of(material.comparisons, editions), periods_of(editions)[1:]),
        lanes=in_short(lanes) if periods_of(editions) else lanes,
        figures=_figures(material, statements, editions, lanes, due),
        groups=_groups(rows, material.theme_names),
        entries=_entries(rows),
        left_out=left_out_of(((last.old, old), (last.new, new))),
        method=method_of(last, old, new),
    )
    return sections_of(briefing)


def _head(material: Material, editions: tuple[Edition, ...]) -> dict[str, Any]:
    """The fields of the briefing that need no rows: what it is, of which statements, for which day, under which words."""
    last, (old, new) = material.comparisons[-1], editions[-2:]
    is_compared = last.comparable.holds or last.forced
    return {
        "title": _title(printed(material.forum_name), old, new, is_compared),
        "subtitle": _subtitle(material),
        "heading": f"{printed(material.forum_name)}: {old.short} → {new.short}",
        "date": material.asof,
        "date_words": day(material.asof),
        "labels": material.labels,
        "disclaimer": DISCLAIMER,
        "comparable": is_compared,
        "verdict": last.comparable.verdict.value.replace("-", " "),
        "verdict_reason": curled(cleaned(last.comparable.reason)),
        "forced": last.forced,
        "editions": editions,
        "old": old,
        "new": new,
        "sides": _sides(last),
        "sections": {},
        "next_meeting": next_meeting_of(last, material.next_meeting),
        "noise": noise_of(last),
        "limits": limits_of(last),
        "ladder": ladder_of(last),
        "overrides": tuple(cleaned(line) for line in (*last.overrides, *material.rulings)),
        "material": material,
    }


def _title(forum: str, old: Edition, new: Edition, is_compared: bool) -> str:
    if is_compared:
        return f"{forum}: what changed from {old.named} to {new.named}"
    return f"{forum}: {old.named} and {new.named}, not compared"


def _sides(pair: Comparison) -> tuple[str, str]:
    """A text that is older than the one before it, or that is not compared with it, is not called the later one."""
    is_in_order = pair.old.meeting.date <= pair.new.meeting.date or not pair.new.meeting.date
    is_compared = pair.comparable.holds or pair.forced
    return ("Earlier", "Later") if is_in_order and is_compared else ("First", "Second")


def _subtitle(material: Material) -> str:
    meeting = material.next_meeting
    return f"Briefing for the meeting of {day(meeting)}" if meeting else "Briefing for the next meeting"


def _figures(
    material: Material,
    statements: tuple[Statement, ...],
    editions: tuple[Edition, ...],
    lanes: tuple[Lane, ...],
    due: tuple[Due, ...],
) -> tuple[Figure, ...]:
    """Those figures that have something to draw."""
    last = material.comparisons[-1]
    if not (last.comparable.holds or last.forced):
        return ()
    themes = {t.id for s in statements for c in s.clauses for t in c.themes} | {""}
    names = {theme: theme_name(theme, material.theme_names) for theme in themes}
    shorts = tuple(edition.short for edition in editions)
    ticks = tuple(edition.tick for edition in editions)
    periods = periods_of(editions)
    years = tuple(dict.fromkeys(periods))
    shares = [theme_shares(statement) for statement in statements]
    heat = (
        heat_map_of(mean_shares(shares, periods), years, years, names, "year")
        if periods
        else heat_map_of(shares, shorts, ticks, names)
    )
    by_year = lanes_by(lanes, dict(zip(shorts, periods, strict=True))) if periods else ()
    drawn = (
        heat or share_bars(last.old, last.new, (shorts[-2], shorts[-1]), names),
        tier_matrix(last, (shorts[-2], shorts[-1])),
        timeline(due, material.asof, material.next_meeting),
        lane_figure(by_year, years, years, "year") if periods else lane_figure(lanes, shorts, ticks),
    )
    return tuple(figure for figure in drawn if figure)


def _groups(rows: tuple[Row, ...], names: Mapping[str, str]) -> tuple[Group, ...]:
    """The changed rows by theme: matters in the order of the text, then what has no theme, then the ritual."""
    themes: dict[str, list[Row]] = {}
    for row in rows:
        if row.kind not in QUIET:
            themes.setdefault(row.theme, []).append(row)
    late = [UNTHEMED, *(theme_name(theme, names) for theme in RITUAL)]
    ordered = sorted(themes, key=lambda theme: late.index(theme) if theme in late else -1)
    return tuple(_group(theme, themes[theme], i) for i, theme in enumerate(ordered, 1))


def _group(theme: str, rows: list[Row], position: int) -> Group:
    words = {
        "added": "new",
        "dropped": "dropped",
        "editorial": "editorial",
        "reworded": "reworded",
        "rewritten": "rewritten",
        "perhaps": "perhaps carried over",
    }
    parts = [
        f"{number(n)} {word}"
        for kind, word in words.items()
        if (n := sum(1 for row in rows if row.kind == kind))
    ]
    lead = sentence(f"{count(len(rows), 'change')}: {', '.join(parts)}")
    return Group(f"theme-{position}", theme, lead, tuple(rows))


def _whole(row: Row, text: str) -> str:
    """The words of a clause that stands alone, with the clause that it perhaps carries on."""
    return f"{text} [{row.effects[0]}]" if row.kind == "perhaps" and row.effects else text


def _entries(rows: tuple[Row, ...]) -> tuple[Entry, ...]:
    """Every clause once, in reading order: the unchanged with their text, the changed with a link."""
    entries = []
    for row in rows:
        side = row.new or row.old
        entries.append(
            Entry(
                anchor=row.anchor,
                target="" if row.kind in QUIET else row.anchor,
                old=_bare(row.old),
                new=_bare(row.new),
                kind=row.kind,
                sign=row.sign,
                strength=row.strength,
                text=side.text if side and row.kind in QUIET else row.title.partition(": ")[2],
                title=row.title,
                whole=_whole(row, side.text) if side and not (row.old and row.new) else "",
            )
        )
    return tuple(entries)


def _bare(side: Side | None) -> str:
    """The paragraphs without the word, under a column that says it."""
    return bare(side.cited) if side else ""
