"""What each format's reader takes for text, and what it leaves out."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from publishing import Part, as_docx, as_pdf
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.readers import read_bytes, read_document
from rapporteur.compare.readers.docx_styles import Numbering
from rapporteur.compare.text.numerals import list_label, to_letters, to_roman
from reading import cut, left, read


def page(body: str, head: str = "") -> str:
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"


def test_numbers_of_lists_are_counted_as_a_browser_would() -> None:
    body = '<ol start="17"><li>It met.<li>It agreed.</ol><ol type="a"><li>this;<li value="4">that.</ol>'
    assert cut(page(body), "s.html") == [
        ("17", "It met."),
        ("18", "It agreed."),
        ("18(a)", "this;"),
        ("18(d)", "that."),
    ]


def test_nested_numbers_are_entries() -> None:
    body = "<ol><li>It agreed:<ol><li>to meet;</li><li>to report.</li></ol></li><li>It rose.</li></ol>"
    assert [address for address, _ in cut(page(body), "s.html")] == ["1", "1(1)", "1(2)", "2"]


def test_navigation_share_bars_cookies_and_hidden_text_are_left_out() -> None:
    body = (
        "<nav><a href='/'>Home</a></nav><div class='cookie-consent'>We use cookies.</div><main><h1>Statement</h1>"
        "<div class='social share'>Share</div><p style='display:none'>Secret.</p><p>The Meeting met in Manila and agreed.</p>"
        "<p>It thanked the host for the warm welcome, and it rose after two days of work on the plan of the year.</p>"
        "</main><footer>Contact us</footer>"
    )
    assert [text for _, text in cut(page(body), "s.html")] == [
        "The Meeting met in Manila and agreed.",
        "It thanked the host for the warm welcome, and it rose after two days of work on the plan of the year.",
    ]
    whys = {why for why, _ in left(page(body), "s.html")}
    assert {"navigation", "cookie notice", "share bar", "hidden", "site furniture"} <= whys


def test_a_paragraph_with_links_is_no_list_of_links() -> None:
    body = "<p><a href='/a'>Note</a> issued on 1 May, see <a href='/b'>the plan</a> and <a href='/c'>its annex</a>.</p>"
    assert cut(page(body), "s.html")[0][1] == "Note issued on 1 May, see the plan and its annex."


def test_raised_letters_stay_and_raised_figures_are_notes() -> None:
    body = "<p>The 4<sup>th</sup> Meeting noted the report<sup>2</sup> on 10 km<sup>2</sup>.</p>"
    assert cut(page(body), "s.html")[0][1] == "The 4th Meeting noted the report on 10 km2."


def test_a_declared_selector_decides() -> None:
    text = page("<div id='x'><p>Not this one.</p></div><div class='body text'><p>It met.</p></div>")
    blocks = read_bytes(text.encode(), "s.html", select="div.text").blocks
    assert [block.text for block in blocks] == ["It met."]
    with pytest.raises(UnreadableError, match="finds nothing"):
        read_bytes(text.encode(), "s.html", select="#y")


def test_text_that_was_encoded_twice_is_mended() -> None:
    twice = "<p>The Meeting’s agency mortgage‑backed plan.</p>".encode().decode("latin-1").encode()
    assert "Meeting’s" in cut(page("").encode().replace(b"<body>", b"<body>" + twice), "s.html")[0][1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_are_told(encoding: str) -> None:
    text = "1. The Meeting’s café was noted – with thanks to all who came.\n\n2. It rose."
    assert cut(text.encode(encoding))[0][1] == "The Meeting’s café was noted – with thanks to all who came."


def word(build: Any) -> bytes:
    import docx

    document = docx.Document()
    build(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_tracked_changes_are_kept_apart() -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    def build(document: Any) -> None:
        paragraph = document.add_paragraph("1. The Meeting ")
        for tag, text, inner in (("del", "welcomed", "delText"), ("ins", "endorsed", "t")):
            xml = f'<w:{tag} {nsdecls("w")} w:id="1" w:author="A"><w:r><w:{inner}>{text}</w:{inner}></w:r></w:{tag}>'
            paragraph._p.append(parse_xml(xml))
        paragraph.add_run(" the plan.")

    statement = read(word(build), "s.docx")
    assert statement.clauses[0].text == "The Meeting endorsed the plan."
    assert [(r.kind.value, r.text, r.author) for r in statement.revisions] == [
        ("deletion", "welcomed", "A"),
        ("insertion", "endorsed", "A"),
    ]
    assert statement.kind.value == "draft"
    assert ("tracked deletion", "welcomed") in [(item.why, item.text) for item in statement.left_out]


def test_a_table_in_word_is_read_by_rows() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("1. The forecasts are as follows.")
        table = document.add_table(2, 2)
        for row, cells in zip(table.rows, (("Bank", "2026"), ("Ondry", "1.5")), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text

    assert cut(word(build), "s.docx")[1:] == [("p1", "Bank | 2026"), ("p2", "Ondry | 1.5")]


def test_headers_of_word_are_running_heads() -> None:
    data = as_docx([Part("It met.", "1"), Part("It rose.", "2")], automatic=True)
    assert ("running head", "HMM/2026/Final - Joint Statement") in left(data, "s.docx")


def test_damaged_lists_number_nothing() -> None:
    assert Numbering(None).label("7", 0) is None


def test_labels_of_lists_are_printed_as_word_processors_do() -> None:
    assert [list_label("1", 3, 1), list_label("a", 28, 0), list_label("I", 9, 0)] == ["(3)", "(bb)", "IX."]
    assert to_letters(0) == "" and to_roman(0) == "" and to_roman(1994) == "mcmxciv"


def test_pages_of_a_pdf_are_known() -> None:
    parts = [
        Part(f"The Meeting agreed on point {n} of the plan, and on how to pay for it. " * 6, str(n))
        for n in range(1, 30)
    ]
    statement = read(as_pdf(parts), "s.pdf")
    pages = [clause.page for clause in statement.clauses]
    assert pages[0] == 1 and pages[-1] is not None and pages[-1] > 1
    assert pages == sorted(page for page in pages if page)


def test_a_pdf_without_text_is_refused_with_the_way_out() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument.new()
    document.new_page(595, 842)
    stream = io.BytesIO()
    document.save(stream)
    with pytest.raises(UnreadableError, match="ocrmypdf"):
        read_bytes(stream.getvalue(), "scan.pdf")


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"", "s.txt", "holds no text"),
        (b"\n \n", "s.md", "holds no text"),
        (bytes(range(256)) * 40, "s.txt", "not a text file"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "s.doc", "Save it as .docx"),
        (b"{\\rtf1 x}", "s.rtf", "Save it as .docx"),
        (b"\x89PNG\r\n", "s.png", "ocrmypdf"),
        (b"PK\x03\x04 broken", "s.docx", "damaged"),
        (b"%PDF-1.7 broken", "s.pdf", "not readable as PDF"),
        (b"<html><body><nav>Home</nav></body></html>", "s.html", "no text that could be"),
        (b"x\n" * 70_000, "s.txt", "lines"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_line(data: bytes, name: str, words: str) -> None:
    with pytest.raises(UnreadableError, match=words) as caught:
        read(data, name)
    assert "\n" not in str(caught.value)


def test_missing_files_and_folders_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(UnreadableError):
            read_document(path)


def test_the_content_decides_before_the_suffix() -> None:
    data = as_docx([Part("It met.", "1"), Part("It rose.", "2")], automatic=False)
    assert read_bytes(data, "s.pdf").format == "docx"
    assert read_bytes(page("<p>It met.</p>").encode(), "s").format == "html"


def test_options_of_a_draft_are_no_links() -> None:
    text = "# Draft\n\n1. Parties [shall][should] report, see [the plan][1] and [this](https://example.org).\n\n[1]: https://example.org"
    assert cut(text, "s.md") == [("1", "Parties [shall][should] report, see the plan and this.")]


def test_numbers_alone_are_no_statement() -> None:
    with pytest.raises(UnreadableError, match="no text that could be a statement"):
        read_bytes(b"1.\f" * 40, "numbers.txt")
    assert read_bytes(b"1. We agreed.\f", "clause.txt").blocks
