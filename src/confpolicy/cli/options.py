"""The arguments and options that commands share, each declared once so that it reads alike everywhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])

DOCUMENT_FORMATS = ("text", "json")
FINDING_FORMATS = ("text", "json", "json-lines", "github", "gitlab", "junit", "sarif")


def policy_argument(command: F) -> F:
    """`POLICY`, the path of the policy's first file."""
    return click.argument("policy", metavar="POLICY", type=click.Path(exists=True, dir_okay=False))(command)


def format_option(*formats: str) -> Callable[[F], F]:
    """`--format`; the first of `formats` is the one taken where nothing is said."""

    def declare(command: F) -> F:
        return click.option(
            "--format",
            "form",
            type=click.Choice(formats),
            default=formats[0],
            show_default=True,
            help="How the result is written to standard output.",
        )(command)

    return declare
