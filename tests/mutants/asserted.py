"""What is asserted of the policies that ship, each assertion beside the mutants of its policy until one breaks it.

An assertion that no change of its policy can break says nothing about that policy. A mutant breaks it where a request
is found that is decided by the mutant against it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from confpolicy.core.clauses import Assertion
from confpolicy.core.programs import Program
from confpolicy.engine import Policy
from confpolicy.prove.assertions import ASSERTED, Asserted, assertions_hold
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import slices
from confpolicy.prove.study import Findings, Study, Violation
from confpolicy.prove.witness import canonical
from tests.mutants.catalogue import OF_A_POLICY, ROOT, SHIPPED, spread
from tests.mutants.kinds import KINDS
from tests.mutants.mutant import Mutant, Original
from tests.mutants.sampling import Decider

ASSERTING = {**SHIPPED, "uk_caldicott": ROOT / "policies" / "uk_caldicott.policy"}
"""The policies that ship with assertions of their own."""
BUDGET = Budget(rlimit=50_000_000, timeout_seconds=None, solver="z3")


@attrs.frozen(kw_only=True)
class Breach:
    """An assertion with the first mutant found that breaks it: by a request, and what is decided of it there."""

    policy: str
    assertion: str
    mutant: str
    words: str
    request: Mapping[str, Any]
    verdict: str
    tried: int
    """So many mutants were tried, this one included."""


def breaches(
    name: str, known: Mapping[tuple[str, str], Breach], keep: Callable[[Breach], None], *, mutants: int | None = None
) -> tuple[Breach, ...]:
    """For each assertion of the policy the first mutant that breaks it, if one does; by the assertions' names.

    `known`, by policy and name: those that are not looked for again. `keep` is given each as it is found. `mutants`:
    at most so many are tried. Raises `AssertionError` where a request is decided otherwise than a proof says.
    """
    original = Original(name, Policy.load(ASSERTING[name]))
    left = {each.name: each for each in original.program.policies[0].assertions if (name, each.name) not in known}
    found = [each for each in known.values() if each.policy == name]
    for number, mutant in enumerate(_spread(original), start=1):
        if not left or (mutants is not None and number > mutants):
            break
        for assertion, violation in broken_by(original.policy, mutant.program, tuple(left.values())).items():
            del left[assertion]
            breach = _replayed(mutant, assertion, violation, number)
            keep(breach)
            found.append(breach)
    return tuple(sorted(found, key=lambda each: each.assertion))


def broken_by(policy: Policy, program: Program, assertions: tuple[Assertion, ...]) -> dict[str, Violation]:
    """What breaks which of these assertions in a changed program of the policy."""
    own = attrs.evolve(program.policies[0], assertions=assertions)
    theory = Theory.of(attrs.evolve(program, policies=(own, *program.policies[1:])))
    others = {
        each.other: Theory.of(policy.other(each.other).program) for each in assertions if each.other is not None
    }
    asserted = [Asserted.of(each, theory) for each in assertions]
    found = Findings()
    for place, slice_ in enumerate(slices(theory)):
        study = Study(theory, slice_, BUDGET, found, place)
        if any(each.cell(study) for each in asserted):
            assertions_hold(study, others)
    return {key: violation for (claim, key), violation in found.violations.items() if claim == ASSERTED}


def _replayed(mutant: Mutant, assertion: str, violation: Violation, tried: int) -> Breach:
    request = canonical(violation.request)
    (row,) = Decider.of(mutant.program).decide(request).rows
    verdict = row.verdict.value
    assert verdict == violation.verdict or (not violation.verdict and verdict != "permit"), (mutant.id, request)
    return Breach(
        policy=mutant.policy,
        assertion=assertion,
        mutant=mutant.id,
        words=mutant.change.words,
        request=request,
        verdict=verdict,
        tried=tried,
    )


def _spread(original: Original) -> Iterator[Mutant]:
    """Every mutant of the policy: some of each kind over all clauses first, then all others."""
    changes = {kind: list(make(original)) for kind, make in KINDS.items()}
    first = {kind: spread(several, OF_A_POLICY) for kind, several in changes.items()}
    for chosen in (first, changes):
        for kind, several in chosen.items():
            for change in several:
                if chosen is first or change not in first[kind]:
                    yield Mutant(policy=original.name, kind=kind, change=change)


def read(file: Path | None) -> dict[tuple[str, str], Breach]:
    """What a file keeps, by policy and assertion."""
    lines = file.read_text(encoding="utf-8").splitlines() if file is not None and file.exists() else []
    found = [Breach(**json.loads(line)) for line in lines]
    return {(each.policy, each.assertion): each for each in found}


def told(file: Path | None) -> int:
    """Looks for a mutant that breaks each assertion; keeps and prints what is found. 1 where one is left."""
    left = 0
    for name in ASSERTING:
        known = read(file)

        def keep(breach: Breach) -> None:
            print(f"{breach.assertion} is broken by {breach.mutant}, after {breach.tried} mutants", flush=True)
            if file is not None:
                with file.open("a", encoding="utf-8") as out:
                    out.write(json.dumps(attrs.asdict(breach), ensure_ascii=False) + "\n")

        found = {each.assertion for each in breaches(name, known, keep)}
        asserted = [each.name for each in Policy.load(ASSERTING[name]).program.policies[0].assertions]
        missing = [each for each in asserted if each not in found]
        print(f"{name}: {len(found)} of {len(asserted)} assertions are broken by a mutant", flush=True)
        print("".join(f"  {each} by none\n" for each in missing), end="")
        left += len(missing)
    return 1 if left else 0
