"""Whether what a clause binds to grew or shrank: the prose cases, and the laws that hold for any wording."""

from __future__ import annotations

from pathlib import Path

import pytest
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.lexicons.load import read_lexicon
from rapporteur.compare.model import StatementKind, Strength, Substance
from rapporteur.compare.redlines.redline import redline
from rapporteur.compare.strength.compare import weigh
from rapporteur.compare.strength.substance import fold, scale_findings
from rapporteur.reports.briefing.build import make_briefing
from strength_cases import pairs_of, statement, weighed

CASES = Path(__file__).parent / "cases" / "substance.txt"
OPPOSITE = {
    Substance.MORE: Substance.LESS,
    Substance.LESS: Substance.MORE,
    Substance.MIXED: Substance.MIXED,
    Substance.SAME: Substance.SAME,
    Substance.NA: Substance.NA,
}


@pytest.mark.parametrize("case", pairs_of(CASES), ids=lambda case: case["case"])
def test_a_case_binds_to_more_or_less_as_an_officer_would_say(case: dict[str, str]) -> None:
    verdict, reason = (part.strip() for part in case["is"].split(" | "))
    found = weighed(case["old"], case["new"])
    assert found.substance.value == verdict, found
    assert bool(found.substance_reasons) == (reason != "-"), found
    assert reason == "-" or any(reason in why for why in found.substance_reasons), found


@pytest.mark.parametrize("case", pairs_of(CASES), ids=lambda case: case["case"])
def test_a_case_turned_round_gives_the_opposite(case: dict[str, str]) -> None:
    there, back = weighed(case["old"], case["new"]), weighed(case["new"], case["old"])
    assert back.substance is OPPOSITE[there.substance]


@pytest.mark.parametrize("case", pairs_of(CASES), ids=lambda case: case["case"])
def test_a_wording_against_itself_binds_to_the_same(case: dict[str, str]) -> None:
    for text in (case["old"], case["new"]):
        found = weighed(text, text)
        assert found.substance in (Substance.SAME, Substance.NA)
        assert found.strength in (Strength.SAME, Strength.NA)
        assert not found.substance_reasons


def test_the_verb_and_what_it_binds_to_are_told_apart() -> None:
    found = weighed(
        "The Meeting welcomed the plan to phase out tar boilers.",
        "The Meeting endorsed the plan to phase down tar boilers.",
    )
    assert found.substance is Substance.LESS
    assert any("'endorsed' (tier 4)" in why for why in found.reasons)
    assert not any("endorsed" in why for why in found.substance_reasons)


def test_a_central_bank_binds_to_nothing() -> None:
    found = weighed(
        "The Committee will lower rates.", "The Committee may lower rates.", StatementKind.CENTRAL_BANK
    )
    assert found.strength is Strength.NA


def test_a_workspace_adds_words_to_a_step_and_scales_of_its_own(tmp_path: Path) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "substance.toml").write_text(
        '[degree.steps]\n2 = ["scuttl*"]\n[depth]\nsays = ["deeper", "shallower"]\n[depth.steps]\n1 = ["shallow"]\n2 = ["deep-water"]\n'
    )
    lexicon = read_lexicon(tmp_path)
    old, new = "We will reduce hulks at the shallow pier.", "We will scuttle hulks at the deep-water pier."
    found = [finding.reason for finding in scale_findings(old, new, lexicon.scales)]
    assert "'scuttle' for 'reduce': goes further" in found
    assert "'deep water' for 'shallow': deeper" in found
    assert not list(scale_findings(old, new, read_lexicon().scales))


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("[degree.steps]\ntop = ['x']\n", "steps"),
        ("[degree]\nnear = 'far'\n", "near = 'far'"),
        ("[degree]\nbare = true\n", "bare = 'True'"),
        ("[degree]\nsays = 'more'\n", "says"),
        ("[degree]\nspeed = 1\n", "speed"),
        ("[degree.steps]\n1 = 'x'\n", "a list of words"),
        ("[degree.steps]\n1 = ['*']\n", "a list of words"),
        ("[own.steps]\n1 = ['x']\n", "says"),
        ("[own]\nsays = ['a', 'b']\n", "steps"),
    ],
)
def test_a_mistake_in_the_scales_is_named(tmp_path: Path, text: str, mistake: str) -> None:
    folder = tmp_path / "lexicons"
    folder.mkdir()
    (folder / "substance.toml").write_text(text)
    with pytest.raises(WorkspaceError, match=r"substance\.toml") as error:
        read_lexicon(tmp_path)
    assert mistake in str(error.value)


def test_every_shipped_scale_tells_its_steps_apart() -> None:
    for scale in read_lexicon().scales:
        assert len({*scale.steps.values(), scale.bare} - {0, None}) >= 2, scale.name


def test_hyphens_and_curly_marks_change_nothing() -> None:
    assert fold("Phase‑out of the U.S. fleet’s dues") == fold("phase out of the US fleet's dues")


def test_a_thing_named_before_the_act_is_not_what_is_bound() -> None:
    old = statement("We will continue to light the piers of the outer islands.").clauses
    new = statement(
        "As we underscore storms, wrecks and tides of this winter, we will continue to light the piers of the outer islands.",
        date="2031-05-04",
    ).clauses
    assert weigh(old, new, redline(old[0].text, new[0].text)).substance is Substance.SAME


def test_a_long_pair_of_texts_is_judged_in_bounds() -> None:
    long = "We will light all piers and end all dues immediately. " * 200
    found = list(scale_findings(long, long.replace("all", "some"), read_lexicon().scales))
    assert found and len(found) <= len(long)


def test_a_row_says_apart_from_the_verb_that_what_it_binds_is_less(tmp_path: Path) -> None:
    texts = (
        "1. The Meeting decided that all ports report the wrecks of the strait.\n\n2. The Meeting thanked the people of Saltmere.\n",
        "1. The Meeting decided that some ports report the wrecks of the strait.\n\n2. The Meeting thanked the people of Ebbford.\n",
    )
    files = [tmp_path / f"{year}.txt" for year in (2030, 2031)]
    for file, text in zip(files, texts, strict=True):
        head = f"Joint Statement of the Meeting of Harbour Ministers\n\nSaltmere, 12 March {file.stem}\n\n"
        file.write_text(head + text)
    old, new = (read_statement(file) for file in files)
    comparison = compare_statements(old, new, force=True)
    moved = [change for change in comparison.changes if change.substance is Substance.LESS]
    assert [change.strength for change in moved] == [Strength.SAME]
    rows = make_briefing(comparison, forum_name="Harbour Ministers").rows
    said = [effect for row in rows for effect in row.effects if "the content is" in effect]
    assert said == ["As binding as before, but the content is weaker: “some” for “all”: narrower."]
    assert not [effect for row in rows for effect in row.effects if effect.startswith("“Some”")]


def test_central_banks_minutes_and_unknown_kinds_get_no_strength() -> None:
    kinds = (StatementKind.CENTRAL_BANK, StatementKind.MINUTES, StatementKind.UNKNOWN)
    for kind in kinds:
        old = statement("We welcome the chart of the reefs.", kind=kind)
        new = statement("We endorse the chart of the reefs.", date="2031-05-04", kind=kind)
        changes = compare_statements(old, new, force=True).changes
        assert {change.strength for change in changes} == {Strength.NA}, kind
        assert {change.substance for change in changes} == {Substance.NA}, kind
