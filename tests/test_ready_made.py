"""What Python makes at each start, kept ready-made: the same patterns and methods, from the file or not."""

from __future__ import annotations

import dataclasses
import importlib
import marshal
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from rapporteur.reports import ready_made
from rapporteur.reports.ready_made import Pantry

MODULE = """
import re
from dataclasses import dataclass

WORD = re.compile(r"(?P<first>\\w+)-(\\w+)", re.IGNORECASE)
SIGNS = tuple(re.compile(sign) for sign in ("[a-c]+", "ö|ä"))

@dataclass(frozen=True, slots=True)
class Pair:
    old: str
    new: str = ""

def made_later(words):
    return re.compile("|".join(words))
"""


def imported(pantry: Pantry, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What the module holds when it is imported with the pantry open."""
    compiler = importlib.import_module("re._compiler")
    monkeypatch.setattr(compiler, "compile", pantry.pattern)
    monkeypatch.setattr(dataclasses, "exec", pantry.execute, raising=False)
    re.purge()
    space: dict[str, Any] = {"__name__": "fictional"}
    monkeypatch.setitem(sys.modules, "fictional", type(sys)("fictional"))
    exec(compile(MODULE, "fictional.py", "exec", dont_inherit=True), space)
    return space


def check(space: dict[str, Any]) -> None:
    found = space["WORD"].fullmatch("NEAR-Shore")
    assert found and found.groupdict() == {"first": "NEAR"} and found[2] == "Shore"
    assert [bool(sign.search("cöl")) for sign in space["SIGNS"]] == [True, True]
    pair = space["Pair"]("a")
    assert (repr(pair), pair == space["Pair"]("a", ""), hash(pair) == hash(space["Pair"]("a"))) == (
        "Pair(old='a', new='')",
        True,
        True,
    )
    with pytest.raises(dataclasses.FrozenInstanceError):
        pair.old = "b"


def test_what_was_kept_is_what_would_be_made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(ready_made, "FILE", tmp_path / "ready-made.bin")
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    first = Pantry({})
    check(imported(first, monkeypatch))
    first.keep()
    second = Pantry(ready_made._read())
    assert second.pieces.keys() == first.pieces.keys() and len(second.pieces) > 3
    check(imported(second, monkeypatch))
    assert not second.is_fuller


def test_a_pattern_that_a_function_makes_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    pantry = Pantry({})
    space = imported(pantry, monkeypatch)
    kept = set(pantry.pieces)
    assert space["made_later"](["reef", "net"]).search("a net")
    assert set(pantry.pieces) == kept


def test_an_error_in_a_pattern_is_the_same_error(monkeypatch: pytest.MonkeyPatch) -> None:
    imported(Pantry({}), monkeypatch)
    with pytest.raises(re.error, match="unterminated"):
        re.compile("(a")


@pytest.mark.parametrize(
    "data", [b"", b"broken", marshal.dumps(("another Python", {("methods", "x"): None})), marshal.dumps(3)]
)
def test_a_file_that_is_broken_or_of_another_python_is_as_none(
    data: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ready_made, "FILE", tmp_path / "ready-made.bin")
    assert ready_made._read() == {}
    ready_made.FILE.write_bytes(data)
    assert ready_made._read() == {}


def test_nothing_is_written_where_python_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(ready_made, "FILE", tmp_path / "ready-made.bin")
    pantry = Pantry({})
    imported(pantry, monkeypatch)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    pantry.keep()
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(ready_made, "FILE", tmp_path / "nowhere" / "ready-made.bin")
    pantry.keep()
    assert not list(tmp_path.iterdir())


def test_a_pantry_opened_behind_another_makes_the_same_patterns(monkeypatch: pytest.MonkeyPatch) -> None:
    first = Pantry({})
    check(imported(first, monkeypatch))
    check(imported(Pantry({}), monkeypatch))
    assert first.pieces


def test_a_command_that_makes_little_does_not_read_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    monkeypatch.setattr(ready_made, "_read", lambda: read.append(1) or {})
    monkeypatch.setattr(ready_made, "FEW", 12)
    pantry = Pantry()
    check(imported(pantry, monkeypatch))
    assert not read and not pantry.pieces and not pantry.is_fuller
    check(imported(pantry, monkeypatch))
    check(imported(pantry, monkeypatch))
    assert read == [1] and pantry.is_fuller


def test_a_process_opens_one_pantry(monkeypatch: pytest.MonkeyPatch) -> None:
    ready_made.open_pantry.cache_clear()
    opened: list[Pantry] = []
    monkeypatch.setattr(Pantry, "open", lambda self: opened.append(self))
    monkeypatch.setattr(ready_made.atexit, "register", lambda call: call)
    ready_made.open_pantry()
    ready_made.open_pantry()
    assert len(opened) == 1
