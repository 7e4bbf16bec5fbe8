"""The folder of a site: what a run wrote there, what still stands, and what is to be taken away."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapporteur.compare.errors import OutputError
from rapporteur.compare.files import write_whole

FORMAT = "rapporteur-site/1"
MANIFEST = "site.json"
"""The parts of the site with their keys and the digests of their files. Other files of the folder are not touched."""


@dataclass(frozen=True, slots=True)
class Part:
    """Pages that are made together: a key of what they are made from, and the SHA-256 of each file by its path."""

    key: str
    files: Mapping[str, str]

    def stands(self, folder: Path) -> bool:
        """Whether every file is there as it was written."""
        return all(digest_file(folder / path) == known for path, known in self.files.items())


def files_of(parts: Iterable[Part]) -> dict[str, str]:
    """The digest of each file of the parts, by its path."""
    return {path: known for part in parts for path, known in part.files.items()}


def read_manifest(folder: Path) -> tuple[str, dict[str, Part]]:
    """The day and the parts that an earlier run wrote; none where the folder is new or empty.

    Raises OutputError where something else lies there: the site would be mixed with it.
    """
    file = folder / MANIFEST
    if not file.exists():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise OutputError(f"'{folder}' is no folder of a site: it has no {MANIFEST}. Name a new folder.")
        return "", {}
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        if data["format"] != FORMAT:
            raise OutputError(
                f"'{file}' is of the format '{data['format']}', not '{FORMAT}'. Remove the folder, or name another."
            )
        parts = {str(name): _read_part(entry) for name, entry in data["parts"].items()}
        return str(data["asof"]), parts
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise OutputError(
            f"'{file}' cannot be read ({error}). Remove the folder, or name another."
        ) from error


def _read_part(entry: Mapping[str, object]) -> Part:
    """A part without paths that lead out of the folder: what a run takes away must be the site's own."""
    files = entry["files"]
    if not isinstance(files, dict):
        raise TypeError("'files' is no table")
    inside = {str(path): str(known) for path, known in files.items() if _is_inside(str(path))}
    return Part(str(entry["key"]), inside)


def _is_inside(path: str) -> bool:
    pure = PurePosixPath(path)
    return (
        bool(pure.parts) and not pure.is_absolute() and not {"..", "."} & set(pure.parts) and "\\" not in path
    )


def write_manifest(folder: Path, asof: str, parts: Mapping[str, Part]) -> None:
    """Record the parts, sorted."""
    entries = {name: {"key": part.key, "files": dict(part.files)} for name, part in parts.items()}
    data = {"format": FORMAT, "asof": asof, "parts": entries}
    text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    if digest_file(folder / MANIFEST) != digest(text.encode()):
        write_whole(folder / MANIFEST, text)


def write_file(path: Path, data: bytes) -> bool:
    """Write a file, whole, unless it already holds ``data``; True where it was written.

    A page is not synchronised to the disk: where the power fails, the next run finds it changed and makes it anew.
    """
    if digest_file(path) == digest(data):
        return False
    write_whole(path, data, lasting=False)
    return True


def digest(data: bytes) -> str:
    """The SHA-256 of bytes."""
    return hashlib.sha256(data).hexdigest()


def digest_file(path: Path) -> str:
    """The SHA-256 of a file, "" where it cannot be read."""
    try:
        return digest(path.read_bytes())
    except OSError:
        return ""
