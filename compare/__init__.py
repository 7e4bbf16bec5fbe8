"""What changed: text in, findings out.

>>> from rapporteur.compare import read_statement, compare_statements   # doctest: +SKIP
>>> comparison = compare_statements(read_statement(old_path), read_statement(new_path))   # doctest: +SKIP
"""

from .comparison import compare_statements, read_statement
from .model import Change, Clause, Comparison, Match, Statement
from .workspace import open_workspace

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
