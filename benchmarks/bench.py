"""Speed and scale beside the peers, in one run: ``python benchmarks/bench.py [--quick] [--only NAME]``.

Writes ``build/bench/results.md`` and ``results.json``. Nothing is asserted on time: the figures are there to be
read, on the machine that is named above them.
"""

from __future__ import annotations

import argparse
import compileall
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import peers
from checks import check_sheets
from cluster_rows import cluster_sheets
from many_rows import REPORTED, many_sheets
from many_rows import SIZES as MANY
from measure import machine
from memory import memory_sheets
from pair_rows import pair_sheets
from paper_rows import paper_sheet
from profile_rows import profile_sheets
from read_rows import read_sheets
from redline_rows import SIZES, redline_sheets
from sheet import Sheet

START = time.monotonic()
END = 19 * 60.0
"""Seconds of a whole run by which the largest build must have ended; on a machine too busy for that it is left out, and said."""
Part = Callable[[Path, argparse.Namespace], list[Sheet]]


def _redline(folder: Path, asked: argparse.Namespace) -> list[Sheet]:
    return redline_sheets(folder, SIZES[:2] if asked.quick else SIZES)


def _pair(folder: Path, asked: argparse.Namespace) -> list[Sheet]:
    return pair_sheets(folder)


def _paper(folder: Path, asked: argparse.Namespace) -> list[Sheet]:
    whole = (10, 33, 100, 300) if asked.only else (10, 33, 100)
    return paper_sheet(folder, (10,) if asked.quick else whole)


def _many(folder: Path, asked: argparse.Namespace) -> list[Sheet]:
    reported = 1_000 if asked.only else REPORTED
    until = time.monotonic() + asked.patience if asked.only else START + END
    return many_sheets(folder, MANY[:1] if asked.quick else MANY, until, reported)


PARTS: dict[str, Part] = {
    "redline": _redline,
    "pair": _pair,
    "profile": lambda folder, asked: profile_sheets(folder),
    "paper": _paper,
    "many": _many,
    "read": lambda folder, asked: read_sheets(),
    "cluster": lambda folder, asked: cluster_sheets(folder, 100 if asked.quick else 1_000),
    "checks": lambda folder, asked: check_sheets(folder, asked.quick),
    "memory": lambda folder, asked: memory_sheets(folder, asked.quick or "memory" not in (asked.only or ())),
}
"""What can be measured by itself, in the order in which it is run."""
EXTRAS = ("read", "cluster", "checks", "memory")
"""What a whole run measures only while there is time; each is asked for by its name at any time."""
ROOM = 14 * 60.0
"""Seconds of a whole run after which no extra is begun, so that it ends in less than twenty minutes."""


def main() -> None:
    """Measure what was asked for and write the results."""
    asked = _arguments()
    folder: Path = asked.output.resolve()
    inputs = folder / "inputs"
    inputs.mkdir(parents=True, exist_ok=True)
    _compile()
    versions = peers.prepare(install=not asked.no_install)
    host = machine()
    sheets: list[Sheet] = []
    for name in asked.only or PARTS:
        if name in EXTRAS and not asked.only and time.monotonic() - START > ROOM:
            sheets.append(_left_out(name))
            continue
        print(f"{time.monotonic() - START:6.0f} s  {name}", file=sys.stderr, flush=True)
        sheets += PARTS[name](inputs, asked)
        _write(folder, host, versions, sheets)
    print(f"{time.monotonic() - START:6.0f} s  done: {folder / 'results.md'}", file=sys.stderr)
    print((folder / "results.md").read_text(encoding="utf-8"))


def _left_out(name: str) -> Sheet:
    meaning = f"Left out: {ROOM / 60:.0f} minutes had gone by. `python benchmarks/bench.py --only {name}` measures it."
    return Sheet(name.capitalize(), meaning, ("part",), ((name,),))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure speed and scale beside the peers.")
    parser.add_argument("--quick", action="store_true", help="small sizes only: a minute or two")
    parser.add_argument(
        "--only", action="append", choices=list(PARTS), help="this part only; may be repeated"
    )
    parser.add_argument(
        "--patience",
        type=float,
        default=600,
        help="seconds within which builds must end where they are measured by themselves, default 600",
    )
    parser.add_argument("--no-install", action="store_true", help="use the peers that are there")
    parser.add_argument("--output", type=Path, default=peers.BUILD / "bench", help="folder for the results")
    return parser.parse_args()


def _compile() -> None:
    """Compile our code ahead, as pip does for whoever installs it (and did for the peers)."""
    for room in ("compare", "reports", "templates"):
        compileall.compile_dir(peers.BUILD.parent / room, quiet=1)


def _write(folder: Path, host: dict[str, str], versions: dict[str, str], sheets: list[Sheet]) -> None:
    """Write the sheets so far, so that a run that is stopped leaves what it measured."""
    head = ["# Speed and scale", "", "Machine: " + ", ".join(f"{k} {v}" for k, v in host.items()) + ".", ""]
    head += ["Peers: " + ", ".join(f"{k} {v}" for k, v in sorted(versions.items())) + ".", ""]
    body = "\n".join(sheet.to_markdown() for sheet in sheets)
    (folder / "results.md").write_text("\n".join(head) + "\n" + body, encoding="utf-8")
    data = {"machine": host, "peers": versions, "sheets": [sheet.to_data() for sheet in sheets]}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    (folder / "results.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
