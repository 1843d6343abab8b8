"""What the policies that ship assert of themselves: no random request refutes it, and each speaks of some."""

from __future__ import annotations

import attrs
import pytest

from confpolicy.core.clauses import Assertion, Claim, Condition
from confpolicy.engine import Policy
from tests.policies import hipaa
from tests.policies.asserted import Trial

_FOLDER = hipaa.FOLDER.parent
_POLICIES = {
    "communities_1st": (Policy.load(_FOLDER / "communities_1st.policy"), 40),
    "uk_caldicott": (Policy.load(_FOLDER / "uk_caldicott.policy"), 40),
    "hipaa": (hipaa.policy(), 10),
}
_CASES = [
    pytest.param(policy, assertion, requests, id=f"{name}-{assertion.name}")
    for name, (policy, requests) in _POLICIES.items()
    for assertion in policy.program.policies[0].assertions
]


@pytest.mark.parametrize(("policy", "assertion", "requests"), _CASES)
def test_no_random_request_refutes_an_assertion_that_ships(
    policy: Policy, assertion: Assertion, requests: int
) -> None:
    trial = Trial.of(policy.program, assertion)
    refuting = [seed for seed in range(requests) if trial.refuted(seed)[0] is not None]
    assert refuting == []


@pytest.mark.parametrize(("policy", "assertion", "requests"), _CASES)
def test_an_assertion_that_ships_speaks_of_some_request(policy: Policy, assertion: Assertion, requests: int) -> None:
    trial = Trial.of(policy.program, assertion)
    assert any(trial.refuted(seed)[1] for seed in range(requests * 10))


def _own(name: str) -> tuple[Policy, Assertion]:
    policy, _ = _POLICIES["communities_1st"]
    return policy, next(each for each in policy.program.policies[0].assertions if each.name == name)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("the_police_are_always_told", {"condition": Condition()}),
        ("third_parties_need_clear_reasons", {"condition": Condition()}),
        ("silence_is_broken_by_management", {"claim": Claim.ONLY_WITH_CONSENT, "condition": Condition()}),
    ],
)
def test_an_assertion_that_claims_too_much_is_refuted(name: str, changes: dict[str, object]) -> None:
    policy, assertion = _own(name)
    trial = Trial.of(policy.program, attrs.evolve(assertion, **changes))
    assert any(trial.refuted(seed)[0] is not None for seed in range(300))


def test_the_assertions_about_hipaa_are_among_its_files() -> None:
    assert "assertions.policy" in hipaa.policy().sources()
