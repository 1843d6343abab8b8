"""What holds of every program, and that a program that breaks it is told from one that does not."""

from __future__ import annotations

import attrs
import pytest

from confpolicy.core.clauses import (
    Act,
    Clause,
    Condition,
    Consent,
    Effect,
    Items,
    NeedToKnow,
    Obligation,
    Parties,
    Permission,
    PermissionKind,
    Phase,
    Prohibition,
    Reading,
    Referral,
    Scope,
    StandIn,
)
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
from confpolicy.core.programs import Program
from confpolicy.core.typing import IllTypedError, check_program, fits, type_of
from confpolicy.facts.types import OneOf, Primitive, SetOf, StructureType, TermKind, TermType, Type
from confpolicy.facts.values import Duration, Record, Symbol, Value
from confpolicy.lower import lower
from tests.check.loads import checked

_PROGRAM = lower(checked("")).program
_VOCABULARY = _PROGRAM.vocabulary
_YES = Literal(True, Primitive.BOOL)
_AGE, _BORN, _NAME = FactValue("subject.age"), FactValue("subject.born"), FactValue("subject.name")
_AREAS = FactValue("context.areas")


@pytest.mark.parametrize(
    ("node", "words"),
    [
        (Literal(3, Primitive.BOOL), "a value that is not of its type"),
        (Literal(True, Primitive.INT), "a value that is not of its type"),
        (Literal(Symbol("west"), OneOf(("north",))), "a value that is not of its type"),
        (FactValue("subject.nothing"), "no fact subject.nothing"),
        (Known("subject.nothing"), "no fact subject.nothing"),
        (Not(_AGE), "no condition"),
        (And((_YES,)), "one operand alone"),
        (And((_YES, And((_YES, _YES)))), "nested in its own kind"),
        (Or((Or((_YES, _YES)), _YES)), "nested in its own kind"),
        (Or((_YES, _AGE)), "no condition"),
        (Compare(Comparison.LESS, _NAME, _NAME), "not comparable"),
        (Compare(Comparison.EQUAL, _NAME, _AGE), "not comparable"),
        (Arithmetic(Operation.ADD, _BORN, _BORN), r"no \+ for these types"),
        (Member(_AGE, _AREAS), "not of the set's type"),
        (Member(_AGE, _AGE), "not a set"),
        (Within(_AGE, Duration(seconds=1)), "no date"),
        (Variable("a"), "no variable a"),
        (Field("a", "kind"), "no variable a"),
        (Quantified(Quantifier.SOME, "a", _AGE, _YES), "not a set"),
        (Quantified(Quantifier.SOME, "a", _AREAS, Field("a", "kind")), "no field kind"),
        (
            Quantified(Quantifier.SOME, "a", _AREAS, Quantified(Quantifier.SOME, "a", _AREAS, _YES)),
            "a variable within its own scope",
        ),
        (HasRole(Actor.RECIPIENT, "nobody"), "no role nobody"),
        (HasRole(Actor.DISCLOSER, "parent"), "a discloser has no such role"),
        (Falls(Asked.ITEM, "help"), "no term help"),
        (Falls(Asked.PURPOSE, "notes"), "no term notes"),
    ],
)
def test_an_expression_that_does_not_fit_has_no_type(node: Expression, words: str) -> None:
    with pytest.raises(IllTypedError, match=f"^{words}$"):
        type_of(node, _VOCABULARY, {})


@pytest.mark.parametrize(
    ("node", "type_"),
    [
        (Now(), Primitive.DATETIME),
        (TermOf(Asked.ITEM), TermType(TermKind.DATA)),
        (TermOf(Asked.PURPOSE), TermType(TermKind.PURPOSE)),
        (Arithmetic(Operation.SUBTRACT, _BORN, _BORN), Primitive.DURATION),
        (_AREAS, SetOf(OneOf(("north", "south")))),
        (Defined("is_missing"), Primitive.BOOL),
        (
            Member(TermOf(Asked.ITEM), Literal(frozenset({Symbol("notes")}), SetOf(TermType(TermKind.DATA)))),
            Primitive.BOOL,
        ),
    ],
)
def test_an_expression_that_fits_has_its_type(node: Expression, type_: Type) -> None:
    assert type_of(node, _VOCABULARY, {}) == type_


