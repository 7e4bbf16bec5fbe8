"""Adversarial repetition: what is long costs as much more as it is longer, or is refused in a line before the work."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.clauses.normalise import LONGEST
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.history.ledger import read_ledger
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.redlines import moves
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.strength.pairing import MOST, pair_acts, place_acts
from rapporteur.reports.cli import main

HEAD = "Joint Statement of the {number} Meeting\n\nOrrin, 3 March {year}\n\n"


@pytest.mark.parametrize("unit", ["a a a , ", "“a” ", "[a] ", "the of in "])
def test_a_redline_of_light_words_measures_each_word_a_few_times(
    unit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """S13: every start of a long run that is no phrase was measured to its end, the square of its length."""
    measured, measure = [], moves._measure

    def counted(*where: object) -> int:
        measured.append(measure(*where))  # type: ignore[arg-type]  # as it was called
        return measured[-1]

    monkeypatch.setattr(moves, "_measure", counted)
    long = unit * (20_000 // len(unit))
    assert redline(f"y {long}", f"{long} z")
    assert sum(measured) <= 4 * len(long)


def test_a_million_characters_of_light_words_have_a_redline() -> None:
    long = "a a a , " * 125_000
    assert "".join(edit.text for edit in redline(long, f"{long}z") if edit.kind != "delete") == f"{long}z"


@pytest.mark.parametrize("unit", ["a\n\n", "a\f", "by 2024, ", "agreed to meet "])
def test_a_sentence_without_end_is_refused_in_a_line(unit: str, tmp_path: Path) -> None:
    """S15: a text of 60,000 lines of one letter became one sentence that was searched anew for each line."""
    path = tmp_path / "a.txt"
    path.write_text(HEAD.format(number="3rd", year=2024) + unit * 20_000)
    result = CliRunner().invoke(main, ["read", str(path)])
    assert result.exit_code == 2 and len(result.output.splitlines()) == 1
    assert "the sentence that begins" in result.output and f"more than {LONGEST:,}" in result.output


def test_a_sentence_of_the_greatest_length_is_read(tmp_path: Path) -> None:
    path = tmp_path / "2024-03-03-a.txt"
    path.write_text(
        HEAD.format(number="3rd", year=2024) + "1. " + "mole and pier " * (LONGEST // 14 - 2) + "x.\n"
    )
    (clause,) = read_statement(path).clauses
    assert LONGEST - 100 < len(clause.text) <= LONGEST


def test_a_sentence_of_a_hundred_acts_pairs_none(tmp_path: Path) -> None:
    lexicon, paired = read_lexicon(), []
    for count in (3, int(MOST**0.5) + 1):
        path = tmp_path / f"{count}.txt"
        path.write_text(
            HEAD.format(number="3rd", year=2024)
            + "1. The Ministers agreed to keep the chart"
            + ", agreed to keep the chart" * (count - 1)
            + ".\n"
        )
        acts = place_acts(read_statement(path).clauses, lexicon)
        assert len(acts) == count
        paired.append(len(pair_acts(acts, acts)))
    assert paired == [3, 0]


def test_two_editions_of_a_meeting_with_other_numbers_have_a_briefing(tmp_path: Path) -> None:
    """A promise of three words, looked for beside its neighbour in an edition that numbers it otherwise."""
    files = []
    for first in (1, 5):
        lines = (
            "The Ministers noted the gauge at Marl Point.",
            "They agreed to meet.",
            "They welcomed the chart.",
        )
        text = "\n\n".join(f"{number}. {line}" for number, line in enumerate(lines, first))
        path = tmp_path / "quay" / f"2024-03-03-edition-{first}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD.format(number="3rd", year=2024) + text)
        files.append(str(path))
    statements = [read_statement(path) for path in files]
    assert statements[0].name == statements[1].name
    assert read_ledger(statements, (compare_statements(*statements, force=True),))
    order = ["compare", *files, "--force", "--format", "json", "--output", str(tmp_path / "out.json")]
    result = CliRunner().invoke(main, order)
    assert result.exit_code == 0, result.output
