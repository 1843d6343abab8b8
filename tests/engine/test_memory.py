"""What stays in memory after deciding: the policy, and what it knows by itself."""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from benchmarks.workload import policy_sources, requests
from confpolicy import Policy

BATCH = 300
"""So many requests are decided between two looks at what is in memory: it may grow by less than a block for each."""


@pytest.fixture(scope="module")
def policy() -> Policy:
    return Policy.from_sources(policy_sources(10))


def asked(number: int) -> Iterator[dict[str, Any]]:
    """Requests about other people each time, in the same roles."""
    for each in requests(10, count=BATCH):
        text = json.dumps(each.request)
        for person in (each.request["subject"]["id"], each.request["recipient"]["id"], each.request["id"]):
            text = text.replace(json.dumps(person), json.dumps(f"{person} of {number}"))
        yield json.loads(text)


@pytest.mark.parametrize(
    "decide",
    [
        lambda policy, made: policy.decide(made).verdict,
        lambda policy, made: policy.decide(policy.request(made)).to_json(trace=True),
        lambda policy, made: [each.verdict for each in policy.decide_many([made])],
    ],
    ids=["from a mapping", "read, with its trace", "one of many"],
)
def test_a_decision_leaves_nothing_behind(policy: Policy, decide: Callable[[Policy, dict[str, Any]], object]) -> None:
    def blocks_after(number: int) -> int:
        for made in asked(number):
            decide(policy, made)
        gc.collect()
        return sys.getallocatedblocks()

    blocks_after(0)
    before = blocks_after(1)
    assert blocks_after(2) - before < BATCH
