"""The story of a repository of statements: what a pull request does, and what the check says of it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from rapporteur.compare.checks import Asked, Report, check_workspace
from rapporteur.compare.checks.lock import FILE_NAME as LOCK
from rapporteur.compare.checks.lock import read_lock, to_lock
from rapporteur.compare.checks.register import relock
from rapporteur.compare.errors import WorkspaceError

NEWEST = "statements/vedim/2025-02-14-10th-vedim-joint-statement.md"
NINTH = "statements/vedim/2024-02-23-9th-vedim-joint-statement.txt"
EIGHTH = "statements/vedim/2023-03-03-8th-vedim-joint-statement.md"
SEVENTH = "statements/vedim/2022-02-18-7th-vedim-joint-statement.txt"

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Repository:
    """A git repository with a workspace in ``data``, as a user keeps one."""

    def __init__(self, top: Path) -> None:
        self.top, self.data = top, top / "data"

    def git(self, *arguments: str) -> str:
        identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false")
        command = ["git", "-C", str(self.top), *identity, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout

    def commit(self, message: str = "as it is") -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def lock(self) -> None:
        (self.data / LOCK).write_text(to_lock(relock(self.data)[0]))

    def check(self, base: str = "main") -> Report:
        return check_workspace(self.data, Asked(base=base))

    def edit(self, path: str, old: str, new: str) -> None:
        text = (self.data / path).read_text()
        assert text.count(old) >= 1, old
        (self.data / path).write_text(text.replace(old, new, 1))


@pytest.fixture(scope="session")
def committed(tmp_path_factory: pytest.TempPathFactory, sample: Path) -> Path:
    """The sample without its newest statement, locked and committed on main, with a branch checked out."""
    top = tmp_path_factory.mktemp("repository")
    repository = Repository(top)
    shutil.copytree(sample, repository.data)
    (repository.data / NEWEST).rename(top.parent / f"{top.name}-newest.md")
    repository.git("init", "--quiet", "--initial-branch", "main")
    repository.lock()
    repository.commit()
    repository.git("switch", "--quiet", "--create", "branch")
    return top


@pytest.fixture
def repository(committed: Path, tmp_path: Path) -> Repository:
    """A copy of it for one test."""
    shutil.copytree(committed, tmp_path / "repository")
    return Repository(tmp_path / "repository")


@pytest.fixture
def newest(committed: Path) -> Path:
    """The statement that is to be added."""
    return committed.parent / f"{committed.name}-newest.md"


def rules(report: Report) -> dict[str, list[str]]:
    """Rule -> the files that it was found in."""
    told: dict[str, list[str]] = {}
    for finding in report.findings:
        told.setdefault(finding.rule, []).append(finding.path)
    return told


def test_a_branch_that_changes_nothing_has_no_finding(repository: Repository) -> None:
    report = repository.check()
    assert report.findings == () and report.checked == () and not report.failed


def test_the_next_meetings_statement_is_told_as_such_and_compared_with_the_last(
    repository: Repository, newest: Path
) -> None:
    shutil.copy(newest, repository.data / NEWEST)
    repository.lock()
    repository.commit()
    report = repository.check()
    assert report.checked == ((NEWEST, "added"),)
    told = rules(report)
    assert told["new-statement"] == [NEWEST]
    message = next(finding.message for finding in report.findings if finding.rule == "new-statement")
    assert "2025-02-14" in message and "2024-02-23" in message
    assert {"silent-edit", "deleted", "lock-stale", "re-extracted", "not-compared"}.isdisjoint(told)
    assert {"clause-dropped", "commitment-dropped"} & set(told)


def test_one_word_of_an_old_statement_is_found_with_the_word(repository: Repository) -> None:
    repository.edit(
        NINTH, "The Meeting endorsed the Vellamar Charter", "The Meeting noted the Vellamar Charter"
    )
    repository.lock()
    repository.commit()
    report = repository.check()
    edits = [finding for finding in report.findings if finding.rule == "silent-edit"]
    assert len(edits) == 1 and report.failed
    assert "“endorsed” became “noted”" in edits[0].message and edits[0].address.endswith("#7.a")


def test_a_number_that_changed_in_an_old_statement_is_a_silent_edit_too(repository: Repository) -> None:
    repository.edit(NINTH, "fourteen of its nineteen chapters", "fifteen of its nineteen chapters")
    repository.edit(NINTH, "4,100 seafarers", "4,900 seafarers")
    messages = [f.message for f in repository.check().findings if f.rule == "silent-edit"]
    assert len(messages) == 2
    assert any("4,900" in message for message in messages) and any(
        "fifteen" in message for message in messages
    )


def test_an_edit_of_the_newest_but_one_is_judged_against_both_neighbours(repository: Repository) -> None:
    repository.edit(EIGHTH, "\n4. ", "\n4. The Meeting resolved to say this once only. ")
    report = repository.check()
    assert dict(report.checked) == {EIGHTH: "edited", NINTH: f"compared with {EIGHTH}"}
    dropped = [f for f in report.findings if f.path == NINTH]
    assert any("say this once only" in finding.message for finding in dropped)
    assert all(
        "say this once only" in finding.message for finding in dropped if finding.rule.endswith("dropped")
    )


def test_line_ends_are_no_change_and_wraps_change_bytes_and_no_word(repository: Repository) -> None:
    path = repository.data / SEVENTH
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\n", b"\r\n"))
    assert "source-changed" not in rules(repository.check())
    path.write_bytes(before.replace(b" the ", b" the\n", 1))
    told = rules(repository.check())
    assert told["source-changed"] == [SEVENTH] and "silent-edit" not in told


def test_another_version_of_the_reader_is_technical_only(repository: Repository) -> None:
    lock = read_lock(repository.data / LOCK)
    assert lock is not None
    extractor = next(entry.extractor for entry in lock.values())
    path = repository.data / LOCK
    path.write_text(path.read_text().replace(extractor, f"{extractor}-next"))
    report = repository.check()
    told = rules(report)
    assert set(told) == {"re-extracted"} and not report.failed
    assert all("words are the same" in finding.message for finding in report.findings)


def test_an_override_whose_words_changed_is_reported_and_none_is_not(
    repository: Repository, newest: Path
) -> None:
    shutil.copy(newest, repository.data / NEWEST)
    name = [f"vedim/{day}#3" for day in ("2024-02-23", "2025-02-14")]
    entry = f'[[forbid]]\nold = "{name[0]}"\nold_words = "{"0" * 12}"\nnew = "{name[1]}"\nnew_words = "{"0" * 12}"\n'
    assert "override-stale" not in rules(repository.check())
    (repository.data / "overrides.toml").write_text(entry)
    told = rules(repository.check())
    assert told["override-stale"] == [NEWEST] and told["settings-changed"] == ["overrides.toml"]


def test_a_renamed_file_is_no_change(repository: Repository) -> None:
    renamed = NINTH.replace("9th-vedim", "ninth-vedim")
    (repository.data / NINTH).rename(repository.data / renamed)
    repository.lock()
    repository.commit()
    report = repository.check()
    assert rules(report) == {"renamed": [renamed]} and not report.failed


def test_a_deleted_statement_is_an_error(repository: Repository) -> None:
    (repository.data / EIGHTH).unlink()
    repository.lock()
    repository.commit()
    report = repository.check()
    assert rules(report)["deleted"] == [EIGHTH] and report.failed


def test_two_statements_that_changed_places_are_said_to_have(repository: Repository) -> None:
    left, right = repository.data / NINTH, repository.data / SEVENTH
    swapped = left.read_bytes()
    left.write_bytes(right.read_bytes())
    right.write_bytes(swapped)
    repository.lock()
    repository.commit()
    report = repository.check()
    assert rules(report)["swapped"] == [SEVENTH, NINTH] and report.failed
    assert "silent-edit" not in rules(report)


def test_another_version_of_a_meetings_statement_is_not_the_next_meetings(repository: Repository) -> None:
    copy = NINTH.replace("joint-statement", "joint-statement-as-corrected")
    text = (repository.data / NINTH).read_text()
    (repository.data / copy).write_text(text.replace("seven duties", "eight duties"))
    told = rules(repository.check())
    assert told["new-version"] == [copy] and "new-statement" not in told and "duplicate" not in told


def test_a_copy_of_a_statement_is_a_duplicate(repository: Repository) -> None:
    copy = NINTH.replace("joint-statement", "joint-statement-copy")
    shutil.copy(repository.data / NINTH, repository.data / copy)
    assert rules(repository.check())["duplicate"] == [copy]


def test_a_folder_serves_as_base_where_there_is_no_git(repository: Repository, tmp_path: Path) -> None:
    shutil.copytree(repository.data, tmp_path / "earlier")
    shutil.rmtree(repository.top / ".git")
    repository.edit(NINTH, "endorsed the Vellamar Charter", "noted the Vellamar Charter")
    told = rules(check_workspace(repository.data, Asked(base=str(tmp_path / "earlier"))))
    assert told["silent-edit"] == [NINTH]


def test_without_git_and_base_the_lock_tells_a_silent_edit(repository: Repository) -> None:
    shutil.rmtree(repository.top / ".git")
    repository.edit(NINTH, "endorsed the Vellamar Charter", "noted the Vellamar Charter")
    report = check_workspace(repository.data)
    assert rules(report)["silent-edit"] == [NINTH] and report.base == ""


def test_what_others_merged_meanwhile_is_not_this_branchs_deletion(
    repository: Repository, newest: Path
) -> None:
    repository.git("switch", "--quiet", "main")
    shutil.copy(newest, repository.data / NEWEST)
    repository.commit("what others did")
    repository.git("switch", "--quiet", "branch")
    assert not (repository.data / NEWEST).exists()
    assert repository.check().findings == ()


def test_a_shallow_clone_says_what_it_needs(repository: Repository, tmp_path: Path) -> None:
    repository.edit(NINTH, "endorsed", "noted")
    repository.commit()
    clone = tmp_path / "clone"
    url = repository.top.as_uri()
    subprocess.run(
        ["git", "clone", "--quiet", "--depth", "1", url, str(clone)], check=True, capture_output=True
    )
    with pytest.raises(WorkspaceError, match="fetch-depth: 0"):
        check_workspace(clone / "data", Asked(base="origin/main"))


def test_a_folder_without_statements_is_no_base(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(WorkspaceError, match="no statement in the folder"):
        repository.check(str(tmp_path / "empty"))


@pytest.mark.parametrize("base", ["no-such-branch", "--upload-pack=x", "0" * 40, " ", "../nowhere"])
def test_a_base_that_is_none_is_an_error_and_not_no_change(repository: Repository, base: str) -> None:
    with pytest.raises(WorkspaceError):
        repository.check(base)


def test_what_was_wrong_before_is_not_the_branchs_fault(repository: Repository) -> None:
    repository.edit(NINTH, "\n5. ", "\n55. ")
    repository.commit("a gap in the numbers")
    repository.git("branch", "--force", "main")
    repository.edit(NINTH, "endorsed", "noted")
    assert "numbering-gap" not in rules(repository.check())
    assert "numbering-gap" in rules(check_workspace(repository.data, Asked(base="main", everything=True)))


DRAFT = """---
title: Draft Joint Ministerial Statement of the Eleventh Vellamar Digital Ministers' Meeting
date: 2026-02-12
number: 11
---
1. {agreed}

