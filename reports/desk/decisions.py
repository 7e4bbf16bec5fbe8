"""The analyst's decisions as entries of three TOML files: added and taken back one by one, the rest left to the letter.

A file is edited as text, entry by entry: comments and the order of what was written by hand stay, a new entry goes to
its place by address, so that two people's changes meet in few lines and git merges them.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapporteur.compare.alignment.overrides import read_overrides
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.files import file_inside, locked, write_whole
from rapporteur.compare.history.notes import FILE as NOTES
from rapporteur.compare.history.notes import read_notes
from rapporteur.compare.store.workspace import OVERRIDES
from rapporteur.compare.themes.corrections import FILE as CORRECTIONS

FILES = {"pin": OVERRIDES, "forbid": OVERRIDES, "correction": CORRECTIONS, "note": NOTES, "outcome": NOTES}
"""Table of an entry -> the file that holds it."""
SUBJECT = {
    "pin": ("old", "new"),
    "forbid": ("old", "new"),
    "correction": ("address",),
    "note": ("address", "text"),
    "outcome": ("address", "what"),
}
"""What an entry is about: of two entries of the same subject one must go first."""
HEAD = re.compile(r"^\[\[(\w+)\]\]", re.MULTILINE)
OPENING = re.compile(r"(?:^#[^\n]*\n)*^\[\[\w+\]\]", re.MULTILINE)
"""The head of an entry with the comments right above it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """An entry: its table and its (key, value) pairs, values being strings or tuples of strings."""

    table: str
    values: tuple[tuple[str, str | tuple[str, ...]], ...]

    def get(self, key: str) -> str:
        """A value in words, "" where there is none."""
        value = dict(self.values).get(key, "")
        return value if isinstance(value, str) else ", ".join(value)

    @property
    def subject(self) -> tuple[str, ...]:
        """What it is about; a pin and a ban of one pair are about the same."""
        kind = "pair" if self.table in ("pin", "forbid") else self.table
        return (kind, *(self.get(key) for key in SUBJECT[self.table]))

    @property
    def id(self) -> str:
        """A name for the entry as it stands, for a form."""
        return hashlib.sha256(str(self).encode()).hexdigest()

    @property
    def file(self) -> str:
        """The file that holds it."""
        return FILES[self.table]

    def __str__(self) -> str:
        lines = [f"[[{self.table}]]"]
        for key, value in self.values:
            said = _quoted(value) if isinstance(value, str) else f"[{', '.join(map(_quoted, value))}]"
            lines.append(f"{key} = {said}")
        return "\n".join(lines) + "\n"


def make_decision(table: str, **values: str | Iterable[str]) -> Decision:
    """A decision without its empty values."""
    kept = ((k, _clean(v) if isinstance(v, str) else tuple(map(_clean, v))) for k, v in values.items())
    return Decision(table, tuple((key, value) for key, value in kept if value))


def read_decisions(root: Path) -> tuple[Decision, ...]:
    """Every entry of the three files, file by file. Raises WorkspaceError where one is not as it should be."""
    read_overrides(root / OVERRIDES)
    read_notes(root)
    return tuple(d for name in dict.fromkeys(FILES.values()) for d in _parsed(_text(root, name), root / name))


def add_decisions(root: Path, decisions: Sequence[Decision]) -> None:
    """Write the decisions, all or none of those of one file.

    Raises WorkspaceError where somebody has already said something else on the same subject: that must be taken back
    first, so that no decision is lost.
    """

    def edited(text: str, path: Path) -> str:
        read_decisions(root)  # an entry that is not as it should be is named before anything is written
        for decision in (d for d in decisions if d.file == path.name):
            known = _parsed(text, path)
            same = next((d for d in known if d.subject == decision.subject), None)
            if same is not None:
                who = same.get("by") or "somebody"
                raise WorkspaceError(
                    f"{who} has decided this already ({same.get('on') or 'undated'}: {same.table}). Take that back first."
                )
            text = _inserted(text, decision)
            _check(text, path, (*known, decision))
        return text

    _edit(root, {d.file for d in decisions}, edited)


def take_back(root: Path, decision: Decision) -> None:
    """Remove an entry. Raises WorkspaceError where it is not there any more."""

    def edited(text: str, path: Path) -> str:
        head, blocks = _blocks(text)
        left = [block for block in blocks if _parsed(block, path) != (decision,)]
        if len(left) != len(blocks) - 1:
            raise WorkspaceError(
                f"{path}: the entry is not there any more, or is there twice. Look at the file."
            )
        kept = (head + "".join(left)).rstrip("\n")
        return f"{kept}\n" if kept else ""

    _edit(root, {decision.file}, edited)


def _edit(root: Path, names: Iterable[str], edited: Callable[[str, Path], str]) -> None:
    """Read the files, change them and write them whole while nobody else does."""
    with locked(root):
        changed = {name: edited(_text(root, name), root / name) for name in sorted(names)}
        for name, text in changed.items():
            write_whole(root / name, text, way_out="Make the workspace writable, or make room there.")


def _text(root: Path, name: str) -> str:
    path = file_inside(root, root / name)
    return path.read_text(encoding="utf-8") if path else ""


def _blocks(text: str) -> tuple[str, list[str]]:
    """What stands above the first entry, and the text of each entry."""
    starts = [found.start() for found in OPENING.finditer(text)]
    if not starts:
        return text, []
    return text[: starts[0]], [text[a:b] for a, b in zip(starts, [*starts[1:], len(text)], strict=True)]


def _parsed(text: str, path: Path) -> tuple[Decision, ...]:
    try:
        tables: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WorkspaceError(f"{path}: not valid TOML ({error}). Mend that line.") from error
    found = []
    for table, entries in tables.items():
        for entry in entries if table in FILES and isinstance(entries, list) else ():
            values = ((k, tuple(map(str, v)) if isinstance(v, list) else str(v)) for k, v in entry.items())
            found.append(Decision(table, tuple(values)))
    return tuple(found)


def _inserted(text: str, decision: Decision) -> str:
    """The text with the entry before the first one that comes after it by table and address."""
    head, blocks = _blocks(text)
    place = (decision.table, *(decision.get(key) for key in SUBJECT[decision.table]))
    at = len(blocks)
    for number, block in enumerate(blocks):
        others = _parsed(block, Path(decision.file))
        if any((o.table, *(o.get(key) for key in SUBJECT[o.table])) > place for o in others):
            at = number
            break
    before = (head + "".join(blocks[:at])).rstrip("\n")
    after = "".join(blocks[at:])
    return (f"{before}\n\n" if before else "") + str(decision) + (f"\n{after}" if after else "")


def _check(text: str, path: Path, wanted: Iterable[Decision]) -> None:
    """Refuse an edit that says anything but the old entries and the new one: a string may look like the head of an entry."""
    if sorted(map(repr, _parsed(text, path))) != sorted(map(repr, wanted)):
        raise WorkspaceError(f"{path} is written so that it cannot be edited safely. Add the entry by hand.")


def _clean(value: str) -> str:
    """The value without what no TOML string holds: DEL, and halves of surrogate pairs."""
    return value.encode("utf-8", "replace").decode("utf-8").replace("\x7f", "")


def _quoted(value: str) -> str:
    """A TOML basic string; JSON's escapes are TOML's."""
    return json.dumps(value, ensure_ascii=False)
