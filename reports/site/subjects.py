"""Pages across forums: each theme over the years, each instrument and partner with the verbs it is named with."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from rapporteur.compare.entities.resolution import NameReader, abbreviations_of
from rapporteur.compare.history.across import Across, Coverage, SharedRun, compare_bodies, shared_runs
from rapporteur.compare.model import Act, Clause
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holding, Holdings
from rapporteur.reports.export.series import ThemePoint, theme_series
from rapporteur.reports.figures.drawing import Figure
from rapporteur.reports.figures.shares import heat_map_of
from rapporteur.reports.prose import count, day, percent, sentence, shortened
from rapporteur.reports.site.addresses import (
    NAMES,
    START,
    THEMES,
    clause_link,
    feed_path,
    forum_page,
    name_page,
    statement_page,
    theme_page,
)
from rapporteur.reports.site.model import Cell, Column, Filter, Line, Link, Page, Section

QUOTED = 220
"""Letters of a clause in a list; the link leads to the whole."""
YEARS = 12
"""Columns of a figure: as many as stay readable."""
KINDS = (("instrument", "Instruments"), ("partner", "Partners"))

Points = Sequence[tuple[Holding, ThemePoint]]


def theme_pages(holdings: Holdings) -> tuple[Page, ...]:
    """The list of themes, and a page for each that is spoken of."""
    points = {h.id: theme_series(h) for h in holdings.forums}
    used: dict[str, list[tuple[Holding, ThemePoint]]] = defaultdict(list)
    for holding in holdings.forums:
        for point in points[holding.id]:
            used[point.theme].append((holding, point))
    names = holdings.theme_names
    ordered = sorted(used, key=lambda theme: theme_name(theme, names))
    runs = shared_runs(statement for holding in holdings.forums for statement in holding.statements)
    pages = [_theme(theme, used[theme], holdings, runs) for theme in ordered]
    columns = (
        Column("Theme"), Column("Forums", "w-count"), Column("Statements", "w-count"), Column("Clauses", "w-count"),
        Column("Promises", "w-count"), Column("Kept", "w-count"),
    )  # fmt: skip
    lines = tuple(_theme_line(theme, used[theme], names) for theme in ordered)
    index = Page(
        path=THEMES,
        title="Themes",
        trail=(Link("Start", START),),
        sections=(
            Section("themes", "Themes of the workspace", "", columns, lines, empty="No theme was found."),
        ),
    )
    return (index, *pages)


def _theme_line(theme: str, points: Points, names: Mapping[str, str]) -> Line:
    made, kept = (sum(getattr(p, name) for _, p in points) for name in ("made", "kept"))
    numbers = (len({h.id for h, _ in points}), len(points), sum(p.clauses for _, p in points), made, kept)
    return Line(
        (Cell(theme_name(theme, names), theme_page(theme)), *(Cell(str(n), is_number=True) for n in numbers))
    )


def _theme(theme: str, points: Points, holdings: Holdings, runs: Sequence[SharedRun]) -> Page:
    name = theme_name(theme, holdings.theme_names)
    forums = {holding.id: holding for holding, _ in points}.values()
    across = compare_bodies(theme, [s for holding in forums for s in holding.statements], runs)
    ordered = sorted(points, key=lambda pair: (pair[1].date, pair[1].statement), reverse=True)
    made, kept = (sum(getattr(p, name) for _, p in points) for name in ("made", "kept"))
    lead = f"{count(len(across.bodies), 'forum')}, {count(len(points), 'statement')}; {count(made, 'promise')} made, {kept} of them kept"
    return Page(
        path=theme_page(theme),
        title=name,
        trail=(Link("Start", START), Link("Themes", THEMES)),
        lead=(sentence(lead),),
        links=(Link("Feed (Atom)", feed_path("theme", theme)),),
        sections=(
            Section("bodies", "Who speaks of it", figure=_figure(points), columns=BODIES,
                    lines=tuple(_body(body, holdings) for body in across.bodies)),
            Section("meetings", "Meeting by meeting", SCALE, MEETINGS, tuple(_point(h, p) for h, p in ordered)),
            *_borrowed(across),
        ),
        feed=feed_path("theme", theme),
    )  # fmt: skip


BODIES = (
    Column("Forum", "w-side"),
    Column("Share", "w-count"),
    Column("From – to", "w-side"),
    Column("Strongest act"),
)
MEETINGS = (
    Column("Meeting", "w-side"), Column("Forum", "w-side"), Column("Clauses", "w-count"), Column("Share", "w-count"),
    Column("Strength", "w-count"), Column("Hedged", "w-count"), Column("Promised", "w-count"), Column("Kept", "w-count"),
)  # fmt: skip
SCALE = (
    "Share is that of the statement’s words; strength the mean tier of its verbs, 1 (bare record) to 7 (act); hedged counts"
    " verbs with a hedge; kept counts those promises of the meeting that were kept since."
)


FIGURE = "Share of the text by forum and year"
CAPTION = (
    "Share of each statement’s words in clauses on the theme; a year’s share is the mean over its statements."
)


def _body(body: Coverage, holdings: Holdings) -> Line:
    names = {h.id: h.name for h in holdings.forums}
    act = body.strongest_act
    strongest = (
        Cell(
            shortened(cleaned(body.strongest_text), QUOTED),
            clause_link(body.strongest),
            note=f"“{cleaned(act.verb)}”, tier {act.tier}; {_when(body.strongest)}",
        )
        if act
        else Cell("no ranked verb")
    )
    span = f"{body.first[:4] or '?'}–{body.last[:4] or '?'}"
    forum = Cell(names.get(body.forum, body.forum), forum_page(body.forum))
    return Line(
        (
            forum,
            Cell(percent(body.share), is_number=True),
            Cell(span, note=count(body.statements, "statement")),
            strongest,
        )
    )


def _point(holding: Holding, point: ThemePoint) -> Line:
    strength = f"{point.strength:.1f}" if point.strength else "–"
    numbers = (
        str(point.clauses),
        percent(point.share),
        strength,
        str(point.hedges),
        str(point.made),
        str(point.kept),
    )
    return Line(
        (
            Cell(day(point.date), statement_page(point.statement)),
            Cell(holding.name, forum_page(holding.id)),
            *(Cell(number, is_number=True) for number in numbers),
        )
    )


def _borrowed(across: Across) -> tuple[Section, ...]:
    if not across.borrowed:
        return ()
    lines = tuple(
        Line(
            (
                Cell(f"“{cleaned(b.words)}”"),
                Cell(_when(b.first), clause_link(b.first)),
                Cell("", links=tuple(Link(_when(address), clause_link(address)) for address in b.taken_up)),
            )
        )
        for b in across.borrowed
    )
    columns = (Column("Words"), Column("Said first", "w-side"), Column("Taken up", "w-side"))
    return (Section("borrowed", "Borrowed wording", "", columns, lines),)


def _figure(points: Points) -> Figure | None:
    """Share of text by forum and year, the last years; a year's share is the mean over its statements."""
    years = sorted({p.date[:4] for _, p in points if p.date})[-YEARS:]
    if len(years) < 2:
        return None
    shares: list[dict[str, float]] = []
    for year in years:
        found: dict[str, list[float]] = defaultdict(list)
        for holding, point in points:
            if point.date.startswith(year):
                found[holding.id].append(point.share)
        shares.append({forum: sum(values) / len(values) for forum, values in found.items()})
    titles = {h.id: h.name for h, _ in points}
    drawn = heat_map_of(shares, tuple(years), tuple(years), titles, "year")
    if drawn is None:
        return None
    return replace(
        drawn,
        title=FIGURE,
        description=f"{count(len(titles), 'forum')}, {years[0]} to {years[-1]}",
        caption=CAPTION,
        columns=("Forum", *years),
    )