2. {departing}

3. The Meeting resolved to teach every lighthouse keeper of the islands how to mend a glass harmonica by moonlight.
"""


def test_a_draft_is_read_against_agreed_language_when_asked(repository: Repository, tmp_path: Path) -> None:
    lines = (repository.data / EIGHTH).read_text().splitlines()
    sentences = [line.split(". ")[1] + "." for line in lines if line[:1].isdigit() and line.count(". ") > 1]
    agreed, departing = [s for s in sentences if len(s.split()) > 15][:2]
    changed = (
        departing.replace("Meeting", "Meeting, where possible,", 1)
        if "Meeting" in departing
        else f"Perhaps {departing}"
    )
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT.format(agreed=agreed, departing=changed))
    report = check_workspace(repository.data, Asked(base="main", draft=draft, forum="vedim"))
    about = [f for f in report.findings if f.rule in ("departs", "no-precedent")]
    assert [(f.rule, f.address and f.address.split("#")[1]) for f in about] == [
        ("departs", "2"),
        ("no-precedent", "3"),
    ]
    assert dict(about[0].details)["was"].split()[0].strip(",") == departing.split()[0]
    assert ("../../draft.md", "draft") in report.checked


def test_a_draft_of_a_forum_that_is_not_there_is_an_error(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "draft.md").write_text("1. The Meeting noted it.")
    with pytest.raises(WorkspaceError, match="no-such-forum"):
        check_workspace(
            repository.data, Asked(base="main", draft=tmp_path / "draft.md", forum="no-such-forum")
        )


def test_dates_of_the_newest_statements_are_due_on_the_day_asked_about_and_not_before(
    repository: Repository,
) -> None:
    def due(day: str) -> list[str]:
        report = check_workspace(repository.data, Asked(base="main", day=day))
        return [finding.path for finding in report.findings if finding.rule == "date-due"]

    assert due("2024-02-24") == [] and due("") == []
    assert NINTH in due("2026-12-31") and SEVENTH not in due("2026-12-31")
    with pytest.raises(WorkspaceError, match="soon"):
        due("soon")


def test_two_checks_at_once_say_the_same_and_leave_the_workspace_as_it_was(
    repository: Repository, newest: Path
) -> None:
    shutil.copy(newest, repository.data / NEWEST)
    before = repository.git("status", "--porcelain")
    command = [sys.executable, "-m", "rapporteur.reports.cli", "check", "--data", str(repository.data)]
    both = [
        subprocess.Popen([*command, "--base", "main"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    (first, _), (second, _) = (process.communicate() for process in both)
    assert first == second and NEWEST.encode() in first
    assert [process.returncode for process in both] == [0, 0]
    assert repository.git("status", "--porcelain") == before
