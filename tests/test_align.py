"""The alignment: what must be paired, what must not, and what may never matter."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.alignment.align import COPIES, align_clauses, group_links
from rapporteur.compare.alignment.features import Candidates, best_of, measure
from rapporteur.compare.alignment.model import (
    CERTAIN,
    Model,
    Regression,
    Texts,
    judge,
    read_model,
    to_chance,
)
from rapporteur.compare.alignment.order import find_moved, measure_order
from rapporteur.compare.alignment.overrides import NO_RULING, Ruling
from rapporteur.compare.alignment.vectors import TOP, Sides, find_candidates, near_pairs, word_vectors
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.model import LIKELY, PERHAPS, Alignment, Clause
from rapporteur.compare.text.stem import split_words, stem
from rapporteur.reports.formats.tables import comparison_json
from scipy import sparse

OLD = (
    "The 3rd Meeting of Ministers of Fisheries was held in Lautoka, Fiji on 4-5 May 2021.",
    "The Meeting welcomed the progress of the Coastal Nets Programme in restoring mangrove belts.",
    "The Meeting encouraged Member Islands to share catch records through the Tuna Register.",
    "The Meeting noted the outcome of the second workshop on reef monitoring by satellite.",
    "The Meeting agreed to set up a task force on abandoned fishing gear.",
    "The Meeting thanked Norway for its support of the cold storage initiative.",
    "The Meeting agreed to convene the 4th Meeting in Honiara in 2022.",
)
NEW = (
    "The 4th Meeting of Ministers of Fisheries was held in Honiara, Solomon Islands on 9 June 2022.",
    "The Meeting adopted the Coastal Nets Programme's second phase to restore mangrove belts by 2025.",
    "The Meeting urged Member Islands to share catch records in real time through the Tuna Register.",
    "The Meeting endorsed the first report of the task force on abandoned fishing gear.",
    "The Meeting stressed that young people must find work in aquaculture and marine tourism.",
    "The Meeting thanked Norway for its continued support of the cold storage initiative.",
    "The Meeting agreed to convene the 5th Meeting in Apia in 2023.",
)


def make_clauses(texts: tuple[str, ...] | list[str], side: str) -> list[Clause]:
    """One paragraph each, numbered as a statement would."""
    return [
        Clause(f"{side}#{n}", str(n), "", text, 0, len(text), label=f"{n}.")
        for n, text in enumerate(texts, 1)
    ]


def pairs_of(alignment: Alignment) -> set[tuple[str, str]]:
    """Every old and new address that one match puts side by side."""
    return {(old, new) for match in alignment.matches for old in match.old for new in match.new}


def test_successors_are_paired_and_the_rest_is_new_or_gone() -> None:
    said = pairs_of(align_clauses(make_clauses(OLD, "old"), make_clauses(NEW, "new")))
    assert said == {(f"old#{a}", f"new#{b}") for a, b in ((1, 1), (2, 2), (3, 3), (5, 4), (6, 6), (7, 7))}


def test_what_has_no_match_keeps_its_nearest_candidate() -> None:
    alignment = align_clauses(make_clauses(OLD, "old"), make_clauses(NEW, "new"))
    lonely = [match for match in alignment.matches if not (match.old and match.new)]
    assert {match.old + match.new for match in lonely} == {("old#4",), ("new#5",)}
    assert all(match.nearest and match.nearest_confidence < PERHAPS for match in lonely)


def test_a_statement_against_itself_is_paired_clause_by_clause() -> None:
    alignment = align_clauses(make_clauses(OLD, "old"), make_clauses(OLD, "new"))
    assert pairs_of(alignment) == {(f"old#{n}", f"new#{n}") for n in range(1, len(OLD) + 1)}
    assert alignment.order_index == 1.0
    assert not any(match.moved for match in alignment.matches)


def test_unrelated_texts_yield_no_match() -> None:
    recipe = (
        "Whisk the eggs with the sugar until the foam is pale.",
        "Fold in the flour and bake the sponge for forty minutes.",
        "Serve it cold with raspberries.",
    )
    assert not pairs_of(align_clauses(make_clauses(OLD, "old"), make_clauses(recipe, "new")))


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_a_reorganised_text_does_not_matter(seed: int) -> None:
    shuffled = make_clauses(NEW, "new")
    random.Random(seed).shuffle(shuffled)
    ordered = pairs_of(align_clauses(make_clauses(OLD, "old"), make_clauses(NEW, "new")))
    assert len(ordered ^ pairs_of(align_clauses(make_clauses(OLD, "old"), shuffled))) <= 1


@pytest.mark.parametrize(("old", "new"), [((), ()), (OLD, ()), ((), NEW), (OLD[:1], NEW[:1]), (("",), ("",))])
def test_small_and_empty_statements_are_answered(old: tuple[str, ...], new: tuple[str, ...]) -> None:
    alignment = align_clauses(make_clauses(old, "old"), make_clauses(new, "new"))
    told = [address for match in alignment.matches for address in (*match.old, *match.new)]
    assert sorted(told) == sorted(c.address for c in (*make_clauses(old, "old"), *make_clauses(new, "new")))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(OLD + NEW), max_size=8), st.lists(st.sampled_from(OLD + NEW), max_size=8))
def test_every_clause_is_told_exactly_once(old: list[str], new: list[str]) -> None:
    alignment = align_clauses(make_clauses(old, "old"), make_clauses(new, "new"))
    told = [address for match in alignment.matches for address in (*match.old, *match.new)]
    assert len(told) == len(set(told)) == len(old) + len(new)
    assert all(0 <= match.confidence <= 1 and 0 <= match.similarity <= 1 for match in alignment.matches)


def test_a_clause_that_changed_places_is_said_to_have_moved() -> None:
    new = [OLD[0], *OLD[2:6], OLD[1], OLD[6]]
    alignment = align_clauses(make_clauses(OLD, "old"), make_clauses(new, "new"))
    assert [match.old for match in alignment.matches if match.moved] == [("old#2",)]


def test_order_is_one_where_kept_and_low_where_reversed() -> None:
    assert measure_order([(n, n) for n in range(20)]) == 1.0
    assert measure_order([(n, 19 - n) for n in range(20)]) < 0.1


def test_the_lighter_of_two_that_crossed_is_the_one_that_moved() -> None:
    assert find_moved([(0, 1), (1, 0), (2, 2)], {(0, 1): 3.0, (1, 0): 9.0, (2, 2): 5.0}) == {(0, 1)}


def test_links_that_share_a_clause_become_one_group() -> None:
    assert group_links([(0, 0), (1, 2), (1, 3), (2, 4), (3, 4)]) == [
        ((0,), (0,)),
        ((1,), (2, 3)),
        ((2, 3), (4,)),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [("implementing", "implementation"), ("recognised", "recognize"), ("programme", "programs"), ("labour", "labor"), ("policies", "policy")],
)  # fmt: skip
def test_forms_and_spellings_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("universal", "unit"), ("general", "gender")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def candidates(table: list[list[float]], words: int = 20) -> Candidates:
    """Every pair of a small table as a candidate; its log-odds stand as the only number."""
    odds = np.array(table, float)
    rows, columns = (cells.ravel() for cells in np.indices(odds.shape))
    lengths = (np.full(odds.shape[0], words, np.float32), np.full(odds.shape[1], words, np.float32))
    return Candidates(rows, columns, odds.ravel(), {"odds": odds.ravel()}, lengths)


BY_ODDS = Model(Regression(("odds",), (1.0,), 0.0), Regression(read_model().join.names, (1.0, 1.0, 0.0), 0.0))
"""Judges by the given log-odds; a clause beside the partner joins more easily."""


def test_the_best_sum_of_links_is_taken_not_the_best_link_first() -> None:
    judged = judge(candidates([[3.0, 2.9], [2.9, -4.0]]), BY_ODDS, NO_RULING)
    assert set(judged.links) == {(0, 1), (1, 0)}


def test_a_pair_under_the_chance_of_a_link_is_none() -> None:
    assert not judge(candidates([[-0.41, -4.0], [-4.0, -0.41]]), BY_ODDS, NO_RULING).links
    assert judge(candidates([[-0.40, -6.0], [-6.0, -6.0]]), BY_ODDS, NO_RULING).links


def test_a_free_clause_joins_a_linked_one_beside_its_partner_and_only_one() -> None:
    judged = judge(candidates([[4.0, -9.0], [-1.0, -9.0], [-9.0, 4.0], [-1.0, -1.0]]), BY_ODDS, NO_RULING)
    assert set(judged.links) == {(0, 0), (1, 0), (2, 1), (3, 1)}
    assert judged.links[1, 0] == pytest.approx(to_chance(0.0))


def test_unlike_texts_get_strong_links_only_and_keep_the_rest_as_nearest() -> None:
    table = np.full((100, 100), -9.0)
    table[range(8), range(8)] = [0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 0.3, 5.0]  # chances 0.57 and 0.99
    model = replace(BY_ODDS, texts=Texts(usual=-0.3, unlike=1.0, few=0.0))
    judged = judge(candidates(table.tolist()), model, NO_RULING)
    assert set(judged.links) == {(7, 7)} and judged.of_texts < -2
    assert judged.nearest[0, 0] == (0, pytest.approx(to_chance(0.3 + judged.of_texts)))
    table[range(8, 60), range(8, 60)] = 5.0
    like = judge(candidates(table.tolist()), model, NO_RULING)
    assert len(like.links) == 60 and like.of_texts == 0


def test_texts_of_few_clauses_need_more_evidence() -> None:
    model = replace(BY_ODDS, texts=Texts(usual=-9.0, unlike=0.0, few=4.0))
    table = np.where(np.eye(8) > 0, 2.0, -9.0)
    assert not judge(candidates(table[:1, :1].tolist()), model, NO_RULING).links
    assert len(judge(candidates(table.tolist()), model, NO_RULING).links) == 8


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The Wardens welcomed the opening of the new ferry quay at Tarn.", "The Choir thanked the members for the opening of the new season."),
        ("We support the work of the harbour office on clean water.", "We support the work of the schools on reading for all children."),
        ("The Council agreed to review the levy on timber by March.", "The Council agreed to hold its next dance in the town hall by March."),
    ],
)  # fmt: skip
def test_two_unrelated_statements_of_one_clause_have_no_match(old: str, new: str) -> None:
    assert not pairs_of(align_clauses(make_clauses([old], "old"), make_clauses([new], "new")))


def test_two_statements_of_one_clause_that_carries_on_are_paired() -> None:
    old = "The Council agreed to review the levy on timber from the northern woods by March."
    new = "The Council agreed to review the levy on timber from the northern woods by the end of June."
    assert pairs_of(align_clauses(make_clauses([old], "old"), make_clauses([new], "new")))


def test_a_linked_pair_is_joined_on_one_side_only() -> None:
    table = candidates([[4.0, -0.5], [-1.0, -9.0]])
    judged = judge(table, BY_ODDS, NO_RULING)
    assert set(judged.links) == {(0, 0), (0, 1)}, "several become one, or one several, never both"


def test_a_clause_that_stays_free_keeps_its_likeliest_partner() -> None:
    judged = judge(candidates([[4.0, -9.0], [-9.0, -1.0]]), BY_ODDS, NO_RULING)
    assert judged.nearest[(0, 1)] == judged.nearest[(1, 1)] == (1, pytest.approx(to_chance(-1.0)))


def test_a_pinned_pair_has_no_other_partner_and_a_forbidden_one_is_none() -> None:
    table = candidates([[4.0, 3.0], [3.0, -9.0]])
    assert set(judge(table, BY_ODDS, Ruling(pinned=frozenset({(1, 1)}))).links) == {(0, 0), (1, 1)}
    judged = judge(table, BY_ODDS, Ruling(forbidden=frozenset({(0, 0)})))
    assert (0, 0) not in judged.links and judged.odds[0] == -CERTAIN


def test_the_join_model_weighs_the_place_beside_the_partner() -> None:
    weights = dict(zip(read_model().join.names, read_model().join.weights, strict=True))
    assert all(weight > 0 for weight in weights.values())


def test_the_weights_that_ship_are_of_the_numbers_there_are() -> None:
    found = measure(make_clauses(OLD, "old"), make_clauses(NEW, "new"))
    assert set(read_model().pair.names) == set(found.numbers)
    assert all(len(values) == len(found.rows) for values in found.numbers.values())


def test_an_unmatched_clause_names_its_nearest_and_the_rarest_words_they_share() -> None:
    old = ("The Meeting agreed to set up a task force on abandoned fishing gear.", *OLD[:4])
    new = ("Gear that was abandoned at sea, such as nets, harms turtles, and fishing suffers.", *NEW[:3])
    matches = align_clauses(make_clauses(old, "old"), make_clauses(new, "new")).matches
    perhaps, lonely = [match for match in matches if not match.new]
    assert (perhaps.old, perhaps.nearest, perhaps.shared) == (
        ("old#1",),
        "new#1",
        ("abandoned", "fishing", "gear"),
    )
    assert (lonely.old, lonely.nearest, lonely.shared) == (("old#5",), "new#3", ("Meeting", "second"))
    assert lonely.nearest_confidence < PERHAPS < perhaps.nearest_confidence < LIKELY


def test_copies_beyond_a_handful_are_paired_in_their_order() -> None:
    copies = ["The Ministers agreed to cooperate."] * (COPIES + 1)
    alignment = align_clauses(
        make_clauses([*copies, OLD[1]], "old"), make_clauses([*copies, OLD[1], copies[0]], "new")
    )
    said = pairs_of(alignment)
    assert {(f"old#{n}", f"new#{n}") for n in range(1, COPIES + 2)} <= said
    assert (f"old#{COPIES + 2}", f"new#{COPIES + 2}") in said
    assert [match.old for match in alignment.matches if match.new == (f"new#{COPIES + 3}",)] == [()]


def test_candidates_are_the_most_similar_of_either_side_whatever_the_part_of_the_table(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    chance = np.random.default_rng(1)
    old, new = (sparse.csr_array(chance.random((rows, 6)).astype(np.float32)) for rows in (90, 70))
    sides = [Sides(old, new)]
    whole = find_candidates(sides)
    monkeypatch.setattr("rapporteur.compare.alignment.vectors.CELLS", 70 * 7)
    parts = find_candidates(sides)
    assert np.array_equal(whole[0], parts[0]) and np.array_equal(whole[1], parts[1])
    table = (old @ new.T).toarray()
    said = set(zip(whole[0].tolist(), whole[1].tolist(), strict=True))
    for row in range(90):
        assert {(row, int(column)) for column in np.argsort(-table[row])[:TOP]} <= said
    for column in range(70):
        assert {(int(row), column) for row in np.argsort(-table[:, column])[:TOP]} <= said
    assert (0, 69) in set(zip(*(side.tolist() for side in find_candidates(sides, [(0, 69)])), strict=True))


def test_the_two_best_of_each_key_are_found() -> None:
    keys, values = np.array([0, 2, 0, 2, 0]), np.array([0.2, 0.5, 0.9, 0.1, 0.4], np.float32)
    best, second = best_of(keys, values, 4)
    assert best.tolist() == pytest.approx([0.9, 0, 0.5, 0]) and second.tolist() == pytest.approx(
        [0.4, 0, 0.1, 0]
    )


def test_word_vectors_have_length_one_or_none() -> None:
    sides = word_vectors([["reef", "fund"], []], [["reef"]])
    assert sides.old.multiply(sides.old).sum(axis=1).tolist() == pytest.approx([1.0, 0.0])
    assert word_vectors([[]], [[]]).dot(np.array([0]), np.array([0])).tolist() == [0.0]


def test_pairs_of_words_that_stand_near_are_counted_once_in_their_order() -> None:
    assert near_pairs(["a", "b", "a"]) == ["a a", "a b", "b a"]
    assert "a e" not in near_pairs(["a", "b", "c", "d", "e"])


def test_scikit_learn_is_not_imported_before_something_is_compared() -> None:
    import subprocess

    code = (
        "import sys, rapporteur.compare.comparison, rapporteur.reports.cli; print('sklearn' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The U.S. and ASEAN’s ADM2025", "the usa and asean adm 2025"),
        ("THE MEMBER'S PLAN", "the member plan"),
        ("U.S.2025 or US 2025, not US2025", "us 2025 or usa 2025 not us 2025"),
        ("ＡＤＭ２０２５ of 1/CP.21", "adm 2025 of 1/cp.21"),
    ],
)
def test_one_thing_has_one_name_however_it_is_written(text: str, words: str) -> None:
    assert " ".join(split_words(text)) == words


SMALL_PAIRS = (("bsaev-2022-2023", 0.85), ("fomc-2019-06-07", 0.95))


@pytest.mark.parametrize(("name", "floor"), SMALL_PAIRS)
def test_real_pairs_stay_above_their_floor(shared: Path, name: str, floor: float) -> None:
    gold = json.loads((shared / "gold" / f"{name}.gold.json").read_text(encoding="utf-8"))
    old, new = (read_statement(shared / "statements" / gold[f"{side}_file"]) for side in ("old", "new"))
    spec = importlib.util.spec_from_file_location("gold_score", shared / "gold" / "score.py")
    assert spec and spec.loader
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    comparison = json.loads(comparison_json(compare_statements(old, new)))
    assert score.score(comparison, gold)["f1"] >= floor


def test_clauses_of_the_same_words_are_never_dropped_and_added_beside_lookalikes() -> None:
    mills = [f"The Wardens looked at mill number {n} of the valley." for n in range(3)]
    toll = "The Wardens set the toll at {} for every cart that crosses the bridge."
    old, new = [*mills, toll.format("four crowns")], [*mills, toll.format("five crowns")]
    alignment = align_clauses(make_clauses(old, "old"), make_clauses(new, "new"))
    assert {(f"old#{n}", f"new#{n}") for n in (1, 2, 3)} <= pairs_of(alignment)
    banned = Ruling(forbidden=frozenset({(0, 0)}))
    ruled = align_clauses(make_clauses(old[:1], "old"), make_clauses(new[:1], "new"), banned)
    assert pairs_of(ruled) == set()
