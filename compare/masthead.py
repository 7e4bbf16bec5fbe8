"""Which forum, meeting, place, date and kind a document is."""

from __future__ import annotations

import re
from pathlib import Path

from .model import Document, Masthead, Meeting, StatementKind


def read_masthead(document: Document, *, forum: str = "") -> Masthead:
    """The masthead of a document."""
    path = Path(document.source)
    date = re.match(r"\d{4}-\d\d-\d\d", path.name)
    title = dict(document.metadata).get("title", path.stem)
    return Masthead(
        Meeting(forum or path.parent.name, date=date[0] if date else ""), StatementKind.STATEMENT, title
    )
