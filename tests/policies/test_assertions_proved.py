"""What a policy that ships asserts is proved, and no part of its conditions can be left out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import attrs
import pytest

from confpolicy.core.clauses import Assertion, Condition
from confpolicy.core.expressions import Or
from confpolicy.core.programs import Program
from confpolicy.engine import Policy
from confpolicy.prove.assertions import ASSERTED, NOT_VACUOUS, assertions_hold
from confpolicy.prove.encode.rules import Theory
from confpolicy.prove.outcome import Budget
from confpolicy.prove.slices import slices
from confpolicy.prove.study import Findings, Study
from tests.policies import hipaa

_NAMES = ("communities_1st", "uk_caldicott")
_BUDGET = Budget(rlimit=20_000_000, timeout_seconds=None, solver="z3")


def _with_less(assertion: Assertion) -> Iterator[Assertion]:
    """The assertion with each part of its condition left out that makes it claim less."""
    condition = assertion.condition
    if condition.when is not None:
        yield attrs.evolve(assertion, name=f"{assertion.name}_when", condition=attrs.evolve(condition, when=None))
    for place, unless in enumerate(condition.unless):
        before, after = condition.unless[:place], condition.unless[place + 1 :]
        several = unless.operands if isinstance(unless, Or) else (unless,)
        for number in range(len(several)):
            rest = (*before, *several[:number], *several[number + 1 :], *after)
            name = f"{assertion.name}_unless_{place}_{number}"
            yield attrs.evolve(assertion, name=name, condition=Condition(condition.when, rest))


@cache
def _asked(name: str) -> tuple[tuple[str, ...], tuple[str, ...], Findings]:
    """The assertions of a policy by name, those with less, and what was found out about both."""
    program = Policy.load(hipaa.FOLDER.parent / f"{name}.policy").program
    own, *above = program.policies
    less = tuple(made for assertion in own.assertions for made in _with_less(assertion))
    asking = attrs.evolve(own, assertions=(*own.assertions, *less))
    found = _found(attrs.evolve(program, policies=(asking, *above)))
    return tuple(each.name for each in own.assertions), tuple(each.name for each in less), found


def _found(program: Program) -> Findings:
    theory, found = Theory.of(program), Findings()
    for each in slices(theory):
        assertions_hold(Study(theory, each, _BUDGET, found), {})
    return found


@pytest.mark.parametrize("name", _NAMES)
def test_every_assertion_is_proved_and_speaks_of_some_request(name: str) -> None:
    asserted, _, found = _asked(name)
    assert found.undecided == {}
    assert [each for each in asserted if (ASSERTED, each) in found.violations] == []
    assert [each for each in asserted if (NOT_VACUOUS, each) not in found.shown] == []


@pytest.mark.parametrize("name", _NAMES)
def test_an_assertion_is_refuted_without_any_part_of_its_condition(name: str) -> None:
    _, less, found = _asked(name)
    assert less
    assert [each for each in less if (ASSERTED, each) not in found.violations] == []
