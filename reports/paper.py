"""Briefings and answers of the record -> PDF: tagged, with their data attached. The only door to WeasyPrint."""

from __future__ import annotations

import ctypes.util
import io
import logging
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, redirect_stdout, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..compare.errors import MissingComponentError
from .cures import cured, let_go
from .memory_page import MemoryPage
from .page import Briefing
from .record import to_csv, to_json
from .render import TEMPLATES, to_memory_print, to_print
from .thrift import no_collection, on_a_wide_frame, page_type

PDF_VARIANT, ARCHIVE_VARIANT = "pdf/ua-1", "pdf/a-3a"

Files = tuple[tuple[str, str, str], ...]
"""Files to attach: name, what it is, data."""

PANGO = (
    "The PDF needs Pango, which pip cannot install. On Debian or Ubuntu: sudo apt-get install -y "
    "--no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; on macOS: brew install pango. "
    "The other formats (html, docx, markdown, text, json, csv) work without it."
)


def to_pdf(briefing: Briefing, *, templates: Path | None = None, archive: bool = False) -> bytes:
    """The briefing as a tagged PDF (PDF/UA-1, or PDF/A-3a with ``archive``) with its data attached.

    Raises MissingComponentError where Pango is not installed or no font has a script of the text.
    """
    with no_collection():
        html = to_print(briefing, templates=templates)
        files = (
            (
                "briefing.json",
                "Everything on these pages, and the comparisons they were made from",
                to_json(briefing),
            ),
            ("changes.csv", "The changes, one a row", to_csv(briefing)),
        )
        variant = ARCHIVE_VARIANT if archive else PDF_VARIANT
        return _drawn(html, files, briefing.date, variant, templates)


def to_memory_pdf(pages: tuple[MemoryPage, ...], data: str, *, templates: Path | None = None) -> bytes:
    """Answers of the record (a thread, a theme across forums, a draft, the ledger) as a tagged PDF with their data.

    Raises MissingComponentError as ``to_pdf`` does.
    """
    files = (("answer.json", "The facts on these pages", data),)
    return _drawn(to_memory_print(pages, templates=templates), files, "", PDF_VARIANT, templates)


def laid_out(briefing: Briefing, *, templates: Path | None = None) -> Any:
    """The pages with every box in its place, before they are drawn. Raises MissingComponentError without Pango."""
    _weasyprint()
    with nullcontext() if templates else cured(), _fonts(templates, alone=True) as fonts:
        return _laid_out(to_print(briefing, templates=templates), templates, fonts)


def _laid_out(html: str, templates: Path | None, fonts: Any) -> Any:
    base = TEMPLATES.as_uri() + "/"
    page = page_type()(html, base, _fetcher(templates), has_notes=templates is not None)
    return page.render(font_config=fonts, pdf_variant=PDF_VARIANT, pdf_tags=True)


def _fonts(templates: Path | None, *, alone: bool) -> AbstractContextManager[Any]:
    """The fonts of a page of ours; a template of one's own has those that its style sheet names."""
    from weasyprint.text.fonts import FontConfiguration

    from .page_fonts import page_fonts

    return nullcontext(FontConfiguration()) if templates else page_fonts(alone=alone)


def _drawn(html: str, files: Files, day: str, variant: str, templates: Path | None) -> bytes:
    """The page as bytes, with its data attached. Raises MissingComponentError where a script of the text has no font.

    A page of ours is drawn with its own fonts, so that it is the same on every machine; only where they lack a letter is
    it drawn once more with the machine's behind them. A template of one's own may name any font.
    """

    def draw(*, alone: bool) -> tuple[bytes, list[str]]:
        with _missing_letters() as missing, _fonts(templates, alone=alone) as fonts:
            document = _laid_out(html, templates, fonts)
            pdf: bytes = document.write_pdf(
                pdf_variant=variant, pdf_tags=True, attachments=_attachments(files, day)
            )
            let_go(document)
            return pdf, missing

    _weasyprint()
    with no_collection(), nullcontext() if templates else cured():
        pdf, missing = on_a_wide_frame(lambda: draw(alone=not templates))
        if missing and not templates:
            pdf, missing = on_a_wide_frame(lambda: draw(alone=False))
    scripts = scripts_of(missing)
    if scripts:
        raise MissingComponentError(
            f"No font on this machine has the {', '.join(scripts)} letters of this text. Install one (Debian: "
            "fonts-noto-core, for Chinese, Japanese and Korean fonts-noto-cjk) and run again."
        )
    return pdf


def _attachments(files: Files, day: str) -> list[Any]:
    """The files, dated by the page: the time of writing would change the bytes."""
    when = _moment(day)
    return [
        _weasyprint().Attachment(
            string=data.encode(),
            name=name,
            description=words,
            created=when,
            modified=when,
            relationship="Data",
        )
        for name, words, data in files
    ]


def _weasyprint() -> Any:
    """The library, or the line that says what to install."""
    with redirect_stdout(io.StringIO()):  # it tells of what is missing, and so do we
        with suppress(OSError), _by_their_names():
            import weasyprint
        try:
            import weasyprint
        except OSError as error:
            raise MissingComponentError(PANGO) from error
    return weasyprint


@contextmanager
def _by_their_names() -> Iterator[None]:
    """Libraries are loaded under the names that Linux has for them.

    The renderer tries the names of other systems first, and each is searched for with ldconfig and the compiler:
    eighty processes, 0.25 s. Where the right name is not known either, it may search after all.
    """
    search = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search


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


class _Letters(logging.Handler):
    """Collects the letters that no font could draw; the renderer only logs them."""

    SIGN = ".notdef"

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if self.SIGN in str(record.msg):
            self.found += [str(arg) for arg in (record.args or ())]


@contextmanager
def _missing_letters() -> Iterator[list[str]]:
    """The messages about missing letters while a page is drawn; nothing is printed."""
    logger, handler = logging.getLogger("weasyprint"), _Letters()
    old = logger.propagate, logger.handlers[:]
    logger.handlers, logger.propagate = [handler], False
    try:
        yield handler.found
    finally:
        logger.propagate, logger.handlers = old[0], old[1]


def scripts_of(missing: Iterable[str]) -> tuple[str, ...]:
    """The scripts of missing letters by name, "Thai", "CJK"; signs that are no letters do not stop a page."""
    letters = {c for text in missing for c in text if unicodedata.category(c).startswith("L")}
    return tuple(sorted({_script(c) for c in letters}))


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "UNKNOWN").split()[0]
    return name if name == "CJK" else name.capitalize()
