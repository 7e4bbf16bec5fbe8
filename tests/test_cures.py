"""The slow places of the renderer set right: the same page as without, and the renderer left as it was."""

from __future__ import annotations

import gc
import random
import re
import zlib
from dataclasses import replace
from typing import Any

import fictional
import pytest
from rapporteur.compare.errors import MissingComponentError
from rapporteur.compare.settings import Labels
from rapporteur.reports import cures, paper, thrift
from rapporteur.reports.briefing import make_briefing
from rapporteur.reports.page import Briefing
from rapporteur.reports.render import TEMPLATES, to_print


@pytest.fixture(autouse=True)
def renderer() -> None:
    try:
        paper._weasyprint()
    except MissingComponentError as error:
        pytest.skip(f"no PDF here: {error}")


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    labels = Labels(organisation="Tides & <Co>")
    return make_briefing(fictional.comparison(), labels=labels, threads=fictional.threads())


def drawn(html: str) -> bytes:
    from rapporteur.reports.page_fonts import page_fonts

    page = thrift.page_type()(html, TEMPLATES.as_uri() + "/", paper._fetcher(None))
    options = {"pdf_variant": paper.PDF_VARIANT, "pdf_tags": True}
    with page_fonts(alone=False) as fonts:
        pdf: bytes = page.render(font_config=fonts, **options).write_pdf(**options)
    return pdf


def drawn_cured(html: str) -> bytes:
    with cures.cured():
        return drawn(html)


def streams(pdf: bytes) -> list[bytes]:
    """All that a file says, unpacked; without shifts by nothing between letters, and without where things lie in it."""
    found = []
    for head, content in re.findall(rb"<<([^\n]*)>>\nstream\n(.*?)\nendstream", pdf, re.DOTALL):
        if b"/XRef" not in head:
            said = zlib.decompress(content) if b"/FlateDecode" in head else content
            found.append(said.replace(b">0<", b"").replace(b">0]", b">]").replace(b"><", b""))
    return found


def page_of(body: str, style: str = "") -> str:
    sheet = (TEMPLATES / "style.css").read_text()
    return f'<html lang="en"><head><title>t</title><style>{sheet} {style}</style></head><body>{body}</body></html>'


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


# --------------------------------------------------------------------------------------------------
# The same page


def test_a_page_without_figures_is_the_same_when_the_renderer_is_cured(briefing: Briefing) -> None:
    html = to_print(replace(briefing, figures=()))
    uncured, cured = drawn(html), drawn_cured(html)
    assert streams(cured) == streams(uncured)
    assert len(streams(cured)) > 5
    assert cured == drawn_cured(html)


WORDS = (
    "the tide-tables, of all “harbours” shall be kept; Åland’s office/offices Łódź Şişli Ẩn e\u0301te\u0301 "
    "fi ffl AVAVA To. Ty, 1,234.5 2030 → ▲ ◐ ⁺ a\u00a0b c—d e–f https://a.example/b/c?d=e-f naïve x\u00adyz "
    "re-re-entry (iii) [sic] n° § 5 % \u05d0\u05d1 שלום مد ไทย 潮 😀 wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"
).split(" ")


@pytest.mark.parametrize("seed", range(12))
def test_lines_end_and_letters_stand_where_they_did(seed: int) -> None:
    """Words of every sort in columns of many widths, parted at random by what marks a redline."""
    chance = random.Random(seed)
    usual = WORDS[: 9 + seed]

    def run() -> str:
        words = " ".join(chance.choice(usual) for _ in range(chance.randrange(1, 14)))
        return chance.choice(
            ("{} ", "<ins> {}</ins>", "<del>{} </del>", " <strong>{}</strong>", "{}<br/>")
        ).format(words)

    def column() -> str:
        wide = chance.choice((8, 14, 23, 40, 61, 90))
        align = chance.choice(("left", "left", "right", "justify"))
        return f'<p style="width:{wide}mm;text-align:{align}">{"".join(run() for _ in range(9))}</p>'

    html = page_of("".join(column() for _ in range(9)))
    assert streams(drawn_cured(html)) == streams(drawn(html))


