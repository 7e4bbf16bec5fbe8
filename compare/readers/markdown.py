"""Markdown as publishers write it: front matter, headings, bold, raised ordinals, lists, tables, links."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field

from rapporteur.compare.model import Block, BlockKind, LeftOut, Noise, Revision, RevisionKind
from rapporteur.compare.readers.text import is_rule, split_groups

NAME = "markdown/1"

# Any one of these makes a text file Markdown: a # heading, bold, a raised ordinal, an escaped mark, a link.
_SIGNS = re.compile(r"^#{1,6}\s+\S|\*\*\S|<su[pb]>|^\\[#*\-]|\]\(https?://", re.M)
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*")
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
_KEY = re.compile(r"([A-Za-z][\w .-]{0,40}):(?:[ \t]+(.*))?")

# A closing ** that slipped to the next line belongs to the line before it.
_SLIPPED = re.compile(r"[ \t]*\n[ \t]*(\*{1,3})[ \t]*(?=\n|\Z)")
_BOLD_LINE = re.compile(
    r"[ \t]*(?:<u>)?\*\*(?:<u>)?((?:[^*\n]|(?<!\*)\*(?!\*)){1,200}?)(?:</u>)?\*\*(?:</u>)?[ \t]*"
)
_ENDS_OPEN = re.compile(r"[^.;:,!?][\"'”’)]*\Z")
_ENDS_CLOSED = re.compile(r"[.;:!?][\"'”’)*_]*[ \t]*\Z")

# Markup that carries no words, in the order in which it is taken away.
_INLINE: tuple[tuple[str, re.Pattern[str], str], ...] = (
    ("links", re.compile(r"!\[[^\]\n]{0,300}\]\([^)\s]{0,2000}\)"), ""),
    ("footnote marks", re.compile(r"\[\^[^\]\s]{1,20}\](?!:)"), ""),
    (
        "links",
        re.compile(r"\[([^\]\n]{1,500})\]\((?:[^()\s]|\([^()\s]*\)){0,2000}(?:\s\"[^\"\n]*\")?\)"),
        r"\1",
    ),
    ("superscript ordinals", re.compile(r"<sup>\s*(st|nd|rd|th|er|e|o|a)\s*</sup>", re.I), r"\1"),
    ("code", re.compile(r"(?<!`)`{1,2}([^`\n]{1,300})`{1,2}(?!`)"), r"\1"),
    ("links", re.compile(r"<(?=https?://|mailto:)([^<>\s]{1,2000})>"), r"\1"),
    ("powers", re.compile(r"(?<=\d)<sup>\s*([-−+]?\d{1,3})\s*</sup>", re.I), r"^\1"),
    ("line breaks", re.compile(r"<br\b[^<>]{0,100}>", re.I), " "),
    # A blank set in italics on its own: "attacks.* * They".
    (
        "bold or italic",
        re.compile(r"(?<=[^\s*\\])\*[ \t\xa0]+\*(?=[ \t])|(?m:^[ \t]*\*[ \t]+\*[ \t]+(?=\S))"),
        "",
    ),
    (
        "bold or italic",
        re.compile(r"</?(?:b|i|em|strong|u|s|small|span|sup|sub|font|mark)\b[^<>]{0,300}>", re.I),
        "",
    ),
    (
        "bold or italic",
        re.compile(r"(?<!\\)\*{2,3}|(?<![\\\s])\*(?!\*)|(?<!\\)\*(?![\s*])|(?m:^[ \t]*\*[ \t]*$)"),
        "",
    ),
    ("bold or italic", re.compile(r"(?<![\w\\])_{1,3}(?=[^\s_])|(?<=[^\s_\\])_{1,3}(?!\w)"), ""),
)
_DEFINITION = re.compile(r"^[ ]{0,3}\[([^\]\n^]{1,100})\]:[ \t]*\S", re.M)
_REFERENCE = re.compile(r"\[([^\[\]]{1,500})\]\[([^\[\]\n]{0,100})\]")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~&])")


def is_markdown(text: str) -> bool:
    """True where a text file shows marks of Markdown in its first 100,000 characters."""
    return _FRONT.match(text[:20000]) is not None or _SIGNS.search(text[:100_000]) is not None


def split_front_matter(text: str) -> tuple[tuple[tuple[str, str], ...], str, int]:
    """The (name, value) pairs before the text, the text, and how many lines the front matter took."""
    found = _FRONT.match(text)
    if not found:
        return (), text, 0
    pairs: list[tuple[str, str]] = []
    for line in found[1].splitlines():
        key = _KEY.match(line)
        if key:
            pairs.append((key[1].strip().lower(), (key[2] or "").strip()))
        elif pairs and line.strip():
            # YAML folds a line's end to a blank, and an escaped one to nothing; "\\ " is a blank that is meant.
            held, more = pairs[-1][1], line.strip()
            joined = held[:-1] + re.sub(r"\A\\(?=\s)", "", more) if held.endswith("\\") else f"{held} {more}"
            pairs[-1] = (pairs[-1][0], joined)
    return tuple((name, _scalar(value)) for name, value in pairs), text[found.end() :], found[0].count("\n")


@dataclass(slots=True)
class _Reading:
    """What is gathered while reading a text: counts of markup, and what was struck or put in."""

    counts: dict[str, int] = field(default_factory=dict)
    left: list[LeftOut] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)


def read_markdown(
    text: str, *, first_line: int = 0
) -> tuple[tuple[Block, ...], tuple[Noise, ...], tuple[LeftOut, ...], tuple[Revision, ...]]:
    """The blocks of a Markdown text without its markup, how much markup that was, what was struck out, and the
    revisions (struck or inserted words)."""
    reading = _Reading()
    blocks: list[Block] = []
    for line, group in split_groups(_resolve_references(text, reading.counts), keep_breaks=True):
        line += first_line
        if is_rule(group):
            blocks.append(Block("", kind=BlockKind.RULE, line=line))
        else:
            blocks.extend(
                _read_group(_WRAPPED_BLANK.sub(_unless_closed, _QUOTED.sub("", group)), line, reading)
            )
    noise = tuple(Noise(kind, count) for kind, count in sorted(reading.counts.items()))
    return tuple(blocks), noise, tuple(reading.left), tuple(reading.revisions)


# Words struck out, and words put in: by tildes or by the elements of HTML.
_STRUCK = re.compile(
    r"~~(?=\S)([^~\n]{1,2000}?)(?<=\S)~~|<(del|s|strike)\b[^<>]{0,100}>(.{0,4000}?)</\2>", re.S | re.I
)
_INSERTED = re.compile(r"<ins\b[^<>]{0,100}>(.{0,4000}?)</ins>", re.S | re.I)
_QUOTED = re.compile(r"^[ \t]{0,3}(?:>[ \t]?){1,5}", re.M)
# A blank in italics whose line was wrapped: "attacks.*" above "* They"; no bullet, where nothing in the line is open.
_WRAPPED_BLANK = re.compile(r"(?<=[^\s*\\])\*[ \t\xa0]*\n[ \t]*\*(?=[ \t])")


def _unless_closed(found: re.Match[str]) -> str:
    line = found.string[found.string.rfind("\n", 0, found.start()) + 1 : found.start()]
    return found[0] if line.count("*") % 2 else "\n"


def _take_revisions(text: str, line: int, reading: _Reading) -> str:
    """``text`` without what is struck out; what was put in stays, and both are revisions."""

    def strike(found: re.Match[str]) -> str:
        words = strip_inline(found[1] or found[3] or "", {}).strip()
        if words:
            reading.revisions.append(Revision(RevisionKind.DELETION, words, line=line))
            reading.left.append(LeftOut("struck text", words, line=line))
        return "\n" * found[0].count("\n")

    def insert(found: re.Match[str]) -> str:
        words = strip_inline(found[1], {}).strip()
        if words:
            reading.revisions.append(Revision(RevisionKind.INSERTION, words, line=line))
        return found[1]

    return _INSERTED.sub(insert, _STRUCK.sub(strike, text)) if "~~" in text or "<" in text else text


def strip_inline(text: str, counts: dict[str, int]) -> str:
    """``text`` without bold, italics, links and raised ordinals; ``counts`` is told how many of each."""
    for kind, pattern, shown in _INLINE:
        text, times = pattern.subn(shown, text)
        if times:
            counts[kind] = counts.get(kind, 0) + times
    return html.unescape(_ESCAPE.sub(r"\1", text))


def _resolve_references(text: str, counts: dict[str, int]) -> str:
    """``text`` without ``[words][name]`` links; only names that the file defines, for drafts are full of brackets."""
    names = {name.strip().lower() for name in _DEFINITION.findall(text)}

    def resolve(found: re.Match[str]) -> str:
        if (found[2] or found[1]).strip().lower() not in names:
            return found[0]
        counts["links"] = counts.get("links", 0) + 1
        return found[1]

    return _REFERENCE.sub(resolve, text) if names else text


def _scalar(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        inner = value[1:-1].replace('\\"', '"').replace("\\_", "\u00a0")
        return re.sub(r"\\[ux]([0-9A-Fa-f]{4}|[0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), inner)
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value


_BULLET = re.compile(r"([ \t]*)[*+-][ \t]+(?=\S)")
_BLANK_ITALICS = re.compile(r"[ \t]*\*[ \t]+\*[ \t]")
_NUMBERED = re.compile(r"([ \t]*)\d{1,3}[.)][ \t]+(?=\S)")
# Two blanks at a line's end are a line break that is meant, unless the writer's program puts them after every line.
_MEANT_BREAK = re.compile(r"(?: {2,}|\\)\Z")
_ASKS_FOR_MORE = re.compile(r"(?:,|\b(?:of|the|and|to|in|on|for|from|with|its|by|a|an))\Z", re.I)
_SHORT_LINE = 90
_LONGEST_BOLD_HEADING = 4


def _read_group(group: str, line: int, reading: _Reading) -> list[Block]:
    """Blocks of one group of lines: headings, lines in bold, table rows and entries of lists of their own, and the rest."""
    lines = _SLIPPED.sub(r"\1", _take_revisions(group, line, reading)).split("\n")
    blocks: list[Block] = []
    held: list[str] = []
    entry: re.Match[str] | None = None

    def flush(at: int) -> None:
        if any(text.strip() for text in held):
            blocks.append(_block(held, line + at - len(held), reading.counts, entry))
        held.clear()

    at = 0
    while at < len(lines):
        text = lines[at]
        size = _heading_lines(lines, at)
        bullet = _BULLET.match(text) if not (is_rule(text) or _BLANK_ITALICS.match(text)) else None
        is_nested = entry is not None and _NUMBERED.match(text) is not None
        if size or _is_row(text) or bullet or is_nested or (held and _is_meant_break(held[-1], text)):
            flush(at)
        if size:
            blocks.append(_heading(lines[at : at + size], line + at, reading.counts))
        elif _is_row(text):
            blocks.extend(_row(text, line + at, reading.counts))
        else:
            entry = bullet or entry
            held.append(text)
        entry = None if size else entry
        at += max(1, size)
    flush(len(lines))
    return [block for block in blocks if block.text.strip()]


def _is_row(text: str) -> bool:
    return text.strip().startswith("|") and text.strip().endswith("|")


def _heading(lines: list[str], line: int, counts: dict[str, int]) -> Block:
    sign = _HEADING.fullmatch(lines[0])
    shown = strip_inline(sign[2] if sign else " ".join(part.strip() for part in lines), counts).strip()
    level = len(sign[1]) if sign else 3
    return Block(shown, kind=BlockKind.HEADING, level=level, line=line, bold=sign is None)


def _is_meant_break(above: str, below: str) -> bool:
    """True for a hard line break after a sentence, or between short lines that both begin with a capital."""
    if not _MEANT_BREAK.search(above) or not below.strip():
        return False
    words = above.rstrip(" \\")
    begin_large = re.match(r"\W*[A-Z]", above) and re.match(r"\W*[A-Z\d]", below)
    is_short = len(words.strip()) <= _SHORT_LINE and begin_large and not _ASKS_FOR_MORE.search(words)
    return bool(_ENDS_CLOSED.search(words) or is_short)


def _heading_lines(lines: list[str], at: int) -> int:
    """How many lines from ``at`` on are a heading: by its sign, or all in bold, perhaps wrapped; 0 for none."""
    if _HEADING.fullmatch(lines[at]) or _is_bold_heading(lines, at):
        return 1
    text = lines[at].strip()
    if not text.startswith("**") or text.count("**") != 1:
        return 0
    for size in range(2, _LONGEST_BOLD_HEADING + 1):
        part = " ".join(line.strip() for line in lines[at : at + size])
        if at + size <= len(lines) and part.count("**") == 2 and part.endswith("**"):
            is_open = _ENDS_OPEN.search(part.strip("* ")) is not None
            goes_on = at + size < len(lines) and re.match(r"\s*[\"'“‘(*_]*[a-z]", lines[at + size])
            return size if is_open and not goes_on else 0
    return 0


def _is_bold_heading(lines: list[str], at: int) -> bool:
    """True for a line all in bold that nothing before or after it continues."""
    found = _BOLD_LINE.fullmatch(lines[at])
    if not found or not _ENDS_OPEN.search(found[1].strip()):
        return False
    if at and not (_ENDS_CLOSED.search(lines[at - 1]) or _BOLD_LINE.fullmatch(lines[at - 1])):
        return False
    return at + 1 == len(lines) or not re.match(r"\s*[\"'“‘(*_]*[a-z]", lines[at + 1])


def _row(text: str, line: int, counts: dict[str, int]) -> list[Block]:
    cells = [strip_inline(cell, counts).strip() for cell in re.split(r"(?<!\\)\|", text.strip()[1:-1])]
    if all(re.fullmatch(r":?-*:?", cell) for cell in cells):
        return []
    return [Block(" | ".join(cells), kind=BlockKind.ROW, line=line)]


def _block(held: list[str], line: int, counts: dict[str, int], entry: re.Match[str] | None) -> Block:
    """A block of running text or the entry of a list; bold where every word of it is."""
    text = "\n".join(part.rstrip("\\") for part in held)
    bullet = _BULLET.match(text) if entry else None
    text = text[bullet.end() :] if bullet else text
    outside = "".join(text.split("**")[::2])
    bold = text.count("**") % 2 == 0 and "**" in text and not re.search(r"\w", outside)
    shown = strip_inline(text, counts)
    if bullet:
        level = len(bullet[1].expandtabs(4))
        return Block(shown, kind=BlockKind.ITEM, label="•", level=level, line=line, bold=bold)
    return Block(shown, line=line, level=len(entry[1].expandtabs(4)) + 1 if entry else 0, bold=bold)
