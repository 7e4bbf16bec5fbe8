"""What bytes are before they are read: a PDF, an archive; and what of an archive from a stranger is refused."""

from __future__ import annotations

import io
import re
import zipfile

from rapporteur.compare.errors import UnreadableError

# A statement in Word unpacks to a few megabytes; pictures are the most of it and are not read.
_LARGEST_UNPACKED = 200_000_000
_LARGEST_XML = 60_000_000
_MOST_PARTS = 5_000
# 80,000 words in a run for every five, each with its properties, are 320,000 tags. A tree takes a hundred bytes
# for each, and its walk ten microseconds.
_MOST_TAGS = 600_000
# Text packs ten- to twentyfold, an empty table fiftyfold; a bomb a thousandfold.
_TIGHTEST_PACKING = 300
_SMALL = 1_000_000
_DECLARATION = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)


def is_pdf(data: bytes) -> bool:
    """True where a PDF header stands in the first kilobyte, as the format allows."""
    return b"%PDF-" in data[:1024]


def is_archive(data: bytes) -> bool:
    """True where the bytes begin as a zip archive does."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"))


def check_archive(data: bytes, name: str) -> frozenset[str]:
    """The names of the parts. Raises UnreadableError for a broken archive, a bomb, or XML with entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            _check_sizes(parts, name)
            for part in parts:
                if part.filename.lower().endswith((".xml", ".rels")):
                    _check_xml(archive, part, name)
            return frozenset(part.filename for part in parts)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise UnreadableError(f"{name}: a damaged or encrypted archive ({error}).") from error
    except Exception as error:
        # zlib, lzma and bz2 raise errors of their own for damaged streams.
        raise UnreadableError(f"{name}: a damaged archive ({type(error).__name__}: {error}).") from error


def _check_sizes(parts: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _LARGEST_UNPACKED:
        raise UnreadableError(
            f"{name}: unpacks to {unpacked:,} bytes in {len(parts):,} parts; the most that is read is "
            f"{_LARGEST_UNPACKED:,} in {_MOST_PARTS:,}."
        )
    for part in parts:
        if part.file_size > _SMALL and part.file_size > _TIGHTEST_PACKING * max(1, part.compress_size):
            raise UnreadableError(
                f"{name}: part {part.filename!r} is packed like a zip bomb. It is not opened."
            )


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> None:
    """No declared entities, no part larger than it says it is, no more tags than a long statement has."""
    if part.file_size > _LARGEST_XML:
        raise UnreadableError(
            f"{name}: part {part.filename!r} has {part.file_size:,} bytes, more than are read."
        )
    with archive.open(part) as stream:
        content = stream.read(_LARGEST_XML + 1)
    if len(content) > _LARGEST_XML:
        raise UnreadableError(f"{name}: part {part.filename!r} is larger than it says. It is not read.")
    if content.count(b"<") > _MOST_TAGS:
        raise UnreadableError(
            f"{name}: part {part.filename!r} has more than {_MOST_TAGS:,} tags; this is no statement."
        )
    if _DECLARATION.search(content):
        raise UnreadableError(f"{name}: part {part.filename!r} declares entities. It is not read.")
