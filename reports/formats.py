"""One comparison -> any output format. Each format's libraries are imported only when it is asked for."""

from __future__ import annotations

import importlib

from ..compare.model import Comparison
from ..compare.settings import Labels

FORMATS = ("text", "json", "html", "pdf", "docx", "markdown", "csv")
BINARY = ("pdf", "docx")
MADE_BY = {"csv": "record", "docx": "word", "pdf": "paper"}
"""The formats that no template makes, and the file that makes them."""
SUFFIX = {"markdown": "md", "text": "txt"}


def make_output(
    comparison: Comparison, form: str, *, labels: Labels | None = None, asof: str = ""
) -> str | bytes:
    """The comparison in the format ``form``, one of FORMATS: bytes where the format is binary, else text.

    ``asof`` is the day on the page, ISO 8601; by default that of the new statement. Raises
    MissingComponentError where the format needs something that is not installed.
    """
    if form == "json":
        from .tables import comparison_json

        return comparison_json(comparison)
    from .briefing import make_briefing

    briefing = make_briefing(comparison, labels=labels or Labels(), asof=asof)
    module = importlib.import_module(f".{MADE_BY.get(form, 'render')}", __package__)
    output: str | bytes = getattr(module, f"to_{form}")(briefing)
    return output