@dataclass(frozen=True, slots=True)
class Mention:
    """A clause that names something, and the strongest verb it stands with."""

    forum: str
    date: str
    clause: Clause
    act: Act | None


def name_pages(holdings: Holdings) -> tuple[Page, ...]:
    """The list of instruments and partners, and a page for each that is named more than once."""
    found = _mentions(holdings)
    titles = {h.id: h.name for h in holdings.forums}
    pages = [
        _name(kind, name, mentions, titles)
        for (kind, name), mentions in sorted(found.items())
        if len(mentions) > 1
    ]
    return (_names_index(found, titles), *pages)


def _mentions(holdings: Holdings) -> dict[tuple[str, str], list[Mention]]:
    """Kind and printed name -> its mentions, earliest first. Spellings and short forms of one name are one; it is
    printed as it is most often, at equal numbers the longest."""
    found: dict[tuple[str, str, tuple[str, ...]], list[tuple[str, Mention]]] = defaultdict(list)
    for holding in holdings.forums:
        reader = NameReader(abbreviations_of(holding.statements))
        for statement in holding.statements:
            for clause in statement.clauses:
                for kind, names in (("instrument", clause.instruments), ("partner", clause.partners)):
                    keys = {
                        (reader.name(n).joined or n, tuple(sorted(reader.name(n).years))): n for n in names
                    }
                    for (joined, years), printed in keys.items():
                        mention = Mention(holding.id, statement.meeting.date, clause, _strongest(clause))
                        found[kind, joined, years].append((printed, mention))
    named: dict[tuple[str, str], list[Mention]] = defaultdict(list)
    for (kind, _, _), mentions in found.items():
        counts = Counter(printed for printed, _ in mentions)
        best = max(counts, key=lambda printed: (counts[printed], len(printed), printed))
        named[kind, best] += (mention for _, mention in mentions)
    for mentions_of_one in named.values():
        mentions_of_one.sort(key=lambda m: (m.date, m.clause.address))
    return named


