"""PDF files made by hand for the tests: every mark on the page is where the test puts it."""

from __future__ import annotations

from collections.abc import Sequence


def line(text: str, x: float, y: float, *, size: float = 11, more: str = "") -> str:
    """Content of a page: a text at a place; ``more`` are operators before it (a render mode, a colour)."""
    return f"q BT {more} /F1 {size} Tf {x} {y} Td ({_escaped(text)}) Tj ET Q"


def turned(text: str, x: float, y: float, *, size: float = 60) -> str:
    """A text that rises at 45 degrees, as a watermark does."""
    return f"q BT /F1 {size} Tf 0.7071 0.7071 -0.7071 0.7071 {x} {y} Tm ({_escaped(text)}) Tj ET Q"


def pieces(parts: Sequence[str], x: float, y: float, *, gap: int, size: float = 11) -> str:
    """One line whose parts stand ``gap`` thousandths of the type size apart, with no blank between them."""
    shown = f" -{gap} ".join(f"({_escaped(part)})" for part in parts)
    return f"BT /F1 {size} Tf {x} {y} Td [{shown}] TJ ET"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"q 0.7 w {x0} {y0} m {x1} {y1} l S Q"


def box(x: float, y: float, width: float, height: float) -> str:
    """A black box."""
    return f"q 0 g {x} {y} {width} {height} re f Q"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def make_pdf(*pages: Sequence[str], differences: str = "") -> bytes:
    """A PDF of ``pages``, each a list of contents; ``differences`` renames codes of the font's encoding."""
    encoding = f"<</Type/Encoding/Differences[{differences}]>>" if differences else "/WinAnsiEncoding"
    count = len(pages)
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(count))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {count}>>",
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding{encoding}>>",
    ]
    for at, contents in enumerate(pages):
        stream = "\n".join(contents)
        objects += [
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {5 + 2 * at} 0 R/Resources<</Font<</F1 3 0 R>>>>>>",
            f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += f"{number} 0 obj{content}endobj\n".encode("latin-1")
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(data)
    size = len(objects) + 1
    data += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode()
    return data
