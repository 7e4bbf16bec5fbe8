"""The parts of a PDF for ``verify``, read in a child process: a hostile file ends there, within bounds.

``attached`` gives the files within a PDF. ``differences`` compares two PDFs that different versions of the libraries
may have written: everything but the drawing itself must be the same (what stands in the catalogue, page keys, links,
outline, attachments, facts of the document), the text of each page in order, and the picture of each page nearly.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import UnreadableError

SECONDS, MEGABYTES = 120, 3_000
"""Bounds of the child process."""
DPI = 40
"""Resolution at which the pictures of two pages are compared."""
CELL = 8
"""Side of a square of pixels whose mean greys are compared."""
GREY = 40
"""Difference of two mean greys (0-255) that another version's spacing explains; a covered line makes more."""
UNSEEN = re.compile("[\\s\u00ad\u2010\u2011\ufffe\x02-]+")
"""What line breaking adds or takes: spaces and hyphens."""
WIDTH = 120
"""Characters of a value that are quoted."""
STRUCTURE = {
    "/Size",
    "/ID",
    "/Prev",
    "/XRefStm",
    "/Type",
    "/W",
    "/Index",
    "/Length",
    "/Filter",
    "/DecodeParms",
}
"""Keys of the trailer that say how the file is stored."""
SHORT = (
    "/OpenAction",
    "/AA",
    "/AcroForm",
    "/ViewerPreferences",
    "/Lang",
    "/MarkInfo",
    "/PageMode",
    "/OCProperties",
)
"""Entries of the catalogue that are compared whole; of the others that they are there."""
PROGRAM = ("Producer", "CreatorTool", "ModifyDate", "CreateDate", "MetadataDate")
"""Metadata that tell of the program and not of the page."""
PRODUCER = re.compile(rb"/Producer\s*\(([^)]*)\)")
WRITER = ("/Producer", "/ModDate", "/CreationDate")
"""Facts that tell of the program and not of the page."""


def attached(data: bytes, name: str) -> tuple[dict[str, bytes], bool]:
    """The files attached to a PDF by name, and whether it is one for the archive (PDF/A).

    Raises UnreadableError where it cannot be opened.
    """
    answer = _child("attached", name, data)
    return {key: base64.b64decode(value) for key, value in answer["attached"].items()}, answer["archive"]


def differences(found: bytes, wanted: bytes, name: str) -> tuple[str, ...]:
    """What is not the same in two PDFs, drawing programs apart. Raises UnreadableError where one cannot be opened."""
    return tuple(_child("differences", name, found, wanted)["differences"])


def is_of_this_version(found: bytes, wanted: bytes) -> bool:
    """Whether both name the same program and version as their producer; a file may lie about it."""
    return PRODUCER.findall(found)[:1] == PRODUCER.findall(wanted)[:1]


def _child(task: str, name: str, *files: bytes) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="rapporteur-") as folder:
        paths = [Path(folder, f"{i}.pdf") for i in range(len(files))]
        for path, data in zip(paths, files, strict=True):
            path.write_bytes(data)
        command = [sys.executable, "-I", "-m", __name__, task, *map(str, paths)]
        try:
            done = subprocess.run(command, capture_output=True, timeout=5 * SECONDS, check=False, cwd=folder)
        except subprocess.TimeoutExpired as error:
            raise UnreadableError(f"'{name}' takes longer than any briefing to open.") from error
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError as error:
        raise UnreadableError(
            f"'{name}' is no PDF that can be opened within the bounds of a briefing."
        ) from error
    if "error" in answer:
        raise UnreadableError(f"'{name}' is no PDF that can be opened ({answer['error']}).")
    return answer


def main() -> None:
    """The child process: a task and its files on the command line, the answer as JSON."""
    _bound()
    task, *paths = sys.argv[1:]
    try:
        answer = _attached(paths[0]) if task == "attached" else {task: list(_differences(*paths))}
    except Exception as error:  # whatever a hostile file makes a library raise
        answer = {"error": " ".join(str(error).replace(paths[0], "").split())[:200] or type(error).__name__}
    print(json.dumps(answer))


def _bound() -> None:
    try:
        import resource
    except ImportError:  # Windows: only the clock bounds it
        return
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES * 2**20,) * 2)


def _attached(path: str) -> dict[str, Any]:
    import pikepdf

    with pikepdf.open(path) as pdf:
        files = {name: item.get_file().read_bytes() for name, item in pdf.attachments.items()}
        is_archive = bool(pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False).pdfa_status)
    encoded = {name: base64.b64encode(data).decode() for name, data in files.items()}
    return {"attached": encoded, "archive": is_archive}


