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
from rapporteur.compare.text.numerals import ordinal_value
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


def head(text: str, name: str = "file.txt", folder: str = "1x") -> dict[str, str]:
    """The facts of the masthead of a text that lies in a folder that says nothing."""
    document = read_bytes(text.encode(), f"{folder}/{name}")
    return {fact.name: fact.value for fact in read_masthead(document).detected}


@pytest.mark.parametrize(
    ("text", "facts"),
    [
        (
            "Minutes of the Mill Policy Council meeting held on 6 May 2031\n\nMembers observed that the European Central Bank had kept its rates in April.\n",
            {"forum": "mill-policy-council", "date": "2031-05-06", "kind": "minutes", "place": None, "number": None},
        ),
        (
            "Record of the discussion of the Board of the Mill Bank held in Arden on Monday and Tuesday, 5-6 May 2031\n\nThe Board agreed to rest.\n",
            {"place": "Arden", "date": "2031-05-06", "kind": "minutes"},
        ),
        (
            "Minutes of the Mill Board Meeting\nMay 2031\n\n1. Date of meeting: Monday, May 5, 2031\n2. Place: Mill Board Room, 3F, Arden\n\nThe Board agreed to rest.\n",
            {"place": "Arden", "date": "2031-05-05", "title": "Minutes of the Mill Board Meeting May 2031"},
        ),
        (
            "Minutes of the Mill Committee, May 5 to 7, 2031\n\nThe fifty third meeting of the Mill Committee was held. Prices in Bray’s markets rose at the June meeting.\n",
            {"number": "53", "place": None, "date": "2031-05-07"},
        ),
        (
            "Resolution of the Sixty-second Mill Health Assembly\n28 May 2031\n\n1. URGES members to grind.\n",
            {"number": "62", "kind": "decision", "date": "2031-05-28"},
        ),
        ("REPUBLIC OF ARDEN\n\nINTER-MILL TASK FORCE FOR THE CARE OF PONDS\n\nRESOLUTION NO. 12\nMay 4, 2031\n\nON THE PONDS\n\nWHEREAS, the ponds are low;\n\n1. The ponds shall rest.\n", {"forum": "inter-mill-task-force", "number": "12", "date": "2031-05-04", "kind": "decision"}),
        ("Measure 5 (2031) - Mill Treaty Meeting XLII, Bray\n\nThe Wardens,\n\nDecide to grind.\n", {"number": "42", "place": "Bray"}),
        ("Joint Statement\n\nThe Ministers met in Coll for the 12th time. They agreed to grind.\n", {"number": "12", "place": "Coll"}),
        ("Leaders' Statement to Mark the Second Anniversary of the Mill Pact\n\nWe met in Arden for our third in-person summit.\n", {"number": None}),
        (
            "PRESS RELEASE\n\nMILL BOARD LEAVES THE LEVY\n\n1. The Board agreed to leave the levy.\n\n2. The Board will hold its next session on August 4, 2031.\n\nArden, July 7, 2031.\n",
            {"date": "2031-07-07", "place": "Arden"},
        ),
        (
            "Not for release before noon on Monday, July 9, 2031.\n\nJuly 9, 2031\nBank of Arden\n\nMinutes of the\nMill Rate Meeting\non May 5 and 6, 2031\n\n(Translation by the staff)\n\n"
            "A meeting was held in the Head Office of the Bank in Bray on Monday, May 5, 2031.\n\nMembers agreed to rest.\n",
            {"title": "Minutes of the Mill Rate Meeting on May 5 and 6, 2031", "kind": "minutes", "place": "Bray", "date": "2031-05-06"},
        ),
        (
            "Statement of the Mill Bank Board\n4 May 2031\n\nThe Board decided to raise the key rate by 50 basis points to 6% per annum.\n",
            {"kind": "central-bank", "forum": "mill-bank-board"},
        ),
        ("Communiqué final de la 14e Réunion des Ministres des moulins\n\nArden, 9 et 10 février 2031\n\nLes Ministres se sont réunis à Arden.\n", {"number": "14", "place": "Arden", "date": "2031-02-10", "kind": "communique"}),
        ("Declaración de la XVIII Cumbre de Molinos\n\nSan Tadeo, 3 y 4 de junio de 2031\n\nLos Jefes acordaron moler.\n", {"number": "18", "place": "San Tadeo", "date": "2031-06-04", "kind": "declaration"}),
        ("5 de marzo de 2031\nComunicado de Prensa\n\nEl Consejo decidió subir en 25 puntos base la tasa de referencia a un nivel de 5%.\n", {"date": "2031-03-05", "kind": "central-bank"}),
        ("Joint Statement\n\nWe recalled the accord signed in Bray on 3 May 2020 and will meet next on 7 May 2033 in Coll.\n", {"date": None, "place": None}),
        ("Joint Statement of the 4th Meeting of Mill Wardens\n\nArden, 4 May 2031\n\nSafety of wheels\n\n1. The Meeting agreed1 to grind by the end of 2032.2\n\n1 Bray was absent.\n2 Of the valley.\n", {"title": "Joint Statement of the 4th Meeting of Mill Wardens"}),
        ("Joint Statement of the 4th Meeting of Mill Wardens\n\nArden\n4 May 2031\n\nWe met.\n\nThe 5th Meeting of Mill Wardens will be held in Bray in 2032.\n", {"next meeting": "no. 5, Bray, 2032", "place": "Arden"}),
    ],
)  # fmt: skip
def test_the_masthead_reads_cues_of_this_meeting_and_of_no_other(
    text: str, facts: dict[str, str | None]
) -> None:
    found = head(text)
    assert {name: found.get(name) for name in facts} == facts


