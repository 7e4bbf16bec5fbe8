"""The numbers and names a workspace may set, each with its range and its reason; reads ``rapporteur.toml``."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar
from xml.etree import ElementTree

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import file_inside, read_toml
from rapporteur.compare.headlines.watch import Watch
from rapporteur.compare.store.meetings import is_rule, next_after

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
    meetings: tuple[str, ...] = ()
    """Days of further meetings, past or to come."""
    meeting_rule: str = ""
    """When the forum meets as a rule, as RFC 5545 writes it: "FREQ=YEARLY;BYMONTH=2;BYDAY=2TH"."""

    def meeting_after(self, last: str) -> str:
        """The day of the next meeting after ``last``: the one that is set, else by the declared days and the rule."""
        return self.next_meeting or next_after(self.meetings, self.meeting_rule, last)


@dataclass(frozen=True, slots=True)
class Labels:
    """What stands on every page besides the facts."""

    organisation: str = ""
    classification: str = ""
    draft_mark: str = ""
    logo: str = ""
    """The picture itself as a data address (RFC 2397), so that a page can be made again without its file."""
    page_size: str = "A4"


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
    watch: Watch = field(default_factory=Watch)
    site: Publication = Publication()

    def forum(self, forum_id: str) -> ForumSettings:
        """The settings of a forum, defaults where the workspace says nothing."""
        for forum in self.forums:
            if forum.id == forum_id:
                return forum
        return ForumSettings(id=forum_id)


PAGE_SIZES = ("A4", "Letter")
PROFILES = ("ministerial", "un-decision", "central-bank")
"""The ladders of verbs that ship; a workspace's ``lexicons/profiles.toml`` may add its own."""

MAX_LOGO = 1_000_000
"""Bytes of a logo; it stands in every page."""
PICTURES = ((b"\x89PNG\r\n\x1a\n", "image/png"), (b"\xff\xd8\xff", "image/jpeg"))
"""First bytes of the pictures that may be a logo, beside SVG."""

Record = TypeVar("Record", Labels, ForumSettings, Watch, Publication)


def read_settings(folder: Path) -> Settings:
    """The settings of the workspace ``folder``; defaults where it has no ``rapporteur.toml``.

    Raises WorkspaceError naming the file and the key where a table or value is not as described here.
    """
    path = folder / FILE_NAME
    table = read_toml(path)
    known = {"labels", "forums", "checks", "watch", "site"}
    _only(path, table, "top level", known)
    for key in sorted(known):
        if not isinstance(table.get(key, {}), dict):
            raise WorkspaceError(f"{path}: [{key}] must be a table.")
    return Settings(
        labels=_labels(path, table.get("labels", {})),
        forums=tuple(_forum(path, name, entry) for name, entry in sorted(table.get("forums", {}).items())),
        checks=table.get("checks", {}),
        watch=_record(path, "watch", Watch, table.get("watch", {})),
        site=_site(path, table.get("site", {})),
    )


def _labels(path: Path, table: Mapping[str, Any]) -> Labels:
    labels = _record(path, "labels", Labels, table)
    labels = replace(labels, logo=_logo(path, labels.logo)) if labels.logo else labels
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


def _logo(settings: Path, name: str) -> str:
    """The picture that ``[labels] logo`` names, as a data address; it must lie inside the workspace.

    ``name`` is relative to the workspace, or to the working folder. Raises WorkspaceError where there is no picture.
    """
    for path in (settings.parent / name, Path(name)):
        real = file_inside(settings.parent, path)
        if real is not None:
            data = real.read_bytes() if real.stat().st_size <= MAX_LOGO else b""
            kind = next((kind for start, kind in PICTURES if data.startswith(start)), "")
            kind = kind or ("image/svg+xml" if _is_svg(data) else "")
            if not kind:
                raise WorkspaceError(
                    f"{settings}: [labels] logo '{name}' is no PNG, JPEG or SVG of at most {MAX_LOGO:,} bytes."
                )
            return f"data:{kind};base64,{base64.b64encode(data).decode()}"
    raise WorkspaceError(f"{settings}: [labels] logo '{name}' is not there. Name a picture in the workspace.")


def _is_svg(data: bytes) -> bool:
    if b"\0" in data or b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        return False
    try:
        return ElementTree.fromstring(data).tag == "{http://www.w3.org/2000/svg}svg"
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return False


def _forum(path: Path, name: str, table: Mapping[str, Any]) -> ForumSettings:
    if not isinstance(table, dict):
        raise WorkspaceError(f"{path}: [forums.{name}] must be a table.")
    forum = _record(path, f"forums.{name}", ForumSettings, {"id": name, **table})
    for key, day in (("next_meeting", forum.next_meeting), *(("meetings", day) for day in forum.meetings)):
        try:
            _ = day and date.fromisoformat(day)
        except ValueError as error:
            raise WorkspaceError(
                f"{path}: [forums.{name}] {key} is '{day}'; write a day like 2027-03-01."
            ) from error
    if forum.meeting_rule and not is_rule(forum.meeting_rule):
        raise WorkspaceError(
            f"{path}: [forums.{name}] meeting_rule is '{forum.meeting_rule}'; write a rule of days as RFC 5545 has it, "
            "like FREQ=YEARLY;BYMONTH=2;BYDAY=2TH."
        )
    return forum


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
