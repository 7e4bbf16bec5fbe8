"""Align the clauses of two statements and redline what was paired, and print what that alone cost: ``one_alignment.py OLD NEW``.

Reading the statements is not counted, nor are the imports: it is what the peers do who mark words, and do with the text alone.
"""

from __future__ import annotations

import json
import sys
import time
from dataclasses import replace
from pathlib import Path


def main(old: str, new: str) -> None:
    """Measure and print one line of JSON."""
    from rapporteur.compare.alignment.align import align
    from rapporteur.compare.comparison import read_statement
    from rapporteur.compare.redlines.redline import redline

    sides = read_statement(Path(old)), read_statement(Path(new))
    texts = [{clause.address: clause.text for clause in side.clauses} for side in sides]
    alone = [replace(side, clauses=side.clauses[:1]) for side in sides]
    align(*alone)  # imports that wait for the first call are no work of the alignment
    redline("an old word", "a new word")
    start = time.process_time()
    matches = align(*sides).matches
    aligned = time.process_time()
    marked = 0
    for match in matches:
        wordings = (
            " ".join(text[a] for a in at) for text, at in zip(texts, (match.old, match.new), strict=True)
        )
        marked += sum(len(e.text.split()) for e in redline(*wordings) if e.kind != "keep")
    end = time.process_time()
    print(
        json.dumps(
            {"seconds": end - start, "align": aligned - start, "redline": end - aligned, "marked": marked}
        )
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
