"""Markdown as publishers write it: front matter, headings, bold, raised ordinals, lists, tables, links."""

from __future__ import annotations

import html
import re

from rapporteur.compare.model import Block, BlockKind, Noise
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
    ("line breaks", re.compile(r"<br\b[^<>]{0,100}>", re.I), " "),
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
_HARD_BREAK = re.compile(r"\\\n")


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


def read_markdown(text: str, *, first_line: int = 0) -> tuple[tuple[Block, ...], tuple[Noise, ...]]:
    """The blocks of a Markdown text without its markup, and how much markup that was."""
    counts: dict[str, int] = {}
    blocks: list[Block] = []
    text = _resolve_references(text, counts)
    for line, group in split_groups(text):
        line += first_line
        if is_rule(group):
            blocks.append(Block("", kind=BlockKind.RULE, line=line))
        else:
            blocks.extend(_read_group(group, line, counts))
    return tuple(blocks), tuple(Noise(kind, count) for kind, count in sorted(counts.items()))


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


def _read_group(group: str, line: int, counts: dict[str, int]) -> list[Block]:
    """Blocks of one group of lines: headings and bold lines of their own, table rows, and the rest."""
    group = _SLIPPED.sub(r"\1", _HARD_BREAK.sub("\n", group))
    lines = group.split("\n")
    blocks: list[Block] = []
    held: list[str] = []

    def flush(at: int) -> None:
        if held:
            blocks.append(_block("\n".join(held), line + at - len(held), counts))
            held.clear()

    for at, text in enumerate(lines):
        heading = _HEADING.fullmatch(text)
        if heading or _is_bold_heading(lines, at):
            flush(at)
            shown = strip_inline(heading[2] if heading else text, counts).strip()
            level = len(heading[1]) if heading else 3
            blocks.append(
                Block(shown, kind=BlockKind.HEADING, level=level, line=line + at, bold=heading is None)
            )
        elif text.strip().startswith("|") and text.strip().endswith("|"):
            flush(at)
            blocks.extend(_row(text, line + at, counts))
        else:
            held.append(text)
    flush(len(lines))
    return [block for block in blocks if block.text.strip()]


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


def _block(text: str, line: int, counts: dict[str, int]) -> Block:
    """A block of running text; bold where every word of it is."""
    outside = "".join(text.split("**")[::2])
    bold = text.count("**") % 2 == 0 and "**" in text and not re.search(r"\w", outside)
    return Block(strip_inline(text, counts), line=line, bold=bold)
