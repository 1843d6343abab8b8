"""`confpolicy prove`: what holds for every request, with a request against what does not."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Literal

import click

from confpolicy.cli.exits import Exit
from confpolicy.cli.options import format_option
from confpolicy.cli.proving import budget_options, progress, solver_versions
from confpolicy.cli.streams import write
from confpolicy.engine import Policy
from confpolicy.prove.outcome import Budget, Outcome, Status
from confpolicy.prove.report.proofs import proof_document, proof_text


@click.command("prove")
@click.argument(
    "policies", metavar="POLICY...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False)
)
@format_option("text", "json")
@budget_options
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that work at once.")
def command(
    policies: tuple[str, ...],
    form: str,
    *,
    solver: Literal["z3", "cvc5", "both"],
    effort: int,
    timeout: float | None,
    jobs: int,
) -> int:
    """Prove what should hold of each POLICY for every request: the built-in theorems, and what it asserts.

    Each is proved, refuted with a request that `decide` was asked, or undecided. Exits with 1 where one is refuted,
    with 5 where none is and one is undecided, with 3 where a policy does not compile.
    """
    versions = solver_versions(solver)
    budget = Budget(rlimit=effort, timeout_seconds=timeout, solver=solver)
    told: list[str] = []
    found: list[Outcome] = []
    for path in policies:
        policy = Policy.load(path)
        outcomes = _proved(policy, budget, jobs)
        found += outcomes
        if form == "json":
            named = {"name": policy.name, "version": policy.version, "sha256": policy.sha256}
            told.append(json.dumps(proof_document(named, outcomes, versions), indent=2, ensure_ascii=False))
        else:
            told.append(proof_text(policy.name, outcomes))
    write("\n\n".join(told) if form == "text" else _documents(told))
    if any(outcome.status is Status.REFUTED for outcome in found):
        return Exit.FOUND
    return Exit.UNDECIDED if any(outcome.status is Status.UNDECIDED for outcome in found) else Exit.DONE


def _proved(policy: Policy, budget: Budget, jobs: int) -> Sequence[Outcome]:
    from confpolicy.prove.prover import outcomes

    with progress(policy.name) as shown:
        return outcomes(policy, budget, jobs=jobs, progress=shown)


def _documents(told: Sequence[str]) -> str:
    """One document as it is; several as a list."""
    return told[0] if len(told) == 1 else "[" + ",\n".join(told) + "]"
