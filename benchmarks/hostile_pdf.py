"""Whole PDF files that are traps: loops, bombs, pages without end, letters strewn over a page, locks."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Sequence

_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
_SENTENCE = b"(The Meeting agreed to keep the charts of the harbour.) Tj "


def write(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF of numbered objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    at = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, trailer, at)
    return bytes(out)


def stream(content: bytes, entries: bytes = b"", times: int = 1) -> bytes:
    """A stream object, packed ``times`` times over."""
    for _ in range(times):
        content = zlib.compress(content, 9)
    filters = b"/FlateDecode " * times
    return b"<</Length %d/Filter[%s]%s>>\nstream\n%s\nendstream" % (len(content), filters, entries, content)


def one_page(content: bytes, font: bytes = _FONT, others: Sequence[bytes] = (), page: bytes = b"") -> bytes:
    """A PDF of one page; ``others`` are objects 6 and up, ``page`` more entries of the page."""
    return write(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>%s>>" % page,
            content,
            font,
            *others,
        ]
    )


def _text(body: bytes, times: int = 1) -> bytes:
    return stream(b"BT /F 10 Tf 12 TL 60 780 Td " + body + b"ET", times=times)


def _loops(chance: random.Random) -> bytes:
    """Page trees that lead back to themselves, and a table of contents that does."""
    kids = chance.choice([b"2 0 R", b"2 0 R 3 0 R 2 0 R", b"3 0 R " * 3, b"1 0 R", b"4 0 R"])
    pages = b"<</Type/Pages/Kids[%s]/Count %d/Parent 3 0 R>>" % (kids, chance.choice([1, 9, 99999999]))
    inner = b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 5/Parent 2 0 R>>"
    page = b"<</Type/Page/Parent 2 0 R/MediaBox 4 0 R/Contents[4 0 R 4 0 R]/Resources 4 0 R>>"
    made = write([b"<</Type/Catalog/Pages 2 0 R>>", pages, chance.choice([inner, page]), page])
    at = made.rindex(b"startxref\n") + len(b"startxref\n")
    where = made[at : made.rindex(b"\n%%EOF")]
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %s/XRefStm %s" % (where, where))


def _doubling_forms(chance: random.Random) -> bytes:
    """Ten to the tenth drawings: each form draws the next one ten times."""
    depth, width = chance.randint(3, 12), chance.choice([2, 10, 60])
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X %d 0 R>>>>"
    forms = [stream(b"/X Do " * width, form % (7 + n)) for n in range(depth)]
    last = stream(b"BT /F 10 Tf 60 700 Td " + _SENTENCE + b"ET", form % 6)
    return one_page(stream(b"/X Do " * width), others=[*forms, last])


def _stream_bomb(chance: random.Random) -> bytes:
    unit = chance.choice(
        [b" ", b"q ", b"0 0 m ", b"BT ET ", b"[", b"(", _SENTENCE, b"1 0 0 1 0 0 cm ", b"<</A[", b"%"]
    )
    content = unit * (chance.randint(5_000_000, 150_000_000) // len(unit))
    return one_page(_text(content, times=chance.randint(1, 3)))


def _many_pages(chance: random.Random) -> bytes:
    count = chance.choice([599, 600, 601, 50_000])
    content = _text((_SENTENCE + b"T* ") * chance.choice([1, 60, 400]))
    return write(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[%s]/Count %d>>" % (b"3 0 R " * count, count),
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
            content,
            _FONT,
        ]
    )


def _confetti(chance: random.Random) -> bytes:
    """Letters or figures strewn over one page, each a line of its own."""
    sizes, letters = (0.6, 4, 11), b"abcdefgh1234567890."
    count, high = chance.choice([2000, 20_000, 120_000]), chance.choice([60, 842, 5000])
    out = [b"BT "]
    for _ in range(count):
        letter = letters[chance.randrange(len(letters))]
        place = (chance.choice(sizes), chance.random() * 595, chance.random() * high)
        out.append(b"/F %.1f Tf 1 0 0 1 %.1f %.1f Tm (%c) Tj " % (*place, letter))
    return one_page(stream(b"".join(out) + b"ET"))


def _long_page(chance: random.Random) -> bytes:
    """One page with far more text than paper, one line or many."""
    line = chance.choice([b"", b"T* ", b"1 0 Td ", b"0 -0.1 Td "])
    return one_page(_text((_SENTENCE + line) * chance.choice([2000, 20_000, 90_000])))


def _deep(chance: random.Random) -> bytes:
    opening = chance.choice([b"[", b"<</A ", b"<</A[", b"("])
    deep = opening * chance.randint(1000, 2_000_000)
    return chance.choice(
        [
            one_page(stream(deep)),
            one_page(_text(_SENTENCE), font=deep),
            write([b"<</Type/Catalog/Pages %s" % deep]),
            one_page(_text(_SENTENCE), page=b"/Annots " + deep),
        ]
    )


def _locked(chance: random.Random) -> bytes:
    """An /Encrypt entry that is wrong, or one that asks for a password that nobody gives."""
    made = one_page(_text(_SENTENCE * 9))
    version, revision = chance.choice([(1, 2), (2, 3), (4, 4), (5, 6), (9, 99)])
    key = bytes(chance.randrange(256) for _ in range(chance.choice([0, 32, 48, 127]))).hex().encode()
    lock = b"/Encrypt<</Filter/Standard/V %d/R %d/O<%s>/U<%s>/P -44/Length %d>>/ID[<00><00>]" % (
        version, revision, key, key, chance.choice([40, 128, 256, 99999]),
    )  # fmt: skip
    return made.replace(b"/Root 1 0 R", b"/Root 1 0 R" + lock)


def _object_streams(chance: random.Random) -> bytes:
    """Objects packed into a stream that is a bomb, counts what it does not hold, or holds itself."""
    count = chance.choice([1, 1000, 99_999_999])
    packed = chance.choice([b" " * 100_000_000, b"2 0 " * 100_000, b"1 0 <</Type/Catalog/Pages 1 0 R>>"])
    entries = b"/Type/ObjStm/N %d/First %d" % (count, chance.choice([4, 0, 99_999_999]))
    return write(
        [b"<</Type/Catalog/Pages 2 0 R>>", stream(packed, entries + b"/Extends 2 0 R"), b"2 0 R", b"4 0 R"]
    )


def _fonts(chance: random.Random) -> bytes:
    """Fonts with endless tables: letters, widths, glyphs that draw themselves."""
    ranges = b"beginbfrange <0000> <ffff> <0000> endbfrange " * chance.choice([1, 2000, 200_000])
    return chance.choice(
        [
            one_page(_text(_SENTENCE), font=_FONT[:-2] + b"/ToUnicode 6 0 R>>", others=[stream(ranges)]),
            one_page(_text(_SENTENCE), font=_FONT[:-2] + b"/FirstChar 0/LastChar 255/Widths[%s]>>" % (b"9e9 " * 900_000)),
            one_page(_text(_SENTENCE), font=_FONT[:-2] + b"/FontDescriptor<</FontFile 6 0 R>>>>", others=[stream(b"%!PS " * 9_000_000)]),
            one_page(
                _text(b"(aaaaaaaaaaaaaaaaaaaa) Tj " * 99),
                font=b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[9]"
                b"/Encoding<</Differences[97/a]>>/CharProcs<</a 6 0 R>>/Resources<</Font<</F 5 0 R>>>>>>",
                others=[stream(b"9 0 d0 BT /F 1 Tf (aaaaaaaaaa) Tj ET")],
            ),
        ]
    )  # fmt: skip


def _boxes(chance: random.Random) -> bytes:
    """Pages as large as a country, of no size, upside down; pictures of a million millions of dots."""
    box = chance.choice(
        [b"-1e38 -1e38 1e38 1e38", b"0 0 0 0", b"595 842 0 0", b"0 0 1e9 1e9", b"nan inf 0 /A"]
    )
    picture = (
        b"/Type/XObject/Subtype/Image/Width 1000000/Height 1000000/BitsPerComponent 16/ColorSpace/DeviceCMYK"
    )
    content = b"BT /F 10 Tf 60 780 Td " + _SENTENCE * 40 + b"ET 595 0 0 842 0 0 cm /X Do"
    page = b"/CropBox[%s]/UserUnit %s/Rotate %d" % (
        box,
        chance.choice([b"1", b"1e9"]),
        chance.choice([0, 90, 45]),
    )
    made = one_page(stream(content), others=[stream(b"\x00" * 5_000_000, picture)], page=page)
    return made.replace(b"0 0 595 842", box)


PDF_TRAPS: list[Callable[[random.Random], bytes]] = [
    _loops, _doubling_forms, _stream_bomb, _many_pages, _confetti, _long_page, _deep, _locked, _object_streams, _fonts, _boxes,
]  # fmt: skip
