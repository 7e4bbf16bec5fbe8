"""A pull request of a stranger: nothing in it runs, leaks, or judges itself."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from rapporteur.compare.checks import Asked, check_workspace
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.ci.annotations import to_annotations
from rapporteur.reports.cli import main

ROOT = Path(__file__).resolve().parents[1]
VEDIM = "statements/vedim"
PROGRAM = """\
import pathlib
pathlib.Path({mark!r}).write_text("ran")
raise SystemExit
"""
SHADOWS = (
    "json",
    "pathlib",
    "pip",
    "venv",
    "weasyprint",
    "selectors",
    "click",
    "rapporteur",
    "multiprocessing",
)

pytestmark = pytest.mark.skipif(
    not (shutil.which("git") and shutil.which("bash")), reason="git or bash is not installed"
)


def git(top: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
    done = subprocess.run(
        ["git", "-C", str(top), *who, *arguments], check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def checkout(tmp_path: Path, sample: Path) -> Path:
    """The checkout of a pull request whose base is its first commit; the change itself is up to the test."""
    top = tmp_path / "checkout"
    shutil.copytree(sample, top / "data")
    git(top, "init", "--quiet")
    git(top, "add", "--all")
    git(top, "commit", "--quiet", "--message", "base")
    return top


def propose(top: Path) -> None:
    git(top, "add", "--all", "--force")
    git(top, "commit", "--quiet", "--message", "change")


def newest(top: Path) -> Path:
    return max((top / "data" / VEDIM).glob("*.md"))


def weaken(top: Path) -> None:
    path = newest(top)
    path.write_text(path.read_text().replace("agreed to", "noted that it may"))


def run_script(top: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """scripts/ci_check.sh in the checkout, as the action runs it."""
    folder = top.parent / "bin"
    folder.mkdir(exist_ok=True)
    program = folder / "rapporteur"
    program.write_text(
        f"#!{sys.executable}\nfrom rapporteur.reports.cli import main\nmain(prog_name='rapporteur')\n"
    )
    program.chmod(0o755)
    environment = {
        **os.environ,
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
        "GITHUB_STEP_SUMMARY": str(top.parent / "summary.md"),
        "OUTPUT": str(top.parent / "out"),
        "BASE": "HEAD~1",
        "BRIEFINGS": "false",
        **variables,
    }
    script = str(ROOT / "scripts" / "ci_check.sh")
    return subprocess.run(["bash", script], cwd=top, env=environment, capture_output=True, text=True)


def test_python_of_the_checkout_is_never_imported(checkout: Path) -> None:
    mark = checkout.parent / "PWNED"
    for name in SHADOWS:
        (checkout / f"{name}.py").write_text(PROGRAM.format(mark=str(mark)))
    weaken(checkout)
    propose(checkout)
    done = run_script(checkout, BRIEFINGS="true")
    assert done.returncode in (0, 1), done.stderr
    assert (checkout.parent / "out" / "forums.txt").read_text() == "vedim\n"
    assert list((checkout.parent / "out" / "briefings").glob("vedim-*.html"))
    assert not mark.exists()


def test_workers_of_a_pool_import_nothing_of_the_working_folder(checkout: Path) -> None:
    mark = checkout.parent / "PWNED"
    for name in SHADOWS:
        (checkout / f"{name}.py").write_text(PROGRAM.format(mark=str(mark)))
    program = checkout.parent / "program" / "rapporteur"  # as pip writes it
    program.parent.mkdir()
    program.write_text("from rapporteur.reports.cli import main\nif __name__ == '__main__':\n    main()\n")
    order = ["report", "--data", "data", "--format", "csv", "--output", "../out", "--engine", "processes:2"]
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONSAFEPATH"}
    done = subprocess.run(
        [sys.executable, program, *order], cwd=checkout, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert not mark.exists()


def test_a_repository_buried_in_the_workspace_is_not_entered(checkout: Path) -> None:
    mark = checkout.parent / "PWNED"
    base = git(checkout, "rev-parse", "HEAD")
    data = checkout / "data"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(checkout), str(data / "bare")], check=True)
    for name in ("objects", "refs"):
        shutil.copytree(data / "bare" / name, data / name)
    shutil.rmtree(data / "bare")
    (data / "refs" / "heads").mkdir(exist_ok=True)
    (data / "refs" / "heads" / "keep.txt").write_text("keep")
    (data / "HEAD").write_text(f"{base}\n")
    command = f"echo ran > {mark}; false"
    (data / "config").write_text(
        f'[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = .\n\tfsmonitor = "{command}"\n'
    )
    weaken(checkout)
    git_here = ("--git-dir", str(checkout / ".git"), "--work-tree", str(checkout))
    git(checkout, *git_here, "add", "--all", "--force")
    git(checkout, *git_here, "commit", "--quiet", "--message", "change")
    clone = checkout.parent / "clone"
    subprocess.run(["git", "clone", "--quiet", str(checkout), str(clone)], check=True)
    report = check_workspace(clone / "data", Asked(base=base))
    assert not mark.exists()
    assert "weakened" in {finding.rule for finding in report.findings}


def test_filters_and_attributes_of_the_checkout_do_nothing(checkout: Path) -> None:
    mark = checkout.parent / "PWNED"
    for side in ("clean", "smudge", "process"):
        git(checkout, "config", f"filter.evil.{side}", f"sh -c 'echo ran > {mark}; cat'")
    git(checkout, "config", "diff.evil.textconv", f"sh -c 'echo ran > {mark}; cat'")
    base = git(checkout, "rev-parse", "HEAD")
    weaken(checkout)
    (checkout / ".gitattributes").write_text("*.md filter=evil diff=evil\n")
    report = check_workspace(checkout / "data", Asked(base=base))
    assert not mark.exists()
    assert "weakened" in {finding.rule for finding in report.findings}


def test_the_config_of_an_unpacked_repository_fetches_nothing(checkout: Path) -> None:
    """A workspace from an archive may bring its own .git: a partial clone fetches by a command that its config names."""
    mark = checkout.parent / "PWNED"
    base = git(checkout, "rev-parse", "HEAD")
    path = newest(checkout)
    blob = git(checkout, "rev-parse", f"HEAD:{path.relative_to(checkout)}")
    weaken(checkout)
    propose(checkout)
    (checkout / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    upload = checkout.parent / "upload.sh"
    upload.write_text(f"#!/bin/sh\necho ran > {mark}\n")
    upload.chmod(0o755)
    settings = {"core.repositoryformatversion": "1", "extensions.partialClone": "origin"}
    settings |= {"remote.origin.promisor": "true", "remote.origin.url": str(checkout.parent / "nowhere")}
    settings |= {"remote.origin.uploadpack": str(upload), "core.fsmonitor": str(upload)}
    for key, value in settings.items():
        git(checkout, "config", key, value)
    result = CliRunner().invoke(main, ["check", "--data", str(checkout / "data"), "--base", base])
    assert not mark.exists()
    assert result.exit_code == 2 and "git cat-file failed" in result.output


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.md"
    path.write_text(
        "1. The Ministers agreed that the token is swordfish-123.\n\n[labels]\norganisation = 'x'\n"
    )
    return path


@pytest.mark.parametrize("command", ["list", "report", "check", "index", "lock"])
def test_a_link_out_of_the_workspace_leaks_nowhere(checkout: Path, secret: Path, command: str) -> None:
    newest(checkout).with_name("2026-02-14-11th.md").symlink_to(secret)
    out = checkout.parent / "out"
    extra = {"report": ["--format", "json", "--format", "html", "--output", str(out)]}.get(command, [])
    CliRunner().invoke(main, [command, "--data", str(checkout / "data"), *extra])
    written = [path for path in (*out.rglob("*"), *(checkout / "data").rglob("*")) if path.is_file()]
    texts = [path.read_text("utf-8", "replace") for path in written if path.resolve() != secret.resolve()]
    result = CliRunner().invoke(main, [command, "--data", str(checkout / "data"), *extra])
    assert not any("swordfish" in text for text in (*texts, result.output))


@pytest.mark.parametrize(
    "name",
    "rapporteur.toml overrides.toml themes.toml themes-corrections.toml lexicons/verbs.toml lexicons/partners.toml statements lexicons".split(),
)
def test_no_setting_or_folder_is_a_link_out_of_the_workspace(checkout: Path, secret: Path, name: str) -> None:
    path = checkout / "data" / name
    if path.is_dir():
        moved = checkout.parent / path.name
        shutil.move(path, moved)
        path.symlink_to(moved)
    else:
        path.unlink(missing_ok=True)
        path.symlink_to(secret)
    order = ["report", "--data", str(checkout / "data"), "--forum", "vedim", "--format", "csv", "--no-cache"]
    result = CliRunner().invoke(main, [*order, "--output", str(checkout.parent / "out")])
    assert result.exit_code == 2 and "leads out of the workspace" in result.output
    assert "swordfish" not in result.output


def test_a_sidecar_is_no_link_to_elsewhere(checkout: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "credentials.toml"
    elsewhere.write_text('place = "swordfish"\n')
    path = newest(checkout)
    path.with_name(f"{path.name}.toml").symlink_to(elsewhere)
    result = CliRunner().invoke(main, ["read", str(path)])
    assert result.exit_code == 2 and "swordfish" not in result.output


@pytest.mark.parametrize(
    "content",
    [
        b"TOP SECRET",
        b'<?xml version="1.0"?><a/>',
        b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>",
        "<!DOCTYPE svg><svg/>".encode("utf-16"),
    ],
)
@pytest.mark.parametrize("ending", ["png", "svg"])
def test_a_logo_is_a_picture_in_the_workspace(checkout: Path, content: bytes, ending: str) -> None:
    data = checkout / "data"
    (data / f"logo.{ending}").write_bytes(content)
    (data / "rapporteur.toml").write_text(f'[labels]\nlogo = "logo.{ending}"\n')
    with pytest.raises(WorkspaceError, match="no PNG, JPEG or SVG"):
        open_workspace(data)
    outside = checkout.parent / f"outside.{ending}"
    outside.write_bytes(b'<svg xmlns="http://www.w3.org/2000/svg"/>')
    (data / "rapporteur.toml").write_text(f'[labels]\nlogo = "{outside}"\n')
    with pytest.raises(WorkspaceError, match="leads out"):
        open_workspace(data)
    (data / f"logo.{ending}").write_bytes(outside.read_bytes())
    (data / "rapporteur.toml").write_text(f'[labels]\nlogo = "logo.{ending}"\n')
    assert open_workspace(data).settings.labels.logo.startswith("data:image/svg+xml;base64,")


def test_a_cache_that_came_with_the_workspace_is_not_used_and_said(checkout: Path) -> None:
    old = checkout / "data" / ".rapporteur"
    old.mkdir()
    (old / "cache.sqlite").write_bytes(b"forged")
    propose(checkout)
    report = check_workspace(checkout / "data", Asked(base="HEAD~1"))
    assert [f.path for f in report.findings if f.rule == "workspace-cache"] == [".rapporteur"]
    assert open_workspace(checkout / "data").cache.is_on
    assert (old / "cache.sqlite").read_bytes() == b"forged"


def test_levels_and_accepted_findings_are_those_of_the_base(checkout: Path) -> None:
    data = checkout / "data"
    newest(checkout).unlink()
    report = check_workspace(data, Asked(base="HEAD"))
    assert report.failed
    accepted = "".join(
        f'[[accepted]]\nfingerprint = "{f.fingerprint}"\nreason = "mine"\ndate = "2026-01-01"\n'
        for f in report.findings
    )
    (data / "accepted-findings.toml").write_text(accepted)
    (data / "rapporteur.toml").write_text('[checks]\nfail_on = "never"\n')
    propose(checkout)
    judged = check_workspace(data, Asked(base="HEAD~1"))
    assert judged.failed and judged.fail_on == "error" and not judged.accepted
    changed = {f.path for f in judged.findings if f.rule == "settings-changed"}
    assert changed == {"accepted-findings.toml", "rapporteur.toml"}
    weaken(checkout)  # merged: now they count
    assert not check_workspace(data, Asked(base="HEAD")).failed


def test_a_base_whose_settings_are_broken_can_be_mended(checkout: Path) -> None:
    settings = checkout / "data" / "rapporteur.toml"
    was = settings.read_text()
    settings.write_text("[checks\n")
    propose(checkout)
    settings.write_text(was)
    assert check_workspace(checkout / "data", Asked(base="HEAD")).fail_on == "error"


EVIL = "x\n::stop-commands::abc\n::add-mask::e\n  ::error::forged\n##[set-env name=PATH]/tmp"


def commands_in(text: str) -> list[str]:
    """The lines that GitHub's runner would obey."""
    return [line for line in text.splitlines() if line.strip().startswith("::") or "##[" in line]


