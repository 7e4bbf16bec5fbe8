"""How clauses are cited: as an officer would say it aloud."""

from __future__ import annotations

import pytest
from rapporteur.reports.briefing.citations import bare, cited, opening, together


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("f/2024#8.b", "para 8.b"),
        ("f/2024#p3", "para [3]"),
        ("f/2024#p3(a)", "para [3](a)"),
        ("f/2024#C(1)", "para C(1)"),
        ("f/2024#annex/p1(d)", "annex, para [1](d)"),
        ("f/2024#annex-ii/4", "annex ii, para 4"),
        ("f/2024#article-2/1", "article 2, para 1"),
        ("f/2024#2-CMA.4/5(a)", "2-CMA.4, para 5(a)"),
        ("f/2024#2-CMA.4-annex/1", "2-CMA.4 annex, para 1"),
        ("f/2024#point-7", "para point-7"),
        ("f/2024#safe-lamps/2", "Safe lamps, para 2"),
        ("f/2024#c/2", "c, para 2"),
    ],
)
def test_a_clause_is_cited_with_its_part_and_its_paragraph(address: str, said: str) -> None:
    assert cited(address) == said


def test_a_heading_is_cited_as_printed() -> None:
    heads = {
        "mills-weirs-and-ponds": "Mills, Weirs and Ponds:",
        "the-safety-of-the-mills-and-of-all-who": "The Safety of the Mills and of All Who Work There",
    }
    assert [cited(f"f/2024#{part}/1", "", heads[part]) for part in heads] == [
        "Mills, Weirs and Ponds, para 1", "The Safety of the Mills and of All Who Work There, para 1",
    ]  # fmt: skip
    assert cited("f/2024#2", "", "Mills, Weirs and Ponds") == "para 2"
    together_told = together(
        ["para 1", "para 2", "Mills, Weirs and Ponds, para 1", "Mills, Weirs and Ponds, para 2"]
    )
    assert together_told == "paras 1, 2; Mills, Weirs and Ponds, paras 1, 2"


def test_several_clauses_are_cited_together() -> None:
    assert together(["para 8.b"]) == "para 8.b"
    assert together(["para 8.b", "para 9"]) == "paras 8.b, 9"
    assert together(["annex, para [1](a)", "annex, para [1](b)"]) == "annex, paras [1](a), [1](b)"
    assert together(["para 3", "para 4", "annex, para [1]"]) == "paras 3, 4; annex, para [1]"
    assert together([]) == ""


def test_under_a_column_of_paragraphs_the_word_is_not_said_again() -> None:
    assert bare("para 8.b") == "8.b"
    assert bare("paras 8.b, 9") == "8.b, 9"
    assert bare("paras 3, 4; annex, paras [1](a), [1](b)") == "3, 4; annex [1](a), [1](b)"


def test_a_citation_at_the_head_of_a_line_keeps_the_letters_that_name_the_paragraph() -> None:
    assert opening("para C(1)") == "Para C(1)"
    assert opening("annex, para [1](d)") == "Annex, para [1](d)"
    assert opening("2-CMA.4, para 5") == "2-CMA.4, para 5"
