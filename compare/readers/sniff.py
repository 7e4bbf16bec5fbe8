"""By which bytes a file tells its format; known apart from the readers, so that only the one needed is imported."""

from __future__ import annotations


def is_pdf(data: bytes) -> bool:
    """True where a PDF header stands in the first kilobyte, as the format allows."""
    return b"%PDF-" in data[:1024]


def is_archive(data: bytes) -> bool:
    """True where the bytes begin as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))
