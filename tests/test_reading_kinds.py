"""What is printed is what is read: numbers, lists, tables, struck words, brackets and signs, in every format that has them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.clauses.brackets import (
    bracket_changes,
    close_up,
    find_brackets,
    join_readings,
    open_readings,
    read_brackets,
    spread_readings,
)
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Change, ChangeKind, RevisionKind, StatementKind, Strength
from rapporteur.compare.readers import bytes_of, read_bytes
from rapporteur.compare.text.language import tell_language
from rapporteur.compare.text.normalise import fold, signs_of, tidy
from reading import cut, left, read

HEAD = "Joint Statement of the 2nd Meeting of Mill Wardens\n\nArden, 4 May 2031\n\n"


def numbered(*labels: str) -> str:
    return HEAD + "\n\n".join(
        f"{label} The Wardens looked at mill number {at} of the valley." for at, label in enumerate(labels)
    )


# --- the statement's own numbers ---


@pytest.mark.parametrize(
    ("labels", "addresses"),
    [
        (("Article 1.", "Article 2.", "Article 3."), ["Article 1", "Article 2", "Article 3"]),
        (("Rule 1.", "Rule 2."), ["Rule 1", "Rule 2"]),
        (("PP1.", "PP1bis.", "PP2.", "OP1."), ["PP1", "PP1 bis", "PP2", "OP1"]),
        (("1.", "1A.", "1B.", "2."), ["1", "1A", "1B", "2"]),
        (("1.", "1-A.", "2."), ["1", "1-A", "2"]),
        (("1.", "2.", "2 bis", "2 ter", "3."), ["1", "2", "2 bis", "2 ter", "3"]),
        (("1.", "(1A)", "2."), ["1", "1A", "2"]),
    ],
)
def test_a_typed_label_is_the_number_of_its_paragraph(labels: tuple[str, ...], addresses: list[str]) -> None:
    assert [address for address, _ in cut(numbered(*labels))] == addresses


@pytest.mark.parametrize(
    "text",
    [
        "The Wardens recalled Article 3. The Wardens then ate.",
        "2A. The Wardens of two valleys met.",
        "See Section 4. The Wardens agreed.",
    ],
)
def test_a_reference_is_no_label(text: str) -> None:
    assert next(address for address, _ in cut(HEAD + text)).startswith("p1")


def test_a_bold_roman_heading_inside_an_item_ends_no_numbering() -> None:
    source = """# Two valleys

1.  The mills share one weir.
2.  We will keep it. We are bound to mend
    it in spring.

    **I. Raise the northern dyke, clean the ponds of the upper and the
    lower mills, and grease the wheels**
3.  We commit to grease ten wheels by 2033.

    **II. Count the eels**
