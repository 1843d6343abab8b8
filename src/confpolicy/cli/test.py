"""`confpolicy test`: runs the scenarios that policies state about themselves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import FINDING_FORMATS, format_option
from confpolicy.cli.reports import Miss, Result, report
from confpolicy.cli.streams import tell, write
from confpolicy.engine import Policy
from confpolicy.testing.scenarios import run_scenario


@click.command("test")
@click.argument(
    "policies", metavar="POLICY...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False)
)
@format_option(*FINDING_FORMATS)
def command(policies: tuple[str, ...], form: str) -> int:
    """Run the scenarios of each POLICY, which may be a file that only tests another.

    Exits with 1 where one fails, or where there is none to run; with 3 where a policy does not compile.
    """
    results = [result for path in policies for result in _run(path)]
    write(report(form, results))
    if not results:
        tell("There is no scenario to run.")
        return Exit.FOUND
    return Exit.FOUND if any(result.misses for result in results) else Exit.DONE


def _run(path: str) -> Iterator[Result]:
    policy = Policy.load(path)
    folder = Path(path).parent
    for scenario in policy.scenarios:
        found = run_scenario(policy, scenario, read=policy.read)
        misses = tuple(Miss(_line(policy, failure.path), failure.message) for failure in found.failures)
        where = Path(os.path.normpath(folder / policy.spans[scenario.path].path)).as_posix()
        yield Result(where, _line(policy, scenario.path), scenario.title, misses)


def _line(policy: Policy, node: str) -> int:
    span = policy.spans[node]
    return policy.texts.sources[span.path].position(span.start)[0]
