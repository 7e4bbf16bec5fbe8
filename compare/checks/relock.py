"""The lock of a workspace as it should be: every statement read anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from rapporteur.compare.checks.lock import LockEntry
from rapporteur.compare.checks.register import Register
from rapporteur.compare.errors import RapporteurError
from rapporteur.compare.store.workspace import open_workspace


def relock(root: Path) -> tuple[tuple[LockEntry, ...], Mapping[str, RapporteurError]]:
    """The entries of all statements that can be read, and why the others cannot."""
    register = Register(open_workspace(root), {}, None)
    entries = [register.entry(path) for path in sorted(register.paths)]
    return tuple(entry for entry in entries if entry), register.failures
