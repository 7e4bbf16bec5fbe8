"""The documentation against what it describes: links, commands, and the tricky cases against the sample."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from rapporteur.reports.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "data" / "README.md"])
CASES = {
    case["name"]: case for case in tomllib.loads((ROOT / "data" / "expected.toml").read_text("utf-8"))["case"]
}
ASPECTS = ("kind", "strength", "deadline", "promise", "state")
FLAGS = ("moved", "split", "merged")


def tricky_cases() -> list[tuple[str, str]]:
    """The name and the text of every case of the page."""
    page = (ROOT / "docs" / "tricky-cases.md").read_text("utf-8")
    return re.findall(r"^### ([^\n]+)\n(.*?)(?=^##|\Z)", page, re.MULTILINE | re.DOTALL)


def words(text: str) -> str:
    """A text without markup and line breaks, to look a quotation up in it."""
    return " ".join(re.sub(r"^> ?|^ {4}|\*\*.*?\*\*", "", text, flags=re.MULTILINE).split())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_to_a_file(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"`rapporteur ([a-z]+)", (ROOT / "README.md").read_text("utf-8")))
    assert named == set(COMMANDS), "give the command a line in the README's table"


def test_the_readme_leads_to_every_page_of_the_documentation() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"(docs/{page.name})" not in readme] == []


def test_the_readme_names_only_targets_that_make_knows() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for page in PAGES:
        assert set(re.findall(r"`(?:[A-Z_]+=\S+ )?make ([a-z-]+)", page.read_text("utf-8"))) <= targets, page


@pytest.mark.parametrize(("name", "text"), tricky_cases(), ids=[name for name, _ in tricky_cases()])
def test_a_tricky_case_says_what_the_sample_expects(name: str, text: str) -> None:
    case = CASES[name]
    expected = {flag for flag in FLAGS if case.get(flag)} | {
        "revived" for _ in ("revived_from",) if _ in case
    }
    for aspect in ASPECTS:
        value = case.get(aspect, [])
        expected |= set(value if isinstance(value, list) else [value])
    said = set(re.findall(r"`([a-z -]+)`", text.split("*rapporteur:*")[1].split("\n\n")[0]))
    assert said
    assert said <= expected


@pytest.mark.parametrize(("name", "text"), tricky_cases(), ids=[name for name, _ in tricky_cases()])
def test_a_tricky_case_quotes_the_sample_to_the_letter(name: str, text: str) -> None:
    folder = ROOT / "data" / "statements" / CASES[name]["forum"]
    sources = {
        side: words(next(folder.glob(CASES[name][side] + "*")).read_text("utf-8")) for side in ("old", "new")
    }
    for side, quote in re.findall(
        r"^> \*\*(Old|New)[^*]*\*\* (.*?)(?=^>$|^\n)", text, re.MULTILINE | re.DOTALL
    ):
        for part in re.split(r"\.\.\.,?|— 2 —", words(quote)):
            if not part.strip().startswith("("):
                assert part.strip() in sources[side.lower()].replace("- 2 - ", "")


def test_a_case_of_the_sample_has_a_name_of_its_own() -> None:
    assert len(CASES) == (ROOT / "data" / "expected.toml").read_text("utf-8").count("\n[[case]]\n")


def test_the_code_of_the_readme_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    exec(code, names)
    assert str(names["html"]).startswith("<!DOCTYPE html>")
    assert names["rows"]


def test_the_headlines_of_the_readme_are_words_of_the_sample() -> None:
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())
    shown = re.findall(r"(?:stronger|new|weaker|Before): (The Meeting .*?)\.(?: \(|(?= [+▲▼`]))", readme)
    texts = [
        words(next((ROOT / "data" / "statements" / "vedim").glob(f"{day}*")).read_text("utf-8"))
        for day in ("2024-02-23", "2025-02-14")
    ]
    assert len(shown) == 5
    for sentence in shown:
        assert any(sentence in re.sub(r"(?<=2030) \(VDR 2030\)(?=, which)", "", text) for text in texts), (
            sentence
        )


def test_the_settings_page_is_a_workspace_that_opens(tmp_path: Path) -> None:
    from rapporteur.compare.alignment.overrides import read_overrides
    from rapporteur.compare.store.settings import read_settings
    from rapporteur.compare.store.sources import read_sources

    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    settings, sidecar, sources, overrides = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (tmp_path / "rapporteur.toml").write_text(settings.replace("logo =", "# logo ="), encoding="utf-8")
    (tmp_path / "overrides.toml").write_text(overrides, encoding="utf-8")
    assert read_settings(tmp_path).forum("asgm").next_meeting == "2027-03-01"
    assert [entry.is_pin for entry in read_overrides(tmp_path / "overrides.toml")] == [True, False]
    (tmp_path / "sources.toml").write_text(sources, encoding="utf-8")
    assert [source.forum for source in read_sources(tmp_path)] == ["asgm"]
    assert tomllib.loads(sidecar)["forum"] == "asgm"


def test_a_manual_page_is_written_for_every_command(tmp_path: Path) -> None:
    import runpy

    runpy.run_path(str(ROOT / "scripts" / "man_pages.py"))["write_pages"](tmp_path)
    assert {page.name for page in tmp_path.iterdir()} == {"rapporteur.1"} | {
        f"rapporteur-{c}.1" for c in COMMANDS
    }
    assert ".SH NAME\nrapporteur-compare" in (tmp_path / "rapporteur-compare.1").read_text("utf-8")
