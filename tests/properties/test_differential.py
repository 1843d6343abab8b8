"""The short way, the long way and the oracle say the same: a hundred thousand pairs in every run, traces included.

A pair is a random policy and a random request of it. The same with other seeds is the campaign (`tests/README.md`);
what it finds becomes an example of its own.
"""

from __future__ import annotations

from typing import Any

import pytest

from confpolicy.testing.trial import Stage
from tests.campaign import Counts, compare, stage_of

DENSE, SPARE = range(0, 100, 25), range(0, 300, 25)
"""The first seeds of each test: of policies with many clauses, and with few."""
REQUESTS, REQUESTS_OF_SPARE = 100, 300
ALL = 100_000


@pytest.mark.parametrize("first", DENSE)
def test_the_engine_decides_as_the_oracle(first: int, record_property: Any) -> None:
    seeds = range(first, first + DENSE.step)
    counts = compared({seed: stage_of(seed, "dense") for seed in seeds}, REQUESTS, record_property)
    assert counts.pairs == DENSE.step * REQUESTS


@pytest.mark.parametrize("first", SPARE)
def test_the_engine_decides_as_the_oracle_where_clauses_are_few(first: int, record_property: Any) -> None:
    seeds = range(first, first + SPARE.step)
    counts = compared({seed: stage_of(seed, "spare") for seed in seeds}, REQUESTS_OF_SPARE, record_property)
    assert counts.pairs == SPARE.step * REQUESTS_OF_SPARE


def test_a_run_compares_a_hundred_thousand_pairs() -> None:
    assert len(DENSE) * DENSE.step * REQUESTS + len(SPARE) * SPARE.step * REQUESTS_OF_SPARE >= ALL


def compared(stages: dict[int, Stage], requests: int, record_property: Any) -> Counts:
    """What came of so many requests of each policy: no difference, and enough that says something."""
    counts = Counts()
    for seed, stage in stages.items():
        compare(stage, seed, requests, counts)
        assert counts.differing == []
    assert counts.released * 4 >= counts.pairs, "too few requests release anything to say much"
    assert counts.with_many_statements * 2 >= counts.pairs, "too few requests have many statements on file"
    record_property("pairs", counts.pairs)
    record_property("policies", counts.policies)
    return counts
