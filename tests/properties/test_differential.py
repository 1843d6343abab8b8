"""The engine and the oracle say the same: twenty thousand decisions over four hundred policies in every run.

The same command with other seeds is the campaign (`tests/README.md`); what it finds becomes an example of its own.
"""

from __future__ import annotations

import pytest

from tests.campaign import Counts, decide_twice
from tests.properties.conftest import stage_of

POLICIES_A_TEST = 50
REQUESTS = 50


@pytest.mark.parametrize("first", range(0, 400, POLICIES_A_TEST))
def test_the_engine_decides_as_the_oracle(first: int) -> None:
    counts = Counts()
    for seed in range(first, first + POLICIES_A_TEST):
        decide_twice(stage_of(seed), seed, REQUESTS, counts)
        assert counts.differing == []
    assert counts.decisions == POLICIES_A_TEST * REQUESTS
    assert counts.released * 3 >= counts.decisions, "too few requests release anything to say much"
    assert counts.with_many_statements * 2 >= counts.decisions, "too few requests have many statements on file"
