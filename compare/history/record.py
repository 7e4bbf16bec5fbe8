"""The record of one forum: its statements in order, what changed from each to the next, the threads through them.

``build`` works out a whole workspace ahead, forum by forum, spread over an engine's workers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapporteur.compare.comparability import judge
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.precedents import fold_words
from rapporteur.compare.history.threads import follow_threads
from rapporteur.compare.model import Clause, Comparison, Statement, Thread, ThreadStep, Verdict
from rapporteur.compare.store.cache import NO_CACHE, Notebook, digest, files_digest
from rapporteur.compare.store.engine import SERIAL, Engine
from rapporteur.compare.store.series import compare_neighbours, read_readable
from rapporteur.compare.store.workspace import OVERRIDES, Workspace, statement_key


@dataclass(frozen=True, slots=True)
class Record:
    """All that a forum adopted, earliest first.

    ``comparisons`` are those of each statement with the next; ``left_out`` names the files that are no part of
    the series, each with why (a press release among statements, an edition that another one replaces).
    """

    forum: str
    statements: tuple[Statement, ...]
    comparisons: tuple[Comparison, ...]
    threads: tuple[Thread, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    def clause(self, address: str) -> Clause | None:
        """The clause at an address, None where the record has none."""
        return next((c for s in self.statements for c in s.clauses if c.address == address), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """The threads that answer a question, and at which meetings its words stood ("" for none).

    ``seen`` holds the names of the statements that use the wording asked for, earliest first; it is empty for
    a question by address or theme.
    """

    asked: str
    how: str
    forum: str
    statements: tuple[str, ...]
    threads: tuple[Thread, ...]
    seen: tuple[str, ...] = ()


def read_record(
    workspace: Workspace, forum: str, *, tell: Callable[[int, int], None] = lambda done, of: None
) -> Record:
    """The record of a forum. ``tell`` hears how many steps are done, of how many.

    A file that cannot be read is left out, with the reason. Raises WorkspaceError where none can be read.
    """
    statements, left_out = read_readable(workspace, forum)
    tell(1, 3)
    ordered = sorted(statements, key=lambda s: (s.meeting.date, s.meeting.number, s.source))
    series, others = _series(ordered)
    comparisons = compare_neighbours(workspace, tuple(series), force=True)
    tell(2, 3)
    threads = follow_threads(series, comparisons)
    tell(3, 3)
    return Record(forum, tuple(series), comparisons, threads, (*left_out, *others))


def make_record(forum: str, statements: Sequence[Statement]) -> Record:
    """The record of statements that lie in no workspace."""
    ordered = sorted(statements, key=lambda s: (s.meeting.date, s.meeting.number, s.source))
    series, left_out = _series(ordered)
    comparisons = tuple(compare_statements(old, new, force=True) for old, new in pairwise(series))
    return Record(forum, tuple(series), comparisons, follow_threads(series, comparisons), tuple(left_out))


def _series(statements: Sequence[Statement]) -> tuple[list[Statement], list[tuple[str, str]]]:
    """The statements that follow one another: of the forum's usual kind, one for each meeting."""
    usual, _ = Counter(s.kind for s in statements).most_common(1)[0]
    exemplar = next(s for s in statements if s.kind is usual)
    series: list[Statement] = []
    left_out: list[tuple[str, str]] = []
    for statement in statements:
        verdict = judge(exemplar, statement)
        if verdict.verdict is Verdict.DIFFERENT_KIND:
            left_out.append((statement.source, verdict.reason))
        elif series and judge(series[-1], statement).verdict is Verdict.VERSION:
            left_out.append((series[-1].source, f"Another edition of the same text: {statement.source}."))
            series[-1] = statement
        else:
            series.append(statement)
    return series, left_out


