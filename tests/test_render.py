"""The page as HTML, text, Markdown and PDF: whole, tagged, escaped, the same each time."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import fictional
import pytest
from rapporteur.compare.errors import MissingComponentError, OutputError
from rapporteur.compare.store.settings import Labels
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.formats.html import TEMPLATES, to_html, to_markdown, to_text
from rapporteur.reports.formats.pdf import scripts_of
from rapporteur.reports.formats.verify import verify

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(1)> {{ 7*7 }} {% raw %} </script></style> "
    "<a href='file:///etc/passwd'>x</a> http://example.invalid/x url(http://example.invalid/y) "
    "}; body{display:none} \x00\x07 \u202egnirts\u202c 😀 [x](javascript:alert(1)) | a | ~~b~~ "
    + "w"
    * 10_000
)


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    labels = Labels(organisation="Department of Tides", classification="Official", draft_mark="Draft 2")
    return make_briefing(fictional.comparison(), forum_name="Tidewater Ministers", labels=labels, promises=fictional.promises(), threads=fictional.threads())  # fmt: skip


@pytest.fixture(scope="module")
def pdf(briefing: Briefing) -> bytes:
    return made_pdf(briefing)


def whole(words: str) -> Briefing:
    """The briefing on a pair of one clause each, with the clause printed though it did not change."""
    from rapporteur.reports.briefing.sections import limited

    return limited(make_briefing(fictional.one_clause(words)), short=False, annex="all")


def made_pdf(briefing: Briefing, **options: Any) -> bytes:
    from rapporteur.reports.formats.pdf import to_pdf

    try:
        return to_pdf(briefing, **options)
    except MissingComponentError as error:
        pytest.skip(f"no PDF here: {error}")


def test_the_html_names_nothing_outside_itself(briefing: Briefing) -> None:
    page = to_html(briefing)
    assert "default-src 'none'" in page
    assert not re.search(r"<(?:link|iframe|object|embed|base)\b|\bsrc=[\"'](?!data:)|@import|url\(", page)


def test_every_link_on_the_page_has_its_end(briefing: Briefing) -> None:
    page = to_html(briefing)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_a_screen_reader_hears_what_was_removed_and_added(briefing: Briefing) -> None:
    page = to_html(briefing)
    assert '<del><span class="sr"> removed: </span>' in page
    assert '<ins><span class="sr"> added: </span>' in page


def test_hostile_words_stay_words(tmp_path: Path) -> None:
    briefing = make_briefing(fictional.one_clause(HOSTILE, HOSTILE + " and so on"))
    page = to_html(briefing)
    assert page.count("<script") == 2
    assert "49" not in re.findall(r"\d+", to_text(make_briefing(fictional.one_clause("{{ 7*7 }} {{ 6*6 }}"))))
    tags = Tags()
    tags.feed(page)
    assert not tags.seen & {"img", "a[javascript]", "iframe"}
    assert "\x00" not in page
    assert "&lt;script&gt;" in to_markdown(briefing)
    file = tmp_path / "b.html"
    file.write_text(page)
    assert verify(file).problems == ()


class Tags(HTMLParser):
    """The elements of a page, and links that would run something."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        assert not [name for name in values if name.startswith("on") or name == "style"]
        self.seen.add(tag)
        if (values.get("href") or "#")[0] != "#":
            self.seen.add(f"a[{(values['href'] or '').partition(':')[0]}]")


def test_hostile_words_are_drawn_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("something was fetched")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    assert made_pdf(make_briefing(fictional.one_clause(HOSTILE))).startswith(b"%PDF")


def test_a_link_of_a_template_to_a_file_outside_is_not_followed(briefing: Briefing, tmp_path: Path) -> None:
    secret = tmp_path / "secret.css"
    secret.write_text("h1::after { content: 'LEAKED' }")
    own = tmp_path / "own"
    own.mkdir()
    (own / "style.css").write_text(f'@import "{secret.as_uri()}";')
    assert "LEAKED" not in words_of(made_pdf(briefing, templates=own))


def words_of(pdf: bytes) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_same_briefing_gives_the_same_bytes(briefing: Briefing, pdf: bytes) -> None:
    assert made_pdf(briefing) == pdf
    assert to_html(briefing) == to_html(briefing)


def test_the_labels_stand_on_the_page(pdf: bytes, briefing: Briefing) -> None:
    for label in ("Department of Tides", "Official", "Draft 2"):
        assert label in words_of(pdf)
        assert label in to_html(briefing)
        assert label in to_text(briefing) or label.upper() in to_text(briefing)


