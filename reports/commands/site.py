"""The commands `site` and `export`: the workspace as pages to click through, and as data to take along."""

from __future__ import annotations

from pathlib import Path

import click
from rapporteur.compare.store.workspace import open_workspace
from rapporteur.reports.commands.options import ASOF, DATA, NO_CACHE, TEMPLATES, day_of, forum_named
from rapporteur.reports.commands.terminal import progress
from rapporteur.reports.terminal import say


@click.command("site", short_help="Build the workspace as pages to click through.")
@DATA
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("build/site"), show_default=True
)
@ASOF
@TEMPLATES
@NO_CACHE
def site_command(data: Path, output: Path, asof: str, templates: Path | None, no_cache: bool) -> None:
    """Build static pages of every forum, meeting, change, passage, theme and name, with search, feeds and a calendar.

    They open from the disk and from any web server, and ask for nothing elsewhere. Pages whose inputs did not change
    are left as they stand.
    """
    from rapporteur.reports.site.build import Order, build_site

    workspace = open_workspace(data, cache=not no_cache)
    with progress("Reading") as tell:
        built = build_site(workspace, output, Order(day_of(asof), templates), tell=tell)
    for source, why in built.problems:
        say(f"Left out: {source}: {why}", err=True)
    say(f"{built.written} files written, {built.unchanged} unchanged, {built.removed} removed.")
    say(f"Open {output / 'index.html'}")


@click.command("export", short_help="Write the workspace as tables and as a follow-up matrix.")
@DATA
@click.option(
    "--forum", "forums", multiple=True, help="Only this forum; may be repeated; default: every forum."
)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("build/export"), show_default=True
)
@click.option(
    "--xlsx",
    "matrix",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write only the follow-up matrix, into this file.",
)
@ASOF
@NO_CACHE
def export_command(
    data: Path, forums: tuple[str, ...], output: Path, matrix: Path | None, asof: str, no_cache: bool
) -> None:
    """Write clauses, acts, deadlines, changes, threads, promises and themes as CSV with a Frictionless descriptor, and
    as one SQLite file; or with --xlsx a matrix of promises whose officer's columns survive the next export."""
    from rapporteur.compare.files import write_changed
    from rapporteur.reports.export.holdings import read_holdings

    workspace = open_workspace(data, cache=not no_cache)
    with progress("Reading") as tell:
        holdings = read_holdings(
            workspace, tuple(forum_named(workspace, f) for f in forums), asof=day_of(asof), tell=tell
        )
    for source, why in holdings.problems:
        say(f"Left out: {source}: {why}", err=True)
    if matrix:
        from rapporteur.reports.export.matrix import write_matrix

        say(f"Wrote {write_changed(matrix, write_matrix(holdings, matrix))}")
        return
    from rapporteur.reports.export.package import write_package

    for path in write_package(holdings, output):
        say(f"Wrote {path}")


@click.command("desk", short_help="Judge pairs, themes and promises on a local page.")
@DATA
@click.option("--by", default="", help="Who signs the decisions; default: your name on this machine.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; default: a free one.")
@click.option("--open/--no-open", "is_opened", default=True, help="Open it in the browser.")
def desk_command(data: Path, by: str, port: int, is_opened: bool) -> None:
    """Show what the program is least sure of, and write what you decide into overrides.toml, themes-corrections.toml and
    notes.toml of the workspace. The page is served on this machine only and opens once; end with Ctrl-C."""
    import getpass
    import webbrowser

    from rapporteur.compare.errors import OutputError
    from rapporteur.reports.desk.desk import Desk
    from rapporteur.reports.desk.server import DeskServer, serve

    desk = Desk(data, by or getpass.getuser())
    try:
        server = DeskServer(desk, port)
    except OSError as error:
        raise OutputError(
            f"Port {port} cannot be used ({error.strerror}). Name another with --port, or none."
        ) from error
    say(f"The desk is open, once, at {server.address}\nEnd with Ctrl-C.")
    if is_opened:
        webbrowser.open(server.address)
    serve(server)
