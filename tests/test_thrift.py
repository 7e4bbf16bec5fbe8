"""What is spared when a page is drawn: the same bytes as without, and nothing left behind."""

from __future__ import annotations

import gc
import inspect
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import fictional
import pytest
from rapporteur.compare.errors import MissingComponentError
from rapporteur.compare.settings import Labels
from rapporteur.reports import paper, render, thrift
from rapporteur.reports.briefing import make_briefing
from rapporteur.reports.page import Briefing
from rapporteur.reports.render import TEMPLATES, to_print


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return make_briefing(
        fictional.comparison(), labels=Labels(organisation="Tides & <Co>"), threads=fictional.threads()
    )


def drawn(page: object) -> bytes:
    options = {"pdf_variant": paper.PDF_VARIANT, "pdf_tags": True}
    pdf: bytes = page.render(**options).write_pdf(**options)  # type: ignore[attr-defined]
    return pdf


def renderer() -> type:
    try:
        return paper._weasyprint().HTML  # type: ignore[no-any-return]
    except MissingComponentError as error:
        pytest.skip(f"no PDF here: {error}")


def test_the_page_is_drawn_to_the_byte_as_the_plain_renderer_draws_it(briefing: Briefing) -> None:
    html, base, fetcher = to_print(briefing), TEMPLATES.as_uri() + "/", paper._fetcher(None)
    plain = drawn(renderer()(string=html, base_url=base, url_fetcher=fetcher))
    with thrift.no_collection():
        spared = thrift.on_a_wide_frame(lambda: drawn(thrift.page_type()(html, base, fetcher)))
    assert spared == plain


def test_rules_of_the_renderer_for_any_element_hold_as_they_do_when_each_is_asked() -> None:
    base, fetcher = TEMPLATES.as_uri() + "/", paper._fetcher(None)
    lists = "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li></ul>"
    html = (
        '<html lang="en"><head><title>t</title></head><body><p hidden="hidden">not seen</p><p>seen</p>'
        f'{lists}<div dir="rtl">{lists}<p>right</p></div><div dir="ltr">{lists}</div><dl dir="RTL"><dd>d</dd></dl>'
        '<p><a>no link</a> <a href="#x">a link</a> <a href="#y" hidden="">gone</a> <u>u</u></p>'
        '<table><tbody><tr hidden=""><td>gone</td></tr><tr><td id="x" class="a b">here</td></tr></tbody></table>'
        '<p><input type="checkbox"/> <input type="hidden" value="v"/> <input value=""/></p></body></html>'
    )
    plain = drawn(renderer()(string=html, base_url=base, url_fetcher=fetcher))
    assert drawn(thrift.page_type()(html, base, fetcher)) == plain


def test_our_printed_page_is_xml_so_that_the_fast_parser_reads_it(briefing: Briefing, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')
    labels = Labels(
        organisation="Tides & <Co>", classification="Official", draft_mark="1 < 2", logo=str(logo)
    )
    assert ElementTree.fromstring(to_print(replace(briefing, labels=labels))).tag == "html"
    assert ElementTree.fromstring(to_print(make_briefing(fictional.unlike()))).tag == "html"


def test_a_page_that_is_no_xml_is_read_as_html() -> None:
    renderer()
    page = thrift.page_type()("<p>one <br>two & three", "", paper._fetcher(None))
    assert "".join(page.etree_element.itertext()).split() == ["one", "two", "&", "three"]


def test_a_template_of_ones_own_may_have_footnotes(briefing: Briefing, tmp_path: Path) -> None:
    own = tmp_path / "briefing.pdf.j2"
    own.write_text(
        '<html lang="en"><title>t</title><p>One<span style="float: footnote">a note</span></p></html>'
    )
    renderer()
    page = paper.laid_out(briefing, templates=tmp_path).pages[0]
    assert any(str(box.element_tag).endswith("::footnote-marker") for box in page._page_box.descendants())


def test_the_look_for_unused_memory_is_on_again_even_after_an_error() -> None:
    assert gc.isenabled()
    with pytest.raises(ValueError, match="torn"), thrift.no_collection():
        assert not gc.isenabled()
        raise ValueError("torn")
    assert gc.isenabled()


def test_work_on_a_wide_frame_gives_what_it_gives_elsewhere() -> None:
    assert thrift.on_a_wide_frame(lambda: len(inspect.stack())) > 2
    with pytest.raises(ZeroDivisionError):
        thrift.on_a_wide_frame(lambda: 1 // 0)


@pytest.mark.parametrize(
    ("style", "kept"),
    [
        (
            "a { b: c } @media screen { d { e: f } @media (x) { g { h: i } } } j { k: l }",
            "a { b: c }  j { k: l }",
        ),
        ("@media print { @media screen { a { b: c } } }", "@media print { @media screen { a { b: c } } }"),
        ("@media screen and (x) { a { b: c } }", "@media screen and (x) { a { b: c } }"),
        ("/* { */ @media screen { a::after { content: '}' } } b { c: d }", "/* { */  b { c: d }"),
        ("@media screen { a { b: c }", "@media screen { a { b: c }"),
        ('a::after { content: "@media screen { }" }', 'a::after { content: "@media screen { }" }'),
    ],
)
def test_what_a_style_sheet_says_of_screens_alone_is_not_read_for_paper(style: str, kept: str) -> None:
    assert render._for_paper(style) == kept


def test_our_style_sheet_is_shorter_on_paper_and_looks_alike(briefing: Briefing, tmp_path: Path) -> None:
    renderer()
    style = (TEMPLATES / "style.css").read_text()
    assert len(render._for_paper(style)) < 0.7 * len(style)
    base, fetcher, slim = TEMPLATES.as_uri() + "/", paper._fetcher(None), to_print(briefing)
    on_paper = render._with_colours(render._for_paper(style))
    assert "var(" in style
    assert "var(" not in on_paper
    whole = slim.replace(f"<style>{on_paper}</style>", f"<style>{style}</style>")
    assert len(whole) > len(slim)
    assert drawn(thrift.page_type()(whole, base, fetcher)) == drawn(thrift.page_type()(slim, base, fetcher))
