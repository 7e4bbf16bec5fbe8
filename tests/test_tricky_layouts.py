"""Layouts that a reader trips over: columns, pages on their side, tables that only set in, boxes, other languages."""

from __future__ import annotations

import html
import io
import sys
from pathlib import Path

import pytest
from rapporteur.compare.model import StatementKind
from reading import cut, left, read

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import hostile_pdf

PARAGRAPHS = (
    "The Ministers welcomed the progress of the harbour authorities in sharing their charts and agreed to continue.",
    "The Ministers reaffirmed the importance of safe pilotage for every vessel that enters the strait by night or day.",
    "The Ministers tasked senior officials with a study of tides, to be presented at the next meeting in Port Aldra.",
    "The Ministers noted the offer of the Republic of Merrow to host a workshop on the lighting of buoys next spring.",
    "The Ministers expressed their thanks to the Government of Vale for its warm hospitality and the fine weather.",
)


def numbered(times: int) -> list[tuple[str, str]]:
    return [(str(n + 1), PARAGRAPHS[n % len(PARAGRAPHS)]) for n in range(times * len(PARAGRAPHS))]


def typeset(body: str, style: str = "") -> bytes:
    from weasyprint import HTML

    style = f"@page {{ size: A4; margin: 2cm }} body {{ font: 10pt/1.3 serif }} {style}"
    return bytes(HTML(string=f"<html lang='en'><style>{style}</style><body>{body}</body></html>").write_pdf())


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(columns: int) -> None:
    items = "".join(f"<p>{number}. {text}</p>" for number, text in numbered(6))
    style = f"div {{ columns: {columns}; column-gap: 16pt; text-align: justify; hyphens: auto }}"
    page = typeset(f"<h1>Joint Statement of the Strait Ministers</h1><div>{items}</div>", style)
    assert cut(page, "a.pdf") == numbered(6)


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_may_be_written_in_any_direction(turns: int) -> None:
    """With and without the entry that turns it for a reader, and with a page that does not begin at 0."""
    direction = (b"1 0 0 1", b"0 1 -1 0", b"-1 0 0 -1", b"0 -1 1 0")[turns]
    starts = [(100, 700 - 14 * n) for n in range(3)]
    if turns:
        starts = {1: [(100 + 14 * n, 150) for n in range(3)], 2: [(550, 150 + 14 * n) for n in range(3)],
                  3: [(500 - 14 * n, 800) for n in range(3)]}[turns]  # fmt: skip
    lines = [
        b"1. The Ministers agreed on the charts",
        b"and on the buoys of the strait.",
        b"2. They thanked Vale.",
    ]
    drawn = b"".join(
        b"%s %d %d Tm (%s) Tj " % (direction, x, y, line) for (x, y), line in zip(starts, lines, strict=True)
    )
    for entry in (b"", b"/Rotate %d" % (90 * turns)):
        page = hostile_pdf.one_page(hostile_pdf.stream(b"BT /F 10 Tf " + drawn + b"ET"), page=entry)
        for box in (b"0 0 595 842", b"-40 60 595 842"):
            assert cut(page.replace(b"0 0 595 842", box), "a.pdf") == [
                ("1", "The Ministers agreed on the charts and on the buoys of the strait."),
                ("2", "They thanked Vale."),
            ]


def test_a_word_broken_before_or_is_whole_again() -> None:
    text = "1. The senior officials met.\n\n2. The Meeting tasked seni-\nor officials with pre-\nand post-war charts."
    assert cut(text)[1] == ("2", "The Meeting tasked senior officials with pre- and post-war charts.")


def test_a_table_that_only_sets_paragraphs_in_is_no_table() -> None:
    rows = "".join(f"<tr><td>{n}.</td><td>{html.escape(text)}</td></tr>" for n, text in numbered(1))
    assert cut(f"<html><body><table>{rows}</table></body></html>".encode(), "a.html") == numbered(1)
    ports = "<table><tr><td>1.</td><td>Aldra</td></tr><tr><td>2.</td><td>Vale</td></tr></table>"
    page = f"<html><body><p>The Ministers agreed on these ports.</p>{ports}</body></html>"
    assert cut(page.encode(), "a.html")[1:] == [("p2", "1. | Aldra"), ("p3", "2. | Vale")]


def test_a_text_box_in_a_word_file_is_left_out_and_told_once() -> None:
    import docx
    from docx.oxml import parse_xml

    spaces = " ".join(
        f'xmlns:{name}="http://schemas.{rest}"'
        for name, rest in (
            ("w", "openxmlformats.org/wordprocessingml/2006/main"),
            ("mc", "openxmlformats.org/markup-compatibility/2006"),
            ("wps", "microsoft.com/office/word/2010/wordprocessingShape"),
        )
    )
    box = "<w:txbxContent><w:p><w:r><w:t>Words of the host.</w:t></w:r></w:p></w:txbxContent>"
    document = docx.Document()
    document.add_paragraph(PARAGRAPHS[0])._p.append(
        parse_xml(
            f"<w:r {spaces}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
            f"</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
        )
    )
    stream = io.BytesIO()
    document.save(stream)
    assert [text for _, text in cut(stream.getvalue(), "a.docx")] == [PARAGRAPHS[0]]
    assert left(stream.getvalue(), "a.docx") == [("text box", "Words of the host.")]


def test_a_page_s_footnotes_are_in_no_clause() -> None:
    page = (
        f"<html><body><p>1. {PARAGRAPHS[0]}<sup>1</sup></p><p>2. {PARAGRAPHS[1]}</p>"
        "<div class='footnotes'><p>1 See the charts of 2023.</p></div></body></html>"
    )
    assert cut(page.encode(), "a.html") == numbered(1)[:2]
    assert ("footnote", "1 See the charts of 2023.") in left(page.encode(), "a.html")


def test_sections_of_decimal_paragraphs_are_headings() -> None:
    text = f"1. Charts\n\n1.1 {PARAGRAPHS[0]}\n\n1.2 {PARAGRAPHS[1]}\n\n2. Pilots\n\n2.1 {PARAGRAPHS[2]}"
    assert [(c.paragraph, c.section) for c in read(text).clauses] == [
        ("1.1", "1. Charts"), ("1.2", "1. Charts"), ("2.1", "2. Pilots"),
    ]  # fmt: skip


@pytest.mark.parametrize("mark", ["§{} ", "§ {} ", "§{}. ", "{}. ", "Para. {}. "])
def test_paragraph_signs_are_labels(mark: str) -> None:
    text = "\n\n".join(mark.format(number) + text for number, text in numbered(3))
    assert cut(text) == numbered(3)


def test_other_languages_are_cut_as_they_are_written() -> None:
    french = (
        "1. Les ministres ont invité M. Dupont à présenter l’étude n° 5 au plus tard le 1er juin ; ils l’ont remercié.\n\n"
        "2. « Nous restons », a dit la présidence. Les ministres en ont pris note :\n\n a) de la stratégie ;\n\n b) du plan."
    )
    assert [address for address, _ in cut(french)] == ["1", "2.a", "2.b", "2(a)", "2(b)"]
    spanish = "1. Los ministros acogieron el informe de la Sra. López y del art. 5 del plan de los puertos."
    assert len(cut(spanish)) == 1
    assert read(f"Comunicado de prensa\n\n{spanish}").kind is StatementKind.PRESS_RELEASE
    assert read(f"Comunicado conjunto\n\n{spanish}").kind is StatementKind.COMMUNIQUE
