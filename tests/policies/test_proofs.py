"""What is proved of the policies that ship, and what is left: as the table in policies/README.md says."""

from __future__ import annotations

import re

from confpolicy import Policy
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget, Status
from confpolicy.prove.prover import Work, outcomes, studied
from confpolicy.prove.slices import slices
from tests.repo.tree import ROOT

BUDGET = Budget(rlimit=20_000_000, timeout_seconds=None, solver="z3")
EVERY = 8
"""Of HIPAA's slices so many are one: all of them take a minute (`confpolicy prove policies/hipaa/hipaa.policy`)."""


def left(policy: str) -> set[str]:
    """The claims that the table says are not proved."""
    table = (ROOT / "policies" / "README.md").read_text(encoding="utf-8")
    return set(re.findall(rf"^\| {policy} \| `([a-z_]+)` \|", table, re.MULTILINE))


def test_everything_else_is_proved_of_communities_1st() -> None:
    found = outcomes(Policy.load(ROOT / "policies" / "communities_1st.policy"), BUDGET)
    assert {each.name for each in found if each.status is Status.REFUTED} == left("Communities 1st")
    assert not [each for each in found if each.status is Status.UNDECIDED]
    assert sum(each.kind == "assertion" for each in found) >= 12


def test_nothing_else_is_refuted_of_hipaa_in_part() -> None:
    policy = Policy.load(ROOT / "policies" / "hipaa" / "hipaa.policy")
    theory = Theory.of(policy.program)
    part = tuple(enumerate(slices(theory)))[::EVERY]
    found = studied(Work(theory=theory, slices=part, budget=BUDGET, others={}))
    assert {claim for claim, _ in found.violations} <= left("HIPAA")
    assert found.undecided == {}
    assert len(policy.program.policies[0].assertions) >= 8