@pytest.mark.parametrize(
    "style",
    [
        "letter-spacing:1px",
        "word-spacing:2px",
        "hyphens:auto",
        "white-space:pre-wrap",
        "white-space:nowrap",
        "direction:rtl",
        "word-break:break-all",
        "font-size:0",
        "text-decoration:overline",
        "text-decoration:underline 3px",
        "visibility:hidden",
        "font-variant:small-caps",
        "text-overflow:ellipsis;overflow:hidden;white-space:nowrap",
        "padding:5%;border-radius:3px;background:#eee",
        "float:left;width:30%",
        "min-width:40%;max-height:9mm",
        "margin-inline-start:9mm;padding-block:3mm;inline-size:50mm",
        "width:calc(50% - 3mm);font-size:calc(1em + 2px);--wide:4mm;margin:var(--wide) var(--none, 2mm)",
        "position:relative;left:3mm;color:currentcolor;border:1px solid;border-color:inherit",
        "display:inline-block;width:40mm;vertical-align:middle",
        "columns:2;column-gap:4mm",
        "outline:2px solid red;outline-offset:1px",
        "border-style:solid;column-rule-style:solid;columns:2",
        "color:lab(50% 40 20);background:rgb(9 9 9 / 0.2);border-left:1px solid color(xyz 0.1 0.2 0.3)",
        "line-height:normal",
        "line-height:calc(100% + 3px)",
        "line-height:120%;font-size:11.3px",
        "position:absolute;top:9mm;page:tides;text-decoration:underline dotted red",
        "float:none;position:static;display:list-item",
        "white-space:pre-line",
    ],
)
def test_what_our_pages_do_not_do_is_left_to_the_renderer(style: str) -> None:
    words = "The harbour   office keeps extraordinarily long tide tables. " * 5
    html = page_of(f'<p>{words}</p><p style="{style}">{words}<ins> {words}</ins></p><p>{words}</p>')
    assert streams(drawn_cured(html)) == streams(drawn(html))


def test_what_a_style_leaves_unsaid_is_what_those_around_it_say() -> None:
    """Styles within styles, each saying a few things of every sort: inherited, worked out, placed, and by the flow."""
    said = (
        "color:#123;font-size:1.2em",
        "text-decoration:underline;font-weight:bold",
        "text-decoration-thickness:2px;border:1px solid",
        "line-height:calc(1em + 4px);text-indent:calc(10% - 2px)",
        "border-top-style:double;outline-style:dotted",
        "margin-inline-start:3mm;font-style:italic",
        "position:relative;top:1mm",
        "page:inherit;float:initial;color:inherit",
        "white-space:pre-wrap;text-align:right",
        "--own:2mm;padding-left:var(--own)",
    )
    chance = random.Random(7)
    for _ in range(5):
        body = "the tide<br/>tables "
        for depth in range(8):
            tag = (
                "span"
                if depth < 3
                else chance.choice(("div", "p" if depth == 3 else "div", "blockquote", "ul"))
            )
            rule = ";".join(chance.sample(said, 2))
            kept = f"<li>{body}</li><li>x</li>" if tag == "ul" else body
            body = f'<{tag} id="d{depth}" style="{rule}">{kept} <em>of {depth}</em></{tag}>'
        html = page_of(body, style="em { text-decoration: line-through } li::before { content: '+ ' }")
        assert streams(drawn_cured(html)) == streams(drawn(html))


def test_lists_and_ordered_line_ends_are_laid_out_as_they_were() -> None:
    body = "<ul><li>one</li><li>two<br/><br/>three</li></ul><ol><li>four</li></ol><p>five<br/> six <b><br/></b></p>"
    for style in ("", "li { list-style: square inside }", "li { font-weight: bold } p { font-size: 0 }"):
        html = page_of(body, style)
        assert streams(drawn_cured(html)) == streams(drawn(html))


