"""A briefing for other readers than the desk officer: a page of few words, taken from the same facts.

The journalist gets one screen with three lines that may be quoted; the negotiator the open points, what stands in
square brackets, and what earlier statements said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from rapporteur.compare.model import Clause, Outcome, Thread
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.editions import place_of
from rapporteur.reports.briefing.model import Briefing, Lead, Row
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.figures.model import Place
from rapporteur.reports.prose import count, sentence, shortened

QUOTES, LONGEST_QUOTE = 3, 45
"""Lines for the journalist, and the words of the longest."""
LETTERS = 240
"""Letters quoted of a clause elsewhere."""
DONE = (Outcome.KEPT, Outcome.KEPT_LATE, Outcome.DISCONTINUED)
LEANS = re.compile(r"\b(?:it|them|they|this|these|those|others|such|above|thereof)\b", re.IGNORECASE)
"""Words with which a sentence leans on the one before: alone it could not be understood."""


@dataclass(frozen=True, slots=True)
class Item:
    """A line of the page: ``label`` says what it is, ``text`` is a fact or a quotation, ``places`` show it."""

    text: str
    places: tuple[Place, ...] = ()
    label: str = ""
    is_quoted: bool = False

    @property
    def words(self) -> int:
        """How many words the line has."""
        return len(f"{self.label} {self.text}".split())


@dataclass(frozen=True, slots=True)
class ReaderPart:
    """A part of the page; ``empty`` stands where it has no items."""

    title: str
    items: tuple[Item, ...]
    empty: str


def reader_parts(briefing: Briefing) -> tuple[ReaderPart, ...]:
    """The parts of the page for the reader whom the briefing is for, within that reader's number of words."""
    limit, *parts = READERS[briefing.material.reader]
    made, left = [], limit
    for title, empty, items_of in parts:
        items = tuple(_fitting(items_of(briefing), left))
        left -= sum(item.words for item in items)
        made.append(ReaderPart(title, items, empty))
    return tuple(made)


def _fitting(items: Iterable[Item], words: int) -> Iterator[Item]:
    """The items that fit into so many words; the first that does not ends the part."""
    for item in items:
        words -= item.words
        if words < 0:
            return
        yield item


def _quotable(b: Briefing) -> Iterator[Item]:
    """The first lines of page 1 that are a sentence of the new statement to the letter, whole and on its own feet."""
    clauses = {clause.address: clause for clause in b.material.comparisons[-1].new.clauses}
    found = 0
    for lead in (*b.headlines, *b.likely):
        clause = next((clauses[place.address] for place in lead.places if place.address in clauses), None)
        quote = _verbatim(lead, clause) if clause else ""
        if clause and quote and found < QUOTES:
            found += 1
            yield Item(quote, (place_of(clause, "new"),), is_quoted=True)


def _verbatim(lead: Lead, clause: Clause) -> str:
    """The clause as published, else the headline where it stands in the clause so; "" where neither can be quoted."""
    wordings = (cleaned(clause.text), lead.text)
    for text in wordings if not clause.lead else ():
        stands = text.rstrip(".") in cleaned(clause.text) and text[:1].isupper() and text.endswith(".")
        if stands and len(text.split()) <= LONGEST_QUOTE and not LEANS.search(text):
            return text
    return ""


def _counted(b: Briefing) -> Iterator[Item]:
    yield Item(sentence(", ".join(f"{c.value:,} {c.words}" for c in b.counts)))


def _gone(b: Briefing) -> Iterator[Item]:
    """What the earlier statement undertook and this one passes over, quoted from the earlier one."""
    for silence in b.silences:
        side = silence.row.old
        if side and not silence.under:
            yield Item(shortened(cleaned(side.text), LETTERS), side.places, side.edition, is_quoted=True)


def _open(b: Briefing) -> Iterator[Item]:
    """The points likely to arise, then what falls due by the next meeting and is not done."""
    yield from (Item(point.fact, point.places, point.subject) for point in b.points)
    told = {place.address for point in b.points for place in point.places}
    for due in b.due:
        if Outcome(due.outcome) not in DONE and due.cited.address not in told:
            label = f"Due {due.deadline}, {due.outcome}"
            yield Item(due.what, _of(due.edition, (due.cited,)), label)


def _bracketed(b: Briefing) -> Iterator[Item]:
    """The text in square brackets, each with the paragraph that holds it."""
    new = b.material.comparisons[-1].new
    for words in new.brackets:
        clause = next((c for c in new.clauses if words in c.text), None)
        places = (place_of(clause, "new"),) if clause else ()
        yield Item(shortened(cleaned(words), LETTERS), places, is_quoted=True)


def _precedents(b: Briefing) -> Iterator[Item]:
    """For each clause behind page 1, how the record had it: last time, and at first where that was otherwise."""
    threads = {a: t for t in b.material.threads for step in t.steps for a in step.addresses}
    shorts = {
        statement.name: edition.short
        for statement, edition in zip(
            (b.material.comparisons[0].old, *(c.new for c in b.material.comparisons)), b.editions, strict=True
        )
    }
    for row in b.top:
        now = f"{row.theme}, now {row.new.cited}" if row.new else ""
        if row.new and row.old:
            quote = shortened(cleaned(row.old.text), LETTERS)
            yield Item(quote, _of(row.old.edition, row.old.places), now, is_quoted=True)
            yield from _first_said(row, threads, shorts)
        elif row.new and row.kind == "added" and b.material.threads:
            yield Item("The record has no earlier wording of this.", (), now)


def _first_said(row: Row, threads: dict[str, Thread], shorts: dict[str, str]) -> Iterator[Item]:
    """The first wording of the row's thread, where that is older than the earlier statement and other words."""
    addresses = [place.address for place in row.new.places] if row.new else []
    thread = next((threads[address] for address in addresses if address in threads), None)
    first = next((step for step in thread.steps if step.text), None) if thread else None
    if not first or not row.old or first.statement not in shorts:
        return
    short = shorts[first.statement]
    if short != row.old.edition and cleaned(first.text) != cleaned(row.old.text):
        places = tuple(Place(address, cited(address), "") for address in first.addresses)
        yield Item(shortened(cleaned(first.text), LETTERS), _of(short, places), "At first", is_quoted=True)


def _of(edition: str, places: tuple[Place, ...]) -> tuple[Place, ...]:
    """The places of another statement, the first cited with its name."""
    return tuple(
        replace(p, cited=f"{edition}, {p.cited}" if not n else p.cited) for n, p in enumerate(places)
    )


Part = tuple[str, str, Callable[[Briefing], Iterator[Item]]]
READERS: dict[str, tuple[int, *tuple[Part, ...]]] = {
    "journalist": (
        220,
        ("In numbers", "", _counted),
        (
            f"{count(QUOTES, 'line').capitalize()} to quote",
            "No line of page 1 can be quoted on its own.",
            _quotable,
        ),
        ("Passed over", "Nothing that the earlier statement undertook is passed over.", _gone),
    ),
    "negotiator": (
        700,
        ("Open points", "No point is open.", _open),
        ("In square brackets", "No text stands in square brackets.", _bracketed),
        ("What earlier statements said", "No clause of page 1 has a forebear in the record.", _precedents),
    ),
}
"""Reader -> the most words of the page, and its parts: title, what is said where there is nothing, the items."""
