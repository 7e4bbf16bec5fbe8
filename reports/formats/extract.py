"""A written briefing taken apart for ``verify``: its format, its bytes, and the data that it was made from."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.errors import UnreadableError
from rapporteur.reports.briefing.model import BRIEFING_FORMAT
from rapporteur.reports.formats.registry import SUFFIX
from rapporteur.reports.formats.tables import COMPARISON_FORMAT
from rapporteur.reports.formats.verify_pdf import attached

MAX_BYTES = 64 * 2**20
"""Of a page; a briefing on a hundred meetings has a tenth."""
RECORD = re.compile(r'<script type="application/json" id="briefing-data">(.*?)</script>', re.DOTALL)
"""The data within a page of HTML."""
BESIDE = (".html", ".pdf")
"""Endings of the pages that carry data; one of the same name vouches for a page without."""
FORMS = {f".{SUFFIX.get(form, form)}": form for form in ("criticmarkup", "markdown", "text", "csv", "docx")}
"""Ending -> format of the pages that carry no data."""


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it was found. ``form`` is one of the output formats, or "record" for the data by themselves.

    ``record`` is the JSON of the briefing it was made from; "" for a comparison's JSON that stands alone.
    """

    form: str
    data: bytes
    record: str
    is_archive: bool = False


def read_page(path: Path) -> Page:
    """A briefing taken apart. Raises UnreadableError where it is none, or neither carries data nor stands beside any."""
    if not path.is_file():
        raise UnreadableError(f"No file '{path}'. Name a briefing that rapporteur wrote.")
    if path.stat().st_size > MAX_BYTES:
        raise UnreadableError(f"'{path}' is larger than {MAX_BYTES:,} bytes: it is no briefing.")
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        return _from_pdf(data, path)
    form = next((form for ending, form in FORMS.items() if path.name.lower().endswith(ending)), "")
    if form:
        return Page(form, data, _beside(path))
    text = data.decode("utf-8", "replace")
    if text.startswith("{"):
        return _from_json(data, text, path)
    return Page("html", data, _from_html(text, path))


def _from_html(text: str, path: Path) -> str:
    found = RECORD.findall(text)
    if len(found) != 1:
        many = "has several sets of data" if found else "carries no data to check against"
        raise UnreadableError(
            f"'{path}' {many}. Verify the HTML, PDF or JSON of a briefing as it was written."
        )
    return str(found[0])


def _from_pdf(data: bytes, path: Path) -> Page:
    files, is_archive = attached(data, str(path))
    if "briefing.json" not in files:
        raise UnreadableError(
            f"'{path}' has no 'briefing.json' attached: it is no briefing, or its data were removed."
        )
    return Page("pdf", data, files["briefing.json"].decode("utf-8", "replace"), is_archive)


def _from_json(data: bytes, text: str, path: Path) -> Page:
    try:
        form = json.loads(text).get("format")
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"'{path}' is no JSON that can be read ({error}).") from error
    if form == BRIEFING_FORMAT:
        return Page("record", data, text)
    if form != COMPARISON_FORMAT:
        raise UnreadableError(f"'{path}' is JSON of '{form}', not a comparison or briefing of this version.")
    return Page("json", data, _beside(path, is_needed=False))


def _beside(path: Path, *, is_needed: bool = True) -> str:
    """The data of the briefing of the same name that carries them."""
    name = re.sub(r"(\.critic)?\.[^.]+$", "", path.name)
    for ending in BESIDE:
        other = path.with_name(f"{name}{ending}")
        if other.is_file():
            return read_page(other).record
    if not is_needed:
        return ""
    raise UnreadableError(
        f"'{path}' carries no data to check against. Write the PDF or HTML of the briefing beside it, under the "
        "same name, and verify again."
    )
