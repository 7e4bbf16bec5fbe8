"""What changed in a workspace since a base: which statement files were added, edited, deleted, renamed, swapped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from rapporteur.compare.checks import git
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import parse_toml
from rapporteur.compare.store.workspace import is_statement_name

WORKING_COPY = "HEAD"
"""The base where none is named and there is a git repository: what is not committed yet."""


class TouchKind(StrEnum):
    """What happened to a file; its content decides, never its date."""

    ADDED = "added"
    EDITED = "edited"
    DELETED = "deleted"
    RENAMED = "renamed"
    """The same bytes under another name."""
    SWAPPED = "swapped"
    """It bears the bytes that another file bore, and that file bears others' in turn."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One file that is not as it was. ``was`` is the path at the base that the content had, "" for a new one."""

    kind: TouchKind
    path: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Base:
    """An earlier state of the workspace: its files and how to get their bytes.

    ``files`` are path -> the id under which git stores the bytes, "" in a folder. ``is_named`` says that the caller
    named the base, and did not fall back on the last commit.
    """

    name: str
    files: Mapping[str, str]
    read: Callable[[str], bytes]
    is_named: bool = True

    def table(self, path: str) -> dict[str, Any]:
        """The table in a TOML file of the base, an empty one where it has none. Raises WorkspaceError."""
        if path not in self.files:
            return {}
        return parse_toml(self.read(path), f"{path} of {self.name}")


def open_base(root: Path, name: str | None) -> Base | None:
    """The state of the workspace ``root`` that ``name`` (a folder or a git commit) stands for.

    Without a name it is the last commit, or None where there is no git repository or no commit in it: then
    there is nothing to compare with. Raises WorkspaceError where a name was given and stands for nothing.
    """
    if name is None:
        tree = git.find_tree(root)
        return _git_base(tree, WORKING_COPY, is_named=False) if tree and git.has_commit(tree) else None
    if not name.strip():
        raise WorkspaceError("--base is empty. Name a git commit or a folder, or leave it out.")
    if Path(name).is_dir():
        return _folder_base(Path(name))
    tree = git.find_tree(root)
    if tree is None:
        git.need()
        raise WorkspaceError(
            f"'{name}' is neither a folder nor a commit: '{root}' is in no git repository. "
            "Give --base a folder with the earlier statements, or check everything with --all."
        )
    return _git_base(tree, name)


SIDECAR = "{}.toml"
"""What stands beside a statement's file and says what its text does not: its date, its forum."""


def find_touched(
    root: Path, base: Base, files: Iterable[str], *, kept: Callable[[str], bool]
) -> tuple[Touch, ...]:
    """How ``files`` of ``root`` differ from those of the base, by path; ``kept`` says which base files count.

    A statement whose sidecar changed has changed. Line ends do not count: git changes them on checkout.
    """
    now, then = set(files), {path for path in base.files if kept(path)}
    both = {path for path in now & then if not _is_stored(root, base, path)}
    new = {path: _digest_now(root, path) for path in sorted(now - then | both)}
    old = {path: _digest_then(base, path) for path in sorted(then - now | both)}
    return match_contents(old, new)


def _is_stored(root: Path, base: Base, path: str) -> bool:
    """Whether the file and its sidecar hold the very bytes that git stores for the base, told by their ids."""
    for name in (path, SIDECAR.format(path)):
        id, file = base.files.get(name), root / name
        data = _bytes_of(file)
        if (data is None) != (id is None) or (data is not None and id != git.blob_id(data, id or "")):
            return False
    return True


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _digest_now(root: Path, path: str) -> str:
    parts = [_bytes_of(root / name) for name in (path, SIDECAR.format(path))]
    return (
        content_digest(*(part for part in parts if part is not None))
        if parts[0] is not None
        else f"unreadable {path}"
    )


def _digest_then(base: Base, path: str) -> str:
    sidecar = SIDECAR.format(path)
    return content_digest(base.read(path), *([base.read(sidecar)] if sidecar in base.files else []))


def content_digest(*parts: bytes) -> str:
    """A digest of a file's bytes, with its sidecar's; line ends are folded where it is text."""
    folded = (part if b"\0" in part else part.replace(b"\r\n", b"\n") for part in parts)
    return " ".join(map(digest, folded))


def match_contents(old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Touch, ...]:
    """The touches between two listings path -> digest; paths of equal digest on both sides are untouched.

    >>> match_contents({"a": "1", "b": "2"}, {"a": "2", "b": "1"})[0].kind.value
    'swapped'
    """
    left = {path: key for path, key in old.items() if new.get(path) != key}
    came = {path: key for path, key in new.items() if old.get(path) != key}
    origin = {key: path for path, key in sorted(left.items(), reverse=True)}
    touches = [_touch(path, origin.get(key, ""), left, came) for path, key in came.items()]
    carried = {touch.was for touch in touches if touch.kind is TouchKind.RENAMED}
    gone = set(left) - set(came) - carried
    touches += [Touch(TouchKind.DELETED, path, path) for path in gone]
    return tuple(sorted(touches, key=lambda touch: touch.path))


def _touch(path: str, was: str, left: Mapping[str, str], came: Mapping[str, str]) -> Touch:
    """What became of ``path``, whose bytes stood at ``was`` ("" for bytes never seen)."""
    if was and was not in came and path not in left:
        return Touch(TouchKind.RENAMED, path, was)
    if was and was in came and path in left:
        return Touch(TouchKind.SWAPPED, path, was)
    if path in left:
        return Touch(TouchKind.EDITED, path, path)
    return Touch(TouchKind.ADDED, path)


def digest(data: bytes) -> str:
    """The SHA-256 of the bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def digest_of(path: Path) -> str:
    """The digest of a file; one that cannot be read differs from every other, and its reader will say why."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return f"unreadable {path}"


def _git_base(tree: git.Tree, ref: str, *, is_named: bool = True) -> Base:
    commit = git.fork_point(tree, ref)
    return Base(
        name=f"commit {commit[:10]}" if ref == commit else f"{ref} ({commit[:10]})",
        files=git.list_files(tree, commit),
        read=lambda path: git.read_blob(tree, commit, path),
        is_named=is_named,
    )


def _folder_base(folder: Path) -> Base:
    """The folder as a base. Raises WorkspaceError where it holds no statement: it is then hardly the one meant."""
    files = {p.relative_to(folder).as_posix(): "" for p in sorted(folder.rglob("*")) if p.is_file()}
    if not any(is_statement_name(path) for path in files):
        raise WorkspaceError(
            f"--base: there is no statement in the folder '{folder}'. Name an earlier copy of the workspace, or a "
            "git commit; to check everything, say --all and no --base."
        )
    return Base(name=f"folder {folder}", files=files, read=lambda path: (folder / path).read_bytes())
