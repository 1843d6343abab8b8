"""Random policies made ready once for all properties."""

from __future__ import annotations

import pytest

from confpolicy.engine import Policy
from confpolicy.testing.choices import Choices
from confpolicy.testing.promises import staged
from confpolicy.testing.sketches import sketch
from confpolicy.testing.trial import Stage

POLICIES = 100


def stage_of(seed: int) -> Stage:
    """The random policy of a seed."""
    return staged(Policy.parse(sketch(Choices.from_seed(seed)).text))


@pytest.fixture(scope="session")
def stages() -> list[Stage]:
    """Random policies, the same in every run."""
    return [stage_of(seed) for seed in range(POLICIES)]
