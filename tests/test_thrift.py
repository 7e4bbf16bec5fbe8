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
from rapporteur.reports import cures, paper, thrift
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


# --------------------------------------------------------------------------------------------------
# The slow places of the renderer set right


def letters_and_places(pdf: bytes) -> list[tuple[str, tuple[float, ...]]]:
    """Each letter of a PDF, blanks apart, with its left and lower edge, in the order of the file."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            shown = [text.get_text_range(i, 1) for i in range(text.count_chars())]
            found += [(c, text.get_charbox(i)[:2]) for i, c in enumerate(shown) if c.strip()]
    return found


def test_a_page_without_figures_is_the_same_to_the_byte_when_the_renderer_is_cured(
    briefing: Briefing,
) -> None:
    renderer()
    html = to_print(replace(briefing, figures=()))
    base, fetcher = TEMPLATES.as_uri() + "/", paper._fetcher(None)
    uncured = drawn(thrift.page_type()(html, base, fetcher))
    with cures.cured():
        assert drawn(thrift.page_type()(html, base, fetcher)) == uncured


def test_the_words_of_a_figure_stand_where_they_stood(
    briefing: Briefing, caplog: pytest.LogCaptureFixture
) -> None:
    renderer()
    assert any(word.anchor == "end" for figure in briefing.figures for word in figure.words)
    html, base, fetcher = to_print(briefing), TEMPLATES.as_uri() + "/", paper._fetcher(None)
    uncured = drawn(thrift.page_type()(html, base, fetcher))
    with cures.cured():
        cured = drawn(thrift.page_type()(html, base, fetcher))
    assert len(cured) < len(uncured)
    assert uncured.count(b"/Transparency") > cured.count(b"/Transparency") == 0
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    ours, theirs = letters_and_places(cured), letters_and_places(uncured)
    assert "".join(c for c, _ in ours) == "".join(c for c, _ in theirs)
    for (letter, here), (_, there) in zip(ours, theirs, strict=True):
        assert all(abs(a - b) < 3 for a, b in zip(here, there, strict=True)), (letter, here, there)


def test_a_text_that_says_more_of_itself_is_left_to_the_renderer() -> None:
    base, fetcher = TEMPLATES.as_uri() + "/", renderer() and paper._fetcher(None)
    more = 'x="9" y="20" letter-spacing="4"', 'x="9" y="20" dx="3"', 'x="9"'
    for text in (
        *(f"<text {said}>high tide</text>" for said in more),
        '<text x="9" y="9">a<tspan dy="4">b</tspan></text>',
    ):
        html = f'<html lang="en"><svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">{text}</svg></html>'
        uncured = drawn(thrift.page_type()(html, base, fetcher))
        with cures.cured():
            assert drawn(thrift.page_type()(html, base, fetcher)) == uncured


def test_the_renderer_is_as_it_was_when_the_page_is_done() -> None:
    renderer()
    import pydyf
    from weasyprint import svg
    from weasyprint.text import line_break

    def state() -> tuple[object, ...]:
        texts = svg.text, svg.TAGS["tspan"], svg.SVG.draw_node
        return pydyf.PDF.page_references, line_break._font_style_cache_key, *texts

    before = state()
    with pytest.raises(ValueError, match="torn"), cures.cured():
        assert not [now for now, then in zip(state(), before, strict=True) if now is then]
        raise ValueError("torn")
    assert state() == before


def test_another_release_of_the_renderer_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer()
    import weasyprint
    from weasyprint import svg

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    text = svg.TAGS["text"]
    with cures.cured():
        assert svg.TAGS["text"] is text


def test_the_pages_are_numbered_anew_when_one_is_added() -> None:
    renderer()
    import pydyf

    with cures.cured():
        pdf = pydyf.PDF()
        assert pdf.page_references == ()
        for count in (1, 2):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
            assert len(pdf.page_references) == count


def test_a_renderer_that_lacks_a_slow_place_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    renderer()
    from weasyprint import svg
    from weasyprint.text import line_break

    before = svg.text, svg.SVG.draw_node, dict(svg.TAGS)
    monkeypatch.delattr(line_break, "_font_style_cache_key")
    with cures.cured():
        assert (svg.text, svg.SVG.draw_node, dict(svg.TAGS)) == before


def test_the_renderer_is_put_back_as_it_was() -> None:
    renderer()
    from weasyprint import svg

    before = svg.text, svg.SVG.draw_node, dict(svg.TAGS)
    with cures.cured():
        assert svg.text is not before[0]
    assert (svg.text, svg.SVG.draw_node, dict(svg.TAGS)) == before