def test_no_name_or_key_writes_a_workflow_command(checkout: Path) -> None:
    data = checkout / "data"
    (data / "rapporteur.toml").write_text(f"{json.dumps(EVIL)} = 1\n")
    result = CliRunner().invoke(main, ["check", "--data", str(data)])
    assert result.exit_code == 2 and commands_in(result.output) == []
    (data / "rapporteur.toml").write_text("")
    (data / VEDIM).rename(data / "statements" / "ve\n::add-mask::e")
    for order in (
        ["list"],
        ["report", "--format", "csv", "--output", str(checkout.parent / "out")],
        ["report", "--forum", EVIL],
    ):
        result = CliRunner().invoke(main, [order[0], "--data", str(data), *order[1:]])
        assert commands_in(result.output) == [], order
    git(checkout, "checkout", "--quiet", "--", "data/rapporteur.toml")
    done = run_script(checkout, BASE="HEAD", GITHUB_ACTIONS="true", BRIEFINGS="true")
    allowed = ("::error file=", "::warning file=", "::notice file=", "::stop-commands::")
    lines = commands_in(done.stdout + done.stderr)
    tokens = {line.rpartition("::")[2] for line in lines if line.startswith("::stop-commands::")}
    assert len(tokens) >= 2 and all(len(token) == 32 for token in tokens)
    ends = {f"::{token}::" for token in tokens}
    assert [line for line in lines if not line.startswith(allowed) and line not in ends] == []