@pytest.mark.parametrize(
    ("value", "type_", "expected"),
    [
        (Record((("copies", 3),)), StructureType("agreement"), True),
        (Record((("copies", "3"),)), StructureType("agreement"), False),
        (Record((("other", 3),)), StructureType("agreement"), False),
        (frozenset({1, 2}), SetOf(Primitive.INT), True),
        (frozenset({"1"}), SetOf(Primitive.INT), False),
        (Symbol("notes"), TermType(TermKind.DATA), True),
        (Symbol("notes"), TermType(TermKind.ROLE), False),
    ],
)
def test_a_value_fits_its_type_or_does_not(value: Value, type_: Type, expected: bool) -> None:
    assert fits(value, type_, _VOCABULARY) is expected


def _with(clause: Clause) -> Program:
    rules = _PROGRAM.policies[0]
    return attrs.evolve(_PROGRAM, policies=(attrs.evolve(rules, clauses=(*rules.clauses, clause)),))


@pytest.mark.parametrize(
    ("clause", "words"),
    [
        (NeedToKnow(name="agreed"), "agreed: stands twice"),
        (StandIn(name="x"), "x: nobody stands in"),
        (NeedToKnow(name="x", scope=Scope(of=Items(frozenset({"nothing"})))), "x: no data nothing"),
        (NeedToKnow(name="x", scope=Scope(to=Parties(roles=frozenset({"nobody"})))), "x: no role nobody"),
        (NeedToKnow(name="x", condition=Condition(_AGE)), "x: no condition"),
        (NeedToKnow(name="x", condition=Condition(None, (Defined("nothing"),))), "x: no definition nothing"),
        (
            NeedToKnow(name="x", readings=(Reading("a", "", Condition()),)),
            "x: readings without one that is taken, or two of one name",
        ),
        (NeedToKnow(name="x", readings=(Reading("a", "", Condition()),), taken="b"), "x: no reading b"),
        (
            NeedToKnow(name="x", relies_on={"subject.age": "Why."}),
            "x: relies on subject.age, which is no protected fact",
        ),
        (
            NeedToKnow(name="x", effects=(Effect(Phase.THEN, Act.RECORD, "nowhere"),)),
            "x: no target nowhere",
        ),
        (
            NeedToKnow(name="x", effects=(Effect(Phase.THEN, Act.DO),)),
            "x: an effect with both a target and a text, or with neither",
        ),
        (
            Permission(name="x", kind=PermissionKind.DUTY, overrides=frozenset({"never_safety"})),
            "x: overrides never_safety, which is no prohibition that can be overridden",
        ),
        (Obligation(name="x", on=frozenset({"nothing"})), "x: follows upon nothing, which is no ground"),
        (Referral(name="x", decided_by=()), "x: nobody to do it"),
        (Consent(name="x", givers=()), "x: nobody can give it"),
    ],
)
def test_a_clause_that_does_not_fit_is_told(clause: Clause, words: str) -> None:
    assert check_program(_with(clause)) == (words,)


def test_a_clause_that_fits_is_not_told() -> None:
    assert check_program(_with(Prohibition(name="x", condition=Condition(Defined("is_missing"))))) == ()


def test_a_definition_stands_after_those_that_it_uses() -> None:
    rules = _PROGRAM.policies[0]
    definitions: dict[str, Expression] = {"x": Defined("y"), "y": _YES}
    program = attrs.evolve(
        _PROGRAM, policies=(attrs.evolve(rules, definitions={**rules.definitions, **definitions}),)
    )
    assert check_program(program) == ("define.x: stands before a definition that it uses",)
