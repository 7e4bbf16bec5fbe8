"""The start of the site and the page of each forum: meetings, what is due, and the threads worth following."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rapporteur.compare.model import Statement, Thread
from rapporteur.reports.answers.themes import shares_of
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holding, Holdings
from rapporteur.reports.prose import count, day, sentence
from rapporteur.reports.site.addresses import (
    CALENDAR,
    DUE,
    START,
    changes_page,
    feed_path,
    forum_page,
    statement_page,
    theme_page,
    thread_page,
)
from rapporteur.reports.site.ledgers import due_section, pending_of, tally
from rapporteur.reports.site.model import Cell, Column, Line, Link, Page, Section
from rapporteur.reports.site.texts import is_thread, meeting_title

MOST_HEADINGS = 40
"""Headings in the table; of texts that are headed anew each year the rest are of older ones."""
LATEST = 12
"""Meetings and due dates that the start names; the other pages have all."""


def forum_index(holding: Holding, briefings: Mapping[str, Briefing], names: Mapping[str, str]) -> Page:
    """A forum: its meetings, newest first, and its threads. ``briefings`` are by the name of the later statement."""
    meeting = _next_meeting(holding)
    lead = [sentence(f"{count(len(holding.statements), 'statement')} on record")]
    lead += [f"Next meeting: {meeting}."] if meeting else []
    lead += (
        [f"{tally(p for p in holding.promises if not p.open_ended)} As of {day(holding.asof)}."]
        if holding.promises
        else []
    )
    newest = holding.statements[-1]
    links = [Link("What changed last", changes_page(newest.name))] if newest.name in briefings else []
    links += [
        Link("How old is the text?", forum_page(holding.id, "history")),
        Link("Promises", forum_page(holding.id, "ledger")),
        Link("Feed (Atom)", feed_path("forum", holding.id)),
    ]
    meetings = tuple(_meeting(s, briefings.get(s.name)) for s in reversed(holding.statements))
    titles = ("Meeting", "Clauses", "New", "Dropped", "Reworded", "▲ Stronger", "▼ Weaker")
    columns = (Column("Meeting"), *(Column(title, "w-count") for title in titles[1:]))
    return Page(
        path=forum_page(holding.id),
        title=holding.name,
        trail=(Link("Start", START),),
        lead=tuple(lead),
        links=tuple(links),
        sections=(
            Section("meetings", "Meetings", "", columns, meetings),
            *_headings(holding),
            _threads(holding, names),
        ),
        feed=feed_path("forum", holding.id),
    )


def _meeting(statement: Statement, briefing: Briefing | None) -> Line:
    head = Cell(meeting_title(statement), statement_page(statement.name))
    size = Cell(str(len(statement.clauses)), is_number=True)
    if not briefing or not briefing.comparable:
        return Line((head, size, *(Cell("–", is_number=True) for _ in range(5))))
    counts = {c.words: c.value for c in briefing.counts}
    wanted = ("new", "dropped", "reworded or rewritten", "stronger", "weaker")
    href = changes_page(statement.name)
    numbers = (Cell(str(counts.get(name, 0)), href, is_number=True) for name in wanted)
    return Line((head, size, *numbers))


def _headings(holding: Holding) -> tuple[Section, ...]:
    """The statements by their own headings, those of the latest first; none where they have none."""
    shares = shares_of(holding.id, holding.statements[-LATEST:], "heading").statements
    every = {heading for _, share in shares for heading in share if heading}
    ordered = sorted(
        every, key=lambda heading: ([-share.get(heading, 0) for _, share in reversed(shares)], heading)
    )
    columns = (Column("Heading"), *(Column(name.rpartition("/")[2][:7], "w-count") for name, _ in shares))
    lines = tuple(
        Line((Cell(cleaned(h)), *(Cell(f"{s[h]:.0%}" if h in s else "–", is_number=True) for _, s in shares)))
        for h in ordered[:MOST_HEADINGS]
    )
    lead = "Share of each text under each of its own headings."
    return (Section("headings", "By the statements’ own headings", lead, columns, lines),) if lines else ()


def _threads(holding: Holding, names: Mapping[str, str]) -> Section:
    """The threads at two meetings or more, by theme, the longest first."""
    told = [thread for thread in holding.record.threads if is_thread(thread)]
    told.sort(key=lambda t: (theme_name(t.themes[0], names) if t.themes else "~", -len(t.steps), t.id))
    columns = (
        Column("Passage"),
        Column("Theme", "w-theme"),
        Column("Meetings", "w-when"),
        Column("Last step", "w-outcome"),
    )
    return Section(
        "threads",
        "Passages through the years",
        sentence(
            f"{count(len(told), 'passage')} that {'stands' if len(told) == 1 else 'stand'} at two meetings or more"
        ),
        columns,
        tuple(_thread(thread, holding, names) for thread in told),
        empty="No passage stands at two meetings.",
    )


def _thread(thread: Thread, holding: Holding, names: Mapping[str, str]) -> Line:
    present = [step for step in thread.steps if step.addresses]
    years = f"{holding.dates[present[0].statement][:4]}–{holding.dates[present[-1].statement][:4]}"
    themes = tuple(Link(theme_name(theme, names), theme_page(theme)) for theme in thread.themes)
    return Line(
        (
            Cell(cleaned(thread.title), thread_page(thread.id)),
            Cell("" if themes else theme_name("", names), links=themes),
            Cell(years, note=count(len(present), "meeting")),
            Cell(thread.steps[-1].state.value),
        )
    )


FORUMS = (
    Column("Forum"), Column("Last meeting", "w-side"), Column("Next meeting", "w-side"), Column("Waiting", "w-date"),
)  # fmt: skip
MEETINGS = (Column("Meeting"), Column("Forum", "w-side"), Column("What changed", "w-side"))
TITLE = "Statements, what changed, and what became of the promises"


def start_page(holdings: Holdings) -> Page:
    """The start: forums, latest meetings, what is due, and what could not be read."""
    every = [(h, s) for h in holdings.forums for s in h.statements]
    latest = sorted(every, key=lambda pair: (pair[1].meeting.date, pair[1].name), reverse=True)[:LATEST]
    sizes = (
        count(len(holdings.forums), "forum"),
        count(len(every), "statement"),
        count(sum(len(s.clauses) for _, s in every), "clause"),
    )
    sections = [
        Section("forums", "Forums", "", FORUMS, tuple(map(_forum, holdings.forums))),
        Section("latest", "Latest meetings", "", MEETINGS, tuple(_latest(*pair) for pair in latest)),
        due_section(holdings.forums, LATEST),
    ]
    return Page(
        path=START,
        title=cleaned(holdings.settings.labels.organisation or TITLE),
        lead=(sentence(", ".join(sizes)),),
        links=(Link("All that is due", DUE), Link("Calendar (ICS)", CALENDAR)),
        sections=(*sections, *_problems(holdings.problems)),
    )


def _forum(holding: Holding) -> Line:
    newest = holding.statements[-1]
    waiting = len(pending_of(holding))
    return Line(
        (
            Cell(holding.name, forum_page(holding.id), note=count(len(holding.statements), "statement")),
            Cell(meeting_title(newest), statement_page(newest.name)),
            Cell(_next_meeting(holding) or "not known"),
            Cell(f"{waiting} dated" if waiting else "–", forum_page(holding.id, "ledger") if waiting else ""),
        )
    )


def _latest(holding: Holding, statement: Statement) -> Line:
    is_first = statement is holding.statements[0]
    return Line(
        (
            Cell(meeting_title(statement), statement_page(statement.name)),
            Cell(holding.name, forum_page(holding.id)),
            Cell("the first on record")
            if is_first
            else Cell("against the one before", changes_page(statement.name)),
        )
    )


def _problems(problems: Sequence[tuple[str, str]]) -> tuple[Section, ...]:
    """The section on what was left out, none where nothing was."""
    lines = tuple(Line((Cell(cleaned(source)), Cell(cleaned(why)))) for source, why in problems)
    columns = (Column("File", "w-side"), Column("Why"))
    return (Section("left-out", "Left out", "", columns, lines),) if lines else ()


def _next_meeting(holding: Holding) -> str:
    if not holding.next_meeting:
        return ""
    return cleaned(", ".join(part for part in (day(holding.next_meeting), holding.next_place) if part))
