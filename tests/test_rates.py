"""Decisions of central banks: which rate, from what to what, and who voted how."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.entities.rates import describe_rate, read_rate_decision
from rapporteur.compare.entities.votes import (
    compare_policy_decisions,
    describe_vote,
    read_policy_decision,
    read_vote,
)
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind

SENTENCE = re.compile(r"(?<=[a-z%0-9]\.) (?=[A-ZÁÉ])")


def bank(text: str, date: str = "2031-05-01") -> Statement:
    clauses = tuple(
        Clause(f"bank/{date}#1.{at}", "1", "", sentence, 0, len(sentence))
        for at, sentence in enumerate(SENTENCE.split(text))
    )
    return Statement(Meeting("bank", date=date), StatementKind.CENTRAL_BANK, "", text, clauses, "", "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Reed Board decided to leave the cash rate unchanged at 3.35 per cent.", "cash rate held at 3.35 percent"),
        ("The Board has decided to leave the policy rate unchanged at 2 per cent.", "policy rate held at 2 percent"),
        ("The Bank of Reed is cutting the policy rate by 0.25 percentage points to 2.25 per cent.", "policy rate lowered by 25 basis points, to 2.25 percent"),
        ("The Bank of Reed today held its target for the overnight rate at 2.75%.", "target for the overnight rate held at 2.75 percent"),
        ("The Board agreed to raise the target range for the overnight rate to 7-1/4 to 7‑1/2 percent.", "overnight rate raised to 7.25-7.5 percent"),
        ("The Committee agreed to reduce the Official Cash Rate by 25 basis points to 3.00 percent.", "Official Cash Rate lowered by 25 basis points, to 3 percent"),
        ("The Board decided today to lower the Base Rate by 25 basis points, from 2.75% to 2.50%.", "Base Rate lowered by 25 basis points, from 2.75 to 2.5 percent"),
        ("The Committee reduced the policy rate (the one-week repo auction rate) from 43 percent to 40.5 percent.", "policy rate lowered, from 43 to 40.5 percent"),
        ("The Council today decided to lower the three key ECB interest rates by 25 basis points. The rates will be decreased.", "three key ECB interest rates lowered by 25 basis points"),
        ("El Consejo acordó reducir la tasa de interés de política monetaria en 25 puntos base, a 4,75%.", "tasa de interés de política monetaria lowered by 25 basis points, to 4.75 percent"),
        ("El Directorio acordó mantener la tasa de interés de referencia en 4,25 por ciento.", "tasa de interés de referencia held at 4.25 percent"),
        ("Le Conseil a décidé de relever son taux directeur de 50 points de base pour le porter à 3,00 %.", "taux directeur raised by 50 basis points, to 3 percent"),
        ("La Banque a maintenu aujourd'hui le taux cible du financement à un jour à 2,75 %.", "taux cible du financement à un jour held at 2.75 percent"),
    ],
)  # fmt: skip
def test_a_decision_is_read_with_rate_move_step_and_level(text: str, told: str) -> None:
    decision = read_rate_decision(bank(text))
    assert decision is not None
    assert describe_rate(decision) == told


@pytest.mark.parametrize(
    "text",
    [
        "Markets expect the policy rate to be cut to 3 percent by the end of the year.",
        "The Federal Bank of Velde is expected to start raising its policy rate later this year.",
        "Interest rates on new mortgages fell to 3.4 percent.",
        "The policy rate may be raised to 5 percent if inflation persists.",
        "Ministers agreed to reduce the tariff rate to 2 percent.",
        "We agreed to cut interest rates on loans to small ports.",
        "Since the last meeting the Bank has lowered the policy rate by 50 basis points.",
        "One member preferred to cut the policy rate to 3 percent.",
        "Several central banks cut their policy rates by 25 basis points.",
        "The Meeting decided to maintain the literacy rate at 95 percent.",
    ],
)
def test_what_is_foreseen_reported_or_preferred_is_no_decision(text: str) -> None:
    assert read_rate_decision(bank(text)) is None


def test_the_level_before_comes_from_the_statement_before_where_both_agree() -> None:
    first = bank("The Board decided to leave the cash rate unchanged at 3.35 per cent.", "2031-04-01")
    second = bank("The Board decided to lower the cash rate by 25 basis points to 3.1 per cent.")
    decision = compare_policy_decisions(first, second)
    assert decision and decision.rate
    assert describe_rate(decision.rate) == "cash rate lowered by 25 basis points, from 3.35 to 3.1 percent"
    gap = bank("The Board decided to lower the cash rate by 25 basis points to 2.6 per cent.")
    decision = compare_policy_decisions(first, gap)
    assert decision and decision.rate and decision.rate.before == ()


def test_three_levels_are_read_from_the_sentence_that_lists_them() -> None:
    text = (
        "The Council decided to keep the three key ECB interest rates unchanged. The interest rates on the deposit facility, the refinancing"
        " operations and the lending facility will remain unchanged at 1.10%, 1.25% and 1.50% respectively."
    )
    decision = read_rate_decision(bank(text))
    assert decision and [level.high for level in decision.levels] == [1.1, 1.25, 1.5]
    assert len(decision.addresses) == 2


NAMED = (
    "Voting for the monetary policy action were Ada N. Lund, Chair; Bo Karr, Vice Chair; and Cy O. Dell. Voting against this action were"
    " Eve R. Fenn, who preferred to raise the cash rate by 50 basis points; and Gus Hall and Ida M. Juul, who preferred no change."
    " Absent and not voting was Kim Lotz. Mr. Dell voted as an alternate member at this meeting."
)


def test_names_dissents_absences_and_alternates_are_read() -> None:
    vote = read_vote(bank(NAMED))
    assert vote is not None
    assert vote.members_for == ("Ada N. Lund", "Bo Karr", "Cy O. Dell")
    assert [dissent.members for dissent in vote.dissents] == [("Eve R. Fenn",), ("Gus Hall", "Ida M. Juul")]
    assert [dissent.preferred for dissent in vote.dissents] == [
        "preferred to raise the cash rate by 50 basis points",
        "preferred no change",
    ]
    assert (vote.absent, vote.alternates) == (("Kim Lotz",), ("Cy O. Dell",))
    assert describe_vote(vote) == "3-3, against: Eve R. Fenn, Gus Hall, Ida M. Juul"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Committee voted by a majority of 7–2 to reduce Bank Rate by 0.25 percentage points, to 4%. Two members preferred to keep it at 4.25%.", "7-2"),
        ("The Committee agreed to reduce the policy rate to 3.00 percent. The decision was made by 4 votes to 2.", "4-2"),
        ("The Board unanimously decided to keep the policy rate unchanged at 4.5 percent.", "unanimous"),
        ("El Consejo acordó reducir la tasa de referencia a 4,75%. La decisión fue adoptada por unanimidad.", "unanimous"),
        ("La Junta decidió bajar la tasa de referencia a 7.75%. Votaron a favor Ana Ruiz Cea y José Cuadra García. Votó en contra Jon Haro Ruiz.", "2-1, against: Jon Haro Ruiz"),
        ("La Junta decidió mantener la tasa de referencia en 9,25%. Cuatro directores votaron a favor de esta decisión, dos directores votaron por una reducción.", "4-2"),
    ],
)  # fmt: skip
def test_votes_are_counted(text: str, told: str) -> None:
    vote = read_vote(bank(text))
    assert vote is not None
    assert describe_vote(vote) == told


def test_a_statement_without_a_vote_has_none() -> None:
    assert read_vote(bank("Ministers voted with their feet. Members agreed to meet again.")) is None
    assert read_policy_decision(bank("Ministers agreed to meet again.")) is None


HAND_LIST = Path(__file__).with_name("cases") / "fomc_votes.tsv"
"""Date, lower and upper end of the target range, votes in favour, and who dissented: read by hand from 60 statements."""


def test_sixty_real_decisions_and_votes_are_as_a_reader_listed_them(shared: Path) -> None:
    rows = [line.split("\t") for line in HAND_LIST.read_text("utf-8").splitlines()]
    assert len(rows) == 60
    wrong = []
    for date, low, high, in_favour, against in rows:
        (path,) = (shared / "statements" / "fomc-statements").glob(f"{date}*")
        decision = read_policy_decision(read_statement(path))
        assert decision and decision.rate and decision.vote, date
        (level,) = decision.rate.levels
        found = (
            level.low,
            level.high,
            len(decision.vote.members_for),
            ", ".join(decision.vote.members_against),
        )
        if found != (float(low), float(high), int(in_favour), against):
            wrong.append((date, found))
    assert wrong == []
