"""The doors to the formats: a file in, a Document out. The content decides which door, then the suffix."""

from __future__ import annotations

import errno
import hashlib
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.files import check_name, near_name, read_toml
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
    check_name(path)
    facts = _sidecar(Path(f"{path}.toml")) if str(path) != "-" else ()
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
    _check_pointer(data, name)
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
        document = _page(page, name, sha256, select)
        _check_error_page(document, name)
        if suffix == ".pdf":
            raise UnreadableError(
                f"{name}: a page, not a PDF: {_first_words(document)}. Fetch the PDF again, or name it .html."
            )
        return _checked(document, name)
    source = decode(data, name)
    _check_conflict(source, name)
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


def _first_words(document: Document) -> str:
    shown = dict(document.metadata).get("page title") or next((block.text for block in document.blocks), "")
    return repr(" ".join(shown.split())[:60])


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
    """The bytes of a file, a pipe, or the standard input ("-"). Raises UnreadableError for a folder, an empty file, a
    link that leads to itself, or what is too large to read."""
    try:
        if str(path) == "-":
            return _read_some(sys.stdin.buffer, "standard input")
        if re.match(r"https?:/", str(path)):
            raise UnreadableError(
                f"{str(path).replace(':/', '://', 1)}: an address on the web. Declare it with `rapporteur add URL --forum NAME` and get it with `rapporteur fetch`."
            )
        if path.is_dir():
            raise UnreadableError(f"{path}: a folder, not a statement. Give the file itself.")
        status = path.stat()
        if status.st_size > _LARGEST_FILE:
            raise UnreadableError(
                f"{path}: {status.st_size:,} bytes; the most that is read is {_LARGEST_FILE:,}."
            )
        with path.open("rb") as stream:
            return _read_some(stream, str(path))
    except RuntimeError as error:
        # Python 3.11 and 3.12 raise this for a symbolic link that leads to itself.
        raise UnreadableError(f"{path}: a symbolic link that leads to itself.") from error
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise UnreadableError(f"{path}: a symbolic link that leads to itself.") from error
        near = near_name(path) if error.errno == errno.ENOENT else ""
        raise UnreadableError(f"{path}: {error.strerror or error}.{near}") from error


def _read_some(stream: BinaryIO, name: str) -> bytes:
    data = stream.read(_LARGEST_FILE + 1)
    if len(data) > _LARGEST_FILE:
        raise UnreadableError(f"{name}: more than {_LARGEST_FILE:,} bytes, the most that is read.")
    if not data:
        raise UnreadableError(f"{name}: empty file.")
    return data


_POINTER = b"version https://git-lfs.github.com/spec/"
_CONFLICT = re.compile(r"^<{7}(?: .*)?$.*?^={7}$.*?^>{7}(?: .*)?$", re.M | re.S)
# A server's refusal saved under the statement's name: its words stand in the title, and little else on the page.
_ERROR_PAGE = re.compile(
    r"\b(?:[45]\d\d\b.{0,30}\b(?:not found|forbidden|error|unavailable|bad gateway|unauthorized|too many requests)|page not found|"
    r"access denied|service unavailable|just a moment\b|attention required)",
    re.I,
)
_FEWEST_WORDS = 150


def _check_pointer(data: bytes, name: str) -> None:
    if data.startswith(_POINTER):
        raise UnreadableError(f"{name}: a Git LFS pointer, not the file itself. Run `git lfs pull` first.")


def _check_conflict(text: str, name: str) -> None:
    found = _CONFLICT.search(text) if "<<<<<<<" in text else None
    if found:
        line = text.count("\n", 0, found.start()) + 1
        raise UnreadableError(f"{name}: has merge conflict markers (line {line}). Settle the merge first.")


def _check_error_page(document: Document, name: str) -> None:
    """A page of an error is short and says so in its title or first line."""
    title = dict(document.metadata).get("page title", "")
    first = next((block.text for block in document.blocks if block.text.strip()), "")
    words = sum(len(block.text.split()) for block in document.blocks)
    found = _ERROR_PAGE.search(title) or _ERROR_PAGE.search(first[:200])
    if found and words < _FEWEST_WORDS:
        raise UnreadableError(
            f"{name}: a server's error page ({found[0]!r}), not a statement. Fetch it again."
        )
