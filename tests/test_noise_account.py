"""Every difference of form is listed with its kind and both places, and none of substance among them."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner
from rapporteur.reports.answers.noise import noise_account
from rapporteur.reports.cli import main
from sample import compared

OLD = """# Joint Statement

3 May 2024

1. The Meeting welcomed the States' report on the harbours' lamps.

2. The Meeting agreed to dredge the 2024-2026 basin - and to light it.

3. The Meeting noted the tides.
"""
NEW = (
    OLD.replace("2024\n", "2025\n")
    .replace("States' report", "States’ report")
    .replace("basin - and", "basin – and")
    .replace("3. The Meeting noted", "4. The Meeting noted")
    .replace("dredge", "deepen")
)


def account(tmp_path: Path, form: str) -> str:
    for name, text in (("2024.md", OLD), ("2025.md", NEW)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / name) for name in ("2024.md", "2025.md")]
    made = CliRunner().invoke(main, ["compare", *files, "--forum", "harbour", "--noise", "-f", form])
    assert made.exit_code == 0, made.output
    return made.output


def test_quotes_dashes_and_numbers_are_listed_with_both_places(tmp_path: Path) -> None:
    found = [
        (one["kind"], one["old"], one["new"], one["was"], one["now"])
        for one in json.loads(account(tmp_path, "json"))["differences"]
    ]
    assert found == [
        ("curly quotes", "harbour/2024-05-03#1", "harbour/2025-05-03#1", "States'", "States’"),
        ("dashes", "harbour/2024-05-03#2", "harbour/2025-05-03#2", "-", "–"),
        ("renumbered", "harbour/2024-05-03#3", "harbour/2025-05-03#4", "para 3", "para 4"),
    ]
    assert "deepen" not in account(tmp_path, "json"), "what changed is no form"


def test_the_list_can_be_read_and_another_format_is_refused(tmp_path: Path) -> None:
    text = account(tmp_path, "text")
    assert "Three differences of form" in text and "para 1 → para 1" in text
    refused = CliRunner().invoke(
        main, ["compare", str(tmp_path / "2024.md"), str(tmp_path / "2025.md"), "--noise", "-f", "docx"]
    )
    assert refused.exit_code == 2 and "not as docx" in refused.output


def test_the_account_holds_what_the_briefing_counts() -> None:
    pair = compared("vedim", "2024-02-23", "2025-02-14")
    renumbered = [one for one in noise_account(pair).differences if one.kind == "renumbered"]
    assert len(renumbered) == sum(change.renumbered for change in pair.changes)
