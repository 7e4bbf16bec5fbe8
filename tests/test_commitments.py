"""Commitments clause by clause, the ledger's commands, and cases of dates, sessions and editions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import fictional
import pytest
from click.testing import CliRunner
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.history.commitments import Catalyst, assess_statement
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.model import Outcome
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.cli import main
from test_ledger import ledger, statement


@pytest.mark.parametrize(
    ("text", "catalyst"),
    [
        ("The Meeting agreed to plant 40 willows by the end of 2030.", Catalyst.TARGET),
        ("The Meeting agreed to publish the Tide Atlas by the end of 2030.", Catalyst.TIMETABLE),
        ("The Meeting tasked the Secretariat to publish the Tide Atlas.", Catalyst.MANDATE),
        ("The Meeting tasked the Secretariat to report to it on the Tide Atlas.", Catalyst.ACCOUNTABILITY),
        ("The Meeting agreed to provide USD 5 million to the Buoy Fund.", Catalyst.MONEY),
        ("The Meeting agreed to open the Tide Centre as a matter of priority.", Catalyst.PRIORITY),
    ],
)
def test_a_commitment_has_its_catalysts(text: str, catalyst: Catalyst) -> None:
    (assessed,) = assess_statement(statement("2029-05-01", text))
    assert assessed.is_commitment and catalyst in assessed.catalysts


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The tides were high.", "no act of the authors"),
        ("The Meeting agreed to strengthen cooperation.", "no end that could be checked"),
        ("The Meeting noted the survey.", "records or welcomes"),
        ("The Meeting reaffirmed the Tide Code.", "re-states what was said before"),
        ("The Meeting adopted the Tide Atlas.", "done by being said, or a state of mind"),
    ],
)
def test_what_is_no_commitment_says_why(text: str, reason: str) -> None:
    (assessed,) = assess_statement(statement("2029-05-01", text))
    assert not assessed.is_commitment and assessed.reason == reason and assessed.catalysts == ()


def test_the_commands_list_clauses_and_filter_by_catalyst(sample: Path) -> None:
    run = CliRunner().invoke
    everything = run(main, ["ledger", "--data", str(sample), "--forum", "vedim", "--clauses"])
    some = run(main, ["ledger", "--data", str(sample), "--forum", "vedim", "--catalyst", "timetable"])
    assert everything.exit_code == some.exit_code == 0
    assert "Catalysts: " in everything.output and everything.output.count("\n") > some.output.count("\n") > 5
    assert "  none  " not in some.output


BANK = "# Rate decision of the Reed Bank\n\n{date}\n\n1. The Board decided to {what}.\n\n2. Voting for this action were {names}.\n"


def test_the_votes_of_a_bank_are_told_by_meeting_and_by_member(tmp_path: Path) -> None:
    folder = tmp_path / "reed"
    folder.mkdir()
    (folder / "2031-04-01.md").write_text(
        BANK.format(
            date="1 April 2031",
            what="leave the cash rate unchanged at 3.5 percent",
            names="Ada Lund and Bo Karr",
        )
    )
    against = "Ada Lund. Voting against this action was Bo Karr, who preferred no change"
    (folder / "2031-05-01.md").write_text(
        BANK.format(
            date="1 May 2031", what="lower the cash rate by 25 basis points to 3.25 percent", names=against
        )
    )
    told = CliRunner().invoke(main, ["ledger", "--data", str(tmp_path), "--votes"])
    assert told.exit_code == 0, told.output
    assert "cash rate lowered by 25 basis points, from 3.5 to 3.25 percent" in told.output
    assert "1-1, against: Bo Karr" in told.output and "Bo Karr: preferred no change" in told.output


def test_a_decision_that_is_done_by_being_taken_is_no_undertaking() -> None:
    rate = "The Directors of the Reed Bank agreed to lower the policy rate by 30 basis points to 4.1 percent."
    assert ledger(statement("2029-05-01", rate)) == ()


def test_two_editions_of_one_meeting_are_no_traceback(tmp_path: Path) -> None:
    head = "# Joint Statement of the 4th Meeting of Harbour Ministers\n\nSandwick, 20 March 2025\n\n"
    old, new = tmp_path / "a.md", tmp_path / "b.md"
    old.write_text(head + "1. The Ministers noted the lamps.\n\n2. The Ministers agreed to meet.\n")
    new.write_text(head + "3. The Ministers noted the lamps.\n\n4. They agreed to meet.\n")
    sides = [read_statement(path, forum="harbour") for path in (old, new)]
    comparison = compare_statements(sides[0], sides[1], force=True)
    assert all(p.outcome is not Outcome.KEPT for p in read_ledger(sides, [comparison]))
    assert CliRunner().invoke(main, ["compare", str(old), str(new)]).exit_code == 0


def test_a_session_is_a_date_by_name() -> None:
    first = statement(
        "2029-05-01",
        "The Meeting requested the Pilots to report to the Sixty-eighth Reed Assembly on the eels.",
    )
    later = replace(
        statement("2031-05-01", "Members thanked the hosts for bread."),
        title="Resolution of the Sixty-eighth Reed Assembly",
    )
    (promise,) = ledger(first, later)
    assert (promise.outcome, promise.deadline and promise.deadline.date) == (
        Outcome.UNMENTIONED,
        "2031-05-01",
    )
    other = replace(later, title="Resolution of the Sixty-seventh Reed Assembly")
    assert ledger(first, other)[0].deadline is None


def test_a_row_under_a_head_of_dates_has_its_date(tmp_path: Path) -> None:
    path = tmp_path / "timetable.md"
    path.write_text(
        "# Statement of the Harbour Ministers\n\nSandwick, 20 March 2025\n\n1. The Meeting adopted the timetable.\n\n"
        "| No. | Step | Lead | By |\n|---|---|---|---|\n| 1 | Adopt the pilot code | Ministers | December 2026 |\n"
    )
    dates = [d.date for clause in read_statement(path).clauses for d in clause.deadlines]
    assert dates == ["2026-12-31"]


def test_it_refers_back_on_both_sides() -> None:
    first = statement(
        "2024-03-12",
        "The Meeting noted the wreck survey.",
        "The Ministers will decide on it by the end of 2024.",
    )
    undone = statement(
        "2025-03-20", "The Meeting noted the wreck survey.", "The Ministers did not decide on it."
    )
    assert ledger(first, undone)[0].outcome is Outcome.OVERDUE


def test_stale_corrections_are_not_in_force() -> None:
    pair = replace(
        fictional.comparison(), overrides=("Pinned a to b.", "stale, pin a to c: the words have changed")
    )
    lead = make_briefing(pair).sections["overrides"].lead
    assert lead == "One correction by an analyst is in force; one entry is stale and without effect."
