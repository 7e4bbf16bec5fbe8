"""The grammar of dates: which day each expression ends on, and what is no deadline at all."""

from __future__ import annotations

import pytest
from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.entities.occasions import calendar_of, text_calendar
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import Act
from rapporteur.compare.text.numerals import number_value, ordinal_value

STATED = "2025-03-20"
ENDS = {
    "by the end of the year 2026": "2026-12-31", "by year-end 2026": "2026-12-31", "by the year-end of 2026": "2026-12-31",
    "by December 31st, 2026": "2026-12-31", "by Dec. 31st 2026": "2026-12-31", "by June 30th of 2026": "2026-06-30",
    "by June ’26": "2026-06-30", "by 30 June 26": "2026-06-30", "by the end of ’26": "2026-12-31",
    "by 2026-12-31": "2026-12-31", "by 31.12.2026": "2026-12-31", "by 31/12/2026": "2026-12-31", "by 12/31/2026": "2026-12-31",
    "by Tuesday, 30 June 2026": "2026-06-30", "by 30 JUNE 2026": "2026-06-30", "by the 30th June 2026": "2026-06-30",
    "by Q3, 2026": "2026-09-30", "by 2026 Q3": "2026-09-30", "by the end of 2H26": "2026-12-31",
    "by the end of fiscal year 2026/27": "2027-12-31", "by 2026/27": "2027-12-31", "by winter 2026/27": "2027-02-28",
    "before 2027": "2026-12-31", "before June 2026": "2026-05-31", "before 1 July 2026": "2026-06-30",
    "prior to 30 June 2026": "2026-06-29", "on or before 30 June 2026": "2026-06-30", "ahead of 2027": "2026-12-31",
    "before the end of 2026": "2026-12-31", "by mid-century": "2050-12-31", "by the end of the decade": "2029-12-31",
    "by the second week of June 2026": "2026-06-14", "by the week of 5 May 2026": "2026-05-10", "in the course of 2026": "2026-12-31",
    "for the period 1 January 2026 to 31 December 2028": "2028-12-31", "by the turn of the year 2026/2027": "2026-12-31",
    "before year-end": "2025-12-31", "in the first quarter of next year": "2026-03-31", "by the last half of this year": "2025-12-31",
    "in June this year": "2025-06-30", "by next year": "2026-12-31", "by the end of this month": "2025-03-31",
}  # fmt: skip
NONE = [
    "not before 2027", "no earlier than 2027", "in the lead-up to 2027", "in the run-up to 2027", "shown by the March projection",
    "by the June quarter", "by 30 February 2026", "by 3/4/2026", "after 2026", "since 2024", "by 2024", "from January 2026",
    "with effect from 1 January 2026", "every two years from 2026", "by Easter", "in the coming weeks", "in this critical decade",
]  # fmt: skip


@pytest.mark.parametrize("words", ENDS)
def test_the_printed_year_wins_and_a_period_ends_with_its_last_day(words: str) -> None:
    assert [due.date for due in read_deadlines(f"We will dredge the strait {words}.", STATED)] == [
        ENDS[words]
    ]


@pytest.mark.parametrize("words", NONE)
def test_what_sets_no_limit_is_none(words: str) -> None:
    assert read_deadlines(f"The strait is open {words}.", STATED) == ()


def test_two_years_joined_are_two_dates() -> None:
    assert [d.date for d in read_deadlines("to dredge in 2026 and 2028", STATED)] == [
        "2026-12-31",
        "2028-12-31",
    ]


def test_two_full_dates_joined_are_two_deadlines_and_last_years_day_is_none() -> None:
    found = read_deadlines("to submit views by 18 February 2026 and 3 March 2027, respectively", STATED)
    assert [due.date for due in found] == ["2026-02-18", "2027-03-03"]
    assert read_deadlines("the wreck on October 7 of last year", STATED) == ()
    assert read_deadlines("the progress of the Fund in 2024–2025", STATED) == ()


def test_this_year_is_a_date_only_behind_an_act_that_looks_forward() -> None:
    text = "We urge all to dredge this year."
    urge = Act("urge", "urge", 3, start=3, end=7)
    assert [d.date for d in read_deadlines(text, STATED, acts=(urge,))] == ["2025-12-31"]
    assert read_deadlines("This year we celebrate the lighthouse.", STATED) == ()
    assert read_deadlines("We condemn the wrecks this year.", STATED) == ()


def test_a_month_without_a_year_is_the_next_one_of_a_clause_that_looks_forward() -> None:
    assert [d.date for d in read_deadlines("We will host a regatta in June.", STATED)] == ["2025-06-30"]
    assert read_deadlines("The regatta held in June was calm.", STATED) == ()


def test_a_target_bears_its_year() -> None:
    assert [d.date for d in read_deadlines("to meet our 2030 emissions target", STATED)] == ["2030-12-31"]
    assert read_deadlines("the 2030 Agenda for calm seas", STATED) == ()


def test_a_conference_is_a_limit_with_its_day_where_one_is_known() -> None:
    calendar = calendar_of(read_lexicon().tables["events"])
    (known,) = read_deadlines("to report by COP 30", STATED, calendar)
    assert (known.text, known.date, known.precision) == ("by COP 30", "2025-11-21", "day")
    (unknown,) = read_deadlines("to report to the Sixty-eighth Reed Assembly", STATED)
    assert (unknown.date, unknown.precision) == ("", "event")
    assert read_deadlines("as decided at its sixtieth session", STATED) == ()


def test_a_session_takes_the_date_that_the_text_gives_it_elsewhere() -> None:
    calendar = text_calendar(["at its sixtieth session (June 2026)"])
    (due,) = read_deadlines("for consideration by the Body at its sixtieth session", STATED, calendar)
    assert due.date == "2026-06-30"


def test_an_ordinal_in_words_or_digits_has_its_number() -> None:
    assert [number_value(word) for word in ("14", "fourteen", "2030", "ferry")] == [14, 14, 0, 0]
    assert [ordinal_value(word) for word in ("28th", "twenty-eighth", "sixtieth", "third", "ferry")] == [
        28,
        28,
        60,
        3,
        0,
    ]
