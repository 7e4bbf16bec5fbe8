"""Briefing -> DOCX: its sections as Word has them, and the later statement as tracked changes on the earlier one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapporteur.reports.briefing.model import Briefing, Lead, Line, Row, Run, RunKind, Side, Silence
from rapporteur.reports.figures.model import Due
from rapporteur.reports.formats.docx_tracked import AUTHOR, write_tracked
from rapporteur.reports.prose import sentence

if TYPE_CHECKING:
    from docx.document import Document

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the bytes must not depend on when they were written."""

MARGIN = 18
"""Millimetres on every side."""

CELL_SIZE = 9
"""Points of the words in a table: four columns of quotations stand on an upright page."""

COLOURS = {RunKind.DELETE: "8A1C0E", RunKind.INSERT: "0F4D24"}
"""Red and green of deletions and insertions, as on the other pages."""

PAGES = {"A4": (210, 297), "Letter": (216, 279)}
"""Width and height of a page in millimetres."""

LANGUAGE = "en-GB"
"""The language in which the briefing itself is written."""

UNUSED = ("docProps/thumbnail.jpeg", "word/stylesWithEffects.xml", "customXml/")
"""Parts of python-docx's template that say nothing of this document: a picture of another, and copies of styles."""


def to_docx(briefing: Briefing) -> bytes:
    """The briefing's tables, then the redline as tracked changes; the same bytes for the same briefing."""
    import docx

    document = docx.Document()
    _page(document, briefing)
    _properties(document, briefing)
    _opening(document, briefing)
    if briefing.comparable and not briefing.material.short:
        _changes(document, briefing)
        _redline(document, briefing)
        _method(document, briefing)
    stream = io.BytesIO()
    document.save(stream)
    return _repacked(stream.getvalue())


