"""The desk without its server: what it shows of a workspace, and what an analyst's form makes of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from rapporteur.compare.alignment.overrides import digest_clause
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.notes import FILE as NOTES
from rapporteur.compare.model import Clause, Outcome
from rapporteur.compare.store.cache import files_digest
from rapporteur.compare.store.workspace import OVERRIDES, open_workspace
from rapporteur.compare.themes.corrections import FILE as CORRECTIONS
from rapporteur.reports.briefing.editions import editions_of
from rapporteur.reports.briefing.model import Row
from rapporteur.reports.briefing.rows import rows_of
from rapporteur.reports.desk.decisions import (
    Decision,
    add_decisions,
    make_decision,
    read_decisions,
    take_back,
)
from rapporteur.reports.desk.queue import Queue, read_queue
from rapporteur.reports.export.holdings import Holding, read_holding

FIRST_WORDS = 12
"""Words of a clause that a correction of its themes names it by."""

Form = Mapping[str, Sequence[str]]
"""What a form sent: name -> values."""


@dataclass
class Desk:
    """A workspace at an analyst's desk; ``by`` signs the decisions. What was read is kept until a file changes."""

    root: Path
    by: str
    _known: dict[str, tuple[str, Holding]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        workspace = open_workspace(self.root)
        self.forums: tuple[str, ...] = workspace.forums
        self.theme_names: dict[str, str] = dict(workspace.theme_lexicon.names)

    def holding(self, forum: str) -> Holding:
        """A forum as it stands with all decisions so far, those of other desks too."""
        if forum not in self.forums:
            raise WorkspaceError(f"No forum '{forum}' in {self.root}. It has: {', '.join(self.forums)}.")
        key = files_digest([self.root / name for name in (OVERRIDES, CORRECTIONS, NOTES)])
        known, holding = self._known.get(forum, ("", None))
        if holding is None or known != key:
            holding = read_holding(open_workspace(self.root), forum)
            self._known[forum] = key, holding
        return holding

    def opened(self) -> tuple[str, ...]:
        """The forums that were looked at."""
        return tuple(sorted(self._known))

    def decisions(self, forum: str = "") -> tuple[Decision, ...]:
        """All decisions, or those of a forum."""
        every = read_decisions(self.root)
        return tuple(
            d for d in every if not forum or (d.get("old") or d.get("address")).startswith(f"{forum}/")
        )

    def queue(self, forum: str) -> Queue:
        """What waits in a forum."""
        return read_queue(self.holding(forum), self.decisions(forum))

    def clause(self, address: str) -> Clause:
        """A clause by its address. Raises WorkspaceError where there is none."""
        clause = self.holding(address.partition("/")[0]).clauses.get(address)
        if clause is None:
            raise WorkspaceError(f"No clause '{address}'. It may have been renumbered since.")
        return clause

    def rows(self, addresses: Sequence[str]) -> tuple[Row, ...]:
        """The rows of the briefing that hold these clauses, as they are now."""
        holding = self.holding(addresses[0].partition("/")[0])
        names = {address.partition("#")[0] for address in addresses}
        found = []
        for comparison in holding.record.comparisons:
            if len(names & {comparison.old.name, comparison.new.name}) != len(names):
                continue
            old, new = editions_of((comparison.old, comparison.new), holding.name)
            for row in rows_of(comparison, (old, new), self.theme_names):
                held = {place.address for side in (row.old, row.new) if side for place in side.places}
                if held & set(addresses):
                    found.append(row)
        return tuple(found)

    # --- what a form asks for ---------------------------------------------------------------------

    def decide(self, form: Form) -> tuple[str, ...]:
        """Carry out a form; the addresses of the clauses that it was about.

        Raises WorkspaceError where the form is incomplete or the decision contradicts one that stands.
        """
        todo = {
            "pair": self._pair,
            "theme": self._theme,
            "note": self._note,
            "outcome": self._outcome,
            "back": self._take_back,
        }.get(_one(form, "do"))
        if todo is None:
            raise WorkspaceError("The form says nothing that can be done. Go back and try again.")
        return todo(form)

    def _signed(self, form: Form) -> dict[str, str]:
        return {"why": _one(form, "why").strip(), "by": self.by, "on": date.today().isoformat()}

    def _pair(self, form: Form) -> tuple[str, ...]:
        """The clause belongs with those that are ticked: pin them, and forbid what is paired with it now and is not ticked."""
        clause = self.clause(_one(form, "clause"))
        chosen, paired = set(form.get("with", ())), set(form.get("paired", ()))
        known = {d.subject for d in self.decisions()}
        made = []
        for address in sorted(chosen | paired):
            other = self.clause(address)
            old, new = (other, clause) if _one(form, "side") == "old" else (clause, other)
            decision = make_decision(
                "pin" if address in chosen else "forbid",
                old=old.address,
                old_words=digest_clause(old),
                new=new.address,
                new_words=digest_clause(new),
                **self._signed(form),
            )
            if not (address in chosen and address in paired and decision.subject in known):
                made.append(decision)
        if not made:
            raise WorkspaceError("Nothing is ticked and nothing was paired: there is nothing to decide.")
        add_decisions(self.root, made)
        return (clause.address, *sorted(chosen | paired))

    def _theme(self, form: Form) -> tuple[str, ...]:
        clause = self.clause(_one(form, "clause"))
        add, remove = list(form.get("add", ())), list(form.get("remove", ()))
        unknown = sorted({*add, *remove} - set(self.theme_names))
        if unknown or not (add or remove):
            what = f"There is no theme '{unknown[0]}'." if unknown else "No theme is chosen."
            raise WorkspaceError(f"{what} Choose one to add, or one to remove.")
        begins = " ".join(clause.text.split(" ")[:FIRST_WORDS])
        decision = make_decision(
            "correction", address=clause.address, begins=begins, add=add, remove=remove, **self._signed(form)
        )
        add_decisions(self.root, [decision])
        return (clause.address,)

    def _note(self, form: Form) -> tuple[str, ...]:
        clause = self.clause(_one(form, "clause"))
        text = " ".join(_one(form, "text").split())
        if not text:
            raise WorkspaceError("The note is empty. Write something, or leave it.")
        signed = {key: value for key, value in self._signed(form).items() if key != "why"}
        note = make_decision("note", address=clause.address, words=digest_clause(clause), text=text, **signed)
        add_decisions(self.root, [note])
        return (clause.address,)

    def _outcome(self, form: Form) -> tuple[str, ...]:
        clause = self.clause(_one(form, "clause"))
        outcome = _one(form, "outcome")
        if outcome not in set(Outcome):
            raise WorkspaceError(
                f"'{outcome}' is no outcome. Say one of {', '.join(o.value for o in Outcome)}."
            )
        decision = make_decision(
            "outcome",
            address=clause.address,
            words=digest_clause(clause),
            what=_one(form, "what"),
            outcome=outcome,
            **self._signed(form),
        )
        add_decisions(self.root, [decision])
        return (clause.address,)

    def _take_back(self, form: Form) -> tuple[str, ...]:
        wanted = _one(form, "decision")
        decision = next((d for d in self.decisions() if d.id == wanted), None)
        if decision is None:
            raise WorkspaceError(
                "That decision is not there any more: it was taken back, or changed in the file."
            )
        take_back(self.root, decision)
        return tuple(address for key in ("new", "old", "address") if (address := decision.get(key)))


def _one(form: Form, name: str) -> str:
    """The one value of a field, "" where there is none."""
    return next(iter(form.get(name, ())), "")
