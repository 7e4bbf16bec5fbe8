"""Verify: it passes what we write and finds what was tampered with."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from pathlib import Path

import fictional
import pytest
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.redlines.redline import redline
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.formats.html import to_html
from rapporteur.reports.formats.registry import SUFFIX, render
from rapporteur.reports.formats.serialise import material_from, to_csv, to_json
from rapporteur.reports.formats.verify import verify


@pytest.fixture(scope="module")
def briefing() -> Briefing:
    return make_briefing(
        fictional.comparison(),
        forum_name="Tidewater",
        promises=fictional.promises(),
        threads=fictional.threads(),
    )


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def test_the_material_comes_back_from_json_as_it_went_in(briefing: Briefing) -> None:
    material, _ = material_from(to_json(briefing))
    assert material == briefing.material


def test_what_we_write_holds(briefing: Briefing, tmp_path: Path) -> None:
    for name, data in (("b.json", to_json(briefing)), ("b.html", to_html(briefing))):
        verdict = verify(written(tmp_path, name, data))
        assert verdict.problems == ()
        assert all(not words.startswith("0 ") for words in verdict.checked)


def test_a_quotation_keeps_the_signs_of_its_own_statement(tmp_path: Path) -> None:
    old, new = "The Ministers’ “good” role – as agreed.", 'The Ministers\' "good" role - as welcomed.'
    pair = fictional.one_clause(old, new)
    change = replace(pair.changes[0], edits=redline(old, new))
    briefing = make_briefing(replace(pair, changes=(change,)))
    (row,) = briefing.rows
    assert row.old and row.new and (row.old.text, row.new.text) == (old, new)
    assert verify(written(tmp_path, "b.json", to_json(briefing))).problems == ()


def test_a_page_of_an_incomparable_pair_holds(tmp_path: Path) -> None:
    assert verify(written(tmp_path, "b.html", to_html(make_briefing(fictional.unlike())))).holds


def test_a_tampered_number_in_the_data_is_found(briefing: Briefing, tmp_path: Path) -> None:
    data = json.loads(to_json(briefing))
    data["counts"][0]["value"] += 1
    verdict = verify(written(tmp_path, "b.json", json.dumps(data)))
    assert any("counts[0].value: recorded as 2, the data give 1" in p for p in verdict.problems)
    assert any("count 'new': 2 on the page, 1 changes" in p for p in verdict.problems)


def test_a_tampered_number_on_the_page_is_found(briefing: Briefing, tmp_path: Path) -> None:
    page = to_html(briefing)
    head, body = page.split("<body", 1)
    tampered = (
        head
        + "<body"
        + body.replace(
            "One clause is new and two were dropped", "One clause is new and three were dropped", 1
        )
    )
    (problem,) = verify(written(tmp_path, "b.html", tampered)).problems
    assert "two were dropped" in problem


def test_a_tampered_quotation_on_the_page_is_found(briefing: Briefing, tmp_path: Path) -> None:
    page = to_html(briefing)
    at = page.index('id="redline"')
    tampered = page[:at] + page[at:].replace("a school for lock keepers", "no school for lock keepers", 1)
    assert any("lock keepers" in p for p in verify(written(tmp_path, "b.html", tampered)).problems)


def test_a_tampered_clause_in_the_data_is_found(briefing: Briefing, tmp_path: Path) -> None:
    tampered = to_json(briefing).replace("tide tables every month", "tide tables every year", 1)
    assert not verify(written(tmp_path, "b.json", tampered)).holds


def changed(page: bytes, old: str, new: str) -> bytes:
    """A page with some words changed, within a DOCX too."""
    if not page.startswith(b"PK"):
        assert old.encode() in page
        return page.replace(old.encode(), new.encode())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(page)) as was, zipfile.ZipFile(out, "w") as now:
        for name in was.namelist():
            part = was.read(name)
            assert name != "word/document.xml" or old.encode() in part
            now.writestr(name, part.replace(old.encode(), new.encode()))
    return out.getvalue()


@pytest.mark.parametrize("form", ["markdown", "text", "csv", "docx"])
def test_a_page_without_data_is_held_against_the_one_beside_it(
    form: str, briefing: Briefing, tmp_path: Path
) -> None:
    page = render(briefing, form)
    page = page if isinstance(page, bytes) else page.encode()
    name = f"b.{SUFFIX.get(form, form)}"
    alone = written(tmp_path, name, page)
    with pytest.raises(UnreadableError, match="beside it, under the same name"):
        verify(alone)
    written(tmp_path, "b.html", to_html(briefing))
    verdict = verify(alone)
    assert verdict.problems == ()
    assert any("lines of the page made again" in words for words in verdict.checked)
    quoted = next(row.new.text for row in briefing.rows if row.new and row.kind == "added").split()[-1]
    for old, new in ((quoted, "otherwise."), ("stronger", "weaker")):
        tampered = verify(written(tmp_path, name, changed(page, old, new)))
        assert any("but not from the data" in problem for problem in tampered.problems)


def test_a_docx_that_is_none_is_said(briefing: Briefing, tmp_path: Path) -> None:
    written(tmp_path, "b.html", to_html(briefing))
    with pytest.raises(UnreadableError, match="no docx that can be read"):
        verify(written(tmp_path, "b.docx", "no zip"))


def test_sources_are_read_again(sample: Path, tmp_path: Path) -> None:
    from rapporteur.compare.comparison import compare_statements, read_statement

    files = sorted((sample / "statements" / "vedim").iterdir())[-2:]
    old, new = (read_statement(file, forum="vedim") for file in files)
    path = written(tmp_path, "b.json", to_json(make_briefing(compare_statements(old, new))))
    assert verify(path, sample).holds
    other = tmp_path / "sources"
    other.mkdir()
    assert any("no file" in problem for problem in verify(path, other).problems)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("b.txt", "ADGMIN", "carries no data"),
        ("b.json", "{}", "not 'rapporteur-briefing/1'"),
        ("b.json", '{"format": "rapporteur-briefing/1"}', "damaged"),
        ("b.pdf", "%PDF-1.7 nothing", "no PDF that can be opened"),
    ],
)
def test_a_file_that_is_no_briefing_is_refused_in_one_line(
    name: str, data: str, says: str, tmp_path: Path
) -> None:
    with pytest.raises(UnreadableError, match=says):
        verify(written(tmp_path, name, data))


def test_a_cell_that_a_spreadsheet_would_run_is_text() -> None:
    table = to_csv(make_briefing(fictional.one_clause("They agreed.", "=HYPERLINK(1)")))
    assert "'=HYPERLINK(1)" in table
    assert ",=HYPERLINK" not in table
