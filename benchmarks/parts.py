"""What a decision is made of: reading the request, by itself and for each statement on file; and the full trace."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

import attrs

from benchmarks import mixes, shapes, workload
from benchmarks.policies import SHIPPED
from benchmarks.timing import Call, in_turns
from confpolicy import Policy

FEW, MANY = 1, 101
"""Statements on file, to see what one more of them takes."""


@attrs.frozen(kw_only=True)
class Parts:
    """Median seconds of each part, over one work."""

    work: str
    read: float
    decided: float
    with_trace: float

    def value(self) -> dict[str, Any]:
        """The parts as JSON has them, in µs, and the trace as a multiple of what it explains."""
        return {
            "work": self.work,
            "micros": {
                "reading": round(self.read * 1e6, 2),
                "deciding what was read": round(self.decided * 1e6, 2),
                "deciding what was read, with the full trace": round(self.with_trace * 1e6, 2),
            },
            "with the trace, as a multiple": round(self.with_trace / self.decided, 2),
            "with the trace and reading, as a multiple": round(
                (self.read + self.with_trace) / (self.read + self.decided), 2
            ),
        }


def parts(*, count: int, rounds: int) -> list[Parts]:
    """The parts of decisions over the smallest set of rules and the policies that ship."""
    small = Policy.from_sources(workload.policy_sources(10))
    found = [_parts("10 rules", small, lambda: [each.request for each in workload.requests(10, count=count)], rounds)]
    for name in SHIPPED:
        policy, asked = mixes.asked(name, count=count)
        found.append(_parts(name, policy, functools.partial(_requests, asked), rounds))
    return found


def _requests(asked: Sequence[mixes.Asked]) -> list[dict[str, Any]]:
    return [each.request for each in asked]


def _parts(work: str, policy: Policy, fresh: Callable[[], Sequence[Any]], rounds: int) -> Parts:
    def reading() -> list[Call]:
        return [("", functools.partial(policy.request, each)) for each in fresh()]

    def deciding() -> list[Call]:
        return [("", functools.partial(_verdict, policy, policy.request(each))) for each in fresh()]

    def tracing() -> list[Call]:
        return [("", functools.partial(_trace, policy, policy.request(each))) for each in fresh()]

    read, decided, traced = (found[""].median for found in in_turns([reading, deciding, tracing], rounds=rounds))
    return Parts(work=work, read=read, decided=decided, with_trace=traced)


def _verdict(policy: Policy, request: Any) -> object:
    return policy.decide(request).verdict


def _trace(policy: Policy, request: Any) -> object:
    decision = policy.decide(request)
    return decision.verdict, decision.trace


def for_each_statement(*, count: int, rounds: int) -> float:
    """The seconds that reading takes longer for one statement more on file: the median."""
    policy = Policy.parse(shapes.ON_FILE.policy(1))

    def reading(size: int) -> list[Call]:
        return [
            ("", functools.partial(policy.request, shapes.ON_FILE.request(size, number).request))
            for number in range(count)
        ]

    makers = [functools.partial(reading, size) for size in (FEW, MANY)]
    few, many = (found[""].median for found in in_turns(makers, rounds=rounds))
    return (many - few) / (MANY - FEW)
