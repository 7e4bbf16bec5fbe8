"""What Python makes anew at each start out of our own source, kept ready-made as it keeps its compiled modules.

Python keeps a module's code, but not the patterns and the methods of data classes which that code makes: half of a
thousand of each are parsed and compiled in every comparison, a fifth of its time from the shell. Both are functions of a
text alone, so they are looked up by that text and can never be stale; another Python has another file. They lie beside
the modules in ``__pycache__`` and on the same terms: nothing is written where Python writes nothing, and who may write
there could change our modules as well.
"""

from __future__ import annotations

import atexit
import contextlib
import dataclasses
import importlib
import marshal
import os
import re
import sys
from array import array
from functools import cache
from pathlib import Path
from types import CodeType
from typing import Any

FILE = Path(__file__).parent / "__pycache__" / f"ready-made.{sys.implementation.cache_tag}.bin"
MOST = 4_000
"""Pieces that are kept: several times what all commands together make. A run whose own patterns would fill it adds none."""
FEW = 12
"""Pieces that are made in any case: a command that needs no more has ended before the file were read."""
AT_IMPORT = frozenset({"<module>", "<genexpr>", "<listcomp>", "<dictcomp>"})
"""Code that runs when a module is imported. A pattern that a function makes may come from a workspace's words; it is not kept."""

ARGUMENTS = 6
"""What the compiler hands on: the pattern, its flags, its code, how many groups, and their names both ways."""

Piece = tuple[Any, ...]


class Pantry:
    """Pieces by the text they are made from: those that were found in the file, and those that were added.

    Without ``pieces`` the file is read when more than a few are asked for.
    """

    def __init__(self, pieces: dict[Piece, Any] | None = None) -> None:
        self.pieces, self.is_fuller = pieces or {}, False
        self._waits_for = FEW if pieces is None else 0
        self._compiler: Any = importlib.import_module("re._compiler")
        self._sre, self._compile = self._compiler._sre, self._compiler.compile

    def open(self) -> None:
        """From now on, patterns and the methods of data classes are taken from here where they are here."""
        self._compiler.compile = self.pattern
        vars(dataclasses)["exec"] = self.execute

    def pattern(self, text: Any, flags: int = 0) -> re.Pattern[Any]:
        """The compiled pattern, as ``re._compiler.compile`` makes it."""
        key: Piece = ("pattern", type(text) is str, text, int(flags)) if isinstance(text, str | bytes) else ()
        known = self._found(key)
        if known is None:
            return self._made(key, text, flags)
        told, code, groups, index, names = known
        made: re.Pattern[Any] = self._sre.compile(text, told, array("I", code).tolist(), groups, index, names)
        return made

    def _made(self, key: Piece, text: Any, flags: int) -> re.Pattern[Any]:
        """The pattern compiled; what the compiler made of it is noted where the pattern is one of a module's."""
        if not key or flags & re.DEBUG or sys._getframe(4).f_code.co_name not in AT_IMPORT:
            made: re.Pattern[Any] = self._compile(text, flags)
            return made
        overheard = _Overheard(self._sre)
        self._compiler._sre = overheard
        try:
            made = self._compile(text, flags)
        finally:
            self._compiler._sre = self._sre
        if len(overheard.arguments) != ARGUMENTS:  # another Python's compiler, or somebody stands between
            return made
        told, code, groups, index, names = overheard.arguments[1:]
        self._add(key, (int(told), array("I", map(int, code)).tobytes(), groups, dict(index), names))
        return made

    def execute(self, text: str, spaces: dict[str, Any], into: dict[str, Any]) -> None:
        """Run what a data class writes for itself."""
        key = ("methods", text)
        code: CodeType | None = self._found(key)
        if code is None:
            code = compile(text, "<data class>", "exec")
            self._add(key, code)
        exec(code, spaces, into)  # the text is dataclasses' own

    def _found(self, key: Piece) -> Any:
        if self._waits_for:
            self._waits_for -= 1
            self.pieces = self.pieces if self._waits_for else _read()
        return self.pieces.get(key)

    def _add(self, key: Piece, piece: Any) -> None:
        if not self._waits_for and len(self.pieces) < MOST:
            self.pieces[key] = piece
            self.is_fuller = True

    def keep(self) -> None:
        """Write the file where anything was added, whole or not at all."""
        if not self.is_fuller or sys.dont_write_bytecode:
            return
        fresh = FILE.with_name(f"{FILE.name}.{os.getpid()}")
        with contextlib.suppress(OSError, ValueError):
            fresh.write_bytes(marshal.dumps((sys.version, self.pieces)))
            os.replace(fresh, FILE)


class _Overheard:
    """The compiled half of ``re`` as its other half sees it, which remembers the last pattern that it was given to make."""

    def __init__(self, sre: Any) -> None:
        self._sre = sre
        self.arguments: tuple[Any, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._sre, name)

    def compile(self, *arguments: Any) -> Any:
        self.arguments = arguments
        return self._sre.compile(*arguments)


@cache
def open_pantry() -> None:
    """Use what was made by an earlier start, and keep at the end what this one had to make; once in a process."""
    if sys.implementation.name != "cpython" or array("I").itemsize != 4:
        return
    pantry = Pantry()
    pantry.open()
    atexit.register(pantry.keep)


def _read() -> dict[Piece, Any]:
    """What is kept; nothing where there is no file, or one that is broken or of another Python."""
    try:
        version, pieces = marshal.loads(FILE.read_bytes())
    except (OSError, ValueError, EOFError, TypeError):
        return {}
    return pieces if version == sys.version and isinstance(pieces, dict) else {}
