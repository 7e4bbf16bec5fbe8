"""One briefing -> any output format. Each format's libraries are imported only when it is asked for."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rapporteur.compare.model import Comparison
    from rapporteur.reports.briefing.model import Briefing

FORMATS = ("text", "json", "html", "pdf", "docx", "markdown", "csv")
BINARY = ("pdf", "docx")
MADE_BY = {"csv": "serialise", "docx": "docx", "pdf": "pdf"}
"""The formats that no template makes, and the file that makes them."""
BY_TEMPLATE = ("text", "html", "pdf", "markdown")
SUFFIX = {"markdown": "md", "text": "txt"}


@dataclass(frozen=True, slots=True)
class Look:
    """How a briefing is dressed: templates of one's own, and a PDF for the archive (PDF/A-3a)."""

    templates: Path | None = None
    archive: bool = False


PLAIN = Look()
"""Our own templates, and a PDF for reading (PDF/UA-1)."""


def make_output(comparison: Comparison, form: str, *, look: Look = PLAIN) -> str | bytes:
    """The comparison in the format ``form``, one of FORMATS: bytes where the format is binary, else text."""
    if form == "json":
        from rapporteur.reports.formats.tables import comparison_json

        return comparison_json(comparison)
    from rapporteur.reports.briefing.collect import make_briefing

    return render(make_briefing(comparison), form, look)


def render(briefing: Briefing, form: str, look: Look = PLAIN) -> str | bytes:
    """The briefing in the format ``form``; as JSON it is the comparison that it shows.

    Raises MissingComponentError where the format needs something that is not installed, and OutputError where
    a template of one's own is broken.
    """
    if form == "json":
        from rapporteur.reports.formats.tables import comparison_json

        return comparison_json(briefing.material.comparisons[-1])
    module = importlib.import_module(f"rapporteur.reports.formats.{MADE_BY.get(form, 'html')}")
    options: dict[str, object] = {"templates": look.templates} if form in BY_TEMPLATE else {}
    if form == "pdf":
        options["archive"] = look.archive
    output: str | bytes = getattr(module, f"to_{form}")(briefing, **options)
    return output
