"""PDF pages as publishers and drafters make them: what is text, what is not, and what of a table belongs together."""

from __future__ import annotations

import pytest
from pdf_maker import box, line, make_pdf, pieces, rule, turned
from reading import cut, left, read

TEXT = [
    "1. The Millers agreed to open the upper weir to every barge of the valley",
    "and to keep the toll of the lower weir as it stands until the harvest is in.",
    "2. The Millers asked the Sluice Office to count the eels of both weirs in May",
    "and to send the count to each mill before the lamps are lit.",
    "3. The Millers thanked the people of Arden for bread and for a dry roof.",
]


def lines(x: float = 90, top: float = 700, step: float = 16) -> list[str]:
    return [line(text, x, top - step * at) for at, text in enumerate(TEXT)]


PLAIN = [text for _, text in cut(make_pdf(lines()), "plain.pdf")]


def test_the_plain_page_has_three_paragraphs() -> None:
    assert [address for address, _ in cut(make_pdf(lines()), "plain.pdf")] == ["1", "2", "3"]


@pytest.mark.parametrize("step", [1, 5])
def test_line_numbers_in_the_margin_are_no_text(step: int) -> None:
    numbered = range(step, 31, step)
    many = lines() + [
        line(f"The roof of mill {at} was thatched in spring and holds.", 90, 700 - 16 * at)
        for at in range(5, 30)
    ]
    numbers = [line(str(at), 60, 700 - 16 * (at - 1), size=8) for at in numbered]
    found = left(make_pdf([*many, *numbers]), "numbered.pdf")
    assert [text for why, text in found if why == "line number"] == [str(at) for at in numbered]
    assert [text for _, text in cut(make_pdf([*many, *numbers]), "numbered.pdf")][:2] == PLAIN[:2]


def test_bare_paragraph_numbers_in_a_row_are_no_line_numbers() -> None:
    paragraphs = [
        part
        for at in range(1, 6)
        for part in (
            line(str(at), 60, 720 - 60 * at),
            *(
                line(
                    f"The ferry of {place} runs {at} times a day when the river is low,",
                    90,
                    720 - 60 * at - 14 * row,
                )
                for row, place in enumerate(("Arden", "Bray", "Coll"))
            ),
        )
    ]
    assert not [why for why, _ in left(make_pdf(paragraphs), "bare.pdf") if why == "line number"]


def test_a_watermark_is_left_out_letter_for_letter() -> None:
    made = make_pdf([turned("SECRET", 150, 500), *lines()])
    assert [text for _, text in cut(made, "w.pdf")] == PLAIN
    assert ("watermark", "SECRET") in left(made, "w.pdf")


@pytest.mark.parametrize(
    "hidden",
    [
        [line("4. The Millers sold the weir.", 90, 560, more="3 Tr")],
        [line("4. The Millers sold the weir.", 90, 560, more="1 1 1 rg")],
        [line("4. The Millers sold the weir.", 90, 900)],
        [line("4. The Millers sold the weir.", 90, 560), box(80, 550, 300, 24)],
    ],
    ids=["no fill", "white on white", "off the page", "under a box"],
)
def test_what_no_reader_of_the_page_sees_is_left_out_and_said(hidden: list[str]) -> None:
    made = make_pdf([*lines(), *hidden])
    assert [text for _, text in cut(made, "h.pdf")] == PLAIN
    assert [text for why, text in left(made, "h.pdf") if why == "hidden"] == ["4. The Millers sold the weir."]


def test_white_letters_on_a_dark_bar_are_seen() -> None:
    made = make_pdf(
        [*lines(), box(80, 550, 420, 24), line("4. The Millers lit the lamp.", 90, 560, more="1 1 1 rg")]
    )
    assert [text for _, text in cut(made, "bar.pdf")][-1] == "The Millers lit the lamp."


def test_words_parted_by_a_narrow_gap_are_parted() -> None:
    made = make_pdf(
        [
            pieces(
                ["1. The eels made few turnings", "for most of the spring, the barges", "less."],
                72,
                700,
                gap=115,
            )
        ]
    )
    assert cut(made, "gap.pdf")[0][1] == "The eels made few turnings for most of the spring, the barges less."


def test_a_heading_set_letter_by_letter_is_words() -> None:
    spaced = pieces(list("THE MILLS"), 90, 740, gap=350, size=14)
    assert "THE MILLS" in [
        text for why, text in left(make_pdf([spaced, *lines()]), "s.pdf") if why == "heading"
    ]


def test_a_raised_figure_after_ten_is_a_power() -> None:
    made = make_pdf(
        [
            line("1. The Millers ground 10", 72, 700),
            line("5", 199, 704.5, size=6.5),
            line(" sacks of barley for the valley.", 204, 700),
        ]
    )
    assert cut(made, "p.pdf")[0][1] == "The Millers ground 10^5 sacks of barley for the valley."


def test_letters_that_the_font_has_no_sign_for_are_kept_as_lost() -> None:
    made = make_pdf([line("1. The o\x01ce of the mills was swept.", 72, 700)], differences="1 /g001")
    assert "\ufffd" in read(made, "lost.pdf").text


