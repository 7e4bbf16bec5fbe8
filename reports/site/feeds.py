"""What the feeds of the site say: the meetings of a forum, a theme at each meeting, a watched phrase."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from rapporteur.compare.history.watch import Watched, watch
from rapporteur.compare.model import ChangeKind, Comparison, Statement
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.feeds import Entry, to_atom
from rapporteur.reports.export.holdings import Holding, Holdings
from rapporteur.reports.export.series import ThemePoint, theme_series
from rapporteur.reports.prose import count, day, percent, sentence, shortened
from rapporteur.reports.site.addresses import changes_page, feed_path, statement_page
from rapporteur.reports.site.texts import headlines_of, meeting_title

QUOTED = 200
"""Letters of a clause in a feed."""
NOTHING = (ChangeKind.UNCHANGED, ChangeKind.EDITORIAL)


def forum_feed(holding: Holding, address: str) -> bytes:
    """One entry for each meeting, with the headlines against the one before."""
    before = {c.new.name: c for c in holding.record.comparisons}
    entries = []
    for statement in holding.statements:
        comparison = before.get(statement.name)
        told = headlines_of(comparison) if comparison else ()
        lines = (
            tuple(f"{h.text} {h.before}".strip() for h in told) if comparison else ("The first on record.",)
        )
        href = changes_page(statement.name) if comparison else statement_page(statement.name)
        title = f"{holding.name}: {meeting_title(statement)}"
        entries.append(Entry(statement.name, statement.meeting.date, title, lines, href))
    path = feed_path("forum", holding.id)
    return to_atom(f"forum {holding.id}", holding.name, path, entries, address)


def shared_feeds(holdings: Holdings, address: str) -> Iterator[tuple[str, bytes]]:
    """The feeds across forums, one for each theme and for each watched phrase: (path, bytes)."""
    entries: dict[str, list[Entry]] = defaultdict(list)
    for holding in holdings.forums:
        changed = {c.new.name: _kinds(c) for c in holding.record.comparisons}
        for point in theme_series(holding):
            kinds = changed.get(point.statement, {}).get(point.theme, Counter())
            entries[point.theme].append(_theme_entry(holding, point, kinds))
    for theme, found in sorted(entries.items()):
        path, name = feed_path("theme", theme), theme_name(theme, holdings.theme_names)
        yield path, to_atom(f"theme {theme}", f"Theme: {name}", path, found, address)
    for phrase in holdings.settings.watch.phrases:
        path = feed_path("watch", phrase)
        found = [entry for holding in holdings.forums for entry in _watched(holding, phrase)]
        yield path, to_atom(f"watch {phrase}", f"Watched: {phrase}", path, found, address)


def _kinds(comparison: Comparison) -> dict[str, Counter[str]]:
    """How many changes of each kind there are, by theme."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for change in comparison.changes:
        if change.kind not in NOTHING:
            for theme in change.themes:
                found[theme][change.kind.value] += 1
    return found


def _theme_entry(holding: Holding, point: ThemePoint, kinds: Counter[str]) -> Entry:
    lines = [sentence(f"{count(point.clauses, 'clause')}, {percent(point.share)} of the text")]
    if kinds:
        changes = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
        lines.append(f"Against the statement before: {changes}.")
    if point.made:
        lines.append(sentence(f"{count(point.made, 'promise')} made"))
    title = f"{holding.name}, {day(point.date)}"
    return Entry(point.statement, point.date, title, tuple(lines), statement_page(point.statement))


def _watched(holding: Holding, phrase: str) -> Iterator[Entry]:
    before: Statement | None = None
    for statement in holding.statements:
        (found,) = watch(statement, before, (phrase,))
        before = statement
        if found.event:
            yield _watched_entry(holding, statement, found)


def _watched_entry(holding: Holding, statement: Statement, found: Watched) -> Entry:
    title = f"“{found.phrase}” {found.event}: {holding.name}, {day(statement.meeting.date)}"
    lines = [f"{cited(c.address, c.paragraph)}: {shortened(cleaned(c.text), QUOTED)}" for c in found.clauses]
    return Entry(
        statement.name,
        statement.meeting.date,
        title,
        tuple(lines) or ("No longer said.",),
        statement_page(statement.name),
    )
