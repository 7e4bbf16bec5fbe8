"""Findings about new and changed statement versions, for continuous integration.

The rules stand as data in ``rules``; one function each in ``reading``, ``versions`` and ``meaning``; ``run``
knows their order.
"""

from __future__ import annotations

from .report import Report
from .rules import RULES, Family, Rule
from .run import Asked, check_workspace

__all__ = ["RULES", "Asked", "Family", "Report", "Rule", "check_workspace"]
