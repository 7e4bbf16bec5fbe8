"""Word documents: paragraphs with their automatic numbers, tables by rows, tracked changes kept apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Block, BlockKind, Document, LeftOut, Noise, Revision, RevisionKind
from rapporteur.compare.readers.archive import check_archive
from rapporteur.compare.readers.docx_numbering import Numbering
from rapporteur.compare.readers.docx_styles import (
    heading_level,
    is_on,
    is_raised,
    list_of,
    style_chain,
    styles_of,
)
from rapporteur.compare.readers.rows import row_of

NAME = "docx/1"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th|er|e|o|a|º|ª)\s*", re.I)
# A cell with more words than this belongs to a table that lays out the page.
_LONGEST_CELL = 150
# What a raised run stands after is in the last few runs.
_LAST_PARTS = 4


@dataclass(slots=True)
class _Reading:
    """What is gathered while walking down the body."""

    numbering: Numbering
    styles: dict[str, Any]
    blocks: list[Block] = field(default_factory=list)
    left: list[LeftOut] = field(default_factory=list)
    revisions: list[Revision] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    page: int = 1


@dataclass(slots=True)
class _Text:
    """The text of one paragraph while its runs are read."""

    parts: list[str] = field(default_factory=list)
    plain: int = 0
    breaks: bool = False


def read_docx(data: bytes, name: str, sha256: str) -> Document:
    """The document in ``data``. Raises UnreadableError where it is no Word document or a hostile one."""
    parts = check_archive(data, name)
    if "word/document.xml" not in parts:
        raise UnreadableError(f"{name}: an archive, but no Word document. Save it as .docx, .pdf or text.")
    document = _open(data, name)
    body = document.element.body
    reading = _Reading(Numbering(_numbering_root(document)), styles_of(document))
    _walk(body, reading)
    _leave_margins(document, reading)
    has_pages = reading.page > 1
    blocks = tuple(block if has_pages else replace(block, page=None) for block in reading.blocks)
    noise = tuple(Noise(kind, count) for kind, count in sorted(reading.counts.items()))
    return Document(
        name, sha256, "docx", blocks, tuple(reading.left), noise,
        extractor=NAME, revisions=tuple(reading.revisions), pages=reading.page if has_pages else None,
    )  # fmt: skip


def _open(data: bytes, name: str) -> Any:
    import docx

    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:
        # python-docx lets errors of lxml, zipfile and its own through, all for damaged parts.
        raise UnreadableError(
            f"{name}: a damaged Word document ({type(error).__name__}). Open and save it again."
        ) from error


def _numbering_root(document: Any) -> Any | None:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _walk(parent: Any, reading: _Reading) -> None:
    for child in parent:
        if child.tag == f"{_W}p":
            _paragraph(child, reading)
        elif child.tag == f"{_W}tbl":
            _table(child, reading)
        elif child.tag in (
            f"{_W}sdt",
            f"{_W}sdtContent",
            f"{_W}ins",
            f"{_W}smartTag",
            f"{_W}customXml",
            f"{_W}moveTo",
        ):
            _walk(child, reading)


def _paragraph(paragraph: Any, reading: _Reading) -> None:
    text = _Text()
    _runs(paragraph, reading, text, None)
    properties = paragraph.find(f"{_W}pPr")
    chain = tuple(style_chain(properties, reading.styles))
    level = heading_level(properties, chain)
    label = _label(properties, chain, reading) if "".join(text.parts).strip() else None
    shown = re.sub(r" *\n *", "\n", re.sub(r"[ \t]+", " ", "".join(text.parts))).strip()
    if shown and level:
        printed = f"{label} " if label and label != "•" else ""
        reading.blocks.append(Block(printed + shown, kind=BlockKind.HEADING, level=level, page=reading.page))
    elif shown:
        is_bold = not text.plain
        kind = BlockKind.ITEM if label else BlockKind.PARAGRAPH
        depth = _depth(properties, chain) if label == "•" else 0
        for part in shown.split("\n"):
            if part.strip():
                reading.blocks.append(
                    Block(part.strip(), kind, label or None, depth, reading.page, bold=is_bold)
                )
                label = None
    if text.breaks:
        reading.blocks.append(Block("", kind=BlockKind.RULE, page=reading.page))


def _runs(parent: Any, reading: _Reading, text: _Text, revision: Revision | None) -> None:
    """Texts of the runs under ``parent``, in order; deleted ones go to the revisions only."""
    for child in parent:
        tag = str(child.tag).removeprefix(_W)
        if tag == "r":
            _run(child, reading, text, revision)
        elif tag in ("ins", "moveTo"):
            _revised(child, RevisionKind.INSERTION, reading, text)
        elif tag in ("del", "moveFrom"):
            _revised(child, RevisionKind.DELETION, reading, text)
        elif tag in ("hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo"):
            _runs(child, reading, text, revision)


def _revised(element: Any, kind: RevisionKind, reading: _Reading, text: _Text) -> None:
    own = text if kind is RevisionKind.INSERTION else _Text()
    before = len(own.parts)
    _runs(element, reading, own, Revision(kind, ""))
    words = "".join(own.parts[before:]).strip()
    if words:
        reading.revisions.append(Revision(kind, words, element.get(f"{_W}author", "")))
        if kind is RevisionKind.DELETION:
            reading.left.append(LeftOut("tracked deletion", words, reading.page))


def _run(run: Any, reading: _Reading, text: _Text, revision: Revision | None) -> None:
    properties = run.find(f"{_W}rPr")
    shown = "".join(_characters(run, reading, text))
    if not shown:
        return
    if is_on(properties, "vanish"):
        reading.left.append(LeftOut("hidden", shown.strip(), reading.page))
        return
    if is_raised(properties):
        before = "".join(text.parts[-_LAST_PARTS:])
        if _ORDINAL.fullmatch(shown) and before.rstrip()[-1:].isdigit():
            reading.counts["superscript ordinals"] = reading.counts.get("superscript ordinals", 0) + 1
        elif re.fullmatch(r"\s*[\d*†‡,]{1,5}\s*", shown) and not re.search(r"(?:\b[kcmd]?m|\b10)\Z", before):
            reading.left.append(LeftOut("footnote mark", shown.strip(), reading.page))
            return
    is_bold = is_on(properties, "b")
    if is_bold or is_on(properties, "i"):
        reading.counts["bold or italic"] = reading.counts.get("bold or italic", 0) + 1
    if shown.strip() and not is_bold:
        text.plain += 1
    text.parts.append(shown)


def _characters(run: Any, reading: _Reading, text: _Text) -> Iterator[str]:
    for child in run:
        tag = str(child.tag).rpartition("}")[2]
        if tag in ("t", "delText"):
            yield child.text or ""
        elif tag == "tab":
            yield " "
        elif tag in ("br", "cr"):
            if child.get(f"{_W}type") == "page":
                reading.page += 1
                text.breaks = text.breaks or not text.parts
                yield " "
            else:
                yield "\n"
        elif tag == "lastRenderedPageBreak":
            reading.page += 1
        elif tag == "noBreakHyphen":
            yield "-"
        elif tag in ("drawing", "pict", "AlternateContent"):
            _leave_boxes(child, reading)


def _leave_boxes(element: Any, reading: _Reading) -> None:
    for box in element.iter(f"{_W}txbxContent"):
        if any(str(outer.tag).endswith("}Fallback") for outer in box.iterancestors()):
            # The same box again, for older programs.
            continue
        words = " ".join("".join(t.text or "" for t in p.iter(f"{_W}t")) for p in box.iter(f"{_W}p")).strip()
        if words:
            reading.left.append(LeftOut("text box", words, reading.page))


def _label(properties: Any | None, chain: tuple[Any, ...], reading: _Reading) -> str | None:
    found = list_of(properties, chain)
    return reading.numbering.label(*found) if found and found[0] != "0" else None


def _depth(properties: Any | None, chain: tuple[Any, ...]) -> int:
    found = list_of(properties, chain)
    return found[1] if found else 0


def _table(table: Any, reading: _Reading) -> None:
    rows = [list(row.iter(f"{_W}tc")) for row in table.findall(f"{_W}tr")]
    if any(len(_cell_text(cell).split()) > _LONGEST_CELL for row in rows for cell in row):
        for row in rows:
            for cell in row:
                _walk(cell, reading)
        return
    for row in rows:
        cells = [_cell_text(cell) for cell in row]
        if any(cells):
            reading.blocks.append(row_of(cells, reading.page))


def _cell_text(cell: Any) -> str:
    parts = ["".join(t.text or "" for t in p.iter(f"{_W}t")) for p in cell.iter(f"{_W}p")]
    return " ".join(" ".join(parts).split())


def _leave_margins(document: Any, reading: _Reading) -> None:
    """Headers, footers, footnotes, endnotes and comments, each with its reason."""
    for relation in document.part.rels.values():
        kind = relation.reltype.rsplit("/", 1)[-1]
        why = _MARGINS.get(kind)
        if why is None or relation.is_external:
            continue
        root = _root_of(relation.target_part)
        if root is None:
            continue
        for note in root if why in ("footnote", "comment") else [root]:
            words = " ".join(
                "".join(t.text or "" for t in p.iter(f"{_W}t")) for p in note.iter(f"{_W}p")
            ).strip()
            if words:
                reading.left.append(LeftOut(why, " ".join(words.split())))


_MARGINS = {
    "header": "running head",
    "footer": "running foot",
    "footnotes": "footnote",
    "endnotes": "footnote",
    "comments": "comment",
}


def _root_of(part: Any) -> Any | None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        return etree.fromstring(part.blob, parser)
    except etree.XMLSyntaxError:
        return None
