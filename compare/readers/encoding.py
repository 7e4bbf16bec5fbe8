"""How bytes become text: which encoding they are in, and when they are no text at all."""

from __future__ import annotations

import codecs
import re

from rapporteur.compare.errors import UnreadableError

_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# A lead byte of UTF-8 followed by its continuation bytes, each read as a character of its own. A control
# character among them, or the euro sign after a circumflexed a, never stands so in a written word.
_TWICE = re.compile(
    r"[\xc2-\xdf][\x80-\x9f]|\xe2[\x80-\x9f][\x80-\xbf]|\xef\xbb\xbf|\xe2\u20ac[\x80-\xbf\u0152-\u2122]"
)
# No indentation is this deep; patterns further on need not walk through a megabyte of blanks.
_LONG_BLANK, _BLANK = re.compile(r"[ \t\u00a0]{80,}"), " " * 40
# The line and paragraph ends of other systems.
_LINE_ENDS = {0x85: "\n", 0x0B: "\n", 0x2028: "\n", 0x2029: "\n\n"}
# Codecs of Python's that a page may name and that turn bytes into something else than text.
_NOT_TEXT = frozenset("base64 bz2 hex quopri rot13 uu zlib undefined idna punycode mbcs oem".split())
# Control characters other than tab, line feeds, form feed and escape do not occur in text.
_CONTROLS = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27})
# A stray control character happens (a page's own end mark); one in fifty is a binary file.
_MOST_CONTROLS = 0.02


def decode(data: bytes, name: str, *, declared: str | None = None) -> str:
    """The text of ``data``. Raises UnreadableError for binary junk; never guesses silently past that.

    A byte order mark decides; then UTF-8 where it fits; then what the file ``declared``; then what charset-normalizer makes of the first 64 KB; then
    Windows-1252, which reads anything.
    """
    text = _mend_twice_encoded(_decode(data, name, declared))
    return _LONG_BLANK.sub(_BLANK, text.translate(_LINE_ENDS))


def _decode(data: bytes, name: str, declared: str | None) -> str:
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
        if declared and _is_known(declared):
            return data.decode(declared, errors="replace")
        return data.decode(_guess(data[:65536]), errors="replace")


def _mend_twice_encoded(text: str) -> str:
    """``text`` where UTF-8 was once read as Latin-1 or Windows-1252 and stored so: "â€™" is an apostrophe."""
    return _TWICE.sub(_once, text) if _TWICE.search(text) else text


def _once(found: re.Match[str]) -> str:
    for encoding in ("latin-1", "cp1252"):
        try:
            return found[0].encode(encoding).decode("utf-8")
        except UnicodeError:
            continue
    return found[0]


def _is_known(encoding: str) -> bool:
    try:
        return codecs.lookup(encoding).name.removesuffix("_codec") not in _NOT_TEXT
    except LookupError:
        return False


def _guess(sample: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(sample).best()
    return best.encoding if best is not None else "cp1252"
