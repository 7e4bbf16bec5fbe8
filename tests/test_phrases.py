"""The language of phrases: what each sign means, and what it must not find."""

from __future__ import annotations

import pytest
from rapporteur.compare.themes.phrases import PhraseBook, fold, split_words

SETS = {"partner": ("Norway", "United Nations", "US")}


def found(phrase: str, text: str) -> list[str]:
    words = split_words(text)
    hits = PhraseBook([(phrase, "x")], SETS).find(words)
    return [" ".join(w.printed for w in words[hit.first : hit.last]) for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("supply chain", "Resilient supply-chains matter", ["supply chains"]),
        ("supply chain", "a chain of supply", []),
        ("decarboni*", "Decarbonization and decarbonising", ["Decarbonization", "decarbonising"]),
        ("access .. finance", "access to more and better finance", ["access to more and better finance"]),
        ("access .. finance", "access to one two three four five six finance", []),
        ("ship|vessel", "vessels", ["vessels"]),
        ("WHO", "those who know WHO", ["WHO"]),
        ("MOU", "two MOUs", ["MOUs"]),
        ("US", "it helps us in the U.S. today", ["US"]),
        ("ties with {partner}", "ties with the sea, ties with United Nations", ["ties with United Nations"]),
        ("^ noting", "Noting that, and noting this", ["Noting"]),
        ("labor market", "labour markets", ["labour markets"]),
    ],
)
def test_a_phrase_finds_what_it_says_and_no_more(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


def test_an_ignored_name_is_no_entry_of_its_set() -> None:
    book = PhraseBook([("ties with {partner}", "x")], SETS)
    words = split_words("ties with Norway")
    assert book.find(words) and not book.find(words, ignore=frozenset({"norway"}))


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Parties’", "party"), ("crisis", "crisis"), ("programmes", "program"), ("gas", "gas")],
)
def test_folding_takes_the_plural_and_leaves_the_word(word: str, folded: str) -> None:
    assert fold(word) == folded
    assert fold(folded) == folded


def test_words_keep_their_place_in_the_text() -> None:
    text = "The U.S. and ASEAN-Japan ties"
    assert all(text[w.start : w.end].replace(".", "") == w.printed for w in split_words(text))
