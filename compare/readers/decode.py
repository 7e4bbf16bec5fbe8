"""How bytes become text: which encoding they are in, and when they are no text at all."""

from __future__ import annotations

from ..errors import UnreadableError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# Control characters other than tab, line feeds, form feed and escape do not occur in text.
_CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
# A stray control character happens (a page's own end mark); one in fifty is a binary file.
_MOST_CONTROLS = 0.02


def decode(data: bytes, name: str) -> str:
    """The text of ``data``. Raises UnreadableError for binary junk; never guesses silently past that.

    A byte order mark decides; then UTF-8; then what charset-normalizer makes of the first 64 KB; then
    Windows-1252, which reads anything.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    if len(data.translate(None, _CONTROLS)) < len(data) * (1 - _MOST_CONTROLS):
        raise UnreadableError(
            f"{name}: not a text file. Give a PDF, DOCX, HTML, Markdown or text file, each with its own suffix."
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode(_guess(data[:65536]), errors="replace")


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
