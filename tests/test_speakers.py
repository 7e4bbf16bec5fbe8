"""Who speaks: authors of a joint statement, participants of a record, and never a reported outsider."""

from __future__ import annotations

from dataclasses import replace

from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.model import Statement
from strength_cases import statement


def spoken(*texts: str, title: str = "Joint Statement") -> list[tuple[str, str | None]]:
    """(verb, subject) of every act in order."""
    made: Statement = replace(statement(*texts), title=title)
    return [(act.verb, act.subject) for clause in read_acts(made).clauses for act in clause.acts]


PAIR = "President Ada Moe of Australia and Prime Minister Bo Lind of Japan met in Saltmere."


def test_a_person_or_country_that_adopts_the_statement_speaks_in_it() -> None:
    assert spoken(PAIR, "President Moe commended the pilots.")[-1] == ("commended", "President Moe")
    assert spoken(PAIR, "Japan welcomed the dredger.")[-1] == ("welcomed", "Japan")


def test_he_is_the_author_who_spoke_before_in_another_paragraph_too() -> None:
    found = spoken(PAIR, "President Moe commended the pilots.", "The sea was calm.", "He also urged calm.")
    assert found[-1] == ("urged", "He")


def test_an_outsider_is_reported_and_does_not_speak() -> None:
    assert spoken(PAIR, "President Orr commended the pilots.", "Brazil urged calm.") == []
    assert spoken(PAIR, "Brazil and Chile agreed to dredge.") == []


def test_whoever_speaks_in_a_chairs_summary_is_heard_with_the_name() -> None:
    title = "Chair’s Summary of the Tide Forum"
    assert spoken("Norway called for calm.", title=title) == [("called for", "Norway")]
    assert spoken("Norway called for calm.", title="Joint Statement") == []
    opened = spoken("Special Envoy Ada Moe opened the meeting by noting the tides.", title=title)
    assert opened == [("noting", "Special Envoy Ada Moe")]


def test_a_list_of_countries_is_one_subject_behind_a_heading_and_as_well_as() -> None:
    text = "Cleaner Ports – Tide participants Canada, Fiji, and Japan, as well as Norway, announced support for pilots."
    found = spoken(text, title="Chair’s Summary")
    assert found == [("announced support", "Tide participants Canada, Fiji, and Japan, as well as Norway,")]


def test_a_country_inside_a_that_clause_begins_no_act() -> None:
    assert spoken(PAIR, "This demands that Australia and Japan continue to build ships.") == []


def test_the_formal_name_of_a_state_is_read_to_its_end() -> None:
    opening = "The Kingdom of Norway (Norway) and the Republic of Fiji (Fiji) have agreed to dredge."
    assert [verb for verb, _ in spoken(opening)] == ["agreed to dredge"]


def test_a_leader_with_whom_several_sentences_of_a_joint_statement_begin_is_an_author() -> None:
    opening = "Today, Japan and Australia affirm their bond."
    rest = (
        "President Moe commended the pilots.",
        "President Moe also urged calm.",
        "President Orr thanked all.",
    )
    assert spoken(opening, *rest) == [
        ("affirm", "Japan and Australia"),
        ("commended", "President Moe"),
        ("urged", "President Moe"),
    ]


def test_persons_who_speak_together_twice_speak_alone_too() -> None:
    together = "President Moe and President Lind reaffirm the tide pact."
    alone = "President Lind also expresses his support for the pilots."
    assert spoken("The pact is old.", together, together, alone)[-1] == (
        "expresses his support",
        "President Lind",
    )
    assert spoken("The pact is old.", together, alone)[-1] == ("reaffirm", "President Moe and President Lind")
