"""The front door: the group of commands, loaded one by one when called, and how errors end."""

from __future__ import annotations

import difflib
import importlib
import sys

import click
from rapporteur.compare.errors import RapporteurError

COMMANDS = {
    "read": ("compare", "Show what is read out of one statement."),
    "compare": ("compare", "Compare two statements."),
    "init": ("init", "Make a workspace from loose statement files."),
    "report": ("report", "Write the briefings of a workspace."),
    "list": ("report", "List the forums and statements of a workspace."),
    "add": ("sources", "Put statements into a workspace."),
    "fetch": ("sources", "Fetch the declared sources of a workspace."),
    "check": ("check", "Check what changed in a workspace, for CI."),
    "lock": ("check", "Record what was read out of each statement."),
    "trace": ("history", "Follow a clause, a wording or a theme through the meetings."),
    "ledger": ("ledger", "List what was promised and what became of it."),
    "find": ("history", "Find where a wording was used before."),
    "draft": ("themes", "Read a draft against the record."),
    "themes": ("themes", "Show the share of text per theme and year, or propose themes."),
    "across": ("themes", "Compare bodies on one theme."),
    "index": ("history", "Bring the word index of a workspace up to date."),
    "site": ("site", "Build the workspace as pages to click through."),
    "export": ("site", "Write the workspace as tables and as a follow-up matrix."),
    "desk": ("site", "Judge pairs, themes and promises on a local page."),
    "verify": ("verify", "Check that a briefing says what its data say."),
    "templates": ("reference", "Copy the page's templates to change them."),
    "lexicon": ("reference", "List the verbs, their tiers and sources."),
    "schema": ("reference", "Print the JSON Schema of an output."),
}
"""Command -> (the file in commands/ that holds it, its line in --help). Named here so that --help imports none of them."""


class LazyGroup(click.Group):
    """A group that imports a command only when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        module = importlib.import_module(f"rapporteur.reports.commands.{COMMANDS[name][0]}")
        command: click.Command = getattr(module, f"{name}_command".replace("-", "_"))
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0] if args else ""
        near = difflib.get_close_matches(name, COMMANDS, n=1)
        if name not in COMMANDS and near and not name.startswith("-"):
            ctx.fail(f"No such command '{name}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except RapporteurError as error:
            click.echo(f"rapporteur: {error}", err=True)
            ctx.exit(error.exit_code)
        except BrokenPipeError:
            sys.stderr.close()
            ctx.exit(0)


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        click.echo(f"rapporteur {version('rapporteur')}")
        ctx.exit()


@click.group(
    cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.option(
    "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Show the version."
)
@click.option(
    "--color/--no-color", default=None, help="Colour; default: on a terminal, unless NO_COLOR is set."
)
@click.option("--no-pager", is_flag=True, help="Print long text without a pager.")
@click.pass_context
def main(context: click.Context, color: bool | None, no_pager: bool) -> None:
    """Compare official meeting statements and write the briefing for the next meeting.

    Exit codes: 0 done, 1 findings (check, verify, compare --exit-code), 2 usage or input, or not compared,
    3 a component is missing, 70 a bug of rapporteur, 130 interrupted.
    """
    context.color = color


if __name__ == "__main__":
    main(prog_name="rapporteur")