def test_the_day_in_the_text_comes_before_the_file_s_and_a_disagreement_is_told() -> None:
    found = head("Joint Statement\n\nArden, 4 May 2031\n\nWe met.\n", "2031-05-06-statement.txt")
    assert (found["date"], found["another date"]) == ("2031-05-04", "2031-05-06")


def test_the_day_of_publication_is_not_the_meeting_s() -> None:
    page = "<html><body><p>Published: 6 May 2031</p><h1>Joint Statement of the Mill Wardens</h1><p>Arden, 4 May 2031</p><p>1. We agreed to grind.</p></body></html>"
    assert head(page, "file.html")["date"] == "2031-05-04"


def test_front_matter_that_is_folded_over_lines_is_one_title() -> None:
    text = "---\ntitle: \"Chair\\u2019\\\n  s Summary of the\\\n  \\ Mill Forum\"\ndate: '2031-05-04'\n---\n\nThe Chair met the wardens.\n"
    assert head(text, "file.md")["title"] == "Chair’s Summary of the Mill Forum"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("le 1er mars 2031", "2031-03-01", "2031-03-01"),
        ("du 9 au 10 février 2031", "2031-02-09", "2031-02-10"),
        ("3 y 4 de junio de 2031", "2031-06-03", "2031-06-04"),
        ("7 de março de 2031", "2031-03-07", "2031-03-07"),
    ],
)
def test_days_of_other_languages(text: str, first: str, last: str) -> None:
    assert [(days.first, days.last) for days in find_days(text)] == [(first, last)]


