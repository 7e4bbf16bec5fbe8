"""The commands behave as people expect: formats by suffix, names in any case, refusals that say the way out."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from rapporteur.reports.cli import COMMANDS, main

OLD, NEW = "2024-02-23-9th-vedim-joint-statement.txt", "2025-02-14-10th-vedim-joint-statement.md"


@pytest.fixture
def pair(sample: Path, tmp_path: Path) -> tuple[str, str]:
    """Two neighbours of the sample, copied out of their workspace."""
    found = []
    for name in (OLD, NEW):
        shutil.copy(sample / "statements" / "vedim" / name, tmp_path / name)
        found.append(str(tmp_path / name))
    return found[0], found[1]


def run(*arguments: object, **options: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("suffix", "start"),
    [("html", "<!DOCTYPE html>"), ("json", "{"), ("md", "#"), ("csv", "kind"), ("htm", "<!DOCTYPE")],
)
def test_the_suffix_of_the_output_chooses_the_format(
    pair: tuple[str, str], tmp_path: Path, suffix: str, start: str
) -> None:
    target = tmp_path / f"made.{suffix}"
    done = run("compare", *pair, "--output", target)
    assert done.exit_code == 0, done.output
    assert target.read_text(encoding="utf-8").lstrip().startswith(start) or suffix == "csv"


def test_a_suffix_that_contradicts_the_format_is_refused(pair: tuple[str, str], tmp_path: Path) -> None:
    done = run("compare", *pair, "--format", "html", "--output", tmp_path / "made.pdf")
    assert done.exit_code == 2
    assert "--format html does not fit" in done.output
    assert not (tmp_path / "made.pdf").exists()


def test_an_answer_is_not_written_into_a_file_of_another_kind(sample: Path, tmp_path: Path) -> None:
    done = run("ledger", "--data", sample, "--output", tmp_path / "ledger.docx")
    assert done.exit_code == 2
    assert "asks for docx; this command writes" in done.output


def test_report_writes_into_a_folder_and_says_so(sample: Path, tmp_path: Path) -> None:
    done = run("report", "--data", sample, "--output", tmp_path / "mine.pdf")
    assert done.exit_code == 2
    assert "is a file name" in done.output
    assert not (tmp_path / "mine.pdf").exists()


def test_the_later_statement_given_first_is_refused(pair: tuple[str, str]) -> None:
    done = run("compare", pair[1], pair[0])
    assert done.exit_code == 2
    assert "the later one was given first" in done.output
    assert run("compare", pair[1], pair[0], "--force", "--format", "json").exit_code == 0


def test_texts_that_are_not_compared_do_not_end_with_success(pair: tuple[str, str], tmp_path: Path) -> None:
    other = tmp_path / "recipe.txt"
    other.write_text(
        "Bread\n\n3 March 2026\n\n1. Mix flour and water.\n\n2. Knead the dough for ten minutes.\n\n3. Bake it until brown.\n"
    )
    done = run("compare", pair[0], other)
    assert done.exit_code == 2
    assert "not compared" in done.output and "--force" in done.output


def test_exit_code_is_that_of_git_diff(pair: tuple[str, str]) -> None:
    assert run("compare", *pair, "--exit-code").exit_code == 1
    assert run("compare", pair[0], pair[0], "--exit-code").exit_code == 0


def test_forum_title_and_next_meeting_can_be_given(pair: tuple[str, str]) -> None:
    done = run("compare", *pair, "--title", "The Harbour Conference", "--next", "2026-03-05")
    assert "The Harbour Conference" in done.output
    assert "5 March 2026" in done.output


@pytest.mark.parametrize("name", ["VEDIM", "vedim", "Vellamar Digital Ministers"])
def test_a_forum_is_found_by_id_name_or_alias_in_any_case(sample: Path, name: str) -> None:
    done = run("list", "--data", sample, "--forum", name)
    assert done.exit_code == 0, done.output
    assert "10th" in done.output or "2025-02-14" in done.output


def test_a_misspelt_forum_gets_the_nearest_name(sample: Path) -> None:
    done = run("list", "--data", sample, "--forum", "vedmi")
    assert done.exit_code == 2
    assert "Did you mean 'vedim'?" in done.output


@pytest.mark.parametrize("theme", ["ai", "Artificial intelligence", "ARTIFICIAL INTELLIGENCE"])
def test_a_theme_is_found_by_id_or_by_the_name_on_the_page(sample: Path, theme: str) -> None:
    done = run("across", theme, "--data", sample)
    assert done.exit_code == 0, done.output


def test_a_misspelt_command_gets_the_nearest_one() -> None:
    done = run("reprot")
    assert done.exit_code == 2
    assert "Did you mean 'report'?" in done.output


def test_asof_takes_today_and_refuses_what_is_no_day(sample: Path) -> None:
    assert run("ledger", "--data", sample, "--forum", "vedim", "--asof", "today").exit_code == 0
    done = run("ledger", "--data", sample, "--asof", "2026-02-31")
    assert done.exit_code == 2
    assert "'2026-02-31' is not a date" in done.output


def test_a_tier_that_does_not_exist_is_refused() -> None:
    assert run("lexicon", "--tier", "9").exit_code == 2


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_every_command_has_help(command: str) -> None:
    done = run(command, "--help")
    assert done.exit_code == 0
    assert done.output.startswith("Usage:")


def test_init_makes_a_workspace_and_overwrites_nothing(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    asked = (
        "init",
        folder,
        *pair,
        "--forum",
        "asgm",
        "--name",
        'The "Great" Meeting',
        "--next",
        "2026-02-12",
    )
    assert run(*asked).exit_code == 0
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    assert run(*asked).exit_code == 0
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    made = run("report", "--data", folder, "--format", "text", "--output", tmp_path / "out")
    assert made.exit_code == 0, made.output
    written = next((tmp_path / "out").glob("asgm-*.txt")).read_text(encoding="utf-8")
    assert 'The "Great" Meeting' in written or "The “Great” Meeting" in written


def test_init_without_files_says_how_to_name_them(tmp_path: Path) -> None:
    done = run("init", tmp_path / "empty")
    assert done.exit_code == 2
    assert "rapporteur init FOLDER FILE..." in done.output


def test_a_next_meeting_that_is_no_day_is_refused(pair: tuple[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    run("init", folder, *pair, "--forum", "asgm")
    (folder / "rapporteur.toml").write_text('[forums.asgm]\nnext_meeting = "soon"\n')
    done = run("list", "--data", folder)
    assert done.exit_code == 2
    assert "next_meeting is 'soon'" in done.output


def test_the_redline_can_follow_the_order_of_the_document(pair: tuple[str, str]) -> None:
    import re

    numbers = {}
    for order in ("theme", "document"):
        page = run("compare", *pair, "--format", "markdown", "--order", order).output
        annex = page.partition("## A ")[2].partition("## B ")[0]
        numbers[order] = [int(n) for n in re.findall(r"→ paras? (\d+)", annex)]
        assert ("Redline in reading order" in page) is (order == "document")
    assert sorted(numbers["theme"]) == sorted(numbers["document"])
    assert numbers["document"] == sorted(numbers["document"]) != numbers["theme"]


@pytest.mark.parametrize(
    ("order", "way_out"),
    [
        ("compare {new} {old}", "Swap the two, or add --force."),
        ("comapre {old} {new}", "Did you mean 'compare'?"),
        ("compare {old} {near}", "Did you mean '{new}'?"),
        ("report {data}", "A workspace is named with --data FOLDER."),
        ("report --data {data}x", "Did you mean '{data}'?"),
        ("report --data {data} --forum vedin", "Did you mean 'vedim'?"),
        ("report --data {data} -o {out}.pdf", "Name a folder, or use `compare`."),
        ("compare {old} {new} -o {out}.doc", "asks for doc, which is not written. Name one of: "),
        ("compare {old} {new} --asof 12.2.2026", "is not a date. Write it like 2026-02-12, or 'today'."),
        (
            "read https://example.org/s.html",
            "`rapporteur add URL --forum NAME` and get it with `rapporteur fetch`",
        ),
        ("across Artifical-intelligence --data {data}", "Did you mean 'Artificial intelligence'?"),
        ("add {new} --data {data}", "Say --forum NAME: the workspace '{data}' has lantern, vedim."),
        ("init {out} {old} --forum Amber-Sea", "Use small letters, figures, hyphens and dots"),
        ("compare {old} {new} --explain 999", "An address looks like '"),
        ("trace xyzzy --data {data}", "`rapporteur find` looks for the exact words."),
        ("ledger --data {data} -o {out}.docx", "this command writes text, json, csv, html, pdf"),
    ],
)
def test_a_natural_mistake_is_answered_with_a_way_out(
    sample: Path, pair: tuple[str, str], tmp_path: Path, order: str, way_out: str
) -> None:
    data = Path(shutil.copytree(sample, tmp_path / "workspace"))
    names = {
        "old": pair[0],
        "new": pair[1],
        "near": pair[1].replace("-10th", "-10"),
        "data": str(data),
        "out": str(tmp_path / "out"),
    }
    done = run(*(word.format(**names) for word in order.split()))
    assert done.exit_code == 2
    assert way_out.format(**names) in done.output
    assert "Traceback" not in done.output
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([OLD, NEW, "workspace"])


def test_a_page_may_cite_what_explain_is_asked_for(pair: tuple[str, str]) -> None:
    asked = [
        run("compare", *pair, "--explain", words).output for words in ("19", "#19", "para 19", "Paras 19")
    ]
    assert asked[0].startswith(("reworded", "rewritten", "editorial", "unchanged")) and len(set(asked)) == 1


def test_add_takes_the_only_forum_of_a_workspace(pair: tuple[str, str], tmp_path: Path) -> None:
    run("init", tmp_path / "w", pair[0], "--forum", "pilots")
    done = run("add", pair[1], "--data", tmp_path / "w")
    assert done.exit_code == 0 and "statements/pilots/" in done.output.replace("\\", "/")


def test_quiet_writes_and_says_nothing(pair: tuple[str, str], tmp_path: Path) -> None:
    done = run("-q", "compare", *pair, "-o", tmp_path / "a.html")
    assert done.exit_code == 0 and done.output == "" and (tmp_path / "a.html").exists()


def test_a_report_without_pango_writes_the_rest_and_says_so(
    sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rapporteur.compare.errors import MissingComponentError
    from rapporteur.reports.formats import pdf

    def missing(*_: object, **__: object) -> bytes:
        raise MissingComponentError("The PDF needs Pango.")

    monkeypatch.setattr(pdf, "to_pdf", missing)
    order = ["report", "--data", sample, "--forum", "vedim", "--no-cache", "-o", tmp_path]
    done = run(*order)
    assert done.exit_code == 0 and done.output.count("The PDF needs Pango.") == 1
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".html", ".json"]
    assert run(*order, "-f", "pdf").exit_code == MissingComponentError.exit_code
