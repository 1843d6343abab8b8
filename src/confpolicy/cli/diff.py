"""`confpolicy diff`: what a change of policy changes, or what a choice of reading does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Literal

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import format_option
from confpolicy.cli.proving import budget_options, progress, solver_versions
from confpolicy.cli.streams import write
from confpolicy.engine import Policy
from confpolicy.prove.outcome import Budget
from confpolicy.prove.report.differences import Compared, difference_document, difference_text


@click.command("diff")
@click.argument("old", metavar="OLD", type=click.Path(exists=True, dir_okay=False))
@click.argument("new", metavar="[NEW]", required=False, type=click.Path(exists=True, dir_okay=False))
@click.option("--readings", is_flag=True, help="Compare OLD with itself under each reading that it does not take.")
@format_option("text", "json", "html")
@budget_options
def command(
    old: str,
    new: str | None,
    form: str,
    *,
    readings: bool,
    solver: Literal["z3", "cvc5", "both"],
    effort: int,
    timeout: float | None,
) -> int:
    """Tell how the policy NEW differs from OLD: equivalent (proved), or where, each difference with a request.

    Exits with 1 where there is a difference, with 5 where none was found and something is undecided.
    """
    if readings is (new is not None):
        raise click.UsageError("give OLD and NEW, or one policy with --readings.")
    versions = solver_versions(solver)
    budget = Budget(rlimit=effort, timeout_seconds=timeout, solver=solver)
    before = Policy.load(old)
    compared = list(_readings(before, budget) if new is None else [_versions(before, Policy.load(new), budget)])
    match form:
        case "json":
            write(json.dumps(difference_document(compared, versions), indent=2, ensure_ascii=False))
        case "html":
            from confpolicy.prove.report.pages import difference_page

            write(difference_page(difference_document(compared, versions)))
        case _:
            write(difference_text(compared) or "There is no reading that is not taken.")
    found = [each.difference for each in compared]
    if any(each.changes or each.vocabulary for each in found):
        return Exit.FOUND
    return Exit.UNDECIDED if any(each.undecided for each in found) else Exit.DONE


def _versions(old: Policy, new: Policy, budget: Budget) -> Compared:
    from confpolicy.prove.difference import compare

    with progress(new.name) as shown:
        found = compare(old.program, new.program, budget, progress=shown)
    title = f"{_named(old)}, and now {_named(new)}"
    return Compared(title=title, difference=found, scenarios=[_scenario(new, each.witness) for each in found.changes])


def _readings(policy: Policy, budget: Budget) -> Iterator[Compared]:
    from confpolicy.prove.difference import compare

    for rules in policy.program.policies:
        for clause in rules.clauses:
            for reading in clause.untaken:
                title = f"{policy.name}: {clause.name} read as {clause.taken}, and read as {reading.name}"
                with progress(title) as shown:
                    taken = {clause.name: reading.name}
                    found = compare(policy.program, policy.program, budget, readings=taken, progress=shown)
                scenarios = [_scenario(policy, each.witness) for each in found.changes]
                yield Compared(title=title, difference=found, scenarios=scenarios)


def _named(policy: Policy) -> str:
    return f"{policy.name} {policy.version}" if policy.version is not None else policy.name


def _scenario(policy: Policy, request: object) -> str | None:
    """The request as a scenario of this policy's tests; None where the policy cannot read it."""
    from confpolicy.errors import RequestError
    from confpolicy.prove.scenario import scenario_text

    assert isinstance(request, dict)
    try:
        decision = policy.decide(request)
    except RequestError:
        return None
    return scenario_text(request, policy, decision, title="What the change decides")
