"""The steps of one comparison, each timed as a fresh process pays for it: ``one_stages.py OLD NEW``; prints JSON."""

from __future__ import annotations

import hashlib
import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

Made = TypeVar("Made")
SPENT: dict[str, float] = {}


def timed(step: str, work: Callable[[], Made]) -> Made:
    """What ``work`` makes; its CPU seconds are noted under ``step``."""
    start = time.process_time()
    made = work()
    SPENT[step] = time.process_time() - start
    return made


def floor(paths: list[Path]) -> None:
    """Read, hash and split into words: what no comparison can do without."""
    for path in paths:
        data = path.read_bytes()
        hashlib.sha256(data).digest()
        re.findall(r"\w+", data.decode("utf-8", "ignore"))


def main(*names: str) -> None:
    """Run the steps in their order and print what each took."""
    paths = [Path(name) for name in names]
    SPENT["start of Python"] = time.process_time()
    timed("floor", lambda: floor(paths))
    timed("import the commands", lambda: __import__("rapporteur.reports.cli"))
    timed("import the steps", lambda: __import__("rapporteur.compare.comparison"))
    from rapporteur.compare import comparison as c
    from rapporteur.reports.formats.registry import registry as formats

    documents = timed("read the files", lambda: [c.read_document(path) for path in paths])
    heads = timed("mastheads", lambda: [c.read_masthead(d, forum="") for d in documents])
    cut = timed("clauses", lambda: [c.normalise(d, h) for d, h in zip(documents, heads, strict=True)])
    themed = timed("themes", lambda: [c.assign_themes(s) for s in cut])
    acted = timed("acts", lambda: [c.read_acts(s) for s in themed])
    old, new = timed("mentions", lambda: [c.read_mentions(s) for s in acted])
    timed("import numpy and scipy's kernels", matrices)
    timed("align", lambda: c.align(old, new))
    found = timed(
        "compare (align once more, redline, weigh, classify)", lambda: c.compare_statements(old, new)
    )
    timed("text", lambda: formats.make_output(found, "text"))
    timed("json", lambda: formats.make_output(found, "json"))
    print(json.dumps(SPENT))


def matrices() -> None:
    """Import what the vectors stand on, as they do."""
    from rapporteur.compare.alignment.vectors import count_terms, products

    products(count_terms([["word"]], [["word"]]))


if __name__ == "__main__":
    main(*sys.argv[1:])
