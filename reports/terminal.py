"""What the commands print: ``say`` for words, ``emit`` for documents.

Statements, file names, servers and settings are written by strangers. Printed raw, they could steer the terminal,
turn the direction of a line, or be obeyed by a CI runner that reads the output.
"""

from __future__ import annotations

import re
import sys
import unicodedata

import click
from rapporteur.compare.errors import OutputError

BIDI = frozenset("\u061c\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Characters that turn the direction of a text or break its lines, unseen."""
WORKFLOW_COMMAND = re.compile(r"^(\s*)(?=::)", re.MULTILINE)
OLD_WORKFLOW_COMMAND = "##["


def visible(text: str, keep: str = "\n\t") -> str:
    """``text`` with every character that steers a terminal or turns its direction written as its escape.

    >>> print(visible("a\\x1b[31mb\\u202ec"))
    a\\x1b[31mb\\u202ec
    """
    return "".join(_escape(c) if c not in keep and _is_control(c) else c for c in text)


def _is_control(character: str) -> bool:
    return character in BIDI or unicodedata.category(character) in ("Cc", "Cs")


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii")


def say(text: str, *, err: bool = False, nl: bool = True) -> None:
    """Print words of ours, in which names and texts of strangers may stand.

    Control characters are made visible, and no line begins as a command of GitHub's runner does. Raises OutputError
    where the output is closed or full.
    """
    _write(harmless(text) + ("\n" if nl else ""), err=err)


def harmless(text: str) -> str:
    """``text`` as ``say`` prints it: nothing in it steers a terminal or is obeyed by GitHub's runner."""
    return WORKFLOW_COMMAND.sub(r"\1| ", visible(text)).replace(OLD_WORKFLOW_COMMAND, "## [")


def emit(data: str | bytes) -> None:
    """Print a document. To a terminal it goes as ``say`` would print it, into a pipe or file to the byte.

    Raises OutputError where the output is closed or full.
    """
    if isinstance(data, str) and is_terminal():
        data = visible(data)
    _write(data)


def is_terminal() -> bool:
    """Whether a person reads the standard output."""
    return sys.stdout is not None and sys.stdout.isatty()


def _write(data: str | bytes, *, err: bool = False) -> None:
    """Print to the standard output, or that for errors; letters that its encoding lacks are written as escapes."""
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        if err:
            return  # nobody listens, and there is nobody to tell
        raise OutputError("The output is closed. Open it, or name a file with --output.")
    if isinstance(data, str):
        data = data.encode(stream.encoding or "utf-8", "backslashreplace")
    try:
        click.echo(data, nl=False, err=err)
        stream.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(
            f"The output cannot be written: {reason}. Make room, or name a file with --output."
        ) from error
