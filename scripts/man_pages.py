"""Manual pages of every command from their --help, as roff: python scripts/man_pages.py FOLDER."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rapporteur.reports.cli import COMMANDS, main


def page(name: str, text: str) -> str:
    """A manual page in roff whose body is the text of --help."""
    short = COMMANDS.get(name, ("", "compare official meeting statements"))[1]
    title = f"rapporteur-{name}" if name else "rapporteur"
    body = text.replace("\\", "\\e").replace("\n.", "\n\\&.").replace("\n'", "\n\\&'")
    return f'.TH "{title.upper()}" 1\n.SH NAME\n{title} \\- {short}\n.SH DESCRIPTION\n.nf\n{body}\n.fi\n'


def write_pages(folder: Path) -> None:
    """Write one page a command, and one for the group."""
    folder.mkdir(parents=True, exist_ok=True)
    root = click.Context(main, info_name="rapporteur")
    pages = {"": main.get_help(root)}
    for name in COMMANDS:
        command = main.get_command(root, name)
        assert command is not None
        pages[name] = command.get_help(click.Context(command, info_name=name, parent=root))
    for name, text in pages.items():
        target = folder / (f"rapporteur-{name}.1" if name else "rapporteur.1")
        target.write_text(page(name, text), encoding="utf-8")


if __name__ == "__main__":
    write_pages(Path(sys.argv[1]))
