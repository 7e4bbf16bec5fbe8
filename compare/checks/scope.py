"""What a check looks at: the files that changed since the base, and those that are compared with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rapporteur.compare.checks.changed import Base, Touch, TouchKind, find_touched
from rapporteur.compare.checks.gates import Gates
from rapporteur.compare.checks.register import Register, find_next
from rapporteur.compare.store.workspace import folder_of_statements, is_statement_name


@dataclass(frozen=True, slots=True)
class Checking:
    """What one run rests on. ``everything`` judges what the base had as well."""

    gates: Gates
    register: Register
    base: Base | None
    touches: tuple[Touch, ...]
    everything: bool

    def touch(self, path: str) -> Touch | None:
        """What happened to a file since the base, None where nothing did."""
        return next((touch for touch in self.touches if touch.path == path), None)


def find_touches(root: Path, base: Base | None, register: Register) -> tuple[Touch, ...]:
    """How the workspace's statement files differ from those of the base; none without a base."""
    if base is None:
        return ()
    folder = folder_of_statements(root)

    def is_kept(path: str) -> bool:
        return is_statement_name(path) and (not folder or path.startswith(f"{folder}/"))

    return find_touched(root, base, register.digests, kept=is_kept)


def why_checked(run: Checking) -> dict[str, str]:
    """The files to look at, sorted, each with the reason: what changed, what is compared with it, or all."""
    present = [touch for touch in run.touches if touch.kind is not TouchKind.DELETED]
    why = {touch.path: touch.kind.value for touch in present}
    for touch in run.touches:
        for path in _dependants(run, touch):
            why.setdefault(path, f"compared with {touch.path}")
    if run.everything:
        for path in run.register.paths:
            why.setdefault(path, "all")
    return dict(sorted(why.items()))


def _dependants(run: Checking, touch: Touch) -> Iterator[str]:
    """The statements that are compared with the touched one, now or at the base."""
    lineup = run.register.lineup(PurePosixPath(touch.path).parent.name)
    now = next((entry.date for entry in lineup if entry.path == touch.path), "")
    was = run.register.earlier(touch.was) if touch.was and touch.kind is not TouchKind.RENAMED else None
    for date in sorted({now, was.meeting.date if was else ""}):
        after = find_next(lineup, touch.path, date)
        if after:
            yield after.path
