"""The pages of the desk: from an address and what it asks for to the facts that a template prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.notes import apply_outcomes, place_notes, read_notes
from rapporteur.compare.model import Clause, Outcome
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.collect import gather
from rapporteur.reports.briefing.rows import theme_name
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.desk.desk import Desk
from rapporteur.reports.desk.queue import candidates
from rapporteur.reports.export.holdings import Holding
from rapporteur.reports.formats.html import to_html, to_page
from rapporteur.reports.prose import day

SHOWN = 50
"""Items of a queue on one page; they make room as they are decided."""

Asked = Mapping[str, Sequence[str]]
"""The query of an address: name -> values."""


@dataclass(frozen=True, slots=True)
class View:
    """The name of a page (template ``desk-<name>.html.j2``) and its facts."""

    name: str
    facts: Mapping[str, Any]

    def render(self, desk: Desk, form_token: str) -> bytes:
        """The page as HTML; every form in it bears the token."""
        text = to_page(
            f"desk-{self.name}.html.j2",
            desk=desk,
            form_token=form_token,
            cited=_cite,
            themes=lambda c: [(t.id, theme_name(t.id, desk.theme_names), t.reason) for t in c.themes],
            clean=cleaned,
            **self.facts,
        )
        return text.encode("utf-8")


def show(desk: Desk, path: str, asked: Asked) -> View | bytes | None:
    """The page at a path: a view, a briefing as it is, or None where there is no such page.

    Raises WorkspaceError where it asks for what is not there.
    """
    pages: dict[str, Callable[[Desk, Asked], View | bytes]] = {
        "/": _start,
        "/queue": _queue,
        "/pair": _pair,
        "/clause": _clause,
        "/promise": _promise,
        "/decisions": _decisions,
        "/done": _done,
        "/briefing": _briefing,
    }
    page = pages.get(path)
    return page(desk, asked) if page else None


def _start(desk: Desk, asked: Asked) -> View:
    return View("start", {"stale": _stale(desk)})


def _stale(desk: Desk) -> list[str]:
    """Decisions whose words have changed since, of the forums that were opened."""
    found: list[str] = []
    notes = read_notes(desk.root)
    for forum in desk.opened():
        holding = desk.holding(forum)
        found += place_notes(notes.notes, holding.statements)[1]
        found += apply_outcomes(holding.promises, notes.outcomes, holding.statements)[1]
        for comparison in holding.record.comparisons:
            found += (line for line in comparison.overrides if line.startswith("stale"))
        for statement in holding.statements:
            found += (d.reason for d in statement.detected if d.name == "theme correction")
    return found


def _queue(desk: Desk, asked: Asked) -> View:
    forum = _one(asked, "forum")
    return View("queue", {"holding": desk.holding(forum), "queue": desk.queue(forum), "most": SHOWN})


def _pair(desk: Desk, asked: Asked) -> View:
    """A clause, what it is paired with now, and what else on the other side it may belong with."""
    clause, side = desk.clause(_one(asked, "clause")), "new" if _one(asked, "side") == "new" else "old"
    holding = desk.holding(clause.address.partition("/")[0])
    mine, other = ("new", "old") if side == "old" else ("old", "new")
    paired = {
        address
        for comparison in holding.record.comparisons
        for change in comparison.changes
        if clause.address in getattr(change, mine)
        for address in getattr(change, other)
    }
    words = _one(asked, "q")
    offered = {
        c.address: c for c in (*map(desk.clause, sorted(paired)), *candidates(holding, clause, side, words))
    }
    facts = {
        "clause": clause,
        "side": side,
        "paired": paired,
        "offered": tuple(offered.values()),
        "words": words,
    }
    return View("pair", {**facts, "holding": holding, "rows": desk.rows([clause.address, *sorted(paired)])})


def _clause(desk: Desk, asked: Asked) -> View:
    clause = desk.clause(_one(asked, "address"))
    notes = place_notes(read_notes(desk.root).notes, _holding_of(desk, clause).statements)[0]
    return View(
        "clause",
        {"clause": clause, "holding": _holding_of(desk, clause), "notes": notes.get(clause.address, ())},
    )


def _promise(desk: Desk, asked: Asked) -> View:
    clause, what = desk.clause(_one(asked, "address")), _one(asked, "what")
    holding = _holding_of(desk, clause)
    promise = next((p for p in holding.promises if p.address == clause.address and p.what == what), None)
    if promise is None:
        raise WorkspaceError(f"No such promise of {clause.address}. It may have been read otherwise since.")
    evidence = tuple(holding.clauses[a] for a in promise.evidence if a in holding.clauses)
    facts = {"clause": clause, "holding": holding, "promise": promise, "evidence": evidence}
    return View("promise", {**facts, "outcomes": tuple(o.value for o in Outcome)})


def _decisions(desk: Desk, asked: Asked) -> View:
    return View("decisions", {"decisions": desk.decisions(), "stale": _stale(desk)})


def _done(desk: Desk, asked: Asked) -> View:
    """What the briefing says now of the clauses that a decision was about, and how to take it back."""
    addresses = list(asked.get("address", ()))
    clauses = tuple(desk.clause(address) for address in addresses)
    if not clauses:
        raise WorkspaceError("Nothing was decided. Go back to the queue.")
    holding = _holding_of(desk, clauses[0])
    about = {
        tuple(d.subject): d
        for d in desk.decisions()
        if {d.get("old"), d.get("new"), d.get("address")} & set(addresses)
    }
    facts = {
        "holding": holding,
        "clauses": clauses,
        "rows": desk.rows(addresses),
        "decisions": tuple(about.values()),
    }
    promises = tuple(p for p in holding.promises if p.address in addresses)
    return View("done", {**facts, "promises": promises, "is_undone": _one(asked, "done") == "back"})


def _briefing(desk: Desk, asked: Asked) -> bytes:
    """The briefing on the forum's newest statement, as `rapporteur report --notes` writes it."""
    holding = desk.holding(_one(asked, "forum"))
    if not holding.record.comparisons:
        raise WorkspaceError(f"{holding.name} has one statement only: there is nothing to brief on.")
    return to_html(gather(open_workspace(desk.root), holding.record.comparisons[-1], with_notes=True)).encode(
        "utf-8"
    )


def _holding_of(desk: Desk, clause: Clause) -> Holding:
    return desk.holding(clause.address.partition("/")[0])


def _cite(clause: Clause) -> str:
    """A clause as a sentence cites it: "14 February 2025, para 8.b"."""
    date = clause.address.partition("#")[0].rpartition("/")[2]
    return f"{day(date)}, {cited(clause.address, clause.paragraph)}"


def _one(asked: Asked, name: str) -> str:
    return next(iter(asked.get(name, ())), "")