@pytest.mark.parametrize(
    ("text", "forum", "number", "place", "date", "kind"),
    [
        ("Déclaration conjointe de la 4e réunion des ministres du Moulin\n\nArden, le 20 mars 2031\n\n1. La réunion a décidé de créer un registre.\n",
         "ministres-du-moulin", "4", "Arden", "2031-03-20", "statement"),
        ("COMMUNIQUÉ FINAL\n\nXVIe Sommet des chefs d'État du Moulin\n\nBray, 12-13 octobre 2030\n\n1. Nous avons décidé de garder la rivière.\n",
         "chefs-d-etat-du-moulin", "16", "Bray", "2030-10-13", "communique"),
        ("Procès-verbal de la trente-deuxième réunion du Comité des barrages\n\ntenue à Arden, le mardi 5 mai 2030\n\n1. Le Comité a noté le rapport.\n",
         "comite-des-barrages", "32", "Arden", "2030-05-05", "minutes"),
        ("Declaración conjunta de la 4.ª Reunión de Ministros del Molino\n\nArden, 20 de marzo de 2031\n\n1. La Reunión acordó crear un registro.\n",
         "ministros-del-molino", "4", "Arden", "2031-03-20", "statement"),
        ("Acta de la trigésima segunda reunión del Comité de Presas\n\ncelebrada en Arden el 5 de mayo de 2030\n\n1. El Comité tomó nota del informe.\n",
         "comite-de-presas", "32", "Arden", "2030-05-05", "minutes"),
        ("Resolución 14/2030\n\nLa Conferencia, reunida en Bray del 3 al 5 de julio de 2030,\n\n1. Decide crear un fondo.\n",
         "unknown", "14", "Bray", "2030-07-05", "decision"),
        ("Declaração conjunta da 4ª Reunião de Ministros do Moinho\n\nArden, 20 de março de 2031\n\n1. Os Ministros decidiram criar um registo.\n",
         "ministros-do-moinho", "4", "Arden", "2031-03-20", "statement"),
    ],
)  # fmt: skip
def test_mastheads_in_other_languages(
    text: str, forum: str, number: str, place: str, date: str, kind: str
) -> None:
    told = head(text)
    assert [told.get(name, "") for name in ("forum", "number", "place", "date", "kind")] == [
        forum,
        number,
        place,
        date,
        kind,
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("onzième", 11), ("dix-septième", 17), ("vingt et unième", 21), ("soixante-dixième", 70), ("quatre-vingt-onzième", 91),
        ("cinquantième", 50), ("décimo tercera", 13), ("decimotercera", 13), ("undécima", 11), ("vigésimo primer", 21),
        ("quadragésima quinta", 45), ("nonagésimo", 90), ("forty-ninth", 49), ("moulin", 0), ("trigésima mesa", 0),
    ],
)  # fmt: skip
def test_ordinals_in_words(words: str, value: int) -> None:
    assert ordinal_value(words) == value


@pytest.mark.parametrize(
    ("text", "forum"),
    [
        ("MONETARY POLICY STATEMENT\n\nAda Quern, President of the ECB\n\n4 May 2031\n\nGood afternoon. We kept the rates.\n", "ecb"),
        ("Monetary policy decisions\n\n4 May 2031\n\nThe Governing Council today decided to lower the three key ECB interest rates by 25 basis points.\n", "ecb"),
        ("Minutes of the Weir Policy Council\n\n4 May 2031\n\nThe Council kept the toll. The ECB had kept its interest rates in April.\n", "weir-policy-council"),
        ("Monetary Policy Decision\n\n4 May 2031\n\nThe Board kept the cash rate at 2 per cent.\n\nMedia Office\nMill Bank of Arden\nPhone: 12 34\n", "mill-bank-of-arden"),
        ("Mill Task Force for the Weirs Resolution No. 28\n\n4 May 2031\n\nWHEREAS, the weir is old;\n", "mill-task-force-for-the-weirs"),
    ],
)  # fmt: skip
def test_who_speaks_is_read_from_its_head_its_decision_or_its_letterhead(text: str, forum: str) -> None:
    assert head(text)["forum"] == forum


def test_a_place_above_its_day_and_a_chair_that_was_handed_over() -> None:
    told = head("Chair's Statement on the Mill Meeting\n\nArden Falls, Coll\n\nMay 16-17, 2031\n\nWe met as friends.\n")  # fmt: skip
    assert (told["place"], told["date"]) == ("Arden Falls, Coll", "2031-05-17")
    text = "Coll Concludes its Year\n\nColl, as the Chair of the 4th Mill Ministers Meeting, has handed over the chair to Bray.\n"
    assert "number" not in head(text)
