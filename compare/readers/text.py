"""Plain text: groups of lines between blank lines. Line breaks stay in the blocks, for the normaliser to judge."""

from __future__ import annotations

import re

from ..model import Block, BlockKind

NAME = "text/1"

_RULE = re.compile(r"\s*(?:[-–—_*=~]\s?){3,}\s*")


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: one per group of lines, a form feed or a drawn line as a rule."""
    blocks = []
    for line, group in split_groups(text):
        if is_rule(group):
            blocks.append(Block("", kind=BlockKind.RULE, line=line))
        else:
            blocks.append(Block(group, line=line))
    return tuple(blocks)


def split_groups(text: str) -> tuple[tuple[int, str], ...]:
    """Groups of lines between blank lines, each with the number of its first line; indentation is kept."""
    groups: list[tuple[int, str]] = []
    lines: list[str] = []
    start = 1
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n---\n\n")
    for number, line in enumerate(unified.split("\n"), start=1):
        if line.strip() and not is_rule(line):
            start = start if lines else number
            lines.append(line.rstrip())
            continue
        if lines:
            groups.append((start, "\n".join(lines)))
            lines = []
        if line.strip():
            groups.append((number, line.strip()))
    if lines:
        groups.append((start, "\n".join(lines)))
    return tuple(groups)


def is_rule(line: str) -> bool:
    """True for a line that is drawn rather than written: three dashes, stars, underscores or more."""
    return _RULE.fullmatch(line) is not None
