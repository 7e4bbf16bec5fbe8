"""The real statements, where they are at hand: paragraphs as printed, the same from two formats, nothing lost."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from rapporteur.compare.comparability import judge
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Statement, StatementKind, Verdict

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import reading_quality as quality


def read(shared: Path, pattern: str) -> Statement:
    return quality.read(next((shared / "statements").glob(pattern)))[1]


def numbers(statement: Statement, prefix: str = "") -> list[int]:
    """The paragraph numbers in the order in which they come, each once."""
    found = dict.fromkeys(c.paragraph for c in statement.clauses if c.paragraph.startswith(prefix))
    return [int(p.removeprefix(prefix)) for p in found if p.removeprefix(prefix).isdigit()]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("adgmin/2023*", range(1, 22)),
        ("adgmin/2024*", range(1, 29)),
        ("bsaev/2020*", range(1, 12)),
        ("bsaev/2022*", range(2, 11)),
        ("bsaev/2023*", range(2, 11)),
        ("bsaev/2024*", range(2, 13)),
        ("g7-leaders-communique/2021*", range(1, 71)),
        ("g7-leaders-communique/2023*", [*range(1, 11), *range(12, 67)]),
        ("unfccc-thread-cover-cma/2021*", range(1, 98)),
        ("unfccc-thread-cover-cma/2022*", range(1, 95)),
        ("unfccc-thread-gcf-guidance/2014*", range(1, 28)),
        ("unfccc-thread-gender/2016*", range(1, 34)),
    ],
)
def test_paragraphs_are_found_as_they_are_printed(pattern: str, expected: list[int], shared: Path) -> None:
    statement = read(shared, pattern)
    found = numbers(statement)
    assert found[: len(list(expected))] == list(expected)


def test_every_decision_of_a_pdf_has_its_paragraphs(shared: Path) -> None:
    old, new = read(shared, "unfccc-cma-decisions/2021*"), read(shared, "unfccc-cma-decisions/2022*")
    for statement, decision, last in (
        (old, "2-CMA.3", 20), (old, "3-CMA.3", 17), (old, "4-CMA.3", 13), (new, "1-CMA.4", 94),
        (new, "2-CMA.4", 18), (new, "3-CMA.4", 28), (new, "4-CMA.4", 21), (new, "5-CMA.4", 18),
    ):  # fmt: skip
        assert numbers(statement, f"{decision}/") == list(range(1, last + 1)), decision
    assert numbers(old) == list(range(1, 98))
    assert not any("footnote" in c.text.lower() for c in old.clauses)


def test_a_cut_paragraph_and_a_bold_end_are_whole(shared: Path) -> None:
    old, new = read(shared, "adgmin/2023*"), read(shared, "adgmin/2024*")
    last = next(c for c in new.clauses if c.address.endswith("#26.b"))
    assert last.text.startswith("The Meeting also called") and last.text.endswith("opportunities.")
    fifth = [c for c in old.clauses if c.paragraph == "5"]
    assert len(fifth) == 1 and fifth[0].text.endswith("1st ADGMIN.")


def test_two_formats_give_the_same_clauses(shared: Path) -> None:
    _, figures = quality.measure_formats(shared / "statements")
    assert figures["reading: two formats, clauses"] >= 0.99
    assert figures["reading: two formats, words"] >= 0.97


def test_nothing_of_a_statement_is_lost(shared: Path) -> None:
    rows, figures = quality.measure_series(shared / "statements")
    assert figures["reading: least coverage"] >= 0.98, "\n".join(rows)


def test_the_gold_units_are_in_clauses(shared: Path) -> None:
    _, figures = quality.measure_gold(shared)
    assert (
        figures["reading: least gold units covered"] >= 0.975
    )  # 0.9767 since the gold has 27 pairs and not 15
    assert figures["reading: clause cuts F1"] >= 0.94


def test_of_a_page_only_the_statement_remains(shared: Path) -> None:
    for pattern in ("ecb-statements/*", "ecb-decisions/*"):
        for path in sorted((shared / "statements").glob(pattern)):
            statement = quality.read(path)[1]
            text = statement.text.lower()
            assert "cookie" not in text and "skip to" not in text and "my first question" not in text
            assert statement.kind is StatementKind.CENTRAL_BANK


def test_a_scan_is_refused(shared: Path) -> None:
    with pytest.raises(UnreadableError, match="ocrmypdf"):
        read(shared, "ph-iatf-pdf/*28.pdf")


@pytest.mark.parametrize(
    "pattern", ["apec/*", "adgmin-press/2021*", "adgmin-press/2024*", "adgmin-press/2025*"]
)
def test_press_releases_are_told(pattern: str, shared: Path) -> None:
    statement = read(shared, pattern)
    assert statement.kind is StatementKind.PRESS_RELEASE
    assert judge(read(shared, "adgmin/2024*"), statement).verdict is Verdict.DIFFERENT_KIND


def test_minutes_in_word_come_with_their_tables(shared: Path) -> None:
    statement = read(shared, "taiwan-cbc-minutes/2020-06*")
    assert statement.kind is StatementKind.MINUTES
    assert sum(" | " in c.text for c in statement.clauses) >= 10


def test_a_negotiating_text_is_a_draft(shared: Path) -> None:
    statement = read(shared, "paris-text-md/2015-10*")
    assert statement.kind is StatementKind.DRAFT and len(statement.brackets) > 100
