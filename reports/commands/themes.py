"""The commands `themes`, `across` and `draft`: subjects over the years, over bodies, and a text before the meeting."""

from __future__ import annotations

from pathlib import Path

import click
from rapporteur.compare.errors import WorkspaceError
from rapporteur.compare.model import Statement
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.commands.history import open_index, write_answer, write_answers
from rapporteur.reports.commands.options import (
    ASOF,
    DATA,
    FORM,
    INDEX,
    OUTPUT,
    day_of,
    forum_named,
    forums_asked,
    nearest,
    theme_named,
)
from rapporteur.reports.commands.terminal import progress


@click.command("themes", short_help="Show the share of text per theme and year, or propose themes.")
@DATA
@INDEX
@click.option("--forum", help="Only this forum; default: every forum.")
@click.option(
    "--by",
    type=click.Choice(("theme", "heading")),
    default="theme",
    show_default=True,
    help="By the themes of the lexicon, or by the headings of the statements themselves.",
)
@click.option("--discover", is_flag=True, help="Propose themes for the clauses that have none.")
@FORM
@OUTPUT
def themes_command(
    data: Path,
    place: Path | None,
    forum: str | None,
    by: str,
    discover: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Show how much of each statement is on which theme; --discover proposes themes that the lexicon lacks."""
    from rapporteur.compare.store.series import read_series
    from rapporteur.reports.answers.themes import Proposals, proposals_page, shares_of, shares_page

    workspace = open_workspace(data)
    forum = forum_named(workspace, forum) if forum else None
    if discover:
        from rapporteur.compare.history.across import discover_themes

        with open_index(data, place, workspace=workspace) as index:
            proposals = Proposals(forum or "all forums", discover_themes(index.entries(forum=forum or "")))
        write_answer(proposals_page(proposals), proposals, form, output)
        return
    wanted = forums_asked(workspace, forum)
    shares = []
    with progress("Reading") as tell:
        for done, name in enumerate(wanted, 1):
            shares.append(shares_of(name, read_series(workspace, name), by))
            tell(done, len(wanted))
    write_answers(
        [shares_page(share, workspace.theme_lexicon.names) for share in shares], shares, form, output
    )


@click.command("across", short_help="Compare bodies on one theme.")
@click.argument("theme")
@DATA
@FORM
@OUTPUT
def across_command(theme: str, data: Path, form: str | None, output: Path | None) -> None:
    """Show which bodies speak of THEME, how much, their strongest act on it, and who used whose words."""
    from rapporteur.compare.history.across import compare_bodies
    from rapporteur.compare.store.series import read_readable
    from rapporteur.reports.answers.themes import across_page

    workspace = open_workspace(data)
    names = workspace.theme_lexicon.names
    found = theme_named(names, theme)
    if found is None:
        hint = nearest(theme, (*names, *names.values()))
        raise WorkspaceError(f"No theme '{theme}'.{hint} There are: {', '.join(sorted(names))}.")
    statements: list[Statement] = []
    with progress("Reading") as tell:
        for done, forum in enumerate(workspace.forums, start=1):
            found_here, left_out = read_readable(workspace, forum)
            statements += found_here
            for _, reason in left_out:
                click.echo(f"rapporteur: left out: {reason}", err=True)
            tell(done, len(workspace.forums))
    answer = compare_bodies(found, statements)
    write_answer(across_page(answer, names), answer, form, output)


@click.command("draft", short_help="Read a draft against the record.")
@click.argument("file", type=click.Path(path_type=Path))
@DATA
@INDEX
@click.option("--forum", default="", help="The forum it is for; default: what its masthead says.")
@ASOF
@FORM
@OUTPUT
def draft_command(
    file: Path, data: Path, place: Path | None, forum: str, asof: str, form: str | None, output: Path | None
) -> None:
    """Show for each clause of the draft in FILE its nearest precedent, and what the record has that it leaves out."""
    from rapporteur.compare.comparison import read_statement
    from rapporteur.compare.history.drafts import read_draft
    from rapporteur.compare.history.record import read_record
    from rapporteur.reports.answers.draft import draft_page

    workspace = open_workspace(data)
    draft = read_statement(file, workspace=workspace, forum=forum_named(workspace, forum) if forum else "")
    name = draft.meeting.forum
    record = read_record(workspace, name) if name in workspace.forums else None
    with open_index(data, place, workspace=workspace) as index:
        reading = read_draft(draft, index, record, asof=day_of(asof))
    write_answer(draft_page(reading), reading, form, output)
