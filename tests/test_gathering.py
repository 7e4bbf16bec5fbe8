"""What a briefing on a workspace's forum is made of."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.briefing.collect import gather, make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.cli import main
from rapporteur.reports.commands.jobs import compare_forum


@pytest.fixture(scope="module")
def briefing(sample: Path) -> Briefing:
    workspace = open_workspace(sample)
    return gather(workspace, compare_forum(workspace, "vedim", read_series(workspace, "vedim"), None, None))


def test_the_meetings_before_stand_in_the_background(briefing: Briefing) -> None:
    assert [era.meeting for era in briefing.eras] == ["7th, 2022", "8th, 2023", "9th, 2024", "10th, 2025"]
    assert {"heat", "lanes", "timeline", "tiers"} <= {figure.id for figure in briefing.figures}
    assert briefing.lanes


def test_the_workspace_names_the_forum_and_the_next_meeting(briefing: Briefing) -> None:
    assert briefing.title.startswith("Vellamar Digital Ministers’ Meeting: what changed from the 9th (2024)")
    assert briefing.subtitle == "Briefing for the meeting of 12 February 2026"


def test_the_ledger_says_what_became_of_what_was_due(briefing: Briefing) -> None:
    outcomes = {(due.date, due.outcome) for due in briefing.due}
    assert ("2025-01-31", "kept") in outcomes
    assert ("2024-12-31", "date passed, not mentioned") in outcomes
    assert all("vedim/" not in due.reason for due in briefing.due)


def test_what_is_open_until_after_the_meeting_is_counted_and_not_listed(briefing: Briefing) -> None:
    assert all(due.date <= "2026-02-12" for due in briefing.due if due.outcome == "open")
    assert briefing.due_rest is not None
    assert "after 12 February 2026" in briefing.due_rest.text


def test_a_pair_without_a_workspace_has_no_meetings_before(briefing: Briefing) -> None:
    alone = make_briefing(briefing.material.comparisons[-1])
    assert not alone.eras
    assert {figure.id for figure in alone.figures} == {"shares", "tiers", "timeline"}


def test_verify_says_what_it_checked_and_fails_on_what_does_not_hold(sample: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke
    made = run(
        main,
        [
            "report",
            "--data",
            str(sample),
            "--forum",
            "lantern",
            "--format",
            "html",
            "--output",
            str(tmp_path),
        ],
    )
    assert made.exit_code == 0, made.output
    (page,) = tmp_path.glob("*.html")
    held = run(main, ["verify", str(page), "--sources", str(sample)])
    assert (held.exit_code, held.output.splitlines()[-1]) == (0, "Everything that was checked holds.")
    seen, mark, data = page.read_text("utf-8").partition('<script type="application/json"')
    page.write_text(seen.replace("Ministers", "Nobody") + mark + data, "utf-8")
    assert run(main, ["verify", str(page)]).exit_code == 1


def test_templates_are_copied_once_and_never_over_others(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(main, ["templates", str(tmp_path / "mine")]).exit_code == 0
    assert (tmp_path / "mine" / "style.css").is_file()
    again = run(main, ["templates", str(tmp_path / "mine")])
    assert again.exit_code == 2
    assert "is not empty" in again.output


@pytest.mark.parametrize(
    "asked",
    [("ledger", "--forum", "vedim"), ("trace", "roaming", "--forum", "vedim"), ("across", "ai")],
    ids=lambda asked: asked[0],
)
def test_an_answer_of_the_record_is_a_tagged_pdf_with_its_data(
    asked: tuple[str, ...], sample: Path, tmp_path: Path
) -> None:
    pikepdf = pytest.importorskip("pikepdf")
    target = tmp_path / "answer.pdf"
    made = CliRunner().invoke(
        main, [*asked, "--data", str(sample), "--format", "pdf", "--output", str(target)]
    )
    if made.exit_code == 3:
        pytest.skip(f"no PDF here: {made.output}")
    assert made.exit_code == 0, made.output
    with pikepdf.open(target) as document:
        assert document.Root.MarkInfo.Marked
        assert list(document.attachments) == ["answer.json"]
        facts = json.loads(document.attachments["answer.json"].get_file().read_bytes())
    assert facts["format"].startswith("rapporteur-")


def test_the_whole_series_stands_in_the_background_where_it_is_asked_for(sample: Path) -> None:
    workspace = open_workspace(sample)
    pair = compare_forum(workspace, "vedim", read_series(workspace, "vedim"), None, None)
    assert len(gather(workspace, pair, meetings=3).editions) == 3
    assert gather(workspace, pair, meetings=0).editions == gather(workspace, pair).editions
