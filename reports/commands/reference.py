"""The commands that show what ships with the tool: `lexicon`, `schema` and `templates`."""

from __future__ import annotations

from pathlib import Path

import click
from rapporteur.compare.errors import OutputError, UnreadableError
from rapporteur.compare.files import write_whole
from rapporteur.compare.lexicons.load import Grade, Lexicon, read_lexicon
from rapporteur.compare.store.series import read_series
from rapporteur.compare.store.workspace import SUFFIXES, open_workspace
from rapporteur.reports.formats.schemas import NAMES, WRITTEN, schema_of
from rapporteur.reports.terminal import emit, say

SCHEMAS = Path(__file__).resolve().parents[1] / "schemas"
TIERS = ("1", "2", "3", "4", "5", "6", "7", "R", "E")

HEAD = f"{'tier':>4}  {'word':24} {'table':12} {'rank':>4}  source"


@click.command("lexicon", short_help="List the verbs, their tiers and sources.")
@click.option("--data", type=click.Path(path_type=Path), help="A workspace whose own lexicons are added.")
@click.option(
    "--tier",
    type=click.Choice(TIERS, case_sensitive=False),
    help="Only this tier: 1-7, R (re-stated) or E (emotive).",
)
@click.option(
    "--unknown", is_flag=True, help="The verbs of the workspace that no lexicon knows, with their sentences."
)
@click.option(
    "--harvest",
    type=click.Path(exists=True, path_type=Path),
    multiple=True,
    help="Every verb that stands where an act could stand in these files or folders, with counts.",
)
def lexicon_command(data: Path | None, tier: str | None, unknown: bool, harvest: tuple[Path, ...]) -> None:
    """List verbs with tier and source, or what statements use and no lexicon knows."""
    lexicon = read_lexicon(data)
    if harvest:
        _say_harvest(harvest, lexicon)
        return
    if unknown:
        _say_unknown(data, lexicon)
        return
    say(HEAD)
    for table, grade in lexicon.grades():
        mark = _mark(grade)
        if tier in (None, mark):
            say(f"{mark:>4}  {grade.lemma:24} {table:12} {grade.rank:4.1f}  {grade.source}")


def _mark(grade: Grade) -> str:
    return str(grade.tier) if grade.tier else "R" if grade.restated else "E"


def _say_unknown(data: Path | None, lexicon: Lexicon) -> None:
    from rapporteur.compare.acts.find import unknown_verbs

    if data is None:
        raise click.UsageError("--unknown needs --data FOLDER: the workspace to look through.")
    workspace = open_workspace(data)
    found: dict[str, list[tuple[str, str]]] = {}
    for forum in workspace.forums:
        for statement in read_series(workspace, forum):
            for verb, sentence in unknown_verbs(statement, lexicon):
                found.setdefault(verb, []).append((statement.name, sentence))
    for verb, places in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        name, sentence = places[0]
        say(f"{len(places):4}  {verb:18} {name}: {sentence}")
    if not found:
        say("Every verb that the statements use in their own voice is in the lexicon.")


def _say_harvest(paths: tuple[Path, ...], lexicon: Lexicon) -> None:
    """Count, number of folders, verb, where it stands, and one sentence for each verb; files that cannot be read are named."""
    from rapporteur.compare.acts.find import verb_slots
    from rapporteur.compare.comparison import read_statement

    found: dict[str, list[tuple[str, str]]] = {}
    for file in sorted(file for path in paths for file in (path.rglob("*") if path.is_dir() else (path,))):
        if not file.is_file() or file.suffix.lower() not in SUFFIXES:
            continue
        try:
            for verb, sentence in verb_slots(read_statement(file), lexicon):
                found.setdefault(verb, []).append((file.parent.name, sentence))
        except UnreadableError as error:
            click.echo(str(error), err=True)
    say(f"{'count':>5} {'in':>3}  {'verb':18} {'stands':8} sentence")
    for verb, places in sorted(found.items(), key=lambda one: (-len(one[1]), one[0])):
        folders = len({folder for folder, _ in places})
        say(
            f"{len(places):5} {folders:3}  {verb:18} {lexicon.standing(verb):8} {places[0][0]}: {places[0][1]}"
        )


@click.command("schema", short_help="Print the JSON Schema of an output.")
@click.argument("name", type=click.Choice(NAMES, case_sensitive=False))
def schema_command(name: str) -> None:
    """Print the JSON Schema of what `--format json` of a command prints, of the data in a briefing, or of sources.toml."""
    import json

    if name in WRITTEN:
        emit((SCHEMAS / f"rapporteur-{name}-1.schema.json").read_text(encoding="utf-8"))
    else:
        emit(json.dumps(schema_of(name), ensure_ascii=False, indent=2) + "\n")


@click.command("templates", short_help="Copy the page's templates to change them.")
@click.argument("folder", type=click.Path(path_type=Path))
def templates_command(folder: Path) -> None:
    """Copy templates and style sheet into FOLDER; `--templates FOLDER` then uses them instead of ours."""
    from rapporteur.reports.formats.html import TEMPLATES

    if folder.is_dir() and any(folder.iterdir()):
        raise OutputError(f"The folder '{folder}' is not empty. Name a new one.")
    for file in sorted(TEMPLATES.iterdir()):
        if file.suffix not in (".j2", ".css", ".js"):
            continue
        target = folder / file.name
        say(f"Wrote {write_whole(target, file.read_text(encoding='utf-8'))}")
