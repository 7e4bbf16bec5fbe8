"""Where what can be made again (cache, index) is kept for a workspace. Safe to delete at any time."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

FOLDER = ".rapporteur"
"""The folder inside a workspace."""
ANY_WRITE_BIT = 0o222


def folder_for(root: Path) -> Path:
    """``root/.rapporteur`` or, where ``root`` is not to be written in, a folder of its own in the user's cache.

    A folder without any write bit is left alone even by root, who could write there: it was closed on purpose.
    """
    if os.access(root, os.W_OK) and root.stat().st_mode & ANY_WRITE_BIT:
        return root / FOLDER
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    name = hashlib.sha256(str(root.resolve()).encode("utf-8", "surrogatepass")).hexdigest()
    return cache / "rapporteur" / name[:16]
