"""Lists inside a sentence become an opening and its entries, each a clause of its own."""

from __future__ import annotations

import pytest
from rapporteur.compare.clauses.clauses import cut_clauses
from rapporteur.compare.clauses.run_in import split_run_in
from rapporteur.compare.clauses.segments import Piece
from rapporteur.compare.model import BlockKind, Clause

LIST = "The Meeting noted work in (i) calm ports; (ii) brave pilots; and (iii) good charts."

LISTS = {
    LIST: ("The Meeting noted work in", ["calm ports;", "brave pilots; and", "good charts."]),
    "We will: a) open the ports, b) train the pilots, and c) print the charts.": (
        "We will:",
        ["open the ports,", "train the pilots, and", "print the charts."],
    ),
    "Three goals: 1) open ports; 2) trained pilots; 3) printed charts.": (
        "Three goals:",
        ["open ports;", "trained pilots;", "printed charts."],
    ),
}

LISTS |= {
    "Se acordó trabajar en i) los puertos en calma; ii) los pilotos valientes; y iii) las cartas buenas.": (
        "Se acordó trabajar en",
        ["los puertos en calma;", "los pilotos valientes; y", "las cartas buenas."],
    ),
    "Il convient a) d'ouvrir les ports; et b) de former les pilotes.": (
        "Il convient",
        ["d'ouvrir les ports; et", "de former les pilotes."],
    ),
    "We will: (1) open every port and (2) train every pilot.": (
        "We will:",
        ["open every port and", "train every pilot."],
    ),
}

NO_LISTS = [
    "It serves (a) calm ports, and (b) brave pilots.",
    "As set out in paragraphs 4 (a), (b) and (c) above.",
    "It serves (i) calm ports and (ii) brave pilots.",
    "The fund (i) opened early (ii) closed again (iii) reopened in May",
    "It met on (1) May.",
    "(i) calm ports; (ii) brave pilots; (iii) good charts.",
    "",
]


@pytest.mark.parametrize("sentence", LISTS)
def test_a_list_inside_a_sentence_is_an_opening_and_its_entries(sentence: str) -> None:
    opening, entries = split_run_in(sentence)
    assert (opening, [text for _, text in entries]) == LISTS[sentence]


@pytest.mark.parametrize("sentence", NO_LISTS)
def test_a_reference_or_two_of_a_kind_is_no_list(sentence: str) -> None:
    assert split_run_in(sentence) == (sentence, ())


def clauses(*texts: str, name: str = "x") -> tuple[Clause, ...]:
    return cut_clauses([Piece(text, BlockKind.PARAGRAPH) for text in texts], name)


def test_the_entries_of_a_paragraph_are_clauses_under_their_opening() -> None:
    cut = clauses(LIST + " The sea was calm.")
    assert [clause.text for clause in cut] == [
        "The Meeting noted work in",
        "calm ports;",
        "brave pilots; and",
        "good charts.",
        "The sea was calm.",
    ]
    assert [clause.run_in for clause in cut] == [False, True, True, True, False]
    assert {clause.lead for clause in cut if clause.run_in} == {"The Meeting noted work in"}
    assert len({clause.address for clause in cut}) == len(cut)
