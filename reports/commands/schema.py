"""The command `schema`: the published JSON Schemas of what rapporteur prints."""

from __future__ import annotations

from pathlib import Path

import click

FOLDER = Path(__file__).resolve().parents[1] / "schemas"


@click.command("schema", short_help="Print the JSON Schema of an output.")
@click.argument("name", type=click.Choice(["comparison", "statement", "findings"]))
def schema_command(name: str) -> None:
    """Print the JSON Schema that `--format json` of `compare`, `read` or `check` keeps to."""
    click.echo((FOLDER / f"rapporteur-{name}-1.schema.json").read_text(encoding="utf-8"), nl=False)
