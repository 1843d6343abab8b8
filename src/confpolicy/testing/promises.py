"""The laws on one policy, in one line of a test file."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

import attrs

from confpolicy.engine import Policy
from confpolicy.testing.laws.case import Law
from confpolicy.testing.laws.catalogue import LAWS, OF_LAYERS
from confpolicy.testing.trial import Stage, Tally, name_of, try_law

EXAMPLES = 50
"""How many requests fulfil the premise of each law, where nobody says otherwise."""


def check_laws(policy: Policy, *, examples: int = EXAMPLES, seed: int = 0) -> tuple[Tally, ...]:
    """Every law on random requests of the policy, and how often each made a difference.

    Raises `LawBrokenError` at the first law that does not hold. The same seed tries the same requests.
    """
    laws = (*LAWS, *(law for law in OF_LAYERS if law not in LAWS)) if _is_layered(policy) else LAWS
    return tuple(try_law(law, _stages(policy, law), examples=examples, seed=seed) for law in laws)


def laws_of(
    policy: Policy | str | os.PathLike[str], *, examples: int = EXAMPLES, seed: int = 0
) -> Callable[..., None]:
    """A test for pytest, one case for each law: `test_laws = laws_of("policies/my.policy")`.

    A path is loaded when the test runs, so that a policy that does not compile fails there. Needs pytest.
    """
    import pytest

    @cache
    def compiled() -> Policy:
        return policy if isinstance(policy, Policy) else Policy.load(policy)

    @cache
    def stage() -> Stage:
        return staged(compiled())

    def stages(law: Law) -> list[Stage]:
        return _stages(compiled(), law) if _is_layered(compiled()) else [stage()]

    def test_laws(law: Law, confpolicy_tallies: list[Tally]) -> None:
        confpolicy_tallies.append(try_law(law, stages(law), examples=examples, seed=seed))

    return pytest.mark.parametrize("law", LAWS, ids=name_of)(test_laws)


def _is_layered(policy: Policy) -> bool:
    return len(policy.program.policies) > 1 or policy.program.policies[0].governs is not None


def _stages(policy: Policy, law: Law) -> list[Stage]:
    """The policy, for a law that holds of layers; else each policy of it by itself, governing everything."""
    if not _is_layered(policy) or law in OF_LAYERS:
        return [staged(policy)]
    text = "\n".join(policy.sources().values())
    apart = (attrs.evolve(rules, governs=None) for rules in policy.program.policies)
    return [Stage.of(attrs.evolve(policy.program, policies=(rules,)), text) for rules in apart]


def staged(policy: Policy) -> Stage:
    """The policy made ready for many requests."""
    return Stage.of(policy.program, "\n".join(policy.sources().values()))