def test_a_page_that_was_written_leaves_its_memory_without_a_search_for_it() -> None:
    from weasyprint.formatting_structure.boxes import Box

    def boxes() -> int:
        return sum(isinstance(found, Box) for found in gc.get_objects())

    pair = make_briefing(fictional.comparison())
    with thrift.no_collection():
        gc.collect()
        before = boxes()
        paper.to_pdf(pair)
        assert boxes() - before < 30


def test_the_borders_of_a_table_are_those_of_the_stronger_cell() -> None:
    kinds = ("none", "solid", "double", "dotted", "inset", "outset", "hidden")
    cells = "".join(
        f'<td style="border-{side}:{wide}px {kind} {color}"{span}>x</td>'
        for side, wide, color, span in (
            ("top", 1, "red", ""),
            ("left", 2, "blue", ' colspan="2"'),
            ("bottom", 2, "currentcolor", ' rowspan="2"'),
        )
        for kind in kinds
    )
    rows = "".join(f'<tr style="border-top:1px solid">{cells}</tr>' for _ in range(3))
    for style in ("", "border:3px solid green", "direction:rtl", "border-collapse:separate"):
        table = f'<table style="{style}"><col style="border:1px solid"/><thead>{rows}</thead><tbody>{rows}</tbody></table>'
        assert streams(drawn_cured(page_of(table))) == streams(drawn(page_of(table)))


def test_elements_that_differ_in_their_id_alone_look_alike_and_links_find_them() -> None:
    rows = "".join(
        f'<h4 id="c{n}">One <span>{n}</span></h4><p><a href="#c{n}">to {n}</a> <a href="#none{n}">x</a></p>'
        for n in range(90)
    )
    html = page_of(
        f'<h1 id="top">Tides</h1>{rows}', style="h4:first-of-type { color: red } #c7 { color: blue }"
    )
    cured = streams(drawn_cured(html))
    assert cured == streams(drawn(html))
    assert any(b"(c89)" in said for said in cured)


COUNTERS = (
    "a::after { content: target-counter(attr(href), page) }",
    "a::after { content: counter(page) '/' counter(pages) ' ' target-counter(attr(href), page, upper-roman) }",
    "a::before { content: 'page ' target-counter(attr(href), page) } li { width: 9mm; margin-bottom: 4mm }",
    "h2 { counter-increment: own } a::after { content: target-counter(attr(href), own) counter(own) }",
)


@pytest.mark.parametrize("style", COUNTERS)
def test_what_a_page_says_of_others_is_right_though_it_is_laid_out_less_often(
    style: str,
) -> None:
    links = "".join(f'<li><a href="#s{n}">section {n}</a></li>' for n in range(9))
    body = "".join(f'<h2 id="s{n}">{n}</h2><p>{"The tide is high. " * 90 * n}</p>' for n in range(9))
    html = page_of(f'<ul>{links}</ul>{body}<p><a href="#s0">back</a> <a href="#s8">here</a></p>', style)
    assert streams(drawn_cured(html)) == streams(drawn(html))


@pytest.mark.parametrize(
    "style",
    [
        "@page :first { margin: 50mm } @page :left { @top-left { content: 'left' } }",
        "@page tides { size: A5 landscape } h2 { page: tides; break-before: right } @page :blank { background: #eee }",
        "@page :nth(3n) { margin: 40mm; @bottom-left { content: counter(page) } }",
        "@page { counter-increment: page 2 own } h2 { break-after: left } @page :first { @bottom-right { content: counter(own) } }",
    ],
)
def test_pages_of_one_kind_look_as_they_did(style: str) -> None:
    html = page_of("".join(f"<h2>{n}</h2><p>{'The tide is high. ' * 400}</p>" for n in range(5)), style)
    assert streams(drawn_cured(html)) == streams(drawn(html))


