"""Forum, number, place, date and kind, each with its reason; and which pairs may be compared."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.comparability import judge
from rapporteur.compare.model import Statement, StatementKind, Verdict
from rapporteur.compare.readers import read_bytes, read_document
from rapporteur.compare.text.dates import find_days
from rapporteur.compare.text.language import tell_language
from reading import read

STATEMENT = """The 4th Harbour Ministers' Meeting

Port Ellery, 1 - 2 February 2024

JOINT MEDIA STATEMENT

1. The 4th Harbour Ministers' Meeting was held in Port Ellery on 1-2 February 2024. The Meeting welcomed the harbour plan and the work on ferries, cables and customs.

2. The Meeting endorsed the Guide on Tides. The Meeting noted the report on ferries and customs.
"""

PRESS = """Embargo: 10:30 a.m. 2 February 2024

Contact Information: A. Person (+00-1)

Ondry Hosts Harbour Ministers

The Ministry announced that it convened the meeting on harbours, ferries and customs. Ministers adopted a text that sets out a shared course.

“This is a great day for harbours,” Minister Orre said. He added: “More will follow.”
"""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("held on 9-10 February 2023 in", "2023-02-09", "2023-02-10"),
        ("on May 19-21, 2023, in", "2023-05-19", "2023-05-21"),
        ("on October 31–-November 1, 2023 for", "2023-10-31", "2023-11-01"),
        ("30 December - 2 January 2024", "2023-12-30", "2024-01-02"),
        ("on 24th October 2023.", "2023-10-24", "2023-10-24"),
        ("August 4 (Monday), 2025", "2025-08-04", "2025-08-04"),
        ("from 31 October to 13 November 2021", "2021-10-31", "2021-11-13"),
        ("2024-02-02", "2024-02-02", "2024-02-02"),
    ],
)
def test_days_are_read_as_they_are_written(text: str, first: str, last: str) -> None:
    assert [(days.first, days.last) for days in find_days(text)] == [(first, last)]


@pytest.mark.parametrize(
    "text", ["in 2024", "paragraph 12", "32 January 2024", "2024-13-01", "May we recall"]
)
def test_these_are_no_days(text: str) -> None:
    assert find_days(text) == ()


def test_the_masthead_of_a_statement() -> None:
    meeting = read(STATEMENT).meeting
    assert (meeting.number, meeting.place, meeting.first_day, meeting.date) == (
        "4",
        "Port Ellery",
        "2024-02-01",
        "2024-02-02",
    )
    assert read(STATEMENT).kind is StatementKind.STATEMENT


def test_every_fact_has_its_reason() -> None:
    facts = {fact.name: fact.reason for fact in read(STATEMENT).detected}
    assert facts["number"].startswith("text:") and facts["kind"] == 'title: "JOINT MEDIA STATEMENT"'


def test_a_first_quarter_is_no_first_meeting() -> None:
    text = "Statement\n\nIn the first quarter the economy grew, as the meeting of May had hoped.\n\nIt will grow."
    assert read(text).meeting.number == ""


def test_front_matter_and_sidecar_override(tmp_path: Path) -> None:
    path = tmp_path / "harbour" / "s.md"
    path.parent.mkdir()
    path.write_text(f"---\ntitle: 'Joint Statement'\nplace: Hest\n---\n{STATEMENT}")
    assert read_masthead(read_document(path)).meeting.place == "Hest"
    Path(f"{path}.toml").write_text('place = "Karreth"\nlast_day = "2024-02-03"\nkind = "minutes"')
    masthead = read_masthead(read_document(path))
    assert masthead.meeting.place == "Karreth" and masthead.meeting.date == "2024-02-03"
    assert masthead.kind is StatementKind.MINUTES and masthead.meeting.forum == "harbour"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("G9 Leaders' Communiqué", "communique"),
        ("Ellery Declaration on Ferries", "declaration"),
        ("Decision 4/XY.2", "decision"),
        ("Minutes of the Monetary Policy Meeting", "minutes"),
        ("Monetary policy decisions", "central-bank"),
        ("Draft Agreement", "draft"),
        ("Opening remarks by the Chair", "speech"),
        ("Joint Press Statement of the Ministers", "statement"),
        ("Press release", "press-release"),
    ],
)
def test_kinds_are_told_by_titles(title: str, kind: str) -> None:
    assert read(f"# {title}\n\n1. It met and agreed.\n\n2. It rose.", "s.md").kind.value == kind


def test_a_text_about_a_meeting_is_a_press_release() -> None:
    assert read(PRESS).kind is StatementKind.PRESS_RELEASE
    headline = "Harbour Ministers' Joint Statement"
    assert read(PRESS.replace("Ondry Hosts Harbour Ministers", headline)).kind is StatementKind.PRESS_RELEASE


def other(text: str, *, forum: str = "forum", name: str = "2025-02-02.txt") -> Statement:
    return read(text, name, forum)


LATER = STATEMENT.replace("4th", "5th").replace("2024", "2025").replace("endorsed", "adopted")
TALK = "1. The Council read a poem. The Council painted walls green.\n\n2. The Council planted lilies near ponds.\n\n3. Violins sounded."


def test_the_next_statement_of_a_forum_is_its_successor() -> None:
    verdict = judge(read(STATEMENT), other(LATER))
    assert verdict.verdict is Verdict.SUCCESSOR and verdict.holds and 0.9 < verdict.similarity <= 1


def test_a_press_release_is_another_kind() -> None:
    verdict = judge(read(STATEMENT), other(PRESS))
    assert verdict.verdict is Verdict.DIFFERENT_KIND and not verdict.holds
    assert "a joint statement" in verdict.reason and "press release" in verdict.reason


def test_texts_on_other_subjects_are_unrelated() -> None:
    assert judge(read(STATEMENT), other(TALK, forum="garden")).verdict is Verdict.UNRELATED


def test_texts_in_two_languages_are_unrelated() -> None:
    french = "1. Les ministres ont salué le plan pour les ports et ont pris note des travaux sur les câbles et les douanes.\n\n2. Ils ont remercié le pays hôte pour son accueil dans la ville et se sont séparés."
    assert tell_language(read(french).text) == "fr"
    assert judge(read(STATEMENT), other(french)).verdict is Verdict.UNRELATED


def test_another_forum_on_like_subjects_is_related() -> None:
    assert judge(read(STATEMENT), other(LATER, forum="coast")).verdict is Verdict.RELATED


def test_another_edition_of_the_same_day_is_a_version() -> None:
    assert judge(read(STATEMENT), read(STATEMENT.replace("noted", "took note of"))).verdict is Verdict.VERSION


def test_the_forum_comes_from_the_folder_else_from_the_words() -> None:
    document = read_bytes(STATEMENT.encode(), "harbour/s.txt")
    assert read_masthead(document).meeting.forum == "harbour"
    words = read_bytes(b"The Federal Open Market Committee kept the rate.", "s.txt")
    assert read_masthead(words).meeting.forum == "fomc"
    assert read_masthead(read_bytes(b"It met. It rose.", "s.txt")).meeting.forum == "unknown"


def test_a_line_of_the_press_office_is_no_title(tmp_path: Path) -> None:
    path = tmp_path / "release.md"
    path.write_text(
        "Contact: Ana Reef (+99-1-2345)\n\n## Harbour Ministers Hold First Meeting\n\n"
        "The harbour ministers met on 3 May 2031 and adopted a statement, the office said.\n",
        encoding="utf-8",
    )
    assert read_masthead(read_document(path)).title == "Harbour Ministers Hold First Meeting"


def test_a_title_cut_in_two_is_whole() -> None:
    head = "Decision 4/CP.31\n\nEnhanced programme on harbours and their night\n\nwatch plan\n\n"
    made = read(f"{head}The Conference of the Harbours,\n\n1. Decides to keep a lamp in every harbour;\n")
    assert made.title == "Decision 4/CP.31: Enhanced programme on harbours and their night watch plan"
