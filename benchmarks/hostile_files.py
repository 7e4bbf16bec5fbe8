"""What is done to files to make them hostile: damage anywhere, damage inside an archive or a stream, and whole traps.

Every change is drawn from a ``random.Random`` that is passed in, so a finding can be made again.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
import zlib
from collections.abc import Callable, Sequence

from hostile_pdf import PDF_TRAPS

Trap = Callable[[random.Random], bytes]

SUFFIXES = {"text": ".txt", "markdown": ".md", "html": ".html", "docx": ".docx", "pdf": ".pdf"}


def mutate(format: str, originals: Sequence[bytes], seed: int) -> tuple[bytes, str]:
    """A damaged file and its name; the name's suffix is wrong one time in eight."""
    chance = random.Random(f"{format}/{seed}")
    data = chance.choice(originals)
    ways = [cut, flip, shuffle, repeat, blank, splice, recode, trap]
    if format == "docx":
        ways += [inside_archive] * 6 + [docx_trap]
    if format == "pdf":
        ways += [inside_streams] * 4 + [pdf_trap] * 2
    if format == "html":
        ways += [html_trap]
    damaged = chance.choice(ways)(data, chance)
    if chance.random() < 0.2 and damaged:
        damaged = chance.choice([cut, flip, splice])(damaged, chance)
    suffix = chance.choice(list(SUFFIXES.values())) if chance.random() < 0.125 else SUFFIXES[format]
    return damaged, f"file{seed}{suffix}"


def cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 60)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def shuffle(data: bytes, chance: random.Random) -> bytes:
    a, b = sorted(chance.randrange(len(data)) for _ in range(2))
    return data[:a] + data[b:] + data[a:b]


