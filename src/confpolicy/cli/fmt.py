"""`confpolicy fmt`: writes policies in the one canonical layout."""

from __future__ import annotations

import contextlib
import difflib
from collections.abc import Iterator
from pathlib import Path

import click

from confpolicy.cli.atomic import replace_text
from confpolicy.cli.exits import Exit
from confpolicy.cli.streams import STDIN, read_text, tell, write
from confpolicy.errors import PolicyError
from confpolicy.source import Source
from confpolicy.syntax.format import format_text
from confpolicy.syntax.parse import parse_text


@click.command("fmt")
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path())
@click.option("--check", "only_check", is_flag=True, help="Change nothing; exit with 1 where a file would change.")
@click.option("--diff", "show_diff", is_flag=True, help="Change nothing; show what would, and exit as --check does.")
def command(files: tuple[str, ...], *, only_check: bool, show_diff: bool) -> int:
    """Lay out each FILE as the language has it, in place; - reads standard input and writes standard output.

    Meaning, comments and order stay. A file that does not parse is left as it is, and the exit code is 3; one that
    cannot be read or written is left too, and the code is 2. The other files are laid out all the same.
    """
    code = Exit.DONE
    for path in files:
        try:
            found = _laid_out(path, only_check=only_check, show_diff=show_diff)
        except PolicyError as error:
            tell(str(error))
            found = Exit.POLICY
        except _UnusableError as error:
            tell(f"Error: cannot use {path}: {error}")
            found = Exit.USAGE
        except click.UsageError as error:
            tell(f"Error: {error.message}")
            found = Exit.USAGE
        code = max(code, found)
    return code


def _laid_out(path: str, *, only_check: bool, show_diff: bool) -> Exit:
    """Lays out one file, or shows what would change. Raises PolicyError where it does not parse."""
    with _used():
        before, after = _formatted(path)
    if only_check or show_diff:
        if before == after:
            return Exit.DONE
        _show(path, before, after, diff=show_diff)
        return Exit.FOUND
    if path == STDIN:
        write(after)
    elif before != after:
        with _used():
            replace_text(Path(path), after)
    return Exit.DONE


class _UnusableError(Exception):
    """The file cannot be read or written: never standard output, with which the rest would be lost too."""


@contextlib.contextmanager
def _used() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _UnusableError(error.strerror or str(error)) from error


def _formatted(path: str) -> tuple[str, str]:
    """The text as it stands and as it should; raises PolicyError where it does not parse."""
    before = read_text(path, exact=True)
    shown = "standard input" if path == STDIN else path
    parsed = parse_text(before, shown)
    if parsed.diagnostics:
        raise PolicyError(parsed.diagnostics, {shown: Source(shown, parsed.file.source.text)})
    return before, format_text(parsed)


def _show(path: str, before: str, after: str, *, diff: bool) -> None:
    if not diff:
        write(f"{path} would be laid out anew")
        return
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), path, f"{path} (laid out)"
    )
    write("".join(lines))
