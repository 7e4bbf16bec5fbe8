"""Briefing -> DOCX: its tables, and the whole new statement as tracked changes on the old. A door to python-docx.

"Accept all" leaves the later statement's clauses, "reject all" the earlier one's, letter for letter; each clause
is one paragraph under its printed number.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rapporteur.compare.model import Change, Clause, Comparison, EditKind
from rapporteur.reports.briefing.model import Briefing, Lead, Line, Row, Silence
from rapporteur.reports.briefing.wording import cleaned, edits_of
from rapporteur.reports.prose import sentence

if TYPE_CHECKING:
    from docx.document import Document

AUTHOR = "rapporteur"
"""The author of every tracked change."""

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the bytes must not depend on when they were written."""

MARGIN = 18
"""Millimetres on every side."""

MARKS = "tracked"
"""Style of the paragraphs that hold the statement: a test and a reader find them by it."""


def to_docx(briefing: Briefing) -> bytes:
    """The briefing's tables, then the redline as tracked changes; the same bytes for the same briefing."""
    import docx

    document = docx.Document()
    _landscape(document)
    _properties(document, briefing)
    _opening(document, briefing)
    if briefing.comparable and not briefing.material.short:
        _changes(document, briefing)
    if "redline" in briefing.sections:
        document.add_heading("Annex A: redline as tracked changes", 1)
        document.add_paragraph("Accept all changes for the later statement, reject all for the earlier one.")
        _statement(document, briefing.material.comparisons[-1], f"{briefing.date or '2000-01-01'}T00:00:00Z")
    stream = io.BytesIO()
    document.save(stream)
    return _repacked(stream.getvalue())


def _landscape(document: Document) -> None:
    """An A4 page on its side: four columns of quotations are not read upright."""
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = section.bottom_margin = Mm(MARGIN)
    section.top_margin = Mm(MARGIN + 6)  # below the header line


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
    _section(document, b, "headlines", bool(b.headlines))
    _leads(document, b.headlines)
    if b.agenda:
        document.add_heading(b.sections["agenda"].title, 2)
    for line in b.agenda:
        paragraph = document.add_paragraph(style="List Bullet")
        paragraph.add_run(f"{line.label}: ").bold = True
        paragraph.add_run(f"{line.text}{_see(line)}")
    document.add_paragraph(" · ".join(f"{count.value:,} {count.words}" for count in b.counts))


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
    _section(document, b, "likely", bool(b.likely))
    _leads(document, b.likely)
    _section(document, b, "changed", bool(b.top))
    if b.top:
        _table(document, ("Theme", "Was", "Is", "Effect"), (2, 4, 4, 3), [_top(row) for row in b.top])
    _section(document, b, "missing", bool(b.silences))
    if b.silences:
        rows = [
            (_theme(s), _last_wording(s), _bound_by(s), s.last_deadline or "none given") for s in b.silences
        ]
        _table(document, ("Theme", "Last wording", "Bound by", "Last deadline"), (2, 6, 2, 2), rows)
    for line in b.silence_rest:
        document.add_paragraph(f"{line.text}{_see(line)}")
    _section(document, b, "due", bool(b.due))
    if b.due:
        due = [
            (
                f"{d.deadline} {d.date}".strip(),
                f"{d.edition}, {d.cited.cited}: {d.what}",
                f"{d.sign} {d.outcome}",
                " ".join(filter(None, (d.reason, ", ".join(place.cited for place in d.evidence)))),
            )
            for d in b.due
        ]
        _table(document, ("Due", "Promise", "Outcome", "Shown by"), (2, 5, 2, 4), due)
    if b.due_rest:
        document.add_paragraph(f"{b.due_rest.text}{_see(b.due_rest)}")
    _section(document, b, "points", bool(b.points))
    for point in b.points:
        places = ", ".join(place.cited for place in point.places)
        fact = f"{point.subject}. {point.fact} ({places})" if places else f"{point.subject}. {point.fact}"
        document.add_paragraph(fact, style="List Bullet")
        document.add_paragraph("Line to take: ")


def _theme(silence: Silence) -> str:
    return f"{silence.theme}, {silence.row.old.cited}" if silence.row.old else silence.theme


def _last_wording(silence: Silence) -> str:
    """The wording that fell silent, an entry with the line that opened its list."""
    words = silence.row.old.quote if silence.row.old else ""
    return f"{silence.under} {words}" if silence.under else words


def _bound_by(silence: Silence) -> str:
    return f"{silence.why}, {silence.who}" if silence.who else silence.why


