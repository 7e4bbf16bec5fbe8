"""What reading costs as statements grow: 5,000, 20,000 and 80,000 words, in text, HTML, DOCX and PDF.

    python benchmarks/reading.py

A statement of the sample is repeated under new numbers until it has the words. Processor time is taken, the best of
three; growth is the exponent between the smallest and the largest (1 is linear).
"""

from __future__ import annotations

import math
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from publishing import Part, as_docx, as_html, as_pdf, as_text, parts_of  # noqa: E402  (found by the line above)
from rapporteur.compare.clauses.masthead import read_masthead  # noqa: E402
from rapporteur.compare.clauses.normalise import normalise  # noqa: E402
from rapporteur.compare.readers import read_bytes, read_document  # noqa: E402

SIZES = (5_000, 20_000, 80_000)
FORMATS: dict[str, tuple[str, Callable[[Sequence[Part]], bytes]]] = {
    "text": ("s.txt", as_text),
    "html": ("s.html", lambda parts: as_html(parts, counted=False)),
    "docx": ("s.docx", lambda parts: as_docx(parts, automatic=False)),
    "pdf": ("s.pdf", as_pdf),
}


def grown(words: int) -> list[Part]:
    """Numbered paragraphs of the sample, over and over, until there are ``words`` words."""
    document = read_document(next((ROOT / "data/statements/vedim").glob("2021*")))
    texts = [
        p.text for p in parts_of(normalise(document, read_masthead(document))) if p.number and not p.entry
    ]
    parts: list[Part] = []
    count = 0
    while count < words:
        # Numbers have three digits at most; a long text begins anew under a heading.
        number = len(parts) % 900
        parts.append(
            Part(f"Part {len(parts) // 900 + 1}")
            if number == 0
            else Part(texts[len(parts) % len(texts)], str(number))
        )
        count += len(parts[-1].text.split())
    return parts


def cost(data: bytes, name: str) -> float:
    """Seconds of processor time to read and normalise, that of a process apart included, the best of three."""
    best = math.inf
    for _ in range(3):
        began = _spent()
        document = read_bytes(data, name)
        normalise(document, read_masthead(document))
        best = min(best, _spent() - began)
    return best


def _spent() -> float:
    usages = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main() -> int:
    print(f"{'format':8}" + "".join(f"{size:>10,} words" for size in SIZES) + f"{'growth':>9}")
    for format, (name, publish) in FORMATS.items():
        # Laying out 80,000 words as PDF takes the typesetter minutes; half of that shows the growth as well.
        sizes = SIZES if format != "pdf" else (5_000, 20_000)
        costs = [cost(publish(grown(size)), name) for size in sizes]
        growth = math.log(costs[-1] / costs[0]) / math.log(sizes[-1] / sizes[0])
        print(
            f"{format:8}" + "".join(f"{seconds:14.2f} s" for seconds in costs).ljust(48) + f"{growth:9.2f}",
            flush=True,
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
