"""A draft against the record: where it departs from agreed language, and what it does to the last statement."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from rapporteur.compare.checks.gates import Gates
from rapporteur.compare.checks.meaning import MEANING
from rapporteur.compare.checks.register import Register, read_promises
from rapporteur.compare.checks.subject import Subject, capital, found, place, quoted
from rapporteur.compare.checks.versions import edit_words
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.drafts import DraftClause, Standing, read_draft
from rapporteur.compare.history.index import Index, index_path
from rapporteur.compare.history.indexing import update_index
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Change, ChangeKind, Clause, Finding
from rapporteur.compare.store.workspace import Workspace


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
    lexicon = read_lexicon(workspace.root)
    comparison = (
        compare_statements(last, statement, force=True, overrides=register.overrides, lexicon=lexicon)
        if last
        else None
    )
    promises = read_promises(comparison)
    subject = Subject(
        path, statement, gates, comparison=comparison, promises=promises, siblings=tuple(lineup)
    )
    findings = [finding for rule in MEANING for finding in rule(subject)]
    with Index(index_path(workspace.root)) as index:
        update_index(workspace, index)
        placed = read_draft(statement, index, None).clauses
    for clause, standing in zip(statement.clauses, placed, strict=True):
        findings += _standing(subject, clause, standing)
    return findings


def file_in(root: Path, draft: Path) -> str:
    """The draft as seen from the workspace, with ``/``; it may lie outside."""
    return Path(os.path.relpath(draft, root)).as_posix()


def _standing(subject: Subject, clause: Clause, placed: DraftClause) -> Iterator[Finding]:
    """Nothing where the clause was agreed word for word somewhere; else how it departs, or that it is new."""
    where = capital(place(clause))
    if placed.standing is Standing.NEW:
        yield found(
            "no-precedent",
            subject,
            f"{where} has no precedent: {quoted(clause.text)}.",
            clauses=(clause,),
            details=(("is", clause.text),),
        )
    elif placed.standing is Standing.DEPARTS and placed.precedent:
        words = edit_words(Change(ChangeKind.REWORDED, (), (), edits=placed.edits))
        yield found(
            "departs",
            subject,
            f"{where} departs from {placed.precedent.address}: {words}.",
            clauses=(clause,),
            key=placed.precedent.text,
            details=(
                ("was", placed.precedent.text),
                ("is", clause.text),
                ("nearness", f"{placed.nearness:.2f}"),
            ),
            rank=placed.nearness,
        )