def test_the_contents_are_laid_out_twice_and_not_three_times(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapporteur.reports.cures import pages

    laid_out: list[int] = []
    remake = pages.remake_by_renderer

    def counted(index: int, *rest: Any) -> Any:
        laid_out.append(index)
        return remake(index, *rest)

    monkeypatch.setattr(pages, "remake_by_renderer", counted)
    drawn_cured(to_print(briefing))
    assert laid_out.count(0) == 2
    assert len(laid_out) == max(laid_out) + 2


def test_the_words_of_a_figure_stand_where_they_stood(
    briefing: Briefing, caplog: pytest.LogCaptureFixture
) -> None:
    assert any(word.anchor == "end" for figure in briefing.figures for word in figure.words)
    uncured, cured = drawn(to_print(briefing)), drawn_cured(to_print(briefing))
    assert len(cured) < len(uncured)
    assert uncured.count(b"/Transparency") > cured.count(b"/Transparency") == 0
    assert not [record for record in caplog.records if record.levelname == "ERROR"]
    ours, theirs = letters_and_places(cured), letters_and_places(uncured)
    assert "".join(c for c, _ in ours) == "".join(c for c, _ in theirs)
    for (letter, here), (_, there) in zip(ours, theirs, strict=True):
        assert all(abs(a - b) < 3 for a, b in zip(here, there, strict=True)), (letter, here, there)


def test_a_text_that_says_more_of_itself_is_left_to_the_renderer() -> None:
    more = 'x="9" y="20" letter-spacing="4"', 'x="9" y="20" dx="3"', 'x="9"'
    for text in (
        *(f"<text {said}>high tide</text>" for said in more),
        '<text x="9" y="9">a<tspan dy="4">b</tspan></text>',
    ):
        html = f'<html lang="en"><svg xmlns="http://www.w3.org/2000/svg" width="90" height="40">{text}</svg></html>'
        assert streams(drawn_cured(html)) == streams(drawn(html))


# --------------------------------------------------------------------------------------------------
# The renderer as it was


def state() -> list[Any]:
    """What the renderer has in each place that is set right."""
    return [cures._at(owner, name) for owner, name, _, _ in cures._found()]


def test_the_renderer_is_as_it_was_when_the_page_is_done() -> None:
    found, before = cures._found(), state()
    assert len(before) > 20
    with pytest.raises(ValueError, match="torn"), cures.cured():
        now = [cures._at(owner, name) for owner, name, _, _ in found]
        assert not [mine for mine, theirs in zip(now, before, strict=True) if mine is theirs]
        raise ValueError("torn")
    assert state() == before


def test_another_release_of_the_renderer_is_left_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint
    from weasyprint import svg

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    text = svg.TAGS["text"]
    with cures.cured():
        assert svg.TAGS["text"] is text


def test_a_renderer_that_lacks_a_slow_place_is_left_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    from weasyprint import svg
    from weasyprint.layout import inline

    before = svg.text, svg.SVG.draw_node, dict(svg.TAGS)
    monkeypatch.delattr(inline, "can_break_text")
    with cures.cured():
        assert (svg.text, svg.SVG.draw_node, dict(svg.TAGS)) == before


def test_the_pages_are_numbered_anew_when_one_is_added() -> None:
    import pydyf

    with cures.cured():
        pdf = pydyf.PDF()
        assert pdf.page_references == ()
        for count in (1, 2):
            pdf.add_page(pydyf.Dictionary({"Type": "/Page"}))
            assert len(pdf.page_references) == count


def test_nearly_all_lines_of_our_pages_are_cut_and_drawn_by_the_cure(
    briefing: Briefing, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cure that leaves everything to the renderer would pass all that is above."""
    from rapporteur.reports.cures import lines

    calls = {"cut": 0, "left": 0, "drawn": 0, "left to draw": 0}

    def counted(name: str, work: Any) -> Any:
        def count(*args: Any) -> Any:
            calls[name] += 1
            return work(*args)

        return count

    for name, function in (
        ("cut", "_cut"),
        ("left", "split_by_renderer"),
        ("drawn", "write"),
        ("left to draw", "draw_by_renderer"),
    ):
        monkeypatch.setattr(lines, function, counted(name, getattr(lines, function)))
    drawn_cured(to_print(briefing))
    assert calls["cut"] > 10 * calls["left"] > 0
    assert calls["drawn"] > 10 * calls["left to draw"] > 0
