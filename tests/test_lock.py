"""The lock and the baseline: they come back as written, are written whole, and say when they are damaged."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from rapporteur.compare.checks.gates import (
    Accepted,
    accept,
    find_stale,
    read_baseline,
    split_accepted,
    to_baseline,
)
from rapporteur.compare.checks.lock import FILE_NAME, LockEntry, parse_lock, read_lock, to_lock
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Finding, Severity
from rapporteur.reports.cli import main

ENTRY = LockEntry("f/2024.md", "a" * 64, "b" * 64, 3, 40, "text/1", "f", "4", "2024-02-02", "statement")
FINDING = Finding("weakened", Severity.WARNING, "f/2024.md", "binds less", fingerprint="0123456789abcdef")

any_entry = st.builds(
    LockEntry,
    path=st.text(min_size=1),
    sha256=st.text(),
    text=st.text(),
    clauses=st.integers(0, 10**6),
    words=st.integers(0, 10**6),
    extractor=st.text(),
    forum=st.text(),
    number=st.text(),
    date=st.text(),
    kind=st.text(),
)


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@given(st.lists(any_entry, unique_by=lambda entry: entry.path))
def test_a_lock_comes_back_as_it_was_written(entries: list[LockEntry]) -> None:
    assert parse_lock(to_lock(entries).encode(), "lock") == {entry.path: entry for entry in entries}


def test_two_branches_that_add_statements_touch_different_lines_of_the_lock() -> None:
    others = [replace(ENTRY, path=f"f/{year}.md") for year in (2020, 2022, 2024)]
    before = to_lock(others).splitlines()
    after = to_lock([*others, replace(ENTRY, path="f/2021.md")]).splitlines()
    assert len(after) == len(before) + 1 and set(before) < set(after)


WHOLE = to_lock([ENTRY]).encode()
DAMAGED = {
    "empty": b"",
    "cut short": WHOLE[:-20],
    "no object": b"[]",
    "null": b"null",
    "no text": b"\xff\xfe",
    "too deep": b"[" * 10_000,
    "without statements": b'{"format": "rapporteur-lock/1"}',
    "a number in quotes": WHOLE.replace(b"40", b'"40"'),
    "of another format": WHOLE.replace(b"lock/1", b"lock/9"),
    "a merge conflict": b"{\n<<<<<<< ours\n" + WHOLE,
}


@pytest.mark.parametrize("damage", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_lock_is_never_taken_for_an_empty_one(damage: bytes) -> None:
    with pytest.raises(WorkspaceError, match="rapporteur lock"):
        parse_lock(damage, "statements.lock")


def test_a_missing_lock_is_none_and_not_an_empty_one(tmp_path: Path) -> None:
    assert read_lock(tmp_path / FILE_NAME) is None


@pytest.fixture
def workspace(tmp_path: Path, sample: Path) -> Path:
    shutil.copytree(sample, tmp_path / "data")
    return tmp_path / "data"


def test_lock_mends_a_damaged_and_a_stale_lock(workspace: Path) -> None:
    (workspace / FILE_NAME).write_text("<<<<<<< damaged")
    assert "lock-damaged" in run("check", "--data", str(workspace), "--all")[1]
    assert run("lock", "--data", str(workspace))[0] == 0
    output = run("check", "--data", str(workspace), "--all")[1]
    assert "lock-" not in output and "re-extracted" not in output


def test_lock_says_which_files_it_could_not_read_and_locks_the_others(workspace: Path) -> None:
    (workspace / "statements" / "vedim" / "2026-01-01-junk.pdf").write_bytes(b"\x00junk" * 100)
    code, output = run("lock", "--data", str(workspace))
    assert code == 2 and "2026-01-01-junk.pdf" in output
    lock = read_lock(workspace / FILE_NAME)
    assert lock is not None and len(lock) == 7
    assert "unreadable" in run("check", "--data", str(workspace), "--all")[1]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_leaves_the_old_lock(workspace: Path) -> None:
    (workspace / FILE_NAME).write_text("old")
    workspace.chmod(0o555)
    try:
        code, output = run("lock", "--data", str(workspace))
    finally:
        workspace.chmod(0o755)
    assert code == 2 and FILE_NAME in output and (workspace / FILE_NAME).read_text() == "old"


def test_a_full_disk_leaves_the_old_lock_and_says_so(
    workspace: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_space(_: int) -> None:
        raise OSError(28, "No space left on device")

    (workspace / FILE_NAME).write_text("old")
    monkeypatch.setattr(os, "fsync", no_space)
    code, output = run("lock", "--data", str(workspace))
    assert code == 2 and "No space left" in output
    assert (workspace / FILE_NAME).read_text() == "old"
    assert [path.name for path in workspace.iterdir() if path.name.startswith(f".{FILE_NAME}")] == []


def start_lock(workspace: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "rapporteur.reports.cli", "lock", "--data", str(workspace)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def test_a_lock_killed_at_any_point_is_the_old_one_or_the_new_one(workspace: Path) -> None:
    assert run("lock", "--data", str(workspace))[0] == 0
    new = (workspace / FILE_NAME).read_bytes()
    old = to_lock([ENTRY]).encode()
    chance = random.Random(7)
    seen = set()
    for _ in range(6):
        (workspace / FILE_NAME).write_bytes(old)
        process = start_lock(workspace)
        time.sleep(chance.uniform(0, 1.2))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        seen.add((workspace / FILE_NAME).read_bytes())
    assert seen <= {old, new}


def test_two_locks_at_once_leave_a_whole_one(workspace: Path) -> None:
    processes = [start_lock(workspace), start_lock(workspace)]
    assert [process.wait() for process in processes if process.communicate() is not None] == [0, 0]
    lock = read_lock(workspace / FILE_NAME)
    assert lock is not None and len(lock) == 7


any_accepted = st.builds(
    Accepted,
    fingerprint=st.from_regex(r"[0-9a-f]{16}", fullmatch=True),
    rule=st.text(alphabet=st.characters(blacklist_categories=("Cs",))).map(str.strip),
    path=st.text(alphabet=st.characters(blacklist_categories=("Cs",))).map(str.strip),
    reason=st.text(alphabet=st.characters(blacklist_categories=("Cs",)), min_size=1)
    .map(str.strip)
    .filter(bool),
    date=st.dates().map(lambda day: day.isoformat()),
)


@given(st.lists(any_accepted, unique_by=lambda entry: entry.fingerprint))
def test_a_baseline_comes_back_as_it_was_written(entries: list[Accepted]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "accepted.toml"
        path.write_text(to_baseline(entries), encoding="utf-8", newline="\n")
        assert set(read_baseline(path)) == set(entries)


def test_an_accepted_finding_fails_nothing_and_says_why() -> None:
    [entry] = accept([FINDING], reason="meant so", date="2026-03-31")
    standing, accepted = split_accepted([FINDING, replace(FINDING, fingerprint="f" * 16)], [entry])
    assert [finding.fingerprint for finding in standing] == ["f" * 16]
    assert dict(accepted[0].details) == {"accepted": "2026-03-31", "reason": "meant so"}


def test_an_entry_is_stale_only_where_its_file_was_looked_at_or_is_gone() -> None:
    entry = Accepted("f" * 16, "weakened", "f/2024.md", "why", "2026-03-31")
    both = frozenset({"f/2024.md", "f/2023.md"})
    assert find_stale([entry], [], checked=both, files=both) == (entry,)
    assert find_stale([entry], [], checked=frozenset({"f/2023.md"}), files=both) == ()
    assert find_stale([entry], [], checked=frozenset(), files=frozenset()) == (entry,)
    found = replace(FINDING, fingerprint="f" * 16)
    assert find_stale([entry], [found], checked=both, files=both) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("accepted = 3", r"only \[\[accepted\]\]"),
        ("[[accepted]]\nfingerprint = 'x'\ndate = 2026-01-01", "has no reason"),
        ("[[accepted]]\nfingerprint = 'x'\nreason = 'y'", "has no date"),
        ("[[accepted]]\nfingerprint = 'x'\nreason = 'y'\ndate = 'soon'", "'soon' is not a date"),
        ("[[accepted]]\nfingerprint = 'x'\nreason = 'y'\ndate = 2026-01-01\nwho = 'me'", "unknown key 'who'"),
        ("[[accepted", "not valid TOML"),
    ],
)
def test_a_wrong_baseline_is_an_error_that_names_the_key(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "accepted.toml").write_text(text)
    with pytest.raises(WorkspaceError, match=said):
        read_baseline(tmp_path / "accepted.toml")


def test_accept_wants_a_reason_and_a_date(workspace: Path) -> None:
    assert run("check", "--data", str(workspace), "--all", "--accept", " ", "--date", "2026-01-01")[0] == 2
    assert run("check", "--data", str(workspace), "--all", "--accept", "known")[0] == 2


def test_what_was_accepted_is_not_found_again_until_its_words_change(workspace: Path) -> None:
    arguments = ("check", "--data", str(workspace), "--all", "--fail-on", "note")
    assert run(*arguments)[0] == 1
    assert run(*arguments, "--accept", "as it is", "--date", "2026-01-01")[0] == 0
    code, output = run(*arguments)
    assert code == 0 and "accepted" in output
    statement = workspace / "statements/vedim/2025-02-14-10th-vedim-joint-statement.md"
    statement.write_text(statement.read_text() + "\n\nThe Meeting thanked the caf\u00c3\u00a9 on the quay.\n")
    code, output = run(*arguments)
    assert code == 1 and "mojibake" in output