4.  We agree to count them.
"""
    assert [address for address, _ in cut(source, "s.md")] == ["1", "2.a", "2.b", "3", "4"]
    headings = [text for why, text in left(source, "s.md") if why == "heading"]
    assert any(text.startswith("I. Raise") and text.endswith("wheels") for text in headings)


def test_numbered_entries_below_a_stem_carry_its_act_and_a_resolution_s_paragraphs_do_not() -> None:
    stem = "The weirs leak. This year we must mend them through the following steps:\n\n1.  Plug the holes.\n2.  Grease the gates.\n"
    assert [address for address, _ in cut("# Statement\n\n" + stem, "s.md")] == [
        "p1.a",
        "p1.b",
        "p1(1)",
        "p1(2)",
    ]
    chapeau = "The Wardens agreed as follows:\n\n1. The weirs are to be mended.\n\n2. The gates are to be greased.\n"
    assert [address for address, _ in cut(HEAD + chapeau)] == ["p1", "1", "2"]


def test_a_list_of_numbers_below_a_colon_does_not_end_the_outer_numbers() -> None:
    text = HEAD + "\n\n".join(
        [
            "1. The mills stand.",
            "2. Each mill shall tell:",
            "1. How it stands;",
            "2. What it grinds;",
            "3. The weirs hold.",
            "4. The lamps burn.",
        ]
    )
    assert [address for address, _ in cut(text)] == ["1", "2", "2(1)", "2(2)", "3", "4"]


def test_bullets_of_markdown_are_entries_also_single_and_nested_ones() -> None:
    source = "# Mill crew, May\n\n## Present\n\n* Ada Quern\n* Bo Sluice\n\n## Wheels\n\n* grease the old wheel\n  * Ada: it squeaks. We should do it soon.\n  * Bo: yes\n"
    assert [address for address, _ in cut(source, "s.md")] == [
        "p1(1)",
        "p1(2)",
        "p2(1)",
        "p2(1)(1).a",
        "p2(1)(1).b",
        "p2(1)(2)",
    ]


def test_numbers_nested_in_a_bullet_and_quoted_lines_are_read() -> None:
    source = "1. The Wardens met.\n\n* first of two\n  goes on\n    1. inner one\n    2. inner two\n\n> 2. A quoted line of the `old` roll.\n"
    assert cut(source, "s.md")[1:] == [
        ("1(1)", "first of two goes on"),
        ("1(1)(1)", "inner one"),
        ("1(1)(2)", "inner two"),
        ("2", "A quoted line of the old roll."),
    ]


def test_lines_of_a_preamble_that_end_with_a_semicolon_are_paragraphs() -> None:
    text = """Measure 4 (2031)

