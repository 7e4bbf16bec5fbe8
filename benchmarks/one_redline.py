"""Redline two files with one engine and print what it cost: ``one_redline.py ENGINE OLD NEW``.

Run in the interpreter that has the engine. The cost is that of the function alone, tokenising included, reading
and importing not. ``marked`` counts the words shown as deleted or inserted.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path

Redline = Callable[[str, str], int]
TOKEN = re.compile(r"\S+\s*")


def rapporteur() -> Redline:
    """The project's own redline."""
    from rapporteur.compare.redlines.redline import redline

    def run(old: str, new: str) -> int:
        return sum(len(e.text.split()) for e in redline(old, new) if e.kind != "keep")

    return run


def difflib() -> Redline:
    """The standard library's, on words, without its shortcut that ruins long texts."""
    from difflib import SequenceMatcher

    def run(old: str, new: str) -> int:
        a, b = TOKEN.findall(old), TOKEN.findall(new)
        codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        return sum(j - i + m - k for tag, i, j, k, m in codes if tag != "equal")

    return run


def redlines() -> Redline:
    """redlines 0.6, to Markdown, as its page shows."""
    from redlines import Redlines

    def run(old: str, new: str) -> int:
        changes = Redlines(old, new).redlines
        return sum(len((c.source_text or "").split()) + len((c.test_text or "").split()) for c in changes)

    return run


def rapidfuzz() -> Redline:
    """rapidfuzz opcodes alone, without anchors and without tidying."""
    from rapidfuzz.distance import Levenshtein

    def run(old: str, new: str) -> int:
        ids: dict[str, int] = {}
        a, b = ([ids.setdefault(t, len(ids)) for t in TOKEN.findall(text)] for text in (old, new))
        return sum(
            op.src_end - op.src_start + op.dest_end - op.dest_start
            for op in Levenshtein.opcodes(a, b)
            if op.tag != "equal"
        )

    return run


def fast_diff_match_patch() -> Redline:
    """fast-diff-match-patch on one character a word, no time limit, no clean-up."""
    from fast_diff_match_patch import diff

    def run(old: str, new: str) -> int:
        ids: dict[str, str] = {}
        a, b = (_characters(TOKEN.findall(text), ids) for text in (old, new))
        found = diff(a, b, timelimit=0, cleanup="No", checklines=False)
        return sum(length for sign, length in found if sign != "=")

    return run


def _characters(tokens: list[str], ids: dict[str, str]) -> str:
    """The tokens as one character each; surrogates are skipped, they are no characters."""
    for token in tokens:
        if token not in ids:
            code = 0x100 + len(ids)
            ids[token] = chr(code if code < 0xD800 else code + 0x800)
    return "".join(ids[token] for token in tokens)


ENGINES: dict[str, Callable[[], Redline]] = {
    "rapporteur": rapporteur,
    "difflib": difflib,
    "redlines": redlines,
    "rapidfuzz alone": rapidfuzz,
    "fast-diff-match-patch": fast_diff_match_patch,
}


def main(engine: str, old: str, new: str) -> None:
    """Measure and print one line of JSON."""
    run = ENGINES[engine]()
    a, b = (Path(path).read_text(encoding="utf-8") for path in (old, new))
    run("an old word", "a new word")  # imports that wait for the first call are no work of the redline
    start = time.process_time()
    marked = run(a, b)
    print(json.dumps({"seconds": time.process_time() - start, "marked": marked}))


if __name__ == "__main__":
    main(*sys.argv[1:])
