"""The `confpolicy` command: its commands, loaded when they are called, and what becomes of all that goes wrong."""

from __future__ import annotations

import importlib
import os
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence

import click

from confpolicy import __version__
from confpolicy.cli.exits import Exit

COMMANDS: Mapping[str, str] = {
    "decide": "Decide a request, or each line of a file of requests.",
    "explain": "Say why a decision comes out as it does, and what would change it.",
    "check": "Report what is wrong with policies, and what may not be meant.",
    "fmt": "Write policies in the one canonical layout.",
    "test": "Run the scenarios that policies state about themselves.",
    "prove": "Prove what should hold for every request, or show a request against it.",
    "map": "Show who can ever receive what, for which purpose, and on what ground.",
    "diff": "Tell what a change of policy changes, or prove that it changes nothing.",
    "duties": "List what is owed in a situation, before anybody asks.",
    "sources": "List what carries each paragraph of a policy's own text.",
    "rule": "Show what a code such as CP204 means, or list all codes.",
}
"""Each is the module of its name in this folder, with a line for the list of them."""

COMPLETE = "_CONFPOLICY_COMPLETE"
"""Set by the shell that asks for completions."""

SIGPIPE = 13
"""Its number, also where the system has no such signal: a shell shows 128 more for a program that it ended."""

REPORT = (
    "This is a fault of confpolicy, not of your policy or request; nothing was decided.\n"
    "Please report it as CONTRIBUTING.md says, with the output of the same command under --debug,\n"
    "after taking out what is confidential."
)


class Commands(click.Group):
    """A group that imports a command's module only when that command is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click hands it over
        """Every command, in the order in which an author meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        """The command of that name, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"confpolicy.cli.{cmd_name}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        """The list of commands, without loading any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="confpolicy")
@click.option("--debug", is_flag=True, expose_value=False, help="Show a traceback where the program itself fails.")
def confpolicy() -> None:
    """Decide whether information about a person may go to a recipient, and say why.

    Exit codes: 0 done; 1 something was found; 2 wrong usage or a refused request; 3 the policy does not compile;
    4 withheld, with --fail-on; 5 undecided; 70 a fault of the program.
    """


def run(arguments: Sequence[str]) -> int:
    """Run the command that `arguments` spell; the exit code. Raises nothing."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    debug = "--debug" in arguments[:end]
    rest = [*(argument for argument in arguments[:end] if argument != "--debug"), *arguments[end:]]
    try:
        code = _invoke(rest)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as end_of_help:
        return end_of_help.exit_code
    except KeyboardInterrupt:
        click.echo("Interrupted.", err=True)
        return 128 + signal.SIGINT
    except Exception as error:  # noqa: BLE001 - whatever goes wrong is told and has its code; it permits nothing
        return _told(error, debug=debug)
    return code if isinstance(code, int) else Exit.DONE


def _invoke(arguments: list[str]) -> object:
    """Through click's `main` only for completions: it would turn a closed pipe into an exit code of its own."""
    if COMPLETE in os.environ:
        return confpolicy.main(args=arguments, prog_name="confpolicy", complete_var=COMPLETE, standalone_mode=False)
    with confpolicy.make_context("confpolicy", arguments) as context:
        return confpolicy.invoke(context)


def _told(error: Exception, *, debug: bool) -> int:
    """Says on standard error what went wrong; the exit code for it."""
    from confpolicy.errors import ConfpolicyError, PolicyError

    match error:
        case click.ClickException():
            error.show()
            return Exit.USAGE
        case PolicyError():
            click.echo(str(error), err=True)
            return Exit.POLICY
        case ConfpolicyError():
            click.echo(str(error), err=True)
            return Exit.USAGE
        case OSError():
            return _unusable(error)
        case _:
            return _fault(error, debug=debug)


def _unusable(error: OSError) -> int:
    if error.filename is not None:
        click.echo(f"Error: cannot use {error.filename}: {error.strerror}", err=True)
        return Exit.USAGE
    # The output cannot be written. Python must not try again at exit, which would change the exit code.
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return 128 + SIGPIPE
    click.echo(f"Error: cannot write the output: {error.strerror}", err=True)
    return Exit.USAGE


def _fault(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exception(error)
    from confpolicy.errors import WitnessError

    # The message of an unforeseen error may hold what is confidential: without --debug only its kind is shown.
    # Nobody is in a request that was made up.
    said = f": {error}" if isinstance(error, WitnessError) else ""
    click.echo(f"Internal error: {type(error).__name__}{said}\n{REPORT}", err=True)
    return Exit.FAULT
