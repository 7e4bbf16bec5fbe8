"""The DOCX: tracked changes that a word processor accepts and refuses."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import fictional
import pytest
from rapporteur.compare.model import Comparison, EditKind
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.model import Briefing
from rapporteur.reports.formats.docx import to_docx
from rapporteur.reports.formats.docx_tracked import STYLE

ACCEPT, REJECT = ".uno:AcceptAllTrackedChanges", ".uno:RejectAllTrackedChanges"


def test_the_same_briefing_gives_the_same_bytes() -> None:
    briefing = make_briefing(fictional.comparison())
    assert to_docx(briefing) == to_docx(briefing)


def body(briefing: Briefing) -> str:
    with zipfile.ZipFile(io.BytesIO(to_docx(briefing))) as archive:
        return archive.read("word/document.xml").decode()


def test_inserted_and_deleted_words_are_tracked_changes() -> None:
    xml = body(make_briefing(fictional.comparison()))
    words = sum(e.kind is not EditKind.KEEP for c in fictional.comparison().changes for e in c.edits)
    renumbered = 2 * 3  # three of the paired clauses stand under another number: one number gone, one new
    numbers_of_whole_clauses = 3
    found = sum(xml.count(f"<w:{mark} ") for mark in ("ins", "del"))
    assert found == words + renumbered + numbers_of_whole_clauses
    assert 'w:author="rapporteur" w:date="2031-05-04T00:00:00Z"' in xml


def shuffled() -> Comparison:
    """The fictional comparison with the earlier statement's clauses in reverse: all pairs but one have moved."""
    pair = fictional.comparison()
    return replace(pair, old=replace(pair.old, clauses=pair.old.clauses[::-1]))


def test_a_clause_that_moved_is_a_move_with_two_ends_of_one_name() -> None:
    xml = body(make_briefing(shuffled()))
    ends = {
        tag: re.findall(rf'<w:{tag}RangeStart [^>]*w:name="(\w+)"', xml) for tag in ("moveFrom", "moveTo")
    }
    assert len(ends["moveFrom"]) >= 2 and sorted(ends["moveFrom"]) == sorted(ends["moveTo"])
    numbers = re.findall(
        r'<w:(?:ins|del|moveFrom|moveTo|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"', xml
    )
    assert len(set(numbers)) == len(numbers)
    for tag in ("moveFrom", "moveTo"):
        assert xml.count(f"<w:{tag}RangeEnd ") == len(ends[tag])
    assert body(make_briefing(fictional.comparison())).count("<w:moveFromRangeStart ") == 1


def side(accepted: bool, comparison: Comparison) -> str:
    """What the word processor must leave: the words of every clause, in the order of their own statement."""
    statement = comparison.new if accepted else comparison.old
    return " ".join(clause.text for clause in statement.clauses)


def unnumbered(lines: list[str]) -> str:
    return " ".join(re.sub(r"^\[[^\]]+\] ", "", line) for line in lines)


def resolved(data: bytes, accepted: bool) -> list[str]:
    """The tracked paragraphs with all changes accepted or refused, by the rules of the format."""
    from docx import Document
    from docx.oxml.ns import qn

    gone = {qn(tag) for tag in (("w:del", "w:moveFrom") if accepted else ("w:ins", "w:moveTo"))}
    lines = []
    for paragraph in Document(io.BytesIO(data)).paragraphs:
        if paragraph.style is None or paragraph.style.name != STYLE:
            continue
        end = paragraph._p.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        if end is not None and gone & {mark.tag for mark in end}:
            continue
        words = paragraph._p.iter(qn("w:t"), qn("w:delText"))
        lines.append("".join(t.text or "" for t in words if not gone & {a.tag for a in t.iterancestors()}))
    return lines


@pytest.mark.parametrize("comparison", [fictional.comparison(), shuffled()], ids=["in order", "shuffled"])
@pytest.mark.parametrize("accepted", [True, False])
def test_accept_all_gives_the_new_text_and_reject_all_the_old_in_its_own_order(
    accepted: bool, comparison: Comparison
) -> None:
    assert unnumbered(resolved(to_docx(make_briefing(comparison)), accepted)) == side(accepted, comparison)


def test_parts_of_a_split_that_are_no_neighbours_stand_each_in_its_place() -> None:
    pair = fictional.comparison()
    changed = next(change for change in pair.changes if change.old and change.new)
    last = pair.new.clauses[-1]
    wide = replace(changed, new=(*changed.new, last.address), edits=())
    others = tuple(c for c in pair.changes if c is not changed and last.address not in c.new)
    taken = {a for c in (wide, *others) for a in c.old}
    left = tuple(
        replace(c, new=(), edits=()) for c in pair.changes if last.address in c.new and set(c.old) - taken
    )
    split = replace(pair, changes=(wide, *others, *left))
    for accepted in (True, False):
        assert unnumbered(resolved(to_docx(make_briefing(split)), accepted)) == side(accepted, split)


def test_the_page_is_upright_in_british_english_and_carries_nothing_of_a_template() -> None:
    from docx import Document

    data = to_docx(make_briefing(fictional.comparison()))
    section = Document(io.BytesIO(data)).sections[0]
    assert section.page_width is not None and section.page_height is not None
    assert section.page_width < section.page_height
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        styles = archive.read("word/styles.xml").decode()
    assert set(re.findall(r'<w:lang [^>]*?w:val="([\w-]+)"', styles)) == {"en-GB"}
    assert not [name for name in names if "thumbnail" in name or "Effects" in name or "customXml" in name]
    assert len(styles) < 60_000


def test_deleted_and_inserted_words_of_a_table_are_marked() -> None:
    xml = body(make_briefing(fictional.comparison()))
    assert "<w:strike/>" in xml and '<w:u w:val="single"/>' in xml


@pytest.mark.parametrize("accepted", [True, False])
def test_libreoffice_accepts_and_refuses_to_the_letter(accepted: bool, tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    source = tmp_path / "b.docx"
    source.write_bytes(to_docx(make_briefing(shuffled())))
    lines = through_libreoffice(office, source, ACCEPT if accepted else REJECT, tmp_path)
    start = next(i for i, line in enumerate(lines) if line.startswith("Accept all changes")) + 1
    end = next(i for i, line in enumerate(lines) if line == "Method and limits")
    assert unnumbered([line for line in lines[start:end] if line]) == side(accepted, shuffled())


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
