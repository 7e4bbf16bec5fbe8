"""The alignment: what must be paired, what must not, and what may never matter."""

from __future__ import annotations

import importlib.util
import json
import random
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.alignment.align import align_clauses, group_links
from rapporteur.compare.alignment.assign import Judged, Model, choose_links, judge_pairs, read_model, settle
from rapporteur.compare.alignment.crowding import NEAR, best_others, mean_of_best
from rapporteur.compare.alignment.evidence import gather
from rapporteur.compare.alignment.opening import weigh_opening
from rapporteur.compare.alignment.order import find_moved, measure_order
from rapporteur.compare.alignment.overrides import Ruling
from rapporteur.compare.alignment.support import BESIDE, OF_PARAGRAPH, find_support
from rapporteur.compare.alignment.vectors import (
    cosines,
    count_letters,
    count_terms,
    cut_letters,
    split_words,
    stem,
    weigh_rarity,
)
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.model import Act, Alignment, Clause
from rapporteur.reports.formats.tables import comparison_json

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
    assert all(match.nearest and match.nearest_confidence < 0.5 for match in lonely)


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


def test_vectors_are_those_of_scikit_learn() -> None:
    np = pytest.importorskip("numpy")
    text = pytest.importorskip("sklearn.feature_extraction.text")
    old, new = ([line.lower().replace(".", "").split() for line in side] for side in (OLD, NEW))
    bag = count_terms(old, new)
    theirs = text.TfidfVectorizer(analyzer=lambda words: words).fit_transform([*old, *new])
    assert np.allclose(cosines(bag, weigh_rarity(bag)), (theirs[:7] @ theirs[7:].T).toarray(), atol=1e-12)
    letters = count_letters(bag)
    cut = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5))
    theirs = cut.fit_transform([" ".join(words) for words in (*old, *new)])
    assert np.allclose(
        cosines(letters, weigh_rarity(letters)), (theirs[:7] @ theirs[7:].T).toarray(), atol=1e-12
    )
    assert sorted(cut_letters("on")) == sorted(cut.build_analyzer()("on"))


@pytest.mark.parametrize(
    ("one", "other"),
    [("implementing", "implementation"), ("recognised", "recognize"), ("programme", "programs"), ("labour", "labor"), ("policies", "policy")],
)  # fmt: skip
def test_forms_and_spellings_of_one_word_have_one_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("universal", "unit"), ("general", "gender")])
def test_different_words_keep_different_stems(one: str, other: str) -> None:
    assert stem(one) != stem(other)


def table_of(*diagonal: float, size: int = 20) -> object:
    """Chances of a square pair: these on the diagonal in order, next to nothing elsewhere."""
    np = pytest.importorskip("numpy")
    table = np.full((size, size), 0.001)
    table[range(size), range(size)] = [*diagonal, *[0.001] * (size - len(diagonal))]
    return table


def alone(table: object) -> Judged:
    """Pairs that only their own evidence speaks for."""
    return Judged(table, table, {})  # type: ignore[arg-type]  # an array, which only tests with numpy know


def test_statements_that_are_kin_in_genre_only_get_strong_links_only() -> None:
    model = Model((), (), 0.0, link=0.3, join=0.4)
    weak, _ = settle(alone(table_of(0.5, 0.5, 0.5, 0.8, size=160)), model)
    assert weak == [(3, 3)]
    firm, _ = settle(alone(table_of(*[0.5] * 3, *[0.99] * 16, size=160)), model)
    assert len(firm) == 19
    short, _ = settle(alone(table_of(0.5, 0.5, 0.5, 0.8)), model)
    assert len(short) == 4


def test_place_speaks_only_where_order_was_kept() -> None:
    np = pytest.importorskip("numpy")
    model = Model((), (), 0.0, link=0.3, join=0.4)
    kept = table_of(*[0.99] * 8, 0.1, *[0.99] * 8)
    assert (8, 8) in settle(alone(kept), model)[0]
    mixed = np.array(kept)[:, ::-1]
    assert (8, 11) not in settle(alone(mixed), model)[0]


def test_a_clause_is_about_what_it_names_first_not_about_its_verb() -> None:
    verb = "endorsed"
    text = f"The Meeting {verb} the work plan with Norway."
    clause = Clause("new#1", "1", "", text, 0, len(text), acts=(Act(verb, "endorse"),))
    weights = weigh_opening(clause, ["meet", "endors", "work", "plan", "norway"])
    assert set(weights) == {"meet", "work", "plan", "norway", "meet work", "work plan", "plan norway"}
    assert weights["meet"] > weights["plan"] > weights["norway"] > 0


def test_what_a_statement_does_once_has_its_slot_and_what_it_does_twice_has_none() -> None:
    said = "The Meeting agreed to convene the 5th Meeting in Apia in 2031."
    other = "The Meeting agreed to convene the 6th Meeting in Suva in 2032."
    once = gather(make_clauses((said,), "old"), make_clauses((other,), "new")).tables["same ritual"]
    assert once.tolist() == [[True]]
    twice = gather(make_clauses((said, said), "old"), make_clauses((other,), "new")).tables["same ritual"]
    assert not twice.any()


