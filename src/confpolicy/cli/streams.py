"""What is read and written: results to standard output, everything else to standard error."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import click

STDIN = "-"


def read_text(path: str, *, exact: bool = False) -> str:
    """The text of the file at `path`, or of standard input for `-`; without a byte order mark, unless `exact`.

    Raises OSError where it cannot be read, and `click.UsageError` where it is not UTF-8.
    """
    data = _stdin() if path == STDIN else Path(path).read_bytes()
    try:
        return data.decode("utf-8" if exact else "utf-8-sig")
    except UnicodeDecodeError as error:
        shown = "standard input" if path == STDIN else path
        raise click.UsageError(f"{shown} is not UTF-8 (byte {error.start} of it).") from None


def _stdin() -> bytes:
    if sys.stdin is None:
        raise click.UsageError("standard input is closed.")
    return sys.stdin.buffer.read()


def is_lines(path: str) -> bool:
    """Whether a file holds a document on each line, by its name."""
    return path.endswith((".jsonl", ".ndjson"))


def write(text: str) -> None:
    """Writes a result to standard output, as UTF-8 whatever the locale, with a line break at its end.

    Raises OSError where it cannot be written.
    """
    if text and sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    if text:
        sys.stdout.buffer.write(text.removesuffix("\n").encode("utf-8", "backslashreplace") + b"\n")


def tell(text: str) -> None:
    """Writes something that is no result to standard error."""
    click.echo(text.removesuffix("\n"), err=True)


def colours() -> bool:
    """Whether a result may be coloured: it goes to a terminal, and nobody set NO_COLOR (no-color.org)."""
    return (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not os.environ.get("NO_COLOR")
        and os.environ.get("TERM") != "dumb"
    )
