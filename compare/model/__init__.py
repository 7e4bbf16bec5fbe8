"""The nouns: what a document, a statement, a clause, a match and a change are.

Every noun is frozen and holds tuples, so a value that went down the line once can be shown, stored and
compared without fear that a later step changed it. Nothing of ours is imported here but these files, each of
which knows only those before it: document, statement, comparison, record.
"""

from __future__ import annotations

from rapporteur.compare.model.comparison import (
    Alignment,
    Band,
    Change,
    ChangeKind,
    Comparability,
    Comparison,
    Edit,
    EditKind,
    Evidence,
    Headline,
    HeadlineKind,
    Match,
    Strength,
    Substance,
    Verdict,
    Weighing,
)
from rapporteur.compare.model.document import (
    Block,
    BlockKind,
    Document,
    LeftOut,
    Noise,
    Revision,
    RevisionKind,
)
from rapporteur.compare.model.record import (
    Finding,
    Outcome,
    Promise,
    Severity,
    Thread,
    ThreadState,
    ThreadStep,
)
from rapporteur.compare.model.statement import (
    Act,
    Clause,
    Deadline,
    Detected,
    Figure,
    Masthead,
    Meeting,
    Part,
    Precision,
    Statement,
    StatementKind,
    Theme,
)

__all__ = [
    "Act",
    "Alignment",
    "Band",
    "Block",
    "BlockKind",
    "Change",
    "ChangeKind",
    "Clause",
    "Comparability",
    "Comparison",
    "Deadline",
    "Detected",
    "Document",
    "Edit",
    "EditKind",
    "Evidence",
    "Figure",
    "Finding",
    "Headline",
    "HeadlineKind",
    "LeftOut",
    "Masthead",
    "Match",
    "Meeting",
    "Noise",
    "Outcome",
    "Part",
    "Precision",
    "Promise",
    "Revision",
    "RevisionKind",
    "Severity",
    "Statement",
    "StatementKind",
    "Strength",
    "Substance",
    "Theme",
    "Thread",
    "ThreadState",
    "ThreadStep",
    "Verdict",
    "Weighing",
]
