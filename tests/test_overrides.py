"""The analyst's pins and bans of pairs: obeyed, bound to words, reported when stale."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rapporteur.compare.alignment.align import align_clauses
from rapporteur.compare.alignment.overrides import read_overrides, rule, write_entry
from rapporteur.compare.comparison import compare_statements
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind

OLD = (
    "The Meeting welcomed the progress of the Coastal Nets Programme in restoring mangrove belts.",
    "The Meeting encouraged Member Islands to share catch records through the Tuna Register.",
    "The Meeting thanked Norway for its support of the cold storage initiative.",
)
NEW = (
    "The Meeting adopted the second phase of the Coastal Nets Programme to restore mangrove belts.",
    "The Meeting urged Member Islands to share catch records through the Tuna Register.",
    "The Meeting stressed that young people must find work in aquaculture.",
)


def make_statement(texts: tuple[str, ...], date: str) -> Statement:
    clauses = tuple(
        Clause(f"isles/{date}#{n}", str(n), "", text, 0, len(text)) for n, text in enumerate(texts, 1)
    )
    return Statement(
        Meeting("isles", date=date), StatementKind.STATEMENT, "", " ".join(texts), clauses, f"{date}.md", date
    )


BEFORE, AFTER = make_statement(OLD, "2021-05-01"), make_statement(NEW, "2022-05-01")


def pairs(statement: Statement, *entries: str, folder: Path) -> set[tuple[str, str]]:
    path = folder / "overrides.toml"
    path.write_text("\n".join(entries), encoding="utf-8")
    alignment = align_clauses(
        BEFORE.clauses, statement.clauses, rule(read_overrides(path), BEFORE, statement)
    )
    return {
        (o.partition("#")[2], n.partition("#")[2]) for m in alignment.matches for o in m.old for n in m.new
    }


def test_without_entries_the_evidence_decides(tmp_path: Path) -> None:
    assert pairs(AFTER, folder=tmp_path) == {("1", "1"), ("2", "2")}


def test_a_pinned_pair_is_made_against_all_evidence(tmp_path: Path) -> None:
    entry = write_entry(BEFORE.clauses[2], AFTER.clauses[2], pin=True)
    assert pairs(AFTER, entry, folder=tmp_path) == {("1", "1"), ("2", "2"), ("3", "3")}


def test_a_forbidden_pair_is_not_made(tmp_path: Path) -> None:
    entry = write_entry(BEFORE.clauses[1], AFTER.clauses[1], pin=False)
    assert pairs(AFTER, entry, folder=tmp_path) == {("1", "1")}


def test_a_renumbered_clause_is_found_by_its_words(tmp_path: Path) -> None:
    entry = write_entry(BEFORE.clauses[2], AFTER.clauses[2], pin=True)
    renumbered = replace(AFTER, clauses=tuple(replace(c, address=f"{c.address}.a") for c in AFTER.clauses))
    assert ("3", "3.a") in pairs(renumbered, entry, folder=tmp_path)


def test_a_stale_entry_does_nothing_and_is_reported(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text(
        write_entry(BEFORE.clauses[2], AFTER.clauses[2], pin=True), encoding="utf-8"
    )
    reworded = make_statement((*NEW[:2], "The Meeting said something else."), "2022-05-01")
    comparison = compare_statements(BEFORE, reworded, overrides=read_overrides(tmp_path / "overrides.toml"))
    assert comparison.overrides[0].startswith("stale, pinned: isles/2021-05-01#3")
    assert not any(change.pinned for change in comparison.changes)


def test_a_pinned_change_says_so_and_is_certain(tmp_path: Path) -> None:
    (tmp_path / "overrides.toml").write_text(
        write_entry(BEFORE.clauses[2], AFTER.clauses[2], pin=True), encoding="utf-8"
    )
    comparison = compare_statements(BEFORE, AFTER, overrides=read_overrides(tmp_path / "overrides.toml"))
    (pinned,) = [change for change in comparison.changes if change.pinned]
    assert pinned.old == (BEFORE.clauses[2].address,) and pinned.confidence == 1.0


def test_entries_for_other_meetings_are_passed_over() -> None:
    other = make_statement(OLD, "2019-05-01")
    (entry,) = (write_entry(other.clauses[0], AFTER.clauses[0], pin=True),)
    assert "2019-05-01" in entry
    assert rule((), BEFORE, AFTER).notes == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[[pin]]\nold = 'a#1'\n", "[[pin]] no. 1: 'old_words'"),
        ("[[pin]]\nolder = 'a#1'\n", "unknown key 'older'"),
        ("[[ban]]\nold = 'a#1'\n", "unknown table 'ban'"),
        ("pin = 3\n", "write [[pin]]"),
        ("[[pin]\n", "not valid TOML"),
    ],
)
def test_a_wrong_file_gets_one_clear_line(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "overrides.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(WorkspaceError) as error:
        read_overrides(path)
    assert told in str(error.value) and str(path) in str(error.value)


def test_no_file_means_no_entries(tmp_path: Path) -> None:
    assert read_overrides(tmp_path / "overrides.toml") == ()


def test_a_pin_behind_a_list_inside_a_sentence_still_names_its_clause(tmp_path: Path) -> None:
    listed = "The Meeting agreed to work in (i) calm ports; (ii) brave pilots; and (iii) good charts."
    before = make_statement((listed, *OLD), "2021-05-01")
    opening = replace(before.clauses[0], text="The Meeting agreed to work in", run_in=False)
    entries = tuple(
        replace(
            before.clauses[0], address=f"isles/2021-05-01#1({key})", text=text, lead=opening.text, run_in=True
        )
        for key, text in (("i", "calm ports;"), ("ii", "brave pilots; and"), ("iii", "good charts."))
    )
    before = replace(before, clauses=(opening, *entries, *before.clauses[1:]))
    path = tmp_path / "overrides.toml"
    path.write_text(write_entry(before.clauses[6], AFTER.clauses[2], pin=True), encoding="utf-8")
    alignment = align_clauses(before.clauses, AFTER.clauses, rule(read_overrides(path), before, AFTER))
    (pinned,) = [match for match in alignment.matches if match.pinned]
    assert (pinned.old, pinned.new) == ((before.clauses[6].address,), (AFTER.clauses[2].address,))
