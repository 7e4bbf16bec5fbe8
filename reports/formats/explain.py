"""Why a clause was paired as it was: the evidence, its weights, and what was second best, as lines of text."""

from __future__ import annotations

import re

from rapporteur.compare.alignment.overrides import write_entry
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Change, Clause, Comparison, Evidence

CITED = re.compile(r"^(?:paras?\.?\s+|#)", re.IGNORECASE)
"""What a page or a text puts before the number of a paragraph."""


def explain(comparison: Comparison, address: str) -> str:
    """The story of the change that holds ``address``: whole, what stands after its "#", or as a page cites it ("para 8.b").

    Raises WorkspaceError where no clause of either side bears that address.
    """
    clauses = {c.address: c for c in (*comparison.old.clauses, *comparison.new.clauses)}
    asked, address = address, CITED.sub("", address.strip())
    lines: list[str] = []
    for change in comparison.changes:
        held = (*change.old, *change.new)
        if any(address == a or a.partition("#")[2] == address for a in held):
            lines += [*_change_lines(change, clauses), ""]
    if not lines:
        some = next(iter(clauses), "none at all")
        raise WorkspaceError(
            f"No clause has the address '{asked}'. An address looks like '{some}', or '{some.partition('#')[2]}' alone."
        )
    return "\n".join(lines)


def _change_lines(change: Change, clauses: dict[str, Clause]) -> list[str]:
    lines = [f"{change.kind}: {_names(change.old)} -> {_names(change.new)}"]
    lines += [f"  was  {a}  {clauses[a].text}" for a in change.old]
    lines += [f"  is   {a}  {clauses[a].text}" for a in change.new]
    if change.old and change.new:
        lines.append(
            f"  similarity {change.similarity:.2f}, confidence {change.confidence:.2f} ({change.band})"
            + (", pinned by hand" if change.pinned else "")
        )
    lines += [
        f"  {'+' if e.weight >= 0 else '-'}{abs(e.weight):5.2f}  {e.name} = {e.value:.2f}"
        for e in _heaviest(change)
    ]
    if change.nearest:
        word = "perhaps" if change.perhaps else "second best" if change.old and change.new else "nearest"
        shared = f", both say {', '.join(change.shared)}" if change.perhaps and change.shared else ""
        lines.append(f"  {word}: {change.nearest} (confidence {change.nearest_confidence:.2f}{shared})")
        lines += [f"       {clauses[change.nearest].text}"] if change.nearest in clauses else []
    return [*lines, *_entry_lines(change, clauses)]


def _entry_lines(change: Change, clauses: dict[str, Clause]) -> list[str]:
    """What to write into overrides.toml to overrule the answer: forbid the pair, or pin what was second best."""
    sides = [(old, new) for old in change.old for new in change.new]
    pin = not sides
    if pin and change.nearest:
        sides = [(old, change.nearest) for old in change.old] + [(change.nearest, new) for new in change.new]
    if not sides:
        return []
    old, new = (clauses[address] for address in sides[0])
    return [
        "  to overrule this, add to overrides.toml:",
        *(f"    {line}" for line in write_entry(old, new, pin=pin).splitlines()),
    ]


def _heaviest(change: Change) -> list[Evidence]:
    return sorted(change.evidence, key=lambda e: (-abs(e.weight), e.name))


def _names(addresses: tuple[str, ...]) -> str:
    return " + ".join(addresses) or "nothing"
