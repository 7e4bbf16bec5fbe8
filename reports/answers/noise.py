"""The differences of form between two statements that are reported nowhere else, one by one -> the page of an answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from rapporteur.compare.model import Change, ChangeKind, Comparison, EditKind
from rapporteur.compare.text.normalise import count_noise, fold
from rapporteur.reports.answers.model import Line, MemoryPage, Part, plain
from rapporteur.reports.briefing.citations import cited
from rapporteur.reports.briefing.wording import cleaned
from rapporteur.reports.prose import count, sentence


@dataclass(frozen=True, slots=True)
class Folded:
    """A difference that was taken for form: its kind, where it stands on both sides, and both spellings."""

    kind: str
    old: str
    new: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class NoiseAccount:
    """The data of the answer: every folded difference in reading order, and what the readers counted in each source."""

    old: str
    new: str
    differences: tuple[Folded, ...]
    counted: tuple[tuple[str, str, int], ...]
    """(statement, kind, how often): bold, line wraps and the like, of which only one text may have any."""


def noise_account(comparison: Comparison) -> NoiseAccount:
    """Every folded difference of a comparison with both places."""
    texts = {c.address: c.text for side in (comparison.old, comparison.new) for c in side.clauses}
    found = (folded for change in comparison.changes for folded in _folded(change, texts))
    sides = (comparison.old, comparison.new)
    counted = tuple((side.name, noise.kind, noise.count) for side in sides for noise in side.noise)
    return NoiseAccount(comparison.old.name, comparison.new.name, tuple(found), counted)


def _folded(change: Change, texts: dict[str, str]) -> Iterator[Folded]:
    if not (change.old and change.new):
        return
    places = change.old[0], change.new[0]
    if change.renumbered:
        yield Folded("renumbered", *places, *(cited(address) for address in places))
    if change.kind is ChangeKind.EDITORIAL:
        yield from _editorial(change, places)
    elif len(change.old) == len(change.new) == 1:
        yield from _respelt(texts[places[0]], texts[places[1]], places)


def _respelt(was: str, now: str, places: tuple[str, str]) -> Iterator[Folded]:
    """The words that are printed otherwise and read alike."""
    old, new = was.split(), now.split()
    twins = [[fold(word) for word in words] for words in (old, new)]
    found = False
    for i, j, size in SequenceMatcher(None, twins[0], twins[1], autojunk=False).get_matching_blocks():
        for a, b in zip(old[i : i + size], new[j : j + size], strict=True):
            if a != b:
                found = True
                yield Folded(_kind(a, b), *places, a, b)
    if not found and was != now and fold(was) == fold(now):
        yield Folded("spaces", *places, was, now)


def _kind(was: str, now: str) -> str:
    """Which kind of mark differs: that of the side that has more of it."""
    kinds = {noise.kind for word in (was, now) for noise in count_noise(word)}
    return ", ".join(sorted(kinds)) or "spelling"


def _editorial(change: Change, places: tuple[str, str]) -> Iterator[Folded]:
    """The edits of a change that says the same."""
    at = 0
    while at < len(change.edits):
        run = []
        while at < len(change.edits) and change.edits[at].kind is not EditKind.KEEP:
            run.append(change.edits[at])
            at += 1
        if run:
            sides = (
                "".join(edit.text for edit in run if edit.kind is kind).strip()
                for kind in (EditKind.DELETE, EditKind.INSERT)
            )
            yield Folded("editorial", *places, *sides)
        at += 1


def noise_page(account: NoiseAccount) -> MemoryPage:
    """The differences of form, one a line, then what was counted in each source."""
    lines = tuple(
        Line(
            found.kind,
            f"{cited(found.old)} → {cited(found.new)}",
            "",
            plain(cleaned(f"“{found.was}” → “{found.now}”")),
        )
        for found in account.differences
    )
    counts = tuple(Line(name, kind, f"{n:,}") for name, kind, n in account.counted)
    parts = [Part("Between the two texts", lines=lines)] if lines else []
    parts += [Part("In each source, counted", lines=counts)] if counts else []
    lead = (sentence(f"{count(len(lines), 'difference')} of form between {account.old} and {account.new}"),)
    return MemoryPage("rapporteur-noise/1", "Differences of form", lead, tuple(parts))
