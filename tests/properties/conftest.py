"""Random policies made ready once for all properties."""

from __future__ import annotations

import pytest

from confpolicy.testing.trial import Stage
from tests.campaign import stage_of as any_stage_of

POLICIES = 100


def stage_of(seed: int) -> Stage:
    """The random policy of a seed, with many clauses."""
    return any_stage_of(seed, "dense")


@pytest.fixture(scope="session")
def stages() -> list[Stage]:
    """Random policies, the same in every run."""
    return [stage_of(seed) for seed in range(POLICIES)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How many pairs of a policy and a request were compared, over all processes."""
    told = [
        dict(report.user_properties)
        for report in terminalreporter.getreports("passed")
        if report.when == "call" and "test_differential" in report.nodeid
    ]
    pairs, policies = (sum(each.get(key, 0) for each in told) for key in ("pairs", "policies"))
    if pairs:
        terminalreporter.section("the short way, the long way and the oracle")
        terminalreporter.write_line(
            f"{pairs:,} pairs of a policy and a request over {policies:,} policies, no difference"
        )
