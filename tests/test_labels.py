"""Which lines open a paragraph, and which only begin with a number."""

from __future__ import annotations

import pytest
from rapporteur.compare.clauses.label_shapes import Line, Style
from rapporteur.compare.clauses.labels import open_labels
from rapporteur.compare.text.numerals import roman_value, to_roman
from reading import cut


def styles(*lines: str) -> list[str | None]:
    labels = open_labels([Line(line) for line in lines])
    return [f"{labels[i].style.name} {labels[i].key}" if i in labels else None for i in range(len(lines))]


def test_numbers_with_dots_open_paragraphs() -> None:
    assert styles("1. First.", "2. Second.", "3. Third.") == ["NUMBER 1", "NUMBER 2", "NUMBER 3"]


def test_a_year_at_the_start_of_a_line_is_no_number() -> None:
    text = "1. The Meeting agreed to conclude the negotiations by the end of\n2025. It thanked the Chair.\n\n2. It met."
    assert [address for address, _ in cut(text)] == ["1.a", "1.b", "2"]


def test_a_reference_at_the_start_of_a_line_is_no_number() -> None:
    text = "4. It met.\n\n5. The Meeting recalled the request to the Board set out in paragraph\n6. The Board replied.\n\n6. It rose."
    assert [address for address, _ in cut(text)] == ["4", "5.a", "5.b", "6"]


def test_numbers_without_dots_open_paragraphs_where_they_follow_each_other() -> None:
    text = "The Ministers met.\n\n2 They noted the progress.\n\n3 They agreed on a plan.\n\n4 They thanked the host."
    assert [address for address, _ in cut(text)] == ["p1", "2", "3", "4"]


def test_a_number_without_a_dot_opens_nothing_where_paragraphs_have_dots() -> None:
    text = (
        "1. It invited submissions no later than\n\n10 weeks before the session.\n\n2. It met.\n\n3. It rose."
    )
    assert cut(text)[0] == ("1", "It invited submissions no later than 10 weeks before the session.")


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["(h) eight", "(i) nine", "(j) ten"], ["LETTER h", "LETTER i", "LETTER j"]),
        (["(i) one", "(ii) two", "(iii) three"], ["ROMAN i", "ROMAN ii", "ROMAN iii"]),
        (["(a) one", "(i) first", "(ii) second", "(b) two"], ["LETTER a", "ROMAN i", "ROMAN ii", "LETTER b"]),
    ],
)
def test_the_letter_i_and_the_roman_one_are_told_by_what_came_before(
    lines: list[str], expected: list[str]
) -> None:
    if lines[0] == "(h) eight":
        lines = [f"({chr(97 + n)}) entry" for n in range(7)] + lines
        expected = [f"LETTER {chr(97 + n)}" for n in range(7)] + expected
    assert styles(*lines) == expected


def test_roman_numerals_go_there_and_back() -> None:
    assert [roman_value(to_roman(n)) for n in range(1, 90)] == list(range(1, 90))
    assert roman_value("iiii") == 0 and roman_value("did") == 0


def test_a_dash_in_a_wrapped_sentence_is_no_bullet() -> None:
    text = "1. The Meeting noted the 50th Year of Friendship\n- the symposium in particular. It rose.\n\n2. It met."
    assert [address for address, _ in cut(text)] == ["1.a", "1.b", "2"]


def test_a_dash_after_a_shortened_word_is_no_bullet() -> None:
    text = "1. The Meeting welcomed the summit of the U.S.\n– Pacific Forum in the coming days.\n\n2. It met."
    assert [address for address, _ in cut(text)] == ["1", "2"]


def test_bullets_are_entries_of_the_line_that_opens_them() -> None:
    text = "Ministers agreed:\n\n- to meet again;\n- to report.\n\nThey thanked the host."
    assert cut(text) == [
        ("p1", "Ministers agreed:"),
        ("p1(1)", "to meet again;"),
        ("p1(2)", "to report."),
        ("p2", "They thanked the host."),
    ]


def test_a_number_set_in_counts_entries() -> None:
    text = "1. It shall aim:\n\n    1. To promote trade;\n    2. To cut costs.\n\n2. It met."
    assert [address for address, _ in cut(text, "s.md")] == ["1", "1(1)", "1(2)", "2"]


def test_styles_are_listed_outermost_first() -> None:
    assert list(Style).index(Style.NUMBER) < list(Style).index(Style.LETTER) < list(Style).index(Style.ROMAN)
