"""What is a change of form and what is a change of matter."""

from __future__ import annotations

import pytest
from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.model import ChangeKind, Clause
from rapporteur.compare.redlines.kinds import name_kind
from rapporteur.compare.redlines.redline import redline


def kind(old: str, new: str) -> ChangeKind:
    def side(text: str) -> tuple[Clause, ...]:
        dues = read_deadlines(text, "2024-01-01")
        return (
            Clause(
                address="f/2024-01-01#1",
                paragraph="1",
                section="",
                text=text,
                start=0,
                end=len(text),
                deadlines=dues,
            ),
        )

    return name_kind(side(old), side(new), redline(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We noted the report of the Eleventh Meeting.", "We noted the report of the Twelfth Meeting."),
        ("We approved the 2021-2022 plan of the Circle.", "We approved the 2022-2023 plan of the Circle."),
        ("We approved the 2021–22 plan of the Circle.", "We approved the 2022–23 plan of the Circle."),
        ("We support the Cyber Security Strategy.", "We support the Cybersecurity Strategy."),
        ("We support the Cyber-security Strategy.", "We support the Cybersecurity Strategy."),
    ],
)
def test_ordinals_spans_of_years_and_spelling_are_form(old: str, new: str) -> None:
    assert kind(old, new) is ChangeKind.EDITORIAL


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("We will finish it by the end of 2025.", "We will finish it by the end of 2026."),
        ("We support the Cyber Security Strategy.", "We support the Cyber Strategy."),
        ("We trained 1,200 officials.", "We trained 2,400 officials."),
        ("We gave USD 12 million.", "We gave USD 15 million."),
    ],
)
def test_deadlines_words_and_amounts_are_matter(old: str, new: str) -> None:
    assert kind(old, new) is not ChangeKind.EDITORIAL
