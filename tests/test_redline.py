"""The redline: what it must give back to the letter, and how it must read."""

from __future__ import annotations

import random
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapporteur.compare.model import Edit, EditKind
from rapporteur.compare.redlines.anchors import find_blocks
from rapporteur.compare.redlines.redline import mark, new_wording, old_wording, redline
from rapporteur.compare.redlines.tokens import Token, split_tokens
from rapporteur.compare.text.sequences import longest_chain
from rapporteur.reports.briefing.wording import runs_of

CASES = Path(__file__).with_name("cases") / "redline.txt"
SIGNS = {EditKind.KEEP: "{}", EditKind.DELETE: "[-{}-]", EditKind.INSERT: "{{+{}+}}"}
MOVED = {EditKind.DELETE: "[~-{}-]", EditKind.INSERT: "{{~+{}+}}"}

WORDS = st.lists(
    st.sampled_from(
        [
            "the",
            "Meeting",
            "coal",
            "phase",
            "out",
            "down",
            ",",
            ".",
            "and",
            "2030",
            "2-1/4",
            "Viet",
            "Nam’s",
            "to",
            "a",
        ]
    ),
    max_size=40,
)
PROSE = WORDS.map(" ".join)


def show(edits: tuple[Edit, ...]) -> str:
    """A redline in plain signs: [-gone-] {+come+}, with ~ where the phrase only moved."""
    return "".join((MOVED if e.moved else SIGNS)[e.kind].format(e.text) for e in edits)


def read_cases() -> list[tuple[str, str, str]]:
    """Old, new and the marks that a person would set, from blocks of three lines."""
    blocks = [block for block in CASES.read_text(encoding="utf-8").split("\n\n") if not block.startswith("#")]
    return [tuple(line[5:] for line in block.strip().splitlines()) for block in blocks if block.strip()]  # type: ignore[misc]


@pytest.mark.parametrize(("old", "new", "marks"), read_cases())
def test_marks_read_as_a_person_would_set_them(old: str, new: str, marks: str) -> None:
    assert show(redline(old, new)) == marks


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_comes_back_to_the_letter(old: str, new: str) -> None:
    edits = redline(old, new)
    assert old_wording(edits) == old
    assert new_wording(edits) == new


@given(PROSE, PROSE)
def test_prose_comes_back_to_the_letter(old: str, new: str) -> None:
    edits = redline(old, new)
    assert (old_wording(edits), new_wording(edits)) == (old, new)


@given(PROSE)
def test_a_text_against_itself_is_kept_whole(text: str) -> None:
    assert redline(text, text) == ((Edit(EditKind.KEEP, text),) if text else ())


@given(PROSE, PROSE)
def test_neighbouring_edits_differ_in_kind_or_in_having_moved(old: str, new: str) -> None:
    edits = redline(old, new)
    assert all(edit.text for edit in edits)
    assert all((a.kind, a.moved) != (b.kind, b.moved) for a, b in pairwise(edits))


@given(PROSE, PROSE)
def test_no_word_or_number_is_cut(old: str, new: str) -> None:
    for side, gone in ((old, EditKind.INSERT), (new, EditKind.DELETE)):
        edges, at = set(), 0
        for edit in redline(old, new):
            if edit.kind is not gone:
                edges.add(at)
                at += len(edit.text)
        start = 0
        for token in split_tokens(side):
            start += len(token.blank)
            assert not edges & set(range(start + 1, start + len(token.text)))
            start += len(token.text)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_long_texts_come_back_whole_through_the_anchors(seed: int) -> None:
    import random

    chance = random.Random(seed)
    old = [chance.randrange(400) for _ in range(1500)]
    new = [word if chance.random() < 0.7 else chance.randrange(400) for word in old]
    blocks, is_complete = find_blocks(old, new)
    assert is_complete
    assert all(old[i : i + size] == new[j : j + size] for i, j, size in blocks)
    ends = [(i + size, j + size) for i, j, size in blocks]
    assert all(i <= k[0] and j <= k[1] for (i, j), k in zip(ends, blocks[1:], strict=False))
    assert sum(size for _, _, size in blocks) > 900


def test_texts_that_share_no_anchor_are_marked_whole_and_said_so() -> None:
    old, new = " ".join(["yes", "no"] * 3000), " ".join(["no", "no", "yes"] * 2000)
    marked = mark(old, new)
    assert (old_wording(marked.edits), new_wording(marked.edits)) == (old, new)
    assert "too long" in marked.caution


def test_a_short_pair_has_no_caution() -> None:
    assert mark("The Meeting noted.", "The Meeting adopted.").caution == ""


def test_a_phrase_that_only_repeats_grammar_has_not_moved() -> None:
    edits = redline("In the light of the above, we act.", "We act now in the light of the")
    assert not any(edit.moved for edit in edits)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=30))
def test_the_longest_chain_rises_on_both_sides(pairs: list[tuple[int, int]]) -> None:
    chain = longest_chain(sorted(dict(pairs).items()))
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chain))


def test_long_texts_give_both_wordings_back_and_keep_what_stays() -> None:
    dice = random.Random(8)
    words = [f"{a}{b}{c}" for a in ("pa", "mi", "so", "te") for b in ("lor", "vand", "kis") for c in "aeiouy"]
    for share in (0.0, 0.02, 0.1, 0.6):
        text = [" ".join(dice.choices(words, k=40)) + "." for _ in range(80)]
        other = " ".join(
            word if dice.random() >= share else dice.choice(words) for word in "\n\n".join(text).split(" ")
        )
        other = other.replace(text[3], text[60]) + ("  \n" if share else "")
        edits = redline("\n\n".join(text), other)
        assert old_wording(edits) == "\n\n".join(text)
        assert new_wording(edits) == other
        kept = sum(len(edit.text) for edit in edits if edit.kind is EditKind.KEEP)
        assert share == 0.6 or kept > (0.9 - 3 * share) * len(other)


def test_a_quotation_mark_of_another_shape_stands_alone_and_gives_both_wordings_back() -> None:
    old, new = "the United States’ “good” role – Member’s", "the United States' \"good\" role - Member's"
    edits = redline(old, new)
    assert (old_wording(edits), new_wording(edits)) == (old, new)
    assert [edit.text for edit in edits if edit.kind is EditKind.DELETE] == ["’", "“", "”", "–", "Member’s"]


def test_the_page_marks_no_quotation_mark_of_another_shape() -> None:
    edits = redline(
        "the United States’ strong “role” – and 10² m", 'the United States\' weak "role" - and 102 m'
    )
    shown = [(run.kind.value, run.text) for run in runs_of(edits)]
    assert shown == [
        ("keep", "the United States'"),
        ("delete", " strong"),
        ("insert", " weak"),
        ("keep", ' "role" - and'),
        ("delete", " 10²"),
        ("insert", " 102"),
        ("keep", " m"),
    ]


def test_a_long_repetition_of_light_words_is_measured_about_once(monkeypatch: pytest.MonkeyPatch) -> None:
    from rapporteur.compare.redlines import moves

    measured = []
    plain = moves._measure

    def counted(gone: list[Token], here: int, come: list[Token], there: int) -> int:
        size = plain(gone, here, come, there)
        measured.append(size)
        return size

    monkeypatch.setattr(moves, "_measure", counted)
    tokens = split_tokens("a the of , " * 500)
    assert moves.find_moves({0: tokens}, {1: tokens}) == []
    assert sum(measured) <= 4 * len(tokens)
