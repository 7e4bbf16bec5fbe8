"""The labelled pairs that the alignment learns from and is measured on: gold, shuffled copies of it, unrelated statements.

No text of a statement is kept here: gold and statements are read from the shared folder.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.model import Clause

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", HERE.parent.parent / "shared"))

Cell = tuple[int, int]
"""An old and a new clause, or an old and a new gold unit, by place."""


@dataclass(frozen=True, slots=True)
class Units:
    """Gold units laid over the clauses: which units each clause covers, and what readers said of the units."""

    of_old: tuple[frozenset[int], ...]
    of_new: tuple[frozenset[int], ...]
    sure: frozenset[Cell]
    doubt: frozenset[Cell]
    old: frozenset[int]
    new: frozenset[int]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two statements with what readers said: ``truth`` 1 where they paired, ``known`` false where they doubted."""

    name: str
    series: tuple[str, ...]
    kind: str
    """gold, shuffled or unrelated."""
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    truth: np.ndarray
    known: np.ndarray
    units: Units | None = field(default=None, compare=False)


def require_shared() -> Path:
    """The folder with gold and statements; ends the program with one line where it is missing."""
    if not (SHARED / "gold").is_dir():
        sys.exit(
            f"No gold in '{SHARED}'. Set RAPPORTEUR_SHARED to the folder that holds gold/ and statements/."
        )
    return SHARED


@cache
def _statement(path: Path) -> Any:
    return read_statement(path)


def read_gold() -> list[Pair]:
    """The hand-aligned pairs, laid over our own clauses by their words as the gold's score does."""
    pairs = []
    for path in sorted((require_shared() / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        old, new = (_statement(SHARED / "statements" / gold[f"{side}_file"]) for side in ("old", "new"))
        units = _lay_units(gold, old.clauses, new.clauses)
        name = gold["pair"]
        pairs.append(
            Pair(name, (name.split("-")[0],), "gold", old.clauses, new.clauses, *_cells(units), units)
        )
    return pairs


def _lay_units(gold: dict[str, Any], old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Units:
    said = {True: set(), False: set()}  # type: dict[bool, set[Cell]]
    for link in gold["links"]:
        said[bool(link["confidence"])].update((o, n) for o in link["old"] for n in link["new"])
    skip_old, skip_new = frozenset(gold["skip_old"]), frozenset(gold["skip_new"])
    return Units(
        tuple(frozenset(u) - skip_old for u in _lay_over(old, gold["old"])),
        tuple(frozenset(u) - skip_new for u in _lay_over(new, gold["new"])),
        frozenset(said[True]),
        frozenset(said[False] - said[True]),
        frozenset(u["id"] for u in gold["old"]) - skip_old,
        frozenset(u["id"] for u in gold["new"]) - skip_new,
    )


def _words(text: str) -> list[str]:
    text = re.sub(r"\A\s*\(?(\d{1,3}|[a-z]{1,4})[.)]\s+", "", text)
    return re.findall(r"[^\W_]+", text.replace("’", "'").lower())


def _lay_over(clauses: tuple[Clause, ...], units: list[dict[str, Any]]) -> list[set[int]]:
    """Which units each clause covers: at least half of the clause or of the unit, word by word in reading order."""
    of_clause = [(w, at) for at, c in enumerate(clauses) for w in _words(c.text)]
    of_unit = [(w, u["id"]) for u in units for w in _words(u["text"])]
    shared: dict[Cell, int] = defaultdict(int)
    matcher = SequenceMatcher(None, [w for w, _ in of_clause], [w for w, _ in of_unit], autojunk=False)
    for block in matcher.get_matching_blocks():
        for step in range(block.size):
            shared[of_clause[block.a + step][1], of_unit[block.b + step][1]] += 1
    long_clause, long_unit = defaultdict(int), defaultdict(int)  # type: ignore[var-annotated]
    for _, at in of_clause:
        long_clause[at] += 1
    for _, unit in of_unit:
        long_unit[unit] += 1
    covers: list[set[int]] = [set() for _ in clauses]
    for (at, unit), count in shared.items():
        if count >= 0.5 * long_clause[at] or count >= 0.5 * long_unit[unit]:
            covers[at].add(unit)
    return covers


def _cells(units: Units) -> tuple[np.ndarray, np.ndarray]:
    truth = np.zeros((len(units.of_old), len(units.of_new)), dtype=int)
    known = np.ones(truth.shape, dtype=bool)
    for i, olds in enumerate(units.of_old):
        for j, news in enumerate(units.of_new):
            cells = {(o, n) for o in olds for n in news}
            if not cells or (not cells & units.sure and cells & units.doubt):
                known[i, j] = False
            truth[i, j] = bool(cells & units.sure)
    return truth, known


def shuffle_pair(pair: Pair, seed: int, *, whole_paragraphs: bool) -> Pair:
    """The same pair with the new statement's clauses, or its paragraphs, in another order."""
    runs: list[list[int]] = []
    for at, clause in enumerate(pair.new):
        same = whole_paragraphs and runs and pair.new[runs[-1][-1]].paragraph == clause.paragraph
        runs[-1].append(at) if same else runs.append([at])
    random.Random(seed).shuffle(runs)
    order = [at for run in runs for at in run]
    units = pair.units and replace(pair.units, of_new=tuple(pair.units.of_new[at] for at in order))
    return replace(
        pair,
        name=f"{pair.name}~",
        kind="shuffled",
        new=tuple(pair.new[at] for at in order),
        truth=pair.truth[:, order],
        known=pair.known[:, order],
        units=units,
    )


def make_unrelated(pairs: list[Pair], seed: int = 0) -> list[Pair]:
    """Old of one series against new of another, whole and in short excerpts: nothing may be paired."""
    chance = random.Random(seed)
    made = []
    for at, pair in enumerate(pairs):
        for step in (1, 4):
            other = pairs[(at + step) % len(pairs)]
            if other.series == pair.series:
                continue
            size = chance.randint(3, 9)
            i, j = (chance.randrange(max(1, len(side) - size)) for side in (pair.old, other.new))
            series = (*pair.series, *other.series)
            for old, new in ((pair.old, other.new), (pair.old[i : i + size], other.new[j : j + size])):
                shape = (len(old), len(new))
                made.append(
                    Pair(f"{pair.name}|{other.name}", series, "unrelated", old, new, np.zeros(shape, dtype=int), np.ones(shape, dtype=bool))
                )  # fmt: skip
    return made
