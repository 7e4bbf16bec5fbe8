"""Briefings and answers of the record -> PDF: tagged, with their data attached. The only door to WeasyPrint."""

from __future__ import annotations

import io
import logging
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import MissingComponentError
from rapporteur.reports.answers.model import MemoryPage
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.formats.html import TEMPLATES, to_memory_print, to_print
from rapporteur.reports.formats.serialise import to_csv, to_json

PDF_VARIANT, ARCHIVE_VARIANT = "pdf/ua-1", "pdf/a-3a"

Files = tuple[tuple[str, str, str], ...]
"""Files to attach: name, what it is, data."""

PANGO = (
    "The PDF needs Pango and HarfBuzz-Subset, which pip cannot install. On Debian or Ubuntu: sudo apt-get install -y "
    "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango. "
    "The other formats (html, docx, markdown, text, json, csv) work without it."
)


def to_pdf(briefing: Briefing, *, templates: Path | None = None, archive: bool = False) -> bytes:
    """The briefing as a tagged PDF (PDF/UA-1, or PDF/A-3a with ``archive``) with its data attached.

    Raises MissingComponentError where Pango is not installed or no font has a script of the text.
    """
    html = to_print(briefing, templates=templates)
    files = (
        (
            "briefing.json",
            "Everything on these pages, and the comparisons they were made from",
            to_json(briefing),
        ),
        ("changes.csv", "The changes, one a row", to_csv(briefing)),
    )
    return _drawn(html, files, briefing.date, ARCHIVE_VARIANT if archive else PDF_VARIANT, templates)


def to_memory_pdf(pages: tuple[MemoryPage, ...], data: str, *, templates: Path | None = None) -> bytes:
    """Answers of the record (a thread, a theme across forums, a draft, the ledger) as a tagged PDF with their data.

    Raises MissingComponentError as ``to_pdf`` does.
    """
    files = (("answer.json", "The facts on these pages", data),)
    return _drawn(to_memory_print(pages, templates=templates), files, "", PDF_VARIANT, templates)


def laid_out(briefing: Briefing, *, templates: Path | None = None) -> Any:
    """The pages with every box in its place, before they are drawn. Raises MissingComponentError without Pango."""
    return _laid_out(to_print(briefing, templates=templates), templates, PDF_VARIANT)


def _laid_out(html: str, templates: Path | None, variant: str) -> Any:
    weasyprint = load_renderer()
    from weasyprint.text.fonts import FontConfiguration

    page = weasyprint.HTML(string=html, base_url=TEMPLATES.as_uri() + "/", url_fetcher=_fetcher(templates))
    return page.render(font_config=FontConfiguration(), pdf_variant=variant, pdf_tags=True)


def _drawn(html: str, files: Files, day: str, variant: str, templates: Path | None) -> bytes:
    """The page as bytes, with its data attached.

    A line in a script that no font here has is shown as boxes, and the page says so. Raises MissingComponentError where
    so much is in that script that the page would be half legible.
    """
    pdf, missing = _draw(html, files, day, variant, templates)
    scripts = scripts_of(missing)
    if not scripts:
        return pdf
    boxed, share = _boxed(html, scripts)
    if share > MOST_MISSING:
        raise MissingComponentError(
            f"No font on this machine has the {', '.join(scripts)} letters of this text. Install one (Debian: "
            "fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk) and run again."
        )
    return _draw(boxed, files, day, variant, templates)[0]


MOST_MISSING = 0.02
"""The share (0-1) of a page's letters that may be boxes."""
BOX = "\u25a1"


def _draw(html: str, files: Files, day: str, variant: str, templates: Path | None) -> tuple[bytes, list[str]]:
    with _missing_letters() as missing:
        document = _laid_out(html, templates, variant)
        pdf: bytes = document.write_pdf(
            pdf_variant=variant, pdf_tags=True, attachments=_attachments(files, day)
        )
    return pdf, missing


def _boxed(html: str, scripts: Sequence[str]) -> tuple[str, float]:
    """The page with a box for each letter of ``scripts`` and a line that says so, and their share of all letters."""
    letters = [char for char in html if unicodedata.category(char)[0] in "LM"]
    missing = {char for char in set(letters) if not char.isascii() and _script(char) in scripts}
    share = sum(char in missing for char in letters) / max(1, len(letters))
    note = f"<p>{BOX} stands for a {' or '.join(scripts)} letter that no font on the machine had.</p>"
    page = html.translate(dict.fromkeys(map(ord, missing), BOX))
    head, end, tail = page.rpartition("</body>")
    return f"{head}{note}{end}{tail}", share


def _attachments(files: Files, day: str) -> list[Any]:
    """The files, dated by the page: the time of writing would change the bytes."""
    when = _moment(day)
    return [
        load_renderer().Attachment(
            string=data.encode(),
            name=name,
            description=words,
            created=when,
            modified=when,
            relationship="Data",
        )
        for name, words, data in files
    ]


def load_renderer() -> Any:
    """The library. Raises MissingComponentError with what to install where it finds no Pango."""
    try:
        with redirect_stdout(io.StringIO()):  # it prints its own advice, and ours follows
            import weasyprint
            from weasyprint.text.ffi import harfbuzz_subset
    except OSError as error:
        raise MissingComponentError(PANGO) from error
    if harfbuzz_subset is None:  # without it the time of drawing stands in the fonts
        raise MissingComponentError(PANGO)
    return weasyprint


def _fetcher(templates: Path | None) -> Any:
    """A fetcher that reads the template folders and data addresses, and nothing else."""
    from weasyprint.urls import URLFetcher

    roots = tuple(folder.resolve().as_uri() + "/" for folder in (TEMPLATES, templates) if folder)

    class Fenced(URLFetcher):  # type: ignore[misc]  # weasyprint ships no types
        def fetch(self, url: str, headers: Any = None) -> Any:
            if not url.startswith(("data:", *roots)) or "/../" in url:
                raise ValueError(f"not fetched: {url}")
            return super().fetch(url, headers)

    return Fenced(allowed_protocols=("file", "data"))


def _moment(iso: str) -> datetime:
    """The day of the briefing as a moment for the file's metadata; a fixed one where it has none."""
    try:
        return datetime.fromisoformat(iso).replace(tzinfo=UTC)
    except ValueError:
        return datetime(2000, 1, 1, tzinfo=UTC)


class _MissingLetters(logging.Handler):
    """Collects the letters that no font could draw in one thread; the renderer only logs them."""

    SIGN = ".notdef"

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []
        self.thread = threading.get_ident()

    def emit(self, record: logging.LogRecord) -> None:
        if record.thread == self.thread and self.SIGN in str(record.msg):
            self.found += [str(arg) for arg in (record.args or ())]


@contextmanager
def _missing_letters() -> Iterator[list[str]]:
    """The messages about missing letters while this thread draws a page."""
    logger, handler = logging.getLogger("weasyprint"), _MissingLetters()
    logger.addHandler(handler)
    try:
        yield handler.found
    finally:
        logger.removeHandler(handler)


def scripts_of(missing: Iterable[str]) -> tuple[str, ...]:
    """The scripts of missing letters by name, "Thai", "CJK"; signs that are no letters do not stop a page."""
    letters = {c for text in missing for c in text if unicodedata.category(c).startswith("L")}
    return tuple(sorted({_script(c) for c in letters}))


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split()[0]
    return name if name == "CJK" else name.capitalize()
