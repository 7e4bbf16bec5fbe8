"""Verify: it passes what we write and finds what was tampered with."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import random
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import fictional
import pikepdf
import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import RapporteurError, UnreadableError
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.store.settings import Labels
from rapporteur.reports.briefing.build import assemble, make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.cli import main
from rapporteur.reports.formats.html import to_html
from rapporteur.reports.formats.registry import SUFFIX, OutputOptions, render
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


def test_a_quotation_keeps_the_signs_of_its_own_statement(tmp_path: Path) -> None:
    old, new = "The Ministers’ “good” role – as agreed.", 'The Ministers\' "good" role - as welcomed.'
    pair = fictional.one_clause(old, new)
    change = replace(pair.changes[0], edits=redline(old, new))
    briefing = make_briefing(replace(pair, changes=(change,)))
    (row,) = briefing.rows
    assert row.old and row.new and (row.old.text, row.new.text) == (old, new)
    assert verify(written(tmp_path, "b.json", to_json(briefing))).problems == ()


DATA = '<script type="application/json" id="briefing-data">'


@pytest.fixture(scope="module")
def html(briefing: Briefing) -> str:
    return to_html(briefing)


@pytest.fixture(scope="module")
def pdf(briefing: Briefing) -> bytes:
    made = render(briefing, "pdf")
    assert isinstance(made, bytes)
    return made


@pytest.mark.parametrize("form", ["html", "pdf", "docx", "markdown", "criticmarkup", "text", "csv", "json"])
def test_what_we_write_holds(briefing: Briefing, html: str, pdf: bytes, form: str, tmp_path: Path) -> None:
    written(tmp_path, "b.html", html)
    page = pdf if form == "pdf" else render(briefing, form)
    verdict = verify(written(tmp_path, f"b.{SUFFIX.get(form, form)}", page))
    assert verdict.problems == ()
    assert "the page was made again from its data: the same bytes" in verdict.checked
    assert any("--sources" in words for words in verdict.checked)


def test_the_data_alone_and_a_pdf_for_the_archive_hold(briefing: Briefing, tmp_path: Path) -> None:
    assert verify(written(tmp_path, "b.json", to_json(briefing))).problems == ()
    archive = render(briefing, "pdf", OutputOptions(archive=True))
    assert verify(written(tmp_path, "a.pdf", archive)).problems == ()


def test_a_page_of_an_incomparable_pair_holds(tmp_path: Path) -> None:
    assert verify(written(tmp_path, "b.html", to_html(make_briefing(fictional.unlike())))).holds


def body(change: Callable[[str], str]) -> Callable[[str], str]:
    """A forgery of what stands before the data."""

    def forged(page: str) -> str:
        before, mark, after = page.partition(DATA)
        return change(before) + mark + after

    return forged


def swap(old: str, new: str, count: int = 1) -> Callable[[str], str]:
    return body(lambda page: page.replace(old, new, count))


def pattern(old: str, new: str) -> Callable[[str], str]:
    return body(lambda page: re.sub(old, new, page, count=1, flags=re.DOTALL))


HTML: dict[str, Callable[[str], str]] = {
    "a headline": swap("a second ferry", "a third ferry"),
    "a count": pattern(r"(<strong>)(\d+)(</strong>)", r"\g<1>99\3"),
    "a quotation": swap("school", "no school"),
    "an article taken out": pattern(r'<article class="change".*?</article>', ""),
    "an article put in": swap(
        '<article class="change"',
        '<article class="change"><p>They withdrew.</p></article><article class="change"',
    ),
    "deleted and inserted exchanged": body(
        lambda p: p.replace("<del", "<x").replace("<ins", "<del").replace("<x", "<ins")
    ),
    "stronger called weaker": body(lambda p: p.replace("stronger", "weaker")),
    "hidden by an attribute": swap("<table", "<table hidden"),
    "hidden by style": swap("<style>", "<style>.change{display:none}"),
    "drawn by style": swap("<style>", "<style>p::after{content:'They withdrew.'}"),
    "white on white": swap("<style>", "<style>td{color:#fff}"),
    "the fingerprint of a source": pattern(r"\b[0-9a-f]{12,64}\b", "0" * 12),
    "the title": pattern(r"<h1>.*?</h1>", "<h1>Forged</h1>"),
    "the title of the tab": pattern(r"<title>.*?</title>", "<title>Forged</title>"),
    "a script": lambda page: page.replace("</script>\n</body>", "document.title='Forged'</script>\n</body>"),
    "another script": lambda page: page.replace("</body>", "<script>1</script></body>"),
    "the policy": swap("default-src", "script-src 'unsafe-inline'; default-src"),
    "a link to a stranger": swap('href="#', 'href="https://evil.example/#'),
    "a base": swap("<head>", "<head><base href='https://evil.example/'>"),
    "a refresh": swap("<head>", "<head><meta http-equiv='refresh' content='0;url=https://evil.example'>"),
    "a comment": swap("<body", "<!-- x --><body"),
    "a frame": swap("<main", "<iframe srcdoc='They withdrew.'></iframe><main"),
    "a form": swap("<main", "<form action='https://evil.example'><main"),
    "an entity for a letter": swap("The", "&#84;he"),
    "a letter of another script": swap("e", "\u0435"),
    "an unseen letter": swap("The ", "The\u200b "),
    "the direction of the text": swap("<body", "<body dir='rtl'"),
    "text after the end": lambda page: page + "They withdrew.",
    "a blank line": lambda page: page.replace("\n", "\n\n", 1),
    "other line ends": lambda page: page.replace("\n", "\r\n"),
    "a mark of byte order": lambda page: "\ufeff" + page,
    "two sets of data": lambda page: page.replace("</body>", DATA + "{}</script></body>"),
    "no data": lambda page: page.replace("briefing-data", "data"),
    "a duplicate key in the data": lambda page: page.replace(DATA + "{", DATA + '{"title":"Forged",'),
    "a blank in the data": lambda page: page.replace(DATA + "{", DATA + "{ "),
    "a key of the data": lambda page: page.replace(DATA + "{", DATA + '{"forged":1,'),
    "a count in the data": lambda page: re.sub(r'("value":)(\d+)', r"\g<1>77", page, count=1),
}


@pytest.mark.parametrize("name", HTML)
def test_no_change_of_the_page_goes_unseen(name: str, html: str, tmp_path: Path) -> None:
    forged = HTML[name](html)
    assert forged != html, "the forgery found nothing to change"
    path = written(tmp_path, "b.html", forged)
    try:
        problems = verify(path).problems
    except UnreadableError as error:
        problems = (str(error),)
    assert problems and all(problem and "\n" not in problem for problem in problems)


def test_any_byte_counts(html: str, tmp_path: Path) -> None:
    """Of what is shown: the data are what the page is made again from, and only --sources can contradict them."""
    chance = random.Random(7)
    for _ in range(12):
        at = chance.randrange(html.index(DATA))
        forged = html[:at] + chr(ord(html[at]) ^ 1) + html[at + 1 :]
        with contextlib.suppress(UnreadableError):
            assert not verify(written(tmp_path, "b.html", forged)).holds


def white_over(document: pikepdf.Pdf) -> None:
    page = document.pages[0]
    page.contents_add(document.make_stream(b"q 1 1 1 rg 60 100 400 300 re f Q"), prepend=False)


def words_added(document: pikepdf.Pdf) -> None:
    page = document.pages[-1]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    page.obj.Resources.Font["/Zz"] = document.make_indirect(font)
    page.contents_add(document.make_stream(b"q BT /Zz 9 Tf 60 60 Td (They withdrew.) Tj ET Q"))


def note_added(document: pikepdf.Pdf) -> None:
    note = {"/Type": pikepdf.Name.Annot, "/Subtype": pikepdf.Name.FreeText, "/Rect": [50, 400, 300, 500]}
    page = document.pages[0]
    page.obj["/Annots"] = pikepdf.Array([*page.obj.get("/Annots", []), pikepdf.Dictionary(note)])


def link_changed(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        for note in page.obj.get("/Annots", []):
            if note.Subtype == "/Link":
                note["/A"] = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://evil.example")
                return


def script_added(document: pikepdf.Pdf) -> None:
    document.Root["/OpenAction"] = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def script_named(document: pikepdf.Pdf) -> None:
    document.Root.Names["/JavaScript"] = pikepdf.Dictionary(Names=pikepdf.Array())


def table_changed(document: pikepdf.Pdf) -> None:
    data = document.attachments["changes.csv"].get_file().read_bytes()
    document.attachments["changes.csv"] = pikepdf.AttachedFileSpec(
        document, data.replace(b"stronger", b"weaker")
    )


def program_attached(document: pikepdf.Pdf) -> None:
    document.attachments["x.exe"] = pikepdf.AttachedFileSpec(document, b"MZ", filename="x.exe")


PDF: dict[str, Callable[[pikepdf.Pdf], Any]] = {
    "white over a page": white_over,
    "words added": words_added,
    "a note": note_added,
    "a link": link_changed,
    "a script": script_added,
    "a named script": script_named,
    "the table": table_changed,
    "the table taken out": lambda d: d.attachments.__delitem__("changes.csv"),
    "the data taken out": lambda d: d.attachments.__delitem__("briefing.json"),
    "a program attached": program_attached,
    "the last page taken out": lambda d: d.pages.__delitem__(len(d.pages) - 1),
    "a blank page": lambda d: d.add_blank_page(),
    "the pages reversed": lambda d: d.pages.reverse(),
    "a page turned": lambda d: d.pages[0].rotate(180, relative=True),
    "a page cut": lambda d: d.pages[0].obj.__setitem__("/CropBox", pikepdf.Array([0, 400, 595, 842])),
    "the title": lambda d: d.docinfo.__setitem__("/Title", "Forged"),
    "an author": lambda d: d.docinfo.__setitem__("/Author", "The Secretariat"),
    "layers": lambda d: d.Root.__setitem__("/OCProperties", pikepdf.Dictionary()),
}


@pytest.mark.parametrize("name", PDF)
@pytest.mark.parametrize("other_version", [False, True])
def test_no_change_of_the_pdf_goes_unseen(name: str, other_version: bool, pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        PDF[name](document)
        document.save(path)
    try:
        problems = verify(path, other_version=other_version).problems
    except UnreadableError as error:
        problems = (str(error),)
    assert problems and not problems[0].startswith("it is not the same bytes")


def test_a_pdf_saved_again_is_told_from_one_of_another_version(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "b.pdf"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        document.save(path)
    (problem,) = verify(path).problems
    assert problem.startswith("it is not the same bytes")
    verdict = verify(path, other_version=True)
    assert verdict.holds and "bytes are not" in verdict.checked[0]


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
    form: str, briefing: Briefing, html: str, tmp_path: Path
) -> None:
    page = render(briefing, form)
    page = page if isinstance(page, bytes) else page.encode()
    name = f"b.{SUFFIX.get(form, form)}"
    alone = written(tmp_path, name, page)
    with pytest.raises(UnreadableError, match="beside it, under the same name"):
        verify(alone)
    written(tmp_path, "b.html", html)
    assert verify(alone).problems == ()
    quoted = next(row.new.text for row in briefing.rows if row.new and row.kind == "added").split()[-1]
    for old, new in ((quoted, "otherwise."), ("stronger", "weaker")):
        assert not verify(written(tmp_path, name, changed(page, old, new))).holds
    assert not verify(written(tmp_path, name, page + b"\n")).holds
    assert not verify(written(tmp_path, name, b"no such page")).holds


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(200_000_000))
    return out.getvalue()


def test_a_docx_that_unfolds_without_end_is_refused(html: str, tmp_path: Path) -> None:
    written(tmp_path, "b.html", html)
    (problem,) = verify(written(tmp_path, "b.docx", bomb())).problems
    assert "unfolds to more" in problem


@pytest.fixture(scope="module")
def workspace(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's last three statements of one forum, with their briefing beside."""
    root = tmp_path_factory.mktemp("w")
    data = Path(shutil.copytree(sample, root / "data"))
    for path in [
        *(data / "statements" / "lantern").iterdir(),
        *sorted((data / "statements" / "vedim").iterdir())[:-3],
    ]:
        path.unlink()
    order = [
        "report",
        "--data",
        str(data),
        "--no-cache",
        "--output",
        str(root),
        "--format",
        "html",
        "--format",
        "json",
    ]
    assert CliRunner().invoke(main, order).exit_code == 0
    return root


