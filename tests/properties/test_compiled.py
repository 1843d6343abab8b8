"""Compiled conditions are the walked ones: in value and in errors, over random policies and requests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import attrs

from confpolicy.decide.cases import Case, cases
from confpolicy.decide.conditions import status
from confpolicy.decide.docket import Docket
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.operations import TRUTHS
from confpolicy.decide.prepare import Part, Policy, Prepared
from confpolicy.decide.scoping import outside
from confpolicy.facts.read import read_request
from confpolicy.facts.request import Request
from confpolicy.testing import composing
from confpolicy.testing.choices import Choices
from confpolicy.testing.trial import Stage

REQUESTS = 8
KINDS = ("consents", "needs", "permissions", "prohibitions", "referrals", "obligations", "replies")


def test_compiled_conditions_agree_with_walked_ones_in_value_and_in_errors(stages: list[Stage]) -> None:
    seen: Counter[object] = Counter()
    for number, stage in enumerate(stages):
        compiled = [
            (conditions_of(policy), parts) for policy in stage.prepared.policies for parts in parts_of(policy)
        ]
        holding = [(parts, conditions.holds(parts)) for conditions, parts in compiled]
        for request in range(REQUESTS):
            for here in environments(stage, f"{number}/{request}"):
                for parts, holds in holding:
                    walked = attrs.evolve(here, errors=set(), defined={})
                    place = Here.of(here)
                    value = status(parts, walked)
                    told = {(error.path, error.message) for error in walked.errors}
                    assert (TRUTHS[holds(place)], set(place.notes)) == (value, told), parts
                    seen[value] += 1
                    seen["errors"] += bool(told)
    assert min(seen.values()) > 500, seen
    assert len(seen) == 4


def conditions_of(policy: Policy) -> Conditions:
    return Conditions(policy.domain, policy.definitions)


def parts_of(policy: Policy) -> Iterator[tuple[Part, ...]]:
    for kind in KINDS:
        yield from (ready.parts for ready in getattr(policy, kind) if ready.parts)


def environments(stage: Stage, label: str) -> Iterator[Environment]:
    """Where conditions of a random request are evaluated: at its rows, on statements, supposing, towards outside."""
    request = read_request(composing.request(Choices.from_seed(label), stage.terrain), stage.prepared.vocabulary)
    assert isinstance(request, Request)
    for case in one_case(stage.prepared, request):
        here = case.environment
        if here.recipient is None or here.recipient.perhaps:
            continue  # of a class of people the short way decides nothing
        yield here
        yield here.without_presumptions()
        yield here.supposing(value=True)
        yield here.supposing(value=False)
        yield outside(here, request.recipient.roles)
        for grant in case.file.grants[:2]:
            yield here.on(grant.facts)


def one_case(prepared: Prepared, request: Request) -> Iterator[Case]:
    docket = Docket.of(request, prepared.vocabulary)
    for policy in prepared.policies:
        yield next(iter(cases(policy, request, docket, set()).values()))
