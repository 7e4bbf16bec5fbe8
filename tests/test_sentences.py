"""Where sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.text.sentences import leaves_open, split_sentences


@pytest.mark.parametrize(
    "whole",
    [
        "It noted the report of Dr. Lee and Mr. Tan on 1 Jan. 2024.",
        "The U.S. Treasury and the ASEAN-U.S. Work Plan were noted.",
        "It recalled decision no. 5 and Art. 12 of the Charter.",
        "It agreed on three areas: (i) trade; (ii) skills. and (iii) data.",
        "It recalled Resolution No. ES-11/1 of the Assembly.",
        "Minister John E. Uy chaired the Meeting.",
        "It noted that costs rose by 2.5 per cent (see annex I. It is long) in 2024.",
        "The rate is 1.5 °C, i.e. the aim.",
    ],
)
def test_these_are_one_sentence(whole: str) -> None:
    assert split_sentences(whole) == (whole,)


@pytest.mark.parametrize(
    "parts",
    [
        ("It met in Manila.", "The Meeting agreed."),
        ("He thanked the U.S.", "The Meeting rose."),
        ("Was it kept?", "It was."),
        ("It said “we agree.”", "It rose."),
        ("It met in 2024.", "2025 will be busy."),
        ("The plan was adopted by Dot Inc.", "They agreed."),
    ],
)
def test_these_are_two(parts: tuple[str, str]) -> None:
    assert split_sentences(" ".join(parts)) == parts


@given(st.text(alphabet="aB .;:(\"'”1é", max_size=80))
def test_nothing_is_lost_or_made(text: str) -> None:
    tidy = " ".join(text.split())
    assert " ".join(split_sentences(tidy)) == tidy


def test_a_stop_that_shortens_a_word_leaves_a_sentence_open() -> None:
    assert leaves_open("chaired by Dr.", "Lee of Singapore")
    assert not leaves_open("The Meeting agreed.", "It rose.")
    assert leaves_open("The Meeting agreed on", "a plan.")
