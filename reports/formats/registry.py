"""One briefing -> any output format. Each format's libraries are imported only when it is asked for."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from rapporteur.compare.errors import OutputError
from rapporteur.reports.formats.plain_words import CRITIC_MARKS

if TYPE_CHECKING:
    from rapporteur.reports.briefing.model import Briefing

FORMATS = ("text", "json", "html", "pdf", "docx", "markdown", "criticmarkup", "csv")
BINARY = ("pdf", "docx")
READER_FORMATS = ("text", "html", "pdf", "markdown", "json")
"""Formats of the pages for other readers than the desk officer; as JSON it is the comparison all the same."""
SUFFIX = {"markdown": "md", "criticmarkup": "critic.md", "text": "txt"}


@dataclass(frozen=True, slots=True)
class OutputOptions:
    """How a briefing is written: templates of one's own, a PDF for the archive (PDF/A-3a), columns of text."""

    templates: Path | None = None
    archive: bool = False
    width: int = 100
    short: bool = False
    """Page 1 alone."""
    annex: str = ""
    """"none", "changed" or "all"; "" leaves the briefing as it is."""
    order: str = "theme"
    """The order of the redline: "theme", "heading" or "document"."""
    reader: str = ""
    """Whom the page is for, as in Material."""


PLAIN = OutputOptions()
"""Our own templates, and a PDF for reading (PDF/UA-1)."""


def render(briefing: Briefing, form: str, options: OutputOptions = PLAIN) -> str | bytes:
    """The briefing in the format ``form``; as JSON it is the comparison that it shows.

    Raises MissingComponentError where the format needs something that is not installed, and OutputError where
    a template of one's own is broken, or where the page for that reader is not written in that format.
    """
    if options.reader and form not in READER_FORMATS:
        raise OutputError(
            f"--for {options.reader} is written as {', '.join(READER_FORMATS)}, not as {form}. Say --format."
        )
    if options.short or options.annex or options.order != "theme" or options.reader:
        from rapporteur.reports.briefing.sections import limited

        annex = options.annex or briefing.material.annex
        briefing = limited(
            briefing, short=options.short, annex=annex, order=options.order, reader=options.reader
        )
    if form == "json":
        from rapporteur.reports.formats.tables import comparison_json, headlines_json

        last = briefing.material.comparisons[-1]
        return headlines_json(last) if briefing.material.short else comparison_json(last)
    return _writers()[form](briefing, options)


def _writers() -> dict[str, Callable[[Briefing, OutputOptions], str | bytes]]:
    """Format -> the function that writes it; the libraries of a format are imported when it is asked for."""

    def written(module: str, name: str) -> Callable[..., str | bytes]:
        function: Callable[..., str | bytes] = getattr(
            importlib.import_module(f"rapporteur.reports.formats.{module}"), name
        )
        return function

    return {
        "text": lambda b, o: written("html", "to_text")(b, width=o.width, templates=o.templates),
        "html": lambda b, o: written("html", "to_html")(b, templates=o.templates),
        "markdown": lambda b, o: written("html", "to_markdown")(b, templates=o.templates),
        "criticmarkup": lambda b, o: written("html", "to_markdown")(
            b, templates=o.templates, marks=CRITIC_MARKS
        ),
        "pdf": lambda b, o: written("pdf", "to_pdf")(b, templates=o.templates, archive=o.archive),
        "docx": lambda b, _: written("docx", "to_docx")(b),
        "csv": lambda b, _: written("serialise", "to_csv")(b),
    }
