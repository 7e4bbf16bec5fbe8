"""Threads and precedents -> the page of an answer."""

from __future__ import annotations

from collections.abc import Mapping

from rapporteur.compare.history.precedents import Precedents, fold_words
from rapporteur.compare.history.record import Record, Trace, find_reordered, holds
from rapporteur.compare.model import Thread, ThreadState, ThreadStep
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.model import Run, RunKind
from rapporteur.reports.briefing.wording import cleaned, runs_of

MOST_THREADS = 20
"""Threads told in full; a common word is in all of them, and a page of everything answers nothing."""


def trace_page(answer: Trace, record: Record, names: Mapping[str, str]) -> MemoryPage:
    """The threads that were asked for, one line a meeting, with the redline from the wording before."""
    words = fold_words(answer.asked) if answer.how == "wording" else []
    meetings = (
        f"{len(answer.statements)} meetings, {_date(answer.statements[0])} to {_date(answer.statements[-1])}"
    )
    lead = [f"{_count(len(answer.threads), 'thread')} by {answer.how} in {answer.forum}: {meetings}."]
    if answer.seen:
        used = f"{len(answer.seen)} of {_count(len(answer.statements), 'meeting')}"
        lead.append(
            f"First used {_date(answer.seen[0])}, last used {_date(answer.seen[-1])}, at {used}; * marks them."
        )
    if len(answer.threads) > MOST_THREADS:
        lead.append(f"The first {MOST_THREADS} are shown; the JSON has them all.")
    lead += [f"Left out: {source}. {why}" for source, why in record.left_out]
    parts = [_thread_part(thread, words, names) for thread in answer.threads[:MOST_THREADS]]
    return MemoryPage(
        "rapporteur-trace/1",
        f"Trace: {cleaned(answer.asked)}",
        tuple(lead),
        (*parts, *_reordered(record, answer)),
    )


def _thread_part(thread: Thread, words: list[str], names: Mapping[str, str]) -> Part:
    notes = [", ".join(names.get(theme, theme) for theme in thread.themes)]
    notes += [f"split from {thread.origin}"] if thread.origin else []
    notes += [f"merged into {thread.fate}"] if thread.fate else []
    lines = tuple(_step_line(step, words) for step in thread.steps)
    return Part(cleaned(thread.title), "; ".join(note for note in notes if note), lines)


def _step_line(step: ThreadStep, words: list[str]) -> Line:
    has_edits = any(edit.kind != "keep" for edit in step.edits)
    is_new_text = step.state is ThreadState.NEW
    runs = runs_of(step.edits) if has_edits else plain(cleaned(step.text)) if is_new_text else ()
    notes = [step.note, *step.reasons]
    if step.confidence < 0.95:
        notes.append(f"confidence {step.confidence:.2f}")
    return Line(
        when=_date(step.statement),
        state=step.state.value,
        cited=", ".join(address.partition("#")[2] for address in step.addresses),
        runs=runs,
        note="; ".join(note for note in notes if note),
        is_marked=bool(words) and holds(step, words),
    )


def _reordered(record: Record, answer: Trace) -> tuple[Part, ...]:
    """Where a text was restructured, for a trace of one thread or a few: which paragraph went where."""
    paragraphs = {(s.statement, a) for t in answer.threads for s in t.steps for a in s.addresses}
    found = []
    for comparison in record.comparisons:
        mine = {c.paragraph for c in comparison.new.clauses if (comparison.new.name, c.address) in paragraphs}
        for moved in find_reordered(comparison):
            if mine & set(moved.new) and len(answer.threads) <= MOST_THREADS:
                words = f"paragraph {_listed(moved.old)} of the old text -> {_listed(moved.new)} of the new"
                found.append(
                    Line(
                        _date(moved.statement), "split" if len(moved.new) > 1 else "merged", "", plain(words)
                    )
                )
    return (Part("Paragraphs split and merged", lines=tuple(found)),) if found else ()


def found_page(found: Precedents) -> MemoryPage:
    """First use, every use, and the nearest variants with their redline."""
    first, last = found.first, found.last
    if first and last:
        forums = sorted({use.entry.forum for use in found.uses})
        lead = [
            f"First used by {first.entry.forum}, {first.entry.date or 'undated'} ({first.entry.address}).",
            f"{_count(len(found.uses), 'use')} in {_count(len(forums), 'forum')}; last {last.entry.date or 'undated'} ({last.entry.address}).",
        ]
    else:
        lead = ["No clause has these words in this order."]
    uses = tuple(
        Line(
            u.entry.date or "undated",
            u.entry.forum,
            u.entry.address.partition("#")[2],
            _quoted(u.entry.text, u.start, u.end),
        )
        for u in found.uses
    )
    variants = tuple(
        Line(
            v.entry.date or "undated", f"{v.nearness:.2f} near", v.entry.address, runs_of(v.edits),
            note="the redline leads from your words to this use",
        )
        for v in found.variants
    )  # fmt: skip
    parts = [Part("Uses, earliest first", lines=uses)] if uses else []
    parts += [Part("Nearest variants", lines=variants)] if variants else []
    return MemoryPage("rapporteur-precedents/1", f"Find: {cleaned(found.wording)}", tuple(lead), tuple(parts))


CONTEXT = 90
"""Letters of the clause shown on each side of a wording that was found."""


def _quoted(text: str, start: int, end: int) -> tuple[Run, ...]:
    """The wording in its sentence, cut where the sentence is long."""
    before, after = cleaned(text[max(0, start - CONTEXT) : start]), cleaned(text[end : end + CONTEXT])
    head = Run(RunKind.GAP, "… ") if start > CONTEXT else None
    tail = Run(RunKind.GAP, " …") if end + CONTEXT < len(text) else None
    runs = (head, Run(RunKind.KEEP, f"{before}«{cleaned(text[start:end])}»{after}"), tail)
    return tuple(run for run in runs if run is not None)


def _date(name: str) -> str:
    return name.rpartition("/")[2]


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"


def _listed(words: tuple[str, ...]) -> str:
    return ", ".join(words[:-1]) + (" and " if len(words) > 1 else "") + words[-1]
