"""A draft against the record: where it departs from agreed language, and what it does to the last statement."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from ..comparison import compare_statements, read_statement
from ..errors import WorkspaceError
from ..index import Index, index_path
from ..indexing import update_index
from ..model import Change, ChangeKind, Clause, Finding
from ..precedents import Variant, find_precedents
from ..redline import redline
from ..workspace import Workspace
from .gates import Gates
from .meaning import MEANING
from .register import Register
from .sides import capital
from .subject import Subject, found, place, quoted
from .subjects import read_promises
from .versions import edit_words

AGREED = 0.75
"""Share of words from which a wording is taken for agreed language that was changed, and not for another one."""

FEWEST_WORDS = 6
"""Shorter clauses are headings and greetings: anything resembles them."""


def check_draft(
    workspace: Workspace, register: Register, draft: Path, gates: Gates, forum: str
) -> list[Finding]:
    """What is to be said of a draft, beside the record of all forums and the last statement of its own.

    Raises UnreadableError where the draft cannot be read, and WorkspaceError where the forum is none of the
    workspace's: nothing could then be said of it.
    """
    if forum and forum not in workspace.forums:
        raise WorkspaceError(
            f"No forum '{forum}' in {workspace.root}. It has: {', '.join(workspace.forums)}."
        )
    path = file_in(workspace.root, draft)
    statement = read_statement(draft, workspace=workspace, forum=forum)
    lineup = [entry for entry in register.lineup(statement.meeting.forum) if entry.path != path]
    last = register.statement(lineup[-1].path) if lineup else None
    comparison = compare_statements(last, statement, force=True) if last else None
    promises = read_promises(comparison)
    subject = Subject(
        path, statement, gates, comparison=comparison, promises=promises, siblings=tuple(lineup)
    )
    findings = [finding for rule in MEANING for finding in rule(subject)]
    with Index(index_path(workspace.root)) as index:
        update_index(workspace, index)
        for clause in statement.clauses:
            findings += _precedent_findings(subject, clause, index)
    return findings


def file_in(root: Path, draft: Path) -> str:
    """The draft as seen from the workspace, with ``/``; it may lie outside."""
    return Path(os.path.relpath(draft, root)).as_posix()


def _precedent_findings(subject: Subject, clause: Clause, index: Index) -> Iterator[Finding]:
    """Nothing where the clause was agreed word for word somewhere; else how it departs, or that it is new."""
    if len(clause.text.split()) < FEWEST_WORDS:
        return
    record = find_precedents(index, clause.text)
    if any(use.entry.source != subject.path for use in record.uses):
        return
    near = [variant for variant in record.variants if variant.entry.source != subject.path]
    if near and near[0].nearness >= AGREED:
        yield _departure(subject, clause, near[0])
    else:
        where = capital(place(clause))
        yield found(
            "no-precedent",
            subject,
            f"{where} has no precedent: {quoted(clause.text)}.",
            clauses=(clause,),
            details=(("is", clause.text),),
        )


def _departure(subject: Subject, clause: Clause, agreed: Variant) -> Finding:
    before = agreed.entry.text[agreed.start : agreed.end]
    change = Change(ChangeKind.REWORDED, (), (), edits=redline(before, clause.text))
    return found(
        "departs",
        subject,
        f"{capital(place(clause))} departs from {agreed.entry.address}: {edit_words(change)}.",
        clauses=(clause,),
        key=agreed.entry.text,
        details=(("was", before), ("is", clause.text), ("nearness", f"{agreed.nearness:.2f}")),
        rank=agreed.nearness,
    )
