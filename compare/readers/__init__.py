"""The doors to the formats: a file in, a Document out. The content decides which door, then the suffix."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Document, Noise
from rapporteur.compare.readers import html, markdown, text
from rapporteur.compare.readers.encoding import decode
from rapporteur.compare.readers.sniff import is_archive, is_pdf

# A statement of 20,000 words is 150 KB of text, 1 MB as a page and 5 MB as a PDF with pictures.
_LARGEST_FILE = 50_000_000
_LARGEST_TEXT = 4_000_000
# 150,000 words; the longest statement has 80,000. A second goes by for every 200,000 of the worst made-up characters.
_MOST_CHARACTERS = 1_000_000
# 80,000 words in narrow lines are 15,000 of them.
_MOST_LINES = 60_000
# Formats that are known by their first bytes, and what to do with them.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0", "an old Word file (.doc). Save it as .docx or PDF."),
    (b"{\\rtf", "a rich text file (.rtf). Save it as .docx or PDF."),
    (b"\x89PNG", "a picture. Make it readable with `ocrmypdf`, then give the PDF."),
    (b"\xff\xd8\xff", "a picture. Make it readable with `ocrmypdf`, then give the PDF."),
    (b"\x1f\x8b", "a compressed file. Unpack it first."),
    (b"7z\xbc\xaf", "an archive. Unpack it first."),
    (b"Rar!", "an archive. Unpack it first."),
)


def read_document(path: Path) -> Document:
    """The document in ``path``, with the facts of ``FILE.toml`` beside it, which come before the file's own.

    Raises UnreadableError where there is no text to be read, or the sidecar is not TOML.
    """
    facts = _sidecar(Path(f"{path}.toml"))
    document = read_bytes(bytes_of(path), str(path), select=dict(facts).get("select", ""))
    return replace(document, metadata=(*document.metadata, *facts)) if facts else document


def suffix_of(data: bytes, name: str, media_type: str = "") -> str:
    """The suffix that fits what ``data`` holds: by its content, then by the media type, then by its name."""
    if is_pdf(data):
        return ".pdf"
    if is_archive(data):
        return ".docx"
    suffix = Path(name.split("?")[0].split("#")[0]).suffix.lower()
    if suffix in (".md", ".markdown", ".txt"):
        return ".md" if suffix == ".markdown" else suffix
    if media_type in ("text/html", "application/xhtml+xml") or html.is_html(data):
        return ".html"
    return ".md" if media_type == "text/markdown" else ".txt"


def _sidecar(path: Path) -> tuple[tuple[str, str], ...]:
    """Facts that an analyst or `rapporteur add` wrote beside a file, as (name, value) pairs."""
    facts = read_toml(path)
    return tuple((key, str(value)) for key, value in facts.items() if not isinstance(value, dict | list))


def read_bytes(data: bytes, name: str, *, select: str = "") -> Document:
    """The document that ``data`` holds; ``name`` is its path or address, for messages and the suffix.

    ``select`` is the CSS selector of the content of a page, where its source declares one.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    suffix = Path(name.split("?")[0]).suffix.lower()
    if is_pdf(data):
        from rapporteur.compare.readers import pdf

        return _checked(pdf.read_pdf(data, name, sha256), name)
    if is_archive(data):
        from rapporteur.compare.readers import docx

        return _checked(docx.read_docx(data, name, sha256), name)
    foreign = next((what for mark, what in _FOREIGN if data.startswith(mark)), None)
    if foreign:
        raise UnreadableError(f"{name}: {foreign}")
    if len(data) > _LARGEST_TEXT:
        raise UnreadableError(
            f"{name}: {len(data):,} bytes of text; the most that is read is {_LARGEST_TEXT:,}."
        )
    if html.is_html(data) and suffix not in (".md", ".markdown", ".txt"):
        page = decode(data, name, declared=html.charset_of(data))
        return _checked(_page(page, name, sha256, select), name)
    source = decode(data, name)
    if not source.strip():
        raise UnreadableError(f"{name}: holds no text.")
    _check_length(len(source), name)
    _check_lines(sum(map(source.count, "\n\r\f")), name)
    return _checked(_written(source, name, sha256, select), name)


def _page(
    page: str, name: str, sha256: str, select: str, metadata: tuple[tuple[str, str], ...] = ()
) -> Document:
    blocks, left, noise, revisions, found = html.read_html(page, name, select=select)
    return Document(name, sha256, "html", blocks, left, noise, (*metadata, *found), html.NAME, revisions)


def _written(source: str, name: str, sha256: str, select: str) -> Document:
    """Markdown or plain text, or a page that a Markdown file holds below its front matter."""
    suffix = Path(name).suffix.lower()
    pages = (Noise("page breaks", source.count("\f")),) if "\f" in source else ()
    if suffix not in (".md", ".markdown") and not markdown.is_markdown(source):
        return Document(name, sha256, "text", text.read_text(source), noise=pages, extractor=text.NAME)
    metadata, body, first_line = markdown.split_front_matter(source)
    if body.lstrip().startswith("<") and html.is_html(body.lstrip()[:4096].encode()):
        return _page(body, name, sha256, select, metadata)
    blocks, noise, left, revisions = markdown.read_markdown(body, first_line=first_line)
    return Document(
        name, sha256, "markdown", blocks, left, (*noise, *pages), metadata, markdown.NAME, revisions
    )


def _checked(document: Document, name: str) -> Document:
    """The document, if it holds a letter at all, and not a library. Numbers alone are the rest of something else."""
    if not any(character.isalpha() for block in document.blocks for character in block.text):
        raise UnreadableError(f"{name}: holds no text that could be a statement.")
    _check_length(sum(len(block.text) for block in document.blocks), name)
    _check_lines(len(document.blocks), name)
    return document


def _check_lines(lines: int, name: str) -> None:
    if lines > _MOST_LINES:
        raise UnreadableError(f"{name}: more than {_MOST_LINES:,} lines; this is no statement.")


def _check_length(characters: int, name: str) -> None:
    if characters > _MOST_CHARACTERS:
        raise UnreadableError(
            f"{name}: {characters:,} characters of text; the most that is read is {_MOST_CHARACTERS:,}. "
            "Give the statement alone."
        )


def bytes_of(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableError for a folder, an empty file, or one too large to read."""
    try:
        if path.is_dir():
            raise UnreadableError(f"{path}: a folder, not a statement. Give the file itself.")
        size = path.stat().st_size
        if size > _LARGEST_FILE:
            raise UnreadableError(f"{path}: {size:,} bytes; the most that is read is {_LARGEST_FILE:,}.")
        if size == 0:
            raise UnreadableError(f"{path}: empty file.")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror or error}.") from error
