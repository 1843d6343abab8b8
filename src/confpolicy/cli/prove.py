"""`confpolicy prove`: what holds for every request, with a request against what does not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import attrs
import click

from confpolicy import __version__
from confpolicy.cli.exits import Exit
from confpolicy.cli.options import format_option
from confpolicy.cli.places import place_of
from confpolicy.cli.proving import budget_options, progress, solver_versions
from confpolicy.cli.streams import write
from confpolicy.engine import Policy
from confpolicy.prove.outcome import Budget, Outcome, Status
from confpolicy.prove.report.findings import Placed, proof_junit, proof_sarif
from confpolicy.prove.report.proofs import proof_document, proof_text


@click.command("prove")
@click.argument(
    "policies", metavar="POLICY...", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False)
)
@format_option("text", "json", "sarif", "junit")
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
    proofs = [_proved(path, budget, jobs) for path in policies]
    write(_report(form, proofs, versions))
    statuses = {outcome.status for proof in proofs for outcome in proof.outcomes}
    if Status.REFUTED in statuses:
        return Exit.FOUND
    return Exit.UNDECIDED if Status.UNDECIDED in statuses else Exit.DONE


@attrs.frozen
class _Proof:
    path: str
    policy: Policy
    outcomes: tuple[Outcome, ...]


def _proved(path: str, budget: Budget, jobs: int) -> _Proof:
    from confpolicy.prove.prover import outcomes

    policy = Policy.load(path)
    with progress(policy.name) as shown:
        return _Proof(path, policy, outcomes(policy, budget, jobs=jobs, progress=shown))


def _report(form: str, proofs: Sequence[_Proof], versions: Mapping[str, str]) -> str:
    match form:
        case "json":
            documents = [_document(proof, versions) for proof in proofs]
            return json.dumps(documents[0] if len(documents) == 1 else documents, indent=2, ensure_ascii=False)
        case "sarif":
            return json.dumps(proof_sarif(_placed(proofs), version=__version__), indent=2, ensure_ascii=False)
        case "junit":
            return proof_junit(_placed(proofs))
        case _:
            return "\n\n".join(proof_text(proof.policy.name, proof.outcomes) for proof in proofs)


def _document(proof: _Proof, versions: Mapping[str, str]) -> dict[str, Any]:
    policy = proof.policy
    named = {"name": policy.name, "version": policy.version, "sha256": policy.sha256}
    return proof_document(named, proof.outcomes, versions)


def _placed(proofs: Sequence[_Proof]) -> list[Placed]:
    """Each outcome at its assertion, else at the first clause that is responsible, else at the head of the policy."""
    found = []
    for proof in proofs:
        folder = Path(proof.path).parent
        for outcome in proof.outcomes:
            named = (outcome.name, *outcome.clauses, "policy")
            node = next(each for each in named if each in proof.policy.spans)
            found.append(Placed(outcome, *place_of(proof.policy, node, folder=folder)))
    return found
