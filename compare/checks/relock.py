"""The lock of a workspace as it should be: every statement read anew."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from ..errors import RapporteurError
from ..workspace import open_workspace
from .lock import LockEntry
from .register import Register


def relock(root: Path) -> tuple[tuple[LockEntry, ...], Mapping[str, RapporteurError]]:
    """The entries of all statements that can be read, and why the others cannot."""
    register = Register(open_workspace(root), {}, None)
    entries = [register.entry(path) for path in sorted(register.paths)]
    return tuple(entry for entry in entries if entry), register.failures
