"""Damaged and hostile files, a few of each format; `benchmarks/hostile.py` walks through thousands."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "benchmarks"))
import hostile


@pytest.fixture(scope="module")
def originals() -> dict[str, bytes]:
    return hostile.seeds()


@pytest.mark.parametrize("format", list(hostile.SUFFIXES))
def test_each_ends_in_a_statement_or_a_clear_error(format: str, originals: dict[str, bytes]) -> None:
    endings = {hostile.judge(format, originals[format], seed)[0] for seed in range(15)}
    assert endings <= {"statement", "error"}


@pytest.mark.parametrize("trap", hostile.TRAPS, ids=lambda trap: trap.__name__.strip("_"))
def test_no_trap_springs(
    trap: object, originals: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written either: no archive is unpacked to disk."""
    import random

    from rapporteur.compare.clauses.masthead import read_masthead
    from rapporteur.compare.clauses.normalise import normalise
    from rapporteur.compare.errors import RapporteurError
    from rapporteur.compare.readers import read_bytes

    monkeypatch.chdir(tmp_path)
    data = trap(random.Random(7))[:3_000_000]  # type: ignore[operator]
    for name in ("a.docx", "a.html", "a.md", "a.txt", "a.pdf"):
        try:
            document = read_bytes(data, name)
            normalise(document, read_masthead(document))
        except RapporteurError as error:
            assert "\n" not in str(error)
    assert not list(tmp_path.iterdir())


def test_a_mutation_can_be_made_again(originals: dict[str, bytes]) -> None:
    for format, data in originals.items():
        if format != "docx":
            assert hostile.mutate(format, data, 3) == hostile.mutate(format, data, 3)
