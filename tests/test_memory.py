"""What a workspace remembers beyond pairs: corrections, proposals, bodies beside bodies, drafts, and the commands."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.acts.find import read_acts
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.entities.reading import read_mentions
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.history.across import FEWEST_CLAUSES, compare_bodies, discover_themes
from rapporteur.compare.history.drafts import Standing, read_draft
from rapporteur.compare.history.index import Entry, Index
from rapporteur.compare.history.indexing import update_index
from rapporteur.compare.history.record import make_record
from rapporteur.compare.model import Act, Clause, Meeting, Statement, StatementKind, Theme
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.compare.themes.corrections import Correction, correct_themes, read_corrections
from rapporteur.reports.briefing.build import make_briefing
from rapporteur.reports.cli import main
from sample import DATA, compared

HARBOUR = "Ministers agreed that every fishing boat may land its catch in the nearest harbour of the coast."


def statement(forum: str, date: str, *texts: str, theme: str = "environment") -> Statement:
    name = f"{forum}/{date}"
    clauses = tuple(
        Clause(
            f"{name}#{i}", str(i), "", text, 0, len(text), themes=(Theme(theme, 0.5, "sea"),),
            acts=(Act("agreed", "agree", 7),) if "agreed" in text else (),
        )
        for i, text in enumerate(texts, 1)
    )  # fmt: skip
    return Statement(
        Meeting(forum, date=date), StatementKind.STATEMENT, "", "", clauses, f"{forum}/{date}.md", date
    )


def ids(said: Statement) -> list[tuple[str, ...]]:
    return [tuple(theme.id for theme in clause.themes) for clause in said.clauses]


# ---------------------------------------------------------------------------------------- corrections


def test_a_correction_adds_and_removes_and_says_who() -> None:
    said = correct_themes(
        statement("coast", "2020-01-01", HARBOUR, "Another."),
        [
            Correction(
                "coast/2020-01-01#1",
                "Ministers agreed",
                ("food-agriculture",),
                ("environment",),
                "A. N.",
                "fish",
            )
        ],
    )
    assert ids(said) == [("food-agriculture",), ("environment",)]
    assert said.clauses[0].themes[0].reason == "set by A. N.: fish"


def test_a_correction_follows_its_words_when_paragraphs_are_renumbered() -> None:
    said = statement("coast", "2020-01-01", "A new first paragraph.", HARBOUR)
    corrected = correct_themes(said, [Correction("coast/2020-01-01#1", "Ministers agreed", ("health",))])
    assert ids(corrected) == [("environment",), ("health", "environment")]


def test_a_correction_whose_words_are_gone_changes_nothing_and_is_told() -> None:
    said = statement("coast", "2020-01-01", HARBOUR)
    corrected = correct_themes(said, [Correction("coast/2020-01-01#1", "Something else", ("health",))])
    assert ids(corrected) == ids(said)
    assert [d.value for d in corrected.detected] == ["stale"]


def test_corrections_of_a_workspace_are_applied_at_every_reading(tmp_path: Path) -> None:
    (tmp_path / "coast").mkdir()
    file = tmp_path / "coast" / "2020-01-01.md"
    file.write_text(f"# Joint Statement\n\n1 January 2020\n\n1. {HARBOUR}\n", encoding="utf-8")
    bare = read_statement(file, workspace=open_workspace(tmp_path), forum="coast")
    clause = next(c for c in bare.clauses if c.text == HARBOUR)
    (tmp_path / "themes-corrections.toml").write_text(
        f'[[correction]]\naddress = "{clause.address}"\nbegins = "Ministers agreed that"\nadd = ["space"]\n',
        encoding="utf-8",
    )
    again = read_statement(file, workspace=open_workspace(tmp_path), forum="coast")
    assert "space" in [t.id for c in again.clauses for t in c.themes]


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[[correction]\n", "not valid TOML"),
        ('[[correction]]\naddress = "x"\n', "first words"),
        ('[[correction]]\naddress = "x/1#1"\nbegins = "A"\nadd = ["lighthouses"]\n', '"lighthouses"'),
        ('[[correction]]\naddress = "x/1#1"\nbegins = "A"\nadd = "ai"\n', "list"),
        ('[[correction]]\naddress = "x/1#1"\nbegins = "A"\nplus = ["ai"]\n', '"plus"'),
    ],
)
def test_a_mistake_in_the_corrections_is_named(tmp_path: Path, content: str, named: str) -> None:
    (tmp_path / "themes-corrections.toml").write_text(content, encoding="utf-8")
    with pytest.raises(WorkspaceError, match="themes-corrections") as caught:
        read_corrections(tmp_path, ["ai"])
    assert named in str(caught.value)


# ------------------------------------------------------------------------------------------ proposals


def entry(number: int, text: str, *themes: str) -> Entry:
    return Entry(
        "coast", "2020-01-01", "coast/2020-01-01", "", "", f"coast/2020-01-01#{number}", text, themes
    )


def test_what_unthemed_clauses_have_in_common_is_proposed_the_same_every_time() -> None:
    lamps = [
        entry(i, f"The lighthouse keeper of island {chr(97 + i)} trims the lantern wick.") for i in range(10)
    ]
    bells = [
        entry(20 + i, f"The bell founder of valley {chr(97 + i)} casts bronze for towers.") for i in range(8)
    ]
    proposals = discover_themes([*lamps, *bells], count=2)
    assert [p.clauses for p in proposals] == [10, 8]
    assert "lantern" in proposals[0].words and "bronze" in proposals[1].words
    assert discover_themes([*lamps, *bells], count=2) == proposals


def test_themed_clauses_and_too_few_give_no_proposal() -> None:
    themed = [
        entry(i, f"The lighthouse keeper of island {i} trims the lantern.", "energy") for i in range(40)
    ]
    few = [entry(99 + i, f"The bell founder number {i} casts bronze.") for i in range(FEWEST_CLAUSES - 1)]
    assert discover_themes([*themed, *few]) == ()


# --------------------------------------------------------------------------------------------- across


def test_bodies_are_told_by_coverage_strongest_act_and_who_said_it_first() -> None:
    first = statement("coast", "2020-01-01", HARBOUR, "A word.")
    second = statement(
        "hills", "2021-01-01", "They noted that every fishing boat may land its catch in the nearest harbour."
    )
    third = statement("plain", "2022-01-01", HARBOUR, theme="health")
    answer = compare_bodies("environment", [second, third, first])
    assert [body.forum for body in answer.bodies] == ["coast", "hills"]
    assert answer.bodies[0].strongest_act is not None and answer.bodies[1].strongest_act is None
    words = "every fishing boat may land its catch in the nearest harbour"
    (borrowed,) = (found for found in answer.borrowed if found.words == words)
    assert (borrowed.first, borrowed.taken_up) == (
        "coast/2020-01-01#1",
        ("hills/2021-01-01#1", "plain/2022-01-01#1"),
    )


NAMED = "They noted the Plan of Action for the Harbours of the Northern Coast and the Islands of the West."


def test_names_formulas_and_words_of_one_day_are_nobodys_first() -> None:
    def borrowed(*said: tuple[str, str, str]) -> tuple[str, ...]:
        answer = compare_bodies("environment", [statement(*one) for one in said])
        return tuple(b.first for b in answer.borrowed)

    assert borrowed(("coast", "2020-01-01", HARBOUR), ("hills", "2021-01-01", HARBOUR))
    assert not borrowed(("coast", "2020-01-01", NAMED), ("hills", "2021-01-01", NAMED))
    assert not borrowed(("coast", "2020-01-01", HARBOUR), ("hills", "2020-01-01", HARBOUR))
    bodies = [(f"body{i}", f"202{i}-01-01", HARBOUR) for i in range(4)]
    assert borrowed(*bodies[:3]) and not borrowed(*bodies), "what four bodies say is a formula"


def test_who_said_it_first_is_asked_of_the_whole_record() -> None:
    elsewhere = statement("plain", "2019-01-01", HARBOUR, theme="health")
    later = [statement("coast", "2020-01-01", HARBOUR), statement("hills", "2021-01-01", HARBOUR)]
    (borrowed,) = compare_bodies("environment", [*later, elsewhere]).borrowed
    assert borrowed.first == "plain/2019-01-01#1" and len(borrowed.taken_up) == 2


def test_what_another_body_does_not_say_is_no_silence() -> None:
    pair = compared("vedim", "2024-02-23", "2025-02-14")
    elsewhere = replace(pair.new, meeting=replace(pair.new.meeting, forum="hills"))
    silent, other = make_briefing(pair), make_briefing(compare_statements(pair.old, elsewhere, force=True))
    assert silent.silences and "dropped" in [c.words for c in silent.counts]
    assert not (other.silences or other.silence_rest or other.due)
    assert "only in the first" in [c.words for c in other.counts]
    assert not any(lead.kind == "dropped" for lead in other.headlines)
    assert "no silence" in other.sections["nothing"].lead


def test_a_body_that_repeats_itself_borrows_nothing() -> None:
    assert (
        compare_bodies(
            "environment", [statement("coast", f"202{i}-01-01", HARBOUR) for i in range(3)]
        ).borrowed
        == ()
    )


# --------------------------------------------------------------------------------------------- drafts


@pytest.fixture
def index(tmp_path: Path) -> Index:
    sources = {
        "a": statement("coast", "2020-01-01", HARBOUR),
        "b": statement("hills", "2019-01-01", "Shepherds count their sheep twice every evening."),
    }
    found = Index(tmp_path / "i.sqlite")
    found.update([(s, "1") for s in sources], sources.__getitem__)
    return found


def test_each_clause_of_a_draft_is_agreed_or_departs_or_is_new(index: Index) -> None:
    draft = statement(
        "coast", "2023-01-01", HARBOUR, HARBOUR.replace("nearest", "largest"),
        "Entirely unheard-of matters occupy another quiet room today.", "Thanks to all.",
    )  # fmt: skip
    reading = read_draft(draft, index, None)
    assert [c.standing for c in reading.clauses] == [
        Standing.AGREED,
        Standing.DEPARTS,
        Standing.NEW,
        Standing.SHORT,
    ]
    assert [e.text.strip() for e in reading.clauses[1].edits if e.kind != "keep"] == ["nearest", "largest"]


def test_a_formula_is_no_precedent_and_what_is_new_is_said_to_be_new(tmp_path: Path) -> None:
    draft = tmp_path / "2026-02-12-draft.md"
    draft.write_text(
        "# Draft Joint Statement\n\n1. The Meeting welcomed the establishment of a Moon Council and called upon astronauts to attend.\n\n"
        "2. The Meeting welcomed the establishment of a common list of numbers used by swindlers and fraudsters.\n",
        encoding="utf-8",
    )
    asked = ["draft", str(draft), "--data", str(DATA), "--forum", "vedim", "-f", "json"]
    told = json.loads(CliRunner().invoke(main, [*asked, "--index", str(tmp_path / "i.sqlite")]).output)
    assert [clause["standing"] for clause in told["clauses"]] == ["new", "departs"]
    assert told["clauses"][1]["precedent"]["address"] == "vedim/2025-02-14#13"


def test_what_the_record_has_and_the_draft_leaves_out_is_listed_longest_carried_first(index: Index) -> None:
    bread = "Ministers noted the price of bread in the upper valleys of the inner hills."
    record = make_record(
        "coast", [statement("coast", "2021-01-01", HARBOUR), statement("coast", "2022-01-01", bread, HARBOUR)]
    )
    reading = read_draft(
        statement("coast", "2023-01-01", "Nothing of all that was said again."), index, record
    )
    assert [(c.text, c.meetings) for c in reading.left_out] == [(HARBOUR, 2), (bread, 1)]


CODE = "The Meeting endorsed the Coastal Tide Code, which sets out how the harbours of the region share their storm warnings."


def test_a_clause_that_says_the_last_ones_in_other_words_departs_from_it(index: Index) -> None:
    said = (CODE, "Ministers asked the Secretariat to publish the Atlas of Winds.", HARBOUR)
    record = make_record("coast", [read_mentions(read_acts(statement("coast", "2022-01-01", *said)))])
    draft = statement(
        "coast", "2023-01-01",
        "The Meeting noted the Coastal Tide Code and encouraged harbours to consider it, as appropriate.",
        "The Meeting welcomed the publication of the Atlas of Winds.", HARBOUR,
        "Entirely unheard-of matters occupy another quiet room today.",
    )  # fmt: skip
    reading = read_draft(read_mentions(read_acts(draft)), index, record)
    code, _, harbour, other = reading.clauses
    assert (code.standing, other.standing) == (Standing.DEPARTS, Standing.NEW)
    assert code.precedent is not None and code.precedent.address == "coast/2022-01-01#1"
    assert "".join(e.text for e in code.edits if e.kind != "insert") == CODE
    assert harbour.standing is Standing.AGREED
    assert reading.left_out == () and reading.unmentioned == ()


def test_a_draft_that_lies_in_the_workspace_is_no_precedent_of_itself(sample: Path, tmp_path: Path) -> None:
    workspace = open_workspace(sample)
    forum, path = workspace.files[-1]
    draft = read_statement(path, workspace=workspace, forum=forum)
    with Index(tmp_path / "i.sqlite") as index:
        update_index(workspace, index)
        reading = read_draft(draft, index, None)
    assert all(c.precedent is None or not c.precedent.address.startswith(draft.name) for c in reading.clauses)


# ------------------------------------------------------------------------------------------- commands


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["trace", "roaming surcharges", "--forum", "vedim"], "First used 2021-02-26"),
        (["trace", "ai", "--forum", "vedim"], "by theme"),
        (["find", "by a machine"], "First used by lantern"),
        (["ledger", "--forum", "vedim", "--asof", "2023-06-30"], "as of 2023-06-30"),
        (["ledger", "--forum", "vedim", "--due"], "Date passed, not mentioned"),
        (["ledger"], "Ledger of lantern"),
        (["themes", "--forum", "lantern"], "share of words"),
        (["themes", "--discover", "--forum", "lantern"], "Proposed themes"),
        (["across", "ai"], "bodies speak of it"),
    ],
)
def test_every_command_answers_in_text_json_and_html(
    sample: Path, tmp_path: Path, command: list[str], said: str
) -> None:
    place = ["--index", str(tmp_path / "i.sqlite")] if command[0] in ("find", "themes") else []
    call = [*command, "--data", str(sample), *place]
    text = CliRunner().invoke(main, call)
    assert text.exit_code == 0, text.output
    assert said in text.stdout
    facts = json.loads(CliRunner().invoke(main, [*call, "--format", "json"]).stdout)
    answers = facts if isinstance(facts, list) else [facts]
    assert all(answer["format"].startswith("rapporteur-") for answer in answers)
    page = CliRunner().invoke(main, [*call, "--format", "html"]).stdout
    assert page.startswith("<!DOCTYPE html>") and "</html>" in page
    assert CliRunner().invoke(main, call).stdout == text.stdout


def test_a_draft_is_read_from_the_command_line(sample: Path, tmp_path: Path) -> None:
    path = open_workspace(sample).files[-1][1]
    done = CliRunner().invoke(
        main,
        [
            "draft",
            str(path),
            "--data",
            str(sample),
            "--index",
            str(tmp_path / "i.sqlite"),
            "--forum",
            "vedim",
        ],
    )
    assert done.exit_code == 0, done.output
    assert "clause by clause" in done.stdout and "not mentioned" in done.stdout


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["across", "lighthouses"], "No theme 'lighthouses'"),
        (["ledger", "--asof", "soon"], "--asof 'soon' is not a date"),
        (["trace", "nobody ever said this", "--forum", "vedim"], "No thread"),
        (["trace", "x", "--forum", "nowhere"], "No forum 'nowhere'"),
        (["find", "???"], "at least one word"),
    ],
)
def test_a_mistake_gets_one_clear_line(sample: Path, tmp_path: Path, command: list[str], said: str) -> None:
    place = ["--index", str(tmp_path / "i.sqlite")] if command[0] == "find" else []
    done = CliRunner().invoke(main, [*command, "--data", str(sample), *place])
    assert done.exit_code == 2
    assert said in done.stderr and len(done.stderr.strip().splitlines()) == 1


def test_markup_in_a_statement_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    (tmp_path / "coast").mkdir()
    for year in (2020, 2021):
        (tmp_path / "coast" / f"{year}-01-01.md").write_text(
            f"# Joint Statement\n\n1 January {year}\n\n1. Ministers noted the <script>alert(1)</script> harbour of {year} & more.\n",
            encoding="utf-8",
        )
    page = CliRunner().invoke(main, ["trace", "harbour", "--data", str(tmp_path), "--format", "html"]).stdout
    assert "<script>" not in page.replace("&lt;script&gt;", "")