def test_a_letter_page_is_a_letter_page(briefing: Briefing) -> None:
    import pypdfium2

    sized = replace(briefing, labels=Labels(page_size="Letter"))
    with pypdfium2.PdfDocument(made_pdf(sized)) as document:
        assert [round(length) for length in document[0].get_size()] == [612, 792]


# --------------------------------------------------------------------------------------------------
# The PDF's structure


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> Iterator[Any]:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield document


def structure(node: Any, depth: int = 0) -> Iterator[Any]:
    """Every element of the structure tree."""
    import pikepdf

    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from structure(child, depth + 1)


def test_the_pdf_says_its_language_title_and_standard(opened: Any) -> None:
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang) == "en"
    assert opened.Root.ViewerPreferences.DisplayDocTitle
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert "Tidewater" in str(metadata["dc:title"])


def test_every_font_is_embedded_and_its_letters_known(opened: Any) -> None:
    fonts = {id(f): f for page in opened.pages for f in page.Resources.get("/Font", {}).values()}
    assert fonts
    for font in fonts.values():
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert {"/FontFile2", "/FontFile3"} & set(descriptor.keys())


def test_headings_never_skip_a_level_and_tables_have_heads(opened: Any) -> None:
    tags = [str(element.S) for element in structure(opened.Root.StructTreeRoot)]
    levels = [int(tag[2]) for tag in tags if re.fullmatch(r"/H[1-6]", tag)]
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert tags.count("/Table") > 5
    assert tags.count("/TH") >= 2 * tags.count("/Table")


def test_figures_and_links_say_what_they_are(opened: Any) -> None:
    figures = [e for e in structure(opened.Root.StructTreeRoot) if str(e.S) == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)
    links = [a for page in opened.pages for a in page.get("/Annots", []) if str(a.Subtype) == "/Link"]
    assert links
    assert all("/Contents" in link and "/StructParent" in link for link in links)
    assert all(str(page.get("/Tabs", "")) == "/S" for page in opened.pages if "/Annots" in page)


def test_a_bookmark_leads_to_every_change(opened: Any, briefing: Briefing) -> None:
    def titles(items: Any) -> Iterator[str]:
        for item in items:
            yield item.title
            yield from titles(item.children)

    with opened.open_outline() as outline:
        found = list(titles(outline.root))
    for row in briefing.rows:
        assert f"{row.sign} {row.title}" in found
    for section in briefing.sections.values():
        if section.id == "nothing":  # a line without a heading
            continue
        assert any(section.title in title for title in found)


def test_the_data_are_attached_and_hold(pdf: bytes, tmp_path: Path) -> None:
    file = tmp_path / "b.pdf"
    file.write_bytes(pdf)
    verdict = verify(file)
    assert verdict.problems == ()
    assert any("the same bytes" in words for words in verdict.checked)


def test_a_tampered_attachment_is_found(pdf: bytes, tmp_path: Path) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    file = tmp_path / "b.pdf"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        data = document.attachments["changes.csv"].get_file().read_bytes()
        document.attachments["changes.csv"] = data.replace(b"stronger", b"weaker")
        document.save(file)
    assert any("changes.csv" in problem for problem in verify(file).problems)


def test_the_archive_is_pdf_a(briefing: Briefing) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    with pikepdf.open(io.BytesIO(made_pdf(briefing, archive=True))) as document:
        with document.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
        assert set(document.attachments) == {"briefing.json", "changes.csv"}


# --------------------------------------------------------------------------------------------------
# The layout


@pytest.fixture(scope="module", params=["vedim", "adgmin"])
def pages(request: pytest.FixtureRequest, sample: Path) -> list[Any]:
    """The pages of a forum's newest briefing, laid out: the sample's, and a real one where it is at hand."""
    from rapporteur.compare.store.series import read_series
    from rapporteur.compare.store.workspace import open_workspace
    from rapporteur.reports.briefing.collect import gather
    from rapporteur.reports.commands.jobs import compare_forum
    from rapporteur.reports.formats.pdf import laid_out

    is_sample = request.param == "vedim"
    workspace = open_workspace(sample if is_sample else request.getfixturevalue("shared") / "statements")
    series = read_series(workspace, request.param)
    briefing = gather(workspace, compare_forum(workspace, request.param, series, None, None))
    try:
        return list(laid_out(briefing).pages)
    except MissingComponentError as error:
        pytest.skip(f"no PDF here: {error}")


def boxes(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "all_children", list)():
        yield from boxes(child)


def lines(page: Any) -> list[Any]:
    return [box for box in boxes(page._page_box) if type(box).__name__ == "LineBox"]


def text_of(box: Any) -> str:
    return "".join(b.text for b in boxes(box) if type(b).__name__ == "TextBox")