def _page(document: Document, b: Briefing) -> None:
    """An upright page of the size in the settings, its language, and of the table styles the one that is used."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, PAGES.get(b.labels.page_size, PAGES["A4"]))
    section.left_margin = section.right_margin = section.bottom_margin = Mm(MARGIN)
    section.top_margin = Mm(MARGIN + 6)  # below the header line
    for tag in document.styles.element.iter(qn("w:lang")):
        tag.set(qn("w:val"), LANGUAGE)
    for style in list(document.styles):
        if style.type is WD_STYLE_TYPE.TABLE and style.name not in ("Normal Table", "Table Grid"):
            style.delete()


def _properties(document: Document, b: Briefing) -> None:
    try:
        when = datetime.fromisoformat(b.date)
    except ValueError:  # no date, or none of the calendar
        when = datetime(2000, 1, 1)
    core = document.core_properties
    core.title, core.subject, core.author = b.title, b.subtitle, b.labels.organisation or AUTHOR
    core.created = core.modified = when
    core.last_modified_by, core.revision, core.comments = AUTHOR, 1, b.disclaimer


def _opening(document: Document, b: Briefing) -> None:
    if b.labels.classification:
        document.sections[0].header.paragraphs[0].text = b.labels.classification
    document.add_heading(b.title, 0)
    document.add_paragraph(
        " · ".join(filter(None, (b.subtitle, f"as of {b.date_words}", b.labels.draft_mark)))
    )
    for side, edition in zip(b.sides, (b.old, b.new), strict=True):
        document.add_paragraph(f"{side}: {edition.long}")
    if b.next_meeting:
        document.add_paragraph(f"Next meeting: {b.next_meeting}")
    if not b.comparable:
        document.add_heading(b.sections["not-comparable"].title, 1)
        document.add_paragraph(b.verdict_reason)
        return
    _section(document, b, "headlines")
    if not b.headlines:
        document.add_paragraph(b.sections["headlines"].empty)
    _leads(document, b.headlines)
    if b.agenda:
        document.add_heading(b.sections["agenda"].title, 2)
    for line in b.agenda:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{line.label}: ").bold = True
        paragraph.add_run(f"{line.text}{_see(line)}")
    document.add_paragraph(" · ".join(f"{count.value:,} {count.words}" for count in b.counts))
    if b.sections["nothing"].lead:
        document.add_paragraph(b.sections["nothing"].lead)


def _leads(document: Document, leads: tuple[Lead, ...]) -> None:
    """Headlines as a numbered list, each with its paragraphs and how it was before."""
    for lead in leads:
        paragraph = document.add_paragraph(style="List Number")
        if lead.kind:
            paragraph.add_run(f"{lead.sign} {lead.kind}: ").bold = True
        note = f" ({lead.note})" if lead.note else ""
        paragraph.add_run(f"{lead.text} ({lead.cited}){note}" if lead.places else f"{lead.text}{note}")
        if lead.before:
            paragraph.add_run().add_break()
            paragraph.add_run(lead.before).italic = True


def _see(line: Line) -> str:
    """The paragraphs that a sentence rests on, as the other formats say them."""
    if not line.places:
        return ""
    more = f" and {line.unnamed:,} more" if line.unnamed > 0 else ""
    return f" See {', '.join(place.cited for place in line.places)}{more}."


def _changes(document: Document, b: Briefing) -> None:
    """Sections 2 to 6, those that are there."""
    if _section(document, b, "likely"):
        _leads(document, b.likely)
    if _section(document, b, "changed"):
        _table(document, b, ("Theme", "Was", "Is", "Effect"), (2, 4, 4, 3), map(_top, b.top))
    if _section(document, b, "missing"):
        if b.silences:
            rows = (
                (_theme(s), _last_wording(s), _bound_by(s), s.last_deadline or "none given")
                for s in b.silences
            )
            _table(document, b, ("Theme", "Last wording", "Bound by", "Last deadline"), (2, 6, 2, 2), rows)
        for line in b.silence_rest:
            document.add_paragraph(f"{line.text}{_see(line)}")
    if _section(document, b, "due"):
        if b.due:
            _table(document, b, ("Due", "Promise", "Outcome", "Shown by"), (2, 5, 2, 4), map(_due, b.due))
        if b.due_rest:
            document.add_paragraph(f"{b.due_rest.text}{_see(b.due_rest)}")
    if _section(document, b, "points"):
        for point in b.points:
            places = ", ".join(place.cited for place in point.places)
            fact = f"{point.subject}. {point.fact} ({places})" if places else f"{point.subject}. {point.fact}"
            document.add_paragraph(fact, style="List Bullet")
            document.add_paragraph("Line to take: ")


def _due(d: Due) -> tuple[Cell, ...]:
    shown = " ".join(filter(None, (d.reason, ", ".join(place.cited for place in d.evidence))))
    promise = f"{d.edition}, {d.cited.cited}: {d.what}"
    return f"{d.deadline} {d.date}".strip(), promise, f"{d.sign} {d.outcome}", shown


def _redline(document: Document, b: Briefing) -> None:
    """The later statement as tracked changes on the earlier one."""
    if "redline" not in b.sections:
        return
    last = b.material.comparisons[-1]
    document.add_heading(f"Annex {b.sections['redline'].number}: redline as tracked changes", 1)
    document.add_paragraph("Accept all changes for the later statement, reject all for the earlier one.")
    tag = LANGUAGE if last.new.language in ("", "en") else last.new.language
    write_tracked(document, last, f"{b.date or '2000-01-01'}T00:00:00Z", tag)


def _method(document: Document, b: Briefing) -> None:
    """How it was made and what it cannot say; the list of clauses and the figures are left to the other formats."""
    document.add_heading("Method and limits", 1)
    document.add_paragraph(
        "The figures, the list of clauses and the ladder of verbs are in the PDF and in the HTML page."
    )
    for line in b.method:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{line.label}. ").bold = True
        paragraph.add_run(line.text)
    for words in (*b.limits, *b.overrides):
        document.add_paragraph(words, style="List Bullet")
    document.add_paragraph(b.disclaimer)


def _theme(silence: Silence) -> str:
    return f"{silence.theme}, {silence.row.old.cited}" if silence.row.old else silence.theme


def _last_wording(silence: Silence) -> str:
    """The wording that fell silent, an entry with the line that opened its list."""
    words = silence.row.old.quote if silence.row.old else ""
    return f"{silence.under} {words}" if silence.under else words


def _bound_by(silence: Silence) -> str:
    return f"{silence.why}, {silence.who}" if silence.who else silence.why


def _section(document: Document, b: Briefing, name: str) -> bool:
    """Open a section with its title and first sentence; False where the briefing leaves it out."""
    section = b.sections.get(name)
    if section is None:
        return False
    document.add_heading(section.title, 1)
    if section.lead:
        document.add_paragraph(section.lead).paragraph_format.keep_with_next = True
    return True


def _top(row: Row) -> tuple[Cell, ...]:
    kinds = filter(None, (f"{row.sign} {row.kind}", f"{row.strength_sign} {row.strength}".strip()))
    notes = (f"({note})" for note in row.notes)
    effect = " ".join((sentence(", ".join(kinds)), *row.effects, *notes))
    was = _quoted(row.old) if row.old else "Not in the earlier statement."
    now = _quoted(row.new) if row.new else "Not mentioned in the later statement."
    return f"{row.theme}, {row.where}", was, now, effect


def _quoted(side: Side) -> tuple[Run, ...]:
    """Where the words stand, and the words, with what was deleted and inserted."""
    opening = Run(RunKind.KEEP, f"{side.edition}, {side.cited}: “")
    return opening, *side.excerpt, Run(RunKind.KEEP, "”")


Cell = str | tuple[Run, ...]
"""What stands in a cell: words, or words with deletions and insertions."""


def _table(
    document: Document,
    b: Briefing,
    head: tuple[str, ...],
    parts: tuple[int, ...],
    rows: Iterable[tuple[Cell, ...]],
) -> None:
    """A table whose head repeats on every page; ``parts`` are the widths in proportion."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, content in zip(table.add_row().cells, row, strict=True):
            _fill(cell.paragraphs[0], content)
    width = PAGES.get(b.labels.page_size, PAGES["A4"])[0] - 2 * MARGIN
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm(width * part / sum(parts))
        for cell in column.cells:
            cell.width = column.width
    document.add_paragraph()


