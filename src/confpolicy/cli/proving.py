"""What the commands that prove something share: how much work, which solver, a bar while it lasts."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import PackageNotFoundError, version
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGES = {"z3": "z3-solver", "cvc5": "cvc5"}
EFFORT = 20_000_000
"""Units of a solver's work for one question: some ten seconds of Z3's; few questions need a hundredth of it."""
LONGEST = 1_000_000
"""Seconds; solvers count milliseconds in 32 bits."""


def _number(_context: click.Context, _parameter: click.Parameter, value: float | None) -> float | None:
    if value is not None and math.isnan(value):
        raise click.BadParameter("nan is no number of seconds.")
    return value


def budget_options(command: F) -> F:
    """`--solver`, `--effort` and `--timeout`."""
    for option in (
        click.option(
            "--timeout",
            type=click.FloatRange(min=0, min_open=True, max=LONGEST),
            callback=_number,
            metavar="SECONDS",
            help="An outer guard for each question; what it cuts off is undecided, and says so.",
        ),
        click.option(
            "--effort",
            type=click.IntRange(min=1),
            default=EFFORT,
            show_default=True,
            help="Units of the solver's own work for each question, the same on every machine.",
        ),
        click.option(
            "--solver",
            type=click.Choice(["z3", "cvc5", "both"]),
            default="z3",
            show_default=True,
            help="`both` asks each question twice; that the answers differ is a fault.",
        ),
    ):
        command = option(command)
    return command


def solver_versions(solver: str) -> dict[str, str]:
    """The version of each solver that is used. Raises `click.UsageError` where one is not installed."""
    names = ["z3", "cvc5"] if solver == "both" else [solver]
    try:
        return {name: version(_PACKAGES[name]) for name in names}
    except PackageNotFoundError as error:
        raise click.UsageError(
            "the `prove` extra, which brings the solvers, is not installed.\n"
            "Install it with: pip install 'confpolicy[prove]'"
        ) from error


@contextmanager
def progress(title: str) -> Iterator[Callable[[int, int], None]]:
    """What is told how much is done, of how much; shown on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _all: None
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)

        def shown(done: int, of: int) -> None:
            bar.update(task, completed=done, total=of)

        yield shown
