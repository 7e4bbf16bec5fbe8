"""Threads as pages: one clause through the years, with the redline from each wording to the next."""

from __future__ import annotations

from rapporteur.compare.model import EditKind, Thread, ThreadState, ThreadStep
from rapporteur.reports.briefing.citations import cited, together
from rapporteur.reports.briefing.history import STATE_SIGNS
from rapporteur.reports.briefing.model import Run, RunKind
from rapporteur.reports.briefing.wording import cleaned, runs_of
from rapporteur.reports.export.holdings import Holding
from rapporteur.reports.prose import count, day, sentence
from rapporteur.reports.site.addresses import START, clause_link, forum_page, thread_page
from rapporteur.reports.site.model import Cell, Column, Line, Link, Page, Section
from rapporteur.reports.site.texts import is_thread

COLUMNS = (
    Column("Meeting", "w-date"),
    Column("Step", "w-outcome"),
    Column("Wording, against the one before"),
)
SURE = 0.95
"""Below it the page says how sure the pairing is."""


def thread_pages(holding: Holding) -> tuple[Page, ...]:
    """A page for each thread that stands at two meetings or more."""
    return tuple(_page(thread, holding) for thread in holding.record.threads if is_thread(thread))


def _page(thread: Thread, holding: Holding) -> Page:
    known = {t.id: t for t in holding.record.threads}
    others = [("Split from", thread.origin), ("Merged into", thread.fate)]
    links = tuple(
        Link(f"{word} the passage of {_when(other, holding)}", thread_page(other) if is_thread(known[other]) else clause_link(other))
        for word, other in others
        if other in known
    )  # fmt: skip
    present = [step for step in thread.steps if step.addresses]
    first, last = (day(holding.dates[step.statement]) for step in (present[0], present[-1]))
    lead = f"In {count(len(present), 'statement')}, from {first} to {last}"
    return Page(
        path=thread_page(thread.id),
        title=cleaned(thread.title),
        trail=(Link("Start", START), Link(holding.name, forum_page(holding.id))),
        lead=(sentence(lead),),
        links=links,
        sections=(
            Section(
                "steps",
                "Through the years",
                "",
                COLUMNS,
                tuple(_line(step, holding) for step in thread.steps),
            ),
        ),
    )


def _line(step: ThreadStep, holding: Holding) -> Line:
    notes = [step.note, *step.reasons]
    if step.addresses and step.confidence < SURE:
        notes.append(f"the pairing is {step.confidence:.0%} sure")
    is_changed = any(edit.kind is not EditKind.KEEP for edit in step.edits)
    runs = (
        runs_of(step.edits) if is_changed else (Run(RunKind.KEEP, cleaned(step.text)),) if step.text else ()
    )
    words = "; ".join(cleaned(note) for note in notes if note)
    where = together(cited(address) for address in step.addresses)
    link = clause_link(step.addresses[0]) if step.addresses else ""
    gone = "Not in this statement." if step.state is ThreadState.DROPPED else ""
    return Line(
        (
            Cell(day(holding.dates[step.statement]), link, note=where),
            Cell(step.state.value, sign=STATE_SIGNS[step.state]),
            Cell(gone, runs=runs, note=sentence(words) if words else ""),
        )
    )


def _when(address: str, holding: Holding) -> str:
    return f"{day(holding.dates.get(address.partition('#')[0], ''))}, {cited(address)}"
