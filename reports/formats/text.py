"""Statement and comparison -> lines for a terminal."""

from __future__ import annotations

from rapporteur.compare.entities.resolution import names_of
from rapporteur.compare.model import Statement


def statement_text(statement: Statement) -> str:
    """The masthead with its reasons, each clause with what was read out of it, its names, and what was left out."""
    lines = [statement.title, f"{statement.name} · {statement.kind} · {len(statement.clauses)} clauses", ""]
    lines += [f"  {d.name}: {d.value} ({d.reason})" for d in statement.detected]
    for clause in statement.clauses:
        lines += ["", f"#{clause.address.partition('#')[2]}  {clause.text}"]
        lines += [f"    act: {act.verb} (tier {act.tier})" for act in clause.acts]
        lines += [
            f"    theme: {theme.id} ({theme.confidence:.2f}: {theme.reason})" for theme in clause.themes
        ]
    named = names_of(statement)
    lines += ["", f"Names ({len(named)}):"] if named else []
    for thing in named:
        also = f"; also {', '.join(thing.also)}" if thing.also else ""
        lines.append(f"  {thing.name}{also} ({', '.join(a.partition('#')[2] for a in thing.addresses)})")
    lines += ["", f"Left out ({len(statement.left_out)}):"]
    lines += [f"  {left.why}: {left.text}" for left in statement.left_out]
    return "\n".join(lines) + "\n"
