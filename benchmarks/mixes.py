"""The policies that ship, on the requests of their own scenarios: each many times, about other people each time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import Any

import attrs

from benchmarks.figure import Figure
from benchmarks.policies import SHIPPED
from benchmarks.trial import Trial, ours
from confpolicy import Decision, Policy
from confpolicy.facts.request import Request
from confpolicy.testing.scenarios import run_scenario

ROOT = Path(__file__).parents[1]


@attrs.frozen
class Case:
    """One scenario's request, and what came of it: for each row the verdict and its grounds."""

    request: Mapping[str, Any]
    rows: Sequence[tuple[Any, ...]]
    releases: bool


@attrs.frozen
class Asked:
    """A case about other people: `suffix` is what their ids end in."""

    case: Case
    suffix: str

    @property
    def request(self) -> dict[str, Any]:
        """The request, made anew."""
        subjects = self.case.request.get("subjects") or [self.case.request["subject"]]
        people = {subject["id"]: f"{subject['id']}{self.suffix}" for subject in subjects}
        made: dict[str, Any] = _renamed(self.case.request, people)
        return {**made, "id": f"{made.get('id', 'q')}{self.suffix}"}


def figures(name: str, *, count: int, seconds: float) -> list[Figure]:
    """What this program takes for a policy that ships. Exits where a scenario fails."""
    policy, fresh = asked(name, count=count)
    trial = Trial(
        work=name,
        size=sum(len(rules.clauses) for rules in policy.program.policies),
        fresh=lambda: fresh,
        permitted=lambda asked: asked.case.releases,
        seconds=seconds,
    )
    return trial.figures(ours(policy, _wrong, lambda asked: asked.request))


def asked(name: str, *, count: int) -> tuple[Policy, list[Asked]]:
    """A policy that ships, and so many requests of it, no two the same. Exits where a scenario fails."""
    policy = Policy.load(ROOT / SHIPPED[name][1])
    cases = list(_cases(policy))
    return policy, [Asked(case, f"-{number}") for number, case in enumerate(islice(cycle(cases), count))]


def _cases(tests: Policy) -> Iterator[Case]:
    for scenario in tests.scenarios:
        result = run_scenario(tests, scenario, read=tests.read)
        if result.decision is None or not result.passed:
            told = "; ".join(failure.message for failure in result.failures)
            raise SystemExit(f"{scenario.title}: {told}")
        yield Case(_mapping(tests, scenario.request), _rows(result.decision), bool(result.decision.outward.items))


def _mapping(tests: Policy, request: str | Mapping[str, Any] | Request) -> Mapping[str, Any]:
    if isinstance(request, str):
        read: Mapping[str, Any] = json.loads(tests.read(request))
        return read
    if isinstance(request, Request):
        raise SystemExit("a scenario's request is no mapping")
    return request


def _rows(decision: Decision) -> list[tuple[Any, ...]]:
    """What is decided of each row, apart from who it is about."""
    return [
        (
            row.item,
            row.verdict,
            [(ground.clause, ground.need_to_know, ground.stand_ins) for ground in row.because],
            row.blocked_by,
        )
        for row in sorted(decision.rows, key=lambda row: (row.item, row.subject))
    ]


def _wrong(asked: Asked, decision: Decision) -> str | None:
    said = _rows(decision)
    return None if said == asked.case.rows else f"to {asked.request['id']}: {said}, and not {asked.case.rows}"


_IDS = frozenset({"id", "subject", "about"})
"""Under these keys people are named."""


def _renamed(value: Any, people: Mapping[str, str], key: str = "") -> Any:
    """The same about other people."""
    match value:
        case dict():
            return {name: _renamed(one, people, name) for name, one in value.items()}
        case list():
            return [_renamed(one, people, key) for one in value]
        case str() if key in _IDS:
            return people.get(value, value)
        case _:
            return value
