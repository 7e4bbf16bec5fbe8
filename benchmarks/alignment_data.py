"""The labelled pairs that the alignment learns from and is measured on: gold, our own labels, public sets, made-up pairs.

No text of a statement is kept here. Gold and public sets are read from the shared folder; our own labels
(alignment_labels.json) name clauses by a digest of their words, so a clause that is cut otherwise today is
left out, never guessed.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from rapporteur.compare.alignment.overrides import digest_clause
from rapporteur.compare.clauses.run_in import fold_run_in
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.model import Clause

HERE = Path(__file__).resolve().parent
LABELS = HERE / "alignment_labels.json"
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
    """gold, label, shuffled, unrelated or public."""
    old: tuple[Clause, ...]
    new: tuple[Clause, ...]
    truth: np.ndarray
    known: np.ndarray
    abbreviations: tuple[tuple[str, str], ...] = ()
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
        units = _fold_units(_lay_units(gold, old.clauses, new.clauses), old.clauses, new.clauses)
        truth, known = _cells(units)
        olds, news = fold_run_in(old.clauses)[0], fold_run_in(new.clauses)[0]
        pairs.append(
            Pair(
                gold["pair"], (gold["pair"].split("-")[0],), "gold", tuple(olds), tuple(news), truth, known,
                (*old.abbreviations, *new.abbreviations), units,
            )
        )  # fmt: skip
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


def _fold_units(units: Units, old: tuple[Clause, ...], new: tuple[Clause, ...]) -> Units:
    """The units with those of entries inside a sentence given to the clause that the alignment folds them into."""
    return replace(units, of_old=_fold_side(units.of_old, old), of_new=_fold_side(units.of_new, new))


def _fold_side(covers: tuple[frozenset[int], ...], clauses: tuple[Clause, ...]) -> tuple[frozenset[int], ...]:
    kept = {clause.address for clause in fold_run_in(clauses)[0]}
    folded: list[frozenset[int]] = []
    for cover, clause in zip(covers, clauses, strict=True):
        if clause.address in kept or not folded:
            folded.append(cover)
        else:
            folded[-1] |= cover
    return tuple(folded)


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


def read_labels() -> list[Pair]:
    """Pairs of other meetings, labelled by one reader by the gold's rule; clauses are known by digest only."""
    pairs = []
    for label in json.loads(LABELS.read_text(encoding="utf-8")):
        old, new = (_statement(require_shared() / "statements" / label[side]) for side in ("old", "new"))
        place_old = {name: at for at, name in enumerate(label["old_clauses"])}
        place_new = {name: at for at, name in enumerate(label["new_clauses"])}
        sure, doubt = ({tuple(cell) for cell in label[said]} for said in ("sure", "doubt"))
        rows = [place_old.get(digest_clause(c)) for c in old.clauses]
        columns = [place_new.get(digest_clause(c)) for c in new.clauses]
        truth = np.array([[(i, j) in sure for j in columns] for i in rows], dtype=int)
        known = np.array([[_is_known(i, j, label) and (i, j) not in doubt for j in columns] for i in rows])
        name = f"{label['series']}-{Path(label['old']).name[:4]}*"
        pairs.append(
            Pair(
                name, (label["series"],), "label", old.clauses, new.clauses, truth, known,
                (*old.abbreviations, *new.abbreviations),
            )
        )  # fmt: skip
    return pairs


def _is_known(row: int | None, column: int | None, label: dict[str, Any]) -> bool:
    is_skipped = row in label["skip_old"] or column in label["skip_new"]
    return row is not None and column is not None and not is_skipped


def read_public(name: str, splits: Iterable[str]) -> list[Pair]:
    """Pairs of a published set; every unit is a clause and a paragraph of its own."""
    pairs = []
    path = require_shared() / "gold" / "public" / name / "all.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry["split"] in splits:
            pairs.append(make_pair(entry, name))
    return pairs


def make_pair(entry: dict[str, Any], name: str) -> Pair:
    """A pair of one entry of a published set."""
    old, new = (
        tuple(Clause(f"{side}#{n}", str(n), "", text, 0, len(text)) for n, text in enumerate(entry[side]))
        for side in ("source", "target")
    )
    truth = np.zeros((len(old), len(new)), dtype=int)
    for i, j in entry["gold"]:
        truth[i, j] = 1
    return Pair(entry["id"], (name,), "public", old, new, truth, np.ones(truth.shape, dtype=bool))


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
