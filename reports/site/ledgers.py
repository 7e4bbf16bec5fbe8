"""What was promised and what became of it: the ledger of a forum, and what is due over all forums."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from rapporteur.compare.history.facts import SETTLED, URGENCY
from rapporteur.compare.model import Promise
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.due import OUTCOME_SIGNS
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.export.holdings import Holding
from rapporteur.reports.prose import count, day, in_days, sentence
from rapporteur.reports.site.addresses import CALENDAR, DUE, START, clause_link, forum_page, thread_page
from rapporteur.reports.site.model import Cell, Column, Filter, Line, Link, Page, Section
from rapporteur.reports.site.texts import is_thread

PENDING = tuple(outcome for outcome in URGENCY if outcome not in SETTLED)
OPEN_ENDED = "open-ended"
OWN = "We"
"""Whose promise it is where the statement's authors speak of themselves."""
COLUMNS = (
    Column("Due", "w-date"),
    Column("Promise"),
    Column("Who", "w-who"),
    Column("Outcome", "w-outcome"),
    Column("Shown by", "w-effect"),
)


def ledger_page(holding: Holding) -> Page:
    """Every promise of a forum; those that can never be done stand apart."""
    bound = [p for p in holding.promises if not p.open_ended]
    endless = [p for p in holding.promises if p.open_ended]
    sections = [_section("promises", "Promises", bound, holding, "No promise was found.")]
    if endless:
        sections.append(
            _section("open-ended", "Open-ended: may be mentioned, but never done", endless, holding, "")
        )
    return Page(
        path=forum_page(holding.id, "ledger"),
        title=f"{holding.name}: promises and what became of them",
        trail=(Link("Start", START), Link(holding.name, forum_page(holding.id))),
        lead=(f"As of {day(holding.asof)}: {tally(bound)}",),
        sections=tuple(sections),
    )


def due_page(holdings: Sequence[Holding]) -> Page:
    """The dated promises of all forums that are not kept, the earliest date first."""
    pending = _pending(holdings)
    forums = Filter("forum", "Forum", tuple((h.id, h.name) for h in holdings if pending_of(h)))
    filters = (forums, *_filters([p for _, p in pending]))
    lead = "Dated promises that no statement reports as kept, in order of their dates. Each forum is judged as of its last meeting."
    return Page(
        path=DUE,
        title="What is due",
        trail=(Link("Start", START),),
        lead=(lead,),
        links=(Link("As a calendar (ICS)", CALENDAR),),
        sections=(_due("Dated promises", pending, sentence(count(len(pending), "promise")), filters),),
    )


def due_section(holdings: Sequence[Holding], most: int) -> Section:
    """The first of them, those ahead before those whose date has passed, for the start of the site."""
    pending = _pending(holdings)
    past = [(h, p) for h, p in pending if p.deadline and p.deadline.date < h.asof]
    ahead = [pair for pair in pending if pair not in past]
    words = f"{count(len(ahead), 'dated promise')} {'lies' if len(ahead) == 1 else 'lie'} ahead; the date of {len(past)} has passed"
    return _due("What is due", (*ahead, *reversed(past))[:most], sentence(words), ())


def _pending(holdings: Sequence[Holding]) -> list[tuple[Holding, Promise]]:
    pending = [(h, p) for h in holdings for p in pending_of(h)]
    return sorted(
        pending, key=lambda pair: (pair[1].deadline.date if pair[1].deadline else "", pair[1].address)
    )


def _due(
    title: str, pending: Sequence[tuple[Holding, Promise]], lead: str, filters: tuple[Filter, ...]
) -> Section:
    columns = (*COLUMNS[:1], Column("Forum", "w-forum"), *COLUMNS[1:])
    lines = tuple(_line(promise, holding, name_forum=True) for holding, promise in pending)
    return Section("due", title, lead, columns, lines, filters, empty="No dated promise is waiting.")


def pending_of(holding: Holding) -> tuple[Promise, ...]:
    """The dated promises of a forum that were not found kept."""
    return tuple(p for p in holding.promises if p.deadline and p.outcome in PENDING and not p.open_ended)


