"""What is a change of form and what is a change of matter."""

from __future__ import annotations

import pytest
from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.model import ChangeKind, Clause
from rapporteur.compare.redlines.kinds import name_kind
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.text.normalise import fold


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
        ("We heard them, the millers, on grain.", "We heard them (the Millers) on grain."),
        ("The levy is 12 per cent of $2,500,000.", "The levy is 12% of $2.500.000."),
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Pay €9 million a year.", "Pay £9 million a year."),
        ("Keep the weir at ≤ 4 m.", "Keep the weir at ≥ 4 m."),
        ("Set the gauge at +7 mm.", "Set the gauge at -7 mm."),
        ("Set the gauge at 7 mm.", "Set the gauge at −7 mm."),
        ("The rule is P < Q for barges.", "The rule is P > Q for barges."),
        ("Choose ☑ ferry ☐ bridge.", "Choose ☐ ferry ☑ bridge."),
        ("Lay it from P→Q by rail.", "Lay it from P←Q by rail."),
        ("Cut it by 10⁴ grams.", "Cut it by 104 grams."),
        ("The millers agreed to open.", "[The millers agreed] to open."),
        ("Store 3 1/2 sacks.", "Store 31/2 sacks."),
        ("We approved the 2021-2022 plan of the Circle.", "We approved the 2022-2023 plan of the Circle."),
        ("We recalled decision 4/MIL.2 on grain.", "We recalled decision 5/MIL.2 on grain."),
        ("We recalled paragraph 12 of the report.", "We recalled paragraph 13 of the report."),
        (
            "The meeting recalled Article 6 of the Mill Code.",
            "The meeting recalled Article 7 of the Mill Code.",
        ),
        ("3 | Open the mill | Millers | March 2031", "3 | Open the mill | Millers | March 2032"),
        ("3 | Open the mill | Millers | March 2031", "3 | Open the mill | Millers | April 2031"),
    ],
)
def test_signs_and_numbers_of_papers_and_tables_are_matter(old: str, new: str) -> None:
    assert kind(old, new) in (ChangeKind.REWORDED, ChangeKind.REWRITTEN)


CLAUSE = "The Millers agreed (at €5 a sack) to open 12 mills by 30% in Arden's vale, not later than May 2031; see [rule 4]."


@pytest.mark.parametrize("at", range(len(CLAUSE)))
def test_no_changed_character_is_lost(at: int) -> None:
    for other in "x9-+€)":
        new = CLAUSE[:at] + other + CLAUSE[at + 1 :]
        is_typography = fold(new) == fold(CLAUSE)
        assert (kind(CLAUSE, new) is ChangeKind.UNCHANGED) == is_typography
