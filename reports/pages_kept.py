"""Outputs of `compare` that were made before: known again by everything that they were made from.

They are kept beside the workspace in which both files lie. Of files that lie in none (a draft in a mail folder),
nothing is kept. It imports little, because finding an output again should cost less than making a short one.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..compare.store.cache import NO_CACHE, Cache, code_digest, digest, files_digest, open_cache
from ..compare.store.remembered import FOLDER

ROOMS = ("compare", "reports", "templates")
SETTINGS = "rapporteur.toml"
LARGEST = 4 * 2**20
"""Bytes of an output that is kept; the text of the longest communiqués is a tenth of it."""


def shared_root(old: Path, new: Path) -> Path | None:
    """The workspace that both files lie in, None where there is none or they lie in two."""
    roots = {_workspace_of(path) for path in (old, new)}
    root = roots.pop()
    return None if roots else root


def open_pages(root: Path | None) -> Cache:
    """The cache of the workspace, NO_CACHE where there is none."""
    return open_cache(root) if root else NO_CACHE


def page_key(old: Path, new: Path, asked: str, files: Iterable[Path]) -> str:
    """A key of everything that an output is made from: ``asked`` says how it was asked for, with which ``files``."""
    sources = [place for path in (old, new) for place in (path, Path(f"{path}.toml"))]
    return digest([code_digest(*ROOMS), asked, files_digest(sources), files_digest(_all_files(files))])


def keep_page(cache: Cache, slot: str, key: str, page: bytes) -> None:
    """Keep an output for when the same is asked again."""
    if cache.is_on and len(page) <= LARGEST:
        cache.put("page", slot, key, page)


def _workspace_of(path: Path) -> Path | None:
    """The nearest folder above the file that is a workspace: it has settings, or something was kept there before."""
    for folder in path.resolve().parents:
        if (folder / SETTINGS).is_file() or (folder / FOLDER).is_dir():
            return folder
    return None


def _all_files(places: Iterable[Path]) -> list[Path]:
    """The files named, and those in the folders named."""
    return [
        file
        for place in places
        for file in (sorted(p for p in place.rglob("*") if p.is_file()) if place.is_dir() else [place])
    ]
