"""Word documents: paragraphs with their automatic numbers, tables by rows, tracked changes kept apart."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.model import Block, BlockKind, Document, LeftOut, Noise, Revision, RevisionKind
from rapporteur.compare.readers.docx_styles import (
    Numbering,
    heading_level,
    is_on,
    is_raised,
    list_of,
    style_chain,
    styles_of,
)
from rapporteur.compare.readers.sniff import check_archive
from rapporteur.compare.readers.tables import read_grid

NAME = "docx/1"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ORDINAL = re.compile(r"\s*(?:st|nd|rd|th|er|e|o|a|º|ª)\s*", re.I)
# A cell with more words than this belongs to a table that lays out the page.
_LONGEST_CELL = 150
_WIDEST = 200
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
    body = getattr(document.element, "body", None)
    if body is None:  # the main part is some other XML, or has lost its body
        raise UnreadableError(f"{name}: a damaged Word document (it has no body). Open and save it again.")
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
    if revision is None and (is_on(properties, "strike") or is_on(properties, "dstrike")):
        reading.revisions.append(Revision(RevisionKind.DELETION, shown.strip()))
        reading.left.append(LeftOut("struck text", shown.strip(), reading.page))
        return
    if is_raised(properties):
        before = "".join(text.parts[-_LAST_PARTS:])
        if _ORDINAL.fullmatch(shown) and before.rstrip()[-1:].isdigit():
            reading.counts["superscript ordinals"] = reading.counts.get("superscript ordinals", 0) + 1
        elif re.fullmatch(r"\s*[-−–+]?\d{1,3}\s*", shown) and re.search(r"(?<![\d.,])10\Z", before):
            shown = f"^{shown.strip()}"
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
    """The rows of a table; deleted rows and words are revisions, a merged cell stands in each of its rows."""
    rows = [(row, list(_children(row, "tc"))) for row in _children(table, "tr")]
    if any(_count_words(cell) > _LONGEST_CELL for _, cells in rows for cell in cells):
        for _, cells in rows:
            for cell in cells:
                _walk(cell, reading)
        return
    grid: list[list[str]] = []
    for row, cells in rows:
        texts = _texts_of_row(cells, grid[-1] if grid else [], reading)
        revised = row.find(f"{_W}trPr")
        kind = _row_revision(revised)
        if kind is not None:
            author = revised.find(f"{_W}{'del' if kind is RevisionKind.DELETION else 'ins'}").get(
                f"{_W}author", ""
            )
            words = " | ".join(text for text in texts if text)
            if kind is RevisionKind.DELETION and not words:
                continue
            reading.revisions.append(Revision(kind, words, author))
            if kind is RevisionKind.DELETION:
                reading.left.append(LeftOut("tracked deletion", words, reading.page))
                continue
        grid.append(texts)
    blocks, left = read_grid(grid, reading.page)
    reading.blocks.extend(blocks)
    reading.left.extend(left)


def _children(parent: Any, tag: str) -> Iterator[Any]:
    """Rows or cells right below ``parent``, also those in content controls; not those of a table within."""
    for child in parent:
        if child.tag == f"{_W}{tag}":
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"):
            yield from _children(child, tag)


def _row_revision(properties: Any | None) -> RevisionKind | None:
    if properties is None:
        return None
    if properties.find(f"{_W}del") is not None:
        return RevisionKind.DELETION
    return RevisionKind.INSERTION if properties.find(f"{_W}ins") is not None else None


def _texts_of_row(cells: Sequence[Any], above: Sequence[str], reading: _Reading) -> list[str]:
    texts: list[str] = []
    for cell in cells:
        properties = cell.find(f"{_W}tcPr")
        merged = None if properties is None else properties.find(f"{_W}vMerge")
        span = None if properties is None else properties.find(f"{_W}gridSpan")
        goes_on = merged is not None and merged.get(f"{_W}val", "continue") != "restart"
        at = len(texts)
        texts.append(above[at] if goes_on and at < len(above) else _cell_text(cell, reading))
        width = span.get(f"{_W}val", "1") if span is not None else "1"
        texts.extend([""] * (min(int(width), _WIDEST) - 1 if re.fullmatch(r"[1-9]\d{0,3}", width) else 0))
    return texts


def _cell_text(cell: Any, reading: _Reading) -> str:
    """What stands in a cell, in one line, with its automatic numbers, a table within it once."""
    inner = replace(reading, blocks=[])
    _walk(cell, inner)
    return " ".join(" ".join(f"{block.label or ''} {block.text}" for block in inner.blocks).split())


def _count_words(cell: Any) -> int:
    return sum(len((t.text or "").split()) for t in cell.iter(f"{_W}t"))


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