def test_no_line_breaks_before_it_must(pages: list[Any]) -> None:
    """The next word would not have fitted: the renderer breaks early before inline elements unless the space leads."""
    early = []
    for page in pages:
        for box in boxes(page._page_box):
            children = [c for c in getattr(box, "children", ()) if type(c).__name__ == "LineBox"]
            for line, following in pairwise(children):
                words = re.findall(r"[^ \t\n]+", text_of(following))  # a fixed space parts no words
                texts = [b for b in boxes(line) if type(b).__name__ == "TextBox"]
                is_ordered = any(b.element_tag == "br" for b in boxes(line))
                if is_ordered or not words or not texts or text_of(line).endswith(("-", "–", "—", "/")):
                    continue
                end = max(b.position_x + b.width for b in texts)
                room = box.content_box_x() + box.width - end
                letter = sum(b.width for b in texts) / max(1, sum(len(b.text) for b in texts))
                next_box = next(
                    b for b in boxes(following) if type(b).__name__ == "TextBox" and b.text.strip()
                )
                unbroken = next_box.text if next_box.style["white_space"] == "nowrap" else words[0]
                if room > 1.35 * letter * (len(unbroken) + 2):
                    early.append(f"{text_of(line)!r} | {words[0]!r}")
    assert early == []


def test_no_page_is_empty_and_none_ends_with_a_heading(pages: list[Any]) -> None:
    for page in pages:
        body = [b for b in boxes(page._page_box) if type(b).__name__ == "LineBox" and text_of(b).strip()]
        assert len(body) > 5
        inside = [b for b in body if 60 < b.position_y < page.height - 75]
        last = max(inside, key=lambda b: (b.position_y, b.position_x))
        assert last.element_tag not in ("h2", "h3", "h4", "caption")


def test_no_row_of_a_table_is_parted_by_the_end_of_a_page(pages: list[Any]) -> None:
    """What is on two pages is the head of a table; a row of the redline may be longer than a page."""
    seen: dict[Any, str] = {}
    for page in pages:
        rows = [b for b in boxes(page._page_box) if type(b).__name__ == "TableRowBox"]
        body = [
            row
            for row in rows
            if not any(b.element_tag == "th" and b.element.get("scope") == "col" for b in boxes(row))
        ]
        for row in body:
            assert row.element not in seen or row.element.get("class") == "wording", text_of(row)
            seen[row.element] = text_of(row)
    assert len(seen) > 20


def test_no_two_lines_of_text_lie_on_each_other(pages: list[Any]) -> None:
    for page in pages:
        spots = []
        for line in lines(page):
            texts = [
                b
                for b in boxes(line)
                if type(b).__name__ == "TextBox" and b.text.strip() and b.style["font_size"] > 1
            ]
            if texts:
                left, right = min(b.position_x for b in texts), max(b.position_x + b.width for b in texts)
                spots.append((line.position_y, line.position_y + line.height, left, right, text_of(line)))
        spots.sort()
        for i, (top, bottom, left, right, words) in enumerate(spots):
            for other in spots[i + 1 :]:
                if other[0] >= bottom - 2:
                    break
                overlap = min(right, other[3]) - max(left, other[2])
                assert overlap <= 2 or (other[0] - top < 0.01 and overlap <= 2), (words, other[4])


# --------------------------------------------------------------------------------------------------
# Templates of one's own, fonts, plain formats


def test_a_template_of_ones_own_comes_before_ours(briefing: Briefing, tmp_path: Path) -> None:
    (tmp_path / "briefing.txt.j2").write_text("Only {{ b.title }}")
    assert to_text(briefing, templates=tmp_path) == f"Only {briefing.title}"


@pytest.mark.parametrize(
    ("template", "says"),
    [
        ("one\n{{ b.nothing }}", r"briefing\.txt\.j2, line 2: .*nothing"),
        ("one\ntwo\n{% for %}", r"briefing\.txt\.j2, line 3: "),
        ("{{ 1 / 0 }}", r"briefing\.txt\.j2, line 1: division by zero"),
        ("{% include 'none.j2' %}", r"No template 'none\.j2'"),
    ],
)
def test_a_broken_template_is_named_with_file_line_and_reason(
    template: str, says: str, briefing: Briefing, tmp_path: Path
) -> None:
    (tmp_path / "briefing.txt.j2").write_text(template)
    with pytest.raises(OutputError, match=says):
        to_text(briefing, templates=tmp_path)


def test_a_folder_of_templates_that_is_not_there_is_said(briefing: Briefing, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="--templates"):
        to_text(briefing, templates=tmp_path / "none")


def test_a_logo_that_is_no_picture_is_said(briefing: Briefing) -> None:
    with pytest.raises(OutputError, match="logo"):
        to_html(replace(briefing, labels=Labels(logo="nowhere.png")))


