"""The data of a briefing against the statements that they name: read again, compared again, gathered again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from rapporteur.compare.clauses.masthead import GIVEN
from rapporteur.compare.clauses.units import Unit, in_units, unit_of
from rapporteur.compare.comparison import compare_statements, read_statement
from rapporteur.compare.errors import RapporteurError, UnreadableError, WorkspaceError
from rapporteur.compare.files import file_inside
from rapporteur.compare.model import Statement
from rapporteur.compare.store.series import compare_pair, read_series
from rapporteur.compare.store.settings import FILE_NAME
from rapporteur.compare.store.workspace import Workspace, is_statement_name, open_workspace
from rapporteur.reports.briefing.collect import gather, make_briefing
from rapporteur.reports.briefing.model import Briefing, Material
from rapporteur.reports.formats.serialise import to_json
from rapporteur.reports.formats.tables import comparison_json

WIDTH = 70
"""Characters of a value that are quoted."""


def source_problems(material: Material, folder: Path) -> Iterator[str]:
    """What of the data is not what the statements in ``folder`` make."""
    last = material.comparisons[-1]
    wanted = {s.sha256: s for pair in material.comparisons for s in (pair.old, pair.new)}
    files = _files_of(folder)
    missing = [
        f"{s.name}: no file in {folder} has the SHA-256 {sha}"
        for sha, s in wanted.items()
        if sha not in files
    ]
    if missing:
        yield from missing
        return
    recorded = json.loads(to_json(_assembled(material)))
    best: list[str] | None = None
    for briefing in _made_again(material, folder, files):
        found = list(_differences("", json.loads(to_json(briefing)), recorded))
        if not found:
            return
        best = found if best is None or len(found) < len(best) else best
    yield from best or [f"{last.old.name} and {last.new.name} cannot be compared again"]


def _assembled(material: Material) -> Briefing:
    from rapporteur.reports.briefing.build import assemble

    return assemble(material)


def alone_problems(data: bytes, folder: Path) -> Iterator[str]:
    """What of a comparison's JSON is not what the statements in ``folder`` make."""
    try:
        recorded = json.loads(data)
        shas = [str(recorded[side]["sha256"]) for side in ("old", "new")]
        forums = [str(recorded[side]["forum"]) for side in ("old", "new")]
        is_forced = bool(recorded["forced"])
        facts = {str(fact["name"]): fact["value"] for fact in recorded["new"]["detected"]}
        unit = Unit(facts.get("unit", Unit.CLAUSE))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise UnreadableError(f"The comparison is damaged ({error}). Make it again.") from error
    files = _files_of(folder)
    lost = [f"no file in {folder} has the SHA-256 {sha}" for sha in shas if sha not in files]
    if lost:
        yield from lost
        return
    best: list[str] | None = None
    for pair in _pairs(folder, files, shas, forums, is_forced, unit):
        found = list(_differences("", json.loads(comparison_json(pair)), recorded))
        if not found:
            return
        best = found if best is None or len(found) < len(best) else best
    yield from best or ["the statements cannot be compared again"]


def _pairs(
    folder: Path, files: Mapping[str, Path], shas: list[str], forums: list[str], force: bool, unit: Unit
) -> Iterator[Any]:
    """The comparison as a workspace makes it, then as two files by themselves."""
    workspace = workspace_of(folder)
    if workspace and forums[1] in workspace.forums:
        statements = read_series(workspace, forums[1])
        by_sha = {s.sha256: s for s in statements}
        if all(sha in by_sha for sha in shas):
            yield compare_pair(workspace, statements, by_sha[shas[0]], by_sha[shas[1]], force=force)
    yield compare_statements(*(in_units(read_statement(files[sha]), unit) for sha in shas), force=force)


def _made_again(material: Material, folder: Path, files: Mapping[str, Path]) -> Iterator[Briefing]:
    """The briefing as the workspace makes it, then as two files by themselves make it."""
    last = material.comparisons[-1]
    day = material.asof
    days = [""] if day == max(last.new.meeting.date, last.old.meeting.date) else []
    workspace = workspace_of(folder)
    forum = last.new.meeting.forum
    if workspace and forum in workspace.forums:
        workspace, statements = _as_it_was(workspace, forum, last.new)
        by_sha = {s.sha256: s for s in statements}
        if last.old.sha256 in by_sha and last.new.sha256 in by_sha:
            old, new = by_sha[last.old.sha256], by_sha[last.new.sha256]
            pair = compare_pair(workspace, statements, old, new, force=last.forced)
            meetings = len(material.comparisons) + 1
            for asof in (*days, day):
                yield gather(workspace, pair, asof=asof, meetings=meetings, with_notes=bool(material.notes))
    if len(material.comparisons) == 1:
        pair = compare_statements(*(_as_asked(files, s) for s in (last.old, last.new)), force=last.forced)
        for asof in (*days, day):
            yield make_briefing(pair, asof=asof)


def _as_asked(files: Mapping[str, Path], recorded: Statement) -> Statement:
    """The recorded statement, read again with the forum that was given and in the units that were asked for."""
    given = ("forum", recorded.meeting.forum, GIVEN)
    is_given = given in ((fact.name, fact.value, fact.reason) for fact in recorded.detected)
    statement = read_statement(files[recorded.sha256], forum=recorded.meeting.forum if is_given else "")
    return in_units(statement, unit_of(recorded))


def _as_it_was(workspace: Workspace, forum: str, new: Statement) -> tuple[Workspace, tuple[Statement, ...]]:
    """The workspace without the statements of the forum that came after ``new``, and those that it then has."""
    statements = read_series(workspace, forum)
    place = next((i for i, s in enumerate(statements) if s.sha256 == new.sha256), len(statements))
    kept = statements[: place + 1]
    paths = {Path(s.source) for s in kept}
    files = tuple((name, path) for name, path in workspace.files if name != forum or path in paths)
    return replace(workspace, files=files), kept


def workspace_of(folder: Path) -> Workspace | None:
    """The workspace that ``folder`` is, or lies in; None where it lies in none."""
    for root in (folder, *folder.resolve().parents[:2]):
        if (root / FILE_NAME).is_file() or (root / "statements").is_dir():
            try:
                return open_workspace(root, cache=False)
            except RapporteurError:
                return None
    return None


def _files_of(folder: Path) -> dict[str, Path]:
    """SHA-256 -> statement file, of every one below ``folder`` that does not lead out of it."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*")):
        if not is_statement_name(path.relative_to(folder).as_posix()):
            continue
        try:
            real = file_inside(folder, path)
        except WorkspaceError:
            continue
        if real:
            found.setdefault(hashlib.sha256(real.read_bytes()).hexdigest(), path)
    return found


def _differences(where: str, wanted: Any, found: Any) -> Iterator[str]:
    """Leaf by leaf, what the statements make and what the data say; where a file lies does not count."""
    if isinstance(wanted, dict) and isinstance(found, dict):
        for key in sorted({*wanted, *found}):
            if key != "source":
                yield from _differences(f"{where}.{key}".lstrip("."), wanted.get(key), found.get(key))
    elif isinstance(wanted, list) and isinstance(found, list):
        if len(wanted) != len(found):
            yield f"{where}: {len(found)} in the data, {len(wanted)} made again"
        for i, (one, other) in enumerate(zip(wanted, found, strict=False)):
            yield from _differences(f"{where}[{i}]", one, other)
    elif wanted != found:
        yield f"{where}: the data say {_short(found)}, made again it is {_short(wanted)}"


def _short(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= WIDTH else f"{text[: WIDTH - 1]}…"
