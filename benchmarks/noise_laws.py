"""The laws of noise on every real statement: for each law, how many statements it was tried on and how many it held for.

    python benchmarks/noise_laws.py [--draws 3] [folder of statements]

Files of text, Markdown and HTML are changed as they are; of a PDF or a Word file, the text that is read from it. A
statement holds where every one of the draws (another width, other words) changes no clause and its noise is counted.
"""

from __future__ import annotations

import argparse
import random
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from noise import LAWS, Law, breaks  # noqa: E402  (found by the line above)
from rapporteur.compare.errors import UnreadableError  # noqa: E402
from rapporteur.compare.readers import read_document  # noqa: E402

_SHARED = ROOT.parent / "shared/statements"


def sources(folder: Path) -> list[tuple[str, str]]:
    """The name and the text of each statement; a PDF's or a Word file's is named as text."""
    found = []
    for path in sorted(
        item for item in folder.glob("*/*") if item.suffix in (".md", ".txt", ".html", ".pdf", ".docx")
    ):
        if path.suffix in (".pdf", ".docx"):
            try:
                blocks = read_document(path).blocks
            except UnreadableError:
                continue
            text = "\n\n".join(f"{block.label or ''} {block.text}".strip() for block in blocks)
            found.append((f"{path.name}.txt", text))
        else:
            found.append((path.name, path.read_text(encoding="utf-8")))
    return found


def hold(law: Law, text: str, name: str, draws: int) -> str | None:
    """The first breach of ``draws`` tries, "" where there is none, None where the law has nothing to change."""
    told = [breaks(law, text, name, random.Random(f"{name}/{draw}")) for draw in range(draws)]
    if all(each is None for each in told):
        return None
    return next((each for each in told if each), "")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=_SHARED)
    parser.add_argument("--draws", type=int, default=3)
    parser.add_argument("--law", default="", help="only laws whose name holds this")
    options = parser.parse_args()
    texts, broken = sources(options.folder), 0
    print(f"{'law':38} {'tried':>6} {'held':>6}")
    for title, law in LAWS.items():
        fits = [
            (name, text) for name, text in texts if Path(name).suffix in law.suffixes and options.law in title
        ]
        told = [(name, hold(law, text, name, options.draws)) for name, text in fits]
        tried = [(name, breach) for name, breach in told if breach is not None]
        breaches = [(name, breach) for name, breach in tried if breach]
        print(f"{title:38} {len(tried):6} {len(tried) - len(breaches):6}", flush=True)
        for name, breach in breaches:
            print(f"    {name}: {breach}", flush=True)
        broken += len(breaches)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
