"""The laws on one policy, in one line of a test file."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache

from confpolicy.engine import Policy
from confpolicy.testing.laws.case import Law
from confpolicy.testing.laws.catalogue import LAWS
from confpolicy.testing.trial import Stage, Tally, name_of, try_law

EXAMPLES = 50
"""How many requests fulfil the premise of each law, where nobody says otherwise."""


def check_laws(policy: Policy, *, examples: int = EXAMPLES, seed: int = 0) -> tuple[Tally, ...]:
    """Every law on random requests of the policy, and how often each made a difference.

    Raises `LawBrokenError` at the first law that does not hold. The same seed tries the same requests.
    """
    stage = staged(policy)
    return tuple(try_law(law, [stage], examples=examples, seed=seed) for law in LAWS)


def laws_of(
    policy: Policy | str | os.PathLike[str], *, examples: int = EXAMPLES, seed: int = 0
) -> Callable[..., None]:
    """A test for pytest, one case for each law: `test_laws = laws_of("policies/my.policy")`.

    A path is loaded when the test runs, so that a policy that does not compile fails there. Needs pytest.
    """
    import pytest

    @cache
    def stage() -> Stage:
        return staged(policy if isinstance(policy, Policy) else Policy.load(policy))

    def test_laws(law: Law, confpolicy_tallies: list[Tally]) -> None:
        confpolicy_tallies.append(try_law(law, [stage()], examples=examples, seed=seed))

    return pytest.mark.parametrize("law", LAWS, ids=name_of)(test_laws)


def staged(policy: Policy) -> Stage:
    """The policy made ready for many requests."""
    return Stage.of(policy.program, "\n".join(policy.sources().values()))