def test_letters_that_no_font_has_are_named_and_no_half_legible_page_is_written() -> None:
    from rapporteur.reports.formats.pdf import to_pdf

    made_pdf(make_briefing(fictional.one_clause("Ẩn Łódź Şişli Řím → ▲ ◐ ✓")))
    with pytest.raises(MissingComponentError, match="No font on this machine has the CJK letters"):
        to_pdf(whole("\U00030001" * 600))  # of 2020: in hardly any font


def test_a_line_in_a_script_without_a_font_is_boxes_and_said() -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(made_pdf(whole("The quay \U00030001 was lit.")))
    text = "\n".join(page.get_textpage().get_text_range() for page in document)
    assert "The quay \u25a1 was lit." in text.replace("\r\n", " ") and "stands for a CJK letter" in text


def test_a_page_of_our_letters_is_the_same_whatever_fonts_the_machine_has(
    briefing: Briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_theirs = made_pdf(briefing)
    (tmp_path / "none.conf").write_text("<fontconfig/>")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "none.conf"))
    assert made_pdf(briefing) == with_theirs
    assert os.environ["FONTCONFIG_FILE"] == str(tmp_path / "none.conf")


def test_what_else_a_process_draws_has_the_fonts_of_the_machine_as_before() -> None:
    made_pdf(make_briefing(fictional.one_clause("The Meeting met.")))
    ours = (
        "import fictional; from rapporteur.reports.briefing.build import make_briefing; from rapporteur.reports.formats.pdf import to_pdf; "
        "to_pdf(make_briefing(fictional.one_clause('The Meeting met.'))); "
    )
    plain = "import sys, weasyprint; sys.stdout.buffer.write(weasyprint.HTML(string='<p>Lighthouses').write_pdf())"
    here = {**os.environ, "PYTHONPATH": os.pathsep.join([str(Path(__file__).parent), *sys.path])}
    before, after = (
        subprocess.run([sys.executable, "-c", code], env=here, capture_output=True, check=True).stdout
        for code in (plain, ours + plain)
    )
    assert before == after


@pytest.mark.parametrize("drawing", ["to_pdf", "laid_out"])
def test_where_pango_is_missing_the_way_to_it_is_said(drawing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import builtins

    from rapporteur.reports.formats import pdf as paper

    known = builtins.__import__

    def without_pango(name: str, *rest: Any, **named: Any) -> Any:
        if name.partition(".")[0] == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return known(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without_pango)
    with pytest.raises(MissingComponentError, match="apt-get install"):
        getattr(paper, drawing)(make_briefing(fictional.one_clause("They met.")))


def test_scripts_are_named_and_signs_are_not_letters() -> None:
    assert scripts_of(["สวัสดี", "会议", "😀 →"]) == ("CJK", "Thai")


@pytest.mark.parametrize(
    "name", ["serif-regular", "serif-bold", "serif-italic", "sans-regular", "sans-bold", "sans-italic"]
)
def test_our_fonts_have_the_letters_of_our_readers(name: str) -> None:
    from fontTools.ttLib import TTFont

    letters = TTFont(TEMPLATES / "fonts" / f"{name}.ttf").getBestCmap()
    assert not [c for c in "ĂăẤấạảĐđƠơƯưŁłŚśŻżČčŘřĞğİıŞş“”‘’–—…·×±¶§" if ord(c) not in letters]


def test_plain_text_keeps_to_its_width(briefing: Briefing) -> None:
    for width in (60, 100):
        assert max(map(len, to_text(briefing, width).splitlines())) <= width


def test_every_format_says_the_same_headlines(briefing: Briefing) -> None:
    for page in (to_text(briefing, 5000), to_html(briefing), to_markdown(briefing)):
        for line in briefing.headlines:
            assert line.text in page


def test_a_pair_that_cannot_be_compared_gets_no_table_of_nonsense(tmp_path: Path) -> None:
    briefing = make_briefing(fictional.unlike())
    for page in (to_text(briefing), to_html(briefing), to_markdown(briefing), words_of(made_pdf(briefing))):
        flat = " ".join(page.split())
        assert "press release" in flat
        assert "What changed" not in flat


def test_pdfs_drawn_in_four_threads_at_once_are_those_drawn_one_by_one() -> None:
    from concurrent.futures import ThreadPoolExecutor

    from rapporteur.reports.formats.pdf import to_pdf

    made_pdf(make_briefing(fictional.one_clause("The Meeting met.")))  # skips where no PDF can be drawn
    briefings = [make_briefing(fictional.one_clause(f"The Meeting met {n} times.")) for n in range(10)]
    alone = [to_pdf(briefing) for briefing in briefings]
    with ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(to_pdf, briefings)) == alone
