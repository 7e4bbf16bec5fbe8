"""Two wordings -> word edits, and back."""

from __future__ import annotations

import re

from .model import Edit, EditKind


def redline(old: str, new: str) -> tuple[Edit, ...]:
    """The word edits that turn ``old`` into ``new``."""
    from rapidfuzz.distance import Levenshtein

    a, b = re.findall(r"\S+\s*", old), re.findall(r"\S+\s*", new)
    edits: list[Edit] = []
    for tag, i, j, k, m in Levenshtein.opcodes(a, b):
        if tag == "equal":
            edits.append(Edit(EditKind.KEEP, "".join(a[i:j])))
        else:
            edits += [Edit(EditKind.DELETE, "".join(a[i:j]))] if j > i else []
            edits += [Edit(EditKind.INSERT, "".join(b[k:m]))] if m > k else []
    return tuple(edits)
