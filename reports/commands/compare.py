"""The commands `read` and `compare`: ask, call, say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from ...compare.store.cache import NO_CACHE as REMEMBERS_NOTHING
from ..formats import BINARY, FORMATS
from ..looks import ARCHIVE, NO_CACHE, TEMPLATES
from ..outputs import write_whole
from ..pages_kept import keep_page, open_pages, page_key, shared_root

if TYPE_CHECKING:
    from ...compare.model import Comparison
    from ...compare.store.cache import Cache


@click.command("read", short_help="Show what is read out of one statement.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def read_command(file: Path, form: str) -> None:
    """Show the masthead, clauses, themes, acts and mentions of the statement in FILE, and what was left out."""
    from ...compare.comparison import read_statement
    from ..tables import statement_json

    statement = read_statement(file)
    if form == "json":
        click.echo(statement_json(statement), nl=False)
        return
    from ..text import statement_text

    click.echo(statement_text(statement), nl=False)


@click.command("compare", short_help="Compare two statements.")
@click.argument("old", type=click.Path(path_type=Path))
@click.argument("new", type=click.Path(path_type=Path))
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="Write to this file instead of the terminal.")
@click.option("--force", is_flag=True, help="Compare even what should not be compared; the page says so.")
@TEMPLATES
@ARCHIVE
@click.option(
    "--overrides",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="The analyst's pins and bans of pairs.",
)
@click.option("--explain", "address", help="Only say why the clause at this address was paired as it was.")
@NO_CACHE
def compare_command(
    old: Path,
    new: Path,
    form: str,
    output: Path | None,
    force: bool,
    templates: Path | None,
    archive: bool,
    overrides: Path | None,
    address: str | None,
    no_cache: bool,
) -> None:
    """Compare the statement in OLD with its successor in NEW.

    Where both lie in a workspace, its cache remembers the output for when the same is asked again.
    """
    asked = Asked(
        old, new, "explain" if address else form, force, templates, archive, overrides, address or ""
    )
    root = None if no_cache else shared_root(old, new)
    data = _remembered(asked, open_pages(root), root)
    if output and not address:
        click.echo(f"Wrote {write_whole(output, data)}")
    elif asked.form in BINARY:
        sys.stdout.buffer.write(data)
    else:
        click.echo(data.decode("utf-8"), nl=False)


class Asked(NamedTuple):
    """What was asked of `compare`."""

    old: Path
    new: Path
    form: str
    force: bool
    templates: Path | None
    archive: bool
    overrides: Path | None
    address: str


def _remembered(asked: Asked, cache: Cache, root: Path | None) -> bytes:
    """What was asked for: as it was kept, or made and kept."""
    if root is None or not cache.is_on:
        return _make(asked)
    slot = "\n".join((str(asked.old), str(asked.new), asked.form))
    key = page_key(asked.old, asked.new, repr(asked), filter(None, (asked.templates, asked.overrides)))
    data = cache.get("page", slot, key)
    if data is None:
        data = _make(asked, root, cache)
        keep_page(cache, slot, key, data)
    return data


def _make(asked: Asked, root: Path | None = None, cache: Cache = REMEMBERS_NOTHING) -> bytes:
    """The output, worked out from the files, or from what their workspace in ``root`` knows of them."""
    comparison = _compare(asked, root, cache)
    if asked.address:
        from ..explain import explain

        return explain(comparison, asked.address).encode("utf-8")
    from ..formats import Look, make_output

    data = make_output(comparison, asked.form, look=Look(asked.templates, asked.archive))
    return data if isinstance(data, bytes) else data.encode("utf-8")


def _compare(asked: Asked, root: Path | None, cache: Cache) -> Comparison:
    from ...compare.alignment.overrides import read_overrides

    said = read_overrides(asked.overrides) if asked.overrides else ()
    if root is not None:
        from ...compare.store.known import compare_known

        return compare_known(root, asked.old, asked.new, cache, force=asked.force, overrides=said)
    from ...compare.comparison import compare_statements, read_statement

    return compare_statements(
        read_statement(asked.old), read_statement(asked.new), force=asked.force, overrides=said
    )
