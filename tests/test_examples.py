"""Every example of --help, of the README and of the documentation runs on the sample; every JSON keeps to its schema."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
from click.testing import CliRunner, Result
from rapporteur.reports.cli import COMMANDS, main
from rapporteur.reports.commands.examples import EXAMPLES
from rapporteur.reports.formats.schemas import NAMES, RECORDS, schema_of
from rapporteur.reports.formats.serialise import to_json

ROOT = Path(__file__).resolve().parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
OLD, NEW = "2024-02-23-9th-vedim-joint-statement.txt", "2025-02-14-10th-vedim-joint-statement.md"
NEEDS_MORE = ("fetch", "desk")
"""Commands that wait for a network or a person: their examples are only parsed."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample, two loose statements and a workspace, as somebody has it who follows the examples."""
    from docx import Document
    from rapporteur.compare.readers import read_document

    folder = tmp_path_factory.mktemp("examples")
    shutil.copytree(ROOT / "data", folder / "data")
    for name, target in ((OLD, "old"), (NEW, "new")):
        document = Document()
        for block in read_document(ROOT / "data" / "statements" / "vedim" / name).blocks:
            label = getattr(block, "label", "") or ""
            document.add_paragraph(f"{label} {block.text}".strip())
        for file in {
            f"{target}.docx",
            "statement.docx",
            f"{target}.pdf",
            "statement.pdf",
            "last.pdf",
            "this.docx",
        }:
            document.save(str(folder / file))  # told by its content, whatever its name says
    return folder


def run(line: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Result:
    """A line as a shell runs it, as far as its first pipe; ``cat FILE |`` is the standard input."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("RAPPORTEUR_DATA", str(folder / "data"))
    given = re.match(r"cat (\S+) \| (.*)", line)
    words = shlex.split((given[2] if given else line).split(" | ")[0].split(" > ")[0], comments=True)
    stdin = (folder / given[1]).read_bytes() if given else None
    return CliRunner().invoke(main, words[1:], input=stdin)


def prepare(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What an example takes for granted: the workspace `mystatements`, the page `briefing.html`."""
    shutil.rmtree(folder / "mystatements", ignore_errors=True)
    if name != "init":
        made = run(
            "rapporteur init mystatements data/statements/vedim/2024-02-23-9th-vedim-joint-statement.txt "
            "data/statements/vedim/2025-02-14-10th-vedim-joint-statement.md --forum pilots --name Pilots",
            folder,
            monkeypatch,
        )
        assert made.exit_code == 0, made.output
    if name == "verify":
        assert (
            run("rapporteur compare old.docx new.docx -o briefing.html", folder, monkeypatch).exit_code == 0
        )


def test_every_command_has_examples() -> None:
    assert set(EXAMPLES) == set(COMMANDS)
    for name, lines in EXAMPLES.items():
        command = main.get_command(click.Context(main), name)
        assert command is not None
        text = command.get_help(click.Context(command, info_name=f"rapporteur {name}"))
        assert all(line in text for line in lines), name


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, lines in EXAMPLES.items() for line in lines]
)
def test_every_example_of_the_help_runs(
    name: str, line: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in NEEDS_MORE:
        command = main.get_command(click.Context(main), name)
        assert command is not None
        command.make_context(name, shlex.split(line)[2:])
        return
    line = line.replace("--old 2030 --new 2031", "--old 2024 --new 2025")
    if "HEAD" in line:
        line = line.replace("--base HEAD", "--base data")
    if "processes" in line or "example.org" in line:
        line = line.replace("--engine processes:2", "")
    prepare(name, place, monkeypatch)
    done = run(line, place, monkeypatch)
    assert done.exit_code in ((0, 1) if name == "check" else (0,)), done.output


def console(page: Path) -> list[str]:
    """The lines of a page's code blocks that call the program, and its calls within tables."""
    blocks = re.findall(r"```(?:console|sh|powershell)?\n(.*?)```", page.read_text("utf-8"), re.DOTALL)
    return [
        line.removeprefix("$ ").strip()
        for block in blocks
        for line in block.splitlines()
        if re.match(r"(?:\$ )?rapporteur [a-z]", line)
    ]


@pytest.mark.parametrize(("page", "line"), [(page.name, line) for page in PAGES for line in console(page)])
def test_every_call_in_the_documentation_is_one_that_the_program_knows(page: str, line: str) -> None:
    words = shlex.split(line.split(" | ")[0].split(" > ")[0].replace("...", ""), comments=True)
    command = main.get_command(click.Context(main), words[1])
    assert command is not None, line
    given = [word for word in words[2:] if word not in ("[OPTIONS]",)]
    if "-h" not in given and "--help" not in given:
        command.make_context(words[1], given)


JSON = {
    "list": "list -f json",
    "trace": "trace 'roaming surcharges' --forum vedim -f json",
    "precedents": "find 'subject to available resources' -f json",
    "ledger": "ledger --forum vedim -f json",
    "clauses": "ledger --clauses --forum vedim -f json",
    "votes": "ledger --votes --forum vedim -f json",
    "draft": f"draft data/statements/vedim/{NEW} --forum vedim -f json",
    "themes": "themes --forum vedim -f json",
    "theme-proposals": "themes --discover --forum vedim -f json",
    "across": "across cybersecurity -f json",
    "headlines": f"compare data/statements/vedim/{OLD} data/statements/vedim/{NEW} --short -f json",
}


def test_every_json_has_a_schema() -> None:
    assert set(JSON) == (set(RECORDS) | {"headlines"})
    named = set(
        re.findall(
            r"^\| (`.+?) \|",
            (ROOT / "docs" / "export.md").read_text("utf-8").split("## The JSON")[1],
            re.MULTILINE,
        )
    )
    assert {name.strip("` ") for cell in named for name in cell.split(",")} == set(NAMES)
    assert set(NAMES) == set(JSON) | {"comparison", "statement", "findings", "sources", "briefing"}


@pytest.mark.parametrize(("name", "order"), list(JSON.items()))
def test_json_keeps_to_its_schema_and_a_broken_one_does_not(
    name: str, order: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = run(f"rapporteur {order}", place, monkeypatch)
    assert done.exit_code == 0, done.output
    check(name, json.loads(done.stdout))


def test_the_data_of_a_page_keep_to_their_schema() -> None:
    import fictional
    from rapporteur.reports.briefing.build import make_briefing

    pair = make_briefing(fictional.comparison(), promises=fictional.promises(), threads=fictional.threads())
    check("briefing", json.loads(to_json(pair)))


def check(name: str, data: Any) -> None:
    printed = run_schema(name)
    assert printed == schema_of(name)
    jsonschema.Draft202012Validator.check_schema(printed)
    jsonschema.validate(data, printed)
    for broken in ({**data, "surprise": 1}, {k: v for k, v in data.items() if k != next(iter(data))}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(broken, printed)


def run_schema(name: str) -> Any:
    return json.loads(CliRunner().invoke(main, ["schema", name]).stdout)
