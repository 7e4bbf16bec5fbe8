"""The tables of the shipped lexicons, kept parsed beside them as Python keeps its compiled modules, and on the same terms.

Parsing them takes as long as reading a short statement, and they are the same at every start. A table that changed is
told by the digest of its text; where Python keeps nothing, or the folder is not to be written in, nothing is kept.
"""

from __future__ import annotations

import contextlib
import hashlib
import marshal
import os
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).resolve().parent
DIGEST = 32
"""Bytes of the digest that a kept table begins with."""


def parse(path: Path, text: str) -> dict[str, Any]:
    """The table in ``text``, which is that of the file ``path``. Raises tomllib.TOMLDecodeError where it is none."""
    if path.parent != FOLDER:
        return _parse(text)
    kept = FOLDER / "__pycache__" / f"{path.stem}.{sys.implementation.cache_tag}.table"
    stamp = hashlib.sha256(text.encode("utf-8")).digest()
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        data = kept.read_bytes()
        if data.startswith(stamp):
            table: dict[str, Any] = marshal.loads(data[DIGEST:])
            return table
    table = _parse(text)
    if not sys.dont_write_bytecode:
        with contextlib.suppress(OSError, ValueError):
            _keep(kept, stamp + marshal.dumps(table))
    return table


def _parse(text: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(text)


def _keep(place: Path, data: bytes) -> None:
    """Write by way of another name, so that two processes at once leave one whole table."""
    place.parent.mkdir(exist_ok=True)
    draft = place.with_name(f"{place.name}.{os.getpid()}")
    draft.write_bytes(data)
    os.replace(draft, place)
