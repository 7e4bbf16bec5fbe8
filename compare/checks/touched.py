"""What changed in a workspace since a base: which statement files were added, edited, deleted, renamed, swapped."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from rapporteur.compare.checks import git
from rapporteur.compare.errors import WorkspaceError
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

    ``differing`` are paths that may have changed, where that is known without reading them, else None.
    """

    name: str
    files: tuple[str, ...]
    read: Callable[[str], bytes]
    differing: frozenset[str] | None = None


def open_base(root: Path, name: str | None) -> Base | None:
    """The state of the workspace ``root`` that ``name`` (a folder or a git commit) stands for.

    Without a name it is the last commit, or None where there is no git repository or no commit in it: then
    there is nothing to compare with. Raises WorkspaceError where a name was given and stands for nothing.
    """
    if name is None:
        in_git = git.top_of(root) is not None and git.has_commit(root)
        return _git_base(root, WORKING_COPY) if in_git else None
    if not name.strip():
        raise WorkspaceError("--base is empty. Name a git commit or a folder, or leave it out.")
    return _folder_base(Path(name)) if Path(name).is_dir() else _git_base(root, name)


SIDECAR = "{}.toml"
"""What stands beside a statement's file and says what its text does not: its date, its forum."""


def find_touched(
    root: Path, base: Base, files: Iterable[str], *, kept: Callable[[str], bool]
) -> tuple[Touch, ...]:
    """How ``files`` of ``root`` differ from those of the base, by path; ``kept`` says which base files count.

    A statement whose sidecar changed has changed.
    """
    now, then = set(files), {path for path in base.files if kept(path)}
    both = now & then
    if base.differing is not None:
        both = {
            path
            for path in both
            if base.differing & {path, SIDECAR.format(path)} or _gained(root, base, path)
        }
    new = {path: _digest_now(root, path) for path in sorted(now - then | both)}
    old = {path: _digest_then(base, path) for path in sorted(then - now | both)}
    return match_contents(old, new)


def _gained(root: Path, base: Base, path: str) -> bool:
    """True where a sidecar stands beside the file that the base has not; git does not tell new files."""
    sidecar = SIDECAR.format(path)
    return sidecar not in base.files and (root / sidecar).is_file()


def _digest_now(root: Path, path: str) -> str:
    sidecar = root / SIDECAR.format(path)
    return digest_of(root / path) + (digest_of(sidecar) if sidecar.is_file() else "")


def _digest_then(base: Base, path: str) -> str:
    sidecar = SIDECAR.format(path)
    return digest(base.read(path)) + (digest(base.read(sidecar)) if sidecar in base.files else "")


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


def _git_base(root: Path, ref: str) -> Base:
    commit = git.fork_point(root, ref)
    name = f"commit {commit[:10]}" if ref == commit else f"{ref} ({commit[:10]})"
    return Base(
        name=name,
        files=git.list_files(root, commit),
        read=lambda path: git.read_blob(root, commit, path),
        differing=git.list_differing(root, commit),
    )


def _folder_base(folder: Path) -> Base:
    """The folder as a base. Raises WorkspaceError where it holds no statement: it is then hardly the one meant."""
    files = tuple(sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()))
    if not any(is_statement_name(path) for path in files):
        raise WorkspaceError(
            f"--base: there is no statement in the folder '{folder}'. Name an earlier copy of the workspace, or a "
            "git commit; to check everything, say --all and no --base."
        )
    return Base(name=f"folder {folder}", files=files, read=lambda path: (folder / path).read_bytes())
