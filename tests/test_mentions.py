"""Deadlines, figures, instruments, partners and places of a clause."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.entities.deadlines import read_deadlines
from rapporteur.compare.entities.figures import read_figures
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.model import Clause, Meeting, Precision, Statement, StatementKind
from strength_cases import statement

STATED = "2030-05-02"

DATES = {
    "by the end of 2031": "2031-12-31",
    "by 2035": "2035-12-31",
    "no later than 31 March 2031": "2031-03-31",
    "by March 31, 2031": "2031-03-31",
    "in January/February 2031": "2031-02-28",
    "in February 2032": "2032-02-29",
    "by mid-2031": "2031-06-30",
    "by early 2032": "2032-03-31",
    "in the third quarter of 2030": "2030-09-30",
    "in Q1 2031": "2031-03-31",
    "by the first half of 2031": "2031-06-30",
    "from 2031 to 2035": "2035-12-31",
    "for 2031-2033": "2033-12-31",
    "within six months": "2030-11-02",
    "over the next five years": "2035-05-02",
    "over the next year": "2031-05-02",
    "by the end of this year": "2030-12-31",
    "by the end of next year": "2031-12-31",
    "later this year": "2030-12-31",
    "by June": "2030-06-30",
    "by March": "2031-03-31",
    "at its fourth session (June 2031)": "2031-06-30",
    "10 weeks prior to the ninth session (December 2030)": "2030-09-23",
    "by autumn 2031": "2031-11-30",
    "in 2030": "2030-12-31",
    "on 24 December": "2030-12-24",
}

NO_DATES = [
    "since 2019",
    "as launched in 2029",
    "the 2031 Work Plan",
    "the Work Plan for 2031",
    "at the ninth meeting of officials in 2031",
    "the Agenda for Sea Lanes (2031-2035)",
    "beyond 2035",
    "in the coming years",
    "the 31 members",
    "on 31 June 2031",
    "published in 2030",
    "from 2032",
    "starting in May 2031",
    "under the Tide Work Programme for 2031-2032",
    "the promise made by the Ten on 5 April",
    "as endorsed on 28 April",
    "the mandate of the Ten on 19 February",
]


@pytest.mark.parametrize("words", DATES)
def test_a_date_ends_with_its_period(words: str) -> None:
    (found,) = read_deadlines(f"to finish the chart {words} and report", STATED)
    assert found.date == DATES[words]
    assert found.text.casefold() in f"to finish the chart {words} and report".casefold()


@pytest.mark.parametrize("words", NO_DATES)
def test_what_sets_no_date_gives_none(words: str) -> None:
    assert read_deadlines(f"the chart {words}.", STATED) == ()


@pytest.mark.parametrize(
    ("words", "told"), [("on 24 December.", "on 24 December"), ("by 3 Sept. 2031", "by 3 Sept. 2031")]
)
def test_a_full_stop_belongs_to_the_sentence_and_not_to_its_date(words: str, told: str) -> None:
    (found,) = read_deadlines(f"We will open the strait {words}", STATED)
    assert found.text == told


def test_a_day_without_its_year_may_lie_in_the_next() -> None:
    (found,) = read_deadlines("We will meet on 15 January.", "2030-12-13")
    assert found.date == "2031-01-15"


def test_two_dates_are_two_in_reading_order() -> None:
    found = read_deadlines("cut dues by 2032 and end them by 2035", STATED)
    assert [d.date for d in found] == ["2032-12-31", "2035-12-31"]


def test_without_a_day_of_its_own_only_a_limit_is_read() -> None:
    assert [d.date for d in read_deadlines("by 2035, within a year, in 2036", "")] == ["2035-12-31"]


def test_the_precision_is_told() -> None:
    told = [d.precision for d in read_deadlines("by 3 May 2031, by June 2032, by 2033", STATED)]
    assert told == [Precision.DAY, Precision.MONTH, Precision.YEAR]


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    for found in read_deadlines(text, STATED):
        assert found.date >= "1900"
    read_figures(text)


@given(st.integers(2031, 2098), st.sampled_from(["by {}", "by the end of {}", "until {}", "in {}"]))
def test_every_year_ahead_ends_on_its_last_day(year: int, words: str) -> None:
    (found,) = read_deadlines(f"We will finish {words.format(year)}.", STATED)
    assert found.date == f"{year}-12-31"


FIGURES = {
    "USD 2.65 billion": (2.65e9, "USD"),
    "$600 billion": (6e11, "USD"),
    "50 billion USD": (5e10, "USD"),
    "€1.5 million": (1.5e6, "EUR"),
    "43 per cent": (43.0, "%"),
    "30%": (30.0, "%"),
    "25 basis points": (25.0, "basis points"),
    "4-1/4 percent": (4.25, "%"),
    "$1.000.000 on buoys": (1000000.0, "USD"),
    "1,200 fellowships": (1200.0, "fellowships"),
    "three ports": (3.0, "ports"),
}


@pytest.mark.parametrize("words", FIGURES)
def test_a_figure_has_a_value_and_a_unit(words: str) -> None:
    (found,) = read_figures(f"to provide {words}.")
    assert (found.value, found.unit) == FIGURES[words]


@pytest.mark.parametrize(
    "words", ["decision 1/CP.16", "the 4th Meeting", "in 2030", "paragraph 64", "ADM2025"]
)
def test_a_number_that_measures_nothing_is_no_figure(words: str) -> None:
    assert read_figures(f"as in {words}, again") == ()


def named(text: str, *before: str) -> tuple[str, ...]:
    return statement(*before, text).clauses[-1].instruments


INSTRUMENTS = {
    "the Tidewater Principles on Critical and Emerging Harbour Standards": (
        "Tidewater Principles on Critical and Emerging Harbour Standards",
    ),
    "piers built in Norland under the Clean Harbour Partnership": ("Clean Harbour Partnership",),
    "We promote the Blue Harbour Strategy with Norland.": ("Blue Harbour Strategy",),
    "the Accord on the Free Flow of Charts with Trust": ("Accord on the Free Flow of Charts with Trust",),
    "the Framework Agreement with Norland": ("Framework Agreement with Norland",),
    "We use the Norland Tide Forum and the Clean Harbour Partnership.": ("Clean Harbour Partnership",),
    "the Northern Isles Forum's 2050 Strategy for the Open Coast": (
        "Northern Isles Forum's 2050 Strategy for the Open Coast",
    ),
    "We will finish the Regional Guide on Port Data in 2031.": ("Regional Guide on Port Data",),
    "The Meeting endorsed the Regional Guide on Port Data.": ("Regional Guide on Port Data",),
    "the Memorandum of Understanding between Norland and Sorland on Pilots in Coastal Waters": (
        "Memorandum of Understanding between Norland and Sorland on Pilots in Coastal Waters",
    ),
    "the Reef Code (2031-2035), and the 2031 Tide Work Plan": (
        "Reef Code (2031-2035)",
        "2031 Tide Work Plan",
    ),
    "the Tide Support Programme and the Harbour Fund": ("Tide Support Programme", "Harbour Fund"),
    "the Readiness and Harbour Support Programme": ("Readiness and Harbour Support Programme",),
    "the Climate Pilot Centre and Network": ("Climate Pilot Centre and Network",),
    "Norland's Outer Sea Strategy": ("Norland's Outer Sea Strategy",),
    "the Tide Index initiative": ("Tide Index initiative",),
    "the fisheries action plan": ("fisheries action plan",),
    "the Amber work programme on fisheries": ("Amber work programme on fisheries",),
    "the Board of the Harbour Fund": ("Harbour Fund",),
    "the Harbour Fund Board": ("Harbour Fund",),
    "decision 1/CP.16 and Executive Order 14257": ("decision 1/CP.16", "Executive Order 14257"),
    "Request the Harbour Board to join the Kelp Finance Sprint": ("Kelp Finance Sprint",),
    "the Agreement on Open, Fair, and Safe Passage": ("Agreement on Open, Fair, and Safe Passage",),
    "the Tide and Wreck Leaders’ Partnership": ("Tide and Wreck Leaders’ Partnership",),
    "the crate return scheme (CRS) of Norland": ("crate return scheme",),
    "the Norland and Sorland-brokered Grey Sea Grain Initiative": ("Grey Sea Grain Initiative",),
    "we launch Project Lanternfish here": ("Project Lanternfish",),
    "the study named Sea Lanes for a Connected Coast": ("Sea Lanes for a Connected Coast",),
}

NOTHING_NAMED = [
    "The Meeting welcomed the plan and the framework.",
    "the Fifth Coastal Ministers Meeting in Port Amber",
    "the Harbour Council and the Port Committee",
    "the report of the Conference of the Parties",
    "Request the Harbour Board to dredge",
    "President Ada Moe’s initiative and the Norland-Sorland Strait",
    "the AI Governance of ports",
    "Digital Trade, Data Policy, Regulation and Standards; and Trust",
    "progress under the Work Plan",
    "the revised framework and the regulatory framework",
    "under the work programme and its action plan",
]


@pytest.mark.parametrize("text", INSTRUMENTS)
def test_a_named_thing_is_an_instrument(text: str) -> None:
    assert named(text) == INSTRUMENTS[text]


@pytest.mark.parametrize("text", NOTHING_NAMED)
def test_an_event_an_organ_a_topic_or_a_common_noun_is_none(text: str) -> None:
    assert named(text) == ()


CAPITALS = [
    "We launched TIDELINK, a training programme for young pilots.",
    "We thank Norland for the programme TIDELINK.",
    "We welcome the launch of TIDELINK.",
    "We began the second phase of TIDELINK.",
]


@pytest.mark.parametrize("text", CAPITALS)
def test_capitals_that_the_text_calls_a_programme_are_one_instrument_all_through(text: str) -> None:
    read = statement(text, "We will widen TIDELINK to the northern isles.").clauses
    assert [clause.instruments for clause in read] == [("TIDELINK",), ("TIDELINK",)]


@pytest.mark.parametrize(
    "text",
    [
        "We met in PORT, a town of the north.",
        "We asked TIDELINK to report.",
        "We thank the network ASEAN and OECD, our partners in the project.",
        "TIDERS members met. TIDERS, a partnership of five, agreed to meet.",
    ],
)
def test_capitals_that_nothing_calls_a_programme_are_none(text: str) -> None:
    assert statement(text).clauses[0].instruments == ()


def test_a_topic_alone_in_its_entry_is_no_instrument_though_it_ends_like_one() -> None:
    assert named("Digital Port Policy and Regulation; and") == ()
    assert named("The Digital Port Policy was adopted.") == ("Digital Port Policy",)


def test_a_partner_after_a_bracket_is_no_part_of_the_name() -> None:
    text = "We thank the Norland Tide Centre of Excellence (NTCE) and ASEAN for their work."
    assert named(text) == ("Norland Tide Centre of Excellence (NTCE)",)


def test_an_abbreviation_is_an_instrument_where_the_text_defines_it_as_one() -> None:
    definition = "We welcomed the Coastal Trade Framework Agreement (CTFA) and the visit of the Island Pilots Union (IPU)."
    assert named("We will conclude the CTFA with the IPU.", definition) == ("CTFA",)
    assert named("We will conclude the CTFA with the IPU.") == ()


def test_the_forum_itself_is_no_instrument_of_its_own_text() -> None:
    assert named("CRX members met.", "The members of the Coastal Rescue Initiative (CRX) met.") == ()


def test_a_bracket_abbreviates_only_what_begins_with_its_letter() -> None:
    text = "the Assembly of the Ports serving as the Meeting of the Ports to the Tide Agreement (AMP)"
    assert "AMP" not in dict(statement(text).abbreviations)


def test_what_is_known_from_elsewhere_makes_neither_the_forum_nor_a_partner_an_instrument() -> None:
    clause = Clause("x#1", "1", "", "CRX members met the FATF.", 0, 25)
    known = (("CRX", "Coastal Rescue Initiative"), ("FATF", "Financial Action Task Force"))
    made = Statement(Meeting("x"), StatementKind.STATEMENT, "", "", (clause,), "", "", abbreviations=known)
    assert read_mentions(made).clauses[0].instruments == ()


def test_the_abbreviations_of_a_text_are_kept() -> None:
    made = statement("We welcomed the Coastal Trade Framework Agreement (CTFA).")
    assert made.abbreviations == (("CTFA", "Coastal Trade Framework Agreement"),)


def test_a_country_in_which_something_was_held_is_a_place_and_no_partner() -> None:
    held = statement("They noted the workshop held in May 2030 in Japan and thanked Norway.").clauses[0]
    assert (held.partners, held.places) == (("Norway",), ("Japan",))
    assert statement("They agreed to work with Japan.").clauses[0].partners == ("Japan",)


def test_partners_and_places_have_one_name_each() -> None:
    clause = statement(
        "We thanked Japan, the ROK, Korea's experts and the ITU in Port Vila, Geneva and Tokyo."
    ).clauses[0]
    assert clause.partners == ("Japan", "Republic of Korea", "International Telecommunication Union")
    assert clause.places == ("Geneva", "Tokyo")


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The Meeting welcomed the completion of the survey.", "completed"),
        ("The Meeting welcomed the launch of the survey.", "ongoing"),
        ("The Meeting looked forward to the adoption of the plan.", "ongoing"),
        ("The Meeting encouraged the Board to develop a plan.", "planned"),
        ("The survey was discontinued.", "discontinued"),
        ("The sea is calm.", None),
    ],
)
def test_the_state_of_the_thing_is_read_from_the_inner_act_first(text: str, state: str | None) -> None:
    assert statement(text).clauses[0].state == state


def test_the_years_that_a_report_covers_are_no_deadline() -> None:
    text = "They took note of the annual reports on the tides for 2031 and 2032."
    assert statement(text).clauses[0].deadlines == ()


def test_the_years_in_which_something_is_to_be_done_are_one() -> None:
    (found,) = statement("They agreed to chart the reef from 2031 to 2033.").clauses[0].deadlines
    assert found.date == "2033-12-31"


def test_a_decade_is_no_deadline_and_its_first_year_is() -> None:
    assert statement("They agreed to build the lighthouse in the 2040s.").clauses[0].deadlines == ()
    assert (
        statement("They agreed to build the lighthouse in 2040.").clauses[0].deadlines[0].date == "2040-12-31"
    )


def test_the_days_of_the_meeting_itself_are_no_deadline() -> None:
    met = statement("They met in Saltmere for their annual Summit on May 1-3, 2030.", date="2030-05-02")
    assert met.clauses[0].deadlines == ()
    ahead = statement("They will meet in Saltmere on May 1-3, 2031.", date="2030-05-02")
    assert [found.date for found in ahead.clauses[0].deadlines] == ["2031-05-03"]


def test_a_range_gives_both_ends_and_a_small_word_is_no_part_of_a_figure() -> None:
    for words in ("cut dues by 10-15%", "cut dues by 10–15 percent"):
        assert [(f.value, f.unit) for f in read_figures(words)] == [(10.0, "%"), (15.0, "%")]
    assert [f.text for f in read_figures("spend $1,000,000 on buoys")] == ["$1,000,000"]


def test_decisions_of_other_bodies_are_named_by_their_numbers() -> None:
    text = "We recall WHA76.3, Resolution A.1177(33), Assembly/AU/Dec.866(XXXVII), decision VII/28 and Agenda 2063."
    assert named(text) == (
        "WHA76.3",
        "Resolution A.1177(33)",
        "Assembly/AU/Dec.866(XXXVII)",
        "decision VII/28",
        "Agenda 2063",
    )
    assert named("We recall Decision (CFSP) 2014/145 and Resolution No. ES-11/1.") == (
        "Decision (CFSP) 2014/145",
        "Resolution No. ES-11/1",
    )
