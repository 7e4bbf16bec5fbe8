"""What speaks for a candidate, in numbers: its size, what is new in it, its verbs, names, dates and sums."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rapporteur.compare.headlines.candidates import Candidate
from rapporteur.compare.model import Clause, Comparison, Statement, Strength
from rapporteur.compare.text.stem import FUNCTION_WORDS, split_words, stem

if TYPE_CHECKING:
    import numpy as np

FEATURES = (
    "words",
    "changed words",
    "new words",
    "recurring new words",
    "tier of the verb",
    "acts of tier 6 or 7",
    "new names",
    "new instrument with a strong verb",
    "new sum",
    "new date",
    "words of alarm",
    "binds more",
    "binds less",
    "formal decisions",
    "act of tier 7",
    "sum with a strong verb",
    "words of novelty",
    "completed",
    "decision that is welcomed",
)
"""Names of the columns of a feature matrix, in order."""

STRONG = 6
"""Tier from which an act binds its speaker."""

NAME = re.compile(r"(?<![.!?:] )(?<!^)\b[A-Z][\w’'-]*[a-z][\w’'-]*|\b[A-Z]{2,}[\w-]*")
"""A capitalised word that opens no sentence, or an abbreviation."""

SUM = re.compile(r"[$€£¥]|USD|EUR|\b(?:m|b|tr)illion|per ?cent|%|basis points", re.IGNORECASE)

ALARM = re.compile(
    r"\b(?:condemn\w*|oppos\w*|concern\w*|regret\w*|alarm\w*|deplor\w*|reject\w*|threat\w*|aggress\w*|war|"
    r"coerc\w*|attack\w*|violat\w*|urg\w*|demand\w*)\b",
    re.IGNORECASE,
)
DECISION = re.compile(
    r"\b(?:endors(?:e[sd]?|ing|ement)|adopt(?:s|ed|ing|ion)?|approv(?:e[sd]?|ing|al)|establish(?:es|ed|ing|ment)?|"
    r"launch(?:es|ed|ing)?|sign(?:s|ed|ing|ature)?|conclu(?:de[sd]?|ding|sion)|set up|create[sd]?|"
    r"decid(?:e[sd]?|ing)|inaugurat\w+|announc(?:e[sd]?|ing)|issued?)\b",
    re.IGNORECASE,
)
"""What a meeting does with a thing, as a verb or as the noun that is welcomed."""

DECIDED = frozenset(
    ("adoption", "approval", "completion", "conclusion", "endorsement", "establishment", "launch", "signature", "signing")
)  # fmt: skip
"""Nouns for what was decided, behind a verb that only welcomes or notes it."""

NOVELTY = re.compile(r"\b(?:new(?:ly)?|first(?:-ever)?|inaugural)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Text:
    """What one statement holds as a whole: the other side's words are new where it lacks them."""

    stems: Counter[str]
    names: frozenset[str]
    instruments: frozenset[str]
    sums: frozenset[tuple[float, str]]
    dates: frozenset[str]


def stems_of(text: str) -> list[str]:
    """The stems of a text's content words, in order."""
    return [stem(word) for word in split_words(text) if word not in FUNCTION_WORDS and len(word) > 1]


def feature_matrix(comparison: Comparison, candidates: tuple[Candidate, ...]) -> np.ndarray:
    """One row per candidate, one column per FEATURES, standardised within the pair (mean 0, variance 1).

    What is much in a short press release is little in a communiqué of thirty pages: only the place among the
    pair's own candidates says how much a value counts.
    """
    import numpy as np

    texts = {"old": _text(comparison.old), "new": _text(comparison.new)}
    rows = [_row(c, texts[c.side], texts["old" if c.side == "new" else "new"]) for c in candidates]
    matrix = np.array(rows, dtype=float).reshape(len(rows), len(FEATURES))
    if not rows:
        return matrix
    deviation = matrix.std(axis=0)
    standard: np.ndarray = (matrix - matrix.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0)
    return standard


def _text(statement: Statement) -> _Text:
    clauses = statement.clauses
    text = " ".join(clause.text for clause in clauses)
    return _Text(
        stems=Counter(stems_of(text)),
        names=frozenset(_names(clauses)),
        instruments=frozenset(name.casefold() for clause in clauses for name in clause.instruments),
        sums=frozenset((figure.value, figure.unit) for clause in clauses for figure in clause.figures),
        dates=frozenset(deadline.date for clause in clauses for deadline in clause.deadlines),
    )


def _names(clauses: Iterable[Clause]) -> set[str]:
    return {stem(name.casefold()) for clause in clauses for name in NAME.findall(clause.text)}


def _row(candidate: Candidate, own: _Text, other: _Text) -> tuple[float, ...]:
    clauses, text = candidate.clauses, candidate.text
    words = len(text.split())
    new = [word for word in dict.fromkeys(stems_of(text)) if word not in other.stems]
    tiers = [act.tier or 0 for clause in clauses for act in (*clause.acts, *clause.lead_acts[:1])]
    tier = max(tiers, default=0)
    names = [name for name in _names(clauses) if name not in other.names and name not in other.stems]
    instruments = {n.casefold() for clause in clauses for n in clause.instruments} - other.instruments
    sums = {(f.value, f.unit) for clause in clauses for f in clause.figures} - other.sums
    dates = {d.date for clause in clauses for d in clause.deadlines} - other.dates
    return (
        math.log1p(words),
        math.log1p(_changed_words(candidate)),
        math.log1p(len(new)),
        math.log1p(sum(min(5, own.stems[word] - 1) for word in new)),
        tier / 7,
        min(3, sum((act.tier or 0) >= STRONG for clause in clauses for act in clause.acts)),
        math.log1p(len(names)),
        float(bool(instruments) and tier >= STRONG),
        float(bool(sums) and bool(SUM.search(text))),
        float(bool(dates)),
        math.log1p(len(ALARM.findall(text))),
        _moved(candidate, Strength.STRONGER),
        _moved(candidate, Strength.WEAKER),
        min(2, len(DECISION.findall(text))),
        float(any(act.tier == 7 for clause in clauses for act in clause.acts)),
        float(bool(SUM.search(text)) and any((a.tier or 0) >= STRONG for c in clauses for a in c.acts)),
        float(bool(NOVELTY.search(text))),
        float(any(clause.state == "completed" for clause in clauses)),
        float(any(act.inner in DECIDED for clause in clauses for act in clause.acts)),
    )


def _changed_words(candidate: Candidate) -> float:
    """Words that the other side lacks: all of a one-sided clause, the inserted (or deleted) ones of a pair."""
    kind = "insert" if candidate.side == "new" else "delete"
    total = 0.0
    for clause, change in zip(candidate.clauses, candidate.changes, strict=False):
        if not (change.old and change.new):
            total += len(clause.text.split())
        else:
            mine = change.new if candidate.side == "new" else change.old
            total += sum(len(e.text.split()) for e in change.edits if e.kind.value == kind) / len(mine)
    return total


def _moved(candidate: Candidate, strength: Strength) -> float:
    """How sure it is, 0-1, that the wording moved so."""
    return min(1.0, sum(change.confidence for change in candidate.changes if change.strength is strength))
