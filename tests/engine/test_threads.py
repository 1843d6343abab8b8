"""Threads that share a policy, and the requests themselves, get the decisions that one thread gets."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from confpolicy import Policy
from confpolicy.decide.fast import onfile, plans
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.layered import layered_sketch
from confpolicy.testing.promises import staged

THREADS = 2


@pytest.fixture
def hurried() -> Iterator[None]:
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def requests(policy: Policy, *, count: int) -> list[Request]:
    terrain = staged(policy).terrain
    return [policy.request(composing.request(Choices.from_seed(f"threads {n}"), terrain)) for n in range(count)]


def decided(policy: Policy, asked: Sequence[Request], *, begin: Callable[[], object] = lambda: None) -> list[str]:
    begin()
    return [policy.decide(request).to_json() for request in asked]


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("kept", [50_000, 2], ids=["plans are kept", "plans are thrown away all the time"])
def test_two_threads_give_the_same_decisions_as_one(kept: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plans, "_MOST", kept)
    monkeypatch.setattr(onfile, "FEW", 2)
    for seed in range(3):
        sources = layered_sketch(Choices.from_seed(seed)).sources()
        alone, shared = Policy.from_sources(sources), Policy.from_sources(sources)
        asked = requests(shared, count=40)
        expected = decided(alone, requests(alone, count=40))
        start = Barrier(THREADS)
        with ThreadPoolExecutor(THREADS) as pool:
            running = [pool.submit(decided, shared, asked, begin=start.wait) for _ in range(THREADS)]
            assert [each.result() for each in running] == [expected] * THREADS
        assert len(set(expected)) > 30
