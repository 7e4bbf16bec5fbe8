"""How well acts, dates, instruments and strength are read against what careful readers said: floors that may only rise."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.comparison import read_statement
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind
from rapporteur.compare.strength.compare import weigh
from rapporteur.reports.formats.tables import statement_data

FLOORS = {"acts": 0.97, "deadlines": 0.94, "instruments": 0.86}
TIERS_RIGHT = 0.98
DIRECTION_RIGHT = 0.4
"""Of the links that careful readers called stronger or weaker, taken as they drew them."""
CALLED_MOVED = 0.06
"""Of the links that they called the same."""


def scorer(shared: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, shared / "gold" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_read_out_of_single_statements_holds_its_floor(shared: Path) -> None:
    score = scorer(shared, "score_acts")
    totals = {name: [0, 0, 0] for name in FLOORS}
    right = every = 0
    for path in sorted((shared / "gold").glob("*.acts.json")):
        gold = json.loads(path.read_text("utf-8"))
        found = score.score(_as_json(read_statement(shared / "statements" / gold["file"])), gold)
        right, every = right + found["tier_right"], every + found["tier_all"]
        for name in FLOORS:
            totals[name] = [a + b for a, b in zip(totals[name], found["totals"][name], strict=True)]
    for name, floor in FLOORS.items():
        assert score.prf(*totals[name])[2] >= floor, (name, totals[name])
    assert right >= TIERS_RIGHT * every


def _as_json(statement: Statement) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(json.dumps(statement_data(statement), default=str))
    return data


def test_the_direction_of_strength_holds_its_floor_on_the_links_that_readers_drew(shared: Path) -> None:
    moved = moved_right = same = same_moved = 0
    for path in sorted((shared / "gold").glob("*.gold.json")):
        gold = json.loads(path.read_text("utf-8"))
        old, new = (_units(gold[side], gold[f"{side}_file"]) for side in ("old", "new"))
        for link in gold["links"]:
            if not link["confidence"] or link["strength"] not in ("stronger", "weaker", "same"):
                continue
            found = weigh(_picked(old, link["old"]), _picked(new, link["new"]), ()).strength.value
            if link["strength"] == "same":
                same, same_moved = same + 1, same_moved + (found in ("stronger", "weaker"))
            else:
                moved, moved_right = moved + 1, moved_right + (found == link["strength"])
    assert moved_right >= DIRECTION_RIGHT * moved, (moved_right, moved)
    assert same_moved <= CALLED_MOVED * same, (same_moved, same)


def _units(units: list[dict[str, Any]], file: str) -> dict[int, Clause]:
    """The units of the gold as clauses: labels cut off, entries under the line that opens their list."""
    clauses, lead = [], ""
    for unit in units:
        label, text = _parted(unit["text"])
        entry = bool(label) and not label[0].isdigit()
        lead = lead if entry else text if text.rstrip().endswith((":", " in", "including")) else ""
        clauses.append(
            Clause(
                f"x/{Path(file).name[:10]}#{unit['id']}",
                "",
                "",
                text,
                0,
                len(text),
                label=label if entry else "",
                lead=lead if entry else "",
            )
        )
    kind = StatementKind.DECISION if "decision" in file else StatementKind.STATEMENT
    made = Statement(Meeting("x", date=Path(file).name[:10]), kind, "", "", tuple(clauses), "", "")
    return {
        unit["id"]: clause for unit, clause in zip(units, read_mentions(read_acts(made)).clauses, strict=True)
    }


def _parted(text: str) -> tuple[str, str]:
    first, _, rest = text.partition(" ")
    is_label = rest and len(first) <= 6 and first.endswith((".", ")")) and first.strip("().").isalnum()
    return (first.strip("()."), rest) if is_label or first in "-*•" else ("", text)


def _picked(clauses: dict[int, Clause], ids: list[int]) -> tuple[Clause, ...]:
    return tuple(clauses[number] for number in ids)


@pytest.mark.parametrize(
    "text", ["12. The Meeting noted it.", "(a) a port;", "- a port;", "The Meeting noted it."]
)
def test_a_label_is_cut_off_and_nothing_else(text: str) -> None:
    label, rest = _parted(text)
    assert text.endswith(rest) and (not label or text.startswith(("12.", "(a)", "-")))
