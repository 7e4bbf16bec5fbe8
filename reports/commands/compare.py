"""The commands `read` and `compare`: two files, no workspace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rapporteur.compare.errors import OutputError
from rapporteur.reports.commands.options import ANSWER_FORMATS, ASOF, OUTPUT, UNIT, day_of, page_options
from rapporteur.reports.commands.terminal import format_of, progress, text_width, write_output
from rapporteur.reports.formats.registry import FORMATS, OutputOptions
from rapporteur.reports.terminal import say

if TYPE_CHECKING:
    from rapporteur.compare.model import Comparison, Statement

STEPS = 3
"""Two statements are read, then compared."""
DIFFERENT = 1
"""Exit code of --exit-code where the statements differ, as of git diff."""
NOT_COMPARED = 2
"""Exit code where the two texts should not be compared, and were not."""


@click.command("read", short_help="Show what is read out of one statement.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("-f", "--format", "form", type=click.Choice(["text", "json"]), help="Default: text.")
@click.option("--forum", default="", help="The forum, where the text does not say it.")
@UNIT
@OUTPUT
def read_command(file: Path, form: str | None, forum: str, unit: str, output: Path | None) -> None:
    """Show the masthead, clauses, themes, acts and mentions of the statement in FILE, and what was left out."""
    from rapporteur.compare.clauses.units import Unit, in_units

    form = format_of(output, form, ("text", "json"))
    statement = in_units(_read_at_home(file, forum), Unit(unit))
    if form == "json":
        from rapporteur.reports.formats.tables import statement_json

        write_output(statement_json(statement), form, output)
        return
    from rapporteur.reports.formats.text import statement_text

    write_output(statement_text(statement), form, output)


def _read_at_home(file: Path, forum: str) -> Statement:
    """The statement, read as its workspace reads it where it lies in one and no other forum is given."""
    from rapporteur.compare.comparison import read_statement
    from rapporteur.compare.store.series import read_one
    from rapporteur.reports.formats.verify_sources import workspace_of

    home = workspace_of(file.parent)
    if home is not None and not forum:
        for name, path in home.files:
            if path.resolve() == file.resolve():
                return read_one(home, path, name)
    return read_statement(file, forum=forum)


@click.command("compare", short_help="Compare two statements.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(FORMATS),
    help="Default: by the suffix of --output, else text.",
)
@OUTPUT
@click.option("--force", is_flag=True, help="Compare even what should not be compared; the page says so.")
@click.option("--forum", default="", help="The forum, where the texts do not say it.")
@click.option("--title", default="", help="The forum's full name, for the head of the page.")
@click.option("--next", "next_meeting", default="", metavar="DAY", help="The day of the next meeting.")
@ASOF
@UNIT
@page_options
@click.option(
    "--overrides",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="A file of pairs that the analyst pins or forbids (overrides.toml).",
)
@click.option("--explain", "address", help="Only say why the clause at this address was paired as it was.")
@click.option("--noise", "asks_noise", is_flag=True, help="Only list the differences of form, one by one.")
@click.option("--exit-code", is_flag=True, help="End with 1 where the statements differ, as git diff does.")
def compare_command(
    old: Path,
    new: Path,
    form: str | None,
    output: Path | None,
    force: bool,
    forum: str,
    title: str,
    next_meeting: str,
    asof: str,
    unit: str,
    page: OutputOptions,
    overrides: Path | None,
    address: str | None,
    asks_noise: bool,
    exit_code: bool,
) -> None:
    """Compare the statement in OLD with its successor in NEW.

    Ends with 2 where the two texts should not be compared (another kind of document, another subject, OLD later than NEW).
    """
    form = format_of(output, form, FORMATS)
    with progress("Comparing") as step:
        comparison = _compare(old, new, forum, unit, force, overrides, step)
    if address:
        from rapporteur.reports.formats.explain import explain

        write_output(explain(comparison, address), "text", output)
        return
    if asks_noise:
        _say_noise(comparison, form, output)
        return
    days = day_of(next_meeting) if next_meeting else "", day_of(asof)
    with progress("Writing") as step:
        data = _written(comparison, form, replace(page, width=text_width(output)), title, days)
        step(1, 1)
    write_output(data, form, output)
    _end(comparison, exit_code)


def _say_noise(comparison: Comparison, form: str, output: Path | None) -> None:
    """The differences of form as an answer. Raises OutputError where answers have no such format."""
    from rapporteur.reports.answers.noise import noise_account, noise_page
    from rapporteur.reports.commands.history import write_answer

    if form not in ANSWER_FORMATS:
        raise OutputError(f"--noise is written as {', '.join(ANSWER_FORMATS)}, not as {form}.")
    account = noise_account(comparison)
    write_answer(noise_page(account), account, form, output)


def _written(
    comparison: Comparison, form: str, page: OutputOptions, title: str, days: tuple[str, str]
) -> str | bytes:
    """The comparison in the format ``form``; ``days`` are those of the next meeting and of what counts as due."""
    if form == "json":
        from rapporteur.reports.formats.tables import comparison_json, headlines_json

        return headlines_json(comparison) if page.short else comparison_json(comparison)
    from rapporteur.reports.briefing.collect import make_briefing
    from rapporteur.reports.formats.registry import render

    briefing = make_briefing(comparison, forum_name=title, next_meeting=days[0], asof=days[1])
    return render(briefing, form, page)


def _compare(
    old: Path,
    new: Path,
    forum: str,
    unit: str,
    force: bool,
    overrides: Path | None,
    step: Callable[[int, int], None],
) -> Comparison:
    """The comparison of two files, with ``step`` told of each of its three steps. Raises OutputError where the earlier one is given second, unless ``force``."""
    from rapporteur.compare.alignment.overrides import read_overrides
    from rapporteur.compare.clauses.units import Unit, in_units
    from rapporteur.compare.comparison import compare_statements, read_statement

    rules = read_overrides(overrides) if overrides else ()
    read = []
    for done, path in enumerate((old, new), 1):
        read.append(in_units(read_statement(path, forum=forum), Unit(unit)))
        step(done, STEPS)
    first, second = read
    days = first.meeting.date, second.meeting.date
    if all(days) and days[0] > days[1] and not force:
        raise OutputError(
            f"'{old}' is of {days[0]} and '{new}' of {days[1]}: the later one was given first. "
            "Swap the two, or add --force."
        )
    for path, day in zip((old, new), days, strict=True):
        if not day:
            say(
                f"rapporteur: no date was found in '{path}'; OLD and NEW are taken in the order given.",
                err=True,
            )
    comparison = compare_statements(first, second, force=force, overrides=rules)
    step(STEPS, STEPS)
    return comparison


def _end(comparison: Comparison, exit_code: bool) -> None:
    """End with the exit code that the comparison asks for."""
    context = click.get_current_context()
    if not comparison.comparable.holds and not comparison.forced:
        say(
            f"rapporteur: not compared: {comparison.comparable.reason} Add --force to compare them anyway.",
            err=True,
        )
        context.exit(NOT_COMPARED)
    if exit_code and any(change.kind.value != "unchanged" for change in comparison.changes):
        context.exit(DIFFERENT)
