"""The tables of the data package: their columns, keys and rows, as every writer (CSV, SQLite, the descriptor) reads them."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import PurePath

from rapporteur.compare.alignment.overrides import digest_clause
from rapporteur.compare.model import Clause, Promise
from rapporteur.reports.export.holdings import Holding, Holdings
from rapporteur.reports.export.series import theme_series

Cell = str | int | float | bool | None
Rows = Iterator[tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its Frictionless type, and what stands in it."""

    name: str
    type: str
    description: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table. ``foreign`` are (column, table, its column); every value of the one is empty or stands in the other."""

    name: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    rows: Callable[[Holdings], Rows]
    foreign: tuple[tuple[str, str, str], ...] = ()


def _clauses(holding: Holding) -> Iterator[tuple[int, Clause, str]]:
    for statement in holding.statements:
        yield from ((at, clause, statement.name) for at, clause in enumerate(statement.clauses, 1))


def _all_clauses(holdings: Holdings) -> Iterator[Clause]:
    return (clause for holding in holdings.forums for _, clause, _ in _clauses(holding))


def _forum_rows(holdings: Holdings) -> Rows:
    for forum in holdings.forums:
        yield forum.id, forum.name, forum.asof, forum.next_meeting, forum.next_place


def _statement_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for s in holding.statements:
            yield (
                s.name, holding.id, s.meeting.date or None, s.meeting.number, s.meeting.place, s.kind.value, s.title,
                PurePath(s.source).name, s.sha256, s.language, len(s.clauses), round(s.coverage, 4),
            )  # fmt: skip


def _clause_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for at, c, statement in _clauses(holding):
            yield (
                c.address, statement, at, c.paragraph, c.section, c.label, c.part.value, c.lead, c.text,
                digest_clause(c), c.state,
            )  # fmt: skip


def _act_rows(holdings: Holdings) -> Rows:
    for clause in _all_clauses(holdings):
        for at, a in enumerate(clause.acts, 1):
            yield (
                clause.address, at, a.verb, a.lemma, a.tier, a.restated, a.emotive, a.negated, a.modal,
                "; ".join(a.hedges), a.addressee, a.inner, a.subject, a.start, a.end,
            )  # fmt: skip


def _deadline_rows(holdings: Holdings) -> Rows:
    for clause in _all_clauses(holdings):
        for at, deadline in enumerate(clause.deadlines, 1):
            yield clause.address, at, deadline.text, deadline.date, str(deadline.precision)


def _name_rows(holdings: Holdings) -> Rows:
    for clause in _all_clauses(holdings):
        kinds = (("instrument", clause.instruments), ("partner", clause.partners), ("place", clause.places))
        for kind, names in kinds:
            yield from ((clause.address, kind, name) for name in dict.fromkeys(names))


def _theme_rows(holdings: Holdings) -> Rows:
    used = {theme.id for clause in _all_clauses(holdings) for theme in clause.themes}
    for theme in sorted(used | set(holdings.theme_names)):
        yield theme, holdings.theme_names.get(theme, theme)


def _clause_theme_rows(holdings: Holdings) -> Rows:
    for clause in _all_clauses(holdings):
        for theme in {theme.id: theme for theme in clause.themes}.values():
            yield clause.address, theme.id, round(theme.similarity, 3), theme.reason


def _comparison_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for c in holding.record.comparisons:
            yield (
                f"{c.old.name}..{c.new.name}", c.old.name, c.new.name, c.comparable.verdict.value,
                round(c.comparable.similarity, 4), round(c.order_index, 4),
            )  # fmt: skip


def _change_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for c in holding.record.comparisons:
            for at, change in enumerate(c.changes, 1):
                yield (
                    f"{c.old.name}..{c.new.name}:{at}", f"{c.old.name}..{c.new.name}", at, change.kind.value,
                    change.strength.value, "; ".join(change.strength_reasons), change.progress,
                    round(change.similarity, 4), round(change.confidence, 4), change.moved, change.split,
                    change.merged, change.renumbered, change.pinned, round(change.rank, 4), change.rank_reason,
                )  # fmt: skip


def _match_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for c in holding.record.comparisons:
            for at, change in enumerate(c.changes, 1):
                pairs = [(old, new) for old in change.old or (None,) for new in change.new or (None,)]
                for place, (old, new) in enumerate(pairs, 1):
                    yield f"{c.old.name}..{c.new.name}:{at}", place, old, new


def _thread_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for thread in holding.record.threads:
            present = [step.statement for step in thread.steps if step.addresses]
            yield (
                thread.id, holding.id, thread.title, thread.origin or None, thread.fate or None,
                present[0], present[-1], len(present),
            )  # fmt: skip


def _step_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for thread in holding.record.threads:
            for at, step in enumerate(thread.steps, 1):
                for place, address in enumerate(step.addresses or (None,), 1):
                    yield (
                        thread.id, at, place, step.statement, address, step.state.value, round(step.confidence, 3),
                        step.note, "; ".join(step.reasons),
                    )  # fmt: skip


def promise_ids(holding: Holding) -> Iterator[tuple[str, Promise]]:
    """Each promise with its id: the address of its clause, and a digest of its wording where a clause makes several."""
    made = Counter(promise.address for promise in holding.promises)
    seen: Counter[str] = Counter()
    for promise in holding.promises:
        name = promise.address
        if made[name] > 1:
            name = f"{name}:{hashlib.sha256(promise.what.encode()).hexdigest()[:6]}"
        seen[name] += 1
        yield (name if seen[name] == 1 else f"{name}:{seen[name]}"), promise


def _promise_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for name, p in promise_ids(holding):
            by = (p.deadline.text, p.deadline.date) if p.deadline else (None, None)
            yield name, p.address, p.what, p.who, *by, p.outcome.value, p.reason, p.open_ended


def _evidence_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for name, promise in promise_ids(holding):
            for address in dict.fromkeys(promise.evidence):
                if address in holding.clauses:
                    yield name, address


def _series_rows(holdings: Holdings) -> Rows:
    for holding in holdings.forums:
        for p in theme_series(holding):
            yield p.theme, p.statement, p.clauses, p.share, p.strength, p.hedges, p.made, p.kept


ROWS = {
    "forums": _forum_rows,
    "statements": _statement_rows,
    "clauses": _clause_rows,
    "acts": _act_rows,
    "deadlines": _deadline_rows,
    "names": _name_rows,
    "themes": _theme_rows,
    "clause_themes": _clause_theme_rows,
    "comparisons": _comparison_rows,
    "changes": _change_rows,
    "matches": _match_rows,
    "threads": _thread_rows,
    "thread_steps": _step_rows,
    "promises": _promise_rows,
    "evidence": _evidence_rows,
    "theme_series": _series_rows,
}


def _read_tables() -> tuple[Table, ...]:
    file = files(__package__) / "tables.toml"
    entries = tomllib.loads(file.read_text(encoding="utf-8"))["table"]
    return tuple(
        Table(
            name=entry["name"],
            description=entry["description"],
            columns=tuple(Column(*line.split(" ", 2)) for line in entry["columns"]),
            key=tuple(entry["key"]),
            rows=ROWS[entry["name"]],
            foreign=tuple((column, table, its) for column, table, its in entry.get("foreign", ())),
        )
        for entry in entries
    )


TABLES = _read_tables()
"""In the order in which they can be filled: a table stands after those that it points to."""
