"""`confpolicy test`: runs the scenarios that policies state about themselves."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import attrs
import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import FINDING_FORMATS, format_option
from confpolicy.cli.places import place_of
from confpolicy.cli.reports import Miss, Result, report
from confpolicy.cli.streams import tell, write
from confpolicy.engine import Policy
from confpolicy.testing.coverage import Coverage, Taken, coverage
from confpolicy.testing.scenarios import ScenarioResult, run_scenario


@attrs.frozen
class _Run:
    """What came of one policy's scenarios, and how much of it they took both ways where that was asked for."""

    policy: Policy
    folder: Path
    results: tuple[ScenarioResult, ...]
    coverage: Coverage | None


@click.command("test")
@click.argument(
    "policies", metavar="POLICY...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False)
)
@format_option(*FINDING_FORMATS)
@click.option("-k", "only", metavar="WORDS", default="", help="Only scenarios whose title contains WORDS.")
@click.option(
    "--coverage", "covered", is_flag=True, help="Tell which clauses, conditions and readings did not go both ways."
)
@click.option(
    "--fail-under",
    metavar="PERCENT",
    type=click.IntRange(0, 100),
    help="Exit with 5 where fewer went both ways; turns --coverage on.",
)
def command(policies: tuple[str, ...], form: str, only: str, *, covered: bool, fail_under: int | None) -> int:
    """Run the scenarios of each POLICY, which may be a file that only tests another.

    Exits with 1 where one fails, or where there is none to run; with 3 where a policy does not compile; with 5 where
    less than --fail-under was taken both ways.
    """
    runs = [_run(path, only, covered=covered or fail_under is not None) for path in policies]
    results = [result for run in runs for result in _results(run)]
    write(_report(form, results, runs))
    if not results:
        tell("There is no scenario to run." if not only else f"There is no scenario with {only!r} in its title.")
        return Exit.FOUND
    if any(result.misses for result in results):
        return Exit.FOUND
    if fail_under is not None and any(run.coverage is not None and run.coverage.percent < fail_under for run in runs):
        tell(f"Less than {fail_under} % went both ways: write scenarios for what is listed.")
        return Exit.UNDECIDED
    return Exit.DONE


def _run(path: str, only: str, *, covered: bool) -> _Run:
    policy = Policy.load(path)
    chosen = (scenario for scenario in policy.scenarios if only.casefold() in scenario.title.casefold())
    results = tuple(run_scenario(policy, scenario, read=policy.read) for scenario in chosen)
    decisions = (result.decision for result in results if result.decision is not None)
    found = coverage(policy.program, decisions) if covered else None
    return _Run(policy, Path(path).parent, results, found)


def _results(run: _Run) -> Iterator[Result]:
    for found in run.results:
        misses = tuple(Miss(_place(run, failure.path)[1], failure.message) for failure in found.failures)
        where, line = _place(run, found.scenario.path)
        yield Result(where, line, found.scenario.title, misses)


def _place(run: _Run, node: str) -> tuple[str, int]:
    return place_of(run.policy, node, folder=run.folder)


def _report(form: str, results: list[Result], runs: list[_Run]) -> str:
    text = report(form, results)
    asked = [run for run in runs if run.coverage is not None]
    match form:
        case "text":
            return "\n".join([text, *(line for run in asked for line in _coverage_text(run))])
        case "json" if asked:
            return json.dumps({**json.loads(text), "coverage": [_coverage_value(run) for run in asked]}, indent=2)
        case _:
            return text


def _coverage_text(run: _Run) -> Iterator[str]:
    assert run.coverage is not None
    for taken in run.coverage.taken:
        if not taken.both_ways:
            path, line = _place(run, taken.id)
            yield f"{path}:{line}: {taken.kind} {_words(run, taken)} {_seen(taken)}"
    both = sum(taken.both_ways for taken in run.coverage.taken)
    total = len(run.coverage.taken)
    percent = f"({run.coverage.percent} %)"
    yield f"{run.policy.name}: {both} of {total} clauses, conditions and readings went both ways {percent}"


def _words(run: _Run, taken: Taken) -> str:
    return taken.id if taken.kind == "clause" else f"`{run.policy.texts.words(taken.id)}` of {taken.id.split('/')[0]}"


def _seen(taken: Taken) -> str:
    verb = ("applied", "apply") if taken.kind == "clause" else ("held", "hold")
    if not taken.held and not taken.failed:
        return "was never met"
    return f"always {verb[0]}" if taken.held else f"did not {verb[1]} once"


def _coverage_value(run: _Run) -> dict[str, object]:
    assert run.coverage is not None
    return {
        "policy": run.policy.name,
        "percent": run.coverage.percent,
        "taken": [{**attrs.asdict(taken), "both_ways": taken.both_ways} for taken in run.coverage.taken],
    }
