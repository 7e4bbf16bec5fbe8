"""One instrument under any of its names, and what a pair of statements names for the first time or no more."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from click.testing import CliRunner
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.entities.naming import Naming
from rapporteur.compare.entities.resolution import NameReader, defined_terms, names_of
from rapporteur.reports.cli import main
from strength_cases import statement

KNOWN = {
    "MHC": "Model Harbour Clauses",
    "CTFA": "Coastal Trade Framework Agreement",
    "TMP 2035": "Tide Masterplan 2035",
}

SAME = [
    ("TIDEWATER Coastal Trade Framework Agreement (CTFA)", "Coastal Trade Framework Agreement (CTFA)"),
    ("Model Harbour Clauses (MHC)", "Tidewater Model Harbour Clauses"),
    ("CTFA", "Tidewater Coastal Trade Framework Agreement"),
    ("Action Plan on Implementing the Norland-Sorland Partnership on Port Trade Cooperation (2031-2035)",
     "Action Plan for Implementing the Norland-Sorland Partnership on Port Trade (2031-2035)"),
    ("Seven-Point Accord", "Seven Point Accord"),
    ("Port Cyber Security Strategy", "Port Cybersecurity Strategy"),
    ("Northern Ring and Harbour Club Joint Scheme for Wreck Claims", "Joint Scheme for Wreck Claims"),
    ("Buoy Service Relief Initiative", "Buoy Service Relief Initiative (BSRI)"),
    ("Voluntary Pilot Training Initiative (VPTI)", "Voluntary Training Initiative for Pilots (VPTI)"),
    ("Tidewater-U.S. Dredging Work Plan", "Tidewater-US Dredging Workplan 2031-2033"),
    ("Norland's Blue Harbour Strategy", "Norland’s Blue Harbour Strategy"),
    ("2031 Tidewater-Norland Digital Work Plan", "Tidewater-Norland 2031 Digital Work Plan"),
    ("TMP2035", "Tide Masterplan 2035"),
    ("Open Chart Dictionary", "Open Chart Dictionary initiative"),
    ("UN Convention on Sunken Wrecks", "United Nations Convention on Sunken Wrecks"),
]  # fmt: skip

APART = [
    ("Work Plan", "Norland Ferry Work Plan"),
    ("Tidewater-Norland Digital Work Plan", "Tidewater-Sorland Digital Work Plan"),
    ("Coastal Trade Framework Agreement", "Study on the Tidewater Coastal Trade Framework Agreement (CTFA)"),
    ("Coastal Trade Framework Agreement", "Coastal Trade Framework Agreement Action Plan"),
    ("2030 Harbour Lights Plan", "2031 Harbour Lights Plan"),
    ("Harbour Lights Plan (2026-2030)", "Harbour Lights Plan (2031-2035)"),
    ("Blue Harbour Strategy", "Second Blue Harbour Strategy"),
    ("Blue Harbour Strategy", "Implementation of the Blue Harbour Strategy"),
    ("Guide on Port Data (PD)", "Guide on Port Dues (PD) and Pilot Fees for the Northern Harbours"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_a_fuller_or_other_wording_of_a_name_is_the_same_instrument(one: str, other: str) -> None:
    names = NameReader(KNOWN)
    assert names.is_one(one, other) and names.is_one(other, one)


@pytest.mark.parametrize(("one", "other"), APART)
def test_another_edition_another_body_or_a_paper_about_it_is_another_instrument(one: str, other: str) -> None:
    names = NameReader(KNOWN)
    assert not names.is_one(one, other) and not names.is_one(other, one)


def test_editions_are_one_where_only_the_series_is_asked_for() -> None:
    assert NameReader({}).is_one("2030 Harbour Lights Plan", "2031 Harbour Lights Plan", any_edition=True)


def _moved(old: tuple[str, ...], new: tuple[str, ...]) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """What comes and goes with the first clause of each text."""
    was, now = statement(*old), statement(*new, date="2031-05-04")
    moved = Naming(was, now).moved(was.clauses[:1], now.clauses[:1])
    return {one.what: (one.come, one.gone) for one in moved}


def test_what_comes_and_goes_is_new_or_gone_to_the_whole_text() -> None:
    moved = _moved(
        ("We welcome the Blue Harbour Strategy with Fiji.", "We note the Seven-Point Accord with Chile."),
        ("We welcome the Reef Ranger Programme and the Seven Point Accord with Chile.", "We met."),
    )
    assert moved["instrument"] == (("Reef Ranger Programme",), ("Blue Harbour Strategy",))
    assert moved["partner"] == ((), ("Fiji",))


def test_an_abbreviation_gone_while_its_long_name_stays_is_nothing() -> None:
    moved = _moved(
        ("We welcome the Voluntary Pilot Training Initiative (VPTI).",),
        ("We welcome the Voluntary Pilot Training Initiative.",),
    )
    assert moved["instrument"] == ((), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "The 3rd Meeting was held in Fiji on 2 May 2030.",
            "The 4th Meeting was held in Chile on 4 May 2031.",
        ),
        ("We agreed to convene the 4th Meeting in Chile.", "We agreed to convene the 5th Meeting in Peru."),
        ("We thank Fiji for hosting the meeting.", "We thank Chile for its warm hospitality."),
    ],
)
def test_hosts_and_chairs_are_no_partners(old: str, new: str) -> None:
    assert _moved((old,), (new,))["partner"] == ((), ())


def test_a_partner_of_substance_is_told() -> None:
    moved = _moved(("We will train pilots with Fiji.",), ("We will train pilots with Chile.",))
    assert moved["partner"] == (("Chile",), ("Fiji",))


def test_a_partner_named_together_with_another_has_not_left() -> None:
    both = "We will work with Dialogue and Development Partners on the tides."
    alone = "We will work with Dialogue Partners on the tides."
    assert _moved((alone,), (both,))["partner"][1] == ()
    gone = _moved((alone,), ("We will work with Norway on the tides.",))["partner"]
    assert gone[1] == ("Dialogue Partners",)


# ------------------------------------------------------------------------------ one name in a statement


TEXT = """# Joint Statement

