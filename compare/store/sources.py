"""Where statements come from: declared sources, the original bytes kept apart, and what was read out of them when.

A workspace keeps three things of a source, so that a page that changed is never mistaken for a reader that did:
the statement's file under its forum, every version of the original bytes under ``_snapshots``, and beside each
snapshot the text that one version of the reader made of it. Nothing here writes; plans are handed to the caller.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from rapporteur.compare.clauses.masthead import read_masthead
from rapporteur.compare.clauses.normalise import normalise
from rapporteur.compare.errors import UnreadableError, WorkspaceError
from rapporteur.compare.files import read_toml
from rapporteur.compare.model import Statement, StatementKind
from rapporteur.compare.readers import read_bytes, suffix_of
from rapporteur.compare.store.download import check_url
from rapporteur.compare.store.workspace import folder_of_statements

SOURCES = "sources.toml"
"""The file that declares sources, in the root of a workspace."""
LONGEST_NAME = 80
"""Letters of a title in the name of a file."""

MAX_NAMESAKES = 100
"""Statements of one day and title in a forum."""
SNAPSHOTS = "_snapshots"
"""The folder of original bytes; its name begins with a line, so that no file in it counts as a statement."""

_ENTRY = re.compile(r"\s*\[\[\s*source\s*\]\]")
_FORUM = re.compile(r"[a-z0-9][a-z0-9._-]{0,60}")
_KEYS = frozenset({"url", "forum", "select", "date", "kind", "title", "place", "number", "name"})
# A declared date is the meeting's last day; a page's own "date" may be the day it was posted.
_NAMES = {"date": "last_day"}
_FACTS = ("select", "date", "kind", "title", "place", "number")


@dataclass(frozen=True, slots=True)
class Source:
    """A page or file that is declared: where it is, whose it is, and facts that override what is read."""

    url: str
    forum: str
    name: str = ""
    facts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Addition:
    """What is to be written for one source, (path, bytes) in order, and what to tell the user."""

    files: tuple[tuple[Path, bytes], ...]
    message: str


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in ``sources.toml``, and on which line, counted from 1."""

    line: int
    message: str


def read_sources(root: Path) -> tuple[Source, ...]:
    """The sources that ``root/sources.toml`` declares; none where there is no such file.

    Raises WorkspaceError with the first line that is wrong.
    """
    for problem in source_problems(root):
        raise WorkspaceError(f"{root / SOURCES}, line {problem.line}: {problem.message}")
    return tuple(map(_source, read_toml(root / SOURCES).get("source", [])))


def _source(entry: dict[str, Any]) -> Source:
    facts = tuple((_NAMES.get(key, key), str(entry[key])) for key in _FACTS if entry.get(key))
    return Source(entry["url"], entry["forum"], str(entry.get("name", "")), facts)


