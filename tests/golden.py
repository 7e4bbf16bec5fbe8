"""The sample's briefings as they are expected, whole; run as a program it shows the differences and accepts them."""

from __future__ import annotations

import contextlib
import difflib
import tempfile
from pathlib import Path

from rapporteur.compare.errors import MissingComponentError
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.commands.jobs import Order, produce

ROOT = Path(__file__).resolve().parents[1]
EXPECTED = ROOT / "tests" / "expected" / "golden"
FORUMS = ("lantern", "vedim")
TEXTUAL = ("text", "html", "json")
LONGEST = 200
"""Characters of a line of the difference that are shown."""


def briefings() -> dict[str, str]:
    """File name -> content of the sample's two briefings, made anew from the sample workspace."""
    found = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        workspace = open_workspace(Path("data"))
        orders = [Order(forum, None, None, TEXTUAL) for forum in FORUMS]
        for written in produce(workspace, orders, Path(folder)):
            assert written.problem is None
            forum = written.path.name.partition("-")[0]
            found[f"{forum}{written.path.suffix}"] = written.path.read_text(encoding="utf-8")
    return found


def first_pages() -> dict[str, str]:
    """File name -> the text of page 1 of the two PDFs. Raises MissingComponentError without Pango."""
    import pypdfium2

    found = {}
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(ROOT):
        workspace = open_workspace(Path("data"))
        for written in produce(workspace, [Order(f, None, None, ("pdf",)) for f in FORUMS], Path(folder)):
            if written.problem is not None:
                raise written.problem
            pdf = pypdfium2.PdfDocument(written.path)
            text = pdf[0].get_textpage().get_text_range().replace("\r\n", "\n")
            pdf.close()
            found[f"{written.path.name.partition('-')[0]}-page-1.txt"] = text.rstrip() + "\n"
    return found


def expected(name: str) -> str:
    """The accepted content of a file, "" where there is none."""
    place = EXPECTED / name
    return place.read_text(encoding="utf-8") if place.exists() else ""


def main() -> None:
    """Print how today's briefings differ from the accepted ones, and accept them."""
    made = briefings()
    try:
        made.update(first_pages())
    except MissingComponentError as error:
        print(f"Page 1 of the PDFs is left as it is: {error}")
    EXPECTED.mkdir(parents=True, exist_ok=True)
    for name, text in sorted(made.items()):
        old, new = expected(name).splitlines(), text.splitlines()
        lines = list(difflib.unified_diff(old, new, f"accepted/{name}", f"now/{name}", lineterm="", n=1))
        print(*(line[:LONGEST] for line in lines), sep="\n") if lines else print(f"{name}: no difference")
        (EXPECTED / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
