"""A dossier: a briefing sealed with all that it was made from, so that anybody can make it again to the same bytes.

A ZIP whose parts are stored as they are, sorted, with one fixed time: ``dossier.json`` (what was asked for, and the
SHA-256 of every other part), ``workspace/`` (statements, settings, overrides, notes, lexicons) and ``briefing/``.
"""

from __future__ import annotations

import hashlib
import io
import json
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any

from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.files import file_inside, read_toml, write_whole
from rapporteur.compare.store.settings import FILE_NAME
from rapporteur.compare.store.workspace import Workspace, open_workspace
from rapporteur.reports.formats.verify import MOST, Verdict, archive_differences
from rapporteur.reports.formats.verify_pdf import differences, is_of_this_version

DOSSIER_FORMAT = "rapporteur-dossier/1"
DOSSIER_SUFFIX = "dossier.zip"
LIST, WORKSPACE, BRIEFING = "dossier.json", "workspace", "briefing"
WRITTEN = (1980, 1, 1, 0, 0, 0)
"""The first time that a ZIP can hold: no clock is read."""
MAX_BYTES, MAX_PARTS = 2**29, 10_000
"""Half a gigabyte and 10,000 parts: more than any series of statements, less than a machine's memory."""
MAX_NAME = 255
"""Bytes of a file's name."""


def sealed(
    workspace: Workspace, forum: str, asked: Mapping[str, Any], files: Iterable[tuple[str, bytes]]
) -> bytes:
    """The dossier of a forum's briefing whose ``files`` are (name, bytes); ``asked`` is how it was asked for."""
    parts = {f"{WORKSPACE}/{name}": path.read_bytes() for name, path in _inputs(workspace, forum)}
    parts |= {f"{BRIEFING}/{name}": data for name, data in files}
    listed = {
        "format": DOSSIER_FORMAT,
        "order": asked,
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in sorted(parts.items())},
    }
    index = json.dumps(listed, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in ((LIST, index.encode()), *sorted(parts.items())):
            entry = zipfile.ZipInfo(name, WRITTEN)
            entry.create_system = 3  # the same on every system
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, data)
    return out.getvalue()


def _inputs(workspace: Workspace, forum: str) -> Iterator[tuple[str, Path]]:
    """(name in the workspace, file) of all that a forum's briefing is made from."""
    root = workspace.root
    tables = [*root.glob("*.toml"), *root.glob("lexicons/*.toml")]
    statements = workspace.paths(forum)
    logo = read_toml(root / FILE_NAME).get("labels", {}).get("logo", "")
    named = [(path.relative_to(root).as_posix(), path) for path in (*tables, *statements)]
    named += [
        (f"{name}.toml", path.with_name(f"{path.name}.toml")) for name, path in named if path in statements
    ]
    named += [(logo, root / logo), (logo, Path(logo))] if logo else []
    for name, path in sorted(set(named)):
        real = file_inside(root, path)
        if real is not None:
            _check_part(f"{WORKSPACE}/{name}")
            yield name, real


def _check_part(name: str) -> None:
    """Raises UnreadableError where a part's name would lead out of the folder that it is unpacked into."""
    path = PurePosixPath(name)
    if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or str(path) != name:
        raise UnreadableError(f"The part '{name}' of the dossier would lie outside of it.")
    if max(len(part.encode()) for part in path.parts) > MAX_NAME:
        raise UnreadableError(
            f"The part '{name[:60]}...' of the dossier has a longer name than a file can have."
        )


