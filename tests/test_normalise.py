"""Paragraphs, entries, headings, annexes: what becomes a clause and under which address."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.model import Part
from reading import cut, left, read

DECISION = """Decision 7/XY.3

Work programme on harbours

The Conference of the Parties,

Recalling decision 1/XY.1,

Noting the report of the Board,1

1.
Welcomes the report;2

2.
Requests the Board:

(a)
To report on its work, including on:

(i)
Costs;

(ii)
Time;

(b)
To propose a date by 31 March 2027 and to invite the mem-
bers to the meeting that is to be held in twenty-
first place;

3.
Invites members to submit their views no later than

1 XY/2026/5.

2 XY/2026/6 and Add.1.

14

XY/2026/9

ten weeks before the session.

4th plenary meeting
18 November 2026

15

XY/2026/9

Annex

Rules

1.
The members meet once a year. They report.
"""


def test_a_decision_is_cut_as_it_is_numbered() -> None:
    assert [address for address, _ in cut(DECISION)] == [
        "p1", "p2", "p3", "1", "2", "2(a)", "2(a)(i)", "2(a)(ii)", "2(b)", "3", "p4", "annex/1.a", "annex/1.b",
    ]  # fmt: skip


def test_footnotes_page_numbers_and_running_heads_are_left_out_with_their_reason() -> None:
    whys = [why for why, _ in left(DECISION)]
    assert whys.count("footnote") == 2
    assert whys.count("page number") == 2
    assert whys.count("running head") == 2
    texts = [text for _, text in cut(DECISION)]
    assert "Noting the report of the Board," in texts and "Welcomes the report;" in texts


def test_a_sentence_that_a_page_cut_is_whole_again() -> None:
    assert ("3", "Invites members to submit their views no later than ten weeks before the session.") in cut(
        DECISION
    )


def test_a_figure_after_a_page_s_end_is_no_paragraph_s_number() -> None:
    text = "1. The Meeting agreed to limit the rise of the tide to\n\f1.5 metres above the quay.\n\n2. It agreed."
    assert [text for _, text in cut(text)] == [
        "The Meeting agreed to limit the rise of the tide to 1.5 metres above the quay.",
        "It agreed.",
    ]


def test_the_rest_of_a_name_is_no_section() -> None:
    text = "Voting for the action were Ada B. Moor, Chair; John\n\fC. Reed; Rose D. Pike, and others.\n\nThe Meeting rose."
    assert next(text for _, text in cut(text)).endswith("John C. Reed; Rose D. Pike, and others.")


def test_lines_of_one_pattern_that_pages_cut_are_no_running_heads() -> None:
    text = "\n\n".join(
        f"{number}. The provisions of Article {number + 11} of the Treaty on the\n\f{rest} apply to this Protocol."
        for number, rest in ((1, "keeping of lights shall"), (2, "dredging of harbours shall"))
    )
    assert [clause.text for clause in read(text, "protocol.txt").clauses] == [
        "The provisions of Article 12 of the Treaty on the keeping of lights shall apply to this Protocol.",
        "The provisions of Article 13 of the Treaty on the dredging of harbours shall apply to this Protocol.",
    ]


def test_words_that_pages_cut_twice_are_no_running_head() -> None:
    text = "\n\n".join(
        f"{n}. The Meeting noted report {n} of the Members of the Council serving the\n\fHarbour Convention."
        for n in (1, 2, 3)
    )
    assert all(text.endswith("serving the Harbour Convention.") for _, text in cut(text))


def test_a_shortened_word_keeps_its_stop_behind_any_dash() -> None:
    for dash in "-–—\u2011":
        assert (
            len(cut(f"1. The Meeting welcomed the ASEAN{dash}U.S. Digital Policy Forum and its plan.")) == 1
        )


def test_a_contact_line_that_a_page_cut_is_left_out_whole() -> None:
    text = (
        "The Meeting agreed on the plan.\n\nFor more information, please contact the division of the Ministry\n\n2\n"
        "\fof Science.\n\nThe Meeting thanked the host for its welcome."
    )
    assert [text for _, text in cut(text)] == [
        "The Meeting agreed on the plan.",
        "The Meeting thanked the host for its welcome.",
    ]


def test_page_breaks_are_counted() -> None:
    assert {n.kind: n.count for n in read("One line of text.\n\fAnother line of text.").noise}[
        "page breaks"
    ] == 1


def test_a_broken_word_is_mended_by_what_the_text_says_elsewhere() -> None:
    text = dict(cut(DECISION))["2(b)"]
    assert "members" in text and "twenty-first" in text


def test_an_entry_knows_the_line_that_opens_its_list() -> None:
    leads = {c.address.partition("#")[2]: c.lead for c in read(DECISION).clauses}
    assert leads["2(a)"] == "Requests the Board:"
    assert leads["2(a)(i)"] == "To report on its work, including on:"
    assert leads["3"] == ""


def test_preamble_and_closing_are_told_apart() -> None:
    parts = {c.address.partition("#")[2]: c.part for c in read(DECISION).clauses}
    assert parts["p2"] is Part.PREAMBLE and parts["1"] is Part.OPERATIVE and parts["p4"] is Part.CLOSING


def test_headings_are_in_no_clause() -> None:
    text = "1. It met.\n\nNext Steps\n\n2. It agreed.\n\nTRADE AND SKILLS\n\n3. It rose."
    statement = read(text)
    assert [c.section for c in statement.clauses] == ["", "Next Steps", "TRADE AND SKILLS"]
    assert [item.text for item in statement.left_out] == ["Next Steps", "TRADE AND SKILLS"]


def test_a_numbered_heading_may_stand_above_a_list() -> None:
    text = (
        "1. Conditions of the Harbour\n\n(1) The tide stayed low and stable for the whole of the year to date.\n\n"
        "(2) The pilots kept to their charts and brought all of the ships in.\n\n2. Plans for the Quay\n\n"
        "(1) The wall of the quay was to be raised by the end of the year."
    )
    sections = [clause.section for clause in read(text).clauses]
    assert sections == ["1. Conditions of the Harbour"] * 2 + ["2. Plans for the Quay"]


def test_a_bold_fragment_may_end_a_paragraph() -> None:
    start = "1. The Meeting acknowledged the plans of the Group, including efforts to promote the model clauses to help members understand and use them well in the ASEAN"
    text = (
        f"{start}\n\n    **Cross Border Mechanism, which was launched at the first meeting.**\n\n2. It rose."
    )
    assert cut(text, "s.md")[0][1].endswith(
        "in the ASEAN Cross Border Mechanism, which was launched at the first meeting."
    )


def test_a_bold_line_before_a_paragraph_is_a_heading() -> None:
    text = "1. It met.\n\n**Next Meeting**\n\n2. It agreed to meet in Manila."
    assert left(text, "s.md") == [("heading", "Next Meeting")]


def test_addresses_are_unique_even_where_numbers_come_again() -> None:
    text = "1. One.\n\n2. Two.\n\n## Rules\n\n1. One again.\n\n2. Two again.\n\n2. Two once more."
    addresses = [address for address, _ in cut(text, "s.md")]
    assert len(set(addresses)) == len(addresses) == 5
    assert addresses[2] == "rules/1"


def test_a_second_decision_in_one_file_has_its_own_addresses() -> None:
    text = "Decision 1/XY.3\n\n1. One.\n\n2. Two.\n\nDecision 2/XY.3\n\n1. One more.\n\n2. Two more."
    assert [address for address, _ in cut(text)] == ["1", "2", "2-XY.3/1", "2-XY.3/2"]


def test_spans_point_into_the_text_of_the_statement() -> None:
    statement = read(DECISION)
    assert all(statement.text[c.start : c.end] == c.text for c in statement.clauses)


def test_rows_of_a_table_are_clauses() -> None:
    assert cut("| State | Port |\n|---|---|\n| Ondry | Saltmarket |", "s.md") == [
        ("p1", "State | Port"),
        ("p2", "Ondry | Saltmarket"),
    ]


def test_names_below_the_text_are_signatures() -> None:
    names = "\n\n".join(f"NAME {n} SURNAME\n\nSecretary, Department of Fish" for n in range(4))
    text = f"1. It resolved on this.\n\n2. It was approved during the 18th meeting of the force.\n\n{names}"
    assert {why for why, _ in left(text)} == {"signatures"}


def test_release_embargo_contact_and_end_marks_are_left_out() -> None:
    text = (
        "For release at 2:00 p.m.\n\nEmbargo: 10:30\n\nContact: A. Person\n\n1. It met.\n\n2. It rose.\n\n###"
    )
    assert [why for why, _ in left(text)] == ["release line", "embargo line", "contact", "end mark"]
    assert [text for _, text in cut(text)] == ["It met.", "It rose."]


def test_questions_after_a_statement_are_left_out() -> None:
    text = "The Council kept the rates.\n\nWe are now ready to take your questions.\n\nMy question is on prices.\n\nPrices fell."
    assert [text for _, text in cut(text)] == [
        "The Council kept the rates.",
        "We are now ready to take your questions.",
    ]


def test_coverage_counts_what_was_lost() -> None:
    assert read(DECISION).coverage >= 0.99


def test_a_draft_keeps_its_brackets_and_lists_them() -> None:
    statement = read("1. Parties [shall][should] report [by 2030].\n\n2. Parties [may] meet [twice] a year.")
    assert statement.brackets == ("shall", "should", "by 2030", "may", "twice")
    assert statement.kind.value == "draft"
    assert statement.clauses[0].text == "Parties [shall][should] report [by 2030]."


def test_abbreviations_that_the_text_defines_are_known() -> None:
    statement = read(
        "1. It noted the Digital Economy Framework Agreement (DEFA) and the Masterplan 2025 (M 2025)."
    )
    assert ("DEFA", "Digital Economy Framework Agreement") in statement.abbreviations


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "1. It met.",
                "2. It met.",
                "(a) this;",
                "- that;",
                "TITLE",
                "It rose,",
                "and went",
                "5",
                "\f",
                "x-",
            ]
        ),
        max_size=12,
    )
)
def test_no_arrangement_of_lines_loses_a_word(lines: list[str]) -> None:
    text = "\n\n".join(["Start of the text.", *lines])
    statement = read(text)
    seen = " ".join(
        [c.label + " " + c.text for c in statement.clauses] + [item.text for item in statement.left_out]
    )
    assert set(re.findall(r"[a-z]{3,}", text)) <= set(re.findall(r"[a-z]{3,}", seen.replace("-", " ")))
    assert len({c.address for c in statement.clauses}) == len(statement.clauses)


def test_the_sample_is_read_whole(sample: Path) -> None:
    for path in sorted(sample.glob("statements/*/*.*")):
        statement = read(path.read_bytes(), path.name)
        assert statement.coverage >= 0.99, path.name


def test_the_sign_of_the_paper_is_no_clause_even_where_no_page_number_stands_beside_it() -> None:
    text = (
        "They agreed to meet.\n\nXYZ/CP/2031/4/Add.1\n\nThey agreed on decision XYZ/CP/2030/2 as it stands.\n"
    )
    assert [said for _, said in cut(text)] == [
        "They agreed to meet.",
        "They agreed on decision XYZ/CP/2030/2 as it stands.",
    ]
    assert ("running head", "XYZ/CP/2031/4/Add.1") in left(text)