@pytest.mark.parametrize("name", ["ve\n::add-mask::e", "ve\u202edim", "ve\x1b[31m"])
def test_a_forum_whose_name_steers_is_not_read_and_said(checkout: Path, name: str) -> None:
    """The name stands in every address; a file's name stands in `list` only, where it is made visible."""
    data = checkout / "data"
    shutil.copytree(data / VEDIM, data / "statements" / name)
    (data / VEDIM / "2026-01-01-a\n::error::b.md").write_text("1. The Ministers agreed to meet.\n")
    for order in ("list", "ledger", "themes", "lock"):
        result = CliRunner().invoke(main, [order, "--data", str(data)])
        assert (
            commands_in(result.output) == [] and "\x1b" not in result.output and "\u202e" not in result.output
        )
        assert order != "list" or (result.exit_code == 2 and "characters that are not seen" in result.output)
    result = CliRunner().invoke(main, ["lexicon", EVIL])
    assert result.exit_code == 2 and commands_in(result.output) == []


def test_characters_that_steer_a_terminal_are_a_finding(checkout: Path) -> None:
    path = newest(checkout)
    path.write_text(path.read_text().replace("agreed", "\x1b]0;title\x07agreed", 1))
    report = check_workspace(checkout / "data", Asked(base="HEAD"))
    assert "control-characters" in {finding.rule for finding in report.findings}
    assert "\x1b" not in to_annotations(report, "text")


@pytest.mark.parametrize(
    "line",
    [
        "templates = 'own'",
        "engine = 'dask://127.0.0.1:8786'",
        "[labels]\ntemplates = 'own'",
        "[site]\nengine = 'x'",
    ],
)
def test_no_setting_chooses_what_is_trusted(checkout: Path, line: str) -> None:
    """Templates are programs and a scheduler runs what it is sent: only the person at the keyboard names them."""
    settings = checkout / "data" / "rapporteur.toml"
    settings.write_text(f"{line}\n")
    result = CliRunner().invoke(
        main, ["report", "--data", str(checkout / "data"), "--output", str(checkout.parent)]
    )
    assert result.exit_code == 2 and "unknown key" in result.output


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("SECURITY.md", "templates are programs"),
        ("SECURITY.md", "pickled Python without encryption"),
        ("docs/briefing.md", "Templates are programs"),
        ("docs/scale.md", "pickled Python without encryption"),
    ],
)
def test_the_pages_say_what_is_trusted(page: str, words: str) -> None:
    assert words in (ROOT / page).read_text("utf-8")
