"""A written briefing taken apart: the data that it carries or stands beside, what a reader sees, its table of changes."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

from rapporteur.compare.errors import UnreadableError

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
"""Elements that have no end tag."""


WITHOUT_DATA = {".md": "markdown", ".txt": "text", ".csv": "csv", ".docx": "docx"}
"""Ending -> format of the pages that carry no data: they are held against what stands beside them."""

BESIDE = (".pdf", ".html", ".json")
"""Endings of the pages that carry data, the first that is there counts."""

MOST_BYTES = 64 * 2**20
"""Of a DOCX's text, unpacked: a hundred times a long briefing, and no bomb."""

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Written:
    """A written briefing taken apart: its data, what a reader sees, and its table of changes, where it has them.

    ``form`` and ``lines`` are those of a page that carries no data itself: it can only be made again, and compared.
    """

    data: str
    visible: str | None = None
    table: str | None = None
    form: str = ""
    lines: tuple[str, ...] = ()


def taken_apart(path: Path) -> Written:
    """A briefing taken apart. Raises UnreadableError where it is none, or neither carries data nor stands beside any."""
    if not path.is_file():
        raise UnreadableError(f"No file '{path}'. Name a briefing that rapporteur wrote: PDF, HTML or JSON.")
    form = WITHOUT_DATA.get(path.suffix.lower())
    if form:
        return _beside(path, form)
    data = path.read_bytes()
    if data.startswith(b"%PDF"):
        return _from_pdf(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = ""
    if text.lstrip().startswith("{"):
        return Written(text)
    if "briefing-data" in text:
        return _from_html(text)
    raise UnreadableError(
        f"'{path}' carries no data to check against. Verify the PDF, HTML or JSON of the briefing."
    )


def _beside(path: Path, form: str) -> Written:
    """A page without data, with those of the briefing of the same name that carries them."""
    for suffix in BESIDE:
        other = path.with_suffix(suffix)
        if other.is_file():
            try:
                lines = lines_of(path.read_bytes(), form)
            except (ValueError, KeyError, zipfile.BadZipFile, ElementTree.ParseError) as error:
                raise UnreadableError(f"'{path}' is no {form} that can be read ({error}).") from error
            return Written(taken_apart(other).data, form=form, lines=lines)
    raise UnreadableError(
        f"'{path}' carries no data to check against. Write the PDF or HTML of the briefing beside it, under the "
        "same name, and verify again."
    )


def lines_of(page: bytes | str, form: str) -> tuple[str, ...]:
    """What a page says, line by line or paragraph by paragraph, blanks at the ends apart.

    Raises ValueError, KeyError, BadZipFile or ParseError where it is no such page.
    """
    if form != "docx":
        text = page if isinstance(page, str) else page.decode("utf-8")
        return tuple(line.strip() for line in text.splitlines() if line.strip())
    assert isinstance(page, bytes)
    with zipfile.ZipFile(io.BytesIO(page)) as parts:
        if parts.getinfo("word/document.xml").file_size > MOST_BYTES:
            raise ValueError("its text is larger than any briefing")
        root = ElementTree.fromstring(parts.read("word/document.xml"))
    paragraphs = (
        "".join(run.text or "" for run in paragraph.iter() if run.tag in (f"{WORD}t", f"{WORD}delText"))
        for paragraph in root.iter(f"{WORD}p")
    )
    return tuple(line.strip() for line in paragraphs if line.strip())


def _from_pdf(path: Path) -> Written:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise UnreadableError(f"'{path}' is no PDF that can be opened ({error}).") from error
    with document:
        attached = {}
        for i in range(document.count_attachments()):
            attachment = document.get_attachment(i)
            attached[attachment.get_name()] = bytes(attachment.get_data()).decode("utf-8", "replace")
        pages = [page.get_textpage().get_text_range() for page in document]
    if "briefing.json" not in attached:
        raise UnreadableError(
            f"'{path}' has no 'briefing.json' attached: it is no briefing, or its data were removed."
        )
    return Written(attached["briefing.json"], "\f".join(pages), attached.get("changes.csv"))


def _from_html(text: str) -> Written:
    page = _Page()
    page.feed(text)
    return Written("".join(page.data), " ".join(page.words))


class _Page(HTMLParser):
    """What a reader of the page sees, and the data that it carries."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.data: list[str] = []
        self.open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        role = "data" if values.get("id") == "briefing-data" else ""
        is_hidden = tag in ("script", "style", "title") or "sr" in (values.get("class") or "").split()
        inherited = self.open[-1][1] if self.open else ""
        if tag not in VOID:
            self.open.append((tag, role or inherited or ("hidden" if is_hidden else "")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and any(name == tag for name, _ in self.open):
            if self.open.pop()[0] == tag:
                break

    def handle_data(self, data: str) -> None:
        role = self.open[-1][1] if self.open else ""
        if role == "data":
            self.data.append(data)
        elif not role:
            self.words.append(data)
