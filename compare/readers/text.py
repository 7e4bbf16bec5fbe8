"""Plain text: groups of lines between blank lines. Line breaks stay in the blocks, for the normaliser to judge."""

from __future__ import annotations

import re

from rapporteur.compare.model import Block, BlockKind

NAME = "text/1"

_RULE = re.compile(r"\s*(?:[-–—_*=~]\s?){3,}\s*")

_STOP = re.compile(r"[.;:!?][\"'”’)\]]*\d{0,3}\s*\Z")
# A line that opens so opens a paragraph of a resolution, however full the line above it is.
_OPENER = re.compile(
    r"\s*(?:WHEREAS|NOW,? THEREFORE|(?:BE IT )?(?:FURTHER )?RESOLVED|IN WITNESS WHEREOF|APPROVED|ADOPTED|DONE)\b"
)
_OPEN_END = re.compile(r"(?:,|[-–]|\b(?:the|of|and|or|to|in|for|on|at|by|with|a|an|from|as|that))\s*\Z", re.I)
_LABEL_ALONE = re.compile(
    r"\s*\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]?\s*|\s*[•●▪*–-]\s*|\s*(?:Table|Box|Figure)\s+[\dIVX]{1,5}\.?\s*"
)
# "Proclamation No." at a line's end waits for its number, "Sta." for its name.
_SHORTENED = re.compile(r"\b(?:Nos?|Arts?|Secs?|paras?|Mr|Mrs|Ms|Dr|Sta?|Hon|H\.E|Gen|Prof|[A-Z])\.\s*\Z")
# A paragraph of a preamble ends with a comma or semicolon, perhaps with a note's mark, and the next begins so.
_CLAUSE_END = re.compile(r"(?:;|,|;\s*and)[\"'”’)\]]*\d{0,2}\s*\Z")
_PREAMBULAR = re.compile(
    r"\s*(?:(?:And|Also|Further|Deeply|Fully|Gravely|Strongly|Again|Noting|Having|Bearing|Taking)\s+\w+|Recalling|Noting|Recogni[sz]ing|Acknowledging|Welcoming|"
    r"Reaffirming|Affirming|Considering|Emphasi[sz]ing|Stressing|Underlining|Underscoring|Mindful|Conscious|Aware|Cognizant|Concerned|Convinced|"
    r"Desiring|Determined|Guided|Alarmed|Appreciating|Believing|Expressing|Reiterating|Observing|Pursuant|Responding|Commending|Deploring|"
    r"Condemning|Encouraged|Resolved|Wishing|Seeking|Highlighting|Rappelant|Notant|Reconnaissant|Consid[ée]rant|Recordando|Reconociendo|Teniendo|Observando)\b"
)
# A page's link, copied as text, stands on a line of its own: the sentence goes on with the stop below it.
# The line below a preamble that says what is adopted: "Recommend to their towns that:".
_ADOPTS = re.compile(r"(?:Hereby\s|Therefore\s)?[A-Z][a-z]+s?\b[^.]*:\s*\Z")
_BROKEN_LINK = re.compile(r"\s*[.,;)](?:\s|\Z)")
# Lines of proportional type copied from a page end a little unevenly.
_RAGGED = 3
_SHORT_LINE = 0.7


def read_text(text: str) -> tuple[Block, ...]:
    """The blocks of a plain text: one per group of lines, a form feed or a drawn line as a rule."""
    blocks = []
    groups = split_groups(text)
    widest = max((len(line) for _, group in groups for line in group.split("\n")), default=0)
    for line, group in groups:
        if is_rule(group):
            blocks.append(Block("", kind=BlockKind.RULE, line=line))
        else:
            blocks.extend(Block(part, line=line + offset) for offset, part in _break_group(group, widest))
    return tuple(blocks)


def _break_group(group: str, widest: int) -> list[tuple[int, str]]:
    """Parts of a group of lines that no blank line parts, each with its offset.

    Where a wrapped line had room for the next line's first word, its writer broke it on purpose. That is a
    new paragraph after a stop, and a line of a heading or masthead where the line is short and open; but
    not in a narrow column, where every line is short against the ``widest`` of the text.
    """
    lines = group.split("\n")
    # A long address that nothing could break says nothing of the width.
    width = max((len(line) for line in lines if len(line.split()) > 2), default=max(map(len, lines)))
    parts: list[tuple[int, str]] = []
    start = 0
    for at in range(1, len(lines)):
        is_link = (
            at + 1 < len(lines) and _BROKEN_LINK.match(lines[at + 1]) and not _STOP.search(lines[at - 1])
        )
        if not is_link and _is_broken_on_purpose(
            lines[at - 1], lines[at], width, is_column=width < widest * _SHORT_LINE
        ):
            parts.append((start, "\n".join(lines[start:at])))
            start = at
    return [*parts, (start, "\n".join(lines[start:]))]


def _is_broken_on_purpose(above: str, below: str, width: int, *, is_column: bool) -> bool:
    words = below.split()
    if _OPENER.match(below) and not _OPEN_END.search(above):
        return True
    if _BROKEN_LINK.match(below):
        return False
    if _CLAUSE_END.search(above) and _PREAMBULAR.match(below):
        return True
    if _PREAMBULAR.match(above) and above.rstrip().endswith(";") and _ADOPTS.match(below):
        return True
    has_room = len(above) + 1 + len(words[0]) <= width - _RAGGED
    if not has_room or _LABEL_ALONE.fullmatch(above) or _SHORTENED.search(above):
        return False
    if _STOP.search(above):
        return True
    is_short = not is_column and len(above) < width * _SHORT_LINE and not _OPEN_END.search(above)
    return is_short and not above.lstrip()[:1].islower() and not below.lstrip()[:1].islower()


def split_groups(text: str, *, keep_breaks: bool = False) -> tuple[tuple[int, str], ...]:
    """Groups of lines between blank lines, each with the number of its first line; indentation is kept, and with
    ``keep_breaks`` the two blanks at a line's end that mean a line break in Markdown."""
    groups: list[tuple[int, str]] = []
    lines: list[str] = []
    start = 1
    unified = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n---\n\n")
    for number, line in enumerate(unified.split("\n"), start=1):
        if line.strip() and not is_rule(line):
            start = start if lines else number
            lines.append(line.rstrip() + ("  " if keep_breaks and line.endswith("  ") else ""))
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