def tally(promises: Iterable[Promise]) -> str:
    """How many promises came to what: "12 promises: 3 overdue, 9 kept."."""
    outcomes = Counter(p.outcome for p in promises)
    parts = "; ".join(f"{outcomes[o]} {o.value}" for o in URGENCY if outcomes[o])
    return sentence(f"{count(outcomes.total(), 'promise')}{': ' if parts else ''}{parts}")


def _section(name: str, title: str, promises: list[Promise], holding: Holding, empty: str) -> Section:
    ordered = sorted(
        promises,
        key=lambda p: (URGENCY.index(p.outcome), p.deadline.date if p.deadline else "9999", p.address),
    )
    filters = _filters(promises) if name == "promises" else ()
    lines = tuple(_line(p, holding) for p in ordered)
    return Section(name, title, "", COLUMNS, lines, filters, empty=empty)


def _filters(promises: list[Promise]) -> tuple[Filter, ...]:
    outcomes = {p.outcome for p in promises}
    doers = Counter(_doer(p) for p in promises)
    years = sorted({_year(p) for p in promises})
    ranked = sorted(doers, key=lambda who: (-doers[who], who))
    return (
        Filter("outcome", "Outcome", tuple((o.value, o.value) for o in URGENCY if o in outcomes)),
        Filter("who", "Who", tuple((who, f"{who} ({doers[who]})") for who in ranked)),
        Filter("due", "Due", tuple((year, year) for year in years)),
    )


def _doer(promise: Promise) -> str:
    """Who is to do it, as one name whatever its capitals."""
    who = cleaned(promise.who).strip()
    return who[:1].upper() + who[1:] if who else OWN


def _year(promise: Promise) -> str:
    return promise.deadline.date[:4] if promise.deadline else "no date"


def _line(promise: Promise, holding: Holding, *, name_forum: bool = False) -> Line:
    clause = holding.clauses.get(promise.address)
    thread = holding.threads.get(promise.address)
    place = f"{day(holding.dates.get(promise.address.partition('#')[0], ''))}, {cited(promise.address, clause.paragraph if clause else '')}"
    through = (Link("through the years", thread_page(thread.id)),) if thread and is_thread(thread) else ()
    due = (
        Cell(day(promise.deadline.date), note=cleaned(promise.deadline.text))
        if promise.deadline
        else Cell("no date")
    )
    outcome = OPEN_ENDED if promise.open_ended else promise.outcome.value
    cells = [
        due,
        Cell(cleaned(promise.what), links=(Link(place, clause_link(promise.address)), *through)),
        Cell(_doer(promise)),
        Cell(outcome, sign="" if promise.open_ended else OUTCOME_SIGNS[promise.outcome]),
        Cell(_reason(promise, holding), links=tuple(_proofs(promise, holding))),
    ]
    if name_forum:
        cells.insert(1, Cell(holding.name, forum_page(holding.id, "ledger")))
    facts = (
        ("outcome", promise.outcome.value),
        ("who", _doer(promise)),
        ("due", _year(promise)),
        ("forum", holding.id),
    )
    return Line(tuple(cells), facts=facts)


def _reason(promise: Promise, holding: Holding) -> str:
    """Why, with addresses as a reader cites them: "vedim/2023-03-03#5" is "3 March 2023, para 5"."""
    found = re.compile(rf"{re.escape(holding.id)}/(\d{{4}}-\d\d-\d\d)(#[^\s,;)]+)?")
    words = found.sub(
        lambda m: f"{day(m[1])}, {cited(m[0])}" if m[2] else f"the statement of {day(m[1])}", promise.reason
    )
    return sentence(in_days(cleaned(words)))


def _proofs(promise: Promise, holding: Holding) -> Iterable[Link]:
    for address in promise.evidence:
        if address in holding.clauses:
            date = holding.dates.get(address.partition("#")[0], "")
            yield Link(
                f"{day(date)}, {cited(address, holding.clauses[address].paragraph)}", clause_link(address)
            )
