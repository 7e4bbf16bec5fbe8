"""`make quality`: every figure that the project is judged by, against floors that only rise.

    python benchmarks/quality.py            measure, compare with tests/quality_floors.json, raise what rose
    python benchmarks/quality.py --lower    write the figures as they are, also where they fell (say why in CHANGELOG)
    python benchmarks/quality.py --quick    the gold scores of the tool as it ships only, in seconds

Alignment is measured on series that the model never saw, and beside that on the tool as it ships (flattering: its
weights have seen the gold). Acts, themes and strength are rules, not fitted; the gold's own scripts score them.
"""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

from alignment_data import require_shared
from rapporteur.compare.model import SURE
from reading_quality import measure_reading

FLOORS = Path(__file__).resolve().parents[1] / "tests" / "quality_floors.json"

SLACK = 0.01
"""A figure may be this much under its floor: on sets this small one link is half of that."""

ENOUGH = {
    "alignment: shuffled differs": 0.01,
    "alignment: sure links right": 0.98,
    "mutations: move precision": 0.97,
    "mutations: move recall": 0.97,
    "mutations: moved and edited both shown": 0.95,
    "mutations: split and merge precision": 0.9,
    "mutations: split and merge recall": 0.85,
    "mutations: dropped F1": 0.95,
    "mutations: inserted F1": 0.95,
}
"""Where a floor stops rising: above it a figure is luck of the draw."""

BETTER_LOW = ("changes told of noise", "shuffled differs")
"""Figures that are better the lower they are; their floors are ceilings."""


def measure_alignment() -> dict[str, float]:
    """Figures on unseen series, and on made-up changes."""
    import alignment_quality as quality
    from alignment_mutations import run
    from alignment_training import read_examples

    examples = read_examples()
    models = quality.fit_left_out(examples)
    left = quality.measure_unseen(quality.examples_of_gold(examples), models)
    mixed = quality.measure_shuffled(examples, models)
    print("\nAlignment, each series by a model that never saw it")
    for name, counts in sorted(left.tallies.items()):
        print(quality.show_row(name, counts))
    print(quality.show_row("all", left.sum))
    sure = [right for chance, right in left.links if chance >= SURE]
    print("\nMade-up changes of real statements, truth known")
    figures = {f"mutations: {name}": value for name, value in run().items()}
    return figures | {
        "alignment: gold F1, series unseen": left.sum.rate("links")[2],
        "alignment: dropped F1, series unseen": left.sum.rate("dropped")[2],
        "alignment: added F1, series unseen": left.sum.rate("added")[2],
        "alignment: split and merge recall, series unseen": left.sum.rate("split or merged")[1],
        "alignment: shuffled differs": abs(mixed.sum.rate("links")[2] - left.sum.rate("links")[2]),
        "alignment: sure links right": sum(sure) / len(sure),
    }


SCORES = (
    ("score.py", "compare {old} {new} --format json", r"all pairs \(micro\)\s+\S+\s+\S+\s+(?P<f1>[\d.]+)"),
    ("score_acts.py", "read {file} --format json", r"(?m)^all\b.*$"),
    ("score_themes.py", "read {file} --format json", r"(?m)^all\b.*$"),
)


def measure_tool() -> dict[str, float]:
    """The gold's own scores of the tool as it ships."""
    tool = f"{shlex.quote(sys.executable)} -m rapporteur.reports.cli"
    figures = {}
    for script, command, pattern in SCORES:
        path = require_shared() / "gold" / script
        done = subprocess.run(
            [sys.executable, str(path), "--all", f"{tool} {command}"],
            capture_output=True,
            text=True,
            check=False,
        )
        print(f"\n{script}\n{done.stdout.rstrip()}{done.stderr.rstrip()}")
        found = re.search(pattern, done.stdout)
        if done.returncode or not found:
            continue
        numbers = re.findall(r"\b[01]\.\d+", found["f1"] if "f1" in found.groupdict() else found.group())
        figures |= {
            f"tool: {script} {at}" if at else f"tool: {script}": float(n) for at, n in enumerate(numbers)
        }
    return figures


def measure_reading_of_all() -> dict[str, float]:
    """How the real statements are read, series by series, printed as a table."""
    rows, figures = measure_reading(require_shared())
    print("\n".join(rows))
    return figures


def judge(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """What fell below its floor, in words."""
    fallen = []
    for name, floor in sorted(floors.items()):
        if name not in figures:
            continue
        short = figures[name] - floor if name.endswith(BETTER_LOW) else floor - figures[name]
        if short > SLACK:
            fallen.append(f"{name}: {figures[name]:.3f}, floor {floor:.3f}")
    return fallen


def raise_floors(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """The floors with every figure that is better than its floor."""
    raised = dict(floors)
    for name, value in figures.items():
        known = floors.get(name, value)
        better, capped = (min, max) if name.endswith(BETTER_LOW) else (max, min)
        raised[name] = round(capped(better(known, value), ENOUGH.get(name, better(known, value))), 3)
    return dict(sorted(raised.items()))


def main(arguments: list[str]) -> int:
    """Measure, compare, raise."""
    floors = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {}
    figures = measure_reading_of_all() | measure_tool()
    if "--quick" not in arguments:
        figures |= measure_alignment()
    fallen = judge(figures, floors)
    if "--lower" in arguments:
        floors = {name: value for name, value in floors.items() if name not in figures}
    if not fallen or "--lower" in arguments:
        FLOORS.write_text(json.dumps(raise_floors(figures, floors), indent=1) + "\n", encoding="utf-8")
    print(
        "\n"
        + (
            "\n".join(["Below the floor:", *fallen])
            if fallen
            else f"All {len(figures)} figures at or above their floors."
        )
    )
    return int(bool(fallen) and "--lower" not in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