The Wardens,
Recalling the rule of the ponds and all that the wardens of the older valley wrote of it in the long winter;
Recalling
·\tRecommendation II-3 (2001), by which the ponds were closed;
·\tMeasure 2 (2012), by which they were opened;
Noting that the ponds are full and that nobody of the valley would want them to be otherwise in this year;2
Decide to keep the ponds open.
"""
    assert [text for _, text in cut(text)][:5] == [
        "The Wardens,",
        "Recalling the rule of the ponds and all that the wardens of the older valley wrote of it in the long winter;",
        "Recalling",
        "Recommendation II-3 (2001), by which the ponds were closed;",
        "Measure 2 (2012), by which they were opened;",
    ]
    assert ("footnote mark", "2") in left(text)


def test_bold_headline_sentences_are_headings_and_one_emphasis_is_not() -> None:
    source = "# Declaration\n\n**First, we resolve to mend the weirs.**\n\nWe will hire ten masons.\n\n**Second, we commit to the eels.**\n\nWe will count them in May.\n"
    assert [text for _, text in cut(source, "s.md")] == [
        "We will hire ten masons.",
        "We will count them in May.",
    ]
    assert (
        len(cut(source.replace("**Second, we commit to the eels.**", "We think of the eels."), "s.md")) == 4
    )


def test_who_signed_is_left_out_and_listed() -> None:
    source = "# Declaration\n\nWe will mend the weirs.  \n   \nMay 4, 2031  \n   \nPrime Minister Ada Quern of Arden  \nPresident Bo Sluice of Coll  \n"
    made = read(source, "s.md")
    assert [clause.text for clause in made.clauses] == ["We will mend the weirs."]
    assert made.signatories == ("Prime Minister Ada Quern of Arden", "President Bo Sluice of Coll")


def test_the_states_that_the_opening_names_are_the_signatories() -> None:
    made = read(
        "Joint Statement\n\nWe, the Governments of Arden, Bray, and Coll, reaffirm our will to keep the weir.\n\nWe will meet again."
    )
    assert made.signatories == ("Arden", "Bray", "Coll")


def test_a_link_that_was_cut_out_of_a_sentence_is_put_back() -> None:
    text = (
        HEAD
        + "The level of the pond is that which was drawn in the spring\nPond Report of the Valley\n. Even so, rain may come over the hills and fill it.\n"
    )
    assert [t for _, t in cut(text)] == [
        "The level of the pond is that which was drawn in the spring Pond Report of the Valley.",
        "Even so, rain may come over the hills and fill it.",
    ]


# --- tables, struck words, tracked changes ---


def test_cells_that_span_rows_stand_in_each_and_a_nested_table_stands_once() -> None:
    page = """<html><body><h1>Joint Statement</h1><p>1. The Wardens adopted these tasks:</p><table>
    <tr><th>Mill</th><th>Task</th><th>By</th></tr><tr><td rowspan=2>Arden</td><td>will mend the weir</td><td>2031</td></tr>
    <tr><td>will grease the gate</td><td>2032</td></tr></table></body></html>"""
    assert [text for _, text in cut(page, "s.html")][1:] == [
        "Arden | will mend the weir | 2031", "Arden | will grease the gate | 2032",
    ]  # fmt: skip


def test_two_languages_side_by_side_are_one_text() -> None:
    rows = [("1.", "The Wardens agreed to keep the weir of the valley open to all.", "1.", "Les gardes ont décidé de garder le barrage de la vallée ouvert à tous."),
            ("2.", "The Wardens thanked the people of the valley for the bread.", "2.", "Les gardes ont remercié les gens de la vallée pour le pain.")]  # fmt: skip
    cells = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    page = f"<html><body><h1>Joint Statement</h1><table>{cells}</table></body></html>"
    assert [address for address, _ in cut(page, "s.html")] == ["1", "2"]
    assert sum(why == "another language (fr)" for why, _ in left(page, "s.html")) == 4


STRUCK = {
    "s.md": "1. The Wardens ~~urged~~ invited mills to grind.\n",
    "s.html": "<html><body><p>1. The Wardens <del>urged</del> <ins>invited</ins> mills to grind.</p></body></html>",
    "t.html": "<html><body><table><tr><td>1</td><td>The Wardens <s>urged</s> invited mills to grind.</td></tr></table></body></html>",
}


@pytest.mark.parametrize("name", STRUCK)
def test_struck_words_are_no_text_and_make_a_draft(name: str) -> None:
    made = read(STRUCK[name], name)
    assert "urged" not in made.text and "invited mills" in " ".join(made.text.split())
    assert made.kind is StatementKind.DRAFT and ("struck text", "urged") in [
        (i.why, i.text) for i in made.left_out
    ]


def test_a_stray_strike_in_a_long_text_makes_no_draft() -> None:
    text = (
        "# Joint Statement\n\n"
        + "We will keep the weir of the valley open to all who come. " * 200
        + "It is a ~~of~~ good weir.\n"
    )
    assert read(text, "s.md").kind is not StatementKind.DRAFT


def word_file(build: Any) -> bytes:
    document = docx.Document()
    build(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def tracked(kind: str, text: str) -> Any:
    change, run, shown = (
        OxmlElement(f"w:{kind}"),
        OxmlElement("w:r"),
        OxmlElement("w:delText" if kind == "del" else "w:t"),
    )
    change.set(qn("w:author"), "A. Clerk")
    shown.text = text
    run.append(shown)
    change.append(run)
    return change


def test_tracked_changes_in_cells_and_deleted_rows_are_told() -> None:
    def build(document: Any) -> None:
        document.add_paragraph("1. The Wardens adopted:")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = (
            "Arden",
            "Bray",
            "will dig a pond",
        )
        cell = table.cell(0, 1).paragraphs[0]
        cell.add_run("will mend ")
        cell._p.append(tracked("del", "one"))
        cell._p.append(tracked("ins", "two"))
        cell._p.append(cell.add_run(" weirs")._r)
        properties = table.rows[1]._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:del"))

    made = read(word_file(build), "s.docx")
    assert [clause.text for clause in made.clauses][1:] == ["Arden | will mend two weirs"]
    assert [(r.kind, r.text) for r in made.revisions] == [
        (RevisionKind.DELETION, "one"), (RevisionKind.INSERTION, "two"), (RevisionKind.DELETION, "Bray | will dig a pond"),
    ]  # fmt: skip
    assert made.kind is StatementKind.DRAFT


def test_word_strikes_merges_and_powers() -> None:
    def build(document: Any) -> None:
        paragraph = document.add_paragraph("1. The Wardens ")
        paragraph.add_run("urged").font.strike = True
        paragraph.add_run(" invited mills to grind 10")
        paragraph.add_run("4").font.superscript = True
        paragraph.add_run(" sacks.")
        table = document.add_table(rows=2, cols=2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "Arden"
        table.cell(0, 1).text, table.cell(1, 1).text = "will mend a weir", "will dig a pond"

    made = read(word_file(build), "s.docx")
    assert [" ".join(clause.text.split()) for clause in made.clauses] == [
        "The Wardens invited mills to grind 10^4 sacks.", "Arden | will mend a weir", "Arden | will dig a pond",
    ]  # fmt: skip


def test_powers_of_ten_in_markup() -> None:
    assert (
        "10^7 sacks"
        in read("<html><body><p>We ground 10<sup>7</sup> sacks.</p></body></html>", "s.html").text
    )
    assert "10^7 sacks" in read("We ground 10<sup>7</sup> sacks of **rye**.", "s.md").text


# --- signs, marks nobody sees, wide figures, other line ends ---


def test_a_power_is_no_number_and_signs_are_told_apart() -> None:
    assert fold("10⁶ sacks") != fold("106 sacks") and fold("５０ sacks") == fold("50 sacks")
    assert (
        signs_of("≤ 5") != signs_of("≥ 5")
        and signs_of("+3") != signs_of("-3")
        and signs_of("3") != signs_of("−3")
    )
    assert signs_of("a – b, c-d “e” (f)") == ()


@pytest.mark.parametrize("mark", "\u202a\u202d\u2066\u2068\u061c\u034f\u180e\ufe0f\u200b\u2060\ufeff")
def test_marks_that_nobody_sees_leave_no_trace(mark: str) -> None:
    assert tidy(f"by {mark}4 May{mark} 2031") == "by 4 May 2031"
    made = read(f"Joint Statement\n\nArden, {mark}4{mark} May 2031\n\nWe will meet again in the valley.")
    assert made.meeting.date == "2031-05-04"


def test_wide_figures_are_figures_and_counted_as_noise() -> None:
    made = read(
        "Joint Statement\n\nArden, ４ May ２０３１\n\n１. We will meet by ３０ June ２０３２ in the valley."
    )
    assert made.meeting.date == "2031-05-04" and "30 June 2032" in made.text
    assert any(noise.kind == "wide characters" for noise in made.noise)


@pytest.mark.parametrize("end", ["\u2028", "\u2029", "\x85", "\r\n", "\r", "\x0b"])
def test_other_line_ends_are_line_ends(end: str) -> None:
    text = numbered("1.", "2.", "3.").replace("\n\n", end * 2)
    assert [address for address, _ in cut(text)] == ["1", "2", "3"]


# --- square brackets ---


def test_brackets_are_a_tree_and_lonely_ones_are_told() -> None:
    tree, lonely = read_brackets("We [shall [gladly] [not]] open] the [weir")
    assert [len(one.inner) for one in tree] == [2] and lonely == 2
    assert find_brackets("x [a [b]] y") == ("a [b]",)


def test_bracketed_words_are_read_as_alternatives() -> None:
    assert [" ".join(text.split()) for text in open_readings("We [urge][invite] mills [no text] by [2031] [2032].")] == [
        "We urge mills by 2031 .", "We invite mills by 2032 .",
    ]  # fmt: skip


def test_what_opened_and_what_was_settled_is_said() -> None:
    assert bracket_changes("We [agree] to mill.", "We agree to [mill].") == (
        "brackets opened: “mill”",
        "brackets settled: “agree”",
    )
    assert bracket_changes("We agree.", "We agree.") == ()


@given(st.text(alphabet="ab []/", max_size=60))
def test_readings_are_as_long_as_the_text_and_hold_no_bracket(text: str) -> None:
    for reading in open_readings(text):
        assert len(reading) == len(text) and not set("[]") & set(reading)
        assert all(a == b or a == " " for a, b in zip(reading, text, strict=True))


def test_a_statement_s_readings_join_to_the_statement() -> None:
    made = read(HEAD + "1. The Wardens [agreed][decided] to grind.\n\n2. The Wardens met.")
    readings = spread_readings(made)
    assert len(readings) == 2 and "[" not in close_up(readings[0]).clauses[0].text
    assert [clause.text for clause in join_readings(made, readings).clauses] == [
        clause.text for clause in made.clauses
    ]


def test_much_in_brackets_makes_a_draft_and_a_lone_bracket_does_not() -> None:
    assert (
        read(HEAD + "1. The Wardens [agreed] to [grind [rye] and oats] by [May 2031].").kind
        is StatementKind.DRAFT
    )
    assert (
        read(HEAD + "1. The [TF of Wardens agreed to grind.\n\n" + "2. We met. " * 40 + "]").kind
        is not StatementKind.DRAFT
    )
    printed = {fact.name: fact.value for fact in read(HEAD + "1. We [agree] to [mill.").detected}["brackets"]
    assert printed == "2"


def test_options_are_entries_of_their_paragraph() -> None:
    text = (
        HEAD
        + "1. The mills shall grind:\n\nOption 1: rye of the valley;\n\nOption 2: oats of the hills.\n\n2. The mills rest."
    )
    assert [address for address, _ in cut(text)] == ["1", "1(Option 1)", "1(Option 2)", "2"]


# --- coverage, language, files ---


def test_coverage_counts_sentences_taken_for_headings_and_numbers_that_became_clauses_as_lost() -> None:
    whole = read(numbered("1.", "2.", "3."))
    assert whole.coverage == 1.0 and whole.numbering == (3, 3)
    page = "<html><body><h2>The Wardens agreed to mend the weir of the upper valley before the first of May.</h2><p>We met.</p></body></html>"
    assert read(page, "s.html").coverage < 0.4


def test_a_number_that_is_printed_and_not_found_is_counted() -> None:
    made = read("1. We met.\n\n2. We ate.\n\n" + "We saw 7 mills.\n3. 4. 5.\n\n4. We left.", "s.txt")
    found, printed = made.numbering
    assert printed >= found


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("We will hold one council a year. We will train ten millers.", "en"),
        (
            "Present\nAda Quern (voting member)\nBo Sluice (voting member)\nWheel: update published, see ticket 12",
            "en",
        ),
        ("Les gardes ont décidé de garder le barrage de la vallée.", "fr"),
        ("Zorp blik qwat frell nimbo drask", "und"),
    ],
)
def test_short_and_terse_texts_are_told_their_language(text: str, code: str) -> None:
    assert tell_language(text) == code


def test_what_is_no_statement_is_said_in_clear_words(tmp_path: Path) -> None:
    for data, name, told in (
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n", "a.pdf", "git lfs pull"),
        (b"1. We met.\n<<<<<<< HEAD\n2. We ate.\n=======\n2. We slept.\n>>>>>>> theirs\n", "a.txt", "line 2"),
        (
            b"<html><head><title>404 Not Found</title></head><body><h1>404 Not Found</h1></body></html>",
            "a.pdf",
            "error page",
        ),
        (
            b"<html><body><p>The Wardens of the valley met and agreed to grind.</p></body></html>",
            "a.pdf",
            "not a PDF",
        ),
    ):
        with pytest.raises(UnreadableError, match=told):
            read_bytes(data, name)
    loop = tmp_path / "loop.txt"
    loop.symlink_to(loop)
    with pytest.raises(UnreadableError, match="leads to itself"):
        bytes_of(loop)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "1.",
                "2.",
                "(a)",
                "i)",
                "*",
                "- ",
                "> ",
                "Option 1:",
                "2 bis",
                "[",
                "]",
                "~~",
                "Recalling",
                "",
                "The Wardens met.",
                "12A.",
            ]
        ),
        max_size=25,
    )
)
def test_no_mix_of_marks_loses_a_word_or_breaks_the_reader(marks: list[str]) -> None:
    text = (
        "\n\n".join(f"{mark} the mill of Arden{at} grinds" for at, mark in enumerate(marks))
        + "\n\nThe Wardens met.\n"
    )
    made = read(text, "s.md")
    everything = made.text + " ".join(item.text + " " for item in made.left_out)
    assert all(f"Arden{at}" in everything for at in range(len(marks)))


def test_a_changed_sign_is_a_change_of_the_statement() -> None:
    from rapporteur.compare.comparison import compare_statements

    text = (
        HEAD
        + "1. The Wardens thanked Bray for bread.\n\n2. The Wardens set the toll at €4 and the weir at ≤ 2 m.\n"
    )
    for old, new in (("€4", "$4"), ("≤", "≥"), ("toll", "[toll]")):
        changes = compare_statements(read(text), read(text.replace(old, new)), force=True).changes
        assert [change.kind for change in changes if change.kind is not ChangeKind.UNCHANGED] == [
            ChangeKind.REWORDED
        ]


# --- kinds of papers, notes, signs: the second round ---

RECORD = "Weir Technical Committee Meeting 2031-05-04\n\n{}\n\nAda Quern\n\nBo Sluice\n\n{}\n\nThe weir is mended. We will count the eels.\n"


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        ("Present", "Agenda", StatementKind.MINUTES),
        ("ATTENDEES:", "1. Announcements", StatementKind.MINUTES),
        ("Apologies", "Any other business", StatementKind.MINUTES),
        ("Présents", "Ordre du jour", StatementKind.MINUTES),
        ("Present", "Present", StatementKind.STATEMENT),
        ("The weir", "The pond", StatementKind.STATEMENT),
    ],
)
def test_the_sections_of_minutes_tell_minutes(first: str, second: str, kind: StatementKind) -> None:
    assert read(RECORD.format(first, second)).kind is kind


def test_minutes_are_no_central_bank_text(tmp_path: Path) -> None:
    (tmp_path / "minutes.txt").write_text(
        "Minutes of the Weir Committee\n\n4 May 2031\n\n1. The Committee agreed to mend the weir.\n"
    )
    (tmp_path / "bank.txt").write_text(
        "Monetary policy decision\n\n4 May 2031\n\nThe Mill Bank decided to keep the key rate at 5 per cent.\n"
    )
    why = {
        name: next(
            item.reason for item in read_statement(tmp_path / name).detected if item.name == "acts"
        )
        for name in ("minutes.txt", "bank.txt")
    }  # fmt: skip
    assert "central-bank" not in why["minutes.txt"]
    assert "records" in why["minutes.txt"]
    assert "central-bank" in why["bank.txt"]


def test_notes_in_one_block_are_left_out_with_their_marks() -> None:
    text = (
        HEAD
        + "1. The Wardens looked1 at the weir by the end of 2031.2\n\n2. They counted the eels of 2030³ and the mills[4] of the valley.\n\n"
        "1 Coll was absent.\n2 The weir was open\nto all.\n³ By hand.\n[4] But for the old one.\n"
    )
    made = read(text)
    assert [clause.text for clause in made.clauses] == [
        "The Wardens looked at the weir by the end of 2031.",
        "They counted the eels of 2030 and the mills of the valley.",
    ]
    assert [item.text for item in made.left_out if item.why == "footnote"] == [
        "1 Coll was absent.", "2 The weir was open to all.", "³ By hand.", "[4] But for the old one.",
    ]  # fmt: skip
    assert "brackets" not in {item.name for item in made.detected}


def test_the_note_of_a_raised_mark_is_left_out_of_a_page() -> None:
    page = "<html><body><h1>Joint Statement</h1><p>1. The Wardens paid 5 crowns<sup>1</sup> for the weir.</p><p><sup>1</sup> In coins of 2030.</p><p><sup>2</sup> Not a note.</p></body></html>"
    assert ("footnote", "In coins of 2030.") in left(page, "s.html")
    assert [text for _, text in cut(page, "s.html")] == [
        "The Wardens paid 5 crowns for the weir.",
        "Not a note.",
    ]


def test_numbered_lines_without_stops_are_paragraphs_of_their_own() -> None:
    text = "Minutes of the Weir Board Meeting\n\n1. Date of meeting: Sunday, 4 May 2031\n2. Place: Weir House, Arden\n3. Chair: A. Quern\n\nThe Board agreed to mend the weir.\n"
    assert [address for address, _ in cut(text)] == ["1", "2", "3", "p1"]


@pytest.mark.parametrize("digits", ["１２３", "123"])
def test_wide_digits_give_the_same_addresses(digits: str) -> None:
    text = HEAD + "\n\n".join(f"{digit}. The Wardens looked at the weir." for digit in digits)
    assert [address for address, _ in cut(text)] == ["1", "2", "3"]


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("The Wardens took the path A→B by the pond.", "The Wardens took the path B→A by the pond.", ChangeKind.REWORDED),
        ("The Wardens cut the toll by 10-15% in May.", "The Wardens cut the toll by 10–15 percent in May.", ChangeKind.EDITORIAL),
        ("The Wardens counted 10 000 eels.", "The Wardens counted 10,000 eels.", ChangeKind.EDITORIAL),
        ("The Wardens counted 10,000 eels.", "The Wardens counted 10.000 eels.", ChangeKind.REWORDED),
        ("The Wardens counted 10 000 eels.", "The Wardens counted 10,500 eels.", ChangeKind.REWORDED),
        ("The Wardens counted a weir.", "The Wardens counted the weir.", ChangeKind.EDITORIAL),
    ],
)  # fmt: skip
def test_a_sign_that_turns_is_a_change_and_another_spelling_of_a_number_none(
    old: str, new: str, kind: ChangeKind, tmp_path: Path
) -> None:
    assert _only_change(old, new, tmp_path).kind is kind


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Wardens urged the millers to mend the weir.", "The Wardens [urged][invited] the millers to mend the weir."),
        ("The Wardens [agreed] [decided] to mend the weir.", "The Wardens decided to mend the weir."),
        ("The Wardens noted the e-mail and non-binding rules.", "The Wardens noted the email and nonbinding rules."),
    ],
)  # fmt: skip
def test_neither_brackets_nor_another_spelling_bind_more_or_less(old: str, new: str, tmp_path: Path) -> None:
    assert _only_change(old, new, tmp_path).strength in (Strength.SAME, Strength.NA)


def _only_change(old: str, new: str, folder: Path) -> Change:
    sides = []
    for year, text in ((2031, old), (2032, new)):
        path = folder / f"{year}-05-04-wardens.txt"
        path.write_text(f"Joint Statement of Mill Wardens\n\nArden, 4 May {year}\n\n1. {text}\n")
        sides.append(read_statement(path))
    return compare_statements(*sides, force=True).changes[0]


@pytest.mark.parametrize("blank", ["* *", "*\xa0 *", "*\n*", "*\xa0\n* "])
def test_a_blank_in_italics_is_no_bullet_and_no_star(blank: str) -> None:
    text = f"# Joint Statement\n\nThe Wardens will keep the weir from all harm that comes by night, and they named the thieves.{blank} They counted the eels.\n"
    assert [text for _, text in cut(text, "s.md")][1:] == ["They counted the eels."]


def test_a_bullet_below_a_line_in_italics_stays_one() -> None:
    assert [address for address, _ in cut("# Joint Statement\n\n*The weir and the mills.*\n* We will mend the weir.\n* We will count the eels.\n", "s.md")][-2:] == ["p1(1)", "p1(2)"]  # fmt: skip
