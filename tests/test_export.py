"""Tables, matrix, feeds and calendar: they validate, their keys hold, and the officer's columns survive."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from icalendar import Calendar
from rapporteur.compare.errors import OutputError
from rapporteur.compare.history.facts import SETTLED
from rapporteur.compare.model import Outcome
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.export.calendars import to_ics
from rapporteur.reports.export.feeds import Entry, to_atom
from rapporteur.reports.export.holdings import Holding, Holdings, read_holdings
from rapporteur.reports.export.matrix import COLUMNS, KEY, LOST, SHEET, write_matrix
from rapporteur.reports.export.package import DATABASE, DESCRIPTOR, write_package
from rapporteur.reports.export.series import theme_series
from rapporteur.reports.export.tables import TABLES


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    folder = tmp_path_factory.mktemp("workspace") / "data"
    shutil.copytree(Path(__file__).resolve().parents[1] / "data", folder)
    return read_holdings(open_workspace(folder))


@pytest.fixture(scope="module")
def package(holdings: Holdings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    write_package(holdings, folder)
    return folder


def test_the_package_validates(package: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(package / DESCRIPTOR))
    assert report.flatten(["rowNumber", "fieldName", "type", "note"]) == []
    assert report.stats["tasks"] == len(TABLES)


def test_a_row_that_points_nowhere_is_found(package: Path, tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless")
    broken = tmp_path / "package"
    shutil.copytree(package, broken)
    evidence = broken / "evidence.csv"
    evidence.write_text(evidence.read_text("utf-8") + "nowhere#1,vedim/2021-02-26#1.a\r\n", "utf-8")
    assert not frictionless.validate(str(broken / DESCRIPTOR)).valid


def test_the_database_has_the_rows_of_the_tables_and_its_keys_hold(package: Path, holdings: Holdings) -> None:
    database = sqlite3.connect(package / DATABASE)
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in TABLES:
        (count,) = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()
        assert count == sum(1 for _ in table.rows(holdings)), table.name
    (clauses,) = database.execute("SELECT count(*) FROM clauses").fetchone()
    assert clauses == sum(len(s.clauses) for s in holdings.statements)
    database.close()


def test_the_same_workspace_gives_the_same_bytes(package: Path, holdings: Holdings, tmp_path: Path) -> None:
    for path in write_package(holdings, tmp_path):
        assert path.read_bytes() == (package / path.name).read_bytes(), path.name


def test_a_file_that_did_not_change_is_not_written_again(package: Path, holdings: Holdings) -> None:
    before = {path: path.stat().st_mtime_ns for path in package.iterdir()}
    write_package(holdings, package)
    assert {path: path.stat().st_mtime_ns for path in package.iterdir()} == before


def test_two_statements_of_one_day_are_told_and_only_one_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "ws" / "reef"
    folder.mkdir(parents=True)
    for name in ("a", "b"):
        text = f"JOINT STATEMENT\n4 May 2023\n\n1. The Ministers welcomed the {name} Plan.\n\n2. They agreed to meet again.\n"
        (folder / f"{name}.txt").write_text(text)
    found = read_holdings(open_workspace(tmp_path / "ws"))
    assert len({s.name for s in found.statements}) == len(found.statements)
    assert len(found.problems) == 2 - len(found.statements)


def test_shares_and_promises_of_a_theme_are_those_of_the_statement(holdings: Holdings) -> None:
    for holding in holdings.forums:
        points = theme_series(holding)
        assert points and all(0 < p.share <= 1 and 0 <= p.kept <= p.made and p.clauses for p in points)
        assert all(p.strength is None or 1 <= p.strength <= 7 for p in points)


# --- the matrix


def rows_of(data: bytes, sheet: str = SHEET) -> list[tuple[object, ...]]:
    return list(openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(values_only=True))


def filled(path: Path, words: dict[str, dict[str, object]]) -> None:
    """Write into the officer's columns as an officer does: key -> heading -> value; new headings are added."""
    book = openpyxl.load_workbook(path)
    sheet = book[SHEET]
    head = [cell.value for cell in sheet[1]]
    for heading in {h for row in words.values() for h in row}:
        if heading not in head:
            head.append(heading)
            sheet.cell(1, len(head), heading)
    for row in sheet.iter_rows(min_row=2):
        for heading, value in words.get(str(row[head.index(KEY)].value), {}).items():
            sheet.cell(row[0].row, head.index(heading) + 1, value)
    book.save(path)


def own_of(data: bytes, sheet: str = SHEET) -> dict[str, dict[str, object]]:
    head, *rows = rows_of(data, sheet)
    found = {}
    for row in rows:
        said = {str(h): v for h, v in list(zip(head, row, strict=True))[len(COLUMNS) :] if v is not None}
        if said:
            found[str(row[COLUMNS.index(KEY)])] = said
    return found


def changed(holdings: Holdings, **forum: tuple[object, ...]) -> Holdings:
    """The holdings with other promises of the first forum."""
    first: Holding = replace(holdings.forums[0], **forum)  # type: ignore[arg-type]
    return replace(holdings, forums=(first, *holdings.forums[1:]))