def _differences(found: str, wanted: str) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(found) as one, pikepdf.open(wanted) as other:
        theirs, ours = (dict(_facts(pdf)) for pdf in (one, other))
    for key in sorted({*theirs, *ours}):
        has, lacks = (
            sorted(set(a.get(key, ())) - set(b.get(key, ()))) for a, b in ((theirs, ours), (ours, theirs))
        )
        if has or lacks:
            yield f"{key}: the file has {_short(has)}, the page made again has {_short(lacks)}"
    yield from _page_differences(found, wanted)


def _short(values: list[str]) -> str:
    text = ", ".join(values) or "nothing of the kind"
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"


def _facts(pdf: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Everything in the file that a reader may act on, as (place, values): what is drawn on the pages apart."""
    yield "trailer", tuple(set(map(str, pdf.trailer.keys())) - STRUCTURE)
    for key, value in pdf.Root.items():
        yield f"{key} of the catalogue", (_plain(value) if key in SHORT else "there",)
    if "/Names" in pdf.Root:
        yield "names of the catalogue", tuple(map(str, pdf.Root.Names.keys()))
    metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    for key, value in metadata.items():
        if key.rpartition("}")[2] not in PROGRAM:
            yield f"metadata {key.rpartition('}')[2]}", (str(value),)
    for key, value in pdf.docinfo.items():
        if str(key) not in WRITER:
            yield f"{key} of the document", (str(value),)
    for name, item in pdf.attachments.items():
        yield f"attachment '{name}'", (hashlib.sha256(item.get_file().read_bytes()).hexdigest(),)
    yield "pages", (str(len(pdf.pages)),)
    for number, page in enumerate(pdf.pages, start=1):
        keys = (str(key) for key, _ in page.obj.items() if key != "/Parent")
        sizes = (
            f"{key} {_plain(page.obj[key])}"
            for key in ("/MediaBox", "/CropBox", "/Rotate")
            if key in page.obj
        )
        notes = (_annotation(item) for item in page.obj.get("/Annots", []))
        yield f"page {number}", (*keys, *sizes, *notes)


def _annotation(item: Any) -> str:
    """An annotation without its place on the page and the element it stands for."""
    return _plain(
        {
            str(key): value
            for key, value in item.items()
            if str(key) not in ("/Rect", "/P", "/StructParent", "/QuadPoints")
        }
    )


def _plain(value: Any, depth: int = 6) -> str:
    """A value of the file in words; what lies deeper than ``depth`` is left away."""
    import pikepdf

    if not depth:
        return "…"
    if isinstance(value, pikepdf.Stream):
        return f"stream {hashlib.sha256(value.read_raw_bytes()).hexdigest()[:16]}"
    if isinstance(value, dict | pikepdf.Dictionary):
        if str(value.get("/Type", "")) == "/Page":
            return "a page"
        return (
            "{"
            + ", ".join(f"{key}: {_plain(value[key], depth - 1)}" for key in sorted(map(str, value.keys())))
            + "}"
        )
    if isinstance(value, pikepdf.Array):
        return "[" + ", ".join(_plain(item, depth - 1) for item in value) + "]"
    return str(value)


def _page_differences(found: str, wanted: str) -> Iterator[str]:
    """Page by page: the text in order, then the picture."""
    import pypdfium2

    with pypdfium2.PdfDocument(found) as one, pypdfium2.PdfDocument(wanted) as other:
        for number in range(min(len(one), len(other))):
            pages = one[number], other[number]
            theirs, ours = (_text(page) for page in pages)
            if theirs != ours:
                at = next(
                    (i for i, (a, b) in enumerate(zip(theirs, ours, strict=False)) if a != b),
                    min(len(theirs), len(ours)),
                )
                yield f"text of page {number + 1}: the file has {theirs[at : at + 60]!r}, the page made again has {ours[at : at + 60]!r}"
            elif _covered(*pages):
                yield f"page {number + 1}: the text is there, but it does not look like the page made again"


def _text(page: Any) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFKC", page.get_textpage().get_text_range()))


def _covered(one: Any, other: Any) -> bool:
    """Whether some square of the two pictures differs more than spacing explains."""
    import numpy as np

    cells = []
    for page in (one, other):
        grey = page.render(scale=DPI / 72, grayscale=True).to_numpy().astype("float64").reshape(-1)
        width = page.render(scale=DPI / 72, grayscale=True).width
        picture = grey.reshape(-1, width)
        height, width = (size - size % CELL for size in picture.shape)
        cells.append(
            picture[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL).mean(axis=(1, 3))
        )
    if cells[0].shape != cells[1].shape:
        return True
    return bool(np.abs(cells[0] - cells[1]).max(initial=0) > GREY)


if __name__ == "__main__":
    main()
