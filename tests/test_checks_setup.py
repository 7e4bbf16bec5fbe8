"""What a newcomer copies: the action, its script, the hooks and the page that explains them."""

from __future__ import annotations

import configparser
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from rapporteur.compare.checks import RULES
from rapporteur.reports.cli import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "ci.md").read_text("utf-8")
NINTH = "statements/vedim/2024-02-23-9th-vedim-joint-statement.txt"


def loaded(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


def test_the_page_lists_every_rule_as_the_code_has_it() -> None:
    rows = [f"| `{r.id}` | {r.family} | {r.severity} | {r.says} | {r.way_out} |" for r in RULES.values()]
    table = PAGE.split("<!-- rules: begin")[1].split("<!-- rules: end")[0]
    assert re.findall(r"^\| `.*", table, re.MULTILINE) == rows


def test_no_script_of_the_action_holds_what_a_pull_request_may_have_written() -> None:
    for step in loaded("action.yml")["runs"]["steps"]:
        assert "${{" not in step.get("run", ""), step["name"]


def test_the_action_hands_its_script_every_input_that_the_script_reads() -> None:
    action = loaded("action.yml")
    check = next(step for step in action["runs"]["steps"] if step.get("id") == "check")
    read = set(re.findall(r"\$\{([A-Z_]+):-", (ROOT / "scripts" / "ci_check.sh").read_text("utf-8")))
    assert set(check["env"]) == read - {
        "GITHUB_STEP_SUMMARY",
        "GITHUB_EVENT_NAME",
        "GITHUB_ACTIONS",
        "FORMAT",
    }
    used = set(re.findall(r"inputs\.([a-z-]+)", (ROOT / "action.yml").read_text("utf-8")))
    assert used == set(action["inputs"])


def test_the_files_to_copy_fetch_the_history_and_name_an_input_that_is_there() -> None:
    workflow = loaded("docs/ci/statements.yml")
    checkout, check = workflow["jobs"]["check"]["steps"]
    assert checkout["with"]["fetch-depth"] == 0
    assert set(check["with"]) <= set(loaded("action.yml")["inputs"])
    assert loaded("docs/ci/gitlab-ci.yml")["statements"]["variables"]["GIT_DEPTH"] == "0"


def test_actions_are_named_by_commit_and_libraries_by_hash() -> None:
    steps = [
        *loaded("action.yml")["runs"]["steps"],
        *loaded("docs/ci/statements.yml")["jobs"]["check"]["steps"],
    ]
    uses = [step["uses"] for step in steps if step.get("uses", "").startswith("actions/")]
    assert len(uses) == 3 and all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", name) for name in uses)
    install = next(step for step in steps if step.get("name") == "Install rapporteur")
    assert install["working-directory"] == "${{ github.action_path }}"
    assert all(
        " -I " in line for line in install["run"].splitlines() if "python" in line and "pango" not in line
    )
    assert "--require-hashes" in install["run"] and "--no-deps" in install["run"]
    workflow = loaded("docs/ci/statements.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert workflow["jobs"]["check"]["steps"][0]["with"]["persist-credentials"] is False


def test_constraints_name_every_library_with_hashes() -> None:
    text = (ROOT / "constraints.txt").read_text("utf-8")
    pinned = dict(re.findall(r"^([a-z0-9._-]+)==(\S+)", text, re.MULTILINE))
    settings = configparser.ConfigParser()
    settings.read(ROOT / "setup.cfg")
    wanted = re.findall(r"^([A-Za-z0-9._-]+)", settings["options"]["install_requires"], re.MULTILINE)
    assert {name.lower() for name in wanted} <= set(pinned)
    entries = re.split(r"\n(?=[a-z0-9._-]+==)", text)[1:]
    assert all("--hash=sha256:" in entry for entry in entries) and "setuptools" in pinned


def test_no_script_imports_from_the_working_folder() -> None:
    for script in (ROOT / "scripts").glob("*.sh"):
        for line in script.read_text("utf-8").splitlines():
            if re.search(r"\bpython[3\"]? .*-[cm]\b|\bpython3? - ", line):
                assert " -I " in line, f"{script.name}: {line}"


@pytest.mark.parametrize("hook", loaded(".pre-commit-hooks.yaml"), ids=lambda hook: hook["id"])
def test_a_hook_calls_a_command_that_is_there_once_for_all_files(hook: dict[str, Any]) -> None:
    program, command = hook["entry"].split()
    assert program == "rapporteur" and command in COMMANDS
    assert hook["pass_filenames"] is False and hook["require_serial"] is True
    assert re.search(hook["files"], "data/statements/f/2024-02-02-a.PDF".lower())


@pytest.fixture
def checkout(tmp_path: Path, sample: Path) -> Path:
    """A fresh repository with one commit, and a `rapporteur` on the path."""
    if not (shutil.which("git") and shutil.which("bash")):
        pytest.skip("git or bash is not installed")
    shutil.copytree(sample, tmp_path / "data")
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "rapporteur"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m rapporteur.reports.cli "$@"\n')
    program.chmod(0o755)
    for arguments in (["init", "-q"], ["add", "data"], ["commit", "-q", "-m", "first"]):
        identity = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *identity, *arguments], cwd=tmp_path, check=True)
    return tmp_path


def run_script(checkout: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    path = f"{checkout / 'bin'}{os.pathsep}{os.environ['PATH']}"
    summary = str(checkout / "summary.md")
    environment = {
        **os.environ,
        "PATH": path,
        "GITHUB_STEP_SUMMARY": summary,
        "BRIEFINGS": "false",
        **variables,
    }
    script = str(ROOT / "scripts" / "ci_check.sh")
    return subprocess.run(["bash", script], cwd=checkout, env=environment, capture_output=True, text=True)


def test_the_script_of_the_action_in_a_fresh_repository(checkout: Path) -> None:
    statement = checkout / "data" / NINTH
    statement.write_text(statement.read_text().replace("The Meeting endorsed", "The Meeting noted", 1))
    done = run_script(checkout, BASE="HEAD", OUTPUT="out")
    assert done.returncode == 1, done.stderr
    assert f"::error file=data/{NINTH}" in done.stdout
    assert "became “noted”" in (checkout / "summary.md").read_text()
    assert {path.name for path in (checkout / "out").iterdir()} >= {
        "findings.sarif",
        "findings.xml",
        "findings.json",
    }


def test_the_script_says_when_the_check_could_not_run(checkout: Path) -> None:
    done = run_script(checkout, BASE="no-such-commit")
    assert done.returncode == 2 and "no-such-commit" in done.stderr
    assert "could not run" in (checkout / "summary.md").read_text()


def test_the_script_takes_a_breakdown_for_no_finding(checkout: Path) -> None:
    (checkout / "bin" / "rapporteur").write_text("#!/bin/sh\necho Traceback >&2\nexit 1\n")
    (checkout / "out").mkdir()
    (checkout / "out" / "summary.md").write_text("of an earlier run")
    done = run_script(checkout, BASE="HEAD", OUTPUT="out")
    assert done.returncode == 2 and "Traceback" in done.stderr
    assert "could not run" in (checkout / "summary.md").read_text()


def test_the_script_takes_levels_and_checks_everything_of_a_new_branch(checkout: Path) -> None:
    done = run_script(checkout, BASE="0" * 40, FAIL_ON="never")
    assert done.returncode == 0, done.stderr
    assert "7 of 7 statements" in (checkout / "summary.md").read_text()
