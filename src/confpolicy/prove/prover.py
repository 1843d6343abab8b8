"""All claims about a policy: asked slice by slice, put together, replayed, and told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor

import attrs

from confpolicy.engine import Policy
from confpolicy.prove.assertions import assertions_hold
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget, Outcome
from confpolicy.prove.slices import Slice, slices
from confpolicy.prove.study import Findings, Study
from confpolicy.prove.telling import Telling
from confpolicy.prove.theorems import effect, grounds, pairs, readings


@attrs.frozen(kw_only=True)
class Work:
    """Slices of a theory to be studied, each with its number among all."""

    theory: Theory
    slices: Sequence[tuple[int, Slice]]
    budget: Budget
    others: Mapping[str, Theory]
    """The policies that assertions compare with, by path."""

    def share(self, place: int, of: int) -> Work:
        """One of several shares of it."""
        return attrs.evolve(self, slices=self.slices[place::of])


def outcomes(
    policy: Policy, budget: Budget, *, jobs: int = 1, progress: Callable[[int, int], None] = lambda _done, _all: None
) -> tuple[Outcome, ...]:
    """Every theorem and every assertion of the policy, decided; the same for any number of `jobs` (processes).

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
    work = Work(theory=theory, slices=tuple(enumerate(cut)), budget=budget, others=others)
    found = studied(work, progress) if jobs == 1 else _shared_out(work, jobs, progress)
    told = Telling(policy=policy, theory=theory, slices=cut, budget=budget, found=found)
    return (*told.theorems(), *told.assertions())


def studied(work: Work, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Findings:
    """What is found in the slices of the work; `progress` is told how many are done, of how many."""
    found = Findings()
    for done, (place, slice_) in enumerate(work.slices, 1):
        _study(Study(work.theory, slice_, work.budget, found, place), work.others)
        progress(done, len(work.slices))
    return found


def _shared_out(work: Work, jobs: int, progress: Callable[[int, int], None]) -> Findings:
    found = Findings()
    shares = 4 * jobs
    with ProcessPoolExecutor(jobs) as pool:
        for done, part in enumerate(pool.map(_alone, [work.share(place, shares) for place in range(shares)]), 1):
            found.merge(part)
            progress(done * len(work.slices) // shares, len(work.slices))
    return found


def _alone(work: Work) -> Findings:
    return studied(work)


def _study(study: Study, others: Mapping[str, Theory]) -> None:
    """Asks every claim of one slice."""
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
