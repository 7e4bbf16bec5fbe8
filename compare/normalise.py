"""Blocks become paragraphs become clauses."""

from __future__ import annotations

import re

from .model import BlockKind, Clause, Document, Masthead, Statement


def normalise(document: Document, masthead: Masthead) -> Statement:
    """The statement of a document, cut into clauses."""
    clauses: list[Clause] = []
    section, at = "", 0
    name = f"{masthead.meeting.forum}/{masthead.meeting.date or 'undated'}"
    for count, block in enumerate(document.blocks):
        if block.kind is BlockKind.HEADING:
            section = block.text
            continue
        number = re.match(r"(\d{1,3})\.?\s+", block.text)
        paragraph = number[1] if number else f"p{count}"
        text = block.text[number.end() :] if number else block.text
        sentences = re.split(r"(?<=[a-z)][.;])\s+(?=[A-Z])", text)
        for i, sentence in enumerate(sentences):
            tail = "" if len(sentences) == 1 else "." + chr(97 + i % 26) * (1 + i // 26)
            clauses.append(
                Clause(f"{name}#{paragraph}{tail}", paragraph, section, sentence, at, at + len(sentence))
            )
            at += len(sentence) + 1
    return Statement(
        masthead.meeting,
        masthead.kind,
        masthead.title,
        "\n".join(c.text for c in clauses),
        tuple(clauses),
        document.source,
        document.sha256,
        document.format,
        document.extractor,
        detected=masthead.detected,
    )
