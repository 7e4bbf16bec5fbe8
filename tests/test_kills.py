"""Commands killed before a step and at random moments; `benchmarks/kills.py` kills hundreds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TORN = """
import os, sys
rename = os.replace
def torn(source, target):
    open(target, "wb").close()
    rename(source, target)
os.replace = torn
sys.argv = ["kills", *sys.argv[1:]]
sys.path.insert(0, {folder!r})
import kills
kills.main()
"""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


def campaign(*order: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *order], cwd=ROOT / "benchmarks", capture_output=True, text=True)


def test_what_a_killed_command_leaves_is_the_old_or_the_new() -> None:
    """Report, site, index, lock, add, fetch, check --accept, export; and the next run completes it."""
    done = campaign("kills.py", "--kills", "40", "--seed", "3")
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 faults" in done.stdout


def test_a_planted_fault_is_seen() -> None:
    """A file that is emptied before the new one takes its place."""
    done = campaign("-c", TORN.format(folder=str(ROOT / "benchmarks")), "--kills", "15", "--only", "lock")
    assert done.returncode == 1 and "statements.lock is neither the old nor the new one" in done.stdout
