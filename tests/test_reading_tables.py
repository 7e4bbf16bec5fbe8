"""Column heads say who, what and by when of each row; signatures and openings say who takes part."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from rapporteur.compare.clauses.signatories import is_signatory, parties_of
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.history.undertakings import pledges_of
from rapporteur.compare.model import Statement
from rapporteur.compare.text.table_rows import read_row, roles_of, told
from rapporteur.reports.briefing.collect import make_briefing

HEAD = "# Joint Statement of the 3rd Meeting of Mill Wardens\n\nArden, 4 May 2031\n\n"
MARKDOWN = "| {} |\n|---|---|---|\n| Bray | will mend the weir | June {} |\n| Coll | Count the eels | end of 2032 |\n"
ROWS = [("Bray", "will mend the weir", "June 2032"), ("Coll", "Count the eels", "end of 2032")]


def made(folder: Path, text: str | bytes, name: str = "s.md") -> Statement:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_statement(path)


def table(heads: str, year: int = 2032) -> str:
    return HEAD + "1. The Wardens adopted these tasks:\n\n" + MARKDOWN.format(heads, year)


def in_word() -> bytes:
    paper = docx.Document()
    paper.add_heading("Joint Statement of the 3rd Meeting of Mill Wardens", 0)
    paper.add_paragraph("1. The Wardens adopted these tasks:")
    grid = paper.add_table(rows=3, cols=3)
    for row, cells in zip(grid.rows, [("Owner", "Task", "By when"), *ROWS], strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    "heads",
    ["Member | Commitment | By", "Who | What | When", "Responsible body | Action | Deadline", "**Country** | **Task** | **Due date**"],
)  # fmt: skip
def test_a_row_undertakes_what_its_column_says(heads: str, tmp_path: Path) -> None:
    first, second = made(tmp_path, table(heads)).clauses[1:]
    assert [(act.verb, act.tier, act.subject) for act in (*first.acts, *second.acts)] == [
        ("will mend", 6, "Bray"), ("Count", 6, "Coll"),
    ]  # fmt: skip
    assert [clause.text[act.start : act.end] for clause in (first, second) for act in clause.acts] == [
        "will mend",
        "Count",
    ]
    assert [[d.date for d in clause.deadlines] for clause in (first, second)] == [
        ["2032-06-30"],
        ["2032-12-31"],
    ]


def test_the_heads_are_told_and_no_clause(tmp_path: Path) -> None:
    statement = made(tmp_path, table("Member | Commitment | By"))
    assert [
        (item.why, item.text) for item in statement.left_out if item.why.startswith("column")
    ] == [("column heads", "Member | Commitment | By")]  # fmt: skip
    assert all("Commitment" not in clause.text for clause in statement.clauses)
    assert statement.coverage == 1


def test_web_pages_and_word_files_give_the_same_rows(tmp_path: Path) -> None:
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in [("Member", "Commitment", "By"), *ROWS]
    )
    page = f"<html><body><h1>Joint Statement of Mill Wardens</h1><p>1. The Wardens adopted these tasks:</p><table>{cells}</table></body></html>"
    for statement in (made(tmp_path, page, "s.html"), made(tmp_path, in_word(), "s.docx")):
        rows = statement.clauses[1:]
        assert [clause.text for clause in rows] == [" | ".join(row) for row in ROWS]
        assert [act.subject for clause in rows for act in clause.acts] == ["Bray", "Coll"]


@pytest.mark.parametrize(
    "row",
    [
        "Mill | 2029 | 2030",
        "Grain | Price | Weight",
        "By",
        "The weir of the valley will be mended | by | June",
    ],
)
def test_other_first_rows_are_rows(row: str) -> None:
    assert not roles_of(row)
    assert read_row("Bray | will mend | 2032", row) is None


def test_a_row_of_another_length_is_sure_of_its_date_only() -> None:
    row = read_row("2a | Open the school | annexe | Bray | May 2032", "No. | Step | Lead | By")
    assert row is not None
    assert (row.who, row.what, row.when) == ("", "", "May 2032")
    assert told("2a | Open the school", "") == "2a | Open the school"


def test_a_year_that_slips_in_a_table_leads_the_page_as_a_sentence(tmp_path: Path) -> None:
    old = made(tmp_path, table("Member | Commitment | By"), "2031-05-04-a.md")
    new = made(tmp_path, table("Member | Commitment | By", 2034), "2032-05-04-b.md")
    found = compare_statements(old, new, force=True)
    assert found.headlines[0].text == "Bray: will mend the weir (June 2034)."
    assert [pledge.what for pledge in pledges_of(new.clauses[1], new)] == ["will mend the weir"]


# --- who takes part ---

BODY = "\n\nArden, 4 May {}\n\n1. We will mend the weir.\n\n2. We will count the eels {}.\n\n"


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("Signed by:\n\nAda Quern, Prime Minister of Arden\nBo Sluice, President of Coll\n",
         "Signed by:\n\nAda Quern, Prime Minister of Arden\nBo Sluice, President of Coll\nCy Eel, Premier of Bray\n", "Joined: Bray."),
        ("Prime Minister Ada Quern of Arden\nPresident Bo Sluice of the Republic of Coll\nPremier Cy Eel of Bray\n",
         "Prime Minister Di Race of Arden\nPresident Bo Sluice of the Republic of Coll\n", "No longer among the signatories: Bray."),
        ("For the Government of Arden\nAda Quern\n\nFor the Government of Coll\nBo Sluice\n",
         "For the Government of Arden\nAda Quern\n\nFor the Government of the Kingdom of Bray\nCy Eel\n",
         "Joined: Bray; no longer among the signatories: Coll."),
        ("Endorsed by: Arden, Bray, Coll and the Isles Union.\n", "Endorsed by: Arden, Coll and the Isles Union.\n",
         "No longer among the signatories: Bray."),
    ],
)  # fmt: skip
def test_who_joined_and_who_left_is_told(old: str, new: str, line: str, tmp_path: Path) -> None:
    sides = [
        made(
            tmp_path,
            "Declaration on the Mills" + BODY.format(year, when) + names,
            f"{year}-05-04-declaration.txt",
        )
        for year, when, names in ((2031, "now", old), (2032, "later", new))
    ]
    found = compare_statements(*sides, force=True)
    assert line in [headline.text for headline in found.headlines]


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("We, the governments of Arden, Bray and Coll, met today.", ("Arden", "Bray", "Coll")),
        (
            "We, the Leaders of Arden, the Republic of Bray (ROB), and Coll mark our first year.",
            ("Arden", "Republic of Bray", "Coll"),
        ),
        ("The ministers of Arden and Bray met today.", ("Arden", "Bray")),
        ("We, Arden, Bray, and Coll, convened at the mill.", ("Arden", "Bray", "Coll")),
        ("We, the Ministers of Foreign Affairs and Trade, met today.", ()),
        ("We, President Quern and Prime Minister Sluice, met today.", ()),
    ],
)
def test_the_opening_names_who_speaks(opening: str, names: tuple[str, ...], tmp_path: Path) -> None:
    text = f"Joint Statement on the Mills\n\n4 May 2031\n\n{opening} We will mend the weir.\n"
    assert made(tmp_path, text, "s.txt").signatories == names


def test_another_leader_of_the_same_state_is_no_change_of_parties() -> None:
    old, new = (
        ("Prime Minister Ada Quern of Arden", "Bo Sluice, President of the Republic of Coll"),
        ("Di Race, Premier of Arden", "President El Pond of Coll"),
    )
    assert all(is_signatory(line) for line in (*old, *new))
    assert parties_of(old) == parties_of(new) == ("Arden", "Coll")
    assert parties_of(("Secretary, Department of Mills", "EL POND JR.")) == (
        "Department of Mills",
        "EL POND JR.",
    )


def test_page_1_never_says_that_only_the_form_changed_where_a_clause_did(tmp_path: Path) -> None:
    old = made(tmp_path, HEAD + "1. We will mend the weir.\n", "2031-05-04-a.md")
    new = made(tmp_path, HEAD + "1. We will mend the old weir.\n", "2032-05-04-b.md")
    changed, same = (make_briefing(compare_statements(old, side, force=True)) for side in (new, old))
    assert "Only the form" not in changed.sections["headlines"].empty
    assert "Only the form" in same.sections["headlines"].empty
