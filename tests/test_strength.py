"""Whether a new wording binds more or less: the prose cases, and the laws that hold for any clause."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rapporteur.compare.model import Act, Clause, StatementKind, Strength
from rapporteur.compare.strength.compare import weigh
from strength_cases import Case, cases, statement, weighed

LADDER = {1: "noted", 2: "welcomed", 3: "urged", 4: "endorsed", 7: "adopted"}
FREE = re.compile(
    r"\b(?:noted|welcomed|urged|endorsed|adopted|acknowledged|recogni[sz]ed|encouraged|affirmed)\b"
)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case.name)
def test_a_case_weighs_as_an_officer_would_say(case: Case) -> None:
    found = weighed(case.old, case.new)
    assert found.strength.value == case.verdict, found
    assert case.reason == "-" or any(case.reason in why for why in found.reasons), found
    assert (found.progress or "-") == case.progress


@pytest.mark.parametrize("was", LADDER)
@pytest.mark.parametrize("now", LADDER)
def test_another_tier_gives_its_direction_and_the_same_tier_none(was: int, now: int) -> None:
    found = weighed(*(f"The Meeting {LADDER[tier]} the Harbour Plan of the islands." for tier in (was, now)))
    assert found.strength is (
        Strength.STRONGER if now > was else Strength.WEAKER if now < was else Strength.SAME
    )


@pytest.mark.parametrize("verb", ["will support", "decided to support", "urged members to support"])
def test_a_hedge_added_weakens_and_taken_away_strengthens(verb: str) -> None:
    plain, hedged = (
        f"Ministers {verb} the new lighthouse.",
        f"Ministers {verb}, as appropriate, the new lighthouse.",
    )
    assert weighed(plain, hedged).strength is Strength.WEAKER
    assert weighed(hedged, plain).strength is Strength.STRONGER


def test_a_word_of_measure_is_no_hedge() -> None:
    assert weighed("We will visit the port.", "We will visit almost any port.").strength is Strength.SAME


def test_a_passed_date_is_not_missed() -> None:
    found = weighed("We will finish the chart by June 2030.", "We will finish the chart.")
    assert found.strength is Strength.SAME
    assert "which has passed" in found.reasons[0]


def test_a_sum_that_came_strengthens_an_undertaking_and_one_that_changed_is_only_told() -> None:
    plain, sum_of, more = (
        f"We commit to support the Reef Fund{end}."
        for end in ("", " with USD 5 million", " with USD 7 million")
    )
    assert weighed(plain, sum_of).strength is Strength.STRONGER
    assert weighed(sum_of, more).strength is Strength.SAME
    assert "figure changed" in weighed(sum_of, more).reasons[0]


def test_a_negation_turns_the_force() -> None:
    assert weighed("We endorse the plan.", "We do not endorse the plan.").strength is Strength.WEAKER


def test_wording_of_a_central_bank_is_not_weighed() -> None:
    found = weighed("The Committee decided to act.", "The Committee noted it.", StatementKind.CENTRAL_BANK)
    assert found.strength is Strength.NA


def test_an_added_clause_is_not_weighed() -> None:
    assert weigh((), statement("We decided to meet.").clauses, ()).strength is Strength.NA


def test_an_entry_of_a_list_stands_under_its_opening_line() -> None:
    old = statement("The Meeting noted support for pilots and harbours of the islands.").clauses
    new = statement(
        "training of pilots", lead="The Meeting endorsed support for harbours, namely:", label="(a)"
    ).clauses
    assert weigh(old, new, ()).strength is Strength.STRONGER


def test_entries_without_verbs_are_weighed_only_by_their_sums() -> None:
    lead = "Welcomes the decisions of the Board, namely:"
    old, plain, sum_of = (
        statement(text, lead=lead, label="(a)").clauses
        for text in ("work on reefs", "more work on reefs", "USD 5 million for work on reefs")
    )
    assert weigh(old, plain, ()).strength is Strength.NA
    assert weigh(old, sum_of, ()).strength is Strength.STRONGER


def _real(shared: Path) -> list[str]:
    units = [
        unit["text"]
        for path in sorted((shared / "gold").glob("adgmin-*.acts.json"))
        for unit in json.loads(path.read_text("utf-8"))["units"]
    ]
    return [
        re.sub(r"^\d+\. ", "", text)
        for text in units
        if len(FREE.findall(text)) == 1 and not re.search(r"20\d\d", text)
    ]


def _single(text: str) -> Clause | None:
    clause = statement(text).clauses[0]
    return clause if len(clause.acts) == 1 and FREE.fullmatch(clause.acts[0].verb) else None


def _swapped(text: str, act: Act, verb: str) -> str:
    return text[: act.start] + verb + text[act.end :]


def test_in_any_real_clause_another_tier_flips_and_a_hedge_weakens(shared: Path) -> None:
    tried = 0
    for text in _real(shared):
        clause = _single(text)
        if clause is None:
            continue
        act = clause.acts[0]
        tried += 1
        for tier, verb in LADDER.items():
            if tier == act.tier:
                continue
            other = statement(_swapped(text, act, verb), date="2031-05-04").clauses
            expected = Strength.STRONGER if tier > (act.tier or 0) else Strength.WEAKER
            assert weigh((clause,), other, ()).strength is expected, (text, verb)
        hedged = statement(text.rstrip(".") + ", as appropriate.", date="2031-05-04").clauses
        assert weigh((clause,), hedged, ()).strength is Strength.WEAKER, text
    assert tried >= 20


def test_a_real_clause_against_itself_is_never_moved(shared: Path) -> None:
    for path in sorted((shared / "gold").glob("*.acts.json")):
        for unit in json.loads(path.read_text("utf-8"))["units"]:
            same = statement(unit["text"]).clauses
            assert weigh(same, same, ()).strength in (Strength.SAME, Strength.NA), unit["text"]
