"""How well the real statements are read: series by series, against what is printed in them.

    python benchmarks/reading_quality.py

Paragraphs "printed" are the numbers a file prints, counted by a rule apart from the reader's: 1, 2, 3 ... at the
start of a line or a block, each the successor of the last. Coverage is the share of the source's own letters in
clauses or headings; the gold columns are the words of the gold's units that are in clauses, all of them and those
that are not skipped there (titles, footnotes, release lines).
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Document, Statement
from rapporteur.compare.readers import read_document
from rapporteur.compare.text.normalise import fold


@cache
def read(path: Path) -> tuple[Document, Statement]:
    """A file as document and as statement; each file once."""
    document = read_document(path)
    return document, normalise(document, read_masthead(document))


def printed(document: Document) -> int:
    """How many paragraph numbers the source prints, every restart at 1 counted anew."""
    count, expected = 0, 1
    dotted = "\n".join(f"{b.label or ''} {b.text}" for b in document.blocks)
    pattern = r"(?m)^\s*(\d{1,3})\.(?:\s|$)"
    if len(re.findall(pattern, dotted)) < 3:
        pattern = r"(?m)^\s*(\d{1,3})\s+(?=[A-Z])"
    for found in re.finditer(pattern, dotted):
        number = int(found[1])
        # One number may be missing in the source itself; the first paragraph may have none.
        if number in (expected, expected + 1, 1):
            count, expected = count + 1, number + 1
    return count


def numbered(statement: Statement) -> int:
    """How many numbers open a paragraph or an entry that was found, or a heading."""
    places = {
        re.sub(r"\.[a-z]+\Z", "", clause.address)
        for clause in statement.clauses
        if re.fullmatch(r"\d{1,3}\.?", clause.label.strip())
    }
    headings = [item for item in statement.left_out if item.why == "heading"]
    return len(places) + sum(1 for item in headings if re.match(r"\s*\d{1,3}\.\s", item.text))


def measure_series(folder: Path) -> tuple[list[str], dict[str, float]]:
    """A row of the table for each series, and the least coverage of all."""
    rows, least = [], 1.0
    head = f"{'series':32} {'read':>7} {'clauses':>8} {'found/printed':>14} {'coverage':>9}  left out"
    for series in sorted(path for path in folder.iterdir() if path.is_dir()):
        read_count, refused, clauses, found, numbers = 0, 0, 0, 0, 0
        covered: list[float] = []
        whys: Counter[str] = Counter()
        for path in sorted(series.iterdir()):
            try:
                document, statement = read(path)
            except UnreadableError:
                refused += 1
                continue
            read_count, clauses = read_count + 1, clauses + len(statement.clauses)
            found, numbers = found + numbered(statement), numbers + printed(document)
            covered.append(statement.coverage)
            whys.update(item.why for item in statement.left_out)
        least = min([least, *covered])
        told = ", ".join(f"{count} {why}" for why, count in whys.most_common(5))
        rows.append(
            f"{series.name:32} {read_count:3}{f' -{refused}' if refused else '':4} {clauses:8} "
            f"{f'{found}/{numbers}':>14} {min(covered, default=0):9.3f}  {told}"
        )
    return [head, *rows], {"reading: least coverage": round(least, 4)}


def measure_gold(shared: Path) -> tuple[list[str], dict[str, float]]:
    """Words of the gold's units in clauses, raw and without skipped units, and how well the cuts agree."""
    score = _score(shared / "gold/score.py")
    rows = [f"{'gold pair':26} {'side':4} {'text covered':>12} {'own units':>10} {'cuts P':>7} {'cuts R':>7}"]
    own_least, agree = 1.0, Counter[str]()
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for side in ("old", "new"):
            _, statement = read(shared / "statements" / gold[f"{side}_file"])
            clauses = [{"text": c.text, "address": c.address} for c in statement.clauses]
            units = [unit for unit in gold[side] if unit["id"] not in set(gold[f"skip_{side}"])]
            raw, own = score.lay_over(clauses, gold[side])[1], score.lay_over(clauses, units)[1]
            hit, said, true = _cuts(score, clauses, units)
            agree.update(hit=hit, said=said, true=true)
            own_least = min(own_least, own)
            rows.append(
                f"{gold['pair']:26} {side:4} {raw:12.3f} {own:10.3f} {hit / said:7.3f} {hit / true:7.3f}"
            )
    precision, recall = agree["hit"] / agree["said"], agree["hit"] / agree["true"]
    figures = {
        "reading: least gold units covered": round(own_least, 4),
        "reading: clause cuts F1": round(2 * precision * recall / (precision + recall), 4),
    }
    return rows, figures


