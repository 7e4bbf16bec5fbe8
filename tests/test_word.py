"""The DOCX: tracked changes that a word processor accepts and refuses."""

from __future__ import annotations

import contextlib
import io
import shutil
import subprocess
import zipfile
from pathlib import Path

import fictional
import pytest
from rapporteur.compare.model import EditKind
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.formats.docx import MARKS, to_docx

ACCEPT, REJECT = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"


def test_the_same_briefing_gives_the_same_bytes() -> None:
    briefing = make_briefing(fictional.comparison())
    assert to_docx(briefing) == to_docx(briefing)


def test_inserted_and_deleted_words_are_tracked_changes() -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(make_briefing(fictional.comparison())))) as archive:
        xml = archive.read("word/document.xml").decode()
    words = sum(e.kind is not EditKind.KEEP for c in fictional.comparison().changes for e in c.edits)
    renumbered = 2 * 3  # three of the paired clauses stand under another number: one number gone, one new
    numbers_of_whole_clauses = 3
    assert xml.count("<w:ins ") + xml.count("<w:del ") == words + renumbered + 2 * numbers_of_whole_clauses
    assert 'w:author="rapporteur" w:date="2031-05-04T00:00:00Z"' in xml


def side(accepted: bool) -> list[str]:
    """What the word processor must leave: each clause under its number, in the order of the comparison."""
    comparison = fictional.comparison()
    statement = comparison.new if accepted else comparison.old
    clauses = {clause.address: clause for clause in statement.clauses}
    lines = []
    for change in comparison.changes:
        mine = [clauses[a] for a in (change.new if accepted else change.old)]
        if mine:
            lines.append(f"[{mine[0].address.rpartition('#')[2]}] " + " ".join(c.text for c in mine))
    return lines


def resolved(data: bytes, accepted: bool) -> list[str]:
    """The tracked paragraphs with all changes accepted or refused, by the rules of the format."""
    from docx import Document
    from docx.oxml.ns import qn

    gone, lines = qn("w:del") if accepted else qn("w:ins"), []
    for paragraph in Document(io.BytesIO(data)).paragraphs:
        if paragraph.style is None or paragraph.style.name != MARKS:
            continue
        if paragraph._p.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{gone}") is not None:
            continue
        words = paragraph._p.iter(qn("w:t"), qn("w:delText"))
        lines.append("".join(t.text or "" for t in words if gone not in {a.tag for a in t.iterancestors()}))
    return lines


@pytest.mark.parametrize("accepted", [True, False])
def test_accept_all_gives_the_new_text_and_reject_all_the_old(accepted: bool) -> None:
    data = to_docx(make_briefing(fictional.comparison()))
    assert resolved(data, accepted) == side(accepted)


@pytest.mark.parametrize("accepted", [True, False])
def test_libreoffice_accepts_and_refuses_to_the_letter(accepted: bool, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source = tmp_path / "b.docx"
    source.write_bytes(to_docx(make_briefing(fictional.comparison())))
    lines = through_libreoffice(office, source, ACCEPT if accepted else REJECT, tmp_path)
    wanted = side(accepted)
    start = lines.index(wanted[0])
    assert lines[start : start + len(wanted)] == wanted


def through_libreoffice(office: str, source: Path, command: str, folder: Path) -> list[str]:
    """The document's lines after the command, from a Basic macro in a profile of our own."""
    profile, target = folder / "profile", folder / "out.txt"
    call = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore"]
    # A new profile is filled on its first start, and would lose a macro that was there before.
    subprocess.run([*call, "--terminate_after_init"], check=False, timeout=120, capture_output=True)
    basic = profile / "user" / "basic" / "Standard"
    basic.mkdir(parents=True, exist_ok=True)
    (basic / "script.xlb").write_text(LIBRARY)
    (basic.parent / "script.xlc").write_text(CONTAINER)
    (basic / "Tracked.xba").write_text(
        MODULE.format(source=source.as_uri(), target=target.as_uri(), command=command)
    )
    macro = [*call, "macro:///Standard.Tracked.Main"]
    with contextlib.suppress(subprocess.TimeoutExpired):
        subprocess.run(macro, check=False, timeout=60, capture_output=True)
    if not target.is_file():
        pytest.skip("LibreOffice would not run the macro here")
    return target.read_text(encoding="utf-8").splitlines()


LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Tracked"/>
</library:library>"""

CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:libraries PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "libraries.dtd">
<library:libraries xmlns:library="http://openoffice.org/2000/library" xmlns:xlink="http://www.w3.org/1999/xlink">
 <library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/script.xlb/" xlink:type="simple" library:link="false"/>
</library:libraries>"""

MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Tracked" script:language="StarBasic">
Sub Main
  Dim hidden(0) As New com.sun.star.beans.PropertyValue
  hidden(0).Name = "Hidden" : hidden(0).Value = True
  document = StarDesktop.loadComponentFromURL("{source}", "_blank", 0, hidden())
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  helper.executeDispatch(document.CurrentController.Frame, "{command}", "", 0, Array())
  Dim plain(1) As New com.sun.star.beans.PropertyValue
  plain(0).Name = "FilterName" : plain(0).Value = "Text (encoded)"
  plain(1).Name = "FilterOptions" : plain(1).Value = "UTF8,LF"
  document.storeToURL("{target}", plain())
  document.close(True)
  StarDesktop.terminate()
End Sub
</script:module>"""


def test_every_sentence_names_the_paragraphs_that_it_rests_on_as_the_other_formats_do() -> None:
    from docx import Document

    briefing = make_briefing(fictional.comparison())
    document = Document(io.BytesIO(to_docx(briefing)))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for line in (*briefing.headlines, *briefing.silence_rest):
        assert line.text in said
        assert all(place.cited in said for place in line.places)
    assert all(f"({p.places[0].cited})" in said for p in briefing.points)
    assert any(
        cell == f"{s.theme}, {s.row.old.cited}" for s in briefing.silences if s.row.old for cell in cells
    )
