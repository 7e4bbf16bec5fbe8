"""The lexicons: forms, order, overriding, and mistakes named with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.lexicons.verb_forms import Form, forms
from rapporteur.compare.model import Strength
from rapporteur.compare.store.series import compare_neighbours, read_series
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.cli import main
from strength_cases import statement


def own(folder: Path, text: str, name: str = "verbs") -> Path:
    (folder / "lexicons").mkdir()
    (folder / "lexicons" / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        ("welcome", {"welcome", "welcomes", "welcomed", "welcoming"}),
        ("commit", {"commit", "commits", "committed", "committing"}),
        ("stress", {"stress", "stresses", "stressed", "stressing"}),
        ("ratify", {"ratify", "ratifies", "ratified", "ratifying"}),
        ("agree", {"agree", "agrees", "agreed", "agreeing"}),
    ],
)
def test_a_verb_has_its_forms(verb: str, expected: set[str]) -> None:
    assert set(forms(verb, {})) == expected


def test_an_irregular_verb_says_its_own() -> None:
    assert forms("take", {"past": "took", "participle": "taken"})["took"] is Form.PAST


def test_every_verb_of_the_ladder_has_a_source() -> None:
    assert all(grade.source for _, grade in read_lexicon().grades())


def test_every_tier_from_one_to_seven_has_a_verb() -> None:
    assert {grade.tier for _, grade in read_lexicon().grades()} == {None, 1, 2, 3, 4, 5, 6, 7}


def test_a_workspace_adds_replaces_and_takes_away(tmp_path: Path) -> None:
    folder = own(
        tmp_path,
        '[verbs]\n"galvanise" = { tier = 6, source = "us" }\n"welcome" = { tier = 4 }\n"note" = { off = true }\n',
    )
    lexicon = read_lexicon(folder)
    made = statement("Ministers galvanised the fleet, welcomed the plan and noted the chart.")
    assert [(a.lemma, a.tier) for a in read_acts(made, lexicon).clauses[0].acts] == [
        ("galvanise", 6),
        ("welcome", 4),
    ]


def test_a_workspace_without_lexicons_has_the_shipped_ones(tmp_path: Path) -> None:
    assert read_lexicon(tmp_path).grades() == read_lexicon().grades()


MISTAKES = {
    '[verbs]\n"note" = { tier = 1 }\n"nod" = { tier = 9 }\n': (3, "'9'"),
    '[verbs]\n"nod" = { teir = 1 }\n': (2, "'teir'"),
    '[verbs]\n"nod" = 4\n': (2, "'4'"),
    '[verbs]\n"nod" = { tier = 1, restated = true }\n': (2, "exactly one"),
    '[verbs]\n"nod" = { tier = 1, rank = 2 }\n': (2, "'2'"),
    '[verbs]\n"nod" = { source = "us" }\n': (2, "exactly one"),
}


@pytest.mark.parametrize("text", MISTAKES)
def test_a_mistake_is_named_with_file_line_and_value(tmp_path: Path, text: str) -> None:
    line, quoted = MISTAKES[text]
    with pytest.raises(WorkspaceError) as error:
        read_lexicon(own(tmp_path, text))
    assert f"verbs.toml, line {line}:" in str(error.value)
    assert quoted in str(error.value)


def test_broken_toml_and_a_wrong_weight_are_named_too(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="line 2"):
        read_lexicon(own(tmp_path, "[verbs]\nnote = = 1\n"))
    (tmp_path / "b").mkdir()
    with pytest.raises(WorkspaceError, match=r"hedges.toml, line 2: 'as fit' weighs '7'"):
        read_lexicon(own(tmp_path / "b", '[hedges]\n"as fit" = 7\n', "hedges"))


def test_an_unknown_profile_names_those_there_are() -> None:
    with pytest.raises(WorkspaceError, match="un-decision"):
        read_lexicon().profile("statement", "choir")


def test_the_command_lists_verbs_with_tier_and_source() -> None:
    shown = CliRunner().invoke(main, ["lexicon", "--tier", "5"])
    assert shown.exit_code == 0
    assert "instruct" in shown.output and "LRI" in shown.output and "welcome" not in shown.output


def test_the_command_shows_the_verbs_that_no_lexicon_knows(tmp_path: Path) -> None:
    folder = tmp_path / "statements" / "tidewater"
    folder.mkdir(parents=True)
    text = "Joint Statement\n\nPort Amber, 2 May 2030\n\n1. The Ministers galvanised the coast guards.\n\n2. The Ministers welcomed the plan.\n"
    (folder / "2030-05-02.md").write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(main, ["lexicon", "--unknown", "--data", str(tmp_path)])
    assert shown.exit_code == 0, shown.output
    assert "galvanised" in shown.output and "coast guards" in shown.output and "welcomed" not in shown.output


HEADED = "Joint Statement of the {n} Tidewater Meeting\n\nPort Amber, 2 May {year}\n\n1. {act} members to share their tide tables.\n\n2. We met.\n"


OWN_RANKS = '[verbs]\n"invite" = { tier = 3, rank = 1.0 }\n"urge" = { tier = 3, rank = 0.1 }\n'


@pytest.mark.parametrize(("words", "expected"), [("", Strength.STRONGER), (OWN_RANKS, Strength.WEAKER)])
def test_a_workspace_s_own_ranks_decide_what_grew_stronger(
    tmp_path: Path, words: str, expected: Strength
) -> None:
    folder = own(tmp_path, words) / "tidewater"
    folder.mkdir()
    for n, year, act in (("First", 2030, "We invite"), ("Second", 2031, "We urge")):
        (folder / f"{year}-05-02-statement.md").write_text(HEADED.format(n=n, year=year, act=act), "utf-8")
    workspace = open_workspace(tmp_path, cache=False)
    (comparison,) = compare_neighbours(workspace, read_series(workspace, "tidewater"), force=True)
    assert [c.strength for c in comparison.changes if c.strength_reasons] == [expected]


def test_a_harvest_lists_the_verbs_of_the_authors_with_counts_and_where_they_stand(tmp_path: Path) -> None:
    for name, verb in (("a", "welcome"), ("b", "welcome"), ("c", "gallivant")):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "one.txt").write_text(
            f"Joint Statement\n\n1 May 2030\n\nWe {verb} the pilots of the sea.\n", "utf-8"
        )
    shown = CliRunner().invoke(main, ["lexicon", "--harvest", str(tmp_path)])
    rows = [line.split()[:4] for line in shown.output.splitlines()]
    assert ["2", "2", "welcome", "2"] in rows
    assert ["1", "1", "gallivant", "unknown"] in rows


@pytest.mark.parametrize(
    ("name", "text", "word"),
    [
        ("verbs", "[verbz]\nwelcome = { tier = 2 }\n", "no table 'verbz'"),
        ("voices", '[own]\npronouns = "we"\n', "no list of words"),
        ("partners", "[aliases]\nNL = 3\n", "a name in quotes"),
        (
            "events",
            '["Reed Forum"]\nnames = ["Reed"]\n["Reed Forum".days]\n3 = ["2030-13-01", "2030-12-02"]\n',
            "series of events",
        ),
    ],
)
def test_a_lexicon_that_breaks_its_schema_is_named(tmp_path: Path, name: str, text: str, word: str) -> None:
    with pytest.raises(WorkspaceError, match=f"{name}.toml, line 1.*{word}|{name}.toml, line 2.*{word}"):
        read_lexicon(own(tmp_path, text, name))
