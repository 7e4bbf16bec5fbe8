"""The front door: the group of commands, loaded one by one when called, and how errors end."""

from __future__ import annotations

import contextlib
import difflib
import importlib
import logging
import os
import sys
import traceback

import click
from rapporteur.compare.errors import OutputError, RapporteurError
from rapporteur.reports.commands.examples import EXAMPLES
from rapporteur.reports.terminal import harmless, say

BUG, INTERRUPTED = 70, 130
"""Exit codes: an error of ours (EX_SOFTWARE of sysexits.h), and 128 plus the number of SIGINT."""

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
        if name in EXAMPLES:
            command.epilog = "\b\nExamples:\n" + "\n".join(f"  {line}" for line in EXAMPLES[name])
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
        """Run a command; however it fails, the end is one line and a documented exit code."""
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            said = error.format_message()
            if "unexpected extra argument" in said and _has_data(error.ctx):
                said = f"{said.rstrip('.')}. A workspace is named with --data FOLDER."
            raise click.UsageError(harmless(said), error.ctx) from error
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _silence()
            ctx.exit(0)
        except BaseException as error:
            if isinstance(error, SystemExit | GeneratorExit):
                raise
            code, words = _ending(error)
            with contextlib.suppress(OutputError, BrokenPipeError):
                if ctx.params.get("debug"):
                    say("".join(traceback.format_exception(error)), err=True, nl=False)
                say(f"rapporteur: {words}", err=True)
            if isinstance(error, OutputError):
                _silence()
            ctx.exit(code)


def _has_data(ctx: click.Context | None) -> bool:
    """Whether the command takes a workspace."""
    return ctx is not None and any(parameter.name == "data" for parameter in ctx.command.params)


def _ending(error: BaseException) -> tuple[int, str]:
    """The exit code and the line with which a command ends that failed so."""
    if isinstance(error, RapporteurError):
        return error.exit_code, str(error)
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED, "interrupted. No file was left half-written."
    if isinstance(error, MemoryError):
        return 2, "this needs more memory than there is. Compare shorter statements, or give it more."
    if isinstance(error, OSError):
        where = f" '{error.filename}'" if error.filename else ""
        return 2, f"the system refused{where}: {error.strerror or error}."
    what = " ".join(f"{type(error).__name__}: {error}".split())[:300]
    return BUG, f"a bug of rapporteur ({what}). Please report it with what --debug prints."


def _silence() -> None:
    """Nothing more is printed: an output that is closed or full would complain once more when Python ends."""
    with contextlib.suppress(OSError, ValueError):
        null = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                with contextlib.suppress(OSError, ValueError):
                    stream.flush()
                with contextlib.suppress(OSError, ValueError):
                    os.dup2(null, stream.fileno())
        os.close(null)


class _Log(logging.Handler):
    """Log records on the error stream, their control characters visible."""

    def emit(self, record: logging.LogRecord) -> None:
        say(self.format(record), err=True)


def _log(ctx: click.Context, _: click.Parameter, count: int) -> None:
    """``-v`` says what is read, compared and remembered; ``-vv`` also what libraries log."""
    logger = logging.getLogger("" if count > 1 else "rapporteur")
    if count:
        handler, before = _Log(), logger.level
        logger.addHandler(handler)
        logger.setLevel(logging.DEBUG if count > 1 else logging.INFO)
        ctx.call_on_close(lambda: logger.removeHandler(handler))
        ctx.call_on_close(lambda: logger.setLevel(before))


def _version(ctx: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        say(f"rapporteur {version('rapporteur')}")
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
@click.option("-q", "--quiet", is_flag=True, help="Say nothing of what was written, and show no progress.")
@click.option("--no-pager", is_flag=True, help="Print long text without a pager.")
@click.option(
    "-v",
    "--verbose",
    count=True,
    expose_value=False,
    callback=_log,
    help="Say what is being done; -vv says more.",
)
@click.option("--debug", is_flag=True, help="Show where an error arose.")
@click.pass_context
def main(context: click.Context, color: bool | None, quiet: bool, no_pager: bool, debug: bool) -> None:
    """Compare official meeting statements and write the briefing for the next meeting.

    Exit codes: 0 done, 1 findings (check, verify, compare --exit-code), 2 usage or input, or not compared,
    3 a component is missing, 70 a bug of rapporteur, 130 interrupted.
    """
    context.color = color


if __name__ == "__main__":
    main(prog_name="rapporteur")
