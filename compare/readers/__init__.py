"""The doors to the formats: a file in, a Document out."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from ..errors import UnreadableError
from ..model import Block, BlockKind, Document


def read_document(path: Path) -> Document:
    """The document in ``path``. Raises UnreadableError where there is no text to be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"{path}: {error.strerror}.") from error
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"{path}: not a text file.") from error
    meta: list[tuple[str, str]] = []
    front = re.match(r"---\s*\n(.*?)\n---\s*\n", text, re.S)
    if front:
        for line in front[1].splitlines():
            key, _, value = line.partition(":")
            meta.append((key.strip(), value.strip().strip("'\"")))
        text = text[front.end() :]
    blocks = []
    for part in re.split(r"\n\s*\n|\n(?=\d{1,3}\.?\s)", text):
        tidy = " ".join(re.sub(r"</?sup>|\*\*|^\s*#+", "", part).split())
        heading = bool(re.match(r"\s*(#+ |\*\*[^*]+\*\*\s*$)", part))
        if tidy.strip("-"):
            blocks.append(Block(tidy, kind=BlockKind.HEADING if heading else BlockKind.PARAGRAPH))
    return Document(
        str(path),
        hashlib.sha256(data).hexdigest(),
        "text",
        tuple(blocks),
        metadata=tuple(meta),
        extractor="text/0",
    )
