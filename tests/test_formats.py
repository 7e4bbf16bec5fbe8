"""One statement in every format is one and the same set of clauses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from publishing import (
    Part,
    as_docx,
    as_html,
    as_markdown,
    as_pdf,
    as_text,
    paragraphs_of,
    parts_of,
)
from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.model import Statement
from rapporteur.compare.readers import read_bytes, read_document

FORMATS: dict[str, tuple[str, Callable[[Sequence[Part]], bytes]]] = {
    "text": ("s.txt", as_text),
    "text in narrow lines": ("s.txt", lambda parts: as_text(parts, 38)),
    "Markdown": ("s.md", as_markdown),
    "HTML with counted lists": ("s.html", lambda parts: as_html(parts, counted=True)),
    "HTML with typed numbers": ("s.html", lambda parts: as_html(parts, counted=False)),
    "PDF in one column": ("s.pdf", as_pdf),
    "PDF in two columns": ("s.pdf", lambda parts: as_pdf(parts, columns=2)),
    "DOCX with automatic numbers": ("s.docx", lambda parts: as_docx(parts, automatic=True)),
    "DOCX with typed numbers": ("s.docx", lambda parts: as_docx(parts, automatic=False)),
}


def read(data: bytes, name: str) -> Statement:
    document = read_bytes(data, name)
    return normalise(document, read_masthead(document, forum="harbour"))


def read_file(path: Path) -> Statement:
    document = read_document(path)
    return normalise(document, read_masthead(document))


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_statement_reads_the_same_from_every_format(name: str, sample: Path) -> None:
    original = read_file(next(sample.glob("statements/vedim/2021*.md")))
    file_name, publish = FORMATS[name]
    again = read(publish(parts_of(original)), file_name)
    assert paragraphs_of(again) == paragraphs_of(original)
    assert [c.text for c in again.clauses] == [c.text for c in original.clauses]
    assert again.coverage >= 0.98


@pytest.mark.parametrize("name", FORMATS)
def test_a_real_statement_reads_the_same_from_every_format(name: str, shared: Path) -> None:
    original = read_file(next((shared / "statements/adgmin").glob("2024*")))
    file_name, publish = FORMATS[name]
    again = read(publish(parts_of(original)), file_name)
    assert list(paragraphs_of(again)) == [str(number) for number in range(1, 29)]
    assert paragraphs_of(again) == paragraphs_of(original)
