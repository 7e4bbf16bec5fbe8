"""Statements as running texts with marks at their side, and the history of a forum behind a slider."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from rapporteur.compare.model import Clause, Comparison, EditKind, Statement, Thread, ThreadState, ThreadStep
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.history import STATE_SIGNS
from rapporteur.reports.briefing.model import Briefing, Run, RunKind
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned, runs_of
from rapporteur.reports.export.holdings import Holding
from rapporteur.reports.prose import count, day
from rapporteur.reports.site.addresses import (
    START,
    changes_page,
    clause_link,
    forum_page,
    statement_page,
    theme_page,
    thread_page,
)
from rapporteur.reports.site.model import (
    Edition,
    Headline,
    HistoryPage,
    Link,
    Neighbours,
    PairPage,
    Passage,
    TextPage,
)

OLDEST = 4
"""The highest class of age; the classes between are shares of the series so far."""
HEADLINES = 10
"""Headlines above a text; the page of changes has every change."""
LINKS = 3
"""Clauses that a headline leads to."""
NO_CHANGE = (ThreadState.CARRIED,)


@dataclass(frozen=True)
class Texts:
    """Makes the pages of one forum's texts. ``names`` are the themes' printed names."""

    holding: Holding
    names: dict[str, str]

    @cached_property
    def steps(self) -> dict[tuple[str, str], tuple[Thread, ThreadStep]]:
        """The thread and its step, by statement and address."""
        return {
            (step.statement, address): (thread, step)
            for thread in self.holding.record.threads
            for step in thread.steps
            for address in step.addresses
        }

    @cached_property
    def places(self) -> dict[str, int]:
        """The place of each statement in the series, from 0."""
        return {s.name: at for at, s in enumerate(self.holding.statements)}

    def passages(self, statement: Statement, *, redline: bool = False) -> Iterator[Passage]:
        """The clauses of a statement in order; with ``redline`` each against its wording before."""
        heading = ""
        for clause in statement.clauses:
            yield self._passage(
                statement, clause, clause.section if clause.section != heading else "", redline
            )
            heading = clause.section

    def _passage(self, statement: Statement, clause: Clause, heading: str, redline: bool) -> Passage:
        thread, step = self.steps.get((statement.name, clause.address), (None, None))
        at = self.places[statement.name]
        state = step.state if step else ThreadState.NEW
        mark, age = self._mark(thread, state, at)
        runs = runs_of(step.edits) if redline and step and _is_changed(step) else _plain(clause.text)
        is_followed = thread is not None and is_thread(thread)
        return Passage(
            anchor=clause.address.partition("#")[2],
            cited=_short(clause),
            heading=cleaned(heading),
            runs=runs,
            mark=mark,
            sign=STATE_SIGNS[state] if at else "",
            age=age,
            href=thread_page(thread.id) if thread and is_followed else "",
            themes=tuple(Link(theme_name(t.id, self.names), theme_page(t.id)) for t in clause.themes),
        )

    def _mark(self, thread: Thread | None, state: ThreadState, at: int) -> tuple[str, int | None]:
        """The words at the side of a clause and its class of age, by the first meeting of its thread."""
        first = thread.id.partition("#")[0] if thread else ""
        if not at:
            return "", None
        if state is ThreadState.NEW or first not in self.places:
            return "new", 0
        age = at - self.places[first]
        year = self.holding.dates[first][:4] or "the first"
        what = "unchanged here" if state in NO_CHANGE else state.value
        return f"since {year}, {what}", max(1, -(-OLDEST * age // at)) if age else 0

    def text_page(self, statement: Statement, briefing: Briefing | None) -> TextPage:
        """The page of a statement; ``briefing`` is that on it and the one before, None for the first."""
        at = self.places[statement.name]
        headlines = headlines_of(self.holding.record.comparisons[at - 1]) if at else ()
        kind = statement.kind.value.replace("-", " ")
        lead = [
            f"{cleaned(statement.title)}. {kind.capitalize()}, {count(len(statement.clauses), 'clause')}."
        ]
        links = [
            Link(
                "How old is this text?",
                f"{forum_page(self.holding.id, 'history')}#{slider_anchor(statement)}",
            )
        ]
        if briefing:
            links.insert(0, Link("What changed", changes_page(statement.name)))
        return TextPage(
            path=statement_page(statement.name),
            title=f"{self.holding.name}: {meeting_title(statement)}",
            trail=self.trail(),
            lead=tuple(lead),
            links=tuple(links),
            headlines=headlines,
            counts=tuple((c.words, c.value) for c in briefing.counts)
            if briefing and briefing.comparable
            else (),
            passages=tuple(self.passages(statement)),
            neighbours=self._neighbours(at, ""),
        )

    def pair_page(self, old: Statement, new: Statement, briefing: Briefing) -> PairPage:
        """The page of what changed from one statement to the next."""
        sections = {name: replace(section, number="") for name, section in briefing.sections.items()}
        sides = [(row.anchor, side) for row in briefing.rows for side in (row.new or row.old,) if side]
        return PairPage(
            path=changes_page(new.name),
            title=briefing.title,
            trail=(*self.trail(), Link(meeting_title(new), statement_page(new.name))),
            links=(
                Link(f"Text of {meeting_title(old)}", statement_page(old.name)),
                Link(f"Text of {meeting_title(new)}", statement_page(new.name)),
            ),
            briefing=replace(briefing, sections=sections),
            neighbours=self._neighbours(self.places[new.name], "changes-"),
            clauses=tuple(
                (anchor, Link(side.places[0].cited, clause_link(side.places[0].address)))
                for anchor, side in sides
            ),
        )

    def history_page(self) -> HistoryPage:
        """All texts of the forum, each against the one before."""
        statements = self.holding.statements
        return HistoryPage(
            path=forum_page(self.holding.id, "history"),
            title=f"{self.holding.name}: the text through {count(len(statements), 'meeting')}",
            trail=self.trail(),
            lead=(
                "Move the slider. The mark beside a passage says since when it has stood and what this meeting changed.",
            ),
            editions=tuple(map(self._edition, statements)),
        )

    def _edition(self, statement: Statement) -> Edition:
        dropped = [
            (thread, thread.steps[at - 1])
            for thread in self.holding.record.threads
            for at, step in enumerate(thread.steps)
            if step.statement == statement.name and step.state is ThreadState.DROPPED and at
        ]
        return Edition(
            short=statement.meeting.date or "undated",
            long=meeting_title(statement),
            href=statement_page(statement.name),
            passages=tuple(self.passages(statement, redline=True)),
            dropped=tuple(self._dropped(thread, last) for thread, last in dropped if last.text),
        )

    def _dropped(self, thread: Thread, last: ThreadStep) -> Passage:
        address = last.addresses[0] if last.addresses else thread.id
        return Passage(
            anchor="",
            cited=cited(address),
            heading="",
            runs=(Run(RunKind.DELETE, cleaned(last.text)),),
            mark=f"last in {self.holding.dates.get(last.statement, '')[:4]}",
            sign=STATE_SIGNS[ThreadState.DROPPED],
            age=None,
            href=thread_page(thread.id) if is_thread(thread) else clause_link(address),
        )

    def trail(self) -> tuple[Link, ...]:
        """The way to the forum."""
        return (Link("Start", START), Link(self.holding.name, forum_page(self.holding.id)))

    def _neighbours(self, at: int, prefix: str) -> Neighbours:
        statements, lowest = self.holding.statements, 1 if prefix else 0

        def link(place: int) -> Link | None:
            if not lowest <= place < len(statements):
                return None
            words = f"{'Changes at ' if prefix else ''}{meeting_title(statements[place])}"
            return Link(words, statement_page(statements[place].name, prefix))

        return Neighbours(link(at - 1), link(at + 1))


def meeting_title(statement: Statement) -> str:
    """A meeting in a few words: "no. 9, 23 February 2024, Ternhaven"."""
    meeting = statement.meeting
    number = f"no. {meeting.number}" if meeting.number else ""
    return cleaned(", ".join(part for part in (number, day(meeting.date), meeting.place) if part))


def slider_anchor(statement: Statement) -> str:
    """The place of a statement on the page of the history."""
    return f"at-{statement.meeting.date or 'undated'}"


def is_thread(thread: Thread) -> bool:
    """Whether a thread has a page of its own: it stands at two meetings or more."""
    return sum(bool(step.addresses) for step in thread.steps) > 1


def headlines_of(comparison: Comparison) -> tuple[Headline, ...]:
    """What leads the page on a comparison, each with links to its clauses in both texts."""
    return tuple(
        Headline(
            headline.kind.value.replace("-", " ").capitalize(),
            cleaned(headline.text),
            cleaned(headline.before),
            tuple(
                Link(cite(address), clause_link(address))
                for address in (*headline.new, *headline.old)[:LINKS]
            ),
        )
        for headline in comparison.headlines[:HEADLINES]
    )


def cite(address: str) -> str:
    """A clause with its day: "14 February 2025, para 8.b"."""
    name = address.partition("#")[0]
    return f"{day(name.rpartition('/')[2])}, {cited(address)}"


def _is_changed(step: ThreadStep) -> bool:
    return any(edit.kind is not EditKind.KEEP for edit in step.edits)


def _plain(text: str) -> tuple[Run, ...]:
    return (Run(RunKind.KEEP, cleaned(text)),)


def _short(clause: Clause) -> str:
    """The number at the side of a clause."""
    return cited(clause.address, clause.paragraph).removeprefix("para ")