def test_a_free_clause_joins_a_linked_one_and_two_linked_ones_are_not_linked_again() -> None:
    np = pytest.importorskip("numpy")
    model = Model((), (), 0.0, link=0.3, join=0.4)
    table = np.array([[0.95, 0.6, 0.0], [0.0, 0.5, 0.9], [0.0, 0.0, 0.0]])
    assert settle(alone(table), model)[0] == [(0, 0), (0, 1), (1, 2)]
    both_taken = np.array([[0.95, 0.7], [0.8, 0.9]])
    assert settle(alone(both_taken), model)[0] == [(0, 0), (1, 1)]
    handed_on = np.array([[0.95, 0.0], [0.6, 0.5]])
    assert choose_links(handed_on, model) == [(0, 0), (1, 0), (1, 1)]


def test_strong_links_speak_for_the_pairs_around_them_and_none_for_itself() -> None:
    np = pytest.importorskip("numpy")
    chances = np.full((9, 9), 0.01)
    chances[2, 6], chances[4, 5], chances[8, 0] = 0.9, 0.8, 0.4
    alone = tuple("abcdefghi")
    beside = find_support(chances, [(2, 6), (4, 5), (8, 0)], (alone, alone))[BESIDE]
    assert (
        beside[1, 7] == beside[1, 5] == pytest.approx(0.9)
    )  # one clause away on both sides, either way round
    assert beside[0, 8] == pytest.approx(0.9 / 4)  # two away on both
    assert beside[2, 6] == pytest.approx(0.4)  # only the other link, two away on one side: never itself
    assert beside[2, 8] == 0.0 and beside[7, 1] == 0.0  # a rival of the link's own clause; beside a weak link


def test_a_paragraph_that_is_carried_on_speaks_for_its_other_clauses() -> None:
    np = pytest.importorskip("numpy")
    chances = np.full((4, 4), 0.01)
    chances[0, 3] = 0.8
    paragraphs = (("1", "2", "2", "1"), ("5", "6", "5", "6"))
    support = find_support(chances, [(0, 3)], paragraphs)[OF_PARAGRAPH]
    assert support[3, 1] == support[0, 1] == support[3, 3] == pytest.approx(0.8)
    assert support[0, 3] == 0.0 and not support[1:3].any() and not support[:, [0, 2]].any()


def test_what_the_analyst_pinned_speaks_for_the_clauses_beside_it() -> None:
    old, new = make_clauses(OLD, "old"), make_clauses(NEW, "new")
    found, model = gather(old, new), read_model()
    at = (3, len(new) - 3)
    free = judge_pairs(found, model).chances
    pinned = judge_pairs(found, model, Ruling(pinned=frozenset({at}))).chances
    assert pinned[at] > free[at] and pinned[4, at[1] + 1] > free[4, at[1] + 1]


def test_the_confidence_of_a_link_rises_with_its_chance() -> None:
    model = read_model()
    told = [model.confidence(chance, is_join=False) for chance in (0.0, 0.3, 0.6, 0.9, 1.0)]
    assert told == sorted(told) and 0 <= told[0] < told[-1] <= 1


def test_a_short_form_is_found_where_the_long_one_stands() -> None:
    long = "We intend to set up the Harbour Warning Task Force (HWTF) to share alerts."
    short = "Going forward, the HWTF will build upon its first year."
    old, new = make_clauses((*OLD, long), "old"), make_clauses((*NEW, short), "new")
    alone, spelt = (
        judge_pairs(gather(old, new, known), read_model()).chances[7, 7]
        for known in ((), (("HWTF", "Harbour Warning Task Force"),))
    )
    assert spelt > alone


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


@pytest.mark.parametrize("shape", [(1, 1), (1, 4), (4, 1), (3, 5), (5, 3)])
def test_rivals_are_found_and_the_table_stays_as_it_was(shape: tuple[int, int]) -> None:
    table = np.random.default_rng(sum(shape)).integers(0, 4, shape) / 4
    before = table.copy()
    for axis in (0, 1):
        lines, others = (table.T if axis == 0 else table), best_others(table, axis)
        for line, found in zip(lines, others.T if axis == 0 else others, strict=True):
            rest = [np.delete(line, at) for at in range(len(line))]
            assert found.tolist() == [r.max() if len(r) else 0 for r in rest]
        means = [np.mean(sorted(line)[-NEAR:]) for line in lines]
        assert np.allclose(mean_of_best(table, axis).ravel(), means)
    assert (table == before).all()


def test_the_weights_that_ship_are_of_the_evidence_there_is() -> None:
    found = gather(make_clauses(OLD, "old"), make_clauses(NEW, "new"))
    assert set(read_model().names) == set(found.tables)
    assert [name for name, _ in read_model().support] == [BESIDE, OF_PARAGRAPH]


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
