"""The commands `check` and `lock`: ask, call, say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from rapporteur.compare.checks.gates import BASELINE, LEVELS, accept, read_baseline, to_baseline
from rapporteur.compare.checks.lock import FILE_NAME as LOCK
from rapporteur.compare.checks.lock import to_lock
from rapporteur.compare.errors import UnreadableError
from rapporteur.compare.files import locked, write_whole
from rapporteur.reports.ci.annotations import FORMATS, to_annotations
from rapporteur.reports.commands.options import day_of
from rapporteur.reports.commands.terminal import progress
from rapporteur.reports.terminal import emit, say

DATA = click.option(
    "--data", type=click.Path(path_type=Path), default=Path("data"), show_default=True, help="The workspace."
)

WAY_OUT = "It belongs in the workspace: make that folder writable, or make room there."


@click.command("check", short_help="Check what changed in a workspace, for CI.")
@DATA
@click.option("--base", help="Compare with this git commit or folder.  [default: the last commit]")
@click.option("--all", "everything", is_flag=True, help="Check every statement, not only what changed.")
@click.option("--fail-on", type=click.Choice(LEVELS), help="Exit 1 from this level on.  [default: error]")
@click.option("--draft", type=click.Path(path_type=Path), help="Read this draft against the record as well.")
@click.option("--forum", default="", help="The forum of --draft, where its own words do not say so.")
@click.option("--asof", "day", metavar="DATE", default="", help="Say which dates have passed by this day.")
@click.option("-f", "--format", "form", type=click.Choice(tuple(FORMATS)), default="text", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this file instead of the terminal."
)
@click.option("--also", multiple=True, metavar="FORMAT=FILE", help="Write this as well, from the same check.")
@click.option(
    "--due",
    metavar="DAY|today",
    default="",
    help="Only say which meetings were held by this day and have no statement here; exit 1 where one has none.",
)
@click.option("--accept", "reason", metavar="REASON", help="Accept all findings, for this reason.")
@click.option("--date", metavar="DATE", default="", help="The date of --accept, as 2026-03-31.")
@click.pass_context
def check_command(
    context: click.Context,
    /,
    data: Path,
    form: str,
    output: Path | None,
    also: tuple[str, ...],
    reason: str | None,
    date: str,
    due: str,
    **asked: Any,
) -> None:
    """Say what new and changed statements mean, before anyone merges them.

    Exit codes: 0 nothing at or above the level, 1 findings, 2 usage or input, 3 a component is missing.
    """
    from rapporteur.compare.checks import Asked, check_workspace
    from rapporteur.compare.checks.due import check_due

    wanted = _wanted(also)
    with progress("Checking") as update:
        report = (
            check_due(data, day_of(due), asked["fail_on"])
            if due
            else check_workspace(data, Asked(**asked), update=update)
        )
    for name, path in wanted:
        write_whole(path, to_annotations(report, name))
    if reason is not None:
        with locked(data):
            entries = (*read_baseline(data / BASELINE), *accept(report.findings, reason=reason, date=date))
            path = write_whole(data / BASELINE, to_baseline(entries), way_out=WAY_OUT)
        say(f"Wrote {path}", err=True)
        return
    if output:
        say(f"Wrote {write_whole(output, to_annotations(report, form))}", err=True)
    else:
        emit(to_annotations(report, form))
    context.exit(1 if report.failed else 0)


def _wanted(also: tuple[str, ...]) -> list[tuple[str, Path]]:
    """The (format, file) pairs of --also; the part before the first ``=`` must be a format."""
    pairs = []
    for entry in also:
        name, sign, file = entry.partition("=")
        if not (sign and file and name in FORMATS):
            raise click.UsageError(f"--also is '{entry}'; say FORMAT=FILE with one of {', '.join(FORMATS)}.")
        pairs.append((name, Path(file)))
    return pairs


@click.command("lock", short_help="Record what was read out of each statement.")
@DATA
def lock_command(data: Path) -> None:
    """Write statements.lock anew, so that a silent change of a statement is seen."""
    from rapporteur.compare.checks.register import relock

    with locked(data), progress("Reading") as update:
        entries, failures = relock(data, update)
        path = write_whole(data / LOCK, to_lock(entries), way_out=WAY_OUT)
    say(f"Wrote {path}: {len(entries)} statements.")
    if failures:
        reasons = "\n".join(f"  {error}" for error in failures.values())
        raise UnreadableError(f"{len(failures)} files could not be read and are not in {path}:\n{reasons}")
