"""The program ``rapporteur``, also ``python -m rapporteur``: loads the commands, so that Ctrl-C is quiet from the start."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line and end with its exit code."""
    try:
        from rapporteur.reports.cli import main

        main(prog_name="rapporteur")
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
