"""The meeting calendar: declared days and rules, what is awaited on a day, and the same days in the calendar file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.store.meetings import is_rule, meetings_after, next_after
from rapporteur.compare.store.settings import read_settings
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.cli import main
from rapporteur.reports.export.calendars import to_ics
from rapporteur.reports.export.holdings import read_holding
from sample import DATA

YEARLY = "FREQ=YEARLY;BYMONTH=2;BYDAY=2TH"


def test_declared_days_come_before_the_rule() -> None:
    assert meetings_after(["2026-02-20"], YEARLY, "2025-02-14", "2028-12-31") == (
        "2026-02-20",
        "2027-02-11",
        "2028-02-10",
    )
    assert next_after([], YEARLY, "2025-02-14") == "2026-02-12"
    assert next_after(["2025-09-01"], YEARLY, "2025-02-14") == "2025-09-01"
    assert next_after([], "", "2025-02-14") == ""


def test_a_meeting_held_shortly_before_its_rule_is_not_awaited_once_more() -> None:
    assert meetings_after([], YEARLY, "2026-02-05", "2026-12-31") == ()
    assert meetings_after([], "FREQ=MONTHLY;BYDAY=1WE", "2026-01-06", "2026-02-28") == ("2026-02-04",)


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "every spring",
        "FREQ=SECONDLY",
        "FREQ=YEARLY;BYHOUR=3",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "BYDAY=1MO",
    ],
)
def test_a_rule_that_names_no_day_is_refused(rule: str, tmp_path: Path) -> None:
    assert not is_rule(rule)
    if rule:
        (tmp_path / "rapporteur.toml").write_text(
            f'[forums.asgm]\nmeeting_rule = "{rule}"\n', encoding="utf-8"
        )
        with pytest.raises(WorkspaceError, match="meeting_rule"):
            read_settings(tmp_path)


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    folder = shutil.copytree(DATA, tmp_path / "data")
    settings = (folder / "rapporteur.toml").read_text(encoding="utf-8")
    settings = settings.replace("next_meeting = 2026-02-12\n", f'meeting_rule = "{YEARLY}"\n')
    settings = settings.replace("next_meeting = 2026-09-03\n", 'meetings = ["2024-09-06", "2026-09-03"]\n')
    (folder / "rapporteur.toml").write_text(settings, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("day", "awaited"),
    [
        ("2026-02-11", []),
        ("2026-02-12", ["2026-02-12"]),
        ("2026-09-03", ["2026-02-12", "2026-09-03"]),
    ],
)
def test_check_due_names_each_meeting_without_a_statement(
    workspace: Path, day: str, awaited: list[str]
) -> None:
    told = CliRunner().invoke(main, ["check", "--data", str(workspace), "--due", day])
    assert told.exit_code == (1 if awaited else 0), told.output
    assert [d for d in ("2026-02-12", "2026-09-03") if f"met on {d}" in told.output] == awaited


def test_the_rule_gives_the_next_meeting_of_calendar_and_briefing(workspace: Path) -> None:
    holding = read_holding(open_workspace(workspace), "vedim")
    assert holding.next_meeting == "2026-02-12"
    assert b"DTSTART;VALUE=DATE:20260212" in to_ics([holding])


def test_the_workflow_to_copy_asks_the_calendar_first() -> None:
    import yaml

    file = Path(__file__).resolve().parents[1] / "docs" / "ci" / "statements.yml"
    jobs = yaml.safe_load(file.read_text(encoding="utf-8"))["jobs"]
    assert (
        "check --data" in jobs["calendar"]["steps"][1]["run"]
        and "--due today" in jobs["calendar"]["steps"][1]["run"]
    )
    assert (
        jobs["check"]["needs"] == "calendar" and "needs.calendar.outputs.due == 'true'" in jobs["check"]["if"]
    )