def repeat(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    piece = data[a : a + chance.randint(1, 400)]
    return data[:a] + piece * chance.randint(2, 2000) + data[a:]


def blank(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    return data[:a] + bytes([chance.choice(b"\x00 \n\xff")]) * chance.randint(1, 200_000) + data[a:]


def splice(data: bytes, chance: random.Random) -> bytes:
    a = chance.randrange(len(data))
    return data[:a] + chance.choice(NASTY) + data[a:]


def recode(data: bytes, chance: random.Random) -> bytes:
    encoding = chance.choice(["utf-16", "utf-32", "cp1252", "latin-1", "shift_jis", "utf-7", "cp037"])
    return data.decode("utf-8", "replace").encode(encoding, "replace")


def inside_archive(data: bytes, chance: random.Random) -> bytes:
    """A part or two of a Word file damaged, the rest and the archive whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    likely = [
        name for name in ("word/document.xml", "word/numbering.xml", "word/styles.xml") if name in parts
    ]
    for _ in range(chance.randint(1, 2)):
        name = chance.choice([chance.choice(likely), chance.choice(sorted(parts))])
        if parts[name]:
            way = chance.choice([cut, flip, shuffle, splice, revalue, revalue, revalue, retag, retag])
            parts[name] = way(parts[name], chance)
    return archive(parts)


_VALUE, _TAG = re.compile(rb'="([^"<>]*)"'), re.compile(rb"<(/?)(w:\w+)(?=[\s/>])")
_VALUES = [
    b"",
    b"0",
    b"-1",
    b"999999999999",
    b"%1%9",
    b"decimal",
    b"lowerRoman",
    b"1",
    b"7",
    b"on",
    b"page",
    b"a" * 9000,
]
_TAGS = [
    b"w:p", b"w:r", b"w:t", b"w:tbl", b"w:tr", b"w:tc", b"w:ins", b"w:del", b"w:sdt", b"w:numPr", b"w:br", b"w:tab", b"w:pPr",
    b"w:hyperlink", b"w:fldSimple", b"w:footnoteReference", b"w:drawing", b"w:txbxContent", b"w:vanish", b"w:lvl", b"w:style",
]  # fmt: skip


def revalue(data: bytes, chance: random.Random) -> bytes:
    """Attributes with values they should not have; the XML stays whole."""
    share = chance.choice([0.01, 0.1, 0.6])
    return _VALUE.sub(
        lambda found: (
            b'="%s"' % chance.choice(_VALUES)
            if chance.random() < share and b"/" not in found[1]
            else found[0]
        ),
        data,
    )


def retag(data: bytes, chance: random.Random) -> bytes:
    """Every element of one name under another name; the XML stays whole."""
    old, new = chance.choice(_TAGS), chance.choice(_TAGS)
    return _TAG.sub(lambda found: b"<%s%s" % (found[1], new if found[2] == old else found[2]), data)


_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.S)


def inside_streams(data: bytes, chance: random.Random) -> bytes:
    """A PDF's packed streams damaged, packed again; the table of contents is left wrong, as readers must bear."""

    def damage(found: re.Match[bytes]) -> bytes:
        if chance.random() > 0.3:
            return found[0]
        try:
            content = zlib.decompress(found[1])
        except zlib.error:
            return found[0]
        if content:
            content = chance.choice([cut, flip, flip, shuffle, splice, repeat])(content, chance)
        return b"stream\n" + zlib.compress(content) + b"\nendstream"

    return _STREAM.sub(damage, data)


def trap(data: bytes, chance: random.Random) -> bytes:
    """A whole hostile file that any suffix may carry."""
    return chance.choice(TRAPS)(chance)


def pdf_trap(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(PDF_TRAPS)(chance)


def docx_trap(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(DOCX_TRAPS)(chance)


def html_trap(data: bytes, chance: random.Random) -> bytes:
    return chance.choice(HTML_TRAPS)(chance)


def archive(parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", packing) as new:
        for name, part in parts.items():
            new.writestr(zipfile.ZipInfo(name), part, packing)
    return stream.getvalue()


def _bomb(chance: random.Random) -> bytes:
    blanks = b" " * chance.randint(20_000_000, 120_000_000)
    return archive({"word/document.xml": blanks, "[Content_Types].xml": b"<Types/>"})


def _laughs(chance: random.Random) -> bytes:
    lines = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    xml = (
        f'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "lol">{lines}]><w:document>&l9;</w:document>'.encode()
    )
    packed = archive({"word/document.xml": xml, "[Content_Types].xml": b"<Types/>"})
    return packed if chance.random() < 0.5 else xml


def _escape(chance: random.Random) -> bytes:
    up = "../" * chance.randint(1, 9)
    return archive(
        {f"{up}escaped.txt": b"out", "/escaped.txt": b"out", "word/document.xml": b"<w:document/>"}
    )


def _nested(chance: random.Random) -> bytes:
    tag = chance.choice(["div", "b", "ol><li", "table><tr><td", "span", "sup"])
    return b"<html><body>" + f"<{tag}>".encode() * 10_000 + b"The Meeting agreed on this text. " * 9


_UNITS = (
    "a ", "(a) ", "1. ", "** ", "[", "[a][", "- ", ". . ", "<", "&#", "\u00ad", "1 ", "*a", "__", "|", "x-\n", "(((", "A. ", "a, ",
    "I. ", "(i) a; ", "The ", "1st ", "--", "a:\n- b\n", "Q. ", "2024 ", "1 May 2024, ", "[^1] ", "e.g. ", "\n", "\n\n", "1-", "\t",
    "(ABC) ", "a-b-", "; and ", "“", "”", "'", "’s ", "https://a.b/", "](http://a) ", "\\", "A.B.", "1.1.1 ", "paragraph ", "…", "!?",
    "meeting ", "held in ", "Minister ", "statement ", "of the ", "The Meeting agreed to ", "Bangkok, ", "No. ", "<sup>", "\f", "\r", "é",
)  # fmt: skip


def _pattern(chance: random.Random) -> bytes:
    """One to four of the little things that patterns look for, again and again: what is slow for one is slow here."""
    unit = "".join(chance.choices(_UNITS, k=chance.randint(1, 4)))
    return (unit * chance.randint(1000, 3_900_000 // len(unit.encode()))).encode()


def _blanks(chance: random.Random) -> bytes:
    blanks = chance.choice([b" ", b"\n", b"\x00", b"\t \n"])
    size = chance.choice([200_000_000, chance.randint(1_000_000, 60_000_000)])
    return blanks * (size // len(blanks))


TRAPS: list[Trap] = [_bomb, _laughs, _escape, _nested, _pattern, _blanks]

_PAGE_UNITS = (
    "<sup>1</sup>a", "<sup>xyz</sup>", "<p>", "<br>", "<b>a", "<li>a", "<ol><li>a</ol>", "<table><tr><td>a", "<a href=#>a</a>",
    "<div class=menu>a</div>", "<p hidden>", "<ol start=2 reversed><li>", "a&nbsp;", "<h1>a</h1>", "<td>", "<ul><li><p>a",
)  # fmt: skip


def _page_of_units(chance: random.Random) -> bytes:
    unit = chance.choice(_PAGE_UNITS).encode()
    return b"<html><body>" + unit * (chance.randint(100_000, 3_900_000) // len(unit))


def _wrapped_text(chance: random.Random) -> bytes:
    """Megabytes of words below many levels: whoever counts the words at every level counts them hundreds of times."""
    tag = chance.choice(
        ["div", "section", "div class=menu", "ul", "table><tr><td", "span", "div id=share", "p", "ol><li"]
    )
    words = b"<a href=/x>The</a> Meeting agreed on it. " * chance.randint(1000, 80_000)
    return b"<html><body>" + f"<{tag}>".encode() * chance.randint(20, 250) + words


HTML_TRAPS: list[Trap] = [_page_of_units, _wrapped_text]

_WORD = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
_TYPES = (
    b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
    b'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
    b'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
    b"</Relationships>"
)
_RAISED = b'<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
_BODY_UNITS = (
    b"<w:p/>", b"<w:r/>", b"<w:tbl><w:tr><w:tc/></w:tr></w:tbl>", b"<w:p><w:r><w:t>The Meeting agreed.</w:t></w:r></w:p>",
    b"<w:p><w:r><w:t>a", b"<w:tbl><w:tr><w:tc>", b"<w:sdt><w:sdtContent>", b"<w:ins>", b"<w:p><w:ins><w:r><w:t>a</w:t></w:r>",
)  # fmt: skip


def _word_of_units(chance: random.Random) -> bytes:
    """A true Word file of one thing again and again, siblings or nested without end."""
    unit = chance.choice(_BODY_UNITS)
    count = chance.choice([10_000, chance.randint(1000, 45_000_000 // len(unit))])
    return _word(_WORD + unit * count + b"</w:body></w:document>", chance)


def _long_paragraph(chance: random.Random) -> bytes:
    """One paragraph of very many runs, plain or raised."""
    properties = chance.choice([b"", _RAISED])
    run = b"<w:r>" + properties + b"<w:t>th5</w:t></w:r>"
    return _word(
        _WORD + b"<w:p>" + run * chance.randint(1000, 400_000) + b"</w:p></w:body></w:document>", chance
    )


def _word(document: bytes, chance: random.Random) -> bytes:
    """Stored rather than packed one time in two, so that it cannot be told by how tightly it is packed."""
    parts = {"[Content_Types].xml": _TYPES, "_rels/.rels": _RELATIONS, "word/document.xml": document}
    return archive(parts, chance.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED]))


DOCX_TRAPS: list[Trap] = [_word_of_units, _long_paragraph]

NASTY = [
    b"\xef\xbb\xbf", b"\xff\xfe", b"\x00" * 50, b"<![CDATA[", b"<!ENTITY a SYSTEM 'file:///etc/passwd'>", b"]]>", b"%PDF-1.7",
    b"PK\x03\x04", "\u202e\u0301\u0301\u0301".encode() * 500, b"9" * 5000, b"(" * 5000, b"<ol start='99999999999'>", b"<li value='-3'>",
    b"<w:numId w:val='99999999999999'/>", b"/Count 999999999", b"/Type /Pages", b"\n---\n", b"**" * 3000, b"<sup>" * 999,
    b"[" * 20_000, b"<<" * 20_000, b" 1e38 0 0 1e38 0 0 cm ", b" BT " * 999, b"/Prev 0", b"/Length 4294967295", b"xref\n0 999999999\n",
]  # fmt: skip
