"""Conditions: what each node means, what is unknown, what is a mistake."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from confpolicy.core.expressions import (
    Actor,
    And,
    Arithmetic,
    Asked,
    Compare,
    Comparison,
    Defined,
    Expression,
    FactValue,
    Falls,
    Field,
    HasRole,
    IsSubject,
    Known,
    Literal,
    Member,
    Not,
    Now,
    Operation,
    Or,
    Quantified,
    Quantifier,
    TermOf,
    Variable,
    Within,
)
from confpolicy.core.operators import Domain
from confpolicy.core.scopes import Presence
from confpolicy.decide.conditions import truth_of, value_of
from confpolicy.decide.environment import Environment
from confpolicy.decide.fast.compile import Conditions
from confpolicy.decide.fast.here import Here
from confpolicy.decide.fast.operations import TRUTHS
from confpolicy.decide.prepare import Part
from confpolicy.facts.calendar import Zone, day_from_text
from confpolicy.facts.logic import Truth
from confpolicy.facts.request import Given
from confpolicy.facts.types import Primitive, SetOf, TermKind, TermType
from confpolicy.facts.values import Day, Duration, Record, Symbol, Value
from tests.decide.world import NOW, VOCABULARY, at, judged

F, U, T = Truth.FALSE, Truth.UNKNOWN, Truth.TRUE


def environment(facts: Mapping[str, Value] | None = None, **others: Any) -> Environment:
    return Environment(
        **{
            "domain": Domain(VOCABULARY, Zone("Europe/London")),
            "definitions": {},
            "time": at(NOW),
            "purpose": "ward_care",
            "leaf": "address",
            "subject": "p1",
            "recipient": Presence.of(frozenset({"doctor"}), VOCABULARY.roles),
            "recipient_id": "d1",
            "discloser": Presence.of(frozenset({"nurse"}), VOCABULARY.roles),
            "discloser_id": "s1",
            "given": {name: Given(value) for name, value in (facts or {}).items()},
            **others,
        }
    )


def truth(node: Expression, facts: Mapping[str, Value] | None = None, **others: Any) -> Truth:
    """As it is walked; and as it is compiled, which must be the same."""
    there, here = environment(facts, **others), Here.of(environment(facts, **others))
    walked = truth_of(node, "x/when", there)
    holds = Conditions(there.domain, there.definitions).holds([Part("x/when", node, negated=False)])
    assert TRUTHS[holds(here)] is walked
    assert set(here.notes) == {(error.path, error.message) for error in there.errors}
    return walked


def number(value: int) -> Literal:
    return Literal(value, Primitive.INT)


def length(**parts: int) -> Literal:
    return Literal(Duration(**parts), Primitive.DURATION)


MISSING, AGE, BORN = FactValue("subject.missing"), FactValue("subject.age"), FactValue("subject.born")
AGREEMENTS = FactValue("recipient.agreements")
TRUE, FALSE = Literal(True, Primitive.BOOL), Literal(False, Primitive.BOOL)


def test_logic_is_kleenes() -> None:
    assert truth(Not(MISSING)) is U
    assert truth(And((MISSING, FALSE))) is F
    assert truth(And((MISSING, TRUE))) is U
    assert truth(Or((MISSING, TRUE))) is T
    assert truth(Or((MISSING, FALSE))) is U
    assert truth(MISSING, {"subject.missing": True}) is T


def test_a_comparison_with_something_unknown_is_unknown() -> None:
    assert truth(Compare(Comparison.EQUAL, AGE, AGE)) is U
    assert truth(Compare(Comparison.EQUAL, number(1), AGE)) is U
    assert truth(Compare(Comparison.LESS, AGE, number(16)), {"subject.age": 15}) is T
    assert truth(Compare(Comparison.EQUAL, MISSING, Not(TRUE)), {"subject.missing": False}) is T
    assert truth(Compare(Comparison.EQUAL, TRUE, Not(MISSING))) is U


@pytest.mark.parametrize("time,expected", [("2027-05-03T22:59:59Z", T), ("2027-05-03T23:00:00Z", F)])
def test_somebody_is_under_sixteen_until_the_day_begins_on_the_local_clock(time: str, expected: Truth) -> None:
    under = Compare(Comparison.LESS, Now(), Arithmetic(Operation.ADD, BORN, length(months=16 * 12)))
    assert truth(under, {"subject.born": day_from_text("2011-05-04")}, time=at(time)) is expected
    assert truth(under, time=at(time)) is U
    swapped = Compare(Comparison.LESS, Now(), Arithmetic(Operation.ADD, length(months=16 * 12), BORN))
    assert truth(swapped, {"subject.born": day_from_text("2011-05-04")}, time=at(time)) is expected
    assert truth(swapped, time=at(time)) is U


def test_an_error_makes_the_smallest_expression_around_it_unknown() -> None:
    too_large = Arithmetic(Operation.ADD, AGE, number(2**53 - 1))
    there = environment({"subject.age": 1})
    assert truth_of(Or((Compare(Comparison.EQUAL, too_large, AGE), TRUE)), "x/when", there) is T
    assert [(error.path, error.message) for error in there.errors] == [("x/when/0/0", "the number is too large")]
    assert value_of(Compare(Comparison.LESS, length(months=1), length(seconds=1)), "x/when", there) is None


def test_membership_of_terms_is_coverage() -> None:
    words = FactValue("context.words")
    item_among = Member(TermOf(Asked.ITEM), words)
    assert truth(item_among, {"context.words": frozenset({Symbol("personal")})}) is T
    assert truth(item_among, {"context.words": frozenset({Symbol("notes")})}) is F
    assert truth(item_among) is U
    assert truth(item_among, {"context.words": frozenset()}, leaf=None) is U
    care = Literal(frozenset({Symbol("care")}), SetOf(TermType(TermKind.PURPOSE)))
    assert truth(Member(TermOf(Asked.PURPOSE), care)) is T
    assert truth(Member(AGE, Literal(frozenset({1, 2}), SetOf(Primitive.INT))), {"subject.age": 2}) is T


def test_within_looks_back_from_now() -> None:
    recently = Within(BORN, Duration(seconds=30 * 86_400))
    assert truth(recently, {"subject.born": day_from_text("2026-05-20")}) is T
    assert truth(recently, {"subject.born": day_from_text("2026-04-20")}) is F
    assert truth(recently) is U
    assert truth(recently, {"subject.born": day_from_text("2026-05-20")}, time=None) is U


def test_known_is_never_unknown() -> None:
    assert truth(Known("subject.missing")) is F
    assert truth(Known("subject.missing"), {"subject.missing": False}) is T


def test_roles_count_from_below_and_are_unknown_where_nobody_is_named() -> None:
    assert truth(HasRole(Actor.RECIPIENT, "third_party")) is T
    assert truth(HasRole(Actor.RECIPIENT, "staff")) is F
    assert truth(HasRole(Actor.DISCLOSER, "staff")) is T
    assert truth(HasRole(Actor.RECIPIENT, "staff"), recipient=None) is U
    assert truth(HasRole(Actor.DISCLOSER, "staff"), discloser=None) is U
    assert truth(IsSubject()) is F
    assert truth(IsSubject(), recipient=None) is U


def test_a_role_that_somebody_may_have_towards_some_of_a_class_is_unknown() -> None:
    doctor = Presence.towards(
        frozenset({"doctor"}), frozenset(), VOCABULARY.roles, in_person=U, all_towards=VOCABULARY.towards
    )
    assert truth(HasRole(Actor.RECIPIENT, "parent"), recipient=doctor) is U
    assert truth(HasRole(Actor.RECIPIENT, "third_party"), recipient=doctor) is T
    assert truth(HasRole(Actor.RECIPIENT, "staff"), recipient=doctor) is F


def test_item_and_purpose_fall_under_terms() -> None:
    assert truth(Falls(Asked.ITEM, "personal")) is T
    assert truth(Falls(Asked.ITEM, "notes")) is F
    assert truth(Falls(Asked.PURPOSE, "care")) is T
    assert truth(Falls(Asked.PURPOSE, "care"), purpose=None) is U
    assert (
        truth(Compare(Comparison.EQUAL, TermOf(Asked.PURPOSE), Literal(Symbol("care"), TermType(TermKind.PURPOSE))))
        is F
    )


def agreement(**fields: Value) -> Record:
    return Record(tuple(sorted(fields.items())))


JOINT = Compare(Comparison.EQUAL, Field("a", "kind"), Literal(Symbol("joint"), Primitive.TEXT))


@pytest.mark.parametrize(
    "elements,some,every",
    [
        (None, U, U),
        ((), F, T),
        ((agreement(kind=Symbol("joint")),), T, T),
        ((agreement(kind=Symbol("joint")), agreement(kind=Symbol("confidentiality"))), T, F),
        ((agreement(), agreement(kind=Symbol("confidentiality"))), U, F),
        ((agreement(), agreement(kind=Symbol("joint"))), T, U),
    ],
)
def test_an_absent_set_is_not_an_empty_one(elements: tuple[Record, ...] | None, some: Truth, every: Truth) -> None:
    facts = {} if elements is None else {"recipient.agreements": frozenset(elements)}
    assert truth(Quantified(Quantifier.SOME, "a", AGREEMENTS, JOINT), facts) is some
    assert truth(Quantified(Quantifier.EVERY, "a", AGREEMENTS, JOINT), facts) is every


def test_quantifiers_nest_and_variables_are_whole_records() -> None:
    same = Compare(Comparison.EQUAL, Variable("a"), Variable("b"))
    nested = Quantified(Quantifier.EVERY, "a", AGREEMENTS, Quantified(Quantifier.SOME, "b", AGREEMENTS, same))
    whole = agreement(kind=Symbol("joint"), signed_on=Day(0))
    assert truth(nested, {"recipient.agreements": frozenset({whole})}) is T
    assert truth(nested, {"recipient.agreements": frozenset({whole, agreement(kind=Symbol("joint"))})}) is U
    among = Quantified(Quantifier.SOME, "a", AGREEMENTS, Member(Variable("a"), AGREEMENTS))
    assert truth(among, {"recipient.agreements": frozenset({whole})}) is T


def test_a_definition_is_evaluated_once_and_means_the_same_as_written_out() -> None:
    mixed = Compare(Comparison.LESS, length(months=1), length(seconds=1))
    nodes: list[Any] = []
    there = environment(definitions={"mixed": mixed}, nodes=nodes)
    assert truth_of(And((Defined("mixed"), Defined("mixed"))), "x/when", there) is U
    assert [error.path for error in there.errors] == ["define.mixed"]
    assert [path for path, _ in nodes] == [
        "define.mixed/0",
        "define.mixed/1",
        "define.mixed",
        "x/when/0",
        "x/when/1",
        "x/when",
    ]


def test_a_definition_inside_a_quantifier_does_not_see_its_variable() -> None:
    body = And((JOINT, Defined("missing")))
    some = Quantified(Quantifier.SOME, "a", AGREEMENTS, body)
    facts = {"recipient.agreements": frozenset({agreement(kind=Symbol("joint"))}), "subject.missing": True}
    assert truth(some, facts, definitions={"missing": MISSING}) is T


def test_a_judgement_without_a_judge_or_at_no_known_time_does_not_count() -> None:
    suspected = FactValue("subject.suspected")
    assert truth(suspected, {"subject.suspected": True}) is U
    assert truth(suspected, given={"subject.suspected": judged(True)}) is T
    assert truth(suspected, given={"subject.suspected": judged(True)}, time=None) is U


def test_a_judgement_whose_end_lies_beyond_the_calendar_does_not_count_and_is_told() -> None:
    late = "9999-12-20T00:00:00Z"
    there = environment(given={"subject.suspected": judged(True, when=late)}, time=at(late))
    assert truth_of(FactValue("subject.suspected"), "x/when", there) is U
    assert truth_of(Known("subject.suspected"), "x/unless.1", there) is F
    assert sorted(error.path for error in there.errors) == ["x/unless.1", "x/when"]
