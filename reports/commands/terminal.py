"""What a person sees on a terminal: progress on the error stream, colour, width, a pager; plain bytes anywhere else."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rapporteur.compare.errors import OutputError
from rapporteur.compare.files import write_whole
from rapporteur.reports.formats.registry import BINARY, FORMATS, SUFFIX
from rapporteur.reports.terminal import emit, is_terminal, say, visible

PLAIN_WIDTH = 100
"""Columns of text output where it goes into a file or a pipe: the same bytes everywhere."""
WIDTHS = (40, 140)
"""Least and most columns that a terminal is given; longer lines are hard to read."""
DELETED, INSERTED = re.compile(r"\[-.*?-\]", re.DOTALL), re.compile(r"\{\+.*?\+\}", re.DOTALL)

ENDINGS = (
    {form: form for form in FORMATS} | {ending: form for form, ending in SUFFIX.items()} | {"htm": "html"}
)
"""Suffix of a file -> the format that it asks for."""


FOREIGN = frozenset("doc odt rtf xls xlsx ods ppt pptx epub tex xml yaml yml zip png jpg jpeg".split())
"""Suffixes of other programs: text under such a name would be opened by the wrong one."""


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """A function to call with (steps done, steps in all). It shows a bar with count and time left on a terminal only."""
    if sys.stderr is None or not sys.stderr.isatty() or is_quiet():
        yield lambda done, of: None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr, show_eta=True, show_pos=True) as bar:

        def update(done: int, of: int) -> None:
            bar.length = max(of, 1)
            bar.update(done - bar.pos)

        yield update


def is_quiet() -> bool:
    """Whether ``--quiet`` was asked for."""
    context = click.get_current_context(silent=True)
    return bool(context and context.find_root().params.get("quiet"))


def tell(text: str) -> None:
    """Say what was done, unless ``--quiet``."""
    if not is_quiet():
        say(text)


def text_width(output: Path | None) -> int:
    """Columns for text: those of the terminal that it is printed on, else PLAIN_WIDTH."""
    if output or not is_terminal():
        return PLAIN_WIDTH
    least, most = WIDTHS
    return max(least, min(most, shutil.get_terminal_size((PLAIN_WIDTH, 24)).columns))


def format_of(output: Path | None, form: str | None, allowed: tuple[str, ...], default: str = "text") -> str:
    """The format asked for by ``--format`` or by the suffix of ``--output``.

    Raises OutputError where the two disagree, and where a suffix names a format that the command does not write.
    """
    suffix = output.suffix.lower().lstrip(".") if output else ""
    by_suffix = ENDINGS.get(suffix, "")
    is_its_own = bool(form) and SUFFIX.get(form or "", form or "").rpartition(".")[2] == suffix
    if form and by_suffix and form != by_suffix and not is_its_own:
        raise OutputError(f"--format {form} does not fit the file name '{output}'. Leave one of the two out.")
    if suffix in FOREIGN and not form:
        raise OutputError(
            f"'{output}' asks for {suffix}, which is not written. Name one of: {', '.join(allowed)}."
        )
    if by_suffix and not is_its_own and by_suffix not in allowed:
        raise OutputError(f"'{output}' asks for {by_suffix}; this command writes {', '.join(allowed)}.")
    return form or by_suffix or default


def write_output(data: str | bytes, form: str, output: Path | None) -> None:
    """Write into the file, or print: in colour and through a pager where a person reads.

    Raises OutputError where a binary format would go to a terminal.
    """
    if output:
        tell(f"Wrote {write_whole(output, data)}")
    elif isinstance(data, bytes):
        if is_terminal() and form in BINARY:
            raise OutputError(f"{form.upper()} is not text. Say --output FILE.{form}.")
        emit(data)
    elif is_terminal() and form in ("text", "markdown"):
        shown = visible(data)
        _page(_coloured(shown) if wants_colour() else shown)
    else:
        emit(data)


def wants_colour() -> bool:
    """Whether to colour: as ``--color`` says, else on a terminal where NO_COLOR is not set (https://no-color.org)."""
    context = click.get_current_context(silent=True)
    chosen = context.find_root().color if context else None
    if chosen is not None:
        return chosen
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _coloured(text: str) -> str:
    """Deleted words red and inserted words green; the marks stay, so that nothing rests on colour alone."""
    text = DELETED.sub(lambda m: click.style(m[0], fg="red"), text)
    return INSERTED.sub(lambda m: click.style(m[0], fg="green"), text)


def _page(text: str) -> None:
    """Print, through the pager of the system where the text is longer than the terminal."""
    context = click.get_current_context(silent=True)
    may_page = not (context and (context.find_root().params.get("no_pager")))
    if may_page and text.count("\n") >= shutil.get_terminal_size((PLAIN_WIDTH, 24)).lines:
        click.echo_via_pager(text, color=wants_colour())
    else:
        click.echo(text, nl=False, color=wants_colour())
