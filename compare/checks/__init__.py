"""Findings about new and changed statement versions, for continuous integration.

The rules stand as data in ``rules``; one function each in ``reading``, ``versions``, ``meaning``,
``instruments`` and ``draft``; ``run`` knows their order. Names are imported on demand, so that `--help` and the
settings need none of the comparison.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rapporteur.compare.checks.rules import RULES as RULES
    from rapporteur.compare.checks.rules import Family as Family
    from rapporteur.compare.checks.rules import Rule as Rule
    from rapporteur.compare.checks.run import Asked as Asked
    from rapporteur.compare.checks.run import Report as Report
    from rapporteur.compare.checks.run import check_workspace as check_workspace

_HOME = {
    "RULES": "rules",
    "Asked": "run",
    "Family": "rules",
    "Report": "run",
    "Rule": "rules",
    "check_workspace": "run",
}
"""Name -> the file that holds it."""

__all__ = ["RULES", "Asked", "Family", "Report", "Rule", "check_workspace"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME[name]}"), name)