def _fill(paragraph: Any, content: Cell) -> None:
    """Words into a paragraph; deletions struck through, insertions underlined, both also in colour."""
    from docx.shared import Pt, RGBColor

    runs = content if isinstance(content, tuple) else (Run(RunKind.KEEP, content),)
    for run in runs:
        written = paragraph.add_run(run.text)
        written.font.size = Pt(CELL_SIZE)
        if run.kind in COLOURS:
            written.font.color.rgb = RGBColor.from_string(COLOURS[run.kind])
            written.font.strike = run.kind is RunKind.DELETE
            written.font.underline = run.kind is RunKind.INSERT


def _repacked(data: bytes) -> bytes:
    """The same zip with every entry at one fixed time and in one order, without the template's parts of no use."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            if name.startswith(UNUSED):
                continue
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            is_list = name.endswith((".rels", "[Content_Types].xml"))
            new.writestr(entry, _without_unused(old.read(name)) if is_list else old.read(name))
    return out.getvalue()


def _without_unused(xml: bytes) -> bytes:
    """A list of parts or of relations without the entries of parts that are not written."""
    from lxml import etree

    root = etree.fromstring(xml)
    for entry in list(root):
        part = (entry.get("PartName") or entry.get("Target") or "").lstrip("/").removeprefix("../")
        if part.startswith(UNUSED) or f"word/{part}" in UNUSED:
            root.remove(entry)
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
