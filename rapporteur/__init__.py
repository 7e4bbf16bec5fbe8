"""Compare official meeting statements across meetings, and write the briefing for the next one.

>>> import rapporteur
>>> old = rapporteur.read_statement("old.md")   # doctest: +SKIP
>>> new = rapporteur.read_statement("new.md")   # doctest: +SKIP
>>> comparison = rapporteur.compare_statements(old, new)   # doctest: +SKIP
>>> html = rapporteur.render(rapporteur.make_briefing(comparison), "html")   # doctest: +SKIP

Names are imported when they are first asked for, so that ``rapporteur --help`` loads nothing that compares.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur.compare.comparison import compare_statements as compare_statements
    from rapporteur.compare.comparison import read_statement as read_statement
    from rapporteur.compare.model import Change as Change
    from rapporteur.compare.model import Clause as Clause
    from rapporteur.compare.model import Comparison as Comparison
    from rapporteur.compare.model import Match as Match
    from rapporteur.compare.model import Statement as Statement
    from rapporteur.compare.store.workspace import open_workspace as open_workspace
    from rapporteur.reports.briefing.collect import make_briefing as make_briefing
    from rapporteur.reports.briefing.model import Briefing as Briefing
    from rapporteur.reports.formats.registry import render as render

_CHECKOUT = Path(__file__).resolve().parents[1]
if (_CHECKOUT / "setup.cfg").is_file():
    __path__ = [*__path__, str(_CHECKOUT)]
    """In a plain checkout ``compare``, ``reports`` and ``templates`` lie beside this folder and not in it."""

_MODULES = {
    "Briefing": "reports.briefing.model",
    "Change": "compare.model",
    "Clause": "compare.model",
    "Comparison": "compare.model",
    "Match": "compare.model",
    "Statement": "compare.model",
    "compare_statements": "compare.comparison",
    "make_briefing": "reports.briefing.collect",
    "open_workspace": "compare.store.workspace",
    "read_statement": "compare.comparison",
    "render": "reports.formats.registry",
}
"""Public name -> the module that defines it."""

__all__ = [
    "Briefing",
    "Change",
    "Clause",
    "Comparison",
    "Match",
    "Statement",
    "compare_statements",
    "make_briefing",
    "open_workspace",
    "read_statement",
    "render",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from importlib.metadata import version

        return version("rapporteur")
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_MODULES[name]}"), name)
