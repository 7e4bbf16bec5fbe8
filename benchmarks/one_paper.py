"""Make the PDF and the HTML of one pair: ``one_paper.py OLD NEW STEM``; prints what the PDF alone cost."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path


def main(old: str, new: str, stem: str) -> None:
    """Write STEM.pdf and STEM.html and print CPU seconds and pages."""
    import pypdfium2

    # Imported beforehand, so that no import is part of the figure.
    import weasyprint  # noqa: F401
    from rapporteur.reports.briefing.build import make_briefing
    from rapporteur.reports.cures import borders, facts, figures, lines, order, pages, rings, styles, writing  # noqa: F401
    from rapporteur.reports.formats.registry import pdf as paper  # noqa: F401
    from rapporteur.reports.formats.registry import render

    from rapporteur import compare_statements, read_statement

    briefing = make_briefing(
        compare_statements(read_statement(Path(old)), read_statement(Path(new)), force=True)
    )
    html = render(briefing, "html")
    assert isinstance(html, str)
    Path(f"{stem}.html").write_text(html, encoding="utf-8")
    start = time.process_time()
    pdf = render(briefing, "pdf")
    seconds = time.process_time() - start
    assert isinstance(pdf, bytes)
    Path(f"{stem}.pdf").write_bytes(pdf)
    print(json.dumps({"seconds": seconds, "pages": len(pypdfium2.PdfDocument(pdf))}))


if __name__ == "__main__":
    main(*sys.argv[1:])
