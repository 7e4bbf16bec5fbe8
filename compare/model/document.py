"""Reading: what a document and its blocks are, as a format delimits them, before any judgement about clauses."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in its source."""

    PARAGRAPH = "paragraph"
    """Running text, numbered or not."""
    HEADING = "heading"
    """A title of a section; never part of a clause."""
    ITEM = "item"
    """An entry of a list: ``(a)``, ``(i)``, a bullet."""
    ROW = "row"
    """One row of a table, its cells joined by `` | ``."""
    RULE = "rule"
    """A page break or a horizontal rule: no text, but it may have cut a paragraph in two."""


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document as its format delimits it, before any judgement about clauses.

    ``label`` is the number or letter as printed ("8.", "(a)", "•") where the reader knows it apart from the
    text, else None; ``level`` is the depth of a heading (1 is the title) or of a list (0 is outermost);
    ``page`` and ``line`` count from 1 and are None where the format has none.
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    label: str | None = None
    level: int = 0
    page: int | None = None
    line: int | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of the source that is in no clause, with the reason in a reader's words ("footnote")."""

    why: str
    text: str
    page: int | None = None
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Noise:
    """A difference of form that was folded, and how often: ("curly quotes", 14)."""

    kind: str
    count: int


class RevisionKind(StrEnum):
    """What a tracked change of a draft does."""

    INSERTION = "insertion"
    DELETION = "deletion"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change in a draft: inserted text stands in the clauses, deleted text only here."""

    kind: RevisionKind
    text: str
    author: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A source as its reader saw it: blocks in reading order, and what the reader left out.

    ``metadata`` holds front matter or file properties as (name, value) pairs; ``extractor`` names the
    reader and its version, so that a later reader's changes are never taken for the source's.
    """

    source: str
    sha256: str
    format: str
    blocks: tuple[Block, ...]
    left_out: tuple[LeftOut, ...] = ()
    noise: tuple[Noise, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    extractor: str = ""
    revisions: tuple[Revision, ...] = ()
    pages: int | None = None