def test_sources_are_read_and_compared_again(workspace: Path, tmp_path: Path) -> None:
    data = workspace / "data"
    (page,) = workspace.glob("*.html")
    alone = tmp_path / "alone.json"
    shutil.copy(page.with_suffix(".json"), alone)
    for path in (page, page.with_suffix(".json"), alone):
        for sources in (data, data / "statements" / "vedim"):
            verdict = verify(path, sources)
            assert verdict.holds and "again" in verdict.checked[-1]
    with pytest.raises(UnreadableError, match="--sources"):
        verify(alone)
    assert any("SHA-256" in problem for problem in verify(page, tmp_path).problems)


def test_two_files_of_no_workspace_are_compared_again(workspace: Path, tmp_path: Path) -> None:
    files = sorted((workspace / "data" / "statements" / "vedim").iterdir())[-2:]
    for file in files:
        shutil.copy(file, tmp_path)
    order = ["compare", *(str(tmp_path / file.name) for file in files), "--format", "html", "--output"]
    assert CliRunner().invoke(main, [*order, str(tmp_path / "b.html")]).exit_code == 0
    assert verify(tmp_path / "b.html", tmp_path).holds


def forge(page: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A page made anew, by our own code, from data that were changed: page and data agree."""
    data = json.loads(page.read_text().split(DATA)[1].split("</script>")[0])
    change(data["material"])
    forged = page.with_name("forged.html")
    forged.write_text(to_html(assemble(material_from(json.dumps(data))[0])))
    return forged


def weaker_to_stronger(material: dict[str, Any]) -> None:
    for change in material["comparisons"][-1]["changes"]:
        change["strength"] = {"weaker": "stronger"}.get(change["strength"], change["strength"])


def clause_changed(material: dict[str, Any]) -> None:
    clause = material["statements"][-1]["clauses"][3]
    clause["text"] = clause["text"].replace("the", "no", 1)


def date_changed(material: dict[str, Any]) -> None:
    material["statements"][-1]["meeting"]["date"] = "2025-03-14"


def title_changed(material: dict[str, Any]) -> None:
    material["statements"][-1]["title"] = "Statement of withdrawal"


def label_changed(material: dict[str, Any]) -> None:
    material["labels"]["classification"] = "Public"


def change_dropped(material: dict[str, Any]) -> None:
    changes = material["comparisons"][-1]["changes"]
    changes[:] = [change for change in changes if change["kind"] != "dropped"]


def promise_kept(material: dict[str, Any]) -> None:
    for promise in material["promises"]:
        promise["outcome"] = "kept"


def tier_changed(material: dict[str, Any]) -> None:
    for clause in material["statements"][-1]["clauses"]:
        for act in clause["acts"]:
            act["tier"] = 1


@pytest.mark.parametrize(
    "change",
    [
        weaker_to_stronger,
        clause_changed,
        date_changed,
        title_changed,
        label_changed,
        change_dropped,
        promise_kept,
        tier_changed,
    ],
)
def test_data_forged_with_their_page_are_told_by_the_sources(
    workspace: Path, change: Callable[[Any], None]
) -> None:
    (page,) = workspace.glob("vedim*.html")
    forged = forge(page, change)
    assert verify(forged).holds  # page and data agree, and the verdict says that no statement was read
    assert not verify(forged, workspace / "data").holds


def test_a_page_on_a_doctored_statement_is_told_by_the_sources(workspace: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(workspace / "data", tmp_path / "data"))
    file = max((data / "statements" / "vedim").iterdir())
    true = hashlib.sha256(file.read_bytes()).hexdigest()
    paragraphs = file.read_text().split("\n\n")
    del paragraphs[next(i for i, text in enumerate(paragraphs) if "agreed" in text and len(text) > 200)]
    file.write_text("\n\n".join(paragraphs))
    false = hashlib.sha256(file.read_bytes()).hexdigest()
    order = ["report", "--data", str(data), "--no-cache", "--output", str(tmp_path), "--format", "html"]
    assert CliRunner().invoke(main, order).exit_code == 0
    (page,) = tmp_path.glob("*.html")
    page.write_text(page.read_text().replace(false, true).replace(false[:16], true[:16]))
    assert not verify(page, workspace / "data").holds


def test_a_page_with_a_logo_needs_no_file_to_be_made_again(tmp_path: Path) -> None:
    logo = base64.b64encode(b'<svg xmlns="http://www.w3.org/2000/svg"/>').decode()
    labels = Labels(logo=f"data:image/svg+xml;base64,{logo}")
    page = to_html(make_briefing(fictional.comparison(), labels=labels))
    assert logo in page and verify(written(tmp_path, "b.html", page)).holds


def leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(leaf for key, item in items for leaf in leaves(item, (*path, key)))]


def test_hostile_data_end_in_one_line(html: str, tmp_path: Path) -> None:
    before, _, rest = html.partition(DATA)
    text, _, after = rest.partition("</script>")
    chance, places = random.Random(5), [p for p in leaves(json.loads(text)) if p]
    odd = [None, -1, 10**30, "", "x", [], {}, True, 1.5, "\ud800", "a" * 5000, [[]], "2024-02-31", 0]
    for _ in range(60):
        data = json.loads(text)
        path = chance.choice([p for p in places if p[0] == "material"])
        place = data
        for key in path[:-1]:
            place = place[key]
        if isinstance(place, dict) and chance.random() < 0.2:
            del place[path[-1]]
        else:
            place[path[-1]] = chance.choice(odd)
        page = before + DATA + json.dumps(data).replace("<", "\\u003c") + "</script>" + after
        try:
            problems = verify(written(tmp_path, "b.html", page)).problems
        except RapporteurError as error:
            problems = (str(error),)
        assert all("\n" not in problem for problem in problems)
    deep = before + DATA + "[" * 100_000 + "</script>" + after
    with pytest.raises(UnreadableError):
        verify(written(tmp_path, "b.html", deep))


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("b.txt", "ADGMIN", "carries no data"),
        ("b.html", "<p>x", "carries no data"),
        ("b.json", "{}", "JSON of 'None'"),
        ("b.json", "{", "no JSON"),
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
