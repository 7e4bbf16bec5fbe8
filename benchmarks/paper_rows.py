"""PDFs of about 10, 33, 100 and 300 pages, beside Chromium printing the same HTML."""

from __future__ import annotations

import sys
from pathlib import Path

import peers
from generate import Writer, sentence_pool, statement_page
from measure import cost, printed
from sheet import Cell, Sheet, ratio

CLAUSES = {10: 32, 33: 200, 100: 760, 300: 1800}
"""Pages wanted -> clauses of a pair that come near them; the pages that came out are in the table."""
RUNS, ENOUGH = 9, 12.0
"""Of each the median is told; what takes more than so many seconds in all is run less often."""
ONE = Path(__file__).with_name("one_paper.py")
FAMILY = Path(__file__).with_name("whole_family.py")


def paper_sheet(folder: Path, pages: tuple[int, ...] = tuple(CLAUSES)) -> list[Sheet]:
    """One row for each size."""
    rows = [_row(folder, count) for count in pages]
    return [
        Sheet(
            "Briefings as PDF",
            "Make: CPU seconds of turning a finished briefing into PDF, imports not counted. Process: CPU seconds "
            "of `rapporteur compare --format pdf` from start to end. Chromium: CPU seconds of printing the HTML of "
            "the same briefing, start and helper processes included. Ratio: Chromium over make; above 1 we are "
            "faster. Chromium's PDF has neither PDF/UA tags as ours has them, nor running heads, nor the same bytes "
            "twice.",
            ("pages", "make s", "ms a page", "process s", "MiB", "Chromium s", "ratio"),
            tuple(rows),
        )
    ]


def _row(folder: Path, wanted: int) -> tuple[Cell, ...]:
    old, new = _pair(folder, CLAUSES[wanted])
    made = printed(
        cost(
            [sys.executable, ONE, old, new, folder / f"paper-{wanted}"], runs=RUNS, enough=ENOUGH, give_up=300
        )
    )
    seconds, pages = made["seconds"], int(made["pages"])
    command = [sys.executable, "-m", "rapporteur.reports.cli", "compare", "--format", "pdf", old, new]
    whole = cost(command, runs=RUNS, give_up=300)
    theirs = _chromium(folder / f"paper-{wanted}.html", folder / f"paper-{wanted}-chromium.pdf")
    return (pages, seconds, seconds / pages * 1000, whole.cpu, whole.memory, theirs, ratio(theirs, seconds))


def _pair(folder: Path, clauses: int) -> tuple[Path, Path]:
    writer = Writer(sentence_pool(), seed=clauses)
    body = [writer.sentence() for _ in range(clauses)]
    paths = []
    for meeting in range(2):
        path = folder / f"paper-{clauses}-{meeting}.md"
        path.write_text(statement_page(1, meeting, body), encoding="utf-8")
        body = writer.next_meeting(body)
        paths.append(path)
    return paths[0], paths[1]


def _chromium(page: Path, pdf: Path) -> float | None:
    program = peers.chromium()
    if not program:
        return None
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [sys.executable, FAMILY, program, *options, f"--print-to-pdf={pdf}", page.as_uri()]
    return cost(command, runs=RUNS, give_up=300).cpu