def _cuts(score: Any, clauses: list[dict[str, str]], units: list[dict[str, Any]]) -> tuple[int, int, int]:
    """Ends of clauses that are ends of gold units, ends said, ends true."""
    import difflib

    said: set[int] = set()
    ours: list[str] = []
    for clause in clauses:
        ours += score.words(clause["text"])
        said.add(len(ours))
    true: set[int] = set()
    theirs: list[str] = []
    for unit in units:
        theirs += score.words(unit["text"])
        true.add(len(theirs))
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    there = {b.a + k + 1: b.b + k + 1 for b in matcher.get_matching_blocks() for k in range(b.size)}
    return len({there[end] for end in said if end in there} & true), len(said), len(true)


def _score(path: Path) -> Any:
    spec = importlib.util.spec_from_file_location("gold_score", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# The same statement in two formats: (one file, the other, the share of clauses or of words that must agree).
PAIRS = (
    ("fomc-statements/2025-05-07*", "fomc-statements-html/2025-05-07*", "clauses"),
    ("fomc-statements/2025-06-18*", "fomc-statements-html/2025-06-18*", "clauses"),
    ("fomc-statements/2025-07-30*", "fomc-statements-html/2025-07-30*", "clauses"),
    ("unfccc-thread-cover-cma/2021*", "unfccc-cma-decisions/2021*", "clauses"),
    ("unfccc-thread-cover-cma/2022*", "unfccc-cma-decisions/2022*", "clauses"),
    ("ph-iatf-txt/*-16.txt", "ph-iatf-pdf/*-16.pdf", "words"),
    ("ph-iatf-txt/*-17.txt", "ph-iatf-pdf/*-17.pdf", "words"),
    ("ph-iatf-txt/*-20.txt", "ph-iatf-pdf/*-20.pdf", "words"),
)


def measure_formats(folder: Path) -> tuple[list[str], dict[str, float]]:
    """How much of a statement in one format is found in the other's clauses."""
    import difflib

    rows, least = [f"{'the same statement in two formats':72} {'agree':>7}"], {"clauses": 1.0, "words": 1.0}
    for one, other, what in PAIRS:
        sides = [read(next(folder.glob(pattern)))[1] for pattern in (one, other)]
        parts = [[fold(clause.text) for clause in side.clauses] for side in sides]
        if what == "words":
            parts = [" ".join(side).split() for side in parts]
        matcher = difflib.SequenceMatcher(None, *parts, autojunk=False)
        same = sum(block.size for block in matcher.get_matching_blocks())
        # A file may hold several decisions: what counts is that all of the one is found in it.
        share = same / len(parts[0]) if what == "clauses" else 2 * same / (len(parts[0]) + len(parts[1]))
        least[what] = min(least[what], share)
        rows.append(f"{one:34} {other:37} {share:7.4f} of {what}")
    return rows, {f"reading: two formats, {what}": round(share, 4) for what, share in least.items()}


def measure_reading(shared: Path) -> tuple[list[str], dict[str, float]]:
    """Every row to print and every figure to hold."""
    rows: list[str] = []
    figures: dict[str, float] = {}
    for part in (
        measure_series(shared / "statements"),
        measure_gold(shared),
        measure_formats(shared / "statements"),
    ):
        rows += [*part[0], ""]
        figures |= part[1]
    return rows, figures


def main(arguments: Iterable[str] = ()) -> int:
    from alignment_data import require_shared

    rows, figures = measure_reading(require_shared())
    print("\n".join(rows))
    for name, value in figures.items():
        print(f"{name}: {value}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