def _strongest(clause: Clause) -> Act | None:
    return max(clause.acts, key=lambda act: act.tier or 0, default=None)


def _names_index(found: Mapping[tuple[str, str], list[Mention]], titles: Mapping[str, str]) -> Page:
    columns = (
        Column("Name"),
        Column("First", "w-side"),
        Column("Last", "w-side"),
        Column("Clauses", "w-count"),
        Column("Forums", "w-count"),
    )
    sections = []
    for kind, title in KINDS:
        names = sorted((name for k, name in found if k == kind), key=str.casefold)
        lines = tuple(_index_line(kind, name, found[kind, name]) for name in names)
        filters = (Filter("words", "Name contains", ()),)
        sections.append(
            Section(
                kind,
                title,
                sentence(count(len(names), "name")),
                columns,
                lines,
                filters,
                empty="None was found.",
            )
        )
    return Page(
        path=NAMES, title="Instruments and partners", trail=(Link("Start", START),), sections=tuple(sections)
    )


def _index_line(kind: str, name: str, mentions: Sequence[Mention]) -> Line:
    first, last = mentions[0], mentions[-1]
    href = name_page(kind, name) if len(mentions) > 1 else clause_link(first.clause.address)
    return Line(
        (
            Cell(cleaned(name), href),
            Cell(day(first.date), clause_link(first.clause.address)),
            Cell(day(last.date), clause_link(last.clause.address)),
            Cell(str(len(mentions)), is_number=True),
            Cell(str(len({m.forum for m in mentions})), is_number=True),
        ),
        facts=(("words", name.casefold()),),
    )


def _name(kind: str, name: str, mentions: Sequence[Mention], titles: Mapping[str, str]) -> Page:
    first, last = mentions[0], mentions[-1]
    lead = f"First named {day(first.date)} by {titles[first.forum]}, last {day(last.date)} by {titles[last.forum]}; in {count(len(mentions), 'clause')}"
    columns = (
        Column("Meeting", "w-side"),
        Column("Forum", "w-side"),
        Column("Verb", "w-who"),
        Column("Clause"),
    )
    forums = sorted({m.forum for m in mentions})
    filters = (Filter("forum", "Forum", tuple((f, titles[f]) for f in forums)),) if len(forums) > 1 else ()
    return Page(
        path=name_page(kind, name),
        title=cleaned(name),
        trail=(Link("Start", START), Link("Instruments and partners", NAMES)),
        lead=(sentence(cleaned(lead)),),
        sections=(
            Section(
                "mentions",
                "Where it is named",
                "",
                columns,
                tuple(_mention(m, titles) for m in mentions),
                filters,
            ),
        ),
    )


def _mention(mention: Mention, titles: Mapping[str, str]) -> Line:
    act, clause = mention.act, mention.clause
    verb = Cell(cleaned(act.verb), note=f"tier {act.tier}" if act.tier else "") if act else Cell("–")
    return Line(
        (
            Cell(
                day(mention.date), clause_link(clause.address), note=cited(clause.address, clause.paragraph)
            ),
            Cell(titles[mention.forum], forum_page(mention.forum)),
            verb,
            Cell(shortened(cleaned(clause.text), QUOTED)),
        ),
        facts=(("forum", mention.forum),),
    )


def _when(address: str) -> str:
    name = address.partition("#")[0]
    return f"{day(name.rpartition('/')[2])}, {cited(address)}"
