"""The one reader of a data folder: which statements it holds, by forum and meeting, and its settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import check_name, file_inside, near_name
from rapporteur.compare.model import Statement
from rapporteur.compare.store.cache import NO_CACHE, Cache, code_digest, digest, files_digest, open_cache
from rapporteur.compare.store.settings import Settings, read_settings
from rapporteur.compare.themes.corrections import Correction, read_corrections
from rapporteur.compare.themes.lexicon import ThemeLexicon, read_theme_lexicon

SUFFIXES = (".md", ".markdown", ".txt", ".html", ".htm", ".docx", ".pdf")
"""What a statement's file name may end in; other files of a workspace are not touched."""

NOT_STATEMENTS = ("readme", "changelog", "license", "manifest", "contributing")
"""Stems of files that stand beside statements and are none."""

HIDDEN = (".", "_")
"""What the name of a file or folder begins with that is not looked at."""

OVERRIDES = "overrides.toml"
"""A file of pairs that the analyst pins or forbids (overrides.toml)."""

NOTES = "notes.toml"
"""The analyst's notes and word on promises: no statement and no comparison is made from them."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """A data folder. Files are found at once, statements are read when asked for."""

    root: Path
    settings: Settings
    files: tuple[tuple[str, Path], ...]
    """(forum, path) of every statement file, sorted; the forum is the name of its folder."""
    refused: tuple[tuple[Path, str], ...] = ()
    """Statement files that are not read, each with the reason: links out of the workspace, names that are no text."""
    cache: Cache = field(default=NO_CACHE, repr=False, compare=False)
    stamp: str = field(default="", repr=False, compare=False)
    """A key of our code and of the workspace's settings and lexicons: what every cached value depends on."""
    _by_forum: dict[str, tuple[Path, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_forum: dict[str, list[Path]] = {}
        for forum, path in self.files:
            by_forum.setdefault(forum, []).append(path)
        object.__setattr__(self, "_by_forum", {forum: tuple(by_forum[forum]) for forum in sorted(by_forum)})

    @property
    def forums(self) -> tuple[str, ...]:
        """The forums that have at least one statement, sorted."""
        return tuple(self._by_forum)

    @property
    def theme_lexicon(self) -> ThemeLexicon:
        """The shipped themes, with those of the workspace's own ``themes.toml`` and with its own partners."""
        own, partners = self.root / "themes.toml", self.root / "lexicons" / "partners.toml"
        return read_theme_lexicon(own if own.is_file() else None, partners if partners.is_file() else None)

    @property
    def theme_corrections(self) -> tuple[Correction, ...]:
        """The analyst's corrections of themes, in the workspace's ``themes-corrections.toml``."""
        return read_corrections(self.root, self.theme_lexicon.names)

    def profile_of(self, forum: str) -> str:
        """The name of the forum's profile of verbs, "" where it has none."""
        return self.settings.forum(forum).profile

    def paths(self, forum: str) -> tuple[Path, ...]:
        """The statement files of a forum, sorted by name. Raises WorkspaceError where there are none."""
        found = self._by_forum.get(forum)
        if not found:
            known = ", ".join(self.forums) or "none"
            raise WorkspaceError(
                f"No forum '{forum}' in {self.root}. It has: {known}. See `rapporteur list`."
            )
        return found

    def only(self, forum: str) -> Workspace:
        """The same workspace with the files of one forum: all that a worker needs to be sent for it."""
        return replace(self, files=tuple((forum, path) for path in self.paths(forum)))


def open_workspace(root: Path | str, *, cache: bool = True) -> Workspace:
    """The workspace in ``root``: ``root/statements/<forum>/*`` or, where there is no such folder, ``root/<forum>/*``.

    With ``cache`` what was worked out before is remembered in the user's cache folder; without it, all is worked
    out anew and nothing is written. Raises WorkspaceError where the folder is missing or holds no statement.
    """
    root = Path(root)
    if not root.is_dir():
        raise WorkspaceError(
            f"No folder '{root}'. Name a folder that holds <forum>/<statement file>.{near_name(root, folders=True)}"
        )
    base = root / folder_of_statements(root)
    for folder in (base, root / "lexicons"):
        if folder.exists() and not folder.resolve().is_relative_to(root.resolve()):
            raise WorkspaceError(
                f"'{folder}' leads out of the workspace {root}. Put the folder itself there."
            )
    files: list[tuple[str, Path]] = []
    refused: list[tuple[Path, str]] = []
    for path in sorted(_statement_files(base)):
        try:
            file_inside(root, path)
            check_name(path)
            _check_forum_name(path.parent)
        except WorkspaceError as error:
            refused.append((path, str(error)))
        else:
            files.append((path.parent.name if path.parent != base else base.name, path))
    if not files and not refused:
        raise WorkspaceError(
            f"No statement in '{root}'. Put files ({', '.join(SUFFIXES)}) into {base}/<forum>/."
        )
    return Workspace(
        root=root,
        settings=read_settings(root),
        files=tuple(files),
        refused=tuple(refused),
        cache=open_cache(root) if cache else NO_CACHE,
        stamp=_stamp(root),
    )


def _check_forum_name(folder: Path) -> None:
    """Raises WorkspaceError where a folder's name holds line ends or marks: it stands in every address and on every page."""
    if not folder.name.isprintable():
        raise WorkspaceError(
            f"'{folder}': the name holds characters that are not seen. Give it another name."
        )


def pick(statements: tuple[Statement, ...], wanted: str, workspace: Workspace) -> Statement:
    """The one statement that ``wanted`` names: its date, number, file name or a part of that.

    Raises WorkspaceError where none or several answer to it.
    """
    exact = [
        s for s in statements if wanted in (s.meeting.date, s.meeting.number, s.name, Path(s.source).name)
    ]
    found = exact or [
        s for s in statements if wanted in Path(s.source).name or s.meeting.date.startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    have = ", ".join(s.meeting.date or Path(s.source).name for s in statements)
    many = "several statements answer" if found else "no statement answers"
    raise WorkspaceError(f"In {workspace.root} {many} to '{wanted}'. It has: {have}.")


def statement_key(workspace: Workspace, path: Path, forum: str) -> str:
    """A key of everything that a statement is read from: file, sidecar, forum, settings, code."""
    return digest([workspace.stamp, forum, files_digest((path, Path(f"{path}.toml")), workspace.root)])


def folder_of_statements(root: Path) -> str:
    """Where in a workspace the forums' folders lie: "statements", or "" for the workspace itself."""
    return "statements" if (root / "statements").is_dir() else ""


def is_statement_name(name: str) -> bool:
    """True where a path inside a workspace names a statement file, whether or not it is there."""
    parts = name.lower().replace(os.sep, "/").split("/")
    stem, suffix = os.path.splitext(parts[-1])
    is_hidden = any(part.startswith(HIDDEN) for part in parts)
    return not is_hidden and suffix in SUFFIXES and stem not in NOT_STATEMENTS


def _stamp(root: Path) -> str:
    """Everything but the overrides, which bear on comparisons only and are keyed there."""
    written = _written(root)
    return digest([code_digest(), files_digest(written, root)])


def _written(root: Path) -> list[Path]:
    """The workspace's settings, sources, themes and lexicons."""
    tables = (*root.glob("*.toml"), *root.glob("lexicons/*.toml"))
    return sorted(path for path in tables if path.name not in (OVERRIDES, NOTES))


def _statement_files(base: Path) -> Iterator[Path]:
    """Every statement file below ``base``, in no order; hidden folders and links to folders are not gone into."""
    for folder, inner, names in os.walk(base):
        inner[:] = [name for name in inner if not name.startswith(HIDDEN)]
        for name in names:
            if is_statement_name(name) and os.path.isfile(os.path.join(folder, name)):
                yield Path(folder, name)