def _section(document: Document, b: Briefing, name: str, is_there: bool) -> None:
    section = b.sections[name]
    document.add_heading(section.title, 1)
    words = section.lead if is_there else section.empty
    if words:
        lead = document.add_paragraph(words)
        lead.paragraph_format.keep_with_next = is_there


def _top(row: Row) -> tuple[str, ...]:
    was = (
        f"{row.old.edition}, {row.old.cited}: “{row.old.quote}”"
        if row.old
        else "Not in the earlier statement."
    )
    now = (
        f"{row.new.edition}, {row.new.cited}: “{row.new.quote}”"
        if row.new
        else "Not mentioned in the later statement."
    )
    kinds = filter(None, (f"{row.sign} {row.kind}", f"{row.strength_sign} {row.strength}".strip()))
    notes = (f"({note})" for note in row.notes)
    effect = " ".join((sentence(", ".join(kinds)), *row.effects, *notes))
    return f"{row.theme}, {row.where}", was, now, effect


def _table(
    document: Document, head: tuple[str, ...], parts: tuple[int, ...], rows: Iterable[tuple[str, ...]]
) -> None:
    """A table whose head repeats and whose rows stay whole; ``parts`` are the widths in proportion."""
    from docx.oxml import OxmlElement
    from docx.shared import Mm

    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, head, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        added = table.add_row()
        added._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text in zip(added.cells, row, strict=True):
            cell.text = text
    for column, part in zip(table.columns, parts, strict=True):
        column.width = Mm((297 - 2 * MARGIN) * part / sum(parts))
        for cell in column.cells:
            cell.width = column.width


# --------------------------------------------------------------------------------------------------
# Tracked changes


def _statement(document: Document, comparison: Comparison, when: str) -> None:
    from docx.enum.style import WD_STYLE_TYPE

    document.styles.add_style(MARKS, WD_STYLE_TYPE.PARAGRAPH)
    old = {clause.address: clause for clause in comparison.old.clauses}
    new = {clause.address: clause for clause in comparison.new.clauses}
    marks = _Marks(when)
    for change in comparison.changes:
        paragraph = document.add_paragraph(style=MARKS)._p
        olds = [old[a] for a in change.old if a in old]
        news = [new[a] for a in change.new if a in new]
        if not (olds and news):
            marks.whole_paragraph(paragraph, "w:ins" if news else "w:del")
        for kind, text in _runs(change, olds, news):
            marks.run(paragraph, kind, text)


def _runs(change: Change, olds: list[Clause], news: list[Clause]) -> list[tuple[EditKind, str]]:
    """The printed number, as a change of its own where it changed, then the words."""
    edits = edits_of(" ".join(c.text for c in olds), " ".join(c.text for c in news), change.edits)
    before, after = _number(olds), _number(news)
    if before == after:
        numbers = [(EditKind.KEEP, before)]
    else:
        numbers = [(EditKind.DELETE, before), (EditKind.INSERT, after)]
    return [(kind, text) for kind, text in numbers if text] + [(e.kind, e.text) for e in edits]


def _number(clauses: list[Clause]) -> str:
    """The address within the statement as typed text: a list number under tracked changes shows "2.[4.]"."""
    return f"[{clauses[0].address.rpartition('#')[2]}] " if clauses else ""


class _Marks:
    """Writes runs as kept, inserted or deleted; every mark needs a number of its own."""

    def __init__(self, when: str) -> None:
        self.when, self.last = when, 0

    def run(self, paragraph: Any, kind: EditKind, text: str) -> None:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        run = OxmlElement("w:r")
        words = OxmlElement("w:delText" if kind is EditKind.DELETE else "w:t")
        words.set(qn("xml:space"), "preserve")
        words.text = cleaned(text)
        run.append(words)
        if kind is EditKind.KEEP:
            paragraph.append(run)
            return
        mark = self._mark("w:ins" if kind is EditKind.INSERT else "w:del")
        mark.append(run)
        paragraph.append(mark)

    def whole_paragraph(self, paragraph: Any, tag: str) -> None:
        """Mark the paragraph's own end, so that a refused paragraph leaves no empty line."""
        from docx.oxml import OxmlElement

        properties = OxmlElement("w:rPr")
        properties.append(self._mark(tag))
        paragraph.get_or_add_pPr().append(properties)

    def _mark(self, tag: str) -> Any:
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        mark = OxmlElement(tag)
        self.last += 1
        mark.set(qn("w:id"), str(self.last))
        mark.set(qn("w:author"), AUTHOR)
        mark.set(qn("w:date"), self.when)
        return mark


def _repacked(data: bytes) -> bytes:
    """The same zip with every entry at one fixed time and in one order."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            entry = zipfile.ZipInfo(name, ZIP_TIME)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(entry, old.read(name))
    return out.getvalue()
