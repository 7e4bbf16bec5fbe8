"""Edits -> the runs of words that a page shows, and the part of a wording that is worth quoting."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import groupby, pairwise

from rapporteur.compare.model import Edit, EditKind
from rapporteur.compare.redlines.tokens import twin_of
from rapporteur.reports.briefing.model import Run, RunKind

QUOTED_WORDS = 42
"""Words of a quotation in a table: what fits five lines of a quarter of the page."""

CONTEXT_WORDS = 6
"""Words kept on each side of a changed run, enough to know what was changed."""

ELLIPSIS = "…"

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\x80-\x9f\ufffe\uffff]")
"""Characters that no page may hold and no reader can see."""


STRAIGHT = re.compile(r'"([^"]*)"')


def cleaned(text: str) -> str:
    """The text with unprintable characters shown as the replacement sign."""
    return CONTROL.sub("�", text)


def curled(text: str) -> str:
    """The text with what stands between straight double quotation marks between curly ones."""
    return STRAIGHT.sub(r"“\1”", text)


def named(text: str) -> str:
    """A name as the page prints it: cleaned, with curly quotation marks and apostrophes."""
    return curled(cleaned(text)).replace("'", "’")


def runs_of(edits: Iterable[Edit], *, as_old: bool = False) -> tuple[Run, ...]:
    """The edits as runs whose separating space leads: keep + insert is still the new wording, to the letter.

    Where a space cannot move without changing one of the two wordings it stays where it is. A quotation mark
    or a dash of another shape is no change to a reader: it is shown as the new text has it, and not marked;
    with ``as_old`` as the old text has it, so that keep + delete is the old wording to the letter.
    """
    shown = _without_shapes([edit for edit in edits if edit.text], as_old)
    runs = [Run(RunKind(e.kind.value), cleaned(e.text), e.moved) for e in shown]
    position = 0
    for is_kept, group in groupby(list(runs), lambda run: run.kind is RunKind.KEEP):
        size = len(list(group))
        if not is_kept:
            _lead_with_space(runs, range(position, position + size))
        position += size
    return tuple(run for run in runs if run.text)


def _without_shapes(edits: list[Edit], as_old: bool) -> list[Edit]:
    """The edits with those kept that only give a sign another shape, and kept neighbours in one."""
    shown: list[Edit] = []
    for edit in edits:
        last = shown[-1] if shown else None
        is_pair = last and last.kind is EditKind.DELETE and edit.kind is EditKind.INSERT
        if last and is_pair and twin_of(last.text) == twin_of(edit.text):
            shown[-1] = edit = Edit(EditKind.KEEP, last.text if as_old else edit.text)
        else:
            shown.append(edit)
        if edit.kind is EditKind.KEEP and len(shown) > 1 and shown[-2].kind is EditKind.KEEP:
            shown[-2:] = [Edit(EditKind.KEEP, shown[-2].text + edit.text)]
    return shown


def _lead_with_space(runs: list[Run], group: range) -> None:
    """Let the edits between two kept runs begin with the space before them and end without the one after."""
    kinds = (RunKind.DELETE, RunKind.INSERT)
    sides = [mine for kind in kinds if (mine := [i for i in group if runs[i].kind is kind])]
    for left, right in (pair for mine in sides for pair in pairwise(mine)):
        if runs[left].text.endswith(" "):
            runs[left], runs[right] = _cut(runs[left]), _led(runs[right])
    before, after = group.start - 1, group.stop
    opens = before >= 0 and runs[before].text.endswith(" ")
    closes = after < len(runs) and all(runs[mine[-1]].text.endswith(" ") for mine in sides)
    leads = opens and (len(sides) == 2 or closes)
    trails = closes and (len(sides) == 2 or leads)
    if trails:
        runs[after] = _led(runs[after])
    if leads:
        runs[before] = _cut(runs[before])
    for mine in sides:
        if trails:
            runs[mine[-1]] = _cut(runs[mine[-1]])
        if leads:
            runs[mine[0]] = _led(runs[mine[0]])


def _led(run: Run) -> Run:
    return Run(run.kind, f" {run.text}", run.moved)


def _cut(run: Run) -> Run:
    return Run(run.kind, run.text[:-1], run.moved)


def side_of(runs: tuple[Run, ...], gone: RunKind) -> tuple[Run, ...]:
    """The runs of one wording: without the ``gone`` kind, with neighbours of one kind joined."""
    joined: list[Run] = []
    for run in runs:
        if run.kind is gone:
            continue
        if joined and joined[-1].kind is run.kind and joined[-1].moved == run.moved:
            joined[-1] = Run(run.kind, joined[-1].text + run.text, run.moved)
        else:
            joined.append(run)
    return tuple(joined)


def whole(text: str, kind: RunKind = RunKind.KEEP) -> tuple[Run, ...]:
    """A wording that is all of one kind."""
    return (Run(kind, cleaned(text)),) if text else ()


def excerpt_of(runs: tuple[Run, ...], words: int = QUOTED_WORDS) -> tuple[Run, ...]:
    """The part worth quoting: the whole where it is short, else what changed with a few words around it."""
    tokens = [(run, token) for run in runs for token in re.findall(r"\s*\S+|\s+$", run.text)]
    if len(tokens) <= words:
        return runs
    shown = _worth_showing([run.kind is not RunKind.KEEP for run, _ in tokens], words)
    picked: list[Run] = []
    for i, (run, token) in enumerate(tokens):
        if i not in shown:
            if not picked or picked[-1].kind is not RunKind.GAP:
                picked.append(Run(RunKind.GAP, f" {ELLIPSIS}" if picked else ELLIPSIS))
        elif picked and picked[-1].kind is run.kind and picked[-1].moved == run.moved:
            picked[-1] = Run(run.kind, picked[-1].text + token, run.moved)
        else:
            picked.append(Run(run.kind, token, run.moved))
    return tuple(picked)


def _worth_showing(changed: list[bool], words: int) -> set[int]:
    """Positions to quote: the opening (who does what), then changed words and their neighbours, within ``words``."""
    first = next((i for i, is_changed in enumerate(changed) if is_changed), 0)
    opening = range(min(CONTEXT_WORDS, len(changed)))
    near = [
        i
        for i in range(max(0, first - CONTEXT_WORDS), len(changed))
        if any(changed[max(0, i - CONTEXT_WORDS) : i + CONTEXT_WORDS + 1])
    ] or list(range(words))
    shown = set(opening)
    for i in near:
        if len(shown) >= words:
            break
        shown.add(i)
    for i in range(len(changed) - 1):
        if i - 1 in shown and i + 1 in shown:
            shown.add(i)
    return shown


def edits_of(old: str, new: str, edits: tuple[Edit, ...]) -> tuple[Edit, ...]:
    """The edits, or the plain ones where a change came without: all deleted, all inserted, all kept."""
    if edits:
        return edits
    if old == new:
        return (Edit(EditKind.KEEP, old),)
    pair = ((EditKind.DELETE, old), (EditKind.INSERT, new))
    return tuple(Edit(kind, text) for kind, text in pair if text)
