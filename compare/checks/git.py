"""The one door to git: which files a commit holds under a folder, which differ from it, and their bytes.

git is called as a program, read-only, and only where a check is asked to compare with a commit: everything
else of the project works without it.
"""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from rapporteur.compare.errors import MissingComponentError, WorkspaceError

QUIET = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
"""English words to recognise, no lock taken for a mere look, and no question that nobody can answer in CI."""

REGULAR_FILES = ("100644", "100755")
"""Modes of a tree entry that are files; links and submodules are not statements."""


def top_of(folder: Path) -> Path | None:
    """The top folder of the working tree that ``folder`` is in, or None where there is no git or no tree.

    Raises WorkspaceError where git refuses the tree, as it does for a folder that someone else owns.
    """
    try:
        return _top(folder)
    except MissingComponentError:
        return None


def _top(folder: Path) -> Path | None:
    answer = _run(folder, "rev-parse", "--show-toplevel")
    if answer.returncode == 0:
        return Path(os.fsdecode(answer.stdout).rstrip("\n"))
    refused = re.search(rb"dubious ownership in repository at '([^']*)'", answer.stderr)
    if refused:
        top = os.fsdecode(refused[1])
        raise WorkspaceError(
            f"git will not read '{folder}', which another user owns. "
            f"Run: git config --global --add safe.directory '{top}'"
        )
    return None


def has_commit(folder: Path) -> bool:
    """True where the working tree has a commit at all; a repository just made has none."""
    return _run(folder, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0


def fork_point(folder: Path, ref: str) -> str:
    """The commit that this working tree and ``ref`` both grew from.

    What others merged into ``ref`` since then is theirs and is not read as a deletion here. Raises
    WorkspaceError where ``ref`` is no commit, or where a shallow clone does not reach back to that point.
    """
    if _top(folder) is None:
        raise WorkspaceError(
            f"'{ref}' is neither a folder nor a commit: '{folder}' is in no git repository. "
            "Give --base a folder with the earlier statements, or check everything with --all."
        )
    found = _run(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode:
        raise WorkspaceError(f"git knows no commit '{ref}' here.{_reach(folder, ref)}")
    commit = found.stdout.decode().strip()
    base = _run(folder, "merge-base", commit, "HEAD")
    if base.returncode:
        raise WorkspaceError(f"'{ref}' and HEAD share no commit that is known here.{_reach(folder, ref)}")
    return base.stdout.decode().split()[0]


def list_files(folder: Path, commit: str) -> tuple[str, ...]:
    """The files of ``commit`` under ``folder``, relative to it, sorted."""
    rows = os.fsdecode(_output(folder, "ls-tree", "-r", "-z", commit)).split("\0")
    entries = (row.partition("\t") for row in rows if row)
    return tuple(sorted(path for facts, _, path in entries if facts.split()[0] in REGULAR_FILES))


def list_differing(folder: Path, commit: str) -> frozenset[str]:
    """The files under ``folder`` whose content is not that of ``commit``; files git does not track are not told."""
    told = _output(
        folder, "diff", "--name-only", "--no-renames", "--no-ext-diff", "--relative", "-z", commit, "--", "."
    )
    return frozenset(path for path in os.fsdecode(told).split("\0") if path)


def read_blob(folder: Path, commit: str, path: str) -> bytes:
    """The bytes of a file as ``commit`` has it, as a checkout would write them (line ends, large files)."""
    return _output(folder, "cat-file", "--filters", f"{commit}:./{path}")


def _reach(folder: Path, ref: str) -> str:
    """The way out: another one for a clone that was cut short than for a name that is wrong."""
    shallow = _run(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
    if shallow:
        return (
            " This is a shallow clone. Fetch the history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in "
            "GitLab, or `git fetch --unshallow` by hand."
        )
    return f" See `git branch --all`, or fetch it: git fetch origin {ref.removeprefix('origin/')}"


def _output(folder: Path, *arguments: str) -> bytes:
    answer = _run(folder, *arguments)
    if answer.returncode:
        words = answer.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise WorkspaceError(f"git {arguments[0]} failed in '{folder}': {words[0]}")
    return answer.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *arguments],
            capture_output=True,
            check=False,
            env={**os.environ, **QUIET},
        )
    except FileNotFoundError as error:
        raise MissingComponentError(
            "git is not installed, and --base names a commit. Install git, or give --base a folder."
        ) from error
