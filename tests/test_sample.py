"""The sample workspace and what the tool finds in it: every case of ``data/expected.toml``, aspect by aspect."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.index import Index
from rapporteur.compare.indexing import update_index
from rapporteur.compare.model import Change, Clause, Comparison, Statement, Thread, ThreadState
from rapporteur.compare.precedents import find_precedents
from rapporteur.compare.threads import follow_threads
from rapporteur.compare.workspace import open_workspace

DATA = Path(__file__).resolve().parents[1] / "data"
EXPECTED: dict[str, list[dict[str, Any]]] = tomllib.loads(
    (DATA / "expected.toml").read_text(encoding="utf-8")
)
CASES, THEMED = EXPECTED["case"], EXPECTED["themed"]
KINDS = ("unchanged", "editorial", "reworded", "rewritten", "added", "dropped")
FLAGS = ("moved", "split", "merged")
OVERLAP = 12
"""So many words in a row that the sample shares with a real text would be a quotation, not a manner of speaking."""


@cache
def statements() -> dict[tuple[str, str], Statement]:
    """Every statement of the sample by forum and date."""
    workspace = open_workspace(DATA)
    return {(s.meeting.forum, s.meeting.date): s for f in workspace.forums for s in workspace.statements(f)}


@cache
def compared(forum: str, old: str, new: str) -> Comparison:
    """The comparison of two meetings, made once for all its cases."""
    everything = statements()
    return compare_statements(everything[forum, old], everything[forum, new])


@cache
def threads(forum: str) -> tuple[Thread, ...]:
    """The threads of a forum over all its meetings."""
    dates = sorted(date for name, date in statements() if name == forum)
    pairs = [compared(forum, old, new) for old, new in pairwise(dates)]
    return follow_threads([statements()[forum, date] for date in dates], pairs)


def named(statement: Statement, wanted: str) -> Clause:
    """The one clause that ``"13 a few words"`` names in a statement."""
    number, _, words = wanted.partition(" ")
    paragraph, quote = (number, words) if number.isdigit() else (None, wanted)
    found = [c for c in statement.clauses if quote in c.text and paragraph in (None, c.paragraph)]
    assert len(found) == 1, f"{statement.name}: '{wanted}' names {[c.address for c in found]}"
    return found[0]


def sides(case: dict[str, Any]) -> tuple[list[Clause], list[Clause]]:
    """The clauses that a case names on the old and on the new side."""
    comparison = compared(case["forum"], case["old"], case["new"])
    olds = [named(comparison.old, quote) for quote in case.get("old_clauses", ())]
    news = [named(comparison.new, quote) for quote in case.get("new_clauses", ())]
    return olds, news


def change_of(case: dict[str, Any]) -> Change:
    """The change that holds all the clauses of a case; of nothing else where the case speaks of the whole."""
    olds, news = ({clause.address for clause in side} for side in sides(case))
    holding = [
        change
        for change in compared(case["forum"], case["old"], case["new"]).changes
        if olds & set(change.old) or news & set(change.new)
    ]
    shown = [(change.kind.value, change.old, change.new) for change in holding]
    assert len(holding) == 1, f"not one change but {shown}"
    assert olds <= set(holding[0].old), shown
    assert news <= set(holding[0].new), shown
    return holding[0]


def aspects(*names: str) -> Any:
    """One test per case that says something about one of ``names``."""
    chosen = [
        pytest.param(
            case,
            name,
            id=f"{case['new'][:4]} {case['name']}",
            marks=pytest.mark.xfail(reason="not found yet") if name in case.get("missed", ()) else (),
        )
        for case in CASES
        for name in names
        if name in case
    ]
    return pytest.mark.parametrize(("case", "name"), chosen)


def dates(clauses: list[Clause]) -> set[str]:
    return {deadline.date for clause in clauses for deadline in clause.deadlines}


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


@aspects("revived_from")
def test_a_clause_that_comes_back_is_known_from_the_meeting_that_last_had_it(
    case: dict[str, Any], name: str
) -> None:
    _, (clause,) = sides(case)
    (thread,) = (t for t in threads(case["forum"]) if any(clause.address in s.addresses for s in t.steps))
    steps = {step.statement.split("/")[1]: step for step in thread.steps}
    assert steps[case["new"]].state is ThreadState.REVIVED
    assert case["old"] not in steps or not steps[case["old"]].addresses
    assert steps[case[name]].addresses


@aspects("whole")
def test_a_paragraph_cut_by_a_page_break_is_one_clause(case: dict[str, Any], name: str) -> None:
    _, (clause,) = sides(case)
    assert clause.text.endswith(case[name])


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    """The word index of the sample, kept out of its folder."""
    with Index(tmp_path_factory.mktemp("index") / "words.sqlite") as index:
        update_index(open_workspace(DATA), index)
        yield index


@pytest.mark.parametrize("case", EXPECTED["precedent"], ids=lambda case: str(case["wording"]))
def test_every_use_of_a_wording_is_found_and_who_said_it_first(case: dict[str, Any], index: Index) -> None:
    uses = find_precedents(index, case["wording"]).uses
    found = [
        f"{use.entry.forum} {use.entry.date} {re.split(r'[.(]', use.entry.address.split('#')[1])[0]}"
        for use in uses
    ]
    assert found == case["uses"]


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            c, id=c["clause"], marks=pytest.mark.xfail(reason="not found yet") if c.get("missed") else ()
        )
        for c in THEMED
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
    kinds = {
        kind
        for case in cases
        for kind in ([case.get("kind", "")], case.get("kind"))[isinstance(case.get("kind"), list)]
    }
    assert set(KINDS) <= kinds
    assert all(any(case.get(flag) for case in cases) for flag in FLAGS)
    assert {"stronger", "weaker"} <= {str(case.get("strength")) for case in cases}
    assert {"set", "slipped"} <= {case.get("deadline") for case in cases}
    assert {"kept", "silent"} <= {case.get("promise") for case in cases}
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
