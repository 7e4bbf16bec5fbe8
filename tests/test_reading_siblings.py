"""Each kind of fault once more: another format, another wording, another language than the case that showed it."""

from __future__ import annotations

import pytest
from rapporteur.compare.model import StatementKind
from reading import cut, left, read

PAGE = "<html><body><h1>Joint Statement of Mill Wardens</h1>{}</body></html>"


def page(*paragraphs: str) -> str:
    return PAGE.format("".join(f"<p>{text}</p>" for text in paragraphs))


@pytest.mark.parametrize(
    ("text", "name", "addresses"),
    [
        ("Joint Statement\n\nArticle premier. Les villes gardent le barrage.\n\nArticle 2. Les villes comptent les poissons.\n", "s.txt", ["Article premier", "Article 2"]),
        ("Joint Statement\n\nArticle 1er. Les villes gardent le barrage.\n\nArticle 2. Les villes comptent les poissons.\n", "s.txt", ["Article 1er", "Article 2"]),
        ("Declaración conjunta\n\nArtículo 1.- Las ciudades cuidan la presa.\n\nArtículo 2.- Las ciudades cuentan peces.\n", "s.txt", ["Artículo 1", "Artículo 2"]),
        (page("PP1 Recalling the code,", "PP1bis Noting the weir,", "OP1 Urges towns to mend it;", "OP2. Requests a report."), "s.html", ["PP1", "PP1 bis", "OP1", "OP2"]),
        ("# Joint Statement\n\n- first step goes on\n  1. one within\n  2. two within\n- second step\n", "s.md", ["p1(1)", "p1(1)(1)", "p1(1)(2)", "p1(2)"]),
        ("# Joint Statement\n\n1. We met.\n\n    **I. Mend the weir**\n\n2. We will mend it.\n\n    **II. Count the eels**\n\n3. We will count them.\n", "s.md", ["1", "2", "3"]),
    ],
)  # fmt: skip
def test_labels_in_other_formats_and_languages(text: str, name: str, addresses: list[str]) -> None:
    assert [address for address, _ in cut(text, name)] == addresses


def test_op_and_pp_inside_a_sentence_are_no_labels() -> None:
    told = cut("Joint Statement\n\n1. The Wardens discussed\nOP2 of the draft and kept it.\n\n2. They met.\n")
    assert told == [("1", "The Wardens discussed OP2 of the draft and kept it."), ("2", "They met.")]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("# Rate statement\n\nThe pond differs little from that of the spring\n\n[Pond Report](https://x.org)\n\n, which was drawn in May. Even so, rain may come.\n", "s.md"),
        (PAGE.format("<p>The pond differs little from that of the spring</p><p><a href='https://x.org'>Pond Report</a></p><p>, which was drawn in May. Even so, rain may come.</p>"), "s.html"),
        ("Rate statement\n\nThe pond differs little from that of the spring\nPond Report\n, which was drawn in May. Even so, rain may come.\n", "s.txt"),
    ],
)  # fmt: skip
def test_a_link_that_cut_a_sentence_is_put_back_in_every_format(text: str, name: str) -> None:
    assert [text for _, text in cut(text, name)] == [
        "The pond differs little from that of the spring Pond Report, which was drawn in May.",
        "Even so, rain may come.",
    ]


@pytest.mark.parametrize("mark", ["¹", "[2]", "3", ""])
def test_a_preamble_ends_with_a_note_s_mark_of_any_form(mark: str) -> None:
    text = f"Resolution 5\n\nThe Assembly of Mill Wardens,\n\nNoting the road map of the millers;{mark}\n\nRecalling the old code,\n\n1. URGES towns to mend the weir.\n"
    assert "Noting the road map of the millers;" in [told for _, told in cut(text)]


def test_a_raised_note_behind_a_year_s_stop_is_left_out() -> None:
    text = "Joint Statement\n\n1. The Wardens cut soot by 10⁶ grams over 5 km² by the end of 2030.¹\n\n¹ In air.\n"
    assert [told for _, told in cut(text)] == [
        "The Wardens cut soot by 10⁶ grams over 5 km² by the end of 2030."
    ]
    assert ("footnote", "¹ In air.") in left(text)


def test_what_a_preamble_leads_to_is_a_paragraph() -> None:
    text = "Recommendation V-3\n\nThe Wardens,\nRecalling the Code;\nDesiring to mend the weir;\nRecommend to their towns:\n1. to mend the weir;\n2. to count the eels.\n"
    assert [told for _, told in cut(text)] == [
        "The Wardens,", "Recalling the Code;", "Desiring to mend the weir;", "Recommend to their towns:", "to mend the weir;", "to count the eels.",
    ]  # fmt: skip
    assert read(text).title == "Recommendation V-3"


def test_entries_of_a_list_are_no_title() -> None:
    made = read("# Mill Committee call\n\n## Attendees\n\n- Ada\n- Bo\n\n## Decisions\n\n- mend the weir\n- count the eels\n", "s.md")  # fmt: skip
    assert (made.title, made.kind) == ("Mill Committee call", StatementKind.MINUTES)


@pytest.mark.parametrize(
    ("text", "name", "signed"),
    [
        (PAGE.format("<p>We will mend the weir of the valley.</p><p>Done at Arden, 4 May 2031</p><p>For Arden:<br>Ada Quern</p><p>For Bray:<br>Bo Sluice</p>"), "s.html", ("For Arden:", "For Bray:")),
        ("Declaración de los Molinos\n\nRepararemos la presa.\n\nArden, 4 de mayo de 2031\n\nPresidenta Ada Quern de Arden\nPrimer Ministro Bo Sluice de Bray\n", "s.txt", ("Presidenta Ada Quern de Arden", "Primer Ministro Bo Sluice de Bray")),
        ("Joint Declaration\n\nWe will mend the weir.\n\nADA QUERN\nPrime Minister of Arden\n\nBO SLUICE\nPresident of Bray\n", "s.txt", ("Prime Minister of Arden", "President of Bray")),
    ],
)  # fmt: skip
def test_signatures_of_other_papers(text: str, name: str, signed: tuple[str, ...]) -> None:
    made = read(text, name)
    assert made.signatories == signed
    assert len(made.clauses) == 1


@pytest.mark.parametrize("dash", "-‑–—")
def test_a_number_that_letters_lead_belongs_to_its_no(dash: str) -> None:
    told = cut(
        f"Joint Statement\n\n1. The Wardens recalled Resolution No. ES{dash}11/1 of the mills. They met.\n"
    )
    assert [address for address, _ in told] == ["1.a", "1.b"]
