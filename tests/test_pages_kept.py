"""An output of `compare` is found again only where nothing that it was made from has changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.store import known, series
from rapporteur.reports.cli import main
from rapporteur.reports.commands import compare

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "statements" / "vedim"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Two statements in a workspace of their own."""
    (tmp_path / "rapporteur.toml").write_text("", encoding="utf-8")
    folder = tmp_path / "statements" / "vedim"
    folder.mkdir(parents=True)
    old, new = (shutil.copy(path, folder) for path in sorted(SAMPLE.glob("*.md"))[:2])
    return Path(old), Path(new)


def ask(*words: object) -> str:
    found = CliRunner().invoke(main, ["compare", *map(str, words)])
    assert found.exit_code == 0, found.output
    return found.output


def test_a_kept_output_has_the_same_bytes_as_one_made_anew(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    anew = {form: ask(*pair, "--format", form, "--no-cache") for form in ("text", "json", "markdown")}
    assert {form: ask(*pair, "--format", form) for form in anew} == anew
    monkeypatch.setattr(compare, "_make", lambda *asked: pytest.fail("made again"))
    assert {form: ask(*pair, "--format", form) for form in anew} == anew


def test_a_changed_file_another_question_or_a_sidecar_makes_it_anew(pair: tuple[Path, Path]) -> None:
    old, new = pair
    first = ask(old, new)
    assert ask(new, old, "--force") != first
    new.write_text(new.read_text(encoding="utf-8") + "\nWe will build a bridge by 2031.\n", encoding="utf-8")
    second = ask(old, new)
    assert second != first
    Path(f"{new}.toml").write_text('forum = "other"\n', encoding="utf-8")
    assert ask(old, new) == ask(old, new, "--no-cache") != second


def test_without_cache_and_outside_a_workspace_nothing_is_kept(
    pair: tuple[Path, Path], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ask(*pair, "--no-cache")
    assert not (pair[0].parents[2] / ".rapporteur").exists()
    mail = tmp_path_factory.mktemp("mail")
    drafts = [shutil.copy(path, mail) for path in pair]
    ask(*drafts)
    ask(drafts[0], pair[1])
    assert not list(mail.rglob("*.sqlite"))
    assert not (pair[0].parents[2] / ".rapporteur").exists()


def test_what_the_workspace_knows_of_a_pair_is_not_worked_out_again(
    pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = pair[0].parents[2]
    anew = {form: ask(*pair, "--format", form, "--no-cache") for form in ("text", "json")}
    monkeypatch.chdir(root.parent)
    assert CliRunner().invoke(main, ["index", "--all", "--data", root.name]).exit_code == 0
    for module in (series, known):
        for name in ("read_statement", "compare_statements"):
            monkeypatch.setattr(module, name, lambda *args, **more: pytest.fail("done again"))
    assert {form: ask(*pair, "--format", form) for form in anew} == anew
    moved = root.rename(root.parent / "elsewhere")
    assert ask(*(moved / path.relative_to(root) for path in pair)).startswith(anew["text"][:200])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("themes.toml", '[[theme]]\nid = "bridges"\nname = "Bridges"\ndecisive = ["ministers"]\n'),
        ("rapporteur.toml", '[forums.vedim]\nprofile = "central-bank"\n'),
        ("statements/vedim/{name}.toml", 'forum = "other"\n'),
        (
            "overrides.toml",
            '[[forbid]]\nold = "x#1"\nold_words = "000000000000"\nnew = "y#1"\nnew_words = "000000000000"\n',
        ),
    ],
)
def test_where_the_workspace_reads_otherwise_the_files_are_read_for_themselves(
    file: str, text: str, pair: tuple[Path, Path]
) -> None:
    root = pair[0].parents[2]
    place = root / file.format(name=pair[1].name)
    place.write_text(text, encoding="utf-8")
    CliRunner().invoke(main, ["index", "--all", "--data", str(root)])
    assert ask(*pair, "--format", "json") == ask(*pair, "--format", "json", "--no-cache")
