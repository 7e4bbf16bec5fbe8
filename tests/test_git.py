"""The door to git: odd names, filtered files, links, no git at all."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.checks import Asked, check_workspace, git
from rapporteur.compare.checks.touched import TouchKind, find_touched, open_base
from rapporteur.compare.errors import MissingComponentError, WorkspaceError
from rapporteur.compare.store.workspace import is_statement_name
from rapporteur.reports.ci.annotations import FORMATS, to_annotations
from rapporteur.reports.cli import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

ODD = (
    "a b.md",
    'quote"d.md',
    "new\nline.md",
    "tab\t.md",
    "ünï–code.md",
    "-dash.md",
    ":colon.md",
    "::error::x.md",
)
TEXT = "1. The Meeting noted the plan for the harbour.\n\n2. The Meeting agreed to build it by 2027.\n"


def run_git(top: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", "-C", str(top), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def top(tmp_path: Path) -> Path:
    """A repository with one file for each odd name."""
    for count, name in enumerate(ODD):
        (tmp_path / "data" / "forum").mkdir(parents=True, exist_ok=True)
        (tmp_path / "data" / "forum" / name).write_text(f"---\ndate: 20{count + 10}-01-31\n---\n{TEXT}")
    run_git(tmp_path, "init", "--quiet")
    run_git(tmp_path, "add", "--all")
    run_git(tmp_path, "commit", "--quiet", "--message", "first")
    return tmp_path


def touched(top: Path) -> dict[str, TouchKind]:
    base = open_base(top / "data", None)
    assert base is not None
    files = [path.relative_to(top / "data").as_posix() for path in (top / "data").rglob("*.md")]
    return {
        touch.path: touch.kind for touch in find_touched(top / "data", base, files, kept=is_statement_name)
    }


def test_files_of_any_name_are_listed_read_and_told(top: Path) -> None:
    assert touched(top) == {}
    for name in ODD:
        (top / "data" / "forum" / name).write_text("1. Another text.")
    assert touched(top) == {f"forum/{name}": TouchKind.EDITED for name in ODD}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_of_any_name_is_reported_in_every_format(top: Path, form: str) -> None:
    for name in ODD:
        path = top / "data" / "forum" / name
        path.write_text(path.read_text().replace("agreed", "declined"))
    report = check_workspace(top / "data")
    edits = [finding for finding in report.findings if finding.rule == "silent-edit"]
    assert {finding.path for finding in edits} == {f"forum/{name}" for name in ODD}
    assert to_annotations(report, form)


def test_line_ends_that_git_changes_on_checkout_are_no_change(top: Path) -> None:
    (top / ".gitattributes").write_text("*.md text eol=crlf\n")
    run_git(top, "add", "--all")
    run_git(top, "commit", "--quiet", "--message", "line ends")
    for path in (top / "data").rglob("*.md"):
        path.unlink()
    run_git(top, "checkout", "--quiet", "--", ".")
    path = top / "data" / "forum" / ODD[0]
    assert b"\r\n" in path.read_bytes() and touched(top) == {}
    base = open_base(top / "data", None)
    assert base is not None and base.read(f"forum/{ODD[0]}") == path.read_bytes().replace(b"\r\n", b"\n")


def test_a_link_out_of_the_workspace_is_not_read(top: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("elsewhere") / "secret.md"
    secret.write_text("1. The Meeting agreed that the password is swordfish.")
    os.symlink(secret, top / "data" / "forum" / "2026-01-01-link.md")
    report = check_workspace(top / "data")
    assert [f.rule for f in report.findings if "link" in f.path] == ["outside"]
    assert "swordfish" not in to_annotations(report, "json")


def test_a_sidecar_that_changes_a_date_changes_the_statement(top: Path) -> None:
    sidecar = top / "data" / "forum" / f"{ODD[0]}.toml"
    sidecar.write_text('date = "2031-01-31"\n')
    assert touched(top) == {f"forum/{ODD[0]}": TouchKind.EDITED}
    run_git(top, "add", "--all")
    run_git(top, "commit", "--quiet", "--message", "sidecar")
    assert touched(top) == {}
    sidecar.unlink()
    assert touched(top) == {f"forum/{ODD[0]}": TouchKind.EDITED}


def test_a_broken_sidecar_is_a_finding_and_no_end_of_the_check(top: Path) -> None:
    (top / "data" / "forum" / f"{ODD[0]}.toml").write_text("date = [")
    report = check_workspace(top / "data")
    assert [f.path for f in report.findings if f.rule == "unreadable"] == [f"forum/{ODD[0]}"]
    assert report.failed


def test_settings_that_changed_are_said_to_bear_on_everything(top: Path) -> None:
    (top / "data" / "rapporteur.toml").write_text('[checks]\nfail_on = "never"\n')
    assert "settings-changed" in {finding.rule for finding in check_workspace(top / "data").findings}


def test_a_repository_without_a_commit_is_new_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "forum").mkdir()
    (tmp_path / "forum" / "2024-01-31-a.md").write_text(TEXT)
    run_git(tmp_path, "init", "--quiet")
    report = check_workspace(tmp_path)
    assert report.base == "" and dict(report.checked) == {"forum/2024-01-31-a.md": "all"}


def test_without_git_a_commit_as_base_is_a_missing_component_and_a_folder_still_serves(
    top: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "empty"))
    result = CliRunner().invoke(main, ["check", "--data", str(top / "data"), "--base", "HEAD"])
    assert result.exit_code == 3 and "git is not installed" in result.output
    assert check_workspace(top / "data", Asked(base=str(top / "data"))).checked == ()
    assert check_workspace(top / "data").base == ""


def test_a_folder_of_someone_else_is_said_to_be_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    refusal = b"fatal: detected dubious ownership in repository at '/x'"
    answer = subprocess.CompletedProcess([], 128, b"", refusal)
    monkeypatch.setattr(git, "_run", lambda *_: answer)
    with pytest.raises(WorkspaceError, match=r"safe\.directory"):
        git.find_tree(tmp_path)
    monkeypatch.setattr(
        git, "_run", lambda *_: subprocess.CompletedProcess([], 128, b"", b"fatal: bad object")
    )
    with pytest.raises(WorkspaceError, match="bad object"):
        git.list_files(git.Tree(tmp_path, ""), "HEAD")


def test_git_that_is_missing_is_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git.find_tree(tmp_path) is None
    with pytest.raises(MissingComponentError):
        git.has_commit(git.Tree(tmp_path, ""))


@pytest.fixture
def harbour(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository set up by the very lines of docs/git.md, with two versions of one statement."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("HOME", str(tmp_path))
    for role in ("AUTHOR", "COMMITTER"):  # whose name stands under what git keeps of textconv
        monkeypatch.setenv(f"GIT_{role}_NAME", "Desk")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "desk@example.org")
    run_git(tmp_path, "init", "--quiet")
    guide = Path(__file__).resolve().parents[1] / "docs" / "git.md"
    for line in guide.read_text(encoding="utf-8").splitlines():
        if line.startswith(("git config", "echo ")):
            subprocess.run(line, shell=True, check=True, cwd=tmp_path)
    (tmp_path / ".gitattributes").open("a").write("*.md diff=rapporteur\n")
    file = tmp_path / "data" / "statements" / "tidewater" / "2025-03-04-statement.md"
    file.parent.mkdir(parents=True)
    for words in ("agreed to build it by 2027", "decided to build it by 2026"):
        file.write_text(f"# Joint Statement\n\n{TEXT.replace('agreed to build it by 2027', words)}")
        run_git(tmp_path, "add", "--all")
        run_git(tmp_path, "commit", "--quiet", "--message", words)
    return tmp_path


def test_difftool_compares_two_versions_under_the_name_of_the_forum(harbour: Path) -> None:
    shown = subprocess.run(
        ["git", "difftool", "-t", "rapporteur", "HEAD~1", "HEAD"], cwd=harbour, capture_output=True, text=True
    )
    assert shown.returncode == 0, shown.stderr
    assert "idewater" in shown.stdout and "git-blob" not in shown.stdout
    assert "[-agreed-] {+decided+}" in shown.stdout


def test_textconv_diffs_what_was_read_without_names_of_gits_own(harbour: Path) -> None:
    told = subprocess.run(["git", "diff", "HEAD~1", "HEAD"], cwd=harbour, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    shown = told.stdout
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert "git-blob" not in shown
    assert any("act: decided" in line for line in changed), shown
    assert len(changed) <= 8, "only what changed differs, not the names of temporary files"