1. Ministers adopted the Harbour Digital Masterplan 2030 (HDM 2030).

2. Ministers asked for a review of HDM 2030.

3. Ministers launched the Lantern Skills Initiative (hereinafter "the Initiative").

4. Ministers agreed that the Initiative shall open in 2027. Another initiative was noted.

5. Ministers thanked the Parties to the Tide Treaty (hereinafter "the Parties"). The Parties will meet.
"""


@pytest.fixture
def read_text(tmp_path: Path) -> Path:
    file = tmp_path / "2026-03-04-statement.md"
    file.write_text(TEXT, encoding="utf-8")
    return file


def test_full_name_short_form_and_defined_term_are_one_name_shown_as_printed(read_text: Path) -> None:
    found = {thing.name: thing for thing in names_of(read_statement(read_text))}
    plan = found["Harbour Digital Masterplan 2030 (HDM 2030)"]
    assert set(plan.also) == {"HDM 2030"}
    assert [a.partition("#")[2] for a in plan.addresses] == ["1", "2"]
    skills = found["Lantern Skills Initiative"]
    assert skills.also == ("the Initiative",)
    assert [a.partition("#")[2] for a in skills.addresses] == ["3", "4.a"]
    assert not any("Parties" in thing.also for thing in found.values()), "who is called what is no instrument"


def test_read_shows_a_name_once_with_all_that_it_is_called_and_the_schema_knows_it(read_text: Path) -> None:
    runner = CliRunner()
    text = runner.invoke(main, ["read", str(read_text)]).output
    assert "Lantern Skills Initiative; also the Initiative (3, 4.a)" in text
    data = json.loads(runner.invoke(main, ["read", str(read_text), "-f", "json"]).output)
    assert {"name": "Lantern Skills Initiative", "also": ["the Initiative"]}.items() <= data["names"][
        1
    ].items()
    jsonschema.validate(data, json.loads(runner.invoke(main, ["schema", "statement"]).output))


def test_a_term_stands_for_the_name_when_two_statements_are_compared() -> None:
    reader = NameReader(
        {"the Initiative": "Lantern Skills Initiative", "HDM 2030": "Harbour Masterplan 2030"}
    )
    assert reader.is_one("HDM 2030", "HDM2030") and reader.is_one("HDM 2030 Review", "HDM2030 Review")
    assert reader.is_one("the Initiative", "Lantern Skills Initiative")
    assert not reader.is_one("the Initiative", "Tide Data Initiative")


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        (
            'the Green Harbour Fund (hereinafter referred to as "the Fund")',
            {"the Fund": "Green Harbour Fund"},
        ),
        ("the Tide Data Facility, hereafter the Facility, was", {"the Facility": "Tide Data Facility"}),
        ("the Vellamar Skills Plan (“the Plan”), which", {"the Plan": "Vellamar Skills Plan"}),
        ("the work plan (annexed) and the Plan (see Annex)", {}),
        ("the Ministers of Ostrelle (the Plan)", {}),
    ],
)
def test_terms_are_read_where_a_text_defines_them(text: str, terms: dict[str, str]) -> None:
    assert defined_terms(text) == terms
