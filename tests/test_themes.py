"""Themes: words make them, places hand them on, offices and lists do not."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Clause, Meeting, Statement, StatementKind
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.compare.themes.assign import assign_themes, heading_of, heading_shares, theme_shares
from rapporteur.compare.themes.lexicon import ThemeLexicon, ThemeWords, read_theme_lexicon
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.briefing.sections import limited
from rapporteur.reports.cli import main
from rapporteur.reports.export.holdings import read_holding
from rapporteur.reports.site.forums import forum_index
from sample import DATA, compared, statements


def statement(*clauses: Clause, title: str = "Joint statement", forum: str = "harbour-club") -> Statement:
    return Statement(Meeting(forum), StatementKind.STATEMENT, title, "", clauses, "a.txt", "")


def clause(text: str, paragraph: str = "1", **facts: str) -> Clause:
    return Clause(
        f"x#{paragraph}.{len(text)}", paragraph, facts.pop("section", ""), text, 0, len(text), **facts
    )  # type: ignore[arg-type]


def themes_of(*clauses: Clause, **about: str) -> list[set[str]]:
    return [{t.id for t in c.themes} for c in assign_themes(statement(*clauses, **about)).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We welcome the roll-out of broadband to schools.", {"connectivity", "people-education"}),
        ("Ministers endorsed guidance on AI.", {"ai"}),
        ("Greenhouse gas emissions must fall.", {"climate-mitigation"}),
        ("The Committee decided to lower the policy rate.", {"monetary-policy"}),
        ("Inflation eased.", {"prices"}),
        ("Producers will adjust output by two million barrels per day.", {"energy"}),
        ("The Assembly adopted limits for ballast water.", {"environment"}),
        ("We condemn the missile launches.", {"peace-security", "nonproliferation"}),
        ("The next meeting will take place in spring.", {"meeting"}),
        ("Ministers adopted the terms of reference of the network.", {"institution"}),
    ],
)
def test_a_decisive_phrase_makes_its_theme(text: str, expected: set[str]) -> None:
    assert themes_of(clause(text)) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Better rules improve the business climate.",
        "The officials aid one another.",
        "It was a good day.",
        "Those who came were glad.",
    ],
)
def test_words_that_only_look_like_a_theme_give_none(text: str) -> None:
    assert not themes_of(clause(text))[0] & {"climate-mitigation", "ai", "health", "data-governance"}


def test_an_office_says_who_and_not_what_about() -> None:
    chaired = clause("Her Excellency, Minister for Health and Fisheries, Norway, chaired the meeting.")
    assert themes_of(chaired) == [{"meeting"}]


def test_hints_make_no_subject_beside_who_met_where() -> None:
    led = clause("The delegation was led by Ms Ore and comprised officials of the waste and water boards.")
    assert themes_of(led) == [{"meeting"}]


def test_a_general_phrase_yields_to_a_special_theme() -> None:
    assert themes_of(clause("We will tackle climate change.")) == [{"climate-mitigation"}]
    assert themes_of(clause("Adaptation must go on as we tackle climate change.")) == [{"climate-adaptation"}]


def test_a_long_list_of_names_is_no_subject() -> None:
    listed = clause("Albania, Belgium, Israel, Kenya, Syria, Ukraine, Yemen and Zambia took part.")
    assert themes_of(listed) == [set()]


def test_an_entry_of_a_list_shares_the_subject_of_its_lead() -> None:
    entry = clause("more of them;", lead="We will build broadband networks:", label="(a)")
    assert themes_of(entry) == [{"connectivity"}]


def test_a_lead_about_procedure_hands_nothing_on() -> None:
    entry = clause("more of them;", lead="We adopted terms of reference:", label="(a)")
    assert themes_of(entry) == [set()]


def test_a_sentence_that_points_back_shares_the_subject_before_it() -> None:
    assert themes_of(clause("We endorsed guidance on AI."), clause("The Guide will help."))[1] == {"ai"}


def test_a_sentence_of_another_paragraph_does_not() -> None:
    assert themes_of(clause("We endorsed guidance on AI."), clause("The Guide will help.", "2"))[1] == set()


def test_a_heading_themes_what_its_own_words_do_not() -> None:
    assert themes_of(clause("We will do more.", section="Food security")) == [{"food-agriculture"}]


def test_the_subject_of_a_whole_statement_reaches_what_nothing_else_themes() -> None:
    many = [clause(f"Women lead in field {i}.", str(i)) for i in range(9)]
    assert themes_of(*many, clause("We will do more.", "10"))[-1] == {"gender"}


def test_a_short_statement_has_no_subject_of_its_own() -> None:
    assert themes_of(clause("Women lead."), clause("We will do more.", "2"))[-1] == set()


def test_a_body_is_no_partner_of_itself() -> None:
    text = clause("We deepen cooperation with Japan.")
    assert themes_of(text) == [{"partners"}]
    assert themes_of(text, title="Statement of Japan and Norway") == [set()]


def test_an_abbreviation_that_the_text_defines_is_read_in_full() -> None:
    said = statement(clause("The RHX met its targets."))
    assert not assign_themes(said).clauses[0].themes
    defined = replace(said, abbreviations=(("RHX", "Regional Hydrogen Exchange"),))
    assert [t.id for t in assign_themes(defined).clauses[0].themes] == ["energy"]


def test_an_abbreviation_that_the_text_defines_as_something_else_has_not_the_lexicons_meaning() -> None:
    said = statement(clause("The NDC met its targets."))
    assert [t.id for t in assign_themes(said).clauses[0].themes] == ["climate-mitigation"]
    organ = replace(said, abbreviations=(("NDC", "Network Defence Council"),))
    assert not assign_themes(organ).clauses[0].themes
    same = replace(said, abbreviations=(("NDC", "nationally determined contribution"),))
    assert [t.id for t in assign_themes(same).clauses[0].themes] == ["climate-mitigation"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Meeting expressed appreciation for the repair of the pier.", set()),
        ("The Meeting was chaired by the host.", {"meeting"}),
        ("The Meeting agreed to hold its Tenth Meeting in the north.", {"meeting"}),
    ],
)
def test_who_speaks_is_no_subject(text: str, expected: set[str]) -> None:
    assert themes_of(clause(text)) == [expected]


def test_whoever_is_named_under_a_heading_on_partners_is_meant_as_one() -> None:
    text = "The Meeting welcomed what Japan brought to the harbours."
    assert themes_of(clause(text, section="Cooperation with dialogue partners")) == [{"partners"}]
    assert themes_of(clause(text, section="Harbours and piers")) == [set()]


def test_the_name_of_a_partner_says_nothing_of_the_subject() -> None:
    text = "We renewed our partnership with the International Telecommunication Union."
    assert themes_of(clause(text)) == [{"partners"}]


def test_partners_of_a_workspace_are_known_by_all_their_names(tmp_path: Path) -> None:
    file = tmp_path / "partners.toml"
    file.write_text(
        '[countries]\nnames = ["Free Ports of Talvane"]\n[aliases]\n"FPT" = "Free Ports of Talvane"\n',
        encoding="utf-8",
    )
    lexicon = read_theme_lexicon(None, file)
    for name in ("the Free Ports of Talvane", "FPT"):
        (clause_read,) = assign_themes(
            statement(clause(f"We deepen cooperation with {name}.")), lexicon
        ).clauses
        assert [t.id for t in clause_read.themes] == ["partners"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers of Georgia, Iraq and Moldova will take part in the fair.", set()),
        ("The ports of the Asia-Pacific Economic Cooperation were shown.", set()),
        ("Ministers deplored the crisis in Haiti.", {"peace-security"}),
        ("We stand with Ukraine.", {"peace-security"}),
    ],
)
def test_the_name_of_a_country_alone_is_no_subject(text: str, expected: set[str]) -> None:
    assert themes_of(clause(text))[0] & {"peace-security"} == expected


def test_who_we_are_is_no_subject() -> None:
    text = "We, the Leaders of Japan, the Russian Federation and Norway, met for the first time."
    assert themes_of(clause(text)) == [{"meeting"}]
    of_others = "Ministers of Norway discussed trafficking in human beings and welcomed the draft."
    assert themes_of(clause(of_others)) == [{"crime-terrorism"}]


def test_hints_make_no_subject_of_a_whole_statement() -> None:
    hinted = [clause(f"Peace and democracy in field {i}.", str(i)) for i in range(9)]
    assert themes_of(*hinted, clause("We will do more.", "10"))[-1] == set()


def test_an_entry_of_a_list_takes_nothing_from_the_entry_before_it() -> None:
    entries = [
        clause(text, lead="We will:", label=label)
        for text, label in (("use solar power;", "(a)"), ("do more.", "(b)"))
    ]
    assert themes_of(*entries) == [{"energy"}, set()]


def test_a_lead_says_more_than_the_hints_of_its_entries() -> None:
    entry = clause(
        "lending boats to households and on their incomes;",
        lead="We connect remote communities:",
        label="(a)",
    )
    assert themes_of(entry) == [{"inclusion-skills"}]
    assert themes_of(clause("Households saw their incomes rise.")) == [{"economy"}]


def test_every_theme_has_a_reason_from_the_text_and_a_similarity_in_range() -> None:
    (themed,) = assign_themes(statement(clause("We protect forests and cut methane."))).clauses
    assert {t.reason for t in themed.themes} == {"forests", "methane"}
    assert all(0 <= t.similarity <= 1 for t in themed.themes)


def test_theming_twice_changes_nothing() -> None:
    once = assign_themes(statement(clause("We protect forests."), clause("It helps.")))
    assert assign_themes(once) == once


def test_shares_count_words_and_name_the_unthemed() -> None:
    shares = theme_shares(assign_themes(statement(clause("Forests matter."), clause("So be it, then.", "2"))))
    assert shares == {"": 4 / 6, "environment": 2 / 6}


def test_every_shipped_theme_finds_its_own_decisive_phrases() -> None:
    for theme in read_theme_lexicon().themes:
        plain = [p for p in theme.decisive if not set(p) & set("*{|^.")]
        assert plain, theme.id


def test_a_workspace_adds_themes_and_words_and_drops_some(tmp_path: Path) -> None:
    file = tmp_path / "themes.toml"
    file.write_text(
        '[[theme]]\nid = "lighthouses"\ndecisive = ["lighthouse"]\n'
        '[[theme]]\nid = "ai"\ndecisive = ["thinking machine"]\ndrop = ["machine learning"]\n',
        encoding="utf-8",
    )
    lexicon = read_theme_lexicon(file)
    said = statement(clause("A lighthouse with a thinking machine."), clause("Machine learning.", "2"))
    found = [{t.id for t in c.themes} for c in assign_themes(said, lexicon).clauses]
    assert found == [{"lighthouses", "ai"}, set()]
    assert lexicon.names["ai"] == "Artificial intelligence"


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[[theme]", "not valid TOML"),
        ('[[theme]]\nid = "Two Words"\n', "'Two Words'"),
        ('[[theme]]\nid = "x"\nwords = ["a"]\n', '"words"'),
        ('[[theme]]\nid = "x"\nhints = [3]\n', "3 is no phrase"),
        ('[[theme]]\nid = "x"\nhints = ["of {nobody}"]\n', "{nobody}"),
    ],
)
def test_a_mistake_in_a_lexicon_is_named_with_its_file(tmp_path: Path, content: str, named: str) -> None:
    file = tmp_path / "themes.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError, match=r"themes\.toml") as caught:
        read_theme_lexicon(file)
    assert named in str(caught.value)


def test_two_hints_make_a_theme_and_one_does_not() -> None:
    lexicon = ThemeLexicon((ThemeWords("boats", "Boats", hints=("oar", "keel")),))
    said = statement(clause("An oar, a keel."), clause("An oar.", "2"), clause("An oar, an oar.", "3"))
    assert [bool(c.themes) for c in assign_themes(said, lexicon).clauses] == [True, False, False]


def test_hints_yield_to_another_theme_that_a_phrase_decides() -> None:
    lexicon = ThemeLexicon(
        (
            ThemeWords("boats", "Boats", hints=("oar", "keel")),
            ThemeWords("birds", "Birds", decisive=("heron",)),
        )
    )
    (themed,) = assign_themes(statement(clause("A heron on an oar and a keel.")), lexicon).clauses
    assert [t.id for t in themed.themes] == ["birds"]


# ----------------------------------------------------------------------------------- the statement's own headings


def test_headings_are_a_theming_of_their_own() -> None:
    latest = statements()["vedim", "2025-02-14"]
    shares = heading_shares(latest)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["A Secure Digital Community"] > 0.1, "a number is taken away, an article is not"
    assert "From the Roadmap 2025 to the Roadmap 2030" in shares


@pytest.mark.parametrize("printed", ["IV. Trade", "4. Trade", "4.2 Trade", "B) Trade", "Trade:", "Trade"])
def test_a_heading_is_the_same_whatever_its_number(printed: str) -> None:
    clause = replace(statements()["vedim", "2025-02-14"].clauses[3], section=printed)
    assert heading_of(clause) == "Trade"


def test_headings_show_in_themes_in_the_briefing_and_on_the_site(tmp_path: Path) -> None:
    runner = CliRunner()
    asked = ["themes", "--data", str(DATA), "--forum", "vedim", "--by", "heading"]
    text = runner.invoke(main, asked).output
    assert "No Island Left Offline" in text and "(no heading)" in text
    (answer,) = [json.loads(runner.invoke(main, [*asked, "-f", "json"]).output)]
    assert answer["by"] == "heading" and len(answer["statements"]) == 5
    by_heading = limited(
        make_briefing(compared("vedim", "2024-02-23", "2025-02-14")),
        short=False,
        annex="changed",
        order="heading",
    )
    titles = [group.title for group in by_heading.groups]
    assert "Connectivity Across the Islands" in titles and len(titles) == len(set(titles))
    assert sum(len(group.rows) for group in by_heading.groups) == len(by_heading.rows)
    holding = read_holding(open_workspace(DATA), "vedim")
    page = forum_index(holding, {}, {})
    section = next(section for section in page.sections if section.id == "headings")
    assert "No Island Left Offline" in [line.cells[0].text for line in section.lines]


# ------------------------------------------------------------------------------------ confidence and corrections


def test_confidence_follows_the_way_a_theme_was_given() -> None:
    themes = [t for s in statements().values() for c in s.clauses for t in c.themes]
    assert all(0 < t.confidence < 1 for t in themes)
    by_heading = {t.confidence for t in themes if t.reason == "the heading"}
    by_words = {t.confidence for t in themes if ", " in t.reason}
    assert by_words and max(by_heading, default=0) < min(by_words)


def test_read_applies_the_corrections_of_the_workspace_that_holds_the_file(tmp_path: Path) -> None:
    home = shutil.copytree(DATA, tmp_path / "home")
    file = home / "statements" / "vedim" / "2025-02-14-10th-vedim-joint-statement.md"
    clause = statements()["vedim", "2025-02-14"].clauses[4]
    (home / "themes-corrections.toml").write_text(
        f'[[correction]]\naddress = "{clause.address}"\nbegins = "{clause.text[:30]}"\nadd = ["health"]\n'
        'by = "A. Officer"\nwhy = "meant for clinics"\n',
        encoding="utf-8",
    )
    told = "theme: health (1.00: set by A. Officer: meant for clinics)"
    assert told in CliRunner().invoke(main, ["read", str(file)]).output
    alone = shutil.copy(file, tmp_path / file.name)
    assert told not in CliRunner().invoke(main, ["read", str(alone)]).output


def test_a_whole_sentence_before_a_list_says_nothing_of_its_entries() -> None:
    lead = "Norland will commence purchases of natural gas upon completion of the pipe."
    entry = clause("Norland commits to high levels of environmental protection.", lead=lead)
    assert themes_of(entry) == [{"environment"}]
    stem = "On natural gas, the parties will:"
    assert themes_of(clause("lower their dues;", lead=stem)) == [{"energy"}]