def test_the_officers_columns_survive_three_exports_with_changed_data(
    holdings: Holdings, tmp_path: Path
) -> None:
    path = tmp_path / "follow-up.xlsx"
    path.write_bytes(write_matrix(holdings, path))
    made = Counter(p.address for p in holdings.forums[0].promises)
    promises = tuple(p for p in holdings.forums[0].promises if made[p.address] == 1)
    holdings = changed(holdings, promises=promises)
    first, second, third = (p.address for p in promises[:3])
    wanted: dict[str, dict[str, object]] = {
        first: {"Responsible": "A. Officer", "Budget": 1200.5},
        second: {"Next step": "call on Monday", "Remarks": "=not a sum"[1:]},
        third: {"Our status": "done", "Budget": 3},
    }
    filled(path, wanted)
    # 1: an outcome changed, and the order of the promises
    turned = tuple(reversed((replace(promises[0], outcome=Outcome.KEPT, reason="seen"), *promises[1:])))
    path.write_bytes(write_matrix(changed(holdings, promises=turned), path))
    assert own_of(path.read_bytes()) == wanted
    # 2: the paragraph of the second was renumbered, the third is found no more
    moved = replace(promises[1], address=f"{second}-moved")
    path.write_bytes(write_matrix(changed(holdings, promises=(promises[0], moved, *promises[3:])), path))
    assert own_of(path.read_bytes()) == {first: wanted[first], f"{second}-moved": wanted[second]}
    assert own_of(path.read_bytes(), LOST) == {third: wanted[third]}
    # 3: all is as it was
    path.write_bytes(write_matrix(holdings, path))
    assert own_of(path.read_bytes()) == wanted
    assert LOST not in openpyxl.load_workbook(path).sheetnames


def test_a_matrix_of_the_same_is_the_same_file(holdings: Holdings, tmp_path: Path) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(write_matrix(holdings, path))
    assert write_matrix(holdings, path) == path.read_bytes()


def test_dates_and_formulas_of_the_officer_stay_what_they_are_and_our_text_is_no_formula(
    holdings: Holdings, tmp_path: Path
) -> None:
    path = tmp_path / "m.xlsx"
    path.write_bytes(write_matrix(holdings, path))
    key = holdings.forums[0].promises[0].address
    filled(path, {key: {"Remarks": date(2026, 3, 31), "Sum": "=1+1"}})
    hostile = replace(holdings.forums[0].promises[0], reason="=HYPERLINK(1)")
    data = write_matrix(changed(holdings, promises=(hostile, *holdings.forums[0].promises[1:])), path)
    sheet = openpyxl.load_workbook(io.BytesIO(data))[SHEET]
    row = next(r for r in sheet.iter_rows(min_row=2) if r[COLUMNS.index(KEY)].value == key)
    types = {str(sheet.cell(1, cell.column).value): cell.data_type for cell in row}
    assert (types["Remarks"], types["Sum"], types["Why"]) == ("d", "f", "s")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", b"not a workbook"])
def test_a_file_that_is_no_matrix_is_refused_and_kept(
    holdings: Holdings, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "mine.xlsx"
    path.write_bytes(content)
    with pytest.raises(OutputError, match=r"mine\.xlsx"):
        write_matrix(holdings, path)
    assert path.read_bytes() == content


def test_another_workbook_is_refused(holdings: Holdings, tmp_path: Path) -> None:
    path = tmp_path / "budget.xlsx"
    openpyxl.Workbook().save(path)
    with pytest.raises(OutputError, match="no sheet 'Follow-up'"):
        write_matrix(holdings, path)


def test_libreoffice_reads_the_matrix(holdings: Holdings, tmp_path: Path) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not on this machine")
    path = tmp_path / "m.xlsx"
    path.write_bytes(write_matrix(holdings, path))
    call = [
        office,
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76",
        "--outdir",
    ]
    subprocess.run([*call, str(tmp_path), str(path)], check=True, capture_output=True, timeout=120)
    text = (tmp_path / "m.csv").read_text("utf-8")
    assert text.startswith(",".join(COLUMNS))
    assert holdings.forums[0].promises[0].address in text


# --- feeds and calendar


def test_the_feed_is_read_by_a_reader_of_feeds_newest_first() -> None:
    feedparser = pytest.importorskip("feedparser")
    entries = [
        Entry("f/2023", "2023-01-02", "First & <best>", ("One.", "Two."), "forums/f/2023.html"),
        Entry("f/2024", "2024-01-02", "Second", (), "forums/f/2024.html"),
        Entry("f/none", "", "Undated\x07", (), "forums/f/none.html"),
    ]
    feed = feedparser.parse(to_atom("f", "F", "feeds/f.xml", entries, "https://example.org/s/"))
    assert not feed.bozo and feed.version == "atom10"
    assert [e.title for e in feed.entries] == ["Second", "First & <best>", "Undated�"]
    assert feed.entries[0].link == "https://example.org/s/forums/f/2024.html"
    assert len({e.id for e in feed.entries}) == 3 and feed.feed.updated == "2024-01-02T00:00:00Z"
    assert to_atom("f", "F", "feeds/f.xml", reversed(entries)) == to_atom("f", "F", "feeds/f.xml", entries)


def test_the_calendar_has_the_next_meetings_and_what_waits(holdings: Holdings) -> None:
    calendar = Calendar.from_ical(to_ics(holdings.forums))
    events = calendar.walk("VEVENT")
    titles = [str(event["summary"]) for event in events]
    assert sum(title.endswith("next meeting") for title in titles) == 2
    waiting = [p for h in holdings.forums for p in h.promises if p.deadline and p.outcome not in SETTLED]
    assert len(events) == 2 + len(waiting)
    assert len({str(event["uid"]) for event in events}) == len(events)
    assert all(event.decoded("dtend") > event.decoded("dtstart") for event in events)
    assert to_ics(holdings.forums) == to_ics(holdings.forums)
