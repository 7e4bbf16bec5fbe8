"""How redlines read: runs and marked words on real reworded clauses, ours beside difflib and plain rapidfuzz.

    python benchmarks/redline_readability.py

Fewer and longer runs read better, as long as hardly more words are marked. All three give both wordings back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher

import numpy as np
from alignment_data import Pair, read_gold, read_labels
from rapporteur.compare.model import EditKind
from rapporteur.compare.redlines.redline import new_wording, old_wording, redline

HOW_MANY = 200
"""Reworded clauses that are looked at, the first in order of the pairs' names."""

Runs = list[int]
"""Words of every deleted or inserted run."""


def read_wordings() -> list[tuple[str, str]]:
    """Old and new wording of clauses that readers paired one to one and that are not the same."""
    return [wording for pair in (*read_gold(), *read_labels()) for wording in _wordings(pair)][:HOW_MANY]


def _wordings(pair: Pair) -> Iterator[tuple[str, str]]:
    sure = (pair.truth == 1) & pair.known
    for i, j in np.argwhere(sure):
        old, new = pair.old[i].text, pair.new[j].text
        if sure[i].sum() == sure[:, j].sum() == 1 and old != new:
            yield old, new


def ours(old: str, new: str) -> Runs:
    """Our redline, checked to the letter."""
    edits = redline(old, new)
    assert old_wording(edits) == old and new_wording(edits) == new
    marked = [len(edit.text.split()) for edit in edits if edit.kind is not EditKind.KEEP]
    return [words for words in marked if words]


def difflib_words(old: str, new: str) -> Runs:
    """difflib on words."""
    a, b = old.split(), new.split()
    return _count(SequenceMatcher(None, a, b, autojunk=False).get_opcodes())


def rapidfuzz_words(old: str, new: str) -> Runs:
    """rapidfuzz's edit operations on words, as they come."""
    from rapidfuzz.distance import Levenshtein

    return _count(
        [op.tag, op.src_start, op.src_end, op.dest_start, op.dest_end]
        for op in Levenshtein.opcodes(old.split(), new.split())
    )


def _count(opcodes: object) -> Runs:
    runs = []
    for tag, i, i_end, j, j_end in opcodes:  # type: ignore[attr-defined]
        if tag != "equal":
            runs += [size for size in (i_end - i, j_end - j) if size]
    return runs


METHODS: dict[str, Callable[[str, str], Runs]] = {
    "ours": ours,
    "difflib, words": difflib_words,
    "rapidfuzz, words": rapidfuzz_words,
}


def main() -> None:
    """The table, ready for docs/alignment.md."""
    wordings = read_wordings()
    words = sum(len(re.findall(r"\S+", text)) for pair in wordings for text in pair)
    print(
        f"{len(wordings)} reworded clauses, {words} words\n\n| method | runs | words a run | words marked | runs of one word |\n|---|---|---|---|---|"
    )
    for name, method in METHODS.items():
        runs = [run for old, new in wordings for run in method(old, new)]
        print(
            f"| {name} | {len(runs)} | {sum(runs) / len(runs):.1f} | {sum(runs) / words:.0%} | {sum(run == 1 for run in runs) / len(runs):.0%} |"
        )


if __name__ == "__main__":
    main()
