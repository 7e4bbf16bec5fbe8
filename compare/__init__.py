"""What changed: text in, findings out.

>>> from rapporteur.compare import read_statement, compare_statements   # doctest: +SKIP
>>> comparison = compare_statements(read_statement(old_path), read_statement(new_path))   # doctest: +SKIP

The names below are imported when they are first asked for, so that a command that needs none of them (a usage
error, ``--help``) does not wait for all of them.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur.compare.comparison import compare_statements, read_statement
    from rapporteur.compare.model import Change, Clause, Comparison, Match, Statement
    from rapporteur.compare.workspace import open_workspace

__all__ = [
    "Change",
    "Clause",
    "Comparison",
    "Match",
    "Statement",
    "compare_statements",
    "open_workspace",
    "read_statement",
]

_HOMES = {"compare_statements": "comparison", "read_statement": "comparison", "open_workspace": "workspace"}
"""Name -> the file it lives in; the nouns live in ``model``."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOMES.get(name, 'model')}"), name)