def verify_dossier(
    path: Path, make: Callable[[Workspace, Mapping[str, Any]], bytes], *, other_version: bool = False
) -> Verdict:
    """Whether a dossier holds what its list says, and whether its inputs make it again, byte for byte.

    ``make`` makes the dossier of a workspace and of what was asked for.
    """
    data, parts, listed = _unpacked(path)
    hashes: Mapping[str, str] = listed["sha256"]
    found = [f"the part '{name}' is not on the list" for name in sorted(set(parts) - set(hashes) - {LIST})]
    found += [f"the part '{name}' is missing" for name in sorted(set(hashes) - set(parts))]
    found += [
        f"the part '{name}' was changed: its SHA-256 is not the one on the list"
        for name in sorted(set(parts) & set(hashes))
        if hashlib.sha256(parts[name]).hexdigest() != hashes[name]
    ]
    if found:
        return Verdict((), tuple(found[:MOST]))
    checked = [f"{len(hashes)} parts have the SHA-256 that the list says"]
    made = _replayed(parts, make, listed["order"])
    if made == data:
        return Verdict((*checked, "the briefing was made again from the sealed inputs: the same bytes"), ())
    problems = tuple(islice(_differing(parts, made, data, other_version), MOST))
    if not problems:
        checked.append("another version wrote the PDF: what it shows is the same, bytes are not")
    return Verdict(tuple(checked), problems)


def _differing(parts: Mapping[str, bytes], made: bytes, data: bytes, other_version: bool) -> Iterator[str]:
    """What the dossier made again has otherwise; a PDF of another version of the library is compared by its parts."""
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        again = {name: archive.read(name) for name in archive.namelist()}
    pdfs = [
        n
        for n in parts
        if n.endswith(".pdf") and n in again and n.startswith(BRIEFING) and parts[n] != again[n]
    ]
    excused = [n for n in pdfs if other_version or not is_of_this_version(parts[n], again[n])]
    for name in excused:
        yield from differences(parts[name], again[name], name)
    others = {n for n in {*parts, *again} if n not in (*excused, LIST) and parts.get(n) != again.get(n)}
    if others or not excused:
        yield from archive_differences(data, made)


def _unpacked(path: Path) -> tuple[bytes, dict[str, bytes], dict[str, Any]]:
    """The file, its parts and its list. Raises UnreadableError where it is no dossier, or unfolds to too much."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise UnreadableError(f"'{path}' is larger than a dossier. It was not read.")
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = [entry.filename for entry in entries]
            if sum(e.file_size for e in entries) > MAX_BYTES or len(names) > MAX_PARTS:
                raise UnreadableError(f"'{path}' unfolds to more than a dossier. It was not unpacked.")
            if len(set(names)) < len(names):
                raise UnreadableError(f"'{path}' has two parts of one name. It is not what `report` writes.")
            for name in names:
                _check_part(name)
            folders = {str(folder) for name in names for folder in PurePosixPath(name).parents}
            if both := folders.intersection(names):
                raise UnreadableError(
                    f"'{path}' has '{min(both)}' as a part and as a folder. It was changed."
                )
            parts = {name: archive.read(name) for name in names}
        listed = json.loads(parts[LIST])
        if listed["format"] != DOSSIER_FORMAT or not isinstance(listed["sha256"], dict):
            raise UnreadableError(
                f"'{path}' is no '{DOSSIER_FORMAT}'. Make it with this version's `report --dossier`."
            )
        return data, parts, listed
    except (
        zipfile.BadZipFile,
        KeyError,
        TypeError,
        ValueError,
        RuntimeError,
        EOFError,
        NotImplementedError,
    ) as error:
        raise UnreadableError(
            f"'{path}' is no dossier ({error}). Name what `report --dossier` wrote."
        ) from error


def _replayed(
    parts: Mapping[str, bytes],
    make: Callable[[Workspace, Mapping[str, Any]], bytes],
    asked: Mapping[str, Any],
) -> bytes:
    """The dossier made again from its own inputs, in a folder of its own. Raises what making it raises."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data in parts.items():
            if name.startswith(f"{WORKSPACE}/"):
                write_whole(Path(folder, *PurePosixPath(name).parts), data)
        return make(open_workspace(Path(folder, WORKSPACE), cache=False), asked)
