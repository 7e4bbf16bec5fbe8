"""How the plain formats write words."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st
from rapporteur.reports.formats.plain_words import wrap

WORDS = st.text(alphabet="ab-–é.,[]{}+ \n\t\xa0", max_size=200)


@given(WORDS, st.integers(20, 60), st.sampled_from(["", "  ", "- ", "  ±  ", "1. Theme: "]))
def test_lines_are_those_of_the_standard_library(text: str, width: int, first: str) -> None:
    after = " " * len(first)
    theirs = textwrap.fill(
        " ".join(text.split()),
        width=max(width, len(after) + 20),
        initial_indent=first,
        subsequent_indent=after,
        break_on_hyphens=False,
    )
    assert wrap(text, width, first) == theirs


def test_a_word_longer_than_a_line_is_broken_and_nothing_stays_nothing() -> None:
    assert wrap("x" * 45, 20, "- ").splitlines() == ["- " + "x" * 20, "  " + "x" * 20, "  " + "x" * 5]
    assert wrap("  ", 40, "- ") == ""
