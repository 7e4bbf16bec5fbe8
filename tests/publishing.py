"""Publishes a list of headings and numbered paragraphs in every format, as ministries do, for the tests to read back."""

from __future__ import annotations

import html
import io
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Part:
    """A heading (no number), a numbered paragraph with its whole text, or an entry of its list with a label."""

    text: str
    number: str = ""
    entry: str = ""


def parts_of(statement: Any) -> tuple[Part, ...]:
    """Headings and numbered paragraphs of a statement that was read, in order."""
    parts: list[Part] = []
    section, number = "", ""
    for clause in statement.clauses:
        if clause.section != section:
            section = clause.section
            parts.append(Part(section))
        if clause.run_in:
            last = parts[-1]
            parts[-1] = Part(f"{last.text} {clause.label} {clause.text}", last.number, last.entry)
        elif clause.label and clause.address.endswith(")"):
            parts.append(Part(clause.text, clause.paragraph, clause.label))
        elif clause.paragraph == number:
            parts[-1] = Part(f"{parts[-1].text} {clause.text}", number)
        else:
            number = clause.paragraph
            parts.append(Part(clause.text, number))
    return tuple(parts)


def paragraphs_of(statement: Any) -> dict[str, str]:
    """Paragraph number to its whole text."""
    whole: dict[str, str] = {}
    for part in parts_of(statement):
        if part.number:
            whole[part.number] = (
                f"{whole[part.number]}\n{part.entry} {part.text}" if part.entry else part.text
            )
    return whole


def _label(part: Part) -> str:
    return part.entry or f"{part.number}."


def _raised(text: str) -> str:
    return re.sub(r"\b(\d{1,2})(st|nd|rd|th)\b", r"\1<sup>\2</sup>", html.escape(text, quote=False))


TITLE = "Joint Statement of the Eighth Harbour Ministers' Meeting"


def as_text(parts: Sequence[Part], width: int = 80) -> bytes:
    blocks = [TITLE]
    for part in parts:
        line = f"{_label(part)} {part.text}" if part.number else part.text
        blocks.append(textwrap.fill(line, width, break_long_words=False))
    return "\n\n".join(blocks).encode()


def as_markdown(parts: Sequence[Part]) -> bytes:
    blocks = [f"# {TITLE}"]
    for part in parts:
        blocks.append(f"{_label(part)} {_raised(part.text)}" if part.number else f"## {part.text}")
    return "\n\n".join(blocks).encode()


def as_html(parts: Sequence[Part], *, counted: bool) -> bytes:
    """A page with navigation and a share bar; numbers by ``<ol start>`` or typed into the paragraphs."""
    body: list[str] = []
    for part in parts:
        if not part.number:
            body.append(f"<h2>{html.escape(part.text)}</h2>")
        elif counted and part.entry:
            entry, end = f"<li>{_raised(part.text)}</li>", "</ol></li></ol>"
            opened = (
                body[-1].removesuffix(end)
                if body[-1].endswith(end)
                else body[-1].removesuffix("</li></ol>") + '<ol type="i">'
            )
            body[-1] = opened + entry + end
        elif counted:
            body.append(f'<ol start="{part.number}"><li><p>{_raised(part.text)}</p></li></ol>')
        else:
            body.append(f"<p>{_label(part)}&nbsp;{_raised(part.text)}</p>")
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>News | Ministry</title></head><body>"
        "<nav><ul><li><a href='/'>Home</a></li><li><a href='/news'>News</a></li></ul></nav>"
        f"<div class='cookie-banner'>We use cookies. Accept all.</div><main><h1>{TITLE}</h1>{''.join(body)}"
        "<div class='share-links'>Share this page: <a href='#'>Mail</a></div></main>"
        "<footer>Copyright Ministry. Contact: press@example.org</footer></body></html>"
    ).encode()


def as_pdf(parts: Sequence[Part], *, columns: int = 1) -> bytes:
    """Pages with a running head, page numbers, footnotes with raised marks and raised ordinals."""
    from weasyprint import HTML

    body: list[str] = []
    for at, part in enumerate(parts):
        if not part.number:
            body.append(f"<h2>{html.escape(part.text)}</h2>")
            continue
        note = (
            f'<span class="note">Document HMM/2026/{at}, annex I.</span>'
            if _label(part) in ("3.", "9.", "20.")
            else ""
        )
        head, _, tail = _raised(part.text).partition(", ")
        text = f"{head},{note} {tail}" if tail else f"{head}{note}"
        body.append(f"<p>{_label(part)} {text}</p>")
    style = f"""
        @page {{ size: A4; margin: 2.5cm 2cm; @top-center {{ content: "HMM/2026/Final - Joint Statement"; font-size: 8pt }}
                 @bottom-center {{ content: "Page " counter(page) " of " counter(pages); font-size: 8pt }} }}
        body {{ font: 10.5pt/1.35 serif; columns: {columns}; column-gap: 22pt; text-align: justify; hyphens: auto }}
        h1 {{ font-size: 16pt; column-span: all }} h2 {{ font-size: 11pt; text-align: left }} p {{ margin: 0 0 7pt }}
        sup {{ font-size: 65%; vertical-align: super; line-height: 0 }}
        .note {{ float: footnote; font-size: 7.5pt }}
        ::footnote-call {{ font-size: 60%; vertical-align: super; line-height: 0 }}
    """
    page = f"<html lang='en'><head><style>{style}</style></head><body><h1>{TITLE}</h1>{''.join(body)}</body></html>"
    return bytes(HTML(string=page).write_pdf())


def as_docx(parts: Sequence[Part], *, automatic: bool) -> bytes:
    """A Word document with a header; numbers by Word's own lists or typed."""
    import docx

    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "HMM/2026/Final - Joint Statement"
    document.add_heading(TITLE, 0)
    if automatic:
        _add_list(document)
    for part in parts:
        if not part.number:
            document.add_heading(part.text, 1)
            continue
        paragraph = document.add_paragraph()
        if automatic:
            _number(paragraph, 1 if part.entry else 0)
        else:
            paragraph.add_run(f"{_label(part)} ")
        for piece in re.split(r"(?<=\d)(st|nd|rd|th)\b", part.text):
            run = paragraph.add_run(piece)
            run.font.superscript = piece in ("st", "nd", "rd", "th")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


_LIST = 77


def _add_list(document: Any) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    root = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{_LIST}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl><w:lvl w:ilvl="1"><w:start w:val="1"/>'
        '<w:numFmt w:val="lowerRoman"/><w:lvlText w:val="(%2)"/></w:lvl></w:abstractNum>'
    )
    root.insert(0, abstract)
    root.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{_LIST}"><w:abstractNumId w:val="{_LIST}"/></w:num>')
    )


def _number(paragraph: Any, level: int) -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    numbering = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{_LIST}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(numbering))
