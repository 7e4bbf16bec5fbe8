"""The doors to the formats: a file in, a Document out. The content decides which door, then the suffix."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..errors import UnreadableError
from ..model import Document
from . import markdown, text
from .decode import decode

# A statement of 20,000 words is 150 KB of text and 5 MB as a PDF with pictures.
_LARGEST_FILE = 50_000_000


def read_document(path: Path) -> Document:
    """The document in ``path``. Raises UnreadableError where there is no text to be read."""
    return read_bytes(_bytes_of(path), str(path))


def read_bytes(data: bytes, name: str) -> Document:
    """The document that ``data`` holds; ``name`` is its path or address, for messages and the suffix."""
    sha256 = hashlib.sha256(data).hexdigest()
    source = decode(data, name)
    if not source.strip():
        raise UnreadableError(f"{name}: holds no text.")
    if markdown.is_markdown(source):
        metadata, body, first_line = markdown.split_front_matter(source)
        blocks, noise = markdown.read_markdown(body, first_line=first_line)
        return Document(
            name, sha256, "markdown", blocks, noise=noise, metadata=metadata, extractor=markdown.NAME
        )
    return Document(name, sha256, "text", text.read_text(source), extractor=text.NAME)


def _bytes_of(path: Path) -> bytes:
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