def test_a_ruled_table_is_read_row_by_row_and_a_merged_cell_stands_in_each() -> None:
    edges, levels = (70, 150, 400, 500), (600, 570, 530, 490)
    upright = [rule(x, levels[-1], x, levels[0]) for x in edges]
    flat = [rule(70, y, 500, y) for y in levels if y != 530] + [rule(150, 530, 500, 530)]
    cells = [
        line("Mill", 75, 582), line("Task", 155, 582), line("By", 405, 582),
        line("Arden", 75, 552), line("will mend the upper weir and", 155, 552), line("the lower one", 155, 539), line("May 2031", 405, 552),
        line("will count the eels", 155, 512), line("June 2031", 405, 512),
    ]  # fmt: skip
    made = make_pdf([line("1. The Millers adopted the tasks below.", 72, 650), *upright, *flat, *cells])
    assert [text for _, text in cut(made, "t.pdf")][1:] == [
        "Arden | will mend the upper weir and the lower one | May 2031",
        "Arden | will count the eels | June 2031",
    ]


def test_a_line_of_the_text_that_several_pages_repeat_is_no_running_head() -> None:
    def page(at: int) -> list[str]:
        return [
            line("Valley of Mills, spring sitting", 230, 760, size=8),
            line(
                f"{at}. The Millers welcomed report {at} and asked that it be read aloud in all the mills",
                72,
                735,
            ),
            line("for the good of every mill of the valley.", 72, 721),
            *(
                line(
                    f"Of roof {row} on shore {at} nothing was said, and nothing is owed.", 72, 680 - 30 * row
                )
                for row in range(12)
            ),
        ]

    made = make_pdf(*[page(at) for at in range(1, 5)])
    assert (
        sum(
            text.endswith("in all the mills for the good of every mill of the valley.")
            for _, text in cut(made, "r.pdf")
        )
        == 4
    )
    assert [why for why, text in left(made, "r.pdf") if text == "Valley of Mills, spring sitting"] == [
        "running head"
    ] * 4


HEADED = [
    line("Joint Statement of the 3rd Meeting of Mill Wardens", 72, 760),
    line("Arden, 4 May 2031", 72, 735),
]


def column(texts: list[str], x: float) -> list[str]:
    return [line(text, x, 700 - 14 * at) for at, text in enumerate(texts)]


LEFT = [
    "1. The Wardens agreed to mend",
    "the weir of the whole valley.",
    "2. They counted the eels in the",
    "pond and wrote the number down",
    "in the book of",
    "the mill.",
]
RIGHT = [
    "3. The Wardens thanked the town",
    "of Arden for the bread of May.",
    "4. They will meet again in Coll",
    "in the spring of the year 2033",
    "if the weather",
    "is good.",
]


@pytest.mark.parametrize(("lines", "addresses"), [(2, ["1", "3"]), (6, ["1", "2", "3", "4"])])
def test_a_first_page_of_few_lines_in_two_columns_is_read_column_by_column(
    lines: int, addresses: list[str]
) -> None:
    told = cut(make_pdf([*HEADED, *column(LEFT[:lines], 72), *column(RIGHT[:lines], 320)]), "t.pdf")
    assert [address for address, _ in told] == addresses
    assert told[0][1] == "The Wardens agreed to mend the weir of the whole valley."


def test_names_side_by_side_are_no_columns() -> None:
    rows = [
        line(text, x, 680 - 14 * at)
        for at, pair in enumerate([("Ada Quern", "Bo Sluice"), ("of Arden", "of Bray")])
        for x, text in zip((72, 320), pair, strict=True)
    ]
    told = cut(
        make_pdf([*HEADED, line("1. The Wardens will mend the weir of the valley.", 72, 705), *rows]), "t.pdf"
    )
    assert told[0] == ("1", "The Wardens will mend the weir of the valley.")


def grid(rows: list[tuple[str, str, str]]) -> list[str]:
    return [
        line(cell, x, 680 - 14 * at)
        for at, row in enumerate(rows)
        for x, cell in zip((72, 200, 420), row, strict=True)
        if cell
    ]


def test_a_table_without_rules_is_read_by_its_column_heads() -> None:
    rows = [
        ("Member", "Commitment", "By"),
        ("Arden", "will mend the weir and the", "June 2032"),
        ("", "gate of the old mill", ""),
        ("Bray", "will count the eels", "May 2033"),
        ("", "will paint the gate", "July 2034"),
    ]
    last = line("2. The Wardens thanked the people of Arden for the bread.", 72, 580)
    made = make_pdf([*HEADED, line("1. The Wardens adopted the tasks below.", 72, 705), *grid(rows), last])
    assert [text for _, text in cut(made, "t.pdf")] == [
        "The Wardens adopted the tasks below.",
        "Arden | will mend the weir and the gate of the old mill | June 2032",
        "Bray | will count the eels | May 2033",
        "| will paint the gate | July 2034",
        "The Wardens thanked the people of Arden for the bread.",
    ]
    assert ("column heads", "Member | Commitment | By") in left(made, "t.pdf")


def test_words_that_stand_apart_are_no_table() -> None:
    rows = [("Member", "Mill", "Pond"), ("Arden", "old", "deep"), ("Bray", "new", "wide")]
    assert "column heads" not in {why for why, _ in left(make_pdf([*HEADED, *grid(rows)]), "t.pdf")}
