"""The words of the themes: the shipped lexicons, a workspace's own beside them, checked as they are read.

A file holds ``[[theme]]`` tables (id, name, decisive, general, hints, not, yields_to) and may hold ``[sets]``:
names that phrases refer to as ``{name}``. A workspace's file may bring new themes, and more words for the
shipped ones; ``drop`` takes shipped phrases out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.themes.phrases import PhraseBook

SHIPPED = Path(__file__).resolve().parents[1] / "lexicons"
# What a body says of itself: no subject, so it is never handed from a heading or a lead to a clause.
PROCEDURE = frozenset({"partners", "institution", "meeting"})
# The set that holds those who may be partners of somebody, and that of the places where there is war or tension.
PARTNERS = "partner"
HOTSPOTS = "hotspot"
# The lists of phrases: as a file names them, as ThemeWords does ("not" is a word of Python).
_LISTS = {"decisive": "decisive", "general": "general", "hints": "hints", "not": "hidden"}
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_BRACES = re.compile(r"\{([^}]*)\}")


class Kind(StrEnum):
    """What a phrase does for its theme."""

    DECISIVE = "decisive"
    """Makes the theme alone."""
    GENERAL = "general"
    """Makes the theme alone, unless a theme that it yields to is decided: "climate change" in a clause on a fund."""
    HINT = "hint"
    """Makes it together with another hint or with the heading."""
    NOT = "not"
    """Hides its words from the theme: "business climate" is no climate."""


@dataclass(frozen=True, slots=True)
class ThemeWords:
    """One theme: its id, its name for a reader, its phrases by what they do (see Kind), whom it yields to."""

    id: str
    name: str
    decisive: tuple[str, ...] = ()
    general: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    yields_to: tuple[str, ...] = ()

    def phrases(self) -> Iterable[tuple[str, tuple[str, Kind]]]:
        lists = {
            Kind.DECISIVE: self.decisive,
            Kind.GENERAL: self.general,
            Kind.HINT: self.hints,
            Kind.NOT: self.hidden,
        }
        for kind, texts in lists.items():
            for text in texts:
                yield text, (self.id, kind)


@dataclass(frozen=True, eq=False)
class ThemeLexicon:
    """All themes in force, ready for finding. Equal only to itself, so that what is made of it can be remembered."""

    themes: tuple[ThemeWords, ...]
    sets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def book(self) -> PhraseBook[tuple[str, Kind]]:
        return PhraseBook((pair for theme in self.themes for pair in theme.phrases()), self.sets)

    @cached_property
    def names(self) -> dict[str, str]:
        """Theme id -> the name that a reader sees."""
        return {theme.id: theme.name for theme in self.themes}

    @cached_property
    def profile_words(self) -> dict[str, list[str]]:
        """Theme id -> the words of its phrases; procedure has no profile, its words are everywhere."""
        words: dict[str, list[str]] = {}
        for theme in self.themes:
            if self.is_subject(theme.id):
                words[theme.id] = [
                    w
                    for text in theme.decisive + theme.general + theme.hints
                    for w in re.findall(r"[^\W\d_]{3,}(?![*\w])", text)
                ]
        return words

    @cached_property
    def yields(self) -> dict[str, frozenset[str]]:
        """Theme -> the themes that its general phrases yield to."""
        return {theme.id: frozenset(theme.yields_to) for theme in self.themes if theme.yields_to}

    def is_subject(self, theme: str) -> bool:
        """True for what a clause can be about, False for partners, institution, meeting."""
        return theme not in PROCEDURE


@lru_cache(maxsize=8)
def read_theme_lexicon(workspace_file: Path | None = None, partners_file: Path | None = None) -> ThemeLexicon:
    """The shipped themes, with those of ``workspace_file`` added, and with the names of ``partners_file`` among those
    who may be partners.

    Raises WorkspaceError naming the file, the theme and the mistake.
    """
    files = sorted(SHIPPED.glob("themes-*.toml"))
    if workspace_file is not None:
        files.append(workspace_file)
    themes: dict[str, ThemeWords] = {}
    sets: dict[str, tuple[str, ...]] = {}
    for file in files:
        data = read_toml(file)
        sets.update({name: tuple(entries) for name, entries in data.get("sets", {}).items()})
        for table in data.get("theme", []):
            theme = _check_theme(table, file)
            themes[theme.id] = _merge(themes.get(theme.id), theme, table.get("drop", ()))
    sets[PARTNERS] = (*sets.get(PARTNERS, ()), *_partners_in(partners_file))
    _check_sets(themes.values(), sets, files)
    return ThemeLexicon(tuple(themes[key] for key in sorted(themes)), sets)


def _partners_in(file: Path | None) -> tuple[str, ...]:
    """The countries and organisations that a workspace names in its own list of partners, and their other names."""
    data = read_toml(file) if file is not None else {}
    listed = [name for kind in ("countries", "organisations") for name in data.get(kind, {}).get("names", ())]
    return tuple(str(name) for name in (*listed, *data.get("aliases", {})) if str(name).strip())


def _check_theme(table: Mapping[str, Any], file: Path) -> ThemeWords:
    theme = table.get("id")
    if not isinstance(theme, str) or not _ID.fullmatch(theme):
        raise WorkspaceError(
            f'{file}: a theme has the id {theme!r}. An id is lower-case words with hyphens: id = "smart-cities".'
        )
    known = ("id", "name", *_LISTS, "drop", "yields_to")
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise WorkspaceError(
            f'{file}: theme "{theme}" has the unknown key "{unknown[0]}". Known: {", ".join(known)}.'
        )
    for name in (*_LISTS, "drop", "yields_to"):
        for phrase in table.get(name, []):
            if not isinstance(phrase, str) or not phrase.strip("*^.| "):
                raise WorkspaceError(
                    f'{file}: theme "{theme}", {name}: {phrase!r} is no phrase. Write words between quotes.'
                )
    lists = {field: tuple(table.get(name, ())) for name, field in _LISTS.items()}
    return ThemeWords(theme, table.get("name", ""), yields_to=tuple(table.get("yields_to", ())), **lists)


def _merge(old: ThemeWords | None, new: ThemeWords, drop: Iterable[str]) -> ThemeWords:
    """The theme with the words of both; the later file's name wins where it gives one."""
    if old is None:
        return new if new.name else replace(new, name=new.id.replace("-", " ").capitalize())
    dropped = set(drop)
    lists = {
        field: tuple(p for p in getattr(old, field) if p not in dropped) + getattr(new, field)
        for field in (*_LISTS.values(), "yields_to")
    }
    return ThemeWords(old.id, new.name or old.name, **lists)


def _check_sets(themes: Iterable[ThemeWords], sets: Mapping[str, tuple[str, ...]], files: list[Path]) -> None:
    for theme in themes:
        for phrase, _ in theme.phrases():
            for name in _BRACES.findall(phrase):
                if name not in sets:
                    raise WorkspaceError(
                        f'{files[-1]}: theme "{theme.id}" uses {{{name}}} in "{phrase}", but no set of that name is there.'
                    )
