"""Read-only access to git: which files a commit holds under a folder, and their bytes as they are stored.

git runs as a program from the top folder of the working tree, which is found here: a repository that lies inside the
workspace (git takes any folder with HEAD, config, objects and refs for one) is never entered. Only objects are read.
What a working tree may bring with it (filters, attributes, hooks, a file system monitor) is never called.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from rapporteur.compare.errors import MissingComponentError, WorkspaceError

ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_PAGER": "cat",
    "GIT_NO_LAZY_FETCH": "1",
}
"""English words to recognise, no lock taken for a mere look, and no question that nobody can answer in CI."""
OPTIONS = (
    "--no-replace-objects",
    *("-c", "safe.bareRepository=explicit"),
    *("-c", "core.fsmonitor=false"),
    *(
        "-c",
        "protocol.allow=never",
    ),  # a partial clone would fetch what is missing, by a command of its config
    *("-c", f"core.hooksPath={os.devnull}"),
)
ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_NAMESPACE")
"""Variables (a hook of git has them) that would lead git to another repository than that of the folder."""
REGULAR_FILES = ("100644", "100755")
"""Modes of a tree entry that are files; links and submodules are not statements."""
LFS_POINTER = re.compile(
    rb"version https://git-lfs\.github\.com/spec/v1\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n"
)
"""What git stores in place of a file of Git LFS (its specification, version 1)."""


@dataclass(frozen=True, slots=True)
class Tree:
    """The top folder of a working tree, and the workspace in it as git names it ("" for the top itself)."""

    top: Path
    folder: str

    def path(self, name: str) -> str:
        """A file of the workspace as git names it."""
        return f"{self.folder}/{name}" if self.folder else name


def find_tree(folder: Path) -> Tree | None:
    """The working tree that ``folder`` is in; None where there is none, or no git.

    Raises WorkspaceError where git refuses the tree (it belongs to someone else), or where ``folder`` is a link that
    leads out of it.
    """
    absolute = Path(os.path.abspath(folder))
    top = next((parent for parent in (absolute, *absolute.parents) if os.path.lexists(parent / ".git")), None)
    if top is None:
        return None
    try:
        answer = _run(top, "rev-parse", "--is-inside-work-tree")
    except MissingComponentError:
        return None
    if answer.returncode:
        if b"dubious ownership" in answer.stderr:
            raise WorkspaceError(
                f"git will not read '{folder}', which another user owns. "
                f"Run: git config --global --add safe.directory '{top}'"
            )
        return None
    real, real_top = absolute.resolve(), top.resolve()
    if not real.is_relative_to(real_top):
        raise WorkspaceError(
            f"'{folder}' is a link that leads out of the repository {top}. Put the folder itself there."
        )
    inside = real.relative_to(real_top).as_posix()
    return Tree(real_top, "" if inside == "." else inside)


def need() -> None:
    """Raises MissingComponentError where git is not installed."""
    _run(Path(), "--version")


def has_commit(tree: Tree) -> bool:
    """Whether the working tree has a commit at all; a repository just made has none."""
    return _run(tree.top, "rev-parse", "--verify", "--quiet", "HEAD").returncode == 0


def fork_point(tree: Tree, ref: str) -> str:
    """The commit that this working tree and ``ref`` both grew from.

    What others merged into ``ref`` since then is theirs and is not read as a deletion here. Raises
    WorkspaceError where ``ref`` is no commit, or where a shallow clone does not reach back to that point.
    """
    found = _run(tree.top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    if found.returncode:
        raise WorkspaceError(f"git knows no commit '{ref}' here.{_reach(tree, ref)}")
    commit = found.stdout.decode().strip()
    base = _run(tree.top, "merge-base", commit, "HEAD")
    if base.returncode:
        raise WorkspaceError(f"'{ref}' and HEAD share no commit that is known here.{_reach(tree, ref)}")
    return base.stdout.decode().split()[0]


def list_files(tree: Tree, commit: str) -> dict[str, str]:
    """The regular files of ``commit`` under the workspace: path relative to it -> id of the stored bytes."""
    scope = ("--", f"{tree.folder}/") if tree.folder else ()
    rows = os.fsdecode(_output(tree.top, "ls-tree", "-r", "-z", "--full-tree", commit, *scope)).split("\0")
    entries = (row.partition("\t") for row in rows if row)
    start = len(tree.path(""))
    return {
        path[start:]: facts.split()[2]
        for facts, _, path in sorted(entries, key=lambda entry: entry[2])
        if facts.split()[0] in REGULAR_FILES
    }


def blob_id(data: bytes, like: str) -> str:
    """The id under which git stores these bytes, by the same hash as the id ``like``."""
    algorithm = "sha1" if len(like) == 40 else "sha256"
    return hashlib.new(algorithm, b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def read_blob(tree: Tree, commit: str, path: str) -> bytes:
    """The bytes of a file as ``commit`` stores it; of a file of Git LFS those that lie in the local store.

    Raises WorkspaceError where they are not there.
    """
    data = _output(tree.top, "cat-file", "blob", f"{commit}:{tree.path(path)}")
    pointer = LFS_POINTER.match(data) if len(data) < 1024 else None
    return _read_large(tree, path, pointer[1].decode()) if pointer else data


def _read_large(tree: Tree, path: str, oid: str) -> bytes:
    common = os.fsdecode(_output(tree.top, "rev-parse", "--git-common-dir")).rstrip("\n")
    file = tree.top / common / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    try:
        data = file.read_bytes()
    except OSError as error:
        raise WorkspaceError(
            f"'{path}' is kept in Git LFS and its earlier bytes are not here. Run: git lfs fetch --all"
        ) from error
    if hashlib.sha256(data).hexdigest() != oid:
        raise WorkspaceError(f"'{path}': its bytes in the store of Git LFS are damaged. Run: git lfs fsck")
    return data


def _reach(tree: Tree, ref: str) -> str:
    """The way out: another one for a clone that was cut short than for a name that is wrong."""
    if _run(tree.top, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true":
        return (
            " This is a shallow clone. Fetch the history: `fetch-depth: 0` in actions/checkout, `GIT_DEPTH: 0` in "
            "GitLab, or `git fetch --unshallow` by hand."
        )
    return f" See `git branch --all`, or fetch it: git fetch origin {ref.removeprefix('origin/')}"


def _output(top: Path, *arguments: str) -> bytes:
    answer = _run(top, *arguments)
    if answer.returncode:
        words = answer.stderr.decode(errors="replace").strip().splitlines() or ["no reason given"]
        raise WorkspaceError(f"git {arguments[0]} failed in '{top}': {words[0]}")
    return answer.stdout


def _run(top: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    inherited = {key: value for key, value in os.environ.items() if key not in ELSEWHERE}
    try:
        return subprocess.run(
            ["git", *OPTIONS, "-C", str(top), *arguments],
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            env={**inherited, **ENVIRONMENT},
        )
    except FileNotFoundError as error:
        raise MissingComponentError(
            "git is not installed, and --base names a commit. Install git, or give --base a folder."
        ) from error
