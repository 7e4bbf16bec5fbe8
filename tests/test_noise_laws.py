"""What changes nothing, held to the sample and to the real statements; the laws themselves are in `noise.py`."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from noise import LAWS, breaks, read, wordings
from rapporteur.compare.text.normalise import fold

# The longest ones and the sixty that are nearly alike are walked through by `benchmarks/noise_laws.py`.
_LONG = 40_000


@pytest.mark.parametrize("title", LAWS)
def test_a_sample_statement_does_not_change(title: str, sample: Path) -> None:
    law, broken = LAWS[title], []
    for path in sorted(sample.glob("statements/*/*.*")):
        if path.suffix in law.suffixes:
            breach = breaks(law, path.read_text(encoding="utf-8"), path.name, random.Random(path.name))
            broken += [f"{path.name}: {breach}"] if breach else []
    assert broken == []


@pytest.mark.parametrize("title", LAWS)
def test_no_real_statement_changes(title: str, shared: Path) -> None:
    law, broken = LAWS[title], []
    paths = [p for p in sorted((shared / "statements").glob("*/*.*")) if p.suffix in law.suffixes]
    for at, path in enumerate(paths):
        if path.stat().st_size < _LONG and ("fomc" not in path.name or at % 20 == 0):
            breach = breaks(law, path.read_text(encoding="utf-8"), path.name, random.Random(path.name))
            broken += [f"{path.name}: {breach}"] if breach else []
    assert broken == []


def test_the_noise_is_counted() -> None:
    text = "1. The Meeting welcomed the ‘plan’ of its 4<sup>th</sup> **session**\u00a0— at last\nwithout delay.\n\n2. It agreed."
    counted = {noise.kind: noise.count for noise in read(text, "s.md").noise}
    assert counted == {
        "bold or italic": 2,
        "curly quotes": 2,
        "dashes": 1,
        "line wraps": 1,
        "non-breaking spaces": 1,
        "superscript ordinals": 1,
    }


def test_folding_twice_is_folding_once(sample: Path) -> None:
    for path in sample.glob("statements/*/*"):
        text = path.read_text(encoding="utf-8")
        assert fold(fold(text)) == fold(text)


def test_a_changed_word_is_no_noise() -> None:
    old, new = read("1. The Meeting endorsed it.", "a.txt"), read("1. The Meeting welcomed it.", "a.txt")
    assert wordings(old) != wordings(new)
