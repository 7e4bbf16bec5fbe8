"""The labelled pairs that the alignment learns from and is measured on: gold, shuffled and
thinned copies of it, excerpts, unrelated statements.

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
from rapporteur.compare.alignment.align import group_links
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.model import Clause

HERE = Path(__file__).resolve().parent
SHARED = Path(os.environ.get("RAPPORTEUR_SHARED", HERE.parent.parent / "shared"))

KINDRED = frozenset({"japan", "quad", "rok", "trilat", "aukus", "g7"})
"""Series whose authors share members and formulas: two of them are not unrelated."""

EXCERPTS = 3
"""Rounds of excerpts of each pair."""

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
    """gold, shuffled, thinned, excerpt or unrelated."""
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


def thin_pair(pair: Pair, seed: int, keep: float) -> Pair:
    """The same pair without one side of most of its links: texts of one author of which little is carried on.

    ``keep`` is the share of links that stay; what lost its partner meets only clauses that are like it by chance.
    """
    chance = random.Random(seed)
    gone: tuple[set[int], set[int]] = (set(), set())
    links = [(int(i), int(j)) for i, j in zip(*np.nonzero(pair.truth), strict=True)]
    for group in sorted(group_links(links)):
        if chance.random() > keep:
            side = chance.randrange(2)
            gone[side].update(group[side])
    places = [
        [at for at in range(len(side)) if at not in gone[n]] for n, side in enumerate((pair.old, pair.new))
    ]
    return _cut_out(pair, pair, places, "thinned")


def _cut_out(pair: Pair, other: Pair, places: list[list[int]], kind: str) -> Pair:
    """The old clauses of a pair and the new ones of another at these places; of different series nothing is linked."""
    cells = np.ix_(*places)
    shape = (len(places[0]), len(places[1]))
    same = pair is other
    return Pair(
        f"{pair.name}|{other.name}",
        pair.series if same else (*pair.series, *other.series),
        kind,
        tuple(pair.old[at] for at in places[0]),
        tuple(other.new[at] for at in places[1]),
        pair.truth[cells] if same else np.zeros(shape, dtype=int),
        pair.known[cells] if same else np.ones(shape, dtype=bool),
    )


def make_excerpts(pairs: list[Pair], seed: int = 1) -> list[Pair]:
    """One to three clauses of either side: round a link, anywhere in the pair, and of two series."""
    chance = random.Random(seed)
    made = []
    for at, pair in enumerate(pairs):
        links = [(int(i), int(j)) for i, j in zip(*np.nonzero(pair.truth * pair.known), strict=True)]
        for size in (1, 1, 2, 3) * EXCERPTS:
            other = pairs[(at + chance.randrange(1, len(pairs))) % len(pairs)]
            starts = [chance.choice(links), *((_start(pair.old, size, chance), _start(o.new, size, chance)) for o in (pair, other))]  # fmt: skip
            for (i, j), beside in zip(starts, (pair, pair, other), strict=True):
                if beside is pair or beside.series != pair.series:
                    places = [_run(i, size, len(pair.old)), _run(j, size, len(beside.new))]
                    made.append(_cut_out(pair, beside, places, "excerpt"))
    return made


def _start(clauses: tuple[Clause, ...], size: int, chance: random.Random) -> int:
    return chance.randrange(max(1, len(clauses) - size + 1))


def _run(start: int, size: int, most: int) -> list[int]:
    return list(range(max(0, min(start, most - size)), min(most, start + size)))


def make_unrelated(pairs: list[Pair], seed: int = 0) -> list[Pair]:
    """Old of one series against new of another, whole and in short excerpts: nothing may be paired."""
    chance = random.Random(seed)
    made = []
    for at, pair in enumerate(pairs):
        for step in (1, 4):
            other = pairs[(at + step) % len(pairs)]
            if other.series == pair.series or {*pair.series, *other.series} <= KINDRED:
                continue
            size = chance.randint(3, 9)
            i, j = (chance.randrange(max(1, len(side) - size)) for side in (pair.old, other.new))
            for places in (
                [list(range(len(pair.old))), list(range(len(other.new)))],
                [list(range(i, min(i + size, len(pair.old)))), list(range(j, min(j + size, len(other.new))))],
            ):
                made.append(_cut_out(pair, other, places, "unrelated"))
    return made