def source_problems(root: Path) -> Iterator[Problem]:
    """Everything that is wrong in ``root/sources.toml``, by line; the same rules as its JSON Schema, and that no page
    is declared twice."""
    path = root / SOURCES
    try:
        table = read_toml(path)
    except WorkspaceError as error:
        at = re.search(r"at line (\d+)", str(error))
        yield Problem(int(at[1]) if at else 1, str(error).removeprefix(f"{path}: "))
        return
    lines = path.read_text(encoding="utf-8").splitlines() if table else []
    for key in sorted(set(table) - {"source"}):
        yield Problem(_line_of(lines, key), f"unknown key '{key}'. Declare each page under [[source]].")
    entries = table.get("source", [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        yield Problem(_line_of(lines, "source"), "declare each page under [[source]] with url and forum.")
        return
    starts = [at for at, line in enumerate(lines) if _ENTRY.match(line)] or [0]
    starts += [starts[-1]] * (len(entries) - len(starts))  # written as one list, not under headings
    met: set[tuple[str, str]] = set()
    for start, end, entry in zip(starts, [*starts[1:], len(lines)], entries, strict=False):
        found = (
            Problem(start + _line_of(lines[start:end], key), words)
            for key, words in _entry_problems(entry, met)
        )
        yield from sorted(found, key=lambda problem: problem.line)


def _entry_problems(entry: dict[str, Any], met: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """(key, message) of what is wrong in one entry; ``met`` are url and forum of those before."""
    for key in sorted(set(entry) - _KEYS):
        yield key, f"unknown key '{key}'. Known: {', '.join(sorted(_KEYS))}."
    for key in sorted(set(entry) & _KEYS):
        value = entry[key]
        if not (isinstance(value, str) or (key == "date" and type(value) is date)):
            yield key, f"{key} is {value!r}; write it in quotes."
    for key, check in (("url", check_url), ("forum", check_forum)):
        if not entry.get(key):
            yield key, f"a [[source]] needs {key}."
        elif isinstance(entry[key], str):
            try:
                check(entry[key])
            except WorkspaceError as error:
                yield key, str(error)
    if isinstance(entry.get("date"), str) and not _is_day(entry["date"]):
        yield "date", f"date is '{entry['date']}'; write a day like 2027-03-01."
    if entry.get("kind", "") not in ("", *StatementKind):
        yield "kind", f"kind is '{entry['kind']}'; say one of {', '.join(StatementKind)}."
    place = str(entry.get("url", "")), str(entry.get("forum", ""))
    if all(place) and place in met:
        yield "url", f"'{place[0]}' is declared already for '{place[1]}'."
    met.add(place)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _line_of(lines: Sequence[str], key: str) -> int:
    """The line, counted from 1, that begins with the key; the first where none does."""
    pattern = re.compile(rf"\s*\[*\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    return next((at for at, line in enumerate(lines, 1) if pattern.match(line)), 1)


def declare(root: Path, url: str, forum: str, facts: Iterable[tuple[str, str]] = ()) -> Addition:
    """The plan that adds a URL to ``sources.toml``; fetching is another command, the only one to use the network."""
    check_url(url)
    check_forum(forum)
    path = root / SOURCES
    if any(source.url == url and source.forum == forum for source in read_sources(root)):
        return Addition((), f"{url}: declared already in {path}.")
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    lines = ["[[source]]", f"url = {_quoted(url)}", f"forum = {_quoted(forum)}"]
    lines += [f"{key} = {_quoted(value)}" for key, value in facts]
    text = before.rstrip("\n") + "\n\n" + "\n".join(lines) + "\n"
    return Addition(((path, text.encode()),), f"{url}: declared in {path}. Fetch it with `rapporteur fetch`.")


_HEAD = (
    "# Where statements are fetched from: `rapporteur fetch` reads each [[source]] and keeps a snapshot.\n"
)


def plan_addition(
    root: Path, data: bytes, origin: str, source: Source, *, retrieved: str, media_type: str = ""
) -> Addition:
    """What to write for the bytes of a source.

    ``origin`` is the path or URL they came from, ``retrieved`` the day (ISO 8601). Raises UnreadableError
    where the bytes hold no statement: then nothing is to be written.
    """
    check_forum(source.forum)
    suffix = suffix_of(data, origin, media_type)
    try:
        statement = _read(data, f"source{suffix}", source)
    except UnreadableError as error:
        raise UnreadableError(str(error).replace(f"source{suffix}", origin, 1)) from error
    folder = root / folder_of_statements(root) / source.forum
    target = _target(folder, _name(source, statement, origin), suffix, data, source, origin)
    sidecar, held = Path(f"{target}.toml"), _bytes_of(target)
    sha256 = hashlib.sha256(data).hexdigest()
    was = read_toml(sidecar) if sidecar.is_file() else {}
    told = {**dict(source.facts), "source": origin, "retrieved": retrieved, "sha256": sha256}
    if held == data and all(
        str(was.get(key, "")) == told[key] for key in set(told) - {"source", "retrieved"}
    ):
        return Addition((), f"{target}: unchanged since it was added.")
    lines = (f"{key} = {_quoted(str(value))}\n" for key, value in sorted({**was, **told}.items()))
    kept = root / SNAPSHOTS / source.forum / target.stem
    # The statement comes last: whoever finds it finds what belongs to it, also after a kill.
    files = (
        (kept / f"{retrieved}-{sha256[:12]}{suffix}", data),
        (kept / f"{retrieved}-{sha256[:12]}.{_plain(statement.extractor)}.txt", _extract(statement).encode()),
        (sidecar, "".join(lines).encode()),
        (target, data),
    )
    if held == data:
        return Addition(
            _inside(root, files), f"{target}: the same text; its facts were written anew beside it."
        )
    return Addition(_inside(root, files), _message(target, held, statement, source))


def _target(folder: Path, stem: str, suffix: str, data: bytes, source: Source, origin: str) -> Path:
    """Where the statement goes. Another document of the same day and title keeps its file; this one gets a number.

    A name that was given is meant, and so is the file that came from the same place.
    """
    for number in range(1, MAX_NAMESAKES):
        path = folder / f"{stem}{f'-{number}' if number > 1 else ''}{suffix}"
        held = _bytes_of(path)
        if held is None or held == data or source.name:
            return path
        if read_toml(Path(f"{path}.toml")).get("source") == origin:
            return path
    raise WorkspaceError(
        f"{folder} has {MAX_NAMESAKES} statements named '{stem}'. Name this one with --name."
    )


def _bytes_of(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def _read(data: bytes, name: str, source: Source) -> Statement:
    document = read_bytes(data, name, select=dict(source.facts).get("select", ""))
    return normalise(document, read_masthead(document, forum=source.forum, declared=source.facts))


def _message(target: Path, held: bytes | None, statement: Statement, source: Source) -> str:
    """What happened: new, the text changed, or only what stands round it."""
    size = f"{len(statement.clauses)} clauses, {statement.kind.value}, {statement.meeting.date or 'no date'}"
    if held is None:
        return f"{target}: added ({size})."
    # Both versions by today's reader, so that a change of the reader is not told as the source's.
    old = _read(held, f"source{target.suffix}", source)
    if [clause.text for clause in old.clauses] == [clause.text for clause in statement.clauses]:
        return f"{target}: the source changed, the text of the statement did not ({size})."
    changed = len({c.text for c in statement.clauses} ^ {c.text for c in old.clauses})
    return f"{target}: THE TEXT CHANGED at its source ({changed} clauses differ); the version before is in {SNAPSHOTS}."


def _extract(statement: Statement) -> str:
    """The text as one reader saw it, for people and for diffs: a line per clause, what was left out at the end."""
    head = f"# {statement.title}\n# read by {statement.extractor}; sha256 {statement.sha256}\n\n"
    lines = [f"{clause.address.partition('#')[2]}\t{clause.text}" for clause in statement.clauses]
    left = [f"({item.why})\t{item.text}" for item in statement.left_out if item.why == "heading"]
    return head + "\n".join([*lines, "", *left]) + "\n"


def _name(source: Source, statement: Statement, origin: str) -> str:
    """The stem of the file: given, else day and title."""
    if source.name:
        return _plain(source.name)
    day = statement.meeting.date
    stem = PurePosixPath(urlsplit(origin).path).stem if "://" in origin else Path(origin).stem
    words = stem if day and day in stem else (statement.title or stem)
    plain = _plain(words)
    if len(plain) > LONGEST_NAME:  # cut between words
        plain = plain[:LONGEST_NAME].rpartition("-")[0] or plain[:LONGEST_NAME]
    plain = plain.strip("-")
    return plain if not day or plain.startswith(day) else f"{day}-{plain}"


def _plain(text: str) -> str:
    """``text`` as a file name: small letters, figures and hyphens."""
    return re.sub(r"[^a-z0-9.]+", "-", text.lower()).strip("-.") or "statement"


def _inside(root: Path, files: Iterable[tuple[Path, bytes]]) -> tuple[tuple[Path, bytes], ...]:
    """The plan, if every path stays in the workspace, links followed."""
    found = tuple(files)
    for path, _ in found:
        if not path.resolve().is_relative_to(root.resolve()):
            raise WorkspaceError(
                f"'{path}' would be written outside the workspace {root}. Nothing was written."
            )
    return found


def check_forum(forum: str) -> None:
    """Raises WorkspaceError where ``forum`` is no name for a folder."""
    if not _FORUM.fullmatch(forum):
        raise WorkspaceError(
            f"'{forum}' is no forum's name. Use small letters, figures, hyphens and dots, such as 'adgmin'."
        )


def _quoted(text: str) -> str:
    """``text`` as a TOML string on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else " " for char in escaped) + '"'
