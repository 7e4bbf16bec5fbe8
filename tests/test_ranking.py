"""Which change is read first, and one name for one instrument."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rapporteur.compare.entities.resolution import abbreviations_of, instruments_of, track
from rapporteur.compare.model import Change, ChangeKind, Strength
from rapporteur.compare.ranking import POINTS, Ranking
from rapporteur.compare.strength.compare import weigh
from strength_cases import statement


def ranked(old: str, new: str, kind: ChangeKind = ChangeKind.REWORDED) -> Change:
    was = statement(old) if old else statement("The sea is calm.")
    now = statement(new, date="2031-05-04") if new else statement("The sea is calm.", date="2031-05-04")
    olds, news = (was.clauses if old else ()), (now.clauses if new else ())
    found = weigh(olds, news, ())
    change = Change(kind, tuple(c.address for c in olds), tuple(c.address for c in news))
    change = Change(
        kind,
        change.old,
        change.new,
        strength=found.strength,
        strength_reasons=found.reasons,
        progress=found.progress,
    )
    return Ranking(was, now).ranked(change, olds, news)


def test_a_moved_verb_comes_before_a_new_date_before_new_words() -> None:
    moved = ranked("We welcome the chart.", "We endorse the chart.")
    dated = ranked("We will finish the chart.", "We will finish the chart in 2035.")
    worded = ranked("We will finish the chart.", "We will finish the sea chart.")
    assert moved.rank > dated.rank > worded.rank > 0


def test_a_rank_says_its_rule() -> None:
    change = ranked("", "We decided to establish the Reef Fund by 2035.", ChangeKind.ADDED)
    assert change.rank_reason == "date set, new decision or undertaking, new instrument, new clause"
    assert change.rank == sum(POINTS[name] for name in change.rank_reason.split(", "))


def test_what_a_doubtful_pair_shows_comes_after_the_same_of_a_sure_one() -> None:
    was, now = statement("We welcome the chart."), statement("We endorse the chart.", date="2031-05-04")
    sure = Change(
        ChangeKind.REWORDED, (was.clauses[0].address,), (now.clauses[0].address,), strength=Strength.STRONGER
    )
    ranking = Ranking(was, now)
    ranks = [
        ranking.ranked(replace(sure, confidence=confidence, pinned=pinned), was.clauses, now.clauses).rank
        for confidence, pinned in ((1.0, False), (0.5, False), (0.5, True))
    ]
    assert ranks[1] == ranks[0] / 2 and ranks[2] == ranks[0]


def test_a_dropped_undertaking_counts_as_much_as_a_new_one() -> None:
    text = "We decided to renew the Reef Fund."
    assert ranked(text, "", ChangeKind.DROPPED).rank == ranked("", text, ChangeKind.ADDED).rank


def test_thanks_are_never_news() -> None:
    change = ranked("", "We thanked Norland and expressed appreciation to Sorland.", ChangeKind.ADDED)
    assert change.rank == POINTS["new clause"]


def test_an_unchanged_clause_has_no_rank() -> None:
    assert ranked("We welcome the chart.", "We welcome the chart.", ChangeKind.UNCHANGED).rank == 0


def test_an_instrument_named_elsewhere_in_the_text_is_not_new() -> None:
    was = statement("We welcomed the Coastal Trade Framework Agreement (CTFA).", "We note the tide.")
    now = statement("We noted the tide under the CTFA.", date="2031-05-04")
    change = Change(ChangeKind.REWORDED, (was.clauses[1].address,), (now.clauses[0].address,))
    assert "instrument" not in Ranking(was, now).ranked(change, was.clauses[1:], now.clauses).rank_reason


@pytest.mark.parametrize(
    "name",
    ["Coastal Trade Framework Agreement (CTFA)", "CTFA", "the CTFA", "Coastal Trade Framework Agreement"],
)
def test_a_short_form_and_its_long_form_are_one_instrument(name: str) -> None:
    assert track(name, {"CTFA": "Coastal Trade Framework Agreement"}) == "coastal trade framework agreement"


def test_a_short_form_with_a_year_is_found_however_it_is_printed() -> None:
    known = {"TMP 2035": "Tide Masterplan 2035"}
    assert track("TMP2035", known) == track("Tide Masterplan 2035", known)


def test_plans_of_two_years_are_two_instruments() -> None:
    assert track("2030 Work Plan of the Ports", {}) != track("2031 Work Plan of the Ports", {})


def test_an_abbreviation_of_one_meeting_holds_at_the_next() -> None:
    first = statement("We welcomed the Coastal Trade Framework Agreement (CTFA).")
    known = abbreviations_of((first,))
    assert list(instruments_of(first.clauses, known)) == ["coastal trade framework agreement"]
