"""All claims about a policy: asked slice by slice, put together, replayed, and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

from confpolicy.engine import Policy
from confpolicy.prove.assertions import assertions_hold
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget, Outcome
from confpolicy.prove.slices import Slice, slices
from confpolicy.prove.study import Findings, Study
from confpolicy.prove.telling import Telling
from confpolicy.prove.theorems import effect, grounds, pairs, readings


def study_slice(theory: Theory, slice_: Slice, budget: Budget, found: Findings, others: Mapping[str, Theory]) -> None:
    """Asks every claim of one slice; what is found is added."""
    study = Study(theory, slice_, budget, found)
    grounds.permitted_only_on_a_ground(study)
    grounds.no_duty_is_forbidden(study)
    effect.every_clause_can_take_effect(study)
    pairs.withdrawal_never_permits_more(study)
    pairs.absence_never_permits(study)
    pairs.prohibitions_ignore_what_is_stated(study)
    pairs.no_protected_fact_matters(study)
    pairs.the_outward_answer_is_stated_and_released(study)
    pairs.existence_is_not_revealed(study)
    readings.no_reading_is_dead(study)
    assertions_hold(study, others)


def outcomes(
    policy: Policy, budget: Budget, *, jobs: int = 1, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[Outcome, ...]:
    """Every theorem and every assertion of the policy, decided.

    `progress` is told how many slices are done, of how many. Raises `WitnessError` where a counterexample does not
    replay, `PolicyError` where a policy that an assertion compares with does not compile.
    """
    theory = Theory.of(policy.program)
    others = {
        each.other: Theory.of(policy.other(each.other).program)
        for each in theory.policies[0].rules.assertions
        if each.other is not None
    }
    cut = slices(theory)
    found = Findings()
    work = [(theory, cut[place::jobs], budget, others) for place in range(max(1, jobs))]
    if jobs <= 1:
        for done, each in enumerate(cut, 1):
            study_slice(theory, each, budget, found, others)
            progress(done, len(cut))
    else:
        with ProcessPoolExecutor(jobs) as pool:
            for done, part in enumerate(pool.map(_share, work), 1):
                found.merge(part)
                progress(done * len(cut) // jobs, len(cut))
    told = Telling(policy=policy, theory=theory, slices=cut, budget=budget, found=found)
    return (*told.theorems(), *told.assertions())


def _share(work: tuple[Theory, Sequence[Slice], Budget, Mapping[str, Theory]]) -> Findings:
    theory, share, budget, others = work
    found = Findings()
    for each in share:
        study_slice(theory, each, budget, found, others)
    return found
