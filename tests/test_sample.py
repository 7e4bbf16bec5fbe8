"""The sample workspace and what the tool finds in it: every case of ``data/expected.toml``, aspect by aspect."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from rapporteur.compare.comparison import read_statement
from sample import CASES, DATA, EXPECTED, aspects, change_of, dates, named, sides, statements

KINDS = ("unchanged", "editorial", "reworded", "rewritten", "added", "dropped")
FLAGS = ("moved", "split", "merged")
OVERLAP = 12
"""So many words in a row that the sample shares with a real text would be a quotation, not a manner of speaking."""

# --------------------------------------------------------------------------------------------------
# What the tool finds


@aspects("kind")
def test_a_change_bears_the_name_that_a_careful_reader_gives_it(case: dict[str, Any], name: str) -> None:
    wanted = [case[name]] if isinstance(case[name], str) else case[name]
    change = change_of(case)
    assert change.kind.value in wanted
    assert bool(change.old) == ("old_clauses" in case)
    assert bool(change.new) == ("new_clauses" in case)


@aspects(*FLAGS)
def test_a_clause_moved_split_or_merged_is_shown_as_such(case: dict[str, Any], name: str) -> None:
    change = change_of(case)
    assert getattr(change, name) is case[name]
    assert len(change.old) == len(case["old_clauses"])
    assert len(change.new) == len(case["new_clauses"])


@aspects("strength")
def test_a_clause_that_binds_more_or_less_is_shown_as_such(case: dict[str, Any], name: str) -> None:
    change = change_of(case)
    wanted = [case[name]] if isinstance(case[name], str) else case[name]
    assert change.strength.value in wanted, change.strength_reasons


@aspects("hedge")
def test_a_new_hedge_is_among_the_reasons(case: dict[str, Any], name: str) -> None:
    assert any(case[name] in reason for reason in change_of(case).strength_reasons)


@aspects("deadline")
def test_a_deadline_set_slipped_or_lifted_is_read_with_its_dates(case: dict[str, Any], name: str) -> None:
    olds, news = sides(case)
    assert case.get("due", "") in dates(olds) | {""}
    if case[name] == "lifted":
        assert not dates(news)
    else:
        assert case["now"] in dates(news) - dates(olds)


@aspects("inner")
def test_what_was_welcomed_is_read_beside_the_welcome(case: dict[str, Any], name: str) -> None:
    _, news = sides(case)
    inner = [act.inner for clause in news for act in clause.acts]
    assert any(case[name] in (found or "") for found in inner), inner


@aspects("state")
def test_progress_is_read(case: dict[str, Any], name: str) -> None:
    _, (clause,) = sides(case)
    assert clause.state == case[name]


@aspects("whole")
def test_a_paragraph_cut_by_a_page_break_is_one_clause(case: dict[str, Any], name: str) -> None:
    _, (clause,) = sides(case)
    assert clause.text.endswith(case[name])


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            c, id=c["clause"], marks=pytest.mark.xfail(reason="not found yet") if c.get("missed") else ()
        )
        for c in EXPECTED["themed"]
    ],
)
def test_a_clause_has_the_themes_that_a_careful_reader_gives_it(case: dict[str, Any]) -> None:
    clause = named(statements()[case["forum"], case["date"]], case["clause"])
    found = {theme.id: theme.reason for theme in clause.themes}
    assert set(case["has"]) <= set(found) <= {*case["has"], *case["may"]}, found


def test_the_tool_reads_every_word_of_the_sample() -> None:
    for statement in statements().values():
        numbered = [c.paragraph for c in statement.clauses if c.paragraph.isdigit()]
        assert list(dict.fromkeys(numbered)) == [str(n) for n in range(1, int(numbered[-1]) + 1)]
        assert statement.coverage >= 0.98


def test_every_statement_says_where_and_when_it_was_adopted() -> None:
    for statement in statements().values():
        assert statement.meeting.date
        assert statement.meeting.place
        assert statement.meeting.number


def test_the_workspace_adds_the_names_of_its_own_partners() -> None:
    bare = read_statement(next((DATA / "statements" / "vedim").glob("2024-*")))
    assert not {partner for clause in bare.clauses for partner in clause.partners}
    ours = {partner for clause in statements()["vedim", "2024-02-23"].clauses for partner in clause.partners}
    assert ours == {
        "Kingdom of Sarnholt",
        "Orrowmere Federation",
        "Concord Telecommunication Bureau",
        "Free Ports of Talvane",
        "Lantern Coast League",
    }


# --------------------------------------------------------------------------------------------------
# What the sample must be


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2021-02-26", "2022-02-18"),
        ("2022-02-18", "2023-03-03"),
        ("2023-03-03", "2024-02-23"),
        ("2024-02-23", "2025-02-14"),
    ],
)
def test_every_pair_shows_every_kind_of_change(old: str, new: str) -> None:
    cases = [case for case in CASES if (case["forum"], case["old"], case["new"]) == ("vedim", old, new)]
    assert set(KINDS) <= {kind for case in cases for kind in KINDS if kind in case.get("kind", "")}
    assert all(any(case.get(flag) for case in cases) for flag in FLAGS)
    assert {"stronger", "weaker"} <= {str(case.get("strength")) for case in cases}
    assert {"set", "slipped"} <= {case.get("deadline") for case in cases}
    assert {"kept", "date passed, not mentioned"} <= {str(case.get("promise")) for case in cases}
    assert any("hedge" in case for case in cases)
    assert any("inner" in case for case in cases)


def test_every_file_says_that_it_is_fictional() -> None:
    for path in sorted(DATA.rglob("*")):
        if path.suffix in (".md", ".txt", ".toml", ".html"):
            assert "fictional" in path.read_text(encoding="utf-8").lower()[:700], path


def test_the_sample_quotes_no_real_statement(shared: Path) -> None:
    real = set().union(*(runs(path) for path in texts(shared / "statements")))
    for path in texts(DATA):
        assert not runs(path) & real, path


def texts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix in (".md", ".txt"))


def runs(path: Path) -> set[tuple[str, ...]]:
    """Every run of OVERLAP words in a file."""
    words = re.findall(r"[a-z0-9]+", path.read_text(encoding="utf-8", errors="replace").lower())
    return {tuple(words[i : i + OVERLAP]) for i in range(len(words) - OVERLAP + 1)}
