"""What the formulas of a policy say of a request is what deciding it says."""

from __future__ import annotations

import pytest

from tests.agreement.direct import compare


@pytest.mark.parametrize("first", range(0, 20, 4))
def test_a_request_is_decided_as_the_formulas_of_its_policy_come_out(first: int) -> None:
    for seed in range(first, first + 4):
        found = compare(seed, 12)
        assert found["requests"] == 12
        assert not found["differing"], found["differing"][0]
