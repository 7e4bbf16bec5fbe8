"""Making subjects: a statement with its neighbours, as they are now and as the base had them."""

from __future__ import annotations

from collections.abc import Callable

from rapporteur.compare.checks.changed import Touch, TouchKind
from rapporteur.compare.checks.lock import LockEntry, make_entry
from rapporteur.compare.checks.register import find_previous
from rapporteur.compare.checks.scope import Checking
from rapporteur.compare.checks.subject import Subject
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Comparison, Promise, Statement

Reader = Callable[[str], Statement | None]


def make_subject(run: Checking, path: str, statement: Statement) -> Subject:
    """The statement of a file as it is now, compared with the meeting before."""
    register = run.register
    lineup = register.lineup(register.forums[path])
    entry = register.entry(path)
    comparison = _compared(run, statement, entry, lineup, register.statement)
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        locked=register.lock.get(path),
        entry=entry,
        comparison=comparison,
        promises=read_promises(comparison),
        siblings=tuple(other for other in lineup if other.path != path),
    )


def make_earlier_subject(run: Checking, subject: Subject, touch: Touch | None) -> Subject | None:
    """The subject as the base had it, so that only what is new is reported; None where everything is."""
    if run.everything or run.base is None or (touch and touch.kind is TouchKind.ADDED):
        return None
    register, path = run.register, subject.path
    statement = register.earlier(path) if touch else subject.statement
    if statement is None:
        return None
    lineup = register.earlier_lineup(statement.meeting.forum, run.touches)
    entry = make_entry(path, statement)
    comparison = _compared(run, statement, entry, lineup, lambda other: _at_base(run, other))
    return Subject(
        path=path,
        statement=statement,
        gates=run.gates,
        entry=entry,
        comparison=comparison,
        promises=read_promises(comparison),
        siblings=tuple(other for other in lineup if other.path != path),
    )


def _compared(
    run: Checking,
    statement: Statement,
    entry: LockEntry | None,
    lineup: tuple[LockEntry, ...],
    read: Reader,
) -> Comparison | None:
    """The comparison with the meeting before: the briefing's, with the analyst's overrides."""
    previous = find_previous(lineup, entry) if entry else None
    old = read(previous.path) if previous else None
    if entry is None or previous is None or old is None:
        return None
    lexicon = read_lexicon(run.register.workspace.root)
    return compare_statements(old, statement, overrides=run.register.overrides, lexicon=lexicon)


def read_promises(comparison: Comparison | None) -> tuple[Promise, ...]:
    """The promises of the old statement with what became of them by the new one; none where nothing was compared.

    Two statements only: what an earlier one promised and the last did not repeat is for the ledger of the forum.
    """
    if comparison is None or not comparison.changes:
        return ()
    old = {clause.address for clause in comparison.old.clauses}
    promises = read_ledger((comparison.old, comparison.new), (comparison,))
    return tuple(promise for promise in promises if promise.address in old)


def _at_base(run: Checking, path: str) -> Statement | None:
    """The statement of a file as the base had it: read from there only where it has changed since."""
    is_touched = any(path in (touch.path, touch.was) for touch in run.touches)
    return run.register.earlier(path) if is_touched else run.register.statement(path)
