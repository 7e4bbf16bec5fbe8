"""Reads the prose cases of strength, and makes statements of single sentences."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind, Weighing
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.strength.compare import weigh

CASES = Path(__file__).parent / "cases" / "strength.txt"


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the prose file: two wordings, the verdict, a part of the reason, the progress."""

    name: str
    old: str
    new: str
    verdict: str
    reason: str
    progress: str


def cases() -> tuple[Case, ...]:
    found = []
    for lines in pairs_of(CASES):
        verdict, reason, progress = (part.strip() for part in lines["is"].split(" | "))
        found.append(Case(lines["case"], lines["old"], lines["new"], verdict, reason, progress))
    return tuple(found)


def pairs_of(path: Path) -> tuple[dict[str, str], ...]:
    """The blocks of a prose file as they stand: case, old, new, is."""
    blocks = path.read_text("utf-8").split("\n\n")
    read = (
        dict(line.split(": ", 1) for line in block.splitlines() if line and not line.startswith("#"))
        for block in blocks
    )
    return tuple(lines for lines in read if lines)


def statement(
    *texts: str,
    date: str = "2030-05-02",
    kind: StatementKind = StatementKind.STATEMENT,
    label: str = "",
    lead: str = "",
) -> Statement:
    """A statement of the fictional forum whose clauses are ``texts``, read for acts and mentions."""
    clauses = tuple(
        Clause(f"tidewater/{date}#{n}", str(n), "", text, 0, len(text), label=label, lead=lead)
        for n, text in enumerate(texts, start=1)
    )
    bare = Statement(Meeting("tidewater", date=date), kind, "", "", clauses, "made.txt", "")
    return read_mentions(read_acts(bare))


def weighed(old: str, new: str, kind: StatementKind = StatementKind.STATEMENT) -> Weighing:
    """How one sentence weighs against another, a year apart."""
    was, now = statement(old, kind=kind), statement(*_sentences(new), date="2031-05-04", kind=kind)
    texts = (" ".join(clause.text for clause in side.clauses) for side in (was, now))
    return weigh(was.clauses, now.clauses, redline(*texts))


def _sentences(text: str) -> list[str]:
    """Two sentences of a case stand as two clauses."""
    return [part if part.endswith((".", ";")) else part + "." for part in text.split(". ")]
