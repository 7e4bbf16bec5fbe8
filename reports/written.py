"""A written briefing taken apart: the data that it carries, what a reader sees, its table of changes."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from ..compare.errors import UnreadableError

VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr")
)
"""Elements that have no end tag."""


@dataclass(frozen=True, slots=True)
class Written:
    """A written briefing taken apart: its data, what a reader sees, and its table of changes, where it has them."""

    data: str
    visible: str | None = None
    table: str | None = None


def taken_apart(path: Path) -> Written:
    """A PDF, HTML or JSON briefing taken apart. Raises UnreadableError where it is none or carries no data."""
    if not path.is_file():
        raise UnreadableError(f"No file '{path}'. Name a briefing that rapporteur wrote: PDF, HTML or JSON.")
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