def trace(record: Record, asked: str, *, themes: Sequence[str] = ()) -> Trace:
    """The threads of an address, of a theme (one of ``themes``), or of those that ever used a wording.

    Raises WorkspaceError where the record has none.
    """
    names = tuple(s.name for s in record.statements)
    if asked in themes:
        found = tuple(t for t in record.threads if asked in t.themes)
        return _answered(Trace(asked, "theme", record.forum, names, found))
    if "#" in asked:
        found = tuple(t for t in record.threads if any(asked in step.addresses for step in t.steps))
        return _answered(Trace(asked, "address", record.forum, names, found))
    words = fold_words(asked)
    found = tuple(t for t in record.threads if any(holds(step, words) for step in t.steps))
    users = {step.statement for t in found for step in t.steps if holds(step, words)}
    return _answered(
        Trace(asked, "wording", record.forum, names, found, tuple(n for n in names if n in users))
    )


def _answered(answer: Trace) -> Trace:
    if answer.threads:
        return answer
    raise WorkspaceError(
        f"No thread of '{answer.forum}' for '{answer.asked}'. Ask by words that stand in a statement, by an address"
        f" ({answer.statements[0]}#1) or by a theme; `rapporteur find` looks in every forum and shows near wordings."
    )


def holds(step: ThreadStep, words: Sequence[str]) -> bool:
    """True where the wording of a step has these folded words in a row."""
    text = fold_words(step.text)
    size = len(words)
    return bool(words) and any(text[i : i + size] == list(words) for i in range(len(text) - size + 1))


@dataclass(frozen=True, slots=True)
class Reordered:
    """What became of the paragraphs of a statement that was restructured: one into several, several into one."""

    statement: str
    old: tuple[str, ...]
    new: tuple[str, ...]


def find_reordered(comparison: Comparison) -> tuple[Reordered, ...]:
    """Paragraphs whose clauses went to several paragraphs, and paragraphs that took clauses from several."""
    para = {c.address: c.paragraph for s in (comparison.old, comparison.new) for c in s.clauses}
    links = [(para[o], para[n]) for change in comparison.changes for o in change.old for n in change.new]
    olds = {old: tuple(dict.fromkeys(n for o, n in links if o == old)) for old, _ in links}
    news = {new: tuple(dict.fromkeys(o for o, n in links if n == new)) for _, new in links}
    split = [Reordered(comparison.new.name, (o,), n) for o, n in olds.items() if len(n) > 1]
    merged = [Reordered(comparison.new.name, o, (n,)) for n, o in news.items() if len(o) > 1]
    return (*split, *merged)


Entries = list[tuple[str, str, str, bytes]]


def build(
    workspace: Workspace, *, engine: Engine = SERIAL, tell: Callable[[int, int], None] = lambda done, of: None
) -> int:
    """Work out what is not remembered yet; how many forums that were. ``tell`` hears the progress.

    Without a cache there is nothing to keep it in, and nothing is done. The workers of an engine must see the
    workspace under the same path; only this process writes the cache. Raises WorkspaceError where a forum has
    no statement that can be read.
    """
    if not workspace.cache.is_on:
        return 0
    keys = {forum: _forum_key(workspace, forum) for forum in workspace.forums}
    todo = [forum for forum in workspace.forums if workspace.cache.get("forum", forum, keys[forum]) is None]
    for done, (forum, entries) in enumerate(_made(workspace, todo, engine), start=1):
        for entry in entries:
            workspace.cache.put(*entry)
        workspace.cache.put("forum", forum, keys[forum], b"")
        tell(done, len(todo))
    return len(todo)


def _made(workspace: Workspace, forums: list[str], engine: Engine) -> Iterator[tuple[str, Entries]]:
    """Each forum with what is to be kept of it; in this process, what is kept of it already is used and stays."""
    if engine.is_serial:
        for forum in forums:
            read_record(workspace, forum)
            yield forum, []
        return
    tasks = ((replace(workspace.only(forum), cache=NO_CACHE), forum) for forum in forums)
    yield from zip(forums, engine.run(_entries, tasks), strict=True)


def _entries(task: tuple[Workspace, str]) -> Entries:
    """Everything of a forum that is worth keeping; this runs at a worker, which has no cache of its own."""
    workspace, forum = task
    notebook = Notebook()
    read_record(replace(workspace, cache=notebook), forum)
    return notebook.entries()


def _forum_key(workspace: Workspace, forum: str) -> str:
    statements = (statement_key(workspace, path, forum) for path in workspace.paths(forum))
    return digest([workspace.stamp, files_digest([workspace.root / OVERRIDES]), *statements])
