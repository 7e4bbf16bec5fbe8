"""The numbers and names a workspace may set, each with its range and its reason; reads ``rapporteur.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, TypeVar

from rapporteur.compare.errors import WorkspaceError

FILE_NAME = "rapporteur.toml"


@dataclass(frozen=True, slots=True)
class ForumSettings:
    """What a workspace says of one forum; the folder of its statements bears the ``id``."""

    id: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    profile: str = ""
    """Which verb ladder its texts follow: ministerial, un-decision, central-bank; "" lets the kind decide."""
    next_meeting: str = ""
    """Date of the next meeting, ISO 8601, for the header and for what is due."""
    next_place: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on every page besides the facts."""

    organisation: str = ""
    classification: str = ""
    draft_mark: str = ""
    logo: str = ""
    page_size: str = "A4"


@dataclass(frozen=True, slots=True)
class Watch:
    """What `check` and the feeds report wherever it is said, or no longer said."""

    phrases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Publication:
    """Where the site is published: the feeds' links begin with it. "" leaves them relative."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of a workspace; the defaults serve a bare pair of files."""

    labels: Labels = Labels()
    forums: tuple[ForumSettings, ...] = ()
    checks: Mapping[str, Any] = field(default_factory=dict)
    """The ``[checks]`` table as written; the checks read it."""
    watch: Watch = Watch()
    site: Publication = Publication()

    def forum(self, forum_id: str) -> ForumSettings:
        """The settings of a forum, defaults where the workspace says nothing."""
        for forum in self.forums:
            if forum.id == forum_id:
                return forum
        return ForumSettings(id=forum_id)


PAGE_SIZES = ("A4", "Letter")

Record = TypeVar("Record", Labels, ForumSettings, Watch, Publication)


def read_settings(folder: Path) -> Settings:
    """The settings of the workspace ``folder``; defaults where it has no ``rapporteur.toml``.

    Raises WorkspaceError naming the file and the key where a table or value is not as described here.
    """
    path = folder / FILE_NAME
    if not path.is_file():
        return Settings()
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WorkspaceError(f"{path}: not valid TOML ({error}). Mend that line.") from error
    _only(path, table, "top level", {"labels", "forums", "checks", "watch", "site"})
    return Settings(
        labels=_labels(path, table.get("labels", {})),
        forums=tuple(_forum(path, name, entry) for name, entry in sorted(table.get("forums", {}).items())),
        checks=table.get("checks", {}),
        watch=_record(path, "watch", Watch, table.get("watch", {})),
        site=_site(path, table.get("site", {})),
    )


def _labels(path: Path, table: Mapping[str, Any]) -> Labels:
    labels = _record(path, "labels", Labels, table)
    if labels.page_size not in PAGE_SIZES:
        raise WorkspaceError(
            f"{path}: [labels] page_size is '{labels.page_size}'; say one of {', '.join(PAGE_SIZES)}."
        )
    return labels


def _site(path: Path, table: Mapping[str, Any]) -> Publication:
    site = _record(path, "site", Publication, table)
    if site.address and not (site.address.startswith(("https://", "http://")) and site.address.endswith("/")):
        raise WorkspaceError(
            f"{path}: [site] address is '{site.address}'; say an address that begins with https:// and ends in '/'."
        )
    return site


def _forum(path: Path, name: str, table: Mapping[str, Any]) -> ForumSettings:
    return _record(path, f"forums.{name}", ForumSettings, {"id": name, **table})


def _record(path: Path, where: str, kind: type[Record], table: Mapping[str, Any]) -> Record:
    """A settings record from a table whose keys and types must be those of the record."""
    if not isinstance(table, dict):
        raise WorkspaceError(f"{path}: [{where}] must be a table.")
    known = {f.name: f for f in fields(kind)}
    _only(path, table, f"[{where}]", set(known))
    values: dict[str, Any] = {}
    for key, value in table.items():
        wants_tuple = str(known[key].type).startswith("tuple")
        right = (
            isinstance(value, list) if wants_tuple else isinstance(value, str) or hasattr(value, "isoformat")
        )
        if not right:
            wanted = "a list of strings" if wants_tuple else "a string"
            raise WorkspaceError(f"{path}: [{where}] {key} must be {wanted}, not {value!r}.")
        values[key] = tuple(str(v) for v in value) if wants_tuple else str(value)
    return kind(**values)


def _only(path: Path, table: Mapping[str, Any], where: str, known: set[str]) -> None:
    for key in sorted(set(table) - known):
        raise WorkspaceError(
            f"{path}: {where} has the unknown key '{key}'; known are {', '.join(sorted(known))}."
        )
